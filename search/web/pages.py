"""The pages and their addresses."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Form, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response

from pantau.districts import DISTRICT_CODE_LENGTH, District, load_districts
from pantau.labels import DIMENSIONS
from pantau.records import TOTAL
from pantau.storage import alerts as alert_store
from search.answers import lead_of
from search.district import district_view
from search.engine import Search
from search.errors import PageError, QueryError
from search.overview import overview
from search.query.parser import LONGEST_QUERY
from search.reports import alert_view, mentions, quotes, reported, story_view
from search.unseen import unseen
from search.web.charts import coverage_chart, series_chart
from search.web.question import PAGE_SIZE, Question
from search.web.site import COOKIE, COOKIE_SECONDS, NONE_CHOSEN, Site, chosen_district, stylesheet
from search.web.tilemap import tile_map

COVERAGE: Final = "liputan"
"""Name of the coverage chart, beside those of the dimensions."""

ALERTS_SHOWN: Final = 200
"""Alerts of the list: at the most that is asked for, 20 a week, ten weeks."""


def router(site: Site) -> APIRouter:
    """Makes the routes of all pages."""
    routes = APIRouter(include_in_schema=False)
    _add_overview(routes, site)
    _add_search(routes, site)
    _add_district(routes, site)
    _add_alerts(routes, site)
    _add_others(routes, site)
    return routes


def _add_overview(routes: APIRouter, site: Site) -> None:
    @routes.get("/")
    def start(request: Request) -> Response:
        mine = chosen_district(request)
        with site.connections.lend() as database:
            view = overview(database)
            latest = alert_store.latest(database, limit=5)
        return site.page(
            request,
            "overview.html",
            view=view,
            latest=latest,
            tiles=tile_map(view, site.wording, mine=mine.code if mine else None),
            my_state=view.state(mine.code) if mine else None,
        )

    @routes.post("/wilayah-saya")
    def choose(request: Request, wilayah: Annotated[str, Form(max_length=16)] = "") -> Response:
        if not _from_here(request):
            raise HTTPException(403, "this form belongs to another site")
        code = wilayah.strip()
        if code not in {NONE_CHOSEN, *(district.code for district in load_districts())}:
            raise HTTPException(400, "there is no such district")
        response = RedirectResponse("/", status_code=303)
        secure = request.url.scheme == "https"
        response.set_cookie(
            COOKIE, code, max_age=COOKIE_SECONDS, httponly=True, samesite="lax", secure=secure
        )
        return response

    @routes.get("/wilayah-saya")
    def choices(request: Request) -> Response:
        return site.page(request, "choose.html")


def _add_search(routes: APIRouter, site: Site) -> None:
    @routes.get("/cari")
    def search(
        request: Request,
        q: Annotated[str, Query(max_length=2 * LONGEST_QUERY)] = "",
        dari: str = "",
        sampai: str = "",
        urut: str = "",
        hal: Annotated[int, Query(ge=1, le=10_000)] = 1,
        sd: Annotated[int | None, Query(ge=0, le=2**62)] = None,
    ) -> Response:
        question = Question(text=q, first=_day(dari), last=_day(sampai), order=urut, page=hal, until=sd)
        if question.first and question.last and question.last < question.first:
            question = Question(text=q, first=question.last, last=question.first, order=urut)
        try:
            tree = question.tree()
            with site.connections.lend() as database:
                answer = Search(database, owners=site.owners).run(
                    tree, sort=question.sort, page=question.page, size=PAGE_SIZE, until=question.until
                )
        except QueryError as error:
            return site.page(request, "search.html", status=400, question=question, error=error, answer=None)
        except PageError:
            raise HTTPException(404, "no such page") from None
        return site.page(request, "search.html", question=question, answer=answer, error=None)

    @routes.get("/berita/{key}")
    def story(request: Request, key: str) -> Response:
        with site.connections.lend() as database:
            view = story_view(database, key, owners=site.owners)
        if view is None:
            raise HTTPException(404, "no such story")
        lead = lead_of(view.article)
        return site.page(
            request,
            "story.html",
            view=view,
            lead=lead,
            quotes=quotes(view.annotation),
            mentions=mentions(view.annotation),
        )


def _add_district(routes: APIRouter, site: Site) -> None:
    @routes.get("/wilayah/{code}")
    def district(request: Request, code: str) -> Response:
        item = _district(code)
        with site.connections.lend() as database:
            view = district_view(database, code)
            found = reported(database, list(view.incidents), owners=site.owners)
        return site.page(
            request, "district.html", district_item=item, view=view, incidents=found, dimensions=DIMENSIONS
        )

    @routes.get("/wilayah/{code}/{name}.svg")
    def chart(code: str, name: str) -> Response:
        _district(code)
        if name not in {*DIMENSIONS, TOTAL, COVERAGE}:
            raise HTTPException(404, "no such chart")
        with site.connections.lend() as database:
            view = district_view(database, code)
        if view.first is None or view.last is None:
            raise HTTPException(404, "there is no index yet")
        first, last, language = view.first, view.last, site.wording.language
        if name == COVERAGE:
            days = view.coverage
            svg = site.drawings.get(
                (name, first, last, days),
                lambda: coverage_chart(days, first=first, last=last, language=language),
            )
        else:
            values = view.values[name]
            svg = site.drawings.get(
                (name, first, last, values),
                lambda: series_chart(values, first=first, last=last, language=language),
            )
        return Response(svg, media_type="image/svg+xml")


def _add_alerts(routes: APIRouter, site: Site) -> None:
    @routes.get("/peringatan")
    def alerts(request: Request) -> Response:
        with site.connections.lend() as database:
            found = alert_store.latest(database, limit=ALERTS_SHOWN)
        return site.page(request, "alerts.html", alerts=found)

    @routes.get("/peringatan/{number}")
    def alert(request: Request, number: int) -> Response:
        with site.connections.lend() as database:
            view = alert_view(database, number, owners=site.owners) if 0 < number < 2**62 else None
        if view is None:
            raise HTTPException(404, "no such alert")
        return site.page(request, "alert.html", view=view, alert=view.alert)


def _add_others(routes: APIRouter, site: Site) -> None:
    @routes.get("/tak-teramati")
    def not_seen(request: Request) -> Response:
        with site.connections.lend() as database:
            view = unseen(database, site.outlets.values())
        thin = {item.code: item for item in view.thin}
        return site.page(request, "unseen.html", view=view, thin=thin)

    @routes.get("/tentang")
    def about(request: Request) -> Response:
        return site.page(request, "about.html")

    @routes.get("/static/pantau.css")
    def css() -> Response:
        headers = {"cache-control": "public, max-age=31536000, immutable"}
        return Response(stylesheet()[0], media_type="text/css", headers=headers)

    @routes.get("/robots.txt")
    def robots() -> Response:  # headlines belong to their outlets: search engines find them there
        return Response("User-agent: *\nDisallow: /\n", media_type="text/plain")

    @routes.get("/favicon.ico")
    def icon() -> Response:
        return Response(_ICON, media_type="image/svg+xml", headers={"cache-control": "public, max-age=86400"})


_ICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3"'
    ' fill="#0f4c5c"/><path d="M3 10.5h2l2-6 2.5 8L11 8h2" fill="none" stroke="#fff"/></svg>'
)


def _district(code: str) -> District:
    districts = load_districts()
    if len(code) != DISTRICT_CODE_LENGTH or code not in districts:
        raise HTTPException(404, "no such district")
    return districts.district(code)


def _day(text: str) -> date | None:
    """A day of the form; what is none is left out, as an empty field is."""
    try:
        return datetime.strptime(text, "%Y-%m-%d").date() if text else None  # noqa: DTZ007 (only the day is read)
    except ValueError:
        return None


def _from_here(request: Request) -> bool:
    """Whether a form was sent from one of our pages, as far as the browser says."""
    site = request.headers.get("sec-fetch-site")
    if site:
        return site in {"same-origin", "none"}
    origin = request.headers.get("origin")
    return origin in {None, f"{request.url.scheme}://{request.url.netloc}"}
