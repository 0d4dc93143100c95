"""`mediawatch`, the command: one module a group of commands, and how their results are printed."""

from mediawatch.cli.app import main

__all__ = ["main"]
