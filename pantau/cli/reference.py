"""The reference of settings and commands as Markdown, made from the program itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer.main

from pantau.settings import Settings, names


def settings_markdown() -> str:
    """The table of all settings for ``docs/settings.md``."""
    lines = ["| setting | environment | default | what it does |", "| --- | --- | --- | --- |"]
    for name in names():
        field = Settings.model_fields[name]
        default = "`$XDG_DATA_HOME/pantau`" if field.default_factory else f"`{field.default!r}`"
        lines.append(f"| `{name}` | `PANTAU_{name.upper()}` | {default} | {field.description} |")
    return "\n".join(lines)


def commands_markdown(application: typer.Typer) -> str:
    """A section for each command for ``docs/commands.md``.

    Args:
        application: The program with all its commands registered.
    """
    root = typer.main.get_command(application)
    return "\n".join(_sections(root, ("pantau",))).rstrip()


def _sections(command: Any, path: tuple[str, ...]) -> Iterator[str]:
    """Sections of a command or of all commands of a group (of the click that typer brings, hence Any)."""
    inner = getattr(command, "commands", None)
    if inner is not None:
        for name, one in sorted(inner.items()):
            yield from _sections(one, (*path, name))
        return
    arguments = [_written(parameter) for parameter in command.params if _is_argument(parameter)]
    yield " ".join(["##", *path, *arguments])
    yield ""
    yield " ".join((command.help or "").split())
    yield ""
    if command.params:
        yield "| option or argument | what it does |"
        yield "| --- | --- |"
        yield from (_row(parameter) for parameter in command.params)
        yield ""


def _row(parameter: Any) -> str:
    return f"| {_written(parameter)} | {' '.join((parameter.help or '').split())} |"


def _written(parameter: Any) -> str:
    if _is_argument(parameter):
        return f"`{parameter.metavar or parameter.name.upper()}`"
    return ", ".join(f"`{name}`" for name in (*parameter.opts, *parameter.secondary_opts))


def _is_argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")
