"""The training data made ready: examples, groups, feature space and matrices."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from nlp.labels.features import FeatureSpace
from nlp.labels.words import WordReader
from nlp.training import corpus, sentiments
from nlp.training.corpus import Example
from nlp.training.names import find_names
from nlp.training.space import build_space, matrix, topic_projection, with_topics


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """Everything a fit needs.

    Attributes:
        examples: Real, retold, further and borrowed examples.
        groups: Same event, same number; shape ``(examples,)``.
        real: Places of the real stories that are split, scored and calibrated on. ``further`` ones only
            train: a model chose them, so their mix is not a day's.
        rows: Plain feature rows, shape ``(examples, space.size)``.
        fitted: Rows that the heads are fitted on (topics in place of topic stems).
        digests: Of the files read, by name.
    """

    examples: list[Example]
    groups: NDArray[np.int64]
    real: NDArray[np.int64]
    space: FeatureSpace
    projection: NDArray[np.float32]
    rows: sparse.csr_matrix
    fitted: sparse.csr_matrix
    digests: dict[str, str]


def prepare(data: Path, seed: int) -> Prepared:
    """Read the data and build the matrices.

    Vocabulary, document frequencies and topics come from unlabelled stories that are not among the
    labelled ones, so that no story of an evaluation shaped the space that it is judged in.

    Raises:
        TrainingError: Data is missing or does not follow the codebook.
    """
    examples = [*corpus.read_examples(data), *sentiments.read_borrowed(data)]
    pool = corpus.without_labelled(
        corpus.read_pool(data), [e for e in examples if e.origin != sentiments.ORIGIN]
    )
    reader = WordReader()
    unlabelled = [reader.read(story.title, story.text) for story in pool]
    space = build_space(unlabelled, find_names(story.text for story in pool))
    projection = topic_projection(space, matrix(space, unlabelled), seed)
    rows = matrix(space, [example.words for example in examples])
    fitted = with_topics(space, rows, projection)
    return Prepared(
        examples=examples,
        groups=corpus.same_event_groups(examples),
        real=np.asarray([n for n, e in enumerate(examples) if e.origin == "real"], np.int64),
        space=space,
        projection=projection,
        rows=rows,
        fitted=fitted,
        digests=_digests(data),
    )


def _digests(data: Path) -> dict[str, str]:
    files = [data / corpus.REAL, data / corpus.RETOLD, *(data / name for name in sentiments.FILES)]
    found = {path.name: corpus.digest([path]) for path in files}
    found["pool"] = corpus.digest([data / "data" / name for name in corpus.POOL])
    if corpus.EXTRA_LABELS.exists():
        found[corpus.EXTRA_LABELS.name] = corpus.digest([corpus.EXTRA_LABELS])
    return found
