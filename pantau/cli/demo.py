"""``pantau demo``: the whole way once, on a fictional press that this machine serves to itself."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from pantau import codec
from pantau.cli import console, cycle
from pantau.cli.app import app, session
from pantau.cli.reading import load_annotator
from pantau.cli.serving import serve_pages
from pantau.demo.press import DEMO_PORT, Press
from pantau.errors import UsageError
from pantau.records import Outlet
from pantau.settings import Settings
from pantau.storage import Database

DEMO_FOLDER = "demo"
"""Folder under ``home`` that belongs to the demo alone; it begins anew each time."""

CONTACT = "demo@pantau.example"
"""The demo asks only this machine, but a crawler without a contact does not run anywhere."""


@app.command()
def demo(
    context: typer.Context,
    once: Annotated[
        bool, typer.Option("--once", help="Run the cycle, print what came out and stop; nothing is kept.")
    ] = False,
    keep: Annotated[
        bool, typer.Option("--keep", help="With --once: keep the database in HOME, which must hold none yet.")
    ] = False,
    until: Annotated[
        str, typer.Option(help="Last day of the press (YYYY-MM-DD); today in Jakarta by default.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as one JSON object.")] = False,
) -> None:
    """Serve a fictional regional press on 127.0.0.1, crawl it, read it, build the index, show the pages."""
    settings = session(context).settings
    with _home(settings, once=once, keep=keep) as home:
        own = settings.model_copy(update={"home": home, "contact": CONTACT, "crawl_age_days": 0})
        with Press(end=_day(until), first_port=0 if once else DEMO_PORT) as press:
            outlets = list(press.outlets())
            console.say(f"a fictional press of {len(outlets)} outlets is served on 127.0.0.1")
            _tell(_cycle(own, press, outlets), as_json=as_json)
            if not once:  # the press stays up, so that the links of the pages lead somewhere
                serve_pages(own, outlets=outlets)


def _cycle(settings: Settings, press: Press, outlets: list[Outlet]) -> cycle.CycleSummary:
    with Database.open(settings.database) as database:
        annotator = load_annotator(settings)
        return cycle.run_cycle(database, settings, outlets, annotator, through=press.end)


def _tell(summary: cycle.CycleSummary, *, as_json: bool) -> None:
    if as_json:
        console.show_json(summary)
        return
    rows: list[list[object]] = [[name, value] for name, value in codec.plain(summary).items()]
    console.show_table("What the demo found", ["what", "count"], rows)


@contextlib.contextmanager
def _home(settings: Settings, *, once: bool, keep: bool) -> Iterator[Path]:
    """A folder for the demo alone, so that it never mixes with what was really observed."""
    if keep:
        if settings.database.exists():
            raise UsageError(
                f"{settings.database} exists; --keep needs a HOME of its own (--set home=FOLDER)"
            )
        yield settings.home
    elif once:
        with tempfile.TemporaryDirectory(prefix="pantau-demo-") as folder:
            yield Path(folder)
    else:
        own = settings.home / DEMO_FOLDER
        shutil.rmtree(own, ignore_errors=True)
        yield own


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--until {text}: expected a day as YYYY-MM-DD") from error
