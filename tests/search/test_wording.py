"""Words, numbers and times in the reader's language; no text without a translation; the tile map."""

from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta, timezone
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import get_args

import httpx
import pytest

from pantau import labels, records
from pantau.districts import load_districts
from pantau.errors import SettingsError
from search.errors import PROBLEMS
from search.web import catalogue, charts, tiles
from search.web.reasons import in_indonesian
from search.web.wording import LABELS, Wording, languages


def test_numbers_days_and_times_are_written_as_indonesian_pages_do() -> None:
    words = Wording("id")
    assert words.number(1234567) == "1.234.567"
    assert words.number(1234.56, 1) == "1.234,6"
    assert words.number(None) == "–"
    assert words.percent(0.934) == "93%"
    assert words.day(date(2026, 11, 25)) == "25 November 2026"
    moment = datetime(2026, 11, 25, 8, 20, tzinfo=UTC)
    assert words.moment(moment, "32.71") == "25 November 2026, 15.20 WIB"
    assert words.moment(moment, "73") == "25 November 2026, 16.20 WITA"
    assert words.moment(moment, "91.71") == "25 November 2026, 17.20 WIT"
    assert words.moment(moment.astimezone(timezone(timedelta(hours=8)))) == "25 November 2026, 16.20 WITA"
    assert words.moment(moment) == "25 November 2026, 08.20 UTC"
    assert words.moment(None) == "waktu tidak diketahui"


def test_a_day_without_an_hour_is_written_without_one() -> None:
    # Midnight stands for "only the day is known"; 00.00 would be a false precision.
    midnight = datetime(2026, 5, 1, tzinfo=timezone(timedelta(hours=7)))
    assert Wording("id").moment(midnight, "91.71") == "1 Mei 2026"


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.3, "30,0%"),
        (0.01, "1,0%"),
        (0.00021, "1 banding 4.800"),
        (1e-9, "1 banding 1.000.000.000"),
        (0.0, "kurang dari 0,01%"),
    ],
)
def test_a_small_chance_is_one_in_many(probability: float, text: str) -> None:
    assert Wording("id").chance(probability) == text


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match="id, en"):
        Wording("fr")


def test_every_label_of_the_records_has_words() -> None:
    values = {
        *labels.DIMENSIONS, *labels.TONES, *labels.PHASES, *labels.FORMS, *labels.SENTIMENTS, "total",
        "aman", "waspada", "siaga", "awas", "tidak_teramati",
        *get_args(records.AlertStatus), *get_args(records.OutletState), *get_args(labels.Level),
        *get_args(labels.Role),
    }  # fmt: skip
    assert values <= set(LABELS)


def test_every_mistake_in_a_query_has_words_on_the_page() -> None:
    text = (resources.files("search.web") / "templates" / "search.html").read_text("utf-8")
    assert [name for name in PROBLEMS if f'"{name}"' not in text] == []


@pytest.mark.parametrize("language", [name for name in languages() if name != "id"])
def test_no_text_lacks_a_translation_and_the_compiled_catalogue_is_of_today(language: str) -> None:
    now, stored = catalogue.updated(language), catalogue.read(language)
    assert catalogue.untranslated(now) == []
    assert {message.id for message in now} == {message.id for message in stored}
    folder = resources.files("search.web") / "locale" / language / "LC_MESSAGES"
    assert (folder / "messages.mo").read_bytes() == catalogue.compiled(stored)


@pytest.mark.parametrize("language", [name for name in languages() if name != "id"])
def test_translations_have_the_same_holes(language: str) -> None:
    # A hole that is missing or misspelt breaks the page at the moment it is shown.
    for message in catalogue.read(language):
        if message.id:
            assert [str(error) for error in message.check()] == []


def test_pages_in_english_are_english(filled_path: Path, press: ModuleType, site: str) -> None:
    from sys import modules

    with modules["live_service"].serve(filled_path, outlets=press.registry(), language="en") as address:
        for path in ("/", "/cari?q=kab:Bogor", "/berita/s00001", "/wilayah/32.71", "/peringatan/1",
                     "/tak-teramati", "/tentang", "/cari?q=a1+AND", "/nothing"):  # fmt: skip
            answer = httpx.get(address + path)
            assert 'lang="en"' in answer.text
            assert "Wilayah" not in answer.text.replace("Wilayah saya", "")
        assert "1 in 4,800" in httpx.get(address + "/peringatan/1").text


def test_every_district_has_one_tile_and_none_shares_it() -> None:
    placed = tiles.load_tiles()
    assert {tile.code for tile in placed} == {district.code for district in load_districts()}
    assert len({(tile.column, tile.row) for tile in placed}) == len(placed)
    assert all(0 <= tile.column < tiles.COLUMNS and 0 <= tile.row < tiles.ROWS for tile in placed)


def test_the_tiles_are_those_the_script_computes() -> None:
    assert {(tile.code, tile.column, tile.row) for tile in tiles.build()} == {
        (tile.code, tile.column, tile.row) for tile in tiles.load_tiles()
    }


def test_tiles_lie_as_their_districts_do() -> None:
    # Sabang in the far northwest, Merauke in the far southeast, and compass directions kept in general.
    at = {tile.code: (tile.column, tile.row) for tile in tiles.load_tiles()}
    districts = list(load_districts())
    agree = total = 0
    for one in districts[::7]:
        for other in districts[::11]:
            if abs(one.longitude - other.longitude) > 3:
                total += 1
                agree += (one.longitude < other.longitude) == (at[one.code][0] < at[other.code][0])
    assert agree / total > 0.98
    assert at["11.72"][0] <= 1
    assert math.dist(at["93.01"], (tiles.COLUMNS - 1, tiles.ROWS - 1)) < 10


def test_bands_end_where_observation_ends() -> None:
    # A line across days nobody observed would claim to know what was usual there.
    days = [date(2026, 3, number) for number in (1, 2, 3, 7, 8)]
    values = [
        records.IndexValue(
            district="32.71", dimension="sosial", day=day, observed=1, expected=0.5, low=0.0, high=1.5,
            score=10.0, level="aman",
        )
        for day in days
    ]  # fmt: skip
    steps = charts._steps(values)
    assert [(step["run"], step["day"]) for step in steps] == [
        (0, "2026-03-01"), (0, "2026-03-02"), (0, "2026-03-03"), (0, "2026-03-04"),
        (1, "2026-03-07"), (1, "2026-03-08"), (1, "2026-03-09"),
    ]  # fmt: skip
    gaps = charts._gaps(set(days), date(2026, 3, 1), date(2026, 3, 9))
    assert gaps == [{"day": "2026-03-04", "end": "2026-03-07"}, {"day": "2026-03-09", "end": "2026-03-10"}]


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("Petanahan lies in Kabupaten Kebumen, which the story names",
         "Petanahan terletak di Kabupaten Kebumen, yang disebut berita"),
        ("Petanahan lies in Kabupaten Kebumen", "Petanahan terletak di Kabupaten Kebumen"),
        ("the word kota stands before it", "kata “kota” berdiri di depannya"),
        ("Karangreja lies in no district or province that the story names",
         "Karangreja tidak terletak di kabupaten/kota atau provinsi yang disebut berita"),
        ("a shape nobody has met", "a shape nobody has met"),
    ],
)  # fmt: skip
def test_reasons_are_told_in_indonesian_and_unknown_ones_as_they_are(reason: str, words: str) -> None:
    assert in_indonesian(reason) == words


def test_doubts_name_the_field_in_words() -> None:
    assert Wording("id").doubt("low-confidence:phase") == "kurang yakin tentang fase"
    assert Wording("id").doubt("twin-undecided") == "kota atau kabupaten tidak dapat dipastikan"
    assert Wording("id").doubt("something-new") == "something-new"
