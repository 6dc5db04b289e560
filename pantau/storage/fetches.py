"""What was asked of an outlet's server and what came of it: the crawl resumes from here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pantau.storage.database import Database, Row
from pantau.storage.times import now, utc_text

FetchState = Literal["found", "fetched", "extracted", "failed", "refused"]
FetchKind = Literal["robots", "feed", "sitemap", "page", "alias"]
"""What an address is; an ``alias`` is another address of a known story (redirect, canonical link)."""

_COLUMNS = (
    "url_key, url, outlet, kind, state, found_day, listed_at, title, etag, last_modified, status,"
    " attempts, next_try, error"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One address and its state.

    Attributes:
        url_key: Hash of the canonical URL (:func:`pantau.urls.article_key`).
        listed_at: Publication time that the feed or sitemap gave (ISO 8601), ``None`` if none.
        next_try: Not before this moment (UTC text), after a failure or a Retry-After.
        error: What went wrong the last time, where and against which rule.
    """

    url_key: str
    url: str
    outlet: str
    kind: FetchKind
    state: FetchState
    found_day: str
    listed_at: str | None = None
    title: str = ""
    etag: str | None = None
    last_modified: str | None = None
    status: int | None = None
    attempts: int = 0
    next_try: str | None = None
    error: str = ""


def put(database: Database, fetch: Fetch) -> None:
    """Write the state of an address; the last word wins, the day it was found stays."""
    database.execute(
        f"INSERT INTO fetches ({_COLUMNS}, updated_at) VALUES ({', '.join('?' * 15)})"
        " ON CONFLICT (url_key) DO UPDATE SET url = excluded.url, state = excluded.state,"
        " listed_at = coalesce(excluded.listed_at, listed_at),"
        " title = CASE excluded.title WHEN '' THEN title ELSE excluded.title END,"
        " etag = excluded.etag, last_modified = excluded.last_modified, status = excluded.status,"
        " attempts = excluded.attempts, next_try = excluded.next_try, error = excluded.error,"
        " updated_at = excluded.updated_at",
        (*_row_of(fetch), utc_text(now())),
    )


def add_found(database: Database, fetch: Fetch) -> bool:
    """Remember an address met for the first time.

    Returns:
        Whether it was new; one that is known keeps its state.
    """
    database.execute(
        f"INSERT INTO fetches ({_COLUMNS}, updated_at) VALUES ({', '.join('?' * 15)})"
        " ON CONFLICT (url_key) DO NOTHING",
        (*_row_of(fetch), utc_text(now())),
    )
    return bool(database.connection.changes())


def get(database: Database, url_key: str) -> Fetch | None:
    """The state of an address, ``None`` if it was never met."""
    row = database.row(f"SELECT {_COLUMNS} FROM fetches WHERE url_key = ?", (url_key,))
    return None if row is None else _fetch_of(row)


def due(database: Database, outlet: str, *, moment: datetime, max_attempts: int) -> Iterator[Fetch]:
    """Pages of an outlet that are still to be fetched: found, or failed and allowed again.

    Args:
        database: Where from.
        outlet: Domain.
        moment: Now (aware).
        max_attempts: A page that failed so often is left alone.
    """
    sql = (
        f"SELECT {_COLUMNS} FROM fetches WHERE outlet = ? AND kind = 'page'"
        " AND state IN ('found', 'fetched', 'failed') AND attempts < ?"
        " AND (next_try IS NULL OR next_try <= ?) ORDER BY found_day DESC, rowid"
    )
    return map(_fetch_of, database.rows(sql, (outlet, max_attempts, utc_text(moment))))


def _fetch_of(row: Row) -> Fetch:
    names = [name.strip() for name in _COLUMNS.split(",")]
    return Fetch(**dict(zip(names, row, strict=True)))


def _row_of(fetch: Fetch) -> Row:
    return (
        fetch.url_key,
        fetch.url,
        fetch.outlet,
        fetch.kind,
        fetch.state,
        fetch.found_day,
        fetch.listed_at,
        fetch.title,
        fetch.etag,
        fetch.last_modified,
        fetch.status,
        fetch.attempts,
        fetch.next_try,
        fetch.error,
    )
