"""Builds that meet on one database, and builds that go back in time."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from index_builder.build import build
from index_builder.errors import TurnError
from index_builder.reprints import reports
from index_builder.turn import turn
from pantau.records import Story
from pantau.storage import Database
from tests.index_builder.conftest import Desk, derived, quiet, story

DAY = date(2026, 3, 3)


def news() -> list[Story]:
    """Events of three weeks, and an everyday story each day from two outlets."""
    found = [report.story for report in reports(groups=6, seed=31, first=DAY)]
    found += [
        quiet(
            f"q{number}",
            outlet=f"{'ab'[number % 2]}.example",
            published=DAY + timedelta(days=number),
            named=(("33.05", "73.71")[number % 2],),
        )
        for number in range(30)
    ]
    return found


@pytest.mark.parametrize("back", [1, 9, 25, 400])
def test_an_index_taken_back_is_that_of_a_build_which_never_went_further(
    back: int, new_desk: Callable[[], Desk]
) -> None:
    # Coverage after the day would otherwise stay and be read by exports; 400 days lie before all stories.
    gone_back, never_further = new_desk(), new_desk()
    until = DAY + timedelta(days=45)
    for desk in (gone_back, never_further):
        desk.put(*news())
    build(gone_back.database, through=until)
    build(gone_back.database, through=until - timedelta(days=back))
    build(never_further.database, through=until - timedelta(days=back))
    assert derived(gone_back.database) == derived(never_further.database)


def test_an_index_that_goes_forward_again_is_whole(new_desk: Callable[[], Desk]) -> None:
    gone_back, straight = new_desk(), new_desk()
    until = DAY + timedelta(days=45)
    late = story("late", published=DAY + timedelta(days=29), outlet="c.example")
    for desk in (gone_back, straight):
        desk.put(*news())
    build(gone_back.database, through=until)
    build(gone_back.database, through=DAY + timedelta(days=10))
    gone_back.put(late)
    build(gone_back.database, through=DAY + timedelta(days=12))
    build(gone_back.database, through=until)
    straight.put(late)
    build(straight.database, through=until)
    assert derived(gone_back.database) == derived(straight.database)


def test_a_second_build_is_told_that_one_is_running(desk: Desk) -> None:
    desk.put(story("a"))
    with (
        Database.open(desk.database.path) as other,
        turn(desk.database),
        pytest.raises(TurnError, match="only one may run at a time"),
    ):
        build(other, wait=0.1)
    assert build(desk.database).stories == 1


def test_two_builds_at_once_make_what_one_makes(new_desk: Callable[[], Desk]) -> None:
    # Without a turn both would put the same stories into groups of their own.
    met, alone = new_desk(), new_desk()
    for desk in (met, alone):
        desk.put(*news())
    done: list[int] = []

    def run() -> None:
        with Database.open(met.database.path) as database:
            done.append(build(database, wait=60).stories)

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    build(alone.database)
    assert sorted(done) == [0, 0, len(news())]
    assert derived(met.database) == derived(alone.database)


def test_the_turn_of_a_killed_build_falls_with_it(desk: Desk, tmp_path: Path) -> None:
    # A lock that outlives its process would stop every later build until a person removed it.
    script = (
        "import os, sys; from pathlib import Path; from pantau.storage import Database;"
        " from index_builder.turn import turn\n"
        "with turn(Database.open(Path(sys.argv[1]))):\n    print('mine', flush=True)\n    os._exit(9)\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", script, str(desk.database.path)], capture_output=True, text=True, check=False
    )
    assert (killed.returncode, killed.stdout) == (9, "mine\n")
    desk.put(story("a"))
    assert build(desk.database, wait=0.1).stories == 1


def test_days_between_the_last_build_and_later_news_are_counted(new_desk: Callable[[], Desk]) -> None:
    # Nothing new on the second and third day; the days of silence must still have their rows.
    in_steps, at_once = new_desk(), new_desk()
    early, late = news()[:20], story("late", published=DAY + timedelta(days=40), outlet="a.example")
    for desk in (in_steps, at_once):
        desk.put(*early)
    build(in_steps.database, through=DAY + timedelta(days=20))
    for desk in (in_steps, at_once):
        desk.put(late)
        build(desk.database, through=DAY + timedelta(days=40))
    assert derived(in_steps.database) == derived(at_once.database)
