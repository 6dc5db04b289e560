"""Any table of ``district, dimension, day, count, coverage`` as arrays, and what is done about its faults.

- a count that is negative, fractional or no number, a day that is no date: an error that names the row;
- the same district, dimension and day twice: dropped if equal (and told), an error if they differ;
- rows out of order: sorted, and told;
- a day without a row between the first and the last: not observed, for no row is not a zero. Tables that
  list only days with incidents say so with ``missing="zero"``;
- no column ``coverage``: every day with a row counts as fully covered. An empty coverage: not observed.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from index_builder.detection.errors import SeriesError

if TYPE_CHECKING:
    from index_builder.detection.values import Floats

REQUIRED: Final = ("district", "dimension", "day", "count")
MOST_CELLS: Final = 50_000_000
"""Series x days; 66 years of 2,056 series, 400 MB. A date typed wrong by a century would otherwise fill the
memory."""
LARGEST_COUNT: Final = 1e6
"""A day's incidents; more is a column mixed up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Series by day.

    Attributes:
        districts: District of each of S series, as written.
        dimensions: Dimension of each series.
        first_day: The first column.
        counts: S x T; 0 where there was no row.
        coverage: S x T; nan where nothing is known of the day.
        notes: What was mended, in words.
    """

    districts: tuple[str, ...]
    dimensions: tuple[str, ...]
    first_day: date
    counts: Floats
    coverage: Floats
    notes: tuple[str, ...] = ()

    def day(self, column: int) -> date:
        """The calendar day of a column."""
        return self.first_day + timedelta(days=column)


def read_csv(path: Path, *, missing: Literal["unobserved", "zero"] = "unobserved") -> Table:
    """Reads a CSV file with a header line.

    Args:
        path: UTF-8, comma-separated.
        missing: What a day without a row means.

    Raises:
        SeriesError: As :func:`read_rows`; rows are numbered as lines of the file.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        absent = [name for name in REQUIRED if name not in (reader.fieldnames or ())]
        if absent:
            raise SeriesError(
                f"{path.name} has no column {', '.join(absent)}: the first line must name "
                "district, dimension, day, count (and coverage, if known)"
            )
        return read_rows(reader, missing=missing, first_number=2)


def read_rows(
    rows: Iterable[Mapping[str, object]],
    *,
    missing: Literal["unobserved", "zero"] = "unobserved",
    first_number: int = 1,
) -> Table:
    """Turns rows into arrays.

    Args:
        rows: Mappings with the keys district, dimension, day (ISO or a date), count, and maybe coverage.
        missing: What a day without a row means: nothing known, or no incident.
        first_number: Number of the first row in messages.

    Raises:
        SeriesError: If a row breaks a rule (the message gives its number), if there is no row, or if the
            table would be too large.
    """
    cells: dict[tuple[str, str, date], tuple[float, float, int]] = {}
    equal, backward, previous = 0, 0, date.min
    for number, row in enumerate(rows, start=first_number):
        key, count, coverage = _cell(row, number)
        backward += key[2] < previous
        previous = max(previous, key[2])
        known = cells.get(key)
        if known is None:
            cells[key] = (count, coverage, number)
        elif known[0] == count and (known[1] == coverage or known[1] != known[1]):
            equal += 1
        else:
            raise SeriesError(
                f"rows {known[2]} and {number} both give {key[0]}, {key[1]}, {key[2]} but with different "
                f"values ({known[0]:g} and {count:g} incidents): keep one"
            )
    if not cells:
        raise SeriesError("the table has no rows: at least one district, dimension, day and count is needed")
    notes = [f"{equal} rows repeat an earlier one and were dropped"] if equal else []
    if backward:
        notes.append(f"{backward} rows are older than a row before them; the days were put in order")
    return _fill(cells, missing, notes)


def _cell(row: Mapping[str, object], number: int) -> tuple[tuple[str, str, date], float, float]:
    district, dimension = (str(row.get(name) or "").strip() for name in REQUIRED[:2])
    if not district or not dimension:
        raise SeriesError(f"row {number} has no district or no dimension: both name the series")
    count = _count(row.get("count"), number)
    return (district, dimension, _day(row.get("day"), number)), count, _coverage(row, number)


def _day(value: object, number: int) -> date:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(str(value or "").strip())
    except ValueError:
        raise SeriesError(f"row {number}: {value!r} is no day; write it as 2025-03-31") from None


def _number(value: object) -> float:
    try:
        return float(str(value).strip())
    except ValueError:
        return float("nan")


def _count(value: object, number: int) -> float:
    count = _number(value)
    if not 0 <= count <= LARGEST_COUNT or count != int(count):
        raise SeriesError(
            f"row {number}: count {value!r} is no whole number from 0 to {LARGEST_COUNT:g}; counts are "
            "incidents, not rates or sums of weights"
        )
    return count


def _coverage(row: Mapping[str, object], number: int) -> float:
    if "coverage" not in row:
        return 1.0
    value = row["coverage"]
    if value is None or not str(value).strip():
        return float("nan")
    coverage = _number(value)
    if not 0 <= coverage < float("inf"):
        raise SeriesError(
            f"row {number}: coverage {value!r} is no number from 0 on; leave it empty where it is not known"
        )
    return coverage


def _fill(
    cells: Mapping[tuple[str, str, date], tuple[float, float, int]],
    missing: Literal["unobserved", "zero"],
    notes: list[str],
) -> Table:
    series = sorted({key[:2] for key in cells})
    first, last = min(key[2] for key in cells), max(key[2] for key in cells)
    days = (last - first).days + 1
    if len(series) * days > MOST_CELLS:
        raise SeriesError(
            f"{len(series)} series from {first} to {last} are more than {MOST_CELLS} cells: is a year wrong?"
        )
    place = {key: k for k, key in enumerate(series)}
    counts = np.zeros((len(series), days))
    coverage = np.full((len(series), days), np.nan if missing == "unobserved" else 1.0)
    for (district, dimension, day), (count, covered, _) in cells.items():
        where = place[district, dimension], (day - first).days
        counts[where], coverage[where] = count, covered
    empty = len(series) * days - len(cells)
    if empty:
        meaning = "not observed" if missing == "unobserved" else "no incident"
        notes.append(f"{empty} cells have no row and count as {meaning}")
    return Table(
        districts=tuple(item[0] for item in series),
        dimensions=tuple(item[1] for item in series),
        first_day=first,
        counts=counts,
        coverage=coverage,
        notes=tuple(notes),
    )
