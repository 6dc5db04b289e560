"""Read the facts of one story: when, how many, who, with what, and what was done about it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from nlp.facts.casualties import count_harm
from nlp.facts.doers import actors, interventions, means
from nlp.facts.event_date import choose_date, date_candidates
from nlp.facts.losses import displaced, houses_damaged, participants, worship_damaged
from nlp.facts.passage import prepare
from nlp.facts.records import Facts

if TYPE_CHECKING:
    from datetime import date


def read_facts(title: str, text: str, *, published: date | None = None) -> Facts:
    """Read the facts of one story.

    Never raises on any text: empty, of two megabytes, all capitals, with markup, in another language.
    What cannot be read is ``None``; time is bounded because a passage is (``passage.MAX_CHARS``) and
    no pattern repeats without a limit.

    Args:
        title: Headline, may be empty.
        text: Body as extracted; what lies beyond 20,000 characters is not read.
        published: Day of publication in the outlet's zone, where known.

    Returns:
        The facts with their spans; ``event_date`` is the best guess without the phase.
    """
    passages = (prepare("title", title), prepare("text", text))
    deaths = count_harm(passages, "die", published)
    facts = Facts(
        date_candidates=date_candidates(passages, published),
        published=published,
        deaths=deaths,
        injured=count_harm(passages, "hurt", published, dead=deaths),
        displaced=displaced(passages),
        houses_damaged=houses_damaged(passages),
        worship_damaged=worship_damaged(passages),
        participants=participants(passages),
        actors=actors(passages),
        means=means(passages),
        interventions=interventions(passages),
    )
    return replace(facts, event_date=choose_date(facts, None))
