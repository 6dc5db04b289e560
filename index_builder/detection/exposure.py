"""Coverage as exposure: how much of a district could be seen on a day.

Counts follow coverage, but less than proportionally (a second outlet mostly reports what the first
did), so exposure is smoothed coverage to a power that is learned from the press itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from index_builder.detection.values import Bools, Floats, Ints

SMOOTHING_DAYS: Final = 14.0
"""Half-life of the coverage level. A day's own stories are mostly noise at a median of 4 a day; two weeks
average about 40 days' worth, and a new outlet is believed by half after two weeks."""
SILENT_DAYS: Final = 7
"""A district that no story named for a week is not observed: a median district is named four times a day."""
STORM: Final = 3.0
"""A day counts at most this multiple of the level (plus as many stories): an incident brings stories
itself, and 10,000 from one outlet in an hour are not a larger press."""
FIRST_POWER: Final = 0.8
"""Exposure power before anything was seen: between 1 (every outlet reports its own incidents) and the 0.5
of outlets that copy each other."""
POWER_RANGE: Final = (0.0, 1.0)
POWER_INFORMATION: Final = 5000.0
"""Weight of :data:`FIRST_POWER` as Fisher information: 16 would be a standard deviation of 1/4 if surprises
were independent, but a series that is above its expectation stays so for months (300 days)."""
BROUGHT_INFORMATION: Final = 100.0
"""Weight of "incidents bring no stories" in the estimate of how many they bring, in squared incidents."""
YOUNG_DAYS: Final = 180
"""Days before the power is learned: until then surprises are the baseline's, not the coverage's."""
LEVEL_FLOOR: Final = 0.02
"""Least coverage level of an observed district, one story in seven weeks, so that logarithms exist."""


@dataclass(slots=True)
class Exposure:
    """State of the coverage level of S districts' series; one :meth:`step` a day.

    Attributes:
        level: Smoothed stories a day.
        usual: Slowly smoothed log level, the reference of the power's estimate.
        silent: Days since a story named the district.
        power: Current exposure power.
        information: Fisher information gathered about it.
        place: District of each series.
        product: Sum of (stories above the level) x (incidents above expectation), over districts and days.
        square: Sum of (incidents above expectation) squared.
        days: Days taken in.
        expected: Incidents expected yesterday by district, stand-in for today's.
    """

    level: Floats
    usual: Floats
    silent: Floats
    place: Ints
    expected: Floats
    power: float = FIRST_POWER
    information: float = POWER_INFORMATION
    product: float = 0.0
    square: float = BROUGHT_INFORMATION
    days: int = 0
    _weight: Floats = field(default_factory=lambda: np.zeros(0))

    @classmethod
    def start(cls, place: Ints) -> Exposure:
        """The state before the first day: nothing was seen.

        Args:
            place: District index of each series.
        """
        zeros = np.zeros(len(place))
        silent = np.full(len(place), np.inf)
        return cls(zeros, zeros, silent, place, np.zeros(int(place.max(initial=-1)) + 1), _weight=zeros)

    def step(self, coverage: Floats, counts: Floats) -> tuple[Floats, Bools]:
        """Takes in a day.

        Args:
            coverage: Stories that name each district; nan where nothing is known of the day.
            counts: Incidents of the day: an incident seen is coverage in any case.

        Returns:
            Exposure of the day (0 where not observed) and which series are observed.
        """
        known = np.isfinite(coverage)
        stories = np.where(known, coverage, 0.0)
        self.silent = np.where((stories > 0) | (counts > 0), 0.0, self.silent + 1.0)
        observed = (self.silent < SILENT_DAYS) & known
        fade = 0.5 ** (1.0 / SMOOTHING_DAYS)
        seen = np.where(known, 1.0 - fade, 0.0)
        stories = self._without_incidents(stories, counts, known)
        capped = np.where(self._weight > 0.5, np.minimum(stories, STORM * self.level + STORM), stories)
        # A weighted mean from the first day on: no start-up bias towards 0.
        total = self._weight * (1.0 - seen) + seen
        self.level = np.where(
            known,
            (self.level * self._weight * (1.0 - seen) + seen * capped) / np.maximum(total, 1e-12),
            self.level,
        )
        self._weight = total
        log = np.log(np.maximum(self.level, LEVEL_FLOOR))
        slow = 0.5 ** (1.0 / 365.0)
        self.usual = np.where(
            self.usual == 0.0, log, np.where(observed, slow * self.usual + (1 - slow) * log, self.usual)
        )
        return np.where(observed, np.exp(self.power * log), 0.0), observed

    def _without_incidents(self, stories: Floats, counts: Floats, known: Bools) -> Floats:
        """Stories of the day less those that its incidents brought: a rise must not excuse itself.

        How many an incident brings is the slope of surprises in stories on surprises in incidents.
        """
        places = len(self.expected)
        incidents = np.bincount(self.place, counts, places)[self.place]
        surprise = np.where(known & (self._weight > 0.5), incidents - self.expected[self.place], 0.0)
        brought = max(self.product / self.square, 0.0)
        above = np.clip(
            stories - brought * incidents - self.level, -STORM * self.level, STORM * self.level + STORM
        )
        self.product += float(np.sum((above + brought * incidents) * surprise))
        self.square += float(np.sum(incidents * surprise))
        return np.maximum(stories - brought * incidents, 0.0)

    def learn(self, counts: Floats, mean: Floats, variance: Floats) -> None:
        """Moves the power by one step of Fisher scoring on the day's surprises.

        Args:
            counts: Incidents.
            mean: Expected incidents of the day, 0 where not observed.
            variance: Their predictive variance.
        """
        self.expected = np.bincount(self.place, mean, len(self.expected)).astype(np.float64)
        self.days += 1
        if self.days <= YOUNG_DAYS:
            return
        change = np.log(np.maximum(self.level, LEVEL_FLOOR)) - self.usual
        weight = np.where(mean > 0, change * mean / np.maximum(variance, 1e-12), 0.0)
        self.information += float(np.sum(weight * change * mean))
        self.power += float(np.sum(weight * (counts - mean))) / self.information
        self.power = float(np.clip(self.power, *POWER_RANGE))
