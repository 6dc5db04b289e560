"""Days and numbers of a query: single values, ``a..b`` and comparisons."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final, TypeVar, cast

from search.errors import QueryValueError
from search.query.lexer import Token
from search.query.tree import DayField, Days, NumberField, Numbers

_DAY: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_COMPARISON: Final = re.compile(r"(>=|<=|>|<|=)\s*(.+)")
_EXAMPLES_OF_DAYS: Final = ("2025", "2025-06", "2025-06-30", "2025-01..2025-06", ">=2025-06-30")
_EXAMPLES_OF_NUMBERS: Final = ("3", ">0", "2..5")

LARGEST_NUMBER: Final = 10**9
"""No count of people is larger; SQLite's integers end at 9 × 10**18."""

Value = TypeVar("Value", date, int)
_Span = tuple[Value | None, Value | None]


def days(field: str, value: Token, *, at: int) -> Days:
    """Reads a day, a month, a year or a range of them.

    Args:
        field: Name of the field.
        value: ``2025``, ``2025-06``, ``2025-06-30``, ``a..b`` with either end open, or a comparison.
        at: Where the field begins in the query.

    Raises:
        QueryValueError: The value is no date, or the range ends before it begins.
    """

    def read(text: str) -> tuple[date, date]:
        found = _DAY.fullmatch(text)
        if found is None:
            raise ValueError(text)
        year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
        first = date(year, month, day)
        if found[3]:
            return first, first
        last_month = month if found[2] else 12
        return first, date(year, last_month, calendar.monthrange(year, last_month)[1])

    def step(day: date, by: int) -> date:
        return day + timedelta(days=by)

    first, last = _span(value, read, step, "not-a-date", _EXAMPLES_OF_DAYS)
    return Days(field=cast("DayField", field), first=first, last=last, at=at)


def numbers(field: str, value: Token, *, at: int) -> Numbers:
    """Reads a number, ``a..b`` with either end open, or a comparison.

    Raises:
        QueryValueError: The value is no whole number from 0 on, or the range ends before it begins.
    """

    def read(text: str) -> tuple[int, int]:
        if not (text.isascii() and text.isdigit()) or int(text[:20]) > LARGEST_NUMBER:
            raise ValueError(text)
        return int(text), int(text)

    def step(number: int, by: int) -> int:
        return number + by

    low, high = _span(value, read, step, "not-a-number", _EXAMPLES_OF_NUMBERS)
    return Numbers(field=cast("NumberField", field), low=low, high=high, at=at)


def _span(
    value: Token,
    read: Callable[[str], tuple[Value, Value]],
    step: Callable[[Value, int], Value],
    problem: str,
    examples: tuple[str, ...],
) -> _Span[Value]:
    """Reads either form of a range; both ends included."""
    text = value.text.strip()
    wrong = QueryValueError(problem, position=value.at, found=value.text, expected=examples)
    try:
        if ".." in text:
            left, _, right = text.partition("..")
            if not left and not right:
                raise wrong
            low, high = (read(left)[0] if left else None), (read(right)[1] if right else None)
        else:
            low, high = _compared(text, read, step)
    except (ValueError, OverflowError):
        raise wrong from None
    if low is not None and high is not None and high < low:
        raise QueryValueError("reversed", position=value.at, found=value.text, expected=examples)
    return low, high


def _compared(
    text: str, read: Callable[[str], tuple[Value, Value]], step: Callable[[Value, int], Value]
) -> _Span[Value]:
    found = _COMPARISON.fullmatch(text)
    sign, rest = (found[1], found[2]) if found else ("=", text)
    low, high = read(rest)
    spans: dict[str, _Span[Value]] = {
        "=": (low, high),
        ">=": (low, None),
        "<=": (None, high),
    }
    if sign in spans:
        return spans[sign]
    return (step(high, 1), None) if sign == ">" else (None, step(low, -1))
