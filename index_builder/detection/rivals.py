"""Other people's detectors, as scores that grow with alarm: what the bench compares with.

Written from the papers: EARS C1-C3 (Hutwagner et al. 2003, *J Urban Health* 80:i89; Fricker et al. 2008,
*Stat Med* 27:3407), Farrington-flexible (Noufaily et al. 2013, *Stat Med* 32:1206) and the plain window
that a careful office would build for itself. All look at counts only, one series a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from index_builder.detection.negative_binomial import mid_p

if TYPE_CHECKING:
    from index_builder.detection.values import Floats, Ints

PLAIN_DAYS: Final = 7
PLAIN_HISTORY: Final = 730
PLAIN_GUARD: Final = 7
"""The plain window: a week against all weeks of the two years before, the last one left out. One year and
a guard of two weeks do worse."""
EARS_BASELINE: Final = 7
EARS_LAG: Final = 2
"""C1 compares with the 7 days before, C2 and C3 leave two days out."""
EARS_LEAST_SD: Final = 0.5
"""A baseline of equal counts has no scatter; half a case lets the score exist in a sparse series."""
REWEIGHT_ABOVE: Final = 2.58
"""Noufaily's limit of standardised Anscombe residuals above which a past outbreak is weighed down."""
FIT_STEPS: Final = 12
"""Iterations of the fit; quasi-Poisson regressions settle in four to eight."""


def rolling(counts: Floats, days: int) -> Floats:
    """Sum of the last ``days`` columns, fewer at the beginning."""
    total = np.cumsum(counts, axis=1, dtype=float)
    result = total.copy()
    result[:, days:] -= total[:, :-days]
    return result


def plain_window(counts: Floats, *, history: int = PLAIN_HISTORY, guard: int = PLAIN_GUARD) -> Floats:
    """-log10 mid-p of the week's count, mean and dispersion by moments of the weeks before.

    Args:
        counts: S x T, daily.
        history: Days of weeks (overlapping) that the moments use.
        guard: Days before today that they leave out.
    """
    week = rolling(counts, PLAIN_DAYS)
    shifted = np.zeros_like(week)
    shifted[:, guard:] = week[:, :-guard]
    number = np.clip(np.arange(week.shape[1]) + 1 - guard, 1, history)
    mean = rolling(shifted, history) / number
    variance = rolling(shifted**2, history) / number - mean**2
    # An empty history does not prove a rate of 0: a quarter of an incident over all of it.
    mean = np.maximum(mean, 0.25 * PLAIN_DAYS / number)
    return -np.log10(mid_p(week, mean, np.maximum(variance, mean)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """EARS statistics, S x T; 0 before there is a baseline."""

    c1: Floats
    c2: Floats
    c3: Floats


def ears(counts: Floats, *, least_sd: float = EARS_LEAST_SD) -> Ears:
    """EARS C1, C2, C3: standard deviations above a short moving baseline.

    Args:
        counts: S x T, daily or weekly.
        least_sd: Floor of the baseline's standard deviation.
    """
    first, second = _moving(counts, 0, least_sd), _moving(counts, EARS_LAG, least_sd)
    third = rolling(np.maximum(second - 1.0, 0.0), 3)
    return Ears(c1=first, c2=second, c3=third)


def _moving(counts: Floats, lag: int, least_sd: float) -> Floats:
    mean, spread = moving_baseline(counts, lag)
    score = np.zeros(counts.shape)
    start = EARS_BASELINE + lag
    score[:, start:] = (counts[:, start:] - mean) / np.maximum(spread, least_sd)
    return score


def moving_baseline(counts: Floats, lag: int) -> tuple[Floats, Floats]:
    """Mean and standard deviation (n - 1) of 7 columns ending ``1 + lag`` before each.

    Returns:
        Both for the columns from ``7 + lag`` on.
    """
    windows = np.lib.stride_tricks.sliding_window_view(counts, EARS_BASELINE, axis=1)
    windows = windows[:, : counts.shape[1] - EARS_BASELINE - lag]
    return windows.mean(axis=2), windows.std(axis=2, ddof=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flexible:
    """Farrington-flexible at one week: expectation and dispersion of each series."""

    mean: Floats
    dispersion: Floats


def farrington_flexible(
    weeks: Floats,
    place: int,
    *,
    years: int,
    half_window: int = 3,
    periods: int = 10,
    left_out: int = 26,
    trend: bool = True,
) -> Flexible:
    """Quasi-Poisson regression on past years, past outbreaks weighed down.

    Args:
        weeks: Weekly counts, S x N.
        place: Column of the week to judge.
        years: Years back (b).
        half_window: Weeks on either side of the same week in past years (w).
        periods: Levels of the seasonal factor; 1 takes the weeks of the windows only.
        left_out: Most recent weeks that do not count.
        trend: Linear trend, dropped where it would predict more than was ever seen.
    """
    rows, level = _reference(place, years, half_window, periods)
    keep = rows < place - left_out
    rows, level = rows[keep], level[keep]
    seasons = np.eye(periods)[level][:, 1:]
    seasons = seasons[:, seasons.any(axis=0)]
    plain = np.column_stack((np.ones(len(rows)), seasons))
    response = weeks[:, rows]
    now = np.zeros(plain.shape[1])
    now[0] = 1.0
    mean, dispersion = _fit_twice(response, plain, now)
    if trend:
        time = (rows - place) / 52.0
        sloped, spread = _fit_twice(response, np.column_stack((plain, time)), np.append(now, 0.0))
        sober = sloped <= response.max(axis=1)
        mean, dispersion = np.where(sober, sloped, mean), np.where(sober, spread, dispersion)
    return Flexible(mean=mean, dispersion=dispersion)


def _reference(place: int, years: int, half_window: int, periods: int) -> tuple[Ints, Ints]:
    """Columns of the reference weeks and their level (0: same season as now)."""
    rows = np.arange(place - 52 * years - half_window, place)
    phase = (rows - place + half_window) % 52
    inside = phase <= 2 * half_window
    if periods == 1:
        return rows[inside & (rows < place - half_window)], np.zeros(
            int((inside & (rows < place - half_window)).sum()), int
        )
    rest = 52 - (2 * half_window + 1)
    level = 1 + (phase - 2 * half_window - 1) * (periods - 1) // rest
    return rows, np.where(inside, 0, level)


def _fit_twice(response: Floats, design: Floats, now: Floats) -> tuple[Floats, Floats]:
    """Fit, weigh down what sticks out, fit again; expectation now and dispersion."""
    weights = np.ones(response.shape)
    fitted, _, leverage, dispersion = _fit(response, design, weights)
    residual = 1.5 * (response ** (2 / 3) - fitted ** (2 / 3)) / fitted ** (1 / 6)
    residual /= np.sqrt(dispersion[:, None] * np.maximum(1.0 - leverage, 1e-6))
    weights = np.maximum(residual, REWEIGHT_ABOVE) ** -2.0
    weights = np.where(residual > REWEIGHT_ABOVE, weights, 1.0)
    weights *= response.shape[1] / weights.sum(axis=1, keepdims=True)
    _, coefficients, _, dispersion = _fit(response, design, weights)
    return np.exp(np.clip(coefficients @ now, -30.0, 30.0)), dispersion


def _fit(response: Floats, design: Floats, weights: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Quasi-Poisson regressions of all series at once (iteratively reweighted least squares)."""
    size, width = design.shape
    outer = (design[:, :, None] * design[:, None, :]).reshape(size, width * width)
    ridge = 1e-9 * np.eye(width)
    predictor = np.log(response + 0.1)
    for _ in range(FIT_STEPS):
        fitted = np.exp(np.clip(predictor, -20.0, 20.0))
        work = weights * fitted
        normal = (work @ outer).reshape(-1, width, width) + ridge
        right = (work * (predictor + (response - fitted) / fitted)) @ design
        coefficients = np.linalg.solve(normal, right[:, :, None])[:, :, 0]
        predictor = coefficients @ design.T
    fitted = np.exp(np.clip(predictor, -20.0, 20.0))
    pearson = np.sum(weights * (response - fitted) ** 2 / fitted, axis=1) / max(size - width, 1)
    spread = np.einsum("np,spq,nq->sn", design, np.linalg.inv(normal), design, optimize=True)
    return fitted, coefficients, work * spread, np.maximum(pearson, 1.0)


def flexible_score(count: Floats, result: Flexible) -> Floats:
    """-log10 mid-p of a week's count under the plug-in negative binomial of Noufaily."""
    return -np.log10(mid_p(count, result.mean, result.dispersion * result.mean))
