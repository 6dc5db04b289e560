"""Fixtures that all rooms share: the test data beside the checkout, a fresh database, Chromium."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pantau.storage import Database

ROOT = Path(__file__).resolve().parent.parent
IN_CI = os.environ.get("CI", "").lower() == "true"


def skip_or_fail(reason: str) -> None:
    """Skip with the reason on a user's machine; fail in CI, where nothing may be left out."""
    if IN_CI:
        pytest.fail(f"{reason} (in CI this test must run)", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Folder with the real stories; ``PANTAU_TEST_DATA`` or ``../shared`` beside the checkout."""
    folder = Path(os.environ.get("PANTAU_TEST_DATA") or ROOT.parent / "shared")
    if not (folder / "gold" / "dev.jsonl").exists():
        skip_or_fail(f"test data not found in {folder}; set PANTAU_TEST_DATA to its folder")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of a Chromium; browser tests need one."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    skip_or_fail("no Chromium found; on Debian: apt-get install chromium")
    raise AssertionError("unreachable")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A fresh database file."""
    with Database.open(tmp_path / "pantau.db") as opened:
        yield opened


def pantau(*words: str, home: Path, given: str = "", code: int = 0) -> str:
    """Run the program as a user would, in a process of its own; gives standard output."""
    done = subprocess.run(
        [sys.executable, "-m", "pantau", "--set", f"home={home}", *words],
        input=given,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={name: value for name, value in os.environ.items() if not name.startswith("PANTAU_")},
    )
    assert done.returncode == code, f"pantau {' '.join(words)}: {done.stderr[-3000:]}"
    return done.stdout


@pytest.fixture(scope="session")
def program() -> Callable[..., str]:
    """:func:`pantau` as a fixture."""
    return pantau


@dataclass(frozen=True)
class Demo:
    """The demo's cycle, run once for all tests that look at what came out of it."""

    home: Path
    summary: dict[str, Any]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """A home with the demo press crawled, read and indexed; do not write to it."""
    home = tmp_path_factory.mktemp("demo")
    told = pantau("demo", "--once", "--keep", "--json", "--until", "2026-11-20", home=home)
    return Demo(home=home, summary=json.loads(told))
