"""Crawl outlets: the door of this room."""

from __future__ import annotations

import contextlib
import fcntl
import json
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Any, Final, Literal

from crawler import errors
from crawler.errors import CrawlProcessError
from crawler.limits import CrawlSummary, Limits, Progress
from crawler.process import Job
from crawler.registry import readable
from pantau import codec
from pantau import errors as floor
from pantau.errors import CrawlError, PantauError, UsageError
from pantau.records import Outlet
from pantau.storage import Database

LAST_LINES: Final = 30
"""Lines of the process's own log that are shown when it dies."""


def crawl(
    database: Database,
    outlets: Sequence[Outlet],
    *,
    home: Path,
    user_agent: str,
    contact: str,
    limits: Limits | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> CrawlSummary:
    """Read outlets once: their feeds and sitemaps, then the pages that these name.

    Can be killed at any point and called again: what was found is known, what was kept is not asked again.

    Args:
        database: Where addresses, articles and coverage are written.
        outlets: Outlets to read; those that may not be read (:func:`crawler.registry.readable`) are left out.
        home: Folder under which ``archive/`` is written.
        user_agent: Honest name of the crawler, e.g. ``Pantau/0.1``.
        contact: Address of a web page or mailbox at which site owners reach the operator.
        limits: Bounds; the defaults are polite.
        on_progress: Called with the counts so far, a few times a second.

    Returns:
        What was done, with the reasons of what failed or was refused.

    Raises:
        UsageError: The crawler has no name or no contact.
        CrawlError: Another crawl is running, or the crawling process died.
        PantauError: What stopped the process (a full disk, a database of a later version …).
    """
    job = job_for(
        database, readable(outlets), home=home, user_agent=user_agent, contact=contact, limits=limits
    )
    if not job.outlets:
        return CrawlSummary(outlets=0, found=0, fetched=0, extracted=0, failed=0, refused=0, seconds=0.0)
    with alone(home):
        return codec.decode(codec.encode(run_job(job, on_progress)["summary"]), CrawlSummary)


def job_for(
    database: Database,
    outlets: tuple[Outlet, ...],
    *,
    home: Path,
    user_agent: str,
    contact: str,
    limits: Limits | None,
    mode: Literal["crawl", "check"] = "crawl",
) -> Job:
    """A job for the crawling process.

    Raises:
        UsageError: The crawler has no name or no contact.
    """
    if not user_agent.strip() or not contact.strip():
        raise UsageError(
            "the crawler needs a name and a contact, so that site owners can reach somebody (user_agent"
            f" {user_agent!r}, contact {contact!r}); set both"
        )
    return Job(
        database=str(database.path), home=str(home), outlets=outlets, contact=contact.strip(),
        agent=f"{user_agent.strip()} (+{contact.strip()})", limits=limits or Limits(), mode=mode,
    )  # fmt: skip


def run_job(job: Job, on_progress: Callable[[Progress], None] | None = None) -> dict[str, Any]:
    """Run a job in a process of its own.

    Returns:
        Its last message.

    Raises:
        PantauError: What the process reported.
        CrawlProcessError: It ended without a word.
    """
    command = [sys.executable, "-m", "crawler.process"]
    with subprocess.Popen(  # noqa: S603 - our own module
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        try:
            log = _drain(process.stderr)
            _send(process, job)
            last: dict[str, Any] = {}
            for message in _messages(process.stdout):
                last = message
                if "progress" in message and on_progress is not None:
                    on_progress(codec.decode(codec.encode(message["progress"]), Progress))
            code = process.wait()
        except BaseException:
            process.terminate()
            raise
    return _outcome(last, code, log)


def _send(process: subprocess.Popen[bytes], job: Job) -> None:
    if process.stdin is not None:
        with contextlib.suppress(BrokenPipeError):  # it died at once: said by its exit code
            process.stdin.write(codec.encode(job).encode() + b"\n")
            process.stdin.flush()  # and stays open: its end would tell the process to stop


def _messages(stream: IO[bytes] | None) -> Iterator[dict[str, Any]]:
    for line in stream or ():
        try:
            yield json.loads(line)
        except ValueError:
            continue


def _outcome(last: dict[str, Any], code: int, log: Sequence[str]) -> dict[str, Any]:
    if "error" in last:
        raise _error(last)
    if code != 0 or not ("summary" in last or "checks" in last):
        raise CrawlProcessError(
            f"the crawling process ended with code {code} before its summary; what it had found and kept is"
            f" safe, the next crawl goes on from there. Its last words: {' | '.join(log) or 'none'}"
        )
    return last


def _error(last: dict[str, Any]) -> PantauError:
    """The error that the process reported, as it was raised there."""
    name = str(last.get("type", ""))
    kind: object = getattr(errors, name, None) or getattr(floor, name, None)
    if isinstance(kind, type) and issubclass(kind, PantauError):
        return kind(last["error"])
    return CrawlError(last["error"])


def _drain(stream: IO[bytes] | None) -> deque[str]:
    """Read a stream to its end beside us, so that the process never waits for it; keep the last lines."""
    lines: deque[str] = deque(maxlen=LAST_LINES)

    def read() -> None:
        for line in stream or ():
            lines.append(line.decode("utf-8", "replace").rstrip())

    threading.Thread(target=read, daemon=True).start()
    return lines


@contextlib.contextmanager
def alone(home: Path) -> Iterator[None]:
    """Let one crawl at a time write into a home."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "crawl.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CrawlError(f"another crawl is writing into {home}; wait until it has ended") from error
        yield
