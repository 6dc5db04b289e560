"""``pantau crawl``, ``import`` and ``outlets``: how stories come in."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

import typer

from pantau import codec
from pantau.cli import console, cycle
from pantau.cli.app import Session, app, session
from pantau.errors import UsageError
from pantau.records import Outlet
from pantau.storage import Database


@app.command()
def crawl(
    context: typer.Context,
    domains: Annotated[
        list[str] | None, typer.Argument(help="Only these outlets; all that may run if left out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Ask the outlets for new stories, once. Outlets that were not checked, refused or retired do not run."""
    current = session(context)
    with current.open() as database:
        summary = cycle.crawl(database, current.settings, chosen(database, domains or []))
    if as_json:
        console.show_json(summary)
        return
    rows: list[list[object]] = [
        [name, value] for name, value in codec.plain(summary).items() if name != "reasons"
    ]
    console.show_table("Crawl", ["what", "count"], rows)
    if summary.reasons:
        console.show_table(
            "Not read", ["reason", "addresses"], [list(item) for item in summary.reasons.items()]
        )


@app.command()
def outlets(
    context: typer.Context,
    domains: Annotated[list[str] | None, typer.Argument(help="Only these outlets.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Ask each outlet's robots.txt and feeds now and keep the result.")
    ] = False,
    state: Annotated[
        str, typer.Option(help="Only outlets in this state: active, unverified, refused, retired.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines, one object an outlet.")] = False,
) -> None:
    """List the outlets with their state and its reason, or check them politely."""
    current = session(context)
    with current.open() as database:
        found = chosen(database, domains or [])
        if check:
            _check(current, database, found)
            found = chosen(database, domains or [])
    shown = [outlet for outlet in found if state in ("", outlet.state)]
    if as_json:
        for outlet in shown:
            typer.echo(codec.encode(outlet))
        return
    console.show_table(
        f"{len(shown)} outlets",
        ["domain", "name", "owner", "home", "state", "reason"],
        [[o.domain, o.name, o.owner, o.home, o.state, o.reason] for o in shown],
    )
    counts = Counter(outlet.state for outlet in shown)
    console.say(", ".join(f"{count} {name}" for name, count in counts.most_common()))


def chosen(database: Database, domains: list[str]) -> list[Outlet]:
    """The registry with what checks have found, or the named part of it.

    Raises:
        UsageError: A domain is not in the registry.
    """
    from crawler.checks import checks

    from crawler import registry

    known = {outlet.domain: outlet for outlet in registry.with_checks(registry.load(), checks(database))}
    unknown = [domain for domain in domains if domain not in known]
    if unknown:
        raise UsageError(f"not in the registry: {', '.join(unknown)}; `pantau outlets` lists it")
    return [known[domain] for domain in domains] if domains else list(known.values())


def _check(current: Session, database: Database, found: list[Outlet]) -> None:
    from crawler.checks import check as check_outlets

    with console.progress("checking outlets", len(found)) as advance:
        check_outlets(
            database,
            found,
            user_agent=cycle.USER_AGENT,
            contact=current.settings.contact,
            on_progress=advance,
        )
