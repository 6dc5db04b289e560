"""The fictional press, served on 127.0.0.1: one port for each outlet, since a host is an outlet's key."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Final

from pantau.demo.errors import PortTakenError
from pantau.demo.houses import HOUSES, WIB
from pantau.demo.newsroom import load_stories
from pantau.demo.site import ServedPage, Site
from pantau.records import Outlet

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    from pantau.demo.houses import House
    from pantau.demo.newsroom import DemoStory
    from pantau.demo.truth import Truth

HOST: Final = "127.0.0.1"
"""Loopback only: the demo is nobody else's business. Names like ``x.localhost`` do not resolve on a
machine without a resolver for them, so outlets differ by port."""

DEMO_PORT: Final = 8741
"""First of six ports of ``pantau demo``; fixed, so that a second run meets the same addresses."""

STOP_SECONDS: Final = 5.0
"""How long stopping waits for a server's thread; an idle thread ends within its 0.1 s poll."""


class Press:
    """All outlets of the demo and their servers.

    Args:
        end: Last day of the press; today in Jakarta if not given.
        first_port: The outlets take this port and the next ones; 0 lets the system choose.

    Raises:
        PortTakenError: If one of the ports is in use.
        StoryFileError: If a story file breaks a rule.
    """

    def __init__(self, *, end: date | None = None, first_port: int = 0) -> None:
        self.end = end or datetime.now(WIB).date()
        self.stories: tuple[DemoStory, ...] = load_stories(end=self.end)
        self._servers: list[_SiteServer] = []
        self._threads: list[threading.Thread] = []
        try:
            for position, house in enumerate(HOUSES):
                self._servers.append(_bind(house, first_port + position if first_port else 0))
        except PortTakenError:
            self.stop()
            raise
        self.sites: tuple[Site, ...] = tuple(self._site(server) for server in self._servers)

    def _site(self, server: _SiteServer) -> Site:
        layout = server.house.layout
        own = [story for story in self.stories if story.outlet == layout]
        site = Site(house=server.house, stories=own, base=f"http://{HOST}:{server.server_port}")
        server.pages = site.pages
        return site

    def start(self) -> Self:
        """Serve until :meth:`stop`; returns at once."""
        for server in self._servers:
            thread = threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def stop(self) -> None:
        """Stop serving and free the ports; safe to call twice."""
        for server in self._servers:
            if self._threads:
                server.shutdown()
            server.server_close()
        for thread in self._threads:
            thread.join(timeout=STOP_SECONDS)
        self._threads.clear()
        self._servers.clear()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def outlets(self) -> tuple[Outlet, ...]:
        """Registry rows of the press.

        The feeds list the current one first and then its archive pages, so that a crawl of all of
        them meets the whole press.
        """
        return tuple(_outlet(site) for site in self.sites)

    def url(self, story: DemoStory) -> str:
        """Canonical address of a story."""
        return next(site for site in self.sites if site.house.layout == story.outlet).url(story)

    def readable(self) -> tuple[DemoStory, ...]:
        """The stories that a crawler may read: robots.txt closes one section of one outlet."""
        return tuple(story for story in self.stories if not story.closed)

    def truths(self) -> dict[str, Truth]:
        """Labels of the readable stories, by canonical address."""
        return {self.url(story): story.truth for story in self.readable()}


class _SiteServer(ThreadingHTTPServer):
    """The server of one outlet."""

    daemon_threads = True
    # A crawl opens several connections to each outlet at once; the default backlog of 5 is tight.
    request_queue_size = 64

    def __init__(self, house: House, port: int) -> None:
        self.house = house
        self.pages: dict[str, ServedPage] = {}
        super().__init__((HOST, port), _PageHandler)


class _PageHandler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the table of pages, with validators."""

    server: _SiteServer
    protocol_version = "HTTP/1.1"
    # One write for head and body: two small packets would wait for each other (Nagle).
    wbufsize = -1
    disable_nagle_algorithm = True
    # An idle keep-alive connection is dropped, so that its thread ends.
    timeout = 30

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        page = self.server.pages.get(self.path)
        if page is None:
            self._send(HTTPStatus.NOT_FOUND, b"Halaman tidak ditemukan\n", page=None, with_body=with_body)
        elif self._unchanged(page):
            self._send(HTTPStatus.NOT_MODIFIED, b"", page=page, with_body=False)
        else:
            self._send(HTTPStatus.OK, page.body, page=page, with_body=with_body)

    def _unchanged(self, page: ServedPage) -> bool:
        """Whether the client has the page already (RFC 9110, 13.2.2: the tag goes before the time)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return page.etag in tags or tags.strip() == "*"
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            moment = parsedate_to_datetime(since)
        except ValueError:
            return False
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return page.modified <= aware

    def _send(self, status: HTTPStatus, body: bytes, *, page: ServedPage | None, with_body: bool) -> None:
        self.send_response(status)
        if page is not None:
            self.send_header("ETag", page.etag)
            self.send_header("Last-Modified", format_datetime(page.modified, usegmt=True))
        if status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Type", page.content_type if page else "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)
        self.wfile.flush()

    def version_string(self) -> str:
        """Name in the Server header, without this machine's Python version."""
        return "PantauDemo"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - name given by the base class
        """Say nothing: the crawl's own log tells what was asked."""


def _bind(house: House, port: int) -> _SiteServer:
    try:
        return _SiteServer(house, port)
    except OSError as error:
        raise PortTakenError(
            f"{house.name} cannot be served at {HOST}:{port}: {error.strerror}; "
            "stop the other program or choose another first port (0 = any free one)"
        ) from error


def _outlet(site: Site) -> Outlet:
    house = site.house
    return Outlet(
        domain=site.base.removeprefix("http://"),
        name=house.name,
        owner=house.owner,
        home=house.home,
        feeds=site.feeds,
        sitemaps=site.sitemaps,
        rights=house.rights,
        state="active",
        reason="fictional outlet of the demo",
        source="pantau.demo",
        local=True,
    )
