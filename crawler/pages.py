"""A page as it came over the wire: its characters and its tree.

Charsets are taken from the bytes rather than from what the server says: text that decodes as UTF-8 is UTF-8,
whatever the header claims (many Indonesian sites serve UTF-8 as ISO-8859-1).
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree, html

from crawler.errors import ExtractionError

MAX_CHARACTERS: Final = 5_000_000
"""The largest pages of 36 real ones have 290,000 characters; more than this is no story and would only fill
memory (the tree takes about ten times the text)."""

FALLBACK_CHARSET: Final = "windows-1252"
"""What browsers read when a page is not UTF-8 and names nothing usable (WHATWG encoding standard)."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FEED = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE rss[^>]*>\s*)*"
    r"<(?P<root>rss|feed|rdf:RDF|urlset|sitemapindex)\b",
    re.DOTALL,
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page ready to be read.

    Attributes:
        url: Where it came from, after redirects.
        tree: Root element (lxml).
        charset: How its bytes were read.
        note: What was odd about it, in words; empty where nothing was.
    """

    url: str
    tree: Any
    charset: str
    note: str = ""


def parse(body: bytes, *, url: str, declared: str | None = None) -> Page:
    """Read the bytes of a page.

    Args:
        body: As the server sent them, decompressed.
        url: Where they came from.
        declared: Charset of the Content-Type header, if it gave one.

    Raises:
        ExtractionError: There is no markup in them, or far too much.
    """
    text, charset, note = decode(body, declared=declared)
    feed = _FEED.match(text[:2000])
    if feed:
        raise ExtractionError(f"{url}: <{feed['root']}> is a feed or sitemap, not a page")
    if len(text) > MAX_CHARACTERS:
        raise ExtractionError(f"{url}: {len(text)} characters; a page may have at most {MAX_CHARACTERS}")
    parser = html.HTMLParser(
        encoding="utf-8", huge_tree=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        tree = html.document_fromstring(text.replace("\0", "").encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ExtractionError(f"{url}: no HTML in it ({error})") from error
    return Page(url=url, tree=tree, charset=charset, note=note)


def decode(body: bytes, *, declared: str | None = None) -> tuple[str, str, str]:
    """Turn bytes into characters.

    Args:
        body: Text of a page or feed.
        declared: Charset of the Content-Type header, if it gave one.

    Returns:
        The characters, the charset that fits, and a note where the declared one was wrong.
    """
    for mark, charset in _MARKS:
        if body.startswith(mark):
            return body.decode(charset, "replace"), charset, ""
    named = declared or _named_inside(body)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_other(body, named, error)
    wrong = named is not None and _name(named) not in ("utf-8", "ascii") and not body.isascii()
    return text, "utf-8", f"charset: declared {named!r}, but the bytes are UTF-8" if wrong else ""


def _decode_other(body: bytes, named: str | None, error: UnicodeDecodeError) -> tuple[str, str, str]:
    charset = _name(named) if named else None
    if charset in (None, "utf-8", "ascii"):
        byte = error.object[error.start]
        note = f"charset: declared {named!r}, but byte {error.start} ({byte:#04x}) is not UTF-8"
        # A few broken bytes in a UTF-8 page are kept apart from a page in another charset.
        text = body.decode("utf-8", "replace")
        if text.count("�") <= len(text) // 1000:
            return text, "utf-8", note
        return body.decode(FALLBACK_CHARSET, "replace"), FALLBACK_CHARSET, note
    # Browsers read ISO-8859-1 and ASCII as Windows-1252, which has the typographic quotes.
    charset = FALLBACK_CHARSET if charset == "iso8859-1" else charset
    text = body.decode(charset, "replace")
    note = f"charset: not all bytes fit the declared {named!r}" if "�" in text else ""
    return text, charset, note


def _named_inside(body: bytes) -> str | None:
    head = body[:4096]
    match = _META_CHARSET.search(head) or _XML_CHARSET.search(head)
    return match[1].decode("ascii", "replace") if match else None


def _name(charset: str) -> str | None:
    """Python's name of a charset; None where nobody knows it, or where it is no charset of text."""
    try:
        info = codecs.lookup(charset)
    except (LookupError, ValueError):
        return None
    return info.name if getattr(info, "_is_text_encoding", True) else None
