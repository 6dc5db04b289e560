"""Put the choice of a story's places into words a person can check."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from nlp.places.decision import Choice
from nlp.places.gazetteer import Gazetteer

MOST: Final = 3
"""Grounds named; the first ones carry the choice."""

_PLAIN: Final = {
    "title": "it stands in the headline",
    "opening": "it stands in the first sentences",
    "alone": "no other district is named",
    "ruled": "it outweighs the other places by where and how it is named",
    "inner": "a kecamatan or desa of it is named",
    "inner-only": "a kecamatan or desa of it is named",
    "dateline": "the dateline is there",
    "province": "its province is named",
    "province-title": "the headline names a province",
    "province-first": "a province is named more prominently than any district",
    "province-ruled": "a province is named more prominently than any district",
    "none-ruled": "no place is named where events are told",
    "foreign": "it tells of another country",
    "sport": "it tells of a match",
    "kind:elsewhere": "it tells of a match or another country",
    "national-offices": "national offices speak",
    "dateline-jakarta": "the dateline is that of a national newsroom",
    "hint": "the outlet is of there",
    "hint-province": "the outlet is of that province",
}
_GENERAL: Final = {
    "share": "most mentions are of it",
    "margin": "no other place is named as prominently",
    "score": "it is named prominently",
    "mentions": "it is named often",
}
"""Said where nothing more telling is left to say."""
_POSITIONS: Final = {
    "t": "in the headline",
    "d": "in the dateline",
    "s0": "in the first sentence",
    "s1": "in the second sentence",
    "s2": "in the third or fourth sentence",
    "s4": "further down",
    "s8": "far down",
}
_RELATIONS: Final = {
    "at": "something is said to be there",
    "area": "its area is named",
    "people": "its people are named",
}


def explain(choice: Choice, gazetteer: Gazetteer) -> str:
    """Say what was chosen and on what grounds.

    Args:
        choice: The choice.
        gazetteer: For names.

    Returns:
        One sentence without a full stop.
    """
    if not choice.places:
        chosen = "no place is the event's"
    else:
        chosen = ", ".join(gazetteer.name(code) for code in choice.places)
    if choice.places and len(choice.places[0]) == 2:
        chosen += ", the district is not sure"
    grounds = list(dict.fromkeys(_grounds(choice)))[:MOST]
    return f"{chosen}: {'; '.join(grounds)}" if grounds else chosen


def _grounds(choice: Choice) -> Iterator[str]:
    names = [name for name, _ in choice.signs]
    for name in names:
        words = _PLAIN.get(name) or _words(name)
        if words:
            yield words
    for name in names:
        if name in _GENERAL:
            yield _GENERAL[name]


def _words(name: str) -> str:
    family, _, rest = name.partition(":")
    if family == "p":
        at, _, detail = rest.partition("|")
        kind, _, value = detail.partition(":")
        relation = _RELATIONS.get(value, "it is named") if kind == "rel" else "it is named"
        return f"{relation} {_POSITIONS.get(at, '')}".strip()
    if family == "rel":
        return _RELATIONS.get(rest.partition("|")[0], "")
    if family == "unit":
        return f"its {rest} acts"
    if family in ("left", "before"):
        return f"the word “{rest.rpartition(':')[2]}” stands before it"
    if family in ("T", "B", "TT", "BB"):
        return f"“{rest}” in the {'headline' if family[0] == 'T' else 'opening'}"
    return ""
