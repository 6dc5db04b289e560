"""A few open databases that the threads of the service take turns with."""

from __future__ import annotations

import contextlib
import queue
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pantau.storage import Database

MOST_CONNECTIONS: Final = 4
"""Databases open at a time. Pantau runs on two cores; more readers at once would only wait for them, and
each holds a page cache of its own."""


class Connections:
    """Lends databases that are open for reading."""

    def __init__(self, path: Path, *, size: int = MOST_CONNECTIONS) -> None:
        """Makes the pool; the file is created and brought up to date, nothing else is opened yet."""
        Database.open(path).close()
        self._path = path
        self._free: queue.LifoQueue[Database | None] = queue.LifoQueue()
        for _ in range(size):
            self._free.put(None)

    @contextlib.contextmanager
    def lend(self) -> Iterator[Database]:
        """Lends one database; waits while all are taken."""
        database = self._free.get()
        try:
            if database is None:
                database = Database.open(self._path, read_only=True)
            yield database
        finally:
            self._free.put(database)

    def close(self) -> None:
        """Closes what is not lent."""
        while not self._free.empty():
            database = self._free.get_nowait()
            if database is not None:
                database.close()
