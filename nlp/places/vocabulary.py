"""Words that stand beside a place name and tell what it is there.

Every set answers one question about the word before or after a name: does it state a level, a
movement, an office, a police unit, a court, a street, a person, a club? Members are lower case
and without a final full stop.
"""

from __future__ import annotations

from typing import Final


def word_set(text: str) -> frozenset[str]:
    """The words of a text as a set; keeps long tables readable."""
    return frozenset(text.split())


LEVEL_WORDS: Final[dict[str, str]] = {
    "kabupaten": "kabupaten", "kab": "kabupaten", "kabupatèn": "kabupaten", "regency": "kabupaten",
    "kota": "kota", "kotamadya": "kota", "kodya": "kota", "kotif": "kota", "balaikota": "kota",
    "provinsi": "provinsi", "prov": "provinsi", "propinsi": "provinsi", "province": "provinsi",
    "kecamatan": "kecamatan", "kec": "kecamatan", "distrik": "kecamatan", "kapanewon": "kecamatan",
    "kemantren": "kecamatan", "camat": "kecamatan", "polsek": "kecamatan", "polsekta": "kecamatan",
    "kapolsek": "kecamatan", "kapolsekta": "kecamatan", "koramil": "kecamatan", "danramil": "kecamatan",
    "puskesmas": "kecamatan", "kua": "kecamatan", "muspika": "kecamatan", "forkopimcam": "kecamatan",
    "desa": "desa", "ds": "desa", "kelurahan": "desa", "kel": "desa", "lurah": "desa", "kades": "desa",
    "nagari": "desa", "gampong": "desa", "kampung": "desa", "kampong": "desa", "kp": "desa",
    "pekon": "desa", "tiyuh": "desa", "kalurahan": "desa", "keuchik": "desa", "pemdes": "desa",
    "negeri": "desa", "lembang": "desa", "ohoi": "desa", "dusun": "dusun", "dukuh": "dusun",
    "lingkungan": "dusun", "jorong": "dusun", "padukuhan": "dusun", "banjar": "dusun",
    "perumahan": "dusun", "perum": "dusun", "kompleks": "dusun", "komplek": "dusun",
}  # fmt: skip
"""Word before a name -> level of the name."""

UNIT_LEVELS: Final[frozenset[str]] = word_set(
    "camat polsek polsekta kapolsek kapolsekta koramil danramil puskesmas kua muspika forkopimcam lurah "
    "kades keuchik pemdes"
)
"""Members of :data:`LEVEL_WORDS` that are an office there and not the level word itself."""

PLACE_PREPOSITIONS: Final[frozenset[str]] = frozenset({"di", "diwilayah", "in", "at"})
"""Something is or happens there."""

AREA_WORDS: Final[frozenset[str]] = word_set(
    "kawasan wilayah daerah area sekitar seputar pesisir perairan pedalaman perbatasan sekabupaten "
    "sekota dataran pusat jantung sudut seantero seluruh lereng"
)
"""Nouns of area before a name; they carry on a preposition."""

PEOPLE_WORDS: Final[frozenset[str]] = word_set(
    "warga masyarakat penduduk petani nelayan buruh mahasiswa pelajar siswa pemuda umat jemaat pedagang "
    "sopir remaja guru aktivis tokoh ulama pengungsi korban massa suporter publik"
)
"""People of a place: near, but they may act elsewhere."""

DIRECTIONS: Final[frozenset[str]] = word_set(
    "ke dari menuju asal arah tujuan via antara hingga jurusan ketimbang seperti"
)
"""Movement to or from a place, or a comparison with it: not what happens there."""

AFFILIATES: Final[frozenset[str]] = word_set(
    "dosen akademisi pakar pengamat peneliti alumni alumnus besar rektor lulusan"
)
"""People of a campus who speak about something elsewhere ("besar" ends "guru besar")."""

KOTA_OFFICES: Final[frozenset[str]] = frozenset(["pemkot", "pemko", "walikota", "wawali"])
"""Offices only a kota has."""

KABUPATEN_OFFICES: Final[frozenset[str]] = word_set(
    "bupati wabup pemkab kabupaten setdakab sekdakab cabup cawabup"
)
"""Offices only a kabupaten has."""

PROVINCE_OFFICES: Final[frozenset[str]] = word_set(
    "gubernur wagub cagub cawagub pemprov polda kapolda wakapolda kejati kodam pangdam wakilgubernur "
    "mapolda ditreskrimum ditreskrimsus ditlantas ditpolairud"
)
"""Offices of a province; their home is not where an event happens."""

LOCAL_OFFICES: Final[frozenset[str]] = word_set(
    "dprd dpr dpra dprk kpu kpud bawaslu panwaslu kejari kajari kodim dandim satpol bpbd dinas dinkes "
    "disdik dishub kesbangpol bakesbangpol kesbang fkub mui nu pcnu pdm muhammadiyah kemenag bnnk bnn "
    "bps bpn rsud rsu disnaker disperindag diskominfo dpmd dlh pdam pmi kadin sekda satgas forkopimda "
    "damkar basarnas brimob pemerintah pemda kepala ketua wakil"
)
"""Offices that exist at more than one level; they place a story, but not the event itself."""

POLICE_UNITS: Final[frozenset[str]] = word_set(
    "polres polresta polrestabes polresto kapolres kapolresta kapolrestabes wakapolres wakapolresta "
    "wakapolrestabes mapolres mapolresta mapolrestabes satreskrim satlantas satresnarkoba satnarkoba "
    "satintelkam satbinmas satsamapta polrestro kasatreskrim kasat kapolrestro"
)
"""Police of a district, and the desks inside it."""

POLRESTABES: Final[frozenset[str]] = frozenset(
    {"polrestabes", "kapolrestabes", "wakapolrestabes", "mapolrestabes"}
)
"""Police of a big kota: exists only in kota (Perkap 23/2010)."""

COURTS: Final[frozenset[str]] = word_set(
    "pn pengadilan kejari kajari kejaksaan lapas rutan ptun pa imigrasi kanim tipikor bapas"
)
"""Courts, prosecutors and prisons: a twin's name means the seat, which is the kota."""

URBAN_INSTITUTIONS: Final[frozenset[str]] = word_set(
    "universitas institut politeknik uin iain unisba stasiun bandara alun-alun hotel mall mal plaza "
    "sman smkn smpn sma smk smp kampus stikes rsup rs stadion museum terminal keuskupan katedral "
    "polrestabes gelora gor balai balaikota masjid"
)
"""Institutions that, named after a twin, stand in the kota unless the text says otherwise."""

STREETS: Final[frozenset[str]] = word_set("jalan jl jln gang gg street flyover underpass simpang blok km")
"""A street may carry the name of a place anywhere else."""

ROUTES: Final[frozenset[str]] = word_set(
    "tol ruas jalur lintas lajur koridor rute krl kereta ka pantura relasi trans"
)
"""A route names the towns at its ends; what happens on it happens anywhere between."""

WATERS: Final[frozenset[str]] = word_set(
    "sungai kali gunung bukit danau waduk bendungan teluk selat laut pantai tanjung pulau pelabuhan "
    "dermaga hutan situ gua goa candi taman lapangan lembah suku etnis bahasa soto sate nasi kopi batik "
    "kain tari pempek bakso rendang rujak tahu bandeng apel lapis kerajaan kesultanan keraton pangeran "
    "sultan raja raden tugu masakan kuliner khas"
)
"""Landforms, tribes, dishes and kingdoms: the name belongs to the thing."""

PERSON_TITLES: Final[frozenset[str]] = word_set(
    "pak bu bapak ibu h hj haji hajjah drs dra dr ir prof kh ustaz ustad ustadz kyai kiai gus habib "
    "kompol akp akbp iptu ipda aiptu aipda bripka brigadir briptu bripda kombes brigjen irjen komjen "
    "jenderal letjen mayjen kolonel letkol mayor kapten letda serka sertu bernama berinisial almarhum "
    "almarhumah alm saudara sdr tersangka terdakwa mas mbak bang kang cak ning ra tgb tuan guru pendeta "
    "pdt romo pastor uskup st r raden mr mrs"
)
"""Before a person's name."""

CLUBS: Final[frozenset[str]] = word_set(
    "persib persija arema persebaya psm psis persik persela persita persikabo persis psim pss psps "
    "persipura perseru bhayangkara borneo madura barito semen pusamania persiba persik sriwijaya "
    "persegres persikota persiraja psms pspsriau persijap persiku psbs psbl persiba persewar dewa bonek "
    "aremania jakmania bobotoh viking maung singo fc united"
)
"""Football clubs and their supporters; the name is the club's."""

MEDIA: Final[frozenset[str]] = word_set(
    "tribun radar antara detik kompas tempo okezone liputan suara kumparan rri tvri jpnn merdeka viva "
    "sindonews koran harian warta pos post com co id news tv inews wartawan laporan reporter editor "
    "kontributor"
)
"""Names of media: a place in them is an edition."""


QUOTING: Final[frozenset[str]] = word_set(
    "kata ujar ucap ungkap tutur jelas sebut tegas papar terang imbuh tambah katanya ujarnya ucapnya "
    "ungkapnya tuturnya jelasnya sebutnya tegasnya paparnya terangnya imbuhnya tambahnya berujar "
    "berkata bilang tandas tandasnya pungkas pungkasnya tukas dikatakan dihubungi dikonfirmasi ditemui "
    "cetus lanjut lanjutnya pesan simpul keterangan konferensi jumpa rilis siaran wawancara wartawan "
    "diwawancarai keterangannya dijumpai awak"
)
"""After a quotation: the place that follows is where somebody spoke."""

STATING: Final[frozenset[str]] = word_set(
    "mengatakan menyatakan menyebut menyebutkan mengungkapkan menjelaskan menegaskan memaparkan "
    "menuturkan menambahkan menerangkan menilai mengaku menyampaikan"
)
"""Before what is said: the place that follows is mostly that of the event."""

SAYING: Final[frozenset[str]] = QUOTING | STATING
"""Verbs of speech; the capitalised word after one is a person."""

NATIONAL_OFFICES: Final[frozenset[str]] = word_set(
    "kementerian kemendagri kemenkeu kemenag kemenkes kementan kemenhub kemenaker kemensos kemenkumham "
    "kemendikbud kemendag kemenperin istana parlemen kpk mabes bareskrim mahkamah kejagung komnas bursa "
    "dpp pbnu presiden menteri wamen wapres menko ojk bumn dpr mpr dpd senayan"
)
"""Beside a place in Jakarta: the nation speaks there, nothing happens there."""

PROTEST_WORDS: Final[frozenset[str]] = word_set(
    "unjuk demo demonstrasi demonstran pendemo berdemo aksi massa berunjuk orasi berorasi bentrok ricuh "
    "rusuh kericuhan kerusuhan mogok blokade tawuran orator dilempari melempari membakar dibakar "
    "merusak dirusak menduduki"
)
"""What makes a parliament or palace the place of an event instead of a speaker's office."""

TAIL_LEVELS: Final[frozenset[str]] = frozenset({"kota", "kab", "kabupaten"})
"""After a police unit's name: "Malang Kota", "Tasikmalaya Kota"."""

DAYS: Final[frozenset[str]] = word_set("senin selasa rabu kamis jumat jum'at sabtu minggu ahad")

FOREIGN: Final[frozenset[str]] = word_set(
    "malaysia singapura thailand filipina vietnam myanmar kamboja laos brunei timorleste australia cina "
    "tiongkok china jepang korea koreaselatan korsel koreautara korut india pakistan bangladesh "
    "srilanka afghanistan iran irak israel palestina gaza suriah libanon lebanon yaman arabsaudi saudi "
    "qatar turki mesir libya sudan nigeria somalia kenya afrikaselatan rusia ukraina inggris perancis "
    "prancis jerman italia spanyol portugal belanda belgia swedia norwegia denmark finlandia polandia "
    "swiss austria yunani amerikaserikat as kanada meksiko brasil argentina chile venezuela kuba "
    "kolombia washington newyork london paris berlin moskow beijing tokyo seoul bangkok kualalumpur "
    "manila hanoi canberra sydney teheran telaviv yerusalem riyadh mekkah madinah makkah jeddah doha "
    "dubai kairo istanbul ankara damaskus hongkong taiwan madrid barcelona roma milan munich manchester "
    "liverpool california texas florida melbourne perth kiev kyiv islamabad kabul newdelhi mumbai "
    "yangon rakhine rohingya"
)
"""Countries and cities that make a story foreign; written without spaces, lower case."""

PREMISES: Final[frozenset[str]] = frozenset(
    {"kantor", "gedung", "halaman", "depan", "markas", "pintu", "gerbang"}
)
"""The building of an office, not the office that speaks."""

HAPPENING: Final[frozenset[str]] = frozenset({"terjadi", "berlangsung", "digelar", "pecah", "meletus"})
"""After a verb of speech: what is told happened, and the place is that of the event."""

SPORT: Final[frozenset[str]] = word_set(
    "liga timnas piala skor klasemen pelatih laga motogp turnamen gol striker kiper bek gelandang wasit "
    "pertandingan pebulutangkis bulutangkis pembalap grandprix juara kualifikasi ballon kontrak medali "
    "voli basket atlet esport semifinal perempatfinal matchday"
)
"""A report with several of these is about a match; its dateline is the newsroom's."""

VENUES: Final[frozenset[str]] = word_set(
    "jalan jl hotel pasar gedung kantor kampus simpang terminal pelabuhan stadion masjid gereja "
    "lapangan alun halaman bandara jembatan rs rsud mapolda mapolres boulevard aula balai pura vihara "
    "sekolah pabrik dermaga"
)
"""A venue in the opening makes a dateline the place of an event."""

CEREMONY_WORDS: Final[frozenset[str]] = frozenset(
    {"upacara", "peringatan", "perayaan", "salat", "misa", "pelantikan"}
)
"""What makes a palace the place of an event as a protest does."""

BACKGROUND: Final[frozenset[str]] = word_set(
    "pernah berkaca mencontohkan contoh contohnya menyinggung terdahulu layaknya belajar mengenang"
)
"""Before a name in its sentence: the place of another event, told for comparison."""
