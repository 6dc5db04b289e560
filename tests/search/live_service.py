"""The service on 127.0.0.1, in a thread of the test process."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import uvicorn

from pantau.records import Outlet
from search.web import create_app

START_SECONDS = 20


@contextlib.contextmanager
def serve(path: Path, *, outlets: Iterable[Outlet] = (), language: str = "id") -> Iterator[str]:
    """Serves a database until the block ends; gives the address."""
    app = create_app(path, language=language, outlets=outlets)
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + START_SECONDS
    while not server.started:
        assert time.monotonic() < deadline, "the service did not start"
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(START_SECONDS)
        listening.close()
