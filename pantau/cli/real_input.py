"""The whole way on files of real stories, timed step by step: what an import of an archive costs."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from pantau import measure
from pantau.cli import cycle
from pantau.cli.collecting import import_file, registry_of
from pantau.cli.reading import load_annotator
from pantau.districts import load_districts
from pantau.settings import Settings
from pantau.storage import Database, stories

CERTAIN: Final = 5
"""How many of the surest tension events are shown: enough to see at a glance whether they are ones."""

Result = TypeVar("Result")

QUERIES: Final = ("bentrok", '"unjuk rasa"', "fase:peristiwa nada:tension", "tolak* AND (gereja OR masjid)")
"""Searches that are timed: a word, a phrase, filters alone, a prefix with operators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RealInput:
    """What was measured; times in seconds, memory in bytes."""

    rows: int
    rejected: int
    stories: int
    import_seconds: float
    annotate_seconds: float
    stories_per_second: float
    index_seconds: float
    search_milliseconds: float
    peak_memory: int
    languages: dict[str, int]
    relevant: int
    tension_events: int
    with_place: int
    with_district: int
    incidents: int
    alerts: int
    surest: tuple[tuple[float, str, str, str], ...]

    def as_mapping(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return asdict(self)

    def lines(self) -> Sequence[str]:
        """A table, then the surest tension events: probability, place, form, address."""
        told = {name: value for name, value in self.as_mapping().items() if name != "surest"}
        rows = [f"{name.replace('_', ' '):<22} {value}" for name, value in told.items()]
        return [*rows, "surest tension events:", *("  ".join(map(str, event)) for event in self.surest)]

    def missed(self) -> Sequence[str]:
        """Nothing: these figures have no floors, they are written down as they come out."""
        return ()


def measure_real_input(settings: Settings, files: Sequence[Path]) -> RealInput:
    """Import, annotate, index and search files in a home of their own.

    Args:
        settings: With ``home`` set to an empty folder.
        files: As for ``pantau import``.

    Returns:
        Times, memory and what was found. No text of the stories is in it.
    """
    annotator = load_annotator(settings)
    with Database.open(settings.database) as database:
        imported, import_seconds = _timed(
            lambda: [
                import_file(
                    database, file, mapping={}, outlet="", rejects=settings.home / f"{file.name}.rejects"
                )
                for file in files
            ]
        )
        read, annotate_seconds = _timed(lambda: cycle.read(database, annotator))
        built, index_seconds = _timed(lambda: cycle.build(database, settings, registry_of(settings)))
        milliseconds = _search(database)
        return RealInput(
            rows=_sum(imported, "rows"),
            rejected=_sum(imported, "rejected"),
            stories=read,
            import_seconds=round(import_seconds, 1),
            annotate_seconds=round(annotate_seconds, 1),
            stories_per_second=round(read / annotate_seconds, 1) if read else 0.0,
            index_seconds=round(index_seconds, 1),
            search_milliseconds=milliseconds,
            peak_memory=measure.peak_memory(),
            languages=dict(
                database.rows("SELECT language, count(*) FROM annotations GROUP BY 1 ORDER BY 2 DESC")
            ),
            relevant=stories.count(database, relevant=True),
            alerts=len(built.alerts),
            **_counts(database),
            surest=_surest(database),
        )


def _counts(database: Database) -> dict[str, int]:
    questions = {
        "tension_events": "SELECT count(*) FROM annotations WHERE relevant AND tone IN ('tension', 'mixed')"
        " AND phase IN ('peristiwa', 'potensi')",
        "with_place": "SELECT count(*) FROM annotations WHERE places <> '[]'",
        "with_district": "SELECT count(DISTINCT article_key) FROM story_places"
        " WHERE role = 'event' AND length(code) = 5",
        "incidents": "SELECT count(*) FROM incidents",
    }
    return {name: int(database.value(sql)) for name, sql in questions.items()}


def _surest(database: Database) -> tuple[tuple[float, str, str, str], ...]:
    """Probability, place, form and address of the surest tension events; no text of theirs."""
    rows = database.rows(
        "SELECT json_extract(n.detail, '$.confidence.tension_event') AS p, n.places ->> 0, n.form, a.url"
        " FROM annotations AS n JOIN articles AS a ON a.key = n.article_key"
        " WHERE n.relevant AND n.tone IN ('tension', 'mixed') AND n.phase IN ('peristiwa', 'potensi')"
        " ORDER BY p DESC, a.key LIMIT ?",
        (CERTAIN,),
    )
    name = load_districts().name
    return tuple((round(p, 3), name(code) if code else "-", form, url) for p, code, form, url in rows)


def _search(database: Database) -> float:
    """Median milliseconds of a query with total, page, highlights and facets, after one warm-up round."""
    from search.engine import Search

    search = Search(database)
    for query in QUERIES:
        search.run(query)
    times = sorted(_timed(partial(search.run, query))[1] for query in QUERIES * 5)
    return round(1000 * times[len(times) // 2], 1)


def _timed(step: Callable[[], Result]) -> tuple[Result, float]:
    began = time.monotonic()
    result = step()
    return result, time.monotonic() - began


def _sum(imported: Sequence[dict[str, object]], name: str) -> int:
    return sum(int(str(one[name])) for one in imported)
