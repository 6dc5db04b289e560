"""How well a grouping agrees with the true one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Agreement of two groupings of the same stories, counted over pairs.

    Attributes:
        precision: Share of the pairs put together that belong together.
        recall: Share of the pairs that belong together that were put together.
        rand: Adjusted Rand index (Hubert and Arabie 1985): 1 for equal groupings, about 0 for chance.
        pairs: Pairs that belong together.
        made: Pairs that were put together.
    """

    precision: float
    recall: float
    rand: float
    pairs: int
    made: int
    stories: int


def agreement(true: Sequence[Hashable], found: Sequence[Hashable]) -> Agreement:
    """Compare two groupings.

    Args:
        true: Name of the true group of each story.
        found: Name of the group that each story was put into, in the same order.
    """
    pairs, made = _pairs(Counter(true)), _pairs(Counter(found))
    both = _pairs(Counter(zip(true, found, strict=True)))
    every = len(true) * (len(true) - 1) // 2
    chance = pairs * made / every if every else 0.0
    most = (pairs + made) / 2
    return Agreement(
        precision=both / made if made else 1.0,
        recall=both / pairs if pairs else 1.0,
        rand=1.0 if most == chance else (both - chance) / (most - chance),
        pairs=pairs,
        made=made,
        stories=len(true),
    )


def _pairs(sizes: Counter[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())
