"""How much of each district could be seen on each day: the denominator of everything else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from pantau.records import DistrictCoverage
from pantau.storage import Database

CoverageCells = dict[tuple[str, str], int]


def refresh(database: Database, *, since: date, through: date, districts: Sequence[str]) -> None:
    """Count again from a day on; what lies after ``through`` is removed.

    ``stories`` are distinct stories that name a district: of a text printed twice on a day, one counts.
    ``outlets`` are those that published anything at all that day among those that had named the district
    until then. A district and day without either has no row.

    Args:
        database: Open for writing, inside a transaction.
        since: First day.
        through: Last day.
        districts: Codes, ascending.
    """
    database.execute("DELETE FROM district_coverage WHERE day >= ?", (since.isoformat(),))
    rows = _rows(database, since, through, districts)
    database.execute_many(
        "INSERT INTO district_coverage (district, day, stories, outlets) VALUES (?, ?, ?, ?)",
        ((row.district, row.day.isoformat(), row.stories, row.outlets) for row in rows),
    )


def remove_after(database: Database, last: date) -> None:
    """Remove what lies after a day, for an index that ends on it."""
    database.execute("DELETE FROM district_coverage WHERE day > ?", (last.isoformat(),))


def refresh_reach(database: Database, *, since: date | None) -> None:
    """Note on which day each outlet first named each district.

    Args:
        database: Open for writing, inside a transaction.
        since: Day of the earliest new story; ``None`` to count everything again (stories were changed or
            removed).
    """
    if since is None:
        database.execute("DELETE FROM working_reach")
    database.execute(
        "INSERT INTO working_reach (outlet, district, first_day)"
        " SELECT a.outlet, p.code, min(s.day) FROM working_stories AS s"
        " JOIN story_places AS p ON p.article_key = s.article_key JOIN articles AS a ON a.key = s.article_key"
        " WHERE s.day >= ? AND s.dated AND length(p.code) = 5 GROUP BY a.outlet, p.code"
        " ON CONFLICT (outlet, district) DO UPDATE SET first_day = excluded.first_day"
        " WHERE excluded.first_day < first_day",
        ((since or date.min).isoformat(),),
    )


def _rows(
    database: Database, since: date, through: date, districts: Sequence[str]
) -> Iterator[DistrictCoverage]:
    days = [since + timedelta(days=offset) for offset in range((through - since).days + 1)]
    if not days:
        return
    stories = _stories(database, since, through)
    alive = _alive(database, days, districts)
    for position, day in enumerate(days):
        text = day.isoformat()
        for place, code in enumerate(districts):
            count, outlets = stories.get((code, text), 0), int(alive[position, place])
            if count or outlets:
                yield DistrictCoverage(district=code, day=day, stories=count, outlets=outlets)


def _stories(database: Database, since: date, through: date) -> CoverageCells:
    rows = database.rows(
        "SELECT p.code, s.day, count(DISTINCT s.root) FROM working_stories AS s"
        " JOIN story_places AS p ON p.article_key = s.article_key"
        " WHERE s.day BETWEEN ? AND ? AND s.dated AND length(p.code) = 5 GROUP BY p.code, s.day",
        (since.isoformat(), through.isoformat()),
    )
    return {(code, day): count for code, day, count in rows}


def _alive(database: Database, days: Sequence[date], districts: Sequence[str]) -> npt.NDArray[np.int32]:
    """Living outlets of each day and district, shape ``(days, districts)``."""
    place_of = {code: place for place, code in enumerate(districts)}
    first_day: dict[str, list[tuple[int, int]]] = {}
    for outlet, code, day in database.rows("SELECT outlet, district, first_day FROM working_reach"):
        if code in place_of:
            first_day.setdefault(outlet, []).append((place_of[code], date.fromisoformat(day).toordinal()))
    alive = np.zeros((len(days), len(districts)), dtype=np.int32)
    start = days[0].toordinal()
    for outlet, day in database.rows(
        "SELECT DISTINCT outlet, day FROM articles WHERE day BETWEEN ? AND ?",
        (days[0].isoformat(), days[-1].isoformat()),
    ):
        ordinal = date.fromisoformat(day).toordinal()
        for place, first in first_day.get(outlet, ()):
            if first <= ordinal:
                alive[ordinal - start, place] += 1
    return alive
