"""The alarm rule: when a district's window holds so much that a person should look.

A rise is alarming where the window holds at least :data:`LEAST_INCIDENTS` tension incidents, so many
would come with less than the chosen chance if nothing had changed, and the evidence does not hang on one
voice. One rise raises one alert: a district's alarm is on, whatever the dimension, until it has been
quiet for :data:`QUIET_DAYS`; whoever was called looks at the whole district.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import numpy as np

from index_builder.baseline import SERIES, WINDOW_DAYS
from index_builder.indexing import Computed
from index_builder.method import METHOD_VERSION
from index_builder.values import ALARM, READY
from pantau.records import TOTAL, Alert

LEAST_INCIDENTS: Final = 3
"""Incidents of one week that can be a rise. Two happen somewhere in the nation every week by chance."""

LEAST_OWNERS: Final = 2
"""Independent owners in the evidence (a body of the state is an owner too): one paper's week of crime
stories, or one outlet's error, is no rise."""

DEFAULT_CHANCE: Final = 0.001
"""Chance below which a window is alarming. With 514 districts and five series this gives, at the
start rates, a handful of onsets a month in the nation; the operator's setting is ``alert_chance``."""

QUIET_DAYS: Final = 14
"""Days without an alarming window after which the next one is a new rise: two windows, so that no incident
is in both."""

FRESH_DAYS: Final = 30
"""Onsets longer ago are history: they are in the index, but nobody has to be called for them."""

TOP_INCIDENTS: Final = 10
"""Incidents named in an alert, the gravest first."""

CHANCE_DIGITS: Final = 3
"""Significant digits of the probability that is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One tension incident in a window."""

    incident: str
    day: date
    severity: float
    owners: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Onset:
    """An alarming window that no alarming window came before.

    Attributes:
        chance: Mid-p of the window's count.
        score: Index of the cell, 0-100.
    """

    district: str
    dimension: str
    day: date
    observed: int
    expected: float
    chance: float
    score: float


Evidences = Callable[[str, str, date], Sequence[Evidence]]
"""Gives the tension incidents of a district and series in the window that ends on a day."""


class Watch:
    """Follows the index day by day and finds the onsets of rises.

    Args:
        districts: Codes in the order of the arrays.
        chance: Chance below which a window is alarming.
        evidence: Where the incidents of a window are asked for.
    """

    def __init__(self, districts: Sequence[str], *, chance: float, evidence: Evidences) -> None:
        self._districts = districts
        self._chance = chance
        self._evidence = evidence
        self._last: dict[str, date] = {}

    def onsets(self, computed: Computed) -> Iterator[Onset]:
        """The onsets in some days in a row; call it with one stretch after the other."""
        found = computed.scores
        alarming = (
            (found.observed >= LEAST_INCIDENTS)
            & (found.chance <= self._chance)
            & computed.visible[:, None, :]
        )
        for offset in np.flatnonzero(alarming.any(axis=(1, 2))):
            day = date.fromordinal(computed.first + int(offset))
            cells = [
                Onset(
                    district=self._districts[place],
                    dimension=SERIES[row],
                    day=day,
                    observed=int(found.observed[offset, row, place]),
                    expected=float(found.expected[offset, row, place]),
                    chance=float(found.chance[offset, row, place]),
                    score=float(found.score[offset, row, place]),
                )
                for row, place in np.argwhere(alarming[offset])
            ]
            yield from self._of_day(cells, day)

    def _of_day(self, cells: Iterable[Onset], day: date) -> Iterator[Onset]:
        by_district: dict[str, list[Onset]] = {}
        for cell in cells:
            if self._holds(cell):
                by_district.setdefault(cell.district, []).append(cell)
        for district, alarming in by_district.items():
            last = self._last.get(district)
            self._last[district] = day
            if last is None or (day - last).days > QUIET_DAYS:
                yield min(alarming, key=_rank)

    def _holds(self, cell: Onset) -> bool:
        """Whether the evidence does not hang on one voice."""
        owners: set[str] = set()
        for one in self._evidence(cell.district, cell.dimension, cell.day):
            owners |= one.owners
        return len(owners) >= LEAST_OWNERS


def alert_of(onset: Onset, evidence: Sequence[Evidence], *, created: datetime) -> Alert:
    """The alert that tells of an onset (its number comes with storing).

    Args:
        onset: The onset.
        evidence: The tension incidents of its window.
        created: When it is raised (aware).
    """
    ranked = sorted(evidence, key=lambda one: (-one.severity, -one.day.toordinal(), one.incident))
    return Alert(
        number=0,
        district=onset.district,
        dimension=onset.dimension,
        day=onset.day,
        window_days=WINDOW_DAYS,
        observed=onset.observed,
        expected=onset.expected,
        probability=float(f"{onset.chance:.{CHANCE_DIGITS}g}"),
        level="awas" if onset.score >= ALARM else "siaga" if onset.score >= READY else "waspada",
        incidents=tuple(one.incident for one in ranked[:TOP_INCIDENTS]),
        status="draf",
        created=created,
        method_version=METHOD_VERSION,
    )


def window_of(day: date) -> tuple[date, date]:
    """First and last day of the window that ends on a day."""
    return day - timedelta(days=WINDOW_DAYS - 1), day


def _rank(cell: Onset) -> tuple[bool, float, str]:
    """A single dimension says more than the total; among dimensions the least likely first."""
    return (cell.dimension == TOTAL, cell.chance, cell.dimension)
