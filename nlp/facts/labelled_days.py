"""Whether a labelled story names or fixes the day of its label; searches that know nothing of the reader."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final

from crawler.dates import read as read_publication
from crawler.errors import DateError
from pantau.calendar import MONTHS, WEEKDAYS, ZONES

if TYPE_CHECKING:
    from collections.abc import Mapping

_FAR_FUTURE: Final = datetime(2100, 1, 1, tzinfo=UTC)
_AMERICAN_SOURCE: Final = "detik_aspect_1000"  # its table writes publication times as M/D/Y
_URL_DAY: Final = re.compile(r"(20[012]\d)[/-]?([01]\d)[/-]?([0-3]\d)")
_OFFSETS: Final = {
    0: re.compile(r"\b(?:hari ini|(?:pagi|siang|sore|malam|petang) (?:ini|tadi)|tadi (?:pagi|siang|sore))\b"),
    1: re.compile(r"\b(?:kemarin|semalam|tadi malam|malam tadi|sehari lalu|sehari sebelumnya)\b"),
    2: re.compile(r"\b(?:kemarin lusa|dua hari lalu|dua hari sebelumnya)\b"),
    -1: re.compile(r"\b(?:besok|esok hari)\b"),
    -2: re.compile(r"\blusa\b"),
}
"""Days before publication → words that fix such a day."""
_WEEK: Final = 7
"""A bare weekday fixes a day of the week that ends with the publication."""
_RELATIVE: Final = re.compile(
    r"\b(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad|kemarin|hari ini|tadi|semalam|dini hari|besok)\b"
)


def publication_day(story: Mapping[str, Any]) -> date | None:
    """The day on which a labelled story was published, from its field or else its address."""
    published = story.get("published")
    if published:
        american = story.get("source") == _AMERICAN_SOURCE
        try:
            moment = read_publication(published, zone=ZONES["WIB"], fetched=_FAR_FUTURE, month_first=american)
        except DateError:
            moment = None
        return moment.date() if moment else None
    if match := _URL_DAY.search(story.get("url") or ""):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            return None
    return None


def names_day(story: Mapping[str, Any], day: date) -> bool:
    """Whether title or text write this day, or any relative day or weekday."""
    text = f"{story.get('title') or ''} {story['text']}".lower()
    if _RELATIVE.search(text) or re.search(rf"\b0?{day.day}\s?[/-]\s?0?{day.month}\b", text):
        return True
    months = "|".join(name for name, number in MONTHS.items() if number == day.month)
    return re.search(rf"\b0?{day.day}\b[^.\d]{{0,25}}(?:{months})", text) is not None


def fixes_day(story: Mapping[str, Any], day: date, published: date | None) -> bool:
    """Whether title or text, with the day of publication, fix this day and its year."""
    text = f"{story.get('title') or ''} {story['text']}".lower()
    months = "|".join(name for name, number in MONTHS.items() if number == day.month)
    written = rf"\b0?{day.day}\s?[/-]\s?0?{day.month}\b|\b0?{day.day}\b[^.\d]{{0,25}}\b(?:{months})\b"
    if re.search(rf"{written}|{day.isoformat()}", text):
        return published is not None or str(day.year) in text
    if published is None:
        return False
    ago = (published - day).days
    weekdays = "|".join(
        name for name, number in WEEKDAYS.items() if number == day.weekday() and len(name) > 3
    )
    if 0 <= ago <= _WEEK and re.search(rf"\b(?:{weekdays})\b", text):
        return True
    return ago in _OFFSETS and _OFFSETS[ago].search(text) is not None
