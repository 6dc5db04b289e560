"""``pantau doctor``, ``backup`` and ``restore``: keeping an installation sound."""

from __future__ import annotations

import contextlib
import platform
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import apsw
import typer

import pantau
from pantau.cli import console, reference
from pantau.cli.app import Session, app, session
from pantau.errors import PantauError, StorageError, UsageError
from pantau.storage import Database, articles, series, stories

LOW_SPACE = 1_000_000_000
"""Bytes of free disk below which the doctor warns: a year of one province's stories and raw pages."""


@app.command()
def doctor(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
    settings_table: Annotated[
        bool, typer.Option("--settings", help="Print the table of all settings as Markdown and stop.")
    ] = False,
    command_reference: Annotated[
        bool, typer.Option("--commands", help="Print the reference of all commands as Markdown and stop.")
    ] = False,
) -> int:
    """Say what is there, what is missing and what to do about it. Exit code 1 where something is wrong."""
    if settings_table:
        typer.echo(reference.settings_markdown())
        return 0
    if command_reference:
        typer.echo(reference.commands_markdown(app))
        return 0
    report, problems = _examine(session(context))
    if as_json:
        console.show_json(report | {"problems": problems})
    else:
        console.show_table(
            "Pantau", ["what", "state"], [[name, str(value)] for name, value in report.items()]
        )
        for problem in problems:
            console.say(f"! {problem}")
        if not problems:
            console.say("everything is in order")
    return 1 if problems else 0


@app.command()
def backup(
    context: typer.Context,
    target: Annotated[
        Path | None, typer.Argument(help="File to write; a dated one in HOME/backups if left out.")
    ] = None,
) -> None:
    """Write a consistent copy of the database while everything goes on running."""
    home = session(context).settings.home
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    target = target or home / "backups" / f"pantau-{stamp}.db"
    if target.exists():
        raise UsageError(f"{target} is there already; a backup overwrites nothing, give another name")
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    with session(context).open() as database:
        database.back_up(part)
    part.replace(target)
    typer.echo(str(target))


@app.command()
def restore(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(help="A file that `pantau backup` wrote.")],
) -> None:
    """Put a backup in place of the database; the one that was there is kept beside it."""
    if not source.is_file():
        raise UsageError(f"{source} does not exist; give a file that `pantau backup` wrote")
    path = session(context).settings.database
    part = path.with_name(path.name + ".part")
    with Database.open(source, read_only=True) as copy:
        part.unlink(missing_ok=True)
        copy.back_up(part)
    kept = _set_aside(path)
    part.replace(path)
    with Database.open(path) as database:
        console.say(f"restored {articles.count(database)} articles from {source}")
    if kept:
        console.say(f"the database that was there is kept as {kept}")


def _examine(current: Session) -> tuple[dict[str, Any], list[str]]:
    settings, problems = current.settings, []
    report: dict[str, Any] = {
        "version": pantau.__version__,
        "python": platform.python_version(),
        "sqlite": apsw.sqlite_lib_version(),
        "home": str(settings.home),
    }
    try:
        with current.open() as database:
            report |= _contents(database)
            if database.value("PRAGMA quick_check") != "ok":
                problems.append(f"{settings.database} is damaged; restore a backup (pantau restore FILE)")
    except PantauError as error:
        problems.append(str(error))
    report["free_disk_bytes"] = _free(settings.home)
    if report["free_disk_bytes"] < LOW_SPACE:
        problems.append(f"less than {LOW_SPACE // 10**9} GB free under {settings.home}; make room")
    if not settings.contact:
        problems.append(
            "the setting `contact` is empty: publishers must be able to reach you before real outlets are"
            " crawled (--set contact=you@office.example)"
        )
    return report, problems


def _contents(database: Database) -> dict[str, Any]:
    last_day = series.latest_day(database)
    return {
        "articles": articles.count(database),
        "stories": stories.count(database),
        "relevant": stories.count(database, relevant=True),
        "incidents": database.value("SELECT count(*) FROM incidents"),
        "alerts": database.value("SELECT count(*) FROM alerts"),
        "index_until": last_day.isoformat() if last_day else None,
    }


def _free(folder: Path) -> int:
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def _set_aside(path: Path) -> Path | None:
    """Rename the present database; its write-ahead log is folded in first, so that the copy is whole."""
    if not path.exists():
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    kept = path.with_name(f"{path.stem}-before-restore-{stamp}.db")
    with contextlib.suppress(StorageError), Database.open(path) as old:  # a broken file is kept as it is
        old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path.replace(kept)
    for leftover in ("-wal", "-shm"):
        path.with_name(path.name + leftover).unlink(missing_ok=True)
    return kept
