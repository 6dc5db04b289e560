"""Simulated presses for the bench: series whose law the detectors do not know.

The recipe follows Noufaily et al. (2013, *Stat Med* 32:1206-1222) in its daily form (Enki et al. 2016):
a log-linear mean with trend, yearly harmonics and weekday effects, counts with variance ``phi`` times
the mean, outbreaks whose size is Poisson around a multiple of the baseline's standard deviation. Added is
what a press does and a laboratory does not: a latent level with autocorrelation, coverage that drifts
and follows outlets that start and die, counts that grow less than proportionally with coverage,
holidays that do not fall where the calendar says, an election that only one dimension feels.
None of the detectors assumes any of these laws. All parameters were fixed before a detector was run on
them and are not to be changed to suit one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from scipy.signal import lfilter

from index_builder.detection.seasons import feast_dates
from pantau.districts import load_districts
from pantau.labels import DIMENSIONS

if TYPE_CHECKING:
    from index_builder.detection.values import Floats, Ints

Kind = Literal["burst", "slow", "spatial"]
KINDS: Final[tuple[Kind, ...]] = ("burst", "slow", "spatial")

FIRST_DAY: Final = date(2020, 1, 1)
"""The five years 2020-2024 hold five Ramadans and two votes; nothing of the real years is simulated."""
YEARS: Final = 5
DAYS: Final = 1827
"""Five years with their two leap days."""

BANDS: Final[tuple[tuple[str, float, float], ...]] = (
    ("sparse", 0.5, 6.0),
    ("medium", 6.0, 50.0),
    ("busy", 50.0, 500.0),
)
"""Name and bounds (incidents a year) of the volume bands; the sparse one holds the 2.4 violent incidents
a district and year that the domain report names, the busy one a large city."""

DISPERSIONS: Final = np.array([1.0, 1.2, 1.5, 2.0, 3.0])
DISPERSION_SHARES: Final = np.array([0.30, 0.25, 0.20, 0.15, 0.10])
"""Daily variance/mean; Noufaily's scenarios run from 1 upwards, and incidents clump."""

LATENT_SHARE: Final = 0.5
"""Half of the series have a latent level that wanders: the other half tests that nothing is lost there."""
LATENT_MEMORY: Final = 0.9
"""Autocorrelation of the latent log level from day to day (a memory of about ten days)."""
LATENT_SD: Final = 0.3
TREND_SD: Final = 0.15
"""Log trend a year; Noufaily's beta of 0.0025 a week is 0.13 a year."""
SEASON_SHARE: Final = 0.5
SEASON_AMPLITUDE: Final = 0.4
"""Noufaily's seasonal scenarios use gamma of 0.2 to 0.6."""
WEEKEND: Final = (0.6, 0.9)
"""Range of the weekend factor, one a dimension."""
HOLIDAY_SHIFT: Final = (-1, 0, 1)
"""Days by which the simulated feasts miss the calendar."""
RAMADAN_FACTOR: Final = 0.8
LEBARAN_FACTOR: Final = 0.45
YEAR_END_FACTOR: Final = 0.7
JOINT_LEAVE_FACTOR: Final = 0.6
ELECTION_FACTOR: Final = 1.8
OUTLET_CHANGE: Final = 0.2
"""Share of outlets that start, and share that die, within the five years."""
COVERAGE_DRIFT_SD: Final = 0.25
"""Log random walk of coverage a year."""
COVERAGE_MEDIAN: Final = 4.0
"""Stories a day that name a district for other reasons than incidents, middle of the districts."""
ELASTICITY: Final = (0.5, 1.0)
"""Counts go with coverage to this power: a second outlet mostly reports what the first did."""

BURST_DAYS: Final = (3, 10)
SLOW_DAYS: Final = 60
SPATIAL_DAYS: Final = 21
BURST_SD: Final = 4.0
SLOW_SD: Final = 4.0
SPATIAL_SD: Final = 2.5
"""Noufaily's k: the rise has this many standard deviations of the baseline over its own length (over
7 days for a burst); 2 to 10 in the paper."""
BURST_FLOOR: Final = 2
SLOW_FLOOR: Final = 3
SPATIAL_FLOOR: Final = 1
"""Incidents that a rise has in any case, so that one in a sparse cell exists at all."""
STORIES_PER_INCIDENT: Final = 2.0
"""Stories that an incident brings its district, planted or not: a rise lifts the coverage it is judged by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A simulated nation: series (district x dimension) by day.

    Attributes:
        districts: Code of each series, length S.
        dimensions: Dimension of each series.
        counts: Incidents, S x T.
        coverage: Stories that name the district, S x T.
        band: Index in :data:`BANDS` of each series.
        mean: True expected count, S x T.
        dispersion: True daily variance/mean of each series.
    """

    districts: tuple[str, ...]
    dimensions: tuple[str, ...]
    first_day: date
    counts: Ints
    coverage: Ints
    band: Ints
    mean: Floats
    dispersion: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Rises:
    """Where rises were put in: series index, first and last day of each (indices)."""

    kind: Kind
    series: Ints
    start: Ints
    end: Ints


def simulate(seed: int, *, days: int = DAYS) -> Press:
    """A nation of 514 districts x 4 dimensions without any planted rise.

    Args:
        seed: Equal seeds give equal presses.
        days: Length T in days from :data:`FIRST_DAY`.
    """
    rng = np.random.default_rng(seed)
    districts = load_districts()
    codes = tuple(item.code for item in districts for _ in DIMENSIONS)
    names = tuple(name for _ in districts for name in DIMENSIONS)
    size = len(codes)
    band = rng.permutation(np.arange(size) % len(BANDS))
    low, high = (np.log([item[k] for item in BANDS])[band] for k in (1, 2))
    yearly = np.exp(rng.uniform(low, high))
    dispersion = rng.choice(DISPERSIONS, size=size, p=DISPERSION_SHARES)
    stories = _coverage_mean(rng, len(districts), days)
    relative = np.repeat(stories / stories[:, :1], len(DIMENSIONS), axis=0)
    mean = yearly[:, None] / 365.25 * relative ** rng.uniform(*ELASTICITY, size=(size, 1))
    mean *= _level(rng, size, days) * _calendar(rng, size, days)
    counts = draw(rng, mean, dispersion)
    reported = counts.reshape(len(districts), len(DIMENSIONS), days).sum(axis=1)
    district_coverage = rng.poisson(stories) + rng.poisson(STORIES_PER_INCIDENT * reported)
    coverage = np.repeat(district_coverage, len(DIMENSIONS), axis=0)
    return Press(
        districts=codes,
        dimensions=names,
        first_day=FIRST_DAY,
        counts=counts,
        coverage=coverage,
        band=band,
        mean=mean,
        dispersion=dispersion,
    )


def draw(rng: np.random.Generator, mean: Floats, dispersion: Floats) -> Ints:
    """Counts with variance ``dispersion`` times the mean, S x T (a gamma-mixed Poisson)."""
    spread = np.maximum(dispersion - 1.0, 1e-9)[:, None]
    mixed = np.where(dispersion[:, None] > 1.0, rng.gamma(mean / spread) * spread, mean)
    return rng.poisson(mixed)


def plant(
    press: Press, kind: Kind, series: Ints, seed: int, *, window: tuple[int, int]
) -> tuple[Press, Rises]:
    """Puts one rise into each of the given series; neighbours share a spatial one.

    Args:
        press: The press without rises.
        kind: Burst, slow rise, or a rise shared with the neighbours.
        series: Indices of the target series.
        seed: Equal seeds plant equal rises.
        window: First and last day index on which a rise may start.

    Returns:
        The press with the rises, and where they are (targets only).
    """
    rng = np.random.default_rng(seed)
    counts, coverage = press.counts.copy(), press.coverage.copy()
    start = rng.integers(window[0], window[1] + 1, size=len(series))
    length = {
        "burst": rng.integers(BURST_DAYS[0], BURST_DAYS[1] + 1, size=len(series)),
        "slow": np.full(len(series), SLOW_DAYS),
        "spatial": np.full(len(series), SPATIAL_DAYS),
    }[kind]
    neighbours = {item.code: item.neighbours for item in load_districts()}
    index = {key: k for k, key in enumerate(zip(press.districts, press.dimensions, strict=True))}
    for target, first, days in zip(series, start, length, strict=True):
        members = [int(target)]
        if kind == "spatial":
            dimension = press.dimensions[target]
            members += [index[code, dimension] for code in neighbours[press.districts[target]]]
        for member in members:
            extra = _rise(rng, press, kind, member, int(first), int(days), own=member == target)
            counts[member, first : first + days] += extra
            first_row = member - member % len(DIMENSIONS)  # coverage is the district's, not the dimension's
            rows = slice(first_row, first_row + len(DIMENSIONS))
            coverage[rows, first : first + days] += rng.poisson(STORIES_PER_INCIDENT * extra)
    rises = Rises(kind=kind, series=np.asarray(series), start=start, end=start + length - 1)
    return replace(press, counts=counts, coverage=coverage), rises


def _rise(
    rng: np.random.Generator, press: Press, kind: Kind, member: int, first: int, days: int, *, own: bool
) -> Ints:
    """Additional counts on each day of one rise in one series."""
    span = 7 if kind == "burst" else days
    spread = float(np.sqrt(press.dispersion[member] * press.mean[member, first : first + span].sum()))
    if kind == "burst":
        size = BURST_FLOOR + rng.poisson(BURST_SD * spread)
        # Noufaily spreads an outbreak's cases by a log-normal delay with sd 0.5.
        delay = rng.lognormal(0.0, 0.5, size=size)
        day = np.minimum((delay * days / 3.0).astype(int), days - 1)
    elif kind == "slow":
        size = SLOW_FLOOR + rng.poisson(SLOW_SD * spread)
        day = (np.sqrt(rng.uniform(size=size)) * days).astype(int)  # density grows linearly
    else:
        size = (SPATIAL_FLOOR if own else 0) + rng.poisson(SPATIAL_SD * spread)
        day = rng.integers(0, days, size=size)
    return np.bincount(day, minlength=days)


def _coverage_mean(rng: np.random.Generator, districts: int, days: int) -> Floats:
    """Expected stories a day that name each district, D x T: outlets start and die, coverage drifts."""
    base = COVERAGE_MEDIAN * rng.lognormal(0.0, 1.0, size=districts)
    time = np.arange(days)
    drift = np.cumsum(rng.normal(0.0, COVERAGE_DRIFT_SD / np.sqrt(365.25), size=(districts, days)), axis=1)
    alive = np.zeros((districts, days))
    for k in range(districts):
        outlets = 1 + rng.poisson(3)
        weight = rng.lognormal(0.0, 0.7, size=outlets)
        begin = np.where(rng.uniform(size=outlets) < OUTLET_CHANGE, rng.integers(0, days, outlets), 0)
        end = np.where(rng.uniform(size=outlets) < OUTLET_CHANGE, rng.integers(0, days, outlets), days)
        begin[0], end[0] = 0, days  # one outlet that stays: silence is tested elsewhere
        alive[k] = weight @ ((time >= begin[:, None]) & (time < end[:, None])) / weight.sum()
    return base[:, None] * np.exp(drift) * alive


def _level(rng: np.random.Generator, size: int, days: int) -> Floats:
    """Trend, yearly harmonic and latent level of each series, S x T."""
    years = np.arange(days) / 365.25
    log = rng.normal(0.0, TREND_SD, size=(size, 1)) * years
    amplitude = np.where(rng.uniform(size=size) < SEASON_SHARE, SEASON_AMPLITUDE, 0.0)
    waves = rng.integers(1, 3, size=size)
    log += amplitude[:, None] * np.cos(2 * np.pi * (waves[:, None] * years + rng.uniform(size=(size, 1))))
    noise = rng.normal(0.0, LATENT_SD * np.sqrt(1 - LATENT_MEMORY**2), size=(size, days))
    latent = lfilter([1.0], [1.0, -LATENT_MEMORY], noise, axis=1)
    log += np.where(rng.uniform(size=(size, 1)) < LATENT_SHARE, latent, 0.0)
    return np.exp(log)


def _calendar(rng: np.random.Generator, size: int, days: int) -> Floats:
    """Weekday and holiday factor, S x T; feasts miss the calendar by a day, leave falls anywhere."""
    factor = np.ones((len(DIMENSIONS), days))
    weekday = (FIRST_DAY.weekday() + np.arange(days)) % 7
    for k in range(len(DIMENSIONS)):
        factor[k, weekday >= 5] *= rng.uniform(*WEEKEND)
    holiday = np.ones(days)
    for year in range(FIRST_DAY.year, FIRST_DAY.year + YEARS):
        shift = int(rng.choice(HOLIDAY_SHIFT))
        for ramadan, lebaran in feast_dates(year):
            _multiply(holiday, ramadan, (lebaran - ramadan).days, shift, RAMADAN_FACTOR)
            _multiply(holiday, lebaran, 7, shift, LEBARAN_FACTOR)
        _multiply(holiday, date(year, 12, 23), 11, 0, YEAR_END_FACTOR)
        _multiply(holiday, date(year, 1, 1), 3, int(rng.integers(60, 300)), JOINT_LEAVE_FACTOR)
    election = np.ones(days)
    _multiply(election, date(2024, 1, 31), 35, 0, ELECTION_FACTOR)
    factor *= holiday
    factor[DIMENSIONS.index("sosial")] *= election
    return np.tile(factor, (size // len(DIMENSIONS), 1))


def _multiply(target: Floats, first: date, length: int, shift: int, factor: float) -> None:
    begin = (first + timedelta(days=shift) - FIRST_DAY).days
    target[max(begin, 0) : max(begin + length, 0)] *= factor
