"""Readings of stories by worths that never saw them, their event, a near-duplicate or their source."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from nlp.places.decision import Decider
from nlp.places.resolver import PlaceReading, PlaceResolver
from nlp.places.told import Told
from nlp.places.training.examples import Example, read_examples, same_event
from nlp.places.training.fitting import Case, case_of, fit

FOLDS: Final = 5
SEED: Final = 20261125
"""Any fixed number; it shuffles the groups."""
LEAST: Final = 10
"""Stories that an outlet needs to be left out alone; smaller ones are left out together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Labelled stories, read once.

    Attributes:
        examples: The stories.
        told: What each tells.
        cases: What the fit sees of each.
    """

    examples: Sequence[Example]
    told: Sequence[Told]
    cases: Sequence[Case]


def prepare(gold: Path, resolver: PlaceResolver) -> Material:
    """Read every labelled story once."""
    examples = read_examples(gold)
    told = [
        resolver.tell(example.story.title, example.story.text, url=example.story.url) for example in examples
    ]
    cases = [
        case_of(one, example.story.districts, resolver.gazetteer)
        for one, example in zip(told, examples, strict=True)
    ]
    return Material(examples=examples, told=told, cases=cases)


def out_of_fold(material: Material, resolver: PlaceResolver, seed: int = SEED) -> list[PlaceReading]:
    """Readings of the scored stories, each by worths fitted without its group.

    Args:
        material: The stories.
        resolver: Its gazetteer reads them.
        seed: Of the shuffle.

    Returns:
        One reading for each scored example, in order.
    """
    groups = same_event(material.examples)
    names = sorted(set(groups))
    random.Random(seed).shuffle(names)  # noqa: S311 (a split, not a secret)
    fold = {name: number % FOLDS for number, name in enumerate(names)}
    return _read_by_parts(material, resolver, [fold[group] for group in groups], groups)


def source_out(material: Material, resolver: PlaceResolver) -> list[PlaceReading]:
    """Readings of the scored stories, each by worths fitted without its outlet or batch and its event."""
    counts = Counter(example.source for example in material.examples)
    names = [
        example.source if counts[example.source] >= LEAST else f"{example.source[:1]} small"
        for example in material.examples
    ]
    number = {name: n for n, name in enumerate(sorted(set(names)))}
    groups = same_event(material.examples)
    return _read_by_parts(material, resolver, [number[name] for name in names], groups)


def _read_by_parts(
    material: Material, resolver: PlaceResolver, part: Sequence[int], groups: Sequence[int]
) -> list[PlaceReading]:
    readings: dict[int, PlaceReading] = {}
    for number in sorted(set(part)):
        held = [i for i, of in enumerate(part) if of == number and material.examples[i].scored]
        if not held:
            continue
        away = {groups[i] for i in held}
        kept = [i for i, of in enumerate(part) if of != number and groups[i] not in away]
        decider = _decider(material, kept, resolver)
        for i in held:
            readings[i] = resolver.decide(material.told[i], decider)
    return [readings[i] for i, example in enumerate(material.examples) if example.scored]


def _decider(material: Material, members: Iterable[int], resolver: PlaceResolver) -> Decider:
    chosen = list(members)
    worths = fit([material.cases[i] for i in chosen], [material.examples[i].weight for i in chosen])
    return Decider(worths, resolver.gazetteer)
