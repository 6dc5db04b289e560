"""One round of the main job: crawl, read, build the index, raise alerts. Every step can be run again."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

import pantau
from pantau.cli import console
from pantau.records import Correction, Outlet
from pantau.settings import Settings
from pantau.storage import Database, articles, corrections, coverage, stories
from pantau.storage import outlets as outlet_store

if TYPE_CHECKING:
    from crawler.limits import CrawlSummary, Limits, Progress
    from index_builder.build import BuildSummary
    from nlp.pipeline import Annotator

USER_AGENT: Final = f"Pantau/{pantau.__version__}"
"""An honest name; the contact of the operator is sent with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleSummary:
    """What a round found; counts are of the whole database after the round, ``fetched`` of the round.

    ``districts`` are those with at least one story about an event there.
    """

    outlets: int
    fetched: int
    stories: int
    relevant: int
    incidents: int
    districts: int
    alerts: int
    seconds: float


def run_cycle(
    database: Database,
    settings: Settings,
    outlets: Sequence[Outlet],
    annotator: Annotator,
    *,
    through: date | None = None,
) -> CycleSummary:
    """Crawl the outlets, read what is new, build the index and raise alerts.

    Args:
        database: Where everything goes.
        settings: What the operator decided.
        outlets: Whom to ask.
        annotator: The language pipeline.
        through: Last day of the index; today by default.

    Returns:
        What there is now.
    """
    began = time.monotonic()
    crawled = crawl(database, settings, outlets)
    read(database, annotator)
    build(database, settings, outlets, through=through)
    return CycleSummary(
        outlets=len(outlets),
        fetched=crawled.fetched,
        stories=stories.count(database),
        relevant=stories.count(database, relevant=True),
        incidents=int(database.value("SELECT count(*) FROM incidents")),
        districts=int(
            database.value(
                "SELECT count(DISTINCT code) FROM story_places WHERE role = 'event' AND length(code) = 5"
            )
        ),
        alerts=int(database.value("SELECT count(*) FROM alerts")),
        seconds=round(time.monotonic() - began, 2),
    )


def crawl(database: Database, settings: Settings, outlets: Sequence[Outlet]) -> CrawlSummary:
    """Ask the outlets for what is new, with a progress bar while a person watches."""
    from crawler.crawl import crawl as crawl_outlets

    outlet_store.put(database, outlets)
    last = 0
    with console.progress("crawling") as advance:

        def show(counts: Progress) -> None:
            nonlocal last
            advance(counts.extracted - last)
            last = counts.extracted

        return crawl_outlets(
            database,
            outlets,
            home=settings.home,
            user_agent=USER_AGENT,
            contact=settings.contact,
            limits=limits_of(settings),
            on_progress=show,
        )


def limits_of(settings: Settings) -> Limits:
    """The bounds of a crawl that the operator may set; the others are the crawler's own."""
    from crawler.limits import Limits

    return Limits(
        delay=settings.crawl_delay,
        timeout=settings.crawl_timeout,
        pages=settings.crawl_pages,
        page_bytes=settings.page_bytes,
        age_days=settings.crawl_age_days,
    )


def read(database: Database, annotator: Annotator) -> int:
    """Annotate what is new, with a progress bar while a person watches."""
    from index_builder.corrections import corrected_story
    from nlp.reading import annotate_new

    made: dict[str, list[Correction]] = {}
    for correction in corrections.every(database):
        made.setdefault(correction.target, []).append(correction)
    waiting, first_day = articles.waiting(database, annotator.method_version)
    with console.progress("reading stories", waiting) as advance:
        read_now = annotate_new(
            database,
            annotator,
            put_right=lambda story: corrected_story(story, made.get(story.key, ())),
            on_progress=advance,
        )
    if first_day is not None:
        coverage.refresh(database, since=first_day)  # how many were relevant is known only now
    return read_now


def build(
    database: Database,
    settings: Settings,
    outlets: Sequence[Outlet],
    *,
    through: date | None = None,
    rebuild: bool = False,
) -> BuildSummary:
    """Bring full text, incidents, signals, index and alerts up to what is known.

    Args:
        database: Where the stories are.
        settings: What the operator decided.
        outlets: The registry, for the owners.
        through: Last day of the index; the last day of publication that is known by default.
        rebuild: Drop what was derived and begin anew.

    Returns:
        What was done.
    """
    from index_builder import fulltext
    from index_builder.build import build as build_index

    with console.progress("indexing text") as advance:
        advance(fulltext.rebuild(database) if rebuild else fulltext.index_new(database))
    with console.stages() as on_progress:
        return build_index(
            database,
            through=through,
            rebuild=rebuild,
            outlets=outlets,
            alert_chance=settings.alert_chance,
            on_progress=on_progress,
        )
