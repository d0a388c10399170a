"""Standard output as the channel writes on it."""

import sys

from rich.console import Console


def open_console() -> Console:
    """Standard output for texts that may hold anything; it never fails on a letter."""
    for stream in (sys.stdin, sys.stdout):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr] # a file in every program
    return Console(force_terminal=sys.stdout.isatty(), highlight=False, markup=False, emoji=False)
