"""Fixtures of the search room: a filled database, once for all tests that only read."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from pantau.storage import Database


def _load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def press() -> ModuleType:
    """The module that invents a press."""
    return _load("invented_press")


@pytest.fixture(scope="session")
def filled_path(tmp_path_factory: pytest.TempPathFactory, press: ModuleType) -> Path:
    """Path of a database with 300 invented stories."""
    path = tmp_path_factory.mktemp("search") / "pantau.db"
    with Database.open(path) as database:
        press.fill(database)
    return path


@pytest.fixture
def filled(filled_path: Path) -> Iterator[Database]:
    """The filled database, open for reading."""
    with Database.open(filled_path, read_only=True) as database:
        yield database
