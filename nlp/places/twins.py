"""Cases for districts that share a name: what decides between them, and what does not.

Every pair of districts with one name ("Kabupaten Bogor" and "Kota Bogor", also the two Banjar of two
provinces) gets the same sentences, written for this project. In most a word of the sentence decides;
in the rest nothing does, and the only right answer is to leave the district open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from nlp.places.gazetteer import Gazetteer
from pantau.districts import District

POLICE: Final = {
    "32.01": "Polres Bogor", "32.71": "Polresta Bogor Kota",
    "32.02": "Polres Sukabumi", "32.72": "Polres Sukabumi Kota",
    "32.04": "Polresta Bandung", "32.73": "Polrestabes Bandung",
    "32.06": "Polres Tasikmalaya", "32.78": "Polres Tasikmalaya Kota",
    "32.09": "Polresta Cirebon", "32.74": "Polres Cirebon Kota",
    "32.16": "Polres Metro Bekasi", "32.75": "Polres Metro Bekasi Kota",
    "33.08": "Polresta Magelang", "33.71": "Polres Magelang Kota",
    "33.22": "Polres Semarang", "33.74": "Polrestabes Semarang",
    "33.26": "Polres Pekalongan", "33.75": "Polres Pekalongan Kota",
    "33.28": "Polres Tegal", "33.76": "Polres Tegal Kota",
    "35.05": "Polres Blitar", "35.72": "Polres Blitar Kota",
    "35.06": "Polres Kediri", "35.71": "Polres Kediri Kota",
    "35.07": "Polres Malang", "35.73": "Polresta Malang Kota",
    "35.13": "Polres Probolinggo", "35.74": "Polres Probolinggo Kota",
    "35.14": "Polres Pasuruan", "35.75": "Polres Pasuruan Kota",
    "35.16": "Polres Mojokerto", "35.76": "Polres Mojokerto Kota",
    "35.19": "Polres Madiun", "35.77": "Polres Madiun Kota",
    "36.03": "Polresta Tangerang", "36.71": "Polres Metro Tangerang Kota",
    "36.04": "Polres Serang", "36.73": "Polresta Serang Kota",
    "52.06": "Polres Bima", "52.72": "Polres Bima Kota",
    "53.01": "Polres Kupang", "53.71": "Polresta Kupang Kota",
    "75.01": "Polres Gorontalo", "75.71": "Polresta Gorontalo Kota",
    "91.03": "Polres Jayapura", "91.71": "Polresta Jayapura Kota",
    "96.01": "Polres Sorong", "96.71": "Polresta Sorong Kota",
    "13.02": "Polres Solok", "13.72": "Polres Solok Kota",
}  # fmt: skip
"""Names of the police of each twin (of Banjar both are "Polres Banjar", which decides nothing)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TwinCase:
    """One sentence and what it must be read as.

    Attributes:
        kind: What decides, or "open-..." where nothing does.
        expected: Code of the district, "" where it must stay open.
        pair: The codes that share the name.
    """

    kind: str
    title: str
    text: str
    expected: str
    pair: tuple[str, ...]


def twin_cases(gazetteer: Gazetteer) -> tuple[TwinCase, ...]:
    """All cases, for every name that districts share, in code order."""
    cases: list[TwinCase] = []
    for pair in sorted(gazetteer.twins.values()):
        districts = [gazetteer.districts.district(code) for code in pair]
        for district in districts:
            other = next(d for d in districts if d.code != district.code)
            cases += _decided(district, other, gazetteer, pair)
        cases += _undecided(districts[0], pair)
    return tuple(cases)


def _decided(
    district: District, other: District, gazetteer: Gazetteer, pair: tuple[str, ...]
) -> Iterator[TwinCase]:
    name, full, short = district.bare_name, district.name, district.short_name
    province = gazetteer.districts.name(district.province)
    kecamatan = _own_kecamatan(district, gazetteer)
    head = "Wali Kota" if district.kind == "kota" else "Bupati"
    office = "Pemkot" if district.kind == "kota" else "Pemkab"

    def case(kind: str, text: str, title: str = "") -> TwinCase:
        return TwinCase(kind=kind, title=title, text=text, expected=district.code, pair=pair)

    yield case("level-word", f"Ratusan petani {full} memblokir jalan desa, Senin (4/3), karena pupuk habis.")
    yield case("level-short", f"Dua kelompok pemuda bentrok di {short}, {province}, pada Minggu malam.")
    yield case("level-title", "Warga menolak pembangunan tempat hiburan itu.", f"Warga {full} Tolak Karaoke")
    yield case("parent", f"Tawuran pelajar pecah di Kecamatan {kecamatan}, {name}, Rabu sore.")
    yield case(
        "child",
        f"Jemaah di {kecamatan} menggelar doa bersama. Kegiatan serupa akan diadakan di seluruh {name}.",
    )
    yield case("office", f"{head} {name} menemui warga yang berunjuk rasa di halaman kantornya, Kamis pagi.")
    yield case(
        "office-short", f"{office} {name} berjanji mengganti rumah warga yang rusak akibat bentrokan itu."
    )
    yield case(
        "both-named",
        f"Pemuda asal {other.name} dikeroyok di {full}, {province}, Sabtu malam. Polisi memeriksa saksi.",
    )
    if district.code in POLICE:
        unit = POLICE[district.code]
        yield case("police", f"{unit} menangkap sebelas pelajar yang hendak tawuran. Mereka membawa celurit.")
        yield case("police-said", f"Tawuran itu melukai dua orang, kata Kasat Reskrim {unit}, Jumat (5/4).")
    if district.kind == "kabupaten" and _is_own_name(district, gazetteer):
        yield case(
            "seat", f"Buruh pabrik berunjuk rasa di {district.capital}, {name}, menuntut upah dibayar."
        )


def _undecided(district: District, pair: tuple[str, ...]) -> Iterator[TwinCase]:
    name = district.bare_name

    def case(kind: str, text: str, title: str = "") -> TwinCase:
        return TwinCase(kind=kind, title=title, text=text, expected="", pair=pair)

    yield case(
        "open-bare", f"Harga beras di {name} naik sejak awal pekan. Pedagang berharap pasokan segera pulih."
    )
    yield case(
        "open-people", f"Ratusan warga {name} menolak rencana itu dan akan mengadu kepada wakil mereka."
    )
    yield case(
        "open-title", "Cabai mahal membuat ibu rumah tangga mengeluh.", f"Harga Cabai di {name} Naik Dua Kali"
    )
    yield case(
        "open-street", f"Sebuah truk terguling di Jalan {name}, Kota Surabaya, dan menutup kedua lajur."
    )
    yield case("open-origin", f"Rombongan peziarah asal {name} tiba dengan selamat dan disambut keluarga.")


def _own_kecamatan(district: District, gazetteer: Gazetteer) -> str:
    """Name of a kecamatan that no other district has and that does not carry the twin's name."""
    twin = district.bare_name.lower()
    names = [
        (name, key)
        for code, name in gazetteer.subdistricts.items()
        if code[:5] == district.code
        for key in ["".join(c for c in name.lower() if c.isalpha())]
        if twin not in name.lower()
        and name.lower() not in gazetteer.everyday
        and len({entry.code[:5] for entry in gazetteer.names.get(key, ())}) == 1
        and all(code[:5] == district.code for code in gazetteer.desa.get(key, ()))
    ]
    fallback = next(name for code, name in gazetteer.subdistricts.items() if code[:5] == district.code)
    return max(names, key=lambda item: len(item[1]))[0] if names else fallback


def _is_own_name(district: District, gazetteer: Gazetteer) -> bool:
    """Whether the seat's name is that of no other place and not the twin's own."""
    key = "".join(c for c in district.capital.lower() if c.isalpha())
    return {entry.code[:5] for entry in gazetteer.names.get(key, ())} == {district.code}
