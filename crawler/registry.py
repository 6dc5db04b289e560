"""The table of outlets: what is known of each source, and which of them may be read.

A source is a row, not a program. The table that ships is ``crawler/data/outlets.csv``; an operator can point
a setting at another file with the same columns. It is checked when it is read: an error names file, row,
field, value and rule.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Final, Literal, TypeVar, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from crawler.errors import RegistryError
from pantau.calendar import ZONES
from pantau.districts import load_districts
from pantau.errors import RecordError
from pantau.records import Outlet, OutletState
from pantau.urls import LOCAL_NAMES, is_public_address, literal_address, site

COLUMNS: Final = (
    "domain",
    "name",
    "owner",
    "home",
    "feeds",
    "sitemaps",
    "rights",
    "state",
    "reason",
    "source",
)
OPTIONAL_COLUMNS: Final = ("local",)
UNKNOWN: Final = "unknown"
NATIONAL: Final = "national"
"""Home of an outlet that belongs to no province; kept as an empty string in the record."""

Rights = Literal["headline", "full", "none", "unknown"]

Word = TypeVar("Word", bound=str)

_DOMAIN: Final = re.compile(r"(?!www\.)[a-z0-9.-]+(?::\d{1,5})?(?:/[a-z0-9-]+)*")
"""A host in small letters without ``www.``, with a port in tests, with a section where one site has many
(``rri.co.id/nabire``)."""


def load(path: Path | None = None) -> tuple[Outlet, ...]:
    """Read and check the table of outlets.

    Args:
        path: A table of the operator's own; the one that ships by default.

    Returns:
        The outlets in the order of the table.

    Raises:
        RegistryError: A row breaks a rule, or the file cannot be read.
    """
    name = str(path) if path else "outlets.csv"
    try:
        text = (
            path.read_text("utf-8")
            if path
            else resources.files("crawler.data").joinpath(name).read_text("utf-8")
        )
    except (OSError, UnicodeDecodeError) as error:
        raise RegistryError(f"{name}: cannot be read as UTF-8 text: {error}") from error
    return parse(text, name=name)


def parse(text: str, *, name: str) -> tuple[Outlet, ...]:
    """Read and check a table of outlets; ``name`` is the file's, for messages. See :func:`load`."""
    reader = csv.DictReader(text.splitlines())
    _check_columns(reader.fieldnames or (), name)
    outlets = [_outlet(row, f"{name}, row {number}") for number, row in enumerate(reader, start=2)]
    twice = [domain for domain, count in Counter(outlet.domain for outlet in outlets).items() if count > 1]
    if twice:
        rows = [number for number, outlet in enumerate(outlets, start=2) if outlet.domain == twice[0]]
        raise RegistryError(
            f"{name}, rows {rows[0]} and {rows[1]}, field domain: {twice[0]!r} stands twice; a domain is the"
            " key of its outlet"
        )
    return tuple(outlets)


def owner_of(outlet: Outlet) -> str:
    """Name whoever speaks through an outlet, for counting independent reports.

    Returns:
        The owner; where it is not known, the site: two unknown owners are not one, two parts of a site are.
    """
    return outlet.owner if outlet.owner != UNKNOWN else site(f"https://{outlet.domain}")


def zone_of(outlet: Outlet) -> ZoneInfo:
    """Zone in which an outlet writes its times: that of its home; Jakarta's where that is not known."""
    if outlet.home in ("", UNKNOWN):
        return ZONES["WIB"]
    table = load_districts()
    named = table.district(outlet.home).zone if "." in outlet.home else table.province(outlet.home).zone
    return ZoneInfo(named)


def with_checks(
    outlets: Iterable[Outlet], checks: Mapping[str, tuple[OutletState, str]]
) -> tuple[Outlet, ...]:
    """Lay what was learnt by checking over what the table says.

    A check can activate an unverified outlet and refuse or retire an active one. What the table itself
    refuses or retires stays so: a person decided that, and only the table changes it.

    Args:
        outlets: As the table gives them.
        checks: State and reason by domain (:func:`crawler.checks.stored`).
    """
    return tuple(
        replace(outlet, state=checks[outlet.domain][0], reason=checks[outlet.domain][1])
        if outlet.domain in checks and outlet.state in ("active", "unverified")
        else outlet
        for outlet in outlets
    )


def readable(outlets: Iterable[Outlet]) -> tuple[Outlet, ...]:
    """Those that may be crawled: active, and with rights other than ``none``."""
    return tuple(outlet for outlet in outlets if outlet.state == "active" and outlet.rights != "none")


def _check_columns(found: Sequence[str], name: str) -> None:
    missing = [column for column in COLUMNS if column not in found]
    strange = [column for column in found if column not in (*COLUMNS, *OPTIONAL_COLUMNS)]
    if missing or strange:
        raise RegistryError(
            f"{name}, row 1: missing columns: {', '.join(missing) or 'none'}; unknown columns:"
            f" {', '.join(map(str, strange)) or 'none'}; the table has {', '.join(COLUMNS)} and may have"
            f" {', '.join(OPTIONAL_COLUMNS)}"
        )


def _outlet(row: dict[str, str], where: str) -> Outlet:
    for field, value in row.items():
        if field is None or value is None:
            raise RegistryError(f"{where}: {len(row)} fields; the row must have as many as the first row")
        if field not in ("local",) and not value.strip():
            raise _broken(where, field, value, f"it must not be empty; what is not known is {UNKNOWN!r}")
    local = row.get("local", "").strip().lower() in ("yes", "true", "1")
    outlet = Outlet(
        domain=_matching(where, row, "domain", _DOMAIN, "a host in small letters without scheme and www."),
        name=row["name"].strip(),
        owner=row["owner"].strip(),
        home=_home(where, row["home"].strip()),
        feeds=_addresses(where, row, "feeds", local=local),
        sitemaps=_addresses(where, row, "sitemaps", local=local),
        rights=_one_of(where, row, "rights", get_args(Rights)),
        state=_one_of(where, row, "state", get_args(OutletState)),
        reason=row["reason"].strip(),
        source=row["source"].strip(),
        local=local,
    )
    if outlet.state == "active" and not (outlet.feeds or outlet.sitemaps):
        raise _broken(
            where, "state", "active", "an active outlet has a feed or a sitemap; else it is 'unverified'"
        )
    if outlet.state == "active" and outlet.rights == "none":
        raise _broken(
            where, "rights", "none", "an outlet that may not be read at all is 'refused', not 'active'"
        )
    return outlet


def _broken(where: str, field: str, value: str, rule: str) -> RegistryError:
    return RegistryError(f"{where}, field {field}: {value!r} is not allowed: {rule}")


def _matching(where: str, row: dict[str, str], field: str, form: re.Pattern[str], rule: str) -> str:
    value = row[field].strip()
    if not form.fullmatch(value):
        raise _broken(where, field, value, rule)
    return value


def _one_of(where: str, row: dict[str, str], field: str, allowed: tuple[Word, ...]) -> Word:
    value = row[field].strip()
    for word in allowed:
        if word == value:
            return word
    raise _broken(where, field, value, f"one of {', '.join(allowed)}")


def _home(where: str, value: str) -> str:
    if value == NATIONAL:
        return ""
    if value != UNKNOWN and value not in load_districts():
        rule = f"a Kemendagri code of a province or district, {NATIONAL!r} or {UNKNOWN!r}"
        raise _broken(where, "home", value, rule)
    return value


def _addresses(where: str, row: dict[str, str], field: str, *, local: bool) -> tuple[str, ...]:
    value = row[field].strip()
    if value == UNKNOWN:
        return ()
    for address in value.split():
        try:
            site(address)
        except RecordError as error:
            raise _broken(
                where, field, address, f"addresses begin with http:// or https:// ({error})"
            ) from error
        host = urlsplit(address).hostname or ""
        literal = literal_address(host)
        private = LOCAL_NAMES.fullmatch(host) or (literal is not None and not is_public_address(literal))
        if private and not local:
            raise _broken(
                where, field, address, "a private address is read only where the column local says 'yes'"
            )
    return tuple(value.split())
