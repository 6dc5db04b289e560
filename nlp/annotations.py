"""The JSON object that ``pantau annotate`` writes for one story."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from pantau.codec import plain
from pantau.records import Annotation, Article

FIELDS: Final = (
    "lang",
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
"""Label fields of the codebook, in the order in which they are written."""


def as_json(annotation: Annotation, story_id: str, *, original: Article) -> dict[str, Any]:
    """An annotation as plain JSON values.

    Args:
        annotation: What the pipeline said.
        story_id: The story's ``id`` in the input.
        original: The story as it was given, with all that the pipeline takes out of a text: the offsets that
            come back lie on this one.

    Returns:
        ``id``, every field of :data:`FIELDS`, ``confidence`` by field (that of the language where nothing
        more was read), ``evidence``, ``doubts``,
        ``mentions``, ``facts`` and ``method_version``. Days are ISO 8601. A span whose words do not stand
        in the original as they are (its white space was mended) has ``start`` and ``end`` null.
    """
    values = plain(annotation)
    for span in _spans(values):
        _move(span, original)
    values["lang"] = values["language"]
    certain = values["confidence"].get("lang", 1.0)
    values["confidence"] = dict.fromkeys(FIELDS, certain) | dict(values["confidence"])
    further = ("confidence", "evidence", "doubts", "mentions", "facts", "method_version")
    return {"id": story_id, **{name: values[name] for name in (*FIELDS, *further)}}


def _spans(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with ``source``, ``start`` and ``end`` inside plain JSON values."""
    if isinstance(value, dict):
        if {"source", "start", "end"} <= value.keys():
            yield value
        for inner in value.values():
            yield from _spans(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _spans(inner)


def _move(span: dict[str, Any], original: Article) -> None:
    """Put a span of the cleaned text where the same words stand in the original.

    Cleaning only takes things out, so they stand there at the same offset or later.
    """
    if span["source"] == "dateline":
        return
    words = span.get("text") or span.get("name") or ""
    there = original.title if span["source"] == "title" else original.text
    start = there.find(words, span["start"])
    if start < 0:
        start = there.find(words)
    span["start"], span["end"] = (None, None) if start < 0 else (start, start + len(words))
