"""Annotations beside their articles: together they are Stories."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from pantau import codec
from pantau.records import Annotation, Story
from pantau.storage.articles import COLUMNS, article_of
from pantau.storage.database import Database, Row
from pantau.storage.times import utc_text

_ARTICLE = ", ".join(f"a.{column.strip()}" for column in COLUMNS.split(","))
_SELECT = f"SELECT {_ARTICLE}, n.detail FROM articles AS a JOIN annotations AS n ON n.article_key = a.key"

_PUT = """
INSERT INTO annotations (article_key, language, relevant, dimensions, tone, phase, form, sentiment, places,
                         event_date, deaths, injured, detail, method_version, annotated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (article_key) DO UPDATE SET
    language = excluded.language, relevant = excluded.relevant, dimensions = excluded.dimensions,
    tone = excluded.tone, phase = excluded.phase, form = excluded.form, sentiment = excluded.sentiment,
    places = excluded.places, event_date = excluded.event_date, deaths = excluded.deaths,
    injured = excluded.injured, detail = excluded.detail, method_version = excluded.method_version,
    annotated_at = excluded.annotated_at
"""


def put(database: Database, stories: Iterable[Story], *, annotated_at: datetime) -> int:
    """Keep what the stories say; an earlier annotation of the same article is replaced.

    Args:
        database: Where to.
        stories: Stories whose articles are already in the database.
        annotated_at: When they were read (aware).

    Returns:
        How many were written.
    """
    moment = utc_text(annotated_at)
    written = 0
    with database.transaction():
        for story in stories:
            database.connection.execute(_PUT, _row_of(story, moment))
            _put_places(database, story)
            written += 1
    return written


def get(database: Database, key: str) -> Story | None:
    """The story with this article key, ``None`` where there is none or nobody has read it."""
    row = database.row(f"{_SELECT} WHERE a.key = ?", (key,))
    return None if row is None else story_of(row)


def in_order_of_knowledge(
    database: Database, *, after: tuple[str, int] = ("", 0), until: str | None = None
) -> Iterator[tuple[tuple[str, int], Story]]:
    """Stories in the order in which they became known, with their place in that order.

    Args:
        database: Where from.
        after: Place ``(known_at, id)`` to go on from; the default begins at the beginning.
        until: Only what was known at this moment (UTC text as in the table), for vintages.

    Yields:
        ``((known_at, id), story)``.
    """
    sql = (
        f"SELECT {_ARTICLE}, n.detail, a.known_at, a.id FROM articles AS a"
        " JOIN annotations AS n ON n.article_key = a.key WHERE (a.known_at, a.id) > (?, ?)"
        " AND (? IS NULL OR a.known_at <= ?) ORDER BY a.known_at, a.id"
    )
    for row in database.rows(sql, (*after, until, until)):
        yield (row[-2], row[-1]), story_of(row[:-2])


def count(database: Database, *, relevant: bool | None = None) -> int:
    """How many stories there are, or how many that are (not) relevant."""
    if relevant is None:
        return int(database.value("SELECT count(*) FROM annotations"))
    return int(database.value("SELECT count(*) FROM annotations WHERE relevant = ?", (int(relevant),)))


def story_of(row: Row) -> Story:
    """The story in a row of article columns followed by the annotation's JSON."""
    return Story(article=article_of(row[:-1]), annotation=codec.decode(row[-1], Annotation))


def named_districts(annotation: Annotation) -> dict[str, str]:
    """Codes of provinces and districts that a story names, each with its strongest role.

    A kecamatan counts for its district. Institutions and datelines do not make a story *about* a
    place, but they do show that the district is covered, so they are ``mention``.
    """
    roles = {mention.code[:5]: "mention" for mention in annotation.mentions if mention.code}
    roles.update({code[:5]: "event" for code in annotation.places})
    return roles


def _put_places(database: Database, story: Story) -> None:
    connection = database.connection
    connection.execute("DELETE FROM story_places WHERE article_key = ?", (story.key,))
    roles = named_districts(story.annotation)
    if roles:
        connection.executemany(
            "INSERT INTO story_places (article_key, code, role) VALUES (?, ?, ?)",
            [(story.key, code, role) for code, role in sorted(roles.items())],
        )


def _row_of(story: Story, moment: str) -> Row:
    said = story.annotation
    return (
        story.key,
        said.language,
        int(said.relevant),
        codec.encode(said.dimensions),
        said.tone,
        said.phase,
        said.form,
        said.sentiment,
        codec.encode(said.places),
        _day(said.event_date),
        said.deaths,
        said.injured,
        codec.encode(said),
        said.method_version,
        moment,
    )


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
