"""What a page says for machines: the JSON-LD object that describes its story, and its meta tags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

STORY_TYPES: Final = re.compile(
    r"(?:News|Reportage|Report|Opinion|Review|Analysis|Background)?\w*Article|BlogPosting|LiveBlogPosting"
)
"""schema.org types that describe a story."""

LONGEST_JSON: Final = 500_000
"""Characters of one JSON-LD script; a story's own has a few thousand, with its body tens of thousands."""

MOST_SCRIPTS: Final = 30
"""JSON-LD scripts looked at."""


def described(tree: Any) -> dict[str, Any]:
    """The JSON-LD object that describes the story; empty where there is none."""
    return next((item for item in objects(tree) if any(map(STORY_TYPES.fullmatch, kinds(item)))), {})


def objects(tree: Any) -> Iterator[dict[str, Any]]:
    """All JSON-LD objects of a page, with those of their ``@graph`` and ``mainEntity``."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]")[:MOST_SCRIPTS]:
        yield from _objects(_json((script.text_content() or "")[:LONGEST_JSON]))


def kinds(item: dict[str, Any]) -> list[str]:
    """The schema.org types of a JSON-LD object."""
    stated = item.get("@type")
    return [kind for kind in (stated if isinstance(stated, list) else [stated]) if isinstance(kind, str)]


def _json(text: str) -> Any:
    """JSON as sites write it: in CDATA or comments, with raw line breaks and trailing commas."""
    text = re.sub(
        r"^\s*(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*$",
        "",
        text,
    )
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        value = [value.get("@graph"), value.get("mainEntity")]
    if isinstance(value, list) and depth < 4:
        for item in value:
            yield from _objects(item, depth + 1)


def metas(tree: Any) -> dict[str, str]:
    """Meta tags by name, property or itemprop (in lower case), and itemprop elements; the first counts."""
    found: dict[str, str] = {}
    for element in tree.xpath("//meta[@content] | //*[@itemprop and (@content or @datetime)]"):
        value = (element.get("content") or element.get("datetime") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            for name in (element.get(attribute) or "").split():
                if value:
                    found.setdefault(name.lower(), value)
    return found


def first(metas: dict[str, str], names: tuple[str, ...]) -> Iterator[str]:
    """Values of the named meta tags that are there, in the order of the names."""
    return (metas[name.lower()] for name in names if name.lower() in metas)
