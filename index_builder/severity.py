"""How grave an incident is: a documented table, apart from the count.

The weight of the form follows the order of escalation that Indonesian practice uses (threat, limited
violence, spread violence; CSIS) and the codebook's "the more violent one"; people hurt and killed add
on a logarithmic scale, as in other conflict indices, so that one massacre does not outweigh a year of
unrest and a first death is felt. A weight is a number for ordering and for the eye, never a count.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from pantau.labels import Form

FORM_WEIGHTS: Final[Mapping[Form, float]] = {
    "separatis_teror": 5.0,
    "bentrok": 4.0,
    "serangan": 4.0,
    "main_hakim_sendiri": 3.5,
    "perusakan": 3.5,
    "intimidasi": 2.5,
    "penolakan": 2.0,
    "sengketa_wilayah": 2.0,
    "sengketa_lahan": 1.5,
    "ujaran": 1.5,
    "kriminal": 1.5,
    "politik": 1.0,
    "sengketa_kerja": 1.0,
    "kelangkaan": 1.0,
    "lainnya": 1.0,
    "unjuk_rasa": 0.5,
    "tidak_ada": 0.0,
}
"""Collective violence against people 4, armed 5; against things and by a mob on one person 3.5; pressure
without violence 2–2.5; disputes 1–1.5; a lawful demonstration 0.5."""

DEATH_WEIGHT: Final = 3.0
"""Added for the first death, and again for each doubling of the dead."""

INJURY_WEIGHT: Final = 1.0
"""Added for the first injured person, and again for each doubling. One to three against a death is a choice
of ours, made so that a brawl with eight injured weighs as much as one with a single death."""

THREAT_SHARE: Final = 0.5
"""Share of the form's weight while nothing broke out yet (phase ``potensi``)."""


def severity(form: Form, *, deaths: int | None, injured: int | None, threatened: bool = False) -> float:
    """The weight of an incident.

    Args:
        form: What happened or threatens.
        deaths: Dead, ``None`` where not stated.
        injured: Injured, ``None`` where not stated.
        threatened: Nothing happened yet.

    Returns:
        Weight from 0, rounded to a thousandth so that it is the same on every machine.
    """
    weight = FORM_WEIGHTS[form] * (THREAT_SHARE if threatened else 1.0)
    weight += DEATH_WEIGHT * math.log2(1 + (deaths or 0)) + INJURY_WEIGHT * math.log2(1 + (injured or 0))
    return round(weight, 3)
