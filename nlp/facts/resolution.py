"""Which day a date phrase means: the year from publication, checked against the weekday.

A phrase without a year takes the year nearest to the day of speaking in which its weekday fits. Without
a publication day a year named in the text may fix it; a weekday alone never does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from pantau.calendar import valid_date

if TYPE_CHECKING:
    from datetime import date

    from nlp.facts.days import DayPhrase

FUTURE_DAYS: Final = 200
"""A day without a year may lie this far after publication (a planned event), else it lies before.
Planned actions, matches and hearings are announced months ahead, hardly half a year."""

TYPO_DAYS: Final = 31
"""A written year that contradicts the weekday is taken for a slip where the same day in the year of
publication fits the weekday and lies within a month of it (the Januari "2025" for 2026 slip)."""

_YEAR: Final = re.compile(r"(?<![\d.,/-])((?:19|20)\d\d)(?![\d]|[.,]\d)")
_HIJRI: Final = re.compile(r"(?<!\d)(1[34]\d\d) h(?:ijriy?ah)?\b")


@dataclass(frozen=True, slots=True)
class Day:
    """The day (or days) that a phrase means. ``certain``: written year, or confirmed by the weekday."""

    first: date
    last: date
    certain: bool


def years_named(text: str) -> frozenset[int]:
    """Collect the years a text names, Hijri years as the two Gregorian years they touch."""
    years = {int(year) for year in _YEAR.findall(text)}
    for hijri in _HIJRI.findall(text):
        # A Hijri year has 354.367 days; 1 Muharram 1 H fell in July 622 (standard conversion).
        begun = int(int(hijri) * 0.970224 + 621.5774)
        years |= {begun, begun + 1}
    return frozenset(years)


def resolve(phrase: DayPhrase, speaking: date | None, years: frozenset[int]) -> Day | None:
    """Decide which day a phrase means.

    Args:
        phrase: The phrase.
        speaking: Day from which it is spoken: publication, or the statement that holds it.
        years: Years the text names, for a phrase without a year and without publication day.

    Returns:
        The day, or ``None`` where it stays open or the calendar does not have it.
    """
    if phrase.offset is not None:
        return _shifted(speaking, phrase.offset)
    if phrase.day is None or phrase.month is None:
        return _nearest_weekday(phrase, speaking)
    if phrase.year is not None:
        return _with_year(phrase, phrase.year, speaking)
    if speaking is not None:
        return _year_from(phrase, speaking)
    return _year_from_text(phrase, years)


def _shifted(speaking: date | None, days: int) -> Day | None:
    if speaking is None:
        return None
    try:
        day = speaking + timedelta(days=days)
    except OverflowError:
        return None  # before the first or after the last day of the calendar
    return Day(day, day, True)


def _nearest_weekday(phrase: DayPhrase, speaking: date | None) -> Day | None:
    """The last such weekday up to the day of speaking, or the next one where a word points ahead."""
    if speaking is None or phrase.weekday is None:
        return None
    if phrase.future:
        return _shifted(speaking, (phrase.weekday - speaking.weekday()) % 7)
    return _shifted(speaking, -((speaking.weekday() - phrase.weekday) % 7))


def _day_in(phrase: DayPhrase, year: int, *, certain: bool) -> Day | None:
    if phrase.day is None or phrase.month is None:
        return None
    first = valid_date(year, phrase.month, phrase.day)
    if first is None:
        return None
    last = valid_date(year, phrase.month, phrase.last_day) if phrase.last_day else None
    return Day(first, last if last and last > first else first, certain)


def _fits(phrase: DayPhrase, day: Day | None) -> bool:
    return day is not None and (phrase.weekday is None or day.first.weekday() == phrase.weekday)


def _with_year(phrase: DayPhrase, year: int, speaking: date | None) -> Day | None:
    written = _day_in(phrase, year, certain=True)
    if written is None or _fits(phrase, written):
        return written
    if speaking is not None:
        near = _day_in(phrase, speaking.year, certain=True)
        if near and _fits(phrase, near) and abs((near.first - speaking).days) <= TYPO_DAYS:
            return near
    return Day(written.first, written.last, False)


def _year_from(phrase: DayPhrase, speaking: date) -> Day | None:
    """The year nearest to the day of speaking, the weekday permitting."""
    options = [
        day
        for year in (speaking.year - 1, speaking.year, speaking.year + 1)
        if (day := _day_in(phrase, year, certain=phrase.weekday is not None))
        and (day.first - speaking).days <= FUTURE_DAYS
    ]
    fitting = [day for day in options if _fits(phrase, day)]
    if not fitting and options:
        fitting = [Day(day.first, day.last, False) for day in options]
    return min(fitting, key=lambda day: abs((day.first - speaking).days), default=None)


def _year_from_text(phrase: DayPhrase, years: frozenset[int]) -> Day | None:
    """Without a publication day: the year named in the text that fits the weekday.

    A weekday alone never fixes a year: the same day and weekday return after 5, 6 or 11 years. Where
    no named year fits, the year after the latest one may: news looks back further than ahead.
    """
    if phrase.weekday is None or not years:
        return None
    fitting = [
        day for year in sorted(years) if (day := _day_in(phrase, year, certain=True)) and _fits(phrase, day)
    ]
    if len(fitting) == 1:
        return fitting[0]
    following = _day_in(phrase, max(years) + 1, certain=True)
    return following if not fitting and _fits(phrase, following) else None
