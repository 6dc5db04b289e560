"""What comes after an event, and what people put right, for any order and number of stories."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index_builder.build import build
from index_builder.kinds import Part
from index_builder.members import Member, incident_of
from index_builder.reprints import reports
from index_builder.signals import counts_of
from pantau import codec
from pantau.records import Correction, Outlet, Story
from pantau.storage import Database, corrections, incidents
from tests.index_builder.conftest import KNOWN, Desk, derived, story

DAY = date(2026, 3, 3)


def member(key: str, part: Part, day: date, owner: str, place: str, deaths: int | None) -> Member:
    later = part in (Part.FOLLOWUP, Part.REPORT)
    return Member(
        key=key,
        day=day,
        dated=True,
        part=part,
        form="unjuk_rasa" if part is Part.PROTEST else "bentrok",
        phase="lanjutan" if later else "peristiwa",
        tone="tension",
        dimensions=("sosial",),
        places=(place,),
        place_names=(),
        event_date=None,
        deaths=deaths,
        injured=None,
        owner=owner,
        official=False,
        title=key,
    )


OWNERS = st.sampled_from(["satu", "dua", "tiga"])
PLACES = st.sampled_from(["33.05", "33.06"])
FIRST = st.lists(
    st.tuples(st.sampled_from([Part.EVENT, Part.THREAT, Part.PROTEST]), st.integers(0, 5), OWNERS, PLACES),
    min_size=1,
    max_size=6,
)
LATER = st.lists(
    st.tuples(
        st.sampled_from([Part.FOLLOWUP, Part.REPORT]),
        st.integers(0, 700),
        OWNERS,
        PLACES,
        st.none() | st.integers(0, 9),
    ),
    min_size=1,
    max_size=6,
)


def strained(members: Sequence[Member]) -> list[tuple[object, ...]]:
    """Where, when and how often an incident counts."""
    incident = incident_of(members, method_version="test")
    return [
        (count.district, count.dimension, count.day, count.tension, count.protests, count.harmony)
        for count in counts_of(incident, members)
    ]


@given(FIRST, LATER)
def test_no_follow_up_moves_a_signal(
    first: list[tuple[Part, int, str, str]], later: list[tuple[Part, int, str, str, int | None]]
) -> None:
    # Other districts, other owners, two years later, with more dead: where, when and how often an incident
    # counts stays. (Its severity may rise: who is hurt may die.)
    events = [
        member(f"e{number}", part, DAY + timedelta(days=days), owner, place, None)
        for number, (part, days, owner, place) in enumerate(first)
    ]
    latest = max(event.day for event in events)
    after = [
        member(f"f{number}", part, latest + timedelta(days=days), owner, place, deaths)
        for number, (part, days, owner, place, deaths) in enumerate(later)
    ]
    assert strained(events + after) == strained(events)


@given(LATER)
def test_follow_ups_alone_raise_nothing(later: list[tuple[Part, int, str, str, int | None]]) -> None:
    members = [
        member(f"f{number}", part, DAY + timedelta(days=days), owner, place, deaths)
        for number, (part, days, owner, place, deaths) in enumerate(later)
    ]
    assert strained(members) == []


@given(FIRST, LATER, st.randoms(use_true_random=False))
def test_owners_count_once_in_any_order(
    first: list[tuple[Part, int, str, str]],
    later: list[tuple[Part, int, str, str, int | None]],
    chance: random.Random,
) -> None:
    told = [(part, owner, place) for part, _, owner, place in first]
    told += [(part, owner, place) for part, _, owner, place, _ in later]
    members = [
        member(f"m{number}", part, DAY, owner, place, None)
        for number, (part, owner, place) in enumerate(told)
    ]
    owners = {one.owner for one in members}
    chance.shuffle(members)
    assert incident_of(members, method_version="test").owners == len(owners)


AFTER = (
    "Enam pemuda Desa Sumber Wungu jadi tersangka bentrok sesudah laga voli; polisi menyita bambu.",
    "Jaksa menuntut enam pemuda Desa Sumber Wungu setahun penjara karena bentrok sesudah laga voli.",
    "Hakim menghukum enam pemuda Desa Sumber Wungu delapan bulan dalam perkara bentrok laga voli.",
)


@settings(max_examples=3, deadline=None)
@given(st.lists(st.integers(8, 90), min_size=3, max_size=3), st.permutations(range(3)))
def test_follow_ups_join_weeks_later_and_the_index_stays(days: list[int], order: list[int]) -> None:
    # Known in one run with the event or long after, in any order: the incident and its day are the same.
    with (
        tempfile.TemporaryDirectory(prefix="pantau-test-") as folder,
        Database.open(Path(folder) / "news.db") as database,
    ):
        desk = Desk(database)
        desk.put(story("a", place_names=("Sumber Wungu",)), story("b", outlet="dua.example"))
        registry = [
            Outlet(domain=name, name=name, owner="Grup", home="unknown")
            for name in ("x0.example", "x1.example", "x2.example", "dua.example")
        ]
        until = DAY + timedelta(days=100)
        build(database, outlets=registry, through=until)
        counted = [row[:6] for row in database.rows("SELECT * FROM signals ORDER BY 1, 2, 3")]
        observed = list(
            database.rows("SELECT day, observed FROM index_values WHERE district = '33.05' ORDER BY 1, 2")
        )
        for number in order:
            desk.put(
                story(
                    f"f{number}",
                    text=AFTER[number],
                    title="",
                    outlet=f"x{number}.example",
                    published=DAY + timedelta(days=days[number]),
                    place_names=("Sumber Wungu",),
                    phase="lanjutan",
                )
            )
            build(database, outlets=registry, through=until)
        found = incidents.of_story(database, "a")
        assert found is not None
        assert set(found.stories) == {"a", "b", "f0", "f1", "f2"}
        assert (found.owners, found.day) == (2, DAY)
        assert [row[:6] for row in database.rows("SELECT * FROM signals ORDER BY 1, 2, 3")] == counted
        again = list(
            database.rows("SELECT day, observed FROM index_values WHERE district = '33.05' ORDER BY 1, 2")
        )
        assert [row for row in again if row[1]] == [row for row in observed if row[1]]


def _correction(database: Database, chance: random.Random, given: Sequence[Story]) -> Correction:
    """Something that a person may put right, about stories that are known."""
    ids = [ident for (ident,) in database.rows("SELECT id FROM incidents ORDER BY id")]
    field = chance.choice(("merge", "split", "move", "event_date", "not_event", "places", "deaths", "form"))
    key = chance.choice(given).key
    of_incident = incidents.of_story(database, key)
    assert of_incident is not None
    target, value = {
        "merge": (of_incident.id, chance.choice(ids)),
        "split": (of_incident.id, [key]),
        "move": (key, chance.choice([*ids, None])),
        "event_date": (of_incident.id, "2026-03-01"),
        "not_event": (of_incident.id, True),
        "places": (key, ["33.06"]),
        "deaths": (key, 2),
        "form": (key, "perusakan"),
    }[field]
    return Correction(
        number=0, target=target, field=field, value=codec.encode(value), who="x", when=KNOWN, why="test"
    )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_corrections_stand_through_new_stories_and_regrouping(
    seed: int, new_desk: Callable[[], Desk]
) -> None:
    # Between pieces of news people merge, split, move, re-date and relabel; going on must equal beginning
    # anew with all of it, otherwise a rebuild would undo what a person decided.
    desk, chance = new_desk(), random.Random(seed)  # noqa: S311 -- test data
    given = [report.story for report in reports(groups=4, seed=seed, first=DAY)]
    chance.shuffle(given)
    for start in range(0, len(given), 8):
        desk.put(*given[start : start + 8])
        build(desk.database)
        corrections.add(desk.database, _correction(desk.database, chance, given[: start + 8]))
        build(desk.database)
    before = derived(desk.database)
    build(desk.database, rebuild=True)
    assert derived(desk.database) == before
    told = [key for (key,) in desk.database.rows("SELECT article_key FROM incident_stories")]
    assert sorted(told) == sorted(one.key for one in given)


def test_a_correction_outlives_a_new_method(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put(story("a"), story("b", outlet="dua.example", title="Judul lain"))
    build(desk.database)
    found = incidents.of_story(desk.database, "a")
    assert found is not None
    split = Correction(
        number=0, target=found.id, field="split", value='["b"]', who="x", when=KNOWN, why="another brawl"
    )
    corrections.add(desk.database, split)
    build(desk.database)
    monkeypatch.setattr("index_builder.build.METHOD_VERSION", "index-next")
    desk.put(story("c", outlet="tiga.example"))
    build(desk.database)
    first, other = (incidents.of_story(desk.database, key) for key in ("a", "b"))
    assert first is not None
    assert other is not None
    assert first.id != other.id
