"""The labelled stories and the unlabelled pool, and which of them tell the same event."""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.errors import TrainingError
from nlp.labels.words import WordReader, Words
from pantau.labels import TENSION_PHASES, TENSION_TONES

REAL: Final = "gold/dev.jsonl"
RETOLD: Final = "gold/rewritten.jsonl"
POOL: Final[Mapping[str, tuple[str, str, str]]] = {
    "news/detik_2026_1840.jsonl.gz": ("article_id", "judul", "isi"),
    "news/detik_aspect_1000.jsonl.gz": ("id", "judul", "isi_berita"),
    "news/indosum_dev_3463.jsonl.gz": ("id", "", "text"),
    "news/regional_2018_2026.jsonl.gz": ("id", "title", "text"),
    "news/rss_2025-06_3698.jsonl.gz": ("url", "judul", "isi_berita"),
}
"""Unlabelled files below ``data/`` and the names of their columns for id, title and text."""

EXTRA_LABELS: Final = Path(__file__).with_name("further_labels.csv")
"""Labels of further stories of the pool, by id and without any text; see the file's head."""

SHINGLE: Final = 3
NEAR_DUPLICATE: Final = 0.2
"""Two stories that share a fifth of the shorter one's three-word runs are kept on one side of a split:
reprints share nearly all, two reports of one event about a third, unrelated stories below 0.05."""

COMMON_SHINGLE: Final = 12
"""Runs in more stories than this are set phrases ("korban meninggal dunia") and prove nothing."""

MIN_SHARED: Final = 5
"""Shared runs needed as well, so that two very short notes do not match by one phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One labelled story.

    Attributes:
        origin: ``real`` (as published), ``retold`` (written again in other words) or ``further``
            (labelled in the pool by id).
        source: File or collection it comes from, for splits that leave one out.
        labels: The codebook's fields by name.
    """

    id: str
    origin: str
    source: str
    title: str
    text: str
    labels: Mapping[str, Any]
    words: Words

    @property
    def relevant(self) -> bool:
        """Whether the story is relevant."""
        return bool(self.labels["relevant"])

    @property
    def tension(self) -> bool:
        """Whether the story reports a tension event."""
        return is_tension(self.labels)


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolStory:
    """One unlabelled story."""

    id: str
    source: str
    title: str
    text: str


def is_tension(labels: Mapping[str, Any]) -> bool:
    """Tell a tension event: relevant, tone tension or mixed, phase peristiwa or potensi."""
    return bool(labels["relevant"]) and labels["tone"] in TENSION_TONES and labels["phase"] in TENSION_PHASES


def read_examples(data: Path) -> list[Example]:
    """Read every labelled story.

    Args:
        data: Folder that holds ``gold/`` and ``data/``.

    Raises:
        TrainingError: A file is missing or a line does not have the codebook's fields.
    """
    reader = WordReader()
    examples = [
        *_gold(data / REAL, "real", reader),
        *_gold(data / RETOLD, "retold", reader),
    ]
    return [*examples, *_further(data, {example.id for example in examples}, reader)]


def read_pool(data: Path) -> list[PoolStory]:
    """Read the unlabelled stories, in the order of :data:`POOL`.

    Raises:
        TrainingError: A file is missing or broken.
    """
    found: list[PoolStory] = []
    for name, (key, title, text) in POOL.items():
        for number, row in _json_lines(data / "data" / name):
            body = row.get(text)
            if body:
                found.append(
                    PoolStory(
                        id=str(row.get(key) or f"{name}:{number}"),
                        source=name,
                        title=str(row.get(title) or "") if title else "",
                        text=str(body),
                    )
                )
    return found


def without_labelled(pool: Iterable[PoolStory], examples: Sequence[Example]) -> list[PoolStory]:
    """Pool stories that are not among the examples, by id, headline or opening words.

    Vocabulary, document frequencies and topics come from these alone, so that a story that is scored
    has not even lent its words.
    """
    ids = {example.id for example in examples}
    titles = {example.title for example in examples if example.title}
    openings = {_opening(example.text) for example in examples}
    return [s for s in pool if s.id not in ids and s.title not in titles and _opening(s.text) not in openings]


def same_event_groups(examples: Sequence[Example]) -> NDArray[np.int64]:
    """Number a group for each example: same incident slug or near-duplicate text, transitively."""
    parent: dict[Any, Any] = {}

    def find(x: Any) -> Any:
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for number, example in enumerate(examples):
        find(number)
        if example.labels.get("incident"):
            parent[find(number)] = find(f"incident {example.labels['incident']}")
    for left, right in _near_duplicates(examples):
        parent[find(left)] = find(right)
    roots: dict[Any, int] = {}
    return np.asarray([roots.setdefault(find(n), len(roots)) for n in range(len(examples))], np.int64)


def digest(paths: Iterable[Path]) -> str:
    """SHA-256 over the contents of files, in the given order, first 16 hexadecimal digits."""
    total = hashlib.sha256()
    for path in paths:
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]


def _near_duplicates(examples: Sequence[Example]) -> Iterator[tuple[int, int]]:
    shingles = [_shingles(example.words.body) for example in examples]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, found in enumerate(shingles):
        for shingle in found:
            holders[shingle].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if 1 < len(numbers) <= COMMON_SHINGLE:
            shared.update((a, b) for i, a in enumerate(numbers) for b in numbers[i + 1 :])
    for (left, right), count in shared.items():
        shorter = min(len(shingles[left]), len(shingles[right]))
        if count >= MIN_SHARED and count / shorter > NEAR_DUPLICATE:
            yield left, right


def _shingles(stems: list[str]) -> set[tuple[str, ...]]:
    return {tuple(stems[i : i + SHINGLE]) for i in range(len(stems) - SHINGLE + 1)}


def _opening(text: str) -> str:
    """The 60 letters after the source line: what two copies of one text share."""
    return "".join(c for c in text[80:240].lower() if c.isalpha())[:60]


def _gold(path: Path, origin: str, reader: WordReader) -> Iterator[Example]:
    for number, row in _json_lines(path):
        try:
            yield Example(
                id=row["id"],
                origin=origin,
                source=str(row.get("source") or row["id"][0]),
                title=row["title"],
                text=row["text"],
                labels=row,
                words=reader.read(row["title"], row["text"]),
            )
        except KeyError as missing:
            raise TrainingError(
                f"{path}, line {number}: field {missing} of the codebook is missing"
            ) from missing


def _further(data: Path, known: set[str], reader: WordReader) -> Iterator[Example]:
    labels = read_further_labels()
    for story in read_pool(data):
        row = labels.get(story_hash(story.id))
        if row is not None and story.id not in known:
            yield Example(
                id=story.id,
                origin="further",
                source=story.source,
                title=story.title,
                text=story.text,
                labels=row,
                words=reader.read(story.title, story.text),
            )


def read_further_labels(path: Path = EXTRA_LABELS) -> dict[str, dict[str, Any]]:
    """Labels of the project's own reading, by :func:`story_hash`; ``None`` where a field was left open."""
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {row["story"]: _further_row(row) for row in rows}


def story_hash(story_id: str) -> str:
    """Name of a pool story in the label file: first 12 hexadecimal digits of its id's SHA-256."""
    return hashlib.sha256(story_id.encode()).hexdigest()[:12]


def _further_row(row: Mapping[str, str]) -> dict[str, Any]:
    relevant = row["relevant"] == "1"
    return {
        "relevant": relevant,
        "dimensions": row["dimensions"].split() if relevant else [],
        "tone": row["tone"] or (None if relevant else "neutral"),
        "phase": row["phase"] or (None if relevant else "lain"),
        "form": row["form"] or (None if relevant else "tidak_ada"),
        "sentiment": row["sentiment"] or None,
        "incident": None,
    }


def _json_lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    if not path.exists():
        raise TrainingError(f"{path} is missing; training reads gold/ and data/ below the data folder")
    with (
        gzip.open(path, "rt", encoding="utf-8")
        if path.suffix == ".gz"
        else path.open(encoding="utf-8") as lines
    ):
        for number, line in enumerate(lines, 1):
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as error:
                raise TrainingError(f"{path}, line {number}: not JSON ({error.msg})") from error
