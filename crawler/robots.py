"""What a site allows: robots.txt, and its reservations against use by AI.

A robots.txt that answers 4xx allows everything, one that cannot be had (5xx, no answer) forbids everything
for now (RFC 9309). A reservation against text and data mining or AI is obeyed as a refusal of the publisher,
unless the table of outlets records what rights Pantau has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from protego import Protego

LONGEST_ROBOTS: Final = 500_000
"""Bytes read of a robots.txt (RFC 9309 asks for at least 500 KiB)."""

AI_CRAWLERS: Final = (
    "GPTBot", "ChatGPT-User", "OAI-SearchBot", "CCBot", "Google-Extended", "ClaudeBot", "anthropic-ai",
    "Claude-Web", "Applebot-Extended", "Bytespider", "PerplexityBot", "Amazonbot", "meta-externalagent",
    "FacebookBot", "cohere-ai", "Diffbot", "omgili", "AI2Bot", "Timpibot",
)  # fmt: skip
"""Crawlers of AI makers, by the names in their own documentation; sites that reserve AI use forbid these."""

AI_CRAWLERS_FOR_RESERVATION: Final = 2
"""So many of them forbidden from the front page are a reservation against AI. One may be a quarrel with one
firm's load."""

_NO_AI: Final = re.compile(r"\b(?:noai|notrain|noml)\b", re.IGNORECASE)
_NO_TRAIN_SIGNAL: Final = re.compile(
    r"^\s*content-signal\s*:.*\bai-(?:train|input)\s*=\s*no\b", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host for one crawler.

    Attributes:
        rules: Parsed robots.txt; None where nothing is forbidden.
        closed: Why nothing may be read for now (robots.txt cannot be had); empty if something may.
        reservation: How the site reserves use by AI, empty if it does not.
    """

    rules: Any = None
    closed: str = ""
    reservation: str = ""

    @classmethod
    def from_answer(cls, status: int, body: bytes, *, url: str) -> Robots:
        """Read the answer to a request for robots.txt."""
        if status >= 500 or status == 429:
            return cls(closed=f"robots: {url} answered {status}; without it nothing is read (RFC 9309)")
        if status >= 400:
            return cls()
        text = body[:LONGEST_ROBOTS].decode("utf-8", "replace").lstrip("\ufeff")
        rules = Protego.parse(text)
        return cls(rules=rules, reservation=_reservation(rules, text, url))

    @classmethod
    def unreachable(cls, url: str, why: str) -> Robots:
        """The rules of a host whose robots.txt cannot be had."""
        return cls(closed=f"robots: {url} cannot be had ({why}); without it nothing is read (RFC 9309)")

    def forbids(self, url: str, user_agent: str) -> str:
        """Why this address may not be asked; empty if it may."""
        if self.closed:
            return self.closed
        if self.rules is not None and not self.rules.can_fetch(url, user_agent):
            return f"robots: robots.txt forbids {url} to {user_agent.split('/')[0]}"
        return ""

    def crawl_delay(self, user_agent: str) -> float:
        """Seconds between requests that the site asks for; 0 where it asks for none."""
        if self.rules is None:
            return 0.0
        rate = self.rules.request_rate(user_agent)
        by_rate = rate.seconds / max(rate.requests, 1) if rate else 0.0
        return max(float(self.rules.crawl_delay(user_agent) or 0.0), by_rate)

    def sitemaps(self) -> tuple[str, ...]:
        """Sitemaps that robots.txt names."""
        return tuple(self.rules.sitemaps) if self.rules is not None else ()


def page_reservation(headers: Mapping[str, str], metas: Mapping[str, str]) -> str:
    """Say how a page reserves its use by AI or text and data mining; empty where it does not.

    Args:
        headers: Of the answer, names in small letters.
        metas: Meta tags of the page, names in small letters.
    """
    for origin, value in (
        ("X-Robots-Tag", headers.get("x-robots-tag", "")),
        ("meta robots", metas.get("robots", "")),
    ):
        if _NO_AI.search(value):
            return f"opt-out: {origin} says {value!r}"
    for origin, value in (
        ("TDM-Reservation", headers.get("tdm-reservation", "")),
        ("meta tdm-reservation", metas.get("tdm-reservation", "")),
    ):
        if value.strip() == "1":
            return f"opt-out: {origin} is 1 (text and data mining reserved)"
    return ""


def _reservation(rules: Any, text: str, url: str) -> str:
    if _NO_TRAIN_SIGNAL.search(text):
        return "opt-out: robots.txt says Content-Signal ai-train=no or ai-input=no"
    front = url.removesuffix("robots.txt")
    forbidden = [name for name in _named(text, AI_CRAWLERS) if not rules.can_fetch(front, name)]
    if len(forbidden) >= AI_CRAWLERS_FOR_RESERVATION:
        return f"opt-out: robots.txt forbids the site to AI crawlers ({', '.join(forbidden)})"
    return ""


def _named(text: str, names: Iterable[str]) -> list[str]:
    """Those of the names that have a group of their own in robots.txt."""
    groups = {match[1].strip().lower() for match in re.finditer(r"(?im)^\s*user-agent\s*:\s*([^#\n]+)", text)}
    return [name for name in names if name.lower() in groups]
