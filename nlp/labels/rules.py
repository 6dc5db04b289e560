"""What is decided by rule because words decide it better than weights learned from few cases."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

PROGRAMME: Final = "program"
"""Cue group of the words in which officials speak of harmony and of preventing conflict."""

PROGRAMME_IN_BODY: Final = 3
"""Such words needed in the body, one of them in title or lead. Of 15 labelled stories that have them 14 are
relevant (the other is about national policy); with 2 it is 36 of 38, but then a prayer or a
commander's greeting is enough."""

PROGRAMME_CONFIDENCE: Final = 0.8
"""Lower end of the 95 % interval around 14 of 15, rounded up: what the rule may claim."""


def speaks_of_harmony(cues: Mapping[str, float]) -> bool:
    """Tell a story about a harmony or prevention programme.

    Press releases about such programmes are rare in what the models learned from (and long, with few
    of the words of an incident), yet the codebook counts them as relevant: ``pencegahan`` or
    ``seremonial``, never an incident.

    Args:
        cues: Cue features of the story (:meth:`nlp.labels.cues.CueCounter.features`).
    """
    in_head = cues.get(f"{PROGRAMME}@title", 0.0) + cues.get(f"{PROGRAMME}@lead", 0.0)
    return in_head >= 1 and cues.get(f"{PROGRAMME}@body", 0.0) >= math.log1p(PROGRAMME_IN_BODY)
