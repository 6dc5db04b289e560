"""A small web site on 127.0.0.1 that the tests fill with pages, good and bad."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import settings

# A machine that does other work as well is slow now and then; what must be quick has tests of its own.
settings.register_profile("crawler", deadline=None)
settings.load_profile("crawler")


@dataclass
class Answer:
    """What the site gives for one path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0


Responder = Callable[[dict[str, str]], Answer]


class Site:
    """Routes, and the log of what was asked: ``(path, request headers)`` in order."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Responder] = {}
        self.asked: list[tuple[str, dict[str, str], float]] = []
        handler = type("Handler", (_Handler,), {"site": self})
        self.server = _Server(("127.0.0.1", 0), handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server.server_address[1]}"

    @property
    def url(self) -> str:
        return f"http://{self.host}"

    def add(self, path: str, body: str | bytes | Responder, **options: object) -> None:
        """Serve a body (or a function of the request headers) at a path."""
        if callable(body):
            self.answers[path] = body
            return
        kind = "application/xml" if path.endswith((".xml", "/feed/", "/rss")) else "text/html; charset=utf-8"
        headers = {"Content-Type": kind, **options.pop("headers", {})}  # type: ignore[dict-item]
        raw = body.encode() if isinstance(body, str) else body
        self.answers[path] = Answer(raw, headers=headers, **options)  # type: ignore[arg-type]

    def count(self) -> Counter[str]:
        """How often each path was asked."""
        return Counter(path for path, _, _ in self.asked)

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join(5)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A crawler that hangs up (too large, killed) is what the tests want."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append((self.path, dict(self.headers.items()), time.monotonic()))
        found = self.site.answers.get(self.path, Answer(b"tidak ada", 404, {"Content-Type": "text/plain"}))
        answer = found(dict(self.headers.items())) if callable(found) else found
        time.sleep(answer.delay)
        try:
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                if value:  # an empty Content-Length tells none
                    self.send_header(name, value)
            if "Content-Length" not in answer.headers:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    """An empty site, served over real HTTP."""
    opened = Site()
    yield opened
    opened.close()


@pytest.fixture
def make_site() -> Iterator[Callable[[], Site]]:
    """As many sites as a test wants."""
    opened: list[Site] = []

    def make() -> Site:
        opened.append(Site())
        return opened[-1]

    yield make
    for one in opened:
        one.close()
