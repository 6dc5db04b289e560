"""What is decided by rule because words decide it better than weights learned from few cases."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from nlp.labels.cues import PAIR_FIRST

PROGRAMME: Final = "program"
"""Cue group of the words in which officials speak of harmony and of preventing conflict."""

PROGRAMME_IN_BODY: Final = 3
"""Such words needed in the body, one of them in title or lead. Of 14 labelled stories that have them 13 are
relevant (the other is about national policy); with 2 it is 36 of 38, but then a prayer or a
commander's greeting is enough."""

PROGRAMME_CONFIDENCE: Final = 0.8
"""What the rule claims: about the middle of the 95 % interval of 13 of 14 (.69-.99, Wilson)."""


def speaks_of_harmony(cues: Mapping[str, float]) -> bool:
    """Tell a story about a harmony or prevention programme.

    Press releases about such programmes are rare in what the models learned from (and long, with few
    of the words of an incident), yet the codebook counts them as relevant: ``pencegahan`` or
    ``seremonial``, never an incident.

    Args:
        cues: Cue features of the story (:meth:`nlp.labels.cues.CueCounter.features`).
    """
    return _in_head(PROGRAMME, cues) >= 1 and cues.get(f"{PROGRAMME}@body", 0.0) >= math.log1p(
        PROGRAMME_IN_BODY
    )


ABROAD_IN_HEAD: Final = 2
"""Words for other countries in title and lead that make a story foreign, if no word of Indonesia's regions
and offices stands in the body: 47 labelled stories, none relevant. With one such word among the body's a
protest in Palu about Gaza would be lost (4 of 66 relevant)."""


def happens_abroad(cues: Mapping[str, float]) -> bool:
    """Tell a story about another country (codebook, hard rule 9)."""
    return _in_head("luar_negeri", cues) >= ABROAD_IN_HEAD and "dalam_negeri@body" not in cues


def is_figure_of_speech(cues: Mapping[str, float]) -> bool:
    """Tell a story whose only acts are figures of speech: "serangan jantung" (codebook, hard rule 13).

    Every act word of title and lead must be covered by a figure; 8 labelled stories, none relevant.
    """
    figures = _in_head("kiasan", cues)
    return figures >= 1 and sum(_in_head(act, cues) for act in PAIR_FIRST) <= figures


def _in_head(group: str, cues: Mapping[str, float]) -> float:
    return cues.get(f"{group}@title", 0.0) + cues.get(f"{group}@lead", 0.0)
