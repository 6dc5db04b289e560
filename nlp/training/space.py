"""Vocabulary, document frequencies and latent topics from stories without labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.utils.extmath import randomized_svd

from nlp.labels.cues import PAIR_FIRST, groups
from nlp.labels.features import CUES, NGRAM_BLOCKS, TOPIC_BLOCKS, FeatureSpace, terms_by_block
from nlp.labels.words import Words

MIN_STORIES: Final = 4
"""Stories that must hold an n-gram: rarer ones are names and slips that no other story repeats."""

MIN_STORIES_TOPIC: Final = 8
"""The same for a stem of the topic blocks, whose weights are kept for every stem (size of the model)."""

TOPICS: Final = 150
"""Latent topics. 100, 150, 200 and 300 gave an average precision of relevance within .004 of each other."""

TOPIC_SCALE: Final = 0.5
"""Weight of the topic part beside the n-grams; .25-1 differ by less than .005."""

NO_TOPIC: Final = 1e-6
"""Share of the first topic's strength below which a direction is rounding error (small collections only)."""

FIELDS: Final = ("title", "lead", "body")


def build_space(stories: Sequence[Words], names: frozenset[str]) -> FeatureSpace:
    """Count the vocabulary of all blocks.

    Args:
        stories: Unlabelled stories.
        names: Stems that are names; no term holds one.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in (*NGRAM_BLOCKS, *TOPIC_BLOCKS)}
    for words in stories:
        for name, terms in terms_by_block(words).items():
            counts[name].update(set(terms))
    blocks: dict[str, tuple[list[str], NDArray[np.float32]]] = {}
    for name, found in counts.items():
        # Both topic blocks share the stems of the body, so that one projection serves them.
        source = counts["body_topics"] if name in TOPIC_BLOCKS else found
        least = MIN_STORIES_TOPIC if name in TOPIC_BLOCKS else MIN_STORIES
        terms = sorted(t for t, n in source.items() if n >= least and names.isdisjoint(t.split("_")))
        frequency = np.asarray([source[term] for term in terms], np.float64)
        idf = np.log((1 + len(stories)) / (1 + frequency)) + 1
        blocks[name] = (terms, idf.astype(np.float16).astype(np.float32))
    cues = cue_names()
    blocks[CUES] = (cues, np.ones(len(cues), np.float32))
    return FeatureSpace(blocks)


def cue_names() -> list[str]:
    """Names of all cue features."""
    names = list(groups())
    single = [f"{name}@{field}" for name in names for field in FIELDS]
    return [*single, *(f"{act}+{other}" for act in PAIR_FIRST for other in names if other != act)]


def matrix(space: FeatureSpace, stories: Sequence[Words]) -> sparse.csr_matrix:
    """One row for each story, shape ``(stories, space.size)``, float32."""
    vectors = [space.vector_of(words) for words in stories]
    ends = np.cumsum([0, *(len(v.places) for v in vectors)])
    places = np.concatenate([v.places for v in vectors]) if vectors else np.empty(0, np.int64)
    values = np.concatenate([v.values for v in vectors]) if vectors else np.empty(0, np.float32)
    return sparse.csr_matrix((values, places, ends), shape=(len(vectors), space.size))


def topic_projection(space: FeatureSpace, rows: sparse.csr_matrix, seed: int) -> NDArray[np.float32]:
    """Projection of a topic block's stems on latent topics (LSA by randomised SVD).

    Topics are scaled by the root of their singular values, so that the many small ones, where the
    difference between a brawl and a robbery lies, are not drowned by the few large ones.

    Args:
        space: The feature space.
        rows: Matrix of unlabelled stories over it.
        seed: Seed of the randomised SVD.

    Returns:
        Shape ``(stems, topics)``.
    """
    block = space.blocks["body_topics"]
    part = rows[:, block.offset : block.offset + len(block.terms)]
    topics = min(TOPICS, min(part.shape) - 1)
    _, strength, directions = randomized_svd(part, topics, n_iter=4, random_state=seed)
    kept = strength > NO_TOPIC * strength[0]
    scale = np.sqrt(strength[0] / strength[kept]) * TOPIC_SCALE
    return np.asarray(directions[kept].T * scale, np.float32)


def with_topics(
    space: FeatureSpace, rows: sparse.csr_matrix, projection: NDArray[np.float32]
) -> sparse.csr_matrix:
    """Rows in which the topic blocks' stems are replaced by topics: what the models are fitted on.

    Shape ``(stories, size - stems + topics)`` with the columns n-grams, head topics, body topics, cues.
    """
    parts = [rows[:, : space.blocks["head_topics"].offset]]
    for name in TOPIC_BLOCKS:
        block = space.blocks[name]
        stems = rows[:, block.offset : block.offset + len(block.terms)]
        parts.append(sparse.csr_matrix(stems @ projection))
    parts.append(rows[:, space.blocks[CUES].offset :])
    return sparse.hstack(parts, format="csr")


def without_topics(
    space: FeatureSpace, weights: NDArray[np.float64], projection: NDArray[np.float32]
) -> NDArray[np.float64]:
    """Weights learned on :func:`with_topics` as weights on the plain features.

    Args:
        space: The feature space.
        weights: Shape ``(columns of with_topics, heads)``.
        projection: The projection used in training.

    Returns:
        Shape ``(space.size, heads)``: the topic blocks get ``projection @ weight``.
    """
    first = space.blocks["head_topics"].offset
    topics = projection.shape[1]
    parts = [weights[:first]]
    for number in range(len(TOPIC_BLOCKS)):
        start = first + number * topics
        parts.append(projection @ weights[start : start + topics])
    parts.append(weights[first + len(TOPIC_BLOCKS) * topics :])
    return np.concatenate(parts)
