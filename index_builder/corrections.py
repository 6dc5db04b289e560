"""People's corrections, laid over what the machine decided.

The machine's groups stay as they are; corrections say how the recorded incidents differ from them. So a
correction outlives regrouping and a new model, and taking it into account again gives the same result.

Fields of a correction (``value`` is JSON):

=============  ==============  ==================================================================
field          target          value
=============  ==============  ==================================================================
``merge``      incident        id of the incident that joins it
``split``      incident        list of article keys that become an incident of their own
``move``       article         id of the incident it belongs to, ``null`` for one of its own
``event_date`` incident        the event's day, ``null`` for unknown
``day``        incident        the day on which it counts
``not_event``  incident        ``true``: nothing happened; it is kept and counts for nothing
a label        article         the label's new value (``places``, ``form``, ``phase``, ``tone`` …)
=============  ==============  ==================================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, get_type_hints

from index_builder.errors import CorrectionError
from index_builder.members import incident_id
from pantau import codec
from pantau.districts import load_districts
from pantau.errors import RecordError
from pantau.records import Annotation, Correction, Incident, Story
from pantau.storage.times import utc_text

GROUPING: Final = frozenset(("merge", "split", "move"))
DATING: Final = frozenset(("event_date", "day", "not_event"))
LABELS: Final = frozenset(
    (
        "relevant",
        "dimensions",
        "tone",
        "phase",
        "form",
        "sentiment",
        "places",
        "place_names",
        "event_date",
        "deaths",
        "injured",
    )
)
"""Fields of an annotation that a person can put right."""

NOT_RELEVANT: Final[Mapping[str, Any]] = {
    "dimensions": (),
    "tone": "neutral",
    "phase": "lain",
    "form": "tidak_ada",
    "deaths": None,
    "injured": None,
}
"""What follows from "not relevant" (first hard rule of the codebook)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A story of the machine's groups.

    Attributes:
        known_at: When it became known (UTC text).
        via: The story that it joined.
        group: First story of its group.
    """

    key: str
    known_at: str
    via: str | None
    group: str


@dataclass(slots=True)
class Overlay:
    """The grouping that people's corrections make of some of the machine's groups.

    Args:
        stories: All stories of those groups, in the order of knowledge.
    """

    stories: Sequence[Known]
    _label: dict[str, str] = field(default_factory=dict)
    _anchor: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for story in self.stories:
            self._label[story.key] = story.group
            self._anchor[incident_id(story.key)] = story.key

    def apply(self, corrections: Iterable[Correction]) -> None:
        """Follow corrections in the order in which they were made; those about other stories are skipped."""
        for correction in corrections:
            if correction.field == "merge":
                self._merge(correction)
            elif correction.field == "split":
                self._take_out(correction, _keys(correction), f"split {correction.number}")
            elif correction.field == "move":
                self._move(correction)

    def groups(self) -> list[list[str]]:
        """The article keys of each incident, both in the order of knowledge."""
        found: dict[str, list[str]] = {}
        for story in self.stories:
            found.setdefault(self._label[story.key], []).append(story.key)
        return list(found.values())

    def _merge(self, correction: Correction) -> None:
        one, other = self._anchor.get(correction.target), self._anchor.get(str(value_of(correction)))
        if one is None or other is None:
            return
        keep, gone = self._label[one], self._label[other]
        for key, label in self._label.items():
            if label == gone:
                self._label[key] = keep

    def _move(self, correction: Correction) -> None:
        value = value_of(correction)
        if correction.target not in self._label:
            return
        if value is None:
            self._take_out(correction, [correction.target], f"move {correction.number}")
        elif (anchor := self._anchor.get(str(value))) is not None:
            self._take_out(correction, [correction.target], self._label[anchor])

    def _take_out(self, correction: Correction, keys: Sequence[str], label: str) -> None:
        """Label stories anew, and with them those that joined them after the correction was made."""
        taken = {key for key in keys if key in self._label}
        made = utc_text(correction.when)
        for story in self.stories:
            if story.key in taken or (story.via in taken and story.known_at > made):
                taken.add(story.key)
                self._label[story.key] = label


def check(correction: Correction) -> None:
    """Make sure that a correction can be followed, before it is written.

    Raises:
        CorrectionError: Its field is unknown or its value is not of the field's kind.
    """
    if correction.field not in _KINDS:
        raise CorrectionError(
            f"no correction of {correction.field!r} is known; use one of {', '.join(sorted(_KINDS))}"
        )
    value = value_of(correction, _KINDS[correction.field])
    if correction.field == "places":
        _check_places(value)


def _check_places(codes: Sequence[str]) -> None:
    known = load_districts()
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise CorrectionError(
            f"places: {', '.join(unknown)} is no code of a province or kabupaten/kota; a code is written"
            ' "32" or "32.75" (`pantau search` shows those of a story)'
        )


def corrected_story(story: Story, corrections: Iterable[Correction]) -> Story:
    """A story with the labels that people gave it.

    Raises:
        CorrectionError: A correction has a value that its field cannot have.
    """
    changes = {
        item.field: value_of(item, _LABEL_TYPES[item.field]) for item in corrections if item.field in LABELS
    }
    if not changes:
        return story
    if changes.get("relevant") is False:
        changes |= NOT_RELEVANT
    return Story(article=story.article, annotation=replace(story.annotation, **changes))


def corrected_incident(incident: Incident, corrections: Iterable[Correction]) -> Incident:
    """An incident with the days that people gave it, or marked as no event.

    Raises:
        CorrectionError: A correction has a value that its field cannot have.
    """
    for item in corrections:
        if item.field == "event_date":
            incident = replace(incident, event_date=value_of(item, date | None))
        elif item.field == "day":
            incident = replace(incident, day=value_of(item, date))
        elif item.field == "not_event" and value_of(item, bool):
            incident = replace(incident, kind="none")
    return incident


def linked_groups(corrections: Sequence[Correction], group_of: Mapping[str, str]) -> list[set[str]]:
    """Groups that corrections tie together, so that they must be looked at together.

    Args:
        corrections: All corrections about grouping.
        group_of: Group of each story that a correction names, and of each incident id.
    """
    sets: list[set[str]] = []
    for item in corrections:
        tied = {group_of[name] for name in names_of(item) if name in group_of}
        apart = [one for one in sets if not one & tied]
        joined = tied.union(*(one for one in sets if one & tied))
        sets = [*apart, joined] if joined else apart
    return sets


def names_of(correction: Correction) -> list[str]:
    """Article keys and incident ids that a correction speaks of."""
    if correction.field == "split":
        return [correction.target, *_keys(correction)]
    if correction.field in ("merge", "move"):
        value = value_of(correction)
        return [correction.target, *([str(value)] if value is not None else [])]
    return [correction.target]


def value_of(correction: Correction, kind: Any = None) -> Any:
    """The value of a correction, read as ``kind`` (``None``: as plain JSON).

    Raises:
        CorrectionError: The value is not of that kind.
    """
    try:
        return codec.decode(correction.value, Any if kind is None else kind)
    except RecordError as error:
        raise CorrectionError(
            f"correction {correction.number} ({correction.field} of {correction.target}) has the value"
            f" {correction.value!r}: {error}"
        ) from error


def _keys(correction: Correction) -> list[str]:
    keys: list[str] = value_of(correction, list[str])
    return keys


_LABEL_TYPES: Final[Mapping[str, Any]] = {
    name: kind for name, kind in get_type_hints(Annotation).items() if name in LABELS
}

_KINDS: Final[Mapping[str, Any]] = {
    **_LABEL_TYPES,
    "merge": str,
    "split": list[str],
    "move": str | None,
    "day": date,
    "not_event": bool,
}
