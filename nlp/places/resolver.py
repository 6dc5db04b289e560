"""Read the places of a story: every mention, and where the event happens.

>>> resolver = PlaceResolver.load()
>>> resolver.read("", "Pelajar tawuran di Kecamatan Pondok Gede, Bekasi.").places
('32.75',)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from nlp.places import chains, evidence, meanings, mentions, seats, weighing
from nlp.places.dateline import dateline_end
from nlp.places.decision import Choice, Decider, Worths, shipped_worths
from nlp.places.explaining import explain
from nlp.places.gazetteer import Gazetteer, load_gazetteer
from nlp.places.hints import Hints
from nlp.places.opening import Opening, read_opening
from nlp.places.sightings import Finder, Sighting, readable
from nlp.places.told import Told, tell
from pantau.records import PlaceMention

NO_NAME: Final = 0.85
"""Confidence that a story in which no place is named has none (measured .82 to 1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceReading:
    """What a story says about places.

    Attributes:
        mentions: Every place named, in order of title, then text.
        places: Codes of the event's places, main one first; at most three; a province where the
            district is not sure; empty where none is.
        place_names: Kecamatan, desa and kelurahan named as the event's place, as written.
        confidence: Probability in 0..1 that ``places`` is right.
        doubts: Named reasons to ask a person: ``twin-undecided``, ``many-places``, ``dateline-only``,
            ``province-only``, ``cut`` (the text was longer than is read).
        reason: Why these places and no others, in words a person can check.
    """

    mentions: tuple[PlaceMention, ...] = ()
    places: tuple[str, ...] = ()
    place_names: tuple[str, ...] = ()
    confidence: float = 0.0
    doubts: tuple[str, ...] = ()
    reason: str = ""


class PlaceResolver:
    """Resolves places with one gazetteer; safe to share between threads.

    Args:
        gazetteer: The tables.
        worths: What signs are worth; those that ship if not given.
    """

    def __init__(self, gazetteer: Gazetteer, worths: Worths | None = None) -> None:
        self.gazetteer = gazetteer
        self._decider = Decider(worths or shipped_worths(), gazetteer)
        self._finder = Finder(gazetteer)
        self._hints = Hints(gazetteer)

    @classmethod
    def load(cls) -> PlaceResolver:
        """A resolver with the tables that ship with Pantau.

        Raises:
            AnnotationError: If a table or the file of worths is missing.
        """
        return cls(load_gazetteer())

    def read(
        self,
        title: str,
        text: str,
        *,
        dateline: str = "",
        published: date | None = None,
        url: str = "",
        section: str = "",
        outlet_home: str = "",
    ) -> PlaceReading:
        """Read the places of one story.

        Args:
            title: Headline as published, may be empty.
            text: Body; a dateline at its start is recognised.
            dateline: Place word kept apart from the body, if it was.
            published: Day of publication; former codes in ``outlet_home`` are read as of that day.
            url: Address; a section or sub-domain such as ``/jabar/`` chooses between provinces.
            section: Section of the outlet, used like ``url``.
            outlet_home: Code of the outlet's home, the weakest hint.

        Returns:
            The reading; for text that cannot be read an empty one, never an exception.
        """
        told = self.tell(
            title,
            text,
            dateline=dateline,
            published=published,
            url=url,
            section=section,
            outlet_home=outlet_home,
        )
        return self.decide(told)

    def tell(
        self,
        title: str,
        text: str,
        *,
        dateline: str = "",
        published: date | None = None,
        url: str = "",
        section: str = "",
        outlet_home: str = "",
    ) -> Told:
        """Find what a story tells about places, without deciding; arguments as :meth:`read`."""
        head, body = readable(title), readable(text)
        sightings = self._sightings(head, body, dateline)
        home = self.gazetteer.today(outlet_home, published) if published and outlet_home else outlet_home
        hints = [*self._hints.read(url, section), *([home] if home else [])] if sightings else []
        opening = read_opening(title, body)
        ruled: tuple[str, ...] = ()
        if sightings:
            self._mean(sightings, head, body, hints, opening)
            for sighting in sightings:
                sighting.weight = weighing.weigh(sighting)
            ruled, _ = weighing.choose(sightings, self.gazetteer, opening=opening)
        return tell(head, body, len(text), sightings, hints, opening, ruled)

    def decide(self, told: Told, decider: Decider | None = None) -> PlaceReading:
        """Decide where the event of a story happens.

        Args:
            told: As :meth:`tell` gives it.
            decider: Another one than this resolver's own, for measuring.
        """
        if not told.sightings:
            return PlaceReading(confidence=NO_NAME, reason="no place is named")
        if told.districts:
            choice = (decider or self._decider).choose(told)
        else:
            certain = weighing.PROVINCE if told.ruled else weighing.NOTHING
            choice = Choice(places=told.ruled, confidence=certain)
        places = choice.places
        found = tuple(mentions.mention_of(sighting, places) for sighting in told.sightings)
        return PlaceReading(
            mentions=found,
            places=places,
            place_names=mentions.place_names(found, places),
            confidence=choice.confidence,
            doubts=mentions.doubts(told.sightings, places, told.length),
            reason=explain(choice, self.gazetteer),
        )

    def _mean(
        self, sightings: list[Sighting], head: str, body: str, hints: list[str], opening: Opening
    ) -> None:
        """Decide what each sighting means: its own words, its neighbours, the story, the outlet."""
        for sighting in sightings:
            sighting.codes = meanings.first_codes(sighting, self.gazetteer)
        for source, text in (("title", head), ("text", body)):
            members = [sighting for sighting in sightings if sighting.source == source]
            chains.link(members, text, self.gazetteer)
            chains.enumerate_places(members, text)
        seats.read_capitols(sightings, opening)
        evidence.settle(sightings, self.gazetteer, hints=hints)
        seats.seat_capitals(sightings, venue=opening.venue)
        if opening.protest:
            seats.seat_protests(sightings, self.gazetteer)
            for sighting in sightings:
                sighting.national = False

    def _sightings(self, head: str, body: str, dateline: str) -> list[Sighting]:
        """Sightings of headline, dateline and body; those in the body's own dateline are marked."""
        found = self._finder.find(body, "text")
        end = dateline_end(body)
        for sighting in found:
            if sighting.end <= end:
                sighting.source, sighting.inline = "dateline", True
        lines = self._finder.find(readable(dateline), "dateline") if dateline else []
        return [*self._finder.find(head, "title"), *lines, *found]
