"""The seasons that move the national level: weekday, Ramadan, Lebaran, year's end, elections.

Hijri dates come from hijridate (Umm al-Qura). The Indonesian government fixes Ramadan and Syawal by its
own sighting rule, which now and then falls a day later; those years stand in :data:`OFFICIAL`.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from hijridate import Gregorian, Hijri

OFFICIAL: Final[dict[int, tuple[date, date]]] = {
    1439: (date(2018, 5, 17), date(2018, 6, 15)),
    1440: (date(2019, 5, 6), date(2019, 6, 5)),
    1443: (date(2022, 4, 3), date(2022, 5, 2)),
    1444: (date(2023, 3, 23), date(2023, 4, 22)),
    1445: (date(2024, 3, 12), date(2024, 4, 10)),
    1446: (date(2025, 3, 1), date(2025, 3, 31)),
    1447: (date(2026, 2, 19), date(2026, 3, 21)),
}
"""First day of Ramadan and of Syawal (Lebaran) by Hijri year where the ministry's decision (sidang isbat)
differs from Umm al-Qura. Years not listed agree with it or are not decided yet."""

ELECTIONS: Final[tuple[date, ...]] = (
    date(2014, 4, 9),
    date(2014, 7, 9),
    date(2015, 12, 9),
    date(2017, 2, 15),
    date(2018, 6, 27),
    date(2019, 4, 17),
    date(2020, 12, 9),
    date(2024, 2, 14),
    date(2024, 11, 27),
    date(2029, 2, 14),
)
"""Voting days of national and simultaneous local elections. 2029 is a guess by the last one's date; a
decree replaces it here."""

PERIODS: Final[tuple[str, ...]] = ("biasa", "ramadan", "lebaran", "natal", "kampanye", "pemilu")
"""Seasons in which the national level may differ; the later name wins where two overlap."""

LEBARAN_BEFORE: Final = 2
LEBARAN_AFTER: Final = 7
"""Days around 1 Syawal in which newsrooms and offices are half empty (cuti bersama and the way home)."""
NATAL: Final = ((12, 23), (1, 2))
"""23 December to 2 January: Christmas and New Year's leave."""
CAMPAIGN_DAYS: Final = 75
"""Length of the campaign of 2024 (28 November 2023 to 10 February 2024: 75 days)."""
ELECTION_BEFORE: Final = 7
ELECTION_AFTER: Final = 30
"""Around voting: quiet days and the vote, then counting and disputes."""
HIJRI_YEARS: Final = (1343, 1500)
"""Range of the Umm al-Qura table; outside it a day has no Ramadan."""


@lru_cache(maxsize=512)
def feast_dates(year: int) -> tuple[tuple[date, date], ...]:
    """Ramadan and Lebaran (first days) that touch a Gregorian year; two pairs in a year such as 2030.

    Args:
        year: Gregorian.

    Returns:
        Pairs of first day of Ramadan and of Syawal, in order; empty outside the table.
    """
    if not 1926 <= year <= 2075:
        return ()
    first = Gregorian(year, 1, 1).to_hijri().year
    last = Gregorian(year, 12, 31).to_hijri().year
    pairs = (_feast(hijri) for hijri in range(max(first, HIJRI_YEARS[0]), min(last, HIJRI_YEARS[1]) + 1))
    return tuple(pair for pair in pairs if year in (pair[0].year, pair[1].year))


def _feast(hijri: int) -> tuple[date, date]:
    if hijri in OFFICIAL:
        return OFFICIAL[hijri]
    ramadan, syawal = Hijri(hijri, 9, 1).to_gregorian(), Hijri(hijri, 10, 1).to_gregorian()
    return date(ramadan.year, ramadan.month, ramadan.day), date(syawal.year, syawal.month, syawal.day)


@lru_cache(maxsize=8192)
def period(day: date) -> str:
    """The season (one of :data:`PERIODS`) in which a day lies."""
    found = "biasa"
    for ramadan, lebaran in (*feast_dates(day.year - 1), *feast_dates(day.year)):
        if ramadan <= day < lebaran:
            found = "ramadan"
        if timedelta(days=-LEBARAN_BEFORE) <= day - lebaran <= timedelta(days=LEBARAN_AFTER):
            return "lebaran"
    if (day.month, day.day) >= NATAL[0] or (day.month, day.day) <= NATAL[1]:
        found = "natal"
    for vote in ELECTIONS:
        distance = (day - vote).days
        if -ELECTION_BEFORE <= distance <= ELECTION_AFTER:
            return "pemilu"
        if -CAMPAIGN_DAYS <= distance < 0:
            found = "kampanye"
    return found


def period_index(day: date) -> int:
    """Place of a day's season in :data:`PERIODS`."""
    return PERIODS.index(period(day))
