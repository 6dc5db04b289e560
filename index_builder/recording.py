"""Writes the incidents of groups as they are now, under people's corrections, and the signals they change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from index_builder import workings
from index_builder.corrections import (
    DATING,
    GROUPING,
    Known,
    Overlay,
    corrected_incident,
    corrected_story,
    linked_groups,
    names_of,
)
from index_builder.kinds import Part, part_of
from index_builder.members import Member, incident_id, incident_of, without_raising
from index_builder.method import METHOD_VERSION
from index_builder.owners import Owners
from index_builder.signals import THOUSAND, counts_of
from index_builder.workings import Position
from pantau.labels import DIMENSIONS
from pantau.records import Correction, Incident, Signal, Story
from pantau.storage import Database, incidents, series, stories

_SELECT_STORY: Final = "SELECT a.known_at FROM articles AS a WHERE a.key = ?"


@dataclass(slots=True)
class Recording:
    """Records groups as incidents.

    Args:
        database: Open for writing, with the workings prepared.
        owners: Whose each outlet is.
        corrections: All of them, in the order in which they were made.

    Attributes:
        incidents: Ids of the incidents that were written.
    """

    database: Database
    owners: Owners
    corrections: Sequence[Correction]
    incidents: set[str] = field(default_factory=set)
    _by_target: dict[str, list[Correction]] = field(default_factory=dict)
    _named: dict[str, str] | None = None

    def __post_init__(self) -> None:
        for item in self.corrections:
            self._by_target.setdefault(item.target, []).append(item)

    def corrected(self, story: Story) -> Story:
        """A story as people corrected its labels."""
        return corrected_story(story, self._by_target.get(story.key, ()))

    def known(self, key: str) -> str:
        """When a story became known (ISO)."""
        return str(self.database.value(_SELECT_STORY, (key,)))

    def groups_changed(self) -> None:
        """Forget which groups corrections name: stories were taken out of theirs."""
        self._named = None

    def groups_named(self, fresh: Iterable[Correction]) -> set[str]:
        """Groups that new corrections about incidents speak of."""
        named = self._groups_of_names()
        return {
            named[name]
            for item in fresh
            if item.field in GROUPING | DATING
            for name in names_of(item)
            if name in named
        }

    def _groups_of_names(self) -> dict[str, str]:
        """Group of each article key and incident id that corrections name; read once in a run."""
        if self._named is None:
            about = [item for item in self.corrections if item.field in GROUPING | DATING]
            names = {name for item in about for name in names_of(item)}
            self._named = self._groups_of(names) if names else {}
        return self._named

    def _groups_of(self, names: set[str]) -> dict[str, str]:
        found = {}
        for key, group in self.database.rows(
            "SELECT article_key, grouped FROM working_stories WHERE grouped IS NOT NULL"
        ):
            if key in names:
                found[key] = group
            if (ident := incident_id(key)) in names:
                found[ident] = group
        return found

    def record(self, groups: set[str]) -> None:
        """Write the incidents of some groups as they are now, and the signals they change."""
        if not groups:
            return
        groups = self._tied(groups)
        members = workings.group_members(self.database, groups)
        keys = [key for listed in members.values() for key, _, _ in listed]
        before = {incident_id(group) for group in groups} | self._incidents_with(keys)
        made = self._incidents(members)
        ids = {incident.id for incident, _ in made}
        incidents.delete(self.database, sorted(before - ids))
        incidents.put(self.database, (incident for incident, _ in made))
        counts = [count for incident, parts in made for count in counts_of(incident, parts)]
        days = workings.replace_counts(self.database, sorted(before | ids), counts)
        self._signal(days)
        self.incidents |= ids
        self.incidents -= before - ids
        if days:
            workings.out_of_date(self.database, workings.VALUES_FROM, min(days))

    def _tied(self, groups: set[str]) -> set[str]:
        """The groups and those that corrections tie to them."""
        about = [item for item in self.corrections if item.field in GROUPING]
        if not about:
            return groups
        for tied in linked_groups(about, self._groups_of_names()):
            if tied & groups:
                groups = groups | tied
        return groups

    def _incidents_with(self, keys: Sequence[str]) -> set[str]:
        """Recorded incidents that hold any of these stories; without corrections they are the groups."""
        if not self.corrections:
            return set()
        found: set[str] = set()
        for chunk in workings.chunks(keys):
            marks = ",".join("?" * len(chunk))
            rows = self.database.rows(
                f"SELECT DISTINCT incident_id FROM incident_stories WHERE article_key IN ({marks})",  # noqa: S608
                chunk,
            )
            found.update(ident for (ident,) in rows)
        return found

    def _incidents(
        self, members: dict[str, list[tuple[str, str, str | None]]]
    ) -> list[tuple[Incident, Sequence[Member]]]:
        known = [
            Known(key=key, known_at=at, via=via, group=group)
            for group, listed in members.items()
            for key, at, via in listed
        ]
        about = [item for item in self.corrections if item.field in GROUPING]
        if about:
            known.sort(key=lambda story: self._position(story.key))
        overlay = Overlay(stories=known)
        overlay.apply(about)
        return [self._incident([self._member(key) for key in group]) for group in overlay.groups()]

    def _incident(self, parts: Sequence[Member]) -> tuple[Incident, Sequence[Member]]:
        incident = incident_of(parts, method_version=METHOD_VERSION)
        mine = [item for item in self._by_target.get(incident.id, ()) if item.field in DATING]
        if not mine:
            return incident, parts
        corrected = corrected_incident(incident, mine)
        return corrected, without_raising(parts) if corrected.kind == "none" else parts

    def _position(self, key: str) -> Position:
        known, number = self.database.row(
            "SELECT known_at, article_id FROM working_stories WHERE article_key = ?", (key,)
        ) or ("", 0)
        return known, number

    def _member(self, key: str) -> Member:
        original = stories.get(self.database, key)
        assert original is not None  # noqa: S101 -- changes are followed before anything is recorded
        story = self.corrected(original)
        known = date.fromisoformat(self.known(key)[:10])
        return member_of(story, part_of(story), known=known, owners=self.owners)

    def _signal(self, days: Iterable[str]) -> None:
        """Count the signals of some days again."""
        for day in sorted(days):
            rows = self.database.rows(
                "SELECT district, dimension, sum(tension), sum(protests), sum(harmony), sum(severity),"
                " sum(stories) FROM working_counts WHERE day = ? AND dimension <> 'total'"
                " GROUP BY district, dimension ORDER BY district, dimension",
                (day,),
            )
            found = [_signal_of(day, *row) for row in rows]
            series.replace_signals(self.database, date.fromisoformat(day), found)


def member_of(story: Story, part: Part, *, known: date, owners: Owners) -> Member:
    """What a story contributes to its incident."""
    article, said = story.article, story.annotation
    return Member(
        key=story.key,
        day=article.published.date() if article.published else known,
        dated=article.published is not None,
        part=part,
        form=said.form,
        phase=said.phase,
        tone=said.tone,
        dimensions=said.dimensions,
        places=tuple(dict.fromkeys(code[:5] for code in said.places)),
        place_names=said.place_names,
        event_date=said.event_date,
        deaths=said.deaths,
        injured=said.injured,
        owner=owners.owner(article.outlet),
        official=owners.is_official(article.outlet),
        title=article.title,
    )


def _signal_of(
    day: str,
    district: str,
    dimension: str,
    tension: int,
    protests: int,
    harmony: int,
    severity: int,
    count: int,
) -> Signal:
    name = next(one for one in DIMENSIONS if one == dimension)
    return Signal(
        district=district,
        dimension=name,
        day=date.fromisoformat(day),
        tension=tension,
        protests=protests,
        harmony=harmony,
        severity=severity / THOUSAND,
        stories=count,
        method_version=METHOD_VERSION,
    )
