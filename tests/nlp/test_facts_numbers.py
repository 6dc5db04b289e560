"""Indonesian numbers as news writes them, and the calendar names that days are read with."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.facts.numbers import Quantity, parse_quantity, parse_words
from pantau.calendar import long_date, month_number, short_date, valid_date, weekday_number, zone_of

UNITS = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def in_words(number: int) -> str:
    """Write 1..999,999 in Indonesian words; the independent half of the round trip."""
    if number < 10:
        return UNITS[number]
    if number == 10:
        return "sepuluh"
    if number == 11:
        return "sebelas"
    if number < 20:
        return f"{UNITS[number - 10]} belas"
    for size, name in ((1000, "ribu"), (100, "ratus"), (10, "puluh")):
        if number >= size:
            count, rest = divmod(number, size)
            head = f"se{name}" if count == 1 else f"{in_words(count)} {name}"
            return f"{head} {in_words(rest)}".strip()
    raise AssertionError("unreachable")


@given(st.integers(min_value=1, max_value=999_999))
def test_every_number_in_words_is_read_back(number: int) -> None:
    assert parse_words(in_words(number)) == number


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("1.245", 1245, 1245),
        ("31 ribu", 31_000, 31_000),
        ("1,2 juta", 1_200_000, 1_200_000),
        ("dua puluh tujuh", 27, 27),
        ("seorang", 1, 1),
        ("ketiga", 3, 3),
        ("belasan", 11, 19),
        ("puluhan", 20, 99),
        ("puluhan ribu", 20_000, 99_999),
        ("beberapa", 2, None),
        ("50-an", 50, None),
    ],
)
def test_numerals_words_and_orders_of_magnitude_become_ranges(words: str, low: int, high: int | None) -> None:
    assert parse_quantity(words) == Quantity(low, high)


# "12,5" counts no people, "belas" and "satu dua" are no number: a guess here would become a death toll.
@pytest.mark.parametrize("words", ["12,5", "belas", "satu dua", "999999999", ""])
def test_what_is_no_number_of_people_is_not_read(words: str) -> None:
    assert parse_quantity(words) is None


def test_month_and_weekday_spellings_of_old_and_foreign_papers_are_known() -> None:
    assert [month_number(name) for name in ("Pebruari", "Nopember", "Agt.", "august", "Mei")] == [
        2,
        11,
        8,
        8,
        5,
    ]
    assert [weekday_number(name) for name in ("Jum'at", "Jum’at", "Ahad", "Rabu")] == [4, 4, 6, 2]
    assert month_number("bulan") is None


def test_days_are_written_as_indonesian_pages_do() -> None:
    assert long_date(date(2025, 11, 5)) == "Rabu, 5 November 2025"
    assert short_date(date(2025, 11, 5)) == "5 November 2025"


def test_the_three_zones_are_one_hour_apart() -> None:
    names = [zone.key if (zone := zone_of(name)) else None for name in ("wib", "WITA", "Wit", "UTC")]
    assert names == ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura", None]


def test_a_day_the_calendar_does_not_have_is_none() -> None:
    assert valid_date(2025, 4, 31) is None
    assert valid_date(0, 1, 1) is None
