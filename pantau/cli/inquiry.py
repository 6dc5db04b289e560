"""``pantau search``, ``export`` and ``alerts``: what there is, for people (tables) and programs (JSON)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, get_args

import typer

from pantau import codec
from pantau.cli import console
from pantau.cli.app import app, session
from pantau.cli.collecting import chosen
from pantau.districts import load_districts
from pantau.errors import UsageError
from pantau.records import Alert, Incident
from pantau.storage import Database, exchange
from pantau.storage import alerts as alert_store
from pantau.storage import incidents as incident_store

Sort = Literal["relevance", "date"]


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(help="E.g. 'bentrok kab:\"Kota Bogor\" tanggal:2026-01..2026-06'.")],
    sort: Annotated[str, typer.Option(help="relevance or date.")] = "relevance",
    page: Annotated[int, typer.Option(min=1, help="Which page of hits.")] = 1,
    size: Annotated[int, typer.Option(min=1, max=100, help="Hits a page.")] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Search the stories; docs/search.md describes the query language."""
    from crawler.registry import owner_of
    from search.answers import plain
    from search.engine import Search

    if sort not in get_args(Sort):
        raise UsageError(f"--sort {sort}: expected one of {', '.join(get_args(Sort))}")
    current = session(context)
    with current.open() as database:
        owners = {outlet.domain: owner_of(outlet) for outlet in chosen(current, database)}
        answer = Search(database, owners=owners).run(
            query, sort="date" if sort == "date" else "relevance", page=page, size=size
        )
    if as_json:
        console.show_json(answer)
        return
    names = load_districts().name
    console.show_table(
        f"{answer.total} stories",
        ["day", "place", "phase", "form", "outlet", "headline"],
        [
            [
                hit.published.date().isoformat() if hit.published else "",
                ", ".join(names(code) for code in hit.places),
                hit.phase or "",
                hit.form or "",
                hit.outlet,
                plain(hit.title) or hit.lead,
            ]
            for hit in answer.hits
        ],
    )


@app.command()
def export(
    context: typer.Context,
    output: Annotated[str, typer.Option("-o", "--output", help="File; - is standard output.")] = "-",
    since: Annotated[str, typer.Option(help="First day of publication (YYYY-MM-DD).")] = "",
    until: Annotated[str, typer.Option(help="Last day of publication (YYYY-MM-DD).")] = "",
) -> None:
    """Write stories with their annotations as JSON Lines; `pantau import` reads them back unchanged."""
    with session(context).open() as database, console.writing(output) as file:
        lines = exchange.export_lines(
            database, since=_day(since, "--since") or "", until=_day(until, "--until") or "9999"
        )
        for line in lines:
            file.write(line + "\n")


@app.command()
def alerts(
    context: typer.Context,
    number: Annotated[int | None, typer.Argument(help="Number of one alert; all if left out.")] = None,
    district: Annotated[str, typer.Option(help="Only this district (Kemendagri code).")] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines, one object an alert.")] = False,
) -> None:
    """List the alerts, newest first, or show one as the text an officer gets."""
    from index_builder.notices import notice

    with session(context).open() as database:
        if number is None:
            found = alert_store.latest(database, limit=limit, district=district or None)
        else:
            one = alert_store.get(database, number)
            if one is None:
                raise UsageError(f"there is no alert {number}; `pantau alerts` lists them")
            if not as_json:
                typer.echo(notice(one, _incidents_of(database, one)))
                return
            found = [one]
    if as_json:
        for alert in found:
            typer.echo(codec.encode(alert))
        return
    console.show_table("Alerts", _ALERT_COLUMNS, [_alert_row(alert) for alert in found])


def _incidents_of(database: Database, alert: Alert) -> list[Incident]:
    """The incidents behind an alert, the gravest first; one that was corrected away is left out."""
    found = [incident for key in alert.incidents if (incident := incident_store.get(database, key))]
    return sorted(found, key=lambda incident: (-incident.severity, incident.id))


_ALERT_COLUMNS = (
    "number",
    "day",
    "district",
    "dimension",
    "level",
    "observed",
    "expected",
    "probability",
    "status",
)


def _alert_row(alert: Alert) -> list[object]:
    return [
        alert.number,
        alert.day.isoformat(),
        load_districts().name(alert.district),
        alert.dimension,
        alert.level,
        alert.observed,
        round(alert.expected, 2),
        f"{alert.probability:.2g}",
        alert.status,
    ]


def _day(text: str, option: str) -> str | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(f"{option} {text}: expected a day as YYYY-MM-DD") from error
