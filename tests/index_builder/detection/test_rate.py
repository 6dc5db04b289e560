"""The rate of false alarms is the one asked for: a small seeded sample of what the bench measures."""

import numpy as np
import pytest

from index_builder.detection.bench import score_press, threshold
from index_builder.detection.generators import BANDS, KINDS, plant, simulate
from index_builder.detection.nulls import BAND_NAMES, HEIGHTS, ROWS, band_of, load_table, log_rates, rate_of
from index_builder.detection.onsets import onset_days

DAYS = 1096


@pytest.fixture(scope="module")
def scores() -> tuple[np.ndarray, np.ndarray]:
    press = simulate(41, days=DAYS)
    return score_press(press)[0], press.band


@pytest.mark.parametrize("budget", [0.25, 1.0])
def test_the_asked_rate_is_kept_on_presses_the_model_does_not_know(
    scores: tuple[np.ndarray, np.ndarray], budget: float
) -> None:
    # Two years of 2,056 series: at 0.25 about 1,000 onsets in all, 340 a band (standard error 6 %, and
    # onsets clump), so the floors are wider than those of the full bench.
    score, band = scores
    onsets = onset_days(score >= -np.log10(budget))[:, 366:]
    years = onsets.shape[1] / 365.25
    for k in range(len(BANDS)):
        assert 0.65 < onsets[band == k].sum() / years / (band == k).sum() / budget < 1.4
    assert 0.75 < onsets.sum() / years / len(band) / budget < 1.25


def test_the_threshold_of_the_bench_hits_the_rate_it_is_asked_for() -> None:
    score = np.random.default_rng(0).exponential(size=(300, 731))
    limit = threshold(score, 0.5)
    assert onset_days(score >= limit).sum() == pytest.approx(0.5 * 300 * 731 / 365.25, abs=2)


def test_the_table_of_nulls_is_whole_and_falls() -> None:
    table = load_table()
    assert table.shape == (len(ROWS), len(BAND_NAMES), len(HEIGHTS))
    assert np.all(np.isfinite(table))
    assert np.all(np.diff(table, axis=2) <= 0.0)


def test_a_rate_between_two_heights_lies_between_theirs() -> None:
    row = ROWS.index("window_7")
    at, between, after = rate_of(row, np.array([2.0, 2.1, 2.25]), np.array([1, 1, 1]))
    assert at >= between >= after


def test_few_onsets_are_continued_as_a_straight_log_rate() -> None:
    onsets = 1000.0 * 10.0 ** -(HEIGHTS[None, :])
    table = log_rates(onsets, np.array([100.0]))
    assert table[0, 4] == pytest.approx(0.0, abs=1e-6)
    assert np.allclose(np.diff(table[0]), -0.25, atol=1e-6)


def test_volume_bands_are_those_of_the_documentation() -> None:
    assert band_of(np.array([0.1, 5.9, 6.1, 49.0, 51.0])).tolist() == [0, 0, 1, 1, 2]


@pytest.mark.parametrize("kind", KINDS)
def test_a_planted_rise_adds_incidents_where_it_says_and_nowhere_else(kind: str) -> None:
    press = simulate(42, days=500)
    chosen = np.array([0, 400, 1200])
    other, rises = plant(press, kind, chosen, 1, window=(300, 400))
    extra = other.counts - press.counts
    assert extra.min() == 0
    for series, start, end in zip(rises.series, rises.start, rises.end, strict=True):
        assert extra[series, start : end + 1].sum() >= 1
    touched = np.flatnonzero(extra.any(axis=1))
    assert (len(touched) == 3) == (kind != "spatial")


def test_equal_seeds_give_equal_presses() -> None:
    first, second = simulate(5, days=50), simulate(5, days=50)
    assert np.array_equal(first.counts, second.counts)
    assert not np.array_equal(first.counts, simulate(6, days=50).counts)
