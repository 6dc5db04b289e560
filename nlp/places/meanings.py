"""Decide what a name can mean from the words that stand beside it.

The order of what decides: the level word, then the unit (police, court, office). What they leave open
is left to :mod:`nlp.places.chains` and :mod:`nlp.places.evidence`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from nlp.places import vocabulary as words
from nlp.places.gazetteer import PROVINCE_SEATS, Entry, Gazetteer
from nlp.places.sightings import Sighting

POLRESTA_OF_KABUPATEN: Final = frozenset({"bandung", "tangerang", "cirebon", "magelang"})
"""Twins whose "Polresta X" without "Kota" is the kabupaten's police; elsewhere it is the kota's."""


_SEATS: Final = frozenset(PROVINCE_SEATS.values())

UNREAD: Final = frozenset({"club", "street", "media", "person", "water"})
"""Things that carry a place's name somewhere else."""


def first_codes(sighting: Sighting, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Codes that level word and unit leave, before the rest of the story is asked."""
    if sighting.context.beside in UNREAD:
        return ()
    entries = sighting.entries
    level = sighting.context.level
    if level in ("desa", "dusun", "kecamatan"):
        return tuple(entry.code for entry in entries)
    upper = [entry for entry in entries if entry.level in ("provinsi", "kabkota")]
    if sighting.source == "dateline" and not level:
        seats = [entry for entry in upper if entry.code in _SEATS]
        if seats:
            # A newsroom's "SEMARANG -" is the city, never the regency around it or the province.
            return (seats[0].code,)
    if level == "provinsi":
        found = [entry for entry in upper if entry.level == "provinsi"]
        return tuple(entry.code for entry in found or upper)
    if not upper:
        return tuple(entry.code for entry in entries)
    if level in ("kota", "kabupaten"):
        return _of_kind(upper, level, gazetteer)
    if sighting.context.beside == "office-province":
        found = [entry for entry in upper if entry.level == "provinsi"]
        return tuple(entry.code for entry in found or upper)
    if sighting.context.beside == "office-kota":
        return _of_kind(upper, "kota", gazetteer)
    if sighting.context.beside == "office-kabupaten":
        return _of_kind(upper, "kabupaten", gazetteer)
    if sighting.context.beside == "police":
        return _of_police(sighting, upper, gazetteer)
    if sighting.context.beside in ("court", "urban"):
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
    unit = sighting.context.unit
    if sighting.tail == "kota" or unit in words.POLRESTABES:
        return _of_kind(entries, "kota", gazetteer)
    if unit.endswith("polresta") and sighting.key not in POLRESTA_OF_KABUPATEN:
        return _of_kind(entries, "kota", gazetteer)
    return _of_kind(entries, "kabupaten", gazetteer)


def narrow(sighting: Sighting, codes: tuple[str, ...], reason: str) -> None:
    """Keep ``codes``; the rest is remembered as lost, with the reason."""
    lost = tuple(code for code in sighting.codes if code not in codes)
    if lost or not sighting.reason:
        sighting.reason = reason
    sighting.lost = (*sighting.lost, *lost)
    sighting.codes = codes
