"""A site whose certificate cannot be verified is not read: what came might not be the site's."""

from __future__ import annotations

import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler import checks
from crawler.crawl import crawl
from crawler.limits import Limits
from pantau.records import Outlet
from pantau.storage import Database

Site = Any
AGENT = {"user_agent": "PantauUji/1.0", "contact": "https://example.org/pantau"}
LIMITS = Limits(age_days=0, timeout=5)
STORY = "<p>Warga dua desa memperbaiki jembatan bersama-sama, Senin pagi, lalu makan bersama di balai.</p>"


def certificate(folder: Path, *, valid_for: str = "127.0.0.1", days: int = 30) -> tuple[Path, ssl.SSLContext]:
    """A self-signed certificate, and the server's side of it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Kabar Uji")])
    now = datetime.now(UTC)
    holder: x509.GeneralName = x509.DNSName(valid_for)
    if valid_for[0].isdigit():
        holder = x509.IPAddress(ip_address(valid_for))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=60))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([holder]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder.mkdir()
    file = folder / "sertifikat.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return file, context


def secure(site: Site, context: ssl.SSLContext) -> Outlet:
    """Serve the site over TLS; gives its row."""
    # The handshake is the business of the connection's own thread: a client that leaves stops nobody.
    site.server.socket = context.wrap_socket(
        site.server.socket, server_side=True, do_handshake_on_connect=False
    )
    address = f"https://{site.host}"
    item = f"<item><link>{address}/berita/1</link><pubDate>Mon, 07 Sep 2026 10:00:00 +0700</pubDate></item>"
    site.add("/feed/", f"<rss version='2.0'><channel>{item}</channel></rss>")
    site.add("/", "<html><head></head><body>Depan</body></html>")
    site.add("/berita/1", f"<title>Dua Desa Rukun</title><article>{STORY * 2}</article>")
    return Outlet(
        domain=site.host, name="Uji", owner="Uji", home="32", state="active", local=True,
        feeds=(f"{address}/feed/",),
    )  # fmt: skip


BAD = {
    "stranger": "cannot be verified (self-signed, expired",
    "expired": "cannot be verified",
    "misnamed": "made out to another name",
}


def test_only_a_site_that_proves_its_name_is_read_and_the_book_says_why_not(
    make_site: Callable[[], Site], database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {
        "good": certificate(tmp_path / "good"),
        "stranger": certificate(tmp_path / "stranger"),
        "expired": certificate(tmp_path / "expired", days=-1),
        "misnamed": certificate(tmp_path / "misnamed", valid_for="lain.example"),
    }
    known = [file.read_text() for name, (file, _) in made.items() if name != "stranger"]
    authorities = tmp_path / "dikenal.pem"
    authorities.write_text("".join(known))
    monkeypatch.setenv("SSL_CERT_FILE", str(authorities))
    sites = {name: make_site() for name in made}
    press = {name: secure(sites[name], context) for name, (_, context) in made.items()}

    summary = crawl(database, list(press.values()), home=tmp_path, limits=LIMITS, **AGENT)
    assert summary.extracted == 1
    assert sites["good"].count()["/berita/1"] == 1
    # Of each bad site robots.txt and the feed that it kept shut; the state allows a renewed certificate.
    assert summary.reasons == {"certificate": 2 * len(BAD)}
    written = dict(database.rows("SELECT outlet, state || ' ' || error FROM fetches WHERE kind = 'feed'"))
    for name, words in BAD.items():
        host = sites[name].host
        assert sites[name].asked == []  # not one request was sent, and none without verification after that
        assert written[host].startswith(f"failed certificate: {host}: ")
        assert words in written[host]

    found = checks.check(database, list(press.values()), home=tmp_path, limits=LIMITS, **AGENT)
    judged = {check.domain: (check.state, check.reason) for check in found}
    for name in BAD:
        host = sites[name].host
        assert judged[host] == ("unverified", written[host].removeprefix("failed "))
