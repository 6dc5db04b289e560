"""Indonesian numbers in news: digits, words, collectives and orders of magnitude.

``1.245`` · ``1,2 juta`` · ``31 ribu`` · ``dua puluh tujuh`` · ``seorang`` · ``ketiga`` · ``belasan`` ·
``puluhan ribu`` · ``50-an``. Text must be lower case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_UNITS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "nol": 0,
        "satu": 1,
        "dua": 2,
        "tiga": 3,
        "empat": 4,
        "lima": 5,
        "enam": 6,
        "tujuh": 7,
        "delapan": 8,
        "sembilan": 9,
        "sepuluh": 10,
        "sebelas": 11,
        "seratus": 100,
        "seribu": 1000,
        "sejuta": 1_000_000,
    }
)
_SCALES: Final[Mapping[str, int]] = MappingProxyType(
    {"puluh": 10, "ratus": 100, "ribu": 1000, "juta": 1_000_000}
)
_SINGLES: Final[Mapping[str, int]] = MappingProxyType(
    {
        "seorang": 1,
        "sebuah": 1,
        "seunit": 1,
        "sesosok": 1,
        "sepasang": 2,
        "sejoli": 2,
        "suami istri": 2,
        "suami-istri": 2,
        "pasutri": 2,
    }
)
_COLLECTIVES: Final[Mapping[str, int]] = MappingProxyType(
    {
        "kedua": 2,
        "ketiga": 3,
        "keempat": 4,
        "kelima": 5,
        "keenam": 6,
        "ketujuh": 7,
        "kedelapan": 8,
        "kesembilan": 9,
        "kesepuluh": 10,
        "keduanya": 2,
        "ketiganya": 3,
        "keempatnya": 4,
        "kelimanya": 5,
        "keenamnya": 6,
    }
)
# Orders of magnitude as the words are used: "belasan" counts the -belas numbers, "puluhan" any tens.
# "beberapa" and "sejumlah" mean more than one and leave the end open.
_VAGUE: Final[Mapping[str, tuple[int, int | None]]] = MappingProxyType(
    {
        "belasan": (11, 19),
        "puluhan": (20, 99),
        "ratusan": (100, 999),
        "seratusan": (100, 199),
        "ribuan": (1000, 9999),
        "seribuan": (1000, 1999),
        "jutaan": (1_000_000, 9_999_999),
        "belasan ribu": (11_000, 19_999),
        "puluhan ribu": (20_000, 99_999),
        "ratusan ribu": (100_000, 999_999),
        "beberapa": (2, None),
        "sejumlah": (2, None),
    }
)

MAX_COUNT: Final = 300_000_000
"""No count of people in Indonesia is greater than its population; longer digits are account numbers."""

_WORD: Final = "|".join(sorted([*_UNITS, *_SCALES, "belas"], key=len, reverse=True))
_DIGITS: Final = r"\d{1,3}(?:\.\d{3}){1,3}|\d{1,9}(?:,\d)?"
QUANTITY: Final = (
    rf"(?:(?:{_DIGITS})(?:\s?(?:ribu|juta))?(?:-?an\b)?"
    rf"|(?:{'|'.join(sorted(_VAGUE, key=len, reverse=True))})\b"
    rf"|(?:{'|'.join([*_SINGLES, *_COLLECTIVES])})\b"
    rf"|(?:{_WORD})(?:[\s-](?:{_WORD})){{0,7}}\b)"
)
"""Regular expression of one quantity, without groups; every repetition in it is bounded."""

_DIGITS_ONLY: Final = re.compile(rf"({_DIGITS})(?:\s?(ribu|juta))?(-?an)?\Z")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number or range. ``high`` is ``None`` where the upper end is open."""

    low: int
    high: int | None

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


def parse_quantity(words: str) -> Quantity | None:
    """Read one quantity.

    Args:
        words: Lower-case text that :data:`QUANTITY` matched, e.g. ``"dua puluh tujuh"``.

    Returns:
        The range, or ``None`` where the words are no sensible number.
    """
    words = " ".join(words.replace("-", " - ").split()).replace(" - an", "-an").replace(" - ", " ")
    if (vague := _VAGUE.get(words)) is not None:
        return Quantity(*vague)
    single = _SINGLES.get(words) or _COLLECTIVES.get(words)
    if single is not None:
        return Quantity(single, single)
    if match := _DIGITS_ONLY.match(words):
        return _from_digits(*match.groups())
    number = parse_words(words)
    return None if number is None else Quantity(number, number)


def _from_digits(digits: str, scale: str | None, about: str | None) -> Quantity | None:
    factor = _SCALES[scale] if scale else 1
    if "," in digits and factor == 1:
        return None  # "12,5" counts no people
    value = round(float(digits.replace(".", "").replace(",", ".")) * factor)
    if value > MAX_COUNT:
        return None
    return Quantity(value, None if about else value)


def parse_words(words: str) -> int | None:
    """Read a number in words.

    Args:
        words: Lower-case words separated by single spaces, e.g. ``"seratus dua puluh tujuh"``.

    Returns:
        The number, or ``None`` where the words do not form one ("belas", "puluh dua").
    """
    total = group = unit = 0
    seen = False
    for word in words.split():
        if word in _UNITS:
            value = _UNITS[word]
            if value == 1000 or value == 1_000_000:
                total += value
            elif value >= 10:
                group += value
            elif unit:
                return None  # "satu dua": two numbers side by side
            else:
                unit = value
            seen = True
        elif word == "belas" and unit:
            group, unit = group + 10 + unit, 0
        elif word in ("puluh", "ratus") and unit:
            group, unit = group + unit * _SCALES[word], 0
        elif word in ("ribu", "juta") and (group or unit):
            total, group, unit = total + (group + unit) * _SCALES[word], 0, 0
        else:
            return None
    value = total + group + unit
    return value if seen and value <= MAX_COUNT else None
