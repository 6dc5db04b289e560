"""The model file: plain arrays in an ``.npz``, read without pickle.

Arrays: ``terms_<block>`` (UTF-8, one term a line), ``idf_<block>`` (float16), ``weights`` (float16,
features x heads, blocks in the order of :data:`nlp.labels.features.BLOCKS`), ``intercepts`` (float32)
and ``card`` (UTF-8 JSON: format, heads, calibrations, decision points, seed, data digests, date of the
data, figures).
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from nlp.errors import ModelError
from nlp.labels.features import BLOCKS, FeatureSpace
from nlp.labels.heads import HEADS, Calibration

FORMAT: Final = 1
"""Raised when the arrays or the features change so that older files cannot be read."""

SHIPPED: Final = Path(__file__).resolve().parent.parent / "models" / "labels.npz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Everything a trained model is made of.

    Attributes:
        matrix: Shape ``(space.size, heads)``, float32.
        intercepts: Shape ``(heads,)``.
        calibrations: By question.
        points: Decision points of binary questions, one for each answer.
        card: What the file says about itself.
        digest: SHA-256 of the file, first 12 hexadecimal digits; empty before it was written.
    """

    space: FeatureSpace
    matrix: NDArray[np.float32]
    intercepts: NDArray[np.float32]
    calibrations: Mapping[str, Calibration]
    points: Mapping[str, list[float]]
    card: Mapping[str, Any]
    digest: str = ""


def save(weights: Weights, path: Path) -> str:
    """Write a model file; equal weights give equal bytes.

    Returns:
        SHA-256 of the file, first 12 hexadecimal digits.
    """
    arrays: dict[str, NDArray[Any]] = {
        "weights": weights.matrix.astype(np.float16),
        "intercepts": weights.intercepts.astype(np.float32),
    }
    for name in BLOCKS:
        block = weights.space.blocks[name]
        arrays[f"terms_{name}"] = _bytes("\n".join(block.terms))
        arrays[f"idf_{name}"] = block.idf.astype(np.float16)
    card = {
        **weights.card,
        "format": FORMAT,
        "heads": list(HEADS),
        "calibrations": {
            question: {"slope": c.slope.tolist(), "offset": c.offset.tolist()}
            for question, c in weights.calibrations.items()
        },
        "points": dict(weights.points),
    }
    arrays["card"] = _bytes(json.dumps(card, sort_keys=True, ensure_ascii=False))
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, allow_pickle=False, **arrays)
    return file_digest(path)


def load(path: Path = SHIPPED) -> Weights:
    """Read a model file.

    Raises:
        ModelError: The file is missing, no model, or of another format.
    """
    if not path.exists():
        raise ModelError(f"label model {path} is missing; reinstall Pantau or train one with `pantau train`")
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return _from_arrays(dict(arrays), path)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise ModelError(f"{path} is not a label model of Pantau: {error}") from error


def file_digest(path: Path) -> str:
    """SHA-256 of a file, first 12 hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _from_arrays(arrays: Mapping[str, NDArray[Any]], path: Path) -> Weights:
    card = json.loads(_text(arrays["card"]))
    if card["format"] != FORMAT or card["heads"] != list(HEADS):
        raise ModelError(
            f"{path} has format {card['format']}, this version reads {FORMAT} with {len(HEADS)} heads; "
            "train it again with `pantau train`"
        )
    blocks = {
        name: (_text(arrays[f"terms_{name}"]).split("\n"), arrays[f"idf_{name}"].astype(np.float32))
        for name in BLOCKS
    }
    space = FeatureSpace(blocks)
    matrix = arrays["weights"].astype(np.float32)
    if matrix.shape != (space.size, len(HEADS)):
        raise ModelError(
            f"{path} holds weights of shape {matrix.shape}, its terms need {(space.size, len(HEADS))}"
        )
    return Weights(
        space=space,
        matrix=matrix,
        intercepts=arrays["intercepts"],
        calibrations={
            question: Calibration(np.asarray(c["slope"], np.float64), np.asarray(c["offset"], np.float64))
            for question, c in card["calibrations"].items()
        },
        points=card["points"],
        card=card,
        digest=file_digest(path),
    )


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode("utf-8"), np.uint8)


def _text(array: NDArray[np.uint8]) -> str:
    return array.tobytes().decode("utf-8")
