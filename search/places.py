"""Names of provinces and districts in queries → Kemendagri codes."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from pantau.districts import Districts, load_districts

_LEVELS: Final = (
    ("kabupaten ", "kabupaten "),
    ("kab. ", "kabupaten "),
    ("kab ", "kabupaten "),
    ("kota ", "kota "),
)
_BLANKS: Final = re.compile(r"\s+")

PROVINCE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "nad": "11", "sumut": "12", "sumatra utara": "12", "sumbar": "13", "sumatra barat": "13",
        "kepri": "21",
        "sumsel": "16", "sumatra selatan": "16", "babel": "19", "bangka belitung": "19", "jakarta": "31",
        "dki": "31", "dki jakarta": "31", "dkj": "31", "daerah khusus jakarta": "31", "jabar": "32",
        "jateng": "33", "diy": "34", "di yogyakarta": "34", "yogyakarta": "34", "jogja": "34", "jatim": "35",
        "ntb": "52", "ntt": "53", "kalbar": "61", "kalteng": "62", "kalsel": "63", "kaltim": "64",
        "kaltara": "65",
        "sulut": "71", "sulteng": "72", "sulsel": "73", "sultra": "74", "sulbar": "76", "malut": "82",
    }
)  # fmt: skip
"""Abbreviations and former names in common use (all on the provinces' own web sites)."""


@cache
def district_names() -> Mapping[str, tuple[str, ...]]:
    """Returns codes by name in small letters: with its level word one code, without it one or two."""
    names: dict[str, tuple[str, ...]] = {}
    for district in load_districts():
        names[district.name.lower()] = (district.code,)
        bare = district.bare_name.lower()
        names[bare] = (*names.get(bare, ()), district.code)
    return MappingProxyType(names)


@cache
def province_names() -> Mapping[str, str]:
    """Returns province codes by name and abbreviation in small letters."""
    own = {province.name.lower(): province.code for province in load_districts().provinces}
    return MappingProxyType({**PROVINCE_NAMES, **own})


def district_codes(text: str) -> tuple[str, ...]:
    """Returns the districts that a name or code means.

    A bare name that a kota and a kabupaten share means both; unknown names mean none.
    """
    districts, name = load_districts(), _plain(text)
    if name in districts and len(name) > 2:
        return (name,)
    for written, level in _LEVELS:
        if name.startswith(written):
            return district_names().get(level + name[len(written) :], ())
    return district_names().get(name, ())


def province_code(text: str) -> str | None:
    """Returns the province that a name, abbreviation or code means, ``None`` where there is none."""
    name = _plain(text)
    if len(name) == 2 and name in load_districts():
        return name
    for written in ("provinsi ", "prov. ", "prov "):
        name = name.removeprefix(written)
    return province_names().get(name)


def like(text: str, *, province: bool) -> tuple[str, ...]:
    """Returns up to three names that look like an unknown one, as they are written properly."""
    names = province_names() if province else district_names()
    near = difflib.get_close_matches(_plain(text), names, n=3)
    districts: Districts = load_districts()
    codes = (names[name] for name in near)
    flat = [code for item in codes for code in ((item,) if isinstance(item, str) else item)]
    return tuple(dict.fromkeys(districts.name(code) for code in flat))[:3]


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text.strip().lower())
