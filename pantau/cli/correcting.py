"""``pantau correct``: a person puts right what the program got wrong, and the index follows."""

from __future__ import annotations

import getpass
import json
from typing import Annotated

import typer

from pantau import codec
from pantau.cli import console, cycle
from pantau.cli.app import app, session
from pantau.cli.collecting import chosen
from pantau.errors import UsageError
from pantau.records import Correction
from pantau.storage import Database, corrections, incidents, stories
from pantau.storage.times import now


@app.command()
def correct(
    context: typer.Context,
    target: Annotated[
        str | None,
        typer.Argument(help="Key of a story or id of an incident; lists all corrections if left out."),
    ] = None,
    field: Annotated[
        str | None,
        typer.Argument(
            help="Story: relevant, dimensions, tone, phase, form, sentiment, places, place_names, event_date,"
            " deaths, injured, move. Incident: merge, split, day, event_date, not_event."
        ),
    ] = None,
    value: Annotated[
        str | None,
        typer.Argument(help="New value as JSON, e.g. '[\"32.75\"]', true, null; a bare word is a text."),
    ] = None,
    who: Annotated[str, typer.Option(help="Who corrects; the user of this machine by default.")] = "",
    why: Annotated[str, typer.Option(help="Why; needed, so that others can check it.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="JSON Lines, one object a correction.")] = False,
) -> None:
    """Correct a story's place or labels, merge, split, move or re-date incidents; it outlives any model.

    The index follows at once. Corrections are never deleted; a later one of the same field holds.
    """
    current = session(context)
    with current.open() as database:
        if target is None:
            _show(list(corrections.every(database)), as_json=as_json)
            return
        if field is None or value is None:
            raise UsageError(
                "a correction needs a target, a field and a value: pantau correct TARGET FIELD VALUE"
            )
        if not why.strip():
            raise UsageError("say why with --why, so that others can check the correction")
        wanted = Correction(
            number=0,
            target=target,
            field=field,
            value=_as_json(value),
            who=who or getpass.getuser(),
            when=now(),
            why=why.strip(),
        )
        made = put_right(database, wanted)
        cycle.build(database, current.settings, chosen(current, database))
    _show([made], as_json=as_json)


def put_right(database: Database, correction: Correction) -> Correction:
    """Check a correction, keep it, and lay it over the story it speaks of.

    Args:
        database: Open for writing.
        correction: Its number does not matter.

    Returns:
        The correction with its number.

    Raises:
        UsageError: There is no such story or incident.
        CorrectionError: The field or its value is not one that can be followed.
    """
    from index_builder.corrections import LABELS, check, corrected_story

    check(correction)
    story = stories.get(database, correction.target)
    incident = incidents.get(database, correction.target)
    if story is None and incident is None:
        raise UsageError(f"{correction.target!r} is neither a story's key nor an incident's id")
    if story is None and correction.field in LABELS - {"event_date"}:
        raise UsageError(
            f"{correction.field} is corrected in a story, and {correction.target} is an incident"
        )
    _require_incidents(database, correction)
    with database.transaction():
        made = corrections.add(database, correction)
        if story is not None and correction.field in LABELS:
            put = corrected_story(story, corrections.of_target(database, story.key))
            stories.put(database, [put], annotated_at=now())
    return made


def _require_incidents(database: Database, correction: Correction) -> None:
    """What is merged or moved must go to an incident that is there."""
    if correction.field not in ("merge", "move"):
        return
    other = json.loads(correction.value)
    if other is not None and incidents.get(database, other) is None:
        raise UsageError(f"there is no incident {other!r} to {correction.field} with")


def _as_json(text: str) -> str:
    """The value as JSON; a word that is no JSON is a text, so that nobody has to quote twice."""
    try:
        json.loads(text)
    except ValueError:
        return json.dumps(text)
    return text


def _show(made: list[Correction], *, as_json: bool) -> None:
    if as_json:
        for correction in made:
            typer.echo(codec.encode(correction))
        return
    console.show_table(
        "Corrections",
        ["number", "target", "field", "value", "who", "when", "why"],
        [[c.number, c.target, c.field, c.value, c.who, c.when.isoformat(), c.why] for c in made],
    )
