"""From scores to labels: probabilities, decision points, rules and the codebook's consistency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from nlp.labels.consistency import (
    FORMS,
    PHASES,
    TONES,
    WITHOUT_INCIDENT,
    choose_form,
    choose_phase_and_tone,
)
from nlp.labels.heads import RELEVANT, TENSION, Calibration, columns
from nlp.labels.rules import PROGRAMME_CONFIDENCE, happens_abroad, is_figure_of_speech, speaks_of_harmony
from pantau.labels import (
    DIMENSIONS,
    SENTIMENTS,
    TENSION_PHASES,
    TENSION_TONES,
    Dimension,
    Form,
    Phase,
    Sentiment,
    Tone,
)

MOST_DIMENSIONS: Final = 2
"""The codebook: two only if both are really at stake."""

RULED_OUT: Final = 0.1
"""Probability of relevance that a rule leaves to a story about another country or a figure of speech: none of
55 labelled ones was relevant, which bounds the share at .06."""

OUT_OF_QUESTION: Final = -1e9
"""Score of an answer that a rule excludes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The labels of one story and how sure they are.

    Attributes:
        relevance: Probability in 0..1 that the story is relevant.
        tension: Probability in 0..1 of a tension event, from its own head.
        chances: Probability of the chosen answer given that the story is relevant, by question
            (``sentiment`` whatever the topic); for a story that is not relevant ``sentiment`` only.
        by_rule: A rule, not the model, decided the relevance.
    """

    relevant: bool
    dimensions: tuple[Dimension, ...]
    tone: Tone
    phase: Phase
    form: Form
    sentiment: Sentiment
    relevance: float
    tension: float
    chances: Mapping[str, float]
    by_rule: bool = False

    @property
    def tension_event(self) -> bool:
        """Whether the labels say that a tension event is reported."""
        return self.tone in TENSION_TONES and self.phase in TENSION_PHASES


class Decider:
    """Decides with one model's calibrations, decision points and agreement of phase and tone."""

    def __init__(
        self,
        calibrations: Mapping[str, Calibration],
        points: Mapping[str, list[float]],
        agreement: NDArray[np.float64],
    ) -> None:
        self._calibrations = calibrations
        self._points = points
        self._agreement = agreement
        talk = [phase in WITHOUT_INCIDENT for phase in PHASES]
        self._only_talk = np.where(talk, 0.0, OUT_OF_QUESTION)
        event = np.outer(
            [phase in TENSION_PHASES for phase in PHASES], [tone in TENSION_TONES for tone in TONES]
        )
        self._without_events = np.where(event, OUT_OF_QUESTION, agreement)

    def decide(
        self, scores: NDArray[np.float64], cues: Mapping[str, float], *, known_relevant: bool = False
    ) -> Decision:
        """Labels of one story.

        Args:
            scores: Scores of all heads, shape ``(heads,)``.
            cues: Cue features by name, for the rules.
            known_relevant: A person says that the story is relevant; the other labels are asked for.
        """
        if known_relevant:
            return self._relevant(scores, 1.0, by_rule=False)
        relevance = float(self.probabilities(RELEVANT, scores)[0])
        likely = relevance >= self._points[RELEVANT][0]
        if likely and (happens_abroad(cues) or is_figure_of_speech(cues)):
            return self._not_relevant(scores, RULED_OUT, by_rule=True)
        if not likely and speaks_of_harmony(cues):
            return self._relevant(scores, max(relevance, PROGRAMME_CONFIDENCE), by_rule=True)
        return self._relevant(scores, relevance) if likely else self._not_relevant(scores, relevance)

    def probabilities(self, question: str, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Calibrated probabilities of a question's answers, shape ``(..., answers)``."""
        return self._calibrations[question].probabilities(question, scores[..., columns(question)])

    def _not_relevant(
        self, scores: NDArray[np.float64], relevance: float, *, by_rule: bool = False
    ) -> Decision:
        sentiment, chance = self._sentiment(scores)
        return Decision(
            relevant=False,
            dimensions=(),
            tone="neutral",
            phase="lain",
            form="tidak_ada",
            sentiment=sentiment,
            relevance=relevance,
            tension=float(self.probabilities(TENSION, scores)[0]),
            chances={"sentiment": chance},
            by_rule=by_rule,
        )

    def _relevant(self, scores: NDArray[np.float64], relevance: float, *, by_rule: bool = False) -> Decision:
        phase_scores = self._log_scores("phase", scores) + (self._only_talk if by_rule else 0.0)
        tension = float(self.probabilities(TENSION, scores)[0])
        # A tension event needs both witnesses: phase and tone, and the head that asks for it directly.
        likely = tension >= self._points[TENSION][0]
        phase, tone = choose_phase_and_tone(
            phase_scores,
            self._log_scores("tone", scores),
            self._agreement if likely else self._without_events,
        )
        form = choose_form(phase, scores[columns("form")])
        dimensions, dimension_chance = self._dimensions(scores)
        sentiment, sentiment_chance = self._sentiment(scores)
        return Decision(
            relevant=True,
            dimensions=dimensions,
            tone=tone,
            phase=phase,
            form=form,
            sentiment=sentiment,
            relevance=relevance,
            tension=tension,
            chances={
                "dimensions": dimension_chance,
                "tone": float(self.probabilities("tone", scores)[TONES.index(tone)]),
                "phase": float(self.probabilities("phase", scores)[PHASES.index(phase)]),
                "form": float(self.probabilities("form", scores)[FORMS.index(form)]),
                "sentiment": sentiment_chance,
            },
            by_rule=by_rule,
        )

    def _dimensions(self, scores: NDArray[np.float64]) -> tuple[tuple[Dimension, ...], float]:
        chances = self.probabilities("dimensions", scores)
        order = np.argsort(-chances, kind="stable")
        points = self._points["dimensions"]
        chosen = [int(order[0]), *(int(i) for i in order[1:MOST_DIMENSIONS] if chances[i] >= points[i])]
        return tuple(DIMENSIONS[i] for i in chosen), float(chances[order[0]])

    def _sentiment(self, scores: NDArray[np.float64]) -> tuple[Sentiment, float]:
        best = int(scores[columns("sentiment")].argmax())
        return SENTIMENTS[best], float(self.probabilities("sentiment", scores)[best])

    def _log_scores(self, question: str, scores: NDArray[np.float64]) -> NDArray[np.float64]:
        """Scores in units of log probability, without the calibration's offsets.

        The heads were fitted with rare answers weighted up; the offsets would take that back, and rare
        phases would never be chosen.
        """
        return np.asarray(scores[columns(question)] * self._calibrations[question].slope)
