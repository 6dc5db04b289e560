"""The calendar: the government's dates, not those of a table, and each day in one season."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from index_builder.detection.seasons import PERIODS, feast_dates, period


def test_lebaran_falls_where_the_government_put_it() -> None:
    # Umm al-Qura says 30 March 2025 and 20 March 2026; Indonesia celebrated a day later.
    assert feast_dates(2025)[-1][1] == date(2025, 3, 31)
    assert feast_dates(2026)[-1] == (date(2026, 2, 19), date(2026, 3, 21))


def test_a_year_with_two_ramadans_has_both() -> None:
    begins = [ramadan for ramadan, _ in feast_dates(2030) if ramadan.year == 2030]
    assert len(begins) == 2


def test_the_seasons_of_known_days() -> None:
    assert period(date(2025, 3, 15)) == "ramadan"
    assert period(date(2025, 4, 2)) == "lebaran"
    assert period(date(2025, 12, 25)) == "natal"
    assert period(date(2024, 1, 15)) == "kampanye"
    assert period(date(2024, 2, 20)) == "pemilu"
    assert period(date(2025, 7, 9)) == "biasa"


@given(st.dates(date(1900, 1, 1), date(2120, 12, 31)))
def test_every_day_has_a_season_also_outside_the_table(day: date) -> None:
    assert period(day) in PERIODS


@given(st.integers(1930, 2070))
def test_ramadan_lasts_29_or_30_days(year: int) -> None:
    for ramadan, lebaran in feast_dates(year):
        assert lebaran - ramadan in (timedelta(days=29), timedelta(days=30))
