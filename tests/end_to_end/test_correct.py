"""A person's correction stands: through a new reading, through a new grouping, and the index follows it."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pantau.storage import Database, incidents, series, stories

Program = Callable[..., str]
LAST = date(2026, 11, 20)


@pytest.fixture
def home(demo: Any, tmp_path: Path) -> Path:
    for file in demo.home.glob("pantau.db*"):
        shutil.copy(file, tmp_path / file.name)
    return tmp_path


def brawl(home: Path) -> tuple[str, str, date]:
    """An incident of the planted rise: its id, its first story and its day."""
    with Database.open(home / "pantau.db") as database:
        found = [one for one in incidents.of_district(database, "33.05") if one.kind == "tension"]
        return found[0].id, found[0].stories[0], found[0].day


def tension(home: Path, district: str, day: date) -> int:
    with Database.open(home / "pantau.db") as database:
        rows = series.signals(database, since=day, until=day, district=district)
        return max((row.tension for row in rows), default=0)


def test_what_was_no_event_counts_for_nothing(home: Path, program: Program) -> None:
    incident, _, day = brawl(home)
    before = tension(home, "33.05", day)
    program("correct", incident, "not_event", "true", "--why", "latihan, bukan kejadian", home=home)
    assert tension(home, "33.05", day) == before - 1


# The worst mistake: the wrong district. Everything that follows from it must move with the correction.
def test_a_corrected_place_moves_story_incident_and_signal_and_stands_after_reading_anew(
    home: Path, program: Program
) -> None:
    incident, story, day = brawl(home)
    with Database.open(home / "pantau.db") as database:
        told = incidents.get(database, incident)
        assert told is not None
    for key in told.stories:
        program("correct", key, "places", '["33.04"]', "--why", "salah kabupaten", home=home)
    with Database.open(home / "pantau.db") as database:
        moved = incidents.of_story(database, story)
        assert moved is not None
        assert moved.places == ("33.04",)
        database.execute("UPDATE annotations SET method_version = 'older'")
    assert tension(home, "33.04", day) == 1
    program("index", "--through", LAST.isoformat(), home=home)
    with Database.open(home / "pantau.db") as database:
        again = stories.get(database, story)
        assert again is not None
        assert again.annotation.places == ("33.04",)
    assert tension(home, "33.04", day) == 1
    program("index", "--rebuild", "--through", LAST.isoformat(), home=home)
    assert tension(home, "33.04", day) == 1


def test_two_incidents_merge_and_stay_merged_after_a_rebuild(home: Path, program: Program) -> None:
    with Database.open(home / "pantau.db") as database:
        one, other = [i for i in incidents.of_district(database, "33.05") if i.kind == "tension"][:2]
    program("correct", one.id, "merge", other.id, "--why", "kejadian yang sama", home=home)
    for again in ([], ["--rebuild"]):
        program("index", *again, "--through", LAST.isoformat(), home=home)
        with Database.open(home / "pantau.db") as database:
            joined = incidents.of_story(database, one.stories[0])
            assert joined is not None
            assert set(joined.stories) == {*one.stories, *other.stories}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["no-such-story", "places", '["33.05"]', "--why", "x"], "neither a story"),
        (["STORY", "places", '["99.99"]', "--why", "x"], "99.99"),
        (["STORY", "form", "keributan", "--why", "x"], "keributan"),
        (["STORY", "colour", "red", "--why", "x"], "colour"),
        (["STORY", "relevant", "false"], "--why"),
        (["STORY", "move", "no-such-incident", "--why", "x"], "no-such-incident"),
    ],
)  # fmt: skip
def test_a_correction_that_cannot_be_followed_is_refused_in_words(
    home: Path, program: Program, words: list[str], told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    from pantau.cli.app import run

    _, story, _ = brawl(home)
    code = run(["--set", f"home={home}", "correct", *(story if word == "STORY" else word for word in words)])
    assert code in (1, 2)
    assert told in capfd.readouterr().err
    assert program("correct", "--json", home=home) == ""


def test_who_when_and_why_are_kept(home: Path, program: Program) -> None:
    _, story, _ = brawl(home)
    program("correct", story, "deaths", "0", "--who", "petugas", "--why", "dicek ke puskesmas", home=home)
    kept = json.loads(program("correct", "--json", home=home))
    assert (kept["who"], kept["why"], kept["value"]) == ("petugas", "dicek ke puskesmas", "0")
    assert kept["when"]
