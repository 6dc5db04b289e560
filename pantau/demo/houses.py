"""The six outlets of the demo press and the five owners behind them.

Names, owners and domains are invented. Each outlet has its own layout, feed and bad habits, so that
one crawl meets what regional outlets do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal
from zoneinfo import ZoneInfo

Layout = Literal["layar", "layarkota", "suluh", "lintang", "jala", "pondok"]
Rights = Literal["headline", "full"]

WIB: Final = ZoneInfo("Asia/Jakarta")
WITA: Final = ZoneInfo("Asia/Makassar")
WIT: Final = ZoneInfo("Asia/Jayapura")


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """One outlet of the demo.

    Attributes:
        layout: Short name; it picks the templates.
        home: Kemendagri code of the seat, ``""`` for an outlet without one.
        dateline: How a dateline opens the body; ``{}`` holds the place word.
        robots: Body of its robots.txt.
        closed: Section that robots.txt closes, ``""`` for none.
        story_path: Path of a story; filled with ``year, month, day, number, section, slug``.
    """

    layout: Layout
    name: str
    owner: str
    home: str
    seat: str
    zone: ZoneInfo
    rights: Rights
    dateline: str
    robots: str
    story_path: str
    closed: str = ""


HOUSES: Final[tuple[House, ...]] = (
    House(
        layout="layar",
        name="Layar Nusa",
        owner="Grup Layar",
        home="",
        seat="Jakarta",
        zone=WIB,
        rights="headline",
        dateline="{}, LAYAR NUSA – ",
        robots="User-agent: *\nDisallow: /cari\nAllow: /\nCrawl-delay: 0\n",
        story_path="/{section}/{year}/{month:02d}/{day:02d}/{slug}",
    ),
    House(
        layout="layarkota",
        name="Layar Kota",
        owner="Grup Layar",
        home="33",
        seat="Semarang",
        zone=WIB,
        rights="headline",
        dateline="{} - ",
        robots="User-agent: *\nDisallow: /akun/\n",
        story_path="/{section}/d-{number}/{slug}",
    ),
    House(
        layout="suluh",
        name="Suluh Benua",
        owner="Yayasan Suluh",
        home="64.72",
        seat="Samarinda",
        zone=WITA,
        rights="full",
        dateline="{} – ",
        robots="# Suluh Benua\nUser-agent: *\nDisallow: /advetorial/\n",
        story_path="/{section}/{slug}-{number}.html",
        closed="advetorial",
    ),
    House(
        layout="lintang",
        name="Harian Lintang",
        owner="Lintang Pers",
        home="32",
        seat="Bandung",
        zone=WIB,
        rights="headline",
        dateline="{}, (Lintang) -- ",
        robots="User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n",
        story_path="/baca/{year}{month:02d}{day:02d}/{number}/{slug}.html",
    ),
    House(
        layout="jala",
        name="Jala Timur",
        owner="Koperasi Jala",
        home="81",
        seat="Ambon",
        zone=WIT,
        rights="headline",
        dateline="{} – ",
        robots="User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n",
        story_path="/{year}/{month:02d}/{slug}/",
    ),
    House(
        layout="pondok",
        name="Pondok Kabar",
        owner="CV Pondok Kabar",
        home="35",
        seat="Kediri",
        zone=WIB,
        rights="headline",
        dateline="{} - ",
        # The smallest outlet asks for a pause, so that obeying it costs the demo seconds, not minutes.
        robots="User-agent: *\nCrawl-delay: 1\nDisallow: /hitung.php\n",
        story_path="/berita.php?id={number}",
    ),
)

BY_LAYOUT: Final[dict[str, House]] = {house.layout: house for house in HOUSES}
