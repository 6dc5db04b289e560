"""``pantau bench alarms``: is the asked rate kept, and is more found at an equal rate than by others?

Five simulated nations of 2,056 series over five years (:mod:`~index_builder.detection.generators`), with
seeds that served for nothing else. First part: onsets a series-year without any rise, at three budgets,
in the bands of true volume. Second part: rises planted into 1,500 series; every method gets, in every
band, the threshold at which it has the same measured rate on the same series without rises, and then
sensitivity and delay are compared on the same rises.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from index_builder.detection import r_surveillance
from index_builder.detection.bell import Bell
from index_builder.detection.generators import BANDS, KINDS, Kind, Press, Rises, plant, simulate
from index_builder.detection.layout import lay_out
from index_builder.detection.onsets import onset_days
from index_builder.detection.rivals import ears, farrington_flexible, flexible_score, plain_window
from index_builder.detection.watch import Watch

if TYPE_CHECKING:
    from index_builder.detection.values import Bools, Floats, Ints

Say = Callable[[str], None]

SEEDS: Final = (9001, 9002, 9003, 9004, 9005)
"""Five nations: 10,280 series. The method was developed on other seeds."""
RATE_BUDGETS: Final = (0.1, 0.25, 1.0)
"""Onsets a series-year: one a year in each district is 0.25; 0.1 is one in ten years, 1 is generous."""
COMPARED_RATES: Final = (0.1, 0.25)
TARGETS: Final = 300
"""Series with a rise in each nation: 1,500 in all, 100 a band and nation."""
FIRST_SCORED: Final = 366
"""The first year fills the baseline; its rate is reported apart."""
NULL_FROM: Final = 1096
"""Rates of the comparison are measured over the last two years: Farrington needs three before."""
RISE_WINDOW: Final = (1461, 1461 + 280)
"""Rises start in the last year, early enough to end in it."""
GRACE_DAYS: Final = 7
"""An alarm counts until a week after the rise."""
RESAMPLES: Final = 400
TOLERANCE: Final = 0.2
"""Measured over asked must lie within 1 +- this."""
OURS: Final = "pantau"
RIVAL: Final = "plain 7-day NB window"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateRow:
    """Measured against asked rate in one band at one budget."""

    band: str
    budget: float
    ratio: float
    low: float
    high: float
    first_year: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerRow:
    """One method against one kind of rise at one measured rate; ``gain`` is ours minus the method's."""

    kind: str
    rate: float
    method: str
    sensitivity: float
    by_band: tuple[float, ...]
    median_days: float
    gain: float
    low: float
    high: float
    days_sooner: float
    days_low: float
    days_high: float


@dataclass(slots=True, kw_only=True)
class BenchResult:
    """Everything the bench found; ``passed`` judges the floors."""

    rates: list[RateRow] = field(default_factory=list)
    power: list[PowerRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    year_seconds: float = 0.0
    day_seconds: float = 0.0
    seconds: float = 0.0

    def failures(self) -> list[str]:
        """Floors that were missed, in words."""
        found = [
            f"{row.band} at {row.budget:g}: measured/asked {row.ratio:.2f}"
            for row in self.rates
            if abs(row.ratio - 1.0) > TOLERANCE
        ]
        found += [
            f"{row.kind} at {row.rate:g}: gain over {row.method} {row.gain:+.3f} "
            f"[{row.low:+.3f}, {row.high:+.3f}]"
            for row in self.power
            if row.method != OURS and row.low <= 0.0
        ]
        if self.year_seconds > 5.0:
            found.append(f"a year of 2,056 series took {self.year_seconds:.1f} s (floor 5 s)")
        if self.day_seconds > 0.5:
            found.append(f"a new day took {self.day_seconds:.2f} s (floor 0.5 s)")
        return found


@dataclass(slots=True)
class _Nation:
    """Scores of all methods on one nation's targets, without and with rises (targets x days)."""

    band: Ints
    null: dict[str, Floats]
    planted: dict[Kind, tuple[Rises, dict[str, Floats]]]
    onset: dict[float, Bools]
    all_band: Ints


def run_bench(
    *, seeds: tuple[int, ...] = SEEDS, targets: int = TARGETS, with_r: bool = True, say: Say | None = None
) -> BenchResult:
    """Runs the bench.

    Args:
        seeds: One nation each.
        targets: Series with a rise a nation.
        with_r: Compare with R ``surveillance`` as well, where it is installed.
        say: Called with a line of progress.
    """
    begin = time.perf_counter()
    tell = say or _silent
    result = BenchResult()
    use_r = with_r and r_surveillance.available()
    if not use_r:
        result.notes.append(
            f"not compared with algo.glrnb: {r_surveillance.MISSING if with_r else 'left out'}"
        )
    nations = []
    for seed in seeds:
        nations.append(_nation(seed, targets, use_r, tell))
    result.year_seconds, result.day_seconds = time_cost()
    result.rates = _rates(nations)
    result.power = _compare(nations)
    result.seconds = time.perf_counter() - begin
    return result


def _silent(_: str) -> None:
    """Nobody wants to know."""


def score_press(press: Press, frozen: list[Floats] | None = None) -> tuple[Floats, list[Floats]]:
    """-log10 of the rate of each series and day, and the correction used on each day.

    Args:
        press: What to run on.
        frozen: Corrections of an earlier run to use instead of learning: rises come one at a time, and
            1,500 of them at once must not teach the correction that they are chance.
    """
    layout = lay_out(press.districts, press.dimensions)
    watch, bell = Watch(layout), Bell(len(layout))
    score = np.empty(press.counts.shape)
    used: list[Floats] = []
    for t in range(press.counts.shape[1]):
        if frozen is not None:
            bell.correction.frozen = frozen[t]
        used.append(bell.correction.factor())
        day = press.first_day + timedelta(days=t)
        reading = watch.step(day, press.counts[:, t].astype(float), press.coverage[:, t].astype(float))
        score[:, t] = -np.log10(bell.ring(reading)[0])
    return score, used


def time_cost() -> tuple[float, float]:
    """Seconds for a year of 514 districts x 4 dimensions, and for one day after it."""
    press = simulate(1, days=400)
    layout = lay_out(press.districts, press.dimensions)
    watch, bell = Watch(layout), Bell(len(layout))
    marks = []
    for t in range(366):
        marks.append(time.perf_counter())
        day = press.first_day + timedelta(days=t)
        bell.ring(watch.step(day, press.counts[:, t].astype(float), press.coverage[:, t].astype(float)))
    return marks[365] - marks[0], time.perf_counter() - marks[365]


def _nation(seed: int, targets: int, use_r: bool, tell: Say) -> _Nation:
    tell(f"nation {seed}: without rises")
    press = simulate(seed)
    score, used = score_press(press)
    rng = np.random.default_rng(seed + 50_000)
    chosen = np.concatenate(
        [rng.permutation(np.flatnonzero(press.band == k))[: targets // len(BANDS)] for k in range(len(BANDS))]
    )
    null = {OURS: score[chosen].astype(np.float32), **_rival_scores(press.counts[chosen], use_r)}
    planted: dict[Kind, tuple[Rises, dict[str, Floats]]] = {}
    for number, kind in enumerate(KINDS):
        tell(f"nation {seed}: {kind}")
        other, rises = plant(press, kind, chosen, seed + number, window=RISE_WINDOW)
        mine, _ = score_press(other, used)
        planted[kind] = (
            rises,
            {
                OURS: mine[chosen].astype(np.float32),
                **_rival_scores(other.counts[chosen], use_r, RISE_WINDOW[0]),
            },
        )
    onset = {budget: onset_days(score >= -np.log10(budget)) for budget in RATE_BUDGETS}
    return _Nation(press.band[chosen], null, planted, onset, press.band)


def _rival_scores(counts: Ints, use_r: bool, first_day: int = NULL_FROM) -> dict[str, Floats]:
    """Scores of the others from a day on; weekly methods speak on the last day of each week."""
    days = counts.astype(float)
    daily = ears(days)
    length = days.shape[1] // 7
    offset = days.shape[1] - 7 * length
    weeks = days[:, offset:].reshape(len(days), length, 7).sum(axis=2)
    weekly = ears(weeks)
    first = first_day // 7
    flexible = np.zeros(weeks.shape)
    for place in range(first, length):
        flexible[:, place] = flexible_score(
            weeks[:, place],
            farrington_flexible(weeks, place, years=min(place // 52, 4) if place % 52 > 2 else 3),
        )
    spread = {
        "EARS C1 weekly": weekly.c1,
        "EARS C2 weekly": weekly.c2,
        "EARS C3 weekly": weekly.c3,
        "Farrington-flexible": flexible,
    }
    if use_r:
        statistic = np.zeros(weeks.shape)
        start = NULL_FROM // 7  # where its fit ends; the same with and without rises
        statistic[:, start:] = r_surveillance.run("glrnb", weeks, first=start + 1)
        spread["R algo.glrnb"] = statistic
    result = {
        RIVAL: plain_window(days),
        "EARS C1 daily": daily.c1,
        "EARS C2 daily": daily.c2,
        "EARS C3 daily": daily.c3,
    }
    for name, values in spread.items():
        full = np.full(days.shape, -1.0)
        full[:, offset + 6 :: 7] = values
        result[name] = full
    return {name: values.astype(np.float32) for name, values in result.items()}


def _rates(nations: list[_Nation]) -> list[RateRow]:
    rng = np.random.default_rng(7)
    rows = []
    for k, (name, *_) in enumerate(BANDS):
        for budget in RATE_BUDGETS:
            onsets = np.concatenate([item.onset[budget][item.all_band == k] for item in nations])
            years = (onsets.shape[1] - FIRST_SCORED) / 365.25
            each = onsets[:, FIRST_SCORED:].sum(axis=1) / years / budget
            draws = each[rng.integers(0, len(each), (RESAMPLES, len(each)))].mean(axis=1)
            low, high = np.quantile(draws, (0.025, 0.975))
            first = onsets[:, :FIRST_SCORED].sum(axis=1).mean() / (FIRST_SCORED / 365.25) / budget
            rows.append(
                RateRow(
                    band=name,
                    budget=budget,
                    ratio=float(each.mean()),
                    low=float(low),
                    high=float(high),
                    first_year=float(first),
                )
            )
    return rows


def threshold(score: Floats, rate: float) -> float:
    """Height at which a method has this many onsets a series-year.

    Args:
        score: S x T, series of one band without rises.
        rate: Onsets a series-year.
    """
    wanted = rate * score.shape[0] * score.shape[1] / 365.25
    low, high = float(np.quantile(score, 0.9)), float(score.max()) + 1.0
    for _ in range(40):
        middle = 0.5 * (low + high)
        if onset_days(score >= middle).sum() > wanted:
            low = middle
        else:
            high = middle
    return high


def _delays(score: Floats, rises: Rises, limits: Floats) -> Floats:
    """Days from the start of each rise to the first alarm in it, inf without one."""
    result = np.full(len(limits), np.inf)
    for k, (start, end) in enumerate(zip(rises.start, rises.end, strict=True)):
        hit = np.flatnonzero(score[k, start : end + 1 + GRACE_DAYS] >= limits[k])
        if len(hit):
            result[k] = hit[0]
    return result


def _compare(nations: list[_Nation]) -> list[PowerRow]:
    rows: list[PowerRow] = []
    band = np.concatenate([item.band for item in nations])
    for rate in COMPARED_RATES:
        delays: dict[tuple[str, str], Floats] = {}
        for method in nations[0].null:
            limits = _limits(nations, band, method, rate)
            for kind in KINDS:
                delays[method, kind] = np.concatenate(
                    [
                        _delays(item.planted[kind][1][method], item.planted[kind][0], part)
                        for item, part in zip(nations, limits, strict=True)
                    ]
                )
        for kind in KINDS:
            mine = delays[OURS, kind]
            rises = [item.planted[kind][0] for item in nations]
            length = np.concatenate([item.end - item.start + 1.0 + GRACE_DAYS for item in rises])
            rows += [
                _power_row(kind, rate, method, mine, delays[method, kind], length, band)
                for method in nations[0].null
            ]
    return rows


def _limits(nations: list[_Nation], band: Ints, method: str, rate: float) -> list[Floats]:
    """Threshold of each target series, one array a nation: the one of its band."""
    null = np.concatenate([item.null[method][:, NULL_FROM:] for item in nations])
    limits = np.zeros(len(band))
    for k in range(len(BANDS)):
        limits[band == k] = threshold(null[band == k], rate)
    return np.split(limits, np.cumsum([len(item.band) for item in nations])[:-1])


def _power_row(
    kind: str, rate: float, method: str, mine: Floats, other: Floats, length: Floats, band: Ints
) -> PowerRow:
    rng = np.random.default_rng(11)
    found, theirs = np.isfinite(mine), np.isfinite(other)
    difference = found.astype(float) - theirs
    # A rise that was not found counts with its whole length: else finding less would look quicker.
    sooner = np.minimum(other, length) - np.minimum(mine, length)
    picks = rng.integers(0, len(mine), (RESAMPLES, len(mine)))
    low, high = np.quantile(difference[picks].mean(axis=1), (0.025, 0.975))
    days_low, days_high = np.quantile(sooner[picks].mean(axis=1), (0.025, 0.975))
    return PowerRow(
        kind=kind,
        rate=rate,
        method=method,
        sensitivity=float(theirs.mean()),
        by_band=tuple(float(theirs[band == k].mean()) for k in range(len(BANDS))),
        median_days=float(np.median(other)),
        gain=float(difference.mean()),
        low=float(low),
        high=float(high),
        days_sooner=float(sooner.mean()),
        days_low=float(days_low),
        days_high=float(days_high),
    )


def as_mapping(result: BenchResult) -> dict[str, Any]:
    """The result as plain values for ``--json``."""
    return {
        "rates": [{name: getattr(row, name) for name in RateRow.__slots__} for row in result.rates],
        "power": [{name: getattr(row, name) for name in PowerRow.__slots__} for row in result.power],
        "notes": result.notes,
        "year_seconds": result.year_seconds,
        "day_seconds": result.day_seconds,
        "seconds": result.seconds,
        "failures": result.failures(),
    }


def as_text(result: BenchResult) -> str:
    """The result as two Markdown tables."""
    lines = ["| band | asked | measured/asked, years 2-5 | 95 % interval | first year |"]
    lines.append("| --- | --- | --- | --- | --- |")
    for rate in result.rates:
        span = f"{rate.low:.2f}-{rate.high:.2f}"
        lines.append(f"| {rate.band} | {rate.budget:g} | {rate.ratio:.2f} | {span} | {rate.first_year:.2f} |")
    lines.append("")
    lines.append(
        "| rise | rate | method | sensitivity | sparse / medium / busy | median days "
        "| ours more (95 %) | ours sooner, days (95 %) |"
    )
    lines.append("| --- | --- | --- | --- | --- | --- | --- | --- |")
    lines += [_power_line(row) for row in result.power]
    lines.append("")
    lines.append(
        f"A year of 2,056 series: {result.year_seconds:.2f} s; a day more: {result.day_seconds:.3f} s."
    )
    lines += result.notes
    lines.append(f"The bench took {result.seconds:.0f} s.")
    return "\n".join(lines)


def _power_line(row: PowerRow) -> str:
    bands = " / ".join(f"{value:.2f}" for value in row.by_band)
    median = f"{row.median_days:.0f}" if np.isfinite(row.median_days) else "not found"
    gain = days = ""
    if row.method != OURS:
        gain = f"{row.gain:+.3f} ({row.low:+.3f} to {row.high:+.3f})"
        days = f"{row.days_sooner:.1f} ({row.days_low:.1f} to {row.days_high:.1f})"
    cells = (row.kind, f"{row.rate:g}", row.method, f"{row.sensitivity:.3f}", bands, median, gain, days)
    return "| " + " | ".join(cells) + " |"


if __name__ == "__main__":
    outcome = run_bench(say=print)
    print(as_text(outcome))
    print("\n".join(outcome.failures()) or "all floors reached")
