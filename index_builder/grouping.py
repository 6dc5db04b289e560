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
    LABELS,
)
from index_builder.duplicates import NEAR_DAYS, PERIOD
from index_builder.incidents import Grouper, Placement
from index_builder.owners import Owners
from index_builder.recording import Recording
from index_builder.traits import Traits, traits_of
from index_builder.workings import Placed, Position
from pantau.records import Correction, Story
from pantau.storage import Database, corrections, stories

BATCH: Final = 1_000
"""Stories a transaction: about half a second of work, so that a killed run loses no more and other writers
never wait long."""


@dataclass(slots=True)
class Grouping:
    """Groups the stories that are new or changed.

    Args:
        database: Open for writing, with the workings prepared.
        owners: Whose each outlet is.
    """

    database: Database
    owners: Owners
    stories: int = 0
    _recording: Recording = field(init=False)

    def __post_init__(self) -> None:
        every = tuple(corrections.every(self.database))
        self._recording = Recording(self.database, self.owners, every)

    @property
    def incidents(self) -> set[str]:
        """Ids of the incidents that were written."""
        return self._recording.incidents

    def run(self, on_progress: Callable[[int], None] | None = None) -> None:
        """Bring the incidents up to what is known.

        Args:
            on_progress: Called with the number of stories done after each batch.
        """
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
            fresh = [item for item in self._recording.corrections if item.number > followed]
            positions = [position for key, position in changed if self._differs(key)]
            positions += self._relabelled(fresh)
            touched = {group for key, _ in changed if (group := workings.group_of(self.database, key))}
            if positions:
                touched |= workings.rewind(self.database, min(positions))
                self._recording.groups_changed()
            if changed or positions:
                self._all_out_of_date()
            workings.forget_changes(self.database, (key for key, _ in changed))
            self._recording.record(touched | self._recording.groups_named(fresh))
            if fresh:
                self.database.set_progress(workings.CORRECTED, str(fresh[-1].number))

    def _differs(self, key: str) -> bool:
        """Whether a story is gone, new in an old place, or would be grouped by other traits.

        A story whose labels changed otherwise (injured, dimensions) stays where it is; its incident is
        recorded again.
        """
        story = stories.get(self.database, key)
        before = workings.traits_of_key(self.database, key)
        if story is None or before is None:
            return not (story is None and before is None)
        return self._traits(story, self._recording.known(key)).pack() != before

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
            story = self._recording.corrected(original)
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
        self._recording.record(touched)
        dated = [day for day, has_day in days if has_day]
        if dated:
            workings.out_of_date(self.database, workings.COVERAGE_FROM, min(dated).isoformat())
            workings.out_of_date(self.database, workings.VALUES_FROM, min(dated).isoformat())

    def _traits(self, story: Story, known_at: str) -> Traits:
        return traits_of(self._recording.corrected(story), known=date.fromisoformat(known_at[:10]))


def _day(ordinal: int) -> date:
    return date.fromordinal(max(1, ordinal))
