"""Turns scores of stories that a fit has not seen into probabilities and decision points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from nlp.labels.heads import ANSWERS, BINARY, Calibration, columns, sigmoid
from nlp.training.corpus import Example
from nlp.training.fitting import task

PRIOR: Final = 1.0
"""Strength of the pull of offsets to 0 (a normal prior with variance 1/PRIOR): a rare answer has a
handful of cases and would otherwise be calibrated to never."""


def calibrate(scores: NDArray[np.float64], examples: Sequence[Example]) -> dict[str, Calibration]:
    """Fit the calibration of every question.

    Args:
        scores: Out-of-fold scores, shape ``(examples, heads)``.
        examples: Real stories (retold ones would calibrate for a mix that no day brings).
    """
    return {question: _fit(question, scores, examples) for question in ANSWERS}


def decision_point(probabilities: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The probability from which a binary answer is given, so that F1 is highest.

    The mean of the best point and the points within .005 of it: a single best point follows the noise
    of a few stories.
    """
    order = np.argsort(-probabilities, kind="stable")
    hits = np.cumsum(truth[order])
    given = np.arange(1, len(order) + 1)
    f1 = 2 * hits / (given + max(1, int(truth.sum())))
    near = np.flatnonzero(f1 >= f1.max() - 0.005)
    return float(np.mean(probabilities[order][near])) if truth.any() else 0.5


def decision_points(
    scores: NDArray[np.float64], examples: Sequence[Example], calibrations: Mapping[str, Calibration]
) -> dict[str, list[float]]:
    """Decision points of the binary questions, one for each answer."""
    points = {}
    for question in sorted(BINARY):
        todo = task(question, examples)
        seen = calibrations[question].probabilities(question, scores[todo.rows][:, columns(question)])
        points[question] = [decision_point(seen[:, i], todo.targets[:, i]) for i in range(seen.shape[1])]
    return points


def _fit(question: str, scores: NDArray[np.float64], examples: Sequence[Example]) -> Calibration:
    todo = task(question, examples)
    seen = scores[todo.rows][:, columns(question)]
    if question in BINARY:
        pairs = [_platt(seen[:, i], todo.targets[:, i]) for i in range(seen.shape[1])]
        return Calibration(np.asarray([a for a, _ in pairs]), np.asarray([b for _, b in pairs]))
    return _temperature(seen, todo.targets)


def _platt(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Platt's sigmoid with his smoothed targets (Platt 1999; Lin, Lin and Weng 2007)."""
    positive, negative = int(truth.sum()), int((~truth).sum())
    target = np.where(truth, (positive + 1) / (positive + 2), 1 / (negative + 2))

    def loss(parameters: NDArray[np.float64]) -> float:
        chance = np.clip(sigmoid(scores * parameters[0] + parameters[1]), 1e-9, 1 - 1e-9)
        return float(-(target * np.log(chance) + (1 - target) * np.log(1 - chance)).sum())

    found = minimize(loss, np.asarray([1.0, 0.0]), method="L-BFGS-B", bounds=[(1e-3, None), (None, None)])
    return float(found.x[0]), float(found.x[1])


def _temperature(scores: NDArray[np.float64], targets: NDArray[np.bool_]) -> Calibration:
    """One slope and an offset for each answer, by maximum likelihood with a prior on the offsets."""
    answers = scores.shape[1]
    seen = targets.any(axis=0)

    def loss(parameters: NDArray[np.float64]) -> float:
        logits = scores * parameters[0] + parameters[1:]
        top = logits.max(axis=1, keepdims=True)
        norm = top[:, 0] + np.log(np.exp(logits - top).sum(axis=1))
        return float((norm - (logits * targets).sum(axis=1)).sum() + PRIOR / 2 * (parameters[1:] ** 2).sum())

    start = np.concatenate([[1.0], np.zeros(answers)])
    found = minimize(loss, start, method="L-BFGS-B", bounds=[(1e-3, None)] + [(-5.0, 5.0)] * answers)
    offsets = np.where(seen, found.x[1:], -5.0)
    return Calibration(np.asarray(found.x[0]), offsets)
