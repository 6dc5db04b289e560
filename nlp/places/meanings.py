"""Decide which place each sighting means, or leave it open.

The order of what decides: the level word, the unit beside the name (police, court, office), a named
parent or child in the same phrase, the districts the story names elsewhere, hints from outside the
text (address, outlet). A name that none of them decides keeps all its candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from nlp.places import vocabulary as words
from nlp.places.gazetteer import Entry, Gazetteer
from nlp.places.sightings import Sighting

POLRESTA_OF_KABUPATEN: Final = frozenset({"bandung", "tangerang", "cirebon", "magelang"})
"""Twins whose "Polresta X" without "Kota" is the kabupaten's police; elsewhere it is the kota's."""

MIN_UNAIDED: Final = 5
"""Letters a kecamatan's name needs to be read without any help; shorter ones are words and persons."""

MIN_AGREE: Final = 2
"""So many different names of one district settle each other; by chance two hardly ever meet."""

_LINK: Final = re.compile(
    r"\s*[,(]?\s*(?:(?:di|wilayah|daerah|kawasan|kabupaten|kab\.?|kota|kotamadya|administrasi|kecamatan|kec\.?|"
    r"distrik|kapanewon|provinsi|prov\.?|propinsi)\s*){0,3}",
    re.I,
)
_MAX_GAP: Final = 30

UNREAD: Final = frozenset({"club", "street", "media", "person", "water"})
"""Things that carry a place's name somewhere else."""


def first_codes(sighting: Sighting, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Codes that level word and unit leave, before the rest of the story is asked."""
    entries = sighting.entries
    level = sighting.level
    if level in ("desa", "dusun", "kecamatan"):
        return tuple(entry.code for entry in entries)
    upper = [entry for entry in entries if entry.level in ("provinsi", "kabkota")]
    if level == "provinsi":
        found = [entry for entry in upper if entry.level == "provinsi"]
        return tuple(entry.code for entry in found or upper)
    if not upper:
        return tuple(entry.code for entry in entries)
    if level in ("kota", "kabupaten"):
        return _of_kind(upper, level, gazetteer)
    if sighting.beside == "office-province":
        found = [entry for entry in upper if entry.level == "provinsi"]
        return tuple(entry.code for entry in found or upper)
    if sighting.beside == "office-kota":
        return _of_kind(upper, "kota", gazetteer)
    if sighting.beside == "office-kabupaten":
        return _of_kind(upper, "kabupaten", gazetteer)
    if sighting.beside == "police":
        return _of_police(sighting, upper, gazetteer)
    if sighting.beside in ("court", "urban"):
        # The seat of a court or a campus that a twin lends its name is the kota.
        return _of_kind(upper, "kota", gazetteer) if sighting.key in gazetteer.twins else _plain(upper)
    if sighting.tail in words.TAIL_LEVELS:
        return _of_kind(upper, "kota" if sighting.tail == "kota" else "kabupaten", gazetteer)
    return _plain(upper)


def _plain(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Codes a bare name can mean: a seat of government gives way to a district of that name."""
    found = [entry for entry in entries if entry.kind != "seat"]
    return tuple(entry.code for entry in found or entries)


def _of_kind(entries: Iterable[Entry], kind: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    districts = [entry for entry in entries if entry.level == "kabkota"]
    found = [e for e in districts if gazetteer.districts.district(e.code).kind == kind and e.kind != "seat"]
    # "Kota Purwokerto" is a town in a kabupaten, not a mistake: keep what the name can be.
    return tuple(entry.code for entry in found or districts or entries)


def _of_police(sighting: Sighting, entries: list[Entry], gazetteer: Gazetteer) -> tuple[str, ...]:
    unit = sighting.unit
    if sighting.tail == "kota" or unit in words.POLRESTABES:
        return _of_kind(entries, "kota", gazetteer)
    if unit.endswith("polresta") and sighting.key not in POLRESTA_OF_KABUPATEN:
        return _of_kind(entries, "kota", gazetteer)
    return _of_kind(entries, "kabupaten", gazetteer)


def link(sightings: Sequence[Sighting], text: str, gazetteer: Gazetteer) -> None:
    """Join neighbours in a phrase where one lies in the other: "Ciampea, Bogor, Jawa Barat"."""
    for i in range(len(sightings) - 2, -1, -1):
        child, parent = sightings[i], sightings[i + 1]
        gap = text[child.end : parent.start]
        if len(gap) > _MAX_GAP or not _LINK.fullmatch(gap):
            continue
        possible = child.codes
        if not child.level and child.beside in ("", "compound"):
            lower = (entry.code for entry in child.entries)
            possible = tuple(dict.fromkeys((*child.codes, *lower, *gazetteer.desa.get(child.key, ()))))
        inside = [
            (c, p) for c in possible for p in parent.codes if len(c) > len(p) and gazetteer.inside(c, p)
        ]
        if not inside:
            continue
        kept = _highest(c for c, _ in inside)
        parents = tuple(dict.fromkeys(p for _, p in inside))
        parent_name = gazetteer.name(parents[0]) if len(parents) == 1 else parent.name
        narrow(child, kept, f"{child.name} lies in {parent_name}")
        if len(parents) < len(parent.codes):
            narrow(parent, parents, f"{child.name} lies in {parent_name}")
        child.linked.append(i + 1)
        parent.linked.append(i)


_COMMA_OR_AND: Final = re.compile(
    r"\s*(?:,|,?\s*(?:dan|serta|juga|maupun|and)\s|/|&)\s*(?:(?:di|warga|kabupaten|kab\.?|kota|kotamadya|provinsi|"
    r"kecamatan|kec\.?|desa|kelurahan|pemkab|pemkot)\s+){0,2}",
    re.I,
)


def enumerate_places(sightings: Sequence[Sighting], text: str) -> None:
    """Number the lists of places: members follow each other with a comma or "dan" between them.

    A chain ("Ciampea, Bogor") is one member; a list needs an "and" or three members.
    """
    number = sightings[0].start * 2 + 1 if sightings else 0
    members: list[Sighting] = []
    joined = False
    for i, sighting in enumerate(sightings):
        if members:
            gap = text[sightings[i - 1].end : sighting.start]
            chained = i - 1 in sighting.linked
            if chained:
                members.append(sighting)
                continue
            if len(gap) <= _MAX_GAP and _COMMA_OR_AND.fullmatch(gap):
                joined = joined or "," not in gap or "dan" in gap
                members.append(sighting)
                continue
            number = _close(members, joined, number)
        members = [sighting]
        joined = False
    _close(members, joined, number)


def _close(members: list[Sighting], joined: bool, number: int) -> int:
    if len(members) > 1 and (joined or len(members) > 2):
        for member in members:
            member.listed = number
    return number + 1


def _highest(codes: Iterable[str]) -> tuple[str, ...]:
    """Without the desa that lie in a kecamatan of the same name among ``codes``."""
    kept = tuple(dict.fromkeys(codes))
    return tuple(c for c in kept if not any(c != other and c.startswith(other + ".") for other in kept))


def narrow(sighting: Sighting, codes: tuple[str, ...], reason: str) -> None:
    """Keep ``codes``; the rest is remembered as lost, with the reason."""
    lost = tuple(code for code in sighting.codes if code not in codes)
    if lost or not sighting.reason:
        sighting.reason = reason
    sighting.lost = (*sighting.lost, *lost)
    sighting.codes = codes


def _district(code: str) -> str:
    return code[:5]


def settle(sightings: Sequence[Sighting], gazetteer: Gazetteer, *, hints: Sequence[str] = ()) -> None:
    """Use what the story names elsewhere to decide what is still open."""
    _agree(sightings)
    for _ in range(2):
        named = _named(sightings)
        maybe = {c for s in sightings for c in s.codes if len(c) == 5}
        provinces = {
            s.codes[0]
            for s in sightings
            if len(s.codes) == 1 and len(s.codes[0]) == 2 and s.source != "dateline"
        }
        for sighting in sightings:
            if not sighting.codes:
                continue
            if len(sighting.codes[0]) > 5:
                _settle_child(sighting, named, maybe, provinces, gazetteer)
            elif len(sighting.codes) > 1:
                _settle_twin(sighting, named, provinces, gazetteer)
    for sighting in sightings:
        if len(sighting.codes) > 1:
            _settle_by_hint(sighting, hints, gazetteer)


def _agree(sightings: Sequence[Sighting]) -> None:
    """Let several open names settle each other: Silo, Gumukmas and Tanggul are all in Jember."""
    open_ones = [
        s for s in sightings if s.codes and len(s.codes[0]) > 5 and not s.linked and s.beside not in UNREAD
    ]
    votes: dict[str, set[str]] = {}
    for sighting in open_ones:
        for code in sighting.codes:
            votes.setdefault(_district(code), set()).add(sighting.key)
    ranked = sorted(votes, key=lambda code: -len(votes[code]))
    if not ranked or len(votes[ranked[0]]) < MIN_AGREE:
        return
    if len(ranked) > 1 and len(votes[ranked[1]]) == len(votes[ranked[0]]):
        return
    for sighting in open_ones:
        inside = tuple(code for code in sighting.codes if _district(code) == ranked[0])
        if inside:
            narrow(sighting, inside, f"{', '.join(sorted(votes[ranked[0]])[:3])} all lie in one district")
            sighting.agreed = True


def _named(sightings: Sequence[Sighting]) -> dict[str, str]:
    """Districts the story has decided on: code -> the words that did."""
    named: dict[str, str] = {}
    for sighting in sightings:
        if not sighting.codes or sighting.beside in UNREAD or sighting.source == "dateline":
            continue
        districts = {_district(code) for code in sighting.codes}
        if len(districts) == 1:
            code = districts.pop()
            if len(code) == 5 and not (len(sighting.codes[0]) > 5 and not _helped(sighting)):
                named.setdefault(code, sighting.name)
    return named


def _is_desa(sighting: Sighting) -> bool:
    return sighting.entries[0].level == "desa"


def _alone(sighting: Sighting, gazetteer: Gazetteer) -> bool:
    """Whether a bare kecamatan's name can be read with no help from the story.

    Only one place has the name, also among desa of other districts, and it stands like a place: not
    as a word, after a verb of saying or inside a longer name.
    """
    if len(sighting.codes) != 1 or sighting.everyday or sighting.shouted or sighting.beside:
        return False
    if sighting.before == "said" or len(sighting.key) < MIN_UNAIDED:
        return False
    district = _district(sighting.codes[0])
    return all(_district(code) == district for code in gazetteer.desa.get(sighting.key, ()))


def _helped(sighting: Sighting) -> bool:
    """Whether a kecamatan or desa is read with more than its bare name."""
    if sighting.level or sighting.linked or sighting.agreed:
        return True
    if sighting.everyday or sighting.beside or sighting.shouted or len(sighting.key) < MIN_UNAIDED:
        return False
    return sighting.relation in ("at", "area") and not _is_desa(sighting)


def _settle_child(
    sighting: Sighting,
    named: dict[str, str],
    maybe: set[str],
    provinces: set[str],
    gazetteer: Gazetteer,
) -> None:
    codes = sighting.codes
    known = tuple(c for c in codes if _district(c) in named)
    likely = known or tuple(c for c in codes if _district(c) in maybe)
    if likely:
        if len(likely) < len(codes) or not sighting.reason:
            district = gazetteer.name(_district(likely[0]))
            narrow(sighting, likely, f"{sighting.name} lies in {district}, which the story names")
        return
    if sighting.level in ("desa", "dusun") and named:
        # A hamlet of another district with the same name: the story is about its own.
        narrow(sighting, (), f"no {sighting.name} in {', '.join(gazetteer.name(c) for c in list(named)[:2])}")
        return
    near = tuple(c for c in codes if any(gazetteer.inside(c, p) for p in provinces))
    if near and len(near) < len(codes):
        narrow(
            sighting, near, f"{sighting.name} lies in {gazetteer.name(near[0][:2])}, which the story names"
        )
        codes = near
    if (
        not _helped(sighting)
        and not near
        and (named or _is_desa(sighting) or not _alone(sighting, gazetteer))
    ):
        narrow(sighting, (), f"{sighting.name} may be a word, a person or a place elsewhere")
    elif len(codes) == 1 and not sighting.reason:
        sighting.reason = f"only {gazetteer.name(codes[0])} has this name"


def _settle_twin(
    sighting: Sighting, named: dict[str, str], provinces: set[str], gazetteer: Gazetteer
) -> None:
    codes = sighting.codes
    known = tuple(c for c in codes if c in named)
    if len(known) == 1:
        narrow(sighting, known, f"the story names {named[known[0]]} in {gazetteer.name(known[0])}")
        return
    if any(len(code) == 2 for code in codes):
        return
    near = tuple(c for c in codes if any(gazetteer.inside(c, p) for p in provinces))
    if near and len(near) < len(codes):
        narrow(sighting, near, f"the story names {gazetteer.name(near[0][:2])}")


def _settle_by_hint(sighting: Sighting, hints: Sequence[str], gazetteer: Gazetteer) -> None:
    """An address or outlet chooses between provinces, never between Kota and Kabupaten."""
    for hint in hints:
        near = tuple(c for c in sighting.codes if gazetteer.inside(c, hint[:2]))
        if near and len(near) < len(sighting.codes):
            narrow(sighting, near, f"the outlet or its section is of {gazetteer.name(hint[:2])}")
            return
