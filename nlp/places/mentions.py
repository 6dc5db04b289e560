"""From sightings to what a reader of the story gets: mentions with role, reason and confidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nlp.places.meanings import UNREAD
from nlp.places.sightings import MAX_CHARS, Sighting
from pantau.labels import Level, Role
from pantau.records import PlaceMention

LEVELS: Final[tuple[Level, ...]] = ("provinsi", "kabkota", "kecamatan", "desa")
"""By the number of full stops in a code."""
MAX_REJECTED: Final = 6
"""A name of a desa can have a hundred candidates; nobody reads more than these."""
MAX_NAMES: Final = 6
"""Kecamatan and desa given as the event's place; a longer list is an enumeration, not a place."""
WITNESS: Final = 0.4
"""Weight from which a sighting of the event's district tells of the event."""
STRONG: Final = 0.5
"""Weight from which a sighting is more than a dateline's echo."""
SERIOUS: Final = 1.0
"""Weight from which an open twin is worth a person's look."""

CERTAINTY: Final = {"stated": 0.97, "unit": 0.92, "settled": 0.9, "plain": 0.88, "bare": 0.75, "part": 0.6}
"""Probability that a mention's code is right: level word or chain, police and offices, settled by the
story, the only district of that name, a bare kecamatan, a part of a longer name. Estimates: the order is
sure, the values were not measured for each kind (over all, 0.90 of labelled mentions are right)."""

_OFFICES: Final = frozenset(
    {"police", "court", "office", "office-kota", "office-kabupaten", "office-province", "media"}
)


def mention_of(sighting: Sighting, places: tuple[str, ...]) -> PlaceMention:
    """The record of one sighting, given the event's places."""
    code = sighting.codes[0] if len(sighting.codes) == 1 else None
    rejected = sighting.lost if code else (*sighting.codes, *sighting.lost)
    return PlaceMention(
        name=sighting.name,
        source="text" if sighting.inline else sighting.source,
        start=sighting.start,
        end=sighting.end,
        code=code,
        level=LEVELS[code.count(".")] if code else _open_level(sighting),
        role=_role(sighting, places),
        confidence=_certainty(sighting) if code else 0.0,
        reason=sighting.reason or _plain_reason(sighting),
        rejected=tuple(dict.fromkeys(rejected))[:MAX_REJECTED],
    )


def _open_level(sighting: Sighting) -> Level:
    level = sighting.context.level
    if level in ("desa", "dusun"):
        return "desa"
    return "kecamatan" if level == "kecamatan" else "kabkota"


def _certainty(sighting: Sighting) -> float:
    if sighting.context.level or sighting.linked:
        return CERTAINTY["stated"]
    if sighting.context.beside in _OFFICES:
        return CERTAINTY["unit"]
    if sighting.context.beside == "compound":
        return CERTAINTY["part"]
    if sighting.lost or sighting.agreed:
        return CERTAINTY["settled"]
    return CERTAINTY["plain" if len(sighting.codes[0]) <= 5 else "bare"]


def _plain_reason(sighting: Sighting) -> str:
    context = sighting.context
    if context.beside in UNREAD:
        return f"{sighting.name} is part of the name of a {context.beside}"
    if len(sighting.codes) > 1:
        return "several places have this name and nothing decides"
    if context.unit and context.level:
        return f"{context.unit} is an office of a {context.level}"
    if context.level:
        return f"the word {context.level} stands before it"
    return "the only place with this name"


def _role(sighting: Sighting, places: tuple[str, ...]) -> Role:
    if sighting.source == "dateline":
        return "dateline"
    context = sighting.context
    if context.beside in _OFFICES and context.relation != "at":
        return "institution"
    if context.beside in UNREAD:
        return "mention"
    hit = any(code[:5] in places or code[:2] in places for code in sighting.codes)
    return "event" if hit and not sighting.said and sighting.weight >= WITNESS else "mention"


def place_names(mentions: Sequence[PlaceMention], places: tuple[str, ...]) -> tuple[str, ...]:
    """Kecamatan, desa and kelurahan named as the event's place, as written, in order."""
    names = [
        m.name
        for m in mentions
        if m.level in ("kecamatan", "desa") and m.role == "event" and (m.code is None or m.code[:5] in places)
    ]
    return tuple(dict.fromkeys(names))[:MAX_NAMES]


def doubts(sightings: Sequence[Sighting], places: tuple[str, ...], length: int) -> tuple[str, ...]:
    """Named reasons to ask a person; see :class:`nlp.places.resolver.PlaceReading`."""
    reasons = {
        "twin-undecided": any(_is_open(sighting) for sighting in sightings),
        "province-only": bool(places) and all(len(code) == 2 for code in places),
        "dateline-only": bool(places) and all(s.source == "dateline" or s.weight < STRONG for s in sightings),
        "many-places": len(places) > 1,
        "cut": length > MAX_CHARS,
    }
    return tuple(name for name, holds in reasons.items() if holds)


def _is_open(sighting: Sighting) -> bool:
    return len({code[:5] for code in sighting.codes}) > 1 and sighting.weight >= SERIOUS
