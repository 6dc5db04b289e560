"""The stage of the build that turns counts into index values, day by day, and writes them.

The baseline is a recursion over days. Its memory is kept every :data:`KEPT_EVERY` days, so that a new day
starts from the last kept one, and a late story from the one before its day; either way the same numbers
are computed in the same order as from the beginning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from index_builder import workings
from index_builder.baseline import GUARD_DAYS, SERIES, WINDOW_DAYS, Baseline, Expectation, exposure
from index_builder.cells import Cells, load_cells
from index_builder.method import METHOD_VERSION
from index_builder.values import LEVELS, UNSEEN, Scores, scores
from pantau.districts import load_districts
from pantau.storage import Database

KEPT_EVERY: Final = 32
"""Days between two kept memories (about 45 KB each): a new day computes 16 days on average."""

LAG: Final = WINDOW_DAYS + GUARD_DAYS
"""Days from a day to the last one that its baseline knows."""

FULL_GRID_DAYS: Final = 31
"""Last days for which every district has a row, also one that could not be seen. Before that only seen
districts have rows: no row means *tidak teramati*. (A grid of all days would be 940,000 rows a year.)"""

FIRST_DAY: Final = date(2010, 1, 1)
"""Series begin here at the earliest: no outlet's archive reaches back further as a daily stream, and one
mis-dated story of 1970 must not cost fifty years."""

LEAD: Final = max(LAG, WINDOW_DAYS - 1)
"""Days before the first computed one that must be read."""

_INSERT: Final = (
    "INSERT INTO index_values (district, dimension, day, observed, expected, low, high, score, level,"
    " method_version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """The index of some days in a row.

    Attributes:
        first: Ordinal of the first day.
        scores: The scores, arrays of shape ``(days, series, districts)``.
        visible: Whether each district could be seen, shape ``(days, districts)``.
    """

    first: int
    scores: Scores
    visible: npt.NDArray[np.bool_]


def district_codes() -> tuple[str, ...]:
    """Codes of all kabupaten and kota, ascending."""
    return tuple(district.code for district in load_districts())


def compute(cells: Cells, *, strain: Baseline, both: Baseline) -> Computed:
    """The index of all days of some cells but the first :data:`LEAD`, which they are measured against.

    Args:
        cells: Counts of the days in question and of :data:`LEAD` days before.
        strain: Memory for tension incidents, of the days before those of ``cells``; it is moved on.
        both: The same for tension incidents and protests together.
    """
    windows = Windows.of(cells)
    exposed = cells.exposed
    alone, together = [], []
    for place in range(LEAD, len(cells.stories)):
        known = place - LAG
        strain.learn(cells.tension[known], exposed[known])
        both.learn(cells.tension[known] + cells.protests[known], exposed[known])
        alone.append(strain.expect(windows.exposed[place]))
        together.append(both.expect(windows.exposed[place]))
    visible = windows.stories[LEAD:] > 0
    return Computed(
        first=cells.first + LEAD,
        visible=visible,
        scores=scores(
            windows.tension[LEAD:],
            windows.protests[LEAD:],
            Expectation.joined(alone),
            Expectation.joined(together),
            visible[:, None, :],
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Windows:
    """Sums over the window that ends on each day."""

    tension: npt.NDArray[np.int64]
    protests: npt.NDArray[np.int64]
    stories: npt.NDArray[np.int64]
    exposed: npt.NDArray[np.float64]

    @classmethod
    def of(cls, cells: Cells) -> Windows:
        """The sums of some cells.

        A district that was named in the window was watched by at least one outlet on all its days, also
        on those before it was first named: otherwise a first mention would meet no expectation at all.
        """
        stories = _sums(cells.stories)
        least = np.where(stories > 0, WINDOW_DAYS * float(exposure(1)), 0.0)
        return cls(
            tension=_sums(cells.tension),
            protests=_sums(cells.protests),
            stories=stories,
            exposed=np.maximum(_sums(cells.exposed), least),
        )


Numbers = TypeVar("Numbers", npt.NDArray[np.int64], npt.NDArray[np.float64])


def _sums(values: Numbers) -> Numbers:
    """Sums over the last :data:`WINDOW_DAYS` days along the first axis (shorter at its beginning).

    The days are always added in the same order; a running sum of fractions would depend on its start.
    """
    found = values.copy()
    for back in range(1, WINDOW_DAYS):
        found[back:] += values[:-back]
    return found


class Indexing:
    """Builds the index values that are out of date.

    Args:
        database: Open for writing, with signals and coverage up to date.
        through: Last day of the index.
    """

    def __init__(self, database: Database, through: date) -> None:
        self.database = database
        self.through = through
        self.districts = district_codes()
        provinces = np.unique([code[:2] for code in self.districts], return_inverse=True)[1]
        self._strain = Baseline(provinces)
        self._both = Baseline(provinces)

    def run(self, since: date) -> Iterator[Computed]:
        """Compute and write the index from a day on; call it inside a transaction.

        Args:
            since: First day that is out of date.

        Yields:
            What was computed, with at least the :data:`LAG` days before ``since`` where there are any.
        """
        self.database.execute("DELETE FROM index_values WHERE day > ?", (self.through.isoformat(),))
        beginning = self._beginning()
        if beginning is None:
            return
        since = max(since, beginning)
        start = self._resume(max(since - timedelta(days=LAG), beginning), beginning)
        self.database.execute("DELETE FROM index_values WHERE day >= ?", (since.isoformat(),))
        for chunk in self._chunks(start):
            self.database.connection.executemany(_INSERT, self._rows(chunk, since))
            yield chunk
        self._drop_old_grid()

    def _beginning(self) -> date | None:
        """First day of all series."""
        found = self.database.value(
            "SELECT min(day) FROM working_stories WHERE dated AND day >= ?", (FIRST_DAY.isoformat(),)
        )
        return None if found is None or found > self.through.isoformat() else date.fromisoformat(found)

    def _resume(self, since: date, beginning: date) -> date:
        """Take up the latest kept memory that is still true; gives the day to go on with."""
        self.database.execute("DELETE FROM working_baselines WHERE day > ?", (since.isoformat(),))
        row = self.database.row("SELECT day, memory FROM working_baselines ORDER BY day DESC LIMIT 1")
        if row is None or row[0] < beginning.isoformat():
            self.database.execute("DELETE FROM working_baselines")
            return beginning
        half = len(row[1]) // 2
        self._strain.restore(row[1][:half])
        self._both.restore(row[1][half:])
        return date.fromisoformat(row[0])

    def _chunks(self, start: date) -> Iterator[Computed]:
        """Compute between kept days, so that the memory can be kept on each of them."""
        first, last = start.toordinal(), self.through.toordinal()
        while first <= last:
            self._keep(first)
            until = min((first // KEPT_EVERY + 1) * KEPT_EVERY - 1, last)
            cells = load_cells(
                self.database,
                first=date.fromordinal(first - LEAD),
                last=date.fromordinal(until),
                districts=self.districts,
            )
            yield compute(cells, strain=self._strain, both=self._both)
            first = until + 1

    def _keep(self, day: int) -> None:
        if day % KEPT_EVERY == 0:
            self.database.execute(
                "INSERT INTO working_baselines (day, memory) VALUES (?, ?)"
                " ON CONFLICT (day) DO UPDATE SET memory = excluded.memory",
                (date.fromordinal(day).isoformat(), self._strain.pack() + self._both.pack()),
            )

    def _rows(self, chunk: Computed, since: date) -> Iterator[Sequence[object]]:
        grid_from = self.through.toordinal() - FULL_GRID_DAYS
        for offset in range(len(chunk.visible)):
            day = chunk.first + offset
            if day < since.toordinal():
                continue
            places = (
                range(len(self.districts))
                if day > grid_from
                else np.flatnonzero(chunk.visible[offset]).tolist()
            )
            yield from _day_rows(chunk, offset, places, self.districts)

    def _drop_old_grid(self) -> None:
        """Remove the rows of unseen districts that left the last month since the last build."""
        built = self.database.progress(workings.BUILT_THROUGH)
        if built is None:
            return
        first = date.fromisoformat(built).toordinal() - FULL_GRID_DAYS
        last = self.through.toordinal() - FULL_GRID_DAYS
        self.database.execute(
            "DELETE FROM index_values WHERE day BETWEEN ? AND ? AND level = ?",
            (date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat(), UNSEEN),
        )


def _day_rows(
    chunk: Computed, offset: int, places: Sequence[int], districts: Sequence[str]
) -> Iterator[Sequence[object]]:
    day = date.fromordinal(chunk.first + offset).isoformat()
    found = chunk.scores
    observed, expected = found.observed[offset].tolist(), found.expected[offset].tolist()
    low, high = found.low[offset].tolist(), found.high[offset].tolist()
    score, level = found.score[offset].tolist(), found.level[offset].tolist()
    for place in places:
        code = districts[place]
        for row, name in enumerate(SERIES):
            rank = level[row][place]
            yield (
                code,
                name,
                day,
                observed[row][place],
                expected[row][place],
                low[row][place],
                high[row][place],
                score[row][place] if rank >= 0 else None,
                LEVELS[rank] if rank >= 0 else UNSEEN,
                METHOD_VERSION,
            )
