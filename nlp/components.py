"""spaCy components: ``pantau_language``, ``pantau_labels``, ``pantau_places``, ``pantau_facts``.

A component reads the text and ``doc._.story`` (title, published, url, section, dateline, home: plain
strings; the text once more, since ``doc.text`` is put together from the tokens at every use) and
writes one extension of plain values (so that a ``Doc`` can travel between processes):

=================== ===================================================================
``doc._.language``  ISO code
``doc._.labels``    :class:`~nlp.labels.LabelReading` as a mapping, ``None`` where not read
``doc._.places``    :class:`~nlp.places.PlaceReading` as a mapping, ``None`` where not read
``doc._.facts``     chosen values and the full facts as a mapping, ``None`` where not read
``doc._.failures``  names of components that could not read this story
=================== ===================================================================

Only Indonesian is read; for another language the other components leave ``None``. A component that
fails on one story's content logs the story's URL and names itself in ``doc._.failures``: one odd story
must neither stop a night's run nor lose what the other components say about it.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc

from nlp.facts import choose_date, read_facts
from nlp.labels import LabelModel
from nlp.language import INDONESIAN, language
from nlp.places import PlaceResolver
from pantau.codec import plain

ORDER: Final = ("pantau_language", "pantau_labels", "pantau_places", "pantau_facts")
"""Components in the order in which they are added: the day of an event is chosen with the phase known."""

_LOG: Final = logging.getLogger(__name__)

_EXTENSIONS: Final[dict[str, Any]] = {
    "story": {},
    "language": "",
    "labels": None,
    "places": None,
    "facts": None,
    "failures": [],
}


def register_extensions() -> None:
    """Make the ``Doc._`` extensions known to spaCy; doing so again changes nothing."""
    for name, default in _EXTENSIONS.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)


def _guarded(doc: Doc, name: str, read: Callable[[], Any]) -> Any:
    try:
        return read()
    except Exception as error:
        # Type and line only: an error's own words may quote the story, and logs keep no personal data.
        where = traceback.extract_tb(error.__traceback__)[-1]
        _LOG.error(
            "%s could not read %s (%s in %s, line %s); the story goes on without it",
            name,
            doc._.story.get("url") or "a story",
            type(error).__name__,
            Path(where.filename).name,
            where.lineno,
        )
        doc._.failures = [*doc._.failures, name]
        return None


def _text(doc: Doc) -> str:
    text: str | None = doc._.story.get("text")
    return doc.text if text is None else text


def _day(doc: Doc) -> date | None:
    published = doc._.story.get("published")
    return date.fromisoformat(published[:10]) if published else None


@Language.component("pantau_language", assigns=["doc._.language"])
def tell_language(doc: Doc) -> Doc:
    """Tell the language of the text, of the title where there is no text."""
    text = _text(doc)
    doc._.language = language(text if text.strip() else doc._.story.get("title", ""))
    return doc


class LabelComponent:
    """Reads the labels."""

    def __init__(self, model: str) -> None:
        self._path = model
        self._model = _label_model(model)

    def __call__(self, doc: Doc) -> Doc:
        """Write ``doc._.labels``."""
        if doc._.language == INDONESIAN:
            title = doc._.story.get("title", "")
            doc._.labels = _guarded(doc, "pantau_labels", lambda: plain(self._model.read(title, _text(doc))))
        return doc

    def __reduce__(self) -> tuple[Any, ...]:
        """Load again in another process: the stemmer cannot travel."""
        return LabelComponent, (self._path,)


class PlaceComponent:
    """Reads the places."""

    def __init__(self) -> None:
        self._resolver = _resolver()

    def __call__(self, doc: Doc) -> Doc:
        """Write ``doc._.places``."""
        if doc._.language == INDONESIAN:
            doc._.places = _guarded(doc, "pantau_places", lambda: plain(self._read(doc)))
        return doc

    def _read(self, doc: Doc) -> Any:
        story = doc._.story
        return self._resolver.read(
            story.get("title", ""),
            _text(doc),
            dateline=story.get("dateline", ""),
            published=_day(doc),
            url=story.get("url", ""),
            section=story.get("section", ""),
            outlet_home=story.get("home", ""),
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """Load again in another process: the gazetteer is large and read-only."""
        return PlaceComponent, ()


@Language.component("pantau_facts", requires=["doc._.labels"], assigns=["doc._.facts"])
def read_story_facts(doc: Doc) -> Doc:
    """Read the facts; the day of the event is chosen with the phase that the labels gave."""
    if doc._.language == INDONESIAN:
        doc._.facts = _guarded(doc, "pantau_facts", lambda: _facts(doc))
    return doc


def _facts(doc: Doc) -> dict[str, Any]:
    facts = read_facts(doc._.story.get("title", ""), _text(doc), published=_day(doc))
    phase = doc._.labels["phase"] if doc._.labels else None
    day = choose_date(facts, phase)
    return {
        "event_date": day.isoformat() if day else None,
        "deaths": facts.deaths.number if facts.deaths else None,
        "injured": facts.injured.number if facts.injured else None,
        "all": facts.as_mapping(),
    }


@Language.factory("pantau_labels", default_config={"model": ""}, assigns=["doc._.labels"])
def make_labels(nlp: Language, name: str, model: str) -> LabelComponent:  # noqa: ARG001 (spaCy's signature)
    """Factory; ``model`` is the path of a model file, empty for the one that ships."""
    return LabelComponent(model)


@Language.factory("pantau_places", assigns=["doc._.places"])
def make_places(nlp: Language, name: str) -> PlaceComponent:  # noqa: ARG001 (spaCy's signature)
    """Factory."""
    return PlaceComponent()


@cache
def _label_model(path: str) -> LabelModel:
    return LabelModel.load(Path(path) if path else None)


@cache
def _resolver() -> PlaceResolver:
    return PlaceResolver.load()


register_extensions()
