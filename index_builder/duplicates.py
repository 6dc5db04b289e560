"""Near-duplicates: the same text printed again, cut, reordered, under another headline or byline.

A text becomes a *sketch*: the hashes of its runs of four words that fall below a fixed fraction of
all hashes (scaled MinHash: Broder 1997 for the resemblance of documents by shingles; Irber et al.
2022, "FracMinHash", for keeping a fixed fraction). Unlike the fixed number of minima that ``datasketch``
keeps, a fixed fraction can tell *containment*: a story cut to a third shares a third of the runs with
the whole, which a resemblance threshold refuses, but nearly all of its own runs lie in the whole.
``docs/incidents.md`` shows both on the same texts, with their times.

Sketches are kept in one open hash table of plain numbers, so that a million stories fit into memory.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

RUN: Final = 4
"""Words of a run. Runs of three are shared by any two stories from the same police desk ("Kapolres
mengatakan bahwa …"); with five a changed word costs more of a short text."""

FRACTION: Final = 8
"""One run out of this many is kept of a long text: a paragraph of 60 words leaves about 7."""

SHORT: Final = 64
"""Runs up to which all are kept: of a text this short, an eighth would be too few to judge."""

LONGEST: Final = 96
"""Hashes kept at most (a text of about 770 words); the smallest ones, so that the choice does not
depend on the order of the text."""

CONTAINED: Final = 0.5
"""Share of the shorter text's runs that lies in the other one, from which it is the same text. Two
independent reports of one event share quotes and names: below 0.15 in our measurements; a reprint
with edited sentences keeps more than 0.6."""

ENOUGH: Final = 3
"""Runs that must be common; one or two are a quotation or a standing phrase."""

NEAR_DAYS: Final = 30
"""A reprint appears within hours or days; a month covers weekly papers and archives re-dated by a day."""

PERIOD: Final = 64
"""Days of one period of the table; at least ``2 * NEAR_DAYS``, so that a story looks into two periods
at most. A period is loaded whole, which keeps a continued run equal to an unbroken one."""

MOST_EQUAL: Final = 32
"""Entries kept of one hash in one period. What more than 32 different texts share is a standing line
("Simak berita lainnya di Google News") and says nothing."""

LOOKED_UP: Final = 16
"""One run out of this many of a long text is entered in the table (of a short one, one out of
:data:`LOOKED_UP_SHORT`): finding needs one common entry, judging is done on the whole sketches. A reprint of
60 words is missed with a chance of (15/16)**57 = 3 %; twice the entries would be 0.1 % and 150 MB more
for a million stories."""

LOOKED_UP_SHORT: Final = 4

_MULTIPLIERS: Final = np.array([2654435761, 2246822519, 3266489917, 668265263], dtype=np.uint32)
"""Odd constants of xxHash: each word of a run is multiplied by its own, so that order counts."""

Sketch = npt.NDArray[np.uint32]


@lru_cache(1 << 17)
def _code(word: str) -> int:
    return zlib.crc32(word.encode())


def sketch(tokens: list[str]) -> Sketch:
    """The sketch of a text.

    Args:
        tokens: Folded words in the order of the text.

    Returns:
        Sorted distinct hashes; empty for fewer than four words.
    """
    if len(tokens) < RUN:
        return np.empty(0, dtype=np.uint32)
    codes = np.fromiter(map(_code, tokens), dtype=np.uint32, count=len(tokens))
    runs = np.zeros(len(tokens) - RUN + 1, dtype=np.uint32)
    for place in range(RUN):
        runs += codes[place : place + len(runs)] * _MULTIPLIERS[place]
    runs ^= runs >> np.uint32(15)
    runs *= _MULTIPLIERS[1]
    runs ^= runs >> np.uint32(13)
    found = np.unique(runs)
    if len(found) > SHORT:
        found = found[found % FRACTION == 0][:LONGEST]
    return found


def is_whole(found: Sketch) -> bool:
    """Whether all runs of the text were kept (a short text)."""
    return len(found) > 0 and bool((found % FRACTION != 0).any())


def containment(one: Sketch, other: Sketch) -> tuple[float, int]:
    """Share of the shorter text's runs that the other has too, and how many runs that is.

    A short text whose runs were all kept is compared with a long one on the fraction that both kept.
    """
    if is_whole(one) != is_whole(other):
        one, other = one[one % FRACTION == 0], other[other % FRACTION == 0]
    least = min(len(one), len(other))
    if least == 0:
        return 0.0, 0
    common = len(np.intersect1d(one, other, assume_unique=True))
    return common / least, common


class SketchTable:
    """All sketches that a new text may repeat, in one hash table.

    Texts are known by row numbers that the caller gives. Equal calls in equal order give equal
    answers, also when only the periods that matter were loaded.
    """

    def __init__(self) -> None:
        self._heads = np.full(1 << 14, -1, dtype=np.int32)
        self._keys = np.empty(1 << 14, dtype=np.uint32)
        self._rows = np.empty(1 << 14, dtype=np.int32)
        self._next = np.empty(1 << 14, dtype=np.int32)
        self._used = 0

    def __len__(self) -> int:
        return self._used

    def find(self, found: Sketch, day: int) -> dict[int, int]:
        """Rows that share runs with a text published on ``day`` (ordinal): row to shared runs."""
        counts: dict[int, int] = {}
        found = _entered(found)
        for period in self._periods(day):
            for row in self._matches(_keyed(found, period)).tolist():
                counts[row] = counts.get(row, 0) + 1
        return counts

    def add(self, row: int, found: Sketch, day: int) -> None:
        """Make a text known."""
        keys = _keyed(_entered(found), day // PERIOD)
        room = self._count(keys) < MOST_EQUAL
        keys = keys[room]
        self._reserve(len(keys))
        first = self._used
        last = first + len(keys)
        self._keys[first:last] = keys
        self._rows[first:last] = row
        self._used = last
        self._link(first, last)

    @staticmethod
    def _periods(day: int) -> Iterable[int]:
        return sorted({(day - NEAR_DAYS) // PERIOD, (day + NEAR_DAYS) // PERIOD})

    def _walk(self, keys: Sketch) -> Iterable[tuple[npt.NDArray[np.intp], npt.NDArray[np.int32]]]:
        """Positions in ``keys`` and the entries that match, step by step down the chains."""
        places = np.arange(len(keys))
        entries = self._heads[keys & np.uint32(len(self._heads) - 1)]
        while True:
            alive = entries >= 0
            places, entries = places[alive], entries[alive]
            if not len(entries):
                return
            equal = self._keys[entries] == keys[places]
            if equal.any():
                yield places[equal], entries[equal]
            entries = self._next[entries]

    def _matches(self, keys: Sketch) -> npt.NDArray[np.int32]:
        parts = [self._rows[entries] for _, entries in self._walk(keys)]
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)

    def _count(self, keys: Sketch) -> npt.NDArray[np.int64]:
        counts = np.zeros(len(keys), dtype=np.int64)
        for places, _ in self._walk(keys):
            counts[places] += 1
        return counts

    def _link(self, first: int, last: int) -> None:
        slots = self._keys[first:last] & np.uint32(len(self._heads) - 1)
        for entry, slot in zip(range(first, last), slots.tolist(), strict=True):
            self._next[entry] = self._heads[slot]
            self._heads[slot] = entry

    def _reserve(self, more: int) -> None:
        size = len(self._keys)
        while self._used + more > size:
            size *= 2
        if size == len(self._keys):
            return
        self._keys, self._rows, self._next = (
            np.concatenate([part, np.empty(size - len(part), dtype=part.dtype)])
            for part in (self._keys, self._rows, self._next)
        )
        self._heads = np.full(size, -1, dtype=np.int32)
        self._relink()

    def _relink(self) -> None:
        """Chain all entries anew after the table grew; later entries come first, as when added singly."""
        slots = self._keys[: self._used] & np.uint32(len(self._heads) - 1)
        order = np.argsort(slots, kind="stable")
        ranked = slots[order]
        follows = np.empty(self._used, dtype=np.int32)
        starts = (
            np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]]) if self._used else np.empty(0, np.intp)
        )
        follows[order[1:]] = order[:-1]
        follows[order[starts]] = -1
        self._next[: self._used] = follows
        ends = np.r_[starts[1:], self._used] - 1 if self._used else starts
        self._heads[ranked[starts]] = order[ends]


def _entered(found: Sketch) -> Sketch:
    """The part of a sketch that is looked up. What a long text enters, a short one enters too."""
    kept: Sketch = found[found % (LOOKED_UP_SHORT if is_whole(found) else LOOKED_UP) == 0]
    return kept


def _keyed(found: Sketch, period: int) -> Sketch:
    """The hashes under which a period keeps its runs."""
    salt = np.uint32((period * 0x9E3779B1) & 0xFFFFFFFF)
    keyed: Sketch = found ^ salt
    return keyed
