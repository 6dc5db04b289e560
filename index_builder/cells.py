"""The counts of all districts and days as arrays: what the model reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from index_builder.baseline import SERIES, exposure
from pantau.storage import Database

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """Counts from one day on.

    Attributes:
        first: Ordinal of the first day.
        tension: Tension incidents, shape ``(days, series, districts)``; series as in
            :data:`index_builder.baseline.SERIES`.
        protests: Peaceful protests, same shape.
        stories: Distinct stories that name the district, shape ``(days, districts)``.
        outlets: Living outlets, same shape.
    """

    first: int
    tension: Ints
    protests: Ints
    stories: Ints
    outlets: Ints

    @property
    def exposed(self) -> Floats:
        """Exposure of each day and district."""
        return exposure(self.outlets)


def load_cells(database: Database, *, first: date, last: date, districts: Sequence[str]) -> Cells:
    """Read the counts between two days, both included."""
    start, days = first.toordinal(), last.toordinal() - first.toordinal() + 1
    place_of = {code: place for place, code in enumerate(districts)}
    series_of = {name: place for place, name in enumerate(SERIES)}
    tension = np.zeros((days, len(SERIES), len(districts)), dtype=np.int64)
    protests = np.zeros_like(tension)
    bounds = (first.isoformat(), last.isoformat())
    for day, district, dimension, strained, protested in database.rows(
        "SELECT day, district, dimension, sum(tension), sum(protests) FROM working_counts"
        " WHERE day BETWEEN ? AND ? GROUP BY day, district, dimension",
        bounds,
    ):
        if district in place_of:
            cell = (date.fromisoformat(day).toordinal() - start, series_of[dimension], place_of[district])
            tension[cell], protests[cell] = strained, protested
    stories = np.zeros((days, len(districts)), dtype=np.int64)
    outlets = np.zeros_like(stories)
    for district, day, named, alive in database.rows(
        "SELECT district, day, stories, outlets FROM district_coverage WHERE day BETWEEN ? AND ?", bounds
    ):
        if district in place_of:
            seen = (date.fromisoformat(day).toordinal() - start, place_of[district])
            stories[seen], outlets[seen] = named, alive
    return Cells(first=start, tension=tension, protests=protests, stories=stories, outlets=outlets)
