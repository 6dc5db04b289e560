"""Rows of a file: JSON Lines or CSV, plain or gzipped, read one by one with bounded memory."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, cast

from crawler.errors import ImportFileError

LONGEST_ROW: Final = 20_000_000
"""Bytes. The longest real stories have 0.1 MB; a longer row is no story and would fill memory."""

_CSV_SUFFIXES: Final = (".csv", ".tsv", ".txt")
_JSON_SUFFIXES: Final = (".jsonl", ".ndjson", ".json")
_TORN: Final = (EOFError, zlib.error, gzip.BadGzipFile)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRow:
    """One row.

    Attributes:
        number: From 1, the head of a CSV not counted.
        text: As it stands in the file (a CSV row as JSON).
        values: Column → value; None where the row cannot be read.
        problem: Why it cannot be read.
    """

    number: int
    text: str
    values: Mapping[str, Any] | None = None
    problem: str = ""


def read_rows(path: Path) -> Iterator[RawRow]:
    """Read the rows of a file.

    A file that ends torn (a gzip cut off) gives what there is and a last row that says so.

    Args:
        path: The suffix says what it is: ``.jsonl``, ``.ndjson``, ``.json``, ``.csv``, ``.tsv``, ``.txt``,
            also with ``.gz``.

    Raises:
        ImportFileError: It cannot be opened, or its suffix says nothing we know.
    """
    kind = path.name.removesuffix(".gz").lower()
    if not kind.endswith((*_CSV_SUFFIXES, *_JSON_SUFFIXES)):
        known = ", ".join((*_JSON_SUFFIXES, *_CSV_SUFFIXES))
        raise ImportFileError(
            f"{path.name}: what is in it? the name must end with one of {known}, or that and .gz"
        )
    with _open(path) as file:
        rows = _csv_rows(file, path.name) if kind.endswith(_CSV_SUFFIXES) else _json_rows(file)
        number = 0
        try:
            for row in rows:
                number = row.number
                yield row
        except _TORN as error:
            yield RawRow(
                number=number + 1, text="", problem=f"file: {path.name} is torn after row {number} ({error})"
            )


def _open(path: Path) -> IO[bytes]:
    try:
        if not path.name.lower().endswith(".gz"):
            return path.open("rb")
        file = gzip.GzipFile(path, "rb")
        file.peek(1)
        return cast(IO[bytes], file)
    except OSError as error:
        raise ImportFileError(f"{path}: cannot be read: {error.strerror or error}") from error
    except _TORN as error:
        raise ImportFileError(f"{path}: is no whole gzip file: {error}") from error


def _json_rows(file: IO[bytes]) -> Iterator[RawRow]:
    number = 0
    while line := file.readline(LONGEST_ROW):
        number += 1
        if len(line) == LONGEST_ROW and not line.endswith(b"\n"):
            _skip_line(file)
            yield RawRow(number=number, text=_shown(line), problem=f"too long: more than {LONGEST_ROW} bytes")
        elif line.strip():
            yield _json_row(number, line)
        else:
            number -= 1


def _skip_line(file: IO[bytes]) -> None:
    while (piece := file.readline(LONGEST_ROW)) and not piece.endswith(b"\n"):
        pass


def _json_row(number: int, line: bytes) -> RawRow:
    try:
        text = line.decode("utf-8-sig").strip()
        values = json.loads(text)
    except UnicodeDecodeError as error:
        problem = f"not UTF-8: byte {error.start} of the row is {line[error.start]:#04x}"
        return RawRow(number=number, text=_shown(line), problem=problem)
    except (ValueError, RecursionError) as error:
        return RawRow(number=number, text=_shown(line), problem=f"not JSON: {error}")
    if not isinstance(values, dict):
        problem = f"not an object: the row is a {type(values).__name__}; each line must be a JSON object"
        return RawRow(number=number, text=_shown(line), problem=problem)
    return RawRow(number=number, text=text, values=values)


def _csv_rows(file: IO[bytes], name: str) -> Iterator[RawRow]:
    csv.field_size_limit(LONGEST_ROW)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    try:
        yield from _csv_body(text, name)
    finally:
        text.detach()  # the file is closed by whoever opened it


def _csv_body(text: IO[str], name: str) -> Iterator[RawRow]:
    head = text.readline()
    if not head.strip():
        raise ImportFileError(f"{name}: empty; the first line must name the columns")
    mark = max(",;\t|", key=head.count)
    names = next(csv.reader([head], delimiter=mark))
    reader = csv.reader(text, delimiter=mark)
    number = 0
    while True:
        number += 1
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield RawRow(number=number, text="", problem=f"not CSV: {error} (line {reader.line_num + 1})")
            continue
        if not fields:
            number -= 1
            continue
        yield _csv_row(number, names, fields)


def _csv_row(number: int, names: list[str], fields: list[str]) -> RawRow:
    shown = json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace").decode()
    if len(fields) != len(names):
        problem = f"fields: {len(fields)} of them, the head names {len(names)} columns"
        return RawRow(number=number, text=shown, problem=problem)
    if any("\ud800" <= character <= "\udfff" for field in fields for character in field):
        return RawRow(number=number, text=shown, problem="not UTF-8: some bytes of the row are no characters")
    return RawRow(number=number, text=shown, values=dict(zip(names, fields, strict=True)))


def _shown(line: bytes) -> str:
    return line[:100_000].decode("utf-8", "replace").rstrip("\r\n")
