"""The codebook's hard rules as a choice: labels that belong together are decided together.

Phase, tone and form of a relevant story depend on each other (a drill is never ``tension``, an incident
that just happened is hardly ever ``neutral``, prevention has no form). The scores of phase and tone are
joined with how often the two go together in the labelled stories, and the best pair is taken; the form
follows the phase.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.labels.heads import ANSWERS
from pantau.labels import Form, Phase, Tone

PHASES: Final[tuple[Phase, ...]] = ("peristiwa", "potensi", "lanjutan", "pencegahan", "seremonial", "opini")
TONES: Final[tuple[Tone, ...]] = ("tension", "harmony", "mixed", "neutral")
FORMS: Final[tuple[Form, ...]] = ANSWERS["form"]  # type: ignore[assignment]

WITHOUT_INCIDENT: Final[frozenset[Phase]] = frozenset({"pencegahan", "seremonial", "opini", "lain"})
"""Phases whose form is ``tidak_ada`` (hard rule 2; yearly statistics report no single incident, and
``kriminal`` is left to stories that are not relevant)."""

NEVER_FOR_INCIDENTS: Final[frozenset[Form]] = frozenset({"tidak_ada"})
"""Forms that a reported, threatened or followed-up incident cannot have."""

SMOOTHING: Final = 0.5
"""Stories added to each pair of phase and tone (Jeffreys), so that no pair is impossible but a pair that
was never seen among 1,600 stories needs overwhelming scores."""


def agreement(pairs: Iterable[tuple[str, str, float]]) -> NDArray[np.float64]:
    """How much more often phase and tone meet than if they were independent.

    Args:
        pairs: Phase, tone and weight of labelled relevant stories; other phases are passed over.

    Returns:
        Pointwise mutual information (natural logarithm), shape ``(phases, tones)``.
    """
    counts = np.full((len(PHASES), len(TONES)), SMOOTHING)
    for phase, tone, weight in pairs:
        if phase in PHASES:
            counts[PHASES.index(phase), TONES.index(tone)] += weight
    joint = counts / counts.sum()
    return np.asarray(np.log(joint / (joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True))))


def choose_phase_and_tone(
    phase: NDArray[np.float64], tone: NDArray[np.float64], together: NDArray[np.float64]
) -> tuple[Phase, Tone]:
    """The pair with the highest joint score.

    Args:
        phase: Logarithmic scores, shape ``(6,)``.
        tone: Logarithmic scores, shape ``(4,)``.
        together: Result of :func:`agreement`.
    """
    joint = phase[:, None] + tone[None, :] + together
    row, column = np.unravel_index(int(joint.argmax()), joint.shape)
    return PHASES[row], TONES[column]


def choose_form(phase: Phase, scores: NDArray[np.float64]) -> Form:
    """The best form that the phase allows.

    Args:
        phase: The story's phase.
        scores: Scores of the forms, shape ``(17,)``.
    """
    if phase in WITHOUT_INCIDENT:
        return "tidak_ada"
    order = np.argsort(-scores, kind="stable")
    return next(FORMS[i] for i in order if FORMS[i] not in NEVER_FOR_INCIDENTS)
