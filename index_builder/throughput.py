"""How many stories are grouped in a second, and in how much memory (``pantau bench grouping``)."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from index_builder.incidents import Grouper
from index_builder.reprints import Report, reports
from index_builder.traits import traits_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """How long grouping generated stories took, without making them.

    Attributes:
        seconds: By the clock on the wall; what other programs of the machine take is in it.
        cpu_seconds: Of the processor.
        megabytes: Most memory the process ever held.
    """

    stories: int
    seconds: float
    cpu_seconds: float
    new_day: int
    new_day_seconds: float
    new_day_cpu_seconds: float
    megabytes: int


@dataclass(slots=True)
class Spent:
    """Seconds spent so far."""

    wall: float = 0.0
    cpu: float = 0.0


def bench_speed(count: int, *, new_day: int = 20_000, seed: int = 9) -> Speed:
    """Group generated stories from nothing, then another day of them.

    Args:
        count: Stories to group (every eighth is a first report).
        new_day: Stories of the day that follows.
        seed: Seed of the reprints.
    """
    grouper = Grouper()
    whole = _grouped(grouper, reports(groups=count // 8, seed=seed))
    first = date(2026, 3, 2) + timedelta(days=180)
    day = _grouped(grouper, reports(groups=new_day // 8, seed=seed + 1, first=first))
    return Speed(
        stories=count,
        seconds=round(whole.wall, 1),
        cpu_seconds=round(whole.cpu, 1),
        new_day=new_day,
        new_day_seconds=round(day.wall, 1),
        new_day_cpu_seconds=round(day.cpu, 1),
        megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    )


def _grouped(grouper: Grouper, given: Iterable[Report]) -> Spent:
    spent = Spent()
    for report in given:
        wall, cpu = time.perf_counter(), time.process_time()
        grouper.add(report.story.key, traits_of(report.story, known=report.story.article.fetched.date()))
        spent.cpu += time.process_time() - cpu
        spent.wall += time.perf_counter() - wall
    return spent
