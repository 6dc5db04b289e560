"""Sentences of an Indonesian story, as offsets into its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

LONGEST: Final = 600
"""Characters after which a sentence is cut at the next blank: text without full stops (tables, lists,
OCR) must not become one endless sentence."""

_END: Final = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s|$)|\n+")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:jl|jln|no|nomor|rp|dr|drs|dra|h|hj|hm|kh|ir|prof|tgl|kec|kab|kel|ds|gg|rt|rw|sdr|tn|ny|bpk|ust|"
    r"pdt|kol|mayjen|brigjen|letkol|kombes|akbp|akp|kompol|ipda|iptu|bripka|s|m|st|a\.n|u\.p|dll|dsb|vs|hal|pt|cv|"
    r"yth|pkl|sh|mh|se|mm|sos|si|pd|ag|hum|kom|kes)|\b[A-Z])\.$",
    re.IGNORECASE,
)
"""Words that end in a full stop inside a sentence: titles, degrees, addresses, single initials."""

_CLOSING: Final = re.compile(r"(?:\bdll|\bdsb)\.$", re.IGNORECASE)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of a text.

    Args:
        text: Running text; newlines end a sentence.

    Yields:
        ``(start, end)`` with ``text[start:end]`` free of blanks at both ends; in order, without overlap,
        and together they cover everything but blanks.
    """
    start = 0
    for found in _END.finditer(text):
        if not _ends_sentence(text, start, found):
            continue
        yield from _trimmed(text, start, found.end())
        start = found.end()
    yield from _trimmed(text, start, len(text))


def _ends_sentence(text: str, start: int, found: re.Match[str]) -> bool:
    if found[0][0] == "\n":
        return True
    following = text[found.end() : found.end() + 2].lstrip()
    if following[:1].islower():
        return False
    before = text[max(start, found.start() - 12) : found.start() + 1]
    return not (_ABBREVIATION.search(before) and not _CLOSING.search(before))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = text.find(" ", start + LONGEST, end)
        if cut < 0:
            break
        yield start, cut
        start = cut + 1
    if start < end:
        yield start, end
