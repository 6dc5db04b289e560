"""What a story tells about places, before it is decided where its event happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.places.opening import Opening
from nlp.places.sightings import Sighting
from nlp.places.weighing import Tally, ranked


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One story with the meaning of every name settled.

    Attributes:
        head: Headline, readable, offsets as published.
        body: Text, the same.
        length: Characters of the text as published; more than is read is a doubt.
        sightings: Of headline, dateline and text, weighed.
        hints: Codes that address, section and outlet suggest.
        opening: The kind of story.
        districts: What speaks for each district that some name is settled on, strongest first.
        provinces: The same for provinces named without a district.
        ruled: What the weights of :mod:`nlp.places.weighing` alone would give.
    """

    head: str
    body: str
    length: int
    sightings: Sequence[Sighting]
    hints: tuple[str, ...]
    opening: Opening
    districts: tuple[Tally, ...]
    provinces: tuple[Tally, ...]
    ruled: tuple[str, ...]


def tell(
    head: str,
    body: str,
    length: int,
    sightings: Sequence[Sighting],
    hints: Sequence[str],
    opening: Opening,
    ruled: tuple[str, ...],
) -> Told:
    """Put together what is known of a story; see :class:`Told`."""
    districts, provinces = ranked(sightings)
    return Told(
        head=head,
        body=body,
        length=length,
        sightings=sightings,
        hints=tuple(hints),
        opening=opening,
        districts=tuple(districts),
        provinces=tuple(provinces),
        ruled=ruled,
    )
