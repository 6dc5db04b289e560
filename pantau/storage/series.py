"""Daily series: signals, district coverage and index values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pantau.records import DistrictCoverage, IndexValue, Signal
from pantau.storage.database import Database

_SIGNAL = "district, dimension, day, tension, protests, harmony, severity, stories, method_version"
_VALUE = "district, dimension, day, observed, expected, low, high, score, level, method_version"


def replace_signals(database: Database, day: date, signals: Iterable[Signal]) -> None:
    """Put a day's signals in place of those that were there."""
    with database.transaction():
        database.execute("DELETE FROM signals WHERE day = ?", (day.isoformat(),))
        database.connection.executemany(
            f"INSERT INTO signals ({_SIGNAL}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    signal.district,
                    signal.dimension,
                    signal.day.isoformat(),
                    signal.tension,
                    signal.protests,
                    signal.harmony,
                    signal.severity,
                    signal.stories,
                    signal.method_version,
                )
                for signal in signals
            ),
        )


def signals(database: Database, *, since: date, until: date, district: str | None = None) -> Iterator[Signal]:
    """Signals from one day to another, both included, of all districts or of one."""
    sql = f"SELECT {_SIGNAL} FROM signals WHERE day BETWEEN ? AND ?"
    bindings = [since.isoformat(), until.isoformat()]
    if district is not None:
        sql, bindings = f"{sql} AND district = ?", [*bindings, district]
    for row in database.rows(f"{sql} ORDER BY day, district, dimension", bindings):
        code, dimension, day, tension, protests, harmony, severity, stories, version = row
        yield Signal(
            district=code,
            dimension=dimension,
            day=date.fromisoformat(day),
            tension=tension,
            protests=protests,
            harmony=harmony,
            severity=severity,
            stories=stories,
            method_version=version,
        )


def replace_district_coverage(database: Database, day: date, rows: Iterable[DistrictCoverage]) -> None:
    """Put a day's district coverage in place of what was there."""
    with database.transaction():
        database.execute("DELETE FROM district_coverage WHERE day = ?", (day.isoformat(),))
        database.connection.executemany(
            "INSERT INTO district_coverage (district, day, stories, outlets) VALUES (?, ?, ?, ?)",
            ((row.district, row.day.isoformat(), row.stories, row.outlets) for row in rows),
        )


def replace_values(database: Database, day: date, values: Iterable[IndexValue]) -> None:
    """Put a day's index values in place of those that were there."""
    with database.transaction():
        database.execute("DELETE FROM index_values WHERE day = ?", (day.isoformat(),))
        database.connection.executemany(
            f"INSERT INTO index_values ({_VALUE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    value.district,
                    value.dimension,
                    value.day.isoformat(),
                    value.observed,
                    value.expected,
                    value.low,
                    value.high,
                    value.score,
                    value.level,
                    value.method_version,
                )
                for value in values
            ),
        )


def values(
    database: Database, *, since: date, until: date, district: str | None = None, dimension: str | None = None
) -> Iterator[IndexValue]:
    """Index values from one day to another, both included, of all or of one district and dimension."""
    sql, bindings = (
        f"SELECT {_VALUE} FROM index_values WHERE day BETWEEN ? AND ?",
        [
            since.isoformat(),
            until.isoformat(),
        ],
    )
    if district is not None:
        sql, bindings = f"{sql} AND district = ?", [*bindings, district]
    if dimension is not None:
        sql, bindings = f"{sql} AND dimension = ?", [*bindings, dimension]
    for row in database.rows(f"{sql} ORDER BY day, district, dimension", bindings):
        code, name, day, observed, expected, low, high, score, level, version = row
        yield IndexValue(
            district=code,
            dimension=name,
            day=date.fromisoformat(day),
            observed=observed,
            expected=expected,
            low=low,
            high=high,
            score=score,
            level=level,
            method_version=version,
        )


def latest_day(database: Database) -> date | None:
    """The last day for which there is an index, ``None`` before the first build."""
    day = database.value("SELECT max(day) FROM index_values")
    return None if day is None else date.fromisoformat(day)
