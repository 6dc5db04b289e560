"""Bad input: a defined answer in bounded time, never an exception."""

import json
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.facts import Facts, choose_date, read_facts
from pantau.labels import PHASES

DAY = date(2025, 11, 7)
LONGEST_SECONDS = 2.0
"""A 2 MB text takes under 0.1 s here; the bound leaves room for a slow CI machine and still catches
quadratic growth, which takes minutes."""

WORDS = (
    "tewas luka dua puluh dan korban jiwa Senin (5/11/2025) kata menewaskan rumah dibakar masjid massa orang"
    " 10 menjadi bertambah 2025 pengungsi simak <a ."
)
PIECES = (
    "5 Mei ",
    "hari lalu ",
    "tidak ada ",
    "baca juga: ",
    "1/",
    "-\n",
    "&nbsp;",
    "(",
    "(abc ",
    "Rudi (17), ",
    ", termasuk dua ",
    "dirawat di a b c ",
    "ayah dan anaknya ",
    "korban luka terdiri dari dua a dan ",
    "sepanjang dua bulan ",
    "menuntut ditangkap ",
    ", ",
    "\n",
    "İ",
    "\x00",
)
FRAGMENTS = (*(f"{word} " for word in WORDS.split()), *PIECES)


def seconds(text: str) -> float:
    begun = time.perf_counter()
    read_facts(text, text, published=DAY)
    return time.perf_counter() - begun


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_two_megabytes_of_one_fragment_take_bounded_time(fragment: str) -> None:
    assert seconds(fragment * (2_000_000 // len(fragment))) < LONGEST_SECONDS


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=12), st.integers(min_value=1, max_value=2000)
)
def test_repeated_mixtures_take_bounded_time(parts: list[str], times: int) -> None:
    assert seconds("".join(parts) * times) < LONGEST_SECONDS


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400), st.text(max_size=400), st.none() | st.dates())
def test_any_text_and_any_day_give_facts_with_verbatim_spans(title: str, text: str, day: date | None) -> None:
    facts = read_facts(title, text, published=day)
    json.dumps(facts.as_mapping())
    for phase in PHASES:
        choose_date(facts, phase)
    for candidate in facts.date_candidates:
        span = candidate.span
        assert (title if span.source == "title" else text)[span.start : span.end] == span.text


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40), st.none() | st.dates())
def test_mixtures_of_the_readers_own_words_never_raise(parts: list[str], day: date | None) -> None:
    facts = read_facts("", "".join(parts), published=day)
    for count in (facts.deaths, facts.injured, facts.displaced, facts.houses_damaged, facts.participants):
        assert count is None or 0 <= count.low <= (count.low if count.high is None else count.high)


def test_an_empty_story_has_no_facts() -> None:
    assert read_facts("", "") == Facts()


def test_the_first_and_the_last_day_of_the_calendar_do_not_overflow() -> None:
    for day in (date.min, date.max):
        read_facts("", "Bentrok kemarin, besok, Senin dan Selasa (31/12).", published=day)


def test_all_capitals_read_as_ordinary_case() -> None:
    facts = read_facts("", "DUA WARGA TEWAS DALAM BENTROK, RABU (5/11/2025).", published=DAY)
    assert facts.event_date == date(2025, 11, 5)
    assert facts.deaths is not None
    assert facts.deaths.number == 2


def test_markup_left_in_does_not_hide_the_facts() -> None:
    facts = read_facts(
        "", "<p>Bentrok pecah <b>Rabu</b>&nbsp;(5/11/2025).</p><p>Dua orang tewas.</p>", published=DAY
    )
    assert facts.event_date == date(2025, 11, 5)
    assert facts.deaths is not None
    assert facts.deaths.number == 2


def test_other_languages_give_no_wrong_figures() -> None:
    facts = read_facts("", "Wong loro padha tukaran ing pasar. The crowd left peacefully.", published=DAY)
    assert facts.deaths is None
    assert facts.event_date is None
