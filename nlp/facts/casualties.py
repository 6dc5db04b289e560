"""Deaths and injuries of the reported incident: numerals, words, updates, negations.

A number belongs to a casualty word where it stands in the same clause with nothing between that
counts something else. Numbers of another story ("carok 2006 menewaskan …", "tahun lalu …") and parts
of a total ("dua di antaranya") are left out. Not stated is ``None``, ``tidak ada korban jiwa`` is 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from nlp.facts.numbers import QUANTITY, Quantity, parse_quantity
from nlp.facts.records import Count

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from nlp.facts.lexicon import Hit
    from nlp.facts.passage import Passage

Harm = Literal["die", "hurt"]

_REACH: Final = 110
"""Characters before or after a casualty word in which its number is looked for: one clause."""
_MOST_WORDS: Final = 8
"""Words between a number and its casualty word ("tiga warga Kampung X yang … tewas")."""
_NEGATION_REACH: Final = 45
_RECALL_YEARS: Final = 1
"""A sentence that names a year more than so many years before publication tells an older story."""

_NUMBER: Final = re.compile(rf"(?<![\w/.,-])(?:{QUANTITY})(?![\w/])")
_NOT_BEFORE: Final = re.compile(
    r"(?:pukul|jam|usia|berusia|umur|berumur|rp|pasal|ayat|nomor|no|rt|rw|km|jl|jalan|tahun|tanggal|kelas|yonif"
    r"|dusun|blok|ke|liga|kodam|hari|sekitar pukul|angkatan|juli|tps|pos)\.?\s?\Z|[(/]\s?\Z|\d:\Z"
)
_NOT_AFTER: Final = re.compile(
    r"\s?(?:tahun|hari|jam|menit|detik|km|kilometer|meter|centimeter|cm|kg|kilogram|gram|ton|liter|hektare?|ha|persen|%"
    r"|wib|wita|wit|bulan|pekan|minggu|kali|rumah|unit|mobil|motor|sepeda|kapal|perahu|bangunan|kios|titik|kampung|desa"
    r"|kecamatan|kabupaten|kota|provinsi|kubu|pihak|tempat|lokasi|kasus|perkara|peluru|luka|jahitan|tusukan"
    r"|bacokan|anak panah|botol|bilah|buah|batang|pucuk|ekor|kelompok|peleton|kompi|kk|juta|miliar|rupiah"
    r"|malam|siang|pagi|sore|gereja|masjid|partai|suku|pemeriksaan|laporan)\b|\s?[/)]"
)
# What breaks the bond between a number and a casualty word: another deed with its own number.
_BREAK: Final = re.compile(
    r"[;:.!?]|\b(?:ditangkap|menangkap|diamankan|mengamankan|ditahan|tersangka|pelaku|terdakwa|saksi|diperiksa|personel"
    r"|rumah|divonis|dibekuk|diringkus|terhadap|karena|setelah|sehingga|ketika|saat|sementara|namun"
    r"|tetapi|sedangkan|dirawat|selamat|luka|luka-luka|terluka|tewas|meninggal|hilang|penembak|membunuh)\b"
)
_VERB: Final = re.compile(r"(?:ber|me|di|ter)[a-z]{4,}|tewas|luka|luka-luka|cedera|meninggal|rumah|yang")
_PARTIAL: Final = re.compile(
    r"(?:termasuk|di antaranya|diantaranya|salah|yakni|yaitu|terdiri atas|terdiri dari|masing-masing"
    r"|antara lain)\s\Z"
)
_PARTIAL_AFTER: Final = re.compile(r"\s(?:orang\s)?(?:di antaranya|diantaranya|di antara mereka)\b")
_TOTAL: Final = re.compile(
    r"\b(?:menjadi|total|totalnya|bertambah|mencapai|seluruhnya|keseluruhan|tercatat|sebanyak|jumlah)\b"
)
_HEDGE: Final = re.compile(
    r"(?:sedikitnya|setidaknya|paling tidak|sekitar|kurang lebih|lebih dari|hampir|minimal|kira-kira"
    r"|sekurangnya|sekurang-kurangnya|diperkirakan|lebih kurang)\s(?:ada\s)?\Z"
)
_NO: Final = re.compile(r"\b(?:tidak|tak|tiada|tanpa|nihil|nol)\b(?:\s[\w-]+){0,5}\s?\Z")
_NO_AFTER: Final = re.compile(
    r"(?:\s(?:jiwa|dunia|luka|luka-luka|maupun|atau|dan|dalam|dari|peristiwa|kejadian|insiden|ini|itu|tersebut))"
    r"{0,7}\s(?:nihil|tidak ada|tak ada)\b"
)
_UNREAL: Final = re.compile(
    r"\b(?:jangan|agar|supaya|jika|bila|apabila|kalau|mencegah|menghindari|sebelum|berpotensi|khawatir|nyaris|hampir"
    r"|ancam\w*|mengancam|rencana|kemungkinan|seandainya|belum\s(?:diketahui|dipastikan|ada)"
    r"|hukuman|pidana|pasal|film|puluhan tahun)\b|\b(?:akan|bisa|dapat|hendak|ingin)\s\Z"
)
_PERSON: Final = re.compile(
    r"\b(?:seorang|siswa|pelajar|mahasiswa|warga|pemuda|remaja|pria|lelaki|perempuan|wanita|buruh|pekerja|petani"
    r"|nelayan|suporter|prajurit|polisi|pengemudi|sopir|bocah|anak|santri|pedagang|korban|tukang|guru|pilot|aparat"
    r"|anggota|karyawan|simpatisan|aktivis|jurnalis|wartawan|ibu|bapak|nenek|kakek|balita|tni|brimob|satpam)\b"
)
_PREDICATE: Final = re.compile(r"(?:\bdan|\bhingga|\bsampai|\bmengalami|\bmenderita|,)\s\Z")
_MANY: Final = re.compile(r"\b(?:para|banyak|sejumlah|beberapa|korban-korban|kedua|kelompok|sebagian)\b")
_YEARS: Final = re.compile(r"(?<![\d.,/])((?:19|20)\d\d)(?![\d,])")

_FORWARD: Final = re.compile(
    rf"(?P<mod>(?:\s(?:dunia|berat|ringan|parah|serius|bakar|tembak|tusuk|bacok|akibat\s\w+|jiwa|luka|luka-luka))"
    rf"{{0,2}})(?P<lead>\s?(?:,|:|sebanyak|sejumlah|berjumlah|mencapai|menjadi|bertambah(?:\smenjadi)?|tercatat|adalah"
    rf"|ada|yakni|yaitu|setidaknya|sedikitnya|sekitar|lebih\sdari|hingga|total|hampir|dilaporkan|terus\sbertambah)"
    rf"\s?){{0,3}}\s?(?P<number>{QUANTITY})\b(?P<unit>\s(?:orang|warga|jiwa|korban|nyawa|anggota|siswa|pelajar|polisi|aparat"
    rf"|prajurit|mahasiswa|pekerja|buruh|penduduk|pemuda|remaja|personel|anak|di\santaranya))?"
)
_FORWARD_NAMED: Final = re.compile(
    rf"(?P<mod>(?:\s[a-z-]+){{1,5}}?)(?P<lead>\s(?:menjadi|mencapai|sebanyak|berjumlah))?"
    rf"\s(?P<number>{QUANTITY})\b(?P<unit>\s(?:orang|jiwa))"
)
_TRANSITIVE: Final = frozenset(
    {"menewaskan", "melukai", "mencederai", "tewaskan", "lukai", "membunuh", "membantai", "menghabisi"}
)
_NOUNS: Final = frozenset({"tewasnya", "meninggalnya", "kematian", "terbunuhnya", "terlukanya", "pembunuhan"})
# Somebody was hit, but it is not said that he was hurt: read where no word of injury has a number.
_WEAK: Final = frozenset(
    {
        "dianiaya",
        "dikeroyok",
        "tertembak",
        "dibacok",
        "ditikam",
        "ditusuk",
        "dipanah",
        "terkena",
        "kena",
        "tertusuk",
        "menjadi korban",
        "jadi korban",
    }
)
_HIT_BY: Final = re.compile(
    r"\s(?:anak\s)?(?:panah|tembakan|peluru|bacokan|lemparan|busur|sabetan|parang|batu|tusukan|serpihan|molotov|tembak)\b"
)
_SUFFERED: Final = re.compile(
    r"(?:\s(?:penganiayaan|kekerasan|pengeroyokan|pemukulan|pembacokan|penyerangan|panah|pembusuran|amuk)\b|[.,;]|\Z)"
)
_FATAL: Final = re.compile(r"\b(?:tewas|meninggal|mati|nyawa)\b")
_LIVES: Final = frozenset({"nyawa", "jiwa"})
_TAKES_LIVES: Final = re.compile(
    r"\b(?:korban|menelan|merenggut|memakan|menghilangkan|melayang\w*|renggut)\b"
)
_BODIES: Final = frozenset({"jenazah", "jasad", "mayat"})


@dataclass(frozen=True, slots=True)
class _Mention:
    """One casualty number: ``rank`` orders the ways it was found, lower is surer."""

    quantity: Quantity
    about: bool
    rank: int
    start: int
    end: int
    passage: Passage


def count_harm(
    passages: Sequence[tuple[Passage, Sequence[Hit]]], harm: Harm, published: date | None
) -> Count | None:
    """Count the dead or the injured of the reported incident.

    Args:
        passages: Prepared fields with their known words.
        harm: ``die`` or ``hurt``.
        published: Day of publication, to know older stories by their year.

    Returns:
        The count with its words; a running total before the first number, the first number before a
        single victim without a number. ``None`` where none is stated.
    """
    found: list[_Mention] = []
    for passage, hits in passages:
        for hit in hits:
            if hit.kind == harm and not _recalled(passage, hits, hit, published):
                mention = _mention(passage, hit)
                if mention is not None:
                    found.append(mention)
    if not found:
        return None
    best = min(found, key=lambda m: (m.rank, m.passage.source == "title"))
    high = None if best.about else best.quantity.high
    about = best.about or (best.quantity.high is None)
    if not best.quantity.exact and not best.about:
        about, high = False, best.quantity.high
    return Count(
        low=best.quantity.low,
        high=high,
        about=about and best.quantity.exact,
        span=best.passage.span(best.start, best.end),
    )


def _recalled(passage: Passage, hits: Sequence[Hit], hit: Hit, published: date | None) -> bool:
    _, start, end = passage.sentence(hit.start)
    if any(other.kind == "recall" and start <= other.start < end for other in hits):
        return True
    if published is None:
        return False
    years = [int(year) for year in _YEARS.findall(passage.text, start, end)]
    return bool(years) and max(years) < published.year - _RECALL_YEARS


def _mention(passage: Passage, hit: Hit) -> _Mention | None:
    text = passage.text
    _, start, end = passage.sentence(hit.start)
    before = text[max(start, hit.start - _REACH) : hit.start]
    after = text[hit.end : min(end, hit.end + _REACH)]
    zero = _zero(passage, hit, before, after)
    if zero is not None:
        return zero
    near = before[-_NEGATION_REACH:]
    if _UNREAL.search(near) or re.search(r"\b(?:tidak|tak|bukan)\s\Z", near):
        return None
    if hit.value in _LIVES:
        return _lives(passage, hit, before, after)
    if hit.value in _WEAK:
        return _weak(passage, hit, before, after)
    return (
        _number_after(passage, hit, before, after)
        or _number_before(passage, hit, before)
        or _one_person(passage, hit, before, after)
    )


def _weak(passage: Passage, hit: Hit, before: str, after: str) -> _Mention | None:
    """``dua aparat terkena panah`` · ``tujuh pria dikeroyok`` · ``dua warga jadi korban``."""
    sign = _HIT_BY if hit.value in ("terkena", "kena") else _SUFFERED if "korban" in hit.value else None
    if (sign and not sign.match(after)) or _FATAL.search(after[:60]):
        return None
    found = _number_before(passage, hit, before) or _one_person(passage, hit, before, after)
    return None if found is None else replace(found, rank=found.rank + 2)


def _zero(passage: Passage, hit: Hit, before: str, after: str) -> _Mention | None:
    """``tidak ada korban jiwa`` · ``tanpa korban jiwa`` · ``korban jiwa nihil``."""
    none = Quantity(0, 0)
    if _UNREAL.search(before[-_NEGATION_REACH:]):
        return None
    victims = "korban" in before[-30:] or hit.value not in _LIVES
    if victims and (no := _NO.search(before)) and _counts_people(no.group(), hit):
        return _Mention(none, False, 3, hit.start - len(no.group()), hit.end, passage)
    if "korban" in before[-12:] and (match := _NO_AFTER.match(after)):
        return _Mention(none, False, 3, hit.start, hit.end + match.end(), passage)
    return None


def _counts_people(negation: str, hit: Hit) -> bool:
    if re.search(r"\b(?:korban|yang|seorang|satu|anggotanya|orang|warga)\b", negation):
        return True
    return hit.value in ("luka", "luka-luka", "jiwa", "nyawa") and "ada" in negation


def _lives(passage: Passage, hit: Hit, before: str, after: str) -> _Mention | None:
    """``merenggut dua nyawa`` · ``3 korban jiwa`` · ``korban jiwa mencapai tiga orang``."""
    if not _TAKES_LIVES.search(before):
        return None
    numbers = list(_quantities(before))
    if numbers:
        quantity, begin, stop = numbers[-1]
        if re.fullmatch(r"\s(?:korban\s)?(?:orang\s)?", before[stop:]):
            return _built(passage, hit, quantity, before, begin, rank=1)
    return _number_after(passage, hit, before, after) if "korban" in before[-10:] else None


def _number_after(passage: Passage, hit: Hit, before: str, after: str) -> _Mention | None:
    match = _FORWARD.match(after)
    if match is None and _victims(before):
        match = _FORWARD_NAMED.match(after)
    if match is None:
        return None
    quantity = parse_quantity(match["number"])
    if quantity is None or _NOT_AFTER.match(after, match.end("number")):
        return None
    transitive = hit.value in _TRANSITIVE or hit.value in _NOUNS
    counted = match["unit"] is not None
    total = bool(match["lead"]) and match["lead"].strip() not in (",", "ada", "hingga")
    if not (transitive or counted or total) or "di antaranya" in (match["unit"] or ""):
        return None
    if not counted and not transitive and not _victims(before):
        return None
    if match["lead"] and match["lead"].strip() == "," and not transitive:
        return None
    about = _hedged(after[: match.start("number")])
    extra = _added(after, match.end("number")) if transitive else 0
    if extra and quantity.exact:
        quantity = Quantity(quantity.low + extra, quantity.low + extra)
    rank = 0 if match["lead"] and _TOTAL.search(match["lead"]) else 1
    return _Mention(quantity, about, rank, hit.start, hit.end + match.end("number"), passage)


def _victims(before: str) -> bool:
    return before.rstrip()[-6:] == "korban" or "korban" in before[-25:]


def _added(after: str, stop: int) -> int:
    """The second number of "menewaskan dua warga dan seorang polisi"."""
    match = re.match(rf"(?:\s[\w-]+){{1,3}}\s(?:dan|serta)\s({QUANTITY})\s[a-z]+", after[stop:])
    if match is None or re.search(r"luka|cedera|tewas|melukai", match.group()):
        return 0
    if re.match(r"[\w\s-]{0,25}\b(?:luka|terluka|cedera|ditangkap)", after[stop + match.end() :]):
        return 0
    extra = parse_quantity(match.group(1))
    if extra is None or not extra.exact or _NOT_AFTER.match(after, stop + match.end(1)):
        return 0
    return extra.low


def _number_before(passage: Passage, hit: Hit, before: str) -> _Mention | None:
    if hit.value in _TRANSITIVE or hit.value in _NOUNS:
        return None
    numbers = list(_quantities(before))
    if not numbers:
        return None
    quantity, begin, stop = numbers[-1]
    between = before[stop:]
    if not _bonded(between) or _PARTIAL.search(before[:begin]):
        return None
    rank = 1
    if _PARTIAL_AFTER.match(between):
        rank = 2  # "dari 11 orang yang ditangkap tiga di antaranya luka": a part, but all the injured
    if len(numbers) > 1 and (joint := _joint(numbers[-2], (quantity, begin, stop), before)):
        quantity, begin = joint
    return _built(passage, hit, quantity, before, begin, rank=rank)


def _joint(
    first: tuple[Quantity, int, int], second: tuple[Quantity, int, int], before: str
) -> tuple[Quantity, int] | None:
    """Put two numbers together: "dua siswa dan seorang guru" adds up, "tujuh atau delapan" is a range."""
    words = before[first[2] : second[1]].split()
    if not words or len(words) > 5 or any(_VERB.match(word) for word in words[:-1]):
        return None
    low, high = first[0], second[0]
    if words[-1] in ("dan", "serta") and len(words) > 1:
        total = low.low + high.low
        return Quantity(total, total if low.exact and high.exact else None), first[1]
    if words[-1] == "atau" and low.exact and high.exact and low.low < high.low:
        return Quantity(low.low, high.low), first[1]
    return None


def _bonded(between: str) -> bool:
    """Whether the words between a number and a casualty word let them belong together."""
    if _BREAK.search(between) or between.count(",") > 1 or len(between.split()) > _MOST_WORDS:
        return False
    return "(" not in between or ")" in between


def _built(passage: Passage, hit: Hit, quantity: Quantity, before: str, begin: int, *, rank: int) -> _Mention:
    lead = before[:begin]
    if rank == 1 and _TOTAL.search(lead[-20:]):
        rank = 0
    start = hit.start - len(before) + begin
    return _Mention(quantity, _hedged(lead), rank, start, hit.end, passage)


def _hedged(lead: str) -> bool:
    return _HEDGE.search(lead) is not None


def _quantities(window: str) -> Iterator[tuple[Quantity, int, int]]:
    """The numbers of a window that can count people."""
    for match in _NUMBER.finditer(window):
        if _NOT_BEFORE.search(window[: match.start()]) or _NOT_AFTER.match(window, match.end()):
            continue
        quantity = parse_quantity(match.group())
        if quantity is not None and quantity.low > 0:
            yield quantity, match.start(), match.end()


def _lone_subject(passage: Passage, hit: Hit) -> bool:
    """Whether the sentence speaks of "seorang …" and of no other number of people before the word."""
    _, start, _ = passage.sentence(hit.start)
    people = [quantity for quantity, _, _ in _quantities(passage.text[start : hit.start])]
    return bool(people) and all(quantity == Quantity(1, 1) for quantity in people)


def _one_person(passage: Passage, hit: Hit, before: str, after: str) -> _Mention | None:
    """A single victim without a number: ``siswa SMA tewas`` · ``tewasnya suporter`` · a named person."""
    one = Quantity(1, 1)
    if hit.value in _TRANSITIVE or hit.value in _NOUNS:
        follow = after[:30]
        named = passage.raw[hit.end + 1 : hit.end + 2].isupper() and not passage.raw.isupper()
        if (named or _PERSON.match(follow.lstrip())) and not _MANY.search(follow):
            return _Mention(one, False, 4, hit.start, hit.end + len(follow.rstrip()), passage)
        return None
    if hit.value in _BODIES or hit.value in ("jiwa", "nyawa", "gugur", "kematian"):
        return None
    if _PREDICATE.search(before) and _lone_subject(passage, hit):
        return _Mention(one, False, 5, hit.start, hit.end, passage)
    clause = re.split(r"[;:]|\b(?:karena|setelah|sehingga|ketika|saat)\b", before)[-1]
    if _MANY.search(clause) or any(not q.exact or q.low != 1 for q, _, _ in _quantities(clause)):
        return None
    people = list(_PERSON.finditer(clause))
    if not people:
        return None
    person = people[-1]
    if len(clause[person.end() :].split()) > _MOST_WORDS:
        return None
    if _BREAK.search(clause[person.end() :]):
        return None
    begin = hit.start - len(clause) + person.start()
    return _Mention(one, False, 4, begin, hit.end, passage)
