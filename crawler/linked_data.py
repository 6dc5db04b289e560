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
    for script in tree.xpath("//script[contains(@type, 'ld+json')]")[:MOST_SCRIPTS]:
        text = (script.text_content() or "")[:LONGEST_JSON]
        for item in _objects(_json(text)):
            kinds = item.get("@type")
            kinds = kinds if isinstance(kinds, list) else [kinds]
            if any(isinstance(kind, str) and STORY_TYPES.fullmatch(kind) for kind in kinds):
                return item
    return {}


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
