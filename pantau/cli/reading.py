"""``pantau annotate`` and ``incidents`` (JSON Lines in, JSON Lines out) and ``index`` (the database)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from pantau import codec
from pantau.cli import console, cycle, lines
from pantau.cli.app import app, session
from pantau.cli.collecting import chosen, registry_of
from pantau.errors import UsageError
from pantau.records import Article
from pantau.settings import Settings

if TYPE_CHECKING:
    from nlp.pipeline import Annotator

Input = Annotated[str, typer.Argument(metavar="IN.jsonl", help="File of JSON Lines; - is standard input.")]
Output = Annotated[str, typer.Option("-o", "--output", help="File; - is standard output.")]


def load_annotator(settings: Settings) -> Annotator:
    """The pipeline with the homes of the outlets that the registry knows."""
    from nlp.pipeline import Annotator

    return Annotator.load(homes={outlet.domain: outlet.home for outlet in registry_of(settings)})


@app.command()
def annotate(context: typer.Context, source: Input = "-", output: Output = "-") -> None:
    """Say what stories report: every label of the codebook, with confidence and evidence.

    IN.jsonl holds objects with id, url, title, text, published, outlet (all but id and text optional).
    The order is kept; a bad line is reported with its number and skipped.
    """
    from nlp.annotations import as_json

    settings = session(context).settings
    annotator = load_annotator(settings)
    with (
        console.reading(source) as given,
        console.writing(output) as target,
        console.progress("stories") as advance,
    ):
        raw: dict[str, list[Article]] = {}
        for story in annotator.annotate(_remembering(lines.read_articles(given), raw)):
            article = raw[story.key].pop(0)
            target.write(_line(as_json(story.annotation, story.key, original=article)))
            advance(1)


@app.command()
def incidents(context: typer.Context, source: Input = "-", output: Output = "-") -> None:
    """Like annotate, with incident_id: equal for reports of one event, null where none is reported."""
    from index_builder.collection import incident_ids
    from nlp.annotations import as_json

    settings = session(context).settings
    annotator = load_annotator(settings)
    with (
        console.reading(source) as given,
        console.writing(output) as target,
        console.progress("stories") as advance,
    ):
        raw: dict[str, list[Article]] = {}
        told = []
        for story in annotator.annotate(_remembering(lines.read_articles(given), raw)):
            told.append(story)
            advance(1)
        for story, incident in zip(told, incident_ids(told, registry_of(settings)), strict=True):
            article = raw[story.key].pop(0)
            line = as_json(story.annotation, story.key, original=article)
            target.write(_line(line | {"incident_id": incident}))


@app.command()
def index(
    context: typer.Context,
    through: Annotated[
        str, typer.Option(help="Last day of the index (YYYY-MM-DD); the last day of publication by default.")
    ] = "",
    rebuild: Annotated[bool, typer.Option(help="Drop what was derived and begin anew.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Read what is new, group incidents, count signals, compute the index and raise alerts."""
    current = session(context)
    with current.open() as database:
        read = cycle.read(database, load_annotator(current.settings))
        summary = cycle.build(
            database, current.settings, chosen(current, database), through=_day(through), rebuild=rebuild
        )
    if as_json:
        console.show_json({"read": read, **codec.plain(summary)})
        return
    console.show_table(
        "Index",
        ["what", "count"],
        [
            ["stories read", read],
            ["stories grouped", summary.stories],
            ["incidents written", summary.incidents],
            ["alerts raised", len(summary.alerts)],
            ["index until", summary.through.isoformat() if summary.through else "–"],
            ["seconds", round(summary.seconds, 2)],
        ],
    )


def _remembering(articles: Iterator[Article], raw: dict[str, list[Article]]) -> Iterator[Article]:
    """Keep each article as it came in until its story is written: offsets must lie on that text."""
    for article in articles:
        raw.setdefault(article.key, []).append(article)
        yield article


def _line(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--through {text}: expected a day as YYYY-MM-DD") from error
