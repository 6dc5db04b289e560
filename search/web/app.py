"""The service: API and pages in one application."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

from fastapi import FastAPI, Request
from starlette.responses import Response

import pantau
from pantau.records import Outlet
from search import api, problems
from search.connections import Connections
from search.web import pages
from search.web.headers import SecureHeaders
from search.web.site import Site
from search.web.wording import Wording

DESCRIPTION: Final = (
    "News monitoring and early warning for social harmony in Indonesia. Of a story, headline, lead and link"
    " are given out. An alert is a lead to verify, never a finding; a day without a row was not observed and"
    " is no zero. Errors are problem details (RFC 9457)."
)


def create_app(database_path: Path, *, language: str = "id", outlets: Iterable[Outlet] = ()) -> FastAPI:
    """Makes the application.

    Args:
        database_path: The database; created and brought up to date where needed.
        language: Language of the pages, ``id`` or one there is a catalogue for.
        outlets: The registry: names and owners of outlets, and those that are silent.

    Returns:
        An ASGI application: the API under ``/api/v1``, its description at ``/api/v1/openapi.json``.

    Raises:
        SettingsError: There are no pages in this language.
        StorageError: The database cannot be opened.
    """
    wording = Wording(language)
    connections = Connections(database_path)
    site = Site(connections, wording=wording, outlets=tuple(outlets))

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        connections.close()

    app = FastAPI(
        title="Pantau",
        version=pantau.__version__,
        description=DESCRIPTION,
        openapi_url=f"{api.PREFIX}/openapi.json",
        docs_url=None,  # the usual viewers load script from elsewhere
        redoc_url=None,
        lifespan=lifespan,
    )
    app.add_middleware(SecureHeaders)
    app.include_router(api.router(connections, owners=site.owners))
    app.include_router(pages.router(site))

    async def error_page(request: Request, status: int, problem: str) -> Response:
        return site.page(request, "error.html", status=status, code=status, problem=problem)

    problems.install(app, page=error_page)
    return app
