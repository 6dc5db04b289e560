"""What a page says about its story: headline, time, author, section, address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from crawler import dates, masthead
from crawler.bylines import author
from crawler.errors import DateError
from crawler.linked_data import described as described_story
from crawler.linked_data import first
from crawler.linked_data import metas as meta_tags
from crawler.pages import Page
from pantau.calendar import weekday_number
from pantau.codec import storable
from pantau.errors import RecordError
from pantau.urls import canonical, site

LONGEST_DATE_BOX: Final = 160
"""Characters of an element that shows a date ("Kabar.com - 04/11/2015, 21:04 WIB"); longer ones hold text."""

MOST_ELEMENTS: Final = 400
"""Elements behind the headline that are looked at for a date; it stands within the first dozen."""

MOST_DATE_LINES: Final = 12
"""Date lines that are compared; further down stand those of other stories."""

_MOST_CHILDREN: Final = 4
_DATE_METAS: Final = (
    "article:published_time", "datePublished", "og:published_time", "publishdate", "publish-date",
    "publish_date", "pubdate", "dtk:publishdate", "content_PublishedDate", "parsely-pub-date",
    "sailthru.date", "DC.date.issued", "dc.date", "dcterms.created", "originalpublishdate", "date",
    "dateCreated", "og:article:published_time",
)  # fmt: skip
_SECTION_METAS: Final = (
    "article:section",
    "content_category",
    "dtk:kanal",
    "dtk:namakanal",
    "articleSection",
    "section",
)
_INDONESIAN_OFFSETS: Final = frozenset(timedelta(hours=hours) for hours in (7, 8, 9))
_DATE_BOX: Final = re.compile(
    r"date|time|tanggal|waktu|publish|tgl|terbit|posted|jam|schedule", re.IGNORECASE
)
_NOT_SECTION: Final = re.compile(
    r"read|berita|news|artikel|article|index\.php|amp|\d+|read\w*|detail|post|id", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says about its story; empty where it says nothing.

    Attributes:
        published: Aware; None where no time within reason was found.
        site_names: Names by which the site calls itself.
        note: Why a time was refused.
    """

    title: str
    published: datetime | None
    author: str
    section: str
    canonical_url: str
    language: str
    site_names: tuple[str, ...] = ()
    note: str = ""


def read(
    page: Page, *, zone: tzinfo, fetched: datetime, listed: datetime | None = None, site_name: str = ""
) -> Metadata:
    """Read what a page says about its story.

    Args:
        page: The page as parsed, before anything was removed from it.
        zone: Zone of the outlet.
        fetched: When it was fetched (aware).
        listed: Time that the feed gave; it wins over what merely stands on the page.
        site_name: Name of the outlet in the table.
    """
    described = described_story(page.tree)
    metas = meta_tags(page.tree)
    site_names = masthead.names(page.tree, metas, url=page.url, known=site_name)
    published, note = _published(page, described, metas, zone=zone, fetched=fetched, listed=listed)
    return Metadata(
        title=_title(page, described, metas, site_names),
        published=published,
        author=author(page.tree, described, metas),
        section=_section(page, described, metas),
        canonical_url=_canonical(page, described),
        language=_language(page.tree, described, metas),
        site_names=site_names,
        note=note,
    )


def _published(
    page: Page,
    described: dict[str, Any],
    metas: dict[str, str],
    *,
    zone: tzinfo,
    fetched: datetime,
    listed: datetime | None,
) -> tuple[datetime | None, str]:
    stated = [described.get("datePublished"), *first(metas, _DATE_METAS), described.get("dateCreated")]
    shown, shown_note = _shown(page.tree, zone, fetched)
    moment, note = _first_time((text for text in stated if isinstance(text, str)), zone, fetched)
    if moment is not None:
        return _local(_settle(moment, shown), zone), ""
    if listed is not None and dates.is_reasonable(listed, fetched=fetched):
        return _local(listed, zone), ""
    if shown is not None:
        return shown, ""
    return dates.day_in_url(page.url, zone=zone, fetched=fetched), note or shown_note


def _shown(tree: Any, zone: tzinfo, fetched: datetime) -> tuple[datetime | None, str]:
    """The time that readers see: the first date line, with the hour that another one gives for that day."""
    lines = _shown_times(tree)
    first_shown, note = _first_time(lines, zone, fetched)
    if first_shown is None or (first_shown.hour, first_shown.minute) != (0, 0):
        return first_shown, note
    for text in islice(lines, MOST_DATE_LINES):
        moment, _ = _first_time(iter([text]), zone, fetched)
        if moment is not None and moment.date() == first_shown.date() and moment.time() != time():
            return moment, ""
    return first_shown, note


def _local(moment: datetime, zone: tzinfo) -> datetime:
    """The time with an Indonesian offset (its own, else the outlet's), so that its day is the local day."""
    return moment if moment.utcoffset() in _INDONESIAN_OFFSETS else moment.astimezone(zone)


def _first_time(texts: Iterator[str], zone: tzinfo, fetched: datetime) -> tuple[datetime | None, str]:
    note = ""
    for text in texts:
        try:
            moment = dates.read(text, zone=zone, fetched=fetched)
        except DateError as error:
            note = note or f"date: {error}"
            continue
        if moment is not None:
            return moment, ""
    return None, note


def _settle(stated: datetime, shown: datetime | None) -> datetime:
    """Choose between the time a page states for machines and the one it shows to readers.

    Many sites mark local time as UTC ("2015-11-05T10:08:58Z" beside "10:08 WIB"): of the two readings the one
    nearer to the shown time is right. A stated day without a time takes the shown time of that day.
    """
    if shown is None:
        return stated
    shown_midnight = (shown.hour, shown.minute) == (0, 0)
    if stated.utcoffset() == timedelta(0) and not shown_midnight:
        local = stated.replace(tzinfo=shown.tzinfo)
        return local if abs(local - shown) < abs(stated - shown) else stated
    midnight = (stated.hour, stated.minute, stated.second) == (0, 0, 0)
    return shown if midnight and shown.date() == stated.date() else stated


def _shown_times(tree: Any) -> Iterator[str]:
    """Date lines that readers see: marked ones, then those behind the headline, then any.

    Behind the headline comes before any, since many sites show today's date at the top of each page.
    """
    for element in tree.xpath("//time"):
        yield element.get("datetime") or element.text_content()
    for path in ("//h1/following::*", "//h2/following::*", "//body//*"):
        for element in tree.xpath(path)[:MOST_ELEMENTS]:
            if len(element) > _MOST_CHILDREN or not isinstance(element.tag, str):
                continue
            text = " ".join(element.text_content().split())
            if len(text) <= LONGEST_DATE_BOX and _is_date_line(text, element):
                yield text


def _is_date_line(text: str, element: Any) -> bool:
    if _DATE_BOX.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
        return True
    return (
        bool(re.search(r"\bWI(?:B|TA|T)\b", text))
        or weekday_number(re.split(r"[,\s]", text, maxsplit=1)[0]) is not None
    )


def _title(page: Page, described: dict[str, Any], metas: dict[str, str], site_names: tuple[str, ...]) -> str:
    """The headline: a heading that the page states for machines as well, else what it states."""
    stated = [described.get("headline"), metas.get("og:title"), metas.get("twitter:title")]
    headings = [" ".join(item.text_content().split()) for item in page.tree.xpath("//h1")[:5]]
    documents = [
        " ".join(item.text_content().split()) for item in page.tree.xpath("//head/title | //title")[:1]
    ]
    named = [
        " ".join(text.split()) for text in (*stated, *documents) if isinstance(text, str) and text.strip()
    ]
    own = {masthead.letters(name) for name in site_names}
    for heading in headings:
        if masthead.letters(heading) in own:  # themes print the site's name as a heading, too
            continue
        if len(heading) > 10 and any(heading.lower() in name.lower() for name in named):
            return heading
    if named:
        return masthead.without_site(named[0], page.url, site_names)
    return next((heading for heading in headings if heading), "")


def _section(page: Page, described: dict[str, Any], metas: dict[str, str]) -> str:
    stated = described.get("articleSection")
    stated = stated[0] if isinstance(stated, list) and stated else stated
    for text in (stated, *first(metas, _SECTION_METAS)):
        if isinstance(text, str) and 1 < len(text.strip()) <= 60 and "." not in text:
            return " ".join(text.split())
    segments = [segment for segment in urlsplit(page.url).path.split("/") if segment][:-1]
    return (
        next((segment for segment in segments if not _NOT_SECTION.fullmatch(segment)), "") if segments else ""
    )


def _canonical(page: Page, described: dict[str, Any]) -> str:
    """The story's own address: canonical link, og:url or JSON-LD if on the same site; else the page's."""
    main = described.get("mainEntityOfPage")
    stated = page.tree.xpath("//link[@rel='canonical']/@href") + page.tree.xpath(
        "//meta[@property='og:url']/@content"
    )
    stated += [main.get("@id") if isinstance(main, dict) else main, described.get("url")]
    for href in stated:
        if isinstance(href, str) and href.strip():
            address = _joined(page.url, href.strip())
            if address and _is_same_site(address, page.url):
                return address
    return page.url


def _joined(page_url: str, href: str) -> str:
    """The address a link leads to; empty where it is none (``http://[::1/x``, half characters)."""
    try:
        return urljoin(page_url, storable(href))
    except ValueError:
        return ""


def _is_same_site(address: str, page_url: str) -> bool:
    try:
        same = site(address) == site(page_url)
    except RecordError:
        return False
    return same and urlsplit(canonical(address)).path != "/"


def _language(tree: Any, described: dict[str, Any], metas: dict[str, str]) -> str:
    for text in (described.get("inLanguage"), *tree.xpath("/html/@lang"), metas.get("og:locale")):
        if isinstance(text, str) and (match := re.match(r"[A-Za-z]{2}(?![A-Za-z])", text.strip())):
            return match[0].lower().replace("in", "id")
    return ""
