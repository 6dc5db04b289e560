"""What speaks for or against one event besides words and places: names, the dead, printed days.

Each rule adds to the overlap that two stories need (see :mod:`index_builder.matching`) or takes off it.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index_builder.kinds import RAISING, Part
from index_builder.printed_days import YEAR, day_of_year
from index_builder.traits import Traits

NAMED_ALIKE: Final = 0.04
"""Taken off for each rare name (a company, a church, a hamlet, an association) that stands in both leads."""

MOST_NAMED: Final = 2
"""Common names that count: a district's usual names (its bupati, its market) are often two."""

DEAD_ALIKE: Final = 0.06
"""Taken off where both tell the same number of dead, one at least: few events of a district and week do."""

OTHER_DEAD: Final = 0.10
"""Added where two follow-ups tell other numbers of dead: what rises while a first report is written
stands fast when it is followed up."""

PRINTED_ALIKE: Final = 0.12
"""Taken off where a story without any other day prints the day of the other: it is no longer undated."""

PRINTED_APART: Final = 9.0
"""Added where two first reports, one without any other day, print days further apart than
:data:`PRINTED_DAYS`: another event, whatever the words."""

PRINTED_DAYS: Final = 7
"""A first report prints its own day, sometimes that of a meeting before or of a deadline after it."""

_FIRST: Final = np.array([part in RAISING for part in Part])

Numbers = npt.NDArray[np.float32]


def likeness(traits: Traits, labels: npt.NDArray[Any], texts: npt.NDArray[Any]) -> Numbers:
    """What names, dead and printed days add to the need of each row, shape ``(n,)``.

    Args:
        traits: The new story.
        labels: Rows of the shelf (see :data:`index_builder.shelf.LABEL`), shape ``(n,)``.
        texts: The same rows' texts.
    """
    need = _named(traits, texts)
    if traits.deaths >= 0:
        need += _dead(traits, labels, texts["deaths"])
    return need + _printed(traits, labels, texts["printed"])


def _named(traits: Traits, texts: npt.NDArray[Any]) -> Numbers:
    """Names in both leads; those of villages count elsewhere."""
    villages = set(traits.name_words.ravel().tolist())
    lead = np.array([name for name in traits.lead.tolist() if name not in villages], dtype=np.uint16)
    need = np.zeros(len(texts), dtype=np.float32)
    if len(lead):
        theirs = texts["lead"]
        alike = (theirs[:, :, None] == lead).any(axis=2)
        alike &= ~(theirs[:, :, None] == texts["name_words"].reshape(len(texts), 1, -1)).any(axis=2)
        need -= NAMED_ALIKE * np.minimum(alike.sum(axis=1), MOST_NAMED)
    return need


def _dead(traits: Traits, labels: npt.NDArray[Any], deaths: npt.NDArray[np.int16]) -> Numbers:
    need = np.zeros(len(labels), dtype=np.float32)
    if traits.deaths > 0:
        need[deaths == traits.deaths] = -DEAD_ALIKE
    if not _FIRST[traits.part]:
        need[(deaths >= 0) & (deaths != traits.deaths) & ~_FIRST[labels["part"]]] = OTHER_DEAD
    return need


def _printed(traits: Traits, labels: npt.NDArray[Any], printed: npt.NDArray[np.uint16]) -> Numbers:
    """Days printed by stories of which one has no other day."""
    need = np.zeros(len(labels), dtype=np.float32)
    has_day = traits.dated or traits.event > 0
    open_rows = ~labels["dated"] & (labels["event"] == 0) if has_day else np.ones(len(labels), dtype=np.bool_)
    mine = _days(traits.printed.tolist(), traits.event)
    for row in np.flatnonzero(open_rows) if mine else ():
        theirs = _days(printed[row].tolist(), int(labels["event"][row]))
        if not theirs:
            continue
        apart = min(_apart(one, other) for one in mine for other in theirs)
        if apart <= 1:
            need[row] = -PRINTED_ALIKE
        elif apart > PRINTED_DAYS and _FIRST[traits.part] and _FIRST[labels["part"][row]]:
            need[row] = PRINTED_APART
    return need


def _days(printed: list[int], event: int) -> list[int]:
    return [day for day in [*printed, day_of_year(event)] if day]


def _apart(one: int, other: int) -> int:
    days = abs(one - other)
    return min(days, YEAR - days)
