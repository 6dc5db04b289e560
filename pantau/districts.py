"""The 38 provinces and 514 kabupaten/kota: names, codes, seats, zones, neighbours.

The tables are built by :mod:`pantau.data.build`. A code is a Kemendagri code: ``"32"`` a province,
``"32.04"`` a kabupaten or kota, longer codes the kecamatan and desa below it.

>>> load_districts().name("32.75")
'Kota Bekasi'
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final, Literal

from pantau.errors import RecordError

PROVINCE_CODE_LENGTH: Final = 2
"""``"32"``."""
DISTRICT_CODE_LENGTH: Final = 5
"""``"32.04"``; longer codes lie inside a district."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Province:
    """A province.

    Attributes:
        code: Kemendagri code, two digits.
        bps_code: Code of Badan Pusat Statistik; differs in the six provinces of Papua.
        zone: IANA time zone.
    """

    code: str
    name: str
    bps_code: str
    population: int
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A kabupaten or kota.

    Attributes:
        code: Kemendagri code, ``"32.04"``.
        name: Full form as people write it: "Kabupaten Bogor", "Kota Bogor".
        province: Code of the province.
        capital: Seat of the local government.
        latitude: Degrees north of a point inside the district.
        longitude: Degrees east of that point.
        bps_code: Code of Badan Pusat Statistik in use since 2023.
        bps_code_2020: The one before the Papua provinces of 2022; equal elsewhere.
        zone: IANA time zone.
        neighbours: Codes of the districts that share a border.
    """

    code: str
    name: str
    kind: Literal["kabupaten", "kota"]
    province: str
    capital: str
    population: int
    area_km2: float
    latitude: float
    longitude: float
    bps_code: str
    bps_code_2020: str
    zone: str
    neighbours: tuple[str, ...]

    @property
    def bare_name(self) -> str:
        """Name without its level word: "Bogor" for both."""
        return self.name.partition(" ")[2]

    @property
    def short_name(self) -> str:
        """Short form for tables and tiles: "Kab. Bogor", "Kota Bogor"."""
        return self.name.replace("Kabupaten ", "Kab. ", 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Districts:
    """All districts and provinces, in code order; iterating gives the districts."""

    districts: tuple[District, ...]
    provinces: tuple[Province, ...]
    _district: dict[str, District] = field(default_factory=dict, repr=False, compare=False)
    _province: dict[str, Province] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._district.update((item.code, item) for item in self.districts)
        self._province.update((item.code, item) for item in self.provinces)

    def __iter__(self) -> Iterator[District]:
        return iter(self.districts)

    def __len__(self) -> int:
        return len(self.districts)

    def __contains__(self, code: object) -> bool:
        return code in self._district or code in self._province

    def district(self, code: str) -> District:
        """The district that ``code`` names or lies in ("32.04.05" lies in "32.04").

        Raises:
            RecordError: If no such district exists.
        """
        try:
            return self._district[code[:DISTRICT_CODE_LENGTH]]
        except KeyError:
            raise RecordError(
                f"unknown district code {code!r}: a kabupaten or kota has a Kemendagri code such as '32.04'"
            ) from None

    def province(self, code: str) -> Province:
        """The province that ``code`` names or lies in.

        Raises:
            RecordError: If no such province exists.
        """
        try:
            return self._province[code[:PROVINCE_CODE_LENGTH]]
        except KeyError:
            raise RecordError(
                f"unknown province code {code!r}: a province has a Kemendagri code such as '32'"
            ) from None

    def province_of(self, code: str) -> Province:
        """The province of any code; the same as :meth:`province`, named for readers."""
        return self.province(code)

    def name(self, code: str) -> str:
        """Name of a province or district code.

        Raises:
            RecordError: If the code is unknown.
        """
        if len(code) <= PROVINCE_CODE_LENGTH:
            return self.province(code).name
        return self.district(code).name

    def inside(self, province: str) -> tuple[District, ...]:
        """Districts of a province, in code order; empty for an unknown code."""
        return tuple(item for item in self.districts if item.province == province)


def _table(name: str) -> list[dict[str, str]]:
    text = resources.files("pantau.data").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _district(row: dict[str, str]) -> District:
    return District(
        code=row["code"],
        name=row["name"],
        kind="kota" if row["kind"] == "kota" else "kabupaten",
        province=row["province"],
        capital=row["capital"],
        population=int(row["population"]),
        area_km2=float(row["area_km2"]),
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        bps_code=row["bps_code"],
        bps_code_2020=row["bps_code_2020"],
        zone=row["zone"],
        neighbours=tuple(row["neighbours"].split()),
    )


def _province(row: dict[str, str]) -> Province:
    return Province(
        code=row["code"],
        name=row["name"],
        bps_code=row["bps_code"],
        population=int(row["population"]),
        zone=row["zone"],
    )


@cache
def load_districts() -> Districts:
    """The tables that ship with Pantau, read once."""
    return Districts(
        districts=tuple(_district(row) for row in _table("districts.csv")),
        provinces=tuple(_province(row) for row in _table("provinces.csv")),
    )
