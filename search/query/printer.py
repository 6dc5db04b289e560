"""From a tree back to a query; reading it again gives the same tree."""

from __future__ import annotations

from datetime import date
from typing import Final

from search.query.fields import BY_NAME
from search.query.tree import And, Days, Everything, Match, Node, Not, Numbers, Or, Phrase, Prefix, Word

_LOOSE, _IN_OR, _IN_AND, _TIGHT = range(4)
"""How tightly what stands around a node binds; a looser node needs brackets there."""

_BINDING: Final = {Or: _IN_OR, And: _IN_AND}


def print_query(node: Node) -> str:
    """Writes a tree as a query: ``parse(print_query(node)) == node``."""
    return "" if isinstance(node, Everything) else _print(node, _LOOSE)


def _print(node: Node, around: int) -> str:
    if isinstance(node, Or):
        return _bracketed(" OR ".join(_print(part, _IN_AND) for part in node.parts), around > _IN_OR)
    if isinstance(node, And):
        return _bracketed(" ".join(_print(part, _TIGHT) for part in node.parts), around > _IN_AND)
    if isinstance(node, Not):
        return f"NOT {_print(node.part, _TIGHT)}"
    return _leaf(node)


def _leaf(node: Node) -> str:
    if isinstance(node, Everything):
        return "*"
    if isinstance(node, Match):
        return f"{node.field}:{_value(node)}"
    if isinstance(node, Days):
        return f"{node.field}:{_range(node.first, node.last)}"
    if isinstance(node, Numbers):
        return f"{node.field}:{_range(node.low, node.high)}"
    return _text(node)


def _text(node: Node) -> str:
    assert isinstance(node, Word | Phrase | Prefix)  # noqa: S101 (the other nodes are printed above)
    column = f"{node.column}:" if node.column else ""
    if isinstance(node, Phrase):
        return f"{column}{_quoted(node.text)}"
    return f"{column}{node.text}{'*' if isinstance(node, Prefix) else ''}"


def _value(node: Match) -> str:
    """Labels are bare words; names are quoted, which is always right."""
    return node.value if BY_NAME[node.field].kind == "label" else _quoted(node.value)


def _range(low: date | int | None, high: date | int | None) -> str:
    if low is not None and low == high:
        return str(low)
    return f"{'' if low is None else low}..{'' if high is None else high}"


def _quoted(text: str) -> str:
    escaped = "".join(f"\\{sign}" if sign in '\\"“”„' else sign for sign in text)
    return f'"{escaped}"'


def _bracketed(text: str, needed: bool) -> str:
    return f"({text})" if needed else text
