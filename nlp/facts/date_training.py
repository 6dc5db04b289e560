"""Fit the weights of :mod:`nlp.facts.dated` and say, out of fold, what they change.

``python -m nlp.facts.date_training GOLD`` reads the labelled stories with ids r, h and A–F that are not
relevant (g and G–K are kept for scoring), fits a logistic model with a ridge penalty by Newton steps, prints
the out-of-fold table by threshold and writes ``date_weights.toml``. Stories that are not relevant belong to
no incident, so that folds need not keep incidents together.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from nlp.facts import bench
from nlp.facts.event_date import choose_candidate
from nlp.facts.labelled_days import publication_day
from nlp.facts.reader import read_facts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

TRAINED_ON: Final = frozenset("rhABCDEF")
RIDGE: Final = 4.0
"""Penalty on squared weights. Of 1, 4 and 16 it keeps the most exact days at the threshold taken; its
out-of-fold loss (.499) is that of 1 (.498), with smaller weights."""
NEWTON_STEPS: Final = 30
FOLDS: Final = 10
THRESHOLDS: Final = (0.0, 0.05, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
RARE: Final = 8
"""Signs on fewer stories get no weight."""
_OUT: Final = Path(__file__).with_name("date_weights.toml")


def fit(rows: npt.NDArray[np.float64], given: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Fit a logistic model; the first column is the constant and is not penalised."""
    weights = np.zeros(rows.shape[1])
    penalty = np.full(rows.shape[1], RIDGE)
    penalty[0] = 0.0
    for _ in range(NEWTON_STEPS):
        chance = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (given - chance) - penalty * weights
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty + 1e-9)
        weights += np.linalg.solve(curve, slope)
    return weights


def matrix(signs: Sequence[tuple[str, ...]], names: Sequence[str]) -> npt.NDArray[np.float64]:
    """Turn signs into rows of 0 and 1, with a constant first."""
    place = {name: column for column, name in enumerate(names, start=1)}
    rows = np.zeros((len(signs), len(names) + 1))
    rows[:, 0] = 1.0
    for row, found in enumerate(signs):
        for sign in found:
            if sign in place:
                rows[row, place[sign]] = 1.0
    return rows


def main(gold: Path) -> None:
    """Fit, print and write."""
    stories = [s for s in bench.load(gold) if s["group"] in TRAINED_ON and not s["relevant"]]
    kept: list[tuple[Mapping[str, Any], date, tuple[str, ...]]] = []
    for story in stories:
        facts = read_facts(story["title"] or "", story["text"], published=publication_day(story))
        candidate = choose_candidate(facts, "lain")
        if candidate is not None:
            kept.append((story, candidate.day, candidate.signs))
    signs = [found for _, _, found in kept]
    given = np.array([story["event_date"] is not None for story, _, _ in kept], dtype=np.float64)
    names = sorted({name for found in signs for name in found})
    names = [name for name in names if sum(name in found for found in signs) >= RARE]
    rows = matrix(signs, names)
    folds = np.arange(len(kept)) % FOLDS
    chance = np.zeros(len(kept))
    for fold in range(FOLDS):
        weights = fit(rows[folds != fold], given[folds != fold])
        chance[folds == fold] = 1 / (1 + np.exp(-rows[folds == fold] @ weights))
    loss = -np.mean(given * np.log(chance) + (1 - given) * np.log(1 - chance))
    print(
        f"{len(kept)} stories with a day, {int(given.sum())} labelled with one; out-of-fold loss {loss:.4f}"
    )
    exact = np.array([story["event_date"] == day.isoformat() for story, day, _ in kept])
    for threshold in THRESHOLDS:
        shown = chance >= threshold
        wrongly = int((shown & (given == 0)).sum())
        print(f"{threshold:.2f}: exact {int((shown & exact).sum())}, given where none {wrongly}")
    write(names, fit(rows, given))


def write(names: Sequence[str], weights: npt.NDArray[np.float64]) -> None:
    """Write the weights, largest first, two digits: more would be noise on this many stories."""
    lines = [
        "# Log odds that the day chosen in a story that is not relevant is that of an event, by sign.",
        "# Written by nlp/facts/date_training.py from hand-labelled stories; see nlp/facts/dated.py.",
        "[weights]",
        f"always = {weights[0]:.2f}",
    ]
    order = sorted(zip(names, weights[1:], strict=True), key=lambda pair: -pair[1])
    lines += [f'"{name}" = {weight:.2f}' for name, weight in order]
    _OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
