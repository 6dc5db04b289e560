"""Whole seeded presses, from article to alert (``pantau bench presses``)."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from index_builder.build import build
from nlp.pipeline import Annotator
from pantau.demo.grammar import GRAMMAR_OUTLETS, planted, seeded_press
from pantau.records import Annotation, Story
from pantau.storage import Database, articles, stories


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What became of one seeded press.

    Attributes:
        delay: Days from the rise's first publication to the alert, ``None`` where it was not found.
        false: Alerts elsewhere.
    """

    seed: int
    rise: bool
    delay: int | None
    false: int


def seeded_presses(
    seeds: Iterable[int],
    *,
    annotator: Annotator | None = None,
    end: date = date(2026, 11, 25),
    on_progress: Callable[[], None] | None = None,
) -> list[Press]:
    """Take seeded presses from article to alert, each once with a planted rise and once without.

    Args:
        seeds: Seeds of the presses.
        annotator: Reads the articles; ``None`` gives each story its true labels.
        end: Last day of each press.
        on_progress: Called after each press.
    """
    found = []
    for seed in seeds:
        for rise in (True, False):
            found.append(_press(seed, rise, annotator, end))
            if on_progress is not None:
                on_progress()
    return found


def _press(seed: int, rise: bool, annotator: Annotator | None, end: date) -> Press:
    press = seeded_press(seed, rise=rise, end=end)
    given = [article for article, _ in press]
    read = (
        list(annotator.annotate(given))
        if annotator is not None
        else [Story(article=article, annotation=_true_labels(truth)) for article, truth in press]
    )
    where = planted(press)
    began = min(
        (article.published.date() for article, truth in press if truth.rise and article.published),
        default=end,
    )
    with (
        tempfile.TemporaryDirectory(prefix="pantau-press-") as folder,
        Database.open(Path(folder) / "press.db") as database,
    ):
        now = datetime(end.year, end.month, end.day, 12, tzinfo=UTC)
        articles.add(database, (story.article for story in read), origin="import", known_at=now)
        stories.put(database, read, annotated_at=now)
        raised = build(database, outlets=GRAMMAR_OUTLETS, through=end, now=now).alerts
    hits = [(alert.day - began).days for alert in raised if where is not None and alert.district == where[0]]
    return Press(seed=seed, rise=rise, delay=min(hits, default=None), false=len(raised) - len(hits))


def _true_labels(truth: Any) -> Annotation:
    return Annotation(
        language=truth.language,
        relevant=truth.relevant,
        dimensions=truth.dimensions,
        tone=truth.tone,
        phase=truth.phase,
        form=truth.form,
        sentiment=truth.sentiment,
        places=truth.places,
        place_names=truth.place_names,
        event_date=truth.event_date,
        deaths=truth.deaths,
        injured=truth.injured,
    )
