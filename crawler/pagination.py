"""Stories that stand on several pages: where the next part is.

"Halaman selanjutnya" leads to the next story on some sites (WordPress' ``rel=next``), so a link counts only
if its address is a part of the same story: ``?page=2``, ``/judul/2``, ``/judul/page/2``; or the whole of it
on one page (``?page=all``, ``?single=1``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qsl, urljoin, urlsplit

from crawler.pages import Page
from pantau.errors import RecordError
from pantau.urls import PAGE_PARAMETERS, canonical

MOST_PARTS: Final = 10
"""Parts of one story. Long features have 3-6; more is a photo series with a page for each picture."""

MOST_LINKS: Final = 2_000
"""Links of a page that are looked at."""

_WHOLE: Final = re.compile(r"(?:page|showpage|show|halaman)=(?:all|full|semua)|single=1", re.IGNORECASE)
_NUMBER_IN_PATH: Final = re.compile(r"(?P<base>.+?)(?:/page)?/(?P<number>\d{1,2})/?")


def continuation(page: Page, *, part: int) -> str | None:
    """Find where a story goes on.

    Args:
        page: The part that was read, before its tree was used up.
        part: Its number, 1 for the first.

    Returns:
        Address of the whole story on one page, if the page links to it and it is not that page itself; else
        of the next part; None where the story ends.
    """
    if part >= MOST_PARTS:
        return None
    if is_whole(page.url):
        return None
    following = None
    for address in _links(page):
        if part == 1 and is_whole(address) and _is_same(address, page.url):
            return address
        if following is None and _is_part(address, page.url, part):
            following = address
    return following


def is_whole(address: str) -> bool:
    """Tell an address that shows a story on one page (``?page=all``)."""
    return any(_WHOLE.fullmatch(f"{name}={value}") for name, value in parse_qsl(urlsplit(address).query))


def _links(page: Page) -> Iterator[str]:
    for href in page.tree.xpath("//a/@href")[:MOST_LINKS]:
        try:
            yield urljoin(page.url, href.strip())
        except ValueError:
            continue


def _is_same(address: str, page_url: str) -> bool:
    try:
        return canonical(address) == canonical(page_url)
    except RecordError:
        return False


def _is_part(address: str, page_url: str, part: int) -> bool:
    """Tell the address of the part behind ``part`` of the story at ``page_url``."""
    for name, value in parse_qsl(urlsplit(address).query):
        if PAGE_PARAMETERS.fullmatch(name) and value == str(part + 1):
            return _is_same(address, page_url)
    here, there = urlsplit(page_url), urlsplit(address)
    match = _NUMBER_IN_PATH.fullmatch(there.path)
    if match is None or here.netloc != there.netloc or int(match["number"]) != part + 1:
        return False
    # "/berita/2" is a part of "/berita/" or follows "/berita/1", but has nothing to do with "/berita/12".
    ends = ("",) if part == 1 else (f"/{part}", f"/page/{part}")
    return any(here.path.rstrip("/") == f"{match['base'].rstrip('/')}{end}" for end in ends)
