"""Fits the heads: one weighted logistic regression each (L2, liblinear)."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from nlp.labels.heads import ANSWERS, BINARY, HEADS, RELEVANT, TENSION
from nlp.training import sentiments
from nlp.training.corpus import Example

STRENGTH: Final = 10.0
"""Inverse regularisation ``C``. 3, 10 and 30 gave the same average precision within .005."""

ITERATIONS: Final = 300

TOLERANCE: Final = 0.01
"""Stopping criterion of liblinear; .0001 takes twice the time and changes no figure in the third digit."""

RETOLD_WEIGHT: Final[Mapping[str, tuple[float, float]]] = {
    RELEVANT: (0.1, 0.3),
    TENSION: (0.1, 0.3),
    "dimensions": (0.5, 0.0),
    "tone": (0.5, 0.0),
    "phase": (0.5, 0.0),
    "form": (0.5, 0.0),
    "sentiment": (0.3, 0.3),
}
"""Weight of a retold story (relevant, not relevant) against 1 of a real one.

Retold stories are mostly relevant and real ones mostly not: at full weight a model learns the manner
of writing (tension events on the natural mix: .48 at 1/1, .52 at .1/.3). Given that a story is
relevant, its manner says nothing about dimension, phase or form, so there they count half."""

BALANCE: Final = 0.5
"""Exponent of inverse answer frequency in the weights of questions with several answers. At 0 rare
phases (potensi, opini) are never given; at 1 they are given too often. Phase macro-F1 .52, .59 at 0, .5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Targets of one question over the examples.

    Attributes:
        rows: Examples that take part.
        targets: For these, shape ``(rows, answers)``, true where the answer holds.
        weights: For these, shape ``(rows,)``.
    """

    rows: NDArray[np.int64]
    targets: NDArray[np.bool_]
    weights: NDArray[np.float64]


def task(question: str, examples: Sequence[Example]) -> Task:
    """Targets and weights of a question."""
    rows = np.asarray([n for n, e in enumerate(examples) if _takes_part(question, e)], np.int64)
    chosen = [examples[n] for n in rows]
    targets = np.asarray([_answers(question, e) for e in chosen], bool).reshape(len(chosen), -1)
    weights = np.asarray([_weight(question, e) for e in chosen], np.float64)
    if question not in BINARY:
        weights = _balanced(targets, weights)
    return Task(rows=rows, targets=targets, weights=weights)


def fit(
    matrix: sparse.csr_matrix, examples: Sequence[Example], seed: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Fit all heads.

    Args:
        matrix: One row for each example (:func:`nlp.training.space.with_topics`).
        examples: The examples.
        seed: Seed of the solver.

    Returns:
        Weights of shape ``(columns, heads)`` and intercepts of shape ``(heads,)``, heads in the order of
        :data:`~nlp.labels.heads.HEADS`. An answer that never (or always) holds gets zero weights and an
        intercept that never (always) chooses it.
    """
    weights = np.zeros((matrix.shape[1], len(HEADS)))
    intercepts = np.zeros(len(HEADS))
    head = 0
    for question in ANSWERS:
        todo = task(question, examples)
        rows = matrix[todo.rows]
        for answer in range(todo.targets.shape[1]):
            weights[:, head], intercepts[head] = _fit_head(rows, todo.targets[:, answer], todo.weights, seed)
            head += 1
    return weights, intercepts


NEVER: Final = -10.0
"""Intercept of an answer without any example; ``-NEVER`` where there is no other answer."""


def _fit_head(
    rows: sparse.csr_matrix, target: NDArray[np.bool_], weights: NDArray[np.float64], seed: int
) -> tuple[NDArray[np.float64], float]:
    if target.all() or not target.any():
        return np.zeros(rows.shape[1]), -NEVER if target.any() else NEVER
    model = LogisticRegression(
        C=STRENGTH, max_iter=ITERATIONS, tol=TOLERANCE, solver="liblinear", random_state=seed
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error", ConvergenceWarning)
        model.fit(rows, target, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])


def _takes_part(question: str, example: Example) -> bool:
    if example.origin == sentiments.ORIGIN:
        return question == "sentiment"
    if _weight(question, example) == 0:
        return False
    if question == RELEVANT:
        return True
    if question == TENSION:
        return example.labels["phase"] is not None
    if example.labels[question] is None:
        return False
    return question == "sentiment" or (example.relevant and example.labels[question] != "lain")


def _answers(question: str, example: Example) -> list[bool]:
    if question == RELEVANT:
        return [example.relevant]
    if question == TENSION:
        return [example.tension]
    value = example.labels[question]
    return [answer in value if question == "dimensions" else answer == value for answer in ANSWERS[question]]


def _weight(question: str, example: Example) -> float:
    if example.origin == sentiments.ORIGIN:
        return sentiments.WEIGHT
    if example.origin != "retold":
        return 1.0
    relevant, irrelevant = RETOLD_WEIGHT[question]
    return relevant if example.relevant else irrelevant


def _balanced(targets: NDArray[np.bool_], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    mass = (targets * weights[:, None]).sum(axis=0)
    factor = np.divide(weights.sum(), mass, out=np.ones_like(mass), where=mass > 0) ** BALANCE
    balanced = weights * (targets @ factor)
    return np.asarray(balanced * len(balanced) / balanced.sum())
