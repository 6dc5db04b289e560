"""What cannot be seen: silent outlets and districts hardly anybody reports from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pantau import codec
from pantau.districts import load_districts
from pantau.records import Outlet, OutletCoverage
from pantau.storage import Database, coverage

SILENT_AFTER_DAYS: Final = 3
"""Days without any story after which an outlet counts as silent: small papers rest on Sundays and feasts,
hardly ever longer than two days."""

WINDOW_DAYS: Final = 28
"""Days over which a district's stories are counted: four whole weeks, so that weekdays weigh the same."""

THIN_BELOW: Final = 8
"""Stories in the window below which a district is thin: fewer than two a week. At the national base rate of
about 2.4 violent incidents a year and district, so few stories can miss one easily."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentOutlet:
    """An outlet that has given nothing lately.

    Attributes:
        last_day: Last day with a story, ``None`` where there never was one.
        reason: What the registry says of it, empty for an outlet that simply fell silent.
    """

    domain: str
    name: str
    owner: str
    home: str
    state: str
    reason: str
    last_day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThinDistrict:
    """A district with few stories or none."""

    code: str
    stories: int
    outlets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """What was not seen in the window that ends on ``day``."""

    day: date | None
    window_days: int
    silent: tuple[SilentOutlet, ...]
    thin: tuple[ThinDistrict, ...]
    alive: int


def unseen(database: Database, outlets: Iterable[Outlet] = ()) -> Unseen:
    """Returns the silent outlets and the thin districts.

    Args:
        database: Open for reading.
        outlets: The registry; outlets that were never read are silent, too.
    """
    latest = database.value(
        "SELECT max(day) FROM (SELECT max(day) AS day FROM outlet_coverage"
        " UNION ALL SELECT max(day) FROM index_values)"
    )
    day = None if latest is None else date.fromisoformat(latest)
    last_days = _last_days(database)
    known = {outlet.domain: outlet for outlet in outlets}
    edge = None if day is None else day - timedelta(days=SILENT_AFTER_DAYS)
    silent = [
        _silent(domain, known.get(domain), last_days.get(domain))
        for domain in sorted({*known, *last_days})
        if edge is None or domain not in last_days or last_days[domain] < edge
    ]
    return Unseen(
        day=day,
        window_days=WINDOW_DAYS,
        silent=tuple(silent),
        thin=tuple(_thin(database, day)),
        alive=len({*known, *last_days}) - len(silent),
    )


def outlet_days(database: Database, *, days: int = WINDOW_DAYS) -> list[OutletCoverage]:
    """Returns what each outlet gave on each of the last ``days`` days; a missing day is no zero."""
    latest = database.value("SELECT max(day) FROM outlet_coverage")
    if latest is None:
        return []
    until = date.fromisoformat(latest)
    return list(coverage.of_outlets(database, since=until - timedelta(days=days - 1), until=until))


def _last_days(database: Database) -> dict[str, date]:
    rows = database.rows("SELECT outlet, max(day) FROM outlet_coverage WHERE extracted > 0 GROUP BY outlet")
    return {outlet: date.fromisoformat(day) for outlet, day in rows}


def _silent(domain: str, outlet: Outlet | None, last_day: date | None) -> SilentOutlet:
    return SilentOutlet(
        domain=domain,
        name=outlet.name if outlet else domain,
        owner=outlet.owner if outlet else "unknown",
        home=outlet.home if outlet else "unknown",
        state=outlet.state if outlet else "active",
        reason=outlet.reason if outlet else "",
        last_day=last_day,
    )


def _thin(database: Database, day: date | None) -> list[ThinDistrict]:
    codes = [district.code for district in load_districts()]
    counts: dict[str, tuple[int, int]] = {}
    if day is not None:
        first = (day - timedelta(days=WINDOW_DAYS - 1)).isoformat()
        rows = database.rows(
            "SELECT c.district, sum(c.stories), max(c.outlets) FROM json_each(?) AS d"
            " JOIN district_coverage AS c ON c.district = d.value AND c.day BETWEEN ? AND ?"
            " GROUP BY c.district",
            (codec.encode(codes), first, day.isoformat()),
        )
        counts = {district: (stories, outlets) for district, stories, outlets in rows}
    found = [(code, *counts.get(code, (0, 0))) for code in codes]
    return [
        ThinDistrict(code=code, stories=stories, outlets=outlets)
        for code, stories, outlets in found
        if stories < THIN_BELOW
    ]
