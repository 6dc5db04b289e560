"""One story has one identity, and no address leads into a private network."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pantau.errors import RecordError
from pantau.urls import article_key, canonical, domain, is_public, literal_address

SEGMENT = st.text(alphabet="abcdefghijklmnopqrstuvwxyzABZ0123456789-_.~%é ñ+&", max_size=12)
PATHS = st.lists(
    SEGMENT | st.sampled_from(["amp", "read", "..", ".", "index.html", "berita"]), max_size=6
).map(lambda parts: "/" + "/".join(parts))
PAIRS = st.lists(
    st.tuples(
        st.sampled_from(["id", "p", "page", "utm_source", "fbclid", "amp", "q", "Ref", "m", "tag_from"])
        | SEGMENT,
        SEGMENT | st.sampled_from(["all", "1", "2", "77"]),
    ),
    max_size=4,
).map(lambda pairs: "&".join(f"{name}={value}" for name, value in pairs))
HOSTS = st.sampled_from(
    [
        "kabarteluk.id",
        "www.kabarteluk.id",
        "m.kabarteluk.id",
        "WWW.Kabar-Teluk.co.id",
        "amp.m.x.id",
        "m.co.id",
        "127.0.0.1:8001",
        "[::1]:8001",
        "www.127.0.0.1",
        "kabár.id",
        "a.b.c.kabarteluk.id.",
        "x",
    ]
)
URLS = st.builds(
    lambda scheme, host, path, query: f"{scheme}://{host}{path}" + (f"?{query}" if query else ""),
    st.sampled_from(["http", "https", "HTTPS"]),
    HOSTS,
    PATHS,
    PAIRS,
)


@given(URLS)
def test_the_identity_of_an_identity_is_itself(url: str) -> None:
    assert canonical(canonical(url)) == canonical(url)


@given(
    URLS, st.sampled_from(["utm_source=fb", "fbclid=A1", "utm_campaign=x&gclid=2", "ref=home", "jxconn=1*z"])
)
def test_tracking_never_makes_another_story(url: str, tracking: str) -> None:
    joint = "&" if "?" in url else "?"
    assert article_key(url + joint + tracking) == article_key(url)


@given(URLS)
def test_scheme_and_fragment_never_make_another_story(url: str) -> None:
    rest = url.partition("://")[2]
    assert canonical(f"http://{rest}#lanjut") == canonical(f"https://{rest}")


@given(st.text(max_size=40))
def test_any_text_gives_an_identity_or_a_clear_refusal(text: str) -> None:
    try:
        identity = canonical(text)
    except RecordError:
        return
    assert identity.startswith("https://")
    assert canonical(identity) == identity


@pytest.mark.parametrize(
    ("variant", "story"),
    [
        ("http://regional.kabar.id/read/2026/05/02/1/warga.rukun?page=all#page2", "https://regional.kabar.id/read/2026/05/02/1/warga.rukun"),
        ("https://www.kabar.id/amp/read/77/warga-rukun", "https://kabar.id/read/77/warga-rukun"),
        ("https://nasional.kabar.id/amp/822528/warga-rukun", "https://nasional.kabar.id/read/822528/warga-rukun"),
        ("https://kabar.id/daerah/warga-rukun/amp/", "https://kabar.id/daerah/warga-rukun"),
        ("https://m.kabar.id/2026/05/warga-rukun.html?m=1", "https://kabar.id/2026/05/warga-rukun.html"),
        ("https://kabar.id/warga-rukun/index.html?page=2", "https://kabar.id/warga-rukun"),
        ("https://kabar.id/warga-rukun?outputType=amp&single=1", "https://kabar.id/warga-rukun"),
        ("https://kabar.id:443//a/./b/../warga%2Drukun", "https://kabar.id/a/warga-rukun"),
        ("https://kabar.id/berita?b=2&id=7&a=1", "https://kabar.id/berita?a=1&b=2&id=7"),
    ],
)  # fmt: skip
def test_the_variants_of_a_story_are_folded(variant: str, story: str) -> None:
    assert canonical(variant) == story


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://kabar.id/?p=11", "https://kabar.id/?p=12"),
        ("https://kabar.id/?page=11", "https://kabar.id/?page=12"),
        ("https://kabar.id/foto?gambar=1", "https://kabar.id/foto?gambar=2"),
        ("https://kabar.id/detail?cid=1", "https://kabar.id/detail?cid=2"),
        ("https://kabar.id/detail?hal=10231", "https://kabar.id/detail?hal=10232"),
        ("https://kabar.id/Read/AbC", "https://kabar.id/Read/abc"),
        ("http://127.0.0.1:8001/a", "http://127.0.0.1:8002/a"),
        ("https://m.co.id/a", "https://co.id/a"),
    ],
)
def test_different_stories_stay_different(one: str, other: str) -> None:
    # Folding too much would silently lose stories: courlan's own filter drops `gambar` and `cid`.
    assert article_key(one) != article_key(other)


def test_a_key_is_twenty_hex_digits() -> None:
    key = article_key("https://kabar.id/a")
    assert len(key) == 20
    assert int(key, 16) > 0


def test_the_domain_has_no_www_but_keeps_bureau_and_port() -> None:
    assert domain("https://www.Kabar.id/a") == "kabar.id"
    assert domain("https://aceh.kabar.id/a") == "aceh.kabar.id"
    assert domain("http://127.0.0.1:8001/a") == "127.0.0.1:8001"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "0x7f.1",
        "2130706433",
        "0x7f000001",
        "017700000001",
        "10.1.2.3",
        "192.168.0.9",
        "172.16.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "[::1]",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "localhost",
        "mesin.local",
        "db.internal",
        "",
    ],
)
def test_private_addresses_in_every_notation_are_refused(host: str) -> None:
    assert not is_public(host, resolve=lambda name: pytest.fail(f"{name} must not be resolved"))


@pytest.mark.parametrize("host", ["8.8.8.8", "134744072", "2001:4860:4860::8888", "64:ff9b::808:808"])
def test_public_addresses_are_let_through(host: str) -> None:
    assert is_public(host)


def test_a_name_with_one_private_address_is_refused() -> None:
    # An attacker who owns a name can give it several answers; any private one is enough.
    assert is_public("kabar.id", resolve=lambda _: ["8.8.8.8", "2001:4860:4860::8888"])
    assert not is_public("kabar.id", resolve=lambda _: ["8.8.8.8", "10.0.0.1"])
    assert not is_public("kabar.id", resolve=lambda _: [])


def test_a_name_that_does_not_resolve_is_refused() -> None:
    def unknown(name: str) -> list[str]:
        raise OSError(f"{name}: name or service not known")

    assert not is_public("tidak-ada.id", resolve=unknown)


@given(st.integers(0, 2**32 - 1))
def test_all_notations_of_an_address_are_the_same_address(number: int) -> None:
    dotted = str(literal_address(str(number)))
    assert str(literal_address(hex(number))) == dotted
    assert str(literal_address(dotted)) == dotted


def test_a_refused_address_is_named() -> None:
    with pytest.raises(RecordError, match=r"'javascript:alert\(1\)' is not a web address"):
        canonical("javascript:alert(1)")
