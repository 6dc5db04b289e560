"""How the crawler behaves towards hosts: private addresses, robots.txt, pauses, deadlines.

One downloader middleware, asked before each request, redirects and robots.txt included; and the resolver that
looks at the address behind a name at the moment of connecting, so that a name cannot lead into the operator's
network after it was checked.
"""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.addresses import is_own_local
from crawler.causes import certificate
from crawler.robots import Robots
from pantau.records import Outlet
from pantau.urls import LOCAL_NAMES, is_public_address, literal_address

RETRY_STATUSES: Final = (429, 503)
"""Answers that may carry ``Retry-After`` (RFC 9110, RFC 6585)."""

WAITS: Final = 2
"""How often one address waits for its ``Retry-After`` in one run."""

DEFAULT_PAUSE: Final = 60.0
"""Seconds to leave a host alone that says 429 or 503 without saying for how long."""


class Refused(IgnoreRequest):
    """A request that may not be made; the text is the reason."""


class Closed(IgnoreRequest):
    """A site that may not be asked now (no robots.txt to be had, a bad certificate); the text says why."""


class Postponed(IgnoreRequest):
    """A request that waits for the next run; the text is the reason."""


class MannersMiddleware:
    """Asked before each request is made and after each answer."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler
        self._robots: dict[str, asyncio.Future[Robots]] = {}
        self._paused: dict[str, float] = {}
        self._begun: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Any) -> MannersMiddleware:
        """Made by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Refuse, postpone or pause a request.

        Raises:
            Refused: A private address, robots.txt, a reservation.
            Closed: robots.txt cannot be had.
            Postponed: The outlet's time is over, or its host asked for a longer pause.
        """
        outlet: Outlet = request.meta["outlet"]
        host = urlsplit(request.url).netloc.rpartition("@")[2].lower()
        self._check_address(request.url, outlet)
        self._check_time(outlet)
        request.meta["download_slot"] = host
        request.meta["autothrottle_dont_adjust_delay"] = outlet.local
        self._set_delay(host, outlet, 0.0)
        if not request.meta.get("is_robots"):
            await self._obey(request, host, outlet)
        await self._wait(host)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """Wait for a short ``Retry-After`` and ask again; let everything else through."""
        if response.status not in RETRY_STATUSES or request.meta.get("is_robots"):
            return response
        host = request.meta["download_slot"]
        wait = retry_after(response)
        pause = DEFAULT_PAUSE if wait is None else wait
        self._paused[host] = max(self._paused.get(host, 0.0), time.monotonic() + pause)
        if wait is None or wait > self._limits.longest_wait or request.meta.get("waits", 0) >= WAITS:
            return response
        return request.replace(
            meta={**request.meta, "waits": request.meta.get("waits", 0) + 1}, dont_filter=True
        )

    @property
    def _limits(self) -> Any:
        return self.crawler.spider.limits

    def _check_address(self, url: str, outlet: Outlet) -> None:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        if parts.scheme not in ("http", "https"):
            raise Refused(f"scheme: {url} is neither http nor https")
        literal = literal_address(host)
        private = LOCAL_NAMES.fullmatch(host) or (literal is not None and not is_public_address(literal))
        own = is_own_local(url, outlet)
        if private and not own:
            why = "does not name this host" if outlet.local else "is not"
            raise Refused(
                f"private address: {url} lies in a private network; only an outlet declared local may, on a"
                f" host that its row names, and {outlet.domain} {why}"
            )
        if own:
            LOCAL_HOSTS.add(host)

    def _check_time(self, outlet: Outlet) -> None:
        begun = self._begun.setdefault(outlet.domain, time.monotonic())
        if time.monotonic() - begun > self._limits.minutes * 60:
            raise Postponed(
                f"time: {outlet.domain} has used its {self._limits.minutes:g} minutes of this run"
            )

    async def _obey(self, request: Request, host: str, outlet: Outlet) -> None:
        robots = await self._rules(request, host, outlet)
        if private := private_name(request.url):
            raise Refused(private)
        if robots.closed:
            raise Closed(robots.closed)
        agent = self.crawler.settings["USER_AGENT"]
        reason = robots.forbids(request.url, agent)
        if not reason and outlet.rights not in ("headline", "full"):
            reason = robots.reservation
        if reason:
            raise Refused(reason)
        delay = robots.crawl_delay(agent)
        if delay > self._limits.longest_crawl_delay:
            raise Refused(
                f"robots: {host} asks for {delay:g} s between requests; more than"
                f" {self._limits.longest_crawl_delay:g} s is taken as a wish not to be crawled"
            )
        self._set_delay(host, outlet, delay)

    async def _rules(self, request: Request, host: str, outlet: Outlet) -> Robots:
        # Each scheme of a host has rules of its own (RFC 9309, 2.3).
        url = f"{urlsplit(request.url).scheme}://{host}/robots.txt"
        if url not in self._robots:
            self._robots[url] = asyncio.ensure_future(self._fetch_robots(url, outlet))
        return await self._robots[url]

    async def _fetch_robots(self, url: str, outlet: Outlet) -> Robots:
        asked = Request(
            url, callback=NO_CALLBACK, meta={"outlet": outlet, "is_robots": True}, dont_filter=True
        )
        try:
            response = await self.crawler.engine.download_async(asked)
        except IgnoreRequest as error:
            robots = Robots.unreachable(url, str(error))
        except Exception as error:  # whatever keeps robots.txt from us: nothing is read then
            bad = certificate(error, url)
            robots = (
                Robots(closed=bad) if bad else Robots.unreachable(url, f"{type(error).__name__}: {error}")
            )
        else:
            robots = Robots.from_answer(response.status, response.body, url=url)
        self.crawler.spider.robots_read(outlet, url, robots)
        return robots

    async def _wait(self, host: str) -> None:
        pause = self._paused.get(host, 0.0) - time.monotonic()
        if pause > self._limits.longest_wait:
            raise Postponed(f"retry-after: {host} asked for a pause of {pause:.0f} s more")
        if pause > 0:
            await asyncio.sleep(pause)

    def _set_delay(self, host: str, outlet: Outlet, asked: float) -> None:
        limits = self._limits
        own = limits.local_delay if outlet.local else limits.delay
        delay = max(own, asked)
        floors: dict[str, float] = self.crawler.spider.delays
        floors[host] = max(floors.get(host, 0.0), delay)
        downloader = self.crawler.engine.downloader
        requests = limits.host_requests if outlet.local and not asked else 1
        downloader.per_slot_settings.setdefault(host, {"concurrency": requests, "delay": own, "jitter": 0.0})
        slot = downloader.slots.get(host)
        if slot is not None:
            slot.delay = max(slot.delay, floors[host])
            slot.concurrency = min(slot.concurrency, requests)


class FlooredAutoThrottle(AutoThrottle):
    """Scrapy's AutoThrottle, which never goes below what robots.txt and our limits ask for."""

    def _response_downloaded(self, response: Response, request: Request, spider: Any) -> None:
        super()._response_downloaded(response, request, spider)
        key, slot = self._get_slot(request, spider)
        if slot is not None:
            slot.delay = max(slot.delay, spider.delays.get(key, 0.0))


LOCAL_HOSTS: Final[set[str]] = set()
"""Hosts of outlets declared local; only these names may lead to private addresses."""


PRIVATE_NAMES: Final[dict[str, str]] = {}
"""Names that were found to lead into a private network, with the address; the network's own error does not
carry the reason on."""


class PublicResolver(CachingThreadedResolver):
    """Resolves names as Scrapy does and refuses answers that lie in a private network."""

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802 - Twisted names it so
        """Resolve a name; the address is looked at on its way to the connection."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        return found.addCallback(_only_public, name)


def _only_public(address: str, name: str) -> str:
    if name in LOCAL_HOSTS or literal_address(name) is not None or is_public_address(address):
        return address
    PRIVATE_NAMES[name] = address
    raise DNSLookupError(f"{name} leads to {address} in a private network")


def private_name(url: str) -> str:
    """Say that the name in an address was found to lead into a private network; empty if it was not."""
    name = (urlsplit(url).hostname or "").rstrip(".")
    address = PRIVATE_NAMES.get(name)
    return f"private address: {url}: {name} leads to {address} in a private network" if address else ""


def retry_after(response: Response) -> float | None:
    """Seconds that an answer asks to wait (``Retry-After``: seconds or a date); None where it does not."""
    text = (response.headers.get(b"Retry-After") or b"").decode("latin-1").strip()
    if text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
