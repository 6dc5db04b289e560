"""The pages of one outlet of the demo: stories, front page, feeds, sitemaps, robots.txt.

Everything is written once, before the server starts; serving is a look-up in a table.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from pantau.calendar import MONTH_NAMES, WEEKDAY_NAMES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pantau.demo.houses import House, Layout
    from pantau.demo.newsroom import DemoStory

FEED_ITEMS: Final = 15
"""Items on one page of a feed: real feeds carry 10 to 20, so older stories need the archive pages."""

SPLIT_FROM: Final = 5
"""Paragraphs from which Layar Kota puts a story on two pages, as portals paid by page view do."""

SIDEBAR: Final[tuple[str, ...]] = (
    "Ricuh! Massa Bakar Kantor Desa, Dua Orang Luka Parah",
    "Video Detik-detik Tawuran Maut Pelajar di Jalan Pantura",
    "Rumah Ibadah Dirusak, Warga Mengungsi",
    "Bentrok Dua Kampung Pecah Lagi, Belasan Rumah Terbakar",
    "Demo Ribuan Buruh Lumpuhkan Jalan Nasional",
    "5 Zodiak yang Rezekinya Lancar Pekan Ini",
    "Kerusuhan Meluas, Aparat Lepaskan Tembakan Peringatan",
    "Resep Sambal Bajak yang Tahan Sebulan",
)
"""Headlines of "Terpopuler" boxes: alarming, and no part of the story beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedPage:
    """What the server answers for one address."""

    body: bytes
    content_type: str
    etag: str
    modified: datetime


@lru_cache(maxsize=1)
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("pantau.demo"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["rfc822"] = format_datetime
    environment.filters["w3c"] = lambda moment: moment.isoformat(timespec="seconds")
    environment.filters["indonesian"] = _indonesian_moment
    return environment


def _indonesian_moment(moment: datetime) -> str:
    """A time as outlets print it: ``Senin, 22 Oktober 2025 | 09:15 WIB``."""
    return (
        f"{WEEKDAY_NAMES[moment.weekday()]}, {moment.day} {MONTH_NAMES[moment.month - 1]} {moment.year}"
        f" | {moment:%H:%M} {moment.tzname()}"
    )


class Site:
    """All pages of one outlet.

    Args:
        house: The outlet.
        stories: Its stories, oldest first.
        base: Scheme and host without a closing slash.
    """

    def __init__(self, *, house: House, stories: Sequence[DemoStory], base: str) -> None:
        self.house = house
        self.base = base
        self._stories = tuple(reversed(stories))
        self.feeds: tuple[str, ...] = ()
        self.sitemaps: tuple[str, ...] = ()
        self.pages: dict[str, ServedPage] = {}
        self._write()

    def url(self, story: DemoStory) -> str:
        """Canonical address of a story."""
        return self.base + story.path

    def _write(self) -> None:
        robots = self.house.robots.format(base=self.base)
        self._add("/robots.txt", robots, "text/plain; charset=utf-8", self._newest(self._stories))
        self._add(
            "/", self._render("front.html", stories=self._stories[:FEED_ITEMS]), _HTML, self._newest(())
        )
        for story in self._stories:
            self._write_story(story)
        for write in _LISTS[self.house.layout]:
            write(self)

    def _write_story(self, story: DemoStory) -> None:
        parts = self._parts(story)
        for number, paragraphs in enumerate(parts, start=1):
            context = {
                "story": story,
                "paragraphs": paragraphs,
                "opening": self._opening(story) if number == 1 else "",
                "page": number,
                "last_page": len(parts),
                "related": self._related(story),
                "popular": _popular(story),
                "lead": story.paragraphs[0],
                "url": self.url(story),
            }
            path = story.path if number == 1 else f"{story.path}?page={number}"
            html = self._render(f"{self.house.layout}.html", **context)
            self._add(path, html, _HTML, story.published)

    def _parts(self, story: DemoStory) -> list[tuple[str, ...]]:
        """The story's paragraphs, page by page."""
        paragraphs = story.paragraphs
        if self.house.layout != "layarkota" or len(paragraphs) < SPLIT_FROM:
            return [paragraphs]
        middle = (len(paragraphs) + 1) // 2
        return [paragraphs[:middle], paragraphs[middle:]]

    def _opening(self, story: DemoStory) -> str:
        return self.house.dateline.format(story.dateline) if story.dateline else ""

    def _related(self, story: DemoStory) -> tuple[DemoStory, ...]:
        """Other stories of the outlet for "Baca juga", the tense ones first: they draw clicks."""
        others = [other for other in self._stories if other.id != story.id and not other.closed]
        tense = [other for other in others if other.truth.tension_event] or others
        start = story.number % max(len(tense), 1)
        return tuple((tense + tense)[start : start + 3])

    def _render(self, template: str, **context: Any) -> str:
        return (
            _templates().get_template(template).render(house=self.house, base=self.base, site=self, **context)
        )

    def _add(self, path: str, text: str, content_type: str, modified: datetime) -> None:
        body = text.encode()
        digest = hashlib.sha256(body).hexdigest()[:16]
        self.pages[path] = ServedPage(
            body=body,
            content_type=content_type,
            etag=f'"{digest}"',
            modified=modified.astimezone(UTC).replace(microsecond=0),
        )

    def _newest(self, stories: Sequence[DemoStory]) -> datetime:
        chosen = stories or self._stories
        return max(story.published for story in chosen)

    def write_feed(self, *, template: str, first: str, later: str) -> None:
        """Write a feed and its archive pages.

        Args:
            template: Template of the feed.
            first: Path of the current feed.
            later: Path of an archive page, ``{}`` holds its number from 2.
        """
        chunks = list(_chunks(self._stories, FEED_ITEMS))
        paths = [first, *(later.format(number) for number in range(2, len(chunks) + 1))]
        for position, chunk in enumerate(chunks):
            following = paths[position + 1] if position + 1 < len(paths) else ""
            xml = self._render(
                template,
                stories=chunk,
                own=self.base + paths[position],
                following=self.base + following if following else "",
                updated=self._newest(chunk),
            )
            self._add(paths[position], xml, "application/xml; charset=utf-8", self._newest(chunk))
        self.feeds += tuple(self.base + path for path in paths)

    def write_month_sitemaps(self) -> None:
        """Write a sitemap for each month, a news sitemap of the last stories, and their index."""
        months: dict[str, list[DemoStory]] = {}
        for story in self._stories:
            months.setdefault(f"{story.published:%Y-%m}", []).append(story)
        listed = [("/sitemap-news.xml", list(self._stories[:FEED_ITEMS]))]
        listed += [(f"/sitemap-{month}.xml", stories) for month, stories in months.items()]
        for path, stories in listed:
            self._add_sitemap(path, stories)
        entries = [(self.base + path, self._newest(stories)) for path, stories in listed]
        xml = self._render("sitemap_index.xml", entries=entries)
        self._add("/sitemap.xml", xml, _XML, self._newest(self._stories))
        self.sitemaps += (self.base + "/sitemap.xml",)

    def write_plain_sitemap(self, *, path: str, dated: bool) -> None:
        """Write one sitemap of all stories, with or without the day of each."""
        self._add_sitemap(path, list(self._stories), news=False, dated=dated)
        self.sitemaps += (self.base + path,)

    def _add_sitemap(
        self, path: str, stories: Sequence[DemoStory], *, news: bool = True, dated: bool = True
    ) -> None:
        xml = self._render("sitemap.xml", stories=stories, news=news, dated=dated)
        self._add(path, xml, _XML, self._newest(stories))


_HTML: Final = "text/html; charset=utf-8"
_XML: Final = "application/xml; charset=utf-8"

_LISTS: Final[dict[Layout, tuple[Any, ...]]] = {
    "layar": (
        lambda site: site.write_feed(template="rss.xml", first="/rss/terkini.xml", later="/rss/arsip-{}.xml"),
    ),
    "layarkota": (
        lambda site: site.write_feed(template="rss.xml", first="/feed.rss", later="/feed.rss?arsip={}"),
        lambda site: site.write_plain_sitemap(path="/sitemap.xml", dated=True),
    ),
    "suluh": (lambda site: site.write_feed(template="atom.xml", first="/atom.xml", later="/atom-{}.xml"),),
    "lintang": (lambda site: site.write_month_sitemaps(),),
    "jala": (
        lambda site: site.write_feed(template="wordpress.xml", first="/feed/", later="/feed/?paged={}"),
    ),
    "pondok": (
        lambda site: site.write_feed(template="poor.xml", first="/rss.php", later="/rss.php?h={}"),
        lambda site: site.write_plain_sitemap(path="/peta.xml", dated=False),
    ),
}


def _popular(story: DemoStory) -> tuple[str, ...]:
    start = story.number % len(SIDEBAR)
    return (SIDEBAR + SIDEBAR)[start : start + 5]


def _chunks(stories: Sequence[DemoStory], size: int) -> Iterator[Sequence[DemoStory]]:
    for start in range(0, len(stories), size):
        yield stories[start : start + size]
