"""From articles to stories: an ordinary spaCy pipeline and the annotator around it.

>>> nlp = build_pipeline()
>>> nlp.pipe_names
['pantau_language', 'pantau_labels', 'pantau_places', 'pantau_facts']

Users put parts in and out as with any spaCy ``Language``: :attr:`Annotator.nlp` is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from crawler import boilerplate
from nlp import components, tokens
from nlp.composition import compose
from nlp.method import method_version
from pantau.records import Article, Story

READ_LENGTH: Final = 20_000
"""Characters of a text that the pipeline reads. The longest of 13,000 real stories has 18,000; what is
longer is a law, a table or an attack."""

RAW_LENGTH: Final = 200_000
"""Characters of a raw text that are cleaned; what lies beyond cannot be among the first
:data:`READ_LENGTH` of the story itself except in a page of nothing but links."""

BATCH: Final = 64
"""Docs that travel together between processes."""

METHOD_VERSION: Final = method_version()
"""Version of code, models and tables; each annotation carries it."""


def build_pipeline(*, model: Path | None = None) -> Language:
    """A blank Indonesian spaCy pipeline with Pantau's components.

    Args:
        model: A label model file in place of the one that ships.

    Raises:
        AnnotationError: A model or table is missing or broken.
    """
    nlp = spacy.blank("id", config={"nlp": {"tokenizer": {"@tokenizers": tokens.NAME}}})
    for name in components.ORDER:
        settings = {"model": str(model) if model else ""} if name == "pantau_labels" else {}
        nlp.add_pipe(name, config=settings)
    return nlp


class Annotator:
    """Turns articles into stories.

    Attributes:
        nlp: The spaCy pipeline; its components may be changed before use.
    """

    def __init__(self, nlp: Language, homes: Mapping[str, str], *, processes: int = 1) -> None:
        self.nlp = nlp
        self._homes = homes
        self._processes = processes

    @classmethod
    def load(
        cls, *, homes: Mapping[str, str] | None = None, model: Path | None = None, processes: int = 1
    ) -> Annotator:
        """Load models and tables (about a second).

        Args:
            homes: Kemendagri code of each outlet's home by domain, a weak hint for places; ``""`` and
                ``"unknown"`` say nothing.
            model: A label model file in place of the one that ships.
            processes: Processes that read in parallel.

        Raises:
            AnnotationError: A model or table is missing or broken.
        """
        return cls(build_pipeline(model=model), homes or {}, processes=processes)

    @property
    def method_version(self) -> str:
        """Version of code, models and tables."""
        return METHOD_VERSION

    def annotate(self, articles: Iterable[Article]) -> Iterator[Story]:
        """Read articles.

        Args:
            articles: Articles as crawled or imported; the text may still hold sidebars and links.

        Yields:
            One story for each article, in order, whatever it contains. ``story.article.text`` is the
            text without boilerplate, and all offsets lie on it.
        """
        pairs = ((self._doc(cleaned), cleaned) for cleaned in map(clean, articles))
        options: dict[str, Any] = {"n_process": self._processes} if self._processes > 1 else {}
        for doc, article in self.nlp.pipe(pairs, as_tuples=True, batch_size=BATCH, **options):
            yield Story(article=article, annotation=compose(doc, METHOD_VERSION))

    def _doc(self, article: Article) -> Doc:
        text = article.text[:READ_LENGTH]
        doc = self.nlp.make_doc(text)
        home = self._homes.get(article.outlet, "")
        doc._.story = {
            "title": article.title,
            "text": text,
            "published": article.published.date().isoformat() if article.published else "",
            "url": article.url,
            "section": article.section,
            "dateline": article.dateline,
            "home": "" if home == "unknown" else home,
            "cut": len(article.text) > READ_LENGTH,
        }
        return doc


def clean(article: Article) -> Article:
    """The article with sidebars, links and bylines taken out of its text."""
    text = boilerplate.strip(article.text[:RAW_LENGTH])
    return article if text == article.text else replace(article, text=text)
