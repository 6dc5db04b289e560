"""Stories with the places a person gave them, as the benchmark and the training read them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pantau.errors import UsageError

GOLD_FILES: Final = ("dev.jsonl", "rewritten.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldStory:
    """A story with the places a person gave it.

    Attributes:
        incident: Slug of its event, "" where it has none.
    """

    id: str
    outlet: str
    title: str
    text: str
    url: str
    places: frozenset[str]
    incident: str = ""

    @property
    def districts(self) -> frozenset[str]:
        """Codes of kabupaten and kota only."""
        return districts_of(self.places)

    @property
    def group(self) -> str:
        """Batch of the label file, the first letter of the id."""
        return self.id[:1]


def districts_of(codes: Iterable[str]) -> frozenset[str]:
    """Codes of kabupaten and kota among ``codes``."""
    return frozenset(code for code in codes if len(code) == 5)


def read_gold(folder: Path) -> list[GoldStory]:
    """Labelled stories of both files.

    Raises:
        UsageError: If neither is there.
    """
    stories = []
    for name in GOLD_FILES:
        path = folder / name
        if path.is_file():
            with path.open(encoding="utf-8") as handle:
                stories += [_gold(json.loads(line)) for line in handle]
    if not stories:
        raise UsageError(
            f"no {' or '.join(GOLD_FILES)} in {folder}: give the folder with the labelled stories"
        )
    return stories


def _gold(row: dict[str, Any]) -> GoldStory:
    outlet = row.get("outlet") or ""
    return GoldStory(
        id=row["id"],
        outlet=outlet,
        title=row.get("title") or "",
        text=row["text"],
        url=row.get("url") or (f"https://{outlet}/" if "." in outlet else ""),
        places=frozenset(row["places"]),
        incident=row.get("incident") or "",
    )
