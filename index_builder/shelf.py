"""The stories that a new one may belong to, as rows of numbers.

Rows are numbered in the order in which the stories became known. A story that only repeats a text adds
nothing that later ones could be compared with and has no row.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index_builder.duplicates import Sketch
from index_builder.facts import Facts
from index_builder.localities import AREAS, NAME_WORDS, NAMES
from index_builder.printed_days import PRINTED
from index_builder.traits import LEAD_NAMES, NUMBERS, Traits
from index_builder.words import WORDS_OF_A_STORY, weights
from pantau.labels import FORMS

FIRST_SIZE: Final = 1 << 8
"""Rows reserved at the start; doubled when full."""

IN_PROVINCE: Final = ".*"
"""Ending of the bucket that holds all rows of a province, its districts included."""

LABEL: Final = np.dtype(
    [
        ("day", np.int32),
        ("event", np.int32),
        ("incident", np.int32),
        ("part", np.uint8),
        ("form", np.uint8),
        ("dated", np.bool_),
        ("vague", np.bool_),
        ("guessed", np.bool_),
    ]
)
"""What is looked at in every row beside a new story, 17 bytes; ``vague``: no district is known;
``guessed``: its villages were guessed; ``incident``: number of its incident, -1 for none."""

TEXT: Final = np.dtype(
    [
        ("weight", np.float32),
        ("words", np.uint16, (WORDS_OF_A_STORY,)),
        ("names", np.uint32, (NAMES,)),
        ("areas", np.uint32, (AREAS,)),
        ("name_words", np.uint16, (NAMES, NAME_WORDS)),
        ("lead", np.uint16, (LEAD_NAMES,)),
        ("numbers", np.uint16, (NUMBERS,)),
        ("printed", np.uint16, (PRINTED,)),
        ("deaths", np.int16),
        ("sketch_from", np.int32),
        ("sketch_to", np.int32),
    ]
)
"""What is looked at only in the rows that labels and days leave, 232 bytes. Kept apart, so that the
look over all rows of a district stays within the processor's cache."""

Rows = npt.NDArray[np.int32]


class Bucket:
    """Row numbers under one key, growing."""

    __slots__ = ("_rows", "_used")

    def __init__(self) -> None:
        self._rows = np.empty(4, dtype=np.int32)
        self._used = 0

    def add(self, row: int) -> None:
        """Append a row."""
        if self._used == len(self._rows):
            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
        self._rows[self._used] = row
        self._used += 1

    def rows(self) -> Rows:
        """All rows, oldest first."""
        return self._rows[: self._used]


class Shelf:
    """All rows, with the buckets by place.

    Attributes:
        labels: One :data:`LABEL` a row; rows from ``used`` on are empty.
        texts: One :data:`TEXT` a row.
    """

    def __init__(self) -> None:
        self.labels: npt.NDArray[Any] = np.zeros(FIRST_SIZE, dtype=LABEL)
        self.texts: npt.NDArray[Any] = np.zeros(FIRST_SIZE, dtype=TEXT)
        self.used = 0
        self._sketches: Sketch = np.zeros(1 << 12, dtype=np.uint32)
        self._sketched = 0
        self._buckets: dict[str, Bucket] = {}

    def put(self, traits: Traits, *, incident: int) -> int:
        """Add a row and give its number.

        Args:
            traits: What grouping looks at.
            incident: Number of its incident, -1 for none.
        """
        row = self.used
        if row == len(self.labels):
            self.labels, self.texts = _doubled(self.labels), _doubled(self.texts)
        first, last = self._keep_sketch(traits.sketch)
        self.labels[row] = (
            traits.day,
            traits.event,
            incident,
            int(traits.part),
            FORMS.index(traits.form),
            traits.dated,
            traits.vague,
            traits.guessed,
        )
        self.texts[row] = (
            float(weights()[traits.words].sum()),
            traits.words,
            traits.names,
            traits.areas,
            traits.name_words,
            traits.lead,
            traits.numbers,
            traits.printed,
            traits.deaths,
            first,
            last,
        )
        self.used += 1
        return row

    def sketch(self, row: int) -> Sketch:
        """The sketch of a row's text."""
        one = self.texts[row]
        return self._sketches[one["sketch_from"] : one["sketch_to"]]

    def facts(self, row: int) -> Facts:
        """The facts of a row's text."""
        return Facts.of_row(self.texts[row], event=int(self.labels["event"][row]))

    def compare(self, row: int, places: tuple[str, ...]) -> None:
        """Let later stories of these places be compared with a row."""
        for key in bucket_keys(places):
            self._buckets.setdefault(key, Bucket()).add(row)

    def beside(self, places: tuple[str, ...]) -> Rows:
        """Rows that share a place, or whose province-only place holds one; sorted, distinct."""
        parts = [self._buckets[key].rows() for key in _asked_keys(places) if key in self._buckets]
        if not parts:
            return np.empty(0, dtype=np.int32)
        return parts[0] if len(parts) == 1 else np.unique(np.concatenate(parts))

    def _keep_sketch(self, found: Sketch) -> tuple[int, int]:
        first, last = self._sketched, self._sketched + len(found)
        if last > len(self._sketches):
            self._sketches = _doubled(self._sketches)
        self._sketches[first:last] = found
        self._sketched = last
        return first, last


def _doubled(kept: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The same rows with as much room again; pages never written to take no memory."""
    wider = np.zeros(2 * len(kept), dtype=kept.dtype)
    wider[: len(kept)] = kept
    return wider


def bucket_keys(places: tuple[str, ...]) -> list[str]:
    """Keys under which a story of these places is kept."""
    keys = list(places) if places else [""]
    keys += [province + IN_PROVINCE for province in dict.fromkeys(code[:2] for code in places)]
    return keys


def _asked_keys(places: tuple[str, ...]) -> list[str]:
    """Keys under which stories lie that may report the same event as one of these places."""
    if not places:
        return [""]
    keys: list[str] = []
    for code in places:
        keys += [code, code[:2]] if len(code) > 2 else [code + IN_PROVINCE]
    return list(dict.fromkeys(keys))
