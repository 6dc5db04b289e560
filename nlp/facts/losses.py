"""Who fled, what was damaged, and how many took part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from nlp.facts.numbers import QUANTITY, parse_quantity
from nlp.facts.records import Count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nlp.facts.passage import Passage

_HEDGES: Final = (
    r"(?P<hedge>(?:sedikitnya|setidaknya|sekitar|kurang\slebih|lebih\sdari|hampir|minimal|kira-kira|paling\stidak"
    r"|diperkirakan)\s)?"
)
_NUMBER: Final = rf"(?<![\w/.,-]){_HEDGES}(?P<number>{QUANTITY})"
_UNIT: Final = r"(?:\s(?:unit|buah|bangunan|blok|petak))?"
_WORSHIP: Final = (
    r"(?:gereja|masjid|mesjid|musala|mushala|musholla|langgar|surau|pura|vihara|wihara|kelenteng|klenteng|kapel"
    r"|rumah\sibadah|tempat\sibadah|rumah\sdoa|sanggah|padmasari|kuil)"
)
_HOUSE: Final = r"(?:rumah(?!\ssakit|\sibadah|\sdoa|\smakan|\sadat\stak)|honai|gubuk|kios|ruko)"
_HOUSES: Final = re.compile(rf"{_NUMBER}{_UNIT}\s{_HOUSE}\b")
_HOUSES_AFTER: Final = re.compile(
    rf"\b{_HOUSE}(?:\s[a-z-]+){{0,3}}\s(?:sebanyak\s)?{_NUMBER}\s(?:unit|buah)\b"
)
_WORSHIPS: Final = re.compile(rf"{_NUMBER}{_UNIT}\s{_WORSHIP}\b")
_WORSHIP_HIT: Final = re.compile(
    rf"\b(?:(?:membakar|merusak|merobohkan|menghancurkan|melempari|dirusaknya|perusakan|pengrusakan|pembakaran"
    rf"|pelemparan|penyerangan)\s(?:sebuah\s|terhadap\s|atas\s)?{_WORSHIP}\b"
    rf"|{_WORSHIP}(?:\s[a-z-]+){{0,5}}\s(?:yang\s)?(?:dirusak|dibakar|terbakar|hangus|dilempari|dihancurkan|rusak)\b)"
)
_PEOPLE: Final = r"(?:orang|jiwa|warga|pengungsi|penduduk|imigran|penyintas)"
_FLED: Final = re.compile(
    rf"{_NUMBER}\s(?:orang\s)?{_PEOPLE}(?:\s[\w-]+){{0,6}}\s(?:mengungsi|diungsikan|dievakuasi|terusir|mengungsikan)\b"
    rf"|{_NUMBER.replace('hedge', 'hedge2').replace('number', 'number2')}\s(?:orang\s|jiwa\s)?pengungsi\b"
)
_FLED_AFTER: Final = re.compile(
    rf"\b(?:mengungsi|pengungsi|diungsikan|mengungsikan)(?:,?\s[a-z-]+){{0,9}}?\s{_NUMBER}\s(?:orang|jiwa|warga)\b"
)
_CROWD: Final = (
    r"(?:orang|warga|massa|peserta|buruh|mahasiswa|pelajar|petani|nelayan|sopir|pedagang|honorer|demonstran"
    r"|pengunjuk\srasa|pendemo|simpatisan|pendukung|suporter|anggota|jemaat|siswa|guru|penduduk|pekerja|karyawan"
    r"|penambang|pemuda|aktivis|kader|pengemudi|driver|remaja|ibu-ibu|emak-emak|santri|tenaga|pegawai|muslim|umat|jemaah|jamaah)"
)
_TURNOUT: Final = re.compile(
    rf"{_NUMBER}\s(?:orang\s)?{_CROWD}\b(?!\s(?:tewas|meninggal|luka|terluka|ditangkap|diamankan))"
)
_MASSED: Final = re.compile(
    rf"\b(?:massa|peserta|pengunjuk\srasa|demonstran)(?:\s(?:aksi|yang|berjumlah|mencapai|sebanyak|hadir|itu)){{0,3}}\s{_NUMBER}\sorang\b"
)
_CROWD_DEEDS: Final = re.compile(
    r"\b(?:unjuk\srasa|berunjuk|demo|berdemo|demonstrasi|berdemonstrasi|aksi|massa|mendatangi|menggeruduk|geruduk"
    r"|berkumpul|memblokade|memblokir|mogok|tawuran|bentrok|konvoi|berkonvoi|mengepung|menyerang|menyegel|menutup"
    r"|menolak|berorasi|turun\ske\sjalan|mengikuti|ikut|menghadiri|dihadiri|diikuti|melibatkan|menyerbu|long\smarch|pawai"
    r"|menuntut|memprotes|mengeroyok|terlibat|berjalan|memadati|membakar|merusak|saling|ditutup|dipalang|memalang|digeruduk|diblokir|dikepung)\b"
)
_NOT_CROWD: Final = re.compile(
    r"\b(?:tewas|menewaskan|melukai|meninggal|luka|terluka|ditangkap|menangkap|diamankan|mengamankan|tersangka|personel|ditahan|menahan"
    r"|dibekuk|meringkus|diringkus|mengungsi|dirawat|saksi|korban|yakni|termasuk|penduduknya|berpenduduk)\b"
)

_SENTENCES: Final = 12
"""Numbers of those who took part stand in the opening; later numbers count other things."""


def displaced(passages: Sequence[Passage]) -> Count | None:
    """Count the people who fled; families alone (``KK``) are not counted as people."""
    for passage, start, end in _sentences_with(passages, ("flee",)):
        for pattern in (_FLED, _FLED_AFTER):
            if (match := pattern.search(passage.text, start, end)) and (count := _count(passage, match)):
                return count
    return None


def houses_damaged(passages: Sequence[Passage]) -> Count | None:
    """Count the houses and shops burnt or destroyed."""
    for passage, start, end in _sentences_with(passages, ("damage",)):
        for pattern in (_HOUSES, _HOUSES_AFTER):
            if (match := pattern.search(passage.text, start, end)) and (count := _count(passage, match)):
                return count
    return None


def worship_damaged(passages: Sequence[Passage]) -> Count | None:
    """Count the houses of worship attacked; one that is named without a number is at least one."""
    for passage, start, end in _sentences_with(passages, ("damage",)):
        if (match := _WORSHIPS.search(passage.text, start, end)) and (count := _count(passage, match)):
            return count
        if match := _WORSHIP_HIT.search(passage.text, start, end):
            return Count(low=1, high=None, about=False, span=passage.span(*match.span()))
    return None


def participants(passages: Sequence[Passage]) -> Count | None:
    """Count those who took part, as the story first says it; police, victims and arrested are none."""
    for passage, start, end in _sentences_with(passages, ("gather",), _SENTENCES):
        if not _CROWD_DEEDS.search(passage.text, start, end):
            continue
        for pattern in (_MASSED, _TURNOUT):
            match = pattern.search(passage.text, start, end)
            if match is None or _NOT_CROWD.search(
                passage.text, max(start, match.start() - 25), match.end() + 25
            ):
                continue
            count = _count(passage, match)
            if count is not None and count.low != 1:
                return count
    return None


def _sentences_with(
    passages: Sequence[Passage], kinds: tuple[str, ...], most: int = 60
) -> Iterator[tuple[Passage, int, int]]:
    """The sentences that hold a word of the kinds and none that recalls an older story, each once."""
    for passage in passages:
        seen: set[int] = set()
        for hit in passage.hits:
            if hit.kind not in kinds:
                continue
            number, start, end = passage.sentence(hit.start)
            if number in seen or number in passage.recalled or number >= most:
                continue
            seen.add(number)
            yield passage, start, end


def _count(passage: Passage, match: re.Match[str]) -> Count | None:
    groups = match.groupdict()
    words = groups.get("number") or groups.get("number2")
    quantity = parse_quantity(words) if words else None
    if quantity is None:
        return None
    about = bool(groups.get("hedge") or groups.get("hedge2")) and quantity.exact
    return Count(
        low=quantity.low,
        high=None if about else quantity.high,
        about=about,
        span=passage.span(*match.span()),
    )
