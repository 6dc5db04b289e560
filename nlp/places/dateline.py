"""The dateline that opens a body: "BOGOR, - ", "Jakarta (ANTARA) - ", "Bisnis.com, SOLO - "."""

from __future__ import annotations

import re
from typing import Final

_DATELINE: Final = re.compile(
    # Addresses of outlets are blank by now; what is left of "Bisnis.com, SOLO - " begins with the comma.
    r"[\s,:|(\u200e]*(?:[A-Z]{4,12}[ ,:|\u00a0-]{1,4}(?=[A-Z][a-z]))?"
    r"(?P<place>(?:Kab\. |Kabupaten |Kota )?[A-Z][A-Za-z'’]+(?: [A-Z][A-Za-z'’]*){0,3}"
    r"(?:[,/] ?[A-Z][A-Za-z'’]+(?: [A-Z][A-Za-z'’]*){0,3})?)\s*"
    r"(?:[,|(]\s*[\w .]{0,40}\)?)?[\s\u200e]*(?:--?|[–—:|])\s*"
)


_CAPITALS: Final = re.compile(
    r"(?<![A-Za-z])[A-Z][A-Z'’]{2,}(?: [A-Z]{2,}){0,3}\s*(?:[,(][^-–—.]{0,30})?\s*[-–—]{1,2}\s"
)
BYLINE_CHARS: Final = 180
"""A byline or a leftover of the page may stand before a dateline in capitals; no more than this."""


def dateline_end(text: str) -> int:
    """Offset after the dateline that opens a body, 0 if there is none."""
    match = _DATELINE.match(text) or _CAPITALS.search(text, 0, BYLINE_CHARS)
    return match.end() if match else 0
