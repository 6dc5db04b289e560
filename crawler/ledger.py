"""The book of the crawl: what was found, asked, kept, failed, refused; written so that a kill loses nothing.

Each step is one transaction. A story and the state of its address are written together, so an address marked
``extracted`` has its story and no story is fetched twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Final

from crawler.feeds import Entry
from crawler.limits import Limits, Progress
from crawler.registry import zone_of
from pantau.records import Article, Outlet
from pantau.storage import Database, articles, coverage, fetches
from pantau.storage.fetches import Fetch, FetchKind
from pantau.storage.times import from_utc_text, now, utc_text
from pantau.urls import KEY_LENGTH, article_key

COVERAGE_MARK: Final = "crawl.coverage_since"
"""Entry of the table ``progress``: first day whose coverage has changed and was not counted again yet."""

LONGEST_PAUSE: Final = timedelta(hours=6)
"""Longest pause between two tries of a feed that fails: a site that comes back is read on the same day."""

MOST_DOUBLINGS: Final = 16
"""Doublings of the pause that are computed; more would lead beyond the calendar."""

LONGEST_WAIT: Final = 7 * 86_400.0
"""Seconds of a ``Retry-After`` that are believed; a longer one is an error of the site."""

REFUSED_REST: Final = timedelta(days=7)
"""How long a feed that answered "not you" is left alone. A refusal may be a mistake of a day (firewall), so
it is not for ever; asking at each run would be pestering."""

ALIAS: Final = "alias"
"""Kind of an address that turned out to be another address of a story (redirect, canonical link)."""


class Ledger:
    """Writes one crawl into the database and counts what it does.

    Args:
        database: Where to.
        limits: Bounds of this crawl (attempts, retry times, age).
        on_change: Called after each step with the counts so far.
    """

    def __init__(
        self, database: Database, limits: Limits, *, on_change: Callable[[Progress], None] | None = None
    ) -> None:
        self.database = database
        self.limits = limits
        self.progress = Progress()
        self.reasons: Counter[str] = Counter()
        self._on_change = on_change

    def source(self, outlet: Outlet, url: str, kind: FetchKind) -> Fetch:
        """The state of a feed, sitemap or robots.txt; a fresh one where it was never asked."""
        key = source_key(url, kind)
        known = fetches.get(self.database, key)
        day = _today(outlet)
        return known or Fetch(
            url_key=key, url=url, outlet=outlet.domain, kind=kind, state="found", found_day=day
        )

    def sources(self, outlet: Outlet) -> tuple[tuple[str, FetchKind], ...]:
        """Feeds and sitemaps of an outlet: those of the table, else those that a check has found."""
        stated: list[tuple[str, FetchKind]] = [(url, "feed") for url in outlet.feeds]
        stated += [(url, "sitemap") for url in outlet.sitemaps]
        if stated:
            return tuple(stated)
        sql = (
            "SELECT url, kind FROM fetches WHERE outlet = ? AND kind IN ('feed', 'sitemap')"
            " AND state <> 'refused' ORDER BY kind, url"
        )
        return tuple((url, kind) for url, kind in self.database.rows(sql, (outlet.domain,)))

    def rests(self, fetch: Fetch) -> bool:
        """Tell a feed or sitemap that is not to be asked yet (Retry-After, failures, a refusal); counted."""
        if fetch.next_try is None or from_utc_text(fetch.next_try) <= now():
            return False
        self.postponed(f"later: {fetch.url} is asked again after {fetch.next_try}")
        return True

    def due(self, outlet: Outlet) -> Iterator[Fetch]:
        """Pages of earlier runs that still have to be asked."""
        waiting = fetches.due(self.database, outlet.domain, moment=now(), max_attempts=self.limits.attempts)
        return iter(list(islice(waiting, self.limits.pages)))  # read before anything is written

    def found(self, outlet: Outlet, entries: Iterable[Entry]) -> list[Fetch]:
        """Remember the stories that a feed names.

        Returns:
            Those met for the first time, in the order of the feed.
        """
        fresh = []
        with self.database.transaction():
            for entry in entries:
                fetch = _page(outlet, entry)
                if fetches.add_found(self.database, fetch):
                    self._mark_day(fetch.found_day)
                    fresh.append(fetch)
        self._count(found=len(fresh))
        return fresh

    def source_read(
        self,
        fetch: Fetch,
        *,
        status: int,
        etag: str | None = None,
        modified: str | None = None,
        note: str = "",
    ) -> None:
        """A feed or sitemap was read, or has not changed (304)."""
        read = replace(fetch, state="extracted", status=status, attempts=0, next_try=None, error=note)
        if status == 200:
            read = replace(read, etag=etag, last_modified=modified)
        fetches.put(self.database, read)

    def kept(self, fetch: Fetch, article: Article, *, status: int, note: str = "") -> None:
        """A page came and its story is kept, once under its canonical address."""
        own_key = article_key(article.url)
        state = replace(fetch, state="extracted", status=status, attempts=fetch.attempts + 1, next_try=None)
        with self.database.transaction():
            if own_key != fetch.url_key:
                known = fetches.get(self.database, own_key)
                self._alias(fetch, own_key, article)
                if known is not None and known.state == "extracted":
                    self._count(fetched=1)
                    return
                state = replace(state, url_key=own_key, url=article.url)
            articles.add(self.database, [replace(article, key=own_key)], origin="crawl", known_at=now())
            fetches.put(self.database, replace(state, error=note))
            self._settle_day(state, article)
        self._count(fetched=1, extracted=1)

    def failed(
        self,
        fetch: Fetch,
        reason: str,
        *,
        status: int | None = None,
        wait: float | None = None,
        final: bool = False,
    ) -> None:
        """An address gave nothing usable; it is tried again later, each time after a longer pause.

        Args:
            fetch: The address.
            reason: ``rule: what, where``; the words before the colon are counted.
            status: HTTP status, if there was an answer.
            wait: Seconds that the server asks to wait.
            final: Trying again is of no use (404, a page without a story).
        """
        attempts = self.limits.attempts if final else fetch.attempts + 1
        doubled = self.limits.retry_minutes * 2 ** min(fetch.attempts, MOST_DOUBLINGS)
        pause = min(timedelta(minutes=doubled), LONGEST_PAUSE)
        later = utc_text(now() + max(pause, timedelta(seconds=min(wait or 0, LONGEST_WAIT))))
        with self.database.transaction():
            failed = replace(fetch, state="failed", status=status, attempts=attempts, error=reason)
            fetches.put(self.database, replace(failed, next_try=None if final else later))
            self._mark_page(fetch)
        self._count_reason(reason)
        self._count(failed=1, fetched=int(status == 200 and fetch.kind == "page"))

    def refused(self, fetch: Fetch, reason: str, *, status: int | None = None) -> None:
        """An address may not be read; it is left alone, a feed that answered so for a week."""
        answered = status is not None and fetch.kind != "page"
        later = utc_text(now() + REFUSED_REST) if answered else None
        with self.database.transaction():
            fetches.add_found(self.database, fetch)
            fetches.put(
                self.database, replace(fetch, state="refused", status=status, next_try=later, error=reason)
            )
            self._mark_page(fetch)
        self._count_reason(reason)
        self._count(refused=1)

    def postponed(self, reason: str) -> None:
        """An address waits for the next run; its state stays as it is."""
        self._count_reason(reason)

    def outlet_done(self) -> None:
        """One more outlet was begun."""
        self._count(outlets=1)

    def close(self) -> None:
        """Count the coverage of the days that this run, or an earlier killed one, has changed."""
        mark = self.database.progress(COVERAGE_MARK)
        if mark:
            coverage.refresh(self.database, since=date.fromisoformat(mark))
            self.database.execute("DELETE FROM progress WHERE part = ?", (COVERAGE_MARK,))

    def _alias(self, fetch: Fetch, own_key: str, article: Article) -> None:
        """Let the address that was asked stand for another address of the same story."""
        sql = "UPDATE fetches SET kind = ?, state = 'extracted', error = ?, updated_at = ? WHERE url_key = ?"
        words = f"another address of {article.url}"
        self.database.execute(sql, (ALIAS, words, utc_text(now()), fetch.url_key))
        fetches.add_found(self.database, replace(fetch, url_key=own_key, url=article.url))

    def _settle_day(self, fetch: Fetch, article: Article) -> None:
        """Count a page on the day that it names itself where the feed named none."""
        self._mark_day(fetch.found_day)
        if fetch.listed_at is None and article.published is not None:
            day = article.published.date().isoformat()
            if day != fetch.found_day:
                sql = "DELETE FROM outlet_coverage WHERE outlet = ? AND day = ?"
                self.database.execute(sql, (fetch.outlet, fetch.found_day))
                self.database.execute(
                    "UPDATE fetches SET found_day = ? WHERE url_key = ?", (day, fetch.url_key)
                )
                self._mark_day(day)

    def _mark_page(self, fetch: Fetch) -> None:
        if fetch.kind == "page":
            self._mark_day(fetch.found_day)

    def _mark_day(self, day: str) -> None:
        mark = self.database.progress(COVERAGE_MARK)
        if mark is None or day < mark:
            self.database.set_progress(COVERAGE_MARK, day)

    def _count_reason(self, reason: str) -> None:
        self.reasons[reason.partition(":")[0]] += 1

    def _count(self, **steps: int) -> None:
        counts = {name: getattr(self.progress, name) + step for name, step in steps.items()}
        self.progress = replace(self.progress, **counts)
        if self._on_change is not None:
            self._on_change(self.progress)


def source_key(url: str, kind: FetchKind) -> str:
    """Key of a feed, sitemap or robots.txt: its exact address ("?page=2" of a sitemap is another one)."""
    return sha256(f"{kind} {url}".encode()).hexdigest()[:KEY_LENGTH]


def listed_time(fetch: Fetch) -> datetime | None:
    """Publication time that the feed gave for an address (aware)."""
    return None if fetch.listed_at is None else from_utc_text(fetch.listed_at)


def _page(outlet: Outlet, entry: Entry) -> Fetch:
    zone = zone_of(outlet)
    published = entry.published
    return Fetch(
        url_key=article_key(entry.url),
        url=entry.url,
        outlet=outlet.domain,
        kind="page",
        state="found",
        found_day=_today(outlet) if published is None else published.astimezone(zone).date().isoformat(),
        listed_at=None if published is None else utc_text(published),
        title=entry.title,
    )


def _today(outlet: Outlet) -> str:
    return now().astimezone(zone_of(outlet)).date().isoformat()
