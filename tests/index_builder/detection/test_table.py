"""Tables from outside: each fault has one defined answer, and the error names the row."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_builder.detection.errors import SeriesError
from index_builder.detection.table import read_csv, read_rows


def row(day: str, count: object, district: str = "32.04", **more: object) -> dict[str, object]:
    return {"district": district, "dimension": "sosial", "day": day, "count": count, **more}


@pytest.mark.parametrize("count", [-1, "-3", 0.5, "2,5", "", None, "nan", "inf", "1e9", "banyak"])
def test_a_count_that_is_no_count_is_refused_with_its_row(count: object) -> None:
    with pytest.raises(SeriesError, match="row 2"):
        read_rows([row("2025-01-01", 1), row("2025-01-02", count)])


@pytest.mark.parametrize("day", ["31/12/2025", "2025-02-30", "", None, "besok"])
def test_a_day_that_is_no_day_is_refused_with_its_row(day: str) -> None:
    with pytest.raises(SeriesError, match="row 1"):
        read_rows([row(day, 1)])


def test_a_day_without_a_row_is_not_observed_rather_than_zero() -> None:
    table = read_rows([row("2025-01-01", 1, coverage=4), row("2025-01-03", 0, coverage=4)])
    assert np.isnan(table.coverage[0, 1])
    assert any("not observed" in note for note in table.notes)


def test_a_table_of_incidents_only_can_say_so() -> None:
    table = read_rows([row("2025-01-01", 1), row("2025-01-03", 2)], missing="zero")
    assert table.coverage.tolist() == [[1.0, 1.0, 1.0]]
    assert table.counts.tolist() == [[1.0, 0.0, 2.0]]


def test_equal_duplicates_are_dropped_and_told() -> None:
    table = read_rows([row("2025-01-01", 1), row("2025-01-01", 1)])
    assert table.counts.tolist() == [[1.0]]
    assert "repeat" in table.notes[0]


def test_contradicting_duplicates_are_refused_with_both_rows() -> None:
    # Adding them up or taking the last would each be a guess.
    with pytest.raises(SeriesError, match="rows 1 and 3"):
        read_rows([row("2025-01-01", 1), row("2025-01-02", 1), row("2025-01-01", 2)])


def test_a_clock_that_goes_back_is_put_in_order_and_told() -> None:
    table = read_rows([row("2025-01-02", 2), row("2025-01-01", 1)])
    assert table.first_day == date(2025, 1, 1)
    assert table.counts.tolist() == [[1.0, 2.0]]
    assert "order" in table.notes[0]


def test_an_empty_coverage_is_unknown_and_a_negative_one_an_error() -> None:
    assert np.isnan(read_rows([row("2025-01-01", 0, coverage="")]).coverage[0, 0])
    with pytest.raises(SeriesError, match="coverage"):
        read_rows([row("2025-01-01", 0, coverage=-2)])


def test_a_year_typed_wrong_does_not_fill_the_memory() -> None:
    rows = [row("2025-01-01", 0, district=f"32.{k:02d}") for k in range(99)]
    with pytest.raises(SeriesError, match="year"):
        read_rows([*rows, row("0205-01-01", 1)])


def test_no_rows_and_no_columns_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(SeriesError, match="no rows"):
        read_rows([])
    path = tmp_path / "x.csv"
    path.write_text("district,day,count\n32.04,2025-01-01,1\n")
    with pytest.raises(SeriesError, match="dimension"):
        read_csv(path)


def test_the_row_in_a_file_error_is_the_line_an_editor_shows(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("district,dimension,day,count\n32.04,sosial,2025-01-01,1\n32.04,sosial,2025-01-02,-1\n")
    with pytest.raises(SeriesError, match="row 3"):
        read_csv(path)


@given(st.permutations([row(f"2025-01-{d:02d}", d) for d in range(1, 8)]))
def test_the_order_of_rows_changes_nothing(rows: list[dict[str, object]]) -> None:
    assert read_rows(rows).counts.tolist() == [[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]]
