"""Links to other stories inside a text: "Baca juga: …" with the headline that follows.

Without markup nothing tells where the headline ends and the story goes on. Indonesian headlines are written
in title case, sentences are not: the headline ends before the word that precedes the first ordinary small
word.
"""

from __future__ import annotations

import re
from typing import Final

LONGEST_HEADLINE: Final = 30
"""Words. Indonesian headlines have 6-16; a run of title-case words longer than this is no headline."""

LONGEST_LINK_LINE: Final = 300
"""Characters. A line that begins with "Baca juga:" is a link as a whole up to this length; a longer one holds
body text as well and is cut where the headline ends."""

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
    r"|(?:Simak|Tonton|Lihat)\s+(?:juga\s+)?[Vv]ideo\b\s*:?)\s*"
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


def without_links(line: str) -> str:
    """Cut "Baca juga: …" with its headline out of a line."""
    parts: list[str] = []
    position = 0
    while (match := _MARKER.search(line, position)) is not None:
        parts.append(line[position : match.start()])
        rest = line[match.end() : match.end() + WINDOW]
        opens = len(parts) == 1 and not parts[0].strip()
        if opens and len(rest) < LONGEST_LINK_LINE and not _MARKER.search(rest):
            position = match.end() + _line_of_link(rest)
        else:
            position = match.end() + _headline_length(rest)
    return " ".join((*parts, line[position:]))


def _line_of_link(rest: str) -> int:
    """How much of a line that begins with a link belongs to it: all, unless a paragraph plainly follows."""
    length = _headline_length(rest)
    return length if len(rest) - length >= PARAGRAPH_LENGTH else len(rest)


def _headline_length(rest: str) -> int:
    """How many characters of ``rest`` are the headline behind a link marker.

    Title-case headlines end before the word that precedes the first ordinary small word: that word opens the
    body's next sentence. Others end with their sentence, or at the next marker.
    """
    following = _MARKER.search(rest)
    limit = following.start() if following else len(rest)
    words = list(re.finditer(r"\S+", rest[:limit]))
    for number, word in enumerate(words[:LONGEST_HEADLINE]):
        if number and _is_small(word[0]):
            return words[number - 1].start() if number > 1 else _sentence_length(rest, limit)
        if re.search(r"[.!?][\"”’')]*$", word[0]) and len(word[0]) > 2 and number:
            return word.end()
    return limit if len(words) <= LONGEST_HEADLINE else words[LONGEST_HEADLINE].start()


def _is_small(word: str) -> bool:
    return word[0].islower() and word.strip(",.:;\"”'’()").lower() not in _LOWER_IN_HEADLINES


def _sentence_length(rest: str, limit: int) -> int:
    end = re.search(r"[.!?][\"”’')]*(?=\s|$)", rest[:limit])
    return end.end() if end else limit
