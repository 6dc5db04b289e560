"""Places that stand together: chains ("Ciampea, Bogor, Jawa Barat") and lists ("Bekasi dan Karawang")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from nlp.places.gazetteer import Gazetteer
from nlp.places.meanings import UNREAD, narrow
from nlp.places.sightings import Sighting

MAX_GAP: Final = 36
"""Characters between two neighbours: a comma and two level words fit, a clause does not."""

_WITHIN: Final = re.compile(
    r"\s*[,(]?\s*(?:(?:di|wilayah|daerah|kawasan|kabupaten|kab\.?|kota|kotamadya|administrasi|kecamatan|kec\.?|"
    r"distrik|kapanewon|provinsi|prov\.?|propinsi)\s*){0,3}",
    re.I,
)
_COMMA_OR_AND: Final = re.compile(
    r"\s*(?:,|,?\s*(?i:dan|serta|juga|maupun|and|hingga|sampai)\s|/|&)\s*"
    r"(?i:(?:di|warga|juga|sebagian|kabupaten|kab\.?|kota|kotamadya|provinsi|kecamatan|kec\.?|desa|kelurahan|"
    r"pemkab|pemkot)\s+){0,2}"
    # One quarter nobody knows may stand before its district: "dan Mawea, Halmahera Utara".
    r"(?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?,\s*)?"
)
_ROUTE: Final = re.compile(r"\s?[-–—/]\s?")


def link(sightings: Sequence[Sighting], text: str, gazetteer: Gazetteer) -> None:
    """Join neighbours in a phrase where one lies in the other, right to left.

    What cannot lie in its neighbour is ruled out on both sides: "Rembang, Kabupaten Pasuruan" is the
    kecamatan. The second end of a route ("Tol Medan-Tebingtinggi") is one as well.
    """
    for i in range(len(sightings) - 2, -1, -1):
        child, parent = sightings[i], sightings[i + 1]
        gap = text[child.end : parent.start]
        if len(gap) > MAX_GAP:
            continue
        if _ROUTE.fullmatch(gap) and child.context.beside in ("route", "street"):
            parent.context.beside = "route"
        elif _WITHIN.fullmatch(gap) and not _join(i, child, parent, gazetteer):
            _unknown_quarter(child, parent, gap, gazetteer)


def _join(i: int, child: Sighting, parent: Sighting, gazetteer: Gazetteer) -> bool:
    """Whether ``child`` can lie in ``parent``; if so both keep only what fits."""
    inside = [
        (c, p)
        for p in parent.codes
        for c in _possible(child, p, gazetteer)
        if len(c) > len(p) and gazetteer.inside(c, p)
    ]
    if not inside:
        return False
    kept = _highest(c for c, _ in inside)
    parents = tuple(dict.fromkeys(p for _, p in inside))
    name = gazetteer.name(parents[0]) if len(parents) == 1 else parent.name
    narrow(child, kept, f"{child.name} lies in {name}")
    if len(parents) < len(parent.codes):
        narrow(parent, parents, f"{child.name} lies in {name}")
    child.linked.append(i + 1)
    parent.linked.append(i)
    return True


def _possible(child: Sighting, parent: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Codes a name can mean in front of its parent: also those a bare name would not mean.

    In front of a province a district stays a district: "Bali, NTB" is a list, not a desa called Bali.
    """
    if child.context.level or child.context.beside not in ("", "compound"):
        return child.codes
    if len(parent) == 2 and child.codes and len(child.codes[0]) <= 5:
        return child.codes
    lower = (entry.code for entry in child.entries)
    return tuple(dict.fromkeys((*child.codes, *lower, *gazetteer.desa.get(child.key, ()))))


def _highest(codes: Iterable[str]) -> tuple[str, ...]:
    """Without the desa that lie in a kecamatan of the same name among ``codes``."""
    kept = tuple(dict.fromkeys(codes))
    return tuple(c for c in kept if not any(c != other and c.startswith(other + ".") for other in kept))


def _unknown_quarter(child: Sighting, parent: Sighting, gap: str, gazetteer: Gazetteer) -> None:
    """Rule out "Kuningan" in "Kuningan, Jakarta Selatan": a quarter the gazetteer does not know.

    Only before the kota of Jakarta, whose quarters are known by names of districts elsewhere; before
    another district a comma may as well begin a list.
    """
    if not gap.strip().startswith(",") or child.context.level or not parent.codes or not child.codes:
        return
    jakarta = all(code.startswith("31.") for code in parent.codes)
    if jakarta and not any(code.startswith("31") for code in child.codes):
        narrow(child, (), f"{child.name} is a quarter of {gazetteer.name(parent.codes[0])} here")


def enumerate_places(sightings: Sequence[Sighting], text: str) -> None:
    """Number the lists of places: members follow each other with a comma or "dan" between them.

    A chain ("Ciampea, Bogor") is one member; a list needs an "and" or three members.
    """
    number = 2 * sightings[0].start + (sightings[0].source == "title") + 1 if sightings else 0
    members: list[Sighting] = []
    joined = False
    for i, sighting in enumerate(sightings):
        gap = text[sightings[i - 1].end : sighting.start] if i else ""
        if members and i - 1 in sighting.linked:
            members.append(sighting)
        elif members and len(gap) <= MAX_GAP and _COMMA_OR_AND.fullmatch(gap):
            joined = joined or gap.strip() != ","
            members.append(sighting)
        else:
            number = _close(members, joined, number)
            members, joined = [sighting], False
    _close(members, joined, number)


def _close(members: list[Sighting], joined: bool, number: int) -> int:
    read = [member for member in members if member.context.beside not in UNREAD]
    if len(read) > 1 and (joined or len(read) > 2):
        head = read[0]
        for member in read:
            member.listed = number
            if not member.context.relation and not member.context.beside:
                # "di Luwu dan Luwu Utara": the preposition holds for all members.
                member.context.relation, member.said = head.context.relation, head.said
    return number + 2
