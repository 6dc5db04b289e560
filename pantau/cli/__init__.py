"""The command line: one module a group of commands; the only part of the floor that knows the rooms."""

from pantau.cli.app import main

__all__ = ["main"]
