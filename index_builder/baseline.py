"""What is normal in a district: a rate for each cell, borrowed from above where little is known.

Incidents per exposure are remembered with exponential forgetting, but for a guard band before today. A
cell (district x dimension) has the conjugate gamma-Poisson posterior (Gelman et al., *Bayesian Data
Analysis*, 2.6) with the rate of its province as prior mean; the province is shrunk to the nation and the
nation to a documented starting rate. How strongly districts are held together is estimated from how
much they differ (method of moments, Marshall 1991). ``docs/methodology.md`` writes the formulas out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from pantau.labels import DIMENSIONS
from pantau.records import TOTAL

Floats = npt.NDArray[np.float64]

SERIES: Final = (*DIMENSIONS, TOTAL)
"""The series of a district, in this order: the four dimensions and their total."""

WINDOW_DAYS: Final = 7
"""Days that are looked at together: a week holds every weekday once, and a rise of several incidents in a
district takes days, not hours."""

GUARD_DAYS: Final = 7
"""Days before the window that are not yet learnt from, so that the beginning of a rise does not become
its own norm."""

HALF_LIFE_DAYS: Final = 180.0
"""After half a year an incident weighs half: media and districts change within years, and with two or three
incidents a district and year a shorter memory would hold nothing."""

STARTING_RATES: Final = {
    "ekonomi": 0.004,
    "sosial": 0.005,
    "budaya": 0.001,
    "keberagamaan": 0.002,
    TOTAL: 0.010,
}
"""Incidents a district and fully observed day before anything was learnt. CSIS counted 1,221 collective
violent incidents in 2021, 0.0065 a district and day; with disputes, refusals and strikes about half as
many again. The shares of the dimensions are a guess that a few weeks of data outweigh."""

STARTING_DAYS: Final = 365.0
"""Exposure that the starting rates weigh: one district for a year, less than the nation gives in a day or
two once it is covered."""

PROVINCE_DAYS: Final = 365.0
"""Exposure that the nation's rate weighs in a province's: a year of one district."""

LEAST_DAYS, MOST_DAYS = 30.0, 730.0
"""Bounds of the exposure that the province's rate weighs in a district's. Below a month a first incident
would be taken for the norm; above two years nothing a district does would be believed."""

CLUMPING: Final = 0.25
"""Part of the variance that time adds: incidents of one district come in clumps (revenge, a strike's second
day), so that the count of a week has at least the variance ``m + 0.25 * m**2``."""

SEEN_BY_ONE: Final = 0.3
"""Chance that one outlet that covers a district reports an incident there. With ``n`` independent ones the
chance that it is seen at all is ``1 - 0.7**n``: the exposure of a day. It grows with the outlets that
are alive and saturates, so that a district is neither quiet because two outlets died nor loud because its
tenth one was added. The value is an assumption; published recalls of media systems lie at 0.3 to 0.4 a
system (EAR project: 31-38 %)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What a window should hold if nothing had changed.

    Attributes:
        mean: Expected incidents, shape ``(series, districts)``.
        size: Size of the negative binomial, same shape; small where little is known.
    """

    mean: Floats
    size: Floats

    @classmethod
    def joined(cls, days: Sequence[Expectation]) -> Expectation:
        """The expectations of some days as one, with the days along the first axis."""
        return cls(mean=np.array([day.mean for day in days]), size=np.array([day.size for day in days]))


def exposure(outlets: npt.ArrayLike) -> Floats:
    """Share of incidents that so many living outlets would show."""
    found: Floats = 1.0 - np.power(1.0 - SEEN_BY_ONE, np.asarray(outlets, dtype=np.float64))
    return found


class Baseline:
    """The memory of all cells, moved on day by day.

    Args:
        provinces: Position of each district's province, ascending (districts in code order).
        rates: Starting rate of each series.
    """

    def __init__(self, provinces: npt.NDArray[np.intp], rates: Floats | None = None) -> None:
        districts = len(provinces)
        self._rates = np.array([STARTING_RATES[name] for name in SERIES]) if rates is None else rates
        self._starts = np.flatnonzero(np.r_[True, provinces[1:] != provinces[:-1]])
        self._province = np.cumsum(np.r_[False, provinces[1:] != provinces[:-1]])
        self.counts = np.zeros((len(self._rates), districts))
        self.exposed = np.zeros(districts)
        self._keep = 0.5 ** (1.0 / HALF_LIFE_DAYS)

    def learn(self, counts: npt.ArrayLike, exposed: npt.ArrayLike) -> None:
        """Take in one day.

        Args:
            counts: Incidents, shape ``(series, districts)``.
            exposed: Exposure of the day, shape ``(districts,)``; 0 where nothing could be seen.
        """
        self.counts = self.counts * self._keep + np.asarray(counts, dtype=np.float64)
        self.exposed = self.exposed * self._keep + np.asarray(exposed, dtype=np.float64)

    def expect(self, exposed: npt.ArrayLike) -> Expectation:
        """What a window of this exposure should hold.

        Args:
            exposed: Exposure of the window, shape ``(districts,)``.
        """
        nation = self._nation()
        provinces = self._provinces(nation)
        prior = provinces[:, self._province]
        strength = self._strength(nation)[:, None]
        shape = self.counts + strength * prior
        mean = np.asarray(exposed, dtype=np.float64) * shape / (self.exposed + strength)
        return Expectation(mean=mean, size=1.0 / (1.0 / shape + CLUMPING))

    def pack(self) -> bytes:
        """The memory as bytes; :meth:`restore` gives it back to the last bit."""
        return self.counts.tobytes() + self.exposed.tobytes()

    def restore(self, packed: bytes) -> None:
        """Take over a memory that :meth:`pack` wrote."""
        numbers = np.frombuffer(packed, dtype=np.float64)
        self.counts = numbers[: self.counts.size].reshape(self.counts.shape).copy()
        self.exposed = numbers[self.counts.size :].copy()

    def _nation(self) -> Floats:
        """Rate of each series in the nation."""
        found: Floats = (self.counts.sum(axis=1) + self._rates * STARTING_DAYS) / (
            self.exposed.sum() + STARTING_DAYS
        )
        return found

    def _provinces(self, nation: Floats) -> Floats:
        """Rate of each series and province."""
        counts = np.add.reduceat(self.counts, self._starts, axis=1)
        exposed = np.add.reduceat(self.exposed, self._starts)
        found: Floats = (counts + nation[:, None] * PROVINCE_DAYS) / (exposed + PROVINCE_DAYS)
        return found

    def _strength(self, nation: Floats) -> Floats:
        """Exposure that the prior weighs, by series (Marshall's moment estimator)."""
        total = self.exposed.sum()
        if total <= 0.0:
            return np.full(len(nation), MOST_DAYS)
        seen = self.exposed > 0.0
        rates = self.counts[:, seen] / self.exposed[seen]
        spread = (self.exposed[seen] * (rates - nation[:, None]) ** 2).sum(axis=1) / total
        between = spread - nation * seen.sum() / total
        with np.errstate(divide="ignore"):
            strength = np.where(between > 0.0, nation / np.maximum(between, 1e-12), MOST_DAYS)
        found: Floats = np.clip(strength, LEAST_DAYS, MOST_DAYS)
        return found
