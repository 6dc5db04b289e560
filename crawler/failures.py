"""Why an address gave nothing: errors of Scrapy and the network in words, with what, where and the rule.

A reason begins with the name of its rule and a colon ("too large: …"); the summary of a crawl counts by it.
"""

from __future__ import annotations

from typing import Final, Literal

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.causes import certificate, chain
from crawler.limits import Limits
from crawler.manners import Closed, Postponed, Refused, private_name, retry_after

REFUSALS: Final = frozenset({401, 402, 403, 407, 451})
"""Answers that say "not you": recorded, never worked around (RFC 9110)."""

GONE: Final = frozenset({404, 410})


def refusal_of_status(response: Response, url: str) -> tuple[bool, str, float | None, bool]:
    """Judge an answer other than 200.

    Returns:
        Whether it is a refusal, the reason, the seconds to wait, and whether trying again is of no use.
    """
    status = response.status
    if status in REFUSALS:
        return True, f"http {status}: {url} refuses us", None, True
    wait = retry_after(response)
    if wait is not None:
        return False, f"http {status}: {url} asks to come back in {wait:.0f} s", wait, False
    return False, f"http {status}: {url} gave no page", None, status in GONE


def why(
    error: BaseException, request: Request, limits: Limits
) -> tuple[Literal["failed", "refused", "postponed"], str]:
    """Say in words why a request came to nothing.

    Args:
        error: What Scrapy or the network raised.
        request: The request.
        limits: The bounds that may have been passed.
    """
    if isinstance(error, Refused):
        return "refused", str(error)
    if isinstance(error, Postponed):
        return "postponed", str(error)
    if isinstance(error, Closed):
        return "failed", str(error)
    if private := private_name(request.url):
        return "refused", private
    url = request.url
    if bad := certificate(error, url):
        return "failed", bad
    words = _words(error)
    kind = type(error).__name__
    # Scrapy cancels a download for its size alone; without a told length it says no more than that.
    if kind == "DownloadCancelledError" or "maxsize" in words.lower() or "max size" in words.lower():
        return "failed", f"too large: {url} has more than {limits.page_bytes} bytes (after decompression)"
    if "max redirections" in words:
        first = (request.meta.get("redirect_urls") or [url])[0]
        return "failed", f"redirects: {first} was redirected more than {limits.redirects} times"
    if isinstance(error, IgnoreRequest):
        return "failed", f"ignored: {url}: {words}"
    if "Timeout" in kind or "TimeoutError" in words:
        return "failed", f"timeout: {url} gave no whole answer within {limits.timeout:g} s"
    if "Resolve" in kind or "DNSLookup" in kind:
        return "failed", f"dns: the host of {url} is not known"
    if "ConnectionRefused" in kind or "refused" in words.lower():
        return "failed", f"connection: {url} accepts no connection"
    return "failed", f"connection: {url}: {kind}: {words[:200]}"


def _words(error: BaseException) -> str:
    """The texts of an error and of what caused it."""
    return " ".join(filter(None, map(str, chain(error))))
