"""An outlet is looked at before it is crawled: one run over sites of every kind, judged one by one."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from crawler import checks, registry
from crawler.crawl import crawl
from crawler.ledger import Ledger
from crawler.limits import Limits
from crawler.robots import Robots, page_reservation
from pantau.records import Outlet
from pantau.storage import Database
from pantau.urls import is_public

Site = Any
AGENT = {"user_agent": "PantauUji/1.0", "contact": "https://example.org/pantau"}
LIMITS = Limits(age_days=0, timeout=3)


def rss(site: Site, when: datetime) -> str:
    item = f"<item><link>{site.url}/a</link><pubDate>{when:%a, %d %b %Y %H:%M:%S} +0000</pubDate></item>"
    return f"<rss version='2.0'><channel>{item}</channel></rss>"


def outlet(site: Site, **more: Any) -> Outlet:
    options = {"name": "Uji", "owner": "Uji", "home": "32", "state": "unverified", "local": True, **more}
    return Outlet(domain=site.host, **options)


FRONT = "<html><head>{head}</head><body><p>Depan</p></body></html>"
LINK = "<link rel='alternate' type='application/rss+xml' href='/rss'>"


def test_each_outlet_is_judged_by_what_it_says_and_gives(
    make_site: Callable[[], Site], database: Database, tmp_path: Path
) -> None:
    fresh, stale, closed, forbids, reserved, noai, bare, blog, mapped, dead = (make_site() for _ in range(10))
    now = datetime.now(UTC)
    for site in (fresh, stale, bare, reserved, closed):
        site.add("/", FRONT.format(head=LINK))
    fresh.add("/rss", rss(fresh, now))
    stale.add("/rss", rss(stale, now - timedelta(days=400)))
    closed.add("/", "tidak boleh", status=403)
    forbids.add("/robots.txt", "User-agent: *\nDisallow: /")
    reserved.add("/robots.txt", "User-agent: GPTBot\nUser-agent: ClaudeBot\nDisallow: /")
    noai.add("/", FRONT.format(head="<meta name='robots' content='index, noai'>"))
    blog.add("/", FRONT.format(head=""))
    blog.add("/feed/", rss(blog, now))
    mapped.add("/robots.txt", f"Sitemap: {mapped.url}/berita.xml")
    mapped.add("/", FRONT.format(head=""))
    urls = f"<url><loc>{mapped.url}/a</loc><lastmod>{now:%Y-%m-%d}</lastmod></url>"
    mapped.add("/berita.xml", f"<urlset>{urls}</urlset>")
    dead.close()
    sites = {
        "fresh": fresh, "stale": stale, "closed": closed, "forbids": forbids, "reserved": reserved,
        "noai": noai, "bare": bare, "blog": blog, "mapped": mapped, "dead": dead,
    }  # fmt: skip
    press = [outlet(site) for site in sites.values()]
    settled = outlet(make_site(), state="refused", rights="none")
    found = {
        result.domain: result
        for result in checks.check(database, [*press, settled], home=tmp_path, limits=LIMITS, **AGENT)
    }
    judged = {name: (found[site.host].state, found[site.host].reason) for name, site in sites.items()}
    assert judged["fresh"] == ("active", f"feed read: 1 stories, the newest of {now:%Y-%m-%d}")
    assert judged["blog"][0] == judged["mapped"][0] == "active"
    assert judged["stale"][0] == "unverified"
    assert "its newest story is of" in judged["stale"][1]
    assert judged["closed"] == ("refused", f"http 403: {closed.url}/ refuses us")
    assert judged["forbids"][0] == judged["reserved"][0] == judged["noai"][0] == "refused"
    assert "AI crawlers (GPTBot, ClaudeBot)" in judged["reserved"][1]
    assert "noai" in judged["noai"][1]
    assert judged["bare"][0] == "unverified"
    assert judged["dead"][0] == "unverified"
    assert settled.domain not in found

    # What was found is kept: the state with its reason, and the feed address the table did not know.
    known = checks.stored(database)
    assert known[fresh.host][0] == "active"
    assert "checked 20" in known[fresh.host][1]
    ledger = Ledger(database, LIMITS)
    assert ledger.sources(press[0]) == ((f"{fresh.url}/rss", "feed"),)
    assert ledger.sources(press[8]) == ((f"{mapped.url}/berita.xml", "sitemap"),)
    runnable = registry.readable(registry.with_checks([*press, settled], known))
    assert {one.domain for one in runnable} == {fresh.host, blog.host, mapped.host}

    story = (
        "<p>Warga dua desa memperbaiki jembatan bersama-sama, Senin pagi, lalu makan bersama di balai.</p>"
    )
    fresh.add(
        "/a", FRONT.format(head="<title>Dua Desa Rukun Kembali</title>").replace("<p>Depan</p>", story * 2)
    )
    assert crawl(database, runnable[:1], home=tmp_path, limits=LIMITS, **AGENT).extracted == 1


def test_a_name_that_leads_into_a_private_network_is_refused_when_connecting(
    site: Site, database: Database, tmp_path: Path
) -> None:
    # Only the address behind the name tells. It is looked at when connecting, so it cannot change after.
    name = socket.gethostname()
    if "." in name or is_public(name) or name in ("localhost", ""):
        pytest.skip("this machine's name does not lead to a private address")
    site.add("/feed/", "<rss/>")
    port = site.host.split(":")[1]
    press = Outlet(
        domain="kabar.example",
        name="K",
        owner="K",
        home="32",
        state="active",
        feeds=(f"http://{name}:{port}/feed/",),
    )
    summary = crawl(database, [press], home=tmp_path, limits=Limits(delay=0, timeout=5), **AGENT)
    assert site.asked == []
    error = database.value("SELECT error FROM fetches WHERE kind = 'feed'")
    assert f"{name} leads to" in error
    assert "in a private network" in error
    assert summary.refused >= 1


@pytest.mark.parametrize(
    ("text", "reserved"),
    [
        ("User-agent: *\nDisallow: /admin", False),
        ("User-agent: GPTBot\nDisallow: /", False),  # one firm alone may be a quarrel about load
        ("User-agent: GPTBot\nDisallow: /\n\nUser-agent: CCBot\nDisallow: /", True),
        ("User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /foto/", False),
        ("Content-Signal: search=yes, ai-train=no\nUser-agent: *\nAllow: /", True),
        ("Content-Signal: search=yes, ai-train=yes\nUser-agent: *\nAllow: /", False),
    ],
)
def test_a_reservation_in_robots_txt_is_recognised(text: str, reserved: bool) -> None:
    robots = Robots.from_answer(200, text.encode(), url="https://k.id/robots.txt")
    assert bool(robots.reservation) is reserved
    assert robots.forbids("https://k.id/berita/1", "PantauUji/1.0") == ""


@pytest.mark.parametrize(
    ("headers", "metas", "words"),
    [
        ({"x-robots-tag": "noai"}, {}, "X-Robots-Tag says 'noai'"),
        ({}, {"robots": "index, noimageai"}, ""),
        ({}, {"robots": "noai, noimageai"}, "meta robots"),
        ({"tdm-reservation": "1"}, {}, "TDM-Reservation is 1"),
        ({"tdm-reservation": "0"}, {"tdm-reservation": "0"}, ""),
        ({}, {"tdm-reservation": "1"}, "meta tdm-reservation"),
        ({"x-robots-tag": "noindex"}, {"robots": "nofollow"}, ""),
    ],
)
def test_a_reservation_on_a_page_is_recognised(
    headers: dict[str, str], metas: dict[str, str], words: str
) -> None:
    found = page_reservation(headers, metas)
    assert (words in found) if words else found == ""


@pytest.mark.parametrize(
    ("status", "closed"), [(200, False), (404, False), (403, False), (500, True), (429, True)]
)
def test_an_unreachable_robots_txt_closes_the_site_and_a_missing_one_opens_it(
    status: int, closed: bool
) -> None:
    robots = Robots.from_answer(status, b"", url="https://k.id/robots.txt")
    assert bool(robots.forbids("https://k.id/a", "PantauUji/1.0")) is closed


def test_robots_that_is_no_text_forbids_nothing_by_accident() -> None:
    robots = Robots.from_answer(200, b"\xff\xfe\x00<html>" * 1000, url="https://k.id/robots.txt")
    assert robots.forbids("https://k.id/a", "PantauUji/1.0") == ""
    assert robots.crawl_delay("PantauUji/1.0") == 0.0


def test_the_request_rate_counts_as_a_delay() -> None:
    robots = Robots.from_answer(200, b"User-agent: *\nRequest-rate: 1/10\n", url="https://k.id/robots.txt")
    assert robots.crawl_delay("PantauUji/1.0") == 10.0
