"""How much two stories must have in common to be two reports of one event.

The measure is the weighted overlap of their rarest words: the weight of the common words over the
weight of the story that has less (Szymkiewicz–Simpson), so that a report of three sentences and one of
twenty can meet. What must be reached (``need``) depends on everything else that is known: with the same
village, day and form a little is enough; with no village, an unknown day and a related form, much more
is asked. The table stands in ``docs/incidents.md``.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index_builder.forms import APART, KINSHIP, RELATED
from index_builder.kinds import Part
from index_builder.likeness import likeness
from index_builder.shelf import Rows, Shelf
from index_builder.traits import Traits
from index_builder.villages import LATER, NEVER, village_need
from index_builder.words import BUCKETS, weights
from pantau.labels import FORMS

RELATED_FORM: Final = 0.05
"""Forms that are told for one event (see :mod:`index_builder.forms`)."""
OTHER_FORM: Final = 0.15
"""Forms that are not: the same event only if nearly all else agrees, for labels are sometimes wrong."""
PROVINCE_ONLY: Final = 0.10
"""Only one of the two is known to a district."""

DAY_STEPS: Final = ((0, 0.0), (1, 0.06))
"""Both event days known, days apart: a night of two dates, a report dated by the next morning."""
PLANNED_STEPS: Final = ((0, 0.0), (2, 0.06))
"""The same where one of them is only planned: plans move by a day or two."""
REPORT_STEPS: Final = ((3, 0.04), (7, 0.12))
"""One event day known, the other story's publication so many days later."""
PUBLISHED_STEPS: Final = ((1, 0.04), (3, 0.10), (7, 0.18))
"""No event day known: publications so many days apart."""
AHEAD_STEPS: Final = ((14, 0.10),)
"""A threat published so many days before the event."""
LATER_STEPS: Final = ((7, 0.0), (30, 0.03), (180, 0.06), (730, 0.10))
"""A follow-up so many days after the event: a trial in the first instance ends within half a year, the last
appeal within about two."""
UNDATED: Final = 0.12
"""A story without any day."""
LONGEST_GAP: Final = 40_000
"""More days than any two stories lie apart."""
OTHER_DAY_STEPS: Final = ((1, 0.0), (14, 0.06), (LONGEST_GAP, 0.15))
"""A follow-up whose day is so many days from the event's: a near one may be that of an arrest or a
mediation; a far one is that of a hearing, or another event is meant."""

EARLY_DAYS: Final = 2
"""A follow-up may be published this many days before the first report that we meet."""

Numbers = npt.NDArray[np.float32]


class Matcher:
    """Compares a story with the rows of a shelf."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._weight_of = np.zeros(BUCKETS, dtype=np.float32)
        self._has = np.zeros(BUCKETS, dtype=np.bool_)
        self._has[0] = True  # padding is in every story

    def margins(self, traits: Traits, rows: Rows) -> tuple[Rows, Numbers]:
        """Rows that may report the same event, and by how much their overlap exceeds the need.

        Args:
            traits: The new story.
            rows: Rows to look at.

        Returns:
            The rows that no rule forbids, and for each the overlap minus the need (shapes ``(n,)``).
        """
        labels = self._shelf.labels[rows]
        need = day_need(traits, labels) + label_need(traits, labels)
        near = np.flatnonzero(need < NEVER)
        rows, need, labels = rows[near], need[near], labels[near]
        if not len(rows):
            return rows, need
        close = self._shelf.texts[rows]
        words = traits.words
        self._weight_of[words] = weights()[words]
        self._has[words] = True
        overlap = self._overlap(traits, close)
        need += village_need(traits, labels, close, told=self._has) + likeness(traits, labels, close)
        self._weight_of[words] = 0.0
        self._has[words] = False
        self._has[0] = True
        return rows, overlap - need

    def _overlap(self, traits: Traits, close: npt.NDArray[Any]) -> Numbers:
        shared = self._weight_of[close["words"]].sum(axis=1)
        own = float(weights()[traits.words].sum())
        least = np.maximum(np.minimum(close["weight"], np.float32(own)), np.float32(1.0))
        found: Numbers = shared / least
        return found


def label_need(traits: Traits, labels: npt.NDArray[Any]) -> Numbers:
    """What the forms, and a place known to the province only, add to the need."""
    kinship = KINSHIP[FORMS.index(traits.form)][labels["form"]]
    need = np.where(kinship == RELATED, np.float32(RELATED_FORM), np.float32(0.0))
    need[kinship == APART] = OTHER_FORM
    need[labels["vague"] != traits.vague] += PROVINCE_ONLY
    return need


def day_need(traits: Traits, labels: npt.NDArray[Any]) -> Numbers:
    """What the days add to the need."""
    later_rows = LATER[labels["part"]]
    if LATER[traits.part]:
        return _later_need(traits, labels, later_rows)
    need = _event_need(traits, labels)
    if later_rows.any():
        need[later_rows] = _later_need(traits, labels, later_rows)[later_rows]
    return need


def _event_need(traits: Traits, labels: npt.NDArray[Any]) -> Numbers:
    """Two first reports."""
    event, day, dated = labels["event"], labels["day"], labels["dated"]
    threat = (labels["part"] == int(Part.THREAT)) | (traits.part is Part.THREAT)
    known = event > 0
    need = np.full(len(labels), NEVER, dtype=np.float32)
    if traits.event:
        apart = np.abs(event - traits.event)
        need[known] = _steps(apart[known], DAY_STEPS)
        planned = known & threat
        need[planned] = _steps(apart[planned], PLANNED_STEPS)
        reported = ~known & dated
        need[reported] = _reported(day[reported] - traits.event, threat[reported])
        need[~known & ~dated] = UNDATED
    elif traits.dated:
        need[known] = _reported(traits.day - event[known], threat[known])
        open_rows = ~known & dated
        need[open_rows] = _steps(np.abs(day[open_rows] - traits.day), PUBLISHED_STEPS)
        need[~known & ~dated] = UNDATED
    else:
        need[:] = UNDATED
    return need


def _reported(lag: npt.NDArray[np.int32], threat: npt.NDArray[np.bool_]) -> Numbers:
    """Days from one story's event to the other's publication."""
    need = np.full(len(lag), NEVER, dtype=np.float32)
    after = lag >= 0
    need[after] = _steps(lag[after], REPORT_STEPS)
    ahead = ~after & threat
    need[ahead] = _steps(-lag[ahead], AHEAD_STEPS)
    return need


def _later_need(traits: Traits, labels: npt.NDArray[Any], later_rows: npt.NDArray[np.bool_]) -> Numbers:
    """A follow-up and what it may follow (or another follow-up)."""
    event, day, dated = labels["event"], labels["day"], labels["dated"]
    later = bool(LATER[traits.part])
    own_day = traits.day if traits.dated else traits.event
    their_day = np.where(dated | (event == 0), day, event)
    if later:
        gap = own_day - np.where(~later_rows & (event > 0), event, their_day)
        gap = np.where(later_rows, np.abs(gap), gap)
    else:
        gap = their_day - (traits.event or own_day)
    need = _steps(np.maximum(gap, 0), LATER_STEPS)
    need[gap < -EARLY_DAYS] = NEVER
    undated = (~dated & (event == 0)) | (not traits.dated and not traits.event)
    need[undated] = UNDATED
    if traits.event:
        both = event > 0
        apart = _steps(np.abs(event[both] - traits.event), OTHER_DAY_STEPS)
        need[both] = np.where(apart == 0.0, np.float32(0.0), need[both] + apart)
    return need + _printed_before(traits, labels)


def _printed_before(traits: Traits, labels: npt.NDArray[Any]) -> Numbers:
    """What was printed before the day of an event does not speak of it, or one of the days was misread."""
    event, day = labels["event"], labels["day"]
    ahead = np.zeros(len(labels), dtype=np.int32)
    if traits.event:
        told = labels["dated"] & (event == 0)
        ahead[told] = traits.event - day[told]
    elif traits.dated:
        known = event > 0
        ahead[known] = event[known] - traits.day
    need = _steps(ahead, OTHER_DAY_STEPS)
    need[ahead <= EARLY_DAYS] = 0.0
    return need


def _steps(days: npt.NDArray[Any], steps: tuple[tuple[int, float], ...]) -> Numbers:
    need = np.full(len(days), NEVER, dtype=np.float32)
    for most, added in reversed(steps):
        need[days <= most] = added
    return need
