"""The tables of names: complete, consistent with the districts, quick to load, rebuilt byte for byte."""

import csv
import gzip
import json
import subprocess
import sys
from collections import Counter
from datetime import date
from importlib import resources

import pytest

from nlp.places.build import DATA, build, everyday_words, subdistrict_lines
from nlp.places.gazetteer import PROVINCE_SEATS, key_of, load_gazetteer
from pantau.errors import RecordError

TABLE = load_gazetteer()


def rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(resources.files("nlp.places").joinpath("data", name).read_text().splitlines()))


def test_every_kecamatan_and_desa_lies_in_a_district_that_exists() -> None:
    assert len(TABLE.subdistricts) == 7285
    assert all(code[:5] in TABLE.districts for code in TABLE.subdistricts)
    codes = [code for found in TABLE.desa.values() for code in found]
    assert len(codes) == len(set(codes)) == 83762
    assert all(code[:8] in TABLE.subdistricts for code in codes)


def test_every_district_and_province_is_found_by_its_own_name() -> None:
    for district in TABLE.districts:
        assert district.code in {entry.code for entry in TABLE.names[key_of(district.bare_name)]}
    for province in TABLE.districts.provinces:
        assert province.code in {entry.code for entry in TABLE.names[key_of(province.name)]}


def test_every_alias_names_a_code_that_exists_and_stands_once() -> None:
    aliases = rows("aliases.csv")
    assert all(row["code"] in TABLE.districts for row in aliases)
    assert all(row["kind"] for row in aliases)
    repeated = [pair for pair, n in Counter((r["name"], r["code"]) for r in aliases).items() if n > 1]
    assert repeated == []


def test_an_alias_of_two_districts_keeps_both() -> None:
    # "Mura" is Murung Raya in Kalimantan and Musi Rawas in Sumatra.
    assert {entry.code for entry in TABLE.names["mura"]} == {"62.12", "16.05"}


def test_the_names_that_districts_share_are_the_26_known_ones() -> None:
    assert len(TABLE.twins) == 26
    assert TABLE.twins["banjar"] == ("32.79", "63.03")
    assert all(len(codes) == 2 for codes in TABLE.twins.values())


def test_a_capital_lies_in_its_province() -> None:
    assert set(PROVINCE_SEATS) == {p.code for p in TABLE.districts.provinces}
    for province, seat in PROVINCE_SEATS.items():
        assert TABLE.districts.district(seat).province == province


def test_former_codes_lead_to_the_codes_of_today() -> None:
    day = date(2018, 6, 1)
    assert TABLE.today("91.09", day) == "94.04"
    assert TABLE.today("64.73", date(2012, 1, 1)) == "65.71"
    # On and after the day of the law the old code means nothing but itself.
    assert TABLE.today("91.09", date(2023, 1, 1)) == "91.09"


def test_a_district_lies_in_its_former_province_too() -> None:
    # Papers go on writing "Merauke, Papua" years after the split.
    assert TABLE.inside("93.01", "91")
    assert TABLE.inside("96.71", "92")
    assert not TABLE.inside("93.01", "92")
    assert not TABLE.inside("32.01", "31")


@pytest.mark.parametrize(("code", "name"), [("32.75", "Kota Bekasi"), ("32.75.08", "Kec. Pondok Gede")])
def test_a_code_of_any_level_has_a_name(code: str, name: str) -> None:
    assert TABLE.name(code).replace("Pondokgede", "Pondok Gede") == name


def test_the_tables_load_in_half_a_second() -> None:
    # A fresh interpreter, because this one has them already.
    script = (
        "import time; t = time.perf_counter();"
        "from nlp.places.gazetteer import load_gazetteer; load_gazetteer();"
        "print(time.perf_counter() - t)"
    )
    seconds = min(
        float(subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout)
        for _ in range(3)
    )
    assert seconds < 0.8, seconds


def test_desa_numbers_are_written_only_where_they_do_not_follow() -> None:
    lines = list(
        subdistrict_lines(
            {"11.01.01": "Satu"},
            {"11.01.01.2001": "Awal", "11.01.01.2002": "Kedua", "11.01.01.2005": "Loncat"},
        )
    )
    assert lines == ["11.01.01\tSatu\t2001Awal;Kedua;2005Loncat"]


def test_everyday_words_are_those_that_news_writes_small() -> None:
    texts = ["Massa akan serang pos itu. Mereka serang lagi di Serang."] * 5
    words = everyday_words(texts)
    assert "serang" in words
    assert "pos" in words
    assert "massa" not in words


def test_a_missing_source_is_named(tmp_path) -> None:
    with pytest.raises(RecordError, match=r"kecamatan_7285\.csv is missing"):
        build(tmp_path)


@pytest.mark.shared
def test_the_tables_are_what_the_script_makes_of_its_sources(shared, tmp_path) -> None:
    # A table edited by hand would be lost with the next build.
    news = sorted((shared / "data" / "news").glob("*.jsonl.gz"))
    build(shared / "data" / "geo", news, out=tmp_path)
    for name in ("subdistricts.tsv.gz", "everyday.txt.gz"):
        assert gzip.decompress((tmp_path / name).read_bytes()) == gzip.decompress((DATA / name).read_bytes())


def test_news_of_any_layout_is_counted(tmp_path) -> None:
    from nlp.places.build import news_texts

    path = tmp_path / "berita.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as handle:
        handle.write(json.dumps({"isi": "satu"}) + "\n" + json.dumps({"text": "dua"}) + "\n{}\n")
    assert list(news_texts([path])) == ["satu", "dua", ""]
