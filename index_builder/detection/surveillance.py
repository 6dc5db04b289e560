"""The whole detection, a day at a time: what an index or a service calls.

>>> from datetime import date
>>> watching = Surveillance(lay_out(["32.04"], ["sosial"]), Budget(per_series_year=0.25))
>>> day = watching.step(date(2025, 1, 1), np.array([0.0]), np.array([3.0]))
>>> bool(day.alarm[0])
False
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from index_builder.detection.bell import Bell
from index_builder.detection.errors import ClockError
from index_builder.detection.layout import lay_out  # noqa: F401  (the example above)
from index_builder.detection.negative_binomial import interval, mid_p
from index_builder.detection.onsets import QUIET_DAYS
from index_builder.detection.watch import Watch

if TYPE_CHECKING:
    from datetime import date

    from index_builder.detection.budget import Budget
    from index_builder.detection.layout import Layout
    from index_builder.detection.values import Bools, Floats, Ints

BAND_LEVEL: Final = 0.9
"""Probability inside the band that is shown: one week in twenty lies above it by chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What one day says, arrays over S series.

    Attributes:
        observed: False is *tidak teramati*; everything else of the series then means nothing.
        count: Incidents of the last 7 days.
        expected: Expected incidents of these days.
        low: Lowest count inside the band.
        high: Highest count inside the band.
        probability: Tail (mid-p) of the count of the last 7 days.
        rate: Combined evidence of all detectors: onsets a year by which chance alone reaches this height.
        detector: Index of the most surprised detector in :data:`~index_builder.detection.watch.DETECTORS`.
        onset: An alarm begins today.
        alarm: An alarm is on (it lasts until 14 quiet days).
    """

    observed: Bools
    count: Floats
    expected: Floats
    low: Floats
    high: Floats
    probability: Floats
    rate: Floats
    detector: Ints
    onset: Bools
    alarm: Bools


class Surveillance:
    """Detectors, bell and alarm over the series of a layout."""

    def __init__(self, layout: Layout, budget: Budget) -> None:
        self.layout = layout
        self.budget = budget
        self.last_day: date | None = None
        self._watch = Watch(layout)
        self._bell = Bell(len(layout))
        self._quiet: Ints = np.full(len(layout), QUIET_DAYS, dtype=np.int64)

    def step(self, day: date, counts: Floats, coverage: Floats) -> Today:
        """Takes in the next day.

        Args:
            day: The calendar day after the last one (any day at first).
            counts: Incidents of each series, S.
            coverage: Stories that name the district of each series, S; nan where nothing is known.

        Raises:
            ClockError: If the day is not the one after the last: a clock that goes back would count days
                twice, and a day left out is a day not observed (pass nan as coverage).
        """
        if self.last_day is not None and (day - self.last_day).days != 1:
            raise ClockError(
                f"{day} does not follow {self.last_day}: days come one by one in order; a day on which "
                "nothing is known is passed with coverage nan, an older day needs a rebuild"
            )
        self.last_day = day
        reading = self._watch.step(day, counts, coverage)
        rate, detector = self._bell.ring(reading)
        above = reading.observed & (rate <= self.budget.per_series_year)
        onset = above & (self._quiet >= QUIET_DAYS)
        self._quiet = np.where(above, 0, self._quiet + 1)
        low, high = interval(reading.mean, reading.variance, level=BAND_LEVEL)
        return Today(
            observed=reading.observed,
            count=reading.count,
            expected=reading.mean,
            low=low,
            high=high,
            probability=mid_p(reading.count, reading.mean, reading.variance),
            rate=rate,
            detector=detector,
            onset=onset,
            alarm=self._quiet < QUIET_DAYS,
        )
