"""Whose address it is: the outlet's own, a private one, a stranger's."""

from __future__ import annotations

from urllib.parse import urlsplit

from pantau.records import Outlet
from pantau.urls import is_public_address, literal_address, site


def own_sites(outlet: Outlet) -> set[str]:
    """Sites on which the stories of an outlet stand: its own and those of its feeds."""
    return {site(url) for url in _named(outlet)}


def is_own_local(url: str, outlet: Outlet) -> bool:
    """Tell an address on a host that the row of an outlet declared local names; such a host may be private.

    What a local outlet redirects or points to is checked like any other: it must not open the network.
    """
    return outlet.local and urlsplit(url).hostname in {urlsplit(named).hostname for named in _named(outlet)}


def is_private(url: str) -> bool:
    """Tell an address whose host is written as a number of a private network."""
    literal = literal_address(urlsplit(url).hostname or "")
    return literal is not None and not is_public_address(literal)


def _named(outlet: Outlet) -> tuple[str, ...]:
    return (f"https://{outlet.domain}", *outlet.feeds, *outlet.sitemaps)
