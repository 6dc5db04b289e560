"""Places: from the words of a story to codes of districts, with reasons."""

from nlp.places.resolver import PlaceReading, PlaceResolver

__all__ = ["PlaceReading", "PlaceResolver"]
