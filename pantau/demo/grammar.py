"""Seeded presses: whole fictional presses, made by the dozen from a grammar.

They serve to count, without HTTP, how often a planted rise is found and how often an alarm is false:
one seed always gives the same press, another seed other districts, incidents and words.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from pantau.demo.grammar_desk import GRAMMAR_OUTLETS, Desk
from pantau.demo.grammar_events import Events

if TYPE_CHECKING:
    from datetime import date

    from pantau.demo.truth import Truth
    from pantau.labels import Dimension
    from pantau.records import Article

__all__ = ["GRAMMAR_OUTLETS", "planted", "seeded_press"]


def seeded_press(
    seed: int,
    *,
    rise: bool,
    end: date,
    days: int = 120,
    districts: int = 24,
    everyday_a_day: int = 2,
) -> list[tuple[Article, Truth]]:
    """Make a whole press from a seed.

    Args:
        seed: Chooses everything; the same arguments give the same press.
        rise: Plant a rise: one district and dimension gets 6 to 10 incidents within the last 7 to 14
            days, each told by at least two owners.
        end: Last day of the press.
        days: Length in days.
        districts: Districts in which the press plays; at most as many as the grammar knows.
        everyday_a_day: Stories a day that are not relevant.

    Returns:
        Articles with their truth, by time of publication. The planted incidents have ``truth.rise``.
    """
    rng = Random(f"pantau {seed} {rise}")  # noqa: S311 - it chooses words and keeps no secret
    events = Events(rng, end=end, days=days, districts=districts)
    desk = Desk(rng, events, end=end, days=days)
    happenings = events.background() + (events.rise() if rise else [])
    for happening in sorted(happenings, key=lambda item: (item.day, item.incident)):
        desk.report(happening)
    desk.routine(everyday_a_day)
    return desk.finished()


def planted(press: list[tuple[Article, Truth]]) -> tuple[str, Dimension] | None:
    """District code and dimension of a press's planted rise, ``None`` if it has none."""
    for _, truth in press:
        if truth.rise:
            return truth.places[0], truth.dimensions[0]
    return None
