"""Grouping: stories that report the same event become one incident.

Stories come one by one in the order in which they became known; each joins an incident or founds one, and
what was decided is not decided again. Therefore going on is the same as beginning anew. People's
corrections are laid over the groups afterwards (:mod:`index_builder.corrections`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from index_builder.duplicates import CONTAINED, ENOUGH, NEAR_DAYS, SketchTable, containment
from index_builder.kinds import GROUPED, Part
from index_builder.matching import Matcher
from index_builder.shelf import Shelf
from index_builder.traits import Traits

LOOKED_AT: Final = 8
"""Texts with the most common runs that are compared whole; the right one has the most."""

REPEATED: Final = 0.9
"""Share of its runs from which a text adds nothing to the one it repeats: it is not compared with later
texts itself. What adds more (a longer version, a second half) is."""

COMPARED: Final = 12
"""Stories of one incident that later stories are compared with: the first dozen tell what there is to tell,
and a storm of reprints must not slow its district down."""

SPAN_DAYS: Final = 3
"""Days between the first and the last event day of one incident: reports of one night give two dates, and
three cover a brawl that goes on. Daily protests may not chain into one event of weeks."""

OTHER_DAY: Final = 2
"""Event days so far apart are another event, even in the same words (a form filled in anew)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where a story was put; stories are named by their article keys.

    Attributes:
        root: First story with the same text; the story itself for a text of its own.
        adds: Whether its text adds something to that one, so that later texts are compared with it.
        incident: First story of its incident, ``None`` where it belongs to none.
        via: Story that it joined, ``None`` where it founds an incident or belongs to none.
    """

    root: str
    adds: bool
    incident: str | None
    via: str | None


class Grouper:
    """Puts stories into incidents, one after the other."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._sketches = SketchTable()
        self._matcher = Matcher(self._shelf)
        self._keys: list[str] = []
        self._roots: list[str] = []
        self._founders: dict[str, int] = {}
        self._spans: dict[int, tuple[int, int]] = {}
        self._sizes: dict[int, int] = {}

    def add(self, key: str, traits: Traits) -> Placement:
        """Decide where a story belongs and remember it.

        Args:
            key: Its article key.
            traits: What grouping looks at.
        """
        before, share = self._text_before(traits)
        incident: str | None = None
        via = self._joined(traits, before)
        if via >= 0:
            incident = self._keys[int(self._shelf.table["incident"][via])]
        elif traits.part in GROUPED:
            incident = key
        placement = Placement(
            root=key if before < 0 else self._roots[before],
            adds=share < REPEATED,
            incident=incident,
            via=None if via < 0 else self._keys[via],
        )
        self.recall(key, traits, placement)
        return placement

    def recall(self, key: str, traits: Traits, placement: Placement) -> None:
        """Remember a story whose place is decided (now or in an earlier run)."""
        row = self._shelf.used
        self._keys.append(key)
        self._roots.append(placement.root)
        incident = -1
        if placement.incident is not None:
            incident = self._founders.setdefault(placement.incident, row)
        self._shelf.put(traits, incident=incident)
        if placement.adds:
            self._sketches.add(row, traits.sketch, traits.day)
        if incident < 0:
            return
        if placement.adds and self._sizes.get(incident, 0) < COMPARED:
            self._sizes[incident] = self._sizes.get(incident, 0) + 1
            self._shelf.compare(row, traits.places)
        if _fixes_day(traits):
            first, last = self._spans.get(incident, (traits.event, traits.event))
            self._spans[incident] = (min(first, traits.event), max(last, traits.event))

    def _text_before(self, traits: Traits) -> tuple[int, float]:
        """The row whose text a story repeats (-1: none), and the share of its runs that are there."""
        shared = self._sketches.find(traits.sketch, traits.day)
        ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:LOOKED_AT]
        best, most = -1, 0.0
        for row, _ in ranked:
            share = self._share_of(traits, row)
            if share >= CONTAINED and share > most and not self._contradicts(traits, row):
                best, most = row, share
        return best, most

    def _share_of(self, traits: Traits, row: int) -> float:
        if abs(int(self._shelf.table["day"][row]) - traits.day) > NEAR_DAYS:
            return 0.0
        share, common = containment(traits.sketch, self._shelf.sketch(row))
        return share if common >= ENOUGH else 0.0

    def _contradicts(self, traits: Traits, row: int) -> bool:
        """Whether the facts say that the same words tell of another event.

        Another village always does. Another day does unless all numbers and weekdays of one text are in
        the other: then it is the same text, and one of the two days was read wrongly.
        """
        other = self._shelf.table[row]
        if self._other_village(traits, row):
            return True
        if not (traits.event and other["event"]) or abs(int(other["event"]) - traits.event) < OTHER_DAY:
            return False
        mine, theirs = set(traits.numbers.tolist()) - {0}, set(other["numbers"].tolist()) - {0}
        return not (mine <= theirs or theirs <= mine)

    def _other_village(self, traits: Traits, row: int) -> bool:
        other = self._shelf.table[row]
        mine, theirs = set(traits.names.tolist()) - {0}, set(other["names"].tolist()) - {0}
        if not mine or not theirs or mine & theirs or not traits.levels & int(other["levels"]):
            return False
        return not self._matcher.tells_village(traits, row)

    def _joined(self, traits: Traits, before: int) -> int:
        """Row of the story whose incident a story joins, -1 for none."""
        if traits.part not in GROUPED:
            return -1
        if before >= 0 and self._shelf.table["incident"][before] >= 0:
            return before
        rows, margins = self._matcher.margins(traits, self._shelf.beside(traits.places))
        rows, margins = rows[margins >= 0.0], margins[margins >= 0.0]
        for place in np.lexsort((rows, -margins)):
            if self._within_span(traits, int(self._shelf.table["incident"][rows[place]])):
                return int(rows[place])
        return -1

    def _within_span(self, traits: Traits, incident: int) -> bool:
        if not _fixes_day(traits) or incident not in self._spans:
            return True
        first, last = self._spans[incident]
        return max(last, traits.event) - min(first, traits.event) <= SPAN_DAYS


def _fixes_day(traits: Traits) -> bool:
    """Whether a story says on which day the event itself was."""
    return traits.event > 0 and traits.part in (Part.EVENT, Part.PROTEST)
