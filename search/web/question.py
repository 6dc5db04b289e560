"""The state of the search page: what is asked, and the addresses that change one thing of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from urllib.parse import urlencode

from search.answers import FacetName, Sort
from search.query import And, Days, Everything, Match, Node, Not, Numbers, parse, print_query

PAGE_SIZE: Final = 20
"""Hits a page: two screens on a desktop."""

_SORTS: Final[dict[str, Sort]] = {"relevansi": "relevance", "terbaru": "date"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """A part of the query that is shown as a chip: its words and the address without it."""

    field: str
    value: str
    denied: bool
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the address line of the search page says.

    Attributes:
        first: First day of publication; with ``last`` it narrows the query.
        until: Highest row of the first page, so that later pages stay as they were.
    """

    text: str = ""
    first: date | None = None
    last: date | None = None
    order: str = ""
    page: int = 1
    until: int | None = None

    @property
    def sort(self) -> Sort:
        """The order; without a choice the best first where words are asked for, else the newest."""
        return _SORTS.get(self.order, "relevance")

    def tree(self) -> Node:
        """Reads the query together with the days.

        Raises:
            QueryError: The query is not in the language.
        """
        tree = parse(self.text)
        if self.first is None and self.last is None:
            return tree
        days = Days(field="tanggal", first=self.first, last=self.last)
        if isinstance(tree, Everything):
            return days
        parts = tree.parts if isinstance(tree, And) else (tree,)
        return And(parts=(*parts, days))

    def address(self) -> str:
        """The address of this page."""
        pairs = {
            "q": self.text,
            "dari": self.first.isoformat() if self.first else "",
            "sampai": self.last.isoformat() if self.last else "",
            "urut": self.order,
            "hal": str(self.page) if self.page > 1 else "",
            "sd": str(self.until) if self.page > 1 and self.until else "",
        }
        query = urlencode({name: value for name, value in pairs.items() if value})
        return f"/cari?{query}" if query else "/cari"

    def turned(self, page: int, until: int) -> str:
        """The address of another page of the same hits."""
        return replace(self, page=page, until=until).address()

    def ordered(self, order: str) -> str:
        """The address of the first page in another order."""
        return replace(self, order=order, page=1, until=None).address()

    def narrowed(self, name: FacetName, value: str) -> str:
        """The address with one more condition."""
        if name == "bulan":
            month = parse(f"tanggal:{value}")
            assert isinstance(month, Days)  # noqa: S101 (a month is a range of days)
            return replace(self, first=month.first, last=month.last, page=1, until=None).address()
        match = Match(field=name, value=value)
        parts = _parts(parse(self.text))
        return self._asking(parts if match in parts else (*parts, match))

    def filters(self) -> tuple[Filter, ...]:
        """The fields of the query, each with the address that leaves it out."""
        parts = _parts(parse(self.text))
        found = []
        for place, part in enumerate(parts):
            inner = part.part if isinstance(part, Not) else part
            if isinstance(inner, Match | Numbers | Days):
                address = self._asking((*parts[:place], *parts[place + 1 :]))
                value = inner.value if isinstance(inner, Match) else print_query(inner).partition(":")[2]
                found.append(
                    Filter(field=inner.field, value=value, denied=isinstance(part, Not), address=address)
                )
        return tuple(found)

    def without_days(self) -> str:
        """The address without the days."""
        return replace(self, first=None, last=None, page=1, until=None).address()

    def _asking(self, parts: tuple[Node, ...]) -> str:
        tree: Node = Everything() if not parts else parts[0] if len(parts) == 1 else And(parts=parts)
        return replace(self, text=print_query(tree), page=1, until=None).address()


def _parts(tree: Node) -> tuple[Node, ...]:
    if isinstance(tree, Everything):
        return ()
    return tree.parts if isinstance(tree, And) else (tree,)
