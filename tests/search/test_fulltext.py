"""The full-text table: complete, written once, and whole after any interruption."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from index_builder import fulltext
from pantau.records import Article
from pantau.storage import Database, articles

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)


def _article(number: int, *, text: str = "Warga berkumpul di balai desa.") -> Article:
    return Article(
        key=f"k{number}",
        url=f"https://a.example/{number}",
        outlet="a.example",
        title=f"Judul {number}",
        text=text,
        published=MOMENT,
        fetched=MOMENT,
    )


def _add(database: Database, numbers: range, **fields: Any) -> None:
    found = [_article(number, **fields) for number in numbers]
    articles.add(database, found, origin="import", known_at=MOMENT)


def _found(database: Database, word: str) -> int:
    return int(database.value("SELECT count(*) FROM article_text WHERE article_text MATCH ?", (f'"{word}"',)))


def test_each_article_enters_once_and_only_new_ones_cost(database: Database) -> None:
    _add(database, range(7))
    assert fulltext.index_new(database, batch=3) == 7
    assert fulltext.index_new(database) == 0
    _add(database, range(5, 9))
    assert fulltext.index_new(database) == 2
    assert _found(database, "warga") == 9
    database.execute("INSERT INTO article_text (article_text) VALUES ('integrity-check')")


def test_a_run_that_is_killed_goes_on_where_it_stopped(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The watermark and its rows are one transaction: a kill between them must lose or double nothing.
    _add(database, range(10))
    real = Database.set_progress
    calls = iter(range(10))

    def dying(self: Database, part: str, value: str) -> None:
        if next(calls) == 2:
            raise KeyboardInterrupt
        real(self, part, value)

    monkeypatch.setattr(Database, "set_progress", dying)
    with pytest.raises(KeyboardInterrupt):
        fulltext.index_new(database, batch=3)
    monkeypatch.undo()
    assert _found(database, "warga") == 6
    assert fulltext.index_new(database, batch=3) == 4
    assert _found(database, "warga") == 10
    database.execute("INSERT INTO article_text (article_text) VALUES ('integrity-check')")


def test_a_rebuilt_table_equals_the_grown_one(database: Database) -> None:
    _add(database, range(5))
    fulltext.index_new(database)
    _add(database, range(5, 8), text="Penolakan warga.")
    fulltext.index_new(database)
    grown = (_found(database, "tolak"), _found(database, "warga"))
    assert fulltext.rebuild(database) == 8
    assert (_found(database, "tolak"), _found(database, "warga")) == grown == (3, 8)


def test_a_removed_article_is_found_no_more_and_its_row_number_can_come_again(database: Database) -> None:
    # SQLite gives the highest row number again: the next article must not be taken for one already in.
    _add(database, range(3))
    fulltext.index_new(database)
    assert fulltext.remove(database, "k2")
    database.execute("DELETE FROM articles WHERE key = 'k2'")
    assert _found(database, "warga") == 2
    _add(database, range(3, 4), text="Warga baru.")
    assert fulltext.index_new(database) == 1
    assert _found(database, "warga") == 3
    assert not fulltext.remove(database, "nobody")
    database.execute("INSERT INTO article_text (article_text) VALUES ('integrity-check')")
