"""Budgets in words people use."""

import pytest

from index_builder.detection.budget import Budget, read_budget
from index_builder.detection.errors import BudgetError


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("1 per district-year", 0.25),
        ("1 per kabkota-tahun", 0.25),
        ("0,25 per series-year", 0.25),
        ("10 per week", 10 * 365.25 / 7 / 2056),
        ("10 per minggu", 10 * 365.25 / 7 / 2056),
        ("2/series-year", 2.0),
    ],
)
def test_a_budget_in_words_becomes_a_rate(text: str, rate: float) -> None:
    assert read_budget(text, dimensions=4, series=2056).per_series_year == pytest.approx(rate)


@pytest.mark.parametrize("text", ["few", "1 a year", "-1 per year", "1 per fortnight", ""])
def test_other_words_are_refused_with_an_example(text: str) -> None:
    with pytest.raises(BudgetError, match="per district-year"):
        read_budget(text, dimensions=4, series=2056)


@pytest.mark.parametrize("rate", [0.0, -1.0, 1e-6, 400.0, float("nan")])
def test_a_budget_nobody_could_check_is_refused(rate: float) -> None:
    with pytest.raises(BudgetError):
        Budget(per_series_year=rate)
