"""Feeds come from strangers: whatever stands in them gives entries or a clear refusal, in bounded time."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler import feeds
from crawler.errors import FeedError
from crawler.feeds import Feed

WIB = ZoneInfo("Asia/Jakarta")
FETCHED = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


def read(text: str | bytes, charset: str | None = None) -> Feed:
    body = text.encode() if isinstance(text, str) else text
    return feeds.parse(body, url="https://k.id/feed/", zone=WIB, fetched=FETCHED, charset=charset)


def item(inside: str) -> str:
    return f"<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><item>{inside}</item></channel></rss>"


@pytest.mark.parametrize(
    ("inside", "url"),
    [
        ("<link>https://k.id/a</link>", "https://k.id/a"),
        ("<link>\n  /a?b=1&amp;c=2 </link>", "https://k.id/a?b=1&c=2"),
        ("<link><![CDATA[https://k.id/a]]></link>", "https://k.id/a"),
        ("<guid isPermaLink='true'>https://k.id/a</guid>", "https://k.id/a"),
        ("<link>https://feeds.k.id/~r/1</link><origLink>https://k.id/a</origLink>", "https://k.id/a"),
    ],
)
def test_the_address_of_an_entry_is_found(inside: str, url: str) -> None:
    assert [entry.url for entry in read(item(inside)).entries] == [url]


@pytest.mark.parametrize(
    "inside",
    ["", "<link/>", "<link>javascript:alert(1)</link>", "<guid>123</guid>", "<link>mailto:a@b.id</link>"],
)
def test_an_entry_without_a_web_address_is_counted_not_kept(inside: str) -> None:
    feed = read(item(inside))
    assert feed.entries == ()
    assert feed.note == "1 entries without a web address"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("<pubDate>Mon, 07 Sep 2026 10:00:00 +0700</pubDate>", datetime(2026, 9, 7, 10, tzinfo=WIB)),
        ("<pubDate>Mon, 07 Sep 2026 03:00:00 GMT</pubDate>", datetime(2026, 9, 7, 10, tzinfo=WIB)),
        ("<pubDate>Senin, 7 September 2026 10:00 WIB</pubDate>", datetime(2026, 9, 7, 10, tzinfo=WIB)),
        ("<dc:date>2026-09-07T10:00:00+07:00</dc:date>", datetime(2026, 9, 7, 10, tzinfo=WIB)),
        ("<pubDate>Thu, 01 Jan 1970 07:00:00 +0700</pubDate>", None),
        ("<pubDate>besok</pubDate>", None),
        ("", None),
    ],
)
def test_the_time_of_an_entry_is_read_or_left_open(written: str, expected: datetime | None) -> None:
    (entry,) = read(item(f"<link>/a</link>{written}")).entries
    assert entry.published == expected


def test_the_last_change_in_a_sitemap_is_no_publication() -> None:
    (entry,) = read(
        "<urlset><url><loc>https://k.id/a</loc><lastmod>2026-09-07</lastmod></url></urlset>"
    ).entries
    assert entry.published is None
    assert entry.modified == datetime(2026, 9, 7, tzinfo=WIB)


def test_titles_are_plain_text() -> None:
    (entry,) = read(item("<title><![CDATA[Warga <b>Rukun</b> &amp; Damai]]></title><link>/a</link>")).entries
    assert entry.title == "Warga Rukun & Damai"


def test_a_wrong_charset_is_read_by_its_bytes() -> None:
    text = "<?xml version='1.0' encoding='iso-8859-1'?>" + item("<title>“Damai”</title><link>/a</link>")
    feed = read(text.encode("utf-8"), charset="iso-8859-1")
    assert feed.entries[0].title == "“Damai”"
    assert "the bytes are UTF-8" in feed.note


@pytest.mark.parametrize(
    "broken",
    [
        item("<title>A & B</title><link>/a</link>"),
        item("<title>A&nbsp;B</title><link>/a</link>"),
        item("<link>/a</link>").replace("</channel></rss>", ""),
        item("<link>/a</link><description><p>tidak ditutup</description>"),
        "\n\n <?xml version='1.0'?>" + item("<link>/a</link>\x0b"),
    ],
)
def test_a_malformed_feed_is_read_as_far_as_it_goes(broken: str) -> None:
    feed = read(broken)
    assert [entry.url for entry in feed.entries] == ["https://k.id/a"]
    assert feed.note == "" or "malformed XML" in feed.note


def test_too_many_entries_are_cut_and_said() -> None:
    urls = "".join(f"<url><loc>https://k.id/{number}</loc></url>" for number in range(feeds.MOST_ENTRIES + 5))
    feed = read(f"<urlset>{urls}</urlset>")
    assert len(feed.entries) == feeds.MOST_ENTRIES
    assert "the rest was left" in feed.note


@pytest.mark.parametrize(
    "hostile",
    ["<a>" * 100_000, "<rss>" + "<item>" * 50_000, "<rss " + "a='b' " * 50_000 + "/>", "<!--" * 100_000],
)
def test_hostile_xml_takes_bounded_time(hostile: str) -> None:
    started = time.monotonic()
    try:
        read(hostile)
    except FeedError as error:
        assert "https://k.id/feed/" in str(error)  # noqa: PT017
    assert time.monotonic() - started < 5


@example("\0")
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
def test_any_bytes_give_a_feed_or_a_refusal_that_names_it(text: str) -> None:
    try:
        feed = read(text)
    except FeedError as error:
        assert str(error).startswith("https://k.id/feed/: ")  # noqa: PT017
    else:
        assert isinstance(feed.entries, tuple)
