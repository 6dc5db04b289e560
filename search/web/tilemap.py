"""The tile map as SVG: links, names for those who do not see it, and a letter on every raised tile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from markupsafe import Markup, escape

from pantau.districts import load_districts
from pantau.records import IndexLevel
from search.overview import DistrictState, Overview
from search.web.tiles import COLUMNS, ROWS, load_tiles
from search.web.wording import N_, Wording

CELL: Final = 20
GAP: Final = 2
"""Units of the drawing; at full width of a desktop page a unit is about a pixel."""

SIGNS: Final[dict[IndexLevel, str]] = {"awas": "A", "siaga": "S", "waspada": "W"}
"""Letters on raised tiles, so that colour is never alone; a calm tile is plain, an unseen one hatched."""

ISLANDS: Final = (
    (N_("Sumatera"), 1.2, 12.2),
    (N_("Jawa"), 11.0, 24.4),
    (N_("Kalimantan"), 18.4, 5.4),
    (N_("Sulawesi"), 33.0, 19.7),
    (N_("Bali dan Nusa Tenggara"), 44.6, 23.6),
    (N_("Maluku"), 43.0, 16.2),
    (N_("Papua"), 50.6, 8.4),
)
"""Names in the seas between the tiles: text, column, row. Set by looking at the map."""


def tile_map(view: Overview, wording: Wording, *, mine: str | None = None) -> Markup:
    """Draws the map.

    Args:
        view: The state of all districts.
        wording: Language of the names.
        mine: Code of the reader's own district, drawn with a ring.

    Returns:
        An ``svg`` element without script or style.
    """
    states = {state.code: state for state in view.states}
    names = load_districts().name
    parts: list[str] = list(_islands(wording))
    for tile in load_tiles():
        state = states[tile.code]
        label = f"{names(tile.code)}: {wording.label(state.level)}"
        parts.append(_tile(state, label, tile.column * CELL, tile.row * CELL, mine=tile.code == mine))
    size = f"0 0 {COLUMNS * CELL} {ROWS * CELL}"
    title = wording.gettext("Peta petak: satu petak untuk setiap kabupaten/kota, di dekat letak sebenarnya")
    return Markup(
        '<svg class="tiles" viewBox="{}" role="group" aria-label="{}">'
        '<defs><pattern id="unseen" width="5" height="5" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><rect class="hatch" width="1.4" height="5"/></pattern></defs>{}</svg>'
    ).format(size, title, Markup("".join(parts)))  # noqa: S704 (each part is escaped where it is made)


def _islands(wording: Wording) -> Iterator[str]:
    for name, column, row in ISLANDS:
        yield Markup('<text class="island" x="{}" y="{}">{}</text>').format(
            round(column * CELL), round(row * CELL), wording.gettext(name)
        )


def _tile(state: DistrictState, label: str, x: int, y: int, *, mine: bool) -> str:
    """Writes one tile; ``label`` is the only text from outside and is escaped once for all its places."""
    side, name = CELL - GAP, escape(label)
    sign = SIGNS.get(state.level, "")
    letter = (
        f'<text x="{x + side / 2:g}" y="{y + side * 0.72:g}" aria-hidden="true">{sign}</text>' if sign else ""
    )
    return (
        f'<a href="/wilayah/{escape(state.code)}" aria-label="{name}"'
        f' class="tile tile-{escape(state.level)}{" mine" if mine else ""}"><title>{name}</title>'
        f'<rect x="{x}" y="{y}" width="{side}" height="{side}" rx="3"/>{letter}</a>'
    )
