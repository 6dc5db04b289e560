"""What makes a story's places hard: the classes by which the benchmark splits its figures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from nlp.places.evidence import OTHER_THINGS
from nlp.places.gazetteer import Gazetteer, key_of
from pantau.records import PlaceMention

CLASSES: Final = (
    "twin",
    "common word",
    "institution",
    "dateline",
    "abbreviation",
    "new Papua province",
    "kecamatan homonym",
    "person or longer name",
    "street",
)
"""In the order of the tables."""

NEW_PAPUA: Final = frozenset({"93", "94", "95", "96"})
"""Provinces of 2022."""

_SHORT_KINDS: Final = frozenset({"abbreviation", "nickname", "former"})


def difficulties(
    gold: Iterable[str], mentions: Iterable[PlaceMention], gazetteer: Gazetteer
) -> frozenset[str]:
    """Classes that a story belongs to.

    Args:
        gold: Codes a person gave.
        mentions: What was read, with what lost.
        gazetteer: The tables.
    """
    twins = {code for codes in gazetteer.twins.values() for code in codes}
    found: set[str] = set()
    for code in gold:
        if code in twins:
            found.add("twin")
        if code[:2] in NEW_PAPUA:
            found.add("new Papua province")
    for mention in mentions:
        found |= _of_mention(mention, gazetteer)
    return frozenset(found)


def _of_mention(mention: PlaceMention, gazetteer: Gazetteer) -> set[str]:
    found: set[str] = set()
    key = key_of(mention.name)
    entries = gazetteer.names.get(key, ())
    districts = any(entry.level == "kabkota" and entry.kind == "official" for entry in entries)
    if districts and (key in gazetteer.everyday or key in OTHER_THINGS):
        found.add("common word")
    if mention.role in ("institution", "dateline"):
        found.add(mention.role)
    if mention.code and any(e.code == mention.code and e.kind in _SHORT_KINDS for e in entries):
        found.add("abbreviation")
    kecamatan = {entry.code[:5] for entry in entries if entry.level == "kecamatan"}
    if mention.level == "kecamatan" and len(kecamatan) > 1:
        found.add("kecamatan homonym")
    if "longer name" in mention.reason or "a person" in mention.reason:
        found.add("person or longer name")
    if "name of a street" in mention.reason:
        found.add("street")
    return found
