"""The tree of a query as SQL over the embedded store, with bound parameters only.

Parts that are nothing but text go to FTS5 as one expression; everything else becomes a condition on
the row ``a`` of ``articles``.
"""

# ruff: noqa: S608 (the pieces of SQL are constants of this module; every value is bound)

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from pantau import codec, stemming
from pantau.districts import load_districts
from search import places
from search.errors import QueryValueError
from search.query import And, Days, Everything, Match, Node, Not, Numbers, Or, Phrase, Prefix, Word

Binding = str | int
Note = tuple[str, str]

_COLUMNS: Final = {"": "", "judul": "title : ", "isi": "text : "}
_LABELS: Final = {"nada": "tone", "fase": "phase", "bentuk": "form", "sentimen": "sentiment"}
_DAYS: Final = {"tanggal": "a.day", "kejadian": "n.event_date"}
_NUMBERS: Final = {
    "korban": "coalesce(n.deaths, n.injured) IS NOT NULL AND coalesce(n.deaths, 0) + coalesce(n.injured, 0)",
    "tewas": "n.deaths",
    "luka": "n.injured",
}
"""Numbers nobody stated are no zeros: such a story matches no range."""

_TEXT: Final = "a.id IN (SELECT rowid FROM article_text WHERE article_text MATCH ?)"
_DISTRICTS: Final = (
    "a.key IN (SELECT article_key FROM story_places WHERE role = 'event'"
    " AND code IN (SELECT value FROM json_each(?)))"
)
_PROVINCES: Final = (
    "a.key IN (SELECT article_key FROM story_places WHERE role = 'event' AND (code = ? OR code LIKE ?))"
)
_SUBDISTRICT: Final = (
    f"{_TEXT} AND EXISTS (SELECT 1 FROM json_each(n.detail, '$.place_names') AS p"
    " WHERE ' ' || lower(p.value) || ' ' LIKE ? ESCAPE '\\')"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition in SQL and what is bound in it, in order."""

    sql: str
    bindings: tuple[Binding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A query for the embedded store.

    Attributes:
        match: What every hit must match in the full text, as an FTS5 expression; empty for nothing.
        where: All other conditions.
        marks: What ranks the hits and is marked in them, as an FTS5 expression; empty for nothing.
        notes: What a reader should know.
    """

    match: str
    where: Condition
    marks: str
    notes: tuple[Note, ...]


def translate(tree: Node, *, owners: Mapping[str, str]) -> Translation:
    """Translates a tree.

    Args:
        tree: What is asked.
        owners: Owner of each outlet by its domain.

    Raises:
        QueryValueError: A place or an owner in it does not exist.
    """
    translator = _Translator(owners)
    match, rest = _parted(tree)
    where = translator.all_of(rest)
    marks = " OR ".join(dict.fromkeys(_marks(tree)))
    return Translation(match=match, where=where, marks=marks, notes=tuple(dict.fromkeys(translator.notes)))


def expression(node: Node) -> str:
    """Returns a part of the tree as an FTS5 expression, empty where it is not text alone."""
    if isinstance(node, Word | Phrase | Prefix):
        return _leaf(node)
    if isinstance(node, And):
        match, rest = _parted(node)
        return "" if rest else match
    if isinstance(node, Or):
        parts = [expression(part) for part in node.parts]
        return f"({' OR '.join(parts)})" if all(parts) else ""
    return ""


def _parted(tree: Node) -> tuple[str, tuple[Node, ...]]:
    """Parts what must all hold into one FTS5 expression and the rest."""
    parts = tree.parts if isinstance(tree, And) else (tree,)
    wanted = [text for part in parts if (text := expression(part))]
    if not wanted:
        return "", parts
    unwanted = [text for part in parts if isinstance(part, Not) and (text := expression(part.part))]
    rest = tuple(
        part
        for part in parts
        if not expression(part) and not (isinstance(part, Not) and expression(part.part))
    )
    match = f"({' AND '.join(wanted)})"
    for text in unwanted:
        match = f"({match} NOT {text})"
    return match, rest


def _leaf(node: Word | Phrase | Prefix) -> str:
    terms = node.terms
    if isinstance(node, Word) and len(terms) == 1:
        terms = (stemming.stem(terms[0]),)
    text = " ".join(terms).replace('"', '""')
    return f'({_COLUMNS[node.column]}"{text}"{" *" if isinstance(node, Prefix) else ""})'


def _marks(node: Node) -> Iterator[str]:
    """Yields the text that hits have: every leaf that is not denied."""
    if isinstance(node, Word | Phrase | Prefix):
        yield _leaf(node)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _marks(part)


class _Translator:
    def __init__(self, owners: Mapping[str, str]) -> None:
        self._owners = owners
        self.notes: list[Note] = []

    def all_of(self, nodes: tuple[Node, ...]) -> Condition:
        return _joined(" AND ", [self._condition(node) for node in nodes], empty="1")

    def _condition(self, node: Node) -> Condition:
        text = expression(node)
        if text:
            return Condition(sql=_TEXT, bindings=(text,))
        if isinstance(node, And | Or):
            joint = " AND " if isinstance(node, And) else " OR "
            return _joined(joint, [self._condition(part) for part in node.parts], empty="1")
        if isinstance(node, Not):
            part = self._condition(node.part)
            return Condition(sql=f"NOT coalesce(({part.sql}), 0)", bindings=part.bindings)
        if isinstance(node, Days):
            return _between(_DAYS[node.field], _iso(node.first), _iso(node.last))
        if isinstance(node, Numbers):
            return _between(_NUMBERS[node.field], node.low, node.high)
        if isinstance(node, Match):
            return self._match(node)
        assert isinstance(node, Everything)  # noqa: S101 (text is answered above)
        return Condition(sql="1")

    def _match(self, node: Match) -> Condition:
        if node.field in _LABELS:
            return Condition(sql=f"n.{_LABELS[node.field]} = ?", bindings=(node.value,))
        by_field = {
            "relevan": _relevant,
            "dimensi": _dimension,
            "kec": _subdistrict,
            "sumber": _outlet,
            "insiden": _incident,
            "prov": _province,
        }
        if node.field in by_field:
            return by_field[node.field](node)
        return self._district(node) if node.field == "kab" else self._owner(node)

    def _district(self, node: Match) -> Condition:
        codes = places.district_codes(node.value)
        if not codes:
            raise _unknown(
                node, places.like(node.value, province=False) or ('"Kota Bogor"', '"Kab. Bogor"', "32.71")
            )
        if len(codes) > 1:
            names = " + ".join(load_districts().name(code) for code in codes)
            self.notes.append(("twins", f"{node.value}: {names}"))
        return Condition(sql=_DISTRICTS, bindings=(codec.encode(codes),))

    def _owner(self, node: Match) -> Condition:
        wanted = node.value.strip().lower()
        domains = tuple(sorted(domain for domain, owner in self._owners.items() if owner.lower() == wanted))
        if not domains:
            known = sorted(set(self._owners.values()))
            near = [owner for owner in known if wanted in owner.lower()]
            raise _unknown(node, tuple(f'"{owner}"' for owner in (near or known)[:5]))
        return Condition(
            sql="a.outlet IN (SELECT value FROM json_each(?))", bindings=(codec.encode(domains),)
        )


def _relevant(node: Match) -> Condition:
    return Condition(sql="n.relevant = ?", bindings=(int(node.value == "ya"),))


def _dimension(node: Match) -> Condition:
    return Condition(sql="instr(n.dimensions, ?) > 0", bindings=(f'"{node.value}"',))


def _province(node: Match) -> Condition:
    code = places.province_code(node.value)
    if code is None:
        raise _unknown(node, places.like(node.value, province=True) or ('"Jawa Barat"', "Jabar", "32"))
    return Condition(sql=_PROVINCES, bindings=(code, f"{code}.%"))


def _subdistrict(node: Match) -> Condition:
    """Names stand in the story as written, so the full text narrows before the labels are read."""
    name = node.value.strip().lower()
    for written in ("kecamatan ", "kec. ", "kec "):
        name = name.removeprefix(written)
    terms = " ".join(term for _, _, term in stemming.words(name))
    if not terms:
        raise _unknown(node, ("the name of a kecamatan",))
    return Condition(sql=_SUBDISTRICT, bindings=(f'"{terms}"', f"% {_escaped(name)} %"))


def _outlet(node: Match) -> Condition:
    domain = node.value.strip().lower().removeprefix("www.")
    return Condition(
        sql="(a.outlet = ? OR a.outlet LIKE ? ESCAPE '\\')", bindings=(domain, f"%.{_escaped(domain)}")
    )


def _incident(node: Match) -> Condition:
    return Condition(
        sql="a.key IN (SELECT article_key FROM incident_stories WHERE incident_id = ?)",
        bindings=(node.value,),
    )


def _between(column: str, low: Binding | None, high: Binding | None) -> Condition:
    if low is not None and high is not None:
        return Condition(sql=f"({column} BETWEEN ? AND ?)", bindings=(low, high))
    if low is not None:
        return Condition(sql=f"({column} >= ?)", bindings=(low,))
    assert high is not None  # noqa: S101 (the tree has one end at least)
    return Condition(sql=f"({column} <= ?)", bindings=(high,))


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _joined(joint: str, conditions: list[Condition], *, empty: str) -> Condition:
    bindings = tuple(value for condition in conditions for value in condition.bindings)
    return Condition(
        sql=f"({joint.join(item.sql for item in conditions)})" if conditions else empty, bindings=bindings
    )


def _escaped(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\%_" else sign for sign in text)


def _unknown(node: Match, expected: tuple[str, ...]) -> QueryValueError:
    return QueryValueError("unknown-value", position=node.at, found=node.value, expected=expected)
