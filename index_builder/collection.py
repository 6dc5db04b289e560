"""Incidents of a collection of stories that stands in no database: the same grouping, in a passing one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from pathlib import Path

from index_builder import workings
from index_builder.grouping import Grouping
from index_builder.method import METHOD_VERSION
from index_builder.owners import Owners
from pantau.records import Outlet, Story
from pantau.storage import Database, articles
from pantau.storage import stories as story_store


def incident_ids(stories: Sequence[Story], outlets: Iterable[Outlet]) -> list[str | None]:
    """The incident of each story, equal for reports of one event.

    The stories are taken in the order of publication (those without a day last), as a crawl would have
    met them; what is given twice under one key counts once.

    Args:
        stories: Annotated stories.
        outlets: The registry, for the owners.

    Returns:
        An incident id for each story, in the order given; None where it reports no incident.
    """
    with (
        tempfile.TemporaryDirectory(prefix="pantau-incidents-") as folder,
        Database.open(Path(folder) / "passing.db") as database,
    ):
        _fill(database, stories)
        workings.prepare(database, METHOD_VERSION, rebuild=False)
        Grouping(database, Owners.of(outlets)).run()
        of_key: dict[str, str] = dict(
            database.rows(
                "SELECT s.article_key, s.incident_id FROM incident_stories AS s"
                " JOIN incidents AS i ON i.id = s.incident_id WHERE i.form <> 'tidak_ada'"
            )
        )
    return [of_key.get(story.key) for story in stories]


def _fill(database: Database, stories: Sequence[Story]) -> None:
    ordered = sorted(stories, key=_known)
    with database.transaction():
        for moment, together in groupby(ordered, key=_known):
            batch = [replace(story, article=replace(story.article, fetched=moment)) for story in together]
            articles.add(database, (story.article for story in batch), origin="import", known_at=moment)
            story_store.put(database, batch, annotated_at=moment)


def _known(story: Story) -> datetime:
    return story.article.published or story.article.fetched
