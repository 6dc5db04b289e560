"""What an incident adds to the signals: district x dimension x day.

The rules are those of the design: an incident counts once in each of its districts, on the day of the
first publication known of it; what is known only to the province counts in the province's row and is
never spread; a follow-up raises nothing; a settlement counts as harmony on the day on which it was
first published; reprints and further reports add stories, never incidents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from index_builder.members import Member, settled
from pantau.records import TOTAL, Incident

THOUSAND: Final = 1000
"""Severity is added up in whole thousandths, so that the order of adding cannot show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What one incident adds to one cell.

    Attributes:
        district: Code of a district, or of a province where only that is known.
        dimension: One of the four, or ``total`` (the incident once, whatever its dimensions).
        severity: In thousandths.
    """

    incident: str
    district: str
    dimension: str
    day: date
    tension: int
    protests: int
    harmony: int
    severity: int
    stories: int


def counts_of(incident: Incident, members: Sequence[Member]) -> Iterator[Count]:
    """What an incident adds, cell by cell; nothing for one that raises nothing.

    Args:
        incident: The incident as :func:`index_builder.members.incident_of` made it.
        members: Its stories. Without a dated one it counts on no day: an archive page without a date
            must not become today's event.
    """
    if not any(member.dated for member in members):
        return
    if incident.kind in ("tension", "protest"):
        yield from _cells(incident, incident.day, strain=True, stories=len(members))
    peace = settled(members) or (incident.day if incident.kind == "harmony" else None)
    if peace is not None and incident.kind != "none":
        yield from _cells(incident, peace, strain=False, stories=0 if _same(incident, peace) else 1)


def _same(incident: Incident, peace: date) -> bool:
    """Whether the incident's stories are already counted on this day."""
    return incident.kind in ("tension", "protest") and incident.day == peace


def _cells(incident: Incident, day: date, *, strain: bool, stories: int) -> Iterator[Count]:
    for district in incident.places:
        for dimension in (*incident.dimensions, TOTAL):
            yield Count(
                incident=incident.id,
                district=district,
                dimension=dimension,
                day=day,
                tension=int(strain and incident.kind == "tension"),
                protests=int(strain and incident.kind == "protest"),
                harmony=int(not strain),
                severity=round(incident.severity * THOUSAND) if strain else 0,
                stories=stories if incident.kind != "harmony" else len(incident.stories),
            )


def days_of(counts: Iterable[Count]) -> set[date]:
    """The days that these counts lie on."""
    return {count.day for count in counts}
