"""What grouping looks at in a story, as fixed numbers of known size.

Traits depend on the story alone, never on other stories: they can be kept, and they are computed once.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from index_builder.duplicates import Sketch, sketch
from index_builder.kinds import RAISING, Part, part_of
from index_builder.localities import AREAS, NAME_WORDS, NAMES, district_words, guessed_names, localities
from index_builder.printed_days import PRINTED, day_before, printed_days
from index_builder.words import READ_WORDS, WORDS_OF_A_STORY, Words, bucket, content, tokens_of, weights
from pantau.districts import PROVINCE_CODE_LENGTH
from pantau.labels import FORMS, Form
from pantau.records import Story
from pantau.stemming import fold

SKETCHED_WORDS: Final = 480
"""Words of the top that are sketched; longer texts are features whose tail no reprint is made of."""

NUMBERS: Final = 12
"""Numbers and weekdays kept of a text: by them a copy differs from the same form filled in anew."""

MOST_DEATHS: Final = 255
"""Deaths beyond which reports differ anyway; keeps the number within two bytes."""

LEAD_CHARACTERS: Final = 500
"""Top of the body in which names are the event's: its place and who took part. Later ones are speakers'."""

LEAD_NAMES: Final = 8
"""Rare names kept of the lead."""

RARE: Final = 6.5
"""Weight from which a capitalised word is a local name: it stands in fewer than 20 of 13,000 stories."""

PLACES: Final = 3
"""Districts of a story (codebook: at most three)."""

_WEEKDAYS: Final = frozenset(("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", "ahad"))

_NAME: Final = re.compile(r"(?<=[\w,;(] )(?:[A-Z][a-z]{2,}|[A-Z]{3,6}\b)|(?<=\()[A-Z]{3,6}(?=\))")
"""A capitalised word inside a sentence, or the short name of a company, church or association."""

_HEAD: Final = struct.Struct("<iihBBBBB")

_PADDING_DAY: Final = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What grouping looks at.

    Attributes:
        day: Ordinal of the day of publication (of the day on which it became known where the outlet
            gives none).
        dated: Whether the outlet gave a day.
        event: Ordinal of the event's day (of the only day that a first report prints of the week before it,
            where no label gives one), 0 where unknown.
        part: What the story is in an incident (see :mod:`index_builder.kinds`).
        form: Form of the incident.
        places: Codes of districts or provinces, main one first.
        guessed: Whether the labels name no place below the district, and names were taken from the lead.
        words: Rarest words, shape ``(48,)``.
        names: Hashes of the names of villages (of all places that are not kecamatan), shape ``(6,)``,
            padded with 0.
        areas: Hashes of the kecamatan that are named or that hold a named village, shape ``(4,)``,
            padded with 0.
        name_words: Buckets of each name's words, shape ``(6, 3)``, padded with 0.
        lead: Buckets of rare names in the lead, shape ``(8,)``, padded with 0.
        deaths: People killed, 255 for more, -1 where nothing is told.
        printed: Days of a year that the text prints, shape ``(3,)``, padded with 0.
        numbers: Hashes of numbers and weekdays in the text, shape ``(12,)``, padded with 0.
        sketch: Sketch of the text (see :mod:`index_builder.duplicates`).
    """

    day: int
    dated: bool
    event: int
    part: Part
    form: Form
    deaths: int
    places: tuple[str, ...]
    guessed: bool
    words: Words
    names: npt.NDArray[np.uint32]
    areas: npt.NDArray[np.uint32]
    name_words: npt.NDArray[np.uint16]
    lead: npt.NDArray[np.uint16]
    numbers: npt.NDArray[np.uint16]
    printed: npt.NDArray[np.uint16]
    sketch: Sketch

    @property
    def vague(self) -> bool:
        """Whether no district is known, a province at most."""
        return all(len(code) <= PROVINCE_CODE_LENGTH for code in self.places)

    def pack(self) -> bytes:
        """The traits as bytes, for the database."""
        places = ",".join(self.places).encode().ljust(PLACES * 6)
        head = _HEAD.pack(
            self.day,
            self.event,
            self.deaths,
            int(self.dated),
            int(self.guessed),
            int(self.part),
            FORMS.index(self.form),
            len(self.sketch),
        )
        arrays = (
            self.words,
            self.names,
            self.areas,
            self.name_words,
            self.lead,
            self.numbers,
            self.printed,
            self.sketch,
        )
        return head + places + b"".join(array.tobytes() for array in arrays)

    @classmethod
    def unpack(cls, packed: bytes) -> Traits:
        """The traits that :meth:`pack` wrote."""
        day, event, deaths, dated, guessed, part, form, length = _HEAD.unpack_from(packed)
        offset = _HEAD.size + PLACES * 6
        places = packed[_HEAD.size : offset].decode().strip()
        reader = _Reader(packed, offset)
        words = reader.shorts(WORDS_OF_A_STORY)
        names = reader.longs(NAMES)
        areas = reader.longs(AREAS)
        name_words = reader.shorts(NAMES * NAME_WORDS)
        lead = reader.shorts(LEAD_NAMES)
        numbers = reader.shorts(NUMBERS)
        printed = reader.shorts(PRINTED)
        return cls(
            day=day,
            dated=bool(dated),
            guessed=bool(guessed),
            event=event,
            deaths=deaths,
            part=Part(part),
            form=FORMS[form],
            places=tuple(places.split(",")) if places else (),
            words=words,
            names=names,
            areas=areas,
            name_words=name_words.reshape(NAMES, NAME_WORDS),
            lead=lead,
            numbers=numbers,
            printed=printed,
            sketch=reader.longs(length),
        )


class _Reader:
    """Reads arrays one after the other from bytes."""

    def __init__(self, packed: bytes, offset: int) -> None:
        self._packed = packed
        self._offset = offset

    def shorts(self, count: int) -> npt.NDArray[np.uint16]:
        """The next numbers of two bytes."""
        found = np.frombuffer(self._packed, dtype=np.uint16, count=count, offset=self._offset)
        self._offset += found.nbytes
        return found

    def longs(self, count: int) -> npt.NDArray[np.uint32]:
        """The next numbers of four bytes."""
        found = np.frombuffer(self._packed, dtype=np.uint32, count=count, offset=self._offset)
        self._offset += found.nbytes
        return found


def traits_of(story: Story, *, known: date) -> Traits:
    """The traits of a story.

    Args:
        story: An article and what it says.
        known: Day on which Pantau learnt of it; stands in where the outlet gives no day.
    """
    article, said = story.article, story.annotation
    body = tokens_of(article.text, limit=SKETCHED_WORDS)
    tokens = tokens_of(article.title) + body
    places = tuple(dict.fromkeys(code[:5] for code in said.places))[:PLACES]
    own = frozenset().union(*map(district_words, places))
    guessed = not said.place_names
    named = guessed_names(article.title, article.text) if guessed else said.place_names
    names, areas, name_words = localities(named, places)
    day = (article.published.date() if article.published else known).toordinal()
    part, printed = part_of(story), printed_days(article.text)
    event = said.event_date.toordinal() if said.event_date else 0
    if not event and part in RAISING and article.published:
        event = day_before(day, printed)
    return Traits(
        day=day,
        dated=article.published is not None,
        event=event,
        deaths=-1 if said.deaths is None else min(said.deaths, MOST_DEATHS),
        part=part,
        form=said.form,
        places=places,
        guessed=guessed,
        words=content(tokens[:READ_WORDS], without=own),
        names=names,
        areas=areas,
        name_words=name_words,
        lead=_lead_names(article.text, own),
        numbers=_numbers(body),
        printed=printed,
        sketch=sketch(body),
    )


def _lead_names(text: str, own: frozenset[int]) -> npt.NDArray[np.uint16]:
    weight_of = weights()
    found = np.zeros(LEAD_NAMES, dtype=np.uint16)
    buckets = dict.fromkeys(bucket(fold(name)) for name in _NAME.findall(text[:LEAD_CHARACTERS]))
    rare = [one for one in buckets if one not in own and weight_of[one] >= RARE][:LEAD_NAMES]
    found[: len(rare)] = rare
    return found


def _numbers(tokens: list[str]) -> npt.NDArray[np.uint16]:
    found = np.zeros(NUMBERS, dtype=np.uint16)
    telling = dict.fromkeys([token for token in tokens if token[0] <= "9" or token in _WEEKDAYS])
    hashes = [zlib.crc32(token.encode()) % 65535 + 1 for token in list(telling)[:NUMBERS]]
    found[: len(hashes)] = hashes
    return found
