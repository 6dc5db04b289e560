"""Seeded presses: repeatable, true to the codebook, and without two incidents that read alike."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pantau.demo.grammar import GRAMMAR_OUTLETS, planted, seeded_press
from pantau.demo.grammar_text import district_of, fill, grammar_places, load_bank
from pantau.demo.truth import Truth, broken_rules
from pantau.labels import DIMENSIONS
from pantau.records import Article

END = date(2026, 11, 25)
OWNERS = {outlet.domain: outlet.owner for outlet in GRAMMAR_OUTLETS}
NEAR_DUPLICATE = 0.5
"""Share of common three-word runs from which two texts count as the same; reprints reach about 0.8."""


def _words(article: Article) -> set[tuple[str, ...]]:
    words = article.text.split()
    return {tuple(words[start : start + 3]) for start in range(len(words) - 2)}


def _alike(one: Article, two: Article) -> float:
    return len(_words(one) & _words(two)) / len(_words(one) | _words(two))


def test_one_seed_always_gives_the_same_press() -> None:
    assert seeded_press(7, rise=True, end=END) == seeded_press(7, rise=True, end=END)
    assert seeded_press(7, rise=True, end=END) != seeded_press(8, rise=True, end=END)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(min_value=0, max_value=10_000), rise=st.booleans())
def test_every_seeded_story_obeys_the_codebook(seed: int, rise: bool) -> None:
    press = seeded_press(seed, rise=rise, end=END)
    published = [article.published for article, _ in press if article.published is not None]
    assert [broken_rules(truth) for _, truth in press if broken_rules(truth)] == []
    assert len(published) == len(press)
    assert published == sorted(published)
    assert max(moment.date() for moment in published) <= END
    assert len({article.key for article, _ in press}) == len(press)
    assert not any("{" in article.text + article.title for article, _ in press)
    assert len({place for _, truth in press for place in truth.places}) <= 24


@pytest.mark.parametrize("seed", range(6))
def test_a_planted_rise_is_a_rise(seed: int) -> None:
    press = seeded_press(seed, rise=True, end=END)
    district, dimension = planted(press) or ("", "")
    days: dict[str, set[date]] = defaultdict(set)
    owners: dict[str, set[str]] = defaultdict(set)
    villages = set()
    for article, truth in press:
        if truth.rise and article.published:
            assert truth.places == (district,)
            assert truth.dimensions == (dimension,)
            days[str(truth.incident)].add(article.published.date())
            owners[str(truth.incident)].add(OWNERS[article.outlet])
            villages.add(truth.place_names[1])
    assert 6 <= len(days) <= 10
    assert len(villages) == len(days), "each incident has its own village"
    assert all(min(told) > END - timedelta(days=15) for told in days.values())
    assert all(len(names) >= 2 for names in owners.values())


def test_a_press_without_a_rise_has_none() -> None:
    assert planted(seeded_press(3, rise=False, end=END)) is None


def test_rises_come_in_all_dimensions_and_many_districts() -> None:
    found = [planted(seeded_press(seed, rise=True, end=END, everyday_a_day=0)) for seed in range(40)]
    assert {pair[1] for pair in found if pair} == set(DIMENSIONS)
    assert len({pair[0] for pair in found if pair}) >= 15


@pytest.mark.parametrize("seed", [0, 1])
def test_two_incidents_never_read_alike(seed: int) -> None:
    # Otherwise grouping would join them and a press would lose its rise by the grammar's fault.
    reports = [
        pair for pair in seeded_press(seed, rise=True, end=END, everyday_a_day=0) if pair[1].tension_event
    ]
    for (one, first), (two, second) in combinations(reports, 2):
        if first.incident != second.incident:
            assert _alike(one, two) < NEAR_DUPLICATE


def test_a_reprint_reads_like_its_original() -> None:
    press = seeded_press(5, rise=True, end=END)
    originals = [pair for pair in press if pair[1].tension_event and not pair[1].reprint]
    reprints = [pair for pair in press if pair[1].reprint]
    assert reprints
    for copy, told in reprints:
        same = [article for article, truth in originals if truth.incident == told.incident]
        assert max(_alike(copy, article) for article in same) > NEAR_DUPLICATE
        assert all(copy.outlet != article.outlet for article in same)


def test_follow_ups_come_after_their_incident() -> None:
    press = seeded_press(11, rise=True, end=END)
    first: dict[str, date] = {}
    follow_ups = 0
    for article, truth in press:
        if truth.incident is None or article.published is None:
            continue
        if truth.phase == "lanjutan":
            follow_ups += 1
            assert article.published.date() >= first[truth.incident] + timedelta(days=2)
        else:
            first.setdefault(truth.incident, article.published.date())
    assert follow_ups


def test_the_places_of_the_grammar_exist() -> None:
    assert len(grammar_places()) >= 48
    assert all(district_of(code).code == code for code in grammar_places())


def test_every_dimension_has_scenes_of_several_forms() -> None:
    forms: dict[str, set[str]] = defaultdict(set)
    for scene in load_bank().scenes:
        if not scene.background_only:
            forms[scene.dimension].add(scene.form)
    assert {dimension: len(found) >= 4 for dimension, found in forms.items()} == dict.fromkeys(
        DIMENSIONS, True
    )


def test_a_pattern_with_an_unknown_slot_is_refused() -> None:
    with pytest.raises(KeyError):
        fill("{entah}", {}, Random(1))  # noqa: S311 - chooses words, keeps no secret


def test_truth_says_what_a_tension_event_is() -> None:
    happening = Truth(
        relevant=True, dimensions=("sosial",), tone="tension", phase="peristiwa", form="bentrok"
    )
    later = Truth(relevant=True, dimensions=("sosial",), tone="tension", phase="lanjutan", form="bentrok")
    assert (happening.tension_event, later.tension_event) == (True, False)
