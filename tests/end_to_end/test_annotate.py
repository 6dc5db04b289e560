"""`pantau annotate` and `incidents`: JSON Lines in, JSON Lines out, whatever comes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from nlp.annotations import FIELDS

Program = Callable[..., str]

BRAWL = {
    "id": "a-1",
    "url": "https://kabar.example/2026/03/02/tawuran",
    "outlet": "kabar.example",
    "title": "Dua Kelompok Pemuda Bentrok di Cicalengka",
    "text": "Dua kelompok pemuda bentrok di Kecamatan Cicalengka, Kabupaten Bandung, Minggu (1/3/2026) "
    "malam. Tiga orang luka-luka akibat lemparan batu. Polisi membubarkan massa.",
    "published": "2026-03-02",
}
MARKET = {"id": 7, "text": "Harga cabai di pasar turun. Pembeli senang karena stok melimpah."}


def test_every_label_comes_back_with_its_confidence_in_the_order_given(
    tmp_path: Path, program: Program
) -> None:
    lines = [json.dumps(MARKET), json.dumps(BRAWL)]
    told = [
        json.loads(line)
        for line in program("annotate", "-", home=tmp_path, given="\n".join(lines)).splitlines()
    ]
    assert [one["id"] for one in told] == ["7", "a-1"]
    for one in told:
        assert set(FIELDS) <= set(one)
        assert set(FIELDS) <= set(one["confidence"])
        assert all(0 <= value <= 1 for value in one["confidence"].values())
        assert one["method_version"]
    brawl = told[1]
    assert brawl["relevant"] is True
    assert brawl["places"] == ["32.04"]
    assert brawl["form"] == "bentrok"
    assert brawl["event_date"] == "2026-03-01"
    assert brawl["injured"] == 3


# A night's import must not end at line 3 of 100,000.
def test_a_bad_line_is_reported_with_its_number_and_skipped(tmp_path: Path, program: Program) -> None:
    given = tmp_path / "in.jsonl"
    given.write_text(
        "\n".join(
            [
                json.dumps(MARKET),
                "{not json",
                '["a list"]',
                '{"text": "no id"}',
                '{"id": "x"}',
                json.dumps(BRAWL),
            ]
        ),
        "utf-8",
    )
    output = tmp_path / "out.jsonl"
    program("annotate", str(given), "-o", str(output), home=tmp_path)
    assert [json.loads(line)["id"] for line in output.read_text("utf-8").splitlines()] == ["7", "a-1"]


def test_odd_texts_get_a_defined_answer(tmp_path: Path, program: Program) -> None:
    odd = [
        "",
        " \n ",
        "\x00\x01",
        "A" * 300_000,
        "<p>Massa <b>bentrok</b></p>",
        "😀" * 1000,
        "Lorem ipsum dolor sit amet",
    ]
    lines = "\n".join(json.dumps({"id": str(n), "text": text}) for n, text in enumerate(odd))
    told = [json.loads(line) for line in program("annotate", "-", home=tmp_path, given=lines).splitlines()]
    assert [one["id"] for one in told] == [str(n) for n in range(len(odd))]


# A date that does not exist says nothing; it must not stop ten thousand others.
@pytest.mark.parametrize("published", ["31 April 2025", "0202-01-01", "2999-01-01", "kemarin dulu", "", None])
def test_an_impossible_publication_date_is_unknown(
    tmp_path: Path, program: Program, published: str | None
) -> None:
    given = json.dumps(MARKET | {"published": published})
    assert json.loads(program("annotate", "-", home=tmp_path, given=given))["id"] == "7"


# Whoever asks for evidence points at it in the text they gave, sidebars included.
def test_offsets_lie_on_the_text_that_was_given(tmp_path: Path, program: Program) -> None:
    text = (
        "Baca juga: Harga Beras Naik Lagi\n"
        + BRAWL["text"]
        + "\nBaca juga: Gempa di Laut\n"
        + BRAWL["text"][::-1]
    )
    told = json.loads(program("annotate", "-", home=tmp_path, given=json.dumps(BRAWL | {"text": text})))
    assert told["evidence"]
    for span in told["evidence"]:
        source = BRAWL["title"] if span["source"] == "title" else text
        assert source[span["start"] : span["end"]] == span["text"]
    for mention in told["mentions"]:
        if mention["source"] != "dateline":
            source = BRAWL["title"] if mention["source"] == "title" else text
            assert source[mention["start"] : mention["end"]] == mention["name"]


def test_reports_of_one_event_share_an_incident_and_others_do_not(tmp_path: Path, program: Program) -> None:
    reprint = BRAWL | {
        "id": "a-2",
        "outlet": "warta.example",
        "url": "https://warta.example/9",
        "title": "Bentrok Pemuda",
    }
    other = BRAWL | {
        "id": "a-3",
        "url": "https://kabar.example/2026/03/20/x",
        "published": "2026-03-20",
        "title": "Warga Dua Desa di Pangalengan Bentrok",
        "text": "Warga dua desa di Kecamatan Pangalengan, Kabupaten Bandung, bentrok soal air irigasi, Kamis "
        "(19/3/2026). Satu rumah rusak. Camat memanggil kedua kepala desa untuk bermusyawarah.",
    }
    lines = "\n".join(json.dumps(one) for one in (BRAWL, reprint, other, MARKET))
    told = [json.loads(line) for line in program("incidents", "-", home=tmp_path, given=lines).splitlines()]
    first, second, third, market = (one["incident_id"] for one in told)
    assert first == second is not None
    assert third not in (first, None)
    assert market is None
