"""The pages: every link works, nothing is markup that should be text, and no script anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from types import ModuleType
from urllib.parse import urljoin, urlsplit

import httpx
import pytest

from pantau.storage import Database
from search.web.site import COOKIE, safe_link, stylesheet

START = [
    "/",
    "/cari",
    "/cari?q=bentrok",
    "/cari?q=warga&hal=2",
    "/cari?q=kab:Bogor+dimensi:sosial&dari=2026-10-01&sampai=2026-11-25&urut=terbaru",
    "/cari?q=bentrok+AND",
    "/cari?q=zzzz",
    "/berita/unread",
    "/wilayah/32.71",
    "/wilayah/95.01",
    "/wilayah/12.01",
    "/peringatan",
    "/peringatan/1",
    "/tak-teramati",
    "/tentang",
    "/wilayah-saya",
]


class _Page(HTMLParser):
    """What the tests look at in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.sources: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.tables = self.captions = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.attributes += values
        if tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))
        if tag in {"img", "link"}:
            self.sources.append(str(values.get("src") or values.get("href")))
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.tables += tag == "table"
        self.captions += tag == "caption"


@pytest.mark.parametrize("path", START)
def test_a_page_is_well_made(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == (400 if "AND" in path else 200)
    page = _Page(answer.text)
    assert "script" not in page.tags
    assert not [name for name in page.attributes if name.startswith("on") or name == "style"]
    assert page.headings.count(1) == 1 or path == "/"
    assert page.headings[:1] in ([1], [2])
    assert page.tables == page.captions
    assert len(page.ids) == len(set(page.ids))
    assert 'lang="id"' in answer.text


def test_every_link_of_every_page_leads_somewhere(client: httpx.Client, site: str) -> None:
    # Facets, chips, tiles and pages of hits build addresses; one of each kind is followed, two links deep.
    seen: set[str] = set()
    queue = [(path, 0) for path in START]
    while queue:
        path, depth = queue.pop()
        address, _, query = path.partition("?")
        fields = sorted(set(re.findall(r"(\w+)(?:=|%3A)", query)))
        shape = f"{re.sub(r'[0-9]+', '0', address)} {fields}"
        if shape in seen:
            continue
        seen.add(shape)
        answer = client.get(path)
        expected = 400 if "q=bentrok+AND" in path else 200
        assert answer.status_code == expected, path
        if depth == 2 or "html" not in answer.headers["content-type"]:
            continue
        page = _Page(answer.text)
        for link in (*page.links, *page.sources):
            target = urlsplit(urljoin(site + path, link))
            if f"{target.scheme}://{target.netloc}" == site:
                queue.append((target.path + (f"?{target.query}" if target.query else ""), depth + 1))
            else:
                assert target.scheme == "https", link
    assert len(seen) > 40


@pytest.mark.parametrize("path", ["/", "/cari?q=warga", "/berita/s00300", "/wilayah/32.71", "/cari?q=pagar"])
def test_what_strangers_write_is_text(client: httpx.Client, path: str, press: ModuleType) -> None:
    text = client.get(path).text
    assert "<script" not in text
    assert "<img src=x" not in text
    if path == "/berita/s00300":
        assert "Warga &lt;script&gt;" in text
    if path == "/cari?q=pagar":
        assert "&lt;script&gt;alert" in text
        assert "<mark>pagar</mark>" in text


@pytest.mark.parametrize(
    "query", ['"><script>alert(1)</script>', "<b>x</b>", "' onfocus='x", "a1:<svg/onload=x>", "{{ 7*7 }}"]
)
def test_what_is_asked_comes_back_as_text(client: httpx.Client, query: str) -> None:
    text = client.get("/cari", params={"q": query}).text
    page = _Page(text)
    assert "script" not in page.tags
    assert "b" not in page.tags
    assert not [name for name in page.attributes if name.startswith("on")]
    assert "49" not in text.split("</form>")[1].split("<footer")[0] or "7*7" in text


def test_every_answer_has_the_security_headers(client: httpx.Client) -> None:
    for path in (
        "/",
        "/cari",
        "/nichts",
        "/api/v1/alerts",
        "/static/pantau.css",
        "/wilayah/32.71/sosial.svg",
    ):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in headers


def test_only_web_links_can_be_followed() -> None:
    # The address of a story comes from a feed of a stranger.
    assert safe_link("https://a.example/x") == "https://a.example/x"
    for bad in (
        "javascript:alert(1)",
        "data:text/html,x",
        "//a.example/x",
        "ftp://a.example",
        "",
        "https:///x",
    ):
        assert safe_link(bad) == ""


def test_my_district_is_asked_for_once_and_shown_first(client: httpx.Client) -> None:
    assert "Wilayah mana yang Anda pantau?" in client.get("/").text
    answer = client.post("/wilayah-saya", data={"wilayah": "73.71"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    start = client.get("/").text
    assert "Wilayah mana yang Anda pantau?" not in start
    assert start.index("Kota Makassar") < start.index("Ikhtisar kabupaten/kota")


def test_who_wants_no_district_is_not_asked_again(client: httpx.Client) -> None:
    client.post("/wilayah-saya", data={"wilayah": "semua"})
    assert client.cookies[COOKIE] == "semua"
    assert "Wilayah mana yang Anda pantau?" not in client.get("/").text


def test_a_district_that_does_not_exist_or_a_foreign_form_sets_no_cookie(client: httpx.Client) -> None:
    assert client.post("/wilayah-saya", data={"wilayah": "99.99"}).status_code == 400
    assert client.post("/wilayah-saya", data={"wilayah": "32.71\r\nX: y"}).status_code == 400
    assert client.post("/wilayah-saya").status_code == 400
    foreign = {"origin": "https://elsewhere.example"}
    assert client.post("/wilayah-saya", data={"wilayah": "32.71"}, headers=foreign).status_code == 403
    cross = {"sec-fetch-site": "cross-site"}
    assert client.post("/wilayah-saya", data={"wilayah": "32.71"}, headers=cross).status_code == 403
    assert COOKIE not in client.cookies
    for odd in ("99.99", "32", "'\"><x>", "x" * 3000):
        assert client.get("/", headers={"cookie": f"{COOKIE}={odd}"}).status_code == 200


def test_a_large_body_is_refused(client: httpx.Client) -> None:
    answer = client.post("/wilayah-saya", content=b"x" * 9000)
    assert answer.status_code == 413
    assert client.post("/wilayah-saya", content=iter([b"x"])).status_code == 413


def test_what_was_not_observed_is_said_and_never_called_calm(client: httpx.Client, press: ModuleType) -> None:
    for code in (press.SILENT, "12.01"):
        text = client.get(f"/wilayah/{code}").text
        assert "Tidak teramati bukan berarti aman" in text
        assert "level-aman" not in text
    unseen = client.get("/tak-teramati").text
    assert "Media Sunyi" in unseen
    assert "494" in unseen


def test_an_alert_is_a_lead_to_verify(client: httpx.Client) -> None:
    text = client.get("/peringatan/1").text
    assert "Belum diverifikasi." in text
    assert "bukan penetapan status keadaan konflik" in text
    assert "1 banding 4.800" in text
    assert "pemilik: " in text
    assert "09.00 WIB" in text


def test_times_are_those_of_the_place(client: httpx.Client) -> None:
    assert " WITA" in client.get("/peringatan/2").text  # Makassar
    story = client.get("/api/v1/search", params={"q": "kab:91.71", "size": 1}).json()["hits"][0]
    assert " WIT<" in client.get(f"/berita/{story['key']}").text  # Jayapura


def test_months_and_days_narrow_a_search(client: httpx.Client) -> None:
    whole = client.get("/cari").text
    month = re.search(r'href="(/cari\?dari=2026-10-01&amp;sampai=2026-10-31)"', whole)
    assert month
    answer = client.get(month[1].replace("&amp;", "&")).text
    assert "1 Oktober 2026 – 31 Oktober 2026" in answer
    turned = client.get("/cari?dari=2026-11-25&sampai=2026-10-01").text
    assert "1 Oktober 2026 – 25 November 2026" in turned
    assert client.get("/cari?dari=kemarin&sampai=2026-02-31").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/berita/nobody", "/wilayah/99.99", "/wilayah/32", "/wilayah/32.71/x.svg", "/peringatan/77", "/nothing",
     "/cari?hal=600", "/peringatan/99999999999999999999", "/wilayah/../../etc/passwd"],
)  # fmt: skip
def test_what_is_not_there_is_a_page_that_says_so(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Halaman ini tidak ada" in answer.text


@pytest.mark.parametrize("path", ["/peringatan/x", "/cari?hal=x", "/cari?q=" + "x" * 9000])
def test_a_request_out_of_its_bounds_is_a_page_that_says_so(client: httpx.Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 400
    assert "Permintaan ini tidak dapat dijawab" in answer.text


def test_the_stylesheet_is_small_and_asked_for_by_its_digest(client: httpx.Client) -> None:
    content, digest = stylesheet()
    assert len(content) < 20_000
    assert f"/static/pantau.css?v={digest}" in client.get("/").text
    assert "immutable" in client.get("/static/pantau.css").headers["cache-control"]
    assert b"url(http" not in content


def test_charts_are_drawings_without_script(client: httpx.Client, press: ModuleType) -> None:
    for name in ("sosial", "total", "liputan"):
        for code in (press.PLANTED, press.SILENT):
            answer = client.get(f"/wilayah/{code}/{name}.svg")
            assert answer.headers["content-type"] == "image/svg+xml"
            assert answer.text.startswith("<svg")
            assert "<script" not in answer.text
    assert ">1 Okt<" in client.get(f"/wilayah/{press.PLANTED}/sosial.svg").text


@pytest.fixture
def empty(tmp_path: Path, client: httpx.Client) -> Iterator[httpx.Client]:
    """The service over a fresh database."""
    from sys import modules

    path = tmp_path / "new" / "pantau.db"
    with modules["live_service"].serve(path) as address, httpx.Client(base_url=address) as opened:
        yield opened


def test_a_fresh_installation_has_pages_too(empty: httpx.Client) -> None:
    for path in (
        "/",
        "/cari",
        "/cari?q=bentrok",
        "/wilayah/32.71",
        "/peringatan",
        "/tak-teramati",
        "/tentang",
    ):
        assert empty.get(path).status_code == 200, path
    assert "Belum ada indeks" in empty.get("/").text
    assert empty.get("/api/v1/overview").json()["levels"]["tidak_teramati"] == 514
    assert empty.get("/api/v1/outlets/coverage").json() == []
    assert empty.get("/wilayah/32.71/sosial.svg").status_code == 404


def test_a_database_without_its_tables_is_a_page_not_a_trace(tmp_path: Path, client: httpx.Client) -> None:
    from sys import modules

    path = tmp_path / "pantau.db"
    with modules["live_service"].serve(path) as address, httpx.Client(base_url=address) as opened:
        assert opened.get("/").status_code == 200
    with Database.open(path) as database:
        assert database.value("SELECT count(*) FROM articles") == 0
