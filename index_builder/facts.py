"""Facts by which a text differs from the same form filled in anew.

The police's form letter tells of one village today and of the next one tomorrow in the same words: texts
from one mould are one event only if their facts do not say otherwise.
"""

from __future__ import annotations

from typing import Any, Final, Self

from index_builder.traits import Traits

OTHER_DAY: Final = 2
"""Event days so far apart are another event, even in the same words (a form filled in anew)."""

OTHER_NUMBERS: Final = 2
"""Numbers and weekdays that each of two texts from one mould has for itself, from which they are about
different events. A reprint loses some by a cut, a running report changes one; a form filled in anew
changes the date and the counts."""


class Facts:
    """Villages, names, numbers and day of one text, as sets."""

    __slots__ = ("_areas", "_event", "_lead", "_name_words", "_names", "_numbers", "_words")

    def __init__(
        self,
        *,
        event: int,
        names: list[int],
        areas: list[int],
        name_words: list[list[int]],
        words: list[int],
        lead: list[int],
        numbers: list[int],
    ) -> None:
        self._event = event
        self._names = {name for name in names if name}
        self._areas = {area for area in areas if area}
        self._name_words = name_words[: len(self._names)]
        self._words = set(words)
        self._lead = {name for name in lead if name}
        self._numbers = {number for number in numbers if number}

    @classmethod
    def of(cls, traits: Traits) -> Self:
        """The facts of a new story."""
        return cls(
            event=traits.event,
            names=traits.names.tolist(),
            areas=traits.areas.tolist(),
            name_words=traits.name_words.tolist(),
            words=traits.words.tolist(),
            lead=traits.lead.tolist(),
            numbers=traits.numbers.tolist(),
        )

    @classmethod
    def of_row(cls, row: Any, *, event: int) -> Self:
        """The facts of a row of the shelf (see :data:`index_builder.shelf.TEXT`)."""
        return cls(
            event=event,
            names=row["names"].tolist(),
            areas=row["areas"].tolist(),
            name_words=row["name_words"].tolist(),
            words=row["words"].tolist(),
            lead=row["lead"].tolist(),
            numbers=row["numbers"].tolist(),
        )

    def contradict(self, other: Facts) -> bool:
        """Whether the facts say that much the same words tell of another event.

        Another village does, and so do other names in the lead, another day or a second number, unless all
        numbers and weekdays of one text are in the other: then it is the same text, and one of the two was
        read wrongly.
        """
        differ = min(len(self._numbers - other._numbers), len(other._numbers - self._numbers))
        if differ >= OTHER_NUMBERS:
            return True
        if differ and self._event and other._event and abs(self._event - other._event) >= OTHER_DAY:
            return True
        return self._names_others(other) or self._lies_elsewhere(other)

    def _names_others(self, other: Facts) -> bool:
        """Whether the leads of two texts each name somebody or some place that the other does not know."""
        return bool(self._lead - other._words - other._lead) and bool(other._lead - self._words - self._lead)

    def _lies_elsewhere(self, other: Facts) -> bool:
        """Whether the kecamatan of two stories differ, or one names a village the other does not tell."""
        if self._names & other._names:
            return False
        if not self._names and not other._names:
            return bool(self._areas and other._areas) and not self._areas & other._areas
        return not (self._tells(other) or other._tells(self))

    def _tells(self, other: Facts) -> bool:
        """Whether the words hold all words of a village that the other names."""
        return any(self._words.issuperset(word for word in name if word) for name in other._name_words)
