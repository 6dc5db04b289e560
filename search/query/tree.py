"""The tree of a query: small frozen nodes that every engine translates.

::

    Node = Everything                       every story
         | Word | Phrase | Prefix           text, in the whole story or in one column
         | Match | Days | Numbers           a field with a value or a range
         | And | Or | Not

``at`` is the offset of the node in the query it was read from; it takes no part in comparison.
A value that could not be printed and read back cannot be built.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from pantau import stemming
from search.query.fields import BY_NAME

SHORTEST_PREFIX: Final = 2
"""Letters before a ``*``: one letter would walk through a twentieth of all words."""

Column = Literal["", "judul", "isi"]
"""Where text is searched: everywhere, in the headline or in the body."""

DayField = Literal["tanggal", "kejadian"]
NumberField = Literal["korban", "tewas", "luka"]

KEYWORDS: Final = {
    "AND": "AND", "DAN": "AND",
    "OR": "OR", "ATAU": "OR",
    "NOT": "NOT", "BUKAN": "NOT", "TANPA": "NOT",
}  # fmt: skip
"""Operators in English and Indonesian. Only capitals are operators: "dan" is also a word."""

BARE: Final = re.compile(r"[^\s\"“”„():*]+")
"""Characters that a word can have without quotation marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    text: str
    column: Column = ""
    at: int = dataclasses.field(default=0, compare=False)

    def __post_init__(self) -> None:
        if not self.terms:
            raise ValueError(f"{self.text!r} holds no letter or digit to search for")

    @property
    def terms(self) -> tuple[str, ...]:
        """The words of the text as the index has them."""
        return tuple(word for _, _, word in stemming.words(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Word(_Text):
    """A word, found by its stem. Where a hyphen parts it, its parts must follow each other as written."""

    def __post_init__(self) -> None:
        _Text.__post_init__(self)
        if not is_bare(self.text):
            raise ValueError(f"{self.text!r} is not one word; make it a phrase")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase(_Text):
    """Words that follow each other. Each stands for itself and for the words it is the stem of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefix(_Text):
    """The beginning of a word."""

    def __post_init__(self) -> None:
        _Text.__post_init__(self)
        if not is_bare(self.text):
            raise ValueError(f"{self.text!r} is not the beginning of one word")
        if len(self.terms[-1]) < SHORTEST_PREFIX:
            raise ValueError(f"{self.text!r} is shorter than {SHORTEST_PREFIX} letters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A field that has a value: ``dimensi:sosial``, ``kab:"Kota Bogor"``."""

    field: str
    value: str
    at: int = dataclasses.field(default=0, compare=False)

    def __post_init__(self) -> None:
        field = BY_NAME[self.field]
        if not self.value.strip() or (field.values and self.value not in field.values.values()):
            raise ValueError(f"the field {self.field} has no value {self.value!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A day in a range, both ends included; ``None`` is an open end."""

    field: DayField
    first: date | None
    last: date | None
    at: int = dataclasses.field(default=0, compare=False)

    def __post_init__(self) -> None:
        if self.first is None and self.last is None:
            raise ValueError("a range of days needs at least one end")
        if self.first and self.last and self.last < self.first:
            raise ValueError(f"the range {self.first}..{self.last} ends before it begins")


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """A number in a range, both ends included; ``None`` is an open end."""

    field: NumberField
    low: int | None
    high: int | None
    at: int = dataclasses.field(default=0, compare=False)

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("a range of numbers needs at least one end")
        if self.low is not None and self.high is not None and self.high < self.low:
            raise ValueError(f"the range {self.low}..{self.high} ends before it begins")


@dataclass(frozen=True, slots=True, kw_only=True)
class Everything:
    """Every story."""

    at: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    """All of at least two parts."""

    parts: tuple[Node, ...]

    def __post_init__(self) -> None:
        _at_least_two(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    """Any of at least two parts."""

    parts: tuple[Node, ...]

    def __post_init__(self) -> None:
        _at_least_two(self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    """Everything but the part."""

    part: Node
    at: int = dataclasses.field(default=0, compare=False)


Leaf: TypeAlias = Everything | Word | Phrase | Prefix | Match | Days | Numbers
Node: TypeAlias = Leaf | And | Or | Not


def is_bare(text: str) -> bool:
    """Whether the text is read as one word: no blank or sign of the language, no operator."""
    return (
        bool(BARE.fullmatch(text)) and text not in KEYWORDS and not text.startswith("-") and "\0" not in text
    )


def _at_least_two(parts: tuple[Node, ...]) -> None:
    if len(parts) < 2:
        raise ValueError("And and Or need at least two parts")
