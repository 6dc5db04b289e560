"""``pantau detect``: alarms in any table of daily counts, for a false-alarm budget in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pantau.cli import console
from pantau.cli.app import app
from pantau.errors import UsageError


@app.command()
def detect(
    series: Annotated[
        Path, typer.Argument(metavar="SERIES.csv", help="Columns district, dimension, day, count, coverage.")
    ],
    budget: Annotated[
        str,
        typer.Option(
            help='False alarms that are accepted: "1 per district-year", "10 per week" (whole table).'
        ),
    ] = "1 per district-year",
    output: Annotated[
        str, typer.Option("-o", "--output", help="File of JSON Lines; - is standard output.")
    ] = "-",
    alarms_only: Annotated[bool, typer.Option("--alarms", help="Only rows with an alarm.")] = False,
) -> None:
    """Expected count, interval, tail probability and alarm for each row of a table of daily counts.

    The table may be anything that counts events a day; docs/detection.md describes the method.
    """
    from index_builder.detection.budget import read_budget
    from index_builder.detection.detect import detect as detect_in
    from index_builder.detection.table import read_csv

    if not series.is_file():
        raise UsageError(
            f"{series} does not exist; give a CSV with district, dimension, day, count, coverage"
        )
    table = read_csv(series)
    accepted = read_budget(budget, dimensions=len(set(table.dimensions)), series=len(table.districts))
    for note in table.notes:
        console.say(note)
    with console.progress("days", table.counts.shape[1]) as advance:
        found = detect_in(table, budget=accepted, progress=lambda _done, _of: advance(1))
    with console.writing(output) as target:
        for row in found.rows():
            if row["alarm"] or not alarms_only:
                target.write(json.dumps(row, ensure_ascii=False) + "\n")
