"""The version of the method: what a derived row was made with.

Two annotations with the same version were made by the same code, models and tables, so that any number
can be explained and made again.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

import pantau

ROOM: Final = Path(__file__).resolve().parent

APART: Final = frozenset({"training", "__pycache__"})
"""Folders of the room that no annotation depends on."""

OUTSIDE: Final = (
    "crawler/boilerplate.py",
    "crawler/clutter.py",
    "crawler/crosslinks.py",
    "pantau/data/districts.csv",
)
"""Files of other rooms that decide what a story says."""


@cache
def method_version() -> str:
    """The package's version and a digest of code, models and tables, e.g. ``0.1.0+4f2a91c07b``."""
    total = hashlib.sha256()
    for path in _sources():
        total.update(path.name.encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return f"{pantau.__version__}+{total.hexdigest()[:10]}"


def _sources() -> list[Path]:
    inside = [
        path
        for path in ROOM.rglob("*")
        if path.is_file()
        and path.suffix not in (".pyc", ".md")
        and not APART & set(path.relative_to(ROOM).parts)
    ]
    outside = [ROOM.parent / name for name in OUTSIDE]
    return sorted(inside) + [path for path in outside if path.exists()]
