"""Decide where the event happens: learned worths of signs, added up.

Every district that a name is settled on, and "none of them", gets a sum of worths; the sums become
probabilities that add to 1 (a conditional logit: McFadden 1974, "Conditional logit analysis of
qualitative choice behavior"). A district is given only where it is likelier than not.
"""

from __future__ import annotations

import gzip
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from nlp.errors import ModelError
from nlp.places.gazetteer import Gazetteer
from nlp.places.signs import Sign, district_signs, story_signs
from nlp.places.told import Told
from nlp.places.weighing import MAX_PLACES, Tally, listed_together, targets

FILE: Final = Path(__file__).with_name("data") / "worths.json.gz"
FORMAT: Final = 1
"""Version of the file; another one is refused."""

LIKELY: Final = 0.65
"""Probability from which districts are given. Out of fold on all stories .5, .55, .6, .65 and .7 give exact
.857, .855, .852, .848, .842 and wrong .030, .026, .023, .019, .017; on regional desks, the nearest to the
daily stream, exact .847, .846, .845, .845, .842 and wrong .040, .037, .030, .027, .024. Wrong is worse than
unknown."""
SUREST: Final = 0.98
"""Highest confidence; of the surest readings out of fold 98 to 99 in a hundred are right."""
ADDRESS: Final = 0.55
"""Least confidence that a story has no place where the only one is the address of national offices."""
OPEN: Final = 0.35
"""Confidence of a province given because the district is not sure: a third of them is labelled so."""
SECOND: Final = 0.45
"""Share of the first one's probability that makes a district of the same list a place as well."""
KEPT: Final = 5
"""Signs kept for the explanation; nobody reads more."""
MAX_DISTRICTS: Final = 8
"""Districts looked at; a ninth in a list is never the event's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Where the event happens.

    Attributes:
        places: Codes, main one first; a province where the district is not sure.
        confidence: Probability in 0..1 that ``places`` is right.
        signs: What weighed most for the main district (or for none), with its worth.
    """

    places: tuple[str, ...]
    confidence: float
    signs: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Worths:
    """What signs are worth.

    Attributes:
        district: Worth of the signs of a district.
        story: Worth of the signs that there is none.
        origin: Seed, digests and counts of the training, for the record.
    """

    district: Mapping[str, float]
    story: Mapping[str, float]
    origin: Mapping[str, Any]

    def as_bytes(self) -> bytes:
        """The file: gzipped JSON, the same bytes for the same worths."""
        plain = {
            "format": FORMAT,
            "origin": dict(self.origin),
            "district": dict(sorted(self.district.items())),
            "story": dict(sorted(self.story.items())),
        }
        return gzip.compress(json.dumps(plain, separators=(",", ":")).encode(), mtime=0)


def read_worths(path: Path = FILE) -> Worths:
    """Read a file of worths.

    Raises:
        ModelError: If it is missing, broken or of another format.
    """
    try:
        plain = json.loads(gzip.decompress(path.read_bytes()))
        if plain["format"] != FORMAT:
            raise ModelError(
                f"{path} has format {plain['format']}, this version reads {FORMAT}: train it anew"
            )
        return Worths(district=plain["district"], story=plain["story"], origin=plain["origin"])
    except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"{path} holds no worths of place signs ({error}): install the package anew"
        ) from error


@cache
def shipped_worths() -> Worths:
    """The worths that ship with Pantau."""
    return read_worths()


class Decider:
    """Decides with one table of worths; safe to share between threads."""

    def __init__(self, worths: Worths, gazetteer: Gazetteer) -> None:
        self._worths = worths
        self._gazetteer = gazetteer

    def probabilities(self, told: Told) -> list[float]:
        """Probability of each of the first :data:`MAX_DISTRICTS` districts, last that of none."""
        return self._weigh(told)[0]

    def choose(self, told: Told) -> Choice:
        """Choose the places of a story in which some district is named."""
        (*likely, none), grounds = self._weigh(told)
        chosen = _together(told, likely)
        probability = sum(likely[rank] for rank in chosen)
        national = _only_national(told, told.districts[chosen[0]].code)
        if probability >= LIKELY and not national:
            return Choice(
                places=tuple(told.districts[rank].code for rank in chosen),
                confidence=round(min(SUREST, probability), 2),
                signs=_strongest(grounds[chosen[0]]),
            )
        province = _province(told, likely, 1.0 if national else none)
        return Choice(
            places=province,
            confidence=OPEN if province else round(max(none, ADDRESS) if national else none, 2),
            signs=_strongest(grounds[-1]),
        )

    def _weigh(self, told: Told) -> tuple[list[float], list[dict[str, float]]]:
        """Probabilities as :meth:`probabilities`, and what each sign added to each sum."""
        everyday = self._gazetteer.everyday
        grounds = [
            _worth(district_signs(told, rank, everyday), self._worths.district)
            for rank in range(min(len(told.districts), MAX_DISTRICTS))
        ]
        grounds.append(_worth(story_signs(told, self._gazetteer), self._worths.story))
        sums = [sum(added.values()) for added in grounds]
        highest = max(sums)
        shares = [math.exp(value - highest) for value in sums]
        total = sum(shares)
        return [share / total for share in shares], grounds


def _worth(signs: Iterable[Sign], worths: Mapping[str, float]) -> dict[str, float]:
    """What each sign adds; one that comes twice counts once, one that is not learned not at all."""
    return {name: worths[name] * value for name, value in signs if name in worths}


def _strongest(added: Mapping[str, float]) -> tuple[tuple[str, float], ...]:
    order = sorted(added.items(), key=lambda item: (-item[1], item[0]))
    return tuple(item for item in order[:KEPT] if item[1] > 0)


def _together(told: Told, likely: Sequence[float]) -> list[int]:
    """Ranks of the likeliest district and of those that stand with it in one list."""
    order = sorted(range(len(likely)), key=lambda rank: -likely[rank])
    main = order[0]
    out = [main]
    first = told.districts[main].code
    for rank in order[1:]:
        code = told.districts[rank].code
        even = likely[rank] >= SECOND * likely[main] or {first, code} <= set(told.ruled)
        if even and listed_together(first, code, told.sightings):
            out.append(rank)
    return out[:MAX_PLACES]


def _only_national(told: Told, code: str) -> bool:
    """Whether a district is named only as the address of national offices, and nobody protests there."""
    if told.opening.protest:
        return False
    return all(sighting.national for sighting in told.sightings if code in targets(sighting))


def _province(told: Told, likely: Sequence[float], none: float) -> tuple[str, ...]:
    """The province where the district is not sure: the one that is ruled, else that of likely districts."""
    ruled = tuple(code for code in told.ruled if len(code) == 2)
    if ruled:
        return ruled[:1]
    named = next((tally for tally in told.provinces if tally.opening), None)
    if named:
        return (named.code,)
    return _shared(told.districts, likely) if none < 1 - LIKELY else ()


def _shared(districts: Sequence[Tally], likely: Sequence[float]) -> tuple[str, ...]:
    shares: dict[str, float] = {}
    for tally, share in zip(districts, likely, strict=False):
        shares[tally.code[:2]] = shares.get(tally.code[:2], 0.0) + share
    best = max(shares, key=lambda code: shares[code])
    return (best,) if shares[best] >= LIKELY else ()
