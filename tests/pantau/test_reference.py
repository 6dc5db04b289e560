"""The reference in the docs: what is not described there does not exist for a user."""

from pathlib import Path

from pantau.cli.app import app
from pantau.cli.groups import register
from pantau.cli.reference import commands_markdown, settings_markdown

DOCS = Path(__file__).resolve().parents[2] / "docs"


# `pantau doctor --commands` writes the page; a changed command fails here until it is written again.
def test_every_command_and_option_is_documented() -> None:
    register()
    assert commands_markdown(app) in (DOCS / "commands.md").read_text("utf-8")


def test_every_command_and_option_has_help() -> None:
    register()
    rows = [line for line in commands_markdown(app).splitlines() if line.startswith("| `")]
    assert len(rows) > 20
    assert [row for row in rows if row.endswith("|  |")] == []


def test_every_setting_is_documented() -> None:
    assert settings_markdown() in (DOCS / "settings.md").read_text("utf-8")
