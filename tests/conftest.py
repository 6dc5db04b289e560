"""Fixtures that all rooms share: the test data beside the checkout, a fresh database, Chromium."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

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
