"""Look at an outlet before it is crawled: does it let us, does it have a feed, is the feed alive?

A check asks robots.txt, the front page and the feeds that are known (else those that the front page,
robots.txt or WordPress' habit names), as politely as the crawl itself. What it finds is a state and a reason;
a person can overrule it only in the table of outlets.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawler.crawl import alone, job_for, run_job
from crawler.ledger import source_key
from crawler.limits import Limits
from pantau import codec
from pantau.records import Outlet, OutletState
from pantau.storage import Database, fetches
from pantau.storage.fetches import Fetch, FetchKind
from pantau.storage.times import from_utc_text, utc_text

__all__ = ["Check", "check", "store", "stored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What a check found.

    Attributes:
        feeds: Feeds that were read and hold fresh stories.
        sitemaps: Sitemaps of which the same is true.
        checked: When (aware).
    """

    domain: str
    state: OutletState
    reason: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    checked: datetime


def check(
    database: Database,
    outlets: Sequence[Outlet],
    *,
    home: Path,
    user_agent: str,
    contact: str,
    limits: Limits | None = None,
) -> tuple[Check, ...]:
    """Check outlets and keep what was found; those that the table refuses or retires are not asked.

    Args:
        database: Where the results are kept.
        outlets: As the table gives them.
        home: Folder of the operator.
        user_agent: Honest name of the crawler.
        contact: Address at which site owners reach the operator.
        limits: Bounds.

    Returns:
        One result for each outlet that was asked, in their order.

    Raises:
        UsageError: The crawler has no name or no contact.
        CrawlError: Another crawl is running, or the crawling process died.
    """
    chosen = tuple(
        outlet for outlet in outlets if outlet.state in ("active", "unverified") and outlet.rights != "none"
    )
    job = job_for(
        database, chosen, home=home, user_agent=user_agent, contact=contact, limits=limits, mode="check"
    )
    with alone(home):
        found = codec.decode(codec.encode(run_job(job)["checks"]), tuple[Check, ...])
    store(database, found)
    return found


def store(database: Database, checks: Iterable[Check]) -> None:
    """Keep results; the last one of an outlet counts."""
    with database.transaction():
        for result in checks:
            database.execute(
                "INSERT INTO outlet_checks (domain, state, reason, checked_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (domain) DO UPDATE SET state = excluded.state, reason = excluded.reason,"
                " checked_at = excluded.checked_at",
                (result.domain, result.state, result.reason, utc_text(result.checked)),
            )
            for url in result.feeds:
                fetches.add_found(database, _source(result, url, "feed"))
            for url in result.sitemaps:
                fetches.add_found(database, _source(result, url, "sitemap"))


def stored(database: Database) -> dict[str, tuple[OutletState, str]]:
    """State and reason by domain, for :func:`crawler.registry.with_checks`."""
    return {
        domain: (state, f"{reason} (checked {from_utc_text(when):%Y-%m-%d})")
        for domain, state, reason, when in database.rows(
            "SELECT domain, state, reason, checked_at FROM outlet_checks"
        )
    }


def _source(result: Check, url: str, kind: FetchKind) -> Fetch:
    day = result.checked.date().isoformat()
    return Fetch(
        url_key=source_key(url, kind), url=url, outlet=result.domain, kind=kind, state="found", found_day=day
    )
