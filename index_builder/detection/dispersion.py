"""How much more counts scatter than a Poisson law: variance/mean of each window, learned from surprises.

The surprise of a window is measured against what was expected *then*, so clumping, autocorrelation
and what the baseline misses all enter, at the length of the window on which they act.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from index_builder.detection.values import Floats, Ints

HALF_LIFE_DAYS: Final = 730.0
"""Scatter changes more slowly than the level, and a variance needs more data than a mean."""
PRIOR_WEIGHT: Final = 10.0
"""Weight of the series of like volume in a series' own dispersion, in independent windows (in incidents
where windows are mostly empty)."""
FIRST_DISPERSION: Final = 1.2
"""Before anything was seen: incidents clump a little."""
FIRST_WEIGHT: Final = 20.0
"""Weight of :data:`FIRST_DISPERSION` among all series of like volume."""
LARGEST: Final = 16.0
"""A squared surprise counts at most this multiple of its variance (four standard deviations): a real rise
must not teach that rises are normal."""
STRATA: Final = np.array([2.0, 6.0, 18.0, 50.0, 150.0])
"""Bounds of like volume, expected incidents a year; steps of about three."""


@dataclass(slots=True)
class Dispersion:
    """State of the variance/mean for K windows of S series.

    Attributes:
        surprise: Faded weighted squared surprise over mean, K x S.
        weight: Faded weight, K x S.
        length: Days of each window, K x 1: overlapping windows are not independent.
    """

    surprise: Floats
    weight: Floats
    length: Floats

    @classmethod
    def start(cls, lengths: tuple[int, ...], series: int) -> Dispersion:
        """The state before the first day."""
        shape = (len(lengths), series)
        return cls(np.zeros(shape), np.zeros(shape), np.array(lengths, dtype=float)[:, None])

    def ratio(self, stratum: Ints) -> Floats:
        """Variance/mean of each window and series, K x S, at least 1.

        Args:
            stratum: Class of volume of each series (see :func:`stratum_of`).
        """
        classes = len(STRATA) + 1
        pooled = np.empty_like(self.surprise)
        for k in range(len(self.surprise)):
            total = np.bincount(stratum, self.surprise[k], classes) + FIRST_WEIGHT * FIRST_DISPERSION
            pooled[k] = (total / (np.bincount(stratum, self.weight[k], classes) + FIRST_WEIGHT))[stratum]
        return np.maximum((self.surprise + PRIOR_WEIGHT * pooled) / (self.weight + PRIOR_WEIGHT), 1.0)

    def learn(self, surprise: Floats, weight: Floats) -> None:
        """Takes in the windows of one (earlier) day, as :meth:`weigh` gave them."""
        fade = 0.5 ** (1.0 / HALF_LIFE_DAYS)
        self.surprise = fade * self.surprise + surprise
        self.weight = fade * self.weight + weight

    def weigh(self, counts: Floats, mean: Floats, variance: Floats, doubt: Floats) -> tuple[Floats, Floats]:
        """Weighted squared surprises of today's windows.

        Args:
            counts: Incidents, K x S.
            mean: Expected.
            variance: Predictive variance, for the cap.
            doubt: Part of the variance that comes from not knowing the rate.

        Returns:
            Weight x (squared surprise / mean) and weight. The weight is the precision of that
            ratio, mean/(2 mean + 1), up to a factor: a mostly empty window tells little.
        """
        positive = mean > 0
        safe = np.where(positive, mean, 1.0)
        squared = np.minimum((counts - mean) ** 2, LARGEST * variance) - doubt
        weight = np.where(positive, 2.0 * safe / ((2.0 * safe + 1.0) * self.length), 0.0)
        return weight * squared / safe, weight


def stratum_of(yearly: Floats) -> Ints:
    """Class of volume, 0 to ``len(STRATA)``, of expected incidents a year."""
    return np.searchsorted(STRATA, yearly).astype(np.int64)
