"""Which column of a stranger's file is what: usual names, and the order of day and month."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from crawler.errors import ImportFileError

FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "articleid", "newsid", "idberita", "uuid", "guid"),
    "url": ("url", "tautan", "link", "permalink", "alamat", "sourceurl", "urlberita", "articleurl"),
    "title": ("title", "judul", "headline", "judulberita", "titel", "heading"),
    "text": (
        "text", "isi", "isiberita", "content", "konten", "body", "teks", "artikel", "article",
        "fulltext", "berita",
    ),
    "published": (
        "published", "tanggalpublikasi", "tanggal", "publishedat", "publishdate", "pubdate", "tanggalterbit",
        "date", "tgl", "waktu", "datetime", "timestamp", "createdat",
    ),
    "outlet": ("outlet", "sumber", "source", "media", "domain", "situs", "portal", "publisher"),
    "author": ("author", "penulis", "wartawan", "reporter", "byline"),
    "section": ("section", "kategori", "category", "kanal", "rubrik", "topic"),
}  # fmt: skip
"""Our field → column names in small letters without blanks and underscores, the likeliest first (the names in
the Indonesian news collections on public code hosts)."""


def guess(columns: Sequence[str], stated: Mapping[str, str], *, file: str) -> dict[str, str]:
    """Find the column of each field.

    Args:
        columns: Names of the file.
        stated: Field → column, as the user says; it wins.
        file: Name for messages.

    Returns:
        Field → column, for the fields that were found.

    Raises:
        ImportFileError: A stated column is not there, or no column holds the text.
    """
    for field, column in stated.items():
        if column not in columns:
            known = ", ".join(columns)
            raise ImportFileError(f"{file}: no column {column!r} for {field}; the columns are {known}")
    plain = {re.sub(r"[\s_.-]", "", name).lower(): name for name in reversed(columns)}
    taken = set(stated.values())
    found = dict(stated)
    for field, names in FIELDS.items():
        likely = [plain[name] for name in names if name in plain and plain[name] not in taken]
        if field not in found and likely:
            found[field] = likely[0]
            taken.add(likely[0])
    if "text" not in found:
        raise ImportFileError(
            f"{file}: no column looks like the text of a story; the columns are {', '.join(columns)}."
            " Name it: text=COLUMN"
        )
    return found


def writes_month_first(texts: Iterable[str]) -> bool:
    """Tell whether dates in digits are in American order ("10/20/2025").

    Indonesian order is taken unless some of the dates are impossible in it and none is in the other.
    """
    american = indonesian = False
    for text in texts:
        match = re.match(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](?:19|20)\d\d", text)
        if match is not None:
            first, second = int(match[1]), int(match[2])
            american = american or second > 12 >= first
            indonesian = indonesian or first > 12 >= second
    return american and not indonesian
