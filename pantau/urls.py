"""Addresses: one identity for one story, and who may be asked at all.

A story has many addresses: with ``utm_source``, as ``?page=all``, as AMP page, on the mobile host, by
``http``. :func:`canonical` folds them into one **identity**; :func:`article_key` hashes it. The identity is
not an address to fetch (a site may answer only with ``www.``): what people click is the story's own URL.

:func:`is_public` tells whether a host lies in the public internet, so that a feed cannot make the crawler
read the operator's own network (server-side request forgery).
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from courlan import normalize_url

from pantau.errors import RecordError

KEY_LENGTH: Final = 20
"""Hex digits of a key: 80 bits, so that 10 million stories collide with a chance below 1e-10."""

TRACKING_PARAMETERS: Final = re.compile(
    # Prefixes and click ids: courlan's list (AdGuard TrackParamFilter, ClearURLs, Firefox query stripping).
    # courlan's own pattern is not used whole: unanchored, it drops `gambar=`, `galeri=` and `cid=`, which
    # name different stories on Indonesian sites.
    r"(?:utm|mtm|pk|itm|vero|oly|mkt|ml|mc|ads?)_\w*|(?:fb|g|dc|tw|yc|ysc)clid|dclid|msclkid|(?:gbra|wbra)id|igshid"
    r"|_g[al]|_gl|gclsrc|yclid|ref|referr?er|ref_src|ref_url|source|medium|campaign|affiliate|xtor|share|shared"
    r"|__twitter_impression|fb_action_ids|fb_action_types|fb_source|spm|cmpid|ncid|sfnsn|mibextid"
    # Kompas and Tribun (recommendation widget, login), detik (tag page).
    r"|(?:other_)?jx\w*|lgn_method|google_btn|tag_from|mtype",
    re.IGNORECASE,
)
"""Query parameters that say where a reader came from, never which story it is."""

VARIANT_PARAMETERS: Final = re.compile(r"amp|outputtype|m|single|showpage|show|print|view", re.IGNORECASE)
"""Parameters that choose another look of the same story when they have a value of :data:`VARIANT_VALUES`."""

VARIANT_VALUES: Final = re.compile(r"|amp|all|full|print|true|yes|[01]", re.IGNORECASE)
"""Looks: ``?amp=1``, ``?outputType=amp``, Blogger's ``?m=1``, detik's ``?single=1``, ``?showpage=all``."""

PAGE_PARAMETERS: Final = re.compile(r"page|halaman|hal|pg|paged", re.IGNORECASE)
PAGE_VALUES: Final = re.compile(r"all|full|semua|\d{1,3}", re.IGNORECASE)
"""``?page=2`` and ``?page=all`` are parts of one story; more than three digits would be a record number."""

ALTERNATE_HOSTS: Final = ("www.", "m.", "amp.", "mobile.")
"""Host prefixes under which Indonesian sites serve the same stories."""

PUBLIC_SECOND_LEVEL: Final = frozenset(
    [
        "co.id",
        "go.id",
        "or.id",
        "ac.id",
        "web.id",
        "my.id",
        "sch.id",
        "desa.id",
        "biz.id",
        "net.id",
        "mil.id",
        "ponpes.id",
    ]
)
"""Names under .id that are registries, not sites (PANDI): ``m.co.id`` keeps its ``m``."""

LOCAL_NAMES: Final = re.compile(
    r"(?:.*\.)?(?:localhost|local|internal|intranet|lan|home\.arpa)", re.IGNORECASE
)
"""Names that by convention never lead to the public internet (RFC 6761, 6762, 8375)."""

_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def canonical(url: str) -> str:
    """Fold the variants of an address into the identity of its story.

    Scheme and ``www.``/``m.``/``amp.`` are made one, tracking parameters, fragment, AMP and page variants
    dropped, the rest of the query sorted. Idempotent.

    Args:
        url: An absolute ``http`` or ``https`` address; blanks around it are forgiven.

    Returns:
        The identity, beginning with ``https://``.

    Raises:
        RecordError: It is no absolute web address.
    """
    text = "".join(url.split())
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise RecordError(f"{url!r} is not a web address: {error}") from error
    if parts.scheme.lower() not in ("http", "https") or not host.strip("."):
        raise RecordError(
            f"{url!r} is not a web address: it must begin with http:// or https:// and name a host"
        )
    path = _path(parts.path)
    query = _query(parts.query, path)
    standard_port = port in (None, {"http": 80, "https": 443}[parts.scheme.lower()])
    netloc = _host(host) + ("" if standard_port else f":{port}")
    return f"https://{netloc}{path}" + (f"?{query}" if query else "")


def article_key(url: str) -> str:
    """Hash the identity of a story: the key of its :class:`~pantau.records.Article`.

    Returns:
        :data:`KEY_LENGTH` hex digits of the SHA-256 of :func:`canonical`.

    Raises:
        RecordError: It is no absolute web address.
    """
    return sha256(canonical(url).encode()).hexdigest()[:KEY_LENGTH]


def domain(url: str) -> str:
    """Name the site of an address: its host in lower case without ``www.``, with a port if it has one.

    Raises:
        RecordError: It is no absolute web address.
    """
    parts = urlsplit(canonical(url))
    host = (urlsplit("".join(url.split())).hostname or "").rstrip(".").removeprefix("www.")
    return f"[{host}]" + _port(parts.port) if ":" in host else host + _port(parts.port)


def site(url: str) -> str:
    """Name the site that an address belongs to: ``regional.kabar.co.id`` and ``kabar.co.id`` are one.

    Returns:
        The registered name (one label below ``.id``, ``.com`` …, or below ``.co.id`` and its like), or the
        address where the host is one; with a port if it has one.

    Raises:
        RecordError: It is no absolute web address.
    """
    parts = urlsplit(canonical(url))
    host = parts.hostname or ""
    if literal_address(host) is None:
        labels = host.split(".")
        length = 3 if ".".join(labels[-2:]) in PUBLIC_SECOND_LEVEL else 2
        host = ".".join(labels[-length:])
    return host + _port(parts.port)


def is_public(host: str, *, resolve: Callable[[str], Iterable[str]] | None = None) -> bool:
    """Tell whether every address behind a host lies in the public internet.

    Understands IPv4 in decimal, octal and hexadecimal notation, IPv6 (with IPv4 inside: mapped, 6to4,
    Teredo, NAT64) and names, which are resolved: one private address among several refuses the host.
    A redirect is a new host and must be asked about again; so must the address at connection time, since a
    name may answer differently the second time (the crawler's resolver does so).

    Args:
        host: Name or address, without scheme or path; brackets around IPv6 are allowed.
        resolve: Turns a name into addresses; the system's resolver by default.

    Returns:
        False also for a name that does not resolve.
    """
    name = host.strip().strip("[]").rstrip(".").lower()
    if not name or LOCAL_NAMES.fullmatch(name):
        return False
    literal = literal_address(name)
    if literal is not None:
        return is_public_address(literal)
    try:
        found = list((resolve or _resolve)(name))
    except OSError:
        return False
    return bool(found) and all(is_public_address(address) for address in found)


def is_public_address(address: str | Address) -> bool:
    """Tell whether one IP address is globally reachable (IANA special-purpose registries)."""
    if isinstance(address, str):
        try:
            address = ipaddress.ip_address(address.partition("%")[0])
        except ValueError:
            return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _embedded(address)
        if inner is not None:
            return is_public_address(inner)
    return address.is_global and not address.is_multicast


def literal_address(name: str) -> Address | None:
    """Read an IP address as a browser would: ``127.1``, ``0x7f000001`` and ``2130706433`` are one.

    Returns:
        The address, or None where ``name`` is a name.
    """
    try:
        return ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        pass
    if not re.fullmatch(r"(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}", name, re.IGNORECASE):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(name))
    except OSError:
        return None


def _host(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    name = _ascii(host.rstrip("."))
    for prefix in ALTERNATE_HOSTS:
        rest = name.removeprefix(prefix)
        if rest != name and "." in rest and rest not in PUBLIC_SECOND_LEVEL and literal_address(rest) is None:
            return _host(rest)
    return name


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode().lower()
    except UnicodeError:
        return quote(host.lower(), safe="-._~")


def _path(path: str) -> str:
    # courlan joins double slashes and quotes what is not ASCII; host and query are ours.
    cleaned = urlsplit(normalize_url(f"https://x.id/{path.lstrip('/')}")).path
    segments: list[str] = []
    for segment in _unescape(cleaned).split("/"):
        if segment == "..":
            segments = segments[:-1]
        elif segment not in ("", "."):
            segments.append(segment)
    return "/" + "/".join(_fold_variants(segments))


def _fold_variants(segments: list[str]) -> list[str]:
    """Drop AMP, trackback and index parts: ``/amp/read/1``, ``/amp/822528``, ``/slug/amp``."""
    while segments and segments[-1].lower() in ("amp", "trackback", "index.html", "index.htm", "index.php"):
        segments = segments[:-1]
    while len(segments) > 1 and segments[0].lower() == "amp":
        # Okezone and Tempo put `amp` in the place of `read`: /amp/822528/... is /read/822528/...
        segments = (["read"] if segments[1].isdigit() else []) + segments[1:]
    return segments


def _unescape(path: str) -> str:
    def one(match: re.Match[str]) -> str:
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    return _ESCAPE.sub(one, path)


def _query(query: str, path: str) -> str:
    pairs = parse_qsl(query.replace("&amp;", "&"), keep_blank_values=True)
    kept = sorted({(name, value) for name, value in pairs if not _is_variant(name, value, path)})
    return urlencode(kept)


def _is_variant(name: str, value: str, path: str) -> bool:
    if TRACKING_PARAMETERS.fullmatch(name):
        return True
    if VARIANT_PARAMETERS.fullmatch(name) and VARIANT_VALUES.fullmatch(value):
        return True
    # On a bare "/?page=17" the number may be the story itself.
    return path != "/" and bool(PAGE_PARAMETERS.fullmatch(name) and PAGE_VALUES.fullmatch(value))


def _port(port: int | None) -> str:
    return "" if port is None else f":{port}"


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _resolve(name: str) -> list[str]:
    return [str(entry[4][0]) for entry in socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)]
