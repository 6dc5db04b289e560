"""The spider: from an outlet's feeds and sitemaps to the pages they name.

One spider reads all outlets of a run, so that many hosts are asked at the same time and each of them slowly.
What it does with an answer is written by :class:`crawler.ledger.Ledger` before anything else is asked.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

import scrapy
from scrapy import Request
from scrapy.http import Response

from crawler import extraction, feeds
from crawler.addresses import is_own_local, is_private, own_sites
from crawler.answers import charset_of, header, headers_of
from crawler.archive import Archive
from crawler.errors import ExtractionError, FeedError
from crawler.extraction import Extracted
from crawler.failures import refusal_of_status, why
from crawler.feeds import Entry, Feed
from crawler.ledger import Ledger, listed_time
from crawler.limits import Limits
from crawler.linked_data import metas
from crawler.pages import parse
from crawler.pagination import continuation, is_whole
from crawler.registry import zone_of
from crawler.robots import Robots, page_reservation
from pantau.errors import PantauError
from pantau.records import Article, Outlet
from pantau.storage.fetches import Fetch, FetchKind
from pantau.urls import article_key, site

FEED_PRIORITY: Final = 10
"""Feeds before pages: what a feed no longer names is lost, a page waits."""

PAGE_TYPES: Final = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain")
"""Content types that may hold a story (the last three from servers that mislabel); a PDF or a picture has
none that could be read as HTML."""

LOG: Final = logging.getLogger(__name__)

_FEED_TYPES: Final = (
    "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
)


class PressSpider(scrapy.Spider):
    """Reads outlets; see the module.

    Attributes:
        limits: Bounds of this run.
        delays: Shortest delay of each host, kept by the manners middleware.
    """

    name = "press"

    def __init__(self, *, outlets: Sequence[Outlet], ledger: Ledger, archive: Archive, limits: Limits):
        super().__init__()
        self.limits = limits
        self.delays: dict[str, float] = {}
        self.error: PantauError | None = None
        self._outlets = outlets
        self._ledger = ledger
        self._archive = archive
        self._asked: Counter[str] = Counter()

    async def start(self) -> AsyncIterator[Request]:
        """Ask the feeds and sitemaps of all outlets, and the pages that earlier runs have left."""
        try:
            for outlet in self._outlets:
                self._ledger.outlet_done()
                for url, kind in self._ledger.sources(outlet):
                    if not self._ledger.rests(self._ledger.source(outlet, url, kind)):
                        yield self._source_request(outlet, url, kind)
                for request in self._pages(outlet, self._ledger.due(outlet)):
                    yield request
        except PantauError as error:  # the framework would only log it
            self.error = error

    def robots_read(self, outlet: Outlet, url: str, robots: Robots) -> None:
        """Keep in the book what a robots.txt came to."""
        fetch = self._ledger.source(outlet, url, "robots")
        reserved = "" if outlet.rights in ("headline", "full") else robots.reservation
        if robots.closed:
            self._ledger.failed(fetch, robots.closed)
        elif reserved:
            self._ledger.refused(fetch, reserved)
        else:
            self._ledger.source_read(fetch, status=200)

    # --- feeds and sitemaps ---------------------------------------------------------------------------

    def _source_request(
        self, outlet: Outlet, url: str, kind: FetchKind, *, page: int = 1, indexed: bool = False
    ) -> Request:
        fetch = self._ledger.source(outlet, url, kind)
        headers = {"Accept": _FEED_TYPES}
        if fetch.state == "extracted":
            headers |= {"If-None-Match": fetch.etag} if fetch.etag else {}
            headers |= {"If-Modified-Since": fetch.last_modified} if fetch.last_modified else {}
        return Request(
            url, callback=self._read_source, errback=self._record_failure, dont_filter=True, headers=headers,
            priority=FEED_PRIORITY,
            meta={"outlet": outlet, "fetch": fetch, "feed_page": page, "indexed": indexed},
        )  # fmt: skip

    def _read_source(self, response: Response) -> Iterator[Request]:
        outlet, fetch = response.meta["outlet"], response.meta["fetch"]
        if response.status == 304:
            self._ledger.source_read(fetch, status=304)
            return
        if response.status != 200:
            if response.meta["feed_page"] == 1:  # a WordPress feed ends with 404
                self._bad_status(fetch, response)
            return
        try:
            feed = feeds.parse(
                response.body,
                url=response.url,
                zone=zone_of(outlet),
                fetched=_now(),
                charset=charset_of(response),
            )
        except FeedError as error:
            self._ledger.failed(fetch, f"feed: {error}", status=200)
            return
        yield from self._follow(outlet, fetch, feed, response)

    def _follow(self, outlet: Outlet, fetch: Fetch, feed: Feed, response: Response) -> Iterator[Request]:
        etag, modified = header(response, "ETag"), header(response, "Last-Modified")
        if feed.kind == "index":
            if response.meta["indexed"]:
                self._ledger.failed(
                    fetch, f"feed: {fetch.url}: an index inside an index is not read", status=200
                )
                return
            self._ledger.source_read(fetch, status=200, etag=etag, modified=modified, note=feed.note)
            for entry in feeds.freshest(feed.entries, most=self.limits.sitemaps, but=response.url):
                yield self._source_request(outlet, entry.url, "sitemap", indexed=True)
            return
        entries, strange = self._own_entries(outlet, feed.entries, response.url)
        fresh = self._ledger.found(outlet, entries)
        # Only now, when its stories are in the book, may the feed count as read.
        note = "; ".join(filter(None, (feed.note, f"{strange} entries of other sites" if strange else "")))
        self._ledger.source_read(fetch, status=200, etag=etag, modified=modified, note=note)
        yield from self._pages(outlet, fresh)
        number = response.meta["feed_page"] + 1
        if feed.paged and fresh and len(fresh) == len(entries) and number <= self.limits.feed_pages:
            base = fetch.url.partition("?")[0]
            yield self._source_request(outlet, f"{base}?paged={number}", "feed", page=number)

    def _own_entries(
        self, outlet: Outlet, entries: Sequence[Entry], feed_url: str
    ) -> tuple[list[Entry], int]:
        """Entries that are recent and lie on the outlet's site; private addresses are refused by name."""
        own = {site(feed_url), *own_sites(outlet)}
        oldest = _now() - timedelta(days=self.limits.age_days) if self.limits.age_days else None
        kept, strange = [], 0
        for entry in entries:
            when = entry.published or entry.modified
            if oldest is not None and when is not None and when < oldest:
                continue
            if urlsplit(entry.url).path in ("", "/") and not urlsplit(entry.url).query:
                continue
            # A local outlet may have pages on another port of its machine.
            if site(entry.url) in own or is_own_local(entry.url, outlet):
                kept.append(entry)
            elif is_private(entry.url):
                self._refuse_private(outlet, entry, feed_url)
            else:
                strange += 1
        return kept, strange

    def _refuse_private(self, outlet: Outlet, entry: Entry, feed_url: str) -> None:
        fetch = replace(self._ledger.source(outlet, entry.url, "page"), title=entry.title)
        self._ledger.refused(
            replace(fetch, url_key=article_key(entry.url)),
            f"private address: {feed_url} points to {entry.url} in a private network; only an outlet declared"
            f" local may, on a host that its row names; {outlet.domain} may not",
        )

    # --- pages ----------------------------------------------------------------------------------------

    def _pages(self, outlet: Outlet, waiting: Iterable[Fetch]) -> Iterator[Request]:
        """Requests for pages, as many as one run may ask of an outlet; the rest waits in the book."""
        for fetch in waiting:
            if self._asked[outlet.domain] >= self.limits.pages:
                return
            self._asked[outlet.domain] += 1
            yield self._page_request(outlet, fetch)

    def _page_request(self, outlet: Outlet, fetch: Fetch, **more: Any) -> Request:
        meta = {"outlet": outlet, "fetch": fetch}
        return Request(
            more.get("url", fetch.url), callback=self._read_page, errback=self._page_failed, dont_filter=True,
            meta=meta, cb_kwargs={"parts": more.get("parts", ())}, priority=1 if more else 0,
        )  # fmt: skip

    def _read_page(self, response: Response, parts: tuple[Extracted, ...]) -> Iterator[Request]:
        outlet, fetch = response.meta["outlet"], response.meta["fetch"]
        if trouble := self._not_its_page(response, outlet, fetch):
            if parts:  # what came before stands
                self._keep(outlet, fetch, parts)
            else:
                trouble()
            return
        try:
            story, further = self._story(response, outlet, fetch, len(parts) + 1)
        except ExtractionError as error:
            if not parts:
                self._ledger.failed(fetch, f"page: {error}", status=response.status, final=True)
                return
            story, further = None, None
        except PantauError:
            raise
        except Exception as error:
            # One page that nobody foresaw must not end the crawl of all others, nor block the next one.
            LOG.exception("a page could not be read", extra={"url": fetch.url})
            reason = f"page: {fetch.url} could not be read ({type(error).__name__})"
            self._ledger.failed(fetch, reason, status=200, final=True)
            return
        if isinstance(story, str):
            self._ledger.refused(fetch, story, status=200)
            return
        if story is not None:
            # "?page=all" shows the whole story: its text takes the place of the first part's.
            whole = bool(parts) and is_whole(response.url)
            parts = (replace(parts[0], text=story.text),) if whole else (*parts, story)
        if further is not None:
            yield self._page_request(outlet, fetch, url=further, parts=parts)
        else:
            self._keep(outlet, fetch, parts)

    def _not_its_page(self, response: Response, outlet: Outlet, fetch: Fetch) -> Callable[[], None] | None:
        """What to write in the book where an answer is no page of the outlet; None where it is one."""
        if response.status != 200:
            return partial(self._bad_status, fetch, response)
        kind = (header(response, "Content-Type") or PAGE_TYPES[0]).partition(";")[0].strip().lower()
        if kind not in PAGE_TYPES:
            reason = f"not a page: {fetch.url} is of the type {kind[:60]!r}"
            return partial(self._ledger.failed, fetch, reason, status=200, final=True)
        if site(response.url) in {site(fetch.url), *own_sites(outlet)}:
            return None
        reason = f"elsewhere: {fetch.url} leads to {response.url}, another site"
        return partial(self._ledger.failed, fetch, reason, status=200, final=True)

    def _story(
        self, response: Response, outlet: Outlet, fetch: Fetch, part: int
    ) -> tuple[Extracted | str, str | None]:
        """The story of a page (or why it may not be used) and the address of its next part."""
        headers = headers_of(response)
        self._archive.write(
            url=response.url, status=response.status, headers=headers, body=response.body, fetched=_now()
        )
        page = parse(response.body, url=response.url, declared=charset_of(response))
        reservation = page_reservation(headers, metas(page.tree))
        if reservation and outlet.rights not in ("headline", "full"):
            return f"{reservation} at {response.url}", None
        further = continuation(page, part=part)
        story = extraction.of_page(
            page, fetched=_now(), zone=zone_of(outlet), listed=listed_time(fetch), site_name=outlet.name
        )
        return story, further

    def _keep(self, outlet: Outlet, fetch: Fetch, parts: tuple[Extracted, ...]) -> None:
        story = extraction.join(parts[0], parts[1:])
        if urlsplit(story.canonical_url).path in ("", "/"):
            self._ledger.failed(fetch, f"page: {fetch.url} leads to the front page", status=200, final=True)
            return
        article = Article(
            key=fetch.url_key, url=story.canonical_url, outlet=outlet.domain,
            title=story.title or fetch.title, text=story.text, published=story.published, fetched=_now(),
            author=story.author, section=story.section, dateline=story.dateline,
        )  # fmt: skip
        self._ledger.kept(fetch, article, status=200, note=story.note)

    # --- what went wrong ------------------------------------------------------------------------------

    def _bad_status(self, fetch: Fetch, response: Response) -> None:
        refusal, reason, wait, final = refusal_of_status(response, fetch.url)
        if refusal:
            self._ledger.refused(fetch, reason, status=response.status)
        else:
            self._ledger.failed(fetch, reason, status=response.status, wait=wait, final=final)

    def _page_failed(self, failure: Any) -> None:
        """Keep what there is of a story whose later part could not be had; record everything else."""
        request: Request = failure.request
        parts = request.cb_kwargs.get("parts", ())
        if parts:
            self._keep(request.meta["outlet"], request.meta["fetch"], parts)
        else:
            self._record_failure(failure)

    def _record_failure(self, failure: Any) -> None:
        if isinstance(failure.value, PantauError):
            raise failure.value  # our own trouble (database, disk), not the site's
        request: Request = failure.request
        kind, reason = why(failure.value, request, self.limits)
        if kind == "refused":
            self._ledger.refused(request.meta["fetch"], reason)
        elif kind == "postponed":
            self._ledger.postponed(reason)
        else:
            self._ledger.failed(request.meta["fetch"], reason)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
