"""The sentences that carry a decision, verbatim and with their offsets."""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from nlp.labels.features import FeatureSpace
from nlp.labels.words import BODY_LENGTH
from nlp.sentences import sentences
from pantau.records import Evidence

AT_MOST: Final = 3
"""Sentences shown: what a person reads in ten seconds."""

SHARE: Final = 0.4
"""A further sentence is shown when it weighs at least this share of the heaviest one."""

HEADLINE_BONUS: Final = 1.25
"""A headline names the event in few words; it wins against an equally heavy sentence of the body."""


def find_evidence(
    space: FeatureSpace, column: NDArray[np.float32], field: str, title: str, text: str
) -> tuple[Evidence, ...]:
    """Sentences that speak most for a decision.

    Each sentence's weight is the sum of its terms' weights in the linear model (as in the body), divided
    by the root of their number, so that length alone does not win.

    Args:
        space: Feature space of the model.
        column: Weights of the head that decided, shape ``(space.size,)``.
        field: Name of the label that the sentences speak for.
        title: Headline.
        text: Body; the part that the model reads is searched.

    Returns:
        One to three, heaviest first; none where no sentence speaks for the decision.
    """
    found: list[tuple[float, Evidence]] = []
    if title.strip():
        weight = HEADLINE_BONUS * _weight(space, column, title)
        found.append((weight, _evidence(field, "title", title, 0, len(title))))
    for start, end in sentences(text[: BODY_LENGTH + 600]):
        weight = _weight(space, column, text[start:end])
        found.append((weight, _evidence(field, "text", text, start, end)))
    found = sorted((f for f in found if f[0] > 0), key=lambda f: (-f[0], f[1].source, f[1].start))
    return tuple(e for weight, e in found[:AT_MOST] if weight >= SHARE * found[0][0])


def _weight(space: FeatureSpace, column: NDArray[np.float32], sentence: str) -> float:
    places, values = space.body_places(space.reader.stems(sentence))
    if not places:
        return 0.0
    return float(np.dot(column[places], values) / np.sqrt(len(places)))


def _evidence(field: str, source: Literal["title", "text"], text: str, start: int, end: int) -> Evidence:
    return Evidence(field=field, source=source, start=start, end=end, text=text[start:end])
