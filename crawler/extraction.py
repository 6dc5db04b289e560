"""From a page to its story: body, headline, time, author, section, dateline.

The body is looked for twice: by trafilatura, and as the element with the most running text of its own, which
on Indonesian sites holds the lead that trafilatura loses (a lead in bold, lines parted by ``<br>``). Both are
cleaned with :mod:`crawler.boilerplate`; the second counts unless trafilatura finds clearly more.
"""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Final

import trafilatura

from crawler import metadata
from crawler.boilerplate import split_dateline, strip
from crawler.datelines import opens_with_paper
from crawler.errors import ExtractionError
from crawler.layout import SHORTEST_CHUNK, blocks, prune, story_element
from crawler.metadata import Metadata
from crawler.pages import Page, parse
from pantau.codec import storable

SHORTEST_STORY: Final = 100
"""Characters. A photo caption or an empty list page has less; the shortest real reports have about 250."""

MORE_TEXT: Final = 1.15
"""How much longer trafilatura's text must be to count: its extra few per cent are captions and boxes, more
than this is a part of the story that lies outside the densest element (measured on the pages of the test
data: 0-4 % where both are right, 32-73 % where the element is too small)."""

MOST_PRELUDE: Final = 4
"""Lines before the dateline that may be a pulled quote, a caption or a breadcrumb."""

_LOOSE_DATELINE = re.compile(r"[A-Z][\w ,.()/-]{2,60}\s*[-–—]+")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read, we report ourselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A story as a page gives it.

    Attributes:
        text: Body without dateline, bylines, links to other stories; one paragraph a line.
        published: Aware; None where the page shows no day within reason.
        dateline: Place that opened the body, empty where there was none.
        language_hint: ISO code that the page claims; the text decides.
        note: What was odd (wrong charset, refused date), in words; empty where nothing was.
    """

    title: str
    text: str
    published: datetime | None
    author: str
    section: str
    dateline: str
    canonical_url: str
    language_hint: str
    note: str = ""


def extract(
    body: bytes,
    *,
    url: str,
    fetched: datetime,
    zone: tzinfo,
    charset: str | None = None,
    listed: datetime | None = None,
    site_name: str = "",
) -> Extracted:
    """Read the story of a page.

    Args:
        body: The page, decompressed.
        url: Where it came from, after redirects.
        fetched: When (aware).
        zone: Zone of the outlet, for times that name none.
        charset: What the server declared.
        listed: Publication time that the feed or sitemap gave (aware).
        site_name: Name of the outlet; it is no part of a headline or a dateline.

    Raises:
        ExtractionError: The page holds no story, or is no page.
    """
    page = parse(body, url=url, declared=charset)
    return of_page(page, fetched=fetched, zone=zone, listed=listed, site_name=site_name)


def of_page(
    page: Page, *, fetched: datetime, zone: tzinfo, listed: datetime | None = None, site_name: str = ""
) -> Extracted:
    """Read the story of a parsed page; the tree is used up. See :func:`extract`."""
    known = metadata.read(page, zone=zone, fetched=fetched, listed=listed, site_name=site_name)
    text = _body(page, known)
    if len(text) < SHORTEST_STORY:
        raise ExtractionError(
            f"{page.url}: no story in it: {len(text)} characters of text, at least {SHORTEST_STORY} make one"
        )
    dateline, text = split_dateline(text, papers=known.site_names)
    return Extracted(
        title=storable(known.title),
        text=storable(text),
        published=known.published,
        author=storable(known.author),
        section=storable(known.section),
        dateline=dateline,
        canonical_url=known.canonical_url,
        language_hint=known.language,
        note="; ".join(filter(None, (page.note, known.note))),
    )


def join(first: Extracted, further: Iterable[Extracted]) -> Extracted:
    """Put the parts of a story that stands on several pages together.

    Paragraphs that a later part repeats (lead, notes) are kept once.
    """
    paragraphs = first.text.split("\n")
    seen = set(paragraphs)
    for part in further:
        fresh = [line for line in part.text.split("\n") if line not in seen]
        seen.update(fresh)
        paragraphs += fresh
    return replace(first, text="\n".join(paragraphs))


def _body(page: Page, known: Metadata) -> str:
    prune(page.tree)
    dense = _tidy(blocks(story_element(page.tree)), known)
    general = _tidy((_by_trafilatura(page) or "").split("\n"), known)
    return general if _prose(general) > MORE_TEXT * _prose(dense) else dense


def _prose(text: str) -> int:
    return sum(len(line) for line in text.split("\n") if len(line) >= SHORTEST_CHUNK)


def _by_trafilatura(page: Page) -> str | None:
    found = trafilatura.bare_extraction(
        copy.deepcopy(page.tree), include_comments=False, include_tables=False, favor_precision=True
    )
    return None if found is None else getattr(found, "text", None)


def _tidy(lines: list[str], known: Metadata) -> str:
    """Clean the body: what stands before its first sentence (breadcrumb, headline again, caption) goes."""
    text = strip("\n".join(_mended(lines)))
    kept = text.split("\n")
    while len(kept) > 1 and _is_prelude(kept[0], known.title):
        kept.pop(0)
    for number, line in enumerate(kept[: MOST_PRELUDE + 1]):
        if opens_with_paper(line, papers=known.site_names):
            kept = kept[number:]
            break
    return "\n".join(kept)


def _mended(lines: list[str]) -> list[str]:
    """Put a dateline that stands on a line of its own before its paragraph."""
    lines = [line for raw in lines if (line := raw.strip())]
    joined: list[str] = []
    for line in lines:
        if joined and _LOOSE_DATELINE.fullmatch(joined[-1]):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _is_prelude(line: str, title: str) -> bool:
    if title and line.lower() == title.lower():
        return True
    return (
        len(line) < SHORTEST_CHUNK and not re.search(r"[.!?:”\"]$", line) and not _LOOSE_DATELINE.match(line)
    )
