"""What stands in a story's text and is not the story: sidebars, "Baca juga" links, bylines, tags.

Works on plain text, since much of what Pantau reads has no markup any more (imports, archives of others).
The extraction of pages cleans its result with the same rules. A headline of another story that stays inside
raises a tension that nobody reported, so in doubt a line goes.

Two kinds of layout are understood: one paragraph a line, and everything on one line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import Final

from crawler.clutter import BREAK, END, JUNK, PHRASES, SIGNATURE, SIGNATURE_LINE, TAGS
from crawler.crosslinks import BARE_MARKER, BRACKETED, GLUED, SmallWords, without_links
from crawler.datelines import split_dateline

__all__ = ["normalise", "split_dateline", "strip"]

PROSE_LENGTH: Final = 80
"""Characters. Lines that are longer and end like a sentence are taken for body text: headlines have 40-110
characters but no full stop."""

LINKS_AFTER_BARE_MARKER: Final = 5
"""Headlines that may follow a "Baca juga" standing alone on its line (sites show two or three)."""

_SENTENCE_END = re.compile(r"[.!?…][\"”’')\]]*$|[\"”]$")
_BULLET = re.compile(r"[-•*‣▪●–—»›>]\s+")
_MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|i|em|strong|ul|ol|li|h[1-6]|blockquote|img|figure)\b[^<>]{0,500}>",
    re.IGNORECASE,
)
_BLOCK_MARKUP = re.compile(r"</?(?:p|br|div|ul|ol|li|h[1-6]|blockquote|figure)\b[^<>]{0,500}>", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BLANKS = re.compile(r"(?:[^\S\n ]| (?=[^\S\n]))[^\S\n]*")  # every run of blanks that is not one space


def normalise(text: str) -> str:
    """Write blanks, entities and left-over markup as plain paragraphs, one a line.

    Args:
        text: Any text; ``&quot;``, ``<br>``, zero-width characters and runs of blanks may stand in it.

    Returns:
        The same words; no empty lines, no blanks at the ends of lines.
    """
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _MARKUP.sub(" ", _BLOCK_MARKUP.sub("\n", text))
    text = _BLANKS.sub(" ", _INVISIBLE.sub("", text.replace("\r", "\n")))
    return "\n".join(line for raw in text.split("\n") if (line := raw.strip()))


def strip(text: str) -> str:
    """Remove what is not the story.

    Args:
        text: A story as it was copied from a page: sidebars, links, bylines and all.

    Returns:
        Its paragraphs, one a line, verbatim apart from blanks; the dateline stays (see
        :func:`split_dateline`). Applying it again changes nothing.
    """
    lines = normalise(text).split("\n")
    for _ in range(_PASSES):
        cleaned = _strip_once(lines)
        if cleaned == lines:
            break
        lines = cleaned
    return "\n".join(lines)


_PASSES: Final = 8
"""Removing a line may bring a new last line to light (signature above tags above comments); real pages need
two passes, the rest is for hostile input."""

_TAIL: Final = 200

LONGEST_JUNK: Final = 420
"""Characters. No form of :data:`~crawler.clutter.JUNK` is longer, so longer lines are not tried."""


def _strip_once(lines: list[str]) -> list[str]:
    common = SmallWords(lines)
    kept = [cleaned for line in _body_lines(lines) if (cleaned := _clean_line(line, common))]
    while len(kept) > 1 and _closes(kept[-1]):
        kept.pop()
    if kept:
        # A signature has at most 130 characters; looking further back would only cost time.
        kept[-1] = kept[-1][:-_TAIL] + SIGNATURE.sub("", kept[-1][-_TAIL:])
    return kept


def _body_lines(lines: Sequence[str]) -> Iterator[str]:
    """Lines of the story itself: without sidebars, and without what follows its end."""
    position, seen_prose = 0, False
    while position < len(lines):
        line = lines[position]
        short = len(line) <= LONGEST_JUNK
        if short and END.fullmatch(line) and seen_prose:
            return
        if short and (END.fullmatch(line) or BREAK.fullmatch(line)):
            position = _after_sidebar(lines, position + 1)
            continue
        if BARE_MARKER.fullmatch(line):
            position = _after_links(lines, position + 1)
            continue
        seen_prose = seen_prose or _is_prose(line)
        yield line
        position += 1


def _after_sidebar(lines: Sequence[str], position: int) -> int:
    """Where the story goes on behind a sidebar: at two paragraphs of prose in a row, or never."""
    while position < len(lines) - 1:
        if _is_prose(lines[position]) and _is_prose(lines[position + 1]):
            return position
        position += 1
    # One last paragraph is believed only when it is plainly a paragraph and nothing else was listed.
    return (
        position if position == len(lines) - 1 and _is_prose(lines[position]) and position < 2 else len(lines)
    )


def _after_links(lines: Sequence[str], position: int) -> int:
    """Where the story goes on behind a lone "Baca juga": after lines that look like headlines."""
    for offset in range(LINKS_AFTER_BARE_MARKER):
        if position + offset >= len(lines) or _SENTENCE_END.search(lines[position + offset]):
            return position + offset
    return position + LINKS_AFTER_BARE_MARKER


def _is_prose(line: str) -> bool:
    return len(line) >= PROSE_LENGTH and bool(_SENTENCE_END.search(line)) and not _BULLET.match(line)


def _closes(line: str) -> bool:
    """Tell a line that only closes a story: initials, key words, a name in capitals."""
    if SIGNATURE_LINE.fullmatch(line):
        return True
    words = line.split()
    if re.search(r"[.!?,;:\"”)]", line):
        return False
    # "pemilu kpu majalengka" and "DINI TEJA": a sentence has capitals and small letters, and a full stop.
    return line == line.lower() if len(words) >= 4 else line == line.upper()


def _clean_line(line: str, common: SmallWords) -> str:
    """One line without links and phrases; empty where nothing of the story is left."""
    if _is_junk(line):
        return ""
    small = line.lower()
    if not any(hint in small for hint in _HINTS):
        return line
    line = GLUED.sub("", BRACKETED.sub(" ", PHRASES.sub(" ", line)))
    line = _BLANKS.sub(" ", without_links(line, common=common)).strip()
    return "" if _is_junk(line) else line


_HINTS: Final = (
    "baca", "simak", "lihat", "tonton", "saksikan", "read ", "scroll", "advert", "iklan", "[", "adsby",
    "artikel ini", "halaman", "selengkapnya", "cek berita", "berita lain", "artikel lain", "kabar lain",
    "berita terkait", "artikel terkait", "kabar terkait", "»", "›",
)  # fmt: skip
"""A line without any of these holds no link and no phrase: a substring test is ten times as fast as the
patterns. The tests of the forms fail when one is missing here."""


def _is_junk(line: str) -> bool:
    if len(line) > LONGEST_JUNK:
        return False
    return bool(JUNK.fullmatch(line) or TAGS.fullmatch(line) or BARE_MARKER.fullmatch(line))
