"""Names of places and what they can mean.

A name is looked up by its key: lower case, letters only, so that "Gunung Kidul", "Gunungkidul" and
"GUNUNG-KIDUL" are one. Names of provinces, districts, kecamatan and aliases are in one table; the
62,000 names of desa, most of them shared, in another that is asked only where the text says so.
"""

from __future__ import annotations

import csv
import gzip
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Final, NamedTuple

from nlp.places.vocabulary import word_set
from pantau.districts import Districts, load_districts
from pantau.errors import AnnotationError
from pantau.labels import Level

_NOT_LETTER: Final = {c: None for c in range(0x250) if not chr(c).isalpha()}
_NOT_LETTER.update({0x2019: None, 0x2018: None, 0x02BC: None, 0x2010: None, 0x2011: None, 0x2013: None})

NOT_NAMES: Final = word_set(
    "timur barat utara selatan tengah pusat raya jaya ibu negara bambang kai mitra bina bola kasi "
    "bintang permata tetap ayah sakti semen tahunan guntur bruno mulia amar harian web ki paku bara "
    "bendahara panjang makmur bandar gajah nita perak puri mutiara giri damai bulu kelapa gading besuk "
    "bareng saling tanggul purba jangka liang sutera toma mam sape mila siman obi tenga amali dow salam "
    "tarik darma kona musi setia kie mane sedan sawo bae suruh pacar alla huu kare moga sumo gome hoya "
    "subur waris kilo gunung pasar muara selat marga taman sale tetap raba lela guna kamu buk "
    "sela wara jati agung dolok dua tiga empat lima satu arahan seluas menjalin sambutan "
    "pemenang pesantren kerajaan merdeka tambang panti lenteng jangkar anggrek sumber negeri pamekar "
    "natal juli juni maret agustus para islam kristen katolik hindu mau gu istana minangkabau "
    "merek harian pinggir tabir penarik selesai lapang"
)
"""Names of kecamatan that as single words are nearly always something else in news (counted: most of
their capitalised uses stand inside other names). They are still read after a level word."""

PROVINCE_SEATS: Final = {
    "11": "11.71", "12": "12.71", "13": "13.71", "14": "14.71", "15": "15.71", "16": "16.71",
    "17": "17.71", "18": "18.71", "19": "19.71", "21": "21.72", "31": "31.71", "32": "32.73",
    "33": "33.74", "34": "34.71", "35": "35.78", "36": "36.73", "51": "51.71", "52": "52.71",
    "53": "53.71", "61": "61.71", "62": "62.71", "63": "63.72", "64": "64.72", "65": "65.01",
    "71": "71.71", "72": "72.71", "73": "73.71", "74": "74.71", "75": "75.71", "76": "76.02",
    "81": "81.71", "82": "82.72", "91": "91.71", "92": "92.02", "93": "93.01", "94": "94.01",
    "95": "95.01", "96": "96.71",
}  # fmt: skip
"""Where a province's governor, parliament and police sit (Banjarbaru since UU 8/2022, Sofifi in Tidore)."""


def key_of(name: str) -> str:
    """Letters of a name in lower case: the key under which it is looked up."""
    return name.lower().translate(_NOT_LETTER)


class Entry(NamedTuple):
    """One thing a name can mean."""

    code: str
    name: str
    level: Level
    kind: str
    """``official``, or the kind of alias: abbreviation, nickname, former, spelling, seat, area,
    landmark, capitol, stadium, region, command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """What a district was called, coded or part of before a law came into force."""

    code: str
    former_code: str
    former_name: str
    until: date
    law: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """All names; see :func:`load_gazetteer`.

    Attributes:
        names: Key -> meanings, for provinces, districts, kecamatan and aliases.
        desa: Key -> codes of desa and kelurahan with that name.
        subdistricts: Code of a kecamatan -> its name.
        everyday: Words that news writes in lower case.
        former_parents: Code of a district -> province codes it belonged to before.
        successions: Former codes and names with the day until which they held.
    """

    districts: Districts
    names: dict[str, tuple[Entry, ...]]
    desa: dict[str, tuple[str, ...]]
    subdistricts: dict[str, str]
    everyday: frozenset[str]
    former_parents: dict[str, str]
    successions: tuple[Succession, ...]
    twins: dict[str, tuple[str, ...]]

    def name(self, code: str) -> str:
        """Name of a code of any level; a desa is given by its kecamatan."""
        if len(code) > 5:
            return f"Kec. {self.subdistricts.get(code[:8], code)}"
        return self.districts.name(code)

    def inside(self, child: str, parent: str) -> bool:
        """Whether a place lies in another, today or before its province was split."""
        if child == parent or child.startswith(parent + "."):
            return True
        return self.former_parents.get(child[:5]) == parent

    def today(self, code: str, on: date) -> str:
        """Code of today for a code that held on a day ("91.01" of 2018 is "93.01")."""
        for item in self.successions:
            if item.former_code == code and on < item.until and not item.former_name:
                return item.code
        return code


def _text(name: str) -> str:
    try:
        raw = resources.files("nlp.places").joinpath("data", name).read_bytes()
    except FileNotFoundError:
        raise AnnotationError(
            f"gazetteer table {name} is missing from nlp/places/data: reinstall, or run nlp.places.build"
        ) from None
    return (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")


def _desa_of(code: str, listed: str) -> list[tuple[str, str]]:
    """Names and codes of the desa in one kecamatan (see :func:`nlp.places.build.subdistrict_lines`)."""
    out = []
    number = 0
    for part in listed.split(";"):
        if part[:4].isdigit():
            number, name = int(part[:4]), part[4:]
        else:
            number, name = number + 1, part
        out.append((name, f"{code}.{number}"))
    return out


_BARE_LEVEL: Final = re.compile(r"^(Kabupaten|Kota|Kepulauan|Pulau) ")


def _subdistricts() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    names: dict[str, str] = {}
    desa: dict[str, tuple[str, ...]] = {}
    for line in _text("subdistricts.tsv.gz").split("\n"):
        code, name, listed = line.split("\t")
        names[code] = name
        if listed:
            for desa_name, desa_code in _desa_of(code, listed):
                key = desa_name.lower().translate(_NOT_LETTER)
                desa[key] = (*desa.get(key, ()), desa_code)
    return names, desa


def _entries(districts: Districts, subdistricts: dict[str, str]) -> dict[str, tuple[Entry, ...]]:
    names: dict[str, list[Entry]] = {}

    def add(name: str, code: str, level: Level, kind: str) -> None:
        known = names.setdefault(key_of(name), [])
        if all(entry.code != code for entry in known):
            known.append(Entry(code, name, level, kind))

    for province in districts.provinces:
        add(province.name, province.code, "provinsi", "official")
    for district in districts:
        add(district.bare_name, district.code, "kabkota", "official")
    for name in ("Yogyakarta", "Jogja", "Yogya", "Jogjakarta"):
        # The city lends its name to the province; nobody says "Daerah Istimewa" in a headline.
        add(name, "34", "provinsi", "spelling")
    for row in csv.DictReader(_text("aliases.csv").splitlines()):
        add(row["name"], row["code"], "provinsi" if len(row["code"]) == 2 else "kabkota", row["kind"])
    for district in districts:
        add(district.capital, district.code, "kabkota", "seat")
    for code, name in subdistricts.items():
        add(name, code, "kecamatan", "official")
        if name.startswith("Pulau ") and key_of(name[6:]) not in names:
            add(name[6:], code, "kecamatan", "spelling")
    return {key: tuple(entries) for key, entries in names.items()}


def _successions() -> tuple[Succession, ...]:
    return tuple(
        Succession(
            code=row["code"],
            former_code=row["former_code"],
            former_name=row["former_name"],
            until=date.fromisoformat(row["until"]),
            law=row["law"],
        )
        for row in csv.DictReader(_text("history.csv").splitlines())
    )


@cache
def load_gazetteer() -> Gazetteer:
    """The tables that ship with Pantau, read once.

    Raises:
        AnnotationError: If a table is missing.
    """
    districts = load_districts()
    subdistricts, desa = _subdistricts()
    successions = _successions()
    twins: dict[str, list[str]] = {}
    for district in districts:
        twins.setdefault(key_of(district.bare_name), []).append(district.code)
    return Gazetteer(
        districts=districts,
        names=_entries(districts, subdistricts),
        desa=desa,
        subdistricts=subdistricts,
        everyday=frozenset(_text("everyday.txt.gz").split("\n")),
        former_parents={
            item.code: item.former_code[:2] for item in successions if item.former_code[:2] != item.code[:2]
        },
        successions=successions,
        twins={key: tuple(codes) for key, codes in twins.items() if len(codes) > 1},
    )
