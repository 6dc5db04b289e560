"""Texts with sentiment from other collections, for the sentiment heads alone."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from nlp.errors import TrainingError
from nlp.labels.words import WordReader
from nlp.training.corpus import Example

ORIGIN: Final = "borrowed"

HEADLINES: Final = "data/labelled/cnbc_headline_sentiment_9819.csv.gz"
"""9,819 business headlines (MIT)."""

REVIEWS: Final = "data/labelled/smsa_train.tsv.gz"
"""11,000 comments and reviews: SmSA, training part (IndoNLU)."""

TRANSLATED: Final = "data/labelled/nusax_senti_indonesian_train.csv"
"""500 comments: NusaX, Indonesian, training part (CC BY-SA 4.0)."""

FILES: Final = (HEADLINES, REVIEWS, TRANSLATED)

EVERY: Final = 10
"""Every tenth text is taken: all of them would take more time than everything else in training."""

WEIGHT: Final = 0.6
"""Weight of a borrowed text against 1 of a real story, so that together they weigh about as much as the
real ones. With all texts at .1, sentiment macro-F1 on real stories was .721 without them, .732 with the
headlines, .745 with all three; the reviews alone changed nothing."""

_NAMES: Final = {
    "positive": "positif",
    "neutral": "netral",
    "negative": "negatif",
    "positif": "positif",
    "netral": "netral",
    "negatif": "negatif",
}


def read_borrowed(data: Path) -> list[Example]:
    """Read the collections as examples that carry a sentiment only.

    Raises:
        TrainingError: A file is missing or has other columns.
    """
    for name in FILES:
        if not (data / name).exists():
            raise TrainingError(f"{data / name} is missing; the sentiment heads are trained with it")
    reader = WordReader()
    try:
        return [
            Example(
                id=f"{Path(name).stem}-{number}",
                origin=ORIGIN,
                source=Path(name).stem,
                title=title,
                text=text,
                labels={"relevant": False, "sentiment": _NAMES[sentiment], "incident": None},
                words=reader.read(title, text),
            )
            for name in FILES
            for number, (title, text, sentiment) in enumerate(_rows(data / name))
            if number % EVERY == 0
        ]
    except KeyError as missing:
        raise TrainingError(f"a sentiment file has no column or answer {missing}") from missing


def _rows(path: Path) -> Iterator[tuple[str, str, str]]:
    """Title, text and sentiment of each row; headlines are titles, comments are texts."""
    if path.name.endswith(".csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            yield from (("", row["text"], row["label"]) for row in csv.DictReader(lines))
        return
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        if path.name.endswith(".csv.gz"):
            yield from ((row["judul"], "", row["sentimen"]) for row in csv.DictReader(lines))
        else:
            for line in lines:
                text, _, label = line.rstrip("\n").rpartition("\t")
                yield "", text, label
