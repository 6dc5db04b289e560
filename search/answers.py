"""What a search gives back: hits, exact counts and how often each label stands among the hits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

from markupsafe import Markup, escape

from pantau import stemming
from pantau.labels import Dimension, Form, Phase, Sentiment, Tone
from pantau.records import Article

Sort = Literal["relevance", "date"]
FacetName = Literal["dimensi", "nada", "fase", "bentuk", "relevan", "prov", "kab", "sumber", "bulan"]

FACETS: Final[tuple[FacetName, ...]] = (
    "dimensi",
    "nada",
    "fase",
    "bentuk",
    "relevan",
    "prov",
    "kab",
    "sumber",
    "bulan",
)


LONGEST_LEAD: Final = 280
"""Characters of a lead: two sentences of news, what outlets themselves put into their feeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A piece of text; ``marked`` where it is what was searched for."""

    text: str
    marked: bool


Marked = tuple[Fragment, ...]
"""Text in pieces, in order: nothing in it is markup."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One story of an answer; what leaves the house of it.

    Attributes:
        title: Headline in pieces.
        lead: First paragraph in pieces, cut to a readable length.
        snippet: A few words around what was found below the lead; empty where nothing was.
        published: Aware, in the outlet's zone.
        places: Codes of the event's places, main one first.
        relevant: ``None``, like all labels, where nobody has read the story yet.
    """

    key: str
    url: str
    outlet: str
    published: datetime | None
    title: Marked
    lead: Marked
    snippet: Marked
    relevant: bool | None = None
    dimensions: tuple[Dimension, ...] = ()
    tone: Tone | None = None
    phase: Phase | None = None
    form: Form | None = None
    sentiment: Sentiment | None = None
    places: tuple[str, ...] = ()
    event_date: date | None = None
    deaths: int | None = None
    injured: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """How many hits have a value; a story with two dimensions or three places counts in each."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A page of hits with everything that was counted over all of them.

    Attributes:
        query: The query as it was understood, in the query language.
        total: Exact number of hits.
        until: Highest row that took part. Given back with the next page it keeps pages stable while
            stories arrive.
        notes: What a reader should know, e.g. that a name means two districts; each a name and its text.
    """

    query: str
    total: int
    sort: Sort
    page: int
    size: int
    until: int
    hits: tuple[Hit, ...]
    facets: Mapping[FacetName, tuple[Facet, ...]]
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.total // self.size))


def lead_of(article: Article) -> str:
    """Returns the first paragraph of an article, cut at a word where it is longer than a lead."""
    return split_lead(article.title, article.text)[0]


def split_lead(title: str, text: str) -> tuple[str, str]:
    """Returns the lead of a body and what comes after it; a headline that is repeated is no lead."""
    first, rest = _paragraph(text)
    if rest and _repeats(first, title):
        first, rest = _paragraph(rest)
    if len(first) <= LONGEST_LEAD:
        return first, rest
    cut = first[:LONGEST_LEAD].rpartition(" ")[0] or first[:LONGEST_LEAD]
    return f"{cut.rstrip(' ,;:–-')} …", f"{first[len(cut) :]}\n{rest}"


def _paragraph(text: str) -> tuple[str, str]:
    first, _, rest = text.lstrip().partition("\n")
    return first.rstrip(), rest.lstrip()


def _repeats(paragraph: str, title: str) -> bool:
    """Whether a paragraph is the headline again, perhaps without the outlet's name behind it."""
    one, other = ([word for _, _, word in stemming.words(text)] for text in (paragraph, title))
    return bool(one) and one == other[: len(one)]


def markup(pieces: Marked) -> Markup:
    """Writes pieces as HTML: everything escaped, ``<mark>`` the only element."""
    return Markup("").join(
        Markup("<mark>{}</mark>").format(piece.text) if piece.marked else escape(piece.text)
        for piece in pieces
    )


def plain(pieces: Marked) -> str:
    """Returns the text of the pieces."""
    return "".join(piece.text for piece in pieces)
