"""The dateline: place and paper that open a story ("SOLOK, (InfoPublikSolok) –"), kept apart from its text.

A dateline tells where the reporter sat, not where the event happened, so it must not be read as text. Its
place is kept; the paper's name goes. What stands before a dash is a dateline only if it names a paper or a
place: "Wira Saputra – …" opens a sentence about a person.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
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
_LEVELS = r"kabupaten|kab\.?|kota(?:\s+administrasi)?|kecamatan|kec\.?|provinsi|pulau"
_LEVEL = re.compile(rf"(?:{_LEVELS})\s+", re.IGNORECASE)
_PLACE_BEFORE = rf"di|desa|kelurahan|polsek|polres|camat|{_LEVELS}"
"""Words before a name that make it a place; nobody says "di Wira Saputra"."""
_USUAL_NAMES: Final = (
    "Jakarta",
    "Yogyakarta",
    "Jogja",
    "Solo",
    "Lombok",
    "Madura",
    "Flores",
    "Sumba",
    "Nias",
)
"""Places of datelines that are no district, seat or province by this name."""

USE_WINDOW: Final = 3_000
"""Characters of the story in which the use of a name as a place is looked for; leads name their place."""

_PLACE_WORD = re.compile(r"[A-Z][\w'’.]*(?:-[A-Z]\w*)?|(?:dan|di)")
_SENTENCE = re.compile(r"[.!?]\s+[A-Z]")


def split_dateline(text: str, *, papers: Collection[str] = ()) -> tuple[str, str]:
    """Part the dateline from a story's text.

    Args:
        text: The story; its first line may open with a dateline.
        papers: Names of the outlet, if they are known.

    Returns:
        The place of the dateline as written ("Mataram, NTB"; empty where there is none or only a paper's
        name) and the text without the dateline. Without a dateline the text is returned as it is.
    """
    first, newline, rest = _mend_first_line(text).partition("\n")
    reporter = _REPORTER.match(first)
    start = reporter.end() if reporter else 0
    parted = _by_dash(first[start:], rest, papers) or _without_dash(first[start:])
    if parted is None:
        return "", text
    place, body = parted
    return place, (body + newline + rest).lstrip() if body else rest.lstrip()


def opens_with_paper(line: str, *, papers: Collection[str] = ()) -> bool:
    """Tell a line that opens with a dateline that names a paper: surely the first line of a story."""
    dash = _DASH.search(line[:LONGEST_DATELINE])
    if dash is None or not any(pattern.search(line[: dash.start()]) for pattern in _paper_patterns(papers)):
        return False
    return _by_dash(line, "", papers) is not None


def _mend_first_line(text: str) -> str:
    """Join a first line that was broken inside its bracket ("Liwa (", "Kabar.co", "– …")."""
    lines = text.split("\n", 3)
    if len(lines) < 3 or len(lines[0]) > LONGEST_DATELINE or not lines[0].rstrip().endswith("("):
        return text
    return f"{lines[0].rstrip()}{lines[1]}{'' if lines[2].startswith(')') else ') '}" + "\n".join(lines[2:])


def _by_dash(line: str, rest: str, papers: Collection[str]) -> tuple[str, str] | None:
    match = _DASH.search(line[: LONGEST_DATELINE + 5])
    if match is None or match.start() > LONGEST_DATELINE:
        return None
    prefix, body = line[: match.start()], line[match.end() :].lstrip(" -–—")
    # "Kapolres - yang baru menjabat - …": a story does not open with a small letter.
    if body[:1].islower() and not _PAPER.search(prefix):
        return None
    place, has_paper = _place(prefix, papers)
    if place is None:
        return None
    # "SOLO, – ": where the paper's name was a link, its comma is left.
    sure = has_paper or prefix.rstrip().endswith(",") or _is_place(place, f"{body}\n{rest}"[:USE_WINDOW])
    return (place, body) if sure else None


def _without_dash(line: str) -> tuple[str, str] | None:
    """Forms that lost their dash: "Kabar.com, Jakarta Warga …", even glued: "Kabar.com, JakartaWarga …"."""
    paper = _NO_DASH.match(line)
    if paper is None:
        return None
    place = _place_names().match(line, paper.end())
    if place is None:
        return None
    return place[0], line[place.end() :].lstrip(" ,-–—")


def _place(prefix: str, papers: Collection[str]) -> tuple[str | None, bool]:
    """What stands before the dash without the paper's name, and whether there was one; None: no dateline."""
    bare = prefix = prefix.strip(" ,|")
    for pattern in _paper_patterns(papers):
        bare = pattern.sub(" ", bare)
    has_paper = bare != prefix
    bare = _DAY.sub("", bare)
    bare = re.sub(r"\s+[I|l/]\s+|\s*\|\s*", ", ", f" {bare} ")
    parts = [part for raw in bare.split(",") if (part := raw.strip(" .:;()-–—|"))]
    words = [word for part in parts for word in part.split()]
    if not words:
        return ("" if has_paper else None), has_paper
    if len(words) > MOST_WORDS or _SENTENCE.search(bare) or not all(map(_PLACE_WORD.fullmatch, words)):
        return None, has_paper
    return ", ".join(parts), has_paper


def _paper_patterns(papers: Collection[str]) -> Iterator[re.Pattern[str]]:
    """Patterns of papers' names: the outlet's own, unless it is a place as well, then the usual forms."""
    for name in papers:
        if _letters(name) not in _known_places():
            words = r"\s+".join(map(re.escape, name.split()))
            yield re.compile(rf"\(?(?<!\w){words}(?!\w)\)?", re.IGNORECASE)
    yield _PAPER


def _is_place(dateline: str, story: str) -> bool:
    """Tell a place: a part of it is a known name, or the story itself uses it as a place ("di Cibitung")."""
    for part in dateline.split(", "):
        name = _LEVEL.sub("", part)
        if _letters(name) in _known_places() or _letters(part) in _known_places():
            return True
        if name and re.search(rf"\b(?:{_PLACE_BEFORE})\s+{re.escape(name)}\b", story, re.IGNORECASE):
            return True
    return False


def _letters(name: str) -> str:
    return "".join(filter(str.isalpha, name.lower()))


@cache
def _names() -> frozenset[str]:
    """Names of districts, their seats and provinces as they are written."""
    table = load_districts()
    names = {district.bare_name for district in table} | {district.capital for district in table}
    return frozenset(filter(None, names | {province.name for province in table.provinces} | {*_USUAL_NAMES}))


@cache
def _known_places() -> frozenset[str]:
    """The same as letters alone: "Muarasabak" is "Muara Sabak"."""
    return frozenset(map(_letters, _names()))


@cache
def _place_names() -> re.Pattern[str]:
    """The same as a pattern, longest first."""
    ordered = sorted(_names(), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered)), re.IGNORECASE)
