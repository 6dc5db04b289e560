"""What lies behind an error of the network: Scrapy and Twisted wrap the cause several times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from OpenSSL import SSL
from service_identity import VerificationError

DEEPEST: Final = 12
"""Errors looked at; real chains have three or four, and an error may be its own context."""


def chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error, what it lists as its reasons (Twisted), and what it was raised from."""
    waiting, seen = [error], 0
    while waiting and seen < DEEPEST:
        current = waiting.pop(0)
        if current is None:
            continue
        seen += 1
        yield current
        listed = getattr(current, "reasons", None) or ()
        waiting += [
            reason.value for reason in listed if isinstance(getattr(reason, "value", None), Exception)
        ]
        waiting.append(current.__cause__ or current.__context__)


def certificate(error: BaseException, url: str) -> str:
    """Say what is wrong with a host's certificate; empty where the error is another one.

    Args:
        error: What Scrapy or the network raised.
        url: Address that was asked.
    """
    host = urlsplit(url).netloc.rpartition("@")[2]
    rest = "; nothing is asked of this host until its certificate is in order"
    for cause in chain(error):
        if isinstance(cause, VerificationError):
            return f"certificate: {host}: it is made out to another name{rest}"
        if isinstance(cause, SSL.Error) and "certificate verify failed" in str(cause):
            why = "it cannot be verified (self-signed, expired, unknown authority or incomplete chain)"
            return f"certificate: {host}: {why}{rest}"
    return ""
