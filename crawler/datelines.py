"""The dateline: place and paper that open a story ("SOLOK, (InfoPublikSolok) –"), kept apart from its text.

A dateline tells where the reporter sat, not where the event happened, so it must not be read as text. Its
place is kept; the paper's name goes.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from pantau.districts import load_districts

LONGEST_DATELINE: Final = 90
"""Characters up to the dash. The longest usual form ("TRIBUN-TIMUR.COM, KABUPATEN KEPULAUAN SELAYAR -") has
50; press releases add a date."""

MOST_WORDS: Final = 9
"""Words up to the dash: two places of three words and a paper."""

_DASH = re.compile(r"(?:\s+[-–—]+(?:\s+[-–—]+)?\s*|[–—]+\s*|-{2,}\s*|(?<=[A-Z])-\s+|,\s*[-–—]+\s*)")
"""What closes a dateline. A hyphen between letters ("Baku-hantam") does not."""

_PAPER = re.compile(
    r"\(?(?:[\w-]+\.)+(?:com|co|id|net|org|news|tv|info|web|sch|go)(?:\.id)?\b\)?\.?"
    r"|\([^()]{2,50}\)"
    r"|\b(?:antara(?:\s*news)?|(?:cnn|cnbc)\s+indonesia|jurnalis|kbrn|rri|voi|beritasatu|tribun[\w-]*|infopublik\w*|media\s*center"
    r"|humas|\w+\s*(?:online|news|post|pos|press)|\w*(?:online|news|post)|radar\s+\w+|suara\s*com|detik\w*|kompas\w*)\b",
    re.IGNORECASE,
)
"""Names of papers: sites, names in brackets, agencies, and words that end like one."""

_REPORTER = re.compile(r"Laporan\s+(?:Wartawan|Reporter|Kontributor)\s.{2,90}?(?=\b[A-Z]{4,}[\w.-]*\.CO)")
_DAY = re.compile(r",?\s*\(?\d{1,2}(?:/\d{1,2}(?:/\d{2,4})?|\s+[A-Za-z]+\s+\d{4})\)?")
_NO_DASH = re.compile(r"(?P<paper>(?:[\w-]+\.)+(?:com|co\.id|id|net)),\s*", re.IGNORECASE)
_PLACE_WORD = re.compile(r"[A-Z][\w'’.]*(?:-[A-Z]\w*)?|(?:dan|di)")
_SENTENCE = re.compile(r"[.!?]\s+[A-Z]")


def split_dateline(text: str) -> tuple[str, str]:
    """Part the dateline from a story's text.

    Args:
        text: The story; its first line may open with a dateline.

    Returns:
        The place of the dateline as written ("Mataram, NTB"; empty where there is none or only a paper's
        name) and the text without the dateline. Without a dateline the text is returned as it is.
    """
    first, newline, rest = _mend_first_line(text).partition("\n")
    reporter = _REPORTER.match(first)
    start = reporter.end() if reporter else 0
    parted = _by_dash(first[start:]) or _without_dash(first[start:])
    if parted is None:
        return "", text
    place, body = parted
    return place, (body + newline + rest).lstrip() if body else rest.lstrip()


def opens_with_paper(line: str) -> bool:
    """Tell a line that opens with a dateline that names a paper: surely the first line of a story."""
    dash = _DASH.search(line[:LONGEST_DATELINE])
    return dash is not None and bool(_PAPER.search(line[: dash.start()])) and _by_dash(line) is not None


def _mend_first_line(text: str) -> str:
    """Join a first line that was broken inside its bracket ("Liwa (", "Kabar.co", "– …")."""
    lines = text.split("\n", 3)
    if len(lines) < 3 or len(lines[0]) > LONGEST_DATELINE or not lines[0].rstrip().endswith("("):
        return text
    return f"{lines[0].rstrip()}{lines[1]}{'' if lines[2].startswith(')') else ') '}" + "\n".join(lines[2:])


def _by_dash(line: str) -> tuple[str, str] | None:
    match = _DASH.search(line[: LONGEST_DATELINE + 5])
    if match is None or match.start() > LONGEST_DATELINE:
        return None
    prefix, body = line[: match.start()], line[match.end() :].lstrip(" -–—")
    # "Kapolres - yang baru menjabat - …": a story does not open with a small letter.
    if body[:1].islower() and not _PAPER.search(prefix):
        return None
    place = _place(prefix)
    return None if place is None else (place, body)


def _without_dash(line: str) -> tuple[str, str] | None:
    """Forms that lost their dash: "Kabar.com, Jakarta Warga …", even glued: "Kabar.com, JakartaWarga …"."""
    paper = _NO_DASH.match(line)
    if paper is None:
        return None
    place = _known_places().match(line, paper.end())
    if place is None:
        return None
    return place[0], line[place.end() :].lstrip(" ,-–—")


def _place(prefix: str) -> str | None:
    """The place in what stands before the dash; None where that is no dateline."""
    prefix = prefix.strip(" ,|")
    papers = _PAPER.findall(prefix)
    bare = _DAY.sub("", _PAPER.sub(" ", prefix))
    bare = re.sub(r"\s+[I|l/]\s+|\s*\|\s*", ", ", f" {bare} ")
    parts = [part for raw in bare.split(",") if (part := raw.strip(" .:;()-–—|"))]
    words = [word for part in parts for word in part.split()]
    if not words:
        return "" if papers else None
    if len(words) > MOST_WORDS or _SENTENCE.search(bare) or not all(map(_PLACE_WORD.fullmatch, words)):
        return None
    return ", ".join(parts)


@cache
def _known_places() -> re.Pattern[str]:
    """Names of districts, their seats and provinces, longest first."""
    table = load_districts()
    names = {district.bare_name for district in table} | {district.capital for district in table}
    names |= {province.name for province in table.provinces} | {"Jakarta", "Yogyakarta"}
    ordered = sorted(filter(None, names), key=len, reverse=True)
    return re.compile("|".join(re.escape(name) for name in ordered), re.IGNORECASE)
