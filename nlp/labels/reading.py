"""What the label model says about one story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pantau.labels import Dimension, Form, Phase, Sentiment, Tone
from pantau.records import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelReading:
    """The labels of one story, consistent with the codebook's hard rules.

    Attributes:
        tension: Probability in 0..1 of a tension event (relevant, tone tension or mixed, phase peristiwa
            or potensi), from a head of its own.
        confidence: Probability in 0..1 that the field is right, by field name.
        evidence: One to three sentences that carry the decision; empty where not relevant.
        doubts: Named reasons to ask a person: ``low-confidence:<field>``, ``by-rule:relevant``,
            ``by-rule:not-relevant``, ``tension-undecided``, ``short-text``, ``not-read``.
    """

    relevant: bool
    dimensions: tuple[Dimension, ...]
    tone: Tone
    phase: Phase
    form: Form
    sentiment: Sentiment
    tension: float = 0.0
    confidence: Mapping[str, float] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[str, ...] = ()


NOTHING = LabelReading(
    relevant=False,
    dimensions=(),
    tone="neutral",
    phase="lain",
    form="tidak_ada",
    sentiment="netral",
    doubts=("not-read",),
)
"""The answer for what cannot be read: no text, or a language other than Indonesian."""
