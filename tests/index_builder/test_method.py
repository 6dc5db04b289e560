"""A formula that changes must change the method's version."""

from __future__ import annotations

import pytest

from index_builder import baseline, severity, villages
from index_builder.build import build
from index_builder.method import DIGEST, METHOD_VERSION, digest
from tests.index_builder.conftest import Desk, story


def test_the_recorded_digest_is_that_of_this_method() -> None:
    assert digest() == DIGEST, (
        f"the method computes other numbers or groups than {METHOD_VERSION!r} did:"
        f" raise METHOD_VERSION in index_builder/method.py and record DIGEST = {digest()!r}"
    )


@pytest.mark.parametrize(
    ("module", "name", "value"),
    [
        (baseline, "CLUMPING", 0.3),
        (baseline, "PROVINCE_DAYS", 200.0),
        (severity, "DEATH_WEIGHT", 3.5),
        (villages, "SAME_DAY", 0.9),
    ],
)
def test_a_changed_constant_changes_the_digest(
    module: object, name: str, value: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Otherwise the test above could not fail.
    monkeypatch.setattr(module, name, value)
    assert digest() != DIGEST


def test_a_database_of_another_method_is_built_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put(story("a"))
    build(desk.database)
    monkeypatch.setattr("index_builder.build.METHOD_VERSION", "index-next")
    monkeypatch.setattr("index_builder.recording.METHOD_VERSION", "index-next")
    assert build(desk.database).stories == 1
    assert desk.database.value("SELECT method_version FROM incidents") == "index-next"
