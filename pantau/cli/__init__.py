"""The command line: one module for each group of commands, the only part of the floor that knows the rooms."""

from pantau.cli.app import main

__all__ = ["main"]
