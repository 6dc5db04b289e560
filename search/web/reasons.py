"""Why a place was resolved so, in Indonesian.

The language room writes its reasons in English, as everything that is stored. The few shapes they have are
put into Indonesian here; a shape that is not known is shown as it was written.
"""

from __future__ import annotations

import re
from typing import Final

_SHAPES: Final[tuple[tuple[str, str], ...]] = (
    (r"the only place with this name", "satu-satunya tempat dengan nama ini"),
    (r"only (.+) has this name", r"hanya \1 yang bernama demikian"),
    (r"the word (\w+) stands before it", r"kata “\1” berdiri di depannya"),
    (r"(.+) lies in no district or province that the story names",
     r"\1 tidak terletak di kabupaten/kota atau provinsi yang disebut berita"),
    (r"(.+) lies in (.+), which the story names", r"\1 terletak di \2, yang disebut berita"),
    (r"(.+) lies where the outlet does", r"\1 terletak di daerah media ini"),
    (r"(.+) lies in (.+)", r"\1 terletak di \2"),
    (r"(.+) all lie in one district", r"\1 terletak di satu kabupaten/kota"),
    (r"the story names (.+) in (.+)", r"berita menyebut \1 di \2"),
    (r"the story names (.+)", r"berita menyebut \1"),
    (r"the offices of (.+) stand in (.+)", r"kantor \1 berada di \2"),
    (r"the outlet or its section is of (.+)", r"media atau rubriknya dari \1"),
    (r"without a level word (.+) is the city here", r"tanpa kata tingkat, \1 di sini berarti kotanya"),
    (r"(.+) is a quarter of (.+) here", r"\1 di sini bagian dari \2"),
    (r"(.+) is part of the name of a water", r"\1 bagian dari nama perairan"),
    (r"(.+) is part of the name of a street", r"\1 bagian dari nama jalan"),
    (r"(.+) is part of the name of (?:a|an) (.+)", r"\1 bagian dari nama lain"),
    (r"(.+) is part of a longer name in this story", r"\1 bagian dari nama yang lebih panjang"),
    (r"(.+) is also a word and nothing here says that it is the place",
     r"\1 juga kata biasa dan tidak ada petunjuk bahwa ini nama tempat"),
    (r"(.+) may be a word, a person or a place elsewhere",
     r"\1 bisa juga kata biasa, nama orang atau tempat lain"),
    (r"(.+) speaks or is spoken of; nothing is said to happen there",
     r"\1 berbicara atau dibicarakan; tidak ada yang terjadi di sana"),
    (r"several places have this name and nothing decides",
     "beberapa tempat bernama demikian dan tidak ada yang memutuskan"),
)  # fmt: skip
"""Shapes from the narrow to the wide: the first that fits is taken."""

_COMPILED: Final = tuple((re.compile(shape), words) for shape, words in _SHAPES)


def in_indonesian(reason: str) -> str:
    """Returns a reason in Indonesian, as it is where its shape is not known."""
    for shape, words in _COMPILED:
        found = shape.fullmatch(reason)
        if found:
            return found.expand(words)
    return reason
