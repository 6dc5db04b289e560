"""Date phrases of Indonesian news, and which day they mean.

``Selasa (11/2)`` · ``Rabu (5/11/2025)`` · ``Senin, 17 Februari 2025`` · ``12–14 Mei`` · ``Minggu malam`` ·
``kemarin`` · ``hari ini``. The order is day/month. The year is written, or follows from the
publication day and is checked against the weekday. A day the calendar does not have is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from nlp.facts.numbers import QUANTITY, parse_quantity
from pantau.calendar import MONTHS, WEEKDAYS, valid_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from nlp.facts.lexicon import Hit

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2100
"""Years outside are slips of the pen ("0202") or other numbers."""

_SIDE_BY_SIDE: Final = 4
"""Characters between two phrases for one day: a bracket, a comma and blanks."""

MAX_DAYS_APART: Final = 60
"""``90 hari lalu`` is a term or a rough figure and fixes no day."""

_PART: Final = r"(?:dini\s?hari|pagi|siang|sore|petang|malam|subuh)"
_WITH_PART: Final = (
    rf"(?:,?\s+{_PART}(?:\s+(?:ini|tadi|hari))?)?(?:\s+(?:ini|tadi|kemarin|lalu|besok|nanti))?"
)
_MONTH: Final = "|".join(sorted(MONTHS, key=len, reverse=True))
_TO: Final = r"(?:-|–|—|sampai(?:\s+dengan)?|hingga|s/d|s\.d\.?|dan|sd|&)"
_NUMERIC: Final = (
    rf"(?P<d>\d{{1,2}})(?:\s?{_TO}\s?(?P<d2>\d{{1,2}}))?\s?/\s?"
    rf"(?P<m>\d{{1,2}})(?:\s?/\s?(?P<y>\d{{4}}|\d{{2}}))?(?!\d)"
)
_DASHED: Final = r"(?P<dd>\d{1,2})\s?[-.]\s?(?P<dm>\d{1,2})\s?[-.]\s?(?P<dy>\d{4})(?!\d)"
_NAMED: Final = (
    rf"(?P<nd>\d{{1,2}}),?(?:\s?(?:{_MONTH})?\s?{_TO}\s?(?P<nd2>\d{{1,2}}))?,?\s?(?P<nm>{_MONTH})\b\.?"
    rf"(?:,?\s?(?P<ny>\d{{4}})(?!\d))?"
)
_AFTER_WEEKDAY: Final = re.compile(
    rf"(?:\s?[-–/]\s?[a-z’']{{4,6}})?{_WITH_PART},?\s{{0,3}}(?:pada\s)?(?:tanggal\s|tgl\.?\s)?[(\[]?\s?"
    rf"(?:{_NUMERIC}|{_DASHED}|{_NAMED})"
)
_PART_AFTER: Final = re.compile(rf"{_WITH_PART}")
_ALONE: Final = re.compile(rf"(?<![\d/.,-])(?:{_NUMERIC})(?![/\d])")
_BEFORE_MONTH: Final = re.compile(rf"(?<![\d/.,-])(\d{{1,2}})(?:\s?{_TO}\s?(\d{{1,2}}))?[\s,]{{1,2}}\Z")
_AFTER_MONTH: Final = re.compile(r"\.?,?\s{0,2}(\d{4})(?!\d)")
_COUNT_BEFORE: Final = re.compile(rf"(?<![\w.,])(?P<number>{QUANTITY})\s\Z")
_ISO: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)-([01]\d)-([0-3]\d)(?!\d)")
_NO_WEEKDAY: Final = frozenset(
    [
        "pasar",
        "setiap",
        "tiap",
        "salat",
        "shalat",
        "sholat",
        "se",
        "per",
        "hari-hari",
        "dua",
        "tiga",
        "empat",
        "lima",
    ]
)
_WEEK_AFTER: Final = re.compile(r"\s+(?:lalu|depan|ini|pertama|kedua|ketiga|terakhir|sebelumnya|berjalan)")
_AHEAD: Final = re.compile(r"(?:\s(?:pekan|minggu))?\s(?:mendatang|depan|besok|nanti)\b")
_LAST_WORD: Final = re.compile(r"([\w-]+)\s*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPhrase:
    """A date phrase as written, before it is known which day it means.

    Attributes:
        offset: Days from the day of speaking for ``kemarin`` and the like; with ``from_told`` from the
            day that the story told last (``sehari sebelumnya``).
        weekday: 0 = Monday, where one is written.
        day: Day of the month, with ``month``; ``last_day`` closes a range in that month.
        future: A word beside it says that it lies ahead.
    """

    start: int
    end: int
    offset: int | None = None
    weekday: int | None = None
    day: int | None = None
    last_day: int | None = None
    month: int | None = None
    year: int | None = None
    future: bool = False
    from_told: bool = False


def find_days(text: str, raw: str, hits: Sequence[Hit]) -> list[DayPhrase]:
    """Find the date phrases of a passage.

    Args:
        text: Lower case.
        raw: The same as published (a capital tells Sunday from week).
        hits: Known words of ``text``.

    Returns:
        Phrases that do not overlap, in order. Impossible days and months are left out.
    """
    phrases: list[DayPhrase] = []
    for hit in hits:
        if hit.kind == "weekday":
            phrases += _from_weekday(text, raw, hit)
        elif hit.kind == "month":
            phrases += _from_month(text, hit)
        elif hit.kind == "apart":
            phrases += _from_distance(text, hit)
        elif hit.kind == "relative":
            phrases.append(DayPhrase(start=hit.start, end=hit.end, offset=int(hit.value)))
    if "/" in text:
        phrases += _with_slashes(text)
    if "-0" in text or "-1" in text:
        phrases += _from_iso(text)
    return _without_overlap(phrases, text)


def _says_the_same(first: DayPhrase, second: DayPhrase, text: str) -> bool:
    """Whether a relative and a written day stand side by side: "(28/5) kemarin", "hari ini, Kamis"."""
    if (first.offset is None) == (second.offset is None) or second.from_told:
        return False
    return second.start - first.end <= _SIDE_BY_SIDE and "." not in text[first.end : second.start]


def _from_weekday(text: str, raw: str, hit: Hit) -> list[DayPhrase]:
    weekday = WEEKDAYS[hit.value]
    match = _AFTER_WEEKDAY.match(text, hit.end)
    if match:
        phrase = _from_groups(match, hit.start, weekday)
        return [phrase] if phrase else []  # "Senin (31/4)": neither the date nor the weekday can be meant
    if _names_no_day(text, raw, hit):
        return []
    part = _PART_AFTER.match(text, hit.end)
    end = part.end() if part else hit.end
    future = text.endswith(("besok", "nanti"), hit.end, end) or _AHEAD.match(text, end) is not None
    return [DayPhrase(start=hit.start, end=end, weekday=weekday, future=future)]


def _names_no_day(text: str, raw: str, hit: Hit) -> bool:
    """Whether the weekday word is a market, a prayer, a habit or a week."""
    before = _LAST_WORD.search(text, max(0, hit.start - 20), hit.start)
    word = before.group(1) if before else ""
    if word in _NO_WEEKDAY or word.isdigit():
        return True
    if hit.value != "minggu":
        return False
    return raw[hit.start].islower() or _WEEK_AFTER.match(text, hit.end) is not None


def _from_groups(match: re.Match[str], start: int, weekday: int | None) -> DayPhrase | None:
    found = match.groupdict()
    end = match.end()
    if "(" in match.group() and match.string.startswith(")", end):
        end += 1
    day, last, month, year = found["d"], found["d2"], found["m"], found["y"]
    if day is None:
        day, month, year = found.get("dd"), found.get("dm"), found.get("dy")
    number = int(month) if month else None
    if day is None:
        day, last, year = found["nd"], found["nd2"], found["ny"]
        number = MONTHS[found["nm"]]
    return _phrase(start, end, weekday, day, last, number, year)


def _phrase(
    start: int,
    end: int,
    weekday: int | None,
    day: str,
    last: str | None,
    month: int | None,
    year: str | None,
) -> DayPhrase | None:
    number, closing = int(day), int(last) if last else None
    full = None if year is None else int(year) if len(year) == 4 else 2000 + int(year)
    if month is None or not 1 <= month <= 12 or valid_date(2024, month, number) is None:
        return None  # 2024 is a leap year: 29 February may pass, 31 April may not
    if full is not None and not FIRST_YEAR <= full <= LAST_YEAR:
        return None
    if closing is not None and valid_date(2024, month, closing) is None:
        closing = None
    return DayPhrase(
        start=start, end=end, weekday=weekday, day=number, last_day=closing, month=month, year=full
    )


def _from_distance(text: str, hit: Hit) -> list[DayPhrase]:
    """``dua hari lalu`` from the day of speaking, ``sehari sebelumnya`` from the day told before."""
    start = hit.start
    days = 1
    if not hit.value.startswith("se"):
        match = _COUNT_BEFORE.search(text, max(0, hit.start - 24), hit.start)
        quantity = parse_quantity(match["number"]) if match else None
        if match is None or quantity is None or not quantity.exact or quantity.low > MAX_DAYS_APART:
            return []
        start, days = match.start("number"), quantity.low
    ahead = hit.value.endswith(("kemudian", "setelahnya"))
    told = not hit.value.endswith(("lalu", "silam"))
    return [DayPhrase(start=start, end=hit.end, offset=days if ahead else -days, from_told=told)]


def _from_month(text: str, hit: Hit) -> list[DayPhrase]:
    begin = max(0, hit.start - 22)
    before = _BEFORE_MONTH.search(text[begin : hit.start])
    if before is None:
        return []
    after = _AFTER_MONTH.match(text, hit.end)
    found = _phrase(
        begin + before.start(),
        after.end() if after else hit.end,
        None,
        before.group(1),
        before.group(2),
        MONTHS[hit.value],
        after.group(1) if after else None,
    )
    return [found] if found else []


def _with_slashes(text: str) -> list[DayPhrase]:
    """Look for ``d/m`` around each slash; most digits of a text have none."""
    found: list[DayPhrase] = []
    done = 0
    slash = text.find("/")
    while slash >= 0:
        match = _ALONE.search(text, max(done, slash - 12), slash + 16)
        if match is not None:
            done = match.end()
            phrase = _from_slashes(text, match)
            if phrase is not None:
                found.append(phrase)
        slash = text.find("/", max(slash + 1, done))
    return found


def _from_slashes(text: str, match: re.Match[str]) -> DayPhrase | None:
    """A bare ``d/m`` counts only with a year or in brackets: ``RT 03/04`` and ``24/7`` are none."""
    bracket = text[max(0, match.start() - 2) : match.start()].rstrip()[-1:] in ("(", "[")
    if match["y"] is None and not bracket:
        return None
    if match["y"] is not None and len(match["y"]) == 2 and not bracket:
        return None
    return _phrase(match.start(), match.end(), None, match["d"], match["d2"], int(match["m"]), match["y"])


def _from_iso(text: str) -> list[DayPhrase]:
    found = (
        _phrase(m.start(), m.end(), None, m.group(3), None, int(m.group(2)), m.group(1))
        for m in _ISO.finditer(text)
    )
    return [phrase for phrase in found if phrase]


def _without_overlap(phrases: Iterable[DayPhrase], text: str) -> list[DayPhrase]:
    """Keep the longest of overlapping phrases; a relative word beside a date ("(28/5) kemarin") goes."""
    kept: list[DayPhrase] = []
    for phrase in sorted(phrases, key=lambda p: (p.start, -p.end)):
        previous = kept[-1] if kept else None
        if previous is not None and phrase.start < previous.end:
            continue
        if previous is not None and _says_the_same(previous, phrase, text):
            if phrase.offset is not None:
                continue
            kept.pop()  # "hari ini, Kamis (22/8)": the written day says it better
        kept.append(phrase)
    return kept
