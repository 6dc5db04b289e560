"""Raw pages as they came: one gzipped WARC file a day (ISO 28500), for asking again what a page said.

Each record is a gzip member of its own, so a file that a kill has torn is whole up to the tear. Before more
is written the tear is cut off; reading stops at it.
"""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.errors import ArchiveError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SUFFIX: Final = ".warc.gz"
MARK_SUFFIX: Final = ".whole"
"""Beside each file: how many bytes are known to be whole, so that only what came after is examined."""

_READ: Final = 1 << 20
"""Bytes read or unpacked at a time; more would only cost memory."""

_DROPPED: Final = frozenset({"content-encoding", "transfer-encoding", "content-length", "set-cookie"})
"""Headers that no longer fit the decompressed body, or that nobody needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedPage:
    """A page from the archive."""

    url: str
    fetched: datetime
    status: int
    headers: Mapping[str, str]
    body: bytes


class Archive:
    """The archive's writing side; use it from one process at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._day = ""
        self._file: IO[bytes] | None = None
        self._whole: IO[bytes] | None = None
        self._path = folder

    def write(
        self, *, url: str, status: int, headers: Mapping[str, str], body: bytes, fetched: datetime
    ) -> None:
        """Append one answer.

        Args:
            url: Address that was asked (after redirects).
            status: HTTP status.
            headers: Of the answer.
            body: Decompressed.
            fetched: When (aware); its UTC day chooses the file.

        Raises:
            ArchiveError: The disk is full or cannot be written.
        """
        record = _record(url, status, headers, body, fetched)
        try:
            file = self._open(fetched)
            file.write(record)
            file.flush()
            self._mark(file.tell())
        except OSError as error:
            raise ArchiveError(
                f"cannot write {self._path}: {error.strerror or error}; free or change the disk"
            ) from error

    def close(self) -> None:
        """Close the file of the day and its mark."""
        for file in (self._file, self._whole):
            if file is not None:
                file.close()
        self._file = self._whole = None

    def _open(self, fetched: datetime) -> IO[bytes]:
        day = fetched.strftime("%Y-%m-%d")
        if self._file is None or day != self._day:
            self.close()
            self.folder.mkdir(parents=True, exist_ok=True)
            self._path, self._day = self.folder / f"{day}{SUFFIX}", day
            mend(self._path)
            self._file = self._path.open("ab")
            self._whole = _mark_of(self._path).open("wb", buffering=0)
        return self._file

    def _mark(self, size: int) -> None:
        if self._whole is not None:
            self._whole.seek(0)
            self._whole.write(b"%020d" % size)  # always as long, so that one write replaces the last


def mend(path: Path) -> int:
    """Cut off what a kill left torn at the end of a file.

    Args:
        path: A ``.warc.gz`` file; it may be absent.

    Returns:
        Bytes that were cut off.
    """
    if not path.exists():
        return 0
    size = path.stat().st_size
    whole = _whole_length(path, _known_whole(path, size))
    if whole < size:
        os.truncate(path, whole)
    return size - whole


def read(path: Path) -> Iterator[ArchivedPage]:
    """Read the pages of a file, up to a tear if there is one; one page at a time is in memory."""
    whole = _whole_length(path, 0)
    with path.open("rb") as file:
        for record in ArchiveIterator(io.BufferedReader(_Head(file, whole))):
            if record.rec_type == "response":
                headers = record.http_headers
                yield ArchivedPage(
                    url=record.rec_headers.get_header("WARC-Target-URI"),
                    fetched=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
                    status=int(headers.get_statuscode()),
                    headers={name.lower(): value for name, value in headers.headers},
                    body=record.content_stream().read(),
                )


class _Head(io.RawIOBase):
    """The first bytes of a file, as a file."""

    def __init__(self, file: IO[bytes], length: int) -> None:
        super().__init__()
        self._file = file
        self._left = length

    def readable(self) -> bool:
        """It can be read."""
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Read into a buffer; 0 at the end of the head."""
        view = memoryview(buffer).cast("B")
        data = self._file.read(min(len(view), self._left))
        view[: len(data)] = data
        self._left -= len(data)
        return len(data)


def _record(url: str, status: int, headers: Mapping[str, str], body: bytes, fetched: datetime) -> bytes:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    kept = [(name, value) for name, value in headers.items() if name.lower() not in _DROPPED]
    http = StatusAndHeaders(f"{status} -", [*kept, ("Content-Length", str(len(body)))], protocol="HTTP/1.1")
    date = {"WARC-Date": fetched.strftime("%Y-%m-%dT%H:%M:%SZ")}
    record = writer.create_warc_record(
        url, "response", payload=io.BytesIO(body), http_headers=http, warc_headers_dict=date
    )
    writer.write_record(record)
    record.raw_stream.close()  # warcio leaves its temporary file open
    return buffer.getvalue()


def _mark_of(path: Path) -> Path:
    return path.with_name(path.name + MARK_SUFFIX)


def _known_whole(path: Path, size: int) -> int:
    """Bytes that the mark says are whole; 0 where the mark is absent, torn or too large."""
    try:
        known = int(_mark_of(path).read_text("ascii"))
    except (OSError, ValueError):
        return 0
    return known if 0 <= known <= size else 0


def _whole_length(path: Path, start: int) -> int:
    """Length of the file up to the end of its last whole gzip member, examined from ``start`` on."""
    whole = start
    with path.open("rb") as file:
        file.seek(start)
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        position, data = start, b""
        while data or (data := file.read(_READ)):
            try:
                member.decompress(data, _READ)  # so much at a time, whatever it would unpack to
            except zlib.error:
                return whole
            left = member.unused_data or member.unconsumed_tail
            position += len(data) - len(left)
            data = left
            if member.eof:
                whole = position
                member = zlib.decompressobj(zlib.MAX_WBITS | 16)
    return whole
