"""The daily step: what a detector must do whatever the numbers are."""

from datetime import date, timedelta

import numpy as np
import pytest

from index_builder.detection.baseline import GUARD_DAYS
from index_builder.detection.budget import Budget
from index_builder.detection.detect import Detection, detect, order
from index_builder.detection.detectors import Gaps, Path, Roberts
from index_builder.detection.errors import ClockError
from index_builder.detection.layout import lay_out
from index_builder.detection.onsets import onset_days
from index_builder.detection.surveillance import Surveillance
from index_builder.detection.table import Table

FIRST = date(2024, 1, 1)
BUDGET = Budget(per_series_year=0.25)


def table(counts: np.ndarray, coverage: np.ndarray | None = None, codes: list[str] | None = None) -> Table:
    names = codes or [f"32.{k + 1:02d}" for k in range(len(counts))]
    covered = np.full(counts.shape, 5.0) if coverage is None else coverage
    return Table(
        districts=tuple(names),
        dimensions=("sosial",) * len(counts),
        first_day=FIRST,
        counts=counts.astype(float),
        coverage=covered.astype(float),
    )


def found(counts: np.ndarray, coverage: np.ndarray | None = None) -> Detection:
    return detect(table(counts, coverage), budget=BUDGET, neighbours={})


def press(seed: int, *, series: int = 25, days: int = 500, rate: float = 0.02) -> np.ndarray:
    return np.random.default_rng(seed).poisson(rate, size=(series, days))


def test_a_plain_burst_rings_and_rings_only_there() -> None:
    counts = press(1)
    counts[:, 450:460] = 0
    counts[3, 450:455] += 2
    result = found(counts)
    assert result.onset[3, 450:456].any()
    assert not result.onset[np.arange(25) != 3, 450:456].any()


def test_the_days_after_today_change_nothing_today() -> None:
    # Looking ahead would make every back-test a lie.
    counts = press(2)
    other = counts.copy()
    other[:, 300:] = np.random.default_rng(9).poisson(3.0, size=other[:, 300:].shape)
    first, second = found(counts), found(other)
    for name in ("expected", "rate", "alarm", "low", "high"):
        assert np.array_equal(getattr(first, name)[:, :300], getattr(second, name)[:, :300])


def test_rebuild_equals_increment() -> None:
    data = table(press(3, days=120))
    whole = detect(data, budget=BUDGET, neighbours={})
    one = Surveillance(lay_out(data.districts, data.dimensions, neighbours={}), BUDGET)
    for t in range(120):
        today = one.step(FIRST + timedelta(days=t), data.counts[:, t], data.coverage[:, t])
    assert np.array_equal(today.rate, whole.rate[:, -1])
    assert np.array_equal(today.expected, whole.expected[:, -1])


def test_the_order_of_the_series_changes_no_alarm() -> None:
    counts = press(4, days=200)
    codes = [f"32.{k + 1:02d}" for k in range(25)]
    turn = np.random.default_rng(0).permutation(25)
    first = detect(table(counts, codes=codes), budget=BUDGET)
    second = detect(table(counts[turn], codes=[codes[k] for k in turn]), budget=BUDGET)
    assert np.allclose(first.rate[turn], second.rate, rtol=1e-9)


def test_one_incident_more_never_makes_a_cell_look_calmer() -> None:
    counts = press(5)
    more = counts.copy()
    more[7, -1] += 1
    before, after = found(counts), found(more)
    assert after.rate[7, -1] <= before.rate[7, -1] * (1 + 1e-9)
    assert after.probability[7, -1] <= before.probability[7, -1]


def test_a_week_without_any_story_is_not_observed() -> None:
    counts = np.zeros((3, 60))
    coverage = np.full((3, 60), 4.0)
    coverage[1, 20:40] = 0.0
    result = found(counts, coverage)
    assert not result.observed[1, 30]
    assert not result.alarm[1, 30]
    assert result.observed[1, 45]
    assert result.observed[0].all()


def test_half_the_outlets_gone_for_two_weeks_is_no_alarm_and_nor_is_their_return() -> None:
    counts = press(6, days=600)
    coverage = np.full(counts.shape, 8.0)
    coverage[:, 500:514] = 4.0
    rng = np.random.default_rng(1)
    counts[:, 500:514] = rng.binomial(counts[:, 500:514], 0.5)
    result = found(counts, coverage)
    # A budget of 0.25 allows 0.4 onsets by chance in these 25 series and 26 days; three would be a pattern.
    assert result.onset[:, 500:526].sum() <= 2


def test_a_storm_of_stories_about_one_incident_is_no_alarm() -> None:
    # 40 outlets print one event: one incident, much coverage.
    counts = press(7)
    counts[5, 400:] = 0
    counts[5, 450] = 1
    coverage = np.full(counts.shape, 4.0)
    coverage[5, 450:453] = 10_000.0
    result = found(counts, coverage)
    assert not result.onset[5, 450:456].any()
    # ... and the storm must not blind the district afterwards.
    assert result.expected[5, 480] < 4 * result.expected[5, 440]


def test_an_alarm_lasts_until_it_was_quiet_for_two_weeks() -> None:
    above = np.zeros((1, 60), dtype=bool)
    above[0, [10, 20, 34, 55]] = True
    assert np.flatnonzero(onset_days(above)[0]).tolist() == [10, 55]


def test_a_day_that_came_already_is_refused() -> None:
    watching = Surveillance(lay_out(["32.04"], ["sosial"]), BUDGET)
    watching.step(FIRST, np.zeros(1), np.ones(1))
    for wrong in (FIRST, FIRST - timedelta(days=1), FIRST + timedelta(days=2)):
        with pytest.raises(ClockError, match="does not follow"):
            watching.step(wrong, np.zeros(1), np.ones(1))


def test_the_first_days_say_that_they_are_unsure() -> None:
    counts = press(8, days=400, rate=0.2)
    result = found(counts)
    early = (result.high - result.low)[:, 10].mean() / result.expected[:, 10].mean()
    late = (result.high - result.low)[:, 390].mean() / result.expected[:, 390].mean()
    assert early > 1.1 * late


def test_the_expectation_finds_the_level() -> None:
    rates = np.array([0.05, 0.3, 1.5])
    counts = np.random.default_rng(3).poisson(np.repeat(rates, 8)[:, None], size=(24, 900))
    result = found(counts)
    level = result.expected[:, -100:].mean(axis=1).reshape(3, 8).mean(axis=1) / 7
    assert level == pytest.approx(rates, rel=0.2)


def test_what_lies_in_the_guard_band_is_not_yet_normal() -> None:
    counts = np.zeros((4, 300))
    counts[:, ::10] = 1
    counts[0, 300 - GUARD_DAYS :] = 1
    result = found(counts)
    assert result.expected[0, -1] < 1.4 * result.expected[1, -1]


def test_a_rise_shared_by_neighbours_rings_earlier_than_one_alone() -> None:
    counts = np.random.default_rng(12).poisson(0.08, size=(12, 700))
    codes = [f"d{k}" for k in range(12)]
    near = {code: [other for other in codes[:6] if other != code] for code in codes[:6]}
    counts[:6, 650:671] += np.random.default_rng(13).poisson(0.22, size=(6, 21))
    together = detect(table(counts, codes=codes), budget=BUDGET, neighbours=near)
    apart = detect(table(counts, codes=codes), budget=BUDGET, neighbours={})
    assert together.rate[:6, 660:671].min(axis=1).mean() < apart.rate[:6, 660:671].min(axis=1).mean()


def test_the_cusum_is_zero_or_the_sum_of_log_likelihood_ratios() -> None:
    # Poisson limit, ratio 2: an incident adds ln 2, an expected incident takes 1 away (Page 1954).
    path = Path(np.zeros(1))
    mean = np.array([0.1])
    path.step(np.array([0.0]), mean, mean, np.ones(1))
    assert path.value[0] == 0.0
    path.step(np.array([3.0]), mean, mean, np.ones(1))
    assert path.value[0] == pytest.approx(3 * np.log(2) - 0.1, rel=1e-4)


def test_shiryaev_roberts_waits_as_long_as_it_says() -> None:
    # R - days is a martingale without a rise: its mean after n days is n (Pollak 1985), here within noise.
    rng = np.random.default_rng(4)
    state = Roberts.start(200_000)
    for _ in range(5):
        state.step(
            rng.negative_binomial(0.5, 0.5, 200_000).astype(float),
            np.full(200_000, 0.5),
            np.full(200_000, 2.0),
            np.ones(200_000),
        )
    assert state.value[0].mean() == pytest.approx(5.0, rel=0.05)


def test_two_incidents_soon_after_each_other_weigh_more_than_far_apart() -> None:
    def tail(gap: int) -> float:
        gaps = Gaps.start(1)
        one = np.ones(1)
        gaps.step(one, one, 0.01 * one, 50 * one, 1.01 * one)
        for _ in range(gap - 1):
            gaps.step(0 * one, one, 0.01 * one, 50 * one, 1.01 * one)
        return float(gaps.step(one, one, 0.01 * one, 50 * one, 1.01 * one)[0])

    tails = [tail(gap) for gap in (2, 10, 40)]
    assert tails == sorted(tails)
    # One incident within ten days at 0.01 a day: mid-p of Poisson(0.1) is about 0.05.
    assert tails[1] == pytest.approx(0.05, rel=0.1)


def test_benjamini_hochberg_orders_as_in_the_paper() -> None:
    # The 15 p-values of Benjamini & Hochberg (1995, section 3.2); at 0.05 four are rejected.
    values = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
        0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
    ]  # fmt: skip
    assert (order(np.array(values)) <= 0.05).sum() == 4


def test_rows_carry_nothing_where_nobody_looked() -> None:
    coverage = np.full((1, 30), np.nan)
    rows = list(found(np.zeros((1, 30)), coverage).rows())
    assert rows[-1]["observed"] is False
    assert rows[-1]["expected_7"] is None
    assert rows[-1]["alarm"] is False
