"""What the model must beat: always the commonest answer, and a reader of key words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from nlp.labels.cues import CueCounter
from nlp.labels.words import WordReader, Words

ACTS: Final = {
    "bentrok": "bentrok",
    "rusak": "perusakan",
    "massa_hakim": "main_hakim_sendiri",
    "serangan": "serangan",
    "separatis": "separatis_teror",
    "tolak": "penolakan",
    "ujaran": "ujaran",
    "protes": "unjuk_rasa",
}
"""Cue groups of acts and the form each stands for, most violent first."""

DIMENSION_CUES: Final = {
    "keberagamaan": ("agama",),
    "budaya": ("budaya",),
    "ekonomi": ("lahan", "kerja", "langka"),
}

ELSEWHERE: Final = ("luar_negeri", "olahraga", "hiburan", "kiasan")

NOT_RELEVANT: Final[Mapping[str, Any]] = {
    "relevant": False,
    "dimensions": [],
    "tone": "neutral",
    "phase": "lain",
    "form": "tidak_ada",
}


def majority(labels: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The commonest relevance and sentiment; with them every other field by rule."""
    sentiment = Counter(str(row["sentiment"]) for row in labels).most_common(1)[0][0]
    return {**NOT_RELEVANT, "sentiment": sentiment}


class KeywordReader:
    """Reads labels by key words in title and lead: an act and a collective make an event."""

    def __init__(self) -> None:
        self._cues = CueCounter(WordReader())

    def read(self, words: Words) -> dict[str, Any]:
        """Labels of a story."""
        head = self._cues.count([*words.title, *words.lead])
        acts = [form for cue, form in ACTS.items() if head.get(cue)]
        talk = head.get("program", 0) > 0 or head.get("cegah", 0) >= 2
        sentiment = "negatif" if acts or head.get("korban") else "positif" if head.get("rukun") else "netral"
        elsewhere = any(head.get(cue) for cue in ELSEWHERE)
        if elsewhere or not ((acts and head.get("kolektif")) or talk):
            return {**NOT_RELEVANT, "sentiment": sentiment}
        phase = self._phase(head, talk)
        event = phase != "pencegahan"
        return {
            "relevant": True,
            "dimensions": [_dimension(head)],
            "tone": "tension" if event else "neutral",
            "phase": phase,
            "form": acts[0] if acts and event else "tidak_ada" if not event else "lainnya",
            "sentiment": sentiment,
        }

    @staticmethod
    def _phase(head: Mapping[str, int], talk: bool) -> str:
        if talk:
            return "pencegahan"
        if head.get("hukum") or head.get("pulih"):
            return "lanjutan"
        return "potensi" if head.get("ancam") else "peristiwa"


def _dimension(head: Mapping[str, int]) -> str:
    counts = {name: sum(head.get(cue, 0) for cue in cues) for name, cues in DIMENSION_CUES.items()}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else "sosial"
