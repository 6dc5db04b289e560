"""Stories as JSON Lines on their way in: one bad line is reported with its number and skipped."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from pantau import codec
from pantau.cli import console
from pantau.records import Article
from pantau.storage.times import now

LONGEST_LINE = 20_000_000
"""Characters of a line that are still read: far above any story, far below what exhausts the memory."""


def read_articles(lines: Iterable[str]) -> Iterator[Article]:
    """Articles from objects with ``id, url, title, text, published, outlet`` (all but id and text optional).

    The ``id`` becomes the article's key. A line that is no such object is reported on standard error with
    its number and left out; an id that was there before is reported and read all the same.

    Args:
        lines: Lines of JSON; empty ones are passed over.

    Yields:
        One article for each good line, in order.
    """
    fetched = now()
    seen: set[str] = set()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            article = article_of(_object(line), fetched)
        except ValueError as error:
            console.say(f"line {number} skipped: {error}")
            continue
        if article.key in seen:
            console.say(f"line {number}: id {article.key!r} was there before; both are read")
        seen.add(article.key)
        yield article


def article_of(given: dict[str, Any], fetched: datetime) -> Article:
    """The article of one object.

    Args:
        given: The object.
        fetched: When it was read (aware); a publication time after it is not believed.

    Raises:
        ValueError: A field is missing or has a wrong type.
    """
    key = given.get("id")
    if isinstance(key, int) and not isinstance(key, bool):
        key = str(key)
    if not isinstance(key, str) or not key:
        raise ValueError("it has no id (a text or a whole number)")
    if not isinstance(given.get("text"), str):
        raise ValueError(f"story {key!r} has no text (a string, which may be empty)")
    return Article(
        key=codec.storable(key),
        url=_text(given, "url"),
        outlet=_text(given, "outlet"),
        title=_text(given, "title"),
        text=codec.storable(given["text"]),
        published=_published(given.get("published"), fetched) or _day_of(_text(given, "url"), fetched),
        fetched=fetched,
        author=_text(given, "author"),
        section=_text(given, "section"),
    )


def _object(line: str) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise ValueError(f"it has {len(line)} characters; at most {LONGEST_LINE} are read")
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"it is not JSON ({error})") from error
    if not isinstance(given, dict):
        raise ValueError(f"it is not an object but {type(given).__name__}")
    return given


def _text(given: dict[str, Any], name: str) -> str:
    value = given.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ValueError(f"{name} is {type(value).__name__}; it must be a text or null")
    return codec.storable(value)


def _published(value: object, fetched: datetime) -> datetime | None:
    """The publication time; one that cannot be read or lies outside reason is unknown, not an error."""
    from crawler import dates
    from crawler.errors import DateError
    from pantau.calendar import ZONES

    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError(f"published is {type(value).__name__}; it must be a text or null")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        with contextlib.suppress(DateError):
            return dates.read(value, zone=ZONES["WIB"], fetched=fetched)
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=ZONES["WIB"])
    return moment if dates.is_reasonable(moment.astimezone(UTC), fetched=fetched) else None


def _day_of(url: str, fetched: datetime) -> datetime | None:
    """The day in an address, where a story brings no publication time: many sites write it there."""
    from crawler import dates
    from pantau.calendar import ZONES

    return dates.day_in_url(url, zone=ZONES["WIB"], fetched=fetched)
