"""Word patterns of casualty counts: what ties a number to a victim, and what breaks the tie.

All patterns are for lower-case text, and every repetition in them is bounded.
"""

from __future__ import annotations

import re
from typing import Final

from nlp.facts.numbers import QUANTITY

NUMBER: Final = re.compile(rf"(?<![\w/.,-])(?:{QUANTITY})(?![\w/])")
NOT_BEFORE: Final = re.compile(
    r"(?:pukul|jam|usia|berusia|umur|berumur|rp|pasal|ayat|nomor|no|rt|rw|km|jl|jalan|tahun|tanggal|kelas|yonif"
    r"|dusun|blok|ke|liga|kodam|hari|sekitar pukul|angkatan|juli|tps|pos|sman?|smkn?|smpn?|sdn?|nopol"
    r"|\b[a-z]{1,2})\.?\s?\Z|[(/]\s?\Z|\d:\Z"
)
NOT_AFTER: Final = re.compile(
    r"\s?(?:tahun|hari|jam|menit|detik|km|kilometer|meter|centimeter|cm|kg|kilogram|gram|ton|liter|hektare?|ha|persen|%"
    r"|wib|wita|wit|bulan|pekan|minggu|kali|rumah|unit|mobil|motor|sepeda|kapal|perahu|bangunan|kios|titik|kampung|desa"
    r"|kecamatan|kabupaten|kota|provinsi|kubu|pihak|tempat|lokasi|kasus|perkara|peluru|luka|jahitan|tusukan"
    r"|bacokan|anak panah|botol|bilah|buah|batang|pucuk|ekor|kelompok|peleton|kompi|kk|juta|miliar|rupiah"
    r"|malam|siang|pagi|sore|gereja|masjid|partai|suku|pemeriksaan|laporan)\b|\s?[/)]"
)
# What breaks the bond between a number and a casualty word: another deed with its own number.
BREAK: Final = re.compile(
    r"[;:.!?]|\b(?:ditangkap|menangkap|diamankan|mengamankan|ditahan|tersangka|pelaku|terdakwa|saksi|diperiksa|personel"
    r"|rumah|divonis|dibekuk|diringkus|terhadap|karena|setelah|sehingga|ketika|saat|sementara|namun"
    r"|tetapi|sedangkan|dirawat|selamat|luka|luka-luka|terluka|tewas|meninggal|hilang|penembak|membunuh)\b"
)
VERB: Final = re.compile(r"(?:ber|me|di|ter)[a-z]{4,}|tewas|luka|luka-luka|cedera|meninggal|rumah|yang")
KILLS: Final = re.compile(r"\b(?:menewaskan|tewaskan|membunuh|merenggut|tewas|meninggal|melukai)\s\Z")
PARTIAL: Final = re.compile(
    r"(?:termasuk|di antaranya|diantaranya|salah|yakni|yaitu|terdiri atas|terdiri dari|masing-masing"
    r"|antara lain)\s\Z"
)
PARTIAL_AFTER: Final = re.compile(r"\s(?:orang\s)?(?:di antaranya|diantaranya|di antara mereka)\b")
TOTAL: Final = re.compile(
    r"\b(?:menjadi|total|totalnya|bertambah|mencapai|seluruhnya|keseluruhan|tercatat|sebanyak|jumlah)\b"
)
HEDGE: Final = re.compile(
    r"(?:sedikitnya|setidaknya|paling tidak|sekitar|kurang lebih|lebih dari|hampir|minimal|kira-kira"
    r"|sekurangnya|sekurang-kurangnya|diperkirakan|lebih kurang)\s(?:ada\s)?\Z"
)
NO: Final = re.compile(r"\b(?:tidak|tak|tiada|tanpa|nihil|nol)\b(?:\s[\w-]+){0,5}\s?\Z")
NO_AFTER: Final = re.compile(
    r"(?:\s(?:jiwa|dunia|luka|luka-luka|maupun|atau|dan|dalam|dari|peristiwa|kejadian|insiden|ini|itu|tersebut))"
    r"{0,7}\s(?:nihil|tidak ada|tak ada)\b"
)
UNREAL: Final = re.compile(
    r"\b(?:jangan|agar|supaya|jika|bila|apabila|kalau|mencegah|menghindari|berpotensi|khawatir|nyaris|hampir"
    r"|ancam\w*|mengancam|rencana|kemungkinan|seandainya|belum\s(?:diketahui|dipastikan|ada)"
    r"|hukuman|pidana|pasal|film|puluhan tahun)\b|\b(?:akan|bisa|dapat|hendak|ingin)\s\Z"
)
PERSON: Final = re.compile(
    r"\b(?:seorang|siswa|pelajar|mahasiswa|warga|pemuda|remaja|pria|lelaki|perempuan|wanita|buruh|pekerja|petani"
    r"|nelayan|suporter|prajurit|polisi|pengemudi|sopir|bocah|anak|santri|pedagang|korban|tukang|guru|pilot|aparat"
    r"|anggota|karyawan|simpatisan|aktivis|jurnalis|wartawan|ibu|bapak|nenek|kakek|balita|tni|brimob|satpam)\b"
)
PREDICATE: Final = re.compile(r"(?:\bdan|\bhingga|\bsampai|\bmengalami|\bmenderita|,)\s\Z")
MANY: Final = re.compile(r"\b(?:para|banyak|sejumlah|beberapa|korban-korban|kedua|kelompok|sebagian)\b")
YEAR: Final = re.compile(r"(?:19|20)\d\d")
YEARS: Final = re.compile(r"(?<![\d.,/])((?:19|20)\d\d)(?![\d,])")

FORWARD: Final = re.compile(
    rf"(?P<mod>(?:\s{{1,4}}(?:dunia|berat|ringan|parah|serius|bakar|tembak|tusuk|bacok|akibat\s\w+|jiwa|luka|luka-luka))"
    rf"{{0,2}})(?P<lead>\s?(?:,|:|sebanyak|sejumlah|berjumlah|mencapai|menjadi|bertambah(?:\smenjadi)?|tercatat|adalah"
    rf"|ada|yakni|yaitu|dialami|menimpa|diderita|setidaknya|sedikitnya|sekitar|lebih\sdari|hingga|total|hampir|dilaporkan|terus\sbertambah)"
    rf"\s?){{0,3}}\s{{0,4}}(?P<number>{QUANTITY})\b(?P<unit>\s(?:orang|warga|jiwa|korban|nyawa|anggota|siswa|pelajar|polisi|aparat"
    rf"|prajurit|mahasiswa|pekerja|buruh|penduduk|pemuda|remaja|personel|anak|di\santaranya))?"
)
FORWARD_NAMED: Final = re.compile(
    rf"(?P<mod>(?:\s[a-z-]+){{1,5}}?)(?P<lead>\s(?:menjadi|mencapai|sebanyak|berjumlah))?"
    rf"\s(?P<number>{QUANTITY})\b(?P<unit>\s(?:orang|jiwa))"
)
SECOND_SEVERITY: Final = re.compile(
    rf"\s(?:berat|parah|serius|ringan)\s?,?\s?(?:dan|serta|sedangkan|sementara)?\s?(?P<number>{QUANTITY})\s"
    r"(?:orang\s|warga\s|korban\s|lainnya\s|lain\s|mengalami\s|menderita\s){0,3}luka\s(?:berat|ringan|parah)"
)
TRANSITIVE: Final = frozenset(
    {"menewaskan", "melukai", "mencederai", "tewaskan", "lukai", "membunuh", "membantai", "menghabisi"}
)
NOUNS: Final = frozenset({"tewasnya", "meninggalnya", "kematian", "terbunuhnya", "terlukanya", "pembunuhan"})
# Somebody was hit, but it is not said that he was hurt: read where no word of injury has a number.
WEAK: Final = frozenset(
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
        "dirawat",
        "dilarikan",
        "memar",
        "berdarah",
        "kritis",
        "patah tulang",
    }
)
# Struck by a blade, an arrow or a bullet, so surely hurt; "seorang … dikeroyok" may have got off unhurt.
STRUCK: Final = frozenset(
    {
        "terkena",
        "kena",
        "tertembak",
        "dirawat",
        "dilarikan",
        "memar",
        "patah tulang",
        "kritis",
        "dibacok",
        "ditikam",
        "ditusuk",
        "tertusuk",
        "dipanah",
        "dibusur",
    }
)
# The same told from the attacker's side: the victims follow.
STRIKES: Final = frozenset(
    {
        "membacok",
        "menikam",
        "menusuk",
        "memanah",
        "membusur",
        "menyabet",
        "pembacokan",
        "penikaman",
        "penusukan",
    }
)
VICTIMS_OF: Final = re.compile(
    rf"\s(?:terhadap\s|kepada\s|pada\s)?(?P<number>{QUANTITY})\s(?:orang|warga|siswa|pelajar|pemuda|remaja|anggota|polisi"
    r"|pria|mahasiswa|santri|prajurit|pengendara|pengguna|korban|buruh|petani|sopir|perempuan|anak|pejalan)\b"
)
HIT_BY: Final = re.compile(
    r"\s(?:anak\s)?(?:panah|tembakan|peluru|bacokan|lemparan|busur|sabetan|parang|batu|tusukan|serpihan|molotov|tembak)\b"
)
SUFFERED: Final = re.compile(
    r"(?:\s(?:penganiayaan|kekerasan|pengeroyokan|pemukulan|pembacokan|penyerangan|panah|pembusuran|amuk)\b|[.,;]|\Z)"
)
AND_MORE: Final = re.compile(rf"(?:\s[\w-]+){{1,6}}\s(?:dan|serta)\s(?P<number>{QUANTITY})\s[a-z]+")
OTHER_HARM: Final = re.compile(r"luka|cedera|tewas|ditangkap|rusak|terbakar|hilang|diamankan|dirawat")
ENDS: Final = re.compile(r"\s?(?:[.,;)]|\Z)")
RISEN_TO: Final = re.compile(rf"\s(?:orang\s|lagi\s){{0,2}}menjadi\s(?P<number>{QUANTITY})\b")
DEADLY_SENTENCE: Final = re.compile(
    r"(?:hukuman|pidana|harga|tembak|jalan|vonis|dihukum|divonis|setengah)\s\Z"
)
FATAL: Final = re.compile(r"\b(?:tewas|meninggal|mati|nyawa)\b")
LIVES: Final = frozenset({"nyawa", "jiwa"})
TAKES_LIVES: Final = re.compile(r"\b(?:korban|menelan|merenggut|memakan|menghilangkan|melayang\w*|renggut)\b")
BODIES: Final = frozenset({"jenazah", "jasad", "mayat"})
