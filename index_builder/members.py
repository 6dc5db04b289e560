"""From the stories of one group to the incident that is recorded and counted."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, TypeVar

from index_builder.kinds import RAISING, Kind, Part, kind_of
from index_builder.severity import FORM_WEIGHTS, severity
from pantau.labels import Dimension, Form, Phase, Tone
from pantau.records import Incident

MOST_PLACES: Final = 3
MOST_DIMENSIONS: Final = 2
"""As the codebook has it for a story."""

NAMED_BY: Final = 0.5
"""Share of the reports (that name any) which must name a district or dimension besides the commonest one: a
single outlet's slip must not count an incident in another district."""

PEACEFUL_SHARE: Final = 2 / 3
"""Share of first reports that call a demonstration peaceful from which it is one, although another outlet
tells of disorder."""

TITLE_LENGTH: Final = 160
"""Characters of a title made from a text without a headline."""

Thing = TypeVar("Thing", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What one story contributes to its incident.

    Attributes:
        key: Article key.
        day: Local day of publication, of knowledge where the outlet gives none.
        dated: Whether the outlet gave a day.
        official: Whether its outlet speaks for a body of the state.
    """

    key: str
    day: date
    dated: bool
    part: Part
    form: Form
    phase: Phase
    tone: Tone
    dimensions: tuple[Dimension, ...]
    places: tuple[str, ...]
    place_names: tuple[str, ...]
    event_date: date | None
    deaths: int | None
    injured: int | None
    owner: str
    official: bool
    title: str


def incident_id(first_key: str) -> str:
    """Stable id of the incident whose first known story has this key: 16 hexadecimal digits."""
    return hashlib.sha256(f"incident {first_key}".encode()).hexdigest()[:16]


def incident_of(members: Sequence[Member], *, method_version: str) -> Incident:
    """The incident that a group of stories reports.

    Args:
        members: Its stories in the order in which they became known; at least one.
        method_version: What the record is marked with.

    Returns:
        The incident. Its ``day`` is the first day of publication among the dated stories; for one that
        was first met as a follow-up, the event's day where a story fixes it.
    """
    first = [member for member in members if member.part in RAISING]
    telling = first or list(members)
    kind = _kind(members)
    form = _form(telling)
    event_date = _commonest(telling, lambda member: member.event_date)
    deaths = _most(members, lambda member: member.deaths)
    injured = _most(members, lambda member: member.injured)
    phase = _phase(members)
    return Incident(
        id=incident_id(members[0].key),
        day=_day(members, kind, event_date),
        event_date=event_date,
        kind=kind,
        form=form,
        phase=phase,
        tone=telling[0].tone,
        dimensions=tuple(_shared([member.dimensions for member in telling]))[:MOST_DIMENSIONS],
        places=_places([member.places for member in telling]),
        place_names=tuple(dict.fromkeys(name for member in telling for name in member.place_names))[:6],
        deaths=deaths,
        injured=injured,
        owners=len({member.owner for member in members}),
        severity=severity(form, deaths=deaths, injured=injured, threatened=phase == "potensi"),
        stories=tuple(member.key for member in members),
        title=next((member.title for member in telling if member.title), ""),
        method_version=method_version,
    )


def settled(members: Sequence[Member]) -> date | None:
    """Day on which a settlement was first published, ``None`` without one."""
    return min((one.day for one in members if one.part is Part.SETTLEMENT and one.dated), default=None)


def without_raising(members: Sequence[Member]) -> list[Member]:
    """The same stories as a person left them who said that there was no event."""
    return [replace(member, part=Part.REPORT) for member in members]


def _kind(members: Sequence[Member]) -> Kind:
    parts = Counter(member.part for member in members)
    kind = kind_of(set(parts))
    violent = parts[Part.EVENT] + parts[Part.THREAT]
    if kind == "tension" and parts[Part.PROTEST] >= PEACEFUL_SHARE * (violent + parts[Part.PROTEST]):
        return "protest"
    return kind


def _form(members: Sequence[Member]) -> Form:
    counts = Counter(member.form for member in members)
    return max(counts, key=lambda form: (counts[form], FORM_WEIGHTS[form], form))


def _phase(members: Sequence[Member]) -> Phase:
    phases = {member.phase for member in members}
    for phase in ("peristiwa", "potensi", "lanjutan"):
        if phase in phases:
            return phase
    return members[0].phase


def _day(members: Sequence[Member], kind: Kind, event_date: date | None) -> date:
    first = min((member.day for member in members if member.dated), default=None)
    if kind == "followup" and event_date is not None:
        return event_date
    return first or event_date or members[0].day


def _most(members: Sequence[Member], of: Callable[[Member], int | None]) -> int | None:
    """The highest number told: counts of people hurt rise as they become known."""
    return max((found for member in members if (found := of(member)) is not None), default=None)


def _commonest(members: Sequence[Member], of: Callable[[Member], Thing | None]) -> Thing | None:
    """The value most stories give; of equally common ones the one known first."""
    counts = Counter(found for member in members if (found := of(member)) is not None)
    return counts.most_common(1)[0][0] if counts else None


def _shared(lists: Sequence[tuple[Thing, ...]]) -> list[Thing]:
    """Values that the commonest one is accompanied by in at least half of the stories that name any."""
    naming = [values for values in lists if values]
    counts: Counter[Thing] = Counter()
    for values in naming:
        counts.update(list(dict.fromkeys(values)))
    ranked = [value for value, _ in counts.most_common()]
    return ranked[:1] + [value for value in ranked[1:] if counts[value] >= NAMED_BY * len(naming)]


def _places(lists: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Districts; a province stands only where no story knows a district of it."""
    districts = [tuple(code for code in places if len(code) > 2) for places in lists]
    found = _shared(districts)
    inside = {code[:2] for places in districts for code in places}
    provinces = _shared([tuple(code for code in places if len(code) == 2) for places in lists])
    if not found:
        return tuple(provinces)[:MOST_PLACES]
    outside = [code for code in provinces if code not in inside and len(lists) == 1]
    return tuple((found + outside)[:MOST_PLACES])
