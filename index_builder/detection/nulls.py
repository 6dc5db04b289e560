"""How often each detector says so by chance: its onset rate under the model's own null, as a table.

A tail probability is not a rate of alarms: windows overlap, several detectors look, small counts jump.
So series were simulated from the model itself (gamma rates, clumped counts, nothing ever happens),
the whole daily step run on them, and for each detector, band of volume and height of the statistic
the onsets a series-year counted. The table is part of the package; :func:`write_table` makes it anew.

    python -m index_builder.detection.nulls
"""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from index_builder.detection.layout import lay_out
from index_builder.detection.onsets import onset_days
from index_builder.detection.watch import DETECTORS, Watch
from pantau.districts import load_districts
from pantau.labels import DIMENSIONS

if TYPE_CHECKING:
    from index_builder.detection.values import Floats, Ints

Heights = NDArray[np.float32]
"""Heights of many series and days; seven digits are plenty and half the memory."""

TABLE: Final = "nulls.csv"
COMBINED: Final = "combined"
ROWS: Final = (*DETECTORS, COMBINED)
WEIGHTS: Final = np.array([0.1, 0.5, 1.0, 0.5, 0.1, 0.3, 1.0, 0.1, 0.3])
"""Weight of each detector (order of :data:`DETECTORS`) in the combination: roughly the share of false
alarms it may spend. Chosen on simulated presses other than those of the bench: the week and the time
between events find bursts, a day alone finds little, the slow and the wide detectors need few alarms."""
BANDS: Final = np.array([6.0, 50.0])
"""Bounds (expected incidents a year) of the volume bands over which a rate is pooled: sparse below one
incident in two months, busy from one a week. Inside a band all series share a threshold of *evidence*:
a cell with an incident in two years then rings more seldom than one with five a year, where it would
learn nothing from ringing as often."""
BAND_NAMES: Final = ("sparse", "medium", "busy")
HEIGHTS: Final = np.arange(0.0, 8.01, 0.25)
"""Heights of the statistic (log10) at which onsets are counted."""
COMBINED_SHIFT: Final = 3.0
"""Added to log10 of the mean waiting time (years), so that a day's wait (10^-2.6 years) is above 0."""
FIRST_DAY: Final = date(2001, 1, 1)
"""Any day would do: the null knows no seasons."""
SEED: Final = 20251
NATIONS: Final = 6
YEARS: Final = 4
"""Six nations of 2,056 series, four years each, of which the first only fills the state: 37,000
series-years, about 12,000 in a band of volume; a rate of 0.05 a year is then 300 onsets."""
YEARLY: Final = (0.5, 500.0)
"""Range of incidents a year, log-uniform."""
DISPERSION_EXCESS: Final = 0.5
"""Mean of variance/mean - 1 over series (exponential): clumping differs from series to series."""
EDGE: Final = "edge"
"""Row of the table: onsets in a band of *true* volume over those asked for, when thresholds go by the
*estimated* volume. A cell whose level is underestimated looks sparse and rings more often, so the truly
sparse get less than their share; each band's rate is set right by this factor."""
EDGE_LEVEL: Final = 0.25
"""Rate at which it is counted."""
YOUNG: Final = "young"
STORIES: Final = (4.0, 1.0)
"""Median and log standard deviation of the stories a day that name a district: the exposure is noisy and
differs between districts in ways the rates do not follow."""
AGES: Final = np.array([30, 90, 180, 365])
"""Days seen by a press; up to each, a baseline is still so uncertain that more alarms begin than later.
The table says how many times more, and the rate is raised by that."""
YOUNG_LEVEL: Final = 0.3
"""Rate at which they are counted."""
FEWEST: Final = 10.0
"""Below this many onsets a cell is not read but continued from the two before it (a straight log rate)."""
LEAST_SLOPE: Final = 0.25
"""A height more of 1 lowers the rate at least by this power of ten, also where the table is thin."""
RATE_RANGE: Final = (1e-4, 365.25)
"""Rates are kept between one in ten thousand years and daily."""


@cache
def load_table() -> Floats:
    """log10 of onsets a series-year, rows (:data:`ROWS`) x bands x heights."""
    table = np.full((len(ROWS), len(BAND_NAMES), len(HEIGHTS)), np.nan)
    for row in _lines():
        if row["detector"] in ROWS:
            place = ROWS.index(row["detector"]), int(row["band"])
            table[place] = [float(row[f"{height:.2f}"]) for height in HEIGHTS]
    return table


@cache
def _young_table() -> Floats:
    """Factor of the rate by age of the press, ages + 1 x bands; 1 at the end."""
    table = np.ones((len(AGES) + 1, len(BAND_NAMES)))
    for row in _lines():
        if row["detector"] == YOUNG:
            table[:-1, int(row["band"])] = [float(row[f"{height:.2f}"]) for height in HEIGHTS[: len(AGES)]]
    return table


@cache
def edge_factor() -> Floats:
    """Onsets by true over those by estimated volume, by band (see :data:`EDGE`)."""
    factor = np.ones(len(BAND_NAMES))
    for row in _lines():
        if row["detector"] == EDGE:
            factor[int(row["band"])] = float(row[f"{HEIGHTS[0]:.2f}"])
    return factor


def _lines() -> list[dict[str, str]]:
    source = resources.files("index_builder.detection").joinpath(TABLE)
    with source.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def young_factor(days: int) -> Floats:
    """How many times more alarms begin in a press of this age than later, by band.

    Args:
        days: Days seen before today.
    """
    factor: Floats = _young_table()[np.searchsorted(AGES, days, side="right")]
    return factor


def band_of(yearly: Floats) -> Ints:
    """Volume band (index in :data:`BAND_NAMES`) of expected incidents a year."""
    return np.searchsorted(BANDS, yearly, side="right").astype(np.int64)


def rate_of(row: int, statistic: Floats | Heights, band: Ints, table: Floats | None = None) -> Floats:
    """Onsets a series-year at which this height would be the threshold, if nothing ever happens.

    Args:
        row: Index in :data:`ROWS`.
        statistic: Heights (log10), length S.
        band: Band of volume of each series.
        table: Default is the packaged one.
    """
    rates = (load_table() if table is None else table)[row]
    step = HEIGHTS[1] - HEIGHTS[0]
    place = np.clip(statistic / step, 0.0, None)
    low = np.minimum(place.astype(np.int64), len(HEIGHTS) - 2)
    left, right = rates[band, low], rates[band, low + 1]
    rate: Floats = np.clip(10.0 ** (left + (place - low) * (right - left)), *RATE_RANGE)
    return rate


def log_rates(onsets: Floats, years: Floats) -> Floats:
    """Turns counted onsets (bands x heights) into falling log10 rates, continued where they are few."""
    table = np.empty(onsets.shape)
    step = HEIGHTS[1] - HEIGHTS[0]
    for k in range(len(onsets)):
        peak = int(np.argmax(onsets[k]))
        # Below the peak a lower threshold joins onsets to one long alarm; read as "even more often".
        for j in range(len(HEIGHTS)):
            if onsets[k, j] >= FEWEST:
                table[k, j] = np.log10(max(onsets[k, j], onsets[k, peak] if j < peak else 0.0) / years[k])
            else:
                slope = table[k, j - 1] - table[k, max(j - 5, 0)]
                table[k, j] = table[k, j - 1] + min(slope / 4.0, -LEAST_SLOPE * step)
            if j:
                table[k, j] = min(table[k, j], table[k, j - 1] - 1e-6)
    return table


def combine(rates: Floats) -> Floats:
    """Height of the combined statistic: log10 of the weighted mean waiting time, in years.

    The mean of 1/rate is large as soon as one detector is surprised and larger when several are; it is
    the harmonic mean of the rates, robust to how strongly detectors depend on each other (Wilson 2019,
    PNAS 116:1195, for p-values).

    Args:
        rates: Onsets a series-year by detector, K x S.
    """
    return np.maximum(
        np.log10(np.tensordot(WEIGHTS / WEIGHTS.sum(), 1.0 / rates, axes=1)) + COMBINED_SHIFT, 0.0
    )


def simulate_table(
    *, nations: int = NATIONS, years: int = YEARS, seed: int = SEED
) -> tuple[Floats, Floats, Floats]:
    """Runs the daily step on the null and counts; first for each detector, then for all together.

    Args:
        nations: Simulated nations of 2,056 series.
        years: Length of each; the first year is counted apart.
        seed: First seed.

    Returns:
        A table as :func:`load_table` gives it, the factors of young presses, ages x bands, and the
        factors of bands by true volume.
    """
    runs = [_run(seed + k, years) for k in range(nations)]
    old = [(heights[:, :, 365:], band[:, 365:]) for heights, band, _ in runs]
    table = np.empty((len(ROWS), len(BAND_NAMES), len(HEIGHTS)))
    for row in range(len(DETECTORS)):
        table[row] = _count([(heights[row], band) for heights, band in old])
    combined = []
    for heights, band, _ in runs:
        rates = [rate_of(row, heights[row], band, table) for row in range(len(DETECTORS))]
        combined.append((combine(np.stack(rates)).astype(np.float32), band))
    table[-1] = _count([(heights[:, 365:], band[:, 365:]) for heights, band in combined])
    return table, _young(combined, table), _edge(combined, [true for _, _, true in runs], table)


def _edge(runs: list[tuple[Heights, Ints]], truth: list[Ints], table: Floats) -> Floats:
    """Onsets in bands of true volume over those asked for."""
    onsets, years = np.zeros(len(BAND_NAMES)), np.zeros(len(BAND_NAMES))
    for (heights, band), true in zip(runs, truth, strict=True):
        rates = rate_of(ROWS.index(COMBINED), heights[:, 365:], band[:, 365:], table)
        begin = onset_days(rates <= EDGE_LEVEL)
        onsets += np.bincount(true, begin.sum(axis=1), len(BAND_NAMES))
        years += np.bincount(true, minlength=len(BAND_NAMES)) * begin.shape[1] / 365.25
    return onsets / (years * EDGE_LEVEL)


def _young(runs: list[tuple[Heights, Ints]], table: Floats) -> Floats:
    """Onsets in the first year over those that the table expects."""
    onsets, expected = np.zeros((len(AGES), len(BAND_NAMES))), np.zeros((len(AGES), len(BAND_NAMES)))
    for heights, band in runs:
        early, where = heights[:, :365], band[:, :365]
        begin = onset_days(rate_of(ROWS.index(COMBINED), early, where, table) <= YOUNG_LEVEL)
        for k, last in enumerate(AGES):
            span = slice(AGES[k - 1] if k else 0, last)
            onsets[k] += np.bincount(where[:, span][begin[:, span]], minlength=len(BAND_NAMES))
            expected[k] += np.bincount(where[:, span].ravel(), minlength=len(BAND_NAMES))
    return np.maximum((onsets + FEWEST) / (expected * YOUNG_LEVEL / 365.25 + FEWEST), 1.0)


def _run(seed: int, years: int) -> tuple[Heights, Ints, Ints]:
    """Heights (detectors x S x T), bands (S x T) and true bands (S) of one eventless nation."""
    rng = np.random.default_rng(seed)
    districts = load_districts()
    codes = [item.code for item in districts for _ in DIMENSIONS]
    watch = Watch(lay_out(codes, [name for _ in districts for name in DIMENSIONS]))
    daily = np.exp(rng.uniform(np.log(YEARLY[0]), np.log(YEARLY[1]), size=len(codes))) / 365.25
    stories = np.repeat(STORIES[0] * rng.lognormal(0.0, STORIES[1], size=len(districts)), len(DIMENSIONS))
    excess = np.maximum(rng.exponential(DISPERSION_EXCESS, size=len(codes)), 1e-6)
    days = years * 365
    heights = np.zeros((len(DETECTORS), len(codes), days), dtype=np.float32)
    bands = np.zeros((len(codes), days), dtype=np.int64)
    for day in range(days):
        counts = rng.poisson(rng.gamma(daily / excess) * excess).astype(float)
        coverage = np.repeat(rng.poisson(stories[:: len(DIMENSIONS)]), len(DIMENSIONS)).astype(float)
        reading = watch.step(FIRST_DAY + timedelta(days=day), counts, coverage)
        heights[:, :, day] = -np.log10(reading.tails)
        bands[:, day] = band_of(reading.yearly)
    return heights, bands, band_of(daily * 365.25)


def _count(runs: list[tuple[Heights, Ints]]) -> Floats:
    classes = len(BAND_NAMES)
    onsets, years = np.zeros((classes, len(HEIGHTS))), np.zeros(classes)
    for heights, band in runs:
        years += np.bincount(band.ravel(), minlength=classes) / 365.25
        for k, height in enumerate(HEIGHTS):
            where = onset_days(heights >= height)
            onsets[:, k] += np.bincount(band[where], minlength=classes)
    return log_rates(onsets, years)


def write_table(path: Path, table: Floats, young: Floats, edge: Floats) -> None:
    """Writes a table as CSV, one row a detector and band of volume.

    Args:
        path: File to write.
        table: As :func:`simulate_table` gives it.
        young: Factors of young presses, ages x bands; written in the first columns of their rows.
        edge: Factors of bands by true volume; written in the first column of their rows.
    """
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["detector", "band", *(f"{height:.2f}" for height in HEIGHTS)])
        for row, name in enumerate(ROWS):
            for band in range(len(BAND_NAMES)):
                writer.writerow([name, band, *(f"{value:.4f}" for value in table[row, band])])
        for band in range(len(BAND_NAMES)):
            rest = [""] * (len(HEIGHTS) - len(AGES))
            writer.writerow([EDGE, band, f"{edge[band]:.4f}", *[""] * (len(HEIGHTS) - 1)])
            writer.writerow([YOUNG, band, *(f"{value:.4f}" for value in young[:, band]), *rest])


if __name__ == "__main__":
    write_table(Path(__file__).with_name(TABLE), *simulate_table())
