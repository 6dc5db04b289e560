"""Read the words before a name: level, thing it belongs to, relation to what happens.

"Kapolres Metro Bekasi" is police, "di Kecamatan Pondok Gede" states a level and that something is
there, "kata dia di Bogor, Senin" is where somebody spoke.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

from nlp.places import vocabulary as words

LEFT_CHARS: Final = 72
"""How far left of a name its context is read: about ten words."""
WORD_CHARS: Final = 24
"""Longest word that can help a name ("wakapolrestabes" has 15 letters)."""
LEFT_WORDS: Final = 8
"""Most words of that: "Kepala Dinas Kesehatan dan Pengendalian Penduduk Kabupaten" has eight."""
ADDRESS_CHARS: Final = 90
"""How long an address before a name may be: street, quarter and kecamatan."""
SAID_CHARS: Final = 220
"""How far before a name the verb of speech may stand: speaker, office and address lie between."""
BACKGROUND_CHARS: Final = 90
"""How far before a name the word of comparison may stand."""
NATIONAL_CHARS: Final = 110
"""How far before a place in Jakarta the name of a national office may stand."""

_LEFT_WORD: Final = re.compile(r"[^\W_][\w'’/-]*\.?")
_STOP: Final = re.compile(r"[,;:()\"“”|•!?\n]|\.\s*$|\s[-–—]\s")
_WORD: Final = re.compile(r"[^\W\d_]+")
_AFTER_SAID: Final = re.compile(
    r"\s*(?:[,.()]|pada\b|kemarin\b|hari\b|senin|selasa|rabu|kamis|jumat|sabtu|minggu|ahad|$)", re.I
)
_SHORT: Final = 4
"""A word with a full stop this short is an abbreviation ("Kab.", "AKP."), not the end of a sentence."""

KINDS: Final[tuple[tuple[frozenset[str], str], ...]] = (
    (words.CLUBS, "club"),
    (words.STREETS, "street"),
    (words.ROUTES, "route"),
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
"""Kinds of things a name can belong to; the first set that has a word wins."""

KIND_OF: Final[dict[str, str]] = {word: kind for members, kind in reversed(KINDS) for word in members}

BEFORE_BARE: Final = words.PLACE_PREPOSITIONS | words.AREA_WORDS | words.PEOPLE_WORDS
"""What must stand before a desa's bare name."""

HELPING: Final = BEFORE_BARE | frozenset(words.LEVEL_WORDS)
"""Words after which also names count that only a desa has."""

BEFORE_METRO: Final = (
    words.POLICE_UNITS | words.PROVINCE_OFFICES | {"polsek", "kapolsek", "radar", "lampu", "harian"}
)
"""Police of greater Jakarta are "Polda Metro", "Polres Metro"; never the town in Lampung."""

_BEFORE_NEGERI: Final = words.PLACE_PREPOSITIONS | words.PEOPLE_WORDS | words.DIRECTIONS | {"raja"}
_ROAD_WORDS: Final = words.word_set("raya tol lingkar poros provinsi nasional lintas besar trans")
"""Words of a street's kind, not of its name: "Jalan Raya Bekasi" is a street called Bekasi."""
_THAT: Final = words.word_set("hal itu ini tersebut demikian kepada media wartawan nya")
"""Between a stating verb and "di": somebody said *that* in a place; anything else begins what was said."""
_DRESS: Final = words.word_set("baju pakaian busana kain rumah tarian upacara")
_FILLERS: Final = words.word_set(
    "adat negeri metro sektor resor daerah tinggi agama dan ruang sidang aula i ii iii ia kelas utama"
)
"""Words inside a name of an office that say nothing themselves."""

KNOWN_WORDS: Final = (
    frozenset(words.LEVEL_WORDS)
    | words.KOTA_OFFICES
    | words.KABUPATEN_OFFICES
    | words.PROVINCE_OFFICES
    | words.LOCAL_OFFICES
    | words.POLICE_UNITS
    | words.COURTS
    | words.URBAN_INSTITUTIONS
    | words.STREETS
    | words.ROUTES
    | words.PEOPLE_WORDS
    | words.AREA_WORDS
    | words.DAYS
    | words.SAYING
    | words.FOREIGN
    | words.word_set("timur barat utara selatan tengah pusat raya kota")
)
"""Capitalised words that may follow a name without making it part of a longer one."""


class Left(NamedTuple):
    """A word before a name."""

    word: str
    capital: bool


@dataclass(slots=True)
class Context:
    """What the words before a name say.

    Attributes:
        level: kabupaten, kota, provinsi, kecamatan, desa, dusun or "".
        unit: The word that named an office or police unit.
        beside: Kind of thing the name belongs to (see :data:`KINDS`), compound for a longer name.
        relation: at (something is there), area, people, to (movement, comparison) or "".
        premises: The building of the office is meant.
        after_verb: A verb of speech stands before: a person follows.
    """

    level: str = ""
    unit: str = ""
    beside: str = ""
    relation: str = ""
    premises: bool = False
    after_verb: bool = False


def previous_word(text: str, start: int) -> str:
    """The word before offset ``start``, lower case; cheaper than :func:`left_words`."""
    window = text[max(0, start - WORD_CHARS) : start].split()
    return window[-1].lower().rstrip(".").removeprefix("se-") if window else ""


def left_words(text: str, start: int) -> list[Left]:
    """Words before offset ``start`` in the same phrase, nearest first."""
    window = text[max(0, start - LEFT_CHARS) : start]
    if start > LEFT_CHARS:
        window = window[window.find(" ") + 1 :]
    out: list[Left] = []
    position = len(window)
    for match in reversed(list(_LEFT_WORD.finditer(window))):
        if _STOP.search(window[match.end() : position]):
            break
        word = match.group()
        bare = word.rstrip(".")
        lower = bare.lower().removeprefix("se-")
        if bare != word and len(bare) > _SHORT and lower not in words.LEVEL_WORDS:
            break
        out.append(Left(lower, bare[:1].isupper()))
        position = match.start()
        if len(out) == LEFT_WORDS:
            break
    return out


def level_word(left: list[Left]) -> str:
    """Level that the word before a name states, "" for none."""
    if not left:
        return ""
    word = left[0].word
    if word == "negeri" and len(left) > 1 and left[1].word not in _BEFORE_NEGERI:
        # "Pengadilan Negeri", "SMA Negeri": not a Moluccan negeri.
        return ""
    return words.LEVEL_WORDS.get(word, "")


def describe(left: list[Left], everyday: frozenset[str]) -> Context:
    """Read the words before a name.

    Args:
        left: As :func:`left_words` gives them.
        everyday: Words that are no names though they begin with a capital in a headline.
    """
    context = Context(level=level_word(left))
    rest = left[_read_level(context, left) :]
    own_name = own_custom = False
    for word, capital in rest:
        if word in words.PLACE_PREPOSITIONS:
            context.relation = "at"
            return context
        if word in words.DIRECTIONS or word in words.AFFILIATES:
            # "aparat dari Pemkot Bekasi": an office is not a direction; "dosen Universitas X" is away.
            there = context.beside and word in words.DIRECTIONS
            context.relation = context.relation or ("" if there else "to")
            return context
        if word in words.SAYING:
            context.after_verb = True
            return context
        if word in _DRESS and own_custom:
            # "baju adat Pontianak": a dress; "Desa Adat Tabanan" is a place.
            context.beside = "water"
            return context
        own_custom = word == "adat"
        kind = KIND_OF.get(word, "")
        if kind == "street" and (own_name or context.level):
            # "Jalan Hom-hom Wamena", "jalan utama Kota Singkawang": the place follows the street.
            context.relation, context.beside = "at", ""
            return context
        if word.isdigit():
            # "SMAN 11 Semarang", "Kodim 0815 Mojokerto".
            continue
        if word in words.PREMISES:
            context.premises = True
        elif word in words.AREA_WORDS:
            context.relation = "area"
        elif word in words.PEOPLE_WORDS:
            context.relation = context.relation or ("" if context.beside else "people")
        elif kind and not (kind == "person" and (context.beside or not capital)):
            _belongs(context, word, kind)
        elif word in _FILLERS:
            continue
        elif capital and word not in everyday:
            if not context.beside and not context.level:
                context.beside = "compound"
            own_name = own_name or word not in _ROAD_WORDS
        else:
            return context
    return context


_ADDRESS: Final = re.compile(
    r"\b(di|asal|dari|ke|menuju|warga|kawasan|wilayah)\s+(?:[a-z]{3,}\s+){0,2}"
    r"[A-Z][\w'’.-]*(?:[ ,]+[A-Z0-9(][\w'’.)-]*){0,6},\s*"
    r"(?:(?:kabupaten|kab\.?|kota|kecamatan|kec\.?|provinsi)\s+)?$"
)


_AFTER_STREET: Final = re.compile(
    r"\b(?:Jalan|Jl\.?|Jln\.?|Simpang|Alun-alun)\s+[A-Z][\w'’.-]*(?: [A-Z0-9][\w'’.-]*){0,4},\s*"
    r"(?:[Kk]ota\s+)?$"
)


def address_relation(text: str, start: int) -> str:
    """Relation of a name at the end of an address: "di Jalan Merdeka, Pasar Baru, X" is at X.

    So is X in "memenuhi Jalan Merdeka, X". Empty where the words before are no address; the sentence
    must not end between.
    """
    match = _ADDRESS.search(text, max(0, start - ADDRESS_CHARS), start)
    if not match:
        return "at" if _AFTER_STREET.search(text, max(0, start - ADDRESS_CHARS), start) else ""
    word = match.group(1)
    if word == "di":
        return "at"
    return "people" if word == "warga" else "area" if word in ("kawasan", "wilayah") else "to"


def _read_level(context: Context, left: list[Left]) -> int:
    """Read the level word into ``context``; how many words that took."""
    if not context.level:
        return 0
    word = left[0].word
    if word in words.UNIT_LEVELS:
        context.unit = word
    if word == "balaikota":
        context.beside = "office-kota"
    if word == "kota" and len(left) > 1:
        before = left[1].word
        if before in ("wali", "balai", "wakil"):
            context.beside = "office-kota"
            return 2
        if before == "ibu":
            context.level = ""
            return 2
    return 1


def _belongs(context: Context, word: str, kind: str) -> None:
    if kind == "office" and context.beside not in ("", "compound"):
        return
    if context.beside in ("", "compound", "office", "route"):
        context.beside = kind
        context.unit = word


def is_said(text: str, sentence_start: int, start: int, end: int, *, capital: bool = False) -> bool:
    """Whether a name tells where somebody spoke: "kata dia di Bogor, Senin".

    Args:
        text: The body.
        sentence_start: Offset at which the sentence begins.
        start: Offset of the name.
        end: Offset after it.
        capital: The name is Jakarta or lies in it: there any verb of speech before it will do, since
            ministers say things "in a meeting in Jakarta" far more often than they tell of Jakarta.
    """
    if not _AFTER_SAID.match(text, end):
        return False
    before = _WORD.findall(text[max(sentence_start, start - SAID_CHARS) : start].lower())
    for back, word in enumerate(reversed(before)):
        if word in words.QUOTING:
            # Between the verb and the name stands the speaker and "di": where the words fell.
            return "di" in before[len(before) - back :]
        if word in words.STATING:
            between = before[len(before) - back :]
            return "di" in between and (capital or set(between[: between.index("di")]) <= _THAT)
        if word in words.HAPPENING:
            return False
    return False


def is_national(text: str, sentence_start: int, start: int) -> bool:
    """Whether a place in Jakarta is the address of a national office."""
    before = text[max(sentence_start, start - NATIONAL_CHARS) : start].lower()
    return any(word in words.NATIONAL_OFFICES for word in _WORD.findall(before))


def is_background(text: str, sentence_start: int, start: int) -> bool:
    """Whether a name stands in a comparison or a look back: "berkaca pada kerusuhan di X"."""
    before = text[max(sentence_start, start - BACKGROUND_CHARS) : start].lower()
    return not words.BACKGROUND.isdisjoint(_WORD.findall(before))
