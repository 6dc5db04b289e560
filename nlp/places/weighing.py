"""Weigh the sightings of a story and choose where its event happens.

A place counts by where it stands (headline, opening, later), by what it is there (something happens
there, an office speaks, somebody comes from there) and by how exact it is (a kecamatan is rarely
named for nothing). Sums of the same district are damped, so that a name repeated in the body does not
outvote the place of the lead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from nlp.places.gazetteer import Gazetteer
from nlp.places.meanings import UNREAD
from nlp.places.opening import Opening
from nlp.places.sightings import Sighting

TITLE: Final = 2.2
"""A headline names the event's place or none; it outweighs any one mention of the body."""
SENTENCES: Final = (2.0, 1.4, 1.2, 1.0, 0.9, 0.8)
"""By number of the sentence; news tells the place in the first two."""
LATER: Final = 0.45
"""From the seventh sentence on: background, other cases, speakers."""
DATELINE: Final = 0.8
"""A dateline names the newsroom's or the event's town: enough alone, less than any named place."""
CAPITAL_DATELINE: Final = 0.25
"""Jakarta as a dateline is where national newsrooms sit."""

RELATION: Final = {"at": 1.2, "area": 1.15, "people": 0.95, "to": 0.35, "": 0.8}
"""Something is there · in the area · its people · movement or comparison · named alone."""
BESIDE: Final = {
    "": 1.0,
    "police": 0.75,
    "court": 0.6,
    "office-kota": 0.8,
    "office-kabupaten": 0.8,
    "office-province": 0.3,
    "office": 0.7,
    "urban": 0.75,
    "compound": 0.45,
    "route": 0.2,
}
"""What the name belongs to; a district's police and government act in their district, a province's not."""
SAID: Final = 0.2
"""Where somebody spoke."""
BACKGROUND: Final = 0.45
"""The place of another event, told for comparison."""
NATIONAL: Final = 0.1
"""The address of a ministry or of parliament."""
EXACT: Final = 1.25
"""A kecamatan or desa, or a chain of names: reporters give those for the scene."""
EVERYDAY: Final = 0.5
"""A name that is also a word, without level word or parent."""
DAMPING: Final = 0.55
"""Each further mention of the same district counts this much less."""

ENOUGH: Final = 1.0
"""Least sum for a district to be the event's place where another is named too."""
ENOUGH_ALONE: Final = 0.6
"""Least sum where no other district comes near."""
RIVAL: Final = 0.5
"""A second district with this share of the first is a rival."""
ENOUGH_PROVINCE: Final = 0.9
SECOND: Final = 0.7
"""A second district must reach this share of the first and stand beside it in a list."""
MAX_PLACES: Final = 3
OPENING: Final = 2
"""Sentences that tell what the story is about."""
WIDE: Final = 3
"""So many districts of the headline's province side by side make it a story about the province."""
WIDE_SHARE: Final = 0.4
"""Share of the first district's sum that counts as side by side."""
FAINT: Final = 0.3
"""Weight below which a sighting is no witness of its own."""
ELSEWHERE: Final = 0.55
"""Confidence that a story about a match or another country has no place here."""
ABOVE: Final = 0.49
"""Confidence of a province preferred to the district of a dateline or of the background."""
SURE_ENOUGH: Final = 0.53
"""Confidence under which a district stays open: of stories below it two in three would be wrong."""
ACTING: Final = frozenset({"police", "office-kota", "office-kabupaten"})
"""Units that act in their own district only."""
TWICE: Final = 2
"""How many times as often one rival must be named."""
UNSURE: Final = 0.1
"""Confidence of what is left where two districts compete."""
PROVINCE: Final = 0.47
"""Confidence of a province where no district is sure: about half of such stories are labelled so."""
NOTHING: Final = 0.75
"""Confidence that a story in which nothing reaches the floor has no place."""


@dataclass(slots=True)
class Tally:
    """What speaks for one code.

    Attributes:
        first: Index of its first sighting.
        title: It stands in the headline.
        opening: It stands in the headline or the first two sentences.
    """

    code: str
    score: float
    first: int
    title: bool
    opening: bool


def weigh(sighting: Sighting) -> float:
    """Weight of one sighting as a witness for the place of the event."""
    if sighting.context.beside in UNREAD:
        return 0.0
    if sighting.source == "dateline":
        return CAPITAL_DATELINE if sighting.codes[:1] == ("31",) else DATELINE
    if sighting.source == "title":
        weight = TITLE
    else:
        weight = SENTENCES[sighting.sentence] if sighting.sentence < len(SENTENCES) else LATER
    weight *= BESIDE.get(sighting.context.beside, 1.0) * RELATION.get(sighting.context.relation, 0.8)
    if sighting.national:
        weight *= NATIONAL
    elif sighting.said or sighting.journey:
        weight *= SAID
    elif sighting.background:
        weight *= BACKGROUND
    if sighting.context.level in ("kecamatan", "desa", "dusun") or sighting.linked:
        weight *= EXACT
    elif sighting.everyday and not sighting.context.level and sighting.context.relation not in ("at", "area"):
        weight *= EVERYDAY
    return weight


def tally(sightings: Sequence[Sighting]) -> dict[str, Tally]:
    """Damped sums for each district and province that a sighting is decided on."""
    weights: dict[str, list[float]] = {}
    first: dict[str, int] = {}
    titles: set[str] = set()
    openings: set[str] = set()
    for i, sighting in enumerate(sightings):
        for code in targets(sighting):
            weights.setdefault(code, []).append(sighting.weight)
            first.setdefault(code, i)
            if sighting.source == "title":
                titles.add(code)
            if sighting.source == "title" or (sighting.source == "text" and sighting.sentence < OPENING):
                openings.add(code)
    out = {}
    for code, values in weights.items():
        values.sort(reverse=True)
        score = sum(value * DAMPING**k for k, value in enumerate(values))
        out[code] = Tally(code, score, first[code], code in titles, code in openings)
    return out


def targets(sighting: Sighting) -> tuple[str, ...]:
    """The district a sighting speaks for, or the province where its district is open."""
    districts = {code[:5] for code in sighting.codes}
    if len(districts) == 1:
        return tuple(districts)
    provinces = {code[:2] for code in sighting.codes}
    return tuple(provinces) if len(provinces) == 1 else ()


def ranked(sightings: Sequence[Sighting]) -> tuple[list[Tally], list[Tally]]:
    """Tallies of the districts and of the provinces, strongest first."""
    order = sorted(tally(sightings).values(), key=lambda t: (-t.score, t.first))
    return [t for t in order if len(t.code) == 5], [t for t in order if len(t.code) == 2]


def choose(
    sightings: Sequence[Sighting], gazetteer: Gazetteer, *, opening: Opening
) -> tuple[tuple[str, ...], float]:
    """Codes of the event's places, main one first, and the confidence that they are right.

    Args:
        sightings: Of one story, weighed.
        gazetteer: The tables.
        opening: The kind of story.
    """
    districts, provinces = ranked(sightings)
    if districts and districts[0].score >= _needed(districts):
        main = districts[0]
        province = _scope(main, districts, provinces, sightings, opening)
        if province is not None:
            return ((province,), ABOVE) if province else ((), ELSEWHERE)
        rival = districts[1].score if len(districts) > 1 else 0.0
        places = (main.code, *_beside(main, districts[1:], sightings))
        confidence = _confidence(main.score, rival if len(places) == 1 else 0.0)
        if confidence < SURE_ENOUGH:
            winner = _broken_tie(districts[:2], sightings)
            if winner:
                return (winner,), SURE_ENOUGH
            return _common_province(districts[:2]), UNSURE
        return places, confidence
    if provinces:
        main = provinces[0]
        below = sum(t.score for t in districts if gazetteer.inside(t.code, main.code))
        if main.score + below >= ENOUGH_PROVINCE:
            return (main.code,), PROVINCE
    return (), NOTHING


def _broken_tie(rivals: Sequence[Tally], sightings: Sequence[Sighting]) -> str:
    """Which of two rivals the story stays with, "" where it does not tell.

    The police and government that act are those of the place where it happened; failing that, the place
    named at least twice as often.
    """
    named = {
        rival.code: [s for s in sightings if rival.code in targets(s) and s.source != "dateline"]
        for rival in rivals
    }
    acting = [code for code, found in named.items() if any(s.context.beside in ACTING for s in found)]
    if len(acting) == 1:
        return acting[0]
    few, many = sorted(named, key=lambda code: len(named[code]))
    return many if len(named[many]) >= TWICE * len(named[few]) else ""


def _common_province(rivals: Sequence[Tally]) -> tuple[str, ...]:
    """The province that rivals share, which is sure where the district is not."""
    provinces = {rival.code[:2] for rival in rivals}
    return tuple(provinces) if len(provinces) == 1 else ()


def _scope(
    main: Tally,
    districts: Sequence[Tally],
    provinces: Sequence[Tally],
    sightings: Sequence[Sighting],
    opening: Opening,
) -> str | None:
    """Code of the province that the story is about rather than its first district.

    ``""`` where it is about none at all, ``None`` where the district stands.
    """
    headline = next((t for t in provinces if t.title), None)
    if only_dateline(main.code, sightings):
        if opening.elsewhere or not opening.local:
            return headline.code if headline else ""
        above = next((t for t in provinces if t.code == main.code[:2]), None)
        if not opening.venue and (headline or (above and above.opening)):
            return headline.code if headline else main.code[:2]
        return None
    if headline is None or main.title:
        return None
    if not main.opening:
        return headline.code
    peers = [t for t in districts if t.code[:2] == headline.code and t.score >= WIDE_SHARE * main.score]
    if len(peers) >= WIDE and not any(t.title for t in districts):
        # A forecast or a schedule for the whole province names all its parts.
        return headline.code
    newsroom = any(s.source == "dateline" and main.code in targets(s) for s in sightings)
    if newsroom and headline.code == main.code[:2] and headline.score >= main.score:
        return headline.code
    return None


def only_dateline(code: str, sightings: Sequence[Sighting]) -> bool:
    """Whether only the dateline, or where somebody spoke, speaks for a district."""
    return all(
        sighting.source == "dateline" or sighting.said or sighting.weight < FAINT
        for sighting in sightings
        if code in targets(sighting)
    )


def _needed(districts: Sequence[Tally]) -> float:
    """Least sum of the first of ``districts``: less where no other comes near."""
    near = len(districts) > 1 and districts[1].score > RIVAL * districts[0].score
    return ENOUGH if near else ENOUGH_ALONE


def _confidence(score: float, rival: float) -> float:
    margin = (score - rival) / (score + 0.5)
    return round(max(0.3, min(0.98, 0.45 + 0.5 * margin)), 2)


def _beside(main: Tally, others: Sequence[Tally], sightings: Sequence[Sighting]) -> tuple[str, ...]:
    out: list[str] = []
    for other in others:
        if len(out) == MAX_PLACES - 1:
            break
        if other.score >= SECOND * main.score and listed_together(main.code, other.code, sightings):
            out.append(other.code)
    return tuple(out)


def listed_together(one: str, other: str, sightings: Sequence[Sighting]) -> bool:
    """Whether both are members of one list in the text: "Bekasi, Karawang dan Subang"."""
    lists: dict[int, set[str]] = {}
    for sighting in sightings:
        if sighting.listed and sighting.weight >= 0.5:
            lists.setdefault(sighting.listed, set()).update(targets(sighting))
    return any(one in codes and other in codes for codes in lists.values())
