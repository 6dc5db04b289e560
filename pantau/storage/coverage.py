"""The denominators: what each outlet gave on each day, and how much of each district was seen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pantau.records import DistrictCoverage, OutletCoverage
from pantau.storage.database import Database

_REFRESH_CRAWLED = """
WITH pages AS (
    SELECT a.outlet, a.day, 1 AS fetched, 1 AS extracted, coalesce(n.relevant, 0) AS relevant
      FROM articles AS a LEFT JOIN annotations AS n ON n.article_key = a.key
     WHERE a.origin = 'crawl' AND a.day >= :since
    UNION ALL
    SELECT f.outlet, f.found_day, coalesce(f.status = 200, 0), 0, 0
      FROM fetches AS f LEFT JOIN articles AS a ON a.key = f.url_key
     WHERE f.kind = 'page' AND f.found_day >= :since AND a.day IS NULL
)
INSERT INTO outlet_coverage (outlet, day, found, fetched, extracted, relevant)
SELECT outlet, day, count(*), sum(fetched), sum(extracted), sum(relevant)
  FROM pages WHERE true GROUP BY outlet, day
ON CONFLICT (outlet, day) DO UPDATE SET
    found = excluded.found, fetched = excluded.fetched, extracted = excluded.extracted,
    relevant = excluded.relevant
"""

_REFRESH_IMPORTED = """
INSERT INTO outlet_coverage (outlet, day, found, fetched, extracted, relevant)
SELECT a.outlet, a.day, count(*), count(*), count(*), sum(coalesce(n.relevant, 0))
  FROM articles AS a LEFT JOIN annotations AS n ON n.article_key = a.key
 WHERE a.origin = 'import' AND a.day >= :since
 GROUP BY a.outlet, a.day
ON CONFLICT (outlet, day) DO UPDATE SET
    found = max(found, excluded.found), fetched = max(fetched, excluded.fetched),
    extracted = max(extracted, excluded.extracted), relevant = max(relevant, excluded.relevant)
"""


def refresh(database: Database, *, since: date) -> None:
    """Count again what each outlet gave on each day from ``since`` on.

    An article counts on its local day of publication, whenever it was read; a page that gave no
    article (or none with a date) counts on the day on which it was found.
    """
    with database.transaction():
        for statement in (_REFRESH_CRAWLED, _REFRESH_IMPORTED):
            database.execute(statement, {"since": since.isoformat()})


def of_outlets(database: Database, *, since: date, until: date) -> Iterator[OutletCoverage]:
    """What each outlet gave on each day, both ends included; a day without a row was not seen."""
    sql = (
        "SELECT outlet, day, found, fetched, extracted, relevant FROM outlet_coverage"
        " WHERE day BETWEEN ? AND ? ORDER BY outlet, day"
    )
    for outlet, day, found, fetched, extracted, relevant in database.rows(
        sql, (since.isoformat(), until.isoformat())
    ):
        yield OutletCoverage(
            outlet=outlet,
            day=date.fromisoformat(day),
            found=found,
            fetched=fetched,
            extracted=extracted,
            relevant=relevant,
        )


def of_districts(database: Database, *, since: date, until: date) -> Iterator[DistrictCoverage]:
    """How much of each district was seen on each day, both ends included."""
    sql = (
        "SELECT district, day, stories, outlets FROM district_coverage"
        " WHERE day BETWEEN ? AND ? ORDER BY district, day"
    )
    for district, day, stories, outlets in database.rows(sql, (since.isoformat(), until.isoformat())):
        yield DistrictCoverage(
            district=district, day=date.fromisoformat(day), stories=stories, outlets=outlets
        )
