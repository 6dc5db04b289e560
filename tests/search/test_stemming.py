"""Stems: families that belong together, words that do not, and offsets on the original text."""

from __future__ import annotations

import csv
from importlib import resources
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau import stemming
from pantau.districts import load_districts

FAMILIES = [
    "bentrok bentrokan perbentrokan bentrokannya",
    "tolak menolak ditolak penolakan menolaknya tertolak",
    "damai berdamai perdamaian mendamaikan kedamaian",
    "rusak merusak perusakan pengrusakan kerusakan dirusak",
    "rusuh kerusuhan perusuh kerusuhannya",
    "keroyok dikeroyok mengeroyok pengeroyokan",
    "kelahi berkelahi perkelahian",
    "tuntut menuntut tuntutan penuntutan",
    "tertib ketertiban menertibkan penertiban",
    "tegang ketegangan menegangkan",
    "serang menyerang penyerangan diserang serangan",
    "toleransi toleran bertoleransi",
    "unjuk berunjuk pengunjuk",
    "warga warganya kewargaan",
    "tulis menulis penulisan ditulis tulisan",
    "salat shalat sholat",
]
APART = [
    ("pertentangan", "tentang"),
    ("media", "dia"),
    ("penghargaan", "harga"),
    ("perguruan", "guru"),
    ("pengakuan", "aku"),
    ("pengajian", "aji"),
    ("pemerintah", "perintah"),
    ("penduduk", "duduk"),
    ("pemilu", "pilu"),
    ("menang", "tenang"),
    ("intoleransi", "toleransi"),
    ("pengadilan", "keadilan"),
    ("bekasi", "bekas"),
    ("banggai", "bangga"),
    ("meninggal", "meninggalkan"),
]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_words_of_a_family_have_one_stem(family: str) -> None:
    stems = {stemming.stem(word) for word in family.split()}
    assert len(stems) == 1, stems


@pytest.mark.parametrize(("one", "other"), APART)
def test_words_of_different_meaning_have_different_stems(one: str, other: str) -> None:
    assert stemming.stem(one) != stemming.stem(other)


@pytest.mark.shared
def test_no_word_of_the_lexicon_stems_to_a_function_word_or_to_a_rest(shared: Path) -> None:
    # The lexicon holds the field's own words; a stem of one or two letters finds everything.
    with (shared / "reference" / "lexicon.csv").open(encoding="utf-8") as file:
        terms = [row["term"] for row in csv.DictReader(file)]
    for term in terms:
        for _, _, word in stemming.words(term):
            cut = stemming.stem(word)
            assert cut == word or (
                len(cut) >= stemming.SHORTEST_STEM and cut not in stemming.FUNCTION_WORDS
            ), word


def test_names_of_districts_are_not_cut() -> None:
    names = {word for district in load_districts() for _, _, word in stemming.words(district.bare_name)}
    common = {"kepulauan", "pegunungan", "meriah", "selatan"}
    assert {name for name in names - common if stemming.stem(name) != name} == set()


def test_no_word_has_two_overrides() -> None:
    # A second row for a word would be ignored in silence; generated forms may give way to what is spelt out.
    text = resources.files("pantau").joinpath("stems.csv").read_text("utf-8")
    rows = list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))
    spelt = [word for row in rows if row["forms"] != "*" for word in row["forms"].split()]
    roots = [row["root"] for row in rows]
    assert len(spelt) == len(set(spelt))
    assert len(roots) == len(set(roots))


@given(st.text(max_size=200))
def test_offsets_of_words_are_in_order_and_hold_the_word(text: str) -> None:
    last = 0
    for start, end, word in stemming.words(text):
        assert last <= start < end <= len(text)
        assert stemming.fold(text[start:end]) == word
        last = end


@given(st.text(alphabet="abé́üñ 'ʼ’-_1٣人🙂Ａ\u0301", max_size=40))
def test_the_tokenizer_gives_offsets_of_whole_characters(text: str) -> None:
    # FTS5 counts bytes: a wrong one cuts a letter in two and breaks every highlight after it.
    connection = apsw.Connection(":memory:")
    stemming.register(connection)
    tokenizer = connection.fts5_tokenizer(stemming.NAME, [])
    utf8 = text.encode()
    tokens = list(tokenizer(utf8, apsw.FTS5_TOKENIZE_DOCUMENT, None, include_offsets=True))
    connection.close()
    expected = [word for _, _, word in stemming.words(text)]
    assert [token[2] for token in tokens] == expected
    for start, end, word, *_ in tokens:
        assert stemming.fold(utf8[start:end].decode()) == word


def test_a_query_is_not_stemmed_behind_the_back_of_its_author() -> None:
    connection = apsw.Connection(":memory:")
    stemming.register(connection)
    connection.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'pantau')")
    connection.execute("INSERT INTO t VALUES ('Penolakan terjadi'), ('Mereka tolak')")

    def count(query: str) -> int:
        return len(list(connection.execute("SELECT rowid FROM t WHERE t MATCH ?", (query,))))

    assert (count('"tolak"'), count('"penolakan"'), count('"PENOLAKAN"'), count('"ditolak"')) == (2, 1, 1, 0)
    connection.close()


def test_case_diacritics_and_apostrophes_do_not_matter() -> None:
    assert stemming.fold("Jum’at") == stemming.fold("JUM'AT") == "jumat"
    assert stemming.fold("Café") == stemming.fold("Cafe\u0301") == "cafe"
    assert len(stemming.fold("x" * 500)) == stemming.LONGEST_WORD
