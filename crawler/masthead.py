"""The site's own name: what it calls itself, so that it can be taken out of headlines and datelines.

A site names itself in ``og:site_name``, in JSON-LD, and in the words of the link to its front page; the table
of outlets knows its name as well.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any, Final
from urllib.parse import urlsplit

from crawler.linked_data import kinds, objects
from pantau.urls import domain

LONGEST_NAME: Final = 60
"""Characters; a longer "name" is a slogan or a menu."""

MOST_LINKS: Final = 300
"""Links of a page in which the way to its front page is looked for; it stands at the top."""

_NAME_METAS: Final = ("og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:app:name")
_SITE_TYPES: Final = frozenset({"WebSite", "Organization", "NewsMediaOrganization", "Newspaper"})
_SITE_PART: Final = re.compile(r"\s+(?:[-–—|:»•]|::|\|\|)\s+")
"""What stands between a headline and the site's name in a title."""

_MOST_WORDS: Final = 5
"""Words of a part of a title that may be a site's name: "Portal Berita Kabar Teluk Permai"."""

_TELLING: Final = 5
"""Letters from which a host's label is taken for the site's name wherever it occurs."""

_WAYS_HOME: Final = frozenset({
    "home", "beranda", "depan", "halamandepan", "halamanutama", "utama", "kembali", "berita", "news", "logo",
    "index", "indeks", "klikdisini", "disini", "selengkapnya",
})  # fmt: skip
"""Words of links to the front page that name no site."""


def names(tree: Any, metas: dict[str, str], *, url: str, known: str = "") -> tuple[str, ...]:
    """Collect the names by which a site calls itself on a page.

    Args:
        tree: Root element of the page.
        metas: Its meta tags.
        url: Address of the page.
        known: Name that the table of outlets gives.

    Returns:
        Names as written, each once, the surest first; empty where the page names none.
    """
    found = (known, *(metas.get(name, "") for name in _NAME_METAS), *_linked(tree), *_homeward(tree, url))
    shown = (" ".join(name.split()) for name in found)
    return tuple(dict.fromkeys(name for name in shown if _is_name(name)))


def without_site(title: str, url: str, names: Collection[str] = ()) -> str:
    """Drop the site's name from the ends of a title: "… - Kabar.com", "… | KABAR TELUK", "Kabar.com: …"."""
    marks = list(_SITE_PART.finditer(title))
    known = {letters(name) for name in names}
    label = _label(url)
    while marks and _names_site(title[marks[-1].end() :], label, known):
        title = title[: marks.pop().start()]
    for mark in marks[:1]:
        if letters(title[: mark.start()]) in known:
            title = title[mark.end() :]
    head, colon, rest = title.partition(": ")
    if colon and _names_site(head, label, known) and len(rest.split()) > 2:
        return rest.strip()
    return title.strip()


def letters(name: str) -> str:
    """A name as names are compared: small letters and digits alone ("PONDOK Kabar" is "pondokkabar")."""
    return re.sub(r"[\W_]", "", name.lower())


def _is_name(name: str) -> bool:
    return 3 <= len(name) <= LONGEST_NAME and letters(name) not in _WAYS_HOME


def _linked(tree: Any) -> Iterator[str]:
    """Names in JSON-LD: of the site, and of who publishes the story."""
    for item in objects(tree):
        own = item if _SITE_TYPES.intersection(kinds(item)) else None
        for thing in (own, item.get("publisher")):
            if isinstance(thing, dict) and isinstance(thing.get("name"), str):
                yield thing["name"]


def _homeward(tree: Any, url: str) -> Iterator[str]:
    """Words (or the picture's words) of the links to the front page."""
    here = urlsplit(url)
    front = {"/", f"{here.scheme}://{here.netloc}", f"{here.scheme}://{here.netloc}/"}
    for link in tree.xpath("//a[@href]")[:MOST_LINKS]:
        if link.get("href").strip() in front:
            yield link.text_content()
            yield from link.xpath(".//img/@alt")


def _label(url: str) -> str:
    """The telling part of a host ("kabarteluk" of kabarteluk.id), empty for an address in digits."""
    host = domain(url)
    return re.sub(r"[^a-z]", "", host.split(".")[-2]) if "." in host else ""


def _names_site(part: str, label: str, known: Collection[str]) -> bool:
    name = letters(part)
    if name in known:
        return True
    if len(part.split()) > _MOST_WORDS or not re.search(r"[a-z]", name):
        return not name
    # Short hosts ("rm.id") are inside many words; they count as a word of their own alone.
    labelled = label in name if len(label) >= _TELLING else label in part.lower().split()
    return labelled or bool(re.search(r"\.(?:com|id|co|net|org)\b|\b(?:news|online)\b", part, re.IGNORECASE))
