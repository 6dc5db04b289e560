"""Read the places of a story: every mention, and where the event happens.

>>> resolver = PlaceResolver.load()
>>> resolver.read("", "Pelajar tawuran di Kecamatan Pondok Gede, Bekasi.").places
('32.75',)
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from nlp.places import chains, evidence, meanings, weighing
from nlp.places.gazetteer import Gazetteer, load_gazetteer
from nlp.places.hints import Hints
from nlp.places.opening import read_opening
from nlp.places.sightings import Finder, Sighting, readable
from pantau.labels import Level, Role
from pantau.records import PlaceMention

_DATELINE: Final = re.compile(
    # Addresses of outlets are blank by now; what is left of "Bisnis.com, SOLO - " begins with the comma.
    r"[\s,:|(\u200e]*(?:[A-Z]{4,12}[ ,:|\u00a0-]{1,4}(?=[A-Z][a-z]))?"
    r"(?P<place>(?:Kab\. |Kabupaten |Kota )?[A-Z][A-Za-z'’]+(?: [A-Z][A-Za-z'’]*){0,3}"
    r"(?:[,/] ?[A-Z][A-Za-z'’]+(?: [A-Z][A-Za-z'’]*){0,3})?)\s*"
    r"(?:[,|(]\s*[\w .]{0,40}\)?)?[\s\u200e]*(?:--?|[–—:|])\s*"
)


_CAPITALS: Final = re.compile(
    r"(?<![A-Za-z])[A-Z][A-Z'’]{2,}(?: [A-Z]{2,}){0,3}\s*(?:[,(][^-–—.]{0,30})?\s*[-–—]{1,2}\s"
)
BYLINE_CHARS: Final = 180
"""A byline or a leftover of the page may stand before a dateline in capitals; no more than this."""


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
            ``province-only``, ``cut``.
    """

    mentions: tuple[PlaceMention, ...] = ()
    places: tuple[str, ...] = ()
    place_names: tuple[str, ...] = ()
    confidence: float = 0.0
    doubts: tuple[str, ...] = ()


class PlaceResolver:
    """Resolves places with one gazetteer; safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._finder = Finder(gazetteer)
        self._hints = Hints(gazetteer)

    @classmethod
    def load(cls) -> PlaceResolver:
        """A resolver with the tables that ship with Pantau.

        Raises:
            AnnotationError: If a table is missing.
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
        sightings, body = self._sightings(title, text, dateline)
        if not sightings:
            return PlaceReading(confidence=0.5)
        home = self.gazetteer.today(outlet_home, published) if published and outlet_home else outlet_home
        hints = [*self._hints.read(url, section), *([home] if home else [])]
        for sighting in sightings:
            sighting.codes = (
                ()
                if sighting.context.beside in meanings.UNREAD
                else meanings.first_codes(sighting, self.gazetteer)
            )
        heads = [s for s in sightings if s.source == "title"]
        bodies = [s for s in sightings if s.source == "text"]
        chains.link(heads, readable(title), self.gazetteer)
        chains.link(bodies, body, self.gazetteer)
        chains.enumerate_places(heads, readable(title))
        chains.enumerate_places(bodies, body)
        opening = read_opening(title, body)
        evidence.read_capitols(sightings, opening)
        evidence.settle(sightings, self.gazetteer, hints=hints)
        evidence.seat_capitals(sightings, self.gazetteer, venue=opening.venue)
        if opening.protest:
            evidence.seat_protests(sightings, self.gazetteer)
            for sighting in sightings:
                sighting.national = False
        for sighting in sightings:
            sighting.weight = weighing.weigh(sighting)
        places, confidence = weighing.choose(sightings, self.gazetteer, opening=opening)
        mentions = tuple(self._mention(s, places) for s in sightings if s.codes or s.entries)
        return PlaceReading(
            mentions=mentions,
            places=places,
            place_names=_place_names(mentions, places),
            confidence=confidence,
            doubts=_doubts(sightings, places, len(text)),
        )

    def _sightings(self, title: str, text: str, dateline: str) -> tuple[list[Sighting], str]:
        heads = self._finder.find(readable(title), "title") if title else []
        body = readable(text)
        found = self._finder.find(body, "text")
        end = _dateline_end(body)
        for sighting in found:
            if sighting.end <= end:
                sighting.source = "dateline"
        lines = self._finder.find(readable(dateline), "dateline") if dateline else []
        return [*heads, *lines, *found], body

    def _mention(self, sighting: Sighting, places: tuple[str, ...]) -> PlaceMention:
        code = sighting.codes[0] if len(sighting.codes) == 1 else None
        level: Level = "kabkota"
        if code:
            level = _level(code)
        elif sighting.context.level in ("desa", "dusun"):
            level = "desa"
        elif sighting.context.level == "kecamatan":
            level = "kecamatan"
        rejected = sighting.lost if code else (*sighting.codes, *sighting.lost)
        source = "text" if sighting.source == "dateline" else sighting.source
        return PlaceMention(
            name=sighting.name,
            source=source,
            start=sighting.start,
            end=sighting.end,
            code=code,
            level=level,
            role=_role(sighting, places),
            confidence=round(min(0.97, 0.55 + 0.25 * sighting.weight), 2) if code else 0.0,
            reason=sighting.reason or _plain_reason(sighting),
            rejected=tuple(dict.fromkeys(rejected))[:6],
        )


def _level(code: str) -> Level:
    return ("provinsi", "kabkota", "kecamatan", "desa")[code.count(".")]


def _plain_reason(sighting: Sighting) -> str:
    if sighting.context.beside in meanings.UNREAD:
        return f"{sighting.name} is part of the name of a {sighting.context.beside}"
    if len(sighting.codes) > 1:
        return "several places have this name and nothing decides"
    if sighting.context.level:
        return f"the word {sighting.context.level} stands before it"
    return "the only place with this name"


def _role(sighting: Sighting, places: tuple[str, ...]) -> Role:
    if sighting.source == "dateline":
        return "dateline"
    if (
        sighting.context.beside
        and sighting.context.beside not in ("compound", "urban")
        and sighting.context.relation != "at"
    ):
        return "institution" if sighting.context.beside not in meanings.UNREAD else "mention"
    hit = any(code[:5] in places or code[:2] in places for code in sighting.codes)
    return "event" if hit and not sighting.said and sighting.weight >= 0.4 else "mention"


def _place_names(mentions: tuple[PlaceMention, ...], places: tuple[str, ...]) -> tuple[str, ...]:
    names = [
        m.name
        for m in mentions
        if m.level in ("kecamatan", "desa") and m.role == "event" and (m.code is None or m.code[:5] in places)
    ]
    return tuple(dict.fromkeys(names))[:6]


def _doubts(sightings: list[Sighting], places: tuple[str, ...], length: int) -> tuple[str, ...]:
    doubts = []
    if any(len(s.codes) > 1 and len({c[:5] for c in s.codes}) > 1 and s.weight >= 1 for s in sightings):
        doubts.append("twin-undecided")
    if places and all(len(code) == 2 for code in places):
        doubts.append("province-only")
    if places and all(s.source == "dateline" or s.weight < 0.5 for s in sightings):
        doubts.append("dateline-only")
    if len(places) > 1:
        doubts.append("many-places")
    if length > 12_000:
        doubts.append("cut")
    return tuple(doubts)


def _dateline_end(text: str) -> int:
    """Offset after the dateline that opens a body, 0 if there is none."""
    match = _DATELINE.match(text) or _CAPITALS.search(text, 0, BYLINE_CHARS)
    return match.end() if match else 0
