"""What an address and a section say about where an outlet looks.

"jatim.example.id", "/jabar/berita/..." and "sukabumiupdate" name a province or district. It is weak
evidence: outlets reprint stories from everywhere, so it only chooses between meanings that are open and
lends a bare desa's name some credit.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from nlp.places.gazetteer import Gazetteer, key_of

MIN_INSIDE: Final = 6
"""Letters a name needs to be found in a longer word ("sukabumiupdate"); shorter ones are parts of words."""
PATH_PARTS: Final = 2
"""How many parts of a path can be a section."""
NOT_HINTS: Final = frozenset({"metro", "nasional", "daerah", "regional", "nusantara", "jakarta"})
"""Words of addresses that are no places there; "jakarta" is in names of national papers."""

_SPLIT: Final = re.compile(r"[^a-z]+")


class Hints:
    """Finds names of provinces and districts in addresses."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        whole: dict[str, tuple[str, ...]] = {}
        for key, entries in gazetteer.names.items():
            codes = tuple(e.code for e in entries if e.level != "kecamatan" and e.kind in _KINDS)
            if codes and key not in NOT_HINTS and key not in gazetteer.everyday:
                whole[key] = codes
        inside = sorted((key for key in whole if len(key) >= MIN_INSIDE), key=len, reverse=True)
        self._whole = whole
        self._inside = re.compile("|".join(inside))
        self._of_host = lru_cache(maxsize=4096)(self._read_host)

    def read(self, url: str, section: str = "") -> tuple[str, ...]:
        """Codes that an address and a section name, the most exact first; twins give all their codes."""
        try:
            parts = urlsplit(url if "//" in url else f"//{url}")
            host, path = (parts.hostname or "").lower(), parts.path.lower()
        except ValueError:
            host, path = "", ""
        codes = [
            *self._of_words(section.lower()),
            *self._of_words("/".join(path.split("/")[: PATH_PARTS + 1])),
        ]
        return tuple(dict.fromkeys((*codes, *self._of_host(host))))

    def _of_words(self, text: str) -> list[str]:
        return [code for word in text.split("/") for code in self._whole.get(key_of(word), ())]

    def _read_host(self, host: str) -> tuple[str, ...]:
        labels = [label for label in host.split(".")[:-1] if label not in ("www", "co", "go", "or")]
        codes: list[str] = []
        for label in labels:
            key = key_of(label)
            found = self._whole.get(key)
            if found is None:
                match = self._inside.search(key)
                found = self._whole[match.group()] if match else ()
            codes += found
        return tuple(codes)


_KINDS: Final = frozenset({"official", "abbreviation", "spelling", "nickname", "former"})
"""Kinds of names that outlets carry in their address."""
