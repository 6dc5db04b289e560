"""The full-text table: what search reads, written behind the articles.

The table ``article_text`` has external content (the articles themselves), so it must be told of every
article once, and of its removal before the article goes. Rows enter in the order of ``articles.id``;
the highest id that is in stands in ``progress``, written in the same transaction as the rows, so a
killed run goes on where it stopped and a second run does nothing.
"""

from __future__ import annotations

from typing import Final

from pantau.storage import Database

PART: Final = "fulltext"
"""Name of the watermark in the table ``progress``."""

BATCH: Final = 2_000
"""Articles a transaction. One batch takes about a second, so that a killed run loses no more and other
writers never wait long; bigger ones are no faster."""


def index_new(database: Database, *, batch: int = BATCH) -> int:
    """Adds the articles that are not in the full-text table yet.

    The cost grows with the new articles, not with those that are there.

    Args:
        database: Open for writing.
        batch: Articles a transaction.

    Returns:
        How many articles were added.
    """
    added = 0
    while True:
        with database.transaction():
            count = _add_batch(database, batch)
        added += count
        if count < batch:
            return added


def rebuild(database: Database) -> int:
    """Writes the full-text table anew from the articles, e.g. after a change of the stems.

    Returns:
        How many articles are in it.
    """
    with database.transaction():
        database.execute("INSERT INTO article_text (article_text) VALUES ('delete-all')")
        database.set_progress(PART, "0")
    return index_new(database)


def remove(database: Database, key: str) -> bool:
    """Takes one article out of the full-text table; call it before the article itself is deleted.

    Args:
        database: Open for writing.
        key: The article's key.

    Returns:
        Whether it was there.
    """
    with database.transaction():
        row = database.row("SELECT id, title, text FROM articles WHERE key = ?", (key,))
        if row is None or row[0] > _watermark(database):
            return False
        if row[0] == _watermark(database):  # SQLite gives the highest number again once its row is gone
            database.set_progress(PART, str(row[0] - 1))
        database.execute(
            "INSERT INTO article_text (article_text, rowid, title, text) VALUES ('delete', ?, ?, ?)", row
        )
        return True


def _watermark(database: Database) -> int:
    return int(database.progress(PART) or 0)


def _add_batch(database: Database, size: int) -> int:
    """Adds the next ``size`` articles and moves the watermark; returns how many there were."""
    last = _watermark(database)
    end, count = database.row(
        "SELECT max(id), count(*) FROM (SELECT id FROM articles WHERE id > ? ORDER BY id LIMIT ?)",
        (last, size),
    ) or (None, 0)
    if not count:
        return 0
    database.execute(
        "INSERT INTO article_text (rowid, title, text)"
        " SELECT id, title, text FROM articles WHERE id > ? AND id <= ? ORDER BY id",
        (last, end),
    )
    database.set_progress(PART, str(end))
    return int(count)
