"""Names of months, weekdays and time zones as Indonesian news writes them.

The crawler reads publication times with these tables, the language pipeline the dates of events, the
pages write dates with them. Keys are lower case and without a closing full stop.
"""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTH_NAMES: Final[tuple[str, ...]] = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
"""Indonesian month names for display; index 0 is January."""

WEEKDAY_NAMES: Final[tuple[str, ...]] = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
"""Indonesian weekday names for display; index 0 is Monday, as :meth:`datetime.date.weekday`."""

# Usual spellings, old and foreign ones included: feeds write English, local papers "Pebruari" and
# "Nopember", tickers three letters. "mart" and other guesses are left out: they are words or persons.
_MONTH_SPELLINGS: Final[tuple[tuple[str, ...], ...]] = (
    ("januari", "january", "jan"),
    ("februari", "pebruari", "february", "feb", "peb"),
    ("maret", "march", "mar", "mrt"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("agustus", "august", "agust", "agt", "ags", "agu", "agus", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nopember", "nov", "nop"),
    ("desember", "december", "des", "dec"),
)

_WEEKDAY_SPELLINGS: Final[tuple[tuple[str, ...], ...]] = (
    ("senin", "monday", "mon", "sen"),
    ("selasa", "tuesday", "tue", "tues", "sel"),
    ("rabu", "wednesday", "wed", "rab"),
    ("kamis", "thursday", "thu", "thur", "thurs", "kam"),
    ("jumat", "jum'at", "jum’at", "jum‘at", "jum`at", "jumaat", "friday", "fri", "jum"),
    ("sabtu", "saturday", "sat", "sab"),
    ("minggu", "ahad", "sunday", "sun", "min"),
)

MONTHS: Final[Mapping[str, int]] = MappingProxyType(
    {spelling: number for number, names in enumerate(_MONTH_SPELLINGS, start=1) for spelling in names}
)
"""Month spelling in lower case → 1..12."""

WEEKDAYS: Final[Mapping[str, int]] = MappingProxyType(
    {spelling: number for number, names in enumerate(_WEEKDAY_SPELLINGS) for spelling in names}
)
"""Weekday spelling in lower case → 0 (Monday) .. 6."""

ZONES: Final[Mapping[str, ZoneInfo]] = MappingProxyType(
    {
        "WIB": ZoneInfo("Asia/Jakarta"),
        "WITA": ZoneInfo("Asia/Makassar"),
        "WIT": ZoneInfo("Asia/Jayapura"),
    }
)
"""Indonesian zone abbreviation in upper case → zone (UTC+7, +8, +9)."""


def month_number(name: str) -> int | None:
    """Give the month that a spelling names.

    Args:
        name: Any usual spelling; case and a closing full stop do not matter.

    Returns:
        1..12, or ``None`` where the word is no month.
    """
    return MONTHS.get(name.strip().rstrip(".").lower())


def weekday_number(name: str) -> int | None:
    """Give the weekday that a spelling names.

    Args:
        name: Any usual spelling; case and a closing full stop do not matter.

    Returns:
        0 (Monday) .. 6 (Sunday), or ``None`` where the word is no weekday.
    """
    return WEEKDAYS.get(name.strip().rstrip(".").lower())


def zone_of(abbreviation: str) -> ZoneInfo | None:
    """Give the zone behind ``WIB``, ``WITA`` or ``WIT`` (any case), or ``None``."""
    return ZONES.get(abbreviation.strip().upper())


def valid_date(year: int, month: int, day: int) -> date | None:
    """Build a date, or ``None`` where the calendar has no such day (31 April, month 13, year 0).

    Args:
        year: Full year, e.g. 2025.
        month: 1..12.
        day: 1..31.

    Returns:
        The date, or ``None``.
    """
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def long_date(day: date) -> str:
    """Write a day as Indonesian pages do, e.g. ``"Rabu, 5 November 2025"``."""
    return f"{WEEKDAY_NAMES[day.weekday()]}, {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Write a day without its weekday, e.g. ``"5 November 2025"``."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
