"""Articles as they came in, in the order in which they became known."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from pantau.records import Article
from pantau.storage.database import Database, Row
from pantau.storage.times import from_utc_text, utc_text

COLUMNS = "key, url, outlet, title, text, published_local, fetched, author, section, dateline"
"""What :func:`article_of` reads, in its order."""

_INSERT = """
INSERT INTO articles (key, url, outlet, title, text, published, published_local, day, fetched,
                      author, section, dateline, origin, known_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO NOTHING
"""


def add(database: Database, articles: Iterable[Article], *, origin: str, known_at: datetime) -> int:
    """Add articles that are not there yet; one that is there is left as it is.

    Args:
        database: Where to.
        articles: What; read one by one, so a generator stays a generator.
        origin: ``crawl`` or ``import``.
        known_at: When Pantau learnt of them (aware).

    Returns:
        How many were new.
    """
    known = utc_text(known_at)
    before = database.connection.total_changes()
    with database.transaction():
        for article in articles:
            database.connection.execute(_INSERT, _row_of(article, origin, known))
    return database.connection.total_changes() - before


def get(database: Database, key: str) -> Article | None:
    """The article with this key, ``None`` where there is none."""
    row = database.row(f"SELECT {COLUMNS} FROM articles WHERE key = ?", (key,))
    return None if row is None else article_of(row)


def known_keys(database: Database, keys: Iterable[str]) -> set[str]:
    """Those of the keys that are already there."""
    found = set()
    for key in keys:
        if database.value("SELECT 1 FROM articles WHERE key = ?", (key,)):
            found.add(key)
    return found


def count(database: Database) -> int:
    """How many articles there are."""
    return int(database.value("SELECT count(*) FROM articles"))


def without_annotation(
    database: Database, method_version: str, *, after: tuple[str, int] = ("", 0), limit: int
) -> list[tuple[tuple[str, int], Article]]:
    """The next articles that this version of the method has not read yet, oldest knowledge first.

    Args:
        database: Where from.
        method_version: Annotations of another version count as not read.
        after: Place ``(known_at, id)`` to go on from.
        limit: How many at most.

    Returns:
        ``((known_at, id), article)`` for each.
    """
    rows = database.rows(
        f"SELECT {_prefixed('a')}, a.known_at, a.id FROM articles AS a"
        " LEFT JOIN annotations AS n ON n.article_key = a.key"
        " WHERE (a.known_at, a.id) > (?, ?) AND (n.article_key IS NULL OR n.method_version <> ?)"
        " ORDER BY a.known_at, a.id LIMIT ?",
        (*after, method_version, limit),
    )
    return [((row[-2], row[-1]), article_of(row[:-2])) for row in rows]


def waiting(database: Database, method_version: str) -> tuple[int, date | None]:
    """How many articles this version of the method has not read yet, and the first day of theirs."""
    count, first = database.row(
        "SELECT count(*), min(a.day) FROM articles AS a LEFT JOIN annotations AS n ON n.article_key = a.key"
        " WHERE n.article_key IS NULL OR n.method_version <> ?",
        (method_version,),
    ) or (0, None)
    return count, None if first is None else date.fromisoformat(first)


def article_of(row: Row) -> Article:
    """The article in a row of :data:`COLUMNS`."""
    key, url, outlet, title, text, published, fetched, author, section, dateline = row
    return Article(
        key=key,
        url=url,
        outlet=outlet,
        title=title,
        text=text,
        published=None if published is None else datetime.fromisoformat(published),
        fetched=from_utc_text(fetched),
        author=author,
        section=section,
        dateline=dateline,
    )


def _prefixed(alias: str) -> str:
    return ", ".join(f"{alias}.{column.strip()}" for column in COLUMNS.split(","))


def _row_of(article: Article, origin: str, known_at: str) -> Row:
    published = article.published
    return (
        article.key,
        article.url,
        article.outlet,
        article.title,
        article.text,
        None if published is None else utc_text(published),
        None if published is None else published.isoformat(),
        None if published is None else published.date().isoformat(),
        utc_text(article.fetched),
        article.author,
        article.section,
        article.dateline,
        origin,
        known_at,
    )
