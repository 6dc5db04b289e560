"""The engine inside: SQLite with FTS5, one file, no server."""

# ruff: noqa: S608 (the pieces of SQL are constants of this room; every value is bound)

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from operator import itemgetter
from typing import Any, Final

from pantau import codec
from pantau.storage import Database, Row
from search.answers import FACETS, Answer, Facet, FacetName, Hit, Sort, split_lead
from search.marking import Text, mark, snippet, wanted
from search.query import Node, print_query
from search.sql import Condition, Translation, translate

HEADLINE_WEIGHT: Final = 4.0
"""A word in the headline weighs as four in the body in BM25: a headline has about ten words and says what
the story is about. The usual range for news is 2 to 5; nothing here depends on the exact value."""

FACET_SIZE: Final = 20
"""Values of a facet that can have hundreds (districts, outlets): the most frequent ones."""

_CARDS: Final = "LEFT JOIN annotations AS n INDEXED BY annotations_card ON n.article_key = a.key"
_ALL: Final = f"articles AS a INDEXED BY articles_card {_CARDS}"
_MATCHED: Final = f"article_text AS f JOIN articles AS a INDEXED BY articles_card ON a.id = f.rowid {_CARDS}"
"""Counting and sorting read the narrow indexes alone; left to itself SQLite walks through the wide rows."""

_SHOWN_FROM: Final = "articles AS a LEFT JOIN annotations AS n ON n.article_key = a.key"
_COUNTED: Final = "a.outlet, substr(a.day, 1, 7), n.relevant, n.dimensions, n.tone, n.phase, n.form, n.places"
_SHOWN: Final = (
    "a.id, a.key, a.url, a.outlet, a.published_local, a.title, a.text, n.relevant, n.dimensions, n.tone,"
    " n.phase, n.form, n.sentiment, n.places, n.event_date, n.deaths, n.injured"
)


class EmbeddedEngine:
    """Answers trees from the embedded store."""

    def __init__(self, database: Database, *, owners: Mapping[str, str] | None = None) -> None:
        """Makes the engine; ``owners`` gives the owner of each outlet by its domain."""
        self._database = database
        self._owners = owners or {}

    def run(self, tree: Node, *, sort: Sort, page: int, size: int, until: int | None) -> Answer:
        """Returns the ``page``-th ``size`` hits of those known ``until`` a row, and counts over all."""
        query = translate(tree, owners=self._owners)
        if until is None:
            until = self._database.value("SELECT coalesce(max(id), 0) FROM articles")
        total, facets = self._counts(query, until)
        ids = self._page(query, until, sort=sort, limit=size, offset=(page - 1) * size) if total else []
        return Answer(
            query=print_query(tree),
            total=total,
            sort=sort,
            page=page,
            size=size,
            until=until,
            hits=self._hits(ids, wanted(tree)),
            facets=facets,
            notes=query.notes,
        )

    def _counts(self, query: Translation, until: int) -> tuple[int, Mapping[FacetName, tuple[Facet, ...]]]:
        source, where = _source(query, until)
        rows = list(self._database.rows(f"SELECT {_COUNTED} FROM {source} WHERE {where.sql}", where.bindings))
        return len(rows), _facets(rows)

    def _page(self, query: Translation, until: int, *, sort: Sort, limit: int, offset: int) -> list[int]:
        source, where = _source(query, until)
        head, order, bindings = "", "", where.bindings
        if sort == "relevance" and query.match:
            order = f"bm25(article_text, {HEADLINE_WEIGHT}, 1.0), "
        elif sort == "relevance" and query.marks:
            head = (
                "WITH r AS MATERIALIZED (SELECT rowid AS id,"
                f" bm25(article_text, {HEADLINE_WEIGHT}, 1.0) AS score FROM article_text"
                " WHERE article_text MATCH ?) "
            )
            source = f"{source} LEFT JOIN r ON r.id = a.id"
            order, bindings = "coalesce(r.score, 0), ", (query.marks, *bindings)
        rows = self._database.rows(
            f"{head}SELECT a.id FROM {source} WHERE {where.sql}"
            f" ORDER BY {order}a.published DESC, a.id DESC LIMIT ? OFFSET ?",
            (*bindings, limit, offset),
        )
        return [row[0] for row in rows]

    def _hits(self, ids: list[int], texts: tuple[Text, ...]) -> tuple[Hit, ...]:
        rows = self._database.rows(
            f"SELECT {_SHOWN} FROM {_SHOWN_FROM} WHERE a.id IN (SELECT value FROM json_each(?))",
            (codec.encode(ids),),
        )
        by_id = {row[0]: row for row in rows}
        return tuple(_hit(by_id[row_id], texts) for row_id in ids if row_id in by_id)


def _source(query: Translation, until: int) -> tuple[str, Condition]:
    """Returns what to read from and the whole condition."""
    where = Condition(sql=f"{query.where.sql} AND a.id <= ?", bindings=(*query.where.bindings, until))
    if not query.match:
        return _ALL, where
    return _MATCHED, Condition(
        sql=f"article_text MATCH ? AND {where.sql}", bindings=(query.match, *where.bindings)
    )


def _facets(rows: list[Row]) -> Mapping[FacetName, tuple[Facet, ...]]:
    """Counts each column on its own: a column has few different values, a whole row hardly repeats."""
    columns = [Counter(map(itemgetter(place), rows)) for place in range(8)]
    outlets, months, relevant, dimensions, tones, phases, forms, lists = columns
    counts: dict[FacetName, Counter[str]] = {
        "dimensi": _spread(dimensions, tuple),
        "nada": tones,
        "fase": phases,
        "bentuk": forms,
        "relevan": Counter({"ya": relevant[1], "tidak": relevant[0]}),
        "prov": _spread(lists, lambda codes: {code[:2] for code in codes}),
        "kab": _spread(lists, lambda codes: {code[:5] for code in codes if len(code) > 2}),
        "sumber": outlets,
        "bulan": months,
    }
    return {name: tuple(_ordered(name, counts[name])) for name in FACETS}


def _spread(lists: Counter[str], values: Callable[[tuple[str, ...]], Iterable[str]]) -> Counter[str]:
    """Counts the values in JSON lists; a story counts once for each of them."""
    counts: Counter[str] = Counter()
    for text, count in lists.items():
        if text is not None:
            for value in values(_list(text)):
                counts[value] += count
    return counts


def _ordered(name: FacetName, counts: Counter[str]) -> Iterator[Facet]:
    """Months in their order, everything else by count; long lists cut, what nobody has read left out."""
    counts = Counter({value: count for value, count in counts.items() if value is not None and count})
    if name == "bulan":
        items: Iterable[tuple[str, int]] = sorted(counts.items())
    else:
        items = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        items = items[:FACET_SIZE] if name in {"kab", "sumber"} else items
    for value, count in items:
        yield Facet(value=value, count=count)


_LISTS: dict[str, tuple[str, ...]] = {"[]": ()}
_MOST_LISTS: Final = 10_000
"""Different lists of labels and places that are kept decoded; there are a few thousand in a year."""


def _list(text: str) -> tuple[str, ...]:
    known = _LISTS.get(text)
    if known is None:
        if len(_LISTS) > _MOST_LISTS:
            _LISTS.clear()
        known = _LISTS[text] = codec.decode(text, tuple[str, ...])
    return known


def _hit(row: Row, texts: tuple[Text, ...]) -> Hit:
    _, key, url, outlet, published, title, text, relevant, *labels = row
    lead, rest = split_lead(title, text)
    return Hit(
        key=key,
        url=url,
        outlet=outlet,
        published=None if published is None else datetime.fromisoformat(published),
        title=mark(title, texts, "judul"),
        lead=mark(lead, texts, "isi"),
        snippet=snippet(rest, texts),
        **({} if relevant is None else _labels(relevant, labels)),
    )


def _labels(relevant: int, values: list[Any]) -> dict[str, Any]:
    dimensions, tone, phase, form, sentiment, places, event_date, deaths, injured = values
    return {
        "relevant": bool(relevant),
        "dimensions": _list(dimensions),
        "tone": tone,
        "phase": phase,
        "form": form,
        "sentiment": sentiment,
        "places": _list(places),
        "event_date": None if event_date is None else date.fromisoformat(event_date),
        "deaths": deaths,
        "injured": injured,
    }
