"""One district: its series with what was to be expected, its coverage and its incidents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from index_builder.baseline import WINDOW_DAYS
from pantau.labels import DIMENSIONS
from pantau.records import TOTAL, Alert, DistrictCoverage, Incident, IndexLevel, IndexValue
from pantau.storage import Database, alerts, incidents, series

SERIES_DAYS: Final = 90
"""Days of a series: a quarter, the rhythm of the reports of Kesbangpol."""

LONGEST_SERIES: Final = 366
"""Days that can be asked for at once: a year."""

INCIDENTS_SHOWN: Final = 40
"""Incidents of a district page, newest first; the search has the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictView:
    """One district up to the last day of the index.

    Attributes:
        values: Index values by dimension and ``total``, oldest first; each counts ``window_days`` days.
        coverage: Days on which anything was seen, oldest first; a missing day was not observed.
        incidents: The latest ones, newest first.
        province_incidents: How many of the last window are known only to the province.
    """

    code: str
    first: date | None
    last: date | None
    level: IndexLevel
    score: float | None
    values: dict[str, tuple[IndexValue, ...]]
    coverage: tuple[DistrictCoverage, ...]
    incidents: tuple[Incident, ...]
    alerts: tuple[Alert, ...]
    province_incidents: int
    window_days: int = WINDOW_DAYS

    @property
    def observed_days(self) -> int:
        """Days of the series on which there was an index, as the charts show it."""
        return sum(value.score is not None for value in self.values[TOTAL])


def district_view(database: Database, code: str, *, days: int = SERIES_DAYS) -> DistrictView:
    """Returns one district.

    Args:
        database: Open for reading.
        code: Kemendagri code of a kabupaten or kota that exists.
        days: Length of the series.
    """
    last = series.latest_day(database)
    first = None if last is None else last - timedelta(days=days - 1)
    values = _values(database, code, first, last)
    total = values[TOTAL][-1] if values[TOTAL] and values[TOTAL][-1].day == last else None
    return DistrictView(
        code=code,
        first=first,
        last=last,
        level=total.level if total else "tidak_teramati",
        score=total.score if total else None,
        values=values,
        coverage=_coverage(database, code, first, last),
        incidents=tuple(incidents.of_district(database, code, limit=INCIDENTS_SHOWN)),
        alerts=tuple(alerts.latest(database, limit=10, district=code)),
        province_incidents=_province_incidents(database, code, last),
    )


def _values(
    database: Database, code: str, first: date | None, last: date | None
) -> dict[str, tuple[IndexValue, ...]]:
    names = (*DIMENSIONS, TOTAL)
    if first is None or last is None:
        return dict.fromkeys(names, ())
    return {
        name: tuple(series.values(database, since=first, until=last, district=code, dimension=name))
        for name in names
    }


def _coverage(
    database: Database, code: str, first: date | None, last: date | None
) -> tuple[DistrictCoverage, ...]:
    if first is None or last is None:
        return ()
    rows = database.rows(
        "SELECT day, stories, outlets FROM district_coverage"
        " WHERE district = ? AND day BETWEEN ? AND ? ORDER BY day",
        (code, first.isoformat(), last.isoformat()),
    )
    return tuple(
        DistrictCoverage(district=code, day=date.fromisoformat(day), stories=stories, outlets=outlets)
        for day, stories, outlets in rows
    )


def _province_incidents(database: Database, code: str, last: date | None) -> int:
    if last is None:
        return 0
    return int(
        database.value(
            "SELECT count(*) FROM incident_places AS p JOIN incidents AS i ON i.id = p.incident_id"
            " WHERE p.code = ? AND i.kind = 'tension' AND i.day BETWEEN ? AND ?",
            (code[:2], (last - timedelta(days=WINDOW_DAYS - 1)).isoformat(), last.isoformat()),
        )
    )
