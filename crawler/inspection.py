"""The spider behind :mod:`crawler.checks`: asks little of each outlet and judges what comes back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import scrapy
from scrapy import Request
from scrapy.http import Response

from crawler import feeds
from crawler.answers import charset_of, headers_of
from crawler.errors import ExtractionError, FeedError
from crawler.failures import refusal_of_status, why
from crawler.limits import Limits
from crawler.linked_data import metas
from crawler.pages import Page, parse
from crawler.registry import zone_of
from crawler.robots import Robots, page_reservation
from pantau.records import Outlet
from pantau.urls import site

FRESH_DAYS: Final = 30
"""A feed whose newest story is older is not alive: the smallest regional sites write weekly."""

MOST_SOURCES: Final = 4
"""Feeds and sitemaps asked of an outlet whose table row names none."""

_FEED_TYPES: Final = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")


@dataclass(slots=True)
class _Findings:
    """What is known of one outlet so far."""

    outlet: Outlet
    refusal: str = ""
    trouble: list[str] = field(default_factory=list)
    stale: str = ""
    stories: int = 0
    newest: datetime | None = None
    feeds: list[str] = field(default_factory=list)
    sitemaps: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)
    named: list[str] = field(default_factory=list)


class CheckSpider(scrapy.Spider):
    """Asks robots.txt, the front page and the feeds of each outlet."""

    name = "check"

    def __init__(self, *, outlets: Sequence[Outlet], limits: Limits) -> None:
        super().__init__()
        self.limits = limits
        self.delays: dict[str, float] = {}
        self._findings = {outlet.domain: _Findings(outlet) for outlet in outlets}

    async def start(self) -> AsyncIterator[Request]:
        """Ask the front pages; feeds follow, those of the table first."""
        for found in self._findings.values():
            stated = " ".join((*found.outlet.feeds, *found.outlet.sitemaps))
            scheme = "http" if found.outlet.local and "https:" not in stated else "https"
            yield self._request(found, f"{scheme}://{found.outlet.domain}/", self._read_front)

    def robots_read(self, outlet: Outlet, url: str, robots: Robots) -> None:  # noqa: ARG002 - the middleware's call
        """Note what robots.txt refuses and which sitemaps it names."""
        found = self._findings[outlet.domain]
        if outlet.rights not in ("headline", "full"):
            found.refusal = found.refusal or robots.reservation
        found.named += [address for address in robots.sitemaps() if address not in found.named]

    def results(self) -> list[dict[str, Any]]:
        """The judgement on each outlet, as plain values of :class:`crawler.checks.Check`."""
        return [self._judge(found) for found in self._findings.values()]

    def _judge(self, found: _Findings) -> dict[str, Any]:
        state, reason = (
            "unverified",
            "; ".join(dict.fromkeys(found.trouble)) or "no feed and no sitemap found",
        )
        if found.refusal:
            state, reason = "refused", found.refusal
        elif found.newest is not None:
            state = "active"
            reason = f"feed read: {found.stories} stories, the newest of {found.newest:%Y-%m-%d}"
        elif found.stale:
            reason = found.stale
        return {
            "domain": found.outlet.domain, "state": state, "reason": reason, "feeds": found.feeds,
            "sitemaps": found.sitemaps, "checked": datetime.now(UTC).replace(microsecond=0).isoformat(),
        }  # fmt: skip

    def _request(self, found: _Findings, url: str, callback: Any) -> Request:
        found.asked.add(url)
        return Request(
            url, callback=callback, errback=self._failed, dont_filter=True, meta={"outlet": found.outlet}
        )

    def _read_front(self, response: Response) -> Iterator[Request]:
        found = self._findings[response.meta["outlet"].domain]
        self._judge_answer(found, response)
        named: list[str] = []
        try:
            page = parse(response.body, url=response.url, declared=charset_of(response))
        except ExtractionError:
            page = None
        if page is not None and response.status == 200:
            reservation = page_reservation(headers_of(response), metas(page.tree))
            if reservation and found.outlet.rights not in ("headline", "full"):
                found.refusal = found.refusal or f"{reservation} at {response.url}"
            named = _named_feeds(page)
        if not found.refusal:
            yield from self._ask_sources(found, response.url, named)

    def _ask_sources(self, found: _Findings, front: str, named: list[str]) -> Iterator[Request]:
        stated = [*found.outlet.feeds, *found.outlet.sitemaps]
        guesses = [*named, *found.named, urljoin(front, "/feed/")]
        for url in stated or list(dict.fromkeys(guesses))[:MOST_SOURCES]:
            if url not in found.asked:
                yield self._request(found, url, self._read_source)

    def _read_source(self, response: Response) -> Iterator[Request]:
        outlet: Outlet = response.meta["outlet"]
        found = self._findings[outlet.domain]
        if response.status != 200:
            self._judge_answer(found, response)
            return
        moment = datetime.now(UTC)
        try:
            feed = feeds.parse(
                response.body,
                url=response.url,
                zone=zone_of(outlet),
                fetched=moment,
                charset=charset_of(response),
            )
        except FeedError as error:
            found.trouble.append(f"feed: {error}")
            return
        if feed.kind == "index":
            fresh = sorted(feed.entries, key=lambda entry: ("news" not in entry.url.lower(), entry.url))
            for entry in fresh[:1]:
                if entry.url not in found.asked:
                    yield self._request(found, entry.url, self._read_source)
            return
        self._judge_feed(found, feed, response, moment)

    def _judge_feed(self, found: _Findings, feed: feeds.Feed, response: Response, moment: datetime) -> None:
        own = {site(response.url), site(f"https://{found.outlet.domain}")}
        entries = [entry for entry in feed.entries if site(entry.url) in own or found.outlet.local]
        times = [entry.published or entry.modified for entry in entries]
        newest = max((when for when in times if when is not None), default=None)
        url = (response.meta.get("redirect_urls") or [response.url])[0]
        if not entries:
            found.stale = found.stale or f"{url}: no story of {found.outlet.domain} in it"
        elif newest is None or newest < moment - timedelta(days=FRESH_DAYS):
            shown = "has no times" if newest is None else f"is of {newest:%Y-%m-%d}"
            found.stale = (
                found.stale
                or f"{url}: its newest story {shown}; a living feed has one of the last {FRESH_DAYS} days"
            )
        else:
            found.stories += len(entries)
            found.newest = max(newest, found.newest or newest)
            (found.sitemaps if feed.kind == "sitemap" else found.feeds).append(url)

    def _judge_answer(self, found: _Findings, response: Response) -> None:
        if response.status in (200, 304):
            return
        refusal, reason, _, _ = refusal_of_status(response, response.url)
        if refusal and urlsplit(response.url).path in ("", "/"):
            found.refusal = found.refusal or reason
        else:
            found.trouble.append(reason)

    def _failed(self, failure: Any) -> Iterator[Request]:
        request: Request = failure.request
        found = self._findings[request.meta["outlet"].domain]
        kind, reason = why(failure.value, request, self.limits)
        if kind == "refused":
            found.refusal = found.refusal or reason
            return
        found.trouble.append(reason)
        if urlsplit(request.url).path == "/" and not found.refusal:
            yield from self._ask_sources(found, request.url, [])


def _named_feeds(page: Page) -> list[str]:
    """Feeds that a front page names (``<link type="application/rss+xml">``), without those of comments."""
    links = [
        link for link in page.tree.xpath("//link[@href]") if (link.get("type") or "").lower() in _FEED_TYPES
    ]
    return [urljoin(page.url, link.get("href")) for link in links if "comment" not in link.get("href")]
