"""How often each detector says so by chance: its onset rate under the model's own null, as a table.

A tail probability is not a rate of alarms: windows overlap, several detectors look, small counts jump.
So series were simulated from the model itself (gamma rates, clumped counts, nothing ever happens),
the whole daily step run on them, and for each detector, class of volume and height of the statistic
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

from index_builder.detection.dispersion import STRATA, stratum_of
from index_builder.detection.layout import lay_out
from index_builder.detection.onsets import onset_days
from index_builder.detection.watch import DETECTORS, Watch
from pantau.districts import load_districts
from pantau.labels import DIMENSIONS

if TYPE_CHECKING:
    from index_builder.detection.values import Floats, Ints

TABLE: Final = "nulls.csv"
COMBINED: Final = "combined"
ROWS: Final = (*DETECTORS, COMBINED)
WEIGHTS: Final = np.array([0.1, 0.5, 1.0, 0.5, 0.1, 0.3, 1.0, 0.1, 0.3])
"""Weight of each detector (order of :data:`DETECTORS`) in the combination: roughly the share of false
alarms it may spend. Chosen on simulated presses other than those of the bench: the week and the time
between events find bursts, a day alone finds little, the slow and the wide detectors need few alarms."""
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
series-years, about 6,000 in a class of volume; a rate of 0.05 a year is then 300 onsets."""
YEARLY: Final = (0.5, 500.0)
"""Range of incidents a year, log-uniform."""
DISPERSION_EXCESS: Final = 0.5
"""Mean of variance/mean - 1 over series (exponential): clumping differs from series to series."""
FEWEST: Final = 10.0
"""Below this many onsets a cell is not read but continued from the two before it (a straight log rate)."""
LEAST_SLOPE: Final = 0.25
"""A height more of 1 lowers the rate at least by this power of ten, also where the table is thin."""
RATE_RANGE: Final = (1e-4, 365.25)
"""Rates are kept between one in ten thousand years and daily."""


@cache
def load_table() -> Floats:
    """log10 of onsets a series-year, rows (:data:`ROWS`) x strata x heights."""
    table = np.full((len(ROWS), len(STRATA) + 1, len(HEIGHTS)), np.nan)
    source = resources.files("index_builder.detection").joinpath(TABLE)
    with source.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            place = ROWS.index(row["detector"]), int(row["stratum"])
            table[place] = [float(row[f"{height:.2f}"]) for height in HEIGHTS]
    return table


def rate_of(row: int, statistic: Floats, stratum: Ints, table: Floats | None = None) -> Floats:
    """Onsets a series-year at which this height would be the threshold, if nothing ever happens.

    Args:
        row: Index in :data:`ROWS`.
        statistic: Heights (log10), length S.
        stratum: Class of volume of each series.
        table: Default is the packaged one.
    """
    rates = (load_table() if table is None else table)[row]
    step = HEIGHTS[1] - HEIGHTS[0]
    place = np.clip(statistic / step, 0.0, None)
    low = np.minimum(place.astype(np.int64), len(HEIGHTS) - 2)
    left, right = rates[stratum, low], rates[stratum, low + 1]
    return np.clip(10.0 ** (left + (place - low) * (right - left)), *RATE_RANGE)


def log_rates(onsets: Floats, years: Floats) -> Floats:
    """Turns counted onsets (strata x heights) into falling log10 rates, continued where they are few."""
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


def simulate_table(*, nations: int = NATIONS, years: int = YEARS, seed: int = SEED) -> Floats:
    """Runs the daily step on the null and counts; first for each detector, then for all together.

    Args:
        nations: Simulated nations of 2,056 series.
        years: Length of each; the first year only fills the state.
        seed: First seed.

    Returns:
        A table as :func:`load_table` gives it.
    """
    runs = [_run(seed + k, years) for k in range(nations)]
    table = np.empty((len(ROWS), len(STRATA) + 1, len(HEIGHTS)))
    for row in range(len(DETECTORS)):
        table[row] = _count([(heights[row], stratum) for heights, stratum in runs])
    combined = []
    for heights, stratum in runs:
        rates = [rate_of(row, heights[row], stratum, table) for row in range(len(DETECTORS))]
        combined.append((combine(np.stack(rates)), stratum))
    table[-1] = _count(combined)
    return table


def _run(seed: int, years: int) -> tuple[Floats, Ints]:
    """Heights (detectors x S x T, first year left out) and strata (S x T) of one eventless nation."""
    rng = np.random.default_rng(seed)
    districts = load_districts()
    codes = [item.code for item in districts for _ in DIMENSIONS]
    watch = Watch(lay_out(codes, [name for _ in districts for name in DIMENSIONS]))
    daily = np.exp(rng.uniform(*np.log(YEARLY), size=len(codes))) / 365.25
    excess = np.maximum(rng.exponential(DISPERSION_EXCESS, size=len(codes)), 1e-6)
    days = years * 365
    heights = np.zeros((len(DETECTORS), len(codes), days - 365), dtype=np.float32)
    strata = np.zeros((len(codes), days - 365), dtype=np.int64)
    for day in range(days):
        counts = rng.poisson(rng.gamma(daily / excess) * excess).astype(float)
        reading = watch.step(FIRST_DAY + timedelta(days=day), counts, np.ones(len(codes)))
        if day >= 365:
            heights[:, :, day - 365] = -np.log10(reading.tails)
            strata[:, day - 365] = stratum_of(reading.yearly)
    return heights, strata


def _count(runs: list[tuple[Floats, Ints]]) -> Floats:
    classes = len(STRATA) + 1
    onsets, years = np.zeros((classes, len(HEIGHTS))), np.zeros(classes)
    for heights, stratum in runs:
        years += np.bincount(stratum.ravel(), minlength=classes) / 365.25
        for k, height in enumerate(HEIGHTS):
            where = onset_days(heights >= height)
            onsets[:, k] += np.bincount(stratum[where], minlength=classes)
    return log_rates(onsets, years)


def write_table(path: Path, table: Floats) -> None:
    """Writes a table as CSV, one row a detector and class of volume.

    Args:
        path: File to write.
        table: As :func:`simulate_table` gives it.
    """
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(["detector", "stratum", *(f"{height:.2f}" for height in HEIGHTS)])
        for row, name in enumerate(ROWS):
            for stratum in range(len(STRATA) + 1):
                writer.writerow([name, stratum, *(f"{value:.4f}" for value in table[row, stratum])])


if __name__ == "__main__":
    write_table(Path(__file__).with_name(TABLE), simulate_table())
