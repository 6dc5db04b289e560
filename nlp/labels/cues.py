"""Cue groups: what a reader of regional news looks for, counted by field.

The table ``cues.toml`` holds the words; see its head for what may stand there. Few labelled stories
hold any one word, many hold a group, so groups carry over to outlets and events never seen.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from nlp.labels.words import WordReader, Words

TABLE: Final = Path(__file__).with_name("cues.toml")

ALONE_CAP: Final = 3
"""A group counts at most this often in a title or lead; the fourth "warga" says nothing new."""

PAIR_FIRST: Final = (
    "protes",
    "bentrok",
    "serangan",
    "massa_hakim",
    "rusak",
    "tolak",
    "ancam",
    "ujaran",
    "separatis",
)
"""Groups that name an act. An act means little alone ("serangan", "tewas"): with a collective, a
cause or a setting beside it in title and lead it becomes an event, or is shown to be none. The
idea is that of the CSIS incident monitor (an act term and a collective term)."""


@cache
def groups() -> Mapping[str, tuple[str, ...]]:
    """Cue groups: name and its terms as written in the table."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))["groups"]
    return {
        name: tuple(t for part in text.split(";") if (t := " ".join(part.split())))
        for name, text in table.items()
    }


class CueCounter:
    """Counts cue groups in a story."""

    def __init__(self, reader: WordReader) -> None:
        self._by_term: dict[str, list[str]] = {}
        for name, terms in groups().items():
            # Several forms of a word share a stem; the group still counts once for each place.
            for stem in dict.fromkeys("_".join(reader.stems(term)) for term in terms):
                self._by_term.setdefault(stem, []).append(name)

    def count(self, stems: list[str]) -> dict[str, int]:
        """Occurrences of each group among stems, phrases of up to three words included."""
        counts: dict[str, int] = {}
        for gram in _up_to_three(stems):
            for name in self._by_term.get(gram, ()):
                counts[name] = counts.get(name, 0) + 1
        return counts

    def features(self, words: Words) -> dict[str, float]:
        """Cue features of a story: ``group@title``, ``group@lead``, ``group@body`` and act pairs.

        Counts are capped (title, lead) or logarithmic (body); ``act+other`` is 1 where both occur in
        title and lead together.
        """
        title, lead, body = self.count(words.title), self.count(words.lead), self.count(words.body)
        found = {f"{name}@title": float(min(n, ALONE_CAP)) for name, n in title.items()}
        found.update({f"{name}@lead": float(min(n, ALONE_CAP)) for name, n in lead.items()})
        found.update({f"{name}@body": math.log1p(n) for name, n in body.items()})
        head = set(title) | set(lead)
        for act in PAIR_FIRST:
            if act in head:
                found.update({f"{act}+{other}": 1.0 for other in head if other != act})
        return found


def _up_to_three(stems: list[str]) -> Iterator[str]:
    for place, first in enumerate(stems):
        yield first
        if place + 1 < len(stems):
            pair = f"{first}_{stems[place + 1]}"
            yield pair
            if place + 2 < len(stems):
                yield f"{pair}_{stems[place + 2]}"
