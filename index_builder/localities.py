"""Villages and kecamatan that a story names as the event's place, in one spelling and as numbers."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from index_builder.words import bucket, tokens_of
from nlp.places.gazetteer import key_of, load_gazetteer
from pantau.districts import PROVINCE_CODE_LENGTH, load_districts

NAMES: Final = 6
"""Villages kept of a story; the codebook's stories name up to six."""

NAME_WORDS: Final = 3
"""Words of one village name that are looked for in other stories ("Tanjung Balai Selatan")."""

AREAS: Final = 4
"""Kecamatan kept of a story."""

_KECAMATAN: Final = re.compile(r"\s*(?:kecamatan|kec\b\.?|distrik|kapanewon|kemantren)\s", re.IGNORECASE)
"""A kecamatan by its word; in Papua it is called distrik, in Yogyakarta kapanewon or kemantren."""

_LEVEL: Final = re.compile(
    r"^\s*(?:kecamatan|kec\b\.?|distrik|kapanewon|kemantren|desa|kelurahan|kel\b\.?|kampung|negeri|dusun|nagari|gampong)\s+",
    re.IGNORECASE,
)
"""A level word before a name, which the gazetteer does not have."""

SKELETON: Final = 4
"""Consonants from which a name is known by them alone ("Ambeipua", "Ambaipua"); of shorter names too many
are alike ("Karo", "Kore")."""

_LEVEL_WORDS: Final = frozenset(
    """
    kecamatan kec desa kelurahan kel kampung kampong distrik negeri dusun nagari gampong pekon lembang
    lingkungan kabupaten kab kota pulau kawasan jalan jl rt rw pasar stadion simpang simpangan
    """.split()  # noqa: SIM905 -- a list of words reads better as text
)
"""Words before a village's name that are not part of it; people write them or not."""

_SPELLINGS: Final = (
    (re.compile(r"[^a-z]"), ""),
    (re.compile(r"oe"), "u"),
    (re.compile(r"tj"), "c"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"(.)\1+"), r"\1"),
)
"""Spellings of one name that stand side by side in the press: old and new orthography, double letters
("Soekamakmoer")."""

CACHED: Final = 1 << 13
"""Combinations of names and districts whose numbers are remembered: reports of one event name the same
villages; about 700 bytes each."""

GUESSED_IN: Final = 300
"""Characters of the body in which a place is looked for where the labels name none: the lead."""

_GUESSED: Final = re.compile(
    r"\b(?:[Dd]i|[Ww]arga|[Pp]emuda|[Pp]etani|[Nn]elayan|[Dd]esa|[Kk]ampung|[Kk]elurahan|[Dd]usun|[Nn]agari"
    r"|[Gg]ampong|[Nn]egeri|[Aa]sal|[Dd]ari) ([A-Z][a-z]+(?: [A-Z][a-z]+){0,2})"
)
"""A name after a word that places or people stand before."""

_NO_VILLAGE: Final = re.compile(
    r"(?:Mapol|Polres|Polsek|Polda|Polri|Gedung|Kantor|Jalan|Jln|Kabupaten|Kota|Provinsi|Kecamatan|Distrik|Stadion"
    r"|Lapangan|Rumah|Pasar|Bundaran|Indonesia|Jakarta|Universitas|Dinas|Pengadilan|Bupati|Gubernur|Wali"
    r"|Balai|Pulau|Sungai|Masjid|Gereja|Pura|Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu)"
)
"""What stands there and is no village: institutions, streets, larger places, days."""

Localities = tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32], npt.NDArray[np.uint16]]


def guessed_names(title: str, text: str) -> tuple[str, ...]:
    """Names in headline and lead that are probably villages, for a story whose labels name none."""
    found = _GUESSED.findall(f"{title}\n{text[:GUESSED_IN]}")
    return tuple(dict.fromkeys(name for name in found if not _NO_VILLAGE.match(name)))


def spelling(name: str) -> str:
    """One spelling for the ways a village's name is written; empty for a level word alone."""
    kept = [word for word in re.findall(r"[^\W\d_]+", name.lower()) if word not in _LEVEL_WORDS]
    found = "".join(kept)
    for pattern, replacement in _SPELLINGS:
        found = pattern.sub(replacement, found)
    skeleton = found[:1] + re.sub(r"[aeiou]", "", found[1:])
    return skeleton if len(skeleton) >= SKELETON else found


@lru_cache(CACHED)
def localities(place_names: tuple[str, ...], places: tuple[str, ...]) -> Localities:
    """Villages, kecamatan and the villages' words; names that say no more than the district are left out.

    Args:
        place_names: Names as written, as the labels give them.
        places: Codes of the story's districts or provinces.

    Returns:
        Hashes of villages, shape ``(6,)``, hashes of kecamatan, shape ``(4,)``, and buckets of the villages'
        words, shape ``(6, 3)``, all padded with 0. They are shared: not to be written to.
    """
    own = frozenset().union(*map(district_words, places))
    villages: dict[int, list[int]] = {}
    areas: dict[int, None] = {}
    for name in dict.fromkeys(place_names):
        spelt = spelling(name)
        buckets = [found for word in tokens_of(name) if word not in _LEVEL_WORDS and (found := bucket(word))]
        if not spelt or not buckets or all(found in own for found in buckets):
            continue
        written = _KECAMATAN.match(name) is not None
        area, is_area = _area_of(name, places)
        if written or is_area:
            areas[_hash(area or spelt)] = None
        else:
            villages.setdefault(_hash(spelt), buckets)
            if area:
                areas[_hash(area)] = None
    names = np.zeros(NAMES, dtype=np.uint32)
    name_words = np.zeros((NAMES, NAME_WORDS), dtype=np.uint16)
    for place, (found, buckets) in enumerate(list(villages.items())[:NAMES]):
        names[place] = found
        name_words[place, : len(buckets[:NAME_WORDS])] = buckets[:NAME_WORDS]
    kept = np.zeros(AREAS, dtype=np.uint32)
    kept[: min(len(areas), AREAS)] = list(areas)[:AREAS]
    return names, kept, name_words


@lru_cache(1 << 14)
def _area_of(name: str, places: tuple[str, ...]) -> tuple[str, bool]:
    """Code of the kecamatan that a name means or lies in (empty: unknown), and whether it means one.

    A name that is both a kecamatan and a desa of the districts means the desa in it, unless the word
    "Kecamatan" stands before it: news names the smaller place.
    """
    gazetteer = load_gazetteer()
    key = key_of(_LEVEL.sub("", name))
    districts = [code for code in places if len(code) > PROVINCE_CODE_LENGTH]
    areas = [
        entry.code
        for entry in gazetteer.names.get(key, ())
        if entry.level == "kecamatan" and entry.code[:5] in districts
    ]
    parents = {code[:8] for code in gazetteer.desa.get(key, ()) if code[:5] in districts}
    if areas and (not parents or _KECAMATAN.match(name)):
        return areas[0], True
    return (parents.pop(), False) if len(parents) == 1 else ("", False)


def _hash(text: str) -> int:
    return zlib.crc32(text.encode()) or 1


@cache
def district_words(code: str) -> frozenset[int]:
    """Buckets of the words in a district's and its province's name."""
    table: Mapping[str, str] = _names()
    words = tokens_of(f"{table.get(code, '')} {table.get(code[:2], '')}")
    return frozenset(bucket(word) for word in words) - {0}


@cache
def _names() -> Mapping[str, str]:
    districts = load_districts()
    found = {district.code: f"{district.name} {district.capital}" for district in districts}
    found.update((province.code, province.name) for province in districts.provinces)
    return found
