"""From tails to an alarm whose rate is the one asked for.

Three steps. The table of nulls says how often each detector reaches its height by chance. The detectors
are combined, and the table says how often the combination reaches *its* height. The press itself corrects
that slowly: how often alarms of this height *did* begin so far in series of like volume, for no press
follows the model. What comes out is a rate that people can read: "so much happens here by chance 0.2
times a year". Alarm is where that rate is at most the budget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from index_builder.detection.nulls import (
    BAND_NAMES,
    COMBINED,
    RATE_RANGE,
    ROWS,
    WEIGHTS,
    band_of,
    combine,
    edge_factor,
    load_table,
    rate_of,
    young_factor,
)
from index_builder.detection.onsets import QUIET_DAYS
from index_builder.detection.watch import DETECTORS

if TYPE_CHECKING:
    from index_builder.detection.values import Bools, Floats, Ints
    from index_builder.detection.watch import Reading

LEVELS: Final = np.geomspace(0.02, 10.0, 10)
"""Rates (onsets a series-year) at which the press' own onsets are counted, a factor 2 apart; below the
least, the correction of the least holds."""
PRIOR_ONSETS: Final = 10.0
"""Weight of "the table is right", and of the next more frequent level's correction, in expected onsets (a
relative error of a third): soon outweighed where there are many series, and holding where there are
few."""
HALF_LIFE_DAYS: Final = 1461.0
"""Four years: a correction is a property of the press, not of the season, and rare onsets need years."""
CORRECTION_RANGE: Final = (0.5, 2.0)
"""Bounds of the correction; beyond them the history holds real rises, or not what the model is for."""
YOUNG_DAYS: Final = 365
"""Days from which on onsets are counted: before, they tell of a young baseline, not of the press."""
REACHABLE: Final = 0.4
"""Share of a statistic's highest rate up to which levels are counted. A cell with one incident a year cannot
have ten onsets, and near its highest rate onsets run together; there the table stands uncorrected."""


class Correction:
    """How often each rate was reached so far, over how often it should have been.

    Attributes:
        onsets: Faded onsets, bands x levels.
        years: Faded series-years, bands.
        frozen: Factors to use instead of the learned ones, bands x levels; for the bench.
    """

    def __init__(self, series: int) -> None:
        self.onsets = np.zeros((len(BAND_NAMES), len(LEVELS)))
        self.years = np.zeros(len(BAND_NAMES))
        self.frozen: Floats | None = None
        self._quiet = np.full((len(LEVELS), series), QUIET_DAYS, dtype=np.int32)
        highest = 10.0 ** load_table()[ROWS.index(COMBINED)].max(axis=1)
        self._reachable = REACHABLE * highest[:, None] > LEVELS

    def factor(self) -> Floats:
        """Measured over nominal rate, bands x levels, from frequent to rare.

        A rare level borrows from the next more frequent one, which has more onsets.
        """
        if self.frozen is not None:
            return self.frozen
        expected = self.years[:, None] * LEVELS
        factor = np.empty_like(self.onsets)
        above: Floats = np.ones(len(BAND_NAMES))
        for level in reversed(range(len(LEVELS))):
            measured = (self.onsets[:, level] + PRIOR_ONSETS * above) / (expected[:, level] + PRIOR_ONSETS)
            above = np.where(self._reachable[:, level], measured, 1.0)
            factor[:, level] = above
        return np.clip(factor, *CORRECTION_RANGE)

    def correct(self, rates: Floats, band: Ints) -> Floats:
        """Rates as this press has them.

        Args:
            rates: Nominal, S.
            band: Volume band of each series.
        """
        # A rarer level must not come out more frequent than a less rare one.
        logs = np.maximum.accumulate(np.log10(self.factor() * LEVELS), axis=1)
        shift = logs - np.log10(LEVELS)
        step = np.log10(LEVELS[1] / LEVELS[0])
        place = np.clip(np.log10(rates / LEVELS[0]) / step, 0.0, len(LEVELS) - 1.0)
        low = np.minimum(place.astype(np.int64), len(LEVELS) - 2)
        left, right = shift[band, low], shift[band, low + 1]
        result: Floats = np.clip(rates * 10.0 ** (left + (place - low) * (right - left)), *RATE_RANGE)
        return result

    def learn(self, rates: Floats, band: Ints, observed: Bools) -> None:
        """Counts the onsets of a day.

        Args:
            rates: Nominal, S, as given to :meth:`correct`.
            band: Volume band of each series.
            observed: Series that could be seen.
        """
        fade = 0.5 ** (1.0 / HALF_LIFE_DAYS)
        above = (rates <= LEVELS[:, None]) & observed
        onset = above & (self._quiet >= QUIET_DAYS)
        self._quiet = np.where(above, 0, self._quiet + 1)
        bands = len(BAND_NAMES)
        self.onsets *= fade
        self.years = fade * self.years + np.bincount(band[observed], minlength=bands) / 365.25
        level, series = np.nonzero(onset)
        np.add.at(self.onsets, (band[series], level), 1.0)


class Bell:
    """The state that turns readings into rates; :meth:`ring` once a day.

    Attributes:
        correction: What the press itself says about the table.
        days: Days taken in.
    """

    def __init__(self, series: int) -> None:
        self.correction = Correction(series)
        self.days = 0

    def ring(self, reading: Reading) -> tuple[Floats, Ints]:
        """Takes in a day and gives the rate of each series and its most surprised detector.

        Args:
            reading: What :meth:`Watch.step` gave for the day.

        Returns:
            Onsets a series-year by chance at today's height, S (the largest where not observed), and the
            index of the detector that contributes most.
        """
        band = band_of(reading.yearly)
        heights = -np.log10(reading.tails)
        rates = np.stack([rate_of(row, heights[row], band) for row in range(len(DETECTORS))])
        nominal = rate_of(ROWS.index(COMBINED), combine(rates), band)
        nominal = np.clip(nominal * young_factor(self.days)[band], *RATE_RANGE)
        self.days += 1
        result = np.clip(self.correction.correct(nominal, band) * edge_factor()[band], *RATE_RANGE)
        if self.days > YOUNG_DAYS:
            self.correction.learn(nominal, band, reading.observed)
        detector = np.argmax(WEIGHTS[:, None] / rates, axis=0)
        return np.where(reading.observed, result, RATE_RANGE[1]), detector
