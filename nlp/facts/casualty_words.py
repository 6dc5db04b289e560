"""Word patterns of casualty counts: what ties a number to a victim, and what breaks the tie.

All patterns are for lower-case text, and every repetition in them is bounded.
"""

from __future__ import annotations

import re
from typing import Final

from nlp.facts.numbers import QUANTITY

PEOPLE: Final = (
    r"(?:orang|warga|jiwa|korban|nyawa|anggota|siswa|siswi|pelajar|polisi|aparat|prajurit|tentara|mahasiswa|pekerja"
    r"|buruh|penduduk|pemuda|remaja|personel|anak|balita|bocah|petani|guru|nelayan|santri|pria|perempuan|wanita|lelaki"
    r"|laki-laki|ibu|pedagang|sopir|suporter|jemaat|wartawan|jurnalis|tukang|pengendara|pengguna|pejalan|satpam)"
)
"""Who is counted, after a number."""
NUMBER: Final = re.compile(rf"(?<![\w/.,-])(?:{QUANTITY})(?![\w/])")
NOT_BEFORE: Final = re.compile(
    r"(?:pukul|jam|usia|berusia|umur|berumur|rp|pasal|ayat|nomor|no|rt|rw|km|jl|jalan|tahun|tanggal|kelas|yonif"
    r"|dusun|blok|ke|liga|semester|tingkat|lantai|negeri|batalyon|kodam|hari|sekitar pukul|angkatan|juli|tps"
    r"|pos|sman?|smkn?|smpn?|sdn?|nopol)\.?\s?\Z|[(/]\s?\Z|\d:\Z"
)
PLATE: Final = re.compile(r"\b[a-z]{1,2}\.?\s?\Z")
"""Before digits: a number plate or a code ("AB 1234"); a number in words follows "kubu A" all the same."""
NOT_AFTER: Final = re.compile(
    r"\s?(?:tahun|hari|jam|menit|detik|km|kilometer|meter|centimeter|cm|kg|kilogram|gram|ton|liter|hektare?|ha|persen|%"
    r"|wib|wita|wit|bulan|pekan|minggu|kali|rumah|unit|mobil|motor|sepeda|kapal|perahu|bangunan|kios|titik|kampung|desa"
    r"|kecamatan|kabupaten|kota|provinsi|kubu|pihak|tempat|lokasi|kasus|perkara|peluru|luka|jahitan|tusukan"
    r"|bacokan|anak panah|botol|bilah|buah|batang|pucuk|ekor|kelompok|peleton|kompi|kk|juta|miliar|rupiah"
    r"|malam|siang|pagi|sore|gereja|masjid|partai|suku|pemeriksaan|laporan|keluarga|kepala\skeluarga|kendaraan|truk)\b|\s?[/)]"
)
# What breaks the bond between a number and a casualty word: another deed with its own number.
BREAK: Final = re.compile(
    r"[;:.!?]|,\syang\s\Z|\b(?:ditangkap|menangkap|diamankan|mengamankan|ditahan|tersangka|pelaku|terdakwa|saksi|diperiksa|personel"
    r"|rumah|divonis|dibekuk|diringkus|terhadap|karena|setelah|sehingga|ketika|saat|sementara|namun"
    r"|tetapi|sedangkan|dirawat|selamat|luka|luka-luka|terluka|tewas|meninggal|hilang|penembak|membunuh)\b"
)
VERB: Final = re.compile(
    r"(?:ber|me|di|ter)[a-z]{4,}|tewas|gugur|mati|kritis|hilang|luka|luka-luka|cedera|meninggal|rumah|yang"
)
KILLS: Final = re.compile(r"\b(?:menewaskan|tewaskan|membunuh|merenggut|tewas|meninggal|melukai)\s\Z")
PARTIAL: Final = re.compile(
    r"(?:termasuk|di antaranya|diantaranya|salah|yakni|yaitu"
    r"|(?<!keluarga )(?<!keluarga yang )terdiri (?:atas|dari)|masing-masing|antara lain)\s\Z"
)
PARTIAL_AFTER: Final = re.compile(r"\s(?:orang\s)?(?:di antaranya|diantaranya|di antara mereka)\b")
TOTAL: Final = re.compile(
    r"\b(?:menjadi|jadi|total|totalnya|bertambah|kini|mencapai|seluruhnya|keseluruhan|tercatat|sebanyak|jumlah)\b"
)
HEDGE: Final = re.compile(
    r"(?:sedikitnya|setidaknya|paling tidak|sekitar|kurang lebih|lebih dari|hampir|minimal|kira-kira"
    r"|sekurangnya|sekurang-kurangnya|diperkirakan|lebih kurang)\s(?:ada\s)?\Z"
)
NO: Final = re.compile(r"\b(?:tidak|tak|tiada|tanpa|nihil|nol)\b(?:\s[\w-]+){0,7}\s?\Z")
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
    r"(?<![\w-])(?:(?:seorang|siswa|siswi|pelajar|mahasiswa|mahasiswi|warga|pemuda|remaja|pria|lelaki|perempuan"
    r"|wanita|buruh|pekerja|petani|nelayan|suporter|prajurit|polisi|pengemudi|pengendara|pemotor|pengguna|sopir|bocah"
    r"|anak|santri|pedagang|korban|tukang|guru|pilot|aparat|anggota|karyawan|simpatisan|aktivis|jurnalis|wartawan"
    r"|ibu|bapak|nenek|kakek|suami|istri|balita|tni|brimob|satpam|taruna|pendeta|pastor|ustaz|kiai|camat|lurah"
    r"|kapolsek|kapolres|danramil|imam|tokoh|kepala\s(?:desa|dusun|suku|sekolah)|ketua|maling|pencuri|begal|penjambret|ia|dia)"
    r"(?![\w-])|\w{2,30}(?:\s\(\d{1,2}(?:\stahun)?\)|,\s\d{1,2}\stahun,))"
)
PREDICATE: Final = re.compile(r"(?:\bdan|\bhingga|\bsampai|\bmengalami|\bmenderita|,)\s\Z")
MANY: Final = re.compile(
    r"\b(?:para|banyak|sejumlah|beberapa|korban-korban|sama-sama|kedua|kelompok|sebagian)\b"
)
YEAR: Final = re.compile(r"(?:19|20)\d\d")
YEARS: Final = re.compile(r"(?<![\d.,/])((?:19|20)\d\d)(?![\d,])")

FORWARD: Final = re.compile(
    rf"(?P<mod>(?:\s{{1,4}}(?:dunia|berat|ringan|parah|serius|bakar|tembak|tusuk|bacok|akibat\s\w+|jiwa|luka|luka-luka"
    rf"|sementara\sini|saat\sini)){{0,2}})(?P<lead>\s?(?:,|:|sebanyak|sejumlah|berjumlah|mencapai|menjadi|jadi"
    rf"|(?:terus\s)?bertambah(?:\s(?:men)?jadi)?|naik(?:\s(?:men)?jadi)?|tercatat|masing-masing|adalah|kini|ada|yakni|yaitu|dialami"
    rf"|terdiri\s(?:atas|dari)|menimpa|diderita|setidaknya|sedikitnya|sekitar|lebih\sdari|hingga|total|hampir"
    rf"|dilaporkan)\s?){{0,3}}\s{{0,4}}(?P<number>{QUANTITY})\b(?P<unit>\s(?:{PEOPLE}|di\santaranya)\b)?"
)
FORWARD_NAMED: Final = re.compile(
    rf"(?P<mod>(?:\s[a-z-]+){{1,5}}?)(?P<lead>\s(?:menjadi|mencapai|sebanyak|berjumlah))?"
    rf"\s(?P<number>{QUANTITY})\b(?P<unit>\s(?:orang|jiwa))"
)
TRANSITIVE: Final = frozenset(
    {"menewaskan", "melukai", "mencederai", "tewaskan", "lukai", "membunuh", "membantai", "menghabisi"}
)
NOUNS: Final = frozenset(
    {"gugurnya", "tewasnya", "meninggalnya", "kematian", "terbunuhnya", "terlukanya", "pembunuhan"}
)
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
        "patah tangan",
        "patah lengan",
        "patah kaki",
        "patah hidung",
        "dipukuli",
        "dipukul",
        "dihajar",
        "mendapat perawatan",
        "mendapatkan perawatan",
        "menjalani perawatan",
        "dalam perawatan",
        "dibawa ke rumah sakit",
        "dibawa ke rsud",
        "dibawa ke puskesmas",
        "dirujuk ke",
        "masuk rumah sakit",
        "rawat inap",
        "opname",
        "koma",
        "tersabet",
        "tersayat",
        "ditembak",
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
        "patah tangan",
        "patah lengan",
        "patah kaki",
        "patah hidung",
        "mendapat perawatan",
        "mendapatkan perawatan",
        "menjalani perawatan",
        "dalam perawatan",
        "dibawa ke rumah sakit",
        "dibawa ke rsud",
        "dibawa ke puskesmas",
        "dirujuk ke",
        "masuk rumah sakit",
        "rawat inap",
        "opname",
        "koma",
        "tersabet",
        "tersayat",
        "ditembak",
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
        "bacok",
        "mengenai",
        "memukuli",
        "mengeroyok",
        "menganiaya",
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
VICTIMS_OF: Final = re.compile(rf"\s(?:terhadap\s|kepada\s|pada\s)?(?P<number>{QUANTITY})\s{PEOPLE}\b")
MISSILE: Final = re.compile(r"\b(?:panah|busur|peluru|tembakan|lemparan|batu|parang)\b[^.;]{0,25}\Z")
"""What "mengenai dua warga" must have before it; the word also means "about"."""
WARD_AFTER: Final = re.compile(
    rf"(?:\sdi(?:\s[\w-]+){{1,4}}?)\s(?P<number>{QUANTITY})\s(?:orang|warga|korban|pasien)\b"
)
"""``dirawat di RSUD empat orang``."""
WARDED: Final = frozenset({"dirawat", "dilarikan"})
HIT_BY: Final = re.compile(
    r"\s(?:anak\s)?(?:panah|tembakan|peluru|bacok|bacokan|lemparan|busur|sabetan|parang|celurit|batu|tusukan|serpihan"
    r"|molotov|lempar|senapan|tembak|tikam|tusuk|pukulan|petasan|ledakan|air\skeras)\b"
)
SUFFERED: Final = re.compile(
    r"(?:\s(?:penganiayaan|kekerasan|pengeroyokan|pemukulan|pembacokan|penyerangan|penusukan|penikaman|penembakan"
    r"|pemanahan|pembusuran|pelemparan|lemparan|penyiraman|panah|amuk|bacok|bacokan|tusukan|tembakan)\b|[.,;]|\Z)"
)
AND_MORE: Final = re.compile(rf"(?:\s[\w-]+){{1,6}}\s(?:dan|serta)\s(?P<number>{QUANTITY})\s[a-z]+")
OTHER_HARM: Final = re.compile(r"luka|cedera|tewas|ditangkap|rusak|terbakar|hilang|diamankan|dirawat")
ENDS: Final = re.compile(r"\s?(?:[.,;:)]|\Z)")
RISEN_TO: Final = re.compile(rf"\s(?:orang\s|lagi\s){{0,2}}menjadi\s(?P<number>{QUANTITY})\b")
DEADLY_SENTENCE: Final = re.compile(
    r"\b(?:hukuman|pidana|harga|tembak|jalan|vonis|dihukum|divonis|setengah)\s\Z"
)
FATAL: Final = re.compile(r"\b(?:tewas|meninggal|mati|nyawa)\b")
LIVES: Final = frozenset({"nyawa", "jiwa"})
TAKES_LIVES: Final = re.compile(r"\b(?:korban|menelan|merenggut|memakan|menghilangkan|melayang\w*|renggut)\b")
BODIES: Final = frozenset({"jenazah", "jasad", "mayat"})

# "Sebanyak 12 orang, termasuk tiga polisi, terluka": the part told between commas counts nothing new.
INSERTED: Final = re.compile(
    rf",\s(?:(?:{QUANTITY})\sdi\s?antaranya|termasuk|di\santaranya|diantaranya|salah\ssatunya"
    r"|terdiri\s(?:atas|dari)|yakni|yaitu|menurut|kata|sebut)\s[^,.;:]{3,90},"
    r"|\((?!\d{1,2}(?:\stahun)?\))[^()]{0,20}[a-z]{3}[^()]{0,60}\)"
)
# "satu dari dua korban meninggal": the first number is the one.
OUT_OF: Final = re.compile(r"\s(?:orang\s|warga\s|korban\s)?dari\s(?:total\s|antara\s)?")
# "sembilan luka tusuk", "mengalami beberapa luka": wounds are counted, not the wounded.
WOUNDS: Final = re.compile(
    r"\b(?:dengan|menderita|mengalami|ditemukan|terdapat|ada|akibat)\s(?:sekitar\s)?\Z"
)
# "satu tewas dan satu kritis": the second is not the first.
BESIDE_THE_DEAD: Final = re.compile(r"\b(?:tewas|meninggal|mati)\b[^.;]{0,40}\Z")
LIVES_OF: Final = re.compile(rf"\s(?P<number>{QUANTITY})\s[a-z]{{3,}}")
LIVES_TAKEN: Final = re.compile(r"\b(?:merenggut|menghilangkan|mencabut|melayangkan|menelan|renggut)\s\Z")
LIVES_GONE: Final = re.compile(r"(?:\s[a-z-]+){0,5}?\s(?:melayang|hilang|tidak\stertolong|tak\stertolong)\b")
NO_LIVES: Final = re.compile(
    r"\b(?:tidak|tak|tanpa)\s(?:sampai\s)?(?:merenggut|menelan|memakan|menimbulkan)\s(?:korban\s)?\Z"
)
BEREFT: Final = re.compile(
    rf"\s(?P<number>{QUANTITY})\s(?:saudara|anggota|anak|kerabat|orang|warga|prajurit|kerabatnya|anaknya|saudaranya)\b"
)
AGED: Final = re.compile(r"\(\d{1,2}(?:\stahun)?\)")
"""``Name (17)``: a person with the age; counted, the name is not kept."""
AND_AGED: Final = re.compile(r"(?:,|\s(?:dan|serta)|,\s(?:dan|serta))\s(?:[\w.'-]+\s){1,4}\Z")
NAMED_AFTER: Final = re.compile(
    r"(?:\sdunia)?(?:\s(?:adalah|yakni|yaitu|bernama|masing-masing|antara\slain|ialah)|,|:){1,3}\s(?:[\w.'-]+\s){1,4}\Z"
)
AGAINST: Final = re.compile(r"(?:\s[a-z]+){0,4}?\s(?:terhadap|atas)\s(?:seorang\s)?")
SOLDIER: Final = re.compile(r"\b(?:prajurit|tni|polisi|polri|brimob|anggota|aparat|personel)\b")
# A second number of the same sentence that is part of the first.
PART_OF: Final = re.compile(
    r"di\s?antara|termasuk|terdiri|yakni|yaitu|masing-masing|salah\ssatu|dari\sjumlah|:"
)
NO_VICTIMS: Final = frozenset(
    {
        "tidak ada korban",
        "tak ada korban",
        "tanpa korban",
        "nihil korban",
        "tidak ada laporan korban",
        "tidak menimbulkan korban",
        "tak menimbulkan korban",
    }
)
AT_ALL: Final = re.compile(r"(?:\s(?:yang\sjatuh|dalam|akibat|pada|dari|di)\b|\s?[.,;]|\Z)")
"""After ``tidak ada korban``: no kind of victim follows, so neither dead nor injured."""
THERE_IS_NO: Final = re.compile(r"\b(?:tidak|tak|tanpa|belum)\s(?:ada|satu|seorang)\b[^.;]{0,60}\Z")
LISTS: Final = re.compile(r"\b(?:terdiri\s(?:atas|dari)|adalah|yakni|yaitu|masing-masing)\b")
AND_KIN: Final = re.compile(
    r"(?:\s[\w-]+){1,5}?\s(?:dan|serta)\s(?:seorang\s)?(?:anak|istri|suami|ibu|ayah|adik|kakak|teman|rekan|cucu"
    r"|keponakan|menantu|sopir|ajudan|sepupu|paman)nya\b"
)
"""``seorang ayah dan anaknya``: one more."""
WOUND_COUNT: Final = re.compile(rf"(?:{QUANTITY})\s\Z")
WOUND: Final = frozenset({"luka", "luka-luka"})
