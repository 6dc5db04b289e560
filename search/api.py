"""The API, version 1: the questions of the pages, answered as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, HTTPException, Path, Query

from pantau import codec
from pantau.districts import load_districts
from pantau.records import Alert, Annotation, Article, Incident
from pantau.storage import alerts as alert_store
from search import schemas
from search.answers import Answer, Hit, Sort, lead_of, markup, plain
from search.connections import Connections
from search.district import LONGEST_SERIES, SERIES_DAYS, district_view
from search.engine import LARGEST_PAGE, Search
from search.overview import DistrictState, overview
from search.query.parser import LONGEST_QUERY
from search.reports import ReportedIncident, StoryView, alert_view, mentions, quotes, reported, story_view
from search.unseen import outlet_days

PREFIX: Final = "/api/v1"

MOST_ALERTS: Final = 500
"""Alerts in one answer; at 20 a week that is half a year."""

MOST_DAYS: Final = 90
"""Days of outlet coverage in one answer: a quarter of 350 outlets is about 30,000 rows."""

Key = Annotated[str, Path(max_length=64, pattern=r"^[\w.-]+$", examples=["0123456789abcdef"])]
Code = Annotated[str, Path(pattern=r"^\d\d\.\d\d$", examples=["32.71"])]


def router(connections: Connections, *, owners: Mapping[str, str]) -> APIRouter:
    """Makes the routes of version 1.

    Args:
        connections: Where databases are lent.
        owners: Owner of each outlet by its domain.
    """
    routes = APIRouter(prefix=PREFIX, responses=schemas.PROBLEMS)
    _add_search(routes, connections, owners)
    _add_districts(routes, connections, owners)
    _add_alerts(routes, connections, owners)
    return routes


def _add_search(routes: APIRouter, connections: Connections, owners: Mapping[str, str]) -> None:
    @routes.get("/search", summary="Search the stories", tags=["stories"])
    def search(
        q: Annotated[
            str,
            Query(
                max_length=LONGEST_QUERY,
                description="In the query language; empty asks for every story.",
                examples=['bentrok kab:"Kota Bogor" tanggal:2026-01..2026-06'],
            ),
        ] = "",
        sort: Annotated[Sort, Query(description="relevance (BM25) or date (newest first)")] = "relevance",
        page: Annotated[int, Query(ge=1)] = 1,
        size: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 20,
        until: Annotated[int | None, Query(ge=0, le=2**62, description="until of the first page")] = None,
    ) -> schemas.SearchOut:
        with connections.lend() as database:
            answer = Search(database, owners=owners).run(q, sort=sort, page=page, size=size, until=until)
        return _search_out(answer, owners)

    @routes.get("/stories/{key}", summary="One story with what was read out of it", tags=["stories"])
    def story(key: Key) -> schemas.StoryDetail:
        with connections.lend() as database:
            view = story_view(database, key, owners=owners)
        if view is None:
            raise HTTPException(404, f"there is no story {key}")
        return _story_detail(view, owners)

    @routes.get("/outlets/coverage", summary="What each outlet gave on each day", tags=["coverage"])
    def coverage(days: Annotated[int, Query(ge=1, le=MOST_DAYS)] = 7) -> list[schemas.OutletDayOut]:
        with connections.lend() as database:
            rows = outlet_days(database, days=days)
        return [
            schemas.OutletDayOut(owner=owners.get(row.outlet, "unknown"), **codec.plain(row)) for row in rows
        ]


def _add_districts(routes: APIRouter, connections: Connections, owners: Mapping[str, str]) -> None:
    @routes.get("/overview", summary="All districts, the most urgent first", tags=["districts"])
    def whole() -> schemas.OverviewOut:
        with connections.lend() as database:
            view = overview(database)
        return schemas.OverviewOut(
            day=view.day,
            window_days=view.window_days,
            levels={str(level): count for level, count in view.counts.items()},
            districts=[_district_out(state) for state in view.states],
        )

    @routes.get("/districts", summary="All districts in code order", tags=["districts"])
    def districts(
        province: Annotated[str | None, Query(pattern=r"^\d\d$", examples=["32"])] = None,
    ) -> list[schemas.DistrictOut]:
        with connections.lend() as database:
            view = overview(database)
        states = sorted(view.states, key=lambda state: state.code)
        return [_district_out(state) for state in states if province in {None, state.code[:2]}]

    @routes.get("/districts/{code}", summary="One district: series, coverage, incidents", tags=["districts"])
    def district(
        code: Code, days: Annotated[int, Query(ge=1, le=LONGEST_SERIES)] = SERIES_DAYS
    ) -> schemas.DistrictDetail:
        if code not in load_districts():
            raise HTTPException(404, f"there is no district {code}")
        item = load_districts().district(code)
        with connections.lend() as database:
            view = district_view(database, code, days=days)
            found = reported(database, list(view.incidents), owners=owners)
        return schemas.DistrictDetail(
            code=code,
            name=item.name,
            province=load_districts().name(item.province),
            zone=item.zone,
            level=view.level,
            score=view.score,
            first=view.first,
            last=view.last,
            series={name: [codec.plain(value) for value in values] for name, values in view.values.items()},
            coverage=[codec.plain(day) for day in view.coverage],
            incidents=[_incident_out(one) for one in found],
            alerts=[alert.number for alert in view.alerts],
        )


def _add_alerts(routes: APIRouter, connections: Connections, owners: Mapping[str, str]) -> None:
    @routes.get("/alerts", summary="Alerts, newest first", tags=["alerts"])
    def alerts(
        district: Annotated[str | None, Query(pattern=r"^\d\d\.\d\d$")] = None,
        limit: Annotated[int, Query(ge=1, le=MOST_ALERTS)] = 50,
    ) -> list[schemas.AlertOut]:
        with connections.lend() as database:
            found = alert_store.latest(database, limit=limit, district=district)
        return [schemas.AlertOut(**_alert(one)) for one in found]

    @routes.get("/alerts/{number}", summary="One alert with its incidents", tags=["alerts"])
    def alert(number: Annotated[int, Path(ge=1, le=2**62)]) -> schemas.AlertDetail:
        with connections.lend() as database:
            view = alert_view(database, number, owners=owners)
        if view is None:
            raise HTTPException(404, f"there is no alert {number}")
        return schemas.AlertDetail(
            **_alert(view.alert),
            incidents=[_incident_out(one) for one in view.incidents],
            missing=list(view.missing),
            coverage=[codec.plain(day) for day in view.coverage],
        )


def _search_out(answer: Answer, owners: Mapping[str, str]) -> schemas.SearchOut:
    return schemas.SearchOut(
        query=answer.query,
        total=answer.total,
        sort=answer.sort,
        page=answer.page,
        pages=answer.pages,
        size=answer.size,
        until=answer.until,
        notes=[text for _, text in answer.notes],
        hits=[_hit_out(hit, owners) for hit in answer.hits],
        facets={
            name: [schemas.FacetOut(value=item.value, count=item.count) for item in items]
            for name, items in answer.facets.items()
        },
    )


def _hit_out(hit: Hit, owners: Mapping[str, str]) -> schemas.HitOut:
    return schemas.HitOut(
        key=hit.key,
        url=hit.url,
        outlet=hit.outlet,
        owner=owners.get(hit.outlet, "unknown"),
        published=hit.published,
        title=plain(hit.title),
        lead=plain(hit.lead),
        labels=_labels(hit),
        highlight=schemas.Highlight(
            title=str(markup(hit.title)), lead=str(markup(hit.lead)), text=str(markup(hit.snippet))
        ),
    )


def _story_detail(view: StoryView, owners: Mapping[str, str]) -> schemas.StoryDetail:
    article, said = view.article, view.annotation
    return schemas.StoryDetail(
        **_article(article, owners),
        labels=_labels(said),
        confidence=dict(said.confidence) if said else {},
        places=[codec.plain(place) for place in mentions(said)],
        evidence=[schemas.QuoteOut(field=quote.field, text=quote.text) for quote in quotes(said)],
        doubts=list(said.doubts) if said else [],
        incident=view.incident.incident.id if view.incident else None,
        method_version=said.method_version if said else None,
    )


def _article(article: Article, owners: Mapping[str, str]) -> dict[str, Any]:
    return {
        "key": article.key,
        "url": article.url,
        "outlet": article.outlet,
        "owner": owners.get(article.outlet, "unknown"),
        "published": article.published,
        "title": article.title,
        "lead": lead_of(article),
    }


def _labels(said: Hit | Annotation | None) -> schemas.Labels:
    return schemas.Labels(
        relevant=said.relevant if said else None,
        dimensions=list(said.dimensions) if said else [],
        tone=said.tone if said else None,
        phase=said.phase if said else None,
        form=said.form if said else None,
        sentiment=said.sentiment if said else None,
        places=list(said.places) if said else [],
        event_date=said.event_date if said else None,
        deaths=said.deaths if said else None,
        injured=said.injured if said else None,
    )


def _district_out(state: DistrictState) -> schemas.DistrictOut:
    districts = load_districts()
    return schemas.DistrictOut(
        **codec.plain(state),
        name=districts.name(state.code),
        province=districts.name(state.code[:2]),
    )


def _incident_out(one: ReportedIncident) -> schemas.IncidentOut:
    incident: Incident = one.incident
    fields = {**codec.plain(incident), "stories": len(incident.stories), "reports": codec.plain(one.reports)}
    return schemas.IncidentOut(**fields)


def _alert(alert: Alert) -> dict[str, Any]:
    fields = {name: value for name, value in codec.plain(alert).items() if name != "incidents"}
    return {**fields, "name": load_districts().name(alert.district)}
