"""One SQLite file: opened with the same rules everywhere, migrated by numbered scripts.

Writers wait for each other (WAL, one writer, many readers). Every change runs in a transaction, so a
process can be killed at any point and started again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import apsw

from pantau import stemming
from pantau.errors import NewerDatabaseError, StorageError

Row = tuple[Any, ...]
Bindings = Sequence[Any] | Mapping[str, Any]

APPLICATION_ID: Final = 0x504E5455
"""``PNTU``: tells a Pantau database from any other SQLite file."""

BUSY_SECONDS: Final = 60
"""How long a writer waits for another one. The longest single transaction (a build step of 20,000
stories) stays well below it."""

CACHE_KIB: Final = 64 * 1024
"""Page cache of a connection: holds the hot index pages of a year of stories, small beside 1 GB."""


class Database:
    """An open database.

    A connection may be used by several threads one after the other; threads that work at the same
    time open their own.
    """

    def __init__(self, connection: apsw.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open a database, creating and migrating it where needed.

        Args:
            path: The file; its folder is created.
            read_only: Open without the right to write; the file must exist and be up to date.

        Returns:
            The database, also usable as a context manager.

        Raises:
            StorageError: The file cannot be opened or is not a Pantau database.
            NewerDatabaseError: It was written by a later version of Pantau.
        """
        flags = apsw.SQLITE_OPEN_READONLY
        if not read_only:
            flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE
            _make_folder(path.parent)
        with _clear_errors(path):
            connection = apsw.Connection(str(path), flags=flags)
        try:
            with _clear_errors(path):
                connection.set_busy_timeout(BUSY_SECONDS * 1000)
                _check_version(connection, path)
                _configure(connection, read_only=read_only)
                if not read_only:
                    _migrate(connection)
        except BaseException:
            connection.close()
            raise
        return cls(connection, path)

    def close(self) -> None:
        """Close the file; further use is an error."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: commits at the end, rolls back on any exception. May be nested.

        Raises:
            StorageError: The disk is full, or another writer did not finish in time.
        """
        with _clear_errors(self.path):
            if self.connection.in_transaction:
                with self.connection:
                    yield
                return
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._roll_back()
                raise
            try:
                self.connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        """Undo an open transaction; SQLite has already done so after some errors (disk full)."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def execute(self, sql: str, bindings: Bindings = ()) -> None:
        """Run a statement whose rows nobody wants."""
        with _clear_errors(self.path):
            for _ in self.connection.execute(sql, bindings):
                pass

    def execute_many(self, sql: str, bindings: Iterable[Bindings]) -> None:
        """Run a statement once for each set of bindings, in one transaction."""
        with self.transaction():
            self.connection.executemany(sql, bindings)

    def rows(self, sql: str, bindings: Bindings = ()) -> Iterator[Row]:
        """The rows of a query, one by one."""
        with _clear_errors(self.path):
            yield from self.connection.execute(sql, bindings)

    def row(self, sql: str, bindings: Bindings = ()) -> Row | None:
        """The first row of a query, ``None`` without any."""
        return next(iter(self.rows(sql, bindings)), None)

    def value(self, sql: str, bindings: Bindings = ()) -> Any:
        """The first column of the first row, ``None`` without any."""
        row = self.row(sql, bindings)
        return None if row is None else row[0]

    def progress(self, part: str) -> str | None:
        """How far a derived part has come (see the table ``progress``)."""
        value: str | None = self.value("SELECT value FROM progress WHERE part = ?", (part,))
        return value

    def set_progress(self, part: str, value: str) -> None:
        """Record how far a derived part has come; call it inside the part's own transaction."""
        self.execute(
            "INSERT INTO progress (part, value) VALUES (?, ?)"
            " ON CONFLICT (part) DO UPDATE SET value = excluded.value",
            (part, value),
        )

    def back_up(self, target: Path) -> None:
        """Write a consistent copy while others go on reading and writing.

        Raises:
            StorageError: The target cannot be written.
        """
        _make_folder(target.parent)
        with (
            _clear_errors(target),
            contextlib.closing(apsw.Connection(str(target))) as copy,
            copy.backup("main", self.connection, "main") as backup,
        ):
            while not backup.done:
                backup.step(1000)


def migrations() -> list[tuple[int, str]]:
    """The numbered scripts, in order: ``(number, SQL)``."""
    folder = resources.files("pantau.storage") / "migrations"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return [(int(name.split("_")[0]), (folder / name).read_text("utf-8")) for name in names]


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            f"cannot create the folder {folder}: {error.strerror};"
            " set PANTAU_HOME to a folder that can be written"
        ) from error


def _configure(connection: apsw.Connection, *, read_only: bool) -> None:
    stemming.register(connection)
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
    connection.execute("PRAGMA temp_store = MEMORY")


def _check_version(connection: apsw.Connection, path: Path) -> None:
    application = connection.pragma("application_id")
    version = connection.pragma("user_version")
    filled = next(iter(connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1")), None)
    if application != APPLICATION_ID and filled:
        raise StorageError(f"{path} is an SQLite file of another program; give Pantau a file of its own")
    newest = migrations()[-1][0]
    if version > newest:
        raise NewerDatabaseError(
            f"{path} has schema {version}, this Pantau knows {newest}; install the later version"
            " that wrote it, or restore a backup made with this one"
        )


def _migrate(connection: apsw.Connection) -> None:
    """Bring the schema to the newest number, one transaction a script."""
    for number, script in migrations():
        if connection.pragma("user_version") >= number:
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            if connection.pragma("user_version") < number:  # another process may have been quicker
                connection.execute(script)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


@contextlib.contextmanager
def _clear_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ours; what a person can mend is said in words."""
    try:
        yield
    except apsw.FullError as error:
        raise StorageError(
            f"the disk that holds {path} is full; free some space and run the same command again:"
            " what was written before is kept, the unfinished step was undone"
        ) from error
    except apsw.BusyError as error:
        raise StorageError(
            f"another process has been writing to {path} for more than {BUSY_SECONDS} s;"
            " wait for it and try again"
        ) from error
    except apsw.CantOpenError as error:
        raise StorageError(
            f"cannot open {path}: {error}; check that the folder exists and can be written"
        ) from error
    except apsw.ReadOnlyError as error:
        raise StorageError(f"{path} cannot be written: {error}; check its owner and rights") from error
    except (apsw.NotADBError, apsw.CorruptError) as error:
        raise StorageError(
            f"{path} is not a sound SQLite file: {error}; restore it from a backup (pantau restore)"
        ) from error
    except apsw.IOError as error:
        raise StorageError(f"the disk under {path} failed: {error}") from error
