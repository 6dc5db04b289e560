"""Headlines with sentiment from another collection, for the sentiment heads alone."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path
from typing import Final

from nlp.errors import TrainingError
from nlp.labels.words import WordReader
from nlp.training.corpus import Example

HEADLINES: Final = "data/labelled/cnbc_headline_sentiment_9819.csv.gz"
"""9,819 business headlines (MIT). Of the sets at hand the only one that helps: sentiment macro-F1 .721
without, .732 with it; SmSA (reviews) .718-.723 and NusaX (translated reviews) .718 change nothing."""

WEIGHT: Final = 0.1
"""Weight of a headline against 1 of a real story; .3 gains nothing and costs regional stories."""


def read_headlines(data: Path) -> list[Example]:
    """Read the headlines as examples that carry a sentiment only.

    Raises:
        TrainingError: The file is missing or has other columns.
    """
    path = data / HEADLINES
    if not path.exists():
        raise TrainingError(f"{path} is missing; the sentiment heads are trained with it")
    reader = WordReader()
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        try:
            return [
                Example(
                    id=f"headline-{number}",
                    origin="headline",
                    source="headlines",
                    title=row["judul"],
                    text="",
                    labels={"relevant": False, "sentiment": row["sentimen"], "incident": None},
                    words=reader.read(row["judul"], ""),
                )
                for number, row in enumerate(csv.DictReader(lines))
            ]
        except KeyError as missing:
            raise TrainingError(f"{path}: column {missing} is missing") from missing
