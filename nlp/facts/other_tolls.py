"""Numbers of victims that are not the reported incident's: of another time, another country, a rumour."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from nlp.facts import casualty_words as words
from nlp.facts.numbers import QUANTITY

if TYPE_CHECKING:
    from datetime import date

    from nlp.facts.lexicon import Hit
    from nlp.facts.passage import Passage

RECALL_YEARS: Final = 1
"""A sentence that names a year more than so many years before publication tells an older story."""

# A toll of months or years is not the incident's.
LONG_TOLL: Final = re.compile(
    rf"\b(?:sepanjang|selama|dalam|kurun)\s(?:waktu\s)?(?:{QUANTITY})\s(?:bulan|tahun)\b"
    r"|\b(?:bulan|tahun)\s(?:terakhir|belakangan)\b|\b(?:sepanjang|selama)\s(?:tahun\s)?(?:19|20)\d\d\b"
    r"|\bsejak\s(?:awal\s)?(?:tahun|(?:19|20)\d\d)\b"
)
# A protest about a death elsewhere: the death is its cause, not its outcome.
GRIEVED: Final = re.compile(
    r"\b(?:mempersoalkan|memprotes|menyoroti|mengecam|mengutuk|menuntut|usut|pengusutan|keadilan|solidaritas"
    r"|mendoakan|mengenang|memperingati)\b[^.;]{0,70}\Z"
)
# Wars abroad about which people protest here.
ABROAD: Final = re.compile(
    r"\b(?:gaza|palestina|israel|suriah|yaman|lebanon|iran|irak|afganistan|afghanistan|ukraina|rusia|myanmar|rakhine"
    r"|pakistan|filipina|thailand)\b"
)
# A story that checks a rumour denies what it tells.
FACT_CHECK: Final = re.compile(r"\b(?:cek\sfakta|hoaks|hoax|salah\skaprah)\b")


def checks_a_rumour(title: Passage) -> bool:
    """Whether a title announces a fact-check."""
    return FACT_CHECK.search(title.text) is not None


def is_another_toll(passage: Passage, hit: Hit, published: date | None) -> bool:
    """Whether the sentence of a casualty word tells of another time, of a war abroad, or of a death mourned.

    Args:
        passage: The prepared field.
        hit: A word of kind ``die`` or ``hurt`` in it.
        published: Day of publication, to know older stories by their year.
    """
    number, start, end = passage.sentence(hit.start)
    if number in passage.recalled:
        return True
    if LONG_TOLL.search(passage.text, start, end) or ABROAD.search(passage.text, start, end):
        return True
    if hit.value in words.NOUNS and GRIEVED.search(passage.text[start : hit.start]):
        return True
    years = [int(year) for year in words.YEARS.findall(passage.text, start, end)]
    return published is not None and bool(years) and max(years) < published.year - RECALL_YEARS
