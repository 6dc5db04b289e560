"""``pantau bench labels``: figures of models that never saw the story, its event or a near-duplicate.

Grouped cross-validation on the real labelled stories: for each fold the heads, the calibration, the
decision points and the agreement of phase and tone come from the other folds alone (the last three
from an inner cross-validation). Vocabulary and topics come from unlabelled stories that are not among
the labelled ones. Retold, further and borrowed texts only train, and only where they tell no event
of the fold.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.labels.baselines import KeywordReader, majority
from nlp.labels.decision import Decider, Decision
from nlp.labels.judging import Judged, figures, mistakes
from nlp.labels.measures import RESAMPLES
from nlp.training.corpus import Example
from nlp.training.crossing import fit_scores, folds, learn_decisions
from nlp.training.prepared import Prepared, prepare
from nlp.training.train import SEED

OUTER: Final = 5
INNER: Final = 3
"""Folds outside and inside; three inside keep the whole at 20 fits."""

REGIONAL: Final = "regional_2018_2026"
"""Source of the stories that are nearest to the daily stream."""

Report = Callable[[str], None]


def evaluate(
    data: Path,
    *,
    seed: int = SEED,
    sources: bool = True,
    resamples: int = RESAMPLES,
    report: Report = lambda _: None,
) -> dict[str, Any]:
    """Measure the label model.

    Args:
        data: Folder that holds ``gold/`` and ``data/``.
        seed: Seed of splits and solvers.
        sources: Also leave out one source at a time.
        resamples: Bootstrap resamples behind each interval.
        report: Called with a line about each step.

    Returns:
        JSON-ready: corpus digests, date, machine, figures with intervals of the model, of the
        regional stories alone, of the baselines, by left-out source, and the surest mistakes by id.

    Raises:
        TrainingError: Data is missing or does not follow the codebook.
    """
    report("reading stories and building features")
    prepared = prepare(data, seed)
    judged = cross_validated(prepared, seed, report)
    found: dict[str, Any] = {
        "corpus": prepared.digests,
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}",
        "stories": len(judged.examples),
        "relevant": sum(e.relevant for e in judged.examples),
        "figures": figures(judged, seed, resamples),
        "regional": figures(_only(judged, lambda e: e.source == REGIONAL), seed, resamples),
        "baselines": _baselines(judged, seed, resamples),
        "mistakes": mistakes(judged),
    }
    if sources:
        found["left_out_source"] = _by_left_out_source(prepared, seed, resamples, report)
    return found


def cross_validated(prepared: Prepared, seed: int, report: Report = lambda _: None) -> Judged:
    """Labels of every real story by a model that saw neither it nor its event."""
    everything = np.arange(len(prepared.examples), dtype=np.int64)
    parts = []
    for number, (train, test) in enumerate(folds(prepared, everything, OUTER, seed), 1):
        report(f"fold {number} of {OUTER}: {len(train)} to learn from, {len(test)} to judge")
        parts.append(_judge(prepared, train, test, seed))
    return _joined(parts)


def _judge(prepared: Prepared, train: NDArray[np.int64], test: NDArray[np.int64], seed: int) -> Judged:
    learned = learn_decisions(prepared, train, seed, count=INNER)
    scores = fit_scores(prepared, train, test, seed)
    decider = Decider(learned.calibrations, learned.points, learned.agreement)
    examples = [prepared.examples[n] for n in test]
    cues = [prepared.space.vector_of(e.words).cues for e in examples]
    decisions = [decider.decide(s, c) for s, c in zip(scores, cues, strict=True)]
    return Judged(
        examples=examples,
        groups=prepared.groups[test],
        said=[_as_labels(d) for d in decisions],
        told=[
            _as_labels(decider.decide(s, {}, known_relevant=True)) if e.relevant else None
            for e, s in zip(examples, scores, strict=True)
        ],
        confidence=[_chances(d) for d in decisions],
    )


def _as_labels(decision: Decision) -> dict[str, Any]:
    fields = ("relevant", "dimensions", "tone", "phase", "form", "sentiment")
    return {name: getattr(decision, name) for name in fields}


def _chances(decision: Decision) -> dict[str, float]:
    certain = decision.relevance if decision.relevant else 1 - decision.relevance
    return {"relevant": certain, "tension": decision.tension, "sentiment": decision.chances["sentiment"]}


def _baselines(judged: Judged, seed: int, resamples: int) -> dict[str, Any]:
    reader = KeywordReader()
    commonest = majority([e.labels for e in judged.examples])
    by_name = {
        "majority": [commonest for _ in judged.examples],
        "key_words": [reader.read(e.words) for e in judged.examples],
    }
    return {
        name: figures(replace(judged, said=said, told=[None for _ in said], confidence=[]), seed, resamples)
        for name, said in by_name.items()
    }


def _by_left_out_source(prepared: Prepared, seed: int, resamples: int, report: Report) -> dict[str, Any]:
    sources = sorted({prepared.examples[n].source for n in prepared.real})
    found = {}
    for source in sources:
        test = np.asarray([n for n in prepared.real if prepared.examples[n].source == source], np.int64)
        held_out = np.unique(prepared.groups[test])
        train = np.flatnonzero(
            ~np.isin(prepared.groups, held_out)
            & np.asarray([source not in e.source for e in prepared.examples])
        )
        report(f"without {source}: {len(test)} to judge")
        judged = _judge(prepared, train, test, seed)
        found[source] = {"stories": len(test), "figures": figures(judged, seed, resamples)}
    return found


def _only(judged: Judged, chosen: Callable[[Example], bool]) -> Judged:
    rows = [n for n, e in enumerate(judged.examples) if chosen(e)]
    return Judged(
        examples=[judged.examples[n] for n in rows],
        groups=judged.groups[rows],
        said=[judged.said[n] for n in rows],
        told=[judged.told[n] for n in rows],
        confidence=[judged.confidence[n] for n in rows],
    )


def _joined(parts: Sequence[Judged]) -> Judged:
    return Judged(
        examples=[e for part in parts for e in part.examples],
        groups=np.concatenate([part.groups for part in parts]),
        said=[s for part in parts for s in part.said],
        told=[t for part in parts for t in part.told],
        confidence=[c for part in parts for c in part.confidence],
    )
