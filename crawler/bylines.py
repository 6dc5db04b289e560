"""Who wrote a story, where a person and not the site is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from crawler.linked_data import first

LONGEST_NAME: Final = 120
"""Characters of a byline or section; longer values are descriptions."""

_AUTHOR_METAS: Final = (
    "dtk:author",
    "content_author",
    "author",
    "article:author",
    "dc.creator",
    "parsely-author",
)
_ORGANISATION: Final = re.compile(
    r"https?:|www\.|\.com|\.id\b|\bcyber\b|\bmedia\b|\bPT\b|redaksi|developer|\badmin\b|web design|\bnews\b"
    r"|online|tim\s|newsroom|@|facebook|twitter|instagram|\bdok\b|\bfoto\b",
    re.IGNORECASE,
)
"""Authors that are the site itself."""
_BYLINE: Final = re.compile(
    r"^\W*(?:penulis|pewarta|reporter|wartawan|kontributor|oleh|laporan|by)\s*:?\s+"
    r"(?P<name>[A-Z][\w.'’-]+(?:[ ,&]+[A-Z][\w.'’-]+){0,6})"
)


def author(tree: Any, described: dict[str, Any], metas: dict[str, str]) -> str:
    """Name the author: JSON-LD, meta tags, "Penulis: …", marked elements; empty if only the site is named."""
    stated = described.get("author")
    names = [
        item.get("name") if isinstance(item, dict) else item
        for item in (stated if isinstance(stated, list) else [stated])
    ]
    persons = [_person(name) for name in names if isinstance(name, str)]
    if any(persons):
        return ", ".join(filter(None, persons))
    bylines = tree.xpath(
        "//*[contains(@class, 'author') or contains(@class, 'penulis') or contains(@class, 'byline')"
        " or contains(@class, 'reporter') or @itemprop='author' or @rel='author']"
    )
    shown = (" ".join(item.text_content().split()) for item in bylines[:20])
    labelled = (match["name"] for text in _short_texts(tree) if (match := _BYLINE.match(text)))
    for text in (*first(metas, _AUTHOR_METAS), *labelled, *shown):
        if name := _person(
            re.sub(r"^\W*(?:penulis|pewarta|reporter|oleh|by|editor)\s*:?\s+", "", text, flags=re.IGNORECASE)
        ):
            return name
    return ""


def _short_texts(tree: Any) -> Iterator[str]:
    for element in tree.xpath("//p | //div | //span | //strong | //b | //em"):
        text = (element.text or "").strip()
        if 6 < len(text) <= LONGEST_NAME:
            yield text


def _person(name: str) -> str:
    """A byline as it stands, or nothing where it names the site, a page or a paragraph."""
    name = (
        " ".join(name.split())
        .partition(" - ")[0]
        .partition(" Editor")[0]
        .strip(" -|,;:")
        .removesuffix(" Jurnalis")
    )
    fits = 3 <= len(name) <= LONGEST_NAME and len(name.split()) <= 10 and not re.search(r"\d{2}", name)
    return name if fits and not _ORGANISATION.search(name) else ""
