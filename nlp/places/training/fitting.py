"""Fits the worths: a conditional logit with a quadratic penalty, by L-BFGS.

For a story with districts 1..k the probabilities of the districts and of "none" are the softmax of their
sums of worths; the fit makes the labelled answer likely. Source: McFadden 1974; penalty as in ridge
regression. Needs numpy and scipy only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from nlp.places.decision import MAX_DISTRICTS, Worths
from nlp.places.gazetteer import Gazetteer
from nlp.places.signs import district_signs, story_signs
from nlp.places.told import Told

DISTRICT_MIN: Final = 4
"""Districts that must have a sign for it to be learned; 3 to 8 gave the same within .002."""
STORY_MIN: Final = 6
"""The same for signs of stories, which are mostly words."""
PENALTY: Final = 1.0
WORD_PENALTY: Final = 3.0
"""Words of headline and lead are many and each tells little. Penalties of .3 to 10 and 1 to 30 gave exact
sets within .004 out of fold."""
ROUNDS: Final = 150
"""Iterations; the loss no longer moves in the fourth digit."""
DIGITS: Final = 4
"""Decimals of a worth that are kept."""
SMALL: Final = 0.002
"""Worths below this are dropped; they change no probability in the second digit."""

Floats = NDArray[np.float64]
Signs = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One story as the fit sees it.

    Attributes:
        districts: Codes, in the order of their signs.
        signs: Signs of each district.
        story: Signs of the story.
        answer: Codes of the districts that are right.
    """

    districts: tuple[str, ...]
    signs: tuple[Signs, ...]
    story: Signs
    answer: frozenset[str]


def case_of(told: Told, answer: frozenset[str], gazetteer: Gazetteer) -> Case:
    """The case of one labelled story."""
    codes = tuple(tally.code for tally in told.districts[:MAX_DISTRICTS])
    return Case(
        districts=codes,
        signs=tuple(dict(district_signs(told, rank, gazetteer.everyday)) for rank in range(len(codes))),
        story=dict(story_signs(told, gazetteer)) if codes else {},
        answer=answer & frozenset(codes),
    )


def fit(cases: Sequence[Case], weights: Sequence[float], origin: Mapping[str, Any] | None = None) -> Worths:
    """Learn the worths of signs.

    Args:
        cases: Labelled stories; those in which no district is named say nothing and are skipped.
        weights: Of the cases.
        origin: Kept with the worths.
    """
    used = [(case, weight) for case, weight in zip(cases, weights, strict=True) if case.districts]
    problem = _Problem([case for case, _ in used], np.asarray([weight for _, weight in used]))
    found = minimize(
        problem.loss,
        np.zeros(problem.size),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": ROUNDS},
    ).x
    width = len(problem.district)
    return Worths(
        district=_kept(problem.district, found[:width]),
        story=_kept(problem.story, found[width:]),
        origin=dict(origin or {}),
    )


def _kept(names: Sequence[str], values: Floats) -> dict[str, float]:
    return {n: round(float(v), DIGITS) for n, v in zip(names, values, strict=True) if abs(v) >= SMALL}


class _Problem:
    """Loss and gradient over all cases at once."""

    def __init__(self, cases: Sequence[Case], weights: Floats) -> None:
        rows = [signs for case in cases for signs in case.signs]
        self.district = _names(rows, DISTRICT_MIN)
        self.story = _names((case.story for case in cases), STORY_MIN)
        self.size = len(self.district) + len(self.story)
        self._rows = _matrix(rows, self.district)
        self._stories = _matrix([case.story for case in cases], self.story)
        self._of = np.repeat(np.arange(len(cases)), [len(case.signs) for case in cases])
        right = np.asarray([code in case.answer for case in cases for code in case.districts], np.float64)
        count = np.zeros(len(cases))
        np.add.at(count, self._of, right)
        self._right = right / np.maximum(count[self._of], 1.0)
        self._none = (count == 0).astype(np.float64)
        self._weights = weights
        words = np.asarray([name.partition(":")[0] in ("T", "B", "TT", "BB") for name in self.story])
        self._penalty = np.concatenate(
            [np.full(len(self.district), PENALTY), np.where(words, WORD_PENALTY, PENALTY)]
        )

    def loss(self, worths: Floats) -> tuple[float, Floats]:
        """Penalised negative log-likelihood and its gradient."""
        width, of, weights = len(self.district), self._of, self._weights
        sums, none = self._rows @ worths[:width], self._stories @ worths[width:]
        highest = none.copy()
        np.maximum.at(highest, of, sums)
        shares, none_share = np.exp(sums - highest[of]), np.exp(none - highest)
        total = none_share.copy()
        np.add.at(total, of, shares)
        log_total = np.log(total) + highest
        value = (weights * (log_total - self._none * none)).sum() - (weights[of] * self._right * sums).sum()
        by_row = weights[of] * (shares / total[of] - self._right)
        by_story = weights * (none_share / total - self._none)
        gradient = np.concatenate([self._rows.T @ by_row, self._stories.T @ by_story])
        penalty = self._penalty * worths
        return float(value + 0.5 * (penalty * worths).sum()), gradient + penalty


def _names(rows: Iterable[Signs], least: int) -> list[str]:
    counts = Counter(name for signs in rows for name in signs)
    return sorted(name for name, count in counts.items() if count >= least)


def _matrix(rows: Sequence[Signs], names: Sequence[str]) -> sparse.csr_matrix:
    number = {name: column for column, name in enumerate(names)}
    data, columns, ends = [], [], [0]
    for signs in rows:
        for name, value in signs.items():
            column = number.get(name)
            if column is not None:
                data.append(value)
                columns.append(column)
        ends.append(len(data))
    return sparse.csr_matrix((data, columns, ends), shape=(len(rows), len(names)))
