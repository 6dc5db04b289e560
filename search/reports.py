"""A story, an incident and an alert as they are shown: with where they come from and what is not known."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pantau import codec
from pantau.records import (
    TOTAL,
    Alert,
    Annotation,
    Article,
    DistrictCoverage,
    Evidence,
    Incident,
    PlaceMention,
)
from pantau.storage import Database, alerts, articles, incidents, stories
from search.district import DistrictView, district_view

QUOTES_SHOWN: Final = 5
LONGEST_QUOTE: Final = 160
"""Quotations of one story and characters of each: evidence for the labels, no substitute for the article."""

STORIES_OF_INCIDENT: Final = 12
"""Stories shown for one incident; a reprint storm has hundreds of the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What may be shown of one article: headline, outlet, time, link."""

    key: str
    title: str
    url: str
    outlet: str
    owner: str
    published: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedIncident:
    """An incident with the articles behind it, the first known one first."""

    incident: Incident
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """One article, what was read out of it (``None`` before it was read) and its incident."""

    article: Article
    annotation: Annotation | None
    incident: ReportedIncident | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertView:
    """An alert with the incidents behind it and the coverage of its window.

    Attributes:
        missing: Incident ids of the alert that are there no more (merged or corrected since).
        coverage: Days of the window on which the district was seen.
        later: Other tension incidents of the district and dimension since the alert's day, newest first:
            an alert keeps what was known when it was raised, its reader needs what came after.
    """

    alert: Alert
    incidents: tuple[ReportedIncident, ...]
    missing: tuple[str, ...]
    coverage: tuple[DistrictCoverage, ...]
    district: DistrictView
    later: tuple[ReportedIncident, ...] = ()


def story_view(database: Database, key: str, *, owners: Mapping[str, str]) -> StoryView | None:
    """Returns the story with this key, ``None`` where there is none."""
    article = articles.get(database, key)
    if article is None:
        return None
    story = stories.get(database, key)
    incident = incidents.of_story(database, key)
    return StoryView(
        article=article,
        annotation=story.annotation if story else None,
        incident=reported(database, [incident], owners=owners)[0] if incident else None,
    )


def quotes(annotation: Annotation | None) -> tuple[Evidence, ...]:
    """Returns the evidence of a story as short quotations, each sentence once."""
    by_text: dict[str, Evidence] = {}
    for evidence in annotation.evidence if annotation else ():
        by_text.setdefault(evidence.text, evidence)
    return tuple(
        dataclasses.replace(evidence, text=_short(evidence.text))
        for evidence in list(by_text.values())[:QUOTES_SHOWN]
    )


def mentions(annotation: Annotation | None) -> tuple[PlaceMention, ...]:
    """Returns the places a story names, each name with each of its readings once, the surest of equals."""
    best: dict[tuple[str, str | None, str], PlaceMention] = {}
    for mention in annotation.mentions if annotation else ():
        reading = (mention.name.casefold(), mention.code, mention.role)
        if reading not in best or mention.confidence > best[reading].confidence:
            best[reading] = mention
    return tuple(best.values())


def _short(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= LONGEST_QUOTE:
        return flat
    return f"{flat[:LONGEST_QUOTE].rpartition(' ')[0] or flat[:LONGEST_QUOTE]} …"


def alert_view(database: Database, number: int, *, owners: Mapping[str, str]) -> AlertView | None:
    """Returns the alert with this number, ``None`` where there is none."""
    alert = alerts.get(database, number)
    if alert is None:
        return None
    found = [incident for one in alert.incidents if (incident := incidents.get(database, one))]
    found.sort(key=lambda incident: (incident.day, incident.id), reverse=True)
    known = {incident.id for incident in found}
    district = district_view(database, alert.district)
    first = alert.day.toordinal() - alert.window_days
    return AlertView(
        alert=alert,
        incidents=reported(database, found, owners=owners),
        missing=tuple(one for one in alert.incidents if one not in known),
        coverage=tuple(
            day for day in district.coverage if first < day.day.toordinal() <= alert.day.toordinal()
        ),
        district=district,
        later=reported(database, _later(alert, district), owners=owners),
    )


def _later(alert: Alert, district: DistrictView) -> list[Incident]:
    """Tension incidents of the alert's series that are not part of it and came on its day or after."""
    return [
        incident
        for incident in district.incidents
        if incident.kind == "tension"
        and incident.day >= alert.day
        and incident.id not in alert.incidents
        and (alert.dimension == TOTAL or alert.dimension in incident.dimensions)
    ]


def reported(
    database: Database, found: list[Incident], *, owners: Mapping[str, str]
) -> tuple[ReportedIncident, ...]:
    """Returns incidents with the articles behind them."""
    keys = codec.encode([key for incident in found for key in incident.stories[:STORIES_OF_INCIDENT]])
    rows = database.rows(
        "SELECT key, title, url, outlet, published_local FROM articles"
        " WHERE key IN (SELECT value FROM json_each(?))",
        (keys,),
    )
    reports = {
        key: Report(
            key=key,
            title=title,
            url=url,
            outlet=outlet,
            owner=owners.get(outlet, "unknown"),
            published=published,
        )
        for key, title, url, outlet, published in rows
    }
    return tuple(
        ReportedIncident(
            incident=incident,
            reports=tuple(reports[key] for key in incident.stories[:STORIES_OF_INCIDENT] if key in reports),
        )
        for incident in found
    )
