"""Grouping: stories that report the same event become one incident.

Stories come one by one in the order in which they became known; each joins an incident or founds one, and
what was decided is not decided again. Therefore going on is the same as beginning anew. People's
corrections are laid over the groups afterwards (:mod:`index_builder.corrections`).
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Final

import numpy as np

from index_builder.duplicates import CONTAINED, ENOUGH, NEAR_DAYS, SketchTable, Text
from index_builder.facts import Facts
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

TOLD_SPAN_DAYS: Final = SPAN_DAYS + 7
"""The same where a day of publication stands in for an unknown event day: it comes up to a week later.
A story without any day may not tie the protests of three years together."""

HAPPENING: Final = frozenset((Part.EVENT, Part.PROTEST))
"""Parts that report something that happens, on its day."""

ALIKE: Final = 0.3
"""Share of common runs from which two texts come from one mould; independent reports stay below 0.15."""


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


class Span:
    """First and last day (ordinals, 0: none) of each incident, by its number."""

    __slots__ = ("_first", "_last")

    def __init__(self) -> None:
        self._first = array("i")
        self._last = array("i")

    def append(self) -> None:
        """Make room for one incident more."""
        self._first.append(0)
        self._last.append(0)

    def widen(self, incident: int, day: int) -> None:
        """Let an incident reach to a day."""
        if day:
            first = self._first[incident]
            self._first[incident] = min(first, day) if first else day
            self._last[incident] = max(self._last[incident], day)

    def holds(self, incident: int, day: int, most: int) -> bool:
        """Whether an incident would still reach over at most so many days with this one."""
        first, last = self._first[incident], self._last[incident]
        return not day or not first or max(last, day) - min(first, day) <= most


class Grouper:
    """Puts stories into incidents, one after the other."""

    def __init__(self) -> None:
        self._shelf = Shelf()
        self._sketches = SketchTable()
        self._matcher = Matcher(self._shelf)
        self._keys: list[str] = []
        self._roots: list[str] = []
        self._founders: list[str] = []
        self._numbers: dict[str, int] = {}
        self._event_days = Span()
        self._told_days = Span()
        self._sizes = array("B")

    def add(self, key: str, traits: Traits) -> Placement:
        """Decide where a story belongs and remember it.

        Args:
            key: Its article key.
            traits: What grouping looks at.
        """
        text, facts = Text(traits.sketch), Facts.of(traits)
        before, share, others = self._text_before(traits, text, facts)
        incident: str | None = None
        via = self._joined(traits, text, facts, before, others)
        if via >= 0:
            incident = self._founders[int(self._shelf.labels["incident"][via])]
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
        incident = -1 if placement.incident is None else self._number(placement.incident)
        if incident >= 0 and traits.part in HAPPENING:
            self._event_days.widen(incident, traits.event)
            self._told_days.widen(incident, _told_day(traits))
        if not placement.adds:
            return
        row = self._shelf.put(traits, incident=incident)
        self._keys.append(key)
        self._roots.append(placement.root)
        self._sketches.add(row, traits.sketch, traits.day)
        if incident >= 0 and self._sizes[incident] < COMPARED:
            self._sizes[incident] += 1
            self._shelf.compare(row, traits.places)

    def _number(self, founder: str) -> int:
        """Number of the incident that a story founded."""
        number = self._numbers.setdefault(founder, len(self._founders))
        if number == len(self._founders):
            self._founders.append(founder)
            self._event_days.append()
            self._told_days.append()
            self._sizes.append(0)
        return number

    def _text_before(self, traits: Traits, text: Text, facts: Facts) -> tuple[int, float, set[int]]:
        """The row whose text a story repeats, and incidents that it tells of in no case.

        Returns:
            Row (-1: none), the share of the story's runs that are there, and the incidents whose text it
            shares although its facts differ: the same form filled in anew.
        """
        shared = self._sketches.find(traits.sketch, traits.day)
        ranked = sorted((-runs, row) for row, runs in shared.items())[:LOOKED_AT]
        best, most = -1, 0.0
        others: set[int] = set()
        for _, row in ranked:
            share = self._share_of(traits, text, row)
            if share < ALIKE:
                continue
            if facts.contradict(self._shelf.facts(row)):
                others.add(int(self._shelf.labels["incident"][row]))
            elif share >= CONTAINED and share > most:
                best, most = row, share
        return best, most, others

    def _share_of(self, traits: Traits, text: Text, row: int) -> float:
        if abs(int(self._shelf.labels["day"][row]) - traits.day) > NEAR_DAYS:
            return 0.0
        share, common = text.share(self._shelf.sketch(row))
        return share if common >= ENOUGH else 0.0

    def _joined(self, traits: Traits, text: Text, facts: Facts, before: int, others: set[int]) -> int:
        """Row of the story whose incident a story joins, -1 for none."""
        if traits.part not in GROUPED:
            return -1
        incidents = self._shelf.labels["incident"]
        if before >= 0 and incidents[before] >= 0:
            return before
        rows, margins = self._matcher.margins(traits, self._shelf.beside(traits.places))
        rows, margins = rows[margins >= 0.0], margins[margins >= 0.0]
        for place in np.lexsort((rows, -margins)):
            row = int(rows[place])
            incident = int(incidents[row])
            if incident in others:
                continue
            if self._share_of(traits, text, row) >= ALIKE and facts.contradict(self._shelf.facts(row)):
                others.add(incident)
            elif self._within_span(traits, incident):
                return row
        return -1

    def _within_span(self, traits: Traits, incident: int) -> bool:
        """Whether a report of something that happens lies near the days of what an incident has."""
        if traits.part not in HAPPENING:
            return True
        return self._event_days.holds(incident, traits.event, SPAN_DAYS) and self._told_days.holds(
            incident, _told_day(traits), TOLD_SPAN_DAYS
        )


def _told_day(traits: Traits) -> int:
    """The day of the event or, where none is known, of publication; 0 without any."""
    return traits.event or (traits.day if traits.dated else 0)
