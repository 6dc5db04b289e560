"""From a query to its tree, by recursive descent.

::

    query   = [ either ]
    either  = both { OR both }
    both    = unary { [ AND ] unary }
    unary   = ( NOT | "-" ) unary | primary
    primary = "(" either ")" | "*" | phrase | word [ "*" ] | field value
    value   = phrase | word            text fields also take word "*"
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Final

from pantau import stemming
from search.errors import QueryLimitError, QuerySyntaxError, QueryValueError
from search.query import ranges
from search.query.fields import BY_NAME, FIELDS, Field
from search.query.lexer import Token, tokens
from search.query.tree import (
    SHORTEST_PREFIX,
    And,
    Column,
    Everything,
    Match,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Word,
    is_bare,
)

LONGEST_QUERY: Final = 4_096
"""Characters. The longest Boolean queries that media analysts keep run to about 2,000; an address line
carries 8,000 bytes."""

DEEPEST_NESTING: Final = 32
"""Brackets and NOTs inside each other; far above what a person can follow, far below Python's stack."""

MOST_TERMS: Final = 128
"""Words, phrases and fields. Each costs one look-up in the index; this many stay well below a second."""

_OPERANDS: Final = ("a word", "a phrase", "a field", "(")


def parse(query: str) -> Node:
    """Reads a query; an empty one asks for every story.

    Args:
        query: What a person wrote.

    Returns:
        The tree.

    Raises:
        QuerySyntaxError: A word, sign or bracket stands where it cannot stand.
        QueryValueError: A field or the value of a field does not exist.
        QueryLimitError: The query is longer, deeper or has more terms than is answered.
    """
    if len(query) > LONGEST_QUERY:
        raise QueryLimitError(
            "too-long", position=LONGEST_QUERY, found=str(len(query)), expected=(f"at most {LONGEST_QUERY}",)
        )
    return _Parser(query).query()


class _Parser:
    def __init__(self, query: str) -> None:
        self._tokens = list(tokens(query))
        self._next = 0
        self._depth = 0
        self._terms = 0

    def query(self) -> Node:
        if self._peek().kind == "end":
            return Everything()
        node = self._either()
        rest = self._peek()
        if rest.kind != "end":
            raise _unexpected(rest, ("AND", "OR", "the end of the query"))
        return node

    def _either(self) -> Node:
        parts = [self._both()]
        while self._peek().kind == "or":
            self._take()
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Or(parts=tuple(parts))

    def _both(self) -> Node:
        parts = [self._unary()]
        while self._peek().kind not in {"or", "close", "end"}:
            if self._peek().kind == "and":
                self._take()
            parts.append(self._unary())
        return parts[0] if len(parts) == 1 else And(parts=tuple(parts))

    def _unary(self) -> Node:
        token = self._peek()
        if token.kind != "not":
            return self._primary()
        self._take()
        with_depth = self._deeper(token)
        part = self._unary()
        self._depth = with_depth - 1
        return Not(part=part, at=token.at)

    def _primary(self) -> Node:
        token = self._take()
        if token.kind == "open":
            return self._bracket(token)
        self._count(token)
        if token.kind == "star":
            return Everything(at=token.at)
        if token.kind == "field":
            return self._field(token)
        if token.kind in {"word", "phrase"}:
            return self._text(token, "")
        raise _unexpected(token, _OPERANDS)

    def _bracket(self, opening: Token) -> Node:
        self._deeper(opening)
        node = self._either()
        closing = self._take()
        if closing.kind != "close":
            raise QuerySyntaxError(
                "unclosed-bracket", position=opening.at, found="(", expected=("a closing )",)
            )
        self._depth -= 1
        return node

    def _text(self, token: Token, column: Column) -> Node:
        star = self._peek()
        prefix = token.kind == "word" and star.kind == "star" and star.touches
        if prefix:
            self._take()
        if token.kind == "word" and not is_bare(token.text):
            raise _unexpected(token, _OPERANDS)
        kind = Phrase if token.kind == "phrase" else Prefix if prefix else Word
        try:
            return kind(text=token.text, column=column, at=token.at)
        except ValueError:
            raise _no_text(token, prefix=prefix) from None

    def _field(self, token: Token) -> Node:
        field = BY_NAME.get(token.text.lower())
        if field is None:
            raise _unknown_field(token)
        value = self._take()
        if value.kind in {"and", "or", "not"} and value.text != "-":
            value = Token(kind="word", text=value.text, at=value.at, end=value.end)
        if value.text == "-" and value.kind == "not":
            value = self._negative(value)
        if value.kind not in {"word", "phrase"}:
            raise _unexpected(value, (f"a value for {field.name}:",))
        if field.kind == "text":
            return self._text(value, "judul" if field.name == "judul" else "isi")
        return _field_node(field, token, value)

    def _negative(self, sign: Token) -> Token:
        """Joins a minus sign with the value it stands before; numbers below zero are refused later."""
        value = self._take()
        return Token(kind=value.kind, text=sign.text + value.text, at=sign.at, end=value.end)

    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        if token.kind != "end":
            self._next += 1
        return token

    def _deeper(self, token: Token) -> int:
        self._depth += 1
        if self._depth > DEEPEST_NESTING:
            raise QueryLimitError(
                "too-deep", position=token.at, expected=(f"at most {DEEPEST_NESTING} levels",)
            )
        return self._depth

    def _count(self, token: Token) -> None:
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise QueryLimitError("too-many", position=token.at, expected=(f"at most {MOST_TERMS}",))


def _no_text(token: Token, *, prefix: bool) -> QuerySyntaxError:
    if prefix and any(stemming.words(token.text)):
        expected = (f"{SHORTEST_PREFIX} letters or more before *",)
        return QuerySyntaxError("short-prefix", position=token.at, found=f"{token.text}*", expected=expected)
    return QuerySyntaxError("no-word", position=token.at, found=token.text, expected=("a word", "a phrase"))


def _field_node(field: Field, name: Token, value: Token) -> Node:
    if field.kind == "days":
        return ranges.days(field.name, value, at=name.at)
    if field.kind == "number":
        return ranges.numbers(field.name, value, at=name.at)
    if field.kind == "label":
        label = field.values.get(value.text.lower().replace(" ", "_").replace("-", "_"))
        if label is None:
            raise QueryValueError(
                "unknown-value", position=value.at, found=value.text, expected=_near(value.text, field.values)
            )
        return Match(field=field.name, value=label, at=name.at)
    if not value.text.strip():
        raise QuerySyntaxError(
            "no-word", position=value.at, found=value.text, expected=(f"a value for {field.name}:",)
        )
    return Match(field=field.name, value=value.text, at=name.at)


def _near(text: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Returns the values like ``text``, or all of them where none is like it."""
    near = difflib.get_close_matches(text.lower(), values, n=3)
    return tuple(dict.fromkeys(values[name] for name in near or values))


def _unknown_field(token: Token) -> QueryValueError:
    near = difflib.get_close_matches(token.text.lower(), BY_NAME, n=1)
    names = tuple(f"{name}:" for name in (near or [field.name for field in FIELDS]))
    return QueryValueError("unknown-field", position=token.at, found=token.text, expected=names)


def _unexpected(token: Token, expected: tuple[str, ...]) -> QuerySyntaxError:
    if token.kind == "end":
        return QuerySyntaxError("unfinished", position=token.at, expected=expected)
    return QuerySyntaxError("unexpected", position=token.at, found=token.text, expected=expected)
