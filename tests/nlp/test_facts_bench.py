"""The bench of the facts: its arithmetic on own stories, its floors on the labelled ones."""

import json
from datetime import date
from pathlib import Path

import pytest

from nlp.errors import TrainingError
from nlp.facts import bench
from nlp.facts.labelled_days import fixes_day, publication_day

STORY = {
    "id": "X-0001",
    "url": "",
    "title": "",
    "text": "Bentrok menewaskan dua orang, Rabu (5/11/2025).",
    "published": "2025-11-06",
    "relevant": True,
    "phase": "peristiwa",
    "event_date": "2025-11-05",
    "deaths": 2,
    "injured": None,
}


def report_of(*stories: dict[str, object]) -> dict[str, bench.Score]:
    report = bench.run([{**story, "group": "X"} for story in stories])
    return {score.field: score for score in report.scores if score.source == "all"}


def test_exact_and_given_where_none_are_counted_apart() -> None:
    scores = report_of(STORY, {**STORY, "event_date": None, "deaths": None})
    assert (scores["event_date"].given, scores["event_date"].exact) == (1, 1)
    assert (scores["event_date"].none, scores["event_date"].false) == (1, 1)
    assert (scores["deaths"].exact, scores["deaths"].false) == (1, 1)
    assert scores["injured"].given == 0


# The pipeline leaves casualties out of stories that are not relevant, so they are not scored there.
def test_casualties_of_irrelevant_stories_are_not_scored() -> None:
    scores = report_of({**STORY, "relevant": False, "deaths": None})
    assert scores["deaths"].none == 0


def test_a_day_that_the_text_does_not_name_counts_only_in_the_plain_row() -> None:
    scores = report_of({**STORY, "text": "Dua kelompok pemuda bentrok.", "deaths": None})
    assert scores["event_date"].given == 1
    assert scores["event_date_named"].given == 0


@pytest.mark.parametrize(
    ("story", "day"),
    [
        ({"published": "Rabu, 18 Jun 2025 09:20 WIB"}, date(2025, 6, 18)),
        ({"published": "10/8/2025 14:45", "source": "detik_aspect_1000"}, date(2025, 10, 8)),
        ({"published": None, "url": "https://contoh.id/2017/05/03/judul"}, date(2017, 5, 3)),
        ({"published": None, "url": "https://contoh.id/20179999-judul"}, None),
        ({"published": None}, None),
    ],
)
def test_the_publication_day_comes_from_the_field_or_the_address(
    story: dict[str, object], day: date | None
) -> None:
    assert publication_day(story) == day


# A weekday fixes a day only together with the publication; digits need a year from either.
@pytest.mark.parametrize(
    ("text", "published", "fixed"),
    [
        ("Bentrok pecah, Rabu (5/11).", date(2025, 11, 6), True),
        ("Bentrok pecah, Rabu (5/11).", None, False),
        ("Bentrok pecah pada 5 November 2025.", None, True),
        ("Bentrok pecah Rabu malam.", date(2025, 11, 6), True),
        ("Bentrok pecah Rabu malam.", date(2025, 11, 20), False),
        ("Bentrok pecah kemarin.", date(2025, 11, 6), True),
        ("Bentrok pecah kemarin.", None, False),
        ("Bentrok pecah di jembatan.", date(2025, 11, 6), False),
    ],
)
def test_a_text_fixes_a_day_only_with_its_year(text: str, published: date | None, fixed: bool) -> None:
    assert fixes_day({"title": "", "text": text}, date(2025, 11, 5), published) is fixed


def test_the_wilson_interval_agrees_with_the_published_example() -> None:
    # 15 of 148: 6.24 % to 16.05 % (Newcombe 1998, table I, method 3: 81/263 and 15/148).
    low, high = bench.wilson(15, 148)
    assert (low, high) == pytest.approx((0.0624, 0.1605), abs=0.0002)
    assert bench.wilson(0, 0) == (0.0, 1.0)


def test_a_missing_folder_says_what_to_give(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"dev\.jsonl"):
        bench.load(tmp_path)


def test_a_broken_line_is_named_with_its_number(tmp_path: Path) -> None:
    for name in bench.FILES:
        (tmp_path / name).write_text(json.dumps(STORY) + "\n{broken\n", encoding="utf-8")
    with pytest.raises(TrainingError, match="line 2"):
        bench.load(tmp_path)


def test_a_missed_floor_is_told_with_its_value() -> None:
    report = bench.run([{**STORY, "group": "X", "deaths": 5}])
    assert any(line.startswith("deaths: 0.000") for line in report.missed())


@pytest.mark.shared
def test_the_labelled_stories_keep_the_floors(shared: Path) -> None:
    report = bench.run(bench.load(shared / "gold"))
    assert [line for line in report.missed() if not line.startswith("speed")] == []
    assert report.as_mapping()["rows"][0]["source"] == "all"
