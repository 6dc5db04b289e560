"""``pantau serve`` and ``run``: the pages, and the rounds that keep them current."""

from __future__ import annotations

import ipaddress
import logging
import socket
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from pantau.calendar import ZONES
from pantau.cli import console, cycle
from pantau.cli.app import Session, app, session
from pantau.cli.collecting import check_outlets, chosen, never_checked
from pantau.cli.reading import load_annotator
from pantau.errors import UsageError
from pantau.records import Outlet
from pantau.settings import Settings

if TYPE_CHECKING:
    from nlp.pipeline import Annotator

LOG = logging.getLogger("pantau.run")


@app.command()
def serve(context: typer.Context) -> None:
    """Show the pages and the API at the address of the settings host and port."""
    current = session(context)
    with current.open() as database:
        outlets = chosen(current, database)
    serve_pages(current.settings, outlets=outlets)


@app.command()
def run(
    context: typer.Context,
    once: Annotated[bool, typer.Option("--once", help="One round, without pages, then stop.")] = False,
) -> None:
    """Watch the real outlets: a round every `crawl_interval` minutes, and the pages beside it."""
    current = session(context)
    if not current.settings.contact:
        raise UsageError(
            "the setting `contact` is empty: publishers must be able to reach you before their sites are"
            " read; set it in pantau.toml, in the environment (PANTAU_CONTACT) or with"
            " --set contact=you@office.example"
        )
    annotator = load_annotator(current.settings)
    if once:
        round_of(current, annotator)
        return
    from apscheduler.schedulers.background import BackgroundScheduler

    scheduler = BackgroundScheduler(timezone=ZONES["WIB"])
    scheduler.add_job(
        round_of,
        "interval",
        args=(current, annotator),
        minutes=current.settings.crawl_interval,
        next_run_time=datetime.now(ZONES["WIB"]),
        max_instances=1,  # a slow round is not overtaken by the next one
        coalesce=True,
        misfire_grace_time=None,
    )
    scheduler.start()
    try:
        with current.open() as database:
            outlets = chosen(current, database)
        serve_pages(current.settings, outlets=outlets)
    finally:
        scheduler.shutdown(wait=False)


def round_of(current: Session, annotator: Annotator) -> None:
    """One round on the registry: check what was never checked, crawl, read, build.

    An error ends the round, not the program: the scheduler logs it and begins the next one in time.
    """
    with current.open() as database:
        if unknown := never_checked(database, chosen(current, database)):
            check_outlets(current, database, unknown)
        outlets = chosen(current, database)
        today = datetime.now(ZONES["WIB"]).date()
        summary = cycle.run_cycle(database, current.settings, outlets, annotator, through=today)
    LOG.info("round done", extra={"summary": summary})


def serve_pages(settings: Settings, *, outlets: Sequence[Outlet]) -> None:
    """Serve pages and API until the user stops it.

    Args:
        settings: Host, port, language and database.
        outlets: The registry: names, owners, silent outlets.

    Raises:
        UsageError: The host is no loopback address (there are no accounts yet), or the port is taken.
    """
    import uvicorn

    from search.web import create_app

    require_loopback(settings.host)
    application = create_app(settings.database, language=settings.language, outlets=outlets)
    listening = _listen(settings.host, settings.port)
    port = listening.getsockname()[1]
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    console.say(f"the pages are at http://{host}:{port}/ (Ctrl+C stops)")
    config = uvicorn.Config(
        application, log_level="warning", access_log=False, server_header=False, timeout_graceful_shutdown=5
    )
    with listening:
        uvicorn.Server(config).run(sockets=[listening])


def require_loopback(host: str) -> None:
    """Refuse an address that others reach: nobody would have to log in.

    Raises:
        UsageError: ``host`` is not ``localhost`` or a loopback address.
    """
    try:
        loopback = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = False
    if not loopback:
        raise UsageError(
            f"host {host!r} can be reached by others and there are no accounts yet; serve on 127.0.0.1"
            " (put a proxy with a log-in before it, or use an SSH tunnel)"
        )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise UsageError(
            f"cannot listen on {host} port {port}: {error.strerror};"
            " choose another one (--set port=0 takes a free one)"
        ) from error
    return listening
