"""Every story of the fictional press, over HTTP, through every layout: what comes out is what was written."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from crawler.extraction import Extracted, extract, join
from crawler.pages import parse
from crawler.pagination import continuation
from pantau.demo.houses import BY_LAYOUT, HOUSES
from pantau.demo.newsroom import DemoStory
from pantau.demo.press import Press
from pantau.demo.site import SIDEBAR

FETCHED = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    with Press(end=date(2026, 11, 20)) as served:
        yield served


def fetch(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own server
        return bytes(answer.read())


def read(url: str, story: DemoStory) -> Extracted:
    """All parts of a story, as the spider joins them."""
    parts: list[Extracted] = []
    following: str | None = url
    while following is not None:
        address, body = following, fetch(following)
        parts.append(extract(body, url=address, fetched=FETCHED, zone=BY_LAYOUT[story.outlet].zone))
        following = continuation(parse(body, url=address), part=len(parts))
    return join(parts[0], parts[1:])


@pytest.mark.parametrize("layout", [house.layout for house in HOUSES])
def test_every_story_of_the_demo_comes_out_as_it_was_written(press: Press, layout: str) -> None:
    # Its sidebars, "Baca juga" links and lists are full of riots: one that stays raises a false alarm.
    stories = [story for story in press.readable() if story.outlet == layout]
    assert len(stories) >= 20
    for story in stories:
        found = read(press.url(story), story)
        assert (found.title, found.text) == (story.title, story.text), story.id
        assert found.dateline.lower() == story.dateline.lower(), story.id
        assert found.published == story.published, story.id
        assert [headline for headline in SIDEBAR if headline in found.text] == []
