"""Only Indonesian goes on; a story lost here is lost for good."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.language import UNDETERMINED, language

ID = "Warga dua desa itu sepakat berdamai setelah pertemuan yang digelar di balai kecamatan pada Senin malam."
JV = "Para warga desa padha kumpul ing bale kanggo ngrembug karukunan, lan wis sarujuk ora bakal padu maneh."
SU = "Warga dua lembur parantos sapuk pikeun rukun deui, sabab teu aya nu hoyong pasea jeung tatanggana."
EN = "The residents of the two villages have agreed to settle the dispute that was reported on Monday."
MS = "Penduduk kampung itu tidak mahu berpindah kerana tanah tersebut ialah tanah adat, kata beliau."


@pytest.mark.parametrize(("text", "code"), [(ID, "id"), (JV, "jv"), (SU, "su"), (EN, "en")])
def test_the_languages_of_the_archipelago_are_told_apart(text: str, code: str) -> None:
    assert language(text) == code


def test_malay_counts_as_indonesian() -> None:
    # Regional outlets write local Malay; to drop it would blind us in Jambi or Pontianak.
    assert language(MS) == "id"


def test_an_indonesian_story_with_an_english_quotation_stays_indonesian() -> None:
    assert language(f'{ID} Spanduk bertuliskan "stop the war" terlihat di lokasi. {ID}') == "id"


def test_a_bare_headline_is_not_lost() -> None:
    # No function word at all: without evidence for another language the story goes on.
    assert language("Ratusan Buruh Geruduk Kantor Bupati") == "id"


def test_capitals_do_not_hide_the_language() -> None:
    assert language(ID.upper()) == "id"
    assert language(EN.upper()) == "en"


@pytest.mark.parametrize("text", ["", "   \n", "12.345 / 67 %", "🙂🙂"])
def test_text_without_letters_is_undetermined(text: str) -> None:
    assert language(text) == UNDETERMINED


def test_another_script_is_not_indonesian() -> None:
    assert language("اجتماع أهل القرية") == "ar"
    assert language("村民举行会议") == "zh"


@given(st.text(max_size=3000))
def test_any_text_gets_an_answer(text: str) -> None:
    assert 2 <= len(language(text)) <= 3


def test_a_text_of_two_megabytes_costs_no_more_than_its_beginning() -> None:
    started = time.perf_counter()
    assert language(ID * 20_000) == "id"
    assert time.perf_counter() - started < 0.5


@pytest.mark.shared
def test_no_labelled_story_is_lost(shared: Path) -> None:
    for name in ("dev.jsonl", "rewritten.jsonl"):
        rows = [json.loads(line) for line in (shared / "gold" / name).read_text("utf-8").splitlines()]
        lost = [row["id"] for row in rows if language(row["text"]) != row["lang"]]
        assert lost == []
