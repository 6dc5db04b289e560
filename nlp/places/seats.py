"""Names that stand for the seat of a government: parliaments, palaces, governors' offices, capitals.

What they mean depends on what happens: a governor speaks for a province, a protest stands before his
office in one town.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nlp.places.gazetteer import PROVINCE_SEATS, Gazetteer
from nlp.places.meanings import narrow
from nlp.places.opening import Opening
from nlp.places.sightings import Sighting

PROTESTED: Final = frozenset({"dprd", "dpr", "kpu", "bawaslu"})
"""Offices of a province, besides the governor's, before which people protest."""

_SEATS: Final = frozenset(PROVINCE_SEATS.values())
_BUILDINGS: Final = ("gedung", "kompleks", "istana")


def seat_protests(sightings: Sequence[Sighting], gazetteer: Gazetteer) -> None:
    """Place a protest at the building of a province's office in the province's capital."""
    for sighting in sightings:
        context = sighting.context
        office = context.beside == "office-province" or context.unit in PROTESTED
        there = context.relation == "at" or context.premises
        if office and there and len(sighting.codes) == 1 and len(sighting.codes[0]) == 2:
            seat = PROVINCE_SEATS[sighting.codes[0]]
            context.beside, context.relation = "", "at"
            narrow(
                sighting,
                (seat,),
                f"the offices of {gazetteer.name(seat[:2])} stand in {gazetteer.name(seat)}",
            )


def read_capitols(sightings: Sequence[Sighting], opening: Opening) -> None:
    """Read parliament and palace as a place where a protest or ceremony is, else as a speaker."""
    for sighting in sightings:
        if sighting.entries[0].kind != "capitol" or not sighting.codes:
            continue
        building = sighting.key.startswith(_BUILDINGS)
        there = building or sighting.context.relation == "at" or sighting.context.premises
        happens = opening.protest or (opening.ceremony and sighting.context.relation == "at")
        if happens and there:
            sighting.national = False
        else:
            narrow(sighting, (), f"{sighting.name} speaks or is spoken of; nothing is said to happen there")


def seat_capitals(sightings: Sequence[Sighting], *, venue: bool) -> None:
    """Read an open name that a provincial capital shares as the capital.

    Where the story names a venue or a protest, "Bandung", "Jogja" or "Jambi" without a level word is the
    city; so is the end of a journey. Else it stays open.
    """
    relations = ("at", "area", "people", "to") if venue else ("to",)
    for sighting in sightings:
        seats = tuple(code for code in sighting.codes if code in _SEATS)
        if len(sighting.codes) > 1 and len(seats) == 1 and sighting.context.relation in relations:
            sighting.journey = sighting.context.relation == "to"
            narrow(sighting, seats, f"without a level word {sighting.name} is the city here")
