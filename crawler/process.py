"""The crawling process: ``python -m crawler.process`` reads a job from standard input and crawls.

Scrapy's reactor cannot be started twice, so each crawl has a process of its own. It reads one line of JSON
(a :class:`Job`), writes JSON lines (``{"progress": …}``, at the end ``{"summary": …}`` or ``{"error": …}``)
and stops when standard input is closed: a crawl does not outlive the program that wanted it.
"""

from __future__ import annotations

import dataclasses
import logging
import os
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Literal

from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.defer import deferred_from_coro

from crawler.archive import Archive
from crawler.inspection import CheckSpider
from crawler.ledger import Ledger
from crawler.limits import CrawlSummary, Limits, Progress
from crawler.spider import PressSpider
from pantau import codec
from pantau.errors import PantauError
from pantau.records import Outlet
from pantau.storage import Database

PROGRESS_SECONDS: Final = 0.25
"""Pause between two lines of progress: often enough for a person, rare enough to cost nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What to crawl, and with which bounds.

    Attributes:
        agent: User-Agent as sent, with the contact in it.
        contact: Address for the ``From`` header if it is an e-mail address.
    """

    database: str
    home: str
    outlets: tuple[Outlet, ...]
    agent: str
    contact: str
    limits: Limits
    mode: Literal["crawl", "check"] = "crawl"


def run(job: Job) -> CrawlSummary:
    """Crawl in this process; it can be done once."""
    started = time.monotonic()
    with Database.open(Path(job.database)) as database:
        ledger = Ledger(database, job.limits, on_change=_Reporter().progress)
        archive = Archive(Path(job.home) / "archive")
        parts = {"outlets": job.outlets, "ledger": ledger, "archive": archive, "limits": job.limits}
        try:
            spider = _react(job, PressSpider, parts)
        finally:
            archive.close()
        if spider.error is not None:
            raise spider.error
        ledger.close()
        counts = ledger.progress
        return CrawlSummary(
            outlets=counts.outlets, found=counts.found, fetched=counts.fetched, extracted=counts.extracted,
            failed=counts.failed, refused=counts.refused, seconds=round(time.monotonic() - started, 2),
            reasons=MappingProxyType(dict(ledger.reasons.most_common())),
        )  # fmt: skip


def inspect(job: Job) -> list[dict[str, Any]]:
    """Check outlets in this process; it can be done once. Plain values of :class:`crawler.checks.Check`."""
    spider = _react(job, CheckSpider, {"outlets": job.outlets, "limits": job.limits})
    results: list[dict[str, Any]] = spider.results()
    return results


def settings(job: Job) -> Mapping[str, Any]:
    """Scrapy's settings for a job."""
    limits = job.limits
    headers = {"Accept-Language": "id,en;q=0.5", "Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    if "@" in job.contact and " " not in job.contact:
        headers["From"] = job.contact.removeprefix("mailto:")
    return {
        "USER_AGENT": job.agent,
        "DEFAULT_REQUEST_HEADERS": headers,
        "ROBOTSTXT_OBEY": False,  # obeyed by MannersMiddleware, which also knows Crawl-delay and RFC 9309
        "DOWNLOADER_MIDDLEWARES": {"crawler.manners.MannersMiddleware": 100},
        "EXTENSIONS": {
            "scrapy.extensions.throttle.AutoThrottle": None,
            "crawler.manners.FlooredAutoThrottle": 0,
            "scrapy.extensions.telnet.TelnetConsole": None,
            "scrapy.extensions.logstats.LogStats": None,
        },
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": limits.delay,
        "AUTOTHROTTLE_MAX_DELAY": max(limits.longest_crawl_delay, limits.delay),
        "DOWNLOAD_DELAY": limits.delay,
        "DOWNLOAD_TIMEOUT": limits.timeout,
        "DOWNLOAD_MAXSIZE": limits.page_bytes,
        "DOWNLOAD_WARNSIZE": 0,
        # Scrapy's default takes any certificate; whoever sits between could then write the news.
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "CONCURRENT_REQUESTS": limits.requests,
        "REDIRECT_MAX_TIMES": limits.redirects,
        "METAREFRESH_ENABLED": False,
        "RETRY_ENABLED": False,  # the book of the crawl decides when an address is tried again
        "HTTPERROR_ALLOW_ALL": True,
        "COOKIES_ENABLED": False,  # each request stands for itself
        "TWISTED_DNS_RESOLVER": "crawler.manners.PublicResolver",
        "DNS_RESOLVER": "crawler.manners.PublicResolver",
        "DNS_TIMEOUT": limits.timeout,
        "REFERRER_POLICY": "no-referrer",
        "OFFSITE_ENABLED": False,
        "LOG_LEVEL": "ERROR",
        "TELNETCONSOLE_ENABLED": False,
    }


def _react(job: Job, kind: type[Any], parts: Mapping[str, Any]) -> Any:
    """Run a spider until it is done and give it back.

    Raises:
        Exception: What stopped it early: an error of the disk, the database or our own code.
    """
    process = AsyncCrawlerProcess(dict(settings(job)))
    crawler = process.create_crawler(kind)
    trouble: list[Exception] = []

    def failed(failure: Any) -> None:
        # An error in our own code or of the disk must not be swallowed by the framework's log.
        if isinstance(failure.value, Exception) and not trouble:
            trouble.append(failure.value)
            _stop(process)

    crawler.signals.connect(failed, signals.spider_error)
    process.crawl(crawler, **parts)
    threading.Thread(target=_stop_when_orphaned, args=(process,), daemon=True).start()
    process.start()
    if trouble:
        raise trouble[0]
    return crawler.spider


def _stop(process: AsyncCrawlerProcess) -> None:
    from twisted.internet import reactor  # imported late: importing it installs one

    reactor.callFromThread(lambda: deferred_from_coro(process.stop()))


def _stop_when_orphaned(process: AsyncCrawlerProcess) -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    _stop(process)
    time.sleep(10)  # requests under way may end; then no more
    os._exit(3)


class _Reporter:
    def __init__(self) -> None:
        self._last = 0.0

    def progress(self, counts: Progress) -> None:
        if time.monotonic() - self._last >= PROGRESS_SECONDS:
            self._last = time.monotonic()
            _say({"progress": counts})


def _say(message: Mapping[str, Any]) -> None:
    try:
        sys.stdout.write(codec.encode(message) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        logging.getLogger(__name__).warning("nobody listens any more")


def main() -> int:
    """Read a job, crawl, say how it went."""
    try:
        job = codec.decode(sys.stdin.buffer.readline(), Job)
        if job.mode == "check":
            _say({"checks": inspect(job)})
            return 0
        summary = run(job)
        plain = {**dataclasses.asdict(replace(summary, reasons={})), "reasons": dict(summary.reasons)}
        _say({"summary": plain})
    except PantauError as error:
        _say({"error": str(error), "type": type(error).__name__})
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
