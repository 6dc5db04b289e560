"""Grouping: stories that report the same event become one incident.

Stories come one by one in the order in which they became known; each joins an incident or founds one, and
what was decided is not decided again. Therefore going on is the same as beginning anew. People's
corrections are laid over the groups afterwards (:mod:`index_builder.corrections`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from index_builder.duplicates import CONTAINED, ENOUGH, NEAR_DAYS, SketchTable, Text
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

ALIKE: Final = 0.3
"""Share of common runs from which two texts come from one mould; independent reports stay below 0.15."""

OTHER_DAY: Final = 2
"""Event days so far apart are another event, even in the same words (a form filled in anew)."""

OTHER_NUMBERS: Final = 2
"""Numbers and weekdays that each of two texts from one mould has for itself, from which they are about
different events. A reprint loses some by a cut, a running report changes one; a form filled in anew
changes the date and the counts."""


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
        text = Text(traits.sketch)
        before, share, others = self._text_before(traits, text)
        incident: str | None = None
        via = self._joined(traits, text, before, others)
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

    def _text_before(self, traits: Traits, text: Text) -> tuple[int, float, set[int]]:
        """The row whose text a story repeats, and incidents that it tells of in no case.

        Returns:
            Row (-1: none), the share of the story's runs that are there, and the incidents whose text it
            shares although its facts differ: the same form filled in anew.
        """
        shared = self._sketches.find(traits.sketch, traits.day)
        ranked = sorted(shared.items(), key=lambda item: (-item[1], item[0]))[:LOOKED_AT]
        best, most = -1, 0.0
        others: set[int] = set()
        for row, _ in ranked:
            share = self._share_of(traits, text, row)
            if share < ALIKE:
                continue
            if self._contradicts(traits, row):
                others.add(int(self._shelf.table["incident"][row]))
            elif share >= CONTAINED and share > most:
                best, most = row, share
        return best, most, others

    def _share_of(self, traits: Traits, text: Text, row: int) -> float:
        if abs(int(self._shelf.table["day"][row]) - traits.day) > NEAR_DAYS:
            return 0.0
        share, common = text.share(Text(self._shelf.sketch(row)))
        return share if common >= ENOUGH else 0.0

    def _contradicts(self, traits: Traits, row: int) -> bool:
        """Whether the facts say that much the same words tell of another event.

        Another village does, and so do other names in the lead, another day or a second number, unless all
        numbers and weekdays of one text are in the other: then it is the same text, and one of the two was
        read wrongly.
        """
        other = self._shelf.table[row]
        if self._matcher.other_village(traits, row) or _other_names(traits, other):
            return True
        mine, theirs = set(traits.numbers.tolist()) - {0}, set(other["numbers"].tolist()) - {0}
        differ = min(len(mine - theirs), len(theirs - mine))
        if differ >= OTHER_NUMBERS:
            return True
        other_day = traits.event and other["event"] and abs(int(other["event"]) - traits.event) >= OTHER_DAY
        return bool(other_day) and differ > 0

    def _joined(self, traits: Traits, text: Text, before: int, others: set[int]) -> int:
        """Row of the story whose incident a story joins, -1 for none."""
        if traits.part not in GROUPED:
            return -1
        incidents = self._shelf.table["incident"]
        if before >= 0 and incidents[before] >= 0:
            return before
        rows, margins = self._matcher.margins(traits, self._shelf.beside(traits.places))
        rows, margins = rows[margins >= 0.0], margins[margins >= 0.0]
        for place in np.lexsort((rows, -margins)):
            row = int(rows[place])
            incident = int(incidents[row])
            if incident in others:
                continue
            if self._share_of(traits, text, row) >= ALIKE and self._contradicts(traits, row):
                others.add(incident)
            elif self._within_span(traits, incident):
                return row
        return -1

    def _within_span(self, traits: Traits, incident: int) -> bool:
        if not _fixes_day(traits) or incident not in self._spans:
            return True
        first, last = self._spans[incident]
        return max(last, traits.event) - min(first, traits.event) <= SPAN_DAYS


def _fixes_day(traits: Traits) -> bool:
    """Whether a story says on which day the event itself was."""
    return traits.event > 0 and traits.part in (Part.EVENT, Part.PROTEST)


def _other_names(traits: Traits, other: Any) -> bool:
    """Whether the leads of two texts each name somebody or some place that the other does not know."""
    mine, theirs = set(traits.lead.tolist()) - {0}, set(other["lead"].tolist()) - {0}
    return bool(mine - set(other["words"].tolist())) and bool(theirs - set(traits.words.tolist()))
