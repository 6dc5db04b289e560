"""What every measurement of the project says of itself: when, where, on what."""

from __future__ import annotations

import hashlib
import os
import platform
import resource
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol


class Report(Protocol):
    """What a measurement gives: for programs, for people, and which stated floor was missed."""

    def as_mapping(self) -> dict[str, Any]:
        """Everything measured, ready for JSON."""

    def lines(self) -> Sequence[str]:
        """The tables, line by line."""

    def missed(self) -> Sequence[str]:
        """One sentence for each floor that was missed."""


def circumstances() -> dict[str, str]:
    """Date and machine of a measurement."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {_processor()}, Python {platform.python_version()}",
    }


def digest(files: Iterable[Path]) -> str:
    """First 12 hex digits of the SHA-256 over names and contents: tells one corpus from another."""
    told = hashlib.sha256()
    for file in sorted(files):
        told.update(file.name.encode())
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                told.update(block)
    return told.hexdigest()[:12]


def peak_memory() -> int:
    """Largest resident memory of this process so far, in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024  # Linux counts in KiB


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text("utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()
