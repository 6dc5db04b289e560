"""Words as numbers: what two reports of one event have in common.

A word becomes a bucket of 16 bits (CRC-32 of its stem), so that a story's words fit into 96 bytes and
can be compared with those of many others in one step. Each bucket has a weight: how rare its words
are in news (:func:`weights`, built once by :mod:`index_builder.weigh_words` and shipped, so that the
same text always gives the same numbers, whatever else is in the database).
"""

from __future__ import annotations

import io
import zlib
from functools import cache, lru_cache
from importlib import resources
from typing import Final

import numpy as np
import numpy.typing as npt

from index_builder.errors import TableError
from pantau import stemming

BUCKETS: Final = 1 << 16
"""With 48 words a story, two stories share about 48 * 48 / 65536 = 0.04 words by accident."""

SHORTEST: Final = 3
"""Letters of a word that says something; shorter ones are particles and initials."""

WORDS_OF_A_STORY: Final = 48
"""Rarest words that stand for a story. A retold story of three sentences has about 30 content words; more
words of a long story are background that another report of the event does not repeat."""

READ_WORDS: Final = 220
"""Words from the top of a story that are read: news puts what happened first (inverted pyramid); the rest
is background and earlier events, which would tie different events together."""

WEIGHT_STEP: Final = 0.05
"""Unit in which the shipped weights are kept (one byte each): 255 * 0.05 covers log(10**5)."""

COMMON: Final = 1.6
"""Weight below which a word counts for nothing: it stands in more than one story out of five."""

LONGEST_MEAN: Final = 16
"""Characters a word that are looked at; Indonesian news has about 7.5 with the space behind it. The bound
keeps a story of two megabytes as cheap as any other."""

REPEATED: Final = 0.3
"""Added to a word's weight, when the rarest are chosen, for each time it is said again."""

MOST_REPEATED: Final = 4
"""Times a word counts as said; more is style."""

CACHED: Final = 1 << 17
"""Distinct words of a year of regional news are about 10**5 (Zipf); about 100 bytes each."""

_TABLE: Final = "word_weights.npz"

Words = npt.NDArray[np.uint16]
Weights = npt.NDArray[np.float32]


@lru_cache(CACHED)
def bucket(word: str) -> int:
    """The bucket of a folded word, 1 to 65535; 0 for one that says nothing (short, digits)."""
    if len(word) < SHORTEST or word.isdigit():
        return 0
    return zlib.crc32(stemming.stem(word).encode()) % (BUCKETS - 1) + 1


@cache
def weights() -> Weights:
    """Weight of each bucket, shape ``(65536,)``; 0 where a word is common or no word.

    Raises:
        TableError: The shipped table is missing or broken.
    """
    source = resources.files("index_builder") / "data" / _TABLE
    try:
        with np.load(io.BytesIO(source.read_bytes()), allow_pickle=False) as archive:
            steps = archive["steps"]
    except (OSError, ValueError, KeyError) as error:
        raise TableError(f"{_TABLE} cannot be read: {error}; install Pantau again") from error
    if steps.shape != (BUCKETS,) or steps.dtype != np.uint8:
        raise TableError(f"{_TABLE} has shape {steps.shape} and type {steps.dtype}, not 65536 bytes")
    found: Weights = steps.astype(np.float32) * np.float32(WEIGHT_STEP)
    found[found < COMMON] = 0.0
    found[0] = 0.0
    return found


def content(tokens: list[str], *, without: frozenset[int] = frozenset()) -> Words:
    """The rarest words of a story.

    Args:
        tokens: Folded words in the order of the text.
        without: Buckets that are left out (the names of the story's own districts: that two stories
            are about the same district is counted elsewhere).

    Returns:
        Sorted distinct buckets, at most :data:`WORDS_OF_A_STORY`, padded with 0 at the end.
    """
    told = np.fromiter(map(bucket, tokens), dtype=np.uint16, count=len(tokens))
    told.sort()
    first = np.empty(len(told), dtype=np.bool_)
    first[:1] = True
    np.not_equal(told[1:], told[:-1], out=first[1:])
    starts = np.flatnonzero(first)
    keys, counts = told[starts], np.append(starts[1:], len(told)) - starts
    weight = weights()[keys].astype(np.float64)
    telling = weight > 0.0  # bucket 0 says nothing and weighs nothing
    for one in without:
        telling &= keys != one
    keys, counts, weight = keys[telling], counts[telling], weight[telling]
    if len(keys) > WORDS_OF_A_STORY:
        # A word said again is somewhat more telling, up to three times. The bucket breaks ties, so that
        # the choice does not depend on the order of the text.
        scores = weight * (1.0 + REPEATED * (np.minimum(counts, MOST_REPEATED) - 1))
        keys = np.sort(keys[np.lexsort((keys, -scores))[:WORDS_OF_A_STORY]])
    padded = np.zeros(WORDS_OF_A_STORY, dtype=np.uint16)
    padded[: len(keys)] = keys
    return padded


def tokens_of(text: str, *, limit: int = READ_WORDS) -> list[str]:
    """Folded words from the top of a text, in order."""
    found = stemming.WORD.findall(text[: limit * LONGEST_MEAN])
    return [word for word in map(_folded, found[:limit]) if word]


@lru_cache(CACHED)
def _folded(word: str) -> str:
    return stemming.fold(word)
