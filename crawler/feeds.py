"""Feeds and sitemaps: RSS, Atom, RDF, news sitemaps and their indexes.

They come from strangers, so nothing in them is obeyed: no entity is expanded, no external file is read, depth
and length are bounded. What is malformed is read as far as it goes, with a note.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any, Final, Literal
from urllib.parse import urljoin

from lxml import etree

from crawler import dates
from crawler.boilerplate import normalise
from crawler.errors import DateError, FeedError
from crawler.pages import decode
from pantau.errors import RecordError
from pantau.urls import canonical

FeedKind = Literal["rss", "atom", "rdf", "sitemap", "index"]

MOST_ENTRIES: Final = 5_000
"""Entries read of one feed or sitemap. A news sitemap may have 1,000 (Google's rule), an ordinary one 50,000:
what is beyond is older and is said in the note."""

MOST_BYTES: Final = 50_000_000
"""Bytes of a feed or sitemap once unpacked: the limit of the sitemap protocol."""

LONGEST_TITLE: Final = 300
"""Characters; longer "titles" are whole stories in the wrong element."""

_GZIP: Final = b"\x1f\x8b"
_ENTITY: Final = re.compile(r"<!ENTITY\s", re.IGNORECASE)
_HTML: Final = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_KINDS: Final[dict[str, FeedKind]] = {
    "rss": "rss",
    "feed": "atom",
    "RDF": "rdf",
    "urlset": "sitemap",
    "sitemapindex": "index",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One address that a feed or sitemap names.

    Attributes:
        published: Aware; None where the feed gives no time within reason.
        modified: Last change (sitemaps); says how fresh the entry is, never when the story appeared.
    """

    url: str
    title: str = ""
    published: datetime | None = None
    modified: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed or sitemap holds.

    Attributes:
        entries: Stories; for an index the sitemaps it names.
        paged: The feed is WordPress', which gives older stories as ``?paged=2``.
        note: What was odd, in words; empty where nothing was.
    """

    kind: FeedKind
    entries: tuple[Entry, ...]
    paged: bool = False
    note: str = ""


def parse(body: bytes, *, url: str, zone: tzinfo, fetched: datetime, charset: str | None = None) -> Feed:
    """Read a feed or sitemap.

    Args:
        body: As the server sent it, decompressed; it may be a gzip file ("sitemap.xml.gz").
        url: Where it came from, for relative addresses and messages.
        zone: Zone of the outlet, for times that name none.
        fetched: When (aware).
        charset: What the server declared.

    Raises:
        FeedError: It is a web page, declares entities, is no feed at all, or grows beyond bounds.
    """
    text, _, note = decode(_unpacked(body, url), declared=charset)
    _refuse_hostile(text, url)
    root, broken = _root(text, url)
    kind = _KINDS.get(_local(root))
    if kind is None:
        raise FeedError(
            f"{url}: <{_local(root)}> is no feed; expected rss, feed, RDF, urlset or sitemapindex"
        )
    found: list[Entry] = []
    strange = 0
    for element in _items(root, kind):
        entry = _entry(element, kind, url, zone, fetched)
        if entry is None:
            strange += 1
        elif len(found) < MOST_ENTRIES:
            found.append(entry)
        else:
            note = f"more than {MOST_ENTRIES} entries; the rest was left"
            break
    notes = (note, broken, f"{strange} entries without a web address" if strange else "")
    return Feed(
        kind=kind, entries=tuple(found), paged=_is_wordpress(root), note="; ".join(filter(None, notes))
    )


def freshest(sitemaps: Iterable[Entry], *, most: int, but: str) -> list[Entry]:
    """Choose the sitemaps of an index that are worth reading: news first, then the last changed.

    Args:
        sitemaps: Entries of the index.
        most: How many.
        but: Address of the index itself, which some sites name in it.
    """
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    ordered = sorted(
        (entry for entry in sitemaps if entry.url != but),
        key=lambda entry: ("news" not in entry.url.lower(), epoch - (entry.modified or epoch)),
    )
    return ordered[:most]


def _unpacked(body: bytes, url: str) -> bytes:
    """The content of a gzip file, or the body as it is."""
    if not body.startswith(_GZIP):
        return body
    unpacking = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        content = unpacking.decompress(body, MOST_BYTES + 1)
    except zlib.error as error:
        raise FeedError(f"{url}: a gzip file that cannot be unpacked ({error})") from error
    if len(content) > MOST_BYTES:
        raise FeedError(f"{url}: more than {MOST_BYTES} bytes when unpacked; refused (gzip bomb)")
    if not unpacking.eof:
        raise FeedError(f"{url}: a gzip file that cannot be unpacked (its end is missing)")
    return content


def _refuse_hostile(text: str, url: str) -> None:
    if not text.strip():
        raise FeedError(f"{url}: empty; expected a feed or sitemap")
    if _HTML.match(text[:5000]):
        raise FeedError(f"{url}: this is a web page, not a feed or sitemap")
    entity = _ENTITY.search(text)
    if entity:
        raise FeedError(
            f"{url}: declares its own entities (character {entity.start()}); refused, since entities can grow"
            " without bound or read files (XML entity bomb)"
        )


def _root(text: str, url: str) -> tuple[Any, str]:
    """The root element, and a note if the text had to be mended."""
    data = _DECLARATION.sub("", text.lstrip("\ufeff\0 \r\n\t")).replace("\0", "").encode()
    try:
        return etree.fromstring(data, parser=_parser(recover=False)), ""
    except etree.XMLSyntaxError as error:
        first = error
    try:
        root = etree.fromstring(data, parser=_parser(recover=True))
    except etree.XMLSyntaxError:  # not one element in it
        root = None
    if root is None:
        raise FeedError(f"{url}: malformed XML, nothing of it can be read ({first})")
    return root, f"malformed XML, read as far as it goes ({first})"


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False,
        huge_tree=False, remove_comments=True, remove_pis=True, recover=recover,
    )  # fmt: skip


def _items(root: Any, kind: FeedKind) -> Iterator[Any]:
    names = {
        "rss": ("item",),
        "rdf": ("item",),
        "atom": ("entry",),
        "sitemap": ("url",),
        "index": ("sitemap",),
    }[kind]
    return (element for element in root.iter() if isinstance(element.tag, str) and _local(element) in names)


def _entry(element: Any, kind: FeedKind, base: str, zone: tzinfo, fetched: datetime) -> Entry | None:
    """One entry; None where it names no web address."""
    texts = _texts(element)
    address = _address(element, texts, kind)
    if not address.strip():
        return None
    try:
        address = urljoin(base, address.strip())
        canonical(address)
    except (RecordError, ValueError):
        return None
    published = (
        texts.get("pubdate") or texts.get("published") or texts.get("publication_date") or texts.get("date")
    )
    changed = texts.get("updated") or texts.get("lastmod")
    return Entry(
        url=address,
        title=normalise(texts.get("title", "")).replace("\n", " ")[:LONGEST_TITLE],
        published=_time(published or (changed if kind == "atom" else None), zone, fetched),
        modified=_time(changed, zone, fetched),
    )


def _texts(element: Any) -> dict[str, str]:
    """Texts below an element by local name in small letters; the first one counts."""
    found: dict[str, str] = {}
    for child in element.iter():
        if child is not element and isinstance(child.tag, str):
            text = "".join(child.itertext()).strip()
            if text:
                found.setdefault(_local(child).lower(), text)
    return found


def _address(element: Any, texts: dict[str, str], kind: FeedKind) -> str:
    if kind in ("sitemap", "index"):
        return texts.get("loc", "")
    if "origlink" in texts:  # FeedBurner keeps the story's own address there
        return texts["origlink"]
    links = [child for child in element if isinstance(child.tag, str) and _local(child) == "link"]
    for link in links:
        if (link.text or "").strip():
            return str(link.text)
    for wanted in ("alternate", None, "self"):
        for link in links:
            if link.get("href") and link.get("rel") == wanted:
                return str(link.get("href"))
    guid = texts.get("guid", "")
    return guid if guid.startswith("http") else ""


def _time(text: str | None, zone: tzinfo, fetched: datetime) -> datetime | None:
    if not text:
        return None
    try:
        return dates.read(text, zone=zone, fetched=fetched)
    except DateError:
        return None


def _is_wordpress(root: Any) -> bool:
    generators = (
        element.text or ""
        for element in root.iter()
        if isinstance(element.tag, str) and _local(element) == "generator"
    )
    return any("wordpress" in text.lower() for text in generators)


def _local(element: Any) -> str:
    return str(etree.QName(element).localname)
