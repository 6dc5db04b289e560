"""Which forms can be two tellings of one event.

One outlet calls a demonstration what another calls a clash, because it turned into one; nobody calls a
strike a church refusal. Forms that a person could choose for the same event after the codebook ("the
more violent one that really happened") stand together in a family; forms without a common family
never meet.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from pantau.labels import FORMS, Form

FAMILIES: Final[tuple[frozenset[Form], ...]] = (
    # Violence: who attacked whom is told differently by each side.
    frozenset(("bentrok", "serangan", "perusakan", "main_hakim_sendiri", "intimidasi", "kriminal")),
    frozenset(("bentrok", "serangan", "separatis_teror")),
    # Faith and newcomers: refusal, the march that voices it, threats, words and what gets broken.
    frozenset(("penolakan", "intimidasi", "unjuk_rasa", "perusakan", "ujaran", "serangan")),
    # Land: the dispute, the march about it, the clash on the field.
    frozenset(
        (
            "sengketa_lahan",
            "unjuk_rasa",
            "bentrok",
            "perusakan",
            "sengketa_wilayah",
            "penolakan",
            "intimidasi",
        )
    ),
    # Work and bread.
    frozenset(("sengketa_kerja", "unjuk_rasa", "bentrok")),
    frozenset(("kelangkaan", "unjuk_rasa", "perusakan")),
    # Offices and elections: protest, broken ballot boxes, clashes of supporters.
    frozenset(("politik", "unjuk_rasa", "bentrok", "perusakan", "penolakan", "intimidasi")),
)
"""Forms that stand beside each other in reports of one event."""

SAME: Final = 0
RELATED: Final = 1
APART: Final = 2


def _table() -> npt.NDArray[np.uint8]:
    table = np.full((len(FORMS), len(FORMS)), APART, dtype=np.uint8)
    for row, one in enumerate(FORMS):
        for column, other in enumerate(FORMS):
            if one == other:
                table[row, column] = SAME
            elif "tidak_ada" in (one, other):
                continue
            elif "lainnya" in (one, other) or any(one in family and other in family for family in FAMILIES):
                table[row, column] = RELATED
    return table


KINSHIP: Final = _table()
"""``KINSHIP[one, other]``, by position in ``FORMS``: 0 same, 1 related, 2 never the same event."""
