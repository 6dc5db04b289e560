"""One build at a time on a database: another one waits for its turn, or is told."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Final

import apsw

from index_builder.errors import TurnError
from pantau.errors import StorageError
from pantau.storage import Database

WAIT_SECONDS: Final = 60.0
"""How long a build waits for another one. A new day's build takes seconds; who meets the first build of a
long archive is told after a minute instead of hanging for an hour."""

_ENDING: Final = ".building"


@contextlib.contextmanager
def turn(database: Database, *, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the only right to build this database.

    The right is a lock of SQLite on a small file beside the database: it falls with the process that holds
    it, however that ends, and the database itself stays open to readers and to other writers.

    Args:
        database: What is going to be built.
        wait: Seconds to wait for another build.

    Raises:
        TurnError: Another build did not end in time.
        StorageError: The file beside the database cannot be made.
    """
    path = database.path.with_name(database.path.name + _ENDING)
    try:
        with contextlib.closing(apsw.Connection(str(path))) as lock:
            lock.set_busy_timeout(int(wait * 1000))
            _take(lock, database, wait)
            yield
    except (apsw.CantOpenError, apsw.ReadOnlyError) as error:
        raise StorageError(
            f"cannot write {path}, which keeps two builds apart: {error}; check the folder's owner and rights"
        ) from error


def _take(lock: apsw.Connection, database: Database, wait: float) -> None:
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except apsw.BusyError as error:
        raise TurnError(
            f"another build of {database.path} has been running for more than {wait:.0f} s; only one may"
            " run at a time: wait until it ends and run the same command again (it goes on from there)"
        ) from error
