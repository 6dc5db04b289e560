"""The catalogues of the pages: ``python -m search.web.catalogue`` gathers the texts and compiles.

Texts stand in Indonesian in the templates and in :mod:`search.web.wording`. A new text enters the
catalogue of every other language untranslated; a test fails until somebody translates it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from search.web.wording import DOMAIN, SOURCE_LANGUAGE, languages

FOLDER: Final = Path(__file__).parent
_HEADER: Final = "# Texts of Pantau's pages.\n#"
_KEYWORDS: Final = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}


def texts() -> Catalog:
    """Returns all texts of templates and code."""
    template = Catalog(domain=DOMAIN, charset="utf-8", header_comment=_HEADER, fuzzy=False)
    for path, method in _sources():
        with path.open("rb") as file:
            for _, message, _, _ in extract(method, file, _KEYWORDS):
                template.add(message)
    return template


def read(language: str) -> Catalog:
    """Returns the catalogue of a language, empty where there is none yet."""
    path = _path(language, "po")
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN, charset="utf-8", header_comment=_HEADER, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def updated(language: str) -> Catalog:
    """Returns the catalogue of a language with all texts of today and none of yesterday."""
    catalogue = read(language)
    catalogue.update(texts(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def compiled(catalogue: Catalog) -> bytes:
    """Returns the binary form that gettext reads."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def write(language: str) -> int:
    """Brings a catalogue up to date and compiles it; returns how many texts lack a translation."""
    catalogue = updated(language)
    path = _path(language, "po")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=110, sort_output=True, no_location=True, omit_header=False)
    _path(language, "mo").write_bytes(compiled(read(language)))
    return len(untranslated(catalogue))


def untranslated(catalogue: Catalog) -> list[str]:
    """Returns the texts without a translation."""
    return [str(message.id) for message in catalogue if message.id and not all(_strings(message.string))]


def _strings(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    """The translations of a text: one, or one for each plural form."""
    return (value or "",) if value is None or isinstance(value, str) else tuple(value)


def _sources() -> Iterator[tuple[Path, str]]:
    for path in sorted((FOLDER / "templates").glob("*.html")):
        yield path, "jinja2.ext:babel_extract"
    for path in sorted(FOLDER.glob("*.py")):
        yield path, "python"


def _path(language: str, ending: str) -> Path:
    return FOLDER / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.{ending}"


if __name__ == "__main__":
    for name in languages():
        if name != SOURCE_LANGUAGE:
            print(f"{name}: {write(name)} texts to translate")
