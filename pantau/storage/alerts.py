"""Alerts and what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from pantau import codec
from pantau.records import Alert, AlertStatus
from pantau.storage.database import Database, Row
from pantau.storage.times import from_utc_text, utc_text

_COLUMNS = (
    "number, district, dimension, day, window_days, observed, expected, probability, level, incidents,"
    " status, created, method_version"
)


def add(database: Database, alerts: Iterable[Alert]) -> list[Alert]:
    """Write new alerts and number them; one for the same district, dimension and day is left alone.

    Args:
        database: Where to.
        alerts: Alerts whose ``number`` does not matter yet.

    Returns:
        Those that were new, with their numbers.
    """
    added = []
    with database.transaction():
        for alert in alerts:
            row = database.row(
                "INSERT INTO alerts (district, dimension, day, window_days, observed, expected, probability,"
                " level, incidents, status, created, method_version)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (district, dimension, day) DO NOTHING"
                f" RETURNING {_COLUMNS}",
                _row_of(alert),
            )
            if row is not None:
                added.append(_alert_of(row))
    return added


def get(database: Database, number: int) -> Alert | None:
    """The alert with this number, ``None`` where there is none."""
    row = database.row(f"SELECT {_COLUMNS} FROM alerts WHERE number = ?", (number,))
    return None if row is None else _alert_of(row)


def latest(database: Database, *, limit: int = 100, district: str | None = None) -> list[Alert]:
    """The latest alerts, newest day first, of all districts or of one."""
    return list(
        map(
            _alert_of,
            database.rows(
                f"SELECT {_COLUMNS} FROM alerts WHERE ? IS NULL OR district = ?"
                " ORDER BY day DESC, number DESC LIMIT ?",
                (district, district, limit),
            ),
        )
    )


def since(database: Database, day: date) -> Iterator[Alert]:
    """All alerts from a day on, oldest first."""
    return map(
        _alert_of,
        database.rows(
            f"SELECT {_COLUMNS} FROM alerts WHERE day >= ? ORDER BY day, number",
            (day.isoformat(),),
        ),
    )


def set_status(database: Database, number: int, status: AlertStatus) -> None:
    """Move an alert on in its life."""
    database.execute("UPDATE alerts SET status = ? WHERE number = ?", (status, number))


def _alert_of(row: Row) -> Alert:
    (
        number,
        district,
        dimension,
        day,
        window_days,
        observed,
        expected,
        probability,
        level,
        incidents,
        status,
        created,
        method_version,
    ) = row
    return Alert(
        number=number,
        district=district,
        dimension=dimension,
        day=date.fromisoformat(day),
        window_days=window_days,
        observed=observed,
        expected=expected,
        probability=probability,
        level=level,
        incidents=codec.decode(incidents, tuple[str, ...]),
        status=status,
        created=from_utc_text(created),
        method_version=method_version,
    )


def _row_of(alert: Alert) -> Row:
    return (
        alert.district,
        alert.dimension,
        alert.day.isoformat(),
        alert.window_days,
        alert.observed,
        alert.expected,
        alert.probability,
        alert.level,
        codec.encode(alert.incidents),
        alert.status,
        utc_text(alert.created),
        alert.method_version,
    )
