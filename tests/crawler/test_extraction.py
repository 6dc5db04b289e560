"""What comes out of a page is the story and nothing else: own layouts, and real pages over real HTTP."""

from __future__ import annotations

import gzip
import json
import re
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from crawler.errors import ExtractionError
from crawler.extraction import Extracted, extract, join
from crawler.pages import decode, parse
from crawler.pagination import continuation

WIB, WIT = ZoneInfo("Asia/Jakarta"), ZoneInfo("Asia/Jayapura")
FETCHED = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)

LEAD = "Warga Desa Sumber Jati dan Desa Karang Rejo memperbaiki jembatan bersama-sama, Senin (4/5/2026) pagi."
BODY = "“Kami ingin anak-anak bisa sekolah lagi,” kata Kepala Desa Karang Rejo, Wira Saputra, di lokasi."
CLOSE = "Perbaikan itu diharapkan selesai sebelum musim hujan tiba, sehingga hasil panen dapat dijual."
STORY = f"{LEAD}\n{BODY}\n{CLOSE}"
OTHER = "Tawuran Pelajar Pecah di Pasar Lama, Tiga Luka"
TITLE = "Dua Desa Perbaiki Jembatan Bersama"


def read(page: str | bytes, **options: Any) -> Extracted:
    options = {"url": "https://kabarteluk.id/daerah/dua-desa", "fetched": FETCHED, "zone": WIB, **options}
    return extract(page.encode() if isinstance(page, str) else page, **options)


def page(body: str, head: str = "") -> str:
    head = f"<title>{TITLE} - Kabar Teluk</title>{head}"
    return f"<!doctype html><html lang='id'><head>{head}</head><body>{body}</body></html>"


PARAGRAPHS = f"<p>{LEAD}</p><p>{BODY}</p><p>{CLOSE}</p>"


RELATED = f"<div class='related-post'><h4>Berita Terkait</h4><p>{OTHER}</p></div>"
CAPTION = f"<figure><img src='a.jpg'><figcaption>{OTHER}. (Foto: Dok.)</figcaption></figure>"
TAGS = "<div class='tags'><a>tawuran</a> <a>pasar lama</a></div>"
COMMENTS = f"<div id='comments'><p>{OTHER}, {OTHER}, {OTHER}</p></div>"
LATEST = f"<h4>Terkini</h4><p>{OTHER}</p><p>Dua Ormas Bentrok di Terminal Lama Kota Teluk Permai</p>"


@pytest.mark.parametrize(
    "body",
    [
        f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>",
        f"<h1>{TITLE}</h1><div class='read__content'>{LEAD}<br/><br/>{BODY}<br>{CLOSE}</div>",
        f"<h1>{TITLE}</h1><div class='detail-text'><strong>{LEAD}</strong><p>{BODY}</p><p>{CLOSE}</p></div>",
        f"<form><div class='content-with-sidebar'><h1>{TITLE}</h1>{PARAGRAPHS}</div></form>",
        f"<div><p>{LEAD}</p><div><p>{BODY}</p><p>{CLOSE}</p></div></div>",
        f"<article>{PARAGRAPHS}<p><strong>Baca juga: <a href='/x'>{OTHER}</a></strong></p></article>",
        f"<article><p>{LEAD}</p>{RELATED}<p>{BODY}</p><p>{CLOSE}</p></article>",
        f"<article>{CAPTION}{PARAGRAPHS}</article>",
        f"<aside class='sidebar'><ul><li><a href='/x'>{OTHER}</a></li></ul></aside><main>{PARAGRAPHS}</main>",
        f"<article>{PARAGRAPHS}{TAGS}<p>Penulis: Sekar Ayu</p></article>",
        f"<article><p>{LEAD}</p><p>SCROLL TO CONTINUE</p><p>{BODY}</p><p>{CLOSE}</p></article>{COMMENTS}",
        f"<article>{PARAGRAPHS}{LATEST}</article>",
        f"<article>{PARAGRAPHS}<div style='display: none'>{OTHER}</div><script>'{OTHER}'</script></article>",
    ],
)
def test_the_story_comes_out_of_every_layout(body: str) -> None:
    assert read(page(body)).text == STORY


def test_the_dateline_is_kept_apart() -> None:
    opening = f"<p><strong>TELUK PERMAI, KABARTELUK.ID - </strong>{LEAD}</p>"
    story = read(page(f"<article>{opening}<p>{BODY}</p><p>{CLOSE}</p></article>"))
    assert (story.dateline, story.text) == ("TELUK PERMAI", STORY)


def test_json_ld_wins_over_meta_and_meta_over_what_is_shown() -> None:
    linked = json.dumps({"@graph": [{"@type": "Organization", "name": "Kabar Teluk"}, {
        "@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-05-04T18:30:00+09:00",
        "author": [{"@type": "Person", "name": "Sekar Ayu"}], "articleSection": "Daerah"}]})  # fmt: skip
    head = (
        f"<script type='application/ld+json'>{linked}</script>"
        "<meta property='article:published_time' content='2026-05-03T09:00:00+07:00'>"
        "<meta name='author' content='kabarteluk.id'>"
    )
    story = read(
        page(f"<h1>{TITLE}</h1><span class='date'>2 Mei 2026</span><article>{PARAGRAPHS}</article>", head)
    )
    assert story.published == datetime(2026, 5, 4, 18, 30, tzinfo=WIT)
    assert (story.title, story.author, story.section, story.language_hint) == (
        TITLE,
        "Sekar Ayu",
        "Daerah",
        "id",
    )


@pytest.mark.parametrize(
    ("linked", "fine"),
    [
        ('<![CDATA[ {"@type": "NewsArticle", "headline": "%s", } ]]>', True),
        ('{"@type": ["Article", "NewsArticle"], "headline": "%s",\n "description": "a\nb"}', True),
        ('{"@type": "NewsArticle", "headline": "%s"', False),
        ("[" * 5000 + "]" * 5000, False),
    ],
)
def test_json_ld_as_sites_write_it_never_stops_the_story(linked: str, fine: bool) -> None:
    text = linked % "Judul Dari Data" if "%s" in linked else linked
    story = read(
        page(f"<article>{PARAGRAPHS}</article>", f"<script type='application/ld+json'>{text}</script>")
    )
    assert story.text == STORY
    assert story.title == ("Judul Dari Data" if fine else TITLE)


def test_local_time_marked_as_utc_is_recognised_by_the_time_that_is_shown() -> None:
    # detik, 2015: content="2015-11-05 T10:08:58Z" beside "Kamis, 05/11/2015 10:08 WIB".
    head = "<meta name='pubdate' content='2026-05-04T10:08:58Z' itemprop='datePublished'>"
    shown = f"<h1>{TITLE}</h1><div>Senin, 04/05/2026 10:08 WIB</div><article>{PARAGRAPHS}</article>"
    assert read(page(shown, head)).published == datetime(2026, 5, 4, 10, 8, 58, tzinfo=WIB)
    honest = shown.replace("10:08", "17:08")
    assert read(page(honest, head)).published == datetime(2026, 5, 4, 17, 8, 58, tzinfo=WIB)


def test_utc_times_are_kept_with_the_outlets_offset() -> None:
    # 22:30 UTC is the next day in Papua; the story counts on the local day.
    head = "<meta property='article:published_time' content='2026-05-03T22:30:00Z'>"
    published = read(page(f"<article>{PARAGRAPHS}</article>", head), zone=WIT).published
    assert published is not None
    assert (published.day, published.utcoffset()) == (4, timedelta(hours=9))


def test_a_date_outside_reason_is_refused_and_the_note_says_so() -> None:
    head = "<meta property='article:published_time' content='1970-01-01T00:00:00Z'>"
    story = read(page(f"<article>{PARAGRAPHS}</article>", head))
    assert story.published is None
    assert "1970" in story.note
    listed = datetime(2026, 5, 4, 3, tzinfo=UTC)
    assert read(page(f"<article>{PARAGRAPHS}</article>", head), listed=listed).published == listed


def test_todays_date_at_the_top_of_the_page_is_not_the_storys() -> None:
    top = "<div class='topbar'>Rabu, 25 November 2026</div>"
    body = f"{top}<h1>{TITLE}</h1><p>Senin, 4 Mei 2026 09.00 WIB</p>{PARAGRAPHS}"
    assert read(page(body)).published == datetime(2026, 5, 4, 9, 0, tzinfo=WIB)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        (f"{TITLE} - Kabar Teluk", TITLE),
        (f"{TITLE} | Kabarteluk.id", TITLE),
        (f"KabarTeluk.id: {TITLE}", TITLE),
        ("Kopi - Minuman Rakyat yang Merukunkan Warga", "Kopi - Minuman Rakyat yang Merukunkan Warga"),
        ("Sengketa Lahan Selesai - 2026", "Sengketa Lahan Selesai - 2026"),
    ],
)
def test_the_sites_name_is_no_part_of_the_headline(title: str, expected: str) -> None:
    assert (
        read(f"<html><head><title>{title}</title></head><body>{PARAGRAPHS}</body></html>").title == expected
    )


ORGANISATION = {"@type": "NewsMediaOrganization", "name": "Suara Pesisir"}
NAMED = {
    "meta": "<meta property='og:site_name' content='Suara Pesisir'>",
    "json-ld": f"<script type='application/ld+json'>{json.dumps(ORGANISATION)}</script>",
    "publisher": "<script type='application/ld+json'>"
    + json.dumps({"@type": "NewsArticle", "publisher": ORGANISATION})
    + "</script>",
    "link": "<a href='/'>SUARA  PESISIR</a>",
    "picture": "<a href='https://127.0.0.1:81/'><img alt='Suara Pesisir' src='l.png'></a>",
    "table": "",
}


@pytest.mark.parametrize("where", sorted(NAMED))
@pytest.mark.parametrize("mark", [" | ", " - ", " – ", " — "])
def test_a_site_whose_host_does_not_tell_its_name_is_known_by_what_it_calls_itself(
    where: str, mark: str
) -> None:
    opening = "KEBUMEN, SUARA PESISIR – "
    body = PARAGRAPHS.replace(LEAD, opening + LEAD)
    html = f"<title>{TITLE}{mark}SUARA PESISIR</title>{NAMED[where]}{body}"
    name = "Suara Pesisir" if where == "table" else ""
    story = read(html, url="https://127.0.0.1:81/a", site_name=name)
    assert (story.title, story.dateline, story.text) == (TITLE, "KEBUMEN", STORY)


def test_a_short_host_name_does_not_eat_the_end_of_a_headline() -> None:
    title = "Dua Desa Berdamai - Warga Permai Bersyukur"
    assert read(f"<title>{title}</title>{PARAGRAPHS}", url="https://rm.id/a").title == title


def test_a_heading_that_is_the_sites_name_is_not_the_headline() -> None:
    # Old themes print the logo's text as <h1> on each page.
    body = f"<h1><a href='/'>Kabar Teluk Permai</a></h1><h2>{TITLE}</h2>{PARAGRAPHS}"
    assert read(f"<title>{TITLE} | Kabar Teluk Permai</title>{body}", url="https://x.id/a").title == TITLE


LINES = f"{LEAD}<br><br>{BODY}<br><br>{CLOSE}"
BYLINE = "<i>Ditulis Sekar Ayu, Senin, 4 Mei 2026 | 09:15 WIB</i>"
HEADLINES = f"&raquo; <a href='/x'>{OTHER}</a><br>&raquo; <a href='/y'>Dua Ormas Bentrok di Terminal</a><br>"


@pytest.mark.parametrize(
    "body",
    [
        f"<td><b>{TITLE}</b><br>{BYLINE}<br><div>{LINES}</div><b>Berita lain:</b><br>{HEADLINES}</td>",
        f"<td><b>{TITLE}</b><br>{LINES}<br><b>Kabar hangat</b><br>{HEADLINES}</td>",
        f"<div>{LEAD}<br>{HEADLINES}{BODY}<br>{CLOSE}</div>",
        f"<div><p>{LEAD}</p><p><a href='/x'>{OTHER}</a></p><p>{BODY}</p><p>{CLOSE}</p></div>",
        f"<div>{PARAGRAPHS}<ul><li><a href='/z'>{OTHER}</a></li></ul></div>",
    ],
)
def test_a_line_that_is_a_link_to_another_story_is_no_part_of_this_one(body: str) -> None:
    # Tables without classes: nothing but the links tells that the list is not the story.
    text = read(f"<title>{TITLE}</title><table><tr>{body}</tr></table>").text
    assert text.replace("\nKabar hangat", "") == STORY


def test_a_paragraph_inside_a_link_that_was_never_closed_stays() -> None:
    story = read(page(f"<article><p>{LEAD}</p><a href='/x'><p>{BODY}</p><p>{CLOSE}</p></article>"))
    assert story.text == STORY


def test_links_inside_a_sentence_stay() -> None:
    linked = LEAD.replace("Sumber Jati", "<a href='/tag/sumber-jati'>Sumber Jati</a>")
    assert read(page(f"<article><p>{linked}</p><p>{BODY}</p><p>{CLOSE}</p></article>")).text == STORY


def test_the_canonical_address_counts_only_on_the_same_site() -> None:
    def address(link: str) -> str:
        return read(
            page(f"<article>{PARAGRAPHS}</article>", f"<link rel='canonical' href='{link}'>")
        ).canonical_url

    assert address("https://www.kabarteluk.id/daerah/x") == "https://www.kabarteluk.id/daerah/x"
    assert address("/daerah/y") == "https://kabarteluk.id/daerah/y"
    for foreign in ("https://lain.id/daerah/x", "https://kabarteluk.id/", "javascript:alert(1)", ""):
        assert address(foreign) == "https://kabarteluk.id/daerah/dua-desa"


@pytest.mark.parametrize(
    "body",
    ["", "<p>Foto: Dok.</p>", "<ul><li><a href='/a'>Satu</a></li></ul>", "\0\0\0", "bukan html sama sekali"],
)
def test_a_page_without_a_story_is_an_error_that_names_the_page(body: str) -> None:
    with pytest.raises(ExtractionError, match=r"kabarteluk\.id/daerah/dua-desa: no"):
        read(body)


def test_a_feed_is_no_page() -> None:
    feed = f"<?xml version='1.0'?>\n<rss version='2.0'><item><description>{STORY}</description></item></rss>"
    with pytest.raises(ExtractionError, match="<rss> is a feed"):
        read(feed)


@pytest.mark.parametrize(
    "broken",
    ["<div>" * 3000, "<p>" * 3000, "<b><i>" * 500, "</div></p></article>" * 50, "<table><tr><td>" * 300],
)
def test_broken_markup_gives_the_story_or_a_clear_error(broken: str) -> None:
    try:
        assert LEAD in read(page(f"{broken}{PARAGRAPHS}")).text
    except ExtractionError as error:
        assert "kabarteluk.id" in str(error)  # noqa: PT017


@pytest.mark.parametrize(
    ("encoded", "declared", "note"),
    [
        ("utf-8", "iso-8859-1", "declared 'iso-8859-1', but the bytes are UTF-8"),
        ("utf-8", "utf-88", "declared 'utf-88', but the bytes are UTF-8"),
        ("windows-1252", "iso-8859-1", ""),
        ("windows-1252", "utf-8", "is not UTF-8"),
        ("utf-8-sig", None, ""),
        ("utf-16", "utf-8", ""),
    ],
)
def test_a_wrong_charset_is_noticed_and_loses_nothing(encoded: str, declared: str | None, note: str) -> None:
    story = read(page(f"<article>{PARAGRAPHS}</article>").encode(encoded), charset=declared)
    assert story.text == STORY
    assert note in story.note
    assert bool(note) == bool(story.note)


def test_a_few_broken_bytes_do_not_turn_a_utf8_page_into_another_charset() -> None:
    text, charset, note = decode(("Kabar baik — " * 500).encode() + b"\xff\xfe", declared="utf-8")
    assert (charset, "Kabar baik — " in text) == ("utf-8", True)
    assert "0xff" in note


def test_parts_of_a_story_are_found_and_joined() -> None:
    first = page(f"<article><p>{LEAD}</p><p>{BODY}</p></article><a href='?page=2'>Halaman selanjutnya</a>")
    second = page(f"<article><p>{LEAD}</p><p>{CLOSE}</p><p>{CLOSE} Warga pun senang.</p></article>")
    joined = join(read(first), [read(second)])
    assert joined.text == f"{STORY}\n{CLOSE} Warga pun senang."


@pytest.mark.parametrize(
    ("here", "part", "href", "expected"),
    [
        ("https://k.id/a/judul", 1, "?page=2", "https://k.id/a/judul?page=2"),
        ("https://k.id/a/judul?page=2", 2, "?page=3", "https://k.id/a/judul?page=3"),
        ("https://k.id/a/judul?page=2", 2, "?page=1", None),
        ("https://k.id/a/judul", 1, "?page=all", "https://k.id/a/judul?page=all"),
        ("https://k.id/a/judul", 1, "/a/judul?single=1", "https://k.id/a/judul?single=1"),
        ("https://k.id/a/judul?page=all", 1, "?page=2", None),
        ("https://k.id/a/judul/", 1, "/a/judul/2/", "https://k.id/a/judul/2/"),
        ("https://k.id/a/judul/2/", 2, "/a/judul/3/", "https://k.id/a/judul/3/"),
        ("https://k.id/a/judul", 1, "/a/judul/page/2", "https://k.id/a/judul/page/2"),
        ("https://k.id/berita/12", 1, "/berita/2", None),
        ("https://k.id/a/judul", 1, "/a/judul-lain?page=2", None),
        ("https://k.id/a/judul", 10, "?page=11", None),
        ("https://k.id/a/judul", 1, "http://[bad", None),
    ],
)
def test_only_a_part_of_the_same_story_continues_it(
    here: str, part: int, href: str, expected: str | None
) -> None:
    # WordPress' "selanjutnya" leads to the next story; joining that would mix two events.
    html = page(f"<a href='{href}'>Selanjutnya</a>{PARAGRAPHS}")
    assert continuation(parse(html.encode(), url=here), part=part) == expected


REAL = {  # file: local time as the page shows it, dateline, characters (±3 %)
    "antara-singlepage": ("2015-11-05 14:56", "Mataram, NTB", 1043),
    "antara-singlepage2": ("2016-02-23 14:49", "Bandarlampung, Lampung", 1605),
    "antara-singlepage3": ("2016-02-23 14:39", "ISTANBUL", 2926),
    "antara-singlepage4": ("2016-02-23 15:06", "Jakarta", 2134),
    "antara-singlepage5": ("2017-05-15 18:43", "Jakarta", 6802),
    "detik-singlepage": ("2015-11-05 10:08", "Jakarta", 1255),
    "detik-singlepage2": ("2016-02-23 16:00", "", 149),
    "kapanlagi-singlepage": ("2015-11-05 11:52", "", 1702),
    "kapanlagi-singlepage2": ("2016-02-14 09:15", "", 1480),
    "kapanlagi-singlepage3": ("2016-02-23 11:22", "", 1707),
    "kompas-singlepage": ("2015-11-04 21:04", "LHOKSEUMAWE", 1757),
    "kompas-singlepage2": ("2016-02-16 14:38", "JAKARTA", 2040),
    "kompas-singlepage3": ("2016-02-16 14:11", "LOS ANGELES", 1182),
    "kompas-singlepage4": ("2016-02-23 16:37", "KUTA", 1374),
    "kompas-singlepage5": ("2016-02-23 16:52", "Jakarta", 1601),
    "liputan6-singlepage": ("2016-02-16 09:10", "Jakarta", 2285),
    "liputan6-singlepage2": ("2016-02-16 09:20", "Jakarta", 1678),
    "okezone-singlepage": ("2015-11-05 15:56", "", 1116),
    "okezone-singlepage2": ("2017-02-17 13:30", "JAKARTA", 1539),
    "republika-singlepage": ("2016-02-15 16:15", "JAKARTA", 889),
    "republika-singlepage2": ("2016-02-23 17:15", "JAKARTA", 413),
    "republika-singlepage3": ("2017-02-17 13:16", "BANJARMASIH", 2014),
    "tempo-singlepage": ("2015-11-05 11:13", "Jakarta", 2428),
    "tempoen-singlepage": ("2015-11-04 19:14", "Jakarta", 2800),
    "viva-singlepage": ("2016-02-16 13:01", "", 1561),
}
CLUTTER = re.compile(
    r"baca juga|simak juga|berita terkait|terpopuler|editor\s*:|copyright|komentar pembaca|advertisement"
    r"|load more|all rights reserved|\(antara|kompas\.com [-–—]|scroll to|^\W*\d{2}\W*$",
    re.IGNORECASE | re.MULTILINE,
)


def over_http(site: Any, raw: bytes) -> tuple[bytes, str | None]:
    site.add("/halaman", raw, headers={"Content-Type": "text/html"})
    with urllib.request.urlopen(f"{site.url}/halaman", timeout=10) as answer:  # noqa: S310 - our own server
        return answer.read(), answer.headers.get_content_charset()


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(REAL))
def test_real_pages_give_their_story_time_and_dateline(name: str, shared: Path, site: Any) -> None:
    raw = gzip.decompress((shared / f"data/news/html/anpandu/{name}.html.gz").read_bytes())
    body, charset = over_http(site, raw)
    story = read(body, url=f"{site.url}/halaman", charset=charset)
    when, dateline, length = REAL[name]
    assert story.published is not None
    assert story.published.astimezone(WIB).strftime("%Y-%m-%d %H:%M") == when
    assert story.dateline == dateline
    assert abs(len(story.text) - length) <= 0.03 * length
    assert CLUTTER.findall(story.text) == []
    assert len(story.title.split()) >= 4
    assert not re.search(r"\.com|antara news|okezone|tempo|republika", story.title, re.IGNORECASE)


@pytest.mark.shared
@pytest.mark.parametrize("name", ["antara", "detik", "kapanlagi", "republika", "okezone", "tempoen", "viva"])
def test_real_front_pages_and_feeds_give_no_story(name: str, shared: Path, site: Any) -> None:
    body, charset = over_http(
        site, gzip.decompress((shared / f"data/news/html/anpandu/{name}-mainpage.html.gz").read_bytes())
    )
    with pytest.raises(ExtractionError):
        read(body, url=f"{site.url}/halaman", charset=charset)


@pytest.mark.shared
def test_a_page_of_2026_gives_exactly_the_expected_paragraphs(shared: Path, site: Any) -> None:
    folder = shared / "data/news/html"
    expected = json.loads((folder / "MediaIndonesia.json").read_text("utf-8"))["V1"]
    body, charset = over_http(
        site, gzip.decompress((folder / "MediaIndonesia_2026_01_20.html.gz").read_bytes())
    )
    story = read(body, url=f"{site.url}/halaman", charset=charset)
    paragraphs = [line for part in expected["body"]["sections"] for line in part["paragraphs"]]
    assert story.text.split("\n")[:-1] == paragraphs[:-1]
    assert paragraphs[-1].startswith(story.text.split("\n")[-1])  # our last one has lost its "(E-2)"
    assert story.title == expected["title"]
    assert str(story.published) == expected["publishing_date"]


# One page with a broken link in its head ended the crawl of every outlet, and of every round after it.
@pytest.mark.parametrize("href", ["http://[::1/x", "http://[", "//[oops", "http://a.example:99999999/x"])
def test_a_malformed_canonical_link_is_passed_over(href: str) -> None:
    body = "<article>" + f"<p>{LEAD}</p><p>{BODY}</p><p>{CLOSE}</p>" + "</article>"
    found = read(page(body, head=f'<link rel="canonical" href="{href}">'))
    assert found.canonical_url == "https://kabarteluk.id/daerah/dua-desa"


# JSON can carry half of a character; UTF-8 and the database cannot.
def test_half_characters_of_linked_data_do_not_reach_the_story() -> None:
    described = (
        '{"@type": "NewsArticle", "headline": "Dua \\ud800 Desa", "author": {"name": "Re\\udfffdaksi"}}'
    )
    body = "<article>" + f"<p>{LEAD}</p><p>{BODY}</p><p>{CLOSE}</p>" + "</article>"
    found = read(page(body, head=f'<script type="application/ld+json">{described}</script>'))
    (found.title + found.text + found.author).encode()
