"""``pantau crawl``, ``import`` and ``outlets``: how stories come in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, get_args

import typer

from pantau import codec
from pantau.cli import console, cycle
from pantau.cli.app import Session, app, session
from pantau.errors import UsageError
from pantau.records import Article, Outlet, OutletState
from pantau.settings import Settings
from pantau.storage import Database, articles, exchange
from pantau.storage import outlets as outlet_store
from pantau.storage.exchange import Exchanged
from pantau.storage.times import now

if TYPE_CHECKING:
    from crawler.imports import Import

BATCH: Final = 500
"""Rows in one transaction: about 2 MB of text, written in a fraction of a second."""


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
        summary = cycle.crawl(database, current.settings, chosen(current, database, domains or []))
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


@app.command("import")
def import_files(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="JSON Lines or CSV, also gzipped (.gz); exports too."),
    ],
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN",
            help="Which column holds what (id, url, outlet, title, text, published, author, section);"
            " usual names are guessed.",
        ),
    ] = None,
    outlet: Annotated[str, typer.Option(help="Outlet of rows that name none and have no address.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines, one object a file.")] = False,
) -> None:
    """Take in stories from files. A bad row is kept in FILE's reject file under HOME/rejects, never fatal."""
    current = session(context)
    mapping = _mapping(columns or [])
    with current.open() as database:
        for file in files:
            rejects = current.settings.home / "rejects" / f"{_reject_name(file)}.jsonl"
            rejects.parent.mkdir(parents=True, exist_ok=True)
            summary = import_file(database, file, mapping=mapping, outlet=outlet, rejects=rejects)
            _tell(summary, rejects, as_json=as_json)


def import_file(
    database: Database, file: Path, *, mapping: Mapping[str, str], outlet: str, rejects: Path
) -> dict[str, object]:
    """Import one file.

    Args:
        database: Where to.
        file: What.
        mapping: Our field to their column.
        outlet: Outlet of rows that name none.
        rejects: Where bad rows are kept.

    Returns:
        Counts for a person or a program.
    """
    from crawler.imports import Import

    reader = Import(file, mapping=mapping, rejects=rejects, outlet=outlet)
    new_articles, new_annotations = _take(database, reader)
    return {
        "file": file.name,
        "rows": reader.rows,
        "kept": reader.kept,
        "new": new_articles,
        "annotations": new_annotations,
        "rejected": reader.rejected,
        "reasons": dict(reader.reasons),
        "columns": dict(reader.columns),
    }


def _reject_name(file: Path) -> str:
    """Name of a file's rejects: files of one name in two folders keep theirs apart."""
    return f"{file.name}.{sha256(str(file.resolve()).encode()).hexdigest()[:8]}"


def _tell(summary: dict[str, object], rejects: Path, *, as_json: bool) -> None:
    if as_json:
        console.show_json(summary)
        return
    console.show_table(
        f"Import of {summary['file']}",
        ["what", "count"],
        [[name, summary[name]] for name in ("rows", "kept", "new", "annotations", "rejected")],
    )
    if summary["rejected"]:
        console.say(f"rejected rows are kept with their reasons in {rejects}: {summary['reasons']}")


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
    if state not in ("", *get_args(OutletState)):
        raise UsageError(f"--state {state}: expected one of {', '.join(get_args(OutletState))}")
    with current.open() as database:
        found = chosen(current, database, domains or [])
        if check:
            check_outlets(current, database, found)
            found = chosen(current, database, domains or [])
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


def registry_of(settings: Settings) -> list[Outlet]:
    """The outlets that ship with Pantau, with the operator's own table laid over them."""
    from crawler import registry

    known = {outlet.domain: outlet for outlet in registry.load()}
    if settings.outlets is not None:
        known |= {outlet.domain: outlet for outlet in registry.load(settings.outlets)}
    return list(known.values())


def chosen(current: Session, database: Database, domains: Sequence[str] = ()) -> list[Outlet]:
    """The registry with what checks have found, or the named part of it.

    Outlets that were crawled once and stand in no table (any more) stay known with their owners.

    Raises:
        UsageError: A domain is not known.
    """
    from crawler import registry
    from crawler.checks import stored

    known = {outlet.domain: outlet for outlet in outlet_store.every(database)}
    table = registry.with_checks(registry_of(current.settings), stored(database))
    known |= {outlet.domain: outlet for outlet in table}
    unknown = [domain for domain in domains if domain not in known]
    if unknown:
        raise UsageError(f"not in the registry: {', '.join(unknown)}; `pantau outlets` lists it")
    return [known[domain] for domain in domains] if domains else list(known.values())


def check_outlets(current: Session, database: Database, found: Sequence[Outlet]) -> None:
    """Ask robots.txt and feeds of outlets and keep what was found; refused and retired ones are not asked."""
    from crawler.checks import check

    console.say(f"checking {len(found)} outlets; slow sites may take some minutes")
    check(
        database,
        found,
        home=current.settings.home,
        user_agent=cycle.USER_AGENT,
        contact=current.settings.contact,
        limits=cycle.limits_of(current.settings),
    )


def never_checked(database: Database, found: Sequence[Outlet]) -> list[Outlet]:
    """Unverified outlets that nobody has asked yet."""
    from crawler.checks import stored

    known = stored(database)
    return [outlet for outlet in found if outlet.state == "unverified" and outlet.domain not in known]


def _mapping(words: Sequence[str]) -> dict[str, str]:
    """``title=judul`` words as a mapping from our field to their column."""
    mapping = {}
    for word in ",".join(words).split(","):
        if not word:
            continue
        field, equals, column = word.partition("=")
        if not equals or not column:
            raise UsageError(f"--map {word}: expected field=column, e.g. title=judul,text=isi")
        mapping[field.strip()] = column.strip()
    return mapping


def _take(database: Database, reader: Import) -> tuple[int, int]:
    """Write what a reader gives, batch by batch, so that a kill loses little and memory stays bounded."""
    new_articles = new_annotations = 0
    moment = now()
    records = iter(reader.records())
    with console.progress(reader.path.name) as advance:
        while batch := list(islice(records, BATCH)):
            exchanged = [record for record in batch if isinstance(record, Exchanged)]
            plain = [record for record in batch if isinstance(record, Article)]
            with database.transaction():
                added, annotated = exchange.import_lines(database, exchanged)
                new_articles += added + articles.add(database, plain, origin="import", known_at=moment)
            new_annotations += annotated
            advance(len(batch))
    return new_articles, new_annotations
