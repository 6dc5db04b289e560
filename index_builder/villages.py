"""How much two stories must have in common, by what is known of the place below the district."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from index_builder.kinds import Part
from index_builder.traits import Traits
from pantau.labels import FORMS

NEVER: Final = 9.0
"""A need that no overlap (at most 1) can meet."""

SAME_VILLAGE: Final = 0.10
"""Both name the same village: two events of one kind in one village on one day are rare."""
VILLAGE_TOLD: Final = 0.13
"""One names as the event's place what the other mentions somewhere."""
SAME_AREA: Final = 0.14
"""The same kecamatan, and at most one of them names a village in it."""
SAME_PLACE_AND_DAY: Final = 0.06
"""Taken off where both fix the same day too: a kecamatan rarely has two events on one day."""
VILLAGE_UNKNOWN: Final = 0.22
"""At least one names no place below the district."""
VILLAGE_UNTOLD: Final = 0.26
"""One names a village of which the other does not tell in its rarest words."""
SAME_DAY: Final = 0.10
"""No place below the district, but both fix the same day of the event and the form is the same."""
SAME_DAY_UNTOLD: Final = 0.16
"""Both: the day and the form are the same, a village is named by one only."""
OTHER_VILLAGE: Final = 0.45
"""Both name villages and none meets, or kecamatan and none meets: a follow-up may name the court's seat or
another quarter."""
OTHER_VILLAGE_EVENT: Final = NEVER
"""The same for two first reports: the next village is another event."""

OTHER_VILLAGE_GUESSED: Final = 0.6
"""The same where the labels of one name none and its lead was asked (see :mod:`index_builder.localities`)."""

LATER: Final = np.array([part in (Part.FOLLOWUP, Part.SETTLEMENT, Part.REPORT) for part in Part])
"""Whether a part speaks of something that was before, by its number."""

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float32]


def village_need(
    traits: Traits, labels: npt.NDArray[Any], texts: npt.NDArray[Any], *, told: Flags
) -> Numbers:
    """What each row needs, shape ``(n,)``, before days and labels add to it.

    Args:
        traits: The new story.
        labels: Rows of the shelf (see :data:`index_builder.shelf.LABEL`), shape ``(n,)``.
        texts: The same rows' texts.
        told: Whether the new story has a word, by its bucket; true for 0, the padding.
    """
    names, areas = traits.names[traits.names > 0], traits.areas[traits.areas > 0]
    one_named = (texts["names"][:, 0] > 0) & ~labels["guessed"] | (len(names) > 0 and not traits.guessed)
    need = np.where(one_named, np.float32(VILLAGE_UNTOLD), np.float32(VILLAGE_UNKNOWN))
    if traits.event:
        same = (labels["event"] == traits.event) & (labels["form"] == FORMS.index(traits.form))
        need[same] = np.where(one_named[same], SAME_DAY_UNTOLD, SAME_DAY)
    both_named = (texts["names"][:, 0] > 0) & (len(names) > 0)
    same_area = meet(texts["areas"], areas)
    apart = both_named | ((texts["areas"][:, 0] > 0) & (len(areas) > 0) & ~same_area)
    later = LATER[labels["part"]] | LATER[traits.part]
    guessed = labels["guessed"] | traits.guessed
    need[apart & later & ~guessed] = OTHER_VILLAGE
    need[apart & ~later & ~guessed] = OTHER_VILLAGE_EVENT
    theirs = told[texts["name_words"]].all(axis=2) | (texts["names"] == 0)
    mine = _tells(texts["words"], traits.name_words[: len(names)])
    need[_strange(traits, labels, mine, theirs) & both_named & ~later] = OTHER_VILLAGE_GUESSED
    need[same_area & (~both_named | guessed)] = SAME_AREA
    need[(theirs & (texts["names"] > 0)).any(axis=1) & ~labels["guessed"]] = VILLAGE_TOLD
    if not traits.guessed:
        need[mine.any(axis=1)] = VILLAGE_TOLD
    need[meet(texts["names"], names) & ~guessed] = SAME_VILLAGE
    if traits.event:
        here = need <= SAME_AREA
        need[here & (labels["event"] == traits.event)] -= SAME_PLACE_AND_DAY
    return need


def meet(kept: npt.NDArray[np.uint32], mine: npt.NDArray[np.uint32]) -> Flags:
    """Whether each row of names holds one of mine."""
    if not len(mine):
        return np.zeros(len(kept), dtype=np.bool_)
    found: Flags = (kept[:, :, None] == mine[None, None, :]).any(axis=(1, 2))
    return found


def _tells(words: npt.NDArray[np.uint16], names: npt.NDArray[np.uint16]) -> Flags:
    """Whether each row's words hold all words of each name, shape ``(rows, names)``."""
    found = np.ones((len(words), len(names)), dtype=np.bool_)
    for place, name in enumerate(names):
        for word in name[name > 0]:
            found[:, place] &= (words == word).any(axis=1)
    return found


def _strange(traits: Traits, labels: npt.NDArray[Any], mine: Flags, theirs: Flags) -> Flags:
    """Whether one story's village was guessed, and a guess is not told by the other, which names its own."""
    if traits.guessed:
        found: Flags = ~labels["guessed"] & ~mine.all(axis=1)
    else:
        found = labels["guessed"] & ~theirs.all(axis=1)
    return found
