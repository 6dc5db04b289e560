"""Figures that say how good labels are, each with a bootstrap interval over events."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

RESAMPLES: Final = 1000
"""Bootstrap resamples: the ends of a 95 % interval rest on 25 of them on each side."""

INTERVAL: Final = (2.5, 97.5)

BINS: Final = 10
"""Bins of equal size for the calibration error."""

Measure = Callable[[NDArray[np.int64]], float]
"""A figure over a choice of stories (their numbers, repeats allowed)."""


class Bootstrap:
    """Resamples of whole groups, drawn once and used for every figure.

    Whole groups (events with their near-duplicates) are drawn, not stories: two reports of one event
    are not two independent cases.

    Args:
        groups: Group of each story, shape ``(stories,)``; at least one.
        seed: Seed of the drawing.
        count: Number of resamples.
    """

    def __init__(self, groups: NDArray[np.int64], seed: int, count: int = RESAMPLES) -> None:
        _, numbers = np.unique(groups, return_inverse=True)
        members = [np.flatnonzero(numbers == n) for n in range(int(numbers.max()) + 1)]
        drawn = np.random.default_rng(seed)
        self._all = np.arange(len(groups))
        self._resamples = [
            np.concatenate([members[n] for n in drawn.integers(0, len(members), len(members))])
            for _ in range(count)
        ]

    def figure(self, measure: Measure) -> dict[str, float | None]:
        """A figure with its 95 % percentile interval.

        Returns:
            ``value``, ``low``, ``high``; ``None`` where the figure does not exist (precision of nothing).
        """
        values = [measure(rows) for rows in self._resamples]
        there = [value for value in values if not math.isnan(value)]
        low, high = np.percentile(there, INTERVAL) if there else (math.nan, math.nan)
        found = {"value": measure(self._all), "low": float(low), "high": float(high)}
        return {name: None if math.isnan(value) else value for name, value in found.items()}


def f1(truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> Measure:
    """F1 of a binary answer."""

    def measure(rows: NDArray[np.int64]) -> float:
        return _f1(truth[rows], said[rows])

    return measure


def macro_f1(truth: Mapping[str, NDArray[np.bool_]], said: Mapping[str, NDArray[np.bool_]]) -> Measure:
    """Mean F1 over answers, each given as truth and said per story (several may hold at once)."""

    def measure(rows: NDArray[np.int64]) -> float:
        return float(np.mean([_f1(truth[answer][rows], said[answer][rows]) for answer in truth]))

    return measure


def precision(truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> Measure:
    """Share of what was said that is true; not a number where nothing was said."""

    def measure(rows: NDArray[np.int64]) -> float:
        given = int(said[rows].sum())
        return float((truth[rows] & said[rows]).sum() / given) if given else float("nan")

    return measure


def recall(truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> Measure:
    """Share of what is true that was said."""

    def measure(rows: NDArray[np.int64]) -> float:
        there = int(truth[rows].sum())
        return float((truth[rows] & said[rows]).sum() / there) if there else float("nan")

    return measure


def precision_at(prevalence: float, truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> Measure:
    """Precision that the same hit and false-alarm rates give where only ``prevalence`` of stories are true.

    The labelled stories are enriched with candidates; on the daily stream three in a hundred report a
    tension event. The negatives are those of the labelled set, hard candidates among them, so that
    the figure is rather too low than too high.
    """

    def measure(rows: NDArray[np.int64]) -> float:
        positive, negative = said[rows][truth[rows]], said[rows][~truth[rows]]
        if not len(positive) or not len(negative) or not said[rows].any():
            return float("nan")
        hits, alarms = positive.mean() * prevalence, negative.mean() * (1 - prevalence)
        return float(hits / (hits + alarms))

    return measure


def calibration_error(confidence: NDArray[np.float64], right: NDArray[np.bool_]) -> Measure:
    """Expected calibration error: mean distance of confidence and share right over bins of equal size."""

    def measure(rows: NDArray[np.int64]) -> float:
        order = rows[np.argsort(confidence[rows], kind="stable")]
        gaps = [
            abs(float(confidence[part].mean()) - float(right[part].mean())) * len(part)
            for part in np.array_split(order, BINS)
            if len(part)
        ]
        return float(sum(gaps) / len(order))

    return measure


def one_hot(values: Sequence[str], answers: Sequence[str]) -> dict[str, NDArray[np.bool_]]:
    """For each answer, which values are it."""
    array = np.asarray(values, dtype=object)
    return {answer: np.asarray(array == answer, bool) for answer in answers}


def _f1(truth: NDArray[np.bool_], said: NDArray[np.bool_]) -> float:
    hits = int((truth & said).sum())
    total = int(truth.sum()) + int(said.sum())
    return 2 * hits / total if total else 1.0
