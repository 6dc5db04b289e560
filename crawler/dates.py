"""When a story was published: every form in which Indonesian sites write it.

Understood are ISO 8601, RFC 2822 (feeds), Indonesian and English month names in any usual spelling
("Rabu, 18 Juni 2025 | 17.07 WIB", "Diperbarui 18 Jun 2025, 17:07 WIB", "June 18, 2025 5:07 pm"), digits in
Indonesian order ("18/06/2025 17:07") and, where that is impossible, American order ("10/20/2025 16:35"),
relative words ("2 jam lalu", "kemarin 14:20") counted from the moment of fetching, and epoch seconds.

A time without a zone is in the outlet's zone. A day outside reason is refused rather than believed: it would
move an incident to a day on which nothing happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final

from crawler.errors import DateError
from pantau.calendar import MONTHS, valid_date, zone_of

EARLIEST: Final = datetime(1995, 1, 1, tzinfo=UTC)
"""The first Indonesian news site (Republika Online) opened in 1995; what is older is a default or a slip."""

FUTURE_TOLERANCE: Final = timedelta(days=1)
"""Clocks and zones of sites are off by hours (a local time marked as UTC is 7-9 h ahead), not by more."""

LONGEST_TEXT: Final = 400
"""A date line is short. Longer text is cut, so that hostile input cannot make the search slow."""

PUBLISHED_WORDS: Final = re.compile(
    r"(?:terbit|tayang|publi[sk]|posting|dipost|posted|unggah|dibuat|created)\w*\W*$", re.IGNORECASE
)
"""Words before the date that mean publication; such a date wins over one of an update."""

_MONTH_WORDS = "|".join(sorted((re.escape(name) for name in MONTHS), key=len, reverse=True))
_TIME = (
    r"(?:[\s,|/•·)–—-]*(?:T|(?:pukul|pkl|jam|at)\b\.?)?\s*"
    r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?(?!\d)"
    r"\s*(?P<half>[ap]\.?m\b\.?)?"
    r"\s*\(?(?P<zone>WIB\b|WITA\b|WIT\b|(?:(?:GMT|UTC)\s*)?[+-]\d{1,2}:?(?:\d\d)?(?!\d)|Z\b|GMT\b|UTC\b)?)?"
)
_FORMS: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)" + _TIME,
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)" + _TIME,
        rf"(?<![\d.])(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s\xa0./-]*(?P<name>{_MONTH_WORDS})\b[.,]?[\s\xa0./-]*"
        r"(?P<year>(?:19|20)\d\d)(?!\d)" + _TIME,
        rf"(?<!\d)(?P<day>\d{{1,2}})-(?P<name>{_MONTH_WORDS})-(?P<year>\d\d)(?!\d)" + _TIME,
        rf"\b(?P<name>{_MONTH_WORDS})\b\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)(?!\d)"
        + _TIME,
        r"(?<![\d/.-])(?P<first>\d{1,2})(?P<mark>[/.-])(?P<other>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?!\d)"
        + _TIME,
    )
)

_UNITS: Final = {
    "detik": timedelta(seconds=1), "menit": timedelta(minutes=1), "jam": timedelta(hours=1),
    "hari": timedelta(days=1), "minggu": timedelta(weeks=1), "pekan": timedelta(weeks=1),
}  # fmt: skip
"""Relative units. "2 bulan lalu" is left out: it fixes no day."""
_RELATIVE = re.compile(
    r"\b(?:(?P<count>\d{1,3}|satu)\s*|(?P<one>se))(?P<unit>detik|menit|jam|hari|minggu|pekan)\s+(?:yang\s+)?(?:lalu|silam|ago)\b",
    re.IGNORECASE,
)
_JUST_NOW = re.compile(r"\b(?:baru saja|barusan|just now)\b", re.IGNORECASE)
_NEAR_DAY = re.compile(r"\b(?P<word>kemarin|hari ini|yesterday|today)\b" + _TIME, re.IGNORECASE)
_EPOCH = re.compile(r"\s*(?P<seconds>\d{10})(?P<milli>\d{3})?\s*")
_URL_DAY = re.compile(
    r"/(?P<year>(?:19|20)\d\d)/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/|$)"
    # Compact, with or without a time behind it: /20170503113059-20-212345/judul
    r"|/(?P<year2>(?:19|20)\d\d)(?P<month2>0[1-9]|1[0-2])(?P<day2>0[1-9]|[12]\d|3[01])\d{0,6}(?=[-/_]|$)"
)


def read(text: str, *, zone: tzinfo, fetched: datetime, month_first: bool = False) -> datetime | None:
    """Read the publication time that a text names.

    Args:
        text: Date line, meta value or feed element; only its first :data:`LONGEST_TEXT` characters count.
        zone: Zone of the outlet, for times that name none.
        fetched: When the text was fetched (aware): the origin of "2 jam lalu" and the end of what is
            believed.
        month_first: The source is known to write digits in American order ("2/11/2025" is 11 February).

    Returns:
        The time in the zone that was named (else ``zone``), midnight where only the day is known, None where
        the text names no day. Of several, the one behind a word like "Terbit" or "Tayang", else the first.

    Raises:
        DateError: The only days named are impossible (31 April) or outside reason (before :data:`EARLIEST` or
            later than ``fetched`` plus :data:`FUTURE_TOLERANCE`).
    """
    text = text[:LONGEST_TEXT]
    found, refused = [], []
    for position, moment, words in _named(text, zone, fetched, month_first):
        if moment is None or not is_reasonable(moment, fetched=fetched):
            refused.append(words)
        else:
            found.append((not PUBLISHED_WORDS.search(text[:position]), position, moment))
    if found:
        return min(found, key=lambda entry: entry[:2])[2]
    if refused:
        raise DateError(
            f"{refused[0]!r} is no day a story can be published: it must exist and lie between"
            f" {EARLIEST.date()} and one day after it was fetched ({fetched:%Y-%m-%d})"
        )
    return None


def is_reasonable(moment: datetime, *, fetched: datetime) -> bool:
    """Tell whether a story fetched at ``fetched`` can have been published at ``moment`` (both aware)."""
    try:
        return EARLIEST <= moment <= fetched + FUTURE_TOLERANCE
    except OverflowError:
        return False


def day_in_url(url: str, *, zone: tzinfo, fetched: datetime) -> datetime | None:
    """Read the day from an address: ``/2025/06/18/judul``, ``/20250618101500-judul``.

    None where there is none within reason.
    """
    match = _URL_DAY.search(url)
    if match is None:
        return None
    year, month, day_number = (match[name] or match[f"{name}2"] for name in ("year", "month", "day"))
    day = valid_date(int(year), int(month), int(day_number))
    moment = None if day is None else datetime.combine(day, time(), tzinfo=zone)
    return moment if moment is not None and is_reasonable(moment, fetched=fetched) else None


def _named(
    text: str, zone: tzinfo, fetched: datetime, month_first: bool
) -> Iterator[tuple[int, datetime | None, str]]:
    """All times a text names: position, time (None if impossible), words."""
    epoch = _EPOCH.fullmatch(text)
    if epoch is not None:
        yield 0, datetime.fromtimestamp(int(epoch["seconds"]), tz=UTC).astimezone(zone), text.strip()
        return
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        for match in form.finditer(text):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            day = _day_of(match, month_first=month_first)
            yield match.start(), None if day is None else _at(day, match, zone), match[0].strip()
    yield from _relative(text, zone, fetched)


def _day_of(match: re.Match[str], *, month_first: bool) -> date | None:
    groups = match.groupdict()
    year = int(groups["year"])
    if "first" in groups:
        day, month = int(groups["first"]), int(groups["other"])
        if month_first:
            day, month = month, day
        # The other order only where this one is impossible.
        return valid_date(year, month, day) if month <= _MONTHS_IN_A_YEAR else valid_date(year, day, month)
    if "name" in groups:
        month = MONTHS[groups["name"].lower()]
        return valid_date(year if year > _TWO_DIGITS else 2000 + year, month, int(groups["day"]))
    return valid_date(year, int(groups["month"]), int(groups["day"]))


_MONTHS_IN_A_YEAR: Final = 12
_TWO_DIGITS: Final = 99


def _at(day: date, match: re.Match[str], zone: tzinfo) -> datetime | None:
    """The time of a match; None where its zone leads out of the calendar."""
    groups = match.groupdict()
    if groups["hour"] is None:
        return datetime.combine(day, time(), tzinfo=zone)
    hour, half = int(groups["hour"]), (groups["half"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    clock = time(hour, int(groups["minute"]), int(groups["second"] or 0))
    return datetime.combine(day, clock, tzinfo=_zone(groups["zone"], zone))


def _zone(words: str | None, default: tzinfo) -> tzinfo:
    if not words:
        return default
    named = zone_of(words)
    if named is not None:
        return named
    offset = re.search(r"([+-])(\d{1,2}):?(\d\d)?", words)
    if offset is None:
        return UTC
    minutes = int(offset[2]) * 60 + int(offset[3] or 0)
    if minutes > 14 * 60:  # no zone on earth lies further away than UTC+14
        return default
    return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes))


def _relative(text: str, zone: tzinfo, fetched: datetime) -> Iterator[tuple[int, datetime | None, str]]:
    here = fetched.astimezone(zone)
    for match in _RELATIVE.finditer(text):
        count = int(match["count"]) if (match["count"] or "").isdigit() else 1
        unit = _UNITS[match["unit"].lower()]
        moment = here - count * unit
        yield match.start(), _midnight(moment) if unit >= timedelta(days=1) else moment, match[0]
    for match in _JUST_NOW.finditer(text):
        yield match.start(), here, match[0]
    for match in _NEAR_DAY.finditer(text):
        days = 1 if match["word"].lower() in ("kemarin", "yesterday") else 0
        yield match.start(), _at((here - timedelta(days=days)).date(), match, zone), match[0].strip()


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
