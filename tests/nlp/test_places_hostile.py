"""Whatever comes in, the resolver answers in bounded time and never raises."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.places import PlaceReading, PlaceResolver

RESOLVER = PlaceResolver.load()
STORY = (
    "Bentrok dua kelompok pemuda pecah di Kecamatan Pondok Gede, Kota Bekasi, Jawa Barat, Sabtu (4/5) "
    "malam. Polisi memeriksa lima saksi."
)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\x00\x01", "....", "😀 👍", "-" * 5000, "A" * 5000])
def test_text_without_words_has_no_places(text: str) -> None:
    reading = RESOLVER.read("", text)
    assert reading.places == ()
    assert reading.mentions == ()


def test_two_megabytes_take_no_longer_than_a_long_story() -> None:
    text = STORY + " Kota Bekasi, Kabupaten Bogor, dan Depok disebut lagi." * 40_000
    assert len(text) > 2_000_000
    started = time.perf_counter()
    reading = RESOLVER.read("", text)
    assert time.perf_counter() - started < 1.0
    assert reading.places[0] == "32.75"
    assert "cut" in reading.doubts


@pytest.mark.parametrize(
    "text",
    [
        "Kota " * 3000,
        "di " * 5000 + "Bekasi",
        "Kabupaten Kota Kecamatan Desa " * 800,
        "<b>" * 3000 + STORY,
        "Jakarta, Bandung, Surabaya, " * 1000,
        "A. " * 4000,
        "(" * 4000 + "Bekasi" + ")" * 4000,
        "Kab. Kec. Kel. Ds. Jl. " * 600,
    ],
)
def test_repetition_is_answered_in_bounded_time(text: str) -> None:
    started = time.perf_counter()
    RESOLVER.read(text[:400], text)
    assert time.perf_counter() - started < 1.0


def test_markup_left_in_does_not_hide_the_place() -> None:
    text = (
        "<p>"
        + STORY.replace("Kota Bekasi", '<a href="https://contoh.id/kota-bogor">Kota Bekasi</a>')
        + "</p>"
    )
    reading = RESOLVER.read("", text)
    assert reading.places == ("32.75",)
    mention = next(m for m in reading.mentions if m.name == "Bekasi")
    assert text[mention.start : mention.end] == "Bekasi"


def test_a_text_in_capitals_is_read_where_a_level_word_or_parent_stands() -> None:
    assert RESOLVER.read("", STORY.upper()).places == ("32.75",)
    # Without help a capital tells nothing there.
    assert RESOLVER.read("", "HARGA BATU DAN SAWAH NAIK, WARGA MALANG BENAR NASIBNYA HARI INI").places in (
        (),
        ("35",),
    )


def test_a_word_broken_at_a_line_end_is_read_whole() -> None:
    broken = "Bentrok pecah di Pon-\ndok Gede, Bekasi, Sabtu ma-\nlam. Polisi berjaga."
    reading = RESOLVER.read("", broken)
    assert reading.places == ("32.75",)
    assert reading.mentions[0].name == "Pon-\ndok Gede"


def test_noise_of_a_scan_leaves_places_unread_rather_than_wrong() -> None:
    noisy = STORY.replace("Bekasi", "Bek4si").replace("Gede", "G3de")
    assert RESOLVER.read("", noisy).places in ((), ("32",), ("32.75",))


@pytest.mark.parametrize(
    "text",
    [
        "Dua rombongan rebutan lahan ing Kecamatan Gondang, Kabupaten Tulungagung, dina Minggu.",
        "Two groups clashed in Kota Ambon, Maluku, on Sunday, police said.",
        "Warga Kabupatén Garut protés ka kantor bupati, poé Senén.",
    ],
)
def test_another_language_gives_a_defined_answer(text: str) -> None:
    reading = RESOLVER.read("", text)
    assert all(len(code) in (2, 5) for code in reading.places)


def test_an_address_that_is_no_address_is_no_error() -> None:
    assert RESOLVER.read("", STORY, url="http://[::1", section="/x//").places == ("32.75",)
    assert RESOLVER.read("", STORY, url="bukan alamat", outlet_home="99.99").places == ("32.75",)


PIECES = st.sampled_from(
    [
        "Kota", "Kabupaten", "Kab.", "Bekasi", "Bogor", "Jakarta", "Papua", "Batu", "di", "dan", ",", ".",
        "(", ")", "-", "\n", "Kecamatan", "Desa", "Sukamaju", "Polres", "Jalan", "kata", "Senin", "warga",
        "<b>", "&amp;", "Metro", "Serang", "\u2013", "Surabaya", "Natal", "DPR", "12", "Ketua",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40), st.lists(PIECES, max_size=12))
def test_any_order_of_words_gives_codes_that_exist_and_spans_that_fit(
    body: list[str], head: list[str]
) -> None:
    text, title = " ".join(body), " ".join(head)
    reading = RESOLVER.read(title, text)
    assert isinstance(reading, PlaceReading)
    assert len(reading.places) == len(set(reading.places)) <= 3
    assert all(code in RESOLVER.gazetteer.districts for code in reading.places)
    assert 0 <= reading.confidence <= 1
    for mention in reading.mentions:
        source = title if mention.source == "title" else text
        assert source[mention.start : mention.end] == mention.name
        assert 0 <= mention.confidence <= 1
        assert mention.code is None or mention.code not in mention.rejected


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=400), st.text(max_size=80))
def test_any_text_is_read_without_an_exception(text: str, title: str) -> None:
    RESOLVER.read(title, text, url=title, section=title, dateline=title)


def test_the_same_story_is_always_read_the_same() -> None:
    assert RESOLVER.read("", STORY) == RESOLVER.read("", STORY) == PlaceResolver.load().read("", STORY)
