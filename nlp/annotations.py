"""The JSON object that ``pantau annotate`` writes for one story."""

from __future__ import annotations

from typing import Any, Final

from pantau.codec import plain
from pantau.records import Annotation

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


def as_json(annotation: Annotation, story_id: str) -> dict[str, Any]:
    """An annotation as plain JSON values.

    Args:
        annotation: What the pipeline said.
        story_id: The story's ``id`` in the input.

    Returns:
        ``id``, every field of :data:`FIELDS`, ``confidence`` by field, ``evidence``, ``doubts``,
        ``mentions``, ``facts`` and ``method_version``. Days are ISO 8601.
    """
    values = plain(annotation)
    values["lang"] = values["language"]
    further = ("confidence", "evidence", "doubts", "mentions", "facts", "method_version")
    return {"id": story_id, **{name: values[name] for name in (*FIELDS, *further)}}
