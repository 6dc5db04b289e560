"""Build ``districts.csv`` and ``provinces.csv`` from a folder of administrative facts.

Run ``python -m pantau.data.build GEO`` where GEO holds ``kabkota_514.csv`` and ``provinsi_38.csv``
(codes, names, capitals, population, area, inner point, neighbours after Kepmendagri 2025). Only facts
are taken; spelling, capitals and BPS codes are corrected by the tables below, each with its reason.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from pantau.errors import RecordError

HERE: Final = Path(__file__).parent

DISTRICT_FIELDS: Final = (
    "code", "name", "kind", "province", "capital", "population", "area_km2",
    "latitude", "longitude", "bps_code", "bps_code_2020", "zone", "neighbours",
)  # fmt: skip
PROVINCE_FIELDS: Final = ("code", "name", "bps_code", "population", "zone")

EXPECTED_DISTRICTS: Final = 514
"""Kabupaten and kota of Kepmendagri 300.2.2-2138/2025."""

WITA: Final = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
"""Provinces on central time (Keppres 41/1987; Kalimantan Barat and Tengah are on western time)."""

WIT: Final = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})
"""Provinces on eastern time (Keppres 41/1987)."""

PROVINCE_NAMES: Final = {"31": "DKI Jakarta", "34": "DI Yogyakarta"}
"""As people and papers write them; the law has the long forms."""

PROVINCE_BPS: Final = {"91": "94", "92": "91", "93": "95", "94": "96", "95": "97", "96": "92"}
"""Statistical codes that differ from the Kemendagri code: only the six provinces of Papua."""

SPELLING: Final = {
    "Kep. Siau Tagulandang Biaro": "Kepulauan Siau Tagulandang Biaro",
    "Toli-Toli": "Tolitoli",
    "Tojo Una Una": "Tojo Una-Una",
    "Fak Fak": "Fakfak",
    "Bau Bau": "Baubau",
    "Palangkaraya": "Palangka Raya",
    "Lubuk Linggau": "Lubuklinggau",
    "Pangkal Pinang": "Pangkalpinang",
    "Tanjung Pinang": "Tanjungpinang",
}
"""Official spelling of the local government itself where the source table departs from it."""

CAPITALS: Final = {
    "11.11": "Bireuen", "11.18": "Meureudu", "12.01": "Pandan", "12.03": "Sipirok",
    "12.08": "Pamatang Raya", "12.72": "Pematangsiantar", "12.76": "Tebing Tinggi", "13.71": "Padang",
    "14.06": "Pasir Pengaraian", "14.08": "Siak Sri Indrapura", "14.10": "Selatpanjang",
    "16.05": "Muara Beliti", "16.71": "Palembang", "18.12": "Panaragan", "31.01": "Pulau Pramuka",
    "31.71": "Menteng", "31.72": "Koja", "31.73": "Kembangan", "31.74": "Kebayoran Baru",
    "31.75": "Cakung", "32.02": "Palabuhanratu", "32.16": "Cikarang Pusat", "35.06": "Ngasem",
    "35.14": "Bangil", "35.16": "Mojosari", "51.03": "Mangupura", "51.02": "Tabanan",
    "52.01": "Gerung", "52.08": "Tanjung", "53.01": "Oelamasi", "53.03": "Kefamenanu",
    "53.14": "Ba'a", "53.20": "Seba", "53.21": "Betun", "61.11": "Sukadana", "62.71": "Palangka Raya",
    "63.07": "Barabai", "64.08": "Sangatta", "64.11": "Ujoh Bilang", "71.04": "Melonguane",
    "71.06": "Airmadidi", "71.11": "Molibagu", "72.04": "Tolitoli", "72.10": "Bora",
    "72.12": "Kolonodale", "73.06": "Sungguminasa", "73.72": "Parepare", "74.04": "Pasarwajo",
    "74.07": "Wangi-Wangi", "74.12": "Langara", "74.13": "Laworo", "74.14": "Labungkari",
    "74.72": "Baubau", "75.01": "Limboto", "81.02": "Langgur", "81.05": "Bula", "81.06": "Piru",
    "82.07": "Daruba", "82.08": "Bobong", "82.72": "Soasio", "91.03": "Sentani", "91.11": "Arso",
    "92.03": "Fakfak", "94.02": "Mulia", "94.06": "Moanemani", "94.08": "Waghete", "95.03": "Dekai",
    "96.01": "Aimas", "96.05": "Kumurkek",
}  # fmt: skip
"""Seats of government the source table misspells, cuts off or gives as a kecamatan or a neighbour."""

PAPUA_BPS: Final = {
    "93.01": "9501", "93.02": "9502", "93.03": "9503", "93.04": "9504",
    "94.01": "9604", "94.02": "9608", "94.03": "9605", "94.04": "9601",
    "94.05": "9607", "94.06": "9602", "94.07": "9606", "94.08": "9603",
    "95.01": "9702", "95.02": "9708", "95.03": "9707", "95.04": "9704",
    "95.05": "9705", "95.06": "9706", "95.07": "9703", "95.08": "9701",
    "96.01": "9202", "96.02": "9203", "96.03": "9201", "96.04": "9205", "96.05": "9204", "96.71": "9271",
}  # fmt: skip
"""BPS codes in use since the provinces of 2022; the source table has those of 2020."""


def zone_of(province: str) -> str:
    """IANA zone of a province code."""
    if province in WIT:
        return "Asia/Jayapura"
    return "Asia/Makassar" if province in WITA else "Asia/Jakarta"


def plain_name(name: str) -> str:
    """Name as people write it: without "Administrasi", in the local government's own spelling."""
    kind, _, bare = name.partition(" ")
    bare = bare.removeprefix("Administrasi ")
    return f"{kind} {SPELLING.get(bare, bare)}"


def district_rows(source: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Rows of ``districts.csv`` from rows of the source table, in code order."""
    rows = []
    for row in source:
        code = row["kode"]
        bps_2020 = row["kode_bps_2020"]
        rows.append(
            {
                "code": code,
                "name": plain_name(row["nama"]),
                "kind": row["jenis"],
                "province": row["kode_prov"],
                "capital": CAPITALS.get(code, row["ibukota"]),
                "population": row["penduduk"],
                "area_km2": row["luas_km2"],
                "latitude": row["lat"],
                "longitude": row["lon"],
                "bps_code": PAPUA_BPS.get(code, bps_2020),
                "bps_code_2020": bps_2020,
                "zone": zone_of(row["kode_prov"]),
                "neighbours": row["tetangga"],
            }
        )
    if len(rows) != EXPECTED_DISTRICTS:
        raise RecordError(
            f"{len(rows)} kabupaten/kota read, the law has {EXPECTED_DISTRICTS}: check kabkota_514.csv"
        )
    return sorted(rows, key=lambda row: row["code"])


def province_rows(source: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Rows of ``provinces.csv`` from rows of the source table, in code order."""
    rows = [
        {
            "code": row["kode"],
            "name": PROVINCE_NAMES.get(row["kode"], row["nama"]),
            "bps_code": PROVINCE_BPS.get(row["kode"], row["kode"]),
            "population": row["penduduk"],
            "zone": zone_of(row["kode"]),
        }
        for row in source
    ]
    return sorted(rows, key=lambda row: row["code"])


def _read(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            return list(csv.DictReader(handle))
    except FileNotFoundError:
        raise RecordError(f"{path} is missing: give the folder that holds it") from None


def _write(path: Path, fields: Sequence[str], rows: Iterable[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.DictWriter(handle, fields, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def build(geo: Path, *, out: Path = HERE) -> None:
    """Write both tables into ``out``.

    Raises:
        RecordError: If a source table is missing or does not hold 514 districts.
    """
    districts = district_rows(_read(geo / "kabkota_514.csv"))
    provinces = province_rows(_read(geo / "provinsi_38.csv"))
    _write(out / "districts.csv", DISTRICT_FIELDS, districts)
    _write(out / "provinces.csv", PROVINCE_FIELDS, provinces)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("geo", type=Path, help="folder with kabkota_514.csv and provinsi_38.csv")
    build(parser.parse_args().geo)
