"""Files of others are read row by row; a bad row is named and kept aside, never fatal."""

from __future__ import annotations

import csv
import gzip
import json
import tracemalloc
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crawler.errors import ImportFileError
from crawler.imports import Import
from pantau.records import Article
from pantau.storage import Database, articles
from pantau.storage.exchange import Exchanged, export_lines, import_lines
from pantau.urls import article_key

WIB = ZoneInfo("Asia/Jakarta")
FETCHED = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
TEXT = "Warga dua desa memperbaiki jembatan bersama-sama, Senin pagi, setelah rusak oleh banjir bulan lalu."
ROW = {"judul": "Dua Desa Rukun", "isi": TEXT, "tanggal": "4 Mei 2026 09:30 WIB", "tautan": "https://k.id/a"}


def lines(path: Path, rows: Iterable[Any]) -> Path:
    text = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows) + "\n"
    path.write_bytes(gzip.compress(text.encode()) if path.suffix == ".gz" else text.encode())
    return path


def read(path: Path, **options: Any) -> tuple[list[Article], Import]:
    reader = Import(path, fetched=FETCHED, rejects=path.with_suffix(".ditolak.jsonl"), **options)
    return list(reader.articles()), reader


def rejects(reader: Import) -> list[dict[str, Any]]:
    path = reader._rejects
    assert path is not None
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_usual_column_names_are_understood(tmp_path: Path) -> None:
    (article,), reader = read(
        lines(tmp_path / "berita.jsonl", [{**ROW, "sumber": "kabar", "penulis": "Sekar Ayu"}])
    )
    assert reader.columns == {
        "title": "judul", "text": "isi", "published": "tanggal", "url": "tautan", "outlet": "sumber",
        "author": "penulis",
    }  # fmt: skip
    assert article.key == article_key("https://k.id/a")
    assert (article.title, article.text, article.outlet, article.author) == (
        "Dua Desa Rukun",
        TEXT,
        "k.id",
        "Sekar Ayu",
    )
    assert article.published == datetime(2026, 5, 4, 9, 30, tzinfo=WIB)
    assert article.fetched == FETCHED


def test_a_stated_mapping_wins_over_the_guess(tmp_path: Path) -> None:
    row = {"kolom1": "Judul", "kolom2": TEXT, "title": "bukan ini"}
    (article,), _ = read(lines(tmp_path / "a.jsonl", [row]), mapping={"title": "kolom1", "text": "kolom2"})
    assert (article.title, article.text) == ("Judul", TEXT)


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.tsv"])
def test_csv_is_read_like_json_lines(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    plain = tmp_path / "plain"
    with plain.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, ROW, delimiter="\t" if name.endswith("tsv") else ";")
        writer.writeheader()
        writer.writerow({**ROW, "isi": TEXT + '\nBaris kedua, dengan "kutipan"; dan titik koma.'})
    path.write_bytes(gzip.compress(plain.read_bytes()) if name.endswith("gz") else plain.read_bytes())
    (article,), reader = read(path)
    assert article.text.endswith('Baris kedua, dengan "kutipan"; dan titik koma.')
    assert (reader.rows, reader.kept, reader.rejected) == (1, 1, 0)


def test_texts_are_cleaned_and_datelines_kept_apart(tmp_path: Path) -> None:
    text = f"AMBON, KABAR.ID - {TEXT}\nBaca juga: Tawuran Pelajar Pecah di Pasar Lama\nPenulis: Sekar"
    (article,), _ = read(lines(tmp_path / "a.jsonl", [{**ROW, "isi": text}]))
    assert (article.dateline, article.text) == ("AMBON", TEXT)


def test_every_bad_row_is_named_with_number_and_reason_and_kept(tmp_path: Path) -> None:
    rows = [
        ROW,
        "bukan json",
        "[1, 2]",
        {**ROW, "isi": "  ", "tautan": "https://k.id/b"},
        {**ROW, "tanggal": "31 April 2026", "tautan": "https://k.id/c"},
        {**ROW, "tanggal": "besok sore", "tautan": "https://k.id/d"},
        {**ROW, "tautan": "https://k.id/a?utm_source=fb"},
        {**ROW, "isi": {"a": 1}, "tautan": "https://k.id/e"},
        {**ROW, "tautan": "k.id/f"},
        {**ROW, "tautan": "https://k.id/g"},
    ]
    found, reader = read(lines(tmp_path / "a.jsonl", rows))
    assert [article.url for article in found] == ["https://k.id/a", "https://k.id/g"]
    assert (reader.rows, reader.kept, reader.rejected) == (10, 2, 8)
    kept = {entry["row"]: entry for entry in rejects(reader)}
    assert list(kept) == [2, 3, 4, 5, 6, 7, 8, 9]
    for row, words in {
        2: "not JSON", 3: "not an object", 4: "no text", 5: "'31 April 2026' is no day", 6: "'besok sore'",
        7: "duplicate: the same id or address as row 1", 8: "holds dict, not text",
        9: "'k.id/f' is not a web address",
    }.items():  # fmt: skip
        assert words in kept[row]["reason"]
    assert kept[2]["raw"] == "bukan json"
    assert json.loads(kept[6]["raw"])["tanggal"] == "besok sore"


def test_a_bad_csv_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        f"judul,isi\nA,{TEXT.replace(',', '')}\nB\nC,\xff\xfe,x\n".encode("latin-1") + b"D,\xff rusak\n"
    )
    found, reader = read(path)
    assert [article.title for article in found] == ["A"]
    assert [(entry["row"], entry["reason"].split(":")[0]) for entry in rejects(reader)] == [
        (2, "fields"),
        (3, "fields"),
        (4, "not UTF-8"),
    ]


def test_an_old_reject_file_does_not_mix_with_a_new_one(tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", [ROW, "rusak"])
    read(path)
    _, reader = read(path)
    assert len(rejects(reader)) == 1
    read(lines(path, [ROW]))
    assert not path.with_suffix(".ditolak.jsonl").exists()


def test_rows_without_address_get_a_stable_key(tmp_path: Path) -> None:
    rows = [{"id": "a1", "text": TEXT}, {"id": "a2", "text": TEXT}, {"id": "a1", "text": TEXT + " Lagi."}]
    found, reader = read(lines(tmp_path / "arsip.jsonl", rows))
    again, _ = read(lines(tmp_path / "arsip.jsonl", rows))
    assert [article.key for article in found] == [article.key for article in again]
    assert len({article.key for article in found}) == 2
    assert found[0].outlet == "arsip"
    assert "duplicate" in rejects(reader)[0]["reason"]


def test_a_file_in_american_order_is_recognised_by_its_impossible_dates(tmp_path: Path) -> None:
    # One source writes "9/3/2025" for 3 September; alone the row would be 9 March.
    rows = [
        {**ROW, "tanggal": day, "tautan": f"https://k.id/{n}"}
        for n, day in enumerate(["9/3/2025", "10/20/2025"])
    ]
    found, _ = read(lines(tmp_path / "a.jsonl", rows))
    assert [article.published.date().isoformat() for article in found if article.published] == [
        "2025-09-03",
        "2025-10-20",
    ]
    mixed = [*rows, {**ROW, "tanggal": "25/9/2025", "tautan": "https://k.id/z"}]
    found, _ = read(lines(tmp_path / "b.jsonl", mixed))
    assert found[0].published == datetime(2025, 3, 9, tzinfo=WIB)


def test_a_torn_gzip_gives_what_there_is_and_says_so(tmp_path: Path) -> None:
    rows = [
        {**ROW, "tautan": f"https://k.id/{number}", "isi": f"{number} {TEXT}" * 20} for number in range(2000)
    ]
    whole = lines(tmp_path / "a.jsonl.gz", rows).read_bytes()
    path = tmp_path / "b.jsonl.gz"
    path.write_bytes(whole[: len(whole) // 2])
    found, reader = read(path)
    assert 0 < len(found) < 2000
    assert "torn after row" in rejects(reader)[-1]["reason"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"x", "must end with one of"),
        ("a.jsonl.gz", b"bukan gzip", "a.jsonl.gz"),
        ("a.csv", b"", "first line must name the columns"),
        ("a.jsonl", b'{"angka": 1}\n', "the columns are angka"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_is_an_error(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ImportFileError, match=words):
        read(path)


def test_a_missing_file_or_column_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ImportFileError, match="cannot be read"):
        read(tmp_path / "tidak-ada.jsonl")
    path = lines(tmp_path / "a.jsonl", [ROW])
    with pytest.raises(ImportFileError, match="no column 'judul_berita' for title"):
        read(path, mapping={"title": "judul_berita"})
    with pytest.raises(ImportFileError, match="no field 'judul'"):
        read(path, mapping={"judul": "judul"})


def test_what_an_export_writes_comes_back_unchanged(tmp_path: Path, database: Database) -> None:
    # A text that looks like boilerplate must not be cleaned a second time.
    own = Article(
        key=article_key("https://k.id/a"), url="https://www.k.id/a?page=all", outlet="k.id", title="Judul",
        text=f"{TEXT}\nBaca juga: Sesuatu yang Lain", published=datetime(2026, 5, 4, 9, 30, tzinfo=WIB),
        fetched=FETCHED, author="Sekar", section="Daerah", dateline="AMBON",
    )  # fmt: skip
    articles.add(database, [own], origin="crawl", known_at=FETCHED)
    path = lines(tmp_path / "ekspor.jsonl", export_lines(database))
    reader = Import(path)
    records = [record for record in reader.records() if isinstance(record, Exchanged)]
    assert [record.article for record in records] == [own]
    assert (reader.rows, reader.rejected) == (1, 0)
    with Database.open(tmp_path / "lain.db") as other:
        assert import_lines(other, records) == (1, 0)
        assert list(export_lines(other))[1:] == list(export_lines(database))[1:]


def test_memory_stays_bounded_on_a_large_file(tmp_path: Path) -> None:
    rows = (
        {**ROW, "tautan": f"https://k.id/{number}", "isi": "Warga rukun. " * 5000} for number in range(200)
    )
    path = lines(tmp_path / "a.jsonl.gz", rows)
    tracemalloc.start()
    count = sum(1 for _ in Import(path, fetched=FETCHED).articles())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 200
    assert peak < 7_000_000  # the rows together have 13 MB


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "kept", "columns"),
    [
        (
            "detik_aspect_1000",
            909,
            {"title": "judul", "text": "isi_berita", "published": "tanggal", "url": "tautan"},
        ),
        (
            "rss_2025-06_3698",
            3694,
            {"title": "judul", "text": "isi_berita", "published": "tanggal_publikasi"},
        ),
    ],
)
def test_real_collections_are_read_without_help(
    shared: Path, name: str, kept: int, columns: dict[str, str]
) -> None:
    reader = Import(shared / f"data/news/{name}.jsonl.gz", fetched=FETCHED)
    dated = sum(article.published is not None for article in reader.articles())
    assert (reader.kept, columns.items() <= dict(reader.columns).items()) == (kept, True)
    assert dated >= kept - 1
    assert set(reader.reasons) <= {"duplicate", "no text"}
