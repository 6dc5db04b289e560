"""The outlets that were ever crawled: whose they were when their stories were counted stays known."""

from __future__ import annotations

from collections.abc import Iterable

from pantau import codec
from pantau.records import Outlet
from pantau.storage.database import Database


def put(database: Database, outlets: Iterable[Outlet]) -> None:
    """Keep registry rows; the last one of a domain counts."""
    database.execute_many(
        "INSERT INTO outlets (domain, detail) VALUES (?, ?)"
        " ON CONFLICT (domain) DO UPDATE SET detail = excluded.detail",
        ((outlet.domain, codec.encode(outlet)) for outlet in outlets),
    )


def every(database: Database) -> tuple[Outlet, ...]:
    """All rows that were kept, by domain."""
    return tuple(
        codec.decode(detail, Outlet)
        for (detail,) in database.rows("SELECT detail FROM outlets ORDER BY domain")
    )
