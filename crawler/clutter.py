"""Words that sites set around a story: headings of sidebars, bylines, calls to scroll, follow or share.

The patterns are whole lines (``fullmatch``) unless they say otherwise. They name forms, never stories.
"""

from __future__ import annotations

import re

_END_WORDS = (
    r"(?:\d+\s+)?(?:komentar|comments?)(?:\s*\(\d+\))?|(?:tinggalkan|tulis|beri|kirim)\s+(?:balasan|komentar)(?:\s+anda)?|komentari\s+artikel(?:\s+ini)?|komentar\s+pembaca"
    r"|leave\s+a\s+(?:reply|comment)|related\s+(?:posts?|articles?|news|stories)|you\s+(?:may|might)\s+(?:also\s+)?like"
    r"|terkini|(?:berita|artikel|kabar)\s+(?:terkini|terbaru|terpopuler|populer|lainnya|rekomendasi)|most\s+popular"
    r"|recent\s+(?:posts?|news)|latest\s+(?:posts?|news)|trending(?:\s+now)?|navigasi\s+pos|post\s+navigation"
    r"|(?:previous|next)\s+(?:post|article)"
)
_BREAK_WORDS = (
    r"(?:baca\s+)?(?:berita|artikel|konten|tulisan|topik|kabar)\s+(?:terkait|serupa|lain|pilihan|menarik(?:\s+lainnya)?)"
    r"|baca\s+(?:berita|artikel)\s+lainnya|terkait|terpopuler|paling\s+(?:banyak\s+)?(?:dibaca|populer)"
    r"|populer|terbaru|pilihan(?:\s+(?:editor|redaksi|untuk\s+anda))?|rekomendasi(?:\s+(?:untuk\s+anda|redaksi))?"
    r"|jangan\s+lewatkan|lainnya|headline|editor'?s\s+(?:pick|choice)|recommended(?:\s+for\s+you)?|infografis"
)
_TAG_WORDS = r"(?:tags?|kata\s+kunci|keywords?)"
END = re.compile(
    rf"[#*\s]*(?:{_END_WORDS}|{_TAG_WORDS}\s*:?\s*(?:{_END_WORDS})?)\s*:?\W*|{_TAG_WORDS}\s*:\s*\S.{{0,300}}",
    re.IGNORECASE,
)
TAGS = re.compile(rf"(?:{_TAG_WORDS}|topik|label)\s*:\s*\S.{{0,300}}", re.IGNORECASE)
BREAK = re.compile(rf"[#*\s]*(?:{_BREAK_WORDS})\s*:?\W*", re.IGNORECASE)

PHRASES = re.compile(
    "|".join(
        (
            r"SCROLL\s+(?:TO\s+CONTINUE(?:\s+WITH\s+CONTENT)?|UNTUK\s+MELANJUTKAN(?:\s+MEMBACA)?)",
            r"(?<![\w-])(?:ADVERTISEMENT|ADVERTORIAL|IKLAN)(?![\w-])",
            r"\[(?:Gambas|Video|Galeri|Foto|Infografis|caption|embed|gallery)\b[^\]\n]{0,120}\]",
            r"\(adsbygoogle\s*=[^;\n]{0,80};?",
            r"Cek\s+Berita\s+dan\s+Artikel\s+(?:yang\s+)?lain(?:nya)?\s+di\s+Google\s*News(?:\s+dan\s+WA\s+Channel)?",
            r"(?:Baca|Simak|Lihat|Selengkapnya)[^.!?\n]{0,60}?\b(?:selengkapnya|lengkapnya|baca)\s*di\s*sini\s*[.!:]?",
            r"Artikel\s+ini\s+(?:telah|sudah|pernah)\s+(?:tayang|terbit|naik|dimuat)[^\n]{0,300}",
            r"(?i:(?<![\w-])halaman\s+(?:selanjutnya|berikutnya|sebelumnya)\s*[:>»]*(?=\s*(?:[\"“A-Z>»]|$)))",
            r"(?i:simak\s+(?:berita|artikel)\s+selengkapnya\s+di\s+halaman\s+(?:selanjutnya|berikutnya)\s*\.?)",
        )
    )
)

_DAY = (
    r"(?:\W*(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)\b)?[\s,(|-]*\d{1,2}[\s/.-]+(?:\d{1,2}|[a-z]{3,9})[\s/.-]+"
    r"(?:19|20)\d\d[\s,|)-]*(?:(?:pukul\s*)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:wib|wita|wit)?)?\W*"
)
_WRITER = r"(?:di)?tulis(?:an)?|penulis|oleh|laporan|editor|reporter|pewarta|wartawan|kontributor|jurnalis"
_NAMES = r"(?-i:[A-Z][\w.'’-]*(?:[ ,/&]+(?:dan )?[A-Z][\w.'’-]*){0,5})"

JUNK = re.compile(
    "|".join(
        (
            r"advertisement|advertorial|iklan|loading(?:\.{2,}|…)?|load\s+more\W*|memuat\W*|perbesar|share|bagikan\W*|tweet",
            r"(?:scroll|swipe)\s+(?:to|untuk|ke)\b.{0,60}",
            (
                r"(?:editor|penulis|pewarta|reporter|wartawan|kontributor|fotografer|penyunting|redaktur|uploader|author|oleh"
                r"|laporan|koresponden|penanggung\s*jawab|publisher|tim\s+redaksi|redaksi|copyright|hak\s+cipta|sumber|source|via"
                r"|foto|photo|video|ilustrasi|dok(?:umentasi)?|infografis|kredit)\s*[:|].{0,160}"
            ),
            r"(?:editor|penulis|pewarta|reporter|wartawan|fotografer|sumber|tag)s?|:\s*.{0,80}",
            rf"(?:{_WRITER})(?:\s+oleh)?\s+{_NAMES}\s*[,|(–-]?\s*{_DAY}",  # "Ditulis Nama, Senin, 4 Mei 2026"
            rf"(?:ditulis|dilaporkan|disunting)(?:\s+oleh)?\s+{_NAMES}",
            r"https?://\S+|www\.\S+|(?:kontak|contact|e-?mail)\s*:.{0,120}",
            r"(?:laporan\s+wartawan|kaperwil|kabiro)\b.{0,80}",
            r"[\w ,.'’]{3,60}\s-\s(?:detik\w{0,20}|[\w-]{3,30}\.(?:com|id|co\.id|net))",
            r"(?:copyright|hak\s+cipta)\b.{0,120}|(?:©|\(c\)).{0,120}|.{0,80}all\s+rights?\s+reserved\W*.{0,40}",
            (
                r"(?:ikuti|follow|gabung|bergabung|dapatkan|download|unduh|cek|temukan|klik|langganan|subscribe|pantau\s+terus)\b"
                r"(?=.{0,200}\b(?:whatsapp|wa\s+channel|telegram|google\s*news|instagram|facebook|twitter|youtube|tiktok|kanal"
                r"|channel|aplikasi|saluran|newsletter|notifikasi|update|berita\s+(?:terkini|terbaru|pilihan|lainnya)))\b.{0,280}"
            ),
            r"a\s+(?:post|video)\s+shared\s+by\b.{0,120}|view\s+this\s+post\s+on\s+instagram",
            r"(?:saksikan|tonton|simak)\s+(?:live|video|juga\s+video|langsung)\b.{0,200}",
            r"(?:simak|lihat|tonton)\s+(?:juga\s+)?video\b.{0,200}",
            r"(?:telah\s+)?dilihat\s+[\d.,]+\s+kali|[\d.,]+\s*(?:views?|kali\s+dibaca|pembaca)",
            r"informasi\s+pemasangan\s+iklan|hubungi\s*:.{0,80}|close|tutup|must\s?read",
            r"disclaimer\s*:.{0,400}",
            r"(?:selengkapnya|baca\s+selengkapnya|selanjutnya|halaman\s+(?:selanjutnya|berikutnya|\d+(?:\s+dari\s+\d+)?))\W*",
            r"(?:home|beranda|news|berita)(?:\s*[>»/]\s*[\w .&-]{0,40}){1,5}|[>»›\s]+",
            r"[\W\d_]+",  # bullets, page numbers, rules of dashes
            _DAY,
        )
    ),
    re.IGNORECASE,
)
SIGNATURE = re.compile(
    r"(?<=[.!?\"”’)])\s*[(\[]\s*(?!\d{1,2}/\d{1,2})"
    r"[\w*&.\- ]{1,24}(?:\s*/\s*[\w*&.\- ]{1,24}){0,4}\s*[)\]]\W*$"
)
SIGNATURE_LINE = re.compile(
    r"[(\[]\s*(?!\d{1,2}/\d{1,2})[\w*&.\- ]{1,24}(?:\s*/\s*[\w*&.\- ]{1,24}){0,4}\s*[)\]]?\W*"
)
"""Initials of reporters that close a story: "(kpl/pur/tch)", "(Adi LC)", "[bal]"; a date in brackets is
none."""
