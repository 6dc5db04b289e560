"""A title or body made ready for reading: lower case, markup and sidebars blanked, sentences found.

Everything keeps its length, so that an offset in the prepared text is an offset in the original.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nlp.facts.lexicon import Hit, find
from nlp.facts.records import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_CHARS: Final = 20_000
"""The body is read up to here. The reported event stands in the opening; 99.9 % of the stories of the
regional papers are shorter, and a longer body is an appendix, a live ticker or a scraping accident."""

LONGEST_SENTENCE: Final = 600
"""Characters after which a sentence is cut; the sentences of news have 90 to 300."""

_TAG: Final = re.compile(r"<[a-zA-Z/!][^<>]{0,300}>")
_ENTITY: Final = re.compile(r"&(?:nbsp|amp|quot|lt|gt|#\d{1,5}|#x[0-9a-fA-F]{1,4}|[rl][sd]quo|[mn]dash);")
_HYPHEN_END: Final = re.compile(r"(?<=[a-z])-[ \t]?\r?\n(?=[a-z])")

# A link to another story says nothing about this one (hard rule 8). It is known by its colon or by a
# quoted headline. A headline has no full stop, so the link ends with its line or
# sentence; 160 characters bound it where the whole body is one line.
_SIDEBAR: Final = re.compile(
    r"(?:baca[\s_]?juga|simak(?:[\s_](?:juga|pula))?(?:[\s_]video)?|lihat[\s_]juga|tonton[\s_]juga"
    r"|(?:berita|artikel)[\s_]terkait|baca[\s_]selengkapnya|related[\s_]posts?|saksikan[\s_]video"
    r"|scroll[\s_]to[\s_]continue[\s_]with[\s_]content)"
    r"(?:(?<=content)|\s?:\s{0,3}[^\n.!?]{0,160}|(?=[^\n]{0,200}\n)(?:[ \t]video)?\s?[\"'“‘][^\n]{0,160})?"
)

# Looked for first, because most bodies have none and the pattern is slow.
_SIDEBAR_SIGNS: Final = (
    "baca juga",
    "baca_juga",
    "bacajuga",
    "baca selengkapnya",
    "simak",
    "lihat juga",
    "tonton",
    "berita terkait",
    "artikel terkait",
    "related",
    "saksikan video",
    "scroll to",
)

_BREAK: Final = re.compile(r"[.!?…][\"”’')\]]*\s+|\n+")
# A full stop after these ends no sentence; single letters ("H.", "M.") and numbers are seen to apart.
_ABBREVIATION_LIST: Final = """
kec kab jl jln no nomor dr drs dra ir prof st rp km kp ds kel gg tgl pol inf kav cpl brigjen kombes irjen
akbp kompol iptu ipda aiptu bripka brigadir letkol mayjen kol lettu kapt hj ust kh sdr tn ny bpk sh mh
msi spd alm pt cv tbk ma hal jend
"""
_ABBREVIATIONS: Final = frozenset(_ABBREVIATION_LIST.split())


@dataclass(frozen=True, slots=True)
class Passage:
    """One prepared field of a story.

    Attributes:
        raw: The field as published, at most :data:`MAX_CHARS`.
        text: The same, lower case, with markup and sidebars blanked; same length as ``raw``.
        starts: Offsets at which a sentence begins, ascending, the first is 0.
        hits: Known words of ``text``, ordered by their end.
        ends: The ends of ``hits``, to find those of a sentence.
        recalled: Numbers of the sentences that tell an older story.
    """

    source: Source
    raw: str
    text: str
    starts: tuple[int, ...]
    hits: tuple[Hit, ...]
    ends: tuple[int, ...]
    recalled: frozenset[int]

    def hits_in(self, start: int, end: int) -> tuple[Hit, ...]:
        """Give the known words between two offsets."""
        return self.hits[bisect_right(self.ends, start) : bisect_right(self.ends, end)]

    def sentence(self, position: int) -> tuple[int, int, int]:
        """Give number, start and end of the sentence around a position."""
        number = bisect_right(self.starts, position) - 1
        last = number + 1 == len(self.starts)
        return number, self.starts[number], len(self.text) if last else self.starts[number + 1]

    def span(self, start: int, end: int) -> Span:
        """Cut a span out of the field as published."""
        return Span(source=self.source, start=start, end=end, text=self.raw[start:end])


def prepare(source: Source, raw: str) -> Passage:
    """Prepare one field for reading.

    Args:
        source: Which field of the story it is.
        raw: The field as published; any length, any content.

    Returns:
        The passage; what lies beyond :data:`MAX_CHARS` is left out.
    """
    raw = raw[:MAX_CHARS]
    text = lower_same_length(raw)
    if "<" in text:
        text = _TAG.sub(_blank, text)
    if "&" in text:
        text = _ENTITY.sub(_blank, text)
    if "-\n" in text or "- \n" in text or "-\r" in text:
        text = _HYPHEN_END.sub(_blank, text)
    if source == "text" and any(sign in text for sign in _SIDEBAR_SIGNS):
        text = _SIDEBAR.sub(_blank, text)
    starts = _sentence_starts(text)
    hits = tuple(find(text))
    ends = tuple(hit.end for hit in hits)
    recalled = frozenset(bisect_right(starts, hit.start) - 1 for hit in hits if hit.kind == "recall")
    return Passage(source, raw, text, starts, hits, ends, recalled)


def lower_same_length(raw: str) -> str:
    """Lower-case a text without changing its length (``İ`` would grow by one character)."""
    lowered = raw.lower()
    if len(lowered) == len(raw):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in raw)


_blank: Final[Callable[[re.Match[str]], str]] = lambda match: " " * len(match.group())  # noqa: E731


def _sentence_starts(text: str) -> tuple[int, ...]:
    starts = [0]
    size = len(text)
    for match in _BREAK.finditer(text):
        begin = match.end()
        if begin < size and not _abbreviated(text, match.start()):
            _cut_long(text, starts, begin)
            starts.append(begin)
    _cut_long(text, starts, size)
    return tuple(starts)


def _cut_long(text: str, starts: list[int], end: int) -> None:
    """Cut a run without full stops (a table, OCR) at blanks, so that no sentence is endless."""
    while end - starts[-1] > LONGEST_SENTENCE:
        limit = starts[-1] + LONGEST_SENTENCE
        blank = text.rfind(" ", starts[-1] + 1, limit)
        starts.append(blank + 1 if blank > 0 else limit)


def _abbreviated(text: str, stop: int) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation, an initial or a number."""
    if text[stop] != ".":
        return False
    begin = stop
    while begin > 0 and stop - begin < 9 and text[begin - 1].isalpha():
        begin -= 1
    word = text[begin:stop]
    return len(word) == 1 or word in _ABBREVIATIONS
