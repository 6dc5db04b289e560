"""Whose an outlet is: independence is counted by owner, not by domain.

Seventeen regional sites of one group are one voice. An outlet that the registry does not know, or whose
owner it does not know, stands for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pantau.records import Outlet

OFFICIAL_ENDINGS: Final = (".go.id", ".mil.id", ".polri.go.id")
"""Domains that only bodies of the state can register (PANDI's rules for second-level domains)."""

OFFICIAL_OWNERS: Final = frozenset(("pemerintah", "government", "polri", "kemendagri", "kesbangpol"))
"""Owners that the registry gives for bodies of the state outside those domains."""


@dataclass(frozen=True, slots=True)
class Owners:
    """Owner of each outlet by domain."""

    table: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, outlets: Iterable[Outlet]) -> Owners:
        """The owners that a registry gives."""
        return cls({item.domain: item.owner for item in outlets if item.owner not in ("", "unknown")})

    def owner(self, outlet: str) -> str:
        """Owner of an outlet; the outlet itself where it is not known."""
        known = self.table.get(outlet)
        if known is not None:
            return known
        return _parent_owner(outlet, self.table) or outlet

    def is_official(self, outlet: str) -> bool:
        """Whether an outlet speaks for a body of the state."""
        return outlet.endswith(OFFICIAL_ENDINGS) or self.owner(outlet).lower() in OFFICIAL_OWNERS


def _parent_owner(outlet: str, table: Mapping[str, str]) -> str | None:
    """Owner of the nearest domain above (``amp.suara.com`` belongs to whom ``suara.com`` belongs)."""
    labels = outlet.split(".")
    for start in range(1, len(labels) - 1):
        parent = ".".join(labels[start:])
        if parent in table:
            return table[parent]
    return None
