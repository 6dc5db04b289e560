"""The demo's press over real HTTP: layouts, feeds, validators, what is closed."""

from collections.abc import Iterator
from datetime import date
from email.utils import format_datetime, parsedate_to_datetime
from urllib.robotparser import RobotFileParser

import httpx
import pytest
from lxml import etree, html

from pantau.demo.errors import PortTakenError
from pantau.demo.press import HOST, Press
from pantau.demo.site import FEED_ITEMS, Site

END = date(2026, 11, 25)
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "a": "http://www.w3.org/2005/Atom"}
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}publication_date"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press(end=END) as serving:
        yield serving


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with httpx.Client() as opened:
        yield opened


def _site(press: Press, layout: str) -> Site:
    return next(site for site in press.sites if site.house.layout == layout)


def _links(client: httpx.Client, address: str) -> list[str]:
    """Addresses of stories in a feed or sitemap; an index is followed."""
    root = etree.fromstring(client.get(address).content, PARSER)
    inner = root.xpath("/s:sitemapindex/s:sitemap/s:loc/text()", namespaces=NAMES)
    if inner:
        return [link for entry in inner for link in _links(client, entry)]
    return [
        *root.xpath("//item/link/text()"),
        *root.xpath("//s:url/s:loc/text()", namespaces=NAMES),
        *root.xpath("//a:entry/a:link[@rel='alternate']/@href", namespaces=NAMES),
    ]


def test_every_page_is_served(press: Press, client: httpx.Client) -> None:
    for site in press.sites:
        for path, page in site.pages.items():
            answer = client.get(site.base + path)
            assert answer.status_code == 200
            assert answer.content == page.body
            assert answer.headers["content-type"] == page.content_type


def test_every_story_is_reachable_from_the_registry_rows(press: Press, client: httpx.Client) -> None:
    found = {
        link
        for outlet in press.outlets()
        for address in outlet.feeds + outlet.sitemaps
        for link in _links(client, address)
    }
    assert {press.url(story) for story in press.readable()} <= found


def test_the_current_feed_holds_the_latest_stories_alone(press: Press, client: httpx.Client) -> None:
    for outlet in press.outlets():
        if not outlet.feeds:
            continue
        links = _links(client, outlet.feeds[0])
        assert len(links) == FEED_ITEMS
        assert len(outlet.feeds) > 1, "older stories stand on archive pages"


def test_feeds_name_their_next_page(press: Press, client: httpx.Client) -> None:
    outlet = next(outlet for outlet in press.outlets() if outlet.name == "Suluh Benua")
    root = etree.fromstring(client.get(outlet.feeds[0]).content, PARSER)
    assert root.xpath("/a:feed/a:link[@rel='next']/@href", namespaces=NAMES) == [outlet.feeds[1]]


def test_the_news_sitemap_gives_publication_times(press: Press, client: httpx.Client) -> None:
    site = _site(press, "lintang")
    root = etree.fromstring(client.get(site.base + "/sitemap-news.xml").content, PARSER)
    times = [element.text or "" for element in root.iter(NEWS)]
    assert len(times) == FEED_ITEMS
    assert all(moment.endswith("+07:00") for moment in times)


def test_outlets_are_local_and_of_several_owners(press: Press) -> None:
    outlets = press.outlets()
    assert len(outlets) >= 5
    assert len({outlet.owner for outlet in outlets}) >= 4
    assert len({outlet.owner for outlet in outlets}) < len(outlets), "one owner has two sites"
    assert len({outlet.domain for outlet in outlets}) == len(outlets)
    assert all(outlet.local and outlet.domain.startswith(f"{HOST}:") for outlet in outlets)


def test_an_unchanged_page_is_not_sent_again(press: Press, client: httpx.Client) -> None:
    address = press.url(press.stories[0])
    first = client.get(address)
    by_tag = client.get(address, headers={"If-None-Match": first.headers["etag"]})
    by_time = client.get(address, headers={"If-Modified-Since": first.headers["last-modified"]})
    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert (by_time.status_code, by_time.content) == (304, b"")


def test_a_changed_page_is_sent(press: Press, client: httpx.Client) -> None:
    address = press.url(press.stories[0])
    first = client.get(address)
    earlier = parsedate_to_datetime(first.headers["last-modified"]).replace(year=2020)
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get(address, headers={"If-Modified-Since": "not a date"}).status_code == 200
    assert (
        client.get(address, headers={"If-Modified-Since": format_datetime(earlier, usegmt=True)}).status_code
        == 200
    )


def test_a_page_that_does_not_exist_is_not_found(press: Press, client: httpx.Client) -> None:
    assert client.get(press.sites[0].base + "/tidak/ada").status_code == 404


def test_head_gives_the_length_without_the_body(press: Press, client: httpx.Client) -> None:
    address = press.url(press.stories[0])
    answer = client.head(address)
    assert answer.content == b""
    assert int(answer.headers["content-length"]) == len(client.get(address).content)


def test_robots_txt_closes_one_section_and_asks_for_a_pause(press: Press, client: httpx.Client) -> None:
    closed = [story for story in press.stories if story.closed]
    assert closed
    for site in press.sites:
        robots = RobotFileParser()
        robots.parse(client.get(site.base + "/robots.txt").text.splitlines())
        for story in press.stories:
            if story.outlet == site.house.layout:
                assert robots.can_fetch("Pantau", press.url(story)) is not story.closed
        if site.house.layout == "pondok":
            assert robots.crawl_delay("Pantau") == 1


def test_truths_are_those_of_the_readable_stories(press: Press) -> None:
    truths = press.truths()
    assert len(truths) == len(press.readable()) < len(press.stories)
    assert truths[press.url(press.readable()[0])] == press.readable()[0].truth


def test_a_long_story_goes_on_on_a_second_page(press: Press, client: httpx.Client) -> None:
    site = _site(press, "layarkota")
    story = next(item for item in press.stories if item.outlet == "layarkota" and len(item.paragraphs) >= 5)
    first = client.get(site.url(story)).text
    second = client.get(site.url(story) + "?page=2").text
    assert "Halaman selanjutnya" in first
    assert story.paragraphs[-1] not in html.fromstring(first).text_content()
    body = html.fromstring(second).xpath("//div[@class='read__content']//p/text()")
    assert [text for text in body if text == story.paragraphs[-1]]


def test_the_poor_outlet_gives_its_day_in_words_alone(press: Press, client: httpx.Client) -> None:
    story = next(item for item in press.stories if item.outlet == "pondok")
    page = html.fromstring(client.get(press.url(story)).content)
    assert page.xpath("//meta[@name='date']/@content") == ["1970-01-01"]
    assert page.xpath("//h1 | //time | //article") == []
    assert f"{story.published.day} " in page.text_content()


def test_alarming_sidebars_stand_beside_calm_stories(press: Press, client: httpx.Client) -> None:
    # The raw words of a page must never decide: this page says "Bentrok" and its story does not.
    for layout in ("layar", "layarkota", "suluh", "lintang", "jala", "pondok"):
        story = next(item for item in press.stories if item.outlet == layout and not item.truth.relevant)
        text = html.fromstring(client.get(press.url(story)).content).text_content().lower()
        alarming = ("ricuh", "bentrok", "tawuran", "kerusuhan", "dirusak")
        assert any(word in text for word in alarming), layout
        assert not any(word in story.text.lower() for word in alarming), layout


def test_wordpress_pages_carry_json_ld(press: Press, client: httpx.Client) -> None:
    story = next(item for item in press.stories if item.outlet == "jala")
    page = html.fromstring(client.get(press.url(story)).content)
    (script,) = page.xpath("//script[@type='application/ld+json']/text()")
    assert story.published.isoformat() in script


def test_a_taken_port_is_named() -> None:
    with Press(end=END) as first:
        port = int(first.outlets()[0].domain.partition(":")[2])
        with pytest.raises(PortTakenError, match=str(port)):
            Press(end=END, first_port=port)


def test_stopping_frees_the_ports() -> None:
    press = Press(end=END).start()
    address = press.sites[0].base
    assert httpx.get(address).status_code == 200
    press.stop()
    press.stop()
    with pytest.raises(httpx.ConnectError):
        httpx.get(address)
