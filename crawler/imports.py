"""Stories from files: JSON Lines and CSV of others, also gzipped, and what ``pantau export`` wrote.

Rows are read one by one. A bad row is never fatal: it goes to the reject file with its number and the rule it
breaks, and the next one is read. Texts of others are cleaned like pages; our own are taken unchanged.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from crawler import dates
from crawler.boilerplate import normalise, split_dateline, strip
from crawler.columns import FIELDS, guess, writes_month_first
from crawler.errors import DateError, ImportFileError, RowError
from crawler.rows import RawRow, read_rows
from pantau import codec
from pantau.calendar import ZONES
from pantau.errors import RecordError
from pantau.records import Article
from pantau.storage.exchange import Exchanged, is_header
from pantau.storage.times import now
from pantau.urls import KEY_LENGTH, article_key, domain

SAMPLE: Final = 200
"""Rows looked at before the first is taken: columns and the order of day and month show in them."""

SAMPLE_CHARACTERS: Final = 2_000_000
"""Together no longer than this, so that memory stays bounded."""

LONGEST_RAW: Final = 100_000
"""Characters of a rejected row that are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A row that was not taken.

    Attributes:
        row: Number, counted from 1 without the head of a CSV.
        reason: What is wrong, which value, which rule.
        raw: The row as it stood there.
    """

    row: int
    reason: str
    raw: str


class Import:
    """Reads one file; the counts grow while it is read.

    Args:
        path: ``.jsonl``, ``.json`` (lines), ``.csv`` or ``.tsv``, each also with ``.gz``.
        mapping: Our field → their column (``{"title": "judul"}``); fields that are not named are guessed from
            usual column names.
        rejects: File for rejected rows (JSON Lines), written only if there are any; None keeps none.
        outlet: Outlet of rows that name none; the file's name by default.
        zone: Zone of times that name none.
        fetched: Moment that counts as fetching; now by default.
        on_reject: Called for each rejected row.

    Attributes:
        rows: Rows read so far.
        kept: Rows that became records.
        rejected: Rows that went to the reject file.
        reasons: Rule → how many.
        columns: Our field → their column, as it was found.

    Raises:
        ImportFileError: The file cannot be read, or no column holds the text.
    """

    def __init__(
        self,
        path: Path,
        *,
        mapping: Mapping[str, str] | None = None,
        rejects: Path | None = None,
        outlet: str = "",
        zone: tzinfo | None = None,
        fetched: datetime | None = None,
        on_reject: Callable[[Rejected], None] | None = None,
    ) -> None:
        self.path = path
        self.rows = self.kept = self.rejected = 0
        self.reasons: Counter[str] = Counter()
        self.columns: Mapping[str, str] = {}
        self._mapping = dict(mapping or {})
        self._rejects = rejects
        self._outlet = outlet or path.name.split(".")[0]
        self._zone = zone or ZONES["WIB"]
        self._fetched = fetched or now()
        self._on_reject = on_reject
        self._month_first = False
        self._seen: dict[int, int] = {}
        unknown = [field for field in self._mapping if field not in FIELDS]
        if unknown:
            raise ImportFileError(
                f"no field {unknown[0]!r} to map a column to; the fields are {', '.join(FIELDS)}"
            )
        if rejects is not None:
            rejects.unlink(missing_ok=True)

    def articles(self) -> Iterator[Article]:
        """The stories of the file, one by one; of an export their articles."""
        for record in self.records():
            yield record.article if isinstance(record, Exchanged) else record

    def records(self) -> Iterator[Article | Exchanged]:
        """The records of the file, one by one: :class:`Exchanged` for lines of an export."""
        waiting: list[RawRow] = []
        settled, size = False, 0
        for raw in read_rows(self.path):
            if settled:
                yield from self._take(raw)
                continue
            waiting.append(raw)
            size += len(raw.text)
            if len(waiting) >= SAMPLE or size >= SAMPLE_CHARACTERS:
                settled = True
                self._settle(waiting)
                for earlier in waiting:
                    yield from self._take(earlier)
                waiting.clear()
        if waiting:
            self._settle(waiting)
            for earlier in waiting:
                yield from self._take(earlier)

    def _settle(self, sample: list[RawRow]) -> None:
        """Decide which column is what from the first rows."""
        rows = [raw.values for raw in sample if raw.values is not None and not _is_own(raw.values)]
        rows = [row for row in rows if "pantau_export" not in row]
        if not rows:
            return
        names = list(dict.fromkeys(name for row in rows for name in row))
        self.columns = guess(names, self._mapping, file=self.path.name)
        when = self.columns.get("published", "")
        self._month_first = writes_month_first(str(row.get(when) or "") for row in rows)

    def _take(self, raw: RawRow) -> Iterator[Article | Exchanged]:
        if raw.number == 1 and raw.values is not None and is_header(raw.text):
            return
        self.rows += 1
        try:
            record = self._record(raw)
        except (RowError, RecordError, DateError) as error:
            self._reject(raw, str(error))
            return
        self.kept += 1
        yield record

    def _record(self, raw: RawRow) -> Article | Exchanged:
        if raw.values is None:
            raise RowError(raw.problem)
        if _is_own(raw.values):
            return self._own(raw)
        article = self._article(raw.values)
        self._once(article.key, raw)
        return article

    def _own(self, raw: RawRow) -> Article | Exchanged:
        """A line that we have written: taken unchanged."""
        if raw.values is not None and "article" in raw.values:
            exchanged = codec.decode(raw.text, Exchanged)
            self._once(exchanged.article.key, raw)
            return exchanged
        article = codec.decode(raw.text, Article)
        self._once(article.key, raw)
        return article

    def _once(self, key: str, raw: RawRow) -> None:
        number = int.from_bytes(sha256(key.encode()).digest()[:8], "big")
        first = self._seen.setdefault(number, raw.number)
        if first != raw.number:
            raise RowError(f"duplicate: the same id or address as row {first}; a story counts once")

    def _article(self, row: Mapping[str, Any]) -> Article:
        dateline, text = split_dateline(strip(self._text(row, "text")))
        if not text:
            raise RowError(f"no text: column {self.columns.get('text')!r} holds none")
        url = self._text(row, "url").strip()
        return Article(
            key=self._key(row, url, text),
            url=url,
            outlet=self._outlet_of(row, url),
            title=" ".join(normalise(self._text(row, "title")).split()),
            text=text,
            published=self._published(row),
            fetched=self._fetched,
            author=" ".join(self._text(row, "author").split()),
            section=" ".join(self._text(row, "section").split()),
            dateline=dateline,
        )

    def _text(self, row: Mapping[str, Any], field: str) -> str:
        value = row.get(self.columns.get(field, ""), None)
        if value is None or (isinstance(value, float) and value != value):  # NaN of a data frame
            return ""
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            return codec.storable("\n".join(value))
        if not isinstance(value, str | int | float):
            raise RowError(f"{field}: column {self.columns[field]!r} holds {type(value).__name__}, not text")
        return codec.storable(str(value))

    def _key(self, row: Mapping[str, Any], url: str, text: str) -> str:
        if url:
            return article_key(url)
        own = self._text(row, "id").strip() or text
        return sha256(f"{self._outlet} {own}".encode()).hexdigest()[:KEY_LENGTH]

    def _outlet_of(self, row: Mapping[str, Any], url: str) -> str:
        if url:
            return domain(url)
        return " ".join(self._text(row, "outlet").split()).lower().removeprefix("www.") or self._outlet

    def _published(self, row: Mapping[str, Any]) -> datetime | None:
        text = self._text(row, "published").strip()
        if not text or text.lower() in ("none", "null", "nan", "nat", "-"):
            return None
        moment = dates.read(text, zone=self._zone, fetched=self._fetched, month_first=self._month_first)
        if moment is None:
            raise RowError(f"date: {text[:80]!r} in column {self.columns['published']!r} names no day")
        return moment

    def _reject(self, raw: RawRow, reason: str) -> None:
        self.rejected += 1
        self.reasons[reason.partition(":")[0] if ":" in reason[:40] else "record"] += 1
        rejected = Rejected(row=raw.number, reason=reason, raw=raw.text[:LONGEST_RAW])
        if self._rejects is not None:
            with self._rejects.open("a", encoding="utf-8") as file:
                line = {"row": rejected.row, "reason": reason, "raw": rejected.raw}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        if self._on_reject is not None:
            self._on_reject(rejected)


def _is_own(values: Mapping[str, Any]) -> bool:
    """Tell a line of our own: an exported story, or an Article as JSON."""
    exported = isinstance(values.get("article"), dict) and "known_at" in values
    return exported or {"key", "url", "outlet", "title", "text", "published", "fetched"} <= values.keys()
