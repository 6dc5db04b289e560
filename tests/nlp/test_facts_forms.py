"""Forms in which news tells casualties: one line each, ``sentence|deaths|injured``.

An empty field is "not stated", ``R`` a range without one number. Every sentence was written for this test.
They stand for causes of error found on labelled stories: a number bound to another word, groups added or
not, a part told inside a group, victims told without a number, running totals, wounds counted for people,
a denial, a toll of another time or country.
"""

from datetime import date

import pytest

from nlp.facts import read_facts
from nlp.facts.records import Count

FORMS = """\
Tak ada laporan korban jiwa.|0|
Tidak ada laporan mengenai korban jiwa maupun luka.|0|0
Tidak dilaporkan adanya korban jiwa.|0|
Beruntung tidak ada korban jiwa maupun luka dalam insiden itu.|0|0
Tidak ada korban luka maupun jiwa.|0|0
Nihil korban jiwa, kata Kapolsek.|0|
Bentrokan reda tanpa korban jiwa atau luka.|0|0
Bentrokan itu tidak menelan korban jiwa.|0|
Insiden tersebut tak memakan korban jiwa.|0|
Tidak terdapat korban jiwa.|0|
Korban jiwa tidak ada, kata camat.|0|
Tak ada yang tewas, tetapi lima orang terluka.|0|5
Tidak ada warga yang terluka.||0
Tak ada yang luka dalam keributan itu.||0
Tidak seorang pun terluka.||0
Tidak satu pun warga cedera.||0
Tak ada korban luka.||0
Polisi memastikan tidak ada yang meninggal.|0|
Tidak ada korban meninggal dunia dalam peristiwa itu.|0|
Aksi berakhir tanpa ada yang terluka.||0
Tidak ada korban jiwa, namun dua orang luka ringan.|0|2
Meski tak ada korban jiwa, tiga warga dirawat.|0|3
Tidak jatuh korban jiwa.|0|
Tak jatuh korban jiwa, tetapi satu rumah hangus.|0|
Kerusuhan itu tidak merenggut nyawa.|0|
Satu orang meninggal dan dua lainnya kritis.|1|2
Satu meninggal, dua kritis.|1|2
Bentrokan menyebabkan satu warga tewas dan empat lainnya terluka.|1|4
Tiga orang tewas dan puluhan lainnya luka-luka.|3|R
Akibatnya seorang pemuda meninggal dan tiga rekannya luka.|1|3
Dua pelajar menjadi korban: satu tewas, satu luka berat.|1|1
Lima korban: dua tewas, tiga luka.|2|3
Korban tewas dua orang, luka lima orang.|2|5
Korban: 2 tewas, 5 luka.|2|5
Bentrok itu menewaskan 2 orang, melukai 5 orang, dan membuat ratusan mengungsi.|2|5
Tawuran tersebut mengakibatkan satu korban meninggal dunia dan satu korban luka berat.|1|1
Delapan polisi dan tiga mahasiswa terluka.||11
Delapan polisi serta tiga mahasiswa mengalami luka-luka.||11
Sebanyak 12 orang luka-luka, terdiri dari sembilan warga dan tiga polisi.||12
Sebanyak 12 orang, termasuk tiga polisi, terluka.||12
Lima belas orang, termasuk dua anak, tewas dalam serangan itu.|15|
Empat warga sipil, termasuk seorang balita, meninggal.|4|
Sembilan orang terluka, dua di antaranya parah.||9
Sembilan orang terluka, dua kritis.||9
Tujuh warga terluka dan tiga di antaranya harus dirawat di rumah sakit.||7
Enam orang dilarikan ke rumah sakit.||6
Empat orang dibawa ke rumah sakit karena luka.||4
Tiga polisi harus dirawat akibat lemparan batu.||3
Tiga polisi dirawat.||3
Sejumlah 17 orang menderita luka.||17
Korban luka mencapai 21 orang.||21
Korban luka tercatat 21 orang.||21
Jumlah korban luka bertambah menjadi 30.||30
Jumlah korban tewas kini tujuh orang.|7|
Korban tewas kini tujuh orang.|7|
Korban tewas menjadi tujuh.|7|
Korban meninggal dua orang.|2|
Korban meninggal sementara ini dua orang.|2|
Total korban jiwa enam orang.|6|
Total enam orang meninggal.|6|
Hingga Rabu tercatat sembilan orang meninggal.|9|
Sebelas orang dipastikan meninggal.|11|
Empat orang ditemukan tewas.|4|
Empat jenazah ditemukan di kebun.|4|
Dua jasad ditemukan di sungai.|2|
Seorang warga ditemukan tak bernyawa di kebun sawit.|1|
Pria 45 tahun itu tewas dihakimi massa.|1|
Pria berusia 45 tahun tewas dihakimi massa.|1|
Maling sapi tewas diamuk massa.|1|
Terduga pencuri tewas dikeroyok warga.|1|
Pelaku begal babak belur dihajar massa.||1
Terduga pencuri babak belur dihakimi warga.||1
Pemuda itu kehilangan nyawa setelah dikeroyok.|1|
Korban meninggal di rumah sakit.|1|
Korban tewas di tempat.|1|
Korban meninggal dunia saat perjalanan ke puskesmas.|1|
Korban mengalami luka bacok di punggung.||1
Korban menderita luka sabetan di tangan kiri.||1
Korban luka parah di kepala dan dirawat di rumah sakit.||1
Seorang pelajar terkena sabetan celurit di punggung.||1
Seorang polisi terkena anak panah.||1
Seorang warga terkena peluru nyasar di kaki.||1
Kapolsek terluka terkena lemparan batu.||1
Dua orang kena bacok.||2
Dua orang terkena bacokan parang.||2
Seorang remaja ditusuk di perut.||1
Seorang satpam dikeroyok hingga babak belur.||1
Tiga satpam dipukuli massa.||3
Dua wartawan dipukul saat meliput.||2
Empat anggota ormas dianiaya.||4
Dua pemuda menjadi korban penusukan.||2
Dua orang menjadi korban pembacokan kelompok bermotor.||2
Seorang warga menjadi korban penembakan dan tewas.|1|
Rudi Antah (17) tewas dibacok.|1|
Rudi Antah (17) dan Joni Anu (18) tewas dibacok.|2|
Rudi Antah (17) mengalami luka tusuk.||1
Korban tewas bernama Rudi Antah (17).|1|
Korban tewas adalah RA (17) dan JA (18).|2|
RA (17) meninggal setelah dikeroyok.|1|
Aksi saling serang antarkampung menelan tiga korban jiwa.|3|
Perang suku itu merenggut nyawa empat orang.|4|
Perang suku menghilangkan nyawa dua warga.|2|
Nyawa seorang pelajar melayang dalam tawuran.|1|
Satu nyawa melayang.|1|
Tawuran maut itu merenggut satu nyawa.|1|
Bentrokan memakan korban dua orang tewas.|2|
Keluarga itu kehilangan dua anggota dalam serangan.|2|
Dua orang meregang nyawa.|2|
Kelompok itu menembak mati dua pekerja.|2|
Dua pekerja ditembak mati.|2|
Tiga guru dibunuh kelompok bersenjata.|3|
Kelompok bersenjata membunuh seorang guru dan melukai enam lainnya.|1|6
Kelompok bersenjata membunuh delapan pendulang emas.|8|
Prajurit TNI gugur ditembak.|1|
Dua prajurit gugur dan satu luka tembak.|2|1
Satu prajurit tertembak di paha.||1
Dua aparat tertembak.||2
Anak-anak meninggal karena gizi buruk, kata aktivis.||
Bentrokan melukai sejumlah warga.||R
Bentrokan melukai tiga warga, termasuk kepala desa.||3
Bentrokan melukai kepala desa.||1
Bentrok melukai dua warga dan tiga polisi.||5
Tiga warga dan dua polisi dilaporkan luka.||5
Dua warga luka tembak, seorang polisi luka kena parang.||3
Satu warga luka bacok, dua warga luka panah.||3
Satu luka berat dan empat luka ringan.||5
Satu orang mengalami luka berat, empat orang luka ringan.||5
Lima polisi luka dan delapan demonstran luka.||13
Di pihak polisi lima orang luka, di pihak mahasiswa delapan orang luka.||13
Satu orang dari kubu A tewas dan satu orang dari kubu B tewas.|2|
Kubu A kehilangan dua orang.|2|
Dua warga Desa A dan tiga warga Desa B terluka.||5
Ketiga korban luka dirawat di puskesmas.||3
Kedua korban tewas telah dimakamkan.|2|
Keempat korban luka dirawat di RSUD.||4
Kedua korban dirawat di rumah sakit.||2
Kedua polisi mendapat perawatan di rumah sakit.||2
Tiga korban mendapat perawatan medis.||3
Tiga orang menjalani perawatan.||3
Puluhan orang pingsan terkena gas air mata.||
Sepuluh mahasiswa pingsan.||
Tujuh orang sesak napas akibat gas air mata.||
Tiga ekor sapi mati dalam serangan itu.||
Dua rumah dan tiga motor hangus; tidak ada yang terluka.||0
Tewasnya dua pelajar memicu aksi balasan.|2|
Kematian seorang warga memicu kerusuhan.|1|
Kerusuhan dipicu kematian seorang mahasiswa.|1|
Massa marah setelah seorang warga tewas ditembak.|1|
Sedikitnya dua orang tewas dan 14 terluka.|2|14
Setidaknya tujuh orang terluka, empat di antaranya polisi.||7
Lebih dari 20 orang terluka.||20
Sekitar 15 warga mengalami luka ringan akibat lemparan batu.||15
Polisi yang terluka berjumlah empat orang.||4
Yang terluka empat orang.||4
Luka-luka dialami tiga warga.||3
Akibat serangan itu luka-luka diderita lima orang.||5
Dua orang luka, satu di antaranya anggota polisi.||2
Seorang ibu dan dua anaknya tewas terbakar.|3|
Suami istri tewas dibacok.|2|
Pasangan suami istri luka bakar.||2
Satu keluarga terdiri atas empat orang dibunuh.|4|
Satu keluarga berjumlah empat orang tewas.|4|
Empat orang sekeluarga tewas.|4|
Tiga belas penumpang tewas terbakar.|13|
Dua puluh lima warga cedera.||25
Seratus dua puluh tujuh orang tewas.|127|
Seorang di antaranya tewas.|1|
Dari tiga korban, satu orang meninggal.|1|
Dari lima orang yang dikeroyok, dua tewas dan tiga luka.|2|3
Satu dari dua korban meninggal.|1|
Salah satu korban meninggal dunia.|1|
Salah seorang warga luka di kepala.||1
Seorang mahasiswa bernama samaran Adi patah tangan.||1
Mahasiswa itu mengalami patah tulang.||1
Tiga peserta aksi mengalami patah tulang dan memar.||3
Delapan anggota Polres cedera ketika demo ricuh.||8
Delapan anggota Polres mengalami cedera.||8
Polisi mencatat 3 warga tewas, 15 luka berat, dan 20 luka ringan.|3|35
Terdapat 15 korban luka berat dan 20 korban luka ringan.||35
Empat tersangka penganiayaan yang menewaskan dua orang ditahan.|2|
Polisi menangkap delapan pelaku pengeroyokan yang menewaskan seorang pelajar.|1|
Polisi menangkap 10 orang setelah bentrok yang menyebabkan dua orang tewas dan tiga luka.|2|3
Sidang kasus pengeroyokan yang menewaskan MA kembali digelar.|1|
Ia tewas dengan luka tusuk di dada.|1|
Korban tewas dengan sembilan luka tusuk.|1|
Seorang pelajar tewas dengan luka bacok di leher.|1|
Warga itu meninggal akibat luka di kepala.|1|
Tidak ada korban dalam insiden itu.|0|0
Tak ada korban, tetapi dua rumah terbakar.|0|0
Beruntung peristiwa itu tidak menimbulkan korban.|0|0
Kerusuhan berakhir tanpa korban.|0|0
Tidak ada korban, baik tewas maupun luka.|0|0
Tidak ada korban jiwa atau luka-luka.|0|0
Tidak ada korban jiwa ataupun korban luka.|0|0
Tak ada korban luka atau tewas.|0|0
Tak ada polisi maupun warga yang terluka.||0
Kapolres menyebut tidak ada anggota maupun pengunjuk rasa yang luka.||0
Tidak ada orang terluka atau tewas.|0|0
Tidak ada laporan orang terluka.||0
Belum ada laporan korban luka.||
Belum ada laporan korban jiwa.||
Sejauh ini tidak ada laporan korban.|0|0
Semua penghuni selamat.||
Tidak ada yang cedera.||0
Tak ada yang tewas.|0|
Tidak ada yang meninggal atau terluka.|0|0
Enam mahasiswa pingsan dan dibawa ke rumah sakit.||6
Tiga polisi lebam terkena batu.||3
Dua warga lecet dan memar.||2
Empat orang mengalami memar di wajah.||4
Kepala dua polisi bocor terkena batu.||2
Tiga pelajar tersabet celurit.||3
Satu warga tersayat parang di tangan.||1
Dua warga ditembak.||2
Seorang warga ditembak di kaki.||1
Seorang warga ditembak hingga tewas.|1|
Dua orang tertembak peluru karet.||2
Massa memukuli dua polisi.||2
Kelompok itu mengeroyok tiga pemuda.||3
Kelompok itu mengeroyok tiga pemuda hingga luka.||3
Tiga warga harus dilarikan ke puskesmas.||3
Sembilan korban dilarikan ke RSUD.||9
Tiga orang masuk rumah sakit.||3
Tiga orang menjalani rawat inap.||3
Empat orang opname di rumah sakit.||4
Tiga orang masih dalam perawatan intensif.||3
Dua korban lain masih koma.||2
Sebelas orang menderita luka bakar.||11
Tujuh orang kena panah.||7
Tujuh orang terkena panah dan dibawa ke rumah sakit.||7
Sebanyak 23 orang menjadi korban luka.||23
Korban luka-luka sebanyak 23 orang.||23
Korban luka sedikitnya 23 orang.||23
Sedikitnya 23 korban luka dibawa ke rumah sakit.||23
Ada 23 korban luka.||23
Ada 23 orang luka, kata direktur rumah sakit.||23
23 orang luka.||23
23 orang luka-luka, enam di antaranya polisi, dan tiga rumah terbakar.||23
Rumah sakit menangani 23 korban luka.||23
Rumah sakit merawat 23 orang luka.||23
Puskesmas menerima lima pasien luka panah.||5
Petugas medis menangani 11 orang luka.||11
Dua orang dilaporkan tewas, sementara tujuh lainnya luka.|2|7
Dua orang tewas dan tujuh lainnya harus dirawat.|2|7
Dua orang tewas; tujuh dirawat.|2|7
Dua tewas dan tujuh luka.|2|7
2 tewas, 7 luka-luka|2|7
Bentrok Dua Desa, 2 Tewas 7 Luka|2|7
Bentrok dua desa: satu tewas, rumah dibakar.|1|
Bentrokan itu merenggut dua korban jiwa dan belasan korban luka.|2|R
Bentrok berujung maut, satu pemuda tewas.|1|
Bentrok maut menewaskan pemuda 19 tahun.|1|
Serangan itu menewaskan Kapolsek dan seorang anggotanya.|2|
Serangan itu menewaskan seorang tukang ojek.|1|
Kontak tembak itu mengakibatkan gugurnya seorang prajurit.|1|
Gugurnya dua prajurit TNI disesalkan.|2|
Satu personel Brimob gugur.|1|
Seorang anggota Brimob gugur dan dua lainnya luka tembak.|1|2
Tiga anggota kelompok bersenjata ditembak mati.|3|
Tiga anggota kelompok bersenjata tewas dalam kontak tembak.|3|
Tiga orang tewas di pihak kelompok bersenjata dan satu prajurit gugur.|4|
Satu warga sipil dan dua anggota kelompok bersenjata tewas.|3|
Pertikaian dua marga menewaskan empat orang dari kedua pihak.|4|
Pertikaian itu telah menewaskan empat orang sejak Senin.|4|
Empat korban tewas sudah dimakamkan.|4|
Keempat korban tewas dimakamkan bersama.|4|
Jenazah kedua korban dibawa ke rumah duka.|2|
Jasad seorang perempuan ditemukan di kebun.|1|
Seorang warga dibunuh karena dituduh dukun santet.|1|
Pria yang dituduh dukun santet dibunuh warga.|1|
Kakek 70 tahun dibunuh karena tuduhan santet.|1|
Seorang ayah dan anaknya dibacok, keduanya tewas.|2|
Dua dari lima korban tewas.|2|
Dua dari lima korban meninggal di rumah sakit, tiga masih dirawat.|2|3
Satu orang meninggal setelah dirawat tiga hari.|1|
Korban akhirnya meninggal setelah dirawat.|1|
Seorang korban yang sempat kritis akhirnya meninggal.|1|
Korban kritis meninggal, jumlah tewas jadi tiga.|3|
Jumlah korban tewas jadi tiga.|3|
Korban tewas jadi tiga orang.|3|
Korban tewas naik menjadi tiga.|3|
Korban tewas bertambah jadi tiga.|3|
Korban tewas terus bertambah, kini 11 orang.|11|
Jumlah korban tewas 11 orang.|11|
Angka kematian mencapai 11 orang.|11|
Korban meninggal dunia berjumlah dua orang.|2|
Korban meninggal, dua orang, dimakamkan kemarin.|2|
Yang meninggal dua orang, yang luka empat.|2|4
Lima warga luka: tiga kena panah, dua kena batu.||5
Dua polisi dan empat warga terkena batu.||6
Dua polisi luka kena batu, empat warga luka kena peluru karet.||6
Di RSUD dirawat enam korban luka bacok.||6
Enam orang luka bacok dirawat di RSUD.||6
Enam korban bacok dirawat di RSUD.||6
Polisi menyebut satu luka berat dan dua luka ringan di pihak warga, serta seorang polisi luka ringan.||4
Korban luka terdiri dari empat polisi dan tujuh mahasiswa.||11
Korban luka adalah empat polisi dan tujuh mahasiswa.||11
Korban tewas terdiri dari dua warga dan seorang tentara.|3|
Korban tewas adalah seorang ibu dan anaknya.|2|
Korban tewas yakni seorang petani.|1|
Korban luka seorang petani.||1
Korban luka dua petani.||2
Korban tewas dua petani dan satu guru.|3|
Akibatnya korban luka robek di kepala.||1
Korban mengalami sepuluh luka tusuk.||1
Korban mengalami luka di tiga bagian tubuh.||1
Ia menderita luka bakar 40 persen.||1
Pelajar SMK tewas dibacok saat tawuran.|1|
Tawuran pelajar, satu tewas.|1|
Tawuran pelajar tewaskan satu orang.|1|
Siswa kelas 11 itu tewas.|1|
Dua remaja berusia 15 dan 16 tahun luka bacok.||2
Seorang remaja 15 tahun dan temannya luka bacok.||2
Seorang pelajar dan seorang warga luka.||2
Seorang pelajar tewas dan seorang lagi luka.|1|1
Seorang tewas, seorang luka, dan seorang hilang.|1|1
Belasan mahasiswa luka, tiga di antaranya dirawat.||R
Tiga mahasiswa dirawat, belasan lainnya luka ringan.||R
Tiga orang luka setelah diserang kelompok lain.||3
Akibat bentrokan, lima orang mengalami luka dan dua rumah rusak.||5
Bentrokan menyebabkan lima orang luka, dua rumah rusak.||5
Bentrokan menyebabkan dua warga dan satu polisi terluka.||3
Lima orang menjadi korban, satu di antaranya meninggal.|1|
Bentrok pecah, tiga luka.||3
Bentrok pecah; tiga orang luka, satu rumah dibakar.||3
Sedikitnya tiga luka dalam bentrok itu.||3
Korbannya tiga orang luka dan satu tewas.|1|3
Korban: satu tewas dan tiga luka bacok.|1|3
Polisi menyebut korban luka enam orang, semuanya warga.||6
Polisi menyebut enam korban luka.||6
Menurut polisi ada enam korban, empat di antaranya luka berat.||4
Enam korban luka kini dirawat.||6
Enam orang yang terluka dirawat di puskesmas.||6
Mereka yang terluka, enam orang, dirawat di puskesmas.||6
Enam orang luka-luka, dua harus dioperasi.||6
Dua belas orang luka: sepuluh warga dan dua polisi.||12
Dua orang luka tembak dan dibawa ke RSUD.||2
Dua orang luka tembak, satu kritis.||2
Dua pendukung luka akibat lemparan batu, seorang polisi patah tangan.||2
Sepuluh polisi terluka dilempari batu.||10
Sepuluh polisi luka ringan ketika menghalau massa.||10
Sepuluh anggota polisi menjadi korban lemparan batu.||10
Sepuluh polisi kena lempar batu.||10
Lemparan batu melukai dua polisi dan seorang wartawan.||3
Seorang remaja terkena busur di leher.||1
Remaja itu terkena busur di leher.||1
Pemuda 20 tahun itu luka di dada.||1
Korban, pemuda 20 tahun, luka di dada.||1
Korban, seorang pemuda 20 tahun, meninggal di tempat.|1|
Korban berinisial AB (20) meninggal di tempat.|1|
AB (20), warga Desa Anu, tewas dikeroyok.|1|
AB, 20 tahun, tewas dikeroyok.|1|
Pelajar berinisial AB tewas.|1|
Mahasiswa semester lima itu tewas terlindas kendaraan taktis.|1|
Pengemudi ojek tewas terlindas kendaraan polisi.|1|
Dua orang tewas terbakar di gedung yang dibakar massa.|2|
Tiga orang tewas terjebak kebakaran.|3|
Tiga pegawai meninggal akibat kebakaran gedung DPRD.|3|
Kebakaran gedung menewaskan tiga pegawai.|3|
Seorang warga dan dua pegawai tewas.|3|
Seorang ibu hamil meninggal.|1|
Seorang balita meninggal di pengungsian.|1|
Lima orang tewas sejak konflik pecah.|5|
Total korban sejak Senin: lima tewas, dua belas luka.|5|12
Perang kampung telah merenggut lima nyawa.|5|
Jumlah korban jiwa menjadi lima.|5|
Korban jiwa bertambah menjadi lima.|5|
Korban jiwa kini lima orang.|5|
Lima orang dipastikan tewas dan 30 lainnya luka.|5|30
Lima warga sipil ditembak mati kelompok bersenjata.|5|
Kelompok bersenjata menembak dua tukang ojek hingga tewas.|2|
Kelompok bersenjata menembak mati seorang guru.|1|
Kelompok itu menyerang pekerja jalan; empat tewas, satu luka.|4|1
Delapan pekerja dibantai.|8|
Pekerja itu dibacok hingga tewas.|1|
Dua prajurit TNI tewas tertembak.|2|
Dua anggota ormas ditikam; satu meninggal.|1|
Dua anggota ormas ditikam.||2
Tiga orang ditusuk dalam keributan itu.||3
Ketua ormas dibacok orang tak dikenal.||1
Ketua ormas tewas dibacok orang tak dikenal.|1|
Kepala desa dianiaya warganya.||
Pencuri motor babak belur dan dirawat.||1
Terduga dukun santet dibakar hidup-hidup.||
Pria itu tewas setelah dibakar massa.|1|
Pria 30 tahun dibakar massa hingga meninggal.|1|
Dua terduga begal dihajar massa, satu tewas dan satu kritis.|1|1
Dua terduga begal dihajar massa, satu tewas.|1|
Suporter tewas dikeroyok usai laga.|1|
Dua suporter meninggal saat berdesakan di gerbang.|2|
Tragedi di stadion itu menewaskan 135 orang dan melukai ratusan.|135|R
Sebanyak 135 orang tewas dan ratusan luka.|135|R
Tawuran dua kelompok remaja menewaskan satu orang, dua luka.|1|2
Tawuran menewaskan seorang remaja; dua rekannya luka bacok.|1|2
Satu remaja meregang nyawa, dua luka bacok.|1|2
Remaja 16 tahun meregang nyawa setelah dibacok.|1|
Dua remaja kehilangan jari akibat bacokan.||
Seorang santri meninggal setelah dianiaya seniornya.|1|
Seorang guru ngaji dibunuh.|1|
Imam masjid dibacok saat salat.||1
Seorang jemaat luka saat rumah doa diserang.||1
Dua anak luka ketika rumah doa dibubarkan.||2
Dua jemaat, seorang di antaranya anak, luka.||2
Beberapa orang luka ringan.||R
Sejumlah warga luka, dua di antaranya dirawat.||R
Puluhan orang luka, tiga tewas.|3|R
Tiga tewas dan puluhan luka-luka dalam bentrok antarkampung.|3|R
Yang dirawat di RSUD empat orang.||4
Dirawat di RSUD empat orang, dua di antaranya polisi.||4
Ada empat orang dirawat di RSUD.||4
Empat orang, dua polisi dan dua warga, dirawat di RSUD.||4
Empat orang (dua polisi dan dua warga) dirawat di RSUD.||4
Empat orang sempat dirawat, kini sudah pulang.||4
Rumah sakit mencatat delapan pasien luka.||8
RSUD menerima delapan korban luka dari bentrokan itu.||8
Delapan orang datang ke puskesmas dengan luka sabetan.||8
Delapan orang pulang dengan luka ringan.||8
Delapan warga pulang dengan kepala luka.||8
Bentrokan membuat delapan orang luka.||8
Bentrokan itu mengakibatkan delapan orang menderita luka-luka serius.||8
Delapan mahasiswa dan empat polisi, menurut rektor, luka-luka.||12
Delapan mahasiswa, kata rektor, luka-luka.||8
Delapan mahasiswa - kata rektor - luka-luka.||8
Delapan mahasiswa dilaporkan luka dan dirawat di tiga rumah sakit.||8
Jumlah yang luka delapan orang.||8
Jumlah orang luka delapan.||8
Yang luka delapan orang.||8
Yang terluka delapan: lima warga dan tiga polisi.||8
Luka: delapan orang.||8
Luka ringan delapan orang.||8
Luka berat dua orang dan luka ringan enam orang.||8
Dua luka berat, enam luka ringan.||8
Dua korban luka berat dan enam luka ringan.||8
Dua warga luka parah di kepala, enam lainnya luka ringan.||8
Dua orang luka di kepala, satu orang luka di tangan.||3
Tiga anggota kubu A dan dua anggota kubu B luka.||5
Di pihak A tiga luka, di pihak B dua luka.||5
Tiga warga luka terkena batu.||3
Tiga warga terkena batu dan luka di kepala.||3
Tiga warga kena batu.||3
Tiga warga kena lemparan botol.||3
Tiga warga terkena senapan angin.||3
Tiga warga terkena tembakan senapan angin.||3
Tiga warga terkena peluru.||3
Tiga warga terkena anak panah di kaki.||3
Tiga warga terkena gas air mata.||
Tiga orang terkena pukulan.||3
Anak panah mengenai tiga warga.||3
Peluru mengenai dua warga.||2
Peluru karet melukai dua warga.||2
Tembakan itu melukai dua warga.||2
Tembakan polisi menewaskan satu warga dan melukai dua.|1|2
Polisi menembak, satu warga tewas dan dua luka.|1|2
Satu warga tewas tertembak, dua lain luka.|1|2
Satu tewas tertembak, dua luka.|1|2
Dua yang lain luka.||2
Dua lainnya terluka.||2
Dua temannya luka.||2
Dua rekannya ikut terluka.||2
Kedua polisi itu luka di wajah.||2
Kedua orang itu luka di wajah.||2
Keduanya luka di wajah.||2
Ketiganya dirawat di puskesmas.||3
Ketiganya mengalami luka.||3
Polisi dan warga sama-sama terluka.||
Korban luka tiga, semuanya warga.||3
Korban luka tiga orang: dua warga, satu polisi.||3
Korban luka masing-masing dua warga dan satu polisi.||3
Korban luka ringan tiga orang.||3
Korban luka berat satu orang dan luka ringan tiga orang.||4
Tiga korban dilarikan ke rumah sakit karena luka di kepala.||3
Tiga di antara mereka luka.||3
Tiga dari mereka luka.||3
Tiga peserta aksi terluka ketika polisi membubarkan massa.||3
Tiga peserta aksi dipukuli polisi.||3
Tiga peserta aksi dipukul dan ditendang.||3
Seorang wartawan dipukul dan luka di pelipis.||1
Wartawan itu luka di pelipis.||1
Wartawan yang meliput luka di pelipis.||1
Dua wartawan dikeroyok.||2
Wartawan dikeroyok dan luka memar.||1
Kepala sekolah luka di tangan.||1
Camat luka terkena batu.||1
Kapolsek ikut luka.||1
Seorang anggota Satpol PP luka.||1
Seorang anggota Satpol PP dan dua pedagang luka.||3
Anggota Satpol PP luka tiga orang.||3
Petugas yang luka tiga orang.||3
Tiga petugas luka.||3
Tiga petugas keamanan perusahaan luka dipukul warga.||3
Tiga sekuriti perusahaan luka.||3
Enam karyawan perusahaan luka bacok.||6
Enam karyawan luka, kantor perusahaan dirusak.||6
Enam petani ditangkap dan tiga luka.||3
Enam petani ditangkap, tiga lainnya luka.||3
Polisi menangkap enam petani dan melukai tiga.||3
Lima rumah rusak dan dua orang luka.||2
Lima rumah, dua motor rusak, tiga orang luka.||3
Lima rumah rusak, tiga warga luka kena pecahan kaca.||3
Tiga warga luka, lima rumah rusak.||3
Tak ada korban jiwa; tiga warga luka.|0|3
Tidak ada yang tewas, hanya tiga orang luka.|0|3
Tidak ada korban jiwa, hanya luka ringan.|0|
Tidak ada korban luka dalam peristiwa itu.||0
Tidak ada orang yang terluka.||0
Tak ada anggota yang luka.||0
Tidak ada peserta yang terluka atau ditahan.||0
"""


def told(count: Count | None) -> str:
    if count is None:
        return ""
    return "R" if count.number is None else str(count.number)


@pytest.mark.parametrize("form", FORMS.splitlines())
def test_each_form_gives_its_dead_and_injured(form: str) -> None:
    text, deaths, injured = form.split("|")
    facts = read_facts("", text, published=date(2025, 11, 7))
    assert (told(facts.deaths), told(facts.injured)) == (deaths, injured)


# A fact-check repeats the rumour that it denies.
def test_a_checked_rumour_gives_no_dead() -> None:
    assert read_facts("Cek Fakta: Satu Orang Tewas", "Kabar satu orang tewas tidak benar.").deaths is None


# Truth 12: the victims are counted by their names and ages; the number alone is the fact.
def test_listed_victims_are_counted_and_not_named() -> None:
    facts = read_facts("", "Rudi Antah (17) dan Joni Anu (18) tewas dibacok.")
    assert facts.deaths is not None
    assert facts.deaths.number == 2
    assert "Rudi" not in str(facts.as_mapping())
    alone = read_facts("", "Rudi Antah (17) tewas dibacok. Tewasnya Rudi Antah disesalkan.")
    assert "Antah" not in str(alone.as_mapping())


def test_a_span_ends_before_a_name() -> None:
    count = read_facts("", "Seorang pelajar bernama Budi Santoso tewas dibacok.").deaths
    assert count is not None
    assert (count.number, count.span.text) == (1, "Seorang pelajar")


@pytest.mark.parametrize(
    "text",
    [
        "Serangan di Gaza menewaskan sekitar 9.000 orang.",
        "Rentetan konflik empat bulan terakhir menewaskan enam orang.",
        "Mahasiswa mempersoalkan kematian pengemudi itu.",
        "Jenazah warga itu ditolak dimakamkan di desa.",
    ],
)
def test_the_dead_of_another_time_or_place_are_not_the_incidents(text: str) -> None:
    assert read_facts("", text, published=date(2025, 11, 7)).deaths is None
