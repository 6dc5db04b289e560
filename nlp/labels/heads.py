"""Which questions the label model answers, and what its scores become.

A *head* is one column of the weight matrix. A *question* groups heads: one binary head, or one head
for each answer. Scores become probabilities by the calibration of the question, fitted out of fold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pantau.labels import DIMENSIONS, FORMS, SENTIMENTS, TONES

RELEVANT: Final = "relevant"
TENSION: Final = "tension"
"""A tension event directly: relevant, tone tension or mixed, phase peristiwa or potensi."""

ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {
    RELEVANT: ("yes",),
    TENSION: ("yes",),
    "dimensions": DIMENSIONS,
    "tone": TONES,
    "phase": ("peristiwa", "potensi", "lanjutan", "pencegahan", "seremonial", "opini"),
    "form": FORMS,
    "sentiment": SENTIMENTS,
}
"""Answers by question, in the order of the weight matrix. ``lain`` is no answer of ``phase``: among
relevant stories it is rarer than one in a hundred and no model learns it."""

BINARY: Final = frozenset({RELEVANT, TENSION, "dimensions"})
"""Questions whose heads are answered independently of each other."""

HEADS: Final = tuple(f"{question}:{answer}" for question, answers in ANSWERS.items() for answer in answers)


@dataclass(frozen=True, slots=True)
class Calibration:
    """``probability = link(slope * score + offset)``: one offset for each answer, one slope or one for each.

    For binary questions the link is the logistic function (Platt 1999), for the others the softmax
    (temperature and class offsets; Guo et al. 2017, "On Calibration of Modern Neural Networks").
    """

    slope: NDArray[np.float64]
    offset: NDArray[np.float64]

    def probabilities(self, question: str, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probabilities of the answers.

        Args:
            question: A key of :data:`ANSWERS`.
            scores: Shape ``(..., answers)``.

        Returns:
            The same shape; independent for binary questions, else summing to 1.
        """
        logits = scores * self.slope + self.offset
        if question in BINARY:
            return sigmoid(logits)
        return softmax(logits)


def columns(question: str) -> slice:
    """Columns of a question's heads in the weight matrix."""
    start = 0
    for name, answers in ANSWERS.items():
        if name == question:
            return slice(start, start + len(answers))
        start += len(answers)
    raise KeyError(question)


def sigmoid(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logistic function that does not overflow."""
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * logits)))


def softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Softmax over the last axis that does not overflow."""
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))
