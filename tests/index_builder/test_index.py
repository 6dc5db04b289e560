"""Tails, baseline and scores."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom

from index_builder.baseline import LEAST_DAYS, MOST_DAYS, SERIES, WINDOW_DAYS, Baseline, Expectation, exposure
from index_builder.cells import Cells
from index_builder.indexing import LEAD, compute
from index_builder.tails import mid_p, quantile
from index_builder.values import LEVELS, PROTEST_CAP, READY, scores

PROVINCES = np.array([0, 0, 0, 1, 1, 2])


def test_tails_are_those_of_the_negative_binomial() -> None:
    # Against scipy, over the range that districts and whole nations need.
    chance = np.random.default_rng(1)
    mean, size = chance.gamma(0.5, 2.0, 3000) + 1e-4, chance.gamma(1.0, 2.0, 3000) + 0.02
    count = chance.poisson(mean * 2)
    share = size / (size + mean)
    expected = nbinom.sf(count, size, share) + 0.5 * nbinom.pmf(count, size, share)
    np.testing.assert_allclose(mid_p(count, mean, size), expected, atol=1e-12)
    np.testing.assert_array_equal(quantile(0.95, mean, size), nbinom.ppf(0.95, size, share))


@given(st.integers(0, 50), st.floats(0.0, 40.0), st.floats(0.05, 50.0))
def test_a_tail_is_a_probability_that_falls_with_the_count(count: int, mean: float, size: float) -> None:
    here, next_one = float(mid_p(count, mean, size)), float(mid_p(count + 1, mean, size))
    assert 0.0 <= next_one <= here + 1e-12 <= 1.0 + 1e-12


def test_an_outlet_more_raises_exposure_less_and_less() -> None:
    steps = np.diff(exposure(np.arange(12)))
    assert exposure(0) == 0.0
    assert (steps > 0).all()
    assert (np.diff(steps) < 0).all()


def test_from_day_one_a_district_has_the_starting_expectation() -> None:
    expected = Baseline(PROVINCES).expect(np.full(6, 7.0))
    assert expected.mean.shape == (len(SERIES), 6)
    np.testing.assert_allclose(expected.mean[SERIES.index("total")], 0.07, rtol=1e-6)


def test_a_district_is_shrunk_to_its_province_and_that_to_the_nation() -> None:
    # One loud district lifts its neighbours a little, other provinces less, and itself most.
    baseline = Baseline(PROVINCES)
    counts = np.zeros((len(SERIES), 6))
    counts[:, 0] = 1.0
    for _ in range(60):
        baseline.learn(counts * 0.2, np.ones(6))
    mean = baseline.expect(np.ones(6)).mean[0]
    assert mean[0] > mean[1] == pytest.approx(mean[2])
    assert mean[1] > mean[3]
    assert mean[3] == pytest.approx(mean[5], rel=0.2)


def test_forgetting_halves_an_incident_in_half_a_year() -> None:
    baseline = Baseline(PROVINCES)
    counts = np.zeros((len(SERIES), 6))
    counts[0, 0] = 8.0
    baseline.learn(counts, np.ones(6))
    for _ in range(180):
        baseline.learn(np.zeros_like(counts), np.zeros(6))
    assert baseline.counts[0, 0] == pytest.approx(4.0)


def test_a_memory_comes_back_to_the_last_bit() -> None:
    chance = np.random.default_rng(3)
    one, other = Baseline(PROVINCES), Baseline(PROVINCES)
    for _ in range(40):
        one.learn(chance.poisson(0.1, (len(SERIES), 6)), chance.random(6))
    other.restore(one.pack())
    assert other.expect(np.ones(6)).mean.tobytes() == one.expect(np.ones(6)).mean.tobytes()


@given(st.lists(st.integers(0, 6), min_size=6, max_size=6), st.integers(0, 200))
def test_an_expectation_is_positive_and_between_its_bounds(counts: list[int], days: int) -> None:
    baseline = Baseline(PROVINCES)
    baseline.learn(np.tile(counts, (len(SERIES), 1)), np.full(6, float(days)))
    expected = baseline.expect(np.ones(6))
    assert (expected.mean > 0.0).all()
    assert (expected.size > 0.0).all()
    strength = baseline._strength(baseline._nation())
    assert ((strength >= LEAST_DAYS) & (strength <= MOST_DAYS)).all()


def cells(tension: list[int], protests: list[int], *, stories: int = 1, outlets: int = 2) -> Cells:
    """Six districts; the counts of the first one's first series and total, on the last days."""
    days = LEAD + 10
    strain = np.zeros((days, len(SERIES), 6), dtype=np.int64)
    peaceful = np.zeros_like(strain)
    for row in (0, len(SERIES) - 1):
        strain[days - len(tension) :, row, 0] = tension
        peaceful[days - len(protests) :, row, 0] = protests
    return Cells(
        first=700_000,
        tension=strain,
        protests=peaceful,
        stories=np.full((days, 6), stories, dtype=np.int64),
        outlets=np.full((days, 6), outlets, dtype=np.int64),
    )


def last_scores(given: Cells) -> tuple[float, int]:
    found = compute(given, strain=Baseline(PROVINCES), both=Baseline(PROVINCES)).scores
    return float(found.score[-1, 0, 0]), int(found.level[-1, 0, 0])


@given(st.lists(st.integers(0, 5), min_size=1, max_size=10))
def test_without_coverage_nothing_is_aman(tension: list[int]) -> None:
    # Truth 1: a district that could not be seen has no score, whatever is in its row.
    found = compute(
        cells(tension, [0], stories=0, outlets=0), strain=Baseline(PROVINCES), both=Baseline(PROVINCES)
    ).scores
    assert np.isnan(found.score).all()
    assert (found.level == -1).all()


def test_a_quiet_district_is_aman() -> None:
    assert last_scores(cells([0], [0])) == (0.0, LEVELS.index("aman"))


def test_a_single_incident_is_never_more_than_waspada() -> None:
    score, level = last_scores(cells([1], [0]))
    assert score < READY
    assert level == LEVELS.index("waspada")


def test_more_incidents_never_lower_the_score() -> None:
    found = [last_scores(cells([count], [0]))[0] for count in range(8)]
    assert found == sorted(found)
    assert found[-1] == 100.0


@given(st.lists(st.integers(0, 60), min_size=1, max_size=10))
def test_protests_alone_stay_below_siaga(protests: list[int]) -> None:
    score, level = last_scores(cells([0], protests))
    assert score <= PROTEST_CAP
    assert level <= LEVELS.index("waspada")


def test_a_district_first_named_by_its_incident_meets_an_expectation() -> None:
    # Its outlet watched the whole week, although it names the district today for the first time.
    given = cells([1], [0], stories=0, outlets=0)
    given.stories[-1, 0], given.outlets[-1, 0] = 1, 1
    found = compute(given, strain=Baseline(PROVINCES), both=Baseline(PROVINCES)).scores
    assert found.expected[-1, 0, 0] == pytest.approx(0.004 * WINDOW_DAYS * float(exposure(1)), rel=1e-3)


def test_the_interval_holds_the_expectation() -> None:
    mean, size = np.full((1, 1), 3.0), np.full((1, 1), 4.0)
    expectation = Expectation(mean=mean, size=size)
    found = scores(np.array([[3]]), np.array([[0]]), expectation, expectation, np.array([[True]]))
    assert found.low[0, 0] <= 3 <= found.high[0, 0]
