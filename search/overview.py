"""The state of every district on the last day of the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from index_builder.baseline import WINDOW_DAYS
from pantau import codec
from pantau.districts import load_districts
from pantau.records import TOTAL, IndexLevel
from pantau.storage import Database, series

LEVELS: Final[tuple[IndexLevel, ...]] = ("awas", "siaga", "waspada", "aman", "tidak_teramati")
"""Levels in the order in which they are shown; what was not observed is no level of calm."""

OPEN_STATUSES: Final = ("draf", "disetujui", "terkirim", "diterima", "diverifikasi")
"""An alert in one of these still waits for somebody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictState:
    """One district on one day.

    Attributes:
        score: 0-100, higher is more tension than is normal there; ``None`` where not observed.
        dimension: The dimension with the highest score, ``None`` where none is above 0.
        tension: Incidents with strain in the index's own window; ``protests`` (peaceful) and
            ``harmony`` apart.
        stories: Stories that name the district in the window.
        outlets: Most outlets alive on a day of the window.
        alert: Number of the latest alert nobody has closed.
    """

    code: str
    level: IndexLevel
    score: float | None
    dimension: str | None = None
    tension: int = 0
    protests: int = 0
    harmony: int = 0
    stories: int = 0
    outlets: int = 0
    alert: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All districts, the most urgent first.

    Attributes:
        day: Last day of the index, ``None`` before the first build.
    """

    day: date | None
    window_days: int
    states: tuple[DistrictState, ...]

    @property
    def counts(self) -> Mapping[IndexLevel, int]:
        """How many districts stand at each level."""
        counted = Counter(state.level for state in self.states)
        return {level: counted[level] for level in LEVELS}

    def state(self, code: str) -> DistrictState | None:
        """The state of one district."""
        return next((state for state in self.states if state.code == code), None)


def overview(database: Database) -> Overview:
    """Returns the state of every district on the last day of the index."""
    day = series.latest_day(database)
    if day is None:
        states = [
            DistrictState(code=district.code, level="tidak_teramati", score=None)
            for district in load_districts()
        ]
    else:
        states = _states(database, day)
    rank = {level: place for place, level in enumerate(LEVELS)}
    states.sort(key=lambda state: (rank[state.level], -(state.score or 0.0), state.code))
    return Overview(day=day, window_days=WINDOW_DAYS, states=tuple(states))


def _states(database: Database, day: date) -> list[DistrictState]:
    since = day - timedelta(days=WINDOW_DAYS - 1)
    values = _values(database, day)
    seen = _coverage(database, since, day)
    happened = _incidents(database, since, day)
    open_alerts = _open_alerts(database)
    states = []
    for district in load_districts():
        level, score, dimension = values.get(district.code, ("tidak_teramati", None, None))
        tension, protests, harmony = happened.get(district.code, (0, 0, 0))
        stories, outlets = seen.get(district.code, (0, 0))
        states.append(
            DistrictState(
                code=district.code,
                level=level,
                score=score,
                dimension=dimension,
                tension=tension,
                protests=protests,
                harmony=harmony,
                stories=stories,
                outlets=outlets,
                alert=open_alerts.get(district.code),
            )
        )
    return states


def _values(database: Database, day: date) -> dict[str, tuple[IndexLevel, float | None, str | None]]:
    """Level and score of each district, and the dimension that stands out."""
    totals: dict[str, tuple[IndexLevel, float | None]] = {}
    highest: dict[str, tuple[float, str]] = {}
    rows = database.rows(
        "SELECT district, dimension, score, level FROM index_values WHERE day = ?", (day.isoformat(),)
    )
    for district, dimension, score, level in rows:
        if dimension == TOTAL:
            totals[district] = (level, score)
        elif score and score > highest.get(district, (0.0, ""))[0]:
            highest[district] = (score, dimension)
    return {
        code: (level, score, highest[code][1] if code in highest and level != "tidak_teramati" else None)
        for code, (level, score) in totals.items()
    }


def _coverage(database: Database, since: date, until: date) -> dict[str, tuple[int, int]]:
    codes = codec.encode([district.code for district in load_districts()])
    rows = database.rows(
        "SELECT c.district, sum(c.stories), max(c.outlets) FROM json_each(?) AS d"
        " JOIN district_coverage AS c ON c.district = d.value AND c.day BETWEEN ? AND ? GROUP BY c.district",
        (codes, since.isoformat(), until.isoformat()),
    )
    return {district: (stories, outlets) for district, stories, outlets in rows}


def _incidents(database: Database, since: date, until: date) -> dict[str, tuple[int, int, int]]:
    """Incidents of the window by kind, each counted once for each of its districts."""
    rows = database.rows(
        "SELECT p.code, sum(i.kind = 'tension'), sum(i.kind = 'protest'), sum(i.kind = 'harmony')"
        " FROM incidents AS i JOIN incident_places AS p ON p.incident_id = i.id"
        " WHERE i.day BETWEEN ? AND ? GROUP BY p.code",
        (since.isoformat(), until.isoformat()),
    )
    return {code: (tension, protests, harmony) for code, tension, protests, harmony in rows}


def _open_alerts(database: Database) -> dict[str, int]:
    rows = database.rows(
        "SELECT district, max(number) FROM alerts"
        " WHERE status IN (SELECT value FROM json_each(?)) GROUP BY district",
        (codec.encode(OPEN_STATUSES),),
    )
    return dict(rows)
