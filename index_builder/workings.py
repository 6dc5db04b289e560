"""What this room remembers between runs, and how a run finds what changed since the last one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Final

from index_builder.signals import Count
from pantau.storage import Database

Position = tuple[str, int]
"""Place of a story in the order of knowledge: ``(known_at, article id)``."""

BEGINNING: Final[Position] = ("", 0)

METHOD: Final = "index.method"
COVERAGE_FROM: Final = "index.coverage_from"
VALUES_FROM: Final = "index.values_from"
BUILT_THROUGH: Final = "index.through"
CORRECTED: Final = "index.corrections"
"""Names in the table ``progress``: the method that built what is there; first days whose coverage and index
are out of date; last day of the index; number of the last correction that was followed."""

_DERIVED: Final = (
    "working_stories",
    "working_counts",
    "working_reach",
    "working_baselines",
    "working_changes",
    "incident_stories",
    "incident_places",
    "incidents",
    "signals",
    "district_coverage",
    "index_values",
)

_CHUNK: Final = 500
"""Keys in one ``IN (…)``; SQLite allows 32,766 variables, smaller statements are prepared faster."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A story as grouping left it."""

    key: str
    position: Position
    root: str
    adds: bool
    grouped: str | None
    via: str | None
    traits: bytes


def prepare(database: Database, method_version: str, *, rebuild: bool) -> None:
    """Make the tables and drop what another method built.

    Args:
        database: Open for writing.
        method_version: The method that is about to run.
        rebuild: Drop everything in any case.
    """
    script = (resources.files("index_builder") / "workings.sql").read_text("utf-8")
    with database.transaction():
        database.execute(script)
        if rebuild or database.progress(METHOD) != method_version:
            for table in _DERIVED:
                database.execute(f"DELETE FROM {table}")  # noqa: S608 -- names are constants above
            database.execute("DELETE FROM progress WHERE part LIKE 'index.%'")
            database.set_progress(METHOD, method_version)


def last_position(database: Database) -> Position:
    """Place of the last story that was grouped."""
    row = database.row(
        "SELECT known_at, article_id FROM working_stories ORDER BY known_at DESC, article_id DESC LIMIT 1"
    )
    return BEGINNING if row is None else (row[0], row[1])


def changed_keys(database: Database, until: Position) -> list[tuple[str, Position]]:
    """Stories up to a place whose annotation was written, changed or removed since they were grouped."""
    rows = database.rows(
        "SELECT c.article_key, coalesce(s.known_at, a.known_at), coalesce(s.article_id, a.id)"
        " FROM working_changes AS c LEFT JOIN working_stories AS s ON s.article_key = c.article_key"
        " LEFT JOIN articles AS a ON a.key = c.article_key ORDER BY 2, 3"
    )
    return [(key, (known, number)) for key, known, number in rows if known and (known, number) <= until]


def traits_of_key(database: Database, key: str) -> bytes | None:
    """The traits with which a story was grouped, ``None`` where it was not."""
    found: bytes | None = database.value("SELECT traits FROM working_stories WHERE article_key = ?", (key,))
    return found


def forget_changes(database: Database, keys: Iterable[str]) -> None:
    """Mark changes as followed."""
    database.execute_many("DELETE FROM working_changes WHERE article_key = ?", ((key,) for key in keys))


def rewind(database: Database, position: Position) -> set[str]:
    """Forget where stories from a place on were put; gives the groups that lost any."""
    rows = database.rows(
        "SELECT DISTINCT grouped FROM working_stories"
        " WHERE (known_at, article_id) >= (?, ?) AND grouped IS NOT NULL",
        position,
    )
    groups = {group for (group,) in rows}
    database.execute("DELETE FROM working_stories WHERE (known_at, article_id) >= (?, ?)", position)
    return groups


def keep(database: Database, placed: Sequence[Placed], days: Sequence[tuple[date, bool]]) -> None:
    """Write where stories were put.

    Args:
        database: Open for writing.
        placed: The stories.
        days: Day of each, and whether its outlet gave it.
    """
    database.execute_many(
        "INSERT INTO working_stories (article_key, known_at, article_id, day, dated, root, adds, grouped,"
        " via, traits) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                one.key,
                *one.position,
                day.isoformat(),
                int(dated),
                one.root,
                int(one.adds),
                one.grouped,
                one.via,
                one.traits,
            )
            for one, (day, dated) in zip(placed, days, strict=True)
        ),
    )


def placed_between(database: Database, first: date, last: date) -> Iterator[Placed]:
    """Stories published between two days, and all that belong to a group, in the order of knowledge."""
    rows = database.rows(
        "SELECT article_key, known_at, article_id, root, adds, grouped, via, traits FROM working_stories"
        " WHERE day BETWEEN ? AND ? OR grouped IS NOT NULL ORDER BY known_at, article_id",
        (first.isoformat(), last.isoformat()),
    )
    for key, known, number, root, adds, grouped, via, traits in rows:
        yield Placed(
            key=key,
            position=(known, number),
            root=root,
            adds=bool(adds),
            grouped=grouped,
            via=via,
            traits=traits,
        )


def group_members(database: Database, groups: Iterable[str]) -> dict[str, list[tuple[str, str, str | None]]]:
    """Stories of each group in the order of knowledge: ``(key, known_at, via)``."""
    found: dict[str, list[tuple[str, str, str | None]]] = {}
    for chunk in chunks(sorted(groups)):
        marks = ",".join("?" * len(chunk))
        for group, key, known, via in database.rows(
            "SELECT grouped, article_key, known_at, via FROM working_stories"  # noqa: S608
            f" WHERE grouped IN ({marks}) ORDER BY known_at, article_id",
            chunk,
        ):
            found.setdefault(group, []).append((key, known, via))
    return found


def group_of(database: Database, key: str) -> str | None:
    """The group that a story was put into."""
    found: str | None = database.value("SELECT grouped FROM working_stories WHERE article_key = ?", (key,))
    return found


def replace_counts(database: Database, incidents: Iterable[str], counts: Iterable[Count]) -> set[str]:
    """Put what incidents add in place of what they added; gives the days that changed (ISO)."""
    days: set[str] = set()
    for incident in incidents:
        days.update(
            day
            for (day,) in database.rows("SELECT day FROM working_counts WHERE incident_id = ?", (incident,))
        )
        database.execute("DELETE FROM working_counts WHERE incident_id = ?", (incident,))
    rows = [
        (
            count.incident,
            count.district,
            count.dimension,
            count.day.isoformat(),
            count.tension,
            count.protests,
            count.harmony,
            count.severity,
            count.stories,
        )
        for count in counts
    ]
    database.execute_many("INSERT INTO working_counts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    days.update(row[3] for row in rows)
    return days


def out_of_date(database: Database, part: str, day: str) -> None:
    """Note that a part must be built again from a day on (the earliest noted day holds)."""
    noted = database.progress(part)
    if not noted or day < noted:
        database.set_progress(part, day)


def up_to_date(database: Database, part: str) -> None:
    """Note that a part is built."""
    database.set_progress(part, "")


def chunks(keys: Sequence[str]) -> Iterator[list[str]]:
    """The keys in pieces that fit into one statement."""
    for start in range(0, len(keys), _CHUNK):
        yield list(keys[start : start + _CHUNK])
