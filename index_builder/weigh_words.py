"""Builds the table of word weights that ships with this room.

``python -m index_builder.weigh_words FOLDER`` reads ``*.jsonl.gz`` files of news (any of the columns
``text``, ``isi``, ``isi_berita`` …), counts in how many stories each bucket occurs and writes
``index_builder/data/word_weights.npz``: 65,536 numbers of one byte. No text leaves the folder; a
bucket joins all words of the same hash, so that no word can be read from the table.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from index_builder.words import BUCKETS, READ_WORDS, WEIGHT_STEP, bucket, tokens_of

TEXT_COLUMNS: Final = ("text", "isi", "isi_berita", "content", "konten")
"""Names under which public collections of Indonesian news keep the body."""


def texts(folder: Path) -> Iterator[str]:
    """The bodies of all stories in the folder's files."""
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                body = next((row[name] for name in TEXT_COLUMNS if row.get(name)), None)
                if isinstance(body, str):
                    yield body


def count(bodies: Iterator[str]) -> tuple[npt.NDArray[np.uint8], int]:
    """Weights in steps, and how many stories were read.

    The weight of a bucket is the logarithm of one over the share of stories that have it (inverse
    document frequency, Spärck Jones 1972, with one added so that a word never seen is finite).
    """
    frequency = np.zeros(BUCKETS, dtype=np.int64)
    stories = 0
    for body in bodies:
        found = {bucket(word) for word in tokens_of(body, limit=READ_WORDS)}
        frequency[list(found)] += 1
        stories += 1
    weight = np.log((stories + 1.0) / (frequency + 1.0))
    return np.clip(np.rint(weight / WEIGHT_STEP), 0, 255).astype(np.uint8), stories


def main(arguments: list[str]) -> int:
    """Build the table from the folder named on the command line."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m index_builder.weigh_words FOLDER\n")
        return 2
    steps, stories = count(texts(Path(arguments[0])))
    target = Path(__file__).parent / "data" / "word_weights.npz"
    np.savez_compressed(target, steps=steps, stories=np.int64(stories))
    sys.stderr.write(f"{stories} stories, {int((steps < steps.max()).sum())} buckets seen, {target}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
