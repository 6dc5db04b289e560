"""One annotation from what the components wrote, with the codebook's rules between fields."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import msgspec
from spacy.tokens import Doc

from nlp.labels import NOTHING, LabelReading
from nlp.language import INDONESIAN
from nlp.places import PlaceReading
from pantau.records import Annotation

LANGUAGE_CONFIDENCE: Final = 0.99
"""All of 2,949 labelled stories and all but 6 of 12,090 of the pool were told right (the 6 are English
link lines and song texts)."""

MEASURED: Final[Mapping[str, tuple[float, float]]] = {
    "event_date": (0.74, 0.68),
    "deaths": (0.85, 0.98),
    "injured": (0.75, 0.98),
}
"""How often a fact is right where it is given, and right to be absent where it is not: counted on the 1,610
relevant labelled stories, real and retold. The rules that read facts give no probability of their own."""


def compose(doc: Doc, version: str) -> Annotation:
    """Make the annotation of a read document.

    Args:
        doc: A document that went through the pipeline; parts that were taken out leave their fields empty.
        version: Method version.
    """
    labels = _convert(doc._.labels, LabelReading) or NOTHING
    places = _convert(doc._.places, PlaceReading) or PlaceReading()
    facts: Mapping[str, Any] = doc._.facts or {}
    chosen = {"event_date": facts.get("event_date"), "deaths": None, "injured": None}
    if labels.relevant:  # codebook, hard rule 1: casualties of a relevant incident only
        chosen.update(deaths=facts.get("deaths"), injured=facts.get("injured"))
    return Annotation(
        language=doc._.language,
        relevant=labels.relevant,
        dimensions=labels.dimensions,
        tone=labels.tone,
        phase=labels.phase,
        form=labels.form,
        sentiment=labels.sentiment,
        places=places.places,
        place_names=places.place_names,
        mentions=places.mentions,
        event_date=date.fromisoformat(chosen["event_date"]) if chosen["event_date"] else None,
        deaths=chosen["deaths"],
        injured=chosen["injured"],
        evidence=labels.evidence,
        confidence=_confidence(doc, labels, places, chosen),
        facts=dict(facts.get("all", {})),
        doubts=_doubts(doc, labels, places),
        method_version=version,
    )


def _convert(value: Any, kind: Any) -> Any:
    return None if value is None else msgspec.convert(value, kind)


def _confidence(
    doc: Doc,
    labels: LabelReading,
    places: PlaceReading,
    chosen: Mapping[str, Any],
) -> dict[str, float]:
    found = {"lang": LANGUAGE_CONFIDENCE}
    if doc._.labels is not None:
        found.update(labels.confidence)
        found["tension_event"] = labels.tension
    if doc._.places is not None:
        found["places"] = found["place_names"] = places.confidence
    if doc._.facts is not None:
        found.update({name: rates[chosen[name] is None] for name, rates in MEASURED.items()})
    if not labels.relevant and "relevant" in found:
        found["deaths"] = found["injured"] = found["relevant"]  # null by rule
    return {name: round(chance, 4) for name, chance in found.items()}


def _doubts(doc: Doc, labels: LabelReading, places: PlaceReading) -> tuple[str, ...]:
    doubts = list(labels.doubts)
    doubts.extend(doubt for doubt in places.doubts if doubt != "cut")
    if doc._.language != INDONESIAN:
        doubts.append("language")
    if doc._.story.get("cut") or "cut" in places.doubts:
        doubts.append("cut")
    doubts.extend(f"failed:{name}" for name in doc._.failures)
    return tuple(dict.fromkeys(doubts))
