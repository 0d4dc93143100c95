"""Terminals that cannot show every letter."""

from __future__ import annotations

import os
import subprocess
import sys

PRINTS = """
from mediawatch.cli import app, printing
app.app = lambda: printing.console().print("Мост: most")
app.main()
"""


def test_what_a_terminal_cannot_show_is_shown_by_its_number() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    said = subprocess.check_output([sys.executable, "-c", PRINTS], env=environment, timeout=120)
    assert said.decode("ascii").strip() == "Мост: most".encode("ascii", "backslashreplace").decode()
