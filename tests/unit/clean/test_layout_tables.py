"""Pages of the time before style sheets: laid out by tables, paragraphs parted by `br`, type set by `font`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from mediawatch.clean.formats.html_page import parse_page, parse_tree
from mediawatch.clean.page.blocks import read_lines, read_shown_lines

from tests.unit.clean.texts_by_language import TEXTS

LANGUAGES = [language for language in ("de", "es", "ru", "ar", "hi", "ja", "zh", "ko", "tr", "pl") if language in TEXTS]
URL = "https://paper.example/2026/03/24/story-7.html"
MENU = ("Home", "Politics", "Sport", "Contact")
HEADLINE = "The old bridge opens again"


def _linked(between: str) -> str:
    return between.join(f'<a href="/{name}.html"><font size="2">{name}</font></a>' for name in MENU)


def _cells(paragraphs: str) -> str:
    return (
        f'<table width="760"><tr><td colspan="3"><img src="a.gif"></td></tr><tr><td width="140">{_linked("<br>")}</td>'
        f'<td><font size="4"><b>{HEADLINE}</b></font><br><font size="1">24 March 2026</font><br><br>'
        f'<font face="Arial" size="2">{paragraphs}</font></td><td width="160"><a href="/n1.html">Ferry sold</a><br>'
        '<a href="/n2.html">Dam planned</a></td></tr></table>'
    )


def _nested(paragraphs: str) -> str:
    return (
        f"<table><tr><td><table><tr><td><table><tr><td width=120>{_linked('<br>')}</td><td><table>"
        f"<tr><td><b>{HEADLINE}</b></td></tr><tr><td><img src=a.jpg>{paragraphs}</td></tr></table>"
        "</td></tr></table></td></tr></table></td></tr></table>"
    )


def _lines(paragraphs: str) -> str:
    return (
        f"<table><tr><td>{_linked('<br>')}</td><td>&nbsp;</td><td><span class=titre>{HEADLINE}</span><br>"
        f"<span class=texte>{paragraphs}</span><br><br><a href=/n1.html>Ferry sold</a><br>"
        "<a href=/n2.html>Dam planned</a></td></tr></table>"
    )


def _rows(paragraphs: str) -> str:
    rows = "".join(f"<tr><td><font size=2>{part}</font></td></tr>" for part in paragraphs.split("<br><br>"))
    return (
        f"<table><tr><td>{_linked(' | ')}</td></tr></table><table><tr><td><b>{HEADLINE}</b></td></tr>{rows}</table>"
        "<table><tr><td><a href=/n1.html>Ferry sold</a><br><a href=/n2.html>Dam planned</a></td></tr></table>"
    )


@pytest.mark.parametrize("shape", [_cells, _nested, _lines, _rows])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_of_a_page_laid_out_by_tables(language: str, shape: Callable[[str], str]) -> None:
    text = TEXTS[language]
    paragraphs = [text, f"{text} {text}", text[::-1] if language in ("zh", "ja") else " ".join(text.split()[::-1])]
    head = f"<html><head><title>The Letter - {HEADLINE}</title></head>"
    page = f"{head}<body>{shape('<br><br>'.join(paragraphs))}</body></html>"
    draft = parse_page(page, url=URL, as_of=datetime(2026, 6, 1, tzinfo=UTC), asked=True)
    assert draft.headline == HEADLINE
    assert draft.body.split("\n") == paragraphs


def test_a_table_of_data_stays_one() -> None:
    rows = "".join(
        f"<tr><td>{year}</td><td>{year * 3} tons of clay were carried in it</td></tr>" for year in (2024, 2025)
    )
    text = " ".join(["The barges carried more clay than ever before, the keeper of the old lock said on Monday."] * 3)
    page = f"<h1>{HEADLINE}</h1><article><p>{text}</p><table>{rows}</table><p>{text} So it is.</p></article>"
    assert "| 2024 | 6072 tons" in parse_page(page, url=URL, as_of=datetime(2026, 6, 1, tzinfo=UTC), asked=True).body


def test_a_break_parts_words_and_lines() -> None:
    tree = parse_tree("<body><p>One <b>two</b><br><i>three</i><br><a href=x>four</a></p></body>")
    assert read_lines(tree) == ["One two three four"]
    assert read_shown_lines(tree) == [("One two", False), ("three", False), ("four", True)]
