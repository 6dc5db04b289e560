"""The incident slugs of the hand-labelled stories, and which of them name one event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from pantau.records import Annotation, Article, Story

JOINED_SLUGS: Final[Mapping[str, str]] = dict(
    line.split()
    for line in """
    halmahera-selatan-rusuh-sengketa-pilkades halsel-pilkades-bakar-kantor-2023-01
    bogor-sukamanah-segel-kantor-desa-2019-11 kab-bogor-sukamanah-pilkades-nodate
    padang-rumah-doa-gksi-2025-07 padang-perusakan-rumah-doa-2025-07
    aceh-singkil-gereja-2015-10 aceh-singkil-pembakaran-gereja-2015-10
    sukabumi-cidahu-retret-2025-06 sukabumi-perusakan-rumah-retret-2025-06
    sintang-rusak-masjid-ahmadiyah-2021-09 sintang-perusakan-masjid-ahmadiyah-2021-09
    bireuen-empat-desa-tolak-rohingya-2023-11 bireuen-acehutara-tolak-rohingya-2023-11
    kabupaten-malang-kanjuruhan-2022-10 kab-malang-kanjuruhan-tragedi-2022-10
    flores-timur-sandosi-perang-tanding-2020-03 flotim-adonara-sandosi-2020-03
    flores-timur-sandosi-2020-03 flotim-adonara-sandosi-2020-03
    flores-timur-wewit-nubalema-2019-06 flotim-wewit-nubalema-2019-06
    maluku-tengah-konflik-kariu-pelauw-2022-01 malteng-haruku-pelauw-kariuw-2022-01
    maluku-tengah-haruku-bentrok-2022-01 malteng-haruku-pelauw-kariuw-2022-01
    maluku-tengah-pelauw-kariu-2022-01 malteng-haruku-pelauw-kariuw-2022-01
    kota-banda-aceh-bma-tolak-rohingya-2023-12 kota-banda-aceh-bma-usir-rohingya-2023-12
    jayawijaya-bentrok-wouma-2022-01 jayawijaya-wouma-nduga-lannyjaya-2022-01
    jayawijaya-nduga-lanny-jaya-2022-01 jayawijaya-wouma-nduga-lannyjaya-2022-01
    seram-bagian-barat-rusuh-pilkades-buano-utara-2021-11 sbb-buano-utara-pilkades-2021-11
    mesuji-bentrok-register45-2019-07 mesuji-register45-2019-07
    morut-bentrok-gni-2023-01 morowali-utara-bentrok-gni-2023-01
    kota-tangerang-ojol-angkot-2017-03 kotatangerang-angkot-ojol-2017-03
    kota-bogor-ojol-angkot-2017-03 kotabogor-angkot-ojol-2017-03
    aceh-singkil-pendudukan-empat-pulau-2025-06 aceh-singkil-empat-pulau-2025-06
    kota-bengkulu-nelayan-trawl-siaga-2018-03 kota-bengkulu-nelayan-trawl-2018-03
    jakarta-kerusuhan-agustus-2025-08 jakarta-demo-dpr-28agustus-2025-08
    """.strip().splitlines()
)
"""Slugs of the hand-labelled file that name an event which another batch had named otherwise, found by
reading all pairs of slugs of one district and month. With the slugs as written, joining these stories
rightly counts as an error."""


def labelled_story(row: Mapping[str, Any]) -> Story:
    """A hand-labelled line as a story; one without a day of publication stays without."""
    published = row["published"]
    moment = datetime.fromisoformat(f"{published}T09:00:00+07:00") if published else None
    return Story(
        article=Article(
            key=row["id"],
            url="",
            outlet=row["outlet"],
            title=row["title"],
            text=row["text"],
            published=moment,
            fetched=datetime(2026, 1, 1, tzinfo=UTC),
        ),
        annotation=Annotation(
            language=row["lang"],
            relevant=row["relevant"],
            dimensions=tuple(row["dimensions"]),
            tone=row["tone"],
            phase=row["phase"],
            form=row["form"],
            sentiment=row["sentiment"],
            places=tuple(row["places"]),
            place_names=tuple(row["place_names"]),
            event_date=date.fromisoformat(row["event_date"]) if row["event_date"] else None,
            deaths=row["deaths"],
            injured=row["injured"],
        ),
    )
