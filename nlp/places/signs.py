"""Signs: named things in a story that speak for or against a district as the event's place.

A sign is a short name ("s0:rel:at": in the first sentence something is *at* the place) with a number,
mostly 1. What each is worth is learned (:mod:`nlp.places.training`) and kept in a table that people can
read; :mod:`nlp.places.decision` adds the worths up. Signs name positions, relations, units and everyday
words, never a place, a person or an outlet, so that nothing is learned about one town or paper.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Final

from nlp.places import vocabulary as words
from nlp.places.gazetteer import Gazetteer
from nlp.places.sightings import Sighting
from nlp.places.told import Told
from nlp.places.weighing import Tally, only_dateline, targets

Sign = tuple[str, float]
"""Name and number of a sign."""

MAX_RANK: Final = 4
"""From the fourth district on, rank says nothing more."""
COUNTS: Final = (1, 2, 3, 5, 8)
"""Steps in the number of mentions; beyond eight a story is long, not surer."""
LENGTHS: Final = (200, 400, 800, 1500, 3000)
"""Steps in the length of a text: a retelling, a note, a short and a long story."""
BESIDE_CHARS: Final = 40
"""How far left of a name its two neighbouring words are looked for."""
AFTER_CHARS: Final = 30
"""How far right of a name the next word is looked for."""
WORD_CHARS: Final = 500
"""Characters of the body whose words count: title and lead tell the kind of story; 300 and 800 gave the
same within .003."""
KIND_CHARS: Final = 700
"""Characters of the body looked at for words of sport, of other countries, of national offices."""
LITTLE: Final = 0.05
"""Added before a logarithm, so that a sum of 0 stays finite."""
HALF: Final = 0.3
"""Added below a margin, so that two very small sums do not look far apart."""

_WORD: Final = re.compile(r"[^\W_]+")
_LATIN: Final = re.compile(r"[A-Za-z][A-Za-z-]*[A-Za-z]|[A-Za-z]")
_FLAGS: Final = (
    "said",
    "national",
    "background",
    "everyday",
    "journey",
    "agreed",
    "inline",
    "goes_on",
    "shouted",
)
_LEVELS: Final = {5: "kab", 8: "kec", 13: "desa"}
_MARKS: Final = frozenset(",.()")


def position(sighting: Sighting) -> str:
    """Where a sighting stands: headline, dateline, or a step of the text."""
    if sighting.source == "dateline":
        return "d"
    if sighting.source == "title":
        return "t"
    if sighting.sentence < 2:
        return f"s{sighting.sentence}"
    return "s2" if sighting.sentence < 4 else "s4" if sighting.sentence < 8 else "s8"


def step(value: float, edges: Sequence[float]) -> int:
    """How many of ``edges`` a value reaches."""
    return sum(value >= edge for edge in edges)


def district_signs(told: Told, rank: int, everyday: frozenset[str]) -> Iterator[Sign]:
    """Signs for and against one district.

    Args:
        told: The story.
        rank: Place of the district among :attr:`Told.districts`, from 0.
        everyday: Words that are no names.

    Yields:
        Signs; a name may come more than once and then counts once.
    """
    tally = told.districts[rank]
    mine = [sighting for sighting in told.sightings if tally.code in targets(sighting)]
    yield from _standing(told, tally, rank)
    yield from _mentions(told, tally, mine)
    yield from _surroundings(told, tally)
    for sighting in mine:
        yield from _sighting(told, sighting, everyday)


def _standing(told: Told, tally: Tally, rank: int) -> Iterator[Sign]:
    """How the district stands against the others."""
    districts = told.districts
    others = [other for other in districts if other is not tally]
    best = max((other.score for other in others), default=0.0)
    yield "score", math.log(tally.score + LITTLE)
    yield "share", tally.score / (tally.score + sum(other.score for other in others) + 1e-9)
    yield "margin", (tally.score - best) / (tally.score + best + HALF)
    yield f"rank:{min(rank, MAX_RANK)}", 1.0
    yield f"rank:{min(rank, 2)}of{min(len(districts), MAX_RANK)}", 1.0
    yield ("ruled" if tally.code in told.ruled else "not-ruled"), 1.0
    if not others:
        yield "alone", 1.0
    if tally.title:
        yield "title", 1.0
    if tally.opening:
        yield "opening", 1.0
    if any(other.title for other in others):
        yield ("title-shared" if tally.title else "title-other"), 1.0
    if any(other.first < tally.first for other in others):
        yield "not-first", 1.0


def _mentions(told: Told, tally: Tally, mine: Sequence[Sighting]) -> Iterator[Sign]:
    """How often, under how many names and where the district is named."""
    yield f"mentions:{step(sum(s.source == 'text' for s in mine), COUNTS)}", 1.0
    yield "mentions", math.log1p(len(mine))
    yield f"names:{step(len({s.key for s in mine}), (2, 3, 4))}", 1.0
    inner = [s for s in mine if len(s.codes[0]) > 5]
    if inner:
        yield "inner", 1.0
    if len(inner) == len(mine):
        yield "inner-only", 1.0
    lines = [s for s in mine if s.source == "dateline"]
    if lines:
        yield "dateline", 1.0
        if len(lines) == len(mine):
            yield "dateline-alone", 1.0
            yield f"dateline-alone:{min(len(told.districts), 3)}", 1.0
    elif any(s.source == "dateline" for s in told.sightings):
        yield "dateline-other", 1.0
    if only_dateline(tally.code, told.sightings):
        yield "only-spoken", 1.0


def _surroundings(told: Told, tally: Tally) -> Iterator[Sign]:
    """Provinces named beside, and what the outlet suggests."""
    province = tally.code[:2]
    named = {other.code for other in told.provinces}
    if province in named:
        yield "province", 1.0
    if named - {province}:
        yield "province-other", 1.0
        if province not in named:
            yield "province-other-only", 1.0
    if any(other.title and other.code == province for other in told.provinces):
        yield "province-title", 1.0
        if not tally.title:
            yield "province-title-instead", 1.0
    near = {hint[:2] for hint in told.hints}
    if tally.code in told.hints:
        yield "hint", 1.0
    elif near:
        yield ("hint-province" if province in near else "hint-other"), 1.0
    if province == "31":
        yield "jakarta", 1.0


def _sighting(told: Told, sighting: Sighting, everyday: frozenset[str]) -> Iterator[Sign]:
    """What one mention is: position, relation, unit, level, words beside it."""
    at, context = position(sighting), sighting.context
    relation, beside = context.relation or "-", context.beside or "-"
    yield f"p:{at}", 1.0
    yield f"p:{at}|rel:{relation}", 1.0
    yield f"p:{at}|bes:{beside}", 1.0
    yield f"p:{at}|lev:{context.level or '-'}", 1.0
    yield f"p:{at}|form:{_LEVELS.get(len(sighting.codes[0]), 'kab')}", 1.0
    yield f"rel:{relation}|bes:{beside}", 1.0
    for flag in _FLAGS:
        if getattr(sighting, flag):
            yield f"flag:{flag}", 1.0
            yield f"flag:{flag}|{at}", 1.0
    if sighting.linked:
        yield f"linked|{at}", 1.0
    if sighting.listed:
        yield f"listed|{at}", 1.0
    if sighting.lost:
        yield "lost", 1.0
    for kind in {entry.kind for entry in sighting.entries if entry.code in sighting.codes}:
        yield f"kind:{kind}", 1.0
    if context.unit:
        yield f"unit:{context.unit}", 1.0
    if context.premises:
        yield "premises", 1.0
    if sighting.source != "dateline":
        yield from _neighbours(told, sighting, everyday)


def _neighbours(told: Told, sighting: Sighting, everyday: frozenset[str]) -> Iterator[Sign]:
    """The everyday words and the mark beside a mention."""
    text = told.head if sighting.source == "title" else told.body
    part = "t" if sighting.source == "title" else "o" if sighting.sentence < 2 else "l"
    left = _WORD.findall(text[max(0, sighting.start - BESIDE_CHARS) : sighting.start].lower())[-2:]
    if left and left[-1] in everyday:
        yield f"left:{part}:{left[-1]}", 1.0
        yield f"left:{left[-1]}", 1.0
    if len(left) > 1 and left[0] in everyday:
        yield f"before:{left[0]}", 1.0
    after = text[sighting.end : sighting.end + AFTER_CHARS]
    mark = after.lstrip()[:1]
    mark = mark if mark in _MARKS else ""
    found = _WORD.search(after)
    right = found.group().lower() if found else ""
    yield f"right:{mark}{right if right in everyday else ''}", 1.0
    yield f"mark:{part}:{mark}", 1.0


def story_signs(told: Told, gazetteer: Gazetteer) -> Iterator[Sign]:
    """Signs that the story has no district at all: kind of story, words of headline and lead.

    Args:
        told: The story.
        gazetteer: The tables; only everyday words become signs.
    """
    yield "bias", 1.0
    yield from _shape(told)
    yield from _kind(told)
    yield from _open_names(told)
    yield from _word_signs(told, gazetteer.everyday)


def _shape(told: Told) -> Iterator[Sign]:
    districts, provinces = told.districts, told.provinces
    yield f"districts:{min(len(districts), MAX_RANK)}", 1.0
    yield f"provinces:{min(len(provinces), 3)}", 1.0
    if not told.ruled:
        yield "none-ruled", 1.0
    elif all(len(code) == 2 for code in told.ruled):
        yield "province-ruled", 1.0
    if any(tally.title for tally in provinces):
        yield "province-title", 1.0
    if any(tally.title for tally in districts):
        yield "district-title", 1.0
    if provinces and provinces[0].opening:
        yield "province-opening", 1.0
    if provinces and (not districts or provinces[0].score > districts[0].score):
        yield "province-first", 1.0
    if not told.head:
        yield "no-title", 1.0
    if told.hints:
        yield "hints", 1.0
    yield f"length:{step(len(told.body), LENGTHS)}", 1.0


def _kind(told: Told) -> Iterator[Sign]:
    for name in ("protest", "ceremony", "venue", "local", "elsewhere"):
        if getattr(told.opening, name):
            yield f"kind:{name}", 1.0
    found = {word.lower() for word in _LATIN.findall(f"{told.head} {told.body[:KIND_CHARS]}")}
    yield "foreign", math.log1p(len(found & words.FOREIGN))
    yield "sport", math.log1p(len(found & words.SPORT))
    yield "national-offices", math.log1p(len(found & words.NATIONAL_OFFICES))


def _open_names(told: Told) -> Iterator[Sign]:
    line = False
    for sighting in told.sightings:
        at = position(sighting)
        if at == "d" and not line:
            line = True
            yield "dateline", 1.0
            if sighting.codes and sighting.codes[0][:2] == "31":
                yield "dateline-jakarta", 1.0
        if sighting.context.beside == "office-province":
            yield f"province-office|{at}", 1.0
        if sighting.national:
            yield f"national|{at}", 1.0
        if len({code[:5] for code in sighting.codes}) > 1:
            yield f"open|{at}", 1.0
            if sighting.context.relation:
                yield f"open-rel:{sighting.context.relation}", 1.0
    if not line:
        yield "no-dateline", 1.0


def _word_signs(told: Told, everyday: frozenset[str]) -> Iterator[Sign]:
    """Everyday words and pairs of them in headline and lead, names of places left out."""
    places = {word.lower() for s in told.sightings if s.codes for word in s.name.split()}
    for part, text in (("T", told.head), ("B", told.body[:WORD_CHARS])):
        before = ""
        for word in _LATIN.findall(text.lower()):
            if word not in everyday or word in places:
                before = ""
                continue
            yield f"{part}:{word}", 1.0
            if before:
                yield f"{part}{part}:{before} {word}", 1.0
            before = word
