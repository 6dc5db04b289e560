"""``pantau bench labels``: figures of models that never saw the story, its event or a near-duplicate.

Grouped cross-validation on the real labelled stories: for each fold the heads, the calibration, the
decision points and the agreement of phase and tone come from the other folds alone (the last three
from an inner cross-validation). Vocabulary and topics come from unlabelled stories that are not among
the labelled ones. Retold, further and borrowed texts only train, and only where they tell no event
of the fold.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.labels.baselines import KeywordReader, majority
from nlp.labels.consistency import PHASES
from nlp.labels.decision import Decider, Decision
from nlp.labels.measures import (
    calibration_error,
    f1,
    macro_f1,
    one_hot,
    precision,
    precision_at,
    recall,
    with_interval,
)
from nlp.training.corpus import Example, is_tension
from nlp.training.crossing import fit_scores, folds, learn_decisions
from nlp.training.prepared import Prepared, prepare
from nlp.training.train import SEED
from pantau.labels import DIMENSIONS, FORMS, SENTIMENTS, TONES

OUTER: Final = 5
INNER: Final = 3
"""Folds outside and inside; three inside keep the whole at 20 fits."""

PREVALENCE: Final = 0.03
"""Share of tension events among the stories of regional sites (random regional stories of the corpus)."""

LEAST_CASES: Final = 20
"""Cases that a form must have to be scored: below, one story moves F1 by more than .05."""

REGIONAL: Final = "regional_2018_2026"
"""Source of the stories that are nearest to the daily stream."""

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Stories with their labels by hand and by machine.

    Attributes:
        said: Labels by machine, from title and text alone.
        told: The same where relevance was given from the labels by hand (relevant stories only).
        confidence: Probability of the labels by machine, by field.
    """

    examples: list[Example]
    groups: NDArray[np.int64]
    said: list[dict[str, Any]]
    told: list[dict[str, Any] | None]
    confidence: list[dict[str, float]]


def evaluate(
    data: Path, *, seed: int = SEED, sources: bool = True, report: Report = lambda _: None
) -> dict[str, Any]:
    """Measure the label model.

    Args:
        data: Folder that holds ``gold/`` and ``data/``.
        seed: Seed of splits and solvers.
        sources: Also leave out one source at a time.
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
        "figures": figures(judged, seed),
        "regional": figures(_only(judged, lambda e: e.source == REGIONAL), seed),
        "baselines": _baselines(judged, seed),
        "mistakes": mistakes(judged),
    }
    if sources:
        found["left_out_source"] = _by_left_out_source(prepared, seed, report)
    return found


def cross_validated(prepared: Prepared, seed: int, report: Report = lambda _: None) -> Judged:
    """Labels of every real story by a model that saw neither it nor its event."""
    everything = np.arange(len(prepared.examples), dtype=np.int64)
    parts = []
    for number, (train, test) in enumerate(folds(prepared, everything, OUTER, seed), 1):
        report(f"fold {number} of {OUTER}: {len(train)} to learn from, {len(test)} to judge")
        parts.append(_judge(prepared, train, test, seed))
    return _joined(parts)


def figures(judged: Judged, seed: int) -> dict[str, dict[str, float]]:
    """All figures of a set of judged stories, each with value, low and high."""
    labels = [e.labels for e in judged.examples]
    measures = _relevance_and_tension(labels, judged.said)
    measures.update(_end_to_end(labels, judged.said))
    found = {name: with_interval(m, judged.groups, seed) for name, m in measures.items()}
    given = [n for n, told in enumerate(judged.told) if told is not None]
    if given:
        told = [t for t in judged.told if t is not None]
        known = _given_relevant([labels[n] for n in given], told)
        found.update({n: with_interval(m, judged.groups[given], seed) for n, m in known.items()})
    if judged.confidence and judged.confidence[0]:
        found.update(_calibration(judged, labels, seed))
    return found


def mistakes(judged: Judged, at_most: int = 30) -> list[dict[str, Any]]:
    """Wrong tension events and wrong relevance, surest first; ids and labels only, no text."""
    found = []
    for example, said, confidence in zip(judged.examples, judged.said, judged.confidence, strict=True):
        wrong = [
            name
            for name, right in (
                ("tension_event", is_tension(said) == example.tension),
                ("relevant", said["relevant"] == example.relevant),
            )
            if not right
        ]
        if wrong:
            keys = ("relevant", "tone", "phase", "form")
            found.append(
                {
                    "id": example.id,
                    "wrong": wrong,
                    "by_hand": {k: example.labels[k] for k in keys},
                    "by_machine": {k: said[k] for k in keys},
                    "confidence": round(confidence["relevant"], 3),
                }
            )
    return sorted(found, key=lambda row: -float(str(row["confidence"])))[:at_most]


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


def _relevance_and_tension(
    labels: Sequence[Mapping[str, Any]], said: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    relevant = _flags(labels, lambda row: row["relevant"]), _flags(said, lambda row: row["relevant"])
    event = _flags(labels, is_tension), _flags(said, is_tension)
    return {
        "relevance_f1": f1(*relevant),
        "relevance_precision": precision(*relevant),
        "relevance_recall": recall(*relevant),
        "tension_event_f1": f1(*event),
        "tension_event_precision": precision(*event),
        "tension_event_recall": recall(*event),
        "tension_event_precision_at_3_percent": precision_at(PREVALENCE, *event),
    }


def _end_to_end(labels: Sequence[Mapping[str, Any]], said: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Figures over all stories: what was wrongly held for relevant counts against every field."""
    counts = [str(row["form"]) for row in labels]
    forms = [form for form in FORMS if counts.count(form) >= LEAST_CASES]
    found = {
        "dimension_macro_f1": macro_f1(*(_dimensions(rows) for rows in (labels, said))),
        "sentiment_macro_f1": _macro("sentiment", SENTIMENTS, labels, said),
        "phase_macro_f1": _macro("phase", PHASES, labels, said),
        "tone_macro_f1": _macro("tone", TONES, labels, said),
    }
    if forms:
        found[f"form_macro_f1_over_{len(forms)}"] = _macro("form", forms, labels, said)
    return found


def _given_relevant(labels: Sequence[Mapping[str, Any]], told: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Figures over relevant stories when relevance is given."""
    counts = [str(row["form"]) for row in labels]
    forms = [form for form in FORMS if counts.count(form) >= LEAST_CASES]
    found = {
        "given_relevant_dimension_macro_f1": macro_f1(*(_dimensions(rows) for rows in (labels, told))),
        "given_relevant_phase_macro_f1": _macro("phase", PHASES, labels, told),
        "given_relevant_tone_macro_f1": _macro("tone", TONES, labels, told),
    }
    if forms:
        found[f"given_relevant_form_macro_f1_over_{len(forms)}"] = _macro("form", forms, labels, told)
    return found


def _calibration(
    judged: Judged, labels: Sequence[Mapping[str, Any]], seed: int
) -> dict[str, dict[str, float]]:
    def column(name: str) -> NDArray[np.float64]:
        return np.asarray([row[name] for row in judged.confidence])

    right = {
        "relevant": np.asarray(
            [s["relevant"] == t["relevant"] for s, t in zip(judged.said, labels, strict=True)]
        ),
        "sentiment": np.asarray(
            [s["sentiment"] == t["sentiment"] for s, t in zip(judged.said, labels, strict=True)]
        ),
        "tension": _flags(labels, is_tension),
    }
    return {
        f"calibration_error_{name}": with_interval(
            calibration_error(column(name), truth), judged.groups, seed
        )
        for name, truth in right.items()
    }


def _baselines(judged: Judged, seed: int) -> dict[str, Any]:
    reader = KeywordReader()
    commonest = majority([e.labels for e in judged.examples])
    by_name = {
        "majority": [commonest for _ in judged.examples],
        "key_words": [reader.read(e.words) for e in judged.examples],
    }
    return {
        name: figures(
            Judged(
                examples=judged.examples,
                groups=judged.groups,
                said=said,
                told=[None for _ in said],
                confidence=[],
            ),
            seed,
        )
        for name, said in by_name.items()
    }


def _by_left_out_source(prepared: Prepared, seed: int, report: Report) -> dict[str, Any]:
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
        found[source] = {"stories": len(test), "figures": figures(judged, seed)}
    return found


def _macro(
    field: str, answers: Iterable[str], labels: Sequence[Mapping[str, Any]], said: Sequence[Mapping[str, Any]]
) -> Any:
    names = tuple(answers)
    return macro_f1(*(one_hot([str(row[field]) for row in rows], names) for rows in (labels, said)))


def _dimensions(rows: Sequence[Mapping[str, Any]]) -> dict[str, NDArray[np.bool_]]:
    return {name: _flags(rows, lambda row, name=name: name in row["dimensions"]) for name in DIMENSIONS}  # type: ignore[misc]


def _flags(rows: Sequence[Mapping[str, Any]], holds: Callable[[Mapping[str, Any]], Any]) -> NDArray[np.bool_]:
    return np.asarray([bool(holds(row)) for row in rows], bool)


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
