"""Indonesian words, stems and the tokenizer of the full-text table.

Snowball's Indonesian stemmer cuts by the letters alone. It parts the families this field turns on
(``tolak`` but ``penolakan`` → ``olak``; ``damai`` → ``dama`` but ``perdamaian`` → ``damai``) and joins
what does not belong together (``pertentangan`` → ``tentang``, "about"; ``media`` → ``dia``, "he").
The table ``stems.csv`` puts that right, mostly by naming a root: its regular affixed forms are
generated here after the rules of the *Tata Bahasa Baku Bahasa Indonesia* for prefixes, the nasal
change and suffixes. One table serves every engine (:func:`overrides`).

The tokenizer ``pantau`` of SQLite's FTS5 puts each word into the index as it is written (case,
diacritics and inner apostrophes folded) and its stem at the same position, so that a word can be
searched by its stem and a phrase as written, and highlights lie on the original text. In a query it
never stems: which of the two is meant is decided by whoever writes the query.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Final

import apsw
import Stemmer

NAME: Final = "pantau"
"""Name under which the tokenizer is known to SQLite; the migrations use it."""

LONGEST_WORD: Final = 64
"""Characters of a word that count. The longest affixed words have about 25; longer runs are
addresses, hashes and OCR noise, and would only fill the index."""

CACHED_WORDS: Final = 1 << 17
"""Words whose stems are kept. A year of regional news has about 10**5 distinct ones (Zipf: the rest
are rare), at roughly 150 bytes each: below 20 MB."""

SHORTEST_STEM: Final = 3
"""A stem below three letters says nothing any more (``si``, ``go``): the word is kept instead."""

WORD: Final = re.compile(r"[^\W_][\w\u0300-\u036f]*(?:['’ʼ`][^\W_][\w\u0300-\u036f]*)*")
"""A word: letters and digits with their combining marks; an apostrophe inside belongs to it
(``Jum'at``, ``Qur'an``), a hyphen does not (``anak-anak``)."""

_JOINERS: Final = re.compile(r"['’ʼ`_\u0300-\u036f]")
_LOST_T: Final = re.compile(r"[mp]en[aiueo]")
"""Before a vowel, ``men-``/``pen-`` stand for a root in ``t`` (menulis → tulis), which Snowball forgets;
the few roots of their own (menang, menit, penuh …) are in the table."""

_ENCLITICS: Final = ("nya", "lah", "kah", "pun", "ku", "mu")
_SUFFIXES: Final = ("", "an", "kan", "i")
_VOWELS: Final = frozenset("aiueo")

_FUNCTION_WORDS: Final = """
    ada adalah agar akan aku anda antara apa atas atau bagi bahwa baru belum bila bisa dalam dan dapat
    dari demi dengan di dia diri hal hanya harus hingga ia ini itu jadi jika juga kami kamu karena ke
    kita lagi lain lalu lebih maka mana masih mereka namun oleh pada para per pula pun saat saja sama
    sampai sana saya sebagai sejak serta siapa sini situ sudah supaya tak tanpa telah tentang tetapi
    tiap untuk yaitu yang
"""
FUNCTION_WORDS: Final = frozenset(_FUNCTION_WORDS.split())
"""A content word never stems to one of these: that would find every story."""


def fold(word: str) -> str:
    """Returns ``word`` in small letters, without diacritics, inner apostrophes and underscores."""
    text = word[:LONGEST_WORD].lower()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    return _JOINERS.sub("", text)


def stem(word: str) -> str:
    """Returns the stem under which ``word`` (folded, see :func:`fold`) stands in the index."""
    return _terms(word)[-1]


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """Yields ``(start, end, folded word)`` for each word of ``text``; offsets in characters."""
    for match in WORD.finditer(text):
        folded = _folded(match[0])
        if folded:
            yield match.start(), match.end(), folded


def terms(text: str) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yields ``(start, end, terms)`` for each word: the word and, where it differs, its stem, as indexed."""
    for match in WORD.finditer(text):
        folded = _folded(match[0])
        if folded:
            yield match.start(), match.end(), _terms(folded)


@cache
def overrides() -> Mapping[str, str]:
    """Returns the stem of every word whose Snowball stem is not used."""
    source = resources.files("pantau").joinpath("stems.csv").read_text("utf-8")
    rows = list(csv.DictReader(line for line in source.splitlines() if not line.startswith("#")))
    table: dict[str, str] = {}
    for row in sorted(
        rows, key=lambda row: row["forms"] == "*"
    ):  # what is spelt out goes before what is generated
        for word in _row_words(row):
            table.setdefault(word, row["stem"] or row["root"])
    return MappingProxyType(table)


def _row_words(row: Mapping[str, str]) -> tuple[str, ...]:
    if row["forms"] != "*":
        return tuple(fold(word) for word in row["forms"].split())
    forms = _forms(fold(row["root"]))
    return forms[1:] if row["stem"] and row["stem"] != row["root"] else forms


def register(connection: apsw.Connection) -> None:
    """Makes the tokenizer ``pantau`` known to ``connection``; needed before the full-text table is used."""
    connection.register_fts5_tokenizer(NAME, _tokenizer)


def _tokenizer(connection: apsw.Connection, args: list[str]) -> apsw.Tokenizer:  # noqa: ARG001 (signature of APSW)
    return _tokenize


def _tokenize(utf8: bytes, flags: int, locale: str | None) -> Iterator[tuple[int, int, *tuple[str, ...]]]:  # noqa: ARG001
    text = utf8.decode("utf-8", "replace")
    querying = bool(flags & apsw.FTS5_TOKENIZE_QUERY)
    position = offset = 0
    plain = text.isascii()
    for match in WORD.finditer(text):
        start, end = match.span()
        if not plain:
            offset += len(text[position:start].encode())
            position, start, end = end, offset, offset + len(match[0].encode())
            offset = end
        folded = _folded(match[0])
        if folded:
            yield (start, end, folded) if querying else (start, end, *_terms(folded))


@lru_cache(CACHED_WORDS)
def _folded(word: str) -> str:
    return fold(word)


@lru_cache(CACHED_WORDS)
def _terms(folded: str) -> tuple[str, ...]:
    """Returns the word and, where it differs, its stem."""
    found = _stem(folded)
    return (folded,) if found == folded else (folded, found)


def _stem(folded: str) -> str:
    table = overrides()
    known = table.get(folded)
    if known is None:
        bare = _without_enclitic(folded)
        known = table.get(bare) if bare != folded else None
    if known is not None:
        return known
    if folded.isdigit() or folded in FUNCTION_WORDS:
        return folded
    cut: str = _snowball().stemWord(folded)
    if _LOST_T.match(folded) and cut[:1] == folded[3]:
        cut = "t" + cut
    return folded if len(cut) < SHORTEST_STEM or cut in FUNCTION_WORDS else cut


@cache
def _snowball() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("indonesian", 0)


def _without_enclitic(word: str) -> str:
    for ending in _ENCLITICS:
        if word.endswith(ending) and len(word) > len(ending) + SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def _forms(root: str) -> tuple[str, ...]:
    """Returns the regular affixed forms of a root: every prefix with every suffix.

    Not every form is a word of the language; those that are not do no harm, as nobody writes them.
    """
    nasal = _nasal(root)
    prefixes = ["", "di", "ter", "te", "ber", "se", "ke", "pe", "per", "memper", "diper", "keber", "seke"]
    prefixes = [prefix for prefix in prefixes if prefix not in {"te", "pe"} or root[0] == "r"] + ["pe"]
    starts = [prefix + root for prefix in prefixes] + [start + body for start, body in nasal]
    forms = [start + suffix for start in starts for suffix in _SUFFIXES]
    return tuple(dict.fromkeys(form for form in forms if form not in FUNCTION_WORDS or form == root))


def _nasal(root: str) -> list[tuple[str, str]]:
    """Returns ``(prefix, rest of the root)`` for meN- and peN- after the nasal change."""
    first, cluster = root[0], len(root) > 1 and root[1] not in _VOWELS
    dropped = {"p": ("m", root[1:]), "t": ("n", root[1:]), "k": ("ng", root[1:]), "s": ("ny", root[1:])}
    kept = {
        "b": "m",
        "p": "m",
        "f": "m",
        "v": "m",
        "d": "n",
        "t": "n",
        "c": "n",
        "j": "n",
        "z": "n",
        "s": "n",
    }
    if first in "lmnrwy":
        changes = [("", root)]
    elif first in dropped and not cluster:
        changes = [dropped[first]]
    else:
        changes = [(kept.get(first, "ng"), root)]
    if sum(letter in _VOWELS for letter in root) == 1:
        changes.append(("nge", root))
    starts = [(prefix + nasal, body) for prefix in ("me", "pe") for nasal, body in changes]
    return starts + [("di" + start, body) for start, body in starts if start.startswith("pe")]
