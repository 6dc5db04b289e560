"""``pantau bench …`` and ``train``: every figure in the docs comes from one of these commands."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

from pantau import measure
from pantau.cli import console
from pantau.cli.app import app, session
from pantau.cli.reading import load_annotator
from pantau.cli.real_input import RealInput, measure_real_input
from pantau.errors import UsageError
from pantau.measure import Report

bench = typer.Typer(
    name="bench", help="Measure Pantau on labelled, real or generated stories.", no_args_is_help=True
)
app.add_typer(bench)

Data = Annotated[
    Path, typer.Option("--data", help="Folder with the labelled stories (gold/, data/); they do not ship.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object.")]
Check = Annotated[bool, typer.Option("--check", help="Exit code 1 when a stated floor is missed.")]

DEFAULT_DATA = Path("../shared")
"""Beside the checkout, where the tests look for it too."""


@dataclass(frozen=True, slots=True)
class Table:
    """A report made of rows: what a bench gives that has no report type of its own."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    values: Mapping[str, Any]
    failed: tuple[str, ...] = field(default=())

    def as_mapping(self) -> dict[str, Any]:
        """The values, ready for JSON."""
        return dict(self.values)

    def lines(self) -> Sequence[str]:
        """A table of fixed width."""
        cells = [self.columns, *(tuple(_cell(value) for value in row) for row in self.rows)]
        widths = [max(len(row[n]) for row in cells) for n in range(len(self.columns))]
        return [
            self.title,
            *("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in cells),
        ]

    def missed(self) -> Sequence[str]:
        """The floors that were missed."""
        return self.failed


@bench.command()
def places(data: Data = DEFAULT_DATA, as_json: AsJson = False, check: Check = False) -> int:
    """Places: exact set of districts, wrong ones, ones given where there is none, twins, speed, peers."""
    from nlp.places.bench import run

    gold = _gold(data)
    corpus = data / "data" / "labelled" / "inageoparser_small_corpus.txt.gz"
    boundaries = data / "data" / "geo" / "kabkota_514_boundaries.geojson"
    report = run(
        gold,
        corpus=corpus if corpus.exists() else None,
        boundaries=boundaries if boundaries.exists() else None,
    )
    return _tell(report, _gold_files(gold), as_json=as_json, check=check)


@bench.command()
def facts(data: Data = DEFAULT_DATA, as_json: AsJson = False, check: Check = False) -> int:
    """Facts: event date, deaths, injured; exact where given, given where there is none."""
    from nlp.facts.bench import load, run

    gold = _gold(data)
    return _tell(run(load(gold)), _gold_files(gold), as_json=as_json, check=check)


@bench.command()
def incidents(data: Data = DEFAULT_DATA, as_json: AsJson = False, check: Check = False) -> int:
    """Incidents: pairwise precision and adjusted Rand on labelled slugs and on generated reprints."""
    from index_builder.bench import FLOORS, bench_incidents

    gold = data / "gold"
    there = (gold / "rewritten.jsonl").exists()
    rows = bench_incidents(gold if there else None)
    report = Table(
        "Grouping of stories into incidents",
        ("what", "precision", "recall", "adjusted Rand", "stories", "seconds"),
        tuple((r.name, r.precision, r.recall, r.rand, r.stories, r.seconds) for r in rows),
        {"rows": [asdict(row) for row in rows], "floors": FLOORS},
        tuple(
            f"{row.name}: precision {row.precision:.3f}, adjusted Rand {row.rand:.3f};"
            f" floors {FLOORS[row.name][0]:.2f} and {FLOORS[row.name][1]:.2f}"
            for row in rows
            if not row.holds
        ),
    )
    return _tell(report, _gold_files(gold) if there else [], as_json=as_json, check=check)


@bench.command()
def grouping(
    stories: Annotated[int, typer.Option(min=1000, help="Stories to group from nothing.")] = 1_000_000,
    new_day: Annotated[int, typer.Option(min=100, help="Stories of the day that follows.")] = 20_000,
    as_json: AsJson = False,
    check: Check = False,
) -> int:
    """Time and memory of grouping generated stories from nothing, then a new day of them."""
    from index_builder.bench import bench_speed

    speed = bench_speed(stories, new_day=new_day)
    floors = {"seconds": 900.0, "new_day_seconds": 60.0, "megabytes": 1000.0}
    values = asdict(speed)
    failed = tuple(
        f"{name}: {values[name]:.0f}, at most {most:.0f} for 1,000,000 stories"
        for name, most in floors.items()
        if values[name] > most
    )
    report = Table("Grouping generated stories", tuple(values), (tuple(values.values()),), values, failed)
    return _tell(report, [], as_json=as_json, check=check)


@bench.command()
def presses(
    seeds: Annotated[
        int, typer.Option(min=1, help="Seeds; each gives a press with a rise and one without.")
    ] = 20,
    true_labels: Annotated[
        bool, typer.Option("--true-labels", help="Give each story its true labels: measures the index alone.")
    ] = False,
    first: Annotated[int, typer.Option(help="First seed.")] = 1,
    context: typer.Context = None,  # type: ignore[assignment]  # typer fills it
    as_json: AsJson = False,
) -> int:
    """Found rises and false alarms over seeded presses, from article to alert."""
    from index_builder.bench import seeded_presses

    annotator = None if true_labels else load_annotator(session(context).settings)
    with console.progress("presses", 2 * seeds) as advance:
        found = seeded_presses(
            range(first, first + seeds), annotator=annotator, on_progress=lambda: advance(1)
        )
    rises = [press for press in found if press.rise]
    quiet = [press for press in found if not press.rise]
    delays = sorted(press.delay for press in rises if press.delay is not None)
    values: dict[str, Any] = {
        "labels": "true" if true_labels else "read",
        "presses": len(found),
        "rises": len(rises),
        "found": len(delays),
        "median_days_to_alert": delays[len(delays) // 2] if delays else None,
        "false_alarms_beside_a_rise": sum(press.false for press in rises),
        "false_alarms_in_quiet_presses": sum(press.false for press in quiet),
        "quiet_presses_with_a_false_alarm": sum(press.false > 0 for press in quiet),
    }
    report = Table("Seeded presses", ("what", "value"), tuple(values.items()), values)
    return _tell(report, [], as_json=as_json, check=False)


@bench.command()
def labels(
    data: Data = DEFAULT_DATA,
    sources: Annotated[bool, typer.Option(help="Also leave out one source at a time (slow).")] = True,
    as_json: AsJson = False,
) -> int:
    """Labels by cross-validation in which no model saw the story, its incident or a near-duplicate."""
    from nlp.labels.evaluation import evaluate

    told = evaluate(data, sources=sources, report=console.say)
    if as_json:
        console.show_json(told)
    else:
        for line in _figure_lines(told):
            typer.echo(line)
    return 0


@bench.command()
def alarms(
    nations: Annotated[
        int,
        typer.Option(
            min=1, max=5, help="Simulated nations of 2,056 series over five years; 5 are the bench."
        ),
    ] = 5,
    with_r: Annotated[
        bool, typer.Option("--r/--no-r", help="Compare with R surveillance, where installed.")
    ] = True,
    as_json: AsJson = False,
    check: Check = False,
) -> int:
    """Alarms: measured against asked rate of false alarms, and sensitivity beside EARS, Farrington, glrnb."""
    from index_builder.detection.bench import SEEDS, as_mapping, as_text, run_bench

    result = run_bench(seeds=SEEDS[:nations], with_r=with_r, say=console.say)
    missed = result.failures()
    if as_json:
        console.show_json({**measure.circumstances(), **as_mapping(result), "missed": missed})
    else:
        typer.echo(as_text(result))
        for sentence in missed:
            console.say(f"missed: {sentence}")
    return 1 if check and missed else 0


@bench.command("import")
def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files as for `pantau import`.")],
    as_json: AsJson = False,
) -> int:
    """The whole way on real files, in a passing home: import, annotate, index, search; time and memory."""
    for file in files:
        if not file.is_file():
            raise UsageError(f"{file} does not exist")
    settings = session(context).settings
    with tempfile.TemporaryDirectory(prefix="pantau-bench-") as folder:
        report: RealInput = measure_real_input(settings.model_copy(update={"home": Path(folder)}), files)
    return _tell(report, files, as_json=as_json, check=False)


@app.command()
def train(
    data: Data = DEFAULT_DATA,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Folder for the model; the shipped one if left out.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Seed; the same one gives the same bytes.")] = 0,
) -> None:
    """Train the label model anew (extra `train`). Compare it with `pantau bench labels` before you use it."""
    try:
        from nlp.training.train import train as train_model
    except ImportError as error:
        raise UsageError(
            f"training needs the extra `train` (pip install 'pantau[train]'): {error}"
        ) from error
    import nlp.models

    target = output or Path(str(nlp.models.__path__[0]))
    typer.echo(str(train_model(data, target, seed, console.say)))


def _figure_lines(told: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[str]:
    """Nested figures as lines: the path of names, then value and interval; other values as they are."""
    for name, value in told.items():
        here = (*path, str(name))
        if isinstance(value, Mapping) and "value" in value:
            shown = [_cell(value.get(key)) for key in ("value", "low", "high")]
            yield f"{' / '.join(here):<58} {shown[0]}  ({shown[1]} to {shown[2]})"
        elif isinstance(value, Mapping):
            yield from _figure_lines(value, here)
        elif isinstance(value, list):
            yield f"{' / '.join(here):<58} {len(value)} (see --json)"
        else:
            yield f"{' / '.join(here):<58} {value}"


def _tell(report: Report, files: Iterable[Path], *, as_json: bool, check: bool) -> int:
    """Print a report with its circumstances; 1 where a floor was to be checked and is missed."""
    circumstances = measure.circumstances()
    corpus = list(files)
    if corpus:
        circumstances["corpus"] = measure.digest(corpus)
    missed = list(report.missed())
    if as_json:
        console.show_json({**circumstances, **report.as_mapping(), "missed": missed})
    else:
        for line in report.lines():
            typer.echo(line)
        typer.echo(", ".join(f"{name}: {value}" for name, value in circumstances.items()))
        for sentence in missed:
            console.say(f"missed: {sentence}")
    return 1 if check and missed else 0


def _gold(data: Path) -> Path:
    gold = data / "gold"
    if not (gold / "dev.jsonl").exists():
        raise UsageError(f"no labelled stories in {gold}; say where they are with --data FOLDER")
    return gold


def _gold_files(gold: Path) -> list[Path]:
    return [gold / name for name in ("dev.jsonl", "rewritten.jsonl") if (gold / name).exists()]


def _cell(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)
