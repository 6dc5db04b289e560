"""Days that a text prints: "Senin (2/3)", "2 Maret 2026".

A story without any other day still tells one; the year is often left out, so that days are kept as days
of a year.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

PRINTED: Final = 3
"""Days kept of a text: a first report prints its own day in the lead; later ones are background."""

LOOKED_THROUGH: Final = 900
"""Characters of the body in which they are looked for."""

WEEK: Final = 7
"""Days before publication within which the only printed day is that of the event: first reports come within
a week; with two printed days the text must say which, and that is for readers of language."""

YEAR: Final = 366
"""Days of the year they are counted in, 29 February included."""

_LEAP_YEAR: Final = 2024

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "januari jan",
            "februari feb pebruari",
            "maret mar",
            "april apr",
            "mei",
            "juni jun",
            "juli jul",
            "agustus agu agt ags",
            "september sep sept",
            "oktober okt",
            "november nov nopember",
            "desember des",
        ),
        start=1,
    )
    for name in names.split()
}

_PRINTED: Final = re.compile(
    r"\((\d{1,2})[/\-.](\d{1,2})(?:[/\-.]\d{2,4})?\)|\b(\d{1,2}) (" + "|".join(_MONTHS) + r")\b",
    re.IGNORECASE,
)


def printed_days(text: str) -> npt.NDArray[np.uint16]:
    """The first days that a text prints, as days of a leap year (1 to 366), shape ``(3,)``, padded with 0.

    What is no day ("31 April", "(40/13)") is passed over.
    """
    found: dict[int, None] = {}
    for match in _PRINTED.finditer(text[:LOOKED_THROUGH]):
        number, month, written, name = match.groups()
        day = _day_of_year(int(number or written), int(month) if month else _MONTHS[name.lower()])
        if day:
            found[day] = None
    kept = np.zeros(PRINTED, dtype=np.uint16)
    kept[: min(len(found), PRINTED)] = list(found)[:PRINTED]
    return kept


def day_of_year(ordinal: int) -> int:
    """Day of a leap year of an ordinal; 0 for 0 (no day)."""
    if not ordinal:
        return 0
    day = date.fromordinal(ordinal)
    return _day_of_year(day.day, day.month)


def day_before(published: int, printed: npt.NDArray[np.uint16]) -> int:
    """The only printed day of the week that ends with an ordinal day, as an ordinal; 0 for none or two."""
    days = printed.tolist()
    found = [day for day in range(published - WEEK, published + 1) if day > 0 and day_of_year(day) in days]
    return found[0] if len(found) == 1 else 0


def _day_of_year(day: int, month: int) -> int:
    try:
        return date(_LEAP_YEAR, month, day).timetuple().tm_yday
    except ValueError:
        return 0
