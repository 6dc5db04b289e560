"""The crawl over real HTTP: every kind of feed, every kind of trouble, and nothing lost by a kill."""

from __future__ import annotations

import base64
import gzip
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from crawler import archive
from crawler.crawl import crawl
from crawler.errors import ArchiveError
from crawler.ledger import Ledger
from crawler.limits import CrawlSummary, Limits
from crawler.process import Job
from pantau import codec
from pantau.errors import CrawlError, SettingsError, StorageError, UsageError
from pantau.records import Outlet
from pantau.storage import Database
from pantau.storage.fetches import Fetch

Site = Any
AGENT = {"user_agent": "PantauUji/1.0", "contact": "mailto:redaksi@example.org"}
QUICK = Limits(age_days=0, timeout=2, page_bytes=300_000, redirects=3, longest_wait=3, retry_minutes=15)
BODY = (
    "<p>Warga dua desa memperbaiki jembatan nomor {n} bersama-sama, Senin pagi.</p>"
    "<p>Kami ingin anak-anak bisa sekolah lagi, kata kepala desa di lokasi.</p>"
)


def page(number: int, head: str = "", tail: str = "") -> str:
    title = f"<title>Jembatan Nomor {number} Diperbaiki Warga</title>"
    body = f"<article><h1>Jembatan Nomor {number} Diperbaiki Warga</h1>{BODY.format(n=number)}</article>"
    return f"<!doctype html><html lang='id'><head>{title}{head}</head><body>{body}{tail}</body></html>"


def rss(*urls: str, extra: str = "") -> str:
    items = "".join(
        f"<item><title>Judul {n}</title><link>{url}</link>"
        f"<pubDate>Mon, {n % 28 + 1:02d} Sep 2026 10:00:00 +0700</pubDate></item>"
        for n, url in enumerate(urls)
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>{extra}{items}</channel></rss>'


def answer(body: bytes, status: int, headers: dict[str, str]) -> Any:
    return SimpleNamespace(body=body, status=status, headers=headers, delay=0.0)


def outlet(site: Site, *, feeds: tuple[str, ...] = ("/feed/",), **more: Any) -> Outlet:
    options: dict[str, Any] = {
        "domain": site.host, "name": "Kabar Uji", "owner": "Uji", "home": "32", "state": "active",
        "reason": "uji", "feeds": tuple(site.url + path for path in feeds), "local": True, **more,
    }  # fmt: skip
    return Outlet(**options)


def run(database: Database, *outlets: Outlet, limits: Limits = QUICK) -> CrawlSummary:
    return crawl(database, outlets, home=database.path.parent / "home", limits=limits, **AGENT)


def states(database: Database) -> dict[str, tuple[str, int | None, str]]:
    rows = database.rows("SELECT url, state, status, error FROM fetches WHERE kind <> 'robots'")
    return {url: (state, status, error) for url, state, status, error in rows}


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link rel="self" href="/x"/>
<link href="/berita/1"/><updated>2026-09-03T10:00:00+07:00</updated></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><item><title>R</title><link>{url}/berita/2</link>
<dc:date>2026-09-02</dc:date></item></rdf:RDF>"""
INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>{url}/pages.xml</loc></sitemap><sitemap><loc>{url}/news.xml</loc></sitemap></sitemapindex>"""
NEWS = """<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{url}/berita/3</loc>
<news:news><news:title>N</news:title><news:publication_date>2026-09-05T08:00:00+07:00</news:publication_date>
</news:news></url></urlset>"""


URLS = "<urlset><url><loc>{url}/berita/1</loc><lastmod>2026-09-01</lastmod></url></urlset>"


def test_every_kind_of_feed_leads_to_its_stories(make_site: Callable[[], Site], database: Database) -> None:
    sites = [make_site() for _ in range(6)]
    rss_site, atom, rdf, news, blog, packed = sites
    for site in sites:
        for number in range(6):
            site.add(f"/berita/{number}", page(number))
    rss_site.add("/feed/", rss(*(f"{rss_site.url}/berita/{n}" for n in range(3))))
    atom.add("/atom.xml", ATOM)
    rdf.add("/rdf.xml", RDF.format(url=rdf.url))
    news.add("/index.xml", INDEX.format(url=news.url))
    news.add("/pages.xml", "<urlset><url><loc>/</loc></url></urlset>")
    news.add("/news.xml", NEWS.format(url=news.url))
    # "sitemap.xml.gz" comes as a file of its own kind, not as an encoding of the answer.
    file = gzip.compress(URLS.format(url=packed.url).encode())
    packed.add("/sitemap.xml.gz", file, headers={"Content-Type": "application/gzip"})
    wordpress = "<generator>https://wordpress.org/?v=6.6</generator>"
    blog.add("/feed/", rss(f"{blog.url}/berita/0", f"{blog.url}/berita/1", extra=wordpress))
    blog.add("/feed/?paged=2", rss(f"{blog.url}/berita/2", f"{blog.url}/berita/3", extra=wordpress))
    blog.add("/feed/?paged=3", rss(f"{blog.url}/berita/3", f"{blog.url}/berita/4", extra=wordpress))
    summary = run(
        database, outlet(rss_site), outlet(atom, feeds=("/atom.xml",)), outlet(rdf, feeds=("/rdf.xml",)),
        outlet(news, feeds=(), sitemaps=(f"{news.url}/index.xml",)), outlet(blog),
        outlet(packed, feeds=(), sitemaps=(f"{packed.url}/sitemap.xml.gz",)),
    )  # fmt: skip
    assert (summary.outlets, summary.found, summary.extracted, summary.failed, summary.refused) == (
        6,
        12,
        12,
        0,
        0,
    )
    day = database.value("SELECT day FROM articles WHERE url = ?", (f"{news.url}/berita/3",))
    assert day == "2026-09-05"
    title = database.value("SELECT title FROM articles WHERE url = ?", (f"{rdf.url}/berita/2",))
    assert title == "Jembatan Nomor 2 Diperbaiki Warga"


@pytest.mark.parametrize("missing", [{"user_agent": " "}, {"contact": ""}])
def test_an_anonymous_crawl_is_refused(missing: dict[str, str], database: Database, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name and a contact"):
        crawl(database, [], home=tmp_path, **{**AGENT, **missing})


def test_a_second_run_asks_conditionally_and_never_for_a_known_story(site: Site, database: Database) -> None:
    def feed(headers: dict[str, str]) -> Any:
        unchanged = (
            headers.get("If-None-Match") == '"v1"'
            and headers.get("If-Modified-Since") == "Mon, 07 Sep 2026 03:00:00 GMT"
        )
        tags = {"ETag": '"v1"', "Last-Modified": "Mon, 07 Sep 2026 03:00:00 GMT", "Content-Type": "text/xml"}
        return answer(
            b"" if unchanged else rss(f"{site.url}/berita/1").encode(), 304 if unchanged else 200, tags
        )

    site.add("/feed/", feed)
    site.add("/berita/1", page(1))
    assert run(database, outlet(site)).extracted == 1
    summary = run(database, outlet(site))
    assert (summary.found, summary.fetched, summary.failed) == (0, 0, 0)
    assert site.count() == {"/robots.txt": 2, "/feed/": 2, "/berita/1": 1}
    assert states(database)[f"{site.url}/feed/"][:2] == ("extracted", 304)
    for _, headers, _ in site.asked:  # and it always says who it is
        assert headers["User-Agent"] == "PantauUji/1.0 (+mailto:redaksi@example.org)"
        assert headers["From"] == "redaksi@example.org"
        assert not {"Cookie", "Referer"} & set(headers)


BAD_PAGES = {
    "/lapsed": ("failed", 200, "elsewhere:"),  # a lapsed domain, an advertiser: not what this outlet wrote
    "/onward/0": ("failed", None, "redirects:"),
    "/inward": ("refused", None, "private address:"),
    "/beside": ("refused", None, "private address:"),
    "/gone": ("failed", 404, "http 404:"),
    "/forbidden": ("refused", 403, "http 403:"),
    "/broken": ("failed", 500, "http 500:"),
    "/loop": ("failed", None, "redirects:"),
    "/huge": ("failed", None, "too large:"),
    "/bomb": ("failed", None, "too large:"),
    "/slow": ("failed", None, "timeout:"),
    "/empty": ("failed", 200, "page:"),
    "/noai": ("refused", 200, "opt-out: meta robots"),
    "/tdm": ("refused", 200, "opt-out: TDM-Reservation"),
    "/front": ("failed", 200, "page:"),
    "/torn": ("failed", None, "connection:"),
}


def bad_press(site: Site, other: Site) -> Site:
    other.add("/iklan", page(7))
    site.add("/lapsed", "", status=302, headers={"Location": f"{other.url}/iklan"})
    site.add(
        "/feed/", rss(*(site.url + path for path in BAD_PAGES), f"{site.url}/charset", f"{site.url}/good")
    )
    site.add("/", page(0))
    site.add("/good", page(1))
    site.add("/forbidden", "tidak boleh", status=403)
    site.add("/broken", "aduh", status=500)
    site.add("/loop", "", status=302, headers={"Location": "/loop"})
    site.add("/huge", b"<p>" + b"besar " * 100_000)
    packed = gzip.compress(b"0" * 50_000_000)
    site.add("/bomb", packed, headers={"Content-Encoding": "gzip"})
    site.add("/slow", page(2), delay=3.0)
    site.add("/empty", "<html><body><p>Foto: Dok.</p></body></html>")
    site.add("/noai", page(3, "<meta name='robots' content='noai, noimageai'>"))
    site.add("/tdm", page(4), headers={"TDM-Reservation": "1"})
    site.add("/front", "", status=301, headers={"Location": "/"})
    for number in range(10):  # never the same address twice
        site.add(f"/onward/{number}", "", status=302, headers={"Location": f"/onward/{number + 1}"})
    # The outlet is declared local, and yet it may lead only to its own host.
    site.add("/inward", "", status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
    site.add("/beside", "", status=302, headers={"Location": site.url.replace("127.0.0.1", "127.0.0.2")})
    site.add("/torn", page(5), headers={"Content-Length": "99999", "Connection": "close"})
    site.add(
        "/charset",
        page(6).replace("bersama-sama", "“bersama”"),
        headers={"Content-Type": "text/html; charset=iso-8859-1"},
    )
    return site


def test_each_bad_page_is_recorded_with_its_rule_and_stops_nothing(
    make_site: Callable[[], Site], database: Database
) -> None:
    site = make_site()
    summary = run(database, outlet(bad_press(site, make_site())))
    known = states(database)
    for path, (state, status, words) in BAD_PAGES.items():
        found = known[site.url + path]
        assert found[:2] == (state, status), (path, found)
        assert found[2].startswith(words), (path, found)
        assert site.url + path in found[2] or path in ("/front", "/inward", "/beside"), (path, found)
    assert known[f"{site.url}/good"] == ("extracted", 200, "")
    # A wrong charset loses nothing: the story is kept, the note says what was wrong.
    assert known[f"{site.url}/charset"] == (
        "extracted",
        200,
        "charset: declared 'iso-8859-1', but the bytes are UTF-8",
    )
    assert "“bersama”" in database.value("SELECT text FROM articles WHERE url = ?", (f"{site.url}/charset",))
    assert (summary.found, summary.extracted, summary.refused, summary.failed) == (18, 2, 5, 11)
    assert summary.reasons["too large"] == 2
    assert sum(summary.reasons.values()) == 16
    # What can come right is tried again later, the rest never: no address is asked twice now.
    again = run(database, outlet(site))
    assert (again.found, again.fetched, again.failed) == (0, 0, 0)
    counts = site.count()
    assert max(counts[path] for path in BAD_PAGES if path not in ("/loop",)) == 1
    assert counts["/loop"] == QUICK.redirects + 1


FEEDS = {
    "bomb": (gzip.compress(b"0" * 60_000_000), "more than 50000000 bytes when unpacked"),
    "torn": (gzip.compress(b"<rss/>" * 500)[:-20], "cannot be unpacked"),
    "html": ("<!doctype html><html><body>bukan feed</body></html>", "this is a web page"),
    "empty": ("", "empty"),
    "other": ("<?xml version='1.0'?><katalog/>", "<katalog> is no feed"),
    "binary": (b"\x00\x01\x02\xff" * 50, "malformed XML"),
    "entities": (
        "<!DOCTYPE rss [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><rss><title>&b;</title></rss>",
        "declares its own entities",
    ),
    "external": (
        "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><rss><title>&x;</title></rss>",
        "declares its own entities",
    ),
}


def test_each_bad_feed_is_recorded_with_its_rule(site: Site, database: Database) -> None:
    for name, (body, _) in FEEDS.items():
        site.add(f"/{name}.xml", body)
    site.add(
        "/mendable.xml", rss(f"{site.url}/berita/1").replace("<channel>", "<channel><title>A & B</title>")
    )
    site.add("/berita/1", page(1))
    # The protocol forbids indexes in indexes; one that names itself would be asked for ever.
    itself = f"<sitemapindex><sitemap><loc>{site.url}/a.xml</loc></sitemap>"
    site.add("/a.xml", f"{itself}<sitemap><loc>{site.url}/b.xml</loc></sitemap></sitemapindex>")
    site.add("/b.xml", f"{itself}</sitemapindex>")
    run(database, outlet(site, feeds=tuple(f"/{name}.xml" for name in [*FEEDS, "mendable", "a"])))
    assert (site.count()["/a.xml"], site.count()["/b.xml"]) == (1, 1)
    known = states(database)
    assert "an index inside an index" in known[f"{site.url}/b.xml"][2]
    for name, (_, words) in FEEDS.items():
        state, _, error = known[f"{site.url}/{name}.xml"]
        assert state == "failed"
        assert error.startswith(f"feed: {site.url}/{name}.xml:")
        assert words in error
    # Malformed, but not beyond reading: nothing is lost, and the note names the place.
    assert known[f"{site.url}/mendable.xml"][0] == "extracted"
    assert "malformed XML, read as far as it goes" in known[f"{site.url}/mendable.xml"][2]
    assert known[f"{site.url}/berita/1"][0] == "extracted"


def test_a_private_address_is_refused_unless_the_outlet_is_declared_local(
    site: Site, database: Database
) -> None:
    site.add("/feed/", rss(f"{site.url}/berita/1"))
    site.add("/berita/1", page(1))
    stranger = outlet(site, domain="kabar.example", local=False)
    named = outlet(site, domain="kabar2.example", local=False, feeds=())
    named = Outlet(
        **{**{name: getattr(named, name) for name in named.__slots__}, "feeds": ("http://localhost:1/feed",)}
    )
    summary = run(database, stranger, named)
    assert site.asked == []
    assert summary.refused == 2
    assert summary.reasons == {"private address": 2}
    state, _, error = states(database)[f"{site.url}/feed/"]
    assert state == "refused"
    assert "only an outlet declared local may" in error
    assert "kabar.example is not" in error


def test_ten_megabytes_are_not_read_to_their_end(site: Site, database: Database) -> None:
    # With the default bounds; told by its length, and where the server tells none.
    site.add("/feed/", rss(f"{site.url}/told", f"{site.url}/untold", f"{site.url}/good"))
    for path, headers in (("/told", {}), ("/untold", {"Content-Length": "", "Connection": "close"})):
        site.add(path, b"<p>" + b"besar " * 1_700_000, headers=headers)
    site.add("/good", page(1))
    summary = run(database, outlet(site), limits=Limits(age_days=0))
    assert (summary.extracted, dict(summary.reasons)) == (1, {"too large": 2}), states(database)


def test_a_public_feed_that_names_a_private_page_is_refused_by_name(
    database: Database, tmp_path: Path
) -> None:
    from crawler.archive import Archive
    from crawler.feeds import Entry
    from crawler.spider import PressSpider

    press = Outlet(
        domain="kabar.id", name="K", owner="K", home="32", feeds=("https://kabar.id/feed/",), state="active"
    )
    ledger = Ledger(database, QUICK)
    spider = PressSpider(outlets=[press], ledger=ledger, archive=Archive(tmp_path), limits=QUICK)
    entries = [
        Entry(url=url) for url in ("https://kabar.id/a", "http://169.254.169.254/meta", "https://lain.id/b")
    ]
    kept, strange = spider._own_entries(press, entries, "https://kabar.id/feed/")
    assert [entry.url for entry in kept] == ["https://kabar.id/a"]
    assert strange == 1
    state, _, error = states(database)["http://169.254.169.254/meta"]
    assert (state, "https://kabar.id/feed/ points to http://169.254.169.254/meta" in error) == (
        "refused",
        True,
    )


def test_robots_txt_is_obeyed_and_its_refusals_are_recorded(
    make_site: Callable[[], Site], database: Database
) -> None:
    sites = [make_site() for _ in range(6)]
    open_site, closed, failing, slow, reserved, permitted = sites
    for site in sites:
        site.add("/feed/", rss(f"{site.url}/berita/1", f"{site.url}/rahasia/2"))
        site.add("/berita/1", page(1))
        site.add("/rahasia/2", page(2))
    text = "User-agent: *\nDisallow: /rahasia/\nUser-agent: LainBot\nDisallow: /"
    open_site.add("/robots.txt", text, headers={"Content-Type": "text/plain"})
    closed.add("/robots.txt", "User-agent: PantauUji\nDisallow: /\n", headers={"Content-Type": "text/plain"})
    failing.add("/robots.txt", "aduh", status=503)
    slow.add("/robots.txt", "User-agent: *\nCrawl-delay: 3600\n", headers={"Content-Type": "text/plain"})
    for site in (reserved, permitted):
        site.add("/robots.txt", "User-agent: GPTBot\nDisallow: /\nUser-agent: CCBot\nDisallow: /\n")
    permitted_press = outlet(permitted, rights="headline")
    summary = run(database, *map(outlet, sites[:5]), permitted_press)
    assert set(open_site.count()) == {"/robots.txt", "/feed/", "/berita/1"}
    assert set(closed.count()) == {"/robots.txt"}
    assert set(failing.count()) == {"/robots.txt"}  # RFC 9309: unreachable means closed, for now
    known = states(database)
    assert "robots.txt forbids" in known[f"{open_site.url}/rahasia/2"][2]
    assert known[f"{closed.url}/feed/"][0] == "refused"
    assert known[f"{failing.url}/feed/"][0] == "failed"
    assert "answered 503" in known[f"{failing.url}/feed/"][2]
    assert set(slow.count()) == {"/robots.txt"}
    assert "taken as a wish not to be crawled" in known[f"{slow.url}/feed/"][2]
    # A reservation against AI counts as a refusal, unless the table records what was settled.
    assert set(reserved.count()) == {"/robots.txt"}
    words = "opt-out: robots.txt forbids the site to AI crawlers (GPTBot, CCBot)"
    assert words in known[f"{reserved.url}/feed/"][2]
    assert "/berita/1" in permitted.count()
    assert summary.extracted == 3


def test_the_pauses_that_sites_ask_for_are_kept(make_site: Callable[[], Site], database: Database) -> None:
    short, long, calm = make_site(), make_site(), make_site()
    calm.add("/robots.txt", "User-agent: *\nCrawl-delay: 0.4\n")
    calm.add("/feed/", rss(*(f"{calm.url}/berita/{n}" for n in range(4))))
    for number in range(4):
        calm.add(f"/berita/{number}", page(number))

    def once_busy(_: dict[str, str]) -> Any:
        busy = short.count()["/berita/1"] == 1
        return answer(
            b"" if busy else page(1).encode(), 503 if busy else 200, {"Retry-After": "1"} if busy else {}
        )

    for site in (short, long):
        site.add("/feed/", rss(f"{site.url}/berita/1", f"{site.url}/berita/2"))
        site.add("/berita/2", page(2))
    short.add("/berita/1", once_busy)
    long.add("/berita/1", "", status=429, headers={"Retry-After": "7200"})
    summary = run(
        database, outlet(short), outlet(long), outlet(calm),
        limits=Limits(age_days=0, host_requests=1, longest_wait=3),
    )  # fmt: skip
    times = [moment for path, _, moment in calm.asked if path != "/robots.txt"]
    assert len(times) == 5
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.35
    first, second = (moment for path, _, moment in short.asked if path == "/berita/1")
    assert second - first >= 0.95
    assert summary.reasons["http 429"] == 1
    waits = database.value(
        "SELECT (julianday(next_try) - julianday('now')) * 24 * 60 FROM fetches WHERE status = 429"
    )
    assert 115 < waits < 121


def test_a_story_on_several_pages_is_joined(site: Site, database: Database) -> None:
    site.add("/feed/", rss(*(site.url + path for path in ("/a", "/b", "/c"))))
    more = "<p>Bagian kedua menceritakan hasil panen yang kini dapat dijual ke pasar kecamatan.</p>"
    site.add("/a", page(1, tail="<a href='/a?page=2'>Halaman selanjutnya</a>"))
    site.add("/a?page=2", page(1).replace("</article>", more + "</article>"))
    site.add("/b", page(2, tail="<a href='/b?page=2'>2</a><a href='/b?page=all'>Tampilkan semua</a>"))
    site.add("/b?page=all", page(2).replace("</article>", more + "</article>"))
    # "Not found" pages are long enough to pass for a part of the story.
    missing = "<p>Maaf, halaman yang Anda cari tidak ditemukan. Silakan kembali ke beranda kami.</p>" * 3
    site.add("/c", page(3, tail="<a href='/c?page=2'>Halaman selanjutnya</a>"))
    site.add("/c?page=2", f"<article>{missing}</article>", status=404)
    run(database, outlet(site))
    texts = dict(database.rows("SELECT url, text FROM articles"))
    for path in ("/a", "/b"):
        assert texts[site.url + path].count("Bagian kedua") == 1
        assert texts[site.url + path].count("Kami ingin anak-anak") == 1
    assert site.count()["/b?page=2"] == 0
    assert "bersama-sama" in texts[f"{site.url}/c"]
    assert "Maaf" not in texts[f"{site.url}/c"]


def test_a_feed_is_not_asked_before_the_time_it_named_nor_often_where_it_refuses(
    make_site: Callable[[], Site], database: Database
) -> None:
    busy, closed = make_site(), make_site()
    busy.add("/feed/", "", status=429, headers={"Retry-After": "7200"})
    closed.add("/feed/", "", status=403)
    run(database, outlet(busy), outlet(closed))
    again = run(database, outlet(busy), outlet(closed))
    assert busy.count()["/feed/"] == closed.count()["/feed/"] == 1
    assert again.reasons == {"later": 2}
    days = "SELECT julianday(next_try) - julianday('now') FROM fetches WHERE kind = 'feed' AND status = ?"
    assert 6.9 < database.value(days, (403,)) < 7.1


def test_a_site_that_has_been_down_for_a_year_stops_nothing(site: Site, database: Database) -> None:
    # Each failure doubles the pause; after thirty of them it would lie beyond the calendar.
    fetch = Fetch(
        url_key="k", url=f"{site.url}/feed/", outlet=site.host, kind="feed", state="failed", attempts=10_000,
        found_day="2026-11-25",
    )  # fmt: skip
    Ledger(database, QUICK).failed(fetch, "http 500: aduh")
    hours = database.value("SELECT (julianday(next_try) - julianday('now')) * 24 FROM fetches")
    assert 5.9 < hours < 6.1


def test_two_addresses_of_one_story_are_kept_once(site: Site, database: Database) -> None:
    site.add("/feed/", rss(f"{site.url}/lama/1", f"{site.url}/baru/1", f"{site.url}/pendek"))
    link = f"<link rel='canonical' href='{site.url}/baru/1'>"
    site.add("/lama/1", page(1, link))
    site.add("/baru/1", page(1, link))
    site.add("/pendek", "", status=301, headers={"Location": "/baru/1"})
    run(database, outlet(site))
    assert database.value("SELECT count(*) FROM articles") == 1
    assert database.value("SELECT url FROM articles") == f"{site.url}/baru/1"
    assert list(database.rows("SELECT sum(found), sum(extracted) FROM outlet_coverage")) == [(1, 1)]
    assert run(database, outlet(site)).fetched == 0


def test_coverage_counts_each_day_as_the_feed_or_the_page_dates_it(site: Site, database: Database) -> None:
    undated = f"<item><link>{site.url}/tanpa</link></item>"
    site.add("/feed/", rss(f"{site.url}/1", f"{site.url}/2", f"{site.url}/hilang", extra=undated))
    site.add("/1", page(1))
    site.add("/2", page(2))
    site.add(
        "/tanpa", page(3, "<meta property='article:published_time' content='2026-08-17T09:00:00+07:00'>")
    )
    run(database, outlet(site))
    rows = list(database.rows("SELECT day, found, fetched, extracted FROM outlet_coverage ORDER BY day"))
    assert rows == [
        ("2026-08-17", 1, 1, 1),
        ("2026-09-01", 1, 1, 1),
        ("2026-09-02", 1, 1, 1),
        ("2026-09-03", 1, 0, 0),
    ]


def test_a_limit_of_pages_leaves_the_rest_for_the_next_run(site: Site, database: Database) -> None:
    site.add("/feed/", rss(*(f"{site.url}/{n}" for n in range(5))))
    for number in range(5):
        site.add(f"/{number}", page(number))
    few = Limits(age_days=0, pages=3)
    assert run(database, outlet(site), limits=few).fetched == 3
    assert run(database, outlet(site), limits=few).fetched == 2
    assert set(site.count().values()) == {1, 2}


def test_old_stories_of_a_feed_are_left(site: Site, database: Database) -> None:
    site.add("/feed/", rss(f"{site.url}/1"))
    summary = run(database, outlet(site), limits=Limits(age_days=1))
    assert (summary.found, summary.fetched) == (0, 0)


def test_outlets_that_may_not_be_read_are_not_asked(site: Site, database: Database) -> None:
    site.add("/feed/", rss(f"{site.url}/1"))
    closed = [outlet(site, state=state) for state in ("unverified", "refused", "retired")]
    assert run(database, *closed, outlet(site, rights="none")).outlets == 0
    assert site.asked == []


def big_press(site: Site, stories: int) -> Outlet:
    site.add("/feed/", rss(*(f"{site.url}/berita/{n}" for n in range(stories))))
    for number in range(stories):
        site.add(f"/berita/{number}", page(number), delay=0.02)
    return outlet(site)


def begin(job: Job) -> subprocess.Popen[bytes]:
    """Start the crawling process; it runs as long as its standard input stays open."""
    command = [sys.executable, "-m", "crawler.process"]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    assert process.stdin is not None
    process.stdin.write(codec.encode(job).encode() + b"\n")
    process.stdin.flush()
    return process


def wait_for(condition: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.005)


def kill_after(job: Job, site: Site, requests: int) -> None:
    """Run the crawling process and kill it when the site was asked so often in all."""
    process = begin(job)
    wait_for(lambda: len(site.asked) >= requests)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def test_a_crawl_killed_again_and_again_loses_nothing_and_asks_nothing_twice(
    site: Site, database: Database
) -> None:
    stories, kills = (
        80,
        (1, 2, 3, 40),
    )  # at robots.txt, at the feed, at the first page, and on the way
    press = big_press(site, stories)
    home = database.path.parent / "home"
    job = Job(
        database=str(database.path), home=str(home), outlets=(press,), agent="PantauUji/1.0 (+x)",
        contact="x", limits=QUICK,
    )  # fmt: skip
    for requests in kills:
        kill_after(job, site, len(site.asked) + 1 if requests <= 3 else requests)
    seen: list[int] = []
    summary = crawl(
        database,
        [press],
        home=home,
        limits=QUICK,
        on_progress=lambda now: seen.append(now.extracted),
        **AGENT,
    )
    assert summary.failed == 0
    assert seen == sorted(seen)
    assert seen
    assert database.value("SELECT count(*) FROM articles") == stories
    assert list(database.rows("SELECT sum(found), sum(fetched), sum(extracted) FROM outlet_coverage")) == [
        (stories,) * 3
    ]
    pages = {path: count for path, count in site.count().items() if path.startswith("/berita/")}
    assert len(pages) == stories
    # Only what was on its way when the process died may be asked again: so many requests at a time.
    assert sum(pages.values()) - stories <= len(kills) * QUICK.requests
    files = sorted((home / "archive").glob("*.warc.gz"))
    archived = [found.url for path in files for found in archive.read(path)]
    assert {f"{site.url}{path}" for path in pages} <= set(archived)


def test_the_crawl_ends_when_nobody_waits_for_it_any_more(
    site: Site, database: Database, tmp_path: Path
) -> None:
    # The parent closes its end, as the system does when the parent is killed.
    job = Job(
        database=str(database.path), home=str(tmp_path), outlets=(big_press(site, 400),), agent="A (+x)",
        contact="x", limits=QUICK,
    )  # fmt: skip
    process = begin(job)
    wait_for(lambda: len(site.asked) >= 20)
    assert process.stdin is not None
    process.stdin.close()
    process.wait(30)
    assert 0 < database.value("SELECT count(*) FROM articles") < 400


def test_two_crawls_do_not_write_into_one_home(site: Site, database: Database, tmp_path: Path) -> None:
    from crawler.crawl import alone

    with alone(tmp_path), pytest.raises(CrawlError, match="another crawl is writing"):
        crawl(database, [outlet(site)], home=tmp_path, **AGENT)


def test_what_stops_the_process_is_raised_here_as_it_was_there(site: Site, tmp_path: Path) -> None:
    class Elsewhere:
        path = tmp_path / "bukan.db"

    Elsewhere.path.write_bytes(b"bukan basis data" * 100)
    with pytest.raises(StorageError, match=r"bukan\.db"):
        crawl(Elsewhere, [outlet(site)], home=tmp_path, **AGENT)  # type: ignore[arg-type]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[Path, Callable[[], None]]]:
    """A folder that a crawl fills up, and what makes room again.

    A real full disk where this may be made; else files that may not grow, which fails at the same calls.
    """
    folder = tmp_path / "penuh"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", str(folder)]
    if shutil.which("mount") and subprocess.run(mount, capture_output=True, check=False).returncode == 0:
        yield folder, lambda: subprocess.run(["mount", "-o", "remount,size=64m", str(folder)], check=True)
        subprocess.run(["umount", str(folder)], check=True)
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, hard))
    try:
        yield folder, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_stops_the_crawl_and_loses_nothing(
    site: Site, small_disk: tuple[Path, Callable[[], None]]
) -> None:
    folder, make_room = small_disk
    stories = 40
    press = big_press(site, stories)
    for number in range(stories):  # 40 kB of noise that no packing makes smaller
        noise = base64.b64encode(os.urandom(30_000)).decode()
        site.add(f"/berita/{number}", page(number, head=f"<meta name='x' content='{noise}'>"))
    with Database.open(folder / "pantau.db") as database:
        with pytest.raises((ArchiveError, StorageError), match=r"(?i)full|no space|too large") as stopped:
            crawl(database, [press], home=folder, limits=QUICK, **AGENT)
        assert str(folder) in str(stopped.value)
        kept = database.value("SELECT count(*) FROM articles")
        assert kept < stories
        make_room()
        assert crawl(database, [press], home=folder, limits=QUICK, **AGENT).failed == 0
        assert database.value("SELECT count(*) FROM articles") == stories
    files = sorted((folder / "archive").glob("*.warc.gz"))
    archived = {found.url for path in files for found in archive.read(path)}
    assert archived == {f"{site.url}/berita/{number}" for number in range(stories)}


@pytest.mark.parametrize("wrong", [{"delay": -1}, {"timeout": 0}, {"pages": 0}, {"minutes": float("nan")}])
def test_limits_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(SettingsError, match=f"limit {next(iter(wrong))}"):
        Limits(**wrong)  # type: ignore[arg-type]
