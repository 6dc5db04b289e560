"""The border between questions and engines: every engine answers the same tree in the same way."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Protocol

from pantau.storage import Database
from search.answers import Answer, Sort
from search.embedded import EmbeddedEngine
from search.errors import PageError
from search.query import Node, parse

LARGEST_PAGE: Final = 100
"""Hits a page: what a person scrolls through and what stays far below a megabyte as JSON."""

DEEPEST_HIT: Final = 10_000
"""Last hit that paging reaches. Whoever wants more exports; deeper pages cost as much as all before them."""


class Engine(Protocol):
    """Something that can answer a tree."""

    def run(self, tree: Node, *, sort: Sort, page: int, size: int, until: int | None) -> Answer:
        """Returns the ``page``-th ``size`` hits of those known ``until`` a row, and counts over all."""
        ...


class Search:
    """Questions in the query language to one engine.

    >>> search = Search(database)                               # doctest: +SKIP
    >>> search.run('bentrok kab:"Kota Bogor"').total            # doctest: +SKIP
    3
    """

    def __init__(
        self, database: Database, *, owners: Mapping[str, str] | None = None, engine: Engine | None = None
    ) -> None:
        """Makes a search over a database.

        Args:
            database: Open for reading at least.
            owners: Owner of each outlet by its domain, for ``pemilik:``; without it no outlet has one.
            engine: Another engine than the embedded one.
        """
        self.engine: Engine = engine or EmbeddedEngine(database, owners=owners)

    def run(
        self,
        query: str | Node,
        *,
        sort: Sort = "relevance",
        page: int = 1,
        size: int = 20,
        until: int | None = None,
    ) -> Answer:
        """Answers a query.

        Args:
            query: In the query language, or its tree.
            sort: ``relevance`` (BM25, newest first where equal) or ``date`` (newest first).
            page: From 1.
            size: Hits a page, 1 to :data:`LARGEST_PAGE`.
            until: ``Answer.until`` of the first page, so that later pages stay as they were.

        Returns:
            The answer.

        Raises:
            QueryError: The query is not in the language; the error has the position.
            PageError: There is no such page to ask for.
        """
        if not 1 <= size <= LARGEST_PAGE:
            raise PageError(f"a page has 1 to {LARGEST_PAGE} hits, not {size}")
        if page < 1 or page * size > DEEPEST_HIT:
            last = DEEPEST_HIT // size
            raise PageError(f"there is no page {page}: with {size} hits each, pages go from 1 to {last}")
        tree = parse(query) if isinstance(query, str) else query
        return self.engine.run(tree, sort=sort, page=page, size=size, until=until)
