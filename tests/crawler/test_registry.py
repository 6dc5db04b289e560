"""The table of outlets is a file that people edit: each mistake is named with its row, field and rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler import registry
from crawler.data.build_outlets import build
from crawler.errors import RegistryError
from pantau.districts import load_districts
from pantau.records import Outlet

HEAD = "domain,name,owner,home,feeds,sitemaps,rights,state,reason,source"
ROW = {
    "domain": "kabarteluk.id",
    "name": "Kabar Teluk",
    "owner": "Grup Teluk",
    "home": "91",
    "feeds": "https://kabarteluk.id/feed/",
    "sitemaps": "unknown",
    "rights": "headline",
    "state": "active",
    "reason": "read and checked",
    "source": "own",
}


def table(*rows: dict[str, str]) -> str:
    return "\n".join([HEAD, *(",".join(row[name] for name in HEAD.split(",")) for row in rows)])


def read(*rows: dict[str, str]) -> tuple[Outlet, ...]:
    return registry.parse(table(*rows), name="media.csv")


def test_a_row_becomes_an_outlet() -> None:
    (outlet,) = read(ROW)
    assert outlet.feeds == ("https://kabarteluk.id/feed/",)
    assert (outlet.sitemaps, outlet.local, outlet.home) == ((), False, "91")


@pytest.mark.parametrize(
    ("change", "field", "rule"),
    [
        ({"domain": "https://kabarteluk.id"}, "domain", "without scheme and www"),
        ({"domain": "www.kabarteluk.id"}, "domain", "without scheme and www"),
        ({"domain": ""}, "domain", "must not be empty"),
        ({"owner": " "}, "owner", "what is not known is 'unknown'"),
        ({"home": "99"}, "home", "Kemendagri code"),
        ({"home": "91.99"}, "home", "Kemendagri code"),
        ({"feeds": "kabarteluk.id/feed"}, "feeds", "begin with http"),
        ({"feeds": "file:///etc/passwd"}, "feeds", "begin with http"),
        ({"feeds": "http://127.0.0.1/feed"}, "feeds", "column local says 'yes'"),
        ({"sitemaps": "http://0x7f000001/s.xml"}, "sitemaps", "column local says 'yes'"),
        ({"feeds": "http://router.lan/feed"}, "feeds", "column local says 'yes'"),
        ({"rights": "all"}, "rights", "one of headline, full, none, unknown"),
        ({"state": "aktif"}, "state", "one of active, unverified, refused, retired"),
        ({"reason": ""}, "reason", "must not be empty"),
        ({"feeds": "unknown"}, "state", "has a feed or a sitemap"),
        ({"rights": "none"}, "rights", "'refused', not 'active'"),
    ],
)
def test_a_mistake_is_named_with_file_row_field_value_and_rule(
    change: dict[str, str], field: str, rule: str
) -> None:
    with pytest.raises(RegistryError) as caught:
        read(ROW, {**ROW, "domain": "kabargunung.id", **change})
    message = str(caught.value)
    assert message.startswith(
        f"media.csv, row 3, field {field}: {change.get(field, 'active')!r} is not allowed"
    )
    assert rule in message


def test_a_domain_twice_names_both_rows() -> None:
    with pytest.raises(RegistryError, match=r"rows 2 and 4.*'kabarteluk\.id' stands twice"):
        read(ROW, {**ROW, "domain": "kabargunung.id"}, ROW)


@pytest.mark.parametrize("head", [HEAD.replace(",home", ""), f"{HEAD},feedz"])
def test_a_missing_or_unknown_column_is_named(head: str) -> None:
    with pytest.raises(RegistryError, match=r"home|feedz"):
        registry.parse(head, name="media.csv")


@pytest.mark.parametrize("extra", [",x", ""])
def test_a_row_with_too_many_or_too_few_fields_is_named(extra: str) -> None:
    text = table(ROW) + "\n" + (table(ROW).split("\n")[1] + extra if extra else "kabargunung.id,Kabar")
    with pytest.raises(RegistryError, match="row 3"):
        registry.parse(text, name="media.csv")


def test_a_table_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match=r"tidak-ada\.csv: cannot be read"):
        registry.load(tmp_path / "tidak-ada.csv")
    broken = tmp_path / "rusak.csv"
    broken.write_bytes(b"\xff\xfe\x00domain")
    with pytest.raises(RegistryError, match=r"rusak\.csv: cannot be read as UTF-8"):
        registry.load(broken)


def test_a_local_outlet_may_have_a_private_address() -> None:
    head, row = table(ROW).split("\n")
    row = row.replace("https://kabarteluk.id/feed/", "http://127.0.0.1:8001/feed/")
    (outlet,) = registry.parse(f"{head},local\n{row},yes", name="media.csv")
    assert outlet.local


def test_the_shipped_table_is_sound() -> None:
    outlets = registry.load()
    assert len(outlets) == 349  # the reference table has one row without a domain
    assert {outlet.state for outlet in outlets} == {"active", "unverified", "refused", "retired"}
    assert all(outlet.reason and outlet.source for outlet in outlets)
    provinces = {item.code for item in load_districts().provinces}
    provinces = {item.code for item in load_districts().provinces}
    provinces = {item.code for item in load_districts().provinces}
    assert {outlet.home[:2] for outlet in outlets if outlet.home} == provinces


def test_antara_is_refused_everywhere_since_its_pages_forbid_it() -> None:
    antara = [outlet for outlet in registry.load() if "antaranews.com" in outlet.domain]
    assert len(antara) == 34
    assert {(outlet.state, outlet.rights) for outlet in antara} == {("refused", "none")}


def test_papua_homes_are_kemendagri_codes_not_bps_codes() -> None:
    # BPS 94 is Papua, Kemendagri 94 is Papua Tengah: mixing them puts stories in the wrong province.
    homes = {outlet.domain: outlet.home for outlet in registry.load()}
    assert homes["jubi.id"] == "91"
    assert homes["timikaexpress.id"] == "94.04"
    assert homes["sorong.tribunnews.com"] == "96"


def test_a_twin_name_is_no_home() -> None:
    homes = {outlet.domain: outlet.home for outlet in registry.load()}
    assert homes["detiksr.id"] == "32.16"  # the table says Kabupaten Bekasi
    assert homes["sorong.tribunnews.com"] == "96"  # Kota or Kabupaten Sorong: not said
    blank = dict.fromkeys(("network", "feed_url", "feed_status", "status_note", "source"), "")
    row = {"name": "Radar", "domain": "radar.id", "province": "Jawa Barat", "focus": "Bekasi"}
    built = build([{**blank, **row, "outlet_status": "listed_by_source"}])
    assert built[0]["home"] == "32"


def test_sixty_tribun_sites_are_one_owner_and_unknown_owners_are_not() -> None:
    outlets = registry.load()
    tribun = {registry.owner_of(outlet) for outlet in outlets if outlet.domain.endswith("tribunnews.com")}
    assert tribun == {"Tribun Network"}
    unknown = [outlet for outlet in outlets if outlet.owner == "unknown"]
    assert len({registry.owner_of(outlet) for outlet in unknown}) > 200
    rri = {registry.owner_of(outlet) for outlet in outlets if outlet.domain.startswith("rri.co.id")}
    assert rri == {"rri.co.id"}


def test_the_zone_follows_the_home() -> None:
    (outlet,) = read(ROW)
    assert registry.zone_of(outlet).key == "Asia/Jayapura"
    (national,) = read({**ROW, "home": "national"})
    assert registry.zone_of(national).key == "Asia/Jakarta"


def test_an_unverified_outlet_runs_only_after_a_check_and_a_refused_one_never() -> None:
    outlets = read(
        {**ROW, "state": "unverified"},
        {**ROW, "domain": "kabargunung.id", "state": "refused", "rights": "none"},
        {**ROW, "domain": "kabarlembah.id"},
    )
    assert [outlet.domain for outlet in registry.readable(outlets)] == ["kabarlembah.id"]
    checked = registry.with_checks(outlets, {
        "kabarteluk.id": ("active", "feed read"), "kabargunung.id": ("active", "feed read"),
        "kabarlembah.id": ("refused", "robots.txt forbids it"),
    })  # fmt: skip
    assert [outlet.domain for outlet in registry.readable(checked)] == ["kabarteluk.id"]
    assert checked[2].reason == "robots.txt forbids it"
