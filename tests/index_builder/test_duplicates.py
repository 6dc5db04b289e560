"""Near-duplicates: the same text cut, reordered, under another headline."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index_builder.duplicates import (
    CONTAINED,
    MOST_EQUAL,
    NEAR_DAYS,
    PERIOD,
    Sketch,
    SketchTable,
    containment,
    sketch,
)
from index_builder.words import tokens_of

LONG = " ".join(f"kata{number % 97}x{number}" for number in range(300))
HALF = " ".join(LONG.split()[:150])
TURNED = " ".join(LONG.split()[150:] + LONG.split()[:150])
OTHER = " ".join(f"lain{number}" for number in range(300))


def test_a_cut_text_lies_in_the_whole() -> None:
    # Resemblance would say one half; containment says all of it.
    share, common = containment(sketch(tokens_of(HALF, limit=480)), sketch(tokens_of(LONG, limit=480)))
    assert share > 0.95
    assert common >= 3


def test_a_reordered_text_is_the_same_text() -> None:
    share, _ = containment(sketch(tokens_of(TURNED, limit=480)), sketch(tokens_of(LONG, limit=480)))
    assert share > 0.9


def test_another_text_is_another_text() -> None:
    share, _ = containment(sketch(tokens_of(OTHER, limit=480)), sketch(tokens_of(LONG, limit=480)))
    assert share < CONTAINED


def test_a_short_text_is_compared_with_a_long_one_on_what_both_kept() -> None:
    # All runs of a short text are kept, an eighth of a long one's: the share must not become an eighth.
    short = " ".join(LONG.split()[:60])
    share, _ = containment(sketch(tokens_of(short)), sketch(tokens_of(LONG, limit=480)))
    assert share > 0.9


def test_fewer_than_four_words_have_no_sketch() -> None:
    assert len(sketch(["satu", "dua", "tiga"])) == 0


def test_the_table_finds_what_was_added_within_its_days() -> None:
    table = SketchTable()
    found = sketch(tokens_of(LONG, limit=480))
    table.add(7, found, day=1000)
    assert 7 in table.find(found, day=1000 + NEAR_DAYS)
    assert table.find(found, day=1000 + 3 * PERIOD) == {}


def test_a_standing_line_does_not_fill_the_table() -> None:
    # Ten thousand stories that end in the same words must not be compared with each other.
    table = SketchTable()
    found = sketch(tokens_of(LONG, limit=480))
    for row in range(50):
        table.add(row, found, day=1000)
    assert len(table.find(found, day=1000)) == MOST_EQUAL


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1000, 1090)), max_size=40), st.integers(0, 40))
def test_growing_does_not_change_what_is_found(added: list[tuple[int, int]], asked: int) -> None:
    # The table chains its entries anew when it grows; small and grown tables must answer alike.
    def text(number: int) -> Sketch:
        return sketch([f"w{number}a{place}" for place in range(200)])

    small, grown = SketchTable(), SketchTable()
    grown._grow()
    grown._grow()
    for row, (number, day) in enumerate(added):
        small.add(row, text(number), day)
        grown.add(row, text(number), day)
    small._grow()
    assert small.find(text(asked), 1030) == grown.find(text(asked), 1030)
