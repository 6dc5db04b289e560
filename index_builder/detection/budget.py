"""How many false alarms the operator puts up with, in words people use.

>>> read_budget("1 per district-year", dimensions=4, series=2056).per_series_year
0.25
>>> round(read_budget("10 per week", dimensions=4, series=2056).per_series_year, 3)
0.254
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from index_builder.detection.errors import BudgetError

SMALLEST: Final = 0.01
LARGEST: Final = 10.0
"""Budgets in onsets a series-year. Below one in a hundred years no press has the history to check it; above
ten alarms run into each other."""
PER_YEAR: Final = {"day": 365.25, "week": 365.25 / 7, "month": 12.0, "year": 1.0}
_INDONESIAN: Final = {"hari": "day", "minggu": "week", "bulan": "month", "tahun": "year"}
_PATTERN: Final = re.compile(
    r"\s*(?P<number>\d+(?:[.,]\d+)?)\s*(?:per|/)\s*(?P<scope>series|district|kabkota|deret)?[\s-]*"
    r"(?P<unit>day|week|month|year|hari|minggu|bulan|tahun)\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """False alarms asked for.

    Attributes:
        per_series_year: Onsets a year in each series (district x dimension).
    """

    per_series_year: float

    def __post_init__(self) -> None:
        if not SMALLEST <= self.per_series_year <= LARGEST:
            raise BudgetError(
                f"a budget of {self.per_series_year:g} onsets a series-year is outside {SMALLEST:g} to "
                f"{LARGEST:g}: ask for more or fewer alarms"
            )


def read_budget(text: str, *, dimensions: int, series: int) -> Budget:
    """Reads "1 per district-year", "0.25 per series-year", "10 per week" (in the whole table).

    Indonesian units work as well: "1 per kabkota-tahun", "10 per minggu". A district's budget is shared
    by its dimensions, the table's by all series.

    Args:
        text: The words.
        dimensions: Dimensions of a district.
        series: Series of the table.

    Raises:
        BudgetError: If the text says something else, or the rate is out of range.
    """
    found = _PATTERN.fullmatch(text)
    if found is None:
        raise BudgetError(
            f"cannot read the budget {text!r}: write a number, 'per' and a span, such as "
            "'1 per district-year', '0.25 per series-year' or '10 per week' (in the whole table)"
        )
    unit = found["unit"].lower()
    yearly = float(found["number"].replace(",", ".")) * PER_YEAR[_INDONESIAN.get(unit, unit)]
    scope = (found["scope"] or "").lower()
    share = {"series": 1, "deret": 1, "district": dimensions, "kabkota": dimensions}.get(scope, series)
    return Budget(per_series_year=yearly / max(share, 1))
