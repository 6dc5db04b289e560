"""Errors of the API as problem details (RFC 9457): one shape, and nothing of the inside."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response

from pantau.errors import StorageError
from search.errors import PageError, QueryError

MEDIA_TYPE: Final = "application/problem+json"
API_PREFIX: Final = "/api/"

PageHandler = Callable[[Request, int, str], Awaitable[Response]]
"""Answers a request for a page with an error page: status and a name of what is wrong."""

_LOG = logging.getLogger(__name__)


def problem(status: int, title: str, detail: str, *, kind: str = "", **more: Any) -> JSONResponse:
    """Makes a problem response.

    Args:
        status: HTTP status.
        title: The kind of problem, the same for all of its kind.
        detail: This problem.
        kind: Short name; the type is ``urn:pantau:problem:<kind>``, ``about:blank`` without one.
        more: Further members.
    """
    content = {
        "type": f"urn:pantau:problem:{kind}" if kind else "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
        **more,
    }
    return JSONResponse(content, status_code=status, media_type=MEDIA_TYPE)


def install(app: FastAPI, *, page: PageHandler) -> None:
    """Makes the application answer errors: problems under ``/api/``, pages elsewhere."""

    async def on_query(request: Request, error: Exception) -> Response:
        assert isinstance(error, QueryError)  # noqa: S101 (registered for it)
        if not _is_api(request):
            return await page(request, 400, "query")
        more = {"position": error.position, "found": error.found, "expected": list(error.expected)}
        return problem(
            400, "The query cannot be read", str(error), kind="query", reason=error.problem, **more
        )

    async def on_page(request: Request, error: Exception) -> Response:
        return (
            problem(400, "No such page", str(error), kind="page")
            if _is_api(request)
            else await page(request, 404, "page")
        )

    async def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101 (registered for it)
        if not _is_api(request):
            return await page(request, error.status_code, "")
        response = problem(error.status_code, _TITLES.get(error.status_code, "Error"), str(error.detail))
        response.headers.update(error.headers or {})
        return response

    async def on_validation(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)  # noqa: S101 (registered for it)
        if not _is_api(request):
            return await page(request, 400, "")
        errors = [{"where": ".".join(map(str, item["loc"])), "what": item["msg"]} for item in error.errors()]
        detail = "; ".join(f"{item['where']}: {item['what']}" for item in errors)
        return problem(422, "A parameter is out of its bounds", detail, kind="parameter", errors=errors)

    async def on_storage(request: Request, error: Exception) -> Response:
        _LOG.error("the database cannot be read: %s", error)
        if not _is_api(request):
            return await page(request, 503, "storage")
        return problem(503, "The database cannot be read", "try again later", kind="storage")

    app.add_exception_handler(QueryError, on_query)
    app.add_exception_handler(PageError, on_page)
    app.add_exception_handler(HTTPException, on_http)
    app.add_exception_handler(RequestValidationError, on_validation)
    app.add_exception_handler(StorageError, on_storage)


_TITLES: Final = {404: "Not found", 405: "Method not allowed", 413: "Too large"}


def _is_api(request: Request) -> bool:
    return request.url.path.startswith(API_PREFIX)
