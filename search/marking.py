"""Where a story holds what was searched for: marks in the headline and a snippet of the body.

It looks with the same words and stems as the full-text table, so it serves every engine, and it reads
only the few stories of one page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pantau import stemming
from search.answers import Fragment, Marked
from search.query import And, Node, Or, Phrase, Prefix, Word
from search.query.tree import Column

SNIPPET_WORDS: Final = 26
"""Words of a snippet: about two lines of a page, a quotation and no more."""

WORDS_BEFORE: Final = 5
"""Words of a snippet before the first mark: enough to read into the sentence."""

LONGEST_TEXT: Final = 100_000
"""Characters that are looked through; a long news feature has 20,000."""

Text = Word | Phrase | Prefix


_Token = tuple[int, int, tuple[str, ...]]
"""Offsets of a word and the terms it has in the index."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A match: which of the wanted texts, from which word to which (both included)."""

    what: int
    first: int
    last: int


def wanted(tree: Node) -> tuple[Text, ...]:
    """Returns the text that hits hold: every text of the tree that is not denied."""
    return tuple(dict.fromkeys(_wanted(tree)))


def mark(text: str, texts: Sequence[Text], column: Column) -> Marked:
    """Returns a short text in pieces, e.g. a headline (``column`` ``judul``) or a lead (``isi``)."""
    tokens = list(stemming.terms(text))
    found = list(_matches(tokens, texts, column))
    return _pieces(text, tokens, found, 0, len(text))


def snippet(body: str, texts: Sequence[Text]) -> Marked:
    """Returns the part of the body that holds most of the texts, in pieces; empty where there is none."""
    body = body[:LONGEST_TEXT]
    tokens = list(stemming.terms(body))
    found = list(_matches(tokens, texts, "isi"))
    if not found:
        return ()
    first, last = _window(found, len(tokens))
    start, end = tokens[first][0], tokens[last][1]
    pieces = list(
        _pieces(
            body, tokens, [item for item in found if first <= item.first and item.last <= last], start, end
        )
    )
    if first:
        pieces.insert(0, Fragment(text="… ", marked=False))
    if last + 1 < len(tokens):
        pieces.append(Fragment(text=" …", marked=False))
    return tuple(Fragment(text=" ".join(piece.text.split("\n")), marked=piece.marked) for piece in pieces)


def _wanted(node: Node) -> Iterator[Text]:
    if isinstance(node, Word | Phrase | Prefix):
        yield node
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _wanted(part)


def _matches(tokens: list[_Token], texts: Sequence[Text], column: Column) -> Iterator[_Found]:
    for number, text in enumerate(texts):
        if text.column not in {"", column}:
            continue
        terms = text.terms
        if isinstance(text, Word) and len(terms) == 1:
            terms = (stemming.stem(terms[0]),)
        for first in _beginnings(tokens, terms[0], prefix=isinstance(text, Prefix) and len(terms) == 1):
            if _goes_on(tokens, first, terms, prefix=isinstance(text, Prefix)):
                yield _Found(number, first, first + len(terms) - 1)


def _beginnings(tokens: list[_Token], term: str, *, prefix: bool) -> list[int]:
    if not prefix:
        return [place for place, (_, _, forms) in enumerate(tokens) if term in forms]
    return [
        place for place, (_, _, forms) in enumerate(tokens) if any(form.startswith(term) for form in forms)
    ]


def _goes_on(tokens: list[_Token], first: int, terms: tuple[str, ...], *, prefix: bool) -> bool:
    """Whether the words after the first one are those that follow in the text, too."""
    following = tokens[first + 1 : first + len(terms)]
    if len(following) < len(terms) - 1:
        return False
    wanted_forms = list(zip(terms[1:], following, strict=True))
    for place, (term, (_, _, forms)) in enumerate(wanted_forms, start=1):
        last = place == len(wanted_forms)
        if not (term in forms or (prefix and last and any(form.startswith(term) for form in forms))):
            return False
    return True


def _window(found: list[_Found], words: int) -> tuple[int, int]:
    """Returns the first and last word of the window with most different texts, the earliest of equals."""
    best, best_texts = 0, 0
    for start in sorted({item.first for item in found}):
        inside = {
            item.what
            for item in found
            if start <= item.first and item.last < start + SNIPPET_WORDS - WORDS_BEFORE
        }
        if len(inside) > best_texts:
            best, best_texts = start, len(inside)
    first = max(0, min(best - WORDS_BEFORE, words - SNIPPET_WORDS))
    return first, min(words, first + SNIPPET_WORDS) - 1


def _pieces(text: str, tokens: list[_Token], found: list[_Found], start: int, end: int) -> Marked:
    """Cuts ``text[start:end]`` at the matches; overlapping ones become one piece."""
    pieces: list[Fragment] = []
    at = start
    for item in sorted(found, key=lambda item: (item.first, -item.last)):
        left, right = max(at, tokens[item.first][0]), tokens[item.last][1]
        if right <= at:
            continue
        if left > at:
            pieces.append(Fragment(text=text[at:left], marked=False))
        pieces.append(Fragment(text=text[left:right], marked=True))
        at = right
    if at < end:
        pieces.append(Fragment(text=text[at:end], marked=False))
    return tuple(pieces)
