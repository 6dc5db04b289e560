"""Other ways to read places, for comparison in the same run.

* :class:`LongestMatch`: every name of the gazetteer counts, the longest wins, the most named district is
  the place, the first meaning is taken where several have the name.
* :class:`LocationNer`: the package ``id-location-ner`` (spaCy phrase matching), where it is installed.
"""

from __future__ import annotations

import csv
import tempfile
from collections import Counter
from dataclasses import asdict
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Protocol

from nlp.places.gazetteer import Gazetteer
from nlp.places.sightings import Finder, readable

PEER_MODULE: Final = "location_ner"


class Reader(Protocol):
    """Anything that names the districts of a story."""

    name: str

    def places(self, title: str, text: str) -> tuple[str, ...]:
        """Codes of the event's places."""
        ...


class LongestMatch:
    """Plain longest match on the gazetteer."""

    name = "longest match"

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._finder = Finder(gazetteer)

    def places(self, title: str, text: str) -> tuple[str, ...]:
        """The district named most often, the first of its meanings."""
        counts: Counter[str] = Counter()
        for sighting in self._finder.find(readable(f"{title}\n{text}"), "text"):
            counts[sighting.entries[0].code[:5]] += 1
        districts = [code for code, _ in counts.most_common() if len(code) == 5]
        return tuple(districts[:1])


class LocationNer:
    """``id-location-ner`` with our tables as its gazetteer and its own ``final_result``."""

    name = "id-location-ner"

    def __init__(self, gazetteer: Gazetteer) -> None:
        module: Any = import_module(PEER_MODULE)
        self._resolve = module.resolve_best_location
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "places.csv"
            _write_table(path, gazetteer)
            self._extractor = module.LocationExtractor.from_csv(str(path), max_level="district")

    def places(self, title: str, text: str) -> tuple[str, ...]:
        """The district of its final result."""
        mentions = self._extractor.extract(f"{title}\n{text}")
        best = self._resolve([asdict(mention) for mention in mentions])
        code = getattr(best, "city_code", None) if best is not None else None
        return (code,) if code else ()


def _write_table(path: Path, gazetteer: Gazetteer) -> None:
    """Our tables in the columns the package reads."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(
            (
                "province_name", "city_name", "district_name", "subdistrict_name",
                "province_code", "city_code", "district_code", "subdistrict_code",
            )
        )  # fmt: skip
        for code, name in gazetteer.subdistricts.items():
            district = gazetteer.districts.district(code)
            province = gazetteer.districts.province(code)
            writer.writerow(
                (province.name, district.name, name, name, province.code, district.code, code, f"{code}.0001")
            )


def peers(gazetteer: Gazetteer) -> tuple[Reader, ...]:
    """Peers that can run here."""
    found: list[Reader] = [LongestMatch(gazetteer)]
    if find_spec(PEER_MODULE) is not None:
        found.append(LocationNer(gazetteer))
    return tuple(found)
