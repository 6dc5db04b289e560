"""The place mentions of the InaGeoParser small corpus, for scoring only.

A line is ``token/pos/label[/argument[/(latitude, longitude)/level]]``; documents end with ``===``. Levels:
0 country, 1 province, 2 kabupaten or kota, 3 kecamatan, 4 desa, 5 other. The right district of a mention
is the one whose polygon holds its point (GeoJSON, given beside the corpus); no point is taken into Pantau.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

_POINT: Final = re.compile(r"\((-?[\d.]+),\s*(-?[\d.]+)\)/(\d)")
_NO_SPACE_BEFORE: Final = frozenset({",", ".", ")", ":", ";", "?", "!"})
DISTRICT_LEVELS: Final = frozenset({2, 3, 4})
PROVINCE_LEVEL: Final = 1


@dataclass(frozen=True, slots=True)
class LabelledPlace:
    """A place in a document, with the point it was labelled with."""

    start: int
    end: int
    name: str
    latitude: float
    longitude: float
    level: int


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A document and its labelled places."""

    text: str
    places: tuple[LabelledPlace, ...]


def read_corpus(path: Path) -> tuple[LabelledDocument, ...]:
    """Documents of the corpus; places without point or level are left out."""
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        blocks = handle.read().split("===")
    return tuple(_document(block.split("\n")) for block in blocks if block.strip())


def _document(lines: Iterable[str]) -> LabelledDocument:
    text = ""
    places: list[LabelledPlace] = []
    pending: tuple[int, float, float, int] | None = None
    for line in lines:
        if not line.strip():
            text += "\n" if text else ""
            continue
        token = line.split("/", 1)[0] or "/"
        inside = "/I-PLOC" in line
        if pending and not inside:
            places.append(_place(text, pending))
            pending = None
        if text and not text.endswith(("\n", "(")) and token not in _NO_SPACE_BEFORE:
            text += " "
        start = len(text)
        text += token
        found = _POINT.search(line) if "/B-PLOC" in line else None
        if found:
            pending = (start, float(found.group(1)), float(found.group(2)), int(found.group(3)))
    if pending:
        places.append(_place(text, pending))
    return LabelledDocument(text, tuple(places))


def _place(text: str, pending: tuple[int, float, float, int]) -> LabelledPlace:
    start, latitude, longitude, level = pending
    end = len(text.rstrip())
    return LabelledPlace(start, end, text[start:end], latitude, longitude, level)


Ring = list[tuple[float, float]]


class Boundaries:
    """District polygons from a GeoJSON file."""

    def __init__(self, path: Path) -> None:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        self._shapes = [
            (str(_code(feature["properties"])), [_box(ring) for ring in _rings(feature["geometry"])])
            for feature in data["features"]
        ]

    def district(self, latitude: float, longitude: float) -> str | None:
        """Code of the district that holds a point, ``None`` outside the country."""
        for code, rings in self._shapes:
            for (west, south, east, north), ring in rings:
                if (
                    west <= longitude <= east
                    and south <= latitude <= north
                    and _holds(ring, longitude, latitude)
                ):
                    return code
        return None


def _code(properties: dict[str, Any]) -> str:
    return next(str(properties[key]) for key in ("kode", "code", "KODE", "kode_kab") if key in properties)


def _rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield [(point[0], point[1]) for point in polygon[0]]


def _box(ring: Ring) -> tuple[tuple[float, float, float, float], Ring]:
    xs = [x for x, _ in ring]
    ys = [y for _, y in ring]
    return (min(xs), min(ys), max(xs), max(ys)), ring


def _holds(ring: Ring, x: float, y: float) -> bool:
    """Even-odd rule."""
    inside = False
    j = len(ring) - 1
    for i, (xi, yi) in enumerate(ring):
        xj, yj = ring[j]
        if (yi > y) != (yj > y) and x < (xj - xi) * (y - yi) / (yj - yi) + xi:
            inside = not inside
        j = i
    return inside
