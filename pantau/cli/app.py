"""The program ``pantau``: global options, exit codes (0 done, 1 failed, 2 wrong use) and its groups."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from dataclasses import dataclass
from typing import Annotated, Final

import typer
from rich.console import Console

import pantau
from pantau import journal
from pantau.errors import PantauError, UsageError
from pantau.settings import Settings, load_settings
from pantau.storage import Database

app = typer.Typer(
    name="pantau",
    help="News monitoring and early warning for social harmony in Indonesia.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


MISUSE: Final[type[Exception]] = typer.BadParameter.__mro__[2]
"""``ClickException``, base of what is raised for a wrong option. Recent typer versions carry a click of
their own, so it is taken from typer and not from a click that may lie beside it."""


@dataclass(frozen=True, slots=True)
class Session:
    """What every command gets: the settings, and through them the database."""

    settings: Settings

    def open(self) -> Database:
        """The database of ``home``, created or migrated where needed."""
        return Database.open(self.settings.database)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"pantau {pantau.__version__}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    assignments: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="NAME=VALUE", help="Change a setting for this command; may be repeated."
        ),
    ] = None,
    _version: Annotated[
        bool,
        typer.Option("--version", help="Print the version and stop.", callback=_print_version, is_eager=True),
    ] = False,
) -> None:
    """Gather the settings before any command runs."""
    settings = load_settings(assignments or [])
    journal.set_up(level=settings.log_level, shape=settings.log_format)
    context.obj = Session(settings)


def session(context: typer.Context) -> Session:
    """The session of a command."""
    found: Session = context.obj
    return found


def main() -> None:
    """Run the program; what Pantau raises on purpose is said in words, without a traceback."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line.

    Args:
        arguments: The words after ``pantau``.

    Returns:
        Exit code: 0 done, 1 failed, 2 wrong use.
    """
    _register_commands()
    try:
        code = app(arguments, standalone_mode=False)
    except MISUSE as error:
        error.show()  # type: ignore[attr-defined]  # every ClickException has it
        return 2
    except PantauError as error:
        Console(stderr=True, highlight=False, soft_wrap=True).print(f"pantau: {error}", markup=False)
        return 2 if isinstance(error, UsageError) else 1
    except (KeyboardInterrupt, typer.Abort):
        logging.getLogger("pantau").info("stopped by the user; what was done is kept")
        return 130
    except BrokenPipeError:
        # The reader (head, less) had enough. Standard output is closed for good, or Python would
        # complain while it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        return _tell_system_error(error)
    return code if isinstance(code, int) else 0


def _tell_system_error(error: OSError) -> int:
    """What the system refuses (a full disk behind standard output, say) is said in words, too."""
    with contextlib.suppress(OSError):
        Console(stderr=True, highlight=False, soft_wrap=True).print(
            f"pantau: {error.strerror or error}{f' ({error.filename})' if error.filename else ''};"
            " what was written before is kept, mend it and run the same command again",
            markup=False,
        )
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains while it exits
    return 1


def _register_commands() -> None:
    """Load the groups; each registers its commands with ``app`` when it is imported."""
    from pantau.cli.groups import register

    register()
