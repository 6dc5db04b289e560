"""``pantau detect``: any table of counts, from the first day to the last, for a budget of false alarms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from index_builder.detection.layout import Layout, lay_out
from index_builder.detection.surveillance import Surveillance, Today
from index_builder.detection.table import Table, read_rows
from index_builder.detection.watch import DETECTORS

if TYPE_CHECKING:
    from index_builder.detection.budget import Budget
    from index_builder.detection.values import Bools, Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection:
    """Results of a table, S series x T days.

    The fields are those of :class:`~index_builder.detection.surveillance.Today`.
    """

    table: Table
    layout: Layout
    budget: Budget
    observed: Bools
    count: Floats
    expected: Floats
    low: Floats
    high: Floats
    probability: Floats
    rate: Floats
    detector: Ints
    onset: Bools
    alarm: Bools

    def rows(self) -> Iterator[dict[str, Any]]:
        """One mapping a series and day, ready for CSV or JSON; empty (None) where not observed."""
        for k, (district, dimension) in enumerate(
            zip(self.table.districts, self.table.dimensions, strict=True)
        ):
            for t in range(self.count.shape[1]):
                yield self._row(k, t, district, dimension)

    def _row(self, k: int, t: int, district: str, dimension: str) -> dict[str, Any]:
        seen = bool(self.observed[k, t])
        return {
            "district": district,
            "dimension": dimension,
            "day": self.table.day(t).isoformat(),
            "count": int(self.table.counts[k, t]),
            "observed": seen,
            "count_7": int(self.count[k, t]) if seen else None,
            "expected_7": round(float(self.expected[k, t]), 4) if seen else None,
            "low_7": int(self.low[k, t]) if seen else None,
            "high_7": int(self.high[k, t]) if seen else None,
            "tail_probability": float(self.probability[k, t]) if seen else None,
            "chance_onsets_a_year": float(self.rate[k, t]) if seen else None,
            "detector": DETECTORS[int(self.detector[k, t])] if seen else None,
            "onset": bool(self.onset[k, t]),
            "alarm": bool(self.alarm[k, t]),
        }


def detect(
    table: Table | Iterable[Mapping[str, object]],
    *,
    budget: Budget,
    neighbours: Mapping[str, Sequence[str]] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Detection:
    """Runs all detectors over a table, each day knowing only the days before it.

    Args:
        table: A :class:`Table`, or rows as :func:`~index_builder.detection.table.read_rows` takes them.
        budget: False alarms asked for.
        neighbours: District to districts next door; default are Indonesia's.
        progress: Called with days done and days in all.

    Raises:
        SeriesError: If a row breaks a rule.
    """
    data = table if isinstance(table, Table) else read_rows(table)
    layout = lay_out(data.districts, data.dimensions, neighbours=neighbours)
    watching = Surveillance(layout, budget)
    days = data.counts.shape[1]
    names = [item.name for item in fields(Today)]
    result: dict[str, Any] = {}
    for t in range(days):
        today = watching.step(data.day(t), data.counts[:, t], data.coverage[:, t])
        for name in names:
            value = getattr(today, name)
            if t == 0:
                result[name] = np.empty((len(layout), days), dtype=value.dtype)
            result[name][:, t] = value
        if progress is not None:
            progress(t + 1, days)
    return Detection(table=data, layout=layout, budget=budget, **result)


def order(probability: Floats) -> Floats:
    """Benjamini-Hochberg q-values: how many of the alarms down to this one may be chance.

    They only order what is shown; whether there is an alarm is decided by the budget.

    Args:
        probability: Tail probabilities of the series of a day.
    """
    size = len(probability)
    ranks = np.argsort(probability, kind="stable")
    scaled = probability[ranks] * size / np.arange(1, size + 1)
    result = np.empty(size)
    result[ranks] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return result
