"""The stage of the build that groups new stories and records their incidents, batch by batch.

Each batch is one transaction that holds everything which follows from it: where its stories were put,
the incidents they changed, what those add to the signals. A killed run loses at most a batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final

from index_builder import workings
from index_builder.corrections import (
    DATING,
    GROUPING,
    LABELS,
    Known,
    Overlay,
    corrected_incident,
    corrected_story,
    linked_groups,
    names_of,
)
from index_builder.duplicates import NEAR_DAYS, PERIOD
from index_builder.incidents import Grouper, Placement
from index_builder.kinds import Part, part_of
from index_builder.members import Member, incident_id, incident_of, without_raising
from index_builder.method import METHOD_VERSION
from index_builder.owners import Owners
from index_builder.signals import THOUSAND, counts_of
from index_builder.traits import Traits, traits_of
from index_builder.workings import Placed, Position
from pantau.labels import DIMENSIONS
from pantau.records import Correction, Incident, Signal, Story
from pantau.storage import Database, corrections, incidents, series, stories

BATCH: Final = 1_000
"""Stories a transaction: about half a second of work, so that a killed run loses no more and other writers
never wait long."""

_SELECT_STORY: Final = "SELECT a.known_at FROM articles AS a WHERE a.key = ?"


@dataclass(slots=True)
class Grouping:
    """Groups the stories that are new or changed.

    Args:
        database: Open for writing, with the workings prepared.
        owners: Whose each outlet is.
    """

    database: Database
    owners: Owners
    incidents: set[str] = field(default_factory=set)
    stories: int = 0
    _corrections: list[Correction] = field(default_factory=list)
    _by_target: dict[str, list[Correction]] = field(default_factory=dict)
    _named: dict[str, str] | None = None

    def run(self, on_progress: Callable[[int], None] | None = None) -> None:
        """Bring the incidents up to what is known.

        Args:
            on_progress: Called with the number of stories done after each batch.
        """
        self._corrections = list(corrections.every(self.database))
        for item in self._corrections:
            self._by_target.setdefault(item.target, []).append(item)
        self._follow_changes()
        after = workings.last_position(self.database)
        grouper = self._restored(after)
        coming = stories.in_order_of_knowledge(self.database, after=after)
        while batch := list(islice(coming, BATCH)):
            with self.database.transaction():
                self._group(grouper, batch)
            self.stories += len(batch)
            if on_progress:
                on_progress(self.stories)

    def _follow_changes(self) -> None:
        """Take back what was decided from the first changed story on, and follow new corrections."""
        with self.database.transaction():
            until = workings.last_position(self.database)
            changed = workings.changed_keys(self.database, until)
            followed = int(self.database.progress(workings.CORRECTED) or 0)
            fresh = [item for item in self._corrections if item.number > followed]
            positions = [position for key, position in changed if self._differs(key)]
            positions += self._relabelled(fresh)
            touched = {group for key, _ in changed if (group := workings.group_of(self.database, key))}
            if positions:
                touched |= workings.rewind(self.database, min(positions))
                self._named = None
            if changed or positions:
                self._all_out_of_date()
            workings.forget_changes(self.database, (key for key, _ in changed))
            self._record(touched | self._groups_named(fresh))
            if fresh:
                self.database.set_progress(workings.CORRECTED, str(fresh[-1].number))

    def _differs(self, key: str) -> bool:
        """Whether a story is gone, new in an old place, or would be grouped by other traits.

        A story whose labels changed otherwise (casualties, dimensions) stays where it is; its incident is
        recorded again.
        """
        story = stories.get(self.database, key)
        before = workings.traits_of_key(self.database, key)
        if story is None or before is None:
            return not (story is None and before is None)
        return self._traits(story, self._known(key)).pack() != before

    def _relabelled(self, fresh: Iterable[Correction]) -> list[Position]:
        """Places of stories whose labels a person changed."""
        found = []
        for item in fresh:
            if item.field in LABELS:
                row = self.database.row(
                    "SELECT known_at, article_id FROM working_stories WHERE article_key = ?", (item.target,)
                )
                if row is not None:
                    found.append((row[0], row[1]))
        return found

    def _groups_named(self, fresh: Iterable[Correction]) -> set[str]:
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
            about = [item for item in self._corrections if item.field in GROUPING | DATING]
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

    def _all_out_of_date(self) -> None:
        """Stories were taken back: what outlets named, coverage and index are counted again."""
        for part in (workings.COVERAGE_FROM, workings.VALUES_FROM):
            workings.out_of_date(self.database, part, date.min.isoformat())

    def _restored(self, after: Position) -> Grouper:
        """A grouper that remembers what new stories may join."""
        grouper = Grouper()
        first, last = self.database.row(
            "SELECT min(coalesce(day, substr(known_at, 1, 10))), max(coalesce(day, substr(known_at, 1, 10)))"
            " FROM articles WHERE (known_at, id) > (?, ?)",
            after,
        ) or (None, None)
        if first is None or after == workings.BEGINNING:
            return grouper
        start = (date.fromisoformat(first).toordinal() - NEAR_DAYS) // PERIOD * PERIOD
        end = (date.fromisoformat(last).toordinal() + NEAR_DAYS) // PERIOD * PERIOD + PERIOD - 1
        for placed in workings.placed_between(self.database, _day(start), _day(end)):
            placement = Placement(root=placed.root, adds=placed.adds, incident=placed.grouped, via=placed.via)
            grouper.recall(placed.key, Traits.unpack(placed.traits), placement)
        return grouper

    def _group(self, grouper: Grouper, batch: Sequence[tuple[Position, Story]]) -> None:
        placed, days, touched = [], [], set()
        for position, original in batch:
            story = corrected_story(original, self._by_target.get(original.key, ()))
            traits = self._traits(story, position[0])
            placement = grouper.add(story.key, traits)
            placed.append(
                Placed(
                    key=story.key,
                    position=position,
                    root=placement.root,
                    adds=placement.adds,
                    grouped=placement.incident,
                    via=placement.via,
                    traits=traits.pack(),
                )
            )
            days.append((date.fromordinal(traits.day), traits.dated))
            if placement.incident is not None:
                touched.add(placement.incident)
        workings.keep(self.database, placed, days)
        workings.forget_changes(self.database, (one.key for one in placed))
        self._record(touched)
        dated = [day for day, has_day in days if has_day]
        if dated:
            workings.out_of_date(self.database, workings.COVERAGE_FROM, min(dated).isoformat())
            workings.out_of_date(self.database, workings.VALUES_FROM, min(dated).isoformat())

    def _record(self, groups: set[str]) -> None:
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
        about = [item for item in self._corrections if item.field in GROUPING]
        if not about:
            return groups
        for tied in linked_groups(about, self._groups_of_names()):
            if tied & groups:
                groups = groups | tied
        return groups

    def _incidents_with(self, keys: Sequence[str]) -> set[str]:
        """Recorded incidents that hold any of these stories; without corrections they are the groups."""
        if not self._corrections:
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
        about = [item for item in self._corrections if item.field in GROUPING]
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

    def _known(self, key: str) -> str:
        return str(self.database.value(_SELECT_STORY, (key,)))

    def _traits(self, story: Story, known_at: str) -> Traits:
        corrected = corrected_story(story, self._by_target.get(story.key, ()))
        return traits_of(corrected, known=date.fromisoformat(known_at[:10]))

    def _member(self, key: str) -> Member:
        original = stories.get(self.database, key)
        assert original is not None  # noqa: S101 -- changes are followed before anything is recorded
        story = corrected_story(original, self._by_target.get(key, ()))
        known = date.fromisoformat(self._known(key)[:10])
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


def _day(ordinal: int) -> date:
    return date.fromordinal(max(1, ordinal))
