"""The whole way from stories to alerts, going on from where the last run stopped.

Three stages follow each other: grouping (batch by batch), coverage, and the index with its alarms. Each
transaction leaves a database that a next run can go on from; what is still out of date stands in the
table ``progress``. Built bit by bit or all at once, in the same order of knowledge, the derived tables
are the same to the byte (alerts are not derived: they are what was raised at the time).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from index_builder import coverage, workings
from index_builder.alarms import (
    DEFAULT_CHANCE,
    FRESH_DAYS,
    QUIET_DAYS,
    Evidence,
    Onset,
    Watch,
    alert_of,
    window_of,
)
from index_builder.grouping import Grouping
from index_builder.indexing import FIRST_DAY, FULL_GRID_DAYS, Indexing, district_codes
from index_builder.method import METHOD_VERSION
from index_builder.owners import Owners
from index_builder.signals import THOUSAND
from index_builder.turn import WAIT_SECONDS, turn
from pantau.records import Alert, Outlet
from pantau.storage import Database, alerts

logger = logging.getLogger(__name__)

OnProgress = Callable[[str, int], None]
"""Called with the name of the stage and how much of it is done."""

AHEAD: Final = timedelta(days=1)
"""How far after the day of knowledge a day of publication is believed: east of Jakarta tomorrow begins
earlier. A story dated later counts when its day comes."""


RECENT_ALERTS: Final = 20
"""Latest alerts of a district that are looked at; at most one a fortnight is raised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSummary:
    """What a build did.

    Attributes:
        stories: Stories that were grouped (new or changed ones).
        incidents: Incidents that were written.
        since: First day whose index was computed, ``None`` where nothing was out of date.
        through: Last day of the index, ``None`` without any dated story.
        alerts: Alerts that were raised.
        seconds: Time it took.
    """

    stories: int
    incidents: int
    since: date | None
    through: date | None
    alerts: tuple[Alert, ...]
    seconds: float
    method_version: str = METHOD_VERSION


def build(
    database: Database,
    *,
    through: date | None = None,
    rebuild: bool = False,
    outlets: Sequence[Outlet] = (),
    alert_chance: float = DEFAULT_CHANCE,
    raise_alerts: bool = True,
    now: datetime | None = None,
    wait: float = WAIT_SECONDS,
    on_progress: OnProgress | None = None,
) -> BuildSummary:
    """Bring incidents, signals, index and alerts up to what is known.

    Args:
        database: Open for writing.
        through: Last day of the index; by default the last day of publication that is known. Give today to
            let districts that fell silent become *tidak teramati*. A day before that of the last build takes
            coverage and index back to it, as if no later one had ever been built (incidents, signals and
            alerts stay).
        rebuild: Drop everything derived and begin anew. Alerts and corrections stay.
        outlets: The registry, for the owners.
        alert_chance: Chance below which a window is alarming.
        raise_alerts: Whether new alerts are written.
        now: When alerts are raised (aware); the current time by default.
        wait: Seconds to wait for another build of the same database.
        on_progress: Called as the build goes on.

    Returns:
        What was done.

    Raises:
        BuildError: A table that ships with this room is broken, or a correction cannot be followed.
        TurnError: Another build of the same database did not end in time.
        StorageError: The database cannot be written.
    """
    started = time.monotonic()
    with turn(database, wait=wait):
        workings.prepare(database, METHOD_VERSION, rebuild=rebuild)
        grouping = Grouping(database, Owners.of(outlets))
        grouping.run(None if on_progress is None else lambda done: on_progress("incidents", done))
        last = through or _last_known_day(database)
        since: date | None = None
        raised: tuple[Alert, ...] = ()
        if last is not None:
            _refresh_coverage(database, last)
            since, raised = _index(
                database,
                last,
                grouping.owners,
                alert_chance=alert_chance,
                created=(now or datetime.now(UTC)) if raise_alerts else None,
                on_progress=on_progress,
            )
    return BuildSummary(
        stories=grouping.stories,
        incidents=len(grouping.incidents),
        since=since,
        through=last,
        alerts=raised,
        seconds=time.monotonic() - started,
    )


def _last_known_day(database: Database) -> date | None:
    """The last day of publication, not later than knowledge allows."""
    day = database.value("SELECT max(day) FROM working_stories WHERE dated")
    known = database.value("SELECT max(known_at) FROM working_stories")
    if day is None:
        return None
    return min(date.fromisoformat(day), date.fromisoformat(known[:10]) + AHEAD)


def _refresh_coverage(database: Database, last: date) -> None:
    noted = database.progress(workings.COVERAGE_FROM)
    through = database.progress(workings.BUILT_THROUGH)
    if through and date.fromisoformat(through) > last:
        _take_back(database, last)
    if not noted and (not through or date.fromisoformat(through) >= last):
        return
    with database.transaction():
        first = database.value(
            "SELECT min(day) FROM working_stories WHERE dated AND day >= ?", (FIRST_DAY.isoformat(),)
        )
        anew = noted == date.min.isoformat()
        if noted:
            coverage.refresh_reach(database, since=None if anew else date.fromisoformat(noted))
        since = max(_earliest(noted, through or first, last), date.fromisoformat(first) if first else last)
        coverage.refresh(database, since=since, through=last, districts=district_codes())
        workings.up_to_date(database, workings.COVERAGE_FROM)
        workings.out_of_date(database, workings.VALUES_FROM, since.isoformat())


def _earliest(noted: str | None, through: str | None, last: date) -> date:
    """First day to compute: where something changed, or where the last build ended, whichever is before.

    What changed may lie after a gap: the days between must be computed too.
    """
    return min((date.fromisoformat(day) for day in (noted, through) if day), default=last)


def _take_back(database: Database, last: date) -> None:
    """Remove the coverage after a day; the last month before it is computed again, with all its rows."""
    with database.transaction():
        coverage.remove_after(database, last)
        grid = last - timedelta(days=FULL_GRID_DAYS - 1)
        workings.out_of_date(database, workings.VALUES_FROM, grid.isoformat())


def _index(
    database: Database,
    last: date,
    owners: Owners,
    *,
    alert_chance: float,
    created: datetime | None,
    on_progress: OnProgress | None,
) -> tuple[date | None, tuple[Alert, ...]]:
    """Compute what is out of date and raise alerts; one transaction."""
    noted = database.progress(workings.VALUES_FROM)
    through = database.progress(workings.BUILT_THROUGH)
    if not noted and through == last.isoformat():
        return None, ()
    since = max(FIRST_DAY, _earliest(noted, through, last))
    with database.transaction():
        indexing = Indexing(database, last)
        evidence = _EvidenceOf(database, owners)
        watch = Watch(indexing.districts, chance=alert_chance, evidence=evidence)
        onsets: list[Onset] = []
        done = 0
        for computed in indexing.run(since):
            onsets.extend(watch.onsets(computed))
            done += len(computed.visible)
            if on_progress is not None:
                on_progress("index", done)
        raised: tuple[Alert, ...] = ()
        if created is not None:
            fresh = [one for one in onsets if one.day >= since and (last - one.day).days < FRESH_DAYS]
            raised = _raise(database, fresh, evidence, created)
        workings.up_to_date(database, workings.VALUES_FROM)
        database.set_progress(workings.BUILT_THROUGH, last.isoformat())
    return since, raised


def _raise(
    database: Database, onsets: Sequence[Onset], evidence: _EvidenceOf, created: datetime
) -> tuple[Alert, ...]:
    """Write alerts for onsets that none was raised for yet."""
    raised: list[Alert] = []
    for onset in onsets:
        alert = alert_of(onset, evidence(onset.district, onset.dimension, onset.day), created=created)
        if not _was_raised(database, alert):
            raised.extend(alerts.add(database, [alert]))
    return tuple(raised)


def _was_raised(database: Database, alert: Alert) -> bool:
    """Whether an alert of the same rise exists: a late story can move an onset by some days."""
    return any(
        abs((other.day - alert.day).days) <= QUIET_DAYS
        for other in alerts.latest(database, district=alert.district, limit=RECENT_ALERTS)
    )


class _EvidenceOf:
    """Reads the tension incidents of a window, with the owners that report each; remembers them."""

    def __init__(self, database: Database, owners: Owners) -> None:
        self._database = database
        self._owners = owners
        self._seen: dict[tuple[str, str, date], list[Evidence]] = {}

    def __call__(self, district: str, dimension: str, day: date) -> list[Evidence]:
        asked = (district, dimension, day)
        if asked not in self._seen:
            self._seen[asked] = self._read(*asked)
        return self._seen[asked]

    def _read(self, district: str, dimension: str, day: date) -> list[Evidence]:
        first, last = window_of(day)
        rows = self._database.rows(
            "SELECT incident_id, day, severity FROM working_counts WHERE day BETWEEN ? AND ? AND district = ?"
            " AND dimension = ? AND tension > 0 ORDER BY day, incident_id",
            (first.isoformat(), last.isoformat(), district, dimension),
        )
        return [
            Evidence(
                incident=incident,
                day=date.fromisoformat(found),
                severity=severity / THOUSAND,
                owners=self._owners_of(incident),
            )
            for incident, found, severity in rows
        ]

    def _owners_of(self, incident: str) -> frozenset[str]:
        rows = self._database.rows(
            "SELECT DISTINCT a.outlet FROM incident_stories AS s JOIN articles AS a ON a.key = s.article_key"
            " WHERE s.incident_id = ?",
            (incident,),
        )
        return frozenset(self._owners.owner(outlet) for (outlet,) in rows)


__all__ = ["METHOD_VERSION", "BuildSummary", "build"]
