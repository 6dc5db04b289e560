"""From stories to the incident that is recorded, and what it adds to the signals."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index_builder.corrections import check, corrected_story
from index_builder.errors import CorrectionError
from index_builder.kinds import Part, kind_of, part_of
from index_builder.members import Member, incident_id, incident_of
from index_builder.owners import Owners
from index_builder.severity import severity
from index_builder.signals import counts_of
from pantau.labels import DIMENSIONS, FORMS, PHASES, TONES
from pantau.records import TOTAL, Correction, Outlet
from tests.index_builder.conftest import KNOWN, story

DAY = date(2026, 3, 3)


def member(key: str = "a", **given_fields: Any) -> Member:
    fields: dict[str, Any] = {
        "key": key,
        "day": DAY,
        "dated": True,
        "part": Part.EVENT,
        "form": "bentrok",
        "phase": "peristiwa",
        "tone": "tension",
        "dimensions": ("sosial",),
        "places": ("33.05",),
        "place_names": (),
        "event_date": None,
        "deaths": None,
        "injured": None,
        "owner": key,
        "official": False,
        "title": "Judul",
        **given_fields,
    }
    return Member(**fields)


MEMBERS = st.lists(
    st.builds(
        lambda number, part, form, phase, tone, dimensions, places, days, hurt, owner, dated: member(
            f"k{number}",
            part=part,
            form=form,
            phase=phase,
            tone=tone,
            dimensions=tuple(dict.fromkeys(dimensions)),
            places=tuple(dict.fromkeys(places)),
            day=DAY + timedelta(days=days),
            deaths=hurt,
            owner=owner,
            dated=dated,
        ),
        st.integers(0, 999),
        st.sampled_from([part for part in Part if part is not Part.NONE]),
        st.sampled_from(FORMS),
        st.sampled_from(PHASES),
        st.sampled_from(TONES),
        st.lists(st.sampled_from(DIMENSIONS), max_size=2),
        st.lists(st.sampled_from(["33", "33.05", "33.06", "34", "34.01"]), max_size=3),
        st.integers(0, 60),
        st.none() | st.integers(0, 9),
        st.sampled_from("xyz"),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda one: one.key,
)


@given(MEMBERS)
def test_what_an_incident_adds_keeps_the_rules_of_counting(members: list[Member]) -> None:
    incident = incident_of(members, method_version="test")
    counts = list(counts_of(incident, members))
    assert 1 <= incident.owners <= len(incident.stories) == len(members)
    assert len(incident.places) <= 3
    assert len(incident.dimensions) <= 2
    for count in counts:
        assert min(count.tension, count.protests, count.harmony, count.severity, count.stories) >= 0
        # Never spread: only places that a story names.
        assert count.district in {code for one in members for code in one.places}
    for column in ("tension", "protests", "harmony"):
        for district in incident.places:
            of_total = [
                getattr(one, column) for one in counts if (one.district, one.dimension) == (district, TOTAL)
            ]
            assert sum(of_total) <= 1
    if not {one.part for one in members} & {Part.EVENT, Part.THREAT, Part.PROTEST}:
        assert not any(count.tension or count.protests for count in counts)
    if not any(one.dated for one in members):
        assert counts == []


@given(MEMBERS, st.integers(1, 5))
def test_reprints_never_raise_a_count(members: list[Member], copies: int) -> None:
    # However often the first report is printed again, each cell keeps its incidents.
    printed = [
        dataclasses.replace(members[0], key=f"r{number}", owner=f"o{number}") for number in range(copies)
    ]

    def most(given_members: list[Member]) -> int:
        incident = incident_of(given_members, method_version="test")
        cells: dict[tuple[str, str], int] = {}
        for count in counts_of(incident, given_members):
            cell = (count.district, count.dimension)
            cells[cell] = cells.get(cell, 0) + count.tension + count.protests
        return max(cells.values(), default=0)

    assert most([members[0], *printed]) == most([members[0]])


def test_one_outlets_slip_counts_no_event_elsewhere() -> None:
    incident = incident_of(
        [member("a"), member("b"), member("c", places=("33.05", "73.71"))], method_version="test"
    )
    assert incident.places == ("33.05",)


def test_a_province_gives_way_to_its_district() -> None:
    incident = incident_of([member("a", places=("33",)), member("b")], method_version="test")
    assert incident.places == ("33.05",)


def test_a_demonstration_that_most_call_peaceful_is_a_protest() -> None:
    peaceful = [member(key, part=Part.PROTEST, form="unjuk_rasa") for key in "abc"]
    assert incident_of([*peaceful, member("d")], method_version="test").kind == "protest"
    assert incident_of([peaceful[0], member("d")], method_version="test").kind == "tension"


def test_the_highest_number_of_dead_holds() -> None:
    # Running reports: "menjadi 3 orang".
    incident = incident_of([member("a", deaths=1), member("b", deaths=3), member("c")], method_version="test")
    assert incident.deaths == 3
    assert incident.injured is None


def test_the_id_is_that_of_the_first_story() -> None:
    assert incident_of([member("a"), member("b")], method_version="test").id == incident_id("a")


def test_a_death_weighs_more_than_an_injury_and_a_demonstration_least() -> None:
    assert severity("bentrok", deaths=1, injured=0) > severity("bentrok", deaths=0, injured=1)
    assert severity("bentrok", deaths=None, injured=None) > severity("unjuk_rasa", deaths=None, injured=None)
    assert severity("bentrok", deaths=0, injured=0, threatened=True) < severity(
        "bentrok", deaths=0, injured=0
    )


def test_an_anniversary_is_no_new_event() -> None:
    # A feature published now about a clash of last year, read as an event.
    assert part_of(story("a", event_date=date(2025, 3, 3))) is Part.FOLLOWUP
    assert part_of(story("a", event_date=date(2026, 3, 2))) is Part.EVENT


def test_a_demonstration_with_people_hurt_is_not_peaceful() -> None:
    assert part_of(story("a", form="unjuk_rasa")) is Part.PROTEST
    assert part_of(story("a", form="unjuk_rasa", injured=2)) is Part.EVENT


def test_a_settlement_without_its_conflict_is_harmony() -> None:
    assert kind_of({Part.SETTLEMENT}) == "harmony"
    assert kind_of({Part.SETTLEMENT, Part.EVENT}) == "tension"


def test_an_outlet_belongs_to_the_owner_of_the_domain_above() -> None:
    owners = Owners.of(
        [
            Outlet(domain="grup.example", name="Grup", owner="Grup", home=""),
            Outlet(domain="lepas.example", name="Lepas", owner="unknown", home=""),
        ]
    )
    assert owners.owner("daerah.grup.example") == "Grup"
    assert owners.owner("lepas.example") == "lepas.example"
    assert owners.is_official("kesbangpol.kota.go.id")
    assert not owners.is_official("grup.example")


def correction(field: str, value: str) -> Correction:
    return Correction(number=3, target="a", field=field, value=value, who="x", when=KNOWN, why="y")


def test_a_correction_of_a_label_is_laid_over_the_story() -> None:
    found = corrected_story(story("a"), [correction("places", '["73.71"]'), correction("deaths", "2")])
    assert found.annotation.places == ("73.71",)
    assert found.annotation.deaths == 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("form", '"perang"'),
        ("day", '"kemarin"'),
        ("split", '"a"'),
        ("not_event", "1"),
        ("outlet", '"x"'),
        ("places", "["),
    ],
)
def test_a_correction_that_cannot_be_followed_is_refused(field: str, value: str) -> None:
    with pytest.raises(CorrectionError, match=field):
        check(correction(field, value))
