"""Settle names that are still open with what else the story names.

First names that agree ("Silo, Gumukmas dan Tanggul" are all in Jember), then districts and provinces
the story names, then its dateline, last the address and the outlet. A bare name nothing supports is
dropped: wrong is worse than unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from nlp.places.gazetteer import Gazetteer
from nlp.places.meanings import UNREAD, narrow
from nlp.places.sightings import Sighting

MIN_UNAIDED: Final = 5
"""Letters a kecamatan's name needs to be read without any help; shorter ones are words and persons."""
MIN_AGREE: Final = 2
"""So many different names of one district settle each other; by chance two hardly ever meet."""
OTHER_THINGS: Final = frozenset({"metro", "pati", "palu"})
"""Districts whose name with a capital is as often something else: Metro TV, Pati TNI, Palu Arit."""
SHORT: Final = 4
"""Letters of an abbreviation that is too short to be sure ("OKI", "Aru", "Tuba")."""
SHARED_SHORT: Final = frozenset({"oi", "ksb", "tts", "mtb", "sbt", "sbd"})
"""Abbreviations of districts that in capitals mean something else as well (separatists, a puzzle)."""
ROUNDS: Final = 2
"""A name settled in the first round can settle another in the second; a third changes nothing."""
NEWSROOM: Final = "31"
"""Jakarta as a dateline says where the newsroom sits and supports nothing."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the story has decided on.

    Attributes:
        named: District -> the words that name it.
        dateline: Districts or provinces of the dateline, without Jakarta.
        maybe: Districts that an open twin can mean.
        provinces: Provinces named outright.
        hints: Districts and provinces that address and outlet suggest, strongest first.
    """

    named: dict[str, str]
    dateline: frozenset[str]
    maybe: frozenset[str]
    provinces: frozenset[str]
    hints: tuple[str, ...]


def settle(sightings: Sequence[Sighting], gazetteer: Gazetteer, *, hints: Iterable[str] = ()) -> None:
    """Narrow what is open; see the module.

    Args:
        sightings: Of one story, with the codes their own words leave.
        gazetteer: The tables.
        hints: Codes from address and outlet, strongest first.
    """
    suggested = tuple(dict.fromkeys(hints))
    _drop_persons(sightings)
    _agree(sightings)
    for _ in range(ROUNDS):
        evidence = _gather(sightings, suggested)
        for sighting in sightings:
            if not sighting.codes:
                continue
            if len(sighting.codes[0]) > 5:
                _settle_child(sighting, evidence, gazetteer)
            elif len(sighting.codes) > 1:
                _settle_twin(sighting, evidence, gazetteer)
    evidence = _gather(sightings, suggested)
    for sighting in sightings:
        if len(sighting.codes) > 1:
            _settle_by_hint(sighting, evidence, gazetteer)
        if _is_wordlike(sighting):
            _doubt_word(sighting, evidence, gazetteer)


def _district(code: str) -> str:
    return code[:5]


def _agree(sightings: Sequence[Sighting]) -> None:
    """Let several open names settle each other."""
    open_ones = [
        s
        for s in sightings
        if s.codes and len(s.codes[0]) > 5 and not s.linked and s.context.beside not in UNREAD
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
    names = ", ".join(sorted({s.name for s in open_ones if s.key in votes[ranked[0]]})[:3])
    for sighting in open_ones:
        inside = tuple(code for code in sighting.codes if _district(code) == ranked[0])
        if inside:
            narrow(sighting, inside, f"{names} all lie in one district")
            sighting.agreed = True


def _gather(sightings: Sequence[Sighting], hints: tuple[str, ...]) -> Evidence:
    named: dict[str, str] = {}
    dateline: set[str] = set()
    maybe: set[str] = set()
    provinces: set[str] = set()
    for sighting in sightings:
        codes = sighting.codes
        if not codes or sighting.context.beside in UNREAD:
            continue
        if sighting.source == "dateline":
            dateline.update(_district(code) for code in codes if not code.startswith(NEWSROOM))
            continue
        maybe.update(code for code in codes if len(code) == 5)
        districts = {_district(code) for code in codes}
        if len(districts) > 1:
            continue
        code = districts.pop()
        if len(code) == 2:
            provinces.add(code)
        elif len(codes[0]) == 5 or _firm(sighting):
            named.setdefault(code, sighting.name)
    return Evidence(named, frozenset(dateline), frozenset(maybe), frozenset(provinces), hints)


def _firm(sighting: Sighting) -> bool:
    """Whether a kecamatan or desa is sure enough to speak for its district."""
    return bool(sighting.linked) or sighting.agreed or sighting.context.level == "kecamatan"


def _helped(sighting: Sighting) -> bool:
    """Whether a kecamatan is read with more than its bare name."""
    if sighting.context.level or sighting.linked or sighting.agreed:
        return True
    return (
        sighting.context.relation in ("at", "area")
        and not sighting.everyday
        and not sighting.context.beside
        and not sighting.shouted
        and len(sighting.key) >= MIN_UNAIDED
        and sighting.entries[0].level != "desa"
    )


def _alone(sighting: Sighting) -> bool:
    """Whether a bare name stands like a place: not a word, no speaker, not inside a longer name."""
    return not (
        sighting.everyday
        or sighting.shouted
        or sighting.context.beside
        or sighting.context.after_verb
        or len(sighting.key) < MIN_UNAIDED
    )


def _only_one(sighting: Sighting, gazetteer: Gazetteer) -> bool:
    """Whether only one district has a place of this name, also among its desa."""
    districts = {_district(code) for code in sighting.codes}
    districts |= {_district(code) for code in gazetteer.desa.get(sighting.key, ())}
    return len(districts) == 1


def _settle_child(sighting: Sighting, evidence: Evidence, gazetteer: Gazetteer) -> None:
    """Settle a kecamatan or desa."""
    codes = sighting.codes
    for supporters in (evidence.named, evidence.dateline, evidence.maybe):
        likely = tuple(c for c in codes if _district(c) in supporters)
        if likely:
            where = gazetteer.name(_district(likely[0]))
            if len(likely) < len(codes) or not sighting.reason:
                narrow(sighting, likely, f"{sighting.name} lies in {where}, which the story names")
            return
    if sighting.linked or sighting.agreed:
        return
    provinces = evidence.provinces | {code for code in evidence.dateline if len(code) == 2}
    near = tuple(c for c in codes if any(gazetteer.inside(c, p) for p in provinces))
    stated = sighting.context.level == "kecamatan"
    if not near and not stated and (evidence.named or evidence.provinces):
        narrow(sighting, (), f"{sighting.name} lies in no district or province that the story names")
        return
    if near and len(near) < len(codes):
        where = gazetteer.name(near[0][:2])
        narrow(sighting, near, f"{sighting.name} lies in {where}, which the story names")
        return
    if near or _supported(sighting, evidence, gazetteer):
        if len(codes) == 1 and not sighting.reason:
            sighting.reason = f"only {gazetteer.name(codes[0])} has this name"
        return
    narrow(sighting, (), f"{sighting.name} may be a word, a person or a place elsewhere")


def _supported(sighting: Sighting, evidence: Evidence, gazetteer: Gazetteer) -> bool:
    """Whether a name that no place of the story confirms may stand all the same."""
    if sighting.entries[0].level == "desa" and not sighting.context.level:
        # 62,000 names: without a level word only the outlet's own province makes one credible.
        near = _hinted(sighting.codes, evidence.hints)
        if near:
            narrow(sighting, near, f"{sighting.name} lies where the outlet does")
        return bool(near)
    if sighting.context.level or sighting.linked or sighting.agreed:
        return True
    if evidence.named or evidence.dateline or not _only_one(sighting, gazetteer):
        return False
    return _helped(sighting) or _alone(sighting)


def _settle_twin(sighting: Sighting, evidence: Evidence, gazetteer: Gazetteer) -> None:
    """Settle Kota against Kabupaten, a city against its province, or equal names of two provinces."""
    codes = sighting.codes
    known = tuple(c for c in codes if c in evidence.named)
    if len(known) == 1:
        where = gazetteer.name(known[0])
        narrow(sighting, known, f"the story names {evidence.named[known[0]]} in {where}")
        return
    if any(len(code) == 2 for code in codes):
        return
    near = tuple(c for c in codes if any(gazetteer.inside(c, p) for p in evidence.provinces))
    if near and len(near) < len(codes):
        narrow(sighting, near, f"the story names {gazetteer.name(near[0][:2])}")


def _hinted(codes: Sequence[str], hints: Sequence[str]) -> tuple[str, ...]:
    """Codes that the first fitting hint leaves: those in its district, else in its province."""
    for width in (5, 2):
        for hint in hints:
            near = tuple(c for c in codes if len(hint) >= width and c[:width] == hint[:width])
            if near:
                return near
    return ()


def _settle_by_hint(sighting: Sighting, evidence: Evidence, gazetteer: Gazetteer) -> None:
    """Let address and outlet choose between places that share a name, never between Kota and Kabupaten."""
    near = _hinted(sighting.codes, evidence.hints)
    if not near or len(near) == len(sighting.codes):
        return
    if sighting.key in gazetteer.twins and len(sighting.codes[0]) == 5:
        near = tuple(c for c in sighting.codes if c[:2] == near[0][:2])
    if len(near) < len(sighting.codes):
        narrow(sighting, near, f"the outlet or its section is of {gazetteer.name(near[0][:2])}")


def _doubt_word(sighting: Sighting, evidence: Evidence, gazetteer: Gazetteer) -> None:
    """Drop a district whose name is a word ("Batu", "OKI") unless its province is in the story."""
    context = sighting.context
    if len(sighting.codes) != 1 or len(sighting.codes[0]) != 5:
        return
    if context.level or sighting.linked or sighting.listed or sighting.source == "dateline":
        return
    if context.beside in ("police", "office-kota", "office-kabupaten"):
        return
    code = sighting.codes[0]
    others = {named[:2] for named in evidence.named if named != code}
    others |= (
        {near[:2] for near in evidence.dateline} | evidence.provinces | {hint[:2] for hint in evidence.hints}
    )
    if context.beside == "compound" or not any(gazetteer.inside(code, other) for other in others):
        narrow(sighting, (), f"{sighting.name} is also a word and nothing here says that it is the place")


def _is_wordlike(sighting: Sighting) -> bool:
    """Whether a name is an everyday word or a short abbreviation."""
    if sighting.everyday:
        return True
    if sighting.key in OTHER_THINGS and sighting.context.relation not in ("at", "area", "people"):
        return True
    kinds = {entry.kind for entry in sighting.entries if entry.code in sighting.codes}
    if len(sighting.key) > SHORT or kinds & {"official", "capitol"}:
        return False
    capitals = sighting.name.isupper() and not sighting.shouted
    return not capitals or sighting.key in SHARED_SHORT


def _drop_persons(sightings: Sequence[Sighting]) -> None:
    """Drop bare names that the story uses inside a longer name: "Wael Sawan" makes "Sawan" a person.

    Names of districts stay: "Masjid Raya Bandung" does not make Bandung a person.
    """
    inside = {
        s.key
        for s in sightings
        if s.context.beside == "compound" and not s.goes_on and not s.linked and _minor(s)
    }
    inside -= {s.key for s in sightings if s.context.relation == "at" and not s.context.beside}
    for sighting in sightings:
        if sighting.key not in inside or sighting.linked or sighting.context.level or not _minor(sighting):
            continue
        if sighting.context.relation != "at" or sighting.context.beside:
            narrow(sighting, (), f"{sighting.name} is part of a longer name in this story")


def _minor(sighting: Sighting) -> bool:
    """Whether a name is one word, and only a kecamatan's or a seat's."""
    return (
        bool(sighting.codes)
        and " " not in sighting.name
        and all(
            entry.level == "kecamatan" or entry.kind == "seat"
            for entry in sighting.entries
            if entry.code in sighting.codes
        )
    )
