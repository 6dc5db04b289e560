"""Stories with the places a person gave them, and which of them tell the same event."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from nlp.errors import TrainingError
from nlp.places.gold import GoldStory, read_gold

FURTHER: Final = Path(__file__).with_name("further_places.csv")
"""Places of further regional stories, by a hash of the story's id and without any text; see its head."""
REGIONAL: Final = "data/news/regional_2018_2026.jsonl.gz"
FURTHER_CHARS: Final = 2200
"""Characters of a further story that are read: labelled regional stories end at about as many."""

RETOLD: Final = frozenset("ABCDEFGHIJK")
"""Batches told in other words."""
RETOLD_WEIGHT: Final = 0.6
"""Weight of a retold story against 1 of a real one: most retold ones have a place and most places in them
are told in one sentence. .15 to 1 differ by less than .005 out of fold."""

SHINGLE: Final = 4
COMMON: Final = 10
"""Runs of words in more stories than this are set phrases and prove nothing."""
SHARED: Final = 5
"""Shared runs needed as well as the share, so that two short notes do not match by one phrase."""
NEAR: Final = 0.1
"""Share of the shorter story's runs that makes two stories one event: reprints share nearly all, two
reports of one event a tenth and more."""
COMPARED_CHARS: Final = 1500

_LETTERS: Final = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One story to learn from.

    Attributes:
        story: The story and its places.
        scored: Whether it is scored as well; further ones only train.
        weight: Weight in the fit.
        source: Outlet or batch that a leave-one-out split leaves out as a whole.
        incident: Slug of its event, "" where it has none.
    """

    story: GoldStory
    scored: bool
    weight: float
    source: str
    incident: str


def read_examples(gold: Path) -> list[Example]:
    """Labelled stories of both files, then further ones where the pool lies beside ``gold``."""
    examples = [
        Example(
            story=story,
            scored=True,
            weight=RETOLD_WEIGHT if story.group in RETOLD else 1.0,
            source=f"{story.group} {story.outlet}" if story.group == "g" else story.group,
            incident=story.incident,
        )
        for story in read_gold(gold)
    ]
    return [*examples, *_further(gold.parent / REGIONAL)]


def _further(pool: Path) -> Iterator[Example]:
    if not pool.is_file():
        return
    labels = read_further(FURTHER)
    with gzip.open(pool, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            places = labels.get(story_hash(str(row["id"])))
            if places is not None:
                yield _further_example(row, places)


def _further_example(row: dict[str, Any], places: frozenset[str]) -> Example:
    url = row["url"] or ""
    host = url.split("/")[2].removeprefix("www.") if "//" in url else str(row["source"])
    story = GoldStory(
        id=f"x{row['id']}",
        outlet=host,
        title=row["title"] or "",
        text=row["text"][:FURTHER_CHARS],
        url=url,
        places=places,
    )
    return Example(story=story, scored=False, weight=1.0, source=f"g {host}", incident="")


def read_further(path: Path) -> dict[str, frozenset[str]]:
    """Places by :func:`story_hash`.

    Raises:
        TrainingError: If the file is missing.
    """
    if not path.is_file():
        raise TrainingError(f"{path} is missing: install the package anew")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {row["story"]: frozenset(row["places"].split()) for row in rows}


def story_hash(story_id: str) -> str:
    """Name of a pool story in the label file: first 12 hexadecimal digits of its id's SHA-256."""
    return hashlib.sha256(story_id.encode()).hexdigest()[:12]


def same_event(examples: Sequence[Example]) -> list[int]:
    """Number of the group of each example: same slug or near-duplicate text, transitively."""
    parent = list(range(len(examples)))

    def find(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def join(one: int, other: int) -> None:
        low, high = sorted((find(one), find(other)))
        parent[high] = low

    first: dict[str, int] = {}
    for number, example in enumerate(examples):
        if example.incident:
            join(number, first.setdefault(example.incident, number))
    for one, other in _near_duplicates(examples):
        join(one, other)
    return [find(number) for number in range(len(examples))]


def _near_duplicates(examples: Sequence[Example]) -> Iterator[tuple[int, int]]:
    runs = [_runs(example.story) for example in examples]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, found in enumerate(runs):
        for run in found:
            holders[run].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if 1 < len(numbers) <= COMMON:
            shared.update((a, b) for i, a in enumerate(numbers) for b in numbers[i + 1 :])
    for (one, other), count in sorted(shared.items()):
        if count >= SHARED and count / min(len(runs[one]), len(runs[other])) > NEAR:
            yield one, other


def _runs(story: GoldStory) -> set[tuple[str, ...]]:
    words = _LETTERS.findall(f"{story.title} {story.text[:COMPARED_CHARS]}".lower())
    return {tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
