"""The demo's stories: their labels, their traps, their days and that they are nobody else's text."""

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.calendar import WEEKDAY_NAMES
from pantau.demo.days import write_days
from pantau.demo.grammar import seeded_press
from pantau.demo.houses import BY_LAYOUT
from pantau.demo.newsroom import DAYS, DemoStory, load_stories
from pantau.demo.truth import Truth, broken_rules
from pantau.districts import load_districts

END = date(2026, 11, 25)
RISE_DISTRICT = "33.05"
RISE_DIMENSION = "sosial"
ISLANDS = {
    "Sumatera": range(11, 22),
    "Jawa": range(31, 37),
    "Bali dan Nusa Tenggara": range(51, 54),
    "Kalimantan": range(61, 66),
    "Sulawesi": range(71, 77),
    "Maluku": range(81, 83),
    "Papua": range(91, 97),
}
RUN_OF_WORDS = 12
"""Words in a row that two texts do not share by chance."""


@pytest.fixture(scope="module")
def stories() -> tuple[DemoStory, ...]:
    return load_stories(end=END)


def test_every_story_obeys_the_codebook(stories: tuple[DemoStory, ...]) -> None:
    assert {story.id: broken_rules(story.truth) for story in stories if broken_rules(story.truth)} == {}


@pytest.mark.parametrize(
    ("truth", "rule"),
    [
        (Truth(tone="tension"), "not relevant"),
        (Truth(incident="kebumen-x-2026-11"), "no incident"),
        (Truth(relevant=True, dimensions=("sosial",), phase="pencegahan", form="bentrok"), "tidak_ada"),
        (Truth(relevant=True, dimensions=("sosial",), phase="peristiwa"), "form of its incident"),
        (Truth(relevant=True, dimensions=(), phase="opini"), "one or two dimensions"),
        (Truth(places=("Kebumen",)), "Kemendagri"),
        (Truth(places=("33.05", "33.06", "33.07", "33.08")), "at most 3"),
    ],
)
def test_labels_that_break_the_codebook_are_named(truth: Truth, rule: str) -> None:
    assert rule in "; ".join(broken_rules(truth))


def test_the_press_is_as_large_and_as_wide_as_promised(stories: tuple[DemoStory, ...]) -> None:
    districts = {place for story in stories for place in story.truth.places}
    provinces = {int(code[:2]) for code in districts}
    days = [story.published.date() for story in stories]
    assert len(stories) >= 175
    assert len(districts) >= 24
    assert [name for name, codes in ISLANDS.items() if not provinces & set(codes)] == []
    assert (max(days) - min(days)).days in range(DAYS - 5, DAYS)
    assert max(days) == END


def test_most_stories_are_not_relevant(stories: tuple[DemoStory, ...]) -> None:
    # A press of nothing but conflict would not show whether everyday news stays silent.
    assert sum(not story.truth.relevant for story in stories) > len(stories) / 2


def test_places_exist(stories: tuple[DemoStory, ...]) -> None:
    known = load_districts()
    assert [place for story in stories for place in story.truth.places if place not in known] == []


def test_no_outlet_is_silent_for_long(stories: tuple[DemoStory, ...]) -> None:
    # Silence means "tidak teramati"; the demo wants to show an index.
    for layout in BY_LAYOUT:
        days = sorted({story.published.date() for story in stories if story.outlet == layout})
        gaps = [(later - earlier).days for earlier, later in pairwise(days)]
        assert max(gaps) <= 30, layout
        assert days[-1] >= END - timedelta(days=2), layout


def test_texts_are_whole_and_of_usual_length(stories: tuple[DemoStory, ...]) -> None:
    for story in stories:
        words = len(story.text.split())
        assert "{" not in story.text + story.title, story.id
        assert len(story.paragraphs) >= 3, story.id
        assert (60 if story.truth.reprint else 88) <= words <= 220, (story.id, words)


TRAPS = (
    "twin common-word figure reprint same-owner follow-up prevention no-year anniversary hoax-debunk foreign "
    "language ordinary-crime dateline abbreviation closed-section"
)


@pytest.mark.parametrize("trap", TRAPS.split())
def test_the_trap_is_set(trap: str, stories: tuple[DemoStory, ...]) -> None:
    assert [story for story in stories if trap in story.truth.traps]


@pytest.mark.parametrize(
    ("kabupaten", "kota"),
    [
        ("13.02", "13.72"),
        ("32.01", "32.71"),
        ("32.16", "32.75"),
        ("35.07", "35.73"),
        ("36.04", "36.73"),
        ("53.01", "53.71"),
        ("91.03", "91.71"),
        ("96.01", "96.71"),
    ],
)
def test_both_of_a_pair_of_twins_have_stories(
    kabupaten: str, kota: str, stories: tuple[DemoStory, ...]
) -> None:
    places = {place for story in stories for place in story.truth.places}
    assert {kabupaten, kota} <= places


def test_prevention_talk_is_full_of_the_word_konflik(stories: tuple[DemoStory, ...]) -> None:
    talk = [story for story in stories if story.truth.phase == "pencegahan"]
    assert max(story.text.lower().count("konflik") for story in talk) >= 5
    assert all(story.truth.form == "tidak_ada" for story in talk)


def test_a_reprint_stands_in_another_outlet_with_the_same_words(stories: tuple[DemoStory, ...]) -> None:
    by_incident_and_text = [
        (copy, original)
        for copy in stories
        if copy.truth.reprint
        for original in stories
        if not original.truth.reprint and set(copy.paragraphs[1:]) <= set(original.paragraphs)
    ]
    owners = {
        BY_LAYOUT[copy.outlet].owner == BY_LAYOUT[original.outlet].owner
        for copy, original in by_incident_and_text
    }
    assert len(by_incident_and_text) == sum(story.truth.reprint for story in stories)
    assert all(copy.outlet != original.outlet for copy, original in by_incident_and_text)
    assert all(copy.title != original.title for copy, original in by_incident_and_text)
    assert owners == {True, False}


def _incident_days(stories: tuple[DemoStory, ...]) -> dict[tuple[str, str], dict[str, date]]:
    """First day of each tension incident, by district and dimension."""
    days: dict[tuple[str, str], dict[str, date]] = defaultdict(dict)
    for story in stories:
        if story.truth.tension_event and story.truth.incident:
            for place in story.truth.places:
                for dimension in story.truth.dimensions:
                    days[place, dimension].setdefault(story.truth.incident, story.published.date())
    return days


def test_one_district_rises_in_the_last_days_and_was_normal_before(stories: tuple[DemoStory, ...]) -> None:
    days = _incident_days(stories)[RISE_DISTRICT, RISE_DIMENSION]
    late = [incident for incident, day in days.items() if day >= END - timedelta(days=10)]
    assert 7 <= len(late) <= 9
    assert len(days) - len(late) <= 2


def test_the_rise_is_reported_by_independent_owners(stories: tuple[DemoStory, ...]) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for story in stories:
        if story.truth.rise:
            owners[str(story.truth.incident)].add(BY_LAYOUT[story.outlet].owner)
    # The last one is a threat that a single outlet heard of.
    assert sorted(len(names) for names in owners.values())[1:] >= [2] * (len(owners) - 1)


def test_no_other_district_looks_like_a_rise(stories: tuple[DemoStory, ...]) -> None:
    for key, incidents in _incident_days(stories).items():
        if key[0] == RISE_DISTRICT:
            continue
        days = sorted(incidents.values())
        close = [one for one, two in pairwise(days) if (two - one).days < 30]
        assert close == [], key


def test_the_press_moves_with_its_last_day() -> None:
    first, later = load_stories(end=END), load_stories(end=END + timedelta(days=17))
    for before, after in zip(first, later, strict=True):
        assert after.published - before.published == timedelta(days=17)
        assert before.id == after.id
        if before.truth.event_date is not None:
            assert after.truth.event_date == before.truth.event_date + timedelta(days=17)


DAY_IN_TEXT = re.compile(rf"({'|'.join(WEEKDAY_NAMES)}) \((\d+)/(\d+)(?:/(\d+))?\)")


@given(st.dates(min_value=date(2024, 1, 1), max_value=date(2032, 12, 31)))
def test_a_weekday_in_a_text_fits_its_date(day: date) -> None:
    # Around New Year a day without year may lie in the year before.
    text = write_days("{hr-1} {hrt} {hr+6}", published=day)
    for weekday, number, month, year in DAY_IN_TEXT.findall(text):
        years = [int(year)] if year else [day.year - 1, day.year, day.year + 1]
        assert weekday in [
            WEEKDAY_NAMES[date(candidate, int(month), int(number)).weekday()]
            for candidate in years
            if (int(month), int(number)) != (2, 29) or candidate % 4 == 0
        ]


def test_days_are_written_in_all_usual_forms() -> None:
    text = write_days(
        "{hari} {hr-1} {hrt-1}; {htgl}; {tgl} {tb+3} {bln} {thn-1}", published=date(2025, 10, 23)
    )
    assert text == (
        "Kamis Rabu (22/10) Rabu (22/10/2025); Kamis, 23 Oktober 2025; "
        "23 Oktober 2025 26 Oktober Oktober 2025 2024"
    )


def test_some_dates_lack_their_year_and_some_have_it(stories: tuple[DemoStory, ...]) -> None:
    years = [match[3] for story in stories for match in DAY_IN_TEXT.findall(story.text)]
    assert years.count("") > 20
    assert len(years) - years.count("") > 20


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    for start in range(len(words) - RUN_OF_WORDS + 1):
        yield tuple(words[start : start + RUN_OF_WORDS])


def _real_texts(shared: Path) -> Iterator[str]:
    for path in sorted((shared / "data" / "news").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield " ".join(str(value) for value in json.loads(line).values())
    for path in sorted((shared / "gold").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["text"]
    for path in sorted((shared / "seeds").rglob("*")):
        if path.is_file():
            yield path.read_text(encoding="utf-8", errors="replace")


@pytest.mark.shared
def test_no_sentence_is_taken_from_real_news(stories: tuple[DemoStory, ...], shared: Path) -> None:
    ours = {run for story in stories for run in _runs(story.text)}
    for seed in range(3):
        ours |= {run for article, _ in seeded_press(seed, rise=True, end=END) for run in _runs(article.text)}
    firsts = {run[:2] for run in ours}
    common = set()
    for text in _real_texts(shared):
        words = re.findall(r"\w+", text.lower())
        for start in range(len(words) - RUN_OF_WORDS + 1):
            if (words[start], words[start + 1]) in firsts:
                run = tuple(words[start : start + RUN_OF_WORDS])
                if run in ours:
                    common.add(" ".join(run))
    assert common == set()
