"""Facts of a story, read by rules: day of the event, casualties, damage, actors, means, outcome."""

from nlp.facts.event_date import choose_date
from nlp.facts.reader import read_facts
from nlp.facts.records import (
    ActorFact,
    Count,
    DateCandidate,
    Facts,
    InterventionFact,
    MeansFact,
    Span,
)

__all__ = [
    "ActorFact",
    "Count",
    "DateCandidate",
    "Facts",
    "InterventionFact",
    "MeansFact",
    "Span",
    "choose_date",
    "read_facts",
]
