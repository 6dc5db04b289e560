"""Scores of stories by models that never saw them, their event or a near-duplicate."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

from nlp.labels.consistency import agreement
from nlp.labels.heads import HEADS, Calibration
from nlp.training.calibrating import calibrate, decision_points
from nlp.training.fitting import fit
from nlp.training.prepared import Prepared

FOLDS: Final = 5
"""Folds of the out-of-fold scores that calibration and decision points are fitted on."""

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What turns scores into labels: see :class:`nlp.labels.decision.Decider`."""

    calibrations: dict[str, Calibration]
    points: dict[str, list[float]]
    agreement: NDArray[np.float64]


def folds(prepared: Prepared, places: Places, count: int, seed: int) -> Iterator[tuple[Places, Places]]:
    """Split real stories into folds that keep an event on one side.

    Args:
        prepared: The data.
        places: Examples that take part; real ones among them are split, the others only train.
        count: Number of folds.
        seed: Seed of the shuffle.

    Yields:
        Places to train on (real, retold, further and borrowed ones of other events) and real places to score.
    """
    real = np.intersect1d(places, prepared.real)
    others = np.setdiff1d(places, prepared.real)
    splitter = GroupKFold(count, shuffle=True, random_state=seed)
    for train, test in splitter.split(real, groups=prepared.groups[real]):
        held_out = np.unique(prepared.groups[real[test]])
        apart = others[~np.isin(prepared.groups[others], held_out)]
        yield np.sort(np.concatenate([real[train], apart])), real[test]


def fit_scores(prepared: Prepared, train: Places, test: Places, seed: int) -> NDArray[np.float64]:
    """Scores of ``test`` by a fit on ``train``, shape ``(test, heads)``."""
    weights, intercepts = fit(prepared.fitted[train], [prepared.examples[n] for n in train], seed)
    return np.asarray(prepared.fitted[test] @ weights + intercepts)


def crossed_scores(
    prepared: Prepared, places: Places, seed: int, *, count: int = FOLDS
) -> tuple[Places, NDArray[np.float64]]:
    """Out-of-fold scores of the real stories among ``places``.

    Returns:
        Their places and their scores, shape ``(stories, heads)``.
    """
    real = np.intersect1d(places, prepared.real)
    scores = np.zeros((len(real), len(HEADS)))
    for train, test in folds(prepared, places, count, seed):
        scores[np.searchsorted(real, test)] = fit_scores(prepared, train, test, seed)
    return real, scores


def learn_decisions(
    prepared: Prepared,
    places: Places,
    seed: int,
    *,
    count: int = FOLDS,
) -> Decisions:
    """Calibration and decision points from out-of-fold scores of ``places`` alone.

    Args:
        prepared: The data.
        places: Examples to train on.
        seed: Seed of splits and solvers.
        count: Number of folds.
    """
    real, scores = crossed_scores(prepared, places, seed, count=count)
    examples = [prepared.examples[n] for n in real]
    calibrations = calibrate(scores, examples)
    return Decisions(
        calibrations=calibrations,
        points=decision_points(scores, examples, calibrations),
        agreement=_agreement(prepared, places),
    )


def _agreement(prepared: Prepared, places: Sequence[int] | Places) -> NDArray[np.float64]:
    relevant = [e for n in places if (e := prepared.examples[int(n)]).relevant]
    return agreement(
        (e.labels["phase"], e.labels["tone"], 1.0 if e.origin != "retold" else 0.5) for e in relevant
    )
