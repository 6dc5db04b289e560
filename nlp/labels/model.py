"""The label model: what a story reports, by linear models and the codebook's rules.

>>> model = LabelModel.load()
>>> model.read("Dua Kelompok Warga Bentrok", "Dua kelompok warga saling lempar batu ...").form
'bentrok'
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.labels.decision import Decider, Decision
from nlp.labels.evidence import find_evidence
from nlp.labels.features import Vector
from nlp.labels.heads import HEADS, RELEVANT
from nlp.labels.reading import NOTHING, LabelReading
from nlp.labels.weights import SHIPPED, Weights, load
from pantau.records import Evidence

LOW: Final = 0.5
"""A field less probable than this is named as a doubt: more likely wrong than right."""

UNDECIDED: Final = (0.3, 0.7)
"""Probabilities of relevance or of a tension event between which a person should look."""

SHORT: Final = 80
"""Characters of title and text below which a story is too short to judge (one line of a headline)."""

LETTERS_WITHIN: Final = 4000
"""Characters searched for a letter; a text without one up to there is a table or noise."""

BY_RULE: Final = ("relevant", "dimensions", "tone", "phase", "form")
"""Fields that a story which is not relevant has by the codebook: as sure as that it is not relevant."""


class LabelModel:
    """Reads labels with one trained model. Not safe to share between threads (the stemmer is not)."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._decider = Decider(
            weights.calibrations, weights.points, np.asarray(weights.card["agreement"], np.float64)
        )
        self._speaks_for = {
            RELEVANT: weights.matrix[:, HEADS.index("relevant:yes")].copy(),
            "tone": weights.matrix[:, HEADS.index("tension:yes")].copy(),
        }

    @classmethod
    def load(cls, path: Path | None = None) -> LabelModel:
        """Load a model file; without a path the one that ships with Pantau.

        Raises:
            ModelError: The file is missing, broken or of another format.
        """
        return cls(load(path or SHIPPED))

    @property
    def digest(self) -> str:
        """First 12 hexadecimal digits of the model file's SHA-256."""
        return self.weights.digest

    def read(self, title: str, text: str) -> LabelReading:
        """Read the labels of one story.

        Args:
            title: Headline, may be empty.
            text: Body; the first 2,000 characters are read.

        Returns:
            Labels that keep the hard rules; for a story without letters :data:`~.reading.NOTHING`.
        """
        if not any(c.isalpha() for c in title) and not any(c.isalpha() for c in text[:LETTERS_WITHIN]):
            return NOTHING
        vector = self.weights.space.vector(title, text)
        decision = self._decider.decide(self.scores(vector), vector.cues)
        return LabelReading(
            relevant=decision.relevant,
            dimensions=decision.dimensions,
            tone=decision.tone,
            phase=decision.phase,
            form=decision.form,
            sentiment=decision.sentiment,
            tension=decision.tension,
            confidence=_confidence(decision),
            evidence=self._evidence(decision, title, text),
            doubts=_doubts(decision, len(title) + len(text)),
        )

    def read_many(self, stories: Iterable[tuple[str, str]]) -> Iterator[LabelReading]:
        """Read pairs of title and text, in order."""
        return (self.read(title, text) for title, text in stories)

    def scores(self, vector: Vector) -> NDArray[np.float64]:
        """Scores of all heads for a vector, shape ``(heads,)``."""
        summed = vector.values @ self.weights.matrix[vector.places]
        return np.asarray(summed + self.weights.intercepts, np.float64)

    def _evidence(self, decision: Decision, title: str, text: str) -> tuple[Evidence, ...]:
        if not decision.relevant:
            return ()
        field = "tone" if decision.tension_event else RELEVANT
        return find_evidence(self.weights.space, self._speaks_for[field], field, title, text)


def _confidence(decision: Decision) -> dict[str, float]:
    if not decision.relevant:
        found = dict.fromkeys(BY_RULE, 1 - decision.relevance)
    else:
        found = {name: decision.relevance * chance for name, chance in decision.chances.items()}
        found["relevant"] = decision.relevance
    return {**found, "sentiment": decision.chances["sentiment"]}


def _doubts(decision: Decision, length: int) -> tuple[str, ...]:
    doubts = [f"low-confidence:{name}" for name, chance in decision.chances.items() if chance < LOW]
    if UNDECIDED[0] <= decision.relevance <= UNDECIDED[1]:
        doubts.insert(0, "low-confidence:relevant")
    if decision.by_rule:
        doubts.append("by-rule:relevant" if decision.relevant else "by-rule:not-relevant")
    if decision.relevant and UNDECIDED[0] <= decision.tension <= UNDECIDED[1]:
        doubts.append("tension-undecided")
    if length < SHORT:
        doubts.append("short-text")
    return tuple(doubts)
