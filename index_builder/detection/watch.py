"""The daily step: a day's counts and coverage in, the tails of all detectors for each series out.

The state holds running sums and the last four weeks, so a new day costs the same whatever the history,
and a rebuild is nothing but the steps in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from index_builder.detection.baseline import GUARD_DAYS, Baseline, Rate, Seasons
from index_builder.detection.detectors import (
    WINDOWS,
    ZONE_PLACES,
    ZONE_WINDOWS,
    Gaps,
    Path,
    Roberts,
    scan,
    trust_of,
    zone_tail,
)
from index_builder.detection.dispersion import Dispersion, stratum_of
from index_builder.detection.exposure import Exposure
from index_builder.detection.negative_binomial import excess_mid_p
from index_builder.detection.seasons import period_index

if TYPE_CHECKING:
    from datetime import date

    from index_builder.detection.layout import Layout
    from index_builder.detection.values import Bools, Floats, Ints

WEEK: Final = WINDOWS.index(7)
"""The window that is reported: a week has every weekday once."""
FORTNIGHT: Final = WINDOWS.index(14)
DETECTORS: Final = (
    *(f"window_{days}" for days in WINDOWS),
    "cusum",
    "roberts",
    "gaps",
    *(f"zone_{days}" for days in ZONE_WINDOWS),
)
"""Names of the rows of :attr:`Reading.tails`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a day says about each of S series.

    Attributes:
        observed: False is *tidak teramati*: nobody looked, so nothing else here means anything.
        count: Incidents of the last 7 days.
        mean: Expected incidents of the last 7 days.
        variance: Predictive variance of the last 7 days, not knowing the rate included.
        yearly: Expected incidents a year at today's level.
        dispersion: Variance/mean of 7 days.
        tails: Tail probability by detector, :data:`DETECTORS` x S.
    """

    observed: Bools
    count: Floats
    mean: Floats
    variance: Floats
    yearly: Floats
    dispersion: Floats
    tails: Floats


class Watch:
    """The state of all detectors over the series of a layout."""

    def __init__(self, layout: Layout) -> None:
        series = len(layout)
        self.layout = layout
        self.days = 0
        self._baseline = Baseline.start(layout)
        self._seasons = Seasons.start(layout.groups)
        self._exposure = Exposure.start(layout.place)
        self._windows = Dispersion.start(WINDOWS, series)
        self._zones = Dispersion.start(ZONE_WINDOWS, series)
        self._path = Path(np.zeros(series))
        self._roberts = Roberts.start(series)
        self._gaps = Gaps.start(series)
        self._counts = np.zeros((GUARD_DAYS, series))
        self._passed = np.zeros((GUARD_DAYS, series))
        rows = 2 * (len(WINDOWS) + len(ZONE_WINDOWS))
        self._surprises = np.zeros((GUARD_DAYS, rows, series))
        self._sums = np.zeros((2, len(WINDOWS), series))
        self._stratum: Ints = np.zeros(series, dtype=np.int64)
        self._several: Bools = np.diff(layout.zone.indptr) > 1

    def step(self, day: date, counts: Floats, coverage: Floats) -> Reading:
        """Takes in one day; days come in order, none left out.

        Args:
            day: The calendar day, for weekday and season.
            counts: Incidents of each series.
            coverage: Stories that name the district of each series; nan where nothing is known.
        """
        weekday, season = day.weekday(), period_index(day)
        exposure, observed = self._exposure.step(coverage, counts)
        factor = self._seasons.factor(weekday, season)[self.layout.group]
        passed = exposure * factor
        counts = np.where(observed, counts, 0.0)
        ratio = self._windows.ratio(self._stratum)
        self._baseline.learn_above(counts, passed)
        rate = self._rate(exposure, ratio)
        sums, passed_sums = self._roll(counts, passed)
        reading = self._read(observed, counts, passed, rate, ratio, sums, passed_sums)
        today = rate.mean * passed
        self._learn(weekday, season, counts, passed, today, ratio[0] * today)
        self._stratum = stratum_of(reading.yearly)
        self.days += 1
        return reading

    def _rate(self, exposure: Floats, ratio: Floats) -> Rate:
        usual = float(np.median(exposure[exposure > 0])) if np.any(exposure > 0) else 1.0
        return self._baseline.rate(usual, ratio[FORTNIGHT])

    def _roll(self, counts: Floats, passed: Floats) -> tuple[Floats, Floats]:
        """Sums of the windows that end today, K x S each, by adding today and dropping the day before."""
        for k, days in enumerate(WINDOWS):
            place = (self.days - days) % GUARD_DAYS
            self._sums[0, k] += counts - self._counts[place]
            self._sums[1, k] = np.maximum(self._sums[1, k] + passed - self._passed[place], 0.0)
        return self._sums[0], self._sums[1]

    def _read(
        self,
        observed: Bools,
        counts: Floats,
        passed: Floats,
        rate: Rate,
        ratio: Floats,
        sums: Floats,
        passed_sums: Floats,
    ) -> Reading:
        mean = rate.mean * passed_sums
        doubt = mean**2 / rate.shape
        variance = ratio * mean + doubt
        tails = np.ones((len(DETECTORS), len(counts)))
        tails[: len(WINDOWS)] = excess_mid_p(sums, mean, variance, where=observed & (mean > 0))
        today = rate.mean * passed
        # What is correlated from day to day tells less: a fortnight then scatters more than its days.
        trust = trust_of(self.days) * np.minimum(ratio[0] / ratio[FORTNIGHT], 1.0)
        spread = ratio[FORTNIGHT] * today + today**2 / rate.shape
        tails[len(WINDOWS)] = self._path.step(counts, today, spread, trust)
        tails[len(WINDOWS) + 1] = self._roberts.step(counts, today, ratio[0], trust)
        tails[len(WINDOWS) + 2] = self._gaps.step(counts, passed, rate.mean, rate.shape, ratio[WEEK])
        tails[len(WINDOWS) + 3 :] = self._scan(observed, sums, mean, variance, doubt)
        self._surprise = np.concatenate(
            (*self._windows.weigh(sums, mean, variance, doubt), *self._zone_surprise)
        )
        return Reading(
            observed=observed,
            count=sums[WEEK].copy(),
            mean=mean[WEEK],
            variance=variance[WEEK],
            yearly=mean[FORTNIGHT] * (365.25 / 14.0),
            dispersion=ratio[WEEK],
            tails=tails,
        )

    def _scan(self, observed: Bools, sums: Floats, mean: Floats, variance: Floats, doubt: Floats) -> Floats:
        places = list(ZONE_PLACES)
        capped, expected = scan(self.layout, sums[places], mean[places], variance[places])
        ratio = self._zones.ratio(self._stratum)
        doubts = (self.layout.zone @ doubt[places].T).T
        spread = ratio * expected + doubts
        self._zone_surprise = self._zones.weigh(capped, expected, spread, doubts)
        return zone_tail(capped, expected, spread, sums[places], mean[places], self._several & observed)

    def _learn(
        self, weekday: int, season: int, counts: Floats, passed: Floats, today: Floats, variance: Floats
    ) -> None:
        layout = self.layout
        old_counts, old_passed, old = self._release(counts, passed)
        self._baseline.learn(old_counts, old_passed)
        split = 2 * len(WINDOWS)
        self._windows.learn(old[: len(WINDOWS)], old[len(WINDOWS) : split])
        self._zones.learn(old[split : split + len(ZONE_WINDOWS)], old[split + len(ZONE_WINDOWS) :])
        self._seasons.learn(
            weekday,
            season,
            np.bincount(layout.group, counts, layout.groups).astype(np.float64),
            np.bincount(layout.group, today, layout.groups).astype(np.float64),
        )
        self._exposure.learn(counts, today, variance)

    def _release(self, counts: Floats, passed: Floats) -> tuple[Floats, Floats, Floats]:
        """Puts today into the guard band and gives the day that leaves it (zeros where none does).

        In the first eight weeks the band is half as long as what was seen, so that a new press soon has
        a baseline of its own.
        """
        place = self.days % GUARD_DAYS
        full = self.days >= 2 * GUARD_DAYS
        leaving = self.days - GUARD_DAYS if full else self.days // 2
        old = (self._counts[place].copy(), self._passed[place].copy(), self._surprises[place].copy())
        self._counts[place], self._passed[place], self._surprises[place] = counts, passed, self._surprise
        if full:
            return old
        if self.days % 2 == 0:
            return np.zeros_like(counts), np.zeros_like(counts), np.zeros_like(self._surprise)
        place = leaving % GUARD_DAYS
        return self._counts[place].copy(), self._passed[place].copy(), self._surprises[place].copy()
