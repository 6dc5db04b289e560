"""The others' detectors: hand-worked values, and R itself on 200 series."""

import os

import numpy as np
import pytest

from index_builder.detection import r_surveillance
from index_builder.detection.generators import simulate
from index_builder.detection.negative_binomial import mid_p
from index_builder.detection.rivals import (
    ears,
    farrington_flexible,
    moving_baseline,
    plain_window,
)

SERIES = 200


def weekly_and_daily() -> tuple[np.ndarray, np.ndarray]:
    press = simulate(77)
    chosen = np.random.default_rng(0).permutation(len(press.districts))[:SERIES]
    counts = press.counts[chosen]
    weeks = counts[:, : counts.shape[1] // 7 * 7].reshape(SERIES, -1, 7).sum(axis=2).astype(float)
    return weeks, counts[:, -60:].astype(float)


@pytest.fixture(scope="module")
def data() -> tuple[np.ndarray, np.ndarray]:
    return weekly_and_daily()


def need_r() -> None:
    if not r_surveillance.available():
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(f"{r_surveillance.MISSING} (in CI this test must run)", pytrace=False)
        pytest.skip(r_surveillance.MISSING)


def test_ears_by_hand() -> None:
    # Baseline 1..7 has mean 4 and standard deviation 2.160; a count of 10 stands 2.777 above it.
    counts = np.array([[1, 2, 3, 4, 5, 6, 7, 10, 10, 10]], dtype=float)
    result = ears(counts)
    assert result.c1[0, 7] == pytest.approx((10 - 4) / np.std([1, 2, 3, 4, 5, 6, 7], ddof=1))
    assert result.c2[0, 9] == pytest.approx((10 - 4) / np.std([1, 2, 3, 4, 5, 6, 7], ddof=1))
    assert result.c3[0, 9] == pytest.approx(result.c2[0, 9] - 1.0)
    assert np.all(result.c1[:, :7] == 0.0)


def test_farrington_on_a_flat_history_expects_the_history() -> None:
    weeks = np.full((2, 261), 4.0)
    found = farrington_flexible(weeks, 260, years=4)
    assert found.mean == pytest.approx([4.0, 4.0], rel=1e-6)
    assert found.dispersion == pytest.approx([1.0, 1.0])


def test_farrington_weighs_a_past_outbreak_down() -> None:
    # Without the second fit, 60 cases in one reference week would lift the expectation by half.
    rng = np.random.default_rng(1)
    weeks = rng.poisson(4.0, size=(1, 261)).astype(float)
    clean = farrington_flexible(weeks, 260, years=4, periods=1, trend=False).mean[0]
    weeks[0, 260 - 104] = 60.0
    spoiled = farrington_flexible(weeks, 260, years=4, periods=1, trend=False).mean[0]
    assert spoiled == pytest.approx(clean, rel=0.15)


def test_the_plain_window_is_what_its_name_says() -> None:
    rng = np.random.default_rng(2)
    counts = rng.poisson(0.5, size=(1, 800)).astype(float)
    weeks = np.convolve(counts[0], np.ones(7))[:800]
    past = weeks[800 - 7 - 730 : 800 - 7]
    variance = max(past.var(), past.mean())
    expected = -np.log10(mid_p(weeks[-1:], np.array([past.mean()]), np.array([variance])))
    assert plain_window(counts)[0, -1] == pytest.approx(expected[0], rel=1e-9)


@pytest.mark.r
def test_farrington_flexible_equals_r_on_200_series(data: tuple[np.ndarray, np.ndarray]) -> None:
    need_r()
    weeks, _ = data
    theirs = r_surveillance.run("farrington", weeks)
    for column, periods in ((0, 1), (3, 10)):
        ours = farrington_flexible(weeks, weeks.shape[1] - 1, years=4, periods=periods)
        # Series whose reference weeks are nearly all empty have no finite fit; both say "about nothing".
        real = theirs[:, column] > 0.01
        assert real.sum() > 100
        assert np.quantile(np.abs(ours.mean[real] / theirs[real, column] - 1.0), 0.98) < 1e-3
        assert np.quantile(np.abs(ours.dispersion[real] / theirs[real, column + 1] - 1.0), 0.98) < 1e-3


@pytest.mark.r
def test_ears_bounds_equal_r_on_200_series(data: tuple[np.ndarray, np.ndarray]) -> None:
    need_r()
    _, days = data
    theirs = r_surveillance.run("ears", days)
    normal = 3.0902323061678132  # quantile of alpha = 0.001
    for block, lag in ((0, 0), (1, 2)):
        mean, spread = moving_baseline(days, lag)
        bound = mean + normal * np.maximum(spread, 0.5)
        rows = theirs[block * SERIES : (block + 1) * SERIES]
        assert rows.shape == (SERIES, days.shape[1] - 11)
        assert np.max(np.abs(rows - bound[:, -rows.shape[1] :])) < 1e-6


@pytest.mark.r
def test_r_glrnb_gives_a_statistic_for_each_week(data: tuple[np.ndarray, np.ndarray]) -> None:
    need_r()
    weeks, _ = data
    statistic = r_surveillance.run("glrnb", weeks[:20], first=157)
    assert statistic.shape == (20, weeks.shape[1] - 156)
    assert np.all(np.isfinite(statistic))
