"""How far the crawler goes: delays, sizes, times, numbers; and what it says when it is done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pantau.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one crawl.

    Attributes:
        delay: Seconds between two requests to one host, at least; a longer ``Crawl-delay`` in robots.txt
            wins, and AutoThrottle lengthens it for slow servers. Two seconds is what careful public crawlers
            use.
        local_delay: The same for outlets declared local (tests, demo): nobody is disturbed there.
        host_requests: Requests open at one host at the same time; more than one for local hosts only.
        requests: Requests open at the same time in all. Two cores read about 30 pages a second, so 16 hosts
            at one page every two seconds leave room.
        timeout: Seconds until a request is given up. Small sites answer within 10-20 s at busy hours.
        page_bytes: Largest page or feed after decompression. The largest of 36 real pages has 0.3 MB.
        redirects: Redirects followed for one address; browsers follow 20, news sites need one to three.
        longest_crawl_delay: A ``Crawl-delay`` beyond this (seconds) is taken as a wish not to be crawled.
        longest_wait: A ``Retry-After`` up to this (seconds) is waited for; a longer one ends the host for
            this run.
        retry_minutes: Minutes until a failed address is tried again; doubled with each failure.
        attempts: Tries of one address over all runs, then it is left alone.
        pages: Pages asked of one outlet in one run; what is more waits for the next run.
        minutes: Minutes spent on one outlet in one run; the same.
        sitemaps: Sitemaps read of one index, the freshest first: one of news, half a year of months.
        feed_pages: Pages of a WordPress feed read while they hold nothing known (a feed that rolled over).
        age_days: Stories that the feed dates earlier than this many days ago are left; 0 takes all.
    """

    delay: float = 2.0
    local_delay: float = 0.0
    host_requests: int = 4
    requests: int = 16
    timeout: float = 30.0
    page_bytes: int = 5_000_000
    redirects: int = 5
    longest_crawl_delay: float = 60.0
    longest_wait: float = 30.0
    retry_minutes: float = 15.0
    attempts: int = 4
    pages: int = 400
    minutes: float = 10.0
    sitemaps: int = 7
    feed_pages: int = 5
    age_days: int = 30

    def __post_init__(self) -> None:
        """Refuse what makes no sense.

        Raises:
            SettingsError: A bound is negative, or zero where nothing would run.
        """
        for name in self.__slots__:
            value = getattr(self, name)
            least = 0 if name in ("delay", "local_delay", "age_days", "redirects", "longest_wait") else 1e-3
            if not value >= least:
                raise SettingsError(f"limit {name} is {value!r}; it must be a number of at least {least:g}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a crawl has come: counts so far in this run."""

    outlets: int = 0
    found: int = 0
    fetched: int = 0
    extracted: int = 0
    failed: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSummary:
    """What a crawl did.

    Attributes:
        outlets: Outlets that were read.
        found: Addresses of stories met for the first time.
        fetched: Pages that came.
        extracted: Stories kept.
        failed: Addresses (feeds included) that gave nothing usable this time.
        refused: Addresses that may not be read.
        seconds: From start to end.
        reasons: Why addresses failed or were refused: rule → how many.
    """

    outlets: int
    found: int
    fetched: int
    extracted: int
    failed: int
    refused: int
    seconds: float
    reasons: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
