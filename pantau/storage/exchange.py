"""Stories as JSON Lines: what ``pantau export`` writes, ``pantau import`` reads back unchanged.

The first line is a header that names the format, so that a reader knows what it has before it reads
the rest::

    {"pantau_export": 1, "written": "2026-11-25T08:20:12Z", "stories": 12345}
    {"article": {...}, "annotation": {...}, "origin": "crawl", "known_at": "2026-11-25T08:20:12Z"}
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pantau import codec
from pantau.errors import RecordError
from pantau.records import Annotation, Article, Story
from pantau.storage import articles, stories
from pantau.storage.articles import COLUMNS, article_of
from pantau.storage.database import Database
from pantau.storage.times import from_utc_text, now, utc_text

FORMAT: Final = 1

_SELECT = ("SELECT " + ", ".join(f"a.{column.strip()}" for column in COLUMNS.split(","))) + (
    ", n.detail, a.origin, a.known_at, n.annotated_at FROM articles AS a"
    " LEFT JOIN annotations AS n ON n.article_key = a.key"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """One line of an export: the article, what it says, and how Pantau came to know it."""

    article: Article
    annotation: Annotation | None
    origin: str
    known_at: str
    annotated_at: str | None = None


def export_lines(database: Database, *, since: str = "", until: str = "9999") -> Iterator[str]:
    """The header and one line a story, in the order in which they became known.

    Args:
        database: Where from.
        since: First local day of publication (ISO); the empty text also takes stories without a day.
        until: Last local day of publication (ISO).
    """
    where = " WHERE coalesce(a.day, '') BETWEEN ? AND ?"
    total = database.value(f"SELECT count(*) FROM articles AS a{where}", (since, until))
    yield json.dumps({"pantau_export": FORMAT, "written": utc_text(now()), "stories": total})
    for row in database.rows(f"{_SELECT}{where} ORDER BY a.known_at, a.id", (since, until)):
        *article, detail, origin, known_at, annotated_at = row
        yield codec.encode(
            Exchanged(
                article=article_of(tuple(article)),
                annotation=None if detail is None else codec.decode(detail, Annotation),
                origin=origin,
                known_at=known_at,
                annotated_at=annotated_at,
            )
        )


def is_header(line: str) -> bool:
    """Whether a first line says that an export follows.

    Raises:
        RecordError: It is an export of a later format.
    """
    if not line.startswith('{"pantau_export"'):
        return False
    try:
        version = json.loads(line)["pantau_export"]
    except ValueError:
        return False
    if version > FORMAT:
        raise RecordError(
            f"the export has format {version}, this Pantau reads up to {FORMAT}; install a later one"
        )
    return True


def import_lines(database: Database, lines: Iterable[Exchanged]) -> tuple[int, int]:
    """Put exported stories back; a story that is there is left as it is.

    Returns:
        How many articles and how many annotations were new.
    """
    new_articles = new_annotations = 0
    with database.transaction():
        for line in lines:
            moment = from_utc_text(line.known_at)
            if not articles.add(database, [line.article], origin=line.origin, known_at=moment):
                continue
            new_articles += 1
            if line.annotation is not None:
                told = Story(article=line.article, annotation=line.annotation)
                stories.put(database, [told], annotated_at=from_utc_text(line.annotated_at or line.known_at))
                new_annotations += 1
    return new_articles, new_annotations
