"""Days inside a story, written for the day on which the demo is run.

A story of the demo holds no fixed date: ``{hr-1}`` becomes "Senin (22/10)" for the day before its
publication. So the press always looks current and the texts still hold every form that real outlets
use, with and without a year.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from pantau.calendar import MONTH_NAMES, WEEKDAY_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PLACEHOLDER: Final = re.compile(r"\{(?P<form>[a-z]+)(?P<shift>[+-]\d+)?\}")


def _weekday(day: date) -> str:
    return WEEKDAY_NAMES[day.weekday()]


def _day_month(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]}"


FORMS: Final[Mapping[str, Callable[[date], str]]] = {
    "hari": _weekday,
    "hr": lambda day: f"{_weekday(day)} ({day.day}/{day.month})",
    "hrt": lambda day: f"{_weekday(day)} ({day.day}/{day.month}/{day.year})",
    "htgl": lambda day: f"{_weekday(day)}, {_day_month(day)} {day.year}",
    "tgl": lambda day: f"{_day_month(day)} {day.year}",
    "tb": _day_month,
    "bln": lambda day: f"{MONTH_NAMES[day.month - 1]} {day.year}",
    "thn": lambda day: str(day.year),
}
"""Placeholder name -> how the day is written; the shift counts days, for ``thn`` years."""


def write_days(text: str, *, published: date) -> str:
    """Fill the day placeholders of a text.

    Args:
        text: Text with placeholders such as ``{hari}``, ``{hr-1}``, ``{tgl+3}`` or ``{thn-2}``.
        published: The day that a shift of 0 means.

    Returns:
        The text as an outlet prints it.

    Raises:
        KeyError: If a placeholder names a form that does not exist.
    """

    def fill(match: re.Match[str]) -> str:
        form = match["form"]
        shift = int(match["shift"] or 0)
        if form == "thn":
            return str(published.year + shift)
        return FORMS[form](published + timedelta(days=shift))

    return _PLACEHOLDER.sub(fill, text)
