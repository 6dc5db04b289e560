"""The detectors that run side by side, each giving a tail probability for each series and day.

- windows of 1, 3, 7, 14 days on the exact predictive tail (mid-p);
- NB-CUSUM (Höhle & Paul 2008) for slow rises: ``exp(-S)`` bounds the chance of so high a path;
- its Shiryaev-Roberts form, which sums over the days on which a rise may have begun where the CUSUM
  takes the best one (Roberts 1966; Pollak 1985), for three rate ratios at once;
- time between events for sparse cells: how long the last incidents took to come;
- an expectation-based scan (Neill 2009) of a district with its neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.special import gammaln

from index_builder.detection.negative_binomial import excess_mid_p, size

if TYPE_CHECKING:
    from index_builder.detection.layout import Layout
    from index_builder.detection.values import Bools, Floats

WINDOWS: Final = (1, 3, 7, 14)
"""Days of the windows: an outburst, a long weekend, a week, a fortnight."""
ZONE_WINDOWS: Final = (7, 14)
"""Days of the scan; a rise that crosses borders takes days to do so."""
ZONE_PLACES: Final = tuple(WINDOWS.index(days) for days in ZONE_WINDOWS)
RISE: Final = 2.0
"""Rate ratio the CUSUM is tuned to: the smallest doubling an officer would call a rise."""
PATH_CAP: Final = 20.0
"""Highest CUSUM value (natural log): one in 5e8, beyond every budget; without it the alarm of a long rise
would outlast the rise by as long as it took."""
RISES: Final = (2.0, 4.0, 8.0)
"""Rate ratios of the Shiryaev-Roberts form: from a doubling to what empties a street."""
LONGEST_WAIT: Final = 1e8
"""Cap of the Shiryaev-Roberts value (days), for the same reason as :data:`PATH_CAP`."""
CLUMP_FLOOR: Final = 0.02
"""Least variance/mean - 1 in the likelihood of clumps, so that its size parameter stays moderate."""
PATH_MEMORY: Final = 180.0
"""Days in which what a path gathered fades (to 1/e of its logarithm): slower than any rise that an alarm
could still help with, fast enough to forget a level that changed for good."""
YOUNG_DAYS: Final = 180
"""Until then a path's gains count in proportion to the days seen: a baseline that is wrong by a third is
wrong in the same direction every day, and a path would add that up."""
FADE: Final = 1.0 - 1.0 / PATH_MEMORY
GAPS: Final = 3
"""Time between events looks back over one, two, three earlier incidents."""
MEMBER_CAP_SD: Final = 3.0
"""A member of a zone counts at most its mean + 1 + this many standard deviations: a zone must not hang on
one member, whose own alarm says it already."""


def trust_of(days: int) -> float:
    """How much a path's gains count on the day after ``days`` were seen, 0 to 1."""
    return min(1.0, (days + 1) / YOUNG_DAYS)


@dataclass(slots=True)
class Path:
    """State of the NB-CUSUM of S series."""

    value: Floats

    def step(self, counts: Floats, mean: Floats, variance: Floats, trust: Floats) -> Floats:
        """Takes in a day and gives ``exp(-S)``.

        Args:
            counts: Incidents of the day.
            mean: Expected; 0 where not observed (the path stays).
            variance: Predictive variance at the scale of two weeks, per day: what is correlated
                from day to day must not add up as if it were news.
            trust: Factor of the gains, 0 to 1.
        """
        seen = mean > 0
        safe = np.where(seen, mean, 1.0)
        r = size(safe, np.where(seen, variance, 1.0))
        lifted = np.log((r + RISE * safe) / (r + safe))
        gain = counts * (np.log(RISE) - lifted) - r * lifted
        self.value = np.where(seen, np.clip(FADE * self.value + trust * gain, 0.0, PATH_CAP), self.value)
        return np.exp(-self.value)


@dataclass(slots=True)
class Roberts:
    """State of the Shiryaev-Roberts statistic of S series, one row a rate ratio.

    ``R = (R + 1) x likelihood ratio``. If nothing ever happens ``R - days`` is a martingale, so the
    value is a number of days one waits for so high a value by chance.
    """

    value: Floats

    @classmethod
    def start(cls, series: int) -> Roberts:
        """Nothing was seen."""
        return cls(np.zeros((len(RISES), series)))

    def step(self, counts: Floats, mean: Floats, ratio: Floats, trust: Floats) -> Floats:
        """Takes in a day and gives 1/(1 + R), R averaged over the rate ratios.

        The likelihood is that of clumps: a rise brings more clumps, not larger ones, so that several
        incidents on one day weigh little more than one where counts clump.

        Args:
            counts: Incidents of the day.
            mean: Expected; 0 where not observed (the state stays).
            ratio: Variance/mean of a day's counts.
            trust: Factor of the gains, 0 to 1.
        """
        seen = mean > 0
        r = np.where(seen, mean, 1.0) / np.maximum(ratio - 1.0, CLUMP_FLOOR)
        hit = np.flatnonzero((counts > 0) & seen)
        same = gammaln(r[hit]) - gammaln(counts[hit] + r[hit])
        stay = r * np.log1p(np.maximum(ratio - 1.0, CLUMP_FLOOR))
        for k, rise in enumerate(RISES):
            gain = -(rise - 1.0) * stay
            gain[hit] += same + gammaln(counts[hit] + rise * r[hit]) - gammaln(rise * r[hit])
            moved = np.minimum(
                (self.value[k] + 1.0) ** FADE * np.exp(np.minimum(trust * gain, 50.0)), LONGEST_WAIT
            )
            self.value[k] = np.where(seen, moved, self.value[k])
        result: Floats = 1.0 / (1.0 + self.value.mean(axis=0))
        return result


@dataclass(slots=True)
class Gaps:
    """State of the time between events of S series.

    Time is operational: it runs as fast as incidents are expected (exposure x season).

    Attributes:
        clock: Exposure passed, S.
        marks: Clock at the last, second last ... incident, GAPS x S; -inf before there was one.
    """

    clock: Floats
    marks: Floats

    @classmethod
    def start(cls, series: int) -> Gaps:
        """No incident yet."""
        return cls(np.zeros(series), np.full((GAPS, series), -np.inf))

    def step(self, counts: Floats, exposure: Floats, rate: Floats, shape: Floats, ratio: Floats) -> Floats:
        """Takes in a day and gives the smallest tail of the gaps that end today, 1 without incident.

        Args:
            counts: Incidents.
            exposure: Of the day, season included.
            rate: Expected incidents per exposure.
            shape: Shape of the rate's posterior (what is not known of it).
            ratio: Variance/mean of the counts.
        """
        now = self.clock + 0.5 * exposure
        self.clock = self.clock + exposure
        hit = np.flatnonzero(counts > 0)
        result = np.ones(len(counts))
        if len(hit) == 0:
            return result
        earlier = np.arange(GAPS, dtype=float)[:, None]
        passed = np.where(np.isfinite(self.marks[:, hit]), now[hit] - self.marks[:, hit], 0.0)
        mean = np.maximum(rate[hit] * passed, 1e-12)
        variance = ratio[hit] * mean + mean**2 / shape[hit]
        # The clock starts right after the k-th earlier incident: k of them and today's are inside.
        tails = excess_mid_p(counts[hit] + earlier, mean, variance, where=passed > 0)
        result[hit] = tails.min(axis=0)
        for place in hit[counts[hit] > 1]:
            self._mark(np.array([place]), now, int(min(counts[place], GAPS)) - 1)
        self._mark(hit, now, 1)
        return result

    def _mark(self, places: np.ndarray, now: Floats, times: int) -> None:
        for _ in range(times):
            self.marks[1:, places] = self.marks[:-1, places]
            self.marks[0, places] = now[places]


def scan(layout: Layout, counts: Floats, mean: Floats, variance: Floats) -> tuple[Floats, Floats]:
    """Counts and expectation of each district's zone (itself and its neighbours).

    Args:
        layout: Who neighbours whom.
        counts: Incidents of each series, K x S.
        mean: Expected.
        variance: Predictive variance.

    Returns:
        Capped counts and expected counts of the zones, K x S each.
    """
    capped = np.minimum(counts, np.ceil(mean + 1.0 + MEMBER_CAP_SD * np.sqrt(variance)))
    both = layout.zone @ np.concatenate((capped, mean)).T
    return both.T[: len(counts)], both.T[len(counts) :]


def zone_tail(
    counts: Floats, mean: Floats, variance: Floats, own: Floats, own_mean: Floats, several: Bools
) -> Floats:
    """Tail of the zones, only for districts that take part in the rise themselves.

    Args:
        counts: Capped counts of the zones, K x S.
        mean: Expected counts of the zones.
        variance: Predictive variance of the zones.
        own: Counts of the district itself.
        own_mean: Expected counts of the district itself.
        several: Which districts have a neighbour at all (else the zone repeats the window).
    """
    return excess_mid_p(counts, mean, variance, where=(own > own_mean) & several)
