"""From a window's count and what was expected to the score 0-100 and the level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from index_builder.baseline import Expectation
from index_builder.tails import Floats, Ints, mid_p, quantile
from pantau.records import IndexLevel

POINTS_PER_DECADE: Final = 25.0
"""Score for each power of ten of improbability: a chance of 1 in 10 is 25, of 1 in 10,000 is 100."""

WAITING: Final = 25.0
"""Score from which a cell is *Waspada*: less than one such week in ten if nothing had changed."""
READY: Final = 50.0
"""*Siaga*: less than one in a hundred."""
ALARM: Final = 75.0
"""*Awas*: less than one in a thousand."""

BELOW: Final = 0.1
"""How far under the next level a capped score stays: scores are kept to a tenth."""

CAPS: Final = (READY - BELOW, ALARM - BELOW)
"""Highest score of a single incident and of two. Where next to nothing is expected, one incident is
improbable by itself (P(>= 1) of 1 % is followed by P(>= 2) of 0.007 %): a reason to look, no rise."""

PROTEST_CAP: Final = READY - BELOW
"""Highest score that peaceful protests can add: alone they never pass *Waspada*."""

INTERVAL: Final = (0.05, 0.95)
"""Chances between which the window's count lies in nine weeks of ten."""

LEVELS: Final[tuple[IndexLevel, ...]] = ("aman", "waspada", "siaga", "awas")
UNSEEN: Final[IndexLevel] = "tidak_teramati"

DECIMALS: Final = 6
"""Digits after the point of what is stored: far below what the model knows, far above rounding errors, so
that two machines store the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """The index of many cells at once; all arrays have the same shape.

    Attributes:
        chance: Mid-p of the tension count.
        score: 0-100; NaN where the district could not be seen.
        level: Position in :data:`LEVELS`, -1 where it could not be seen.
    """

    observed: Ints
    expected: Floats
    low: Floats
    high: Floats
    chance: Floats
    score: Floats
    level: Ints

    def level_name(self, *place: int) -> IndexLevel:
        """Level of one cell."""
        return LEVELS[self.level[place]] if self.level[place] >= 0 else UNSEEN


def scores(
    tension: Ints, protests: Ints, strain: Expectation, both: Expectation, seen: npt.NDArray[np.bool_]
) -> Scores:
    """The index of cells.

    Args:
        tension: Tension incidents in the window, any shape.
        protests: Peaceful protests in the window, same shape.
        strain: Expectation for tension incidents.
        both: Expectation for tension incidents and protests together.
        seen: Whether the district could be seen in the window, broadcast to that shape.
    """
    chance = mid_p(tension, strain.mean, strain.size)
    score = np.minimum(_points(chance), _cap(tension))
    together = tension + protests
    lifted = np.minimum(_points(mid_p(together, both.mean, both.size)), _cap(together))
    score = np.maximum(score, np.minimum(lifted, PROTEST_CAP))
    score = np.round(score, 1)
    level = np.searchsorted((WAITING, READY, ALARM), score, side="right")
    visible = np.broadcast_to(seen, score.shape)
    return Scores(
        observed=tension,
        expected=np.round(strain.mean, DECIMALS),
        low=quantile(INTERVAL[0], strain.mean, strain.size).astype(np.float64),
        high=quantile(INTERVAL[1], strain.mean, strain.size).astype(np.float64),
        chance=chance,
        score=np.where(visible, score, np.nan),
        level=np.where(visible, level, -1),
    )


def _points(chance: Floats) -> Floats:
    """Score of a chance."""
    found: Floats = np.clip(-POINTS_PER_DECADE * np.log10(np.maximum(chance, 1e-12)), 0.0, 100.0)
    return found


def _cap(counts: Ints) -> Floats:
    caps = np.array([0.0, *CAPS, 100.0])
    found: Floats = caps[np.minimum(counts, len(caps) - 1)]
    return found
