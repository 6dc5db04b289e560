"""What is normal in a cell: a gamma rate, shrunk from district to province to nation.

A count of a day is Poisson-like around ``rate x exposure x season``. The rate of a district x dimension
has a gamma prior whose mean is its province's (itself shrunk to the nation's) and whose weight comes
from how much districts really differ (method of moments, Marshall 1991). Old days fade
exponentially; the last four weeks do not count yet, so that a slow rise does not become its own normal.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from index_builder.detection.seasons import PERIODS

if TYPE_CHECKING:
    from index_builder.detection.layout import Layout
    from index_builder.detection.values import Floats

HALF_LIFE_DAYS: Final = 365.0
"""Half-life of a day in a district's own history. A year and a half of effective memory: shorter loses too
many of 2.4 incidents a year, longer keeps outlets that are gone."""
GUARD_DAYS: Final = 28
"""Days before today that a district's own baseline does not know yet: twice the longest window."""
PRIOR_RATE: Final = 2.4 / 365.25
"""Incidents a day, district, dimension before anything was seen (the domain report's violent incidents)."""
PRIOR_EVENTS: Final = 1.0
"""Weight of :data:`PRIOR_RATE` in the nation's level: one incident, so that the first week overrules it."""
PROVINCE_EVENTS: Final = 10.0
"""Weight of the nation in a province's level: ten incidents, a relative error of a third."""
SHAPE_RANGE: Final = (0.2, 20.0)
"""Bounds of the prior's shape (its weight in incidents): 0.2 is a coefficient of variation of 2.2 between
districts, 20 one of 0.22; outside, the moment estimate is noise."""
WANDER_HALF_LIFE: Final = 45.0
"""Half-life of the fast memory: yearly swings and local waves take a quarter or two."""
WANDER_SHAPE: Final = 10.0
"""Weight of "the level is the long-run one", in incidents: levels wander by about a third (10^-1/2).
A sparse cell never has ten incidents in the fast memory and stays at its long-run rate; a busy one
follows."""
FIRST_SHAPE: Final = 0.5
"""Shape before districts can be compared (coefficient of variation 1.4)."""
SEASON_EVENTS: Final = 50.0
"""Weight of factor 1 in a season's or weekday's factor: 50 incidents, a relative error of 14 %."""
SEASON_HALF_LIFE: Final = 1095.0
"""Three years: a Ramadan is seen once a year and must still be known at the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """Posterior of the rate per unit of exposure: a gamma distribution for each series.

    Attributes:
        mean: Expected incidents per unit of exposure.
        shape: 1/squared coefficient of variation: how many incidents the estimate is worth.
    """

    mean: Floats
    shape: Floats


@dataclass(slots=True)
class Baseline:
    """State of the rates; :meth:`rate` before, :meth:`learn` after a day.

    Attributes:
        own_counts: Faded incidents of each series older than the guard band.
        own_exposure: Faded exposure (season included) of the same days.
        fast_counts: As ``own_counts``, fading within a quarter.
        fast_exposure: As ``own_exposure``, fading within a quarter.
        all_counts: Faded incidents of each group x province, to yesterday.
        all_exposure: Faded exposure of each group x province.
    """

    layout: Layout
    own_counts: Floats
    own_exposure: Floats
    fast_counts: Floats
    fast_exposure: Floats
    all_counts: Floats
    all_exposure: Floats

    @classmethod
    def start(cls, layout: Layout) -> Baseline:
        """The state before the first day."""
        series, provinces = len(layout), layout.provinces
        return cls(
            layout,
            np.zeros(series),
            np.zeros(series),
            np.zeros(series),
            np.zeros(series),
            np.zeros(provinces),
            np.zeros(provinces),
        )

    def rate(self, usual_exposure: float, dispersion: Floats) -> Rate:
        """The posterior for today.

        Args:
            usual_exposure: Middle exposure of a series and day, to scale :data:`PRIOR_RATE`.
            dispersion: Variance/mean of each series' counts; clumped counts tell less.
        """
        layout = self.layout
        counts = np.bincount(layout.province_group, self.all_counts, layout.groups)
        exposure = np.bincount(layout.province_group, self.all_exposure, layout.groups)
        prior = PRIOR_RATE / max(usual_exposure, 1e-12)
        nation = (counts + PRIOR_EVENTS) / (exposure + PRIOR_EVENTS / prior)
        above = nation[layout.province_group]
        province = (self.all_counts + PROVINCE_EVENTS) / (self.all_exposure + PROVINCE_EVENTS / above)
        middle = province[layout.province]
        shape = self._shape(middle, dispersion)[layout.group]
        usual_shape = shape + self.own_counts / dispersion
        usual = usual_shape / (shape / middle + self.own_exposure / dispersion)
        wander_shape = WANDER_SHAPE + self.fast_counts / dispersion
        wander = wander_shape / (WANDER_SHAPE + usual * self.fast_exposure / dispersion)
        return Rate(mean=usual * wander, shape=1.0 / (1.0 / usual_shape + 1.0 / wander_shape))

    def _shape(self, middle: Floats, dispersion: Floats) -> Floats:
        """Prior shape of each group: how much districts differ beyond chance, in units of their mean.

        Each series compares its count with what its province's rate would give. The weights are those
        of a known gamma variance, expected/(1 + expected), so that no single large city decides.
        """
        group, groups = self.layout.group, self.layout.groups
        expected = middle * self.own_exposure
        weight = expected / (1.0 + expected)
        squared = np.where(expected > 0, (self.own_counts / np.maximum(expected, 1e-12) - 1.0) ** 2, 0.0)
        chance = np.where(expected > 0, dispersion / np.maximum(expected, 1e-12), 0.0)
        total = np.bincount(group, weight, groups)
        # Ten series' worth of the first guess keep the start steady.
        between = (np.bincount(group, weight * (squared - chance), groups) + 10.0 / FIRST_SHAPE) / (
            total + 10.0
        )
        return 1.0 / np.clip(between, 1.0 / SHAPE_RANGE[1], 1.0 / SHAPE_RANGE[0])

    def learn_above(self, counts: Floats, exposure: Floats) -> None:
        """Takes a day into the levels of nation and province; done before the day's own rates.

        One district moves them little, and on the first day they are all there is.

        Args:
            counts: Incidents of today.
            exposure: Exposure of today, season included.
        """
        fade = 0.5 ** (1.0 / HALF_LIFE_DAYS)
        province, provinces = self.layout.province, self.layout.provinces
        self.all_counts = fade * self.all_counts + np.bincount(province, counts, provinces)
        self.all_exposure = fade * self.all_exposure + np.bincount(province, exposure, provinces)

    def learn(self, old_counts: Floats, old_exposure: Floats) -> None:
        """Takes a day into the districts' own memories.

        Args:
            old_counts: Incidents of the day that leaves the guard band.
            old_exposure: Its exposure.
        """
        fade = 0.5 ** (1.0 / HALF_LIFE_DAYS)
        self.own_counts = fade * self.own_counts + old_counts
        self.own_exposure = fade * self.own_exposure + old_exposure
        quick = 0.5 ** (1.0 / WANDER_HALF_LIFE)
        self.fast_counts = quick * self.fast_counts + old_counts
        self.fast_exposure = quick * self.fast_exposure + old_exposure


@dataclass(slots=True)
class Seasons:
    """National factors of weekday and season, learned by group as observed over expected.

    Attributes:
        observed: Faded incidents, groups x (7 weekdays + seasons).
        expected: Faded incidents expected without the factor in question.
    """

    observed: Floats
    expected: Floats

    @classmethod
    def start(cls, groups: int) -> Seasons:
        """All factors are 1."""
        shape = (groups, 7 + len(PERIODS))
        return cls(np.full(shape, SEASON_EVENTS), np.full(shape, SEASON_EVENTS))

    def factor(self, weekday: int, season: int) -> Floats:
        """The factor of a day for each group."""
        ratio = self.observed / self.expected
        # Relative to an average weekday outside all seasons: the level itself belongs to the rate.
        factor: Floats = ratio[:, weekday] / ratio[:, :7].mean(axis=1) * ratio[:, 7 + season] / ratio[:, 7]
        return factor

    def learn(self, weekday: int, season: int, counts: Floats, mean: Floats) -> None:
        """Takes in a day's national counts.

        Args:
            weekday: 0 is Monday.
            season: Index in :data:`PERIODS`.
            counts: Incidents of each group.
            mean: Expected incidents of each group, factors included.
        """
        ratio = self.observed / self.expected
        fade = 0.5 ** (1.0 / SEASON_HALF_LIFE)
        self.observed = SEASON_EVENTS + fade * (self.observed - SEASON_EVENTS)
        self.expected = SEASON_EVENTS + fade * (self.expected - SEASON_EVENTS)
        for column in (weekday, 7 + season):
            self.observed[:, column] += counts
            self.expected[:, column] += mean / ratio[:, column]
