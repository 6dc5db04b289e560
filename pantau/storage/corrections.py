"""What people changed; it outlives every model and every regrouping."""

from __future__ import annotations

from collections.abc import Iterator

from pantau.records import Correction
from pantau.storage.database import Database, Row
from pantau.storage.times import from_utc_text, utc_text

_COLUMNS = "number, target, field, value, who, made_at, why"


def add(database: Database, correction: Correction) -> Correction:
    """Write a correction and number it (its own ``number`` does not matter)."""
    row = database.row(
        "INSERT INTO corrections (target, field, value, who, made_at, why) VALUES (?, ?, ?, ?, ?, ?)"
        f" RETURNING {_COLUMNS}",
        (
            correction.target,
            correction.field,
            correction.value,
            correction.who,
            utc_text(correction.when),
            correction.why,
        ),
    )
    assert row is not None  # noqa: S101 -- an INSERT ... RETURNING gives a row or raises
    return _correction_of(row)


def every(database: Database) -> Iterator[Correction]:
    """All corrections in the order in which they were made."""
    return map(_correction_of, database.rows(f"SELECT {_COLUMNS} FROM corrections ORDER BY number"))


def of_target(database: Database, target: str) -> list[Correction]:
    """The corrections of one story or incident, oldest first; for a field the last one holds."""
    return list(
        map(
            _correction_of,
            database.rows(
                f"SELECT {_COLUMNS} FROM corrections WHERE target = ? ORDER BY number",
                (target,),
            ),
        )
    )


def _correction_of(row: Row) -> Correction:
    number, target, field, value, who, made_at, why = row
    return Correction(
        number=number, target=target, field=field, value=value, who=who, when=from_utc_text(made_at), why=why
    )
