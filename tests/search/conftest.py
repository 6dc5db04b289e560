"""Fixtures of the search room: a filled database and the service over it, once for all tests that read."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import httpx
import pytest

from pantau.records import Story
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
def filling(tmp_path_factory: pytest.TempPathFactory, press: ModuleType) -> tuple[Path, list[Story]]:
    """Path of a database with some 300 invented stories, and the stories."""
    path = tmp_path_factory.mktemp("search") / "pantau.db"
    with Database.open(path) as database:
        written = press.fill(database)
    return path, written


@pytest.fixture(scope="session")
def filled_path(filling: tuple[Path, list[Story]]) -> Path:
    """Path of the filled database."""
    return filling[0]


@pytest.fixture(scope="session")
def written(filling: tuple[Path, list[Story]]) -> list[Story]:
    """The annotated stories of the filled database, in the order of its rows."""
    return filling[1]


@pytest.fixture
def filled(filled_path: Path) -> Iterator[Database]:
    """The filled database, open for reading."""
    with Database.open(filled_path, read_only=True) as database:
        yield database


@pytest.fixture(scope="session")
def site(filled_path: Path, press: ModuleType) -> Iterator[str]:
    """Address of the service over the filled database, served over real HTTP."""
    with _load("live_service").serve(filled_path, outlets=press.registry()) as address:
        yield address


@pytest.fixture
def client(site: str) -> Iterator[httpx.Client]:
    """A client that follows no redirect and keeps cookies for one test."""
    with httpx.Client(base_url=site, timeout=30) as opened:
        yield opened


@pytest.fixture(scope="session")
def oracle(press: ModuleType, written: list[Story]) -> object:
    """Plain Python over the same stories."""
    return _load("oracle").Oracle(written, press.OUTLETS)
