"""Find names of places in a text, each with its context.

Only capitalised words are looked at (a name in lower case is read nowhere in edited news); the longest
known name wins. What a sighting *means* is decided later (:mod:`nlp.places.meanings`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from nlp.places import context as contexts
from nlp.places import vocabulary as words
from nlp.places.context import Context, Left
from nlp.places.gazetteer import NOT_NAMES, Entry, Gazetteer, key_of

MAX_CHARS: Final = 12_000
"""Text beyond this is not read: the event's place stands in the opening, and time stays bounded."""
MAX_SIGHTINGS: Final = 160
"""A list of every district in the country places nothing; the rest of such a text is not read."""
MAX_WORDS: Final = 5
"""Longest name: "Penukal Abab Lematang Ilir" has four words, "Universitas Islam Negeri ..." is no name."""
MIN_BARE_DESA: Final = 5
"""Letters a desa's name needs to be read without a level word; shorter ones are mostly persons and words."""
MAX_DESA_WORDS: Final = 3
"""Longest name of a desa that is read without a level word."""
COMMA_CHARS: Final = 14
"""How far before a name the comma of an address may stand: a level word lies between."""
SHOUT_CHARS: Final = 600
"""Letters looked at to see whether a text is all capitals."""

_TOKEN: Final = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ÿ'’]*(?:-(?:\r?\n[ \t]*)?[a-z]{2,})?")
_SENTENCE: Final = re.compile(r"[.!?][\"”’')]*\s+(?=[A-Z\"“‘(])|\n+")
_ABBREVIATED: Final = re.compile(
    r"\b(?:Kab|Kec|Kel|Ds|Kp|Jl|Jln|Gg|Prov|No|H|Hj|Drs|Dr|Ir|KH|St|Pdt|dr|Tgk|M|Moh|Muh|Kep|Sdr|[A-Z])\.$"
)
_TAIL: Final = re.compile(r" (Kota|KOTA|Kab(?:upaten)?\b\.?)(?![A-Za-z]| [A-Z])")
_MARKUP: Final = re.compile(
    r"<[^<>]{1,300}>|&[a-z]{2,6};|https?://\S+|www\.\S+|\b[\w-]+(?:\.[\w-]+){0,3}\.(?:com|id|net|org|co)\b",
    re.I,
)

_CLUB_ENDS: Final = frozenset({"united", "fc", "utd"})
"""Words that end a club's name: "Bali United"."""

Source = Literal["title", "text", "dateline"]


_INVISIBLE: Final = {ord(mark): " " for mark in "\u200b\u200c\u200d\u200e\u200f\u00ad\ufeff\u00a0"}
"""Marks that pages leave in a text; each becomes a space, so that offsets stay."""


class Token(NamedTuple):
    """A capitalised word."""

    start: int
    end: int
    word: str


class Found(NamedTuple):
    """A name: how many tokens it takes, its key and what it can mean."""

    size: int
    key: str
    entries: tuple[Entry, ...]


NOTHING: Final = Found(0, "", ())


@dataclass(slots=True)
class Sighting:
    """One name at one place of a text, what stands beside it and what it can still mean.

    Attributes:
        codes: Kemendagri codes it can still mean; one when decided, none when it means no place.
        lost: Codes that were ruled out.
        listed: Number of the list of places it is a member of, 0 for none.
        linked: Indexes of its neighbours in a chain ("Ciampea, Bogor").
        agreed: It was settled together with other names of its district.
        inline: It stands in the dateline at the beginning of the body.
        journey: It is read as a capital only because somebody comes from or goes there.
        goes_on: A longer name begins with it.
        tail: Level word after a unit's name ("Malang Kota").
        said: Somebody spoke there.
        background: It is the place of another event, told for comparison.
        national: It is the address of a national office.
        everyday: The name is also an everyday word.
        shouted: The text is all capitals, so that a capital tells nothing.
    """

    source: Source
    start: int
    end: int
    name: str
    key: str
    entries: tuple[Entry, ...]
    context: Context
    sentence: int = 0
    said: bool = False
    national: bool = False
    background: bool = False
    everyday: bool = False
    shouted: bool = False
    tail: str = ""
    codes: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    reason: str = ""
    weight: float = 0.0
    listed: int = 0
    agreed: bool = False
    inline: bool = False
    journey: bool = False
    goes_on: bool = False
    linked: list[int] = field(default_factory=list)


def readable(text: str) -> str:
    """Text of the same length in which markup and addresses do not disturb: they become spaces."""
    text = text[:MAX_CHARS].translate(_INVISIBLE)
    if "<" in text or "&" in text or "." in text:
        text = _MARKUP.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    found = match.group()
    # A dash written as an entity ends a dateline: keep it as one.
    return ("-" if found.endswith("dash;") else " ") + " " * (len(found) - 1)


def sentence_starts(text: str) -> list[int]:
    """Offsets at which sentences begin, the first 0."""
    starts = [0]
    for match in _SENTENCE.finditer(text):
        at = match.start()
        if text[at] == "." and _ABBREVIATED.search(text, max(0, at - 6), at + 1):
            continue
        starts.append(match.end())
    return starts


class Finder:
    """Finds sightings with one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._names = gazetteer.names
        self._desa = gazetteer.desa
        self._everyday = gazetteer.everyday
        self._twins = gazetteer.twins

    def find(self, text: str, source: Source) -> list[Sighting]:
        """Sightings in ``text`` (already :func:`readable`), left to right."""
        tokens = [Token(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]
        if not tokens:
            return []
        shouted = _shouted(text)
        starts = sentence_starts(text)
        found: list[Sighting] = []
        i = 0
        while i < len(tokens) and len(found) < MAX_SIGHTINGS:
            sighting, used = self._at(text, tokens, i, source, shouted)
            i += used
            if sighting is None:
                continue
            sighting.shouted = shouted
            sighting.sentence = bisect_right(starts, sighting.start) - 1
            capital = sighting.entries[0].code.startswith("31")
            if source == "text":
                begins = starts[sighting.sentence]
                sighting.background = contexts.is_background(text, begins, sighting.start)
                sighting.said = contexts.is_said(text, begins, sighting.start, sighting.end, capital=capital)
            if capital:
                sighting.national = sighting.entries[0].kind == "capitol" or contexts.is_national(
                    text, starts[sighting.sentence], sighting.start
                )
            found.append(sighting)
        return found

    def _at(
        self, text: str, tokens: list[Token], i: int, source: Source, shouted: bool
    ) -> tuple[Sighting | None, int]:
        """The sighting that begins at token ``i``, if one does, and how many tokens to go on."""
        start = tokens[i].start
        helped = contexts.previous_word(text, start) in contexts.HELPING
        if not helped and not _longest(text, tokens, i, self._names, MAX_WORDS)[0]:
            return None, 1
        left = contexts.left_words(text, start)
        found = self._found(text, tokens, i, left)
        if not found.size:
            return None, 1
        end = tokens[i + found.size - 1].end
        context = contexts.describe(left, self._everyday)
        if not context.relation and not context.beside and "," in text[max(0, start - COMMA_CHARS) : start]:
            context.relation = contexts.address_relation(text, start)
        sighting = Sighting(source, start, end, text[start:end], found.key, found.entries, context)
        sighting.everyday = found.size == 1 and tokens[i].word.lower() in self._everyday
        if context.level in ("", "kabupaten", "kota", "provinsi"):
            self._look_right(text, tokens, i + found.size, sighting, shouted)
        return sighting, found.size

    def _found(self, text: str, tokens: list[Token], i: int, left: list[Left]) -> Found:
        """The longest name at token ``i`` that its level word allows."""
        level = contexts.level_word(left)
        if level in ("kecamatan", "desa", "dusun"):
            found = self._below(text, tokens, i, level)
            if found.size:
                return found
        found = self._name(text, tokens, i, level, left)
        return found if found.size else self._bare_desa(text, tokens, i, left)

    def _name(self, text: str, tokens: list[Token], i: int, level: str, left: list[Left]) -> Found:
        """A name of a province, district, kecamatan or alias."""
        size, key = _longest(text, tokens, i, self._names, MAX_WORDS)
        if not size or (size == 1 and (key == "kota" or (key in NOT_NAMES and not level))):
            return NOTHING
        following = key_of(tokens[i + size].word) if _adjacent(text, tokens, i + size) else ""
        if key == "dpr" and following in self._names:
            # "DPR Aceh", "DPR Papua": a province's parliament.
            return NOTHING
        if key == "metro" and left and left[0].word in contexts.BEFORE_METRO:
            return NOTHING
        if size > 1 and tokens[i + size - 1].word.lower() == "kota":
            # "Polresta Sorong Kota" is the kota's police, not the kecamatan Sorong Kota's.
            size, key = self._without_kota(tokens, i, size, key)
        return Found(size, key, self._names[key])

    def _look_right(self, text: str, tokens: list[Token], i: int, sighting: Sighting, shouted: bool) -> None:
        """Read what follows a name: "Kota", "FC", or the rest of a longer name."""
        context = sighting.context
        tail = _TAIL.match(text, sighting.end)
        if i < len(tokens) and tokens[i].word.lower() in _CLUB_ENDS:
            context.beside = "club"
        elif tail:
            sighting.tail = tail.group(1).lower()
        elif not (context.beside or context.level) and self._goes_on(
            text, tokens, i, sighting.source, shouted
        ):
            context.beside = "compound"
            sighting.goes_on = True

    def _without_kota(self, tokens: list[Token], i: int, size: int, key: str) -> tuple[int, str]:
        shorter = "".join(key_of(token.word) for token in tokens[i : i + size - 1])
        return (size - 1, shorter) if shorter in self._twins else (size, key)

    def _below(self, text: str, tokens: list[Token], i: int, level: str) -> Found:
        """A name after "Kecamatan", "Desa" and the like: also names that only a desa has."""
        if level == "kecamatan":
            size, key = _longest(text, tokens, i, self._names, MAX_WORDS)
            entries = tuple(entry for entry in self._names.get(key, ()) if entry.level == "kecamatan")
            # "10 kecamatan Kota Tasikmalaya": only Kediri has a kecamatan called Kota.
            lone = key == "kota" and _adjacent(text, tokens, i + size)
            return Found(size, key, entries) if entries and not lone else NOTHING
        size, key = _longest(text, tokens, i, self._desa, MAX_WORDS)
        return Found(size, key, _desa_entries(self._desa[key])) if size and key not in NOT_NAMES else NOTHING

    def _bare_desa(self, text: str, tokens: list[Token], i: int, left: list[Left]) -> Found:
        """A desa's name without level word, where it stands like a place: "di Hunuth"."""
        lower = tokens[i].word.lower()
        if not left or left[0].word not in contexts.BEFORE_BARE or lower in self._everyday:
            return NOTHING
        if lower in words.LEVEL_WORDS or lower in NOT_NAMES:
            return NOTHING
        size, key = _longest(text, tokens, i, self._desa, MAX_DESA_WORDS)
        if not size or len(key) < MIN_BARE_DESA or key in words.FOREIGN or _adjacent(text, tokens, i + size):
            return NOTHING
        return Found(size, key, _desa_entries(self._desa[key]))

    def _goes_on(self, text: str, tokens: list[Token], i: int, source: Source, shouted: bool) -> bool:
        """Whether a name is the beginning of a longer one: "Bima Arya", "Padang Bulan"."""
        if not _adjacent(text, tokens, i):
            return False
        lower = tokens[i].word.lower()
        if lower in contexts.KNOWN_WORDS or key_of(lower) in self._names:
            return False
        return not (lower in self._everyday and (source == "title" or shouted))


def _adjacent(text: str, tokens: list[Token], i: int) -> bool:
    """Whether token ``i`` follows its neighbour with nothing but a space."""
    return i < len(tokens) and text[tokens[i - 1].end : tokens[i].start] == " "


def _desa_entries(codes: tuple[str, ...]) -> tuple[Entry, ...]:
    return tuple(Entry(code, "", "desa", "official") for code in codes)


def _longest(
    text: str,
    tokens: list[Token],
    i: int,
    table: dict[str, tuple[Entry, ...]] | dict[str, tuple[str, ...]],
    most: int,
) -> tuple[int, str]:
    """Tokens and key of the longest name in ``table`` that begins at token ``i``; 0 if none does."""
    key = best_key = ""
    best = 0
    end = tokens[i].start
    for n, token in enumerate(tokens[i : i + most]):
        if n and text[end : token.start] not in (" ", "-", "  ", "\n"):
            break
        key += key_of(token.word)
        end = token.end
        if key in table:
            best, best_key = n + 1, key
    return best, best_key


def _shouted(text: str) -> bool:
    letters = text[:SHOUT_CHARS]
    upper = sum(1 for letter in letters if letter.isupper())
    lower = sum(1 for letter in letters if letter.islower())
    return upper > 2 * lower
