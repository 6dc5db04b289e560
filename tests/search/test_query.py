"""The query language: what is read, what is refused and where, and that printing loses nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.labels import DIMENSIONS, FORMS
from search.errors import QueryError, QueryLimitError, QuerySyntaxError, QueryValueError
from search.query import (
    And,
    Days,
    Everything,
    Match,
    Node,
    Not,
    Numbers,
    Or,
    Phrase,
    Prefix,
    Word,
    parse,
    print_query,
)
from search.query.parser import DEEPEST_NESTING, LONGEST_QUERY, MOST_TERMS
from search.query.tree import is_bare


def _builds(kind: type, texts: st.SearchStrategy[str]) -> st.SearchStrategy[Node]:
    def build(text: str, column: str) -> Node | None:
        try:
            return kind(text=text, column=column)  # type: ignore[no-any-return]
        except ValueError:
            return None

    return st.builds(build, texts, st.sampled_from(["", "judul", "isi"])).filter(
        lambda node: node is not None
    )


BARE_TEXTS = st.text(min_size=2, max_size=12).filter(is_bare) | st.sampled_from(
    ["bentrok", "anak-anak", "jum'at", "dan", "AND.", "rp1.000", "é", "ORang"]
)
DAYS = st.dates(date(1950, 1, 1), date(2090, 1, 1))


@st.composite
def _days(draw: st.DrawFn) -> Node:
    first = draw(st.none() | DAYS)
    last = draw(
        DAYS if first is None else st.none() | st.just(first + timedelta(days=draw(st.integers(0, 900))))
    )
    return Days(field=draw(st.sampled_from(["tanggal", "kejadian"])), first=first, last=last)


@st.composite
def _numbers(draw: st.DrawFn) -> Node:
    low = draw(st.none() | st.integers(0, 500))
    high = draw(st.integers(0, 500) if low is None else st.none() | st.integers(low, 900))
    return Numbers(field=draw(st.sampled_from(["korban", "tewas", "luka"])), low=low, high=high)


LEAVES = st.one_of(
    st.just(Everything()),
    _builds(Word, BARE_TEXTS),
    _builds(Prefix, BARE_TEXTS),
    _builds(Phrase, st.text(max_size=20) | st.just('kata "dikutip" \\ akhir')),
    st.builds(Match, field=st.just("dimensi"), value=st.sampled_from(DIMENSIONS)),
    st.builds(Match, field=st.just("bentuk"), value=st.sampled_from(FORMS)),
    st.builds(
        Match,
        field=st.sampled_from(["kab", "sumber", "pemilik"]),
        value=st.text(min_size=1, max_size=9).filter(str.strip),
    ),
    _days(),
    _numbers(),
)
TREES = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.builds(And, parts=st.lists(parts, min_size=2, max_size=4).map(tuple)),
        st.builds(Or, parts=st.lists(parts, min_size=2, max_size=4).map(tuple)),
        st.builds(Not, part=parts),
    ),
    max_leaves=12,
)


@given(TREES)
def test_a_printed_tree_is_read_back_as_the_same_tree(tree: Node) -> None:
    # Facets, page links and saved searches carry printed queries: what they ask must not drift.
    assert parse(print_query(tree)) == tree


@given(st.text(max_size=60) | st.text(alphabet='ab "()*:-.>ORAND', max_size=40))
def test_any_text_is_a_query_or_a_mistake_with_a_place(text: str) -> None:
    try:
        tree = parse(text)
    except QueryError as error:
        mistake = error
    else:
        assert parse(print_query(tree)) == tree
        return
    assert 0 <= mistake.position <= len(text)
    assert str(mistake).startswith(f"position {mistake.position + 1}: ")


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("", Everything()),
        ("  *  ", Everything()),
        ("bentrok", Word(text="bentrok")),
        ("bentr*", Prefix(text="bentr")),
        ('"unjuk rasa"', Phrase(text="unjuk rasa")),
        ("“unjuk rasa”", Phrase(text="unjuk rasa")),
        ("tolak gereja", And(parts=(Word(text="tolak"), Word(text="gereja")))),
        ("tolak DAN gereja", And(parts=(Word(text="tolak"), Word(text="gereja")))),
        ("tolak dan gereja", And(parts=(Word(text="tolak"), Word(text="dan"), Word(text="gereja")))),
        (
            "a1 ATAU b1 c1",
            Or(parts=(Word(text="a1"), And(parts=(Word(text="b1"), Word(text="c1"))))),
        ),
        ("(a1 OR b1) c1", And(parts=(Or(parts=(Word(text="a1"), Word(text="b1"))), Word(text="c1")))),
        ("demo -damai", And(parts=(Word(text="demo"), Not(part=Word(text="damai"))))),
        ("demo BUKAN damai", And(parts=(Word(text="demo"), Not(part=Word(text="damai"))))),
        ("anak-anak", Word(text="anak-anak")),
        ('kab:"Kota Bogor"', Match(field="kab", value="Kota Bogor")),
        ("district: 32.71", Match(field="kab", value="32.71")),
        ("dimension:religion", Match(field="dimensi", value="keberagamaan")),
        ('bentuk:"unjuk rasa"', Match(field="bentuk", value="unjuk_rasa")),
        ("relevant:yes", Match(field="relevan", value="ya")),
        ("judul:bentr*", Prefix(text="bentr", column="judul")),
        ("tanggal:2025", Days(field="tanggal", first=date(2025, 1, 1), last=date(2025, 12, 31))),
        ("tanggal:2025-01..2025-06", Days(field="tanggal", first=date(2025, 1, 1), last=date(2025, 6, 30))),
        ("tanggal:..2024-02", Days(field="tanggal", first=None, last=date(2024, 2, 29))),
        ("tanggal:>2025-06", Days(field="tanggal", first=date(2025, 7, 1), last=None)),
        ("korban:>0", Numbers(field="korban", low=1, high=None)),
        ("korban:<=5", Numbers(field="korban", low=None, high=5)),
        ("tewas:2..4", Numbers(field="tewas", low=2, high=4)),
        ("luka:0", Numbers(field="luka", low=0, high=0)),
    ],
)
def test_a_query_is_read_as_its_author_meant_it(query: str, tree: Node) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize(
    ("query", "kind", "position", "words"),
    [
        ("bentrok AND", QuerySyntaxError, 11, "ends too early"),
        ("AND bentrok", QuerySyntaxError, 0, "'AND' cannot stand here"),
        ("(bentrok", QuerySyntaxError, 0, "a closing )"),
        ("bentrok)", QuerySyntaxError, 7, "the end of the query"),
        ("()", QuerySyntaxError, 1, "a word"),
        ('tolak "unjuk rasa', QuerySyntaxError, 6, "never closed"),
        ("warga ...", QuerySyntaxError, 6, "no letter or digit"),
        ("x*", QuerySyntaxError, 0, "2 letters or more"),
        ("warga 10:30", QuerySyntaxError, 8, "':' cannot stand here"),
        ("kbau:Bogor", QueryValueError, 0, "no field 'kbau'"),
        ("dimansi:sosial", QueryValueError, 0, "expected dimensi:"),
        ("dimensi:sosal", QueryValueError, 8, "expected sosial"),
        ("warga tanggal:2025-13", QueryValueError, 14, "is no date"),
        ("tanggal:2025-02-30", QueryValueError, 8, "is no date"),
        ("tanggal:9999-12-31 tanggal:>9999-12-31", QueryValueError, 27, "is no date"),
        ("tanggal:..", QueryValueError, 8, "is no date"),
        ("tanggal:2025-06..2025-01", QueryValueError, 8, "ends before it begins"),
        ("korban:banyak", QueryValueError, 7, "is no number"),
        ("korban:-1", QueryValueError, 7, "is no number"),
        ("korban:" + "9" * 400, QueryValueError, 7, "is no number"),
        ("kab:", QuerySyntaxError, 4, "a value for kab:"),
        ("kab:(a1)", QuerySyntaxError, 4, "a value for kab:"),
    ],
)
def test_a_mistake_tells_its_place_and_what_was_expected(
    query: str, kind: type[QueryError], position: int, words: str
) -> None:
    with pytest.raises(kind) as caught:
        parse(query)
    assert caught.value.position == position
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "query",
    [
        "a" * (LONGEST_QUERY + 1),
        "x" * 100_000,
        "(" * (DEEPEST_NESTING + 1) + "a1" + ")" * (DEEPEST_NESTING + 1),
        "NOT " * (DEEPEST_NESTING + 1) + "a1",
        "a1 " * (MOST_TERMS + 1),
        "(" * 4_000,
    ],
)
def test_a_query_beyond_its_bounds_is_refused_before_it_costs_anything(query: str) -> None:
    with pytest.raises(QueryLimitError):
        parse(query)


def test_a_query_at_its_bounds_is_answered() -> None:
    # The bound must not be met one early.
    parse("(" * DEEPEST_NESTING + "a1" + ")" * DEEPEST_NESTING)
    parse("a1 " * MOST_TERMS)
    parse("a" * LONGEST_QUERY)


def test_a_bad_value_cannot_be_built() -> None:
    # Trees also come from facets and code; one that cannot be printed must not exist.
    for build in (
        lambda: Word(text="dua kata"),
        lambda: Word(text="AND"),
        lambda: Phrase(text="..."),
        lambda: Match(field="dimensi", value="agamis"),
        lambda: Days(field="tanggal", first=None, last=None),
        lambda: Numbers(field="korban", low=3, high=2),
        lambda: And(parts=(Everything(),)),
    ):
        with pytest.raises(ValueError, match=r"word|value|range|parts|letter"):
            build()
