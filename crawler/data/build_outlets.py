"""Build ``outlets.csv`` from a table of facts about Indonesian outlets.

``python -m crawler.data.build_outlets REFERENCE.csv`` reads the columns ``name, domain, province, focus,
network, feed_url, feed_status, outlet_status, status_note, source`` and writes our table beside this file. A
row without a domain cannot be used. Nothing is guessed: a home narrower than the province is taken only where
the focus names exactly one district of it, an owner only where the table names the network or the site above
the sub-domain has one.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from crawler.registry import COLUMNS, NATIONAL, UNKNOWN
from pantau.districts import load_districts
from pantau.urls import site

OWNERS: Final = {
    "tribun": "Tribun Network",
    "antara": "LKBN Antara",
    "detik": "detikcom",
    "jawapos": "Jawa Pos",
    "disway": "Disway",
    "cnn": "CNN Indonesia",
    "kompas": "Kompas",
    "prokal": "Prokal",
    "pikiran-rakyat": "Pikiran Rakyat",
}
"""Networks of the table that are owners. ``wp_query`` and ``blogger`` are systems, ``government`` is many."""

SITES: Final = {
    "tribunnews.com": "tribun",
    "antaranews.com": "antara",
    "detik.com": "detik",
    "jawapos.com": "jawapos",
}
"""A sub-domain belongs to whoever owns the domain above it, also where the row does not say so."""

_SHORTEST_SOURCE: Final = 8
PROBED: Final = re.compile(r"verified_by_source_(2026-0[89])")


def build(rows: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Turn rows of the reference table into rows of ours, ordered by home and name."""
    built = [_row(row) for row in rows if re.fullmatch(r"[\w.-]+(?:/[\w-]+)*", row["domain"])]
    return sorted(built, key=lambda row: (row["home"] != NATIONAL, row["home"], row["domain"]))


def _row(row: dict[str, str]) -> dict[str, str]:
    network = row["network"] or SITES.get(site(f"https://{row['domain']}"), "")
    state, reason = _state(row, network)
    feed = row["feed_url"].strip()
    is_sitemap = "sitemap" in feed
    return {
        "domain": row["domain"].removeprefix("www."),
        "name": row["name"].replace(" (memory)", ""),
        "owner": OWNERS.get(network, UNKNOWN),
        "home": _home(row),
        "feeds": feed if feed and not is_sitemap else UNKNOWN,
        "sitemaps": feed if is_sitemap else UNKNOWN,
        "rights": _rights(row, state),
        "state": state,
        "reason": reason,
        "source": _source(row["source"]),
    }


def _state(row: dict[str, str], network: str) -> tuple[str, str]:
    note, status = row["status_note"], row["outlet_status"]
    if network == "antara":
        return "refused", "its pages forbid crawling and automatic indexing for AI without written permission"
    if status == "refuses_robots":
        return "refused", "answers 403 to robots, also through a browser (probed 2026-09-23)"
    if status == "dead":
        return "retired", note.removeprefix("DEAD: ")
    probed = PROBED.fullmatch(status)
    if probed and row["feed_status"] == "verified_by_source":
        return "active", f"site probed by a public project in {probed[1]} and its feed read by one"
    return "unverified", "; ".join(filter(None, (_evidence(row, probed), note)))


def _evidence(row: dict[str, str], probed: re.Match[str] | None) -> str:
    feed = {
        "verified_by_source": "feed read by a public project, not checked by us",
        "listed_in_public_code": "feed listed in public code, not read",
        "pattern": "feed address follows the pattern of its network, not read",
    }.get(row["feed_status"], "no feed known")
    if probed:
        return f"site probed by a public project in {probed[1]}; {feed}"
    if row["outlet_status"] == "unverified_memory":
        return f"a lead without a source; {feed}"
    return f"site listed by a public source; {feed}"


def _rights(row: dict[str, str], state: str) -> str:
    if state == "refused":
        return "none"
    return "headline" if "lead only" in row["status_note"] else UNKNOWN


def _home(row: dict[str, str]) -> str:
    if row["province"] == "NASIONAL":
        return NATIONAL
    table = load_districts()
    province = next((item.code for item in table.provinces if item.name == row["province"]), None)
    if province is None:
        return UNKNOWN
    focus = "" if "(memory)" in row["focus"] else re.sub(r"\s*\(.*\)", "", row["focus"]).strip()
    wanted = {focus, f"Kota {focus}", f"Kabupaten {focus}", f"Kota Administrasi {focus}"}
    found = [item.code for item in table.inside(province) if item.name in wanted]
    return found[0] if len(found) == 1 else province


def _source(text: str) -> str:
    """The public origin in a few words."""
    parts = [re.sub(r"\s*\([^()]*(?:\([^()]*\)[^()]*)*\)", "", part).strip() for part in text.split("|")]
    # Running numbers of somebody's notes ("list 007: …") and fragments say nothing to a reader.
    parts = [
        part for part in parts if not re.match(r"\w+ (?:ids? )?\d", part) and len(part) > _SHORTEST_SOURCE
    ]
    named = [part.split(":")[0] if part.startswith("seen in") else part for part in parts if part]
    return "; ".join(dict.fromkeys(named)) or UNKNOWN


def main(arguments: list[str]) -> int:
    """Write the table; the only argument is the reference table."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    with Path(arguments[0]).open(encoding="utf-8", newline="") as source:
        rows = build(csv.DictReader(source))
    with (Path(__file__).parent / "outlets.csv").open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} outlets")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
