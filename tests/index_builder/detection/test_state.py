"""A state written and read goes on as if it had never stopped."""

import io
from datetime import date, timedelta

import numpy as np
import pytest

from index_builder.detection.budget import Budget
from index_builder.detection.errors import SeriesError
from index_builder.detection.layout import lay_out
from index_builder.detection.state import from_arrays, to_arrays
from index_builder.detection.surveillance import Surveillance, Today

CODES = ["32.01", "32.04", "32.75", "33.01"]
BUDGET = Budget(per_series_year=1.0)


def walk(watching: Surveillance, first: int, last: int) -> Today:
    counts = np.random.default_rng(1).poisson(0.2, size=(400, 4)).astype(float)
    for t in range(first, last):
        today = watching.step(date(2024, 1, 1) + timedelta(days=t), counts[t], np.full(4, 3.0))
    return today


@pytest.mark.parametrize("stop", [1, 29, 55, 200])
def test_a_restart_changes_nothing(stop: int) -> None:
    layout = lay_out(CODES, ["sosial"] * 4)
    whole, first = Surveillance(layout, BUDGET), Surveillance(layout, BUDGET)
    expected = walk(whole, 0, 260)
    walk(first, 0, stop)
    file = io.BytesIO()
    np.savez(file, **to_arrays(first))
    file.seek(0)
    with np.load(file, allow_pickle=False) as arrays:
        second = from_arrays(layout, BUDGET, arrays)
    found = walk(second, stop, 260)
    for name in Today.__slots__:
        assert np.array_equal(getattr(found, name), getattr(expected, name)), name


def test_a_state_of_other_series_is_refused() -> None:
    first = Surveillance(lay_out(CODES, ["sosial"] * 4), BUDGET)
    walk(first, 0, 5)
    with pytest.raises(SeriesError, match="does not fit"):
        from_arrays(lay_out(CODES[:2], ["sosial"] * 2), BUDGET, to_arrays(first))
