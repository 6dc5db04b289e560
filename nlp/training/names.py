"""Which stems are names: they are kept out of the model.

Pantau watches conditions, not people; and a model that learns that a person or a town means trouble has
learned last year's news. Names are found without a list: a word that inside sentences is nearly always
written with a capital. Cross-validated average precision without them: relevance .836 (with .835),
tension event .716 (.710).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

import Stemmer

from nlp.labels.cues import groups
from nlp.labels.words import BODY_LENGTH, WordReader

SHARE: Final = 0.8
"""Share of a stem's uses inside sentences that have a capital first letter and small ones after it.
Acronyms (DPRD, FKUB) are not names."""

_INSIDE: Final = re.compile(r"(?<=[a-z,] )[A-Za-z]+")
"""A word after a small letter or a comma and one blank: not the first of a sentence."""


def find_names(texts: Iterable[str]) -> frozenset[str]:
    """Stems that are names.

    Args:
        texts: Unlabelled texts as published (capitals kept).

    Returns:
        The stems; words of the cue table are never among them ("Polres", "Natal").
    """
    capital: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for text in texts:
        for word in _INSIDE.findall(text[:BODY_LENGTH]):
            small = word.lower()
            every[small] += 1
            if word[0].isupper() and word[1:].islower():
                capital[small] += 1
    words = list(every)
    stems = Stemmer.Stemmer("indonesian").stemWords(words)
    by_stem: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for word, stem in zip(words, stems, strict=True):
        by_stem[stem] += every[word]
        names[stem] += capital[word]
    return frozenset(s for s, n in by_stem.items() if names[s] > SHARE * n) - _cue_stems()


def _cue_stems() -> frozenset[str]:
    reader = WordReader()
    return frozenset(stem for terms in groups().values() for term in terms for stem in reader.stems(term))
