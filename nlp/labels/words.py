"""A story as the label models see it: stems of the title, the lead and the beginning of the body.

What tells one outlet's manner from another's (source line, "Baca juga", the outlet's own name,
figures) is taken out first: a model must learn what is reported, not who reports it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import Stemmer

BODY_LENGTH: Final = 2000
"""Characters of the body that are read. The codebook judges from title and opening; the labelled
stories end at about 2,100 characters and a longer reading would meet words the model never
learned to weigh (background, other cases, link lists)."""

LEAD_LENGTH: Final = 320
"""Characters that count as the lead: the median length of the first two sentences of the regional
stories."""

LEAD_MINIMUM: Final = 120
"""A lead is cut at a sentence's end only after this many characters, so that a one-line teaser does
not stand for it."""

_SOURCE_LINE: Final = re.compile(r"^[^\n]{0,70}?(?:\s[-–—]{1,2}\s|\)\s*[-–—:]\s*|\bI\b\s)")
_OUTLET: Final = re.compile(
    r"\b[\w.]*\.(?:com|co\.id|id|net|tv)\b|detikcom|detik\s?com|\bantara\)|antara news", re.I
)
_LINKS: Final = re.compile(
    r"(?im)^\s*\(?(?:baca|simak|lihat|saksikan)(?: juga)?\s*:.*$|scroll to continue with content"
)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")
_TOKEN: Final = re.compile(r"[A-Za-zÀ-ÿ]+|\d+")
_NUMBER_WIDTH: Final = 4
"""Figures become ``#`` by their width up to this one: a year, a rupiah amount and "12" differ, the
figure itself says nothing about the label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Stems of one story by field, in reading order; ``body`` contains the lead."""

    title: list[str]
    lead: list[str]
    body: list[str]


class WordReader:
    """Turns a story into :class:`Words`. Not safe to share between threads (the stemmer is not)."""

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("indonesian")

    def read(self, title: str, text: str) -> Words:
        """Read a story's title and the beginning of its text."""
        body = plain(text)
        return Words(title=self.stems(title), lead=self.stems(lead(body)), body=self.stems(body))

    def stems(self, text: str) -> list[str]:
        """Stem every word of a text; figures become ``#`` by width."""
        words = (
            w.lower() if not w.isdigit() else "#" * min(len(w), _NUMBER_WIDTH) for w in _TOKEN.findall(text)
        )
        return list(self._stemmer.stemWords(list(words)))


def plain(text: str) -> str:
    """Beginning of a body without its source line, link lines and outlet names."""
    start = text[: BODY_LENGTH + 600]  # room for what is taken out below
    if found := _SOURCE_LINE.match(start):
        start = start[found.end() :]
    return _LINKS.sub(" ", _OUTLET.sub(" ", start))[:BODY_LENGTH]


def lead(body: str) -> str:
    """First sentences of a body, about :data:`LEAD_LENGTH` characters."""
    if len(body) <= LEAD_LENGTH:
        return body
    ends = [found.end() for found in _SENTENCE_END.finditer(body, 0, LEAD_LENGTH)]
    ends = [end for end in ends if end > LEAD_MINIMUM]
    return body[: ends[-1]] if ends else body[:LEAD_LENGTH]


def grams(stems: list[str]) -> Iterable[str]:
    """Stems and pairs of neighbouring stems (``a_b``)."""
    yield from stems
    for left, right in pairwise(stems):
        yield f"{left}_{right}"
