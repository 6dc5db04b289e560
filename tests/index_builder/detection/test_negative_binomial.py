"""Tails: exact against scipy's law, and what makes them tails at all."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import nbinom, poisson

from index_builder.detection.negative_binomial import interval, mid_p


def of(value: float) -> np.ndarray:
    return np.array([value])


@given(st.integers(0, 60), st.floats(0.01, 40.0), st.floats(1.01, 8.0))
@settings(max_examples=200, deadline=None)
def test_mid_p_is_the_exact_tail_of_the_law(count: int, mean: float, ratio: float) -> None:
    size = mean / (ratio - 1.0)
    law = nbinom(size, size / (size + mean))
    expected = law.sf(count) + 0.5 * law.pmf(count)
    assert mid_p(of(count), of(mean), of(ratio * mean))[0] == pytest.approx(expected, rel=1e-6, abs=1e-12)


@given(st.integers(0, 30), st.floats(0.01, 20.0))
@settings(max_examples=100, deadline=None)
def test_without_clumping_the_tail_is_poisson(count: int, mean: float) -> None:
    # The variance may come out a hair below the mean; that must not break the law.
    expected = poisson(mean).sf(count) + 0.5 * poisson(mean).pmf(count)
    assert mid_p(of(count), of(mean), of(0.999 * mean))[0] == pytest.approx(expected, rel=1e-3, abs=1e-12)


@given(st.floats(0.005, 5.0), st.floats(1.0, 4.0))
@settings(max_examples=50, deadline=None)
def test_the_mean_of_mid_p_under_the_law_is_one_half(mean: float, ratio: float) -> None:
    # This is what "without randomisation" must keep: no bias, however coarse the counts.
    size = mean / max(ratio - 1.0, 1e-6)
    counts = np.arange(0, 400)
    weight = nbinom(size, size / (size + mean)).pmf(counts)
    tails = mid_p(counts.astype(float), np.full(400, mean), np.full(400, ratio * mean))
    assert float(weight @ tails) == pytest.approx(0.5, abs=2e-3)


@given(st.floats(0.05, 30.0), st.floats(1.05, 4.0))
@settings(max_examples=100, deadline=None)
def test_the_band_holds_at_least_what_it_promises(mean: float, ratio: float) -> None:
    low, high = interval(of(mean), of(ratio * mean), level=0.9)
    size = mean / (ratio - 1.0)
    law = nbinom(size, size / (size + mean))
    assert law.cdf(high[0]) - (law.cdf(low[0] - 1) if low[0] else 0.0) >= 0.9 - 1e-9
    assert law.cdf(high[0] - 2) < 0.95  # and not one count more than needed


def test_an_impossible_count_gets_the_floor_not_a_nan() -> None:
    assert 0.0 < mid_p(of(3.0), of(0.0), of(0.0))[0] < 1e-100
