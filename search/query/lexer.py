"""A query cut into tokens, each with its position."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from search.errors import QuerySyntaxError
from search.query.tree import BARE, KEYWORDS

Kind = Literal["word", "phrase", "field", "and", "or", "not", "open", "close", "star", "end"]

_BLANK: Final = re.compile(r"\s+")
_QUOTED: Final = re.compile(r"[\"“”„]((?:\\.|[^\"“”„\\])*)[\"“”„]", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_FIELD: Final = re.compile(r"([^\W\d_][\w-]*)\s*:\s*")
_QUOTES: Final = frozenset('"“”„')
_OPERATORS: Final[dict[str, Kind]] = {"AND": "and", "OR": "or", "NOT": "not"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A piece of a query.

    Attributes:
        text: The word, the phrase without its quotation marks, or the name of the field.
        at: Offset of its first character.
        end: Offset after its last character.
        touches: It follows the token before it without a blank.
    """

    kind: Kind
    text: str
    at: int
    end: int
    touches: bool = False


def tokens(query: str) -> Iterator[Token]:
    """Yields the tokens of a query, ``end`` as the last.

    Raises:
        QuerySyntaxError: A quotation mark is never closed, or a sign belongs to nothing.
    """
    at, touches = 0, False
    while True:
        blank = _BLANK.match(query, at)
        if blank:
            at, touches = blank.end(), False
        if at >= len(query):
            yield Token(kind="end", text="", at=len(query), end=len(query))
            return
        token = _token(query, at, touches)
        yield token
        at, touches = token.end, True


def _token(query: str, at: int, touches: bool) -> Token:
    sign = query[at]
    if sign in "()*":
        kind: Kind = {"(": "open", ")": "close", "*": "star"}[sign]  # type: ignore[assignment]
        return Token(kind=kind, text=sign, at=at, end=at + 1, touches=touches)
    if sign in _QUOTES:
        return _phrase(query, at, touches)
    if sign == "-" and not touches and at + 1 < len(query) and not query[at + 1].isspace():
        return Token(kind="not", text="-", at=at, end=at + 1)
    field = _FIELD.match(query, at)
    if field:
        return Token(kind="field", text=field[1], at=at, end=field.end(), touches=touches)
    word = BARE.match(query, at)
    if word is None:
        raise QuerySyntaxError("unexpected", position=at, found=sign, expected=("a word", "a field"))
    operator = KEYWORDS.get(word[0])
    kind = _OPERATORS[operator] if operator else "word"
    return Token(kind=kind, text=word[0], at=at, end=word.end(), touches=touches)


def _phrase(query: str, at: int, touches: bool) -> Token:
    quoted = _QUOTED.match(query, at)
    if quoted is None:
        raise QuerySyntaxError("unclosed-quote", position=at, found=query[at], expected=('a closing "',))
    text = _ESCAPED.sub(r"\1", quoted[1])
    return Token(kind="phrase", text=text, at=at, end=quoted.end(), touches=touches)
