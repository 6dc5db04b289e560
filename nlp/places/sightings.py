"""Find names of places in a text, with the words beside them.

Only capitalised words are looked at (a name in lower case is read nowhere in edited news); the longest
known name wins. What a sighting *means* is decided later: here it only gets its context.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final, Literal

from nlp.places import vocabulary as words
from nlp.places.gazetteer import NOT_NAMES, Entry, Gazetteer, key_of

MAX_CHARS: Final = 12_000
"""Text beyond this is not read: the event's place stands in the opening, and time stays bounded."""

MAX_SIGHTINGS: Final = 160
"""A list of every district in the country places nothing; the rest of such a text is not read."""

MAX_WORDS: Final = 5
"""Longest name: "Penukal Abab Lematang Ilir" has four words, "Kepulauan Siau Tagulandang Biaro" too."""

LEFT_CHARS: Final = 72
"""How far left of a name its context is read: about ten words."""

MIN_BARE_DESA: Final = 5
"""Letters a desa's name needs to be read without a level word; shorter ones are mostly persons and words."""

_TOKEN: Final = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ÿ'’]*(?:-[a-z]{2,})?")
_SENTENCE: Final = re.compile(r"[.!?][\"”’')]*\s+(?=[A-Z\"“‘(])|\n+")
_ABBREVIATED: Final = re.compile(
    r"(?:\b(?:Kab|Kec|Kel|Ds|Kp|Jl|Jln|Gg|Prov|No|H|Hj|Drs|Dr|Ir|KH|St|Pdt|dr|Tgk|M|Moh|Muh|Kep|Sdr|a\.n|[A-Z]))\.$"
)
_LEFT_WORDS: Final = re.compile(r"[^\W_][\w'’/-]*\.?")
_STOP: Final = re.compile(r"[,;:()\"“”|•!?\n]|\.\s*$|\s[-–—]\s")
_TAIL: Final = re.compile(r" (Kota|KOTA|Kab(?:upaten)?\b\.?)(?![A-Za-z]| [A-Z])")
_MARKUP: Final = re.compile(
    r"<[^<>]{1,300}>|&[a-z]{2,6};|https?://\S+|www\.\S+|\b\S+\.(?:com|id|net|org|co)\b\S*", re.I
)
_BREAK: Final = re.compile(r"(?<=[a-z])-[ \t]*\r?\n[ \t]*(?=[a-z])")

Source = Literal["title", "text", "dateline"]


@dataclass(slots=True)
class Sighting:
    """One name at one place of a text.

    Attributes:
        level: What the word before it states: kabupaten, kota, provinsi, kecamatan, desa, dusun or "".
        beside: Kind of thing the name belongs to: police, court, office-kota, office-kabupaten,
            office-province, office, urban, street, water, person, club, media, compound or "".
        relation: at (something is there), to (movement or comparison), people, area or "".
        codes: What it can still mean.
    """

    source: Source
    start: int
    end: int
    name: str
    key: str
    entries: tuple[Entry, ...]
    sentence: int = 0
    level: str = ""
    beside: str = ""
    relation: str = ""
    said: bool = False
    everyday: bool = False
    shouted: bool = False
    tail: str = ""
    before: str = ""
    unit: str = ""
    weight: float = 0.0
    codes: tuple[str, ...] = ()
    reason: str = ""
    lost: tuple[str, ...] = ()
    listed: int = 0
    agreed: bool = False
    national: bool = False
    linked: list[int] = field(default_factory=list)


def readable(text: str) -> str:
    """Text of the same length in which markup, addresses and broken lines do not disturb.

    Offsets stay those of the original: what is blanked becomes spaces.
    """
    text = text[:MAX_CHARS]
    if "<" in text or "&" in text or "." in text:
        text = _MARKUP.sub(lambda m: " " * len(m.group()), text)
    return text


def sentence_starts(text: str) -> list[int]:
    """Offsets at which sentences begin, the first 0."""
    starts = [0]
    for match in _SENTENCE.finditer(text):
        if text[match.start()] == "." and _ABBREVIATED.search(
            text, max(0, match.start() - 6), match.start() + 1
        ):
            continue
        starts.append(match.end())
    return starts


class Finder:
    """Finds sightings with one gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._names = gazetteer.names
        self._desa = gazetteer.desa
        self._everyday = gazetteer.everyday

    def find(self, text: str, source: Source) -> list[Sighting]:
        """Sightings in ``text`` (already :func:`readable`), left to right."""
        tokens = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(text)]
        if not tokens:
            return []
        shouted = _shouted(text)
        starts = sentence_starts(text)
        found: list[Sighting] = []
        i = 0
        while i < len(tokens) and len(found) < MAX_SIGHTINGS:
            sighting, used = self._at(text, tokens, i, source)
            if sighting is None:
                i += 1
                continue
            sighting.shouted = shouted
            sighting.sentence = bisect_right(starts, sighting.start) - 1
            sighting.said = _is_said(text, starts[sighting.sentence], sighting)
            if sighting.entries[0].code.startswith("31"):
                sighting.national = _is_national(text, sighting)
            found.append(sighting)
            i += used
        return found

    def _at(
        self, text: str, tokens: list[tuple[int, int, str]], i: int, source: Source
    ) -> tuple[Sighting | None, int]:
        """The longest name that begins at token ``i`` and how many tokens it takes."""
        best = 0
        key = ""
        best_key = ""
        end = tokens[i][1]
        for n in range(MAX_WORDS):
            if i + n >= len(tokens):
                break
            start_n, end_n, word = tokens[i + n]
            if n:
                gap = text[end:start_n]
                if gap not in (" ", "-", "  ", "\n"):
                    break
            key += key_of(word)
            end = end_n
            if key in self._names and (n or key not in NOT_NAMES):
                best, best_key = n + 1, key
        first, first_end, first_word = tokens[i]
        left, stopped = _left_words(text, first)
        level = _level_word(left)
        if level in ("kecamatan", "desa", "dusun"):
            return self._below(text, tokens, i, best, best_key, level, left, source)
        if not best:
            return self._bare_desa(text, tokens, i, left, source)
        if best_key == "metro" and left and left[0][0] in _BEFORE_METRO:
            return None, 0
        last = tokens[i + best - 1]
        sighting = Sighting(source, first, last[1], text[first : last[1]], best_key, self._names[best_key])
        sighting.everyday = best == 1 and first_word.lower() in self._everyday
        _describe(sighting, left, level, self._everyday)
        self._look_right(text, tokens, i + best, sighting)
        return sighting, best

    def _below(
        self,
        text: str,
        tokens: list[tuple[int, int, str]],
        i: int,
        best: int,
        best_key: str,
        level: str,
        left: list[tuple[str, bool]],
        source: Source,
    ) -> tuple[Sighting | None, int]:
        """A name after "Kecamatan", "Desa" and the like: also names only a desa has."""
        key = ""
        size = 0
        found: tuple[Entry, ...] = ()
        found_key = ""
        end = tokens[i][1]
        for n in range(MAX_WORDS):
            if i + n >= len(tokens):
                break
            start_n, end_n, word = tokens[i + n]
            if n and text[end:start_n] not in (" ", "-"):
                break
            key += key_of(word)
            end = end_n
            entries = self._meanings(key, level)
            if entries:
                size, found, found_key = n + 1, entries, key
        if not size:
            if not best or level == "dusun":
                if not best:
                    return None, 0
            size, found, found_key = best, self._names[best_key], best_key
        last = tokens[i + size - 1]
        sighting = Sighting(source, tokens[i][0], last[1], text[tokens[i][0] : last[1]], found_key, found)
        _describe(sighting, left, level, self._everyday)
        return sighting, size

    def _bare_desa(
        self,
        text: str,
        tokens: list[tuple[int, int, str]],
        i: int,
        left: list[tuple[str, bool]],
        source: Source,
    ) -> tuple[Sighting | None, int]:
        """A desa's name without level word, where it stands like a place: "di Hunuth", "warga Bakajaya"."""
        start, end, word = tokens[i]
        lower = word.lower()
        if not left or left[0][0] not in _BEFORE_BARE or lower in self._everyday:
            return None, 0
        if lower in words.LEVEL_WORDS or lower in NOT_NAMES:
            return None, 0
        key, size, best = "", 0, ""
        for n in range(3):
            if i + n >= len(tokens) or (n and text[end : tokens[i + n][0]] not in (" ", "-")):
                break
            key += key_of(tokens[i + n][2])
            end = tokens[i + n][1]
            if key in self._desa:
                size, best = n + 1, key
        if not size or len(best) < MIN_BARE_DESA or best in words.FOREIGN:
            return None, 0
        end = tokens[i + size - 1][1]
        entries = tuple(Entry(code, "", "desa", "official") for code in self._desa[best])
        sighting = Sighting(source, start, end, text[start:end], best, entries)
        _describe(sighting, left, "", self._everyday)
        self._look_right(text, tokens, i + size, sighting)
        return (None, 0) if sighting.beside else (sighting, size)

    def _meanings(self, key: str, level: str) -> tuple[Entry, ...]:
        if level == "kecamatan":
            return tuple(e for e in self._names.get(key, ()) if e.level == "kecamatan")
        return tuple(Entry(code, "", "desa", "official") for code in self._desa.get(key, ()))

    def _look_right(self, text: str, tokens: list[tuple[int, int, str]], i: int, sighting: Sighting) -> None:
        tail = _TAIL.match(text, sighting.end)
        if tail:
            sighting.tail = tail.group(1).lower()
            return
        if i >= len(tokens) or sighting.beside or sighting.level:
            return
        start, _, word = tokens[i]
        if text[sighting.end : start] != " ":
            return
        lower = word.lower()
        if lower in words.TAIL_LEVELS or lower in _KNOWN_WORDS or lower in words.FOREIGN:
            return
        if lower in self._everyday and (sighting.source == "title" or sighting.shouted):
            return
        if key_of(word) in self._names:
            return
        # "Bima Arya", "Padang Bulan": the name goes on with a word nobody knows as a place.
        sighting.beside = "compound"


def _level_word(left: list[tuple[str, bool]]) -> str:
    """Level that the word before a name states, "" for none."""
    if not left:
        return ""
    word = left[0][0]
    if word == "negeri" and len(left) > 1 and left[1][0] not in _BEFORE_NEGERI:
        # "Pengadilan Negeri", "SMA Negeri": not a Moluccan negeri.
        return ""
    return words.LEVEL_WORDS.get(word, "")


def _left_words(text: str, start: int) -> tuple[list[tuple[str, bool]], str]:
    """Words before a name in the same phrase, nearest first, each with "is capitalised".

    The second value is the stopping mark next to the name ("," "(" ...), "" inside a phrase.
    """
    window = text[max(0, start - LEFT_CHARS) : start]
    if start > LEFT_CHARS:
        cut = window.find(" ")
        window = window[cut + 1 :] if cut >= 0 else window
    out: list[tuple[str, bool]] = []
    stopped = ""
    position = len(window)
    for match in reversed(list(_LEFT_WORDS.finditer(window))):
        gap = window[match.end() : position]
        word = match.group()
        if _STOP.search(gap):
            stopped = stopped or (gap.strip()[:1] if not out else "")
            break
        dotted = word.endswith(".")
        bare = word.rstrip(".")
        if dotted and not (len(bare) <= 4 or bare.lower() in words.LEVEL_WORDS):
            stopped = stopped or ("." if not out else "")
            break
        lower = bare.lower().removeprefix("se-")
        out.append((lower, bare[:1].isupper()))
        position = match.start()
        if len(out) == 8:
            break
    return out, stopped


_KNOWN_WORDS: Final = (
    frozenset(words.LEVEL_WORDS)
    | words.KOTA_OFFICES
    | words.KABUPATEN_OFFICES
    | words.PROVINCE_OFFICES
    | words.LOCAL_OFFICES
    | words.POLICE_UNITS
    | words.COURTS
    | words.URBAN_INSTITUTIONS
    | words.STREETS
    | words.PEOPLE_WORDS
    | words.AREA_WORDS
    | words.DAYS
    | words.SAYING
)

_KINDS: Final[tuple[tuple[frozenset[str], str], ...]] = (
    (words.CLUBS, "club"),
    (words.STREETS, "street"),
    (words.POLICE_UNITS, "police"),
    (words.COURTS, "court"),
    (words.KOTA_OFFICES, "office-kota"),
    (words.KABUPATEN_OFFICES, "office-kabupaten"),
    (words.PROVINCE_OFFICES, "office-province"),
    (words.MEDIA, "media"),
    (words.WATERS, "water"),
    (words.URBAN_INSTITUTIONS, "urban"),
    (words.LOCAL_OFFICES, "office"),
    (words.PERSON_TITLES, "person"),
)
_BEFORE_BARE: Final = words.PLACE_PREPOSITIONS | words.AREA_WORDS | words.PEOPLE_WORDS
"""What must stand before a desa's bare name."""

_KIND_OF: Final[dict[str, str]] = {}
for _words, _kind in _KINDS:
    for _word in _words:
        _KIND_OF.setdefault(_word, _kind)


def _describe(sighting: Sighting, left: list[tuple[str, bool]], level: str, everyday: frozenset[str]) -> None:
    """Read the words before a name into level, beside and relation."""
    i = 0
    if level:
        sighting.level = level
        word = left[0][0]
        if word in words.UNIT_LEVELS:
            sighting.unit = word
        if word == "balaikota":
            sighting.beside = "office-kota"
        i = 1
        if word == "kota" and len(left) > 1:
            before = left[1][0]
            if before in ("wali", "balai", "wakil"):
                sighting.beside = "office-kota"
                i = 2
            elif before == "ibu":
                sighting.level = ""
                i = 2
            elif before in ("pusat", "jantung"):
                i = 2
    between = False
    for word, capital in left[i:]:
        if word in words.PLACE_PREPOSITIONS:
            sighting.relation = "at"
            return
        if word in words.DIRECTIONS:
            sighting.relation = sighting.relation or "to"
            return
        if word in words.AREA_WORDS:
            sighting.relation = "area"
            continue
        if word in words.PEOPLE_WORDS:
            if not sighting.beside:
                sighting.relation = "people"
            continue
        kind = _KIND_OF.get(word)
        if kind == "street" and between:
            # "Jalan Hom-hom Wamena": the street has its own name, the place follows it.
            sighting.relation, sighting.beside = "at", ""
            return
        if kind and not (kind == "person" and (sighting.beside or not capital)):
            if kind == "office" and sighting.beside not in ("", "compound"):
                continue
            if sighting.beside in ("", "compound", "office"):
                sighting.beside = kind
                sighting.unit = word
            continue
        if word in words.SAYING:
            sighting.before = "said"
            return
        if capital and word not in everyday:
            if not sighting.beside and not sighting.level:
                sighting.beside = "compound"
            between = between or word not in _ROAD_WORDS
            continue
        if word in (
            "negeri",
            "metro",
            "sektor",
            "resor",
            "daerah",
            "tinggi",
            "agama",
            "dan",
            "kantor",
            "gedung",
            "depan",
            "halaman",
            "markas",
            "ruang",
            "sidang",
            "aula",
            "i",
            "ii",
            "iii",
            "ia",
            "kelas",
        ):
            continue
        return


_ROAD_WORDS: Final = frozenset("raya tol lingkar poros provinsi nasional lintas besar".split())
"""Words of a street's kind, not of its name: "Jalan Raya Bekasi" is a street called Bekasi."""

_BEFORE_NEGERI: Final = words.PLACE_PREPOSITIONS | words.PEOPLE_WORDS | words.DIRECTIONS | {"raja"}

_BEFORE_METRO: Final = (
    words.POLICE_UNITS | words.PROVINCE_OFFICES | {"polsek", "kapolsek", "radar", "lampu", "harian"}
)
"""Police of greater Jakarta are "Polda Metro", "Polres Metro"; never the town in Lampung."""

_WORDS: Final = re.compile(r"[^\W\d_]+")
_AFTER_SAID: Final = re.compile(
    r"\s*(?:[,.()]|pada\b|kemarin\b|hari\b|senin|selasa|rabu|kamis|jumat|sabtu|minggu|ahad|$)", re.I
)
_NEAR: Final = 4
"""A stating verb tells the place of speech only when the place follows within so many words."""


def _is_said(text: str, sentence_start: int, sighting: Sighting) -> bool:
    """Whether the name tells where somebody spoke: "kata dia di Bogor, Senin"."""
    if sighting.source != "text" or not _AFTER_SAID.match(text, sighting.end):
        return False
    before = _WORDS.findall(text[max(sentence_start, sighting.start - 220) : sighting.start].lower())
    for back, word in enumerate(reversed(before)):
        if word in words.QUOTING:
            # Between the verb and the name stands the speaker and "di": where the words fell.
            return "di" in before[len(before) - back :]
        if word in words.STATING:
            return back <= _NEAR and "di" in before[len(before) - back :]
        if word in ("terjadi", "berlangsung", "digelar"):
            return False
    return False


def _is_national(text: str, sighting: Sighting) -> bool:
    """Whether a place in Jakarta is the address of a national office."""
    before = text[max(0, sighting.start - 110) : sighting.start].lower()
    return any(word in words.NATIONAL_OFFICES for word in _WORDS.findall(before))


def _shouted(text: str) -> bool:
    letters = text[:600]
    upper = sum(1 for c in letters if c.isupper())
    lower = sum(1 for c in letters if c.islower())
    return upper > 2 * lower
