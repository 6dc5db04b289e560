"""The tile map: one tile for each district, near its true place.

On a true map the 119 districts of Java are specks and Papua fills a third. Here every district has a
tile of one size. ``python -m search.web.tiles`` writes the table ``tiles.csv`` from the districts' points:
longitudes and latitudes are drawn apart where districts are dense, then districts and cells are matched
so that the sum of squared shifts is smallest (Jonker-Volgenant, in scipy).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from pantau.districts import load_districts

COLUMNS: Final = 60
ROWS: Final = 26
"""Cells: three for each district, so that the seas between the islands stay open."""

SPREAD_EAST: Final = 0.30
SPREAD_NORTH: Final = 0.25
"""How far coordinates give way to ranks (0 = true scale, 1 = evenly spread). Chosen by looking: with less,
Java's tiles are pushed into the sea; with more, the islands lose their shapes."""

_FILE: Final = "tiles.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """The cell of a district; column 0 lies in the west, row 0 in the north."""

    code: str
    column: int
    row: int


@cache
def load_tiles() -> tuple[Tile, ...]:
    """Returns the tiles that ship with Pantau, in reading order: from north to south, west to east."""
    text = resources.files("search.web").joinpath(_FILE).read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    tiles = (Tile(code=row["code"], column=int(row["column"]), row=int(row["row"])) for row in rows)
    return tuple(sorted(tiles, key=lambda tile: (tile.row, tile.column)))


def build() -> list[Tile]:
    """Returns a tile for each district, computed from its point; always the same."""
    from scipy.optimize import linear_sum_assignment  # only whoever builds the table waits for it

    districts = list(load_districts())
    east = _spread(np.array([district.longitude for district in districts]), SPREAD_EAST) * (COLUMNS - 1)
    south = 1 - _spread(np.array([district.latitude for district in districts]), SPREAD_NORTH)
    cells = np.array([(column, row) for row in range(ROWS) for column in range(COLUMNS)])
    points = np.column_stack([east, south * (ROWS - 1)])
    shifts = ((points[:, None, :] - cells[None, :, :]) ** 2).sum(axis=2)
    _, chosen = linear_sum_assignment(shifts)
    return [
        Tile(code=district.code, column=int(cells[cell][0]), row=int(cells[cell][1]))
        for district, cell in zip(districts, chosen, strict=True)
    ]


def _spread(values: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """Returns values scaled to 0..1, moved by ``share`` towards their ranks."""
    ranks = np.argsort(np.argsort(values, kind="stable"), kind="stable") / (len(values) - 1)
    scaled = (values - values.min()) / (values.max() - values.min())
    return np.asarray((1 - share) * scaled + share * ranks)


def write(path: Path) -> None:
    """Writes the table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "column", "row"])
        writer.writerows((tile.code, tile.column, tile.row) for tile in build())


if __name__ == "__main__":
    write(Path(__file__).with_name(_FILE))
