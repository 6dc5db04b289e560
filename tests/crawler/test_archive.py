"""Raw pages survive a kill: what was written whole is read, a torn tail is cut off before more is written."""

from __future__ import annotations

import os
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from crawler import archive
from crawler.archive import Archive
from crawler.errors import ArchiveError

WHEN = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
BODY = "<p>Halo, dunia — “damai”.</p>".encode() * 50


def fill(folder: Path, numbers: range) -> Path:
    book = Archive(folder)
    for number in numbers:
        headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Set-Cookie": "a=b",
            "Content-Encoding": "gzip",
        }
        book.write(url=f"https://k.id/{number}", status=200, headers=headers, body=BODY, fetched=WHEN)
    book.close()
    return folder / "2026-11-25.warc.gz"


def urls(path: Path) -> list[str]:
    return [page.url for page in archive.read(path)]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = fill(tmp_path, range(3))
    first = next(archive.read(path))
    assert (first.url, first.status, first.body, first.fetched) == ("https://k.id/0", 200, BODY, WHEN)
    assert first.headers["content-type"] == "text/html; charset=utf-8"
    assert not {"set-cookie", "content-encoding"} & set(first.headers)


def test_other_programs_read_it_too(tmp_path: Path) -> None:
    with fill(tmp_path, range(2)).open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file, check_digests=True)]
    assert kinds == ["response", "response"]


def test_each_day_has_its_file(tmp_path: Path) -> None:
    book = Archive(tmp_path)
    for day in (24, 25):
        book.write(url="https://k.id/", status=200, headers={}, body=b"x", fetched=WHEN.replace(day=day))
    book.close()
    assert sorted(path.name for path in tmp_path.glob("*.gz")) == ["2026-11-24.warc.gz", "2026-11-25.warc.gz"]


@given(cut=st.integers(1, 400), mark=st.sampled_from(["kept", "lost", "wrong", "beyond"]))
@settings(max_examples=25, deadline=None)
def test_a_torn_tail_loses_one_page_and_the_file_goes_on(
    tmp_path_factory: pytest.TempPathFactory, cut: int, mark: str
) -> None:
    folder = tmp_path_factory.mktemp("arsip")
    path = fill(folder, range(5))
    path.write_bytes(path.read_bytes()[:-cut])
    beside = path.with_name(path.name + ".whole")
    {
        "kept": lambda: beside.write_text(str(path.stat().st_size // 2 * 0)),
        "lost": beside.unlink,
        "wrong": lambda: beside.write_text("bukan angka"),
        "beyond": lambda: beside.write_text("99999999"),
    }[mark]()
    before = urls(path)
    assert 3 <= len(before) <= 4
    fill(folder, range(5, 7))
    assert urls(path) == [*before, "https://k.id/5", "https://k.id/6"]
    assert archive.mend(path) == 0


@pytest.mark.parametrize("body", [os.urandom(1_000_000), bytes(5_000_000)], ids=["dense", "zeros"])
def test_a_torn_file_is_read_page_by_page(tmp_path: Path, body: bytes) -> None:
    # A day's file may hold gigabytes; a tear at its end must not bring it into memory, packed or unpacked.
    book = Archive(tmp_path)
    for number in range(24):
        book.write(url=f"https://k.id/{number}", status=200, headers={}, body=body, fetched=WHEN)
    book.close()
    path = tmp_path / "2026-11-25.warc.gz"
    path.write_bytes(path.read_bytes()[:-10])
    tracemalloc.start()
    try:
        assert [len(page.body) for page in archive.read(path)] == [len(body)] * 23
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4 * len(body) + 8_000_000


def test_a_file_that_is_all_torn_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "2026-11-25.warc.gz"
    path.write_bytes(b"\x1f\x8b\x08 rusak")
    fill(tmp_path, range(1))
    assert urls(path) == ["https://k.id/0"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "arsip").write_text("bukan folder")
    with pytest.raises(ArchiveError, match="cannot write"):
        fill(tmp_path / "arsip", range(1))
