"""What a command shows: data on standard output, progress and remarks on standard error."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table

from pantau import codec
from pantau.errors import UsageError

Advance = Callable[[int], None]

OUT = Console(highlight=False, soft_wrap=True)
ERR = Console(stderr=True, highlight=False, soft_wrap=True)


def say(text: str) -> None:
    """A remark for the person at the terminal."""
    ERR.print(text, markup=False)


def show_json(value: object) -> None:
    """One object as one line of JSON."""
    sys.stdout.write(json.dumps(codec.plain(value), ensure_ascii=False) + "\n")


def show_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table for a person; numbers to the right."""
    table = Table(title=title, title_justify="left", header_style="bold")
    for number, column in enumerate(columns):
        is_number = bool(rows) and all(isinstance(row[number], int | float) for row in rows)
        table.add_column(column, justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    OUT.print(table)


@contextlib.contextmanager
def progress(label: str, total: int | None = None) -> Iterator[Advance]:
    """A progress bar while a person watches (a terminal on standard error), silence otherwise.

    Args:
        label: What is being done.
        total: Steps in all, ``None`` where nobody knows.

    Yields:
        A function to call with the number of steps done since the last call.
    """
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=ERR,
        transient=True,
        disable=not ERR.is_terminal,
    )
    with bar:
        task = bar.add_task(label, total=total)
        yield lambda steps: bar.advance(task, steps)


@contextlib.contextmanager
def stages() -> Iterator[Callable[[str, int], None]]:
    """Progress of work in named stages whose length nobody knows: one line that changes.

    Yields:
        A function to call with the stage's name and how much of it is done.
    """
    if not ERR.is_terminal:
        yield lambda _stage, _done: None
        return
    with ERR.status("") as status:
        yield lambda stage, done: status.update(f"{stage} {done}")


@contextlib.contextmanager
def reading(path: str) -> Iterator[TextIO]:
    """A text file to read; ``-`` is standard input.

    Raises:
        UsageError: The file does not exist or cannot be read.
    """
    if path == "-":
        yield sys.stdin
        return
    try:
        with Path(path).open(encoding="utf-8", errors="replace", newline="") as file:
            yield file
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror}; check the path") from error


@contextlib.contextmanager
def writing(path: str) -> Iterator[TextIO]:
    """A text file to write; ``-`` is standard output. A file takes its name only when it is whole.

    A device, pipe or the end of a symbolic link is written to and never replaced.

    Raises:
        UsageError: The file cannot be written.
    """
    if path == "-":
        yield sys.stdout
        sys.stdout.flush()
        return
    target = Path(path).resolve()
    special = target.exists() and not target.is_file()
    part = target if special else target.with_name(target.name + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        if not special:
            part.replace(target)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror}; check the path and the disk") from error
    finally:
        if not special:
            part.unlink(missing_ok=True)


def _cell(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return str(value)
