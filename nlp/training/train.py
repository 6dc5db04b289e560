"""``pantau train``: from labelled stories to the model file that ships."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.labels.features import BLOCKS, CUES, FeatureSpace
from nlp.labels.weights import Weights, save
from nlp.training.crossing import learn_decisions
from nlp.training.fitting import fit
from nlp.training.prepared import Prepared, prepare
from nlp.training.space import without_topics

SEED: Final = 20261125
"""Any fixed number; the same seed, data and libraries give the same bytes."""

FILE: Final = "labels.npz"

KEPT: Final = 60_000
"""N-grams kept in the model file, those with the largest weight in any head (times their inverse document
frequency). 60,000 lose no decision in a hundred and hold the file below 10 MB."""


def train(data: Path, out: Path, seed: int = SEED, report: Callable[[str], None] = lambda _: None) -> Path:
    """Train the label model.

    Args:
        data: Folder that holds ``gold/`` and ``data/``.
        out: Folder that receives ``labels.npz``.
        seed: Seed of splits, topics and solvers.
        report: Called with a line about each step.

    Returns:
        Path of the model file.

    Raises:
        TrainingError: Data is missing or does not follow the codebook.
    """
    report("reading stories and building features")
    prepared = prepare(data, seed)
    report(f"fitting on {len(prepared.examples)} examples")
    matrix, intercepts = fit(prepared.fitted, prepared.examples, seed)
    plain = without_topics(prepared.space, matrix, prepared.projection).astype(np.float32)
    report("calibrating out of fold")
    everything = np.arange(len(prepared.examples), dtype=np.int64)
    decisions = learn_decisions(prepared, everything, seed)
    weights = pruned(
        Weights(
            space=prepared.space,
            matrix=plain,
            intercepts=intercepts.astype(np.float32),
            calibrations=decisions.calibrations,
            points=decisions.points,
            card={"agreement": decisions.agreement.tolist(), **_card(prepared, seed)},
        )
    )
    path = out / FILE
    digest = save(weights, path)
    report(f"wrote {path} ({path.stat().st_size / 1e6:.1f} MB, {digest})")
    return path


def pruned(weights: Weights, kept: int = KEPT) -> Weights:
    """Leave out the n-grams that weigh least; cue features all stay."""
    space = weights.space
    strength = np.abs(weights.matrix).max(axis=1)
    blocks: dict[str, tuple[list[str], NDArray[np.float32]]] = {}
    rows: list[NDArray[np.int64]] = []
    ngrams = space.blocks["head_topics"].offset
    floor = np.partition(strength[:ngrams], -kept)[-kept] if ngrams > kept else 0.0
    for name in BLOCKS:
        block = space.blocks[name]
        own = np.arange(block.offset, block.offset + len(block.terms))
        if own[0] < ngrams if len(own) else False:
            own = own[strength[own] >= floor]
        terms = list(block.terms)
        blocks[name] = ([terms[n - block.offset] for n in own], block.idf[own - block.offset])
        rows.append(own)
    return replace(weights, space=FeatureSpace(blocks), matrix=weights.matrix[np.concatenate(rows)])


def _card(prepared: Prepared, seed: int) -> dict[str, Any]:
    origins = [e.origin for e in prepared.examples]
    return {
        "seed": seed,
        "data": prepared.digests,
        "examples": {origin: origins.count(origin) for origin in sorted(set(origins))},
        "newest_story": max(
            (str(e.labels["published"]) for e in prepared.examples if e.labels.get("published")), default=""
        ),
        "cues": len(prepared.space.blocks[CUES].terms),
    }
