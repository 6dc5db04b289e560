"""Which groups of commands there are; importing one registers its commands."""

from __future__ import annotations

from importlib import import_module
from typing import Final

GROUPS: Final = (
    "demo",
    "serving",
    "collecting",
    "reading",
    "inquiry",
    "correcting",
    "detecting",
    "measuring",
    "upkeep",
)
"""Modules of :mod:`pantau.cli`, in the order in which ``pantau --help`` lists their commands."""


def register() -> None:
    """Import every group. They import the rooms only inside their commands, so this stays quick."""
    for name in GROUPS:
        import_module(f"pantau.cli.{name}")
