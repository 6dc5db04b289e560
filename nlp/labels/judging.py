"""Stories labelled by hand and by machine, and the figures that compare the two."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.labels.consistency import PHASES
from nlp.labels.measures import (
    RESAMPLES,
    Bootstrap,
    Measure,
    calibration_error,
    f1,
    macro_f1,
    one_hot,
    precision,
    precision_at,
    recall,
)
from nlp.training.corpus import Example, is_tension
from pantau.labels import DIMENSIONS, FORMS, SENTIMENTS, TONES

PREVALENCE: Final = 0.03
"""Share of tension events among the stories of regional sites (random regional stories of the corpus)."""

LEAST_CASES: Final = 20
"""Cases that a form must have to be scored: below, one story moves F1 by more than .05."""


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


def figures(judged: Judged, seed: int, resamples: int = RESAMPLES) -> dict[str, dict[str, float | None]]:
    """All figures of a set of judged stories, each with value, low and high; none for an empty set."""
    if not judged.examples:
        return {}
    labels = [e.labels for e in judged.examples]
    over_all = Bootstrap(judged.groups, seed, resamples)
    measures = {**_relevance_and_tension(labels, judged.said), **_end_to_end(labels, judged.said)}
    if judged.confidence:
        measures.update(_calibration(judged, labels))
    found = {name: over_all.figure(measure) for name, measure in measures.items()}
    given = [n for n, told in enumerate(judged.told) if told is not None]
    if given:
        told = [t for t in judged.told if t is not None]
        over_relevant = Bootstrap(judged.groups[given], seed, resamples)
        known = _given_relevant([labels[n] for n in given], told)
        found.update({name: over_relevant.figure(measure) for name, measure in known.items()})
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


def _calibration(judged: Judged, labels: Sequence[Mapping[str, Any]]) -> dict[str, Measure]:
    def error(name: str, right: Sequence[bool]) -> Measure:
        chances = np.asarray([row[name] for row in judged.confidence])
        return calibration_error(chances, np.asarray(right, bool))

    pairs = list(zip(judged.said, labels, strict=True))
    found = {
        f"calibration_error_{name}": error(name, [said[name] == by_hand[name] for said, by_hand in pairs])
        for name in ("relevant", "sentiment")
    }
    found["calibration_error_tension"] = error("tension", [is_tension(by_hand) for by_hand in labels])
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
