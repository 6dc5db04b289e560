"""The query language: one parser, one tree, one printer; every engine translates the same tree."""

from search.query.parser import parse
from search.query.printer import print_query
from search.query.tree import And, Days, Everything, Match, Node, Not, Numbers, Or, Phrase, Prefix, Word

__all__ = [
    "And",
    "Days",
    "Everything",
    "Match",
    "Node",
    "Not",
    "Numbers",
    "Or",
    "Phrase",
    "Prefix",
    "Word",
    "parse",
    "print_query",
]
