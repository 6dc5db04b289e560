"""The facts without gold: their hand labels, their bench, and what is only wanted or means something else."""

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from nlp.facts import field_bench, read_facts
from nlp.facts.records import ActorKind, InterventionKind

DAY = date(2025, 11, 7)


def acts(text: str) -> set[str]:
    return {fact.kind for fact in read_facts("", text, published=DAY).interventions}


# A demand is no outcome: an alert that says "ditangkap" has to have read that somebody was.
@pytest.mark.parametrize(
    "text",
    [
        "Massa menuntut pelakunya segera ditangkap.",
        "Kepala sekolah berharap kedua pihak bisa berdamai.",
        "Warga mendesak agar lapak itu dibongkar.",
        "Massa membubarkan diri pukul 18.00.",
        "Sekelompok orang membubarkan ibadah itu.",
    ],
)
def test_what_is_wanted_or_done_by_the_crowd_is_no_intervention(text: str) -> None:
    assert acts(text) == set()


def test_what_was_done_is_an_intervention() -> None:
    assert acts("Polisi membubarkan massa, lalu camat mempertemukan kedua kubu.") == {"dibubarkan", "mediasi"}


def test_a_blocked_budget_is_no_blockade() -> None:
    assert read_facts("", "Kementerian membuka blokir anggaran.", published=DAY).means == ()
    kinds = {fact.kind for fact in read_facts("", "Warga menutup jalan dengan ban bekas.").means}
    assert kinds == {"blokade", "ban bekas"}


# A title has capitals everywhere, so that they tell no names.
def test_a_weapon_in_a_title_is_read() -> None:
    assert [fact.kind for fact in read_facts("Dua Pemuda Bawa Celurit", "").means] == ["celurit"]


def test_refugees_counted_at_the_end_of_the_clause_are_displaced() -> None:
    count = read_facts(
        "", "Pengungsi yang datang ke pantai itu terus bertambah, yakni 1.478 orang."
    ).displaced
    assert count is not None
    assert count.number == 1478


@pytest.mark.parametrize(
    "text", ["Bentrok massa itu menewaskan empat orang.", "Massa ricuh, yakni dua simpatisan."]
)
def test_victims_and_parts_are_no_turnout(text: str) -> None:
    assert read_facts("", text, published=DAY).participants is None


def test_every_hand_label_uses_known_kinds_and_forms() -> None:
    labels = field_bench.labels()
    assert len(labels) >= 60
    for key, label in labels.items():
        assert re.fullmatch(r"[0-9a-f]{16}", key)
        assert label["round"] in ("1", "2")
        for name in field_bench.COUNTS:
            assert re.fullmatch(r"(?:\d+(?:-\d*)?)?", label[name])
        assert set(label["actors"].split(";")) - {""} <= set(get_args(ActorKind))
        assert set(label["interventions"].split(";")) - {""} <= set(get_args(InterventionKind))


def test_stories_without_a_label_are_passed_over() -> None:
    scores = field_bench.run([("", "Sebanyak 40 orang mengungsi.")], only="1")
    assert all(score.given == score.right == score.wrong == score.none == 0 for score in scores)


@pytest.mark.shared
def test_the_hand_labelled_stories_keep_their_floors(shared: Path) -> None:
    scores = {score.field: score for score in field_bench.run(field_bench.stories(shared), only="2")}
    assert scores["actors"].none == 34  # every story is found again
    for field, floor in {"actors": 0.88, "means": 0.6, "interventions": 0.6, "participants": 0.6}.items():
        assert scores[field].right >= floor * scores[field].given
