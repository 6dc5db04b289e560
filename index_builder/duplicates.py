"""Near-duplicates: the same text printed again, cut, reordered, under another headline or byline.

A text becomes a *sketch*: the hashes of its runs of four words that fall below a fixed fraction of
all hashes (scaled MinHash: Broder 1997 for the resemblance of documents by shingles; Irber et al.
2022, "FracMinHash", for keeping a fixed fraction). Unlike the fixed number of minima that ``datasketch``
keeps, a fixed fraction can tell *containment*: a story cut to a third shares a third of the runs with
the whole, which a resemblance threshold refuses, but nearly all of its own runs lie in the whole.
``docs/incidents.md`` measures both on the same texts.

Sketches are kept in one open hash table of plain numbers, so that a million stories fit into memory.
"""

from __future__ import annotations

import zlib
from array import array
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

MOST_EQUAL: Final = 8
"""Entries kept of one hash in one period. What eight different texts share is a standing line ("Simak berita
lainnya di Google News") and says nothing; of a text that is rewritten more often, the first eight
versions are enough to know a ninth."""

FIRST_SIZE: Final = 1 << 12
"""Slots of an empty table; doubled whenever there are as many entries."""

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
    return len(found) > 0 and bool((found % FRACTION).any())


class Text:
    """A text that is compared with several others."""

    __slots__ = ("_coarse", "_runs", "_whole")

    def __init__(self, found: Sketch) -> None:
        self._whole = is_whole(found)
        self._runs = frozenset(found.tolist())
        self._coarse = (
            frozenset(run for run in self._runs if run % FRACTION == 0) if self._whole else self._runs
        )

    def share(self, other: Sketch) -> tuple[float, int]:
        """Share of the shorter text's runs that the other has too, and how many runs that is.

        A short text whose runs were all kept is compared with a long one on the fraction that both kept.
        """
        two = other.tolist()
        one = self._runs
        if self._whole != any(run % FRACTION for run in two):
            one = self._coarse
            two = [run for run in two if run % FRACTION == 0]
        least = min(len(one), len(two))
        common = len(one.intersection(two))
        return (common / least, common) if least else (0.0, 0)


def containment(one: Sketch, other: Sketch) -> tuple[float, int]:
    """Share of the shorter text's runs that the other has too, and how many runs that is."""
    return Text(one).share(other)


class SketchTable:
    """All sketches that a new text may repeat, in one hash table with chains.

    Texts are known by row numbers that the caller gives. Equal calls in equal order give equal
    answers, also when only the periods that matter were loaded. Plain arrays of numbers keep an entry
    at 12 bytes; a dictionary would need more than a hundred.
    """

    def __init__(self) -> None:
        self._heads = array("i", [-1]) * FIRST_SIZE
        self._keys = array("I")
        self._rows = array("i")
        self._next = array("i")

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, found: Sketch, day: int) -> dict[int, int]:
        """Rows that share runs with a text published on ``day`` (ordinal): row to shared runs."""
        counts: dict[int, int] = {}
        heads, keys, rows, following = self._heads, self._keys, self._rows, self._next
        last = len(heads) - 1
        entered = _entered(found)
        for period in sorted({(day - NEAR_DAYS) // PERIOD, (day + NEAR_DAYS) // PERIOD}):
            for key in _keyed(entered, period):
                entry = heads[key & last]
                while entry >= 0:
                    if keys[entry] == key:
                        row = rows[entry]
                        counts[row] = counts.get(row, 0) + 1
                    entry = following[entry]
        return counts

    def add(self, row: int, found: Sketch, day: int) -> None:
        """Make a text known."""
        for key in _keyed(_entered(found), day // PERIOD):
            if self._count(key) < MOST_EQUAL:
                if len(self._keys) == len(self._heads):
                    self._grow()
                slot = key & (len(self._heads) - 1)
                self._next.append(self._heads[slot])
                self._heads[slot] = len(self._keys)
                self._keys.append(key)
                self._rows.append(row)

    def _count(self, key: int) -> int:
        """How many rows are entered under a key."""
        keys, following = self._keys, self._next
        entry = self._heads[key & (len(self._heads) - 1)]
        count = 0
        while entry >= 0:
            count += keys[entry] == key
            entry = following[entry]
        return count

    def _grow(self) -> None:
        """Double the heads and chain all entries anew, in the order in which they came."""
        size = 2 * len(self._heads)
        slots = (np.frombuffer(self._keys, dtype=np.uint32) & np.uint32(size - 1)).astype(np.int64)
        order = np.argsort(slots, kind="stable")
        ranked = slots[order]
        starts = np.flatnonzero(np.diff(ranked, prepend=-1))
        following = np.empty(len(order), dtype=np.int32)
        following[order[1:]] = order[:-1]
        following[order[starts]] = -1
        heads = np.full(size, -1, dtype=np.int32)
        heads[ranked] = order  # the latest entry of a slot is written last
        self._next = array("i", following.tobytes())
        self._heads = array("i", heads.tobytes())


def _entered(found: Sketch) -> Sketch:
    """The part of a sketch that is looked up. What a long text enters, a short one enters too."""
    kept: Sketch = found[found % (LOOKED_UP_SHORT if is_whole(found) else LOOKED_UP) == 0]
    return kept


def _keyed(entered: Sketch, period: int) -> list[int]:
    """The keys under which a period keeps its runs."""
    keys: list[int] = (entered ^ np.uint32((period * 0x9E3779B1) & 0xFFFFFFFF)).tolist()
    return keys
