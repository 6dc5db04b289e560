"""From tails to an alarm whose rate is the one asked for.

Three steps. The table of nulls says how often a detector reaches this height by chance. The press itself
corrects it: how often it *did* so far, in classes of like volume, because no press follows the model.
Then the detectors are combined, and the combination goes through the same two steps. What comes out is
a rate that people can read: "so much happens here by chance 0.2 times a year". Alarm is where that rate
is at most the budget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from index_builder.detection.dispersion import STRATA, stratum_of
from index_builder.detection.nulls import COMBINED, RATE_RANGE, ROWS, combine, load_table, rate_of
from index_builder.detection.onsets import QUIET_DAYS
from index_builder.detection.watch import DETECTORS

if TYPE_CHECKING:
    from index_builder.detection.values import Bools, Floats, Ints
    from index_builder.detection.watch import Reading

LEVELS: Final = np.geomspace(0.02, 10.0, 10)
"""Rates (onsets a series-year) at which the press' own onsets are counted, a factor 2 apart; below the
least, the correction of the least holds."""
PRIOR_ONSETS: Final = 10.0
"""Weight of "the table is right" (at the highest rate), and of the next higher rate's correction (at the
others), in expected onsets: a relative error of a third."""
HALF_LIFE_DAYS: Final = 730.0
"""A press changes; two years hold enough onsets at usual budgets."""
YOUNG_DAYS: Final = 90
"""Days from which on onsets are counted: before, they tell of a young baseline, not of the press."""
CORRECTION_RANGE: Final = (0.1, 20.0)
"""Bounds of the correction; beyond them the data are not what the model is for."""
REACHABLE: Final = 0.4
"""Share of a statistic's highest rate up to which levels are counted. A cell with one incident a year cannot
have ten onsets, and near its highest rate onsets run together; there the table stands uncorrected."""


class Correction:
    """How often K statistics reached each rate so far, over how often they should have.

    Attributes:
        onsets: Faded onsets, K x strata x levels.
        years: Faded series-years, strata.
        days: Days taken in.
    """

    def __init__(self, rows: list[int], series: int) -> None:
        statistics, classes = len(rows), len(STRATA) + 1
        self.onsets = np.zeros((statistics, classes, len(LEVELS)))
        highest = 10.0 ** load_table()[rows].max(axis=2)
        self._reachable = REACHABLE * highest[:, :, None] > LEVELS
        self.years = np.zeros(classes)
        self.days = 0
        self._quiet = np.full((statistics, len(LEVELS), series), QUIET_DAYS + 1, dtype=np.int32)

    def factor(self) -> Floats:
        """Measured over nominal rate, K x strata x levels, from frequent to rare.

        A rare level borrows from the next more frequent one, which has more onsets.
        """
        expected = self.years[:, None] * LEVELS
        factor = np.empty_like(self.onsets)
        above: Floats = np.ones(self.onsets.shape[:2])
        for level in reversed(range(len(LEVELS))):
            measured = (self.onsets[:, :, level] + PRIOR_ONSETS * above) / (expected[:, level] + PRIOR_ONSETS)
            above = np.where(self._reachable[:, :, level], measured, 1.0)
            factor[:, :, level] = above
        return np.clip(factor, *CORRECTION_RANGE)

    def correct(self, rates: Floats, stratum: Ints) -> Floats:
        """Rates as this press has them.

        Args:
            rates: Nominal, K x S.
            stratum: Class of volume of each series.
        """
        logs = np.log10(self.factor() * LEVELS)
        # A rarer level must not come out more frequent than a less rare one.
        logs = np.maximum.accumulate(logs, axis=2)
        shift = logs - np.log10(LEVELS)
        step = np.log10(LEVELS[1] / LEVELS[0])
        place = np.clip((np.log10(rates) - np.log10(LEVELS[0])) / step, 0.0, len(LEVELS) - 1.0)
        low = np.minimum(place.astype(np.int64), len(LEVELS) - 2)
        row = np.arange(len(rates))[:, None]
        left, right = shift[row, stratum, low], shift[row, stratum, low + 1]
        return np.clip(rates * 10.0 ** (left + (place - low) * (right - left)), *RATE_RANGE)

    def learn(self, rates: Floats, stratum: Ints, observed: Bools) -> None:
        """Counts the onsets of a day.

        Args:
            rates: Nominal, K x S, as given to :meth:`correct`.
            stratum: Class of volume of each series.
            observed: Series that could be seen.
        """
        fade = 0.5 ** (1.0 / HALF_LIFE_DAYS)
        classes = len(self.years)
        self.days += 1
        above = (rates[:, None, :] <= LEVELS[:, None]) & observed
        onset = above & (self._quiet >= QUIET_DAYS)
        self._quiet = np.where(above, 0, self._quiet + 1)
        if self.days <= YOUNG_DAYS:
            return
        self.onsets *= fade
        self.years = fade * self.years + np.bincount(stratum[observed], minlength=classes) / 365.25
        statistic, level, series = np.nonzero(onset)
        np.add.at(self.onsets, (statistic, stratum[series], level), 1.0)


class Bell:
    """The state that turns readings into rates; :meth:`ring` once a day."""

    def __init__(self, series: int) -> None:
        self._single = Correction(list(range(len(DETECTORS))), series)
        self._combined = Correction([ROWS.index(COMBINED)], series)

    def ring(self, reading: Reading) -> Floats:
        """Takes in a day and gives the rate of each series.

        Args:
            reading: What :meth:`Watch.step` gave for the day.

        Returns:
            Onsets a series-year by chance at today's height, S; the largest where not observed.
        """
        stratum = stratum_of(reading.yearly)
        heights = -np.log10(reading.tails)
        nominal = np.stack([rate_of(row, heights[row], stratum) for row in range(len(DETECTORS))])
        corrected = self._single.correct(nominal, stratum)
        joined = rate_of(ROWS.index(COMBINED), combine(corrected), stratum)[None]
        result = self._combined.correct(joined, stratum)[0]
        self._single.learn(nominal, stratum, reading.observed)
        self._combined.learn(joined, stratum, reading.observed)
        return np.where(reading.observed, result, RATE_RANGE[1])
