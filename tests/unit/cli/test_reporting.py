"""What is printed for people."""

from __future__ import annotations

import pytest
from mediawatch.cli import printing
from rich.markup import escape


def test_articles_are_printed_as_they_are(capsys: pytest.CaptureFixture[str]) -> None:
    said = "Turnout :100: per cent, [bold]he[/bold] said [link=https://a.example]here[/link]"
    printing.console().print(escape(said), printing._table("Articles", ("headline",), [(said,)]))
    assert capsys.readouterr().out.count(said) == 2
