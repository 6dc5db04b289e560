"""Links to other stories inside a text: "Baca juga: …" with the headline that follows.

Without markup nothing tells where the headline ends and the story goes on. Indonesian headlines are written
in title case, sentences are not: the headline ends before the word that precedes the first ordinary small
word. Where the headline is in sentence case, it ends before a word that opens a sentence: one that is no name
and yet has a capital.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final

LONGEST_HEADLINE: Final = 30
"""Words. Indonesian headlines have 6-16; a run of title-case words longer than this is no headline."""

LONGEST_LINK_LINE: Final = 300
"""Characters. A line that begins with "Baca juga:" is a link as a whole up to this length; a longer one holds
body text as well and is cut where the headline ends."""

SHORTEST_HEADLINE: Final = 4
"""Words. A headline in sentence case has at least a subject, a verb and what it is about."""

PARAGRAPH_LENGTH: Final = 120
"""Characters. So much behind a headline on one line is a paragraph of the story and stays."""

WINDOW: Final = 600
"""Characters looked at behind a marker: more than any headline, so that the cost stays linear."""

_LINK_WORDS = (
    r"(?:baca|simak|lihat|tonton|saksikan|read)\s*(?:juga|pula|lagi|selengkapnya|selanjutnya|lainnya|also"
    r"|(?:berita|artikel)(?:\s+(?:lainnya|terkait|lain))?)(?:\s+(?:video|artikel|berita|di\s+sini))?"
)
_MARKER = re.compile(
    rf"(?<![\w-])(?:(?i:{_LINK_WORDS})\s*[:–—-]"
    r"|(?:Baca|Simak|BACA|SIMAK|Lihat|LIHAT|Tonton)\s+(?:Juga|JUGA)\b|(?:Baca|BACA|Simak|SIMAK)\s*:"
    r"|(?:Simak|Tonton|Lihat)\s+(?:juga\s+)?[Vv]ideo\b\s*:?"
    r"|(?i:(?:berita|artikel|kabar)\s+(?:lain(?:nya)?|terkait))\s*:|(?<!\S)[»›](?=\s+[A-Z\"“]))\s*[»›>]*\s*"
)
GLUED = re.compile(r"(?:Baca|Simak)\s+[Jj]uga(?=[A-Z\"“‘'])")
BARE_MARKER = re.compile(r"(?:baca|simak|lihat|tonton|read)\s+(?:juga|pula|also)\s*[:.]?", re.IGNORECASE)
BRACKETED = re.compile(
    r"[(\[]\s*(?:baca|simak|lihat|tonton)(?:\s+(?:juga|pula|selengkapnya|berita|artikel)\b)?\s*[:;–-][^()\[\]\n]{0,250}[)\]]",
    re.IGNORECASE,
)
_LOWER_IN_HEADLINES: Final = frozenset({
    "di", "ke", "dari", "dan", "yang", "untuk", "pada", "dengan", "dalam", "oleh", "atau", "bagi", "akan",
    "soal", "hingga", "agar", "serta", "para", "sebagai", "terhadap", "jika", "karena", "tentang", "atas",
    "gegara", "usai", "saat", "kepada", "demi", "secara", "per", "vs", "tak", "ini", "itu", "antar",
})  # fmt: skip
"""Words that title-case headlines leave small (house styles of Kompas, Tribun, detik)."""


_OPENERS: Final = frozenset({
    "ia", "dia", "mereka", "kami", "kita", "saya", "menurut", "namun", "sementara", "selain", "sebelumnya",
    "akibat", "dalam", "pada", "saat", "ketika", "setelah", "sebelum", "karena", "adapun", "diketahui",
    "sejumlah", "hingga", "hal", "meski", "meskipun", "sedangkan", "kemudian", "selanjutnya", "peristiwa",
    "kejadian", "akibatnya", "kini", "bahkan", "tak", "tidak", "dengan", "untuk", "untungnya", "beruntung",
})  # fmt: skip
"""Words that open Indonesian sentences and are no part of a name; with a capital they begin one."""

_BEFORE_NAMES: Final = frozenset({
    "di", "ke", "dari", "desa", "kelurahan", "kecamatan", "kota", "kabupaten", "jalan", "dusun", "kampung",
    "pulau", "bersama", "dan", "oleh", "kata", "ujar",
})  # fmt: skip
"""Words that stand before names: a capital after them opens no sentence."""


class SmallWords:
    """Words that a text writes with a small letter: they are no names, so a capital opens a sentence.

    The text is read when a word is first asked for, since few stories need it.
    """

    def __init__(self, lines: Iterable[str] = ()) -> None:
        self._lines = lines

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(re.findall(r"(?<![\w-])[a-z]{3,}(?![\w-])", " ".join(self._lines)))

    def __contains__(self, word: str) -> bool:
        return word in self._words


def without_links(line: str, *, common: SmallWords) -> str:
    """Cut "Baca juga: …" with its headline out of a line.

    Args:
        line: A line of a story, perhaps all of it.
        common: Words of the story that are no names.
    """
    parts: list[str] = []
    position = 0
    while (match := _MARKER.search(line, position)) is not None:
        parts.append(line[position : match.start()])
        rest = line[match.end() : match.end() + WINDOW]
        opens = len(parts) == 1 and not parts[0].strip()
        if opens and len(rest) < LONGEST_LINK_LINE and not _MARKER.search(rest):
            position = match.end() + _line_of_link(rest, common)
        else:
            position = match.end() + _headline_length(rest, common)
    return " ".join((*parts, line[position:]))


def _line_of_link(rest: str, common: SmallWords) -> int:
    """How much of a line that begins with a link belongs to it: all, unless a paragraph plainly follows."""
    length = _headline_length(rest, common)
    return length if len(rest) - length >= PARAGRAPH_LENGTH else len(rest)


def _headline_length(rest: str, common: SmallWords) -> int:
    """How many characters of ``rest`` are the headline behind a link marker.

    Title-case headlines end before the word that precedes the first ordinary small word: that word opens the
    body's next sentence. Others end before a word that opens a sentence, else with their sentence, or at the
    next marker.
    """
    following = _MARKER.search(rest)
    limit = following.start() if following else len(rest)
    words = list(re.finditer(r"\S+", rest[:limit]))
    for number, word in enumerate(words[:LONGEST_HEADLINE]):
        if number and _is_small(word[0]):
            return words[number - 1].start() if number > 1 else _sentence_case_length(rest[:limit], common)
        if re.search(r"[.!?][\"”’')]*$", word[0]) and len(word[0]) > 2 and number:
            return word.end()
    return limit if len(words) <= LONGEST_HEADLINE else words[LONGEST_HEADLINE].start()


def _is_small(word: str) -> bool:
    return word[0].islower() and word.strip(",.:;\"”'’()").lower() not in _LOWER_IN_HEADLINES


def _sentence_case_length(rest: str, common: SmallWords) -> int:
    """Length of a headline in sentence case: to its full stop, or to a word that opens the next sentence."""
    end = re.search(r"[.!?][\"”’')]*(?=\s|$)", rest)
    limit = end.end() if end else len(rest)
    words = list(re.finditer(r"\S+", rest[:limit]))
    for number, word in enumerate(words[SHORTEST_HEADLINE:-1], start=SHORTEST_HEADLINE):
        if _opens_sentence(words[number - 1][0], word[0], words[number + 1][0], common):
            return word.start()
    return limit


def _opens_sentence(before: str, word: str, after: str, common: SmallWords) -> bool:
    if not word[:1].isupper() or before.lower() in _BEFORE_NAMES or before[:1].isupper():
        return False
    small = word.lower()
    # "Pasar Lama" is a name though "pasar" is none; "Warga menyebut" begins a sentence.
    return small in _OPENERS or (small in common and after[:1].islower())
