"""Which reading of a page is taken, and that a slow one is asked for only where the page speaks against the first."""

from __future__ import annotations

import pytest
from mediawatch.clean.formats.html_page import parse_tree
from mediawatch.clean.page import readings
from mediawatch.clean.page.blocks import read_blocks, squeeze
from mediawatch.clean.page.readings import Page, read_page
from mediawatch.clean.text import one_line, sanitise

from tests.unit.clean.test_page import LATER, PARAGRAPHS

TITLE = "river rises over night"
ALL = [*PARAGRAPHS, *LATER]


def page_of(content: str) -> Page:
    tree = parse_tree(f"<html><body><main><h1>River rises over night</h1>{content}</main></body></html>")
    return Page(tree, read_blocks(tree), None, "", frozenset([TITLE]), lambda: tree, lambda: None)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Which readings were asked for: True for the precise one, which gives `LATER` and the first paragraph."""
    calls: list[bool] = []

    def read(tree: object, url: str | None, *, precise: bool) -> str:
        calls.append(precise)
        return "\n".join([PARAGRAPHS[0], *LATER, LATER[0][:-1], LATER[1][:-1]])

    monkeypatch.setattr(readings, "read_with_trafilatura", read)
    return calls


def test_a_reading_that_is_whole_once_completed_needs_no_other(asked: list[bool]) -> None:
    """The paragraphs between those that were read are put back later."""
    reading = read_page(page_of("".join(f"<p>{paragraph}</p>" for paragraph in ALL)))
    assert asked == [True]
    assert reading.method == "trafilatura"


def test_the_pages_own_paragraphs_come_before_slower_readings(asked: list[bool]) -> None:
    """Here they stand behind the end of what was read, in elements of another kind."""
    read = "".join(f"<p>{paragraph}</p>" for paragraph in (PARAGRAPHS[0], *LATER))
    rest = "".join(
        f"<div class=part{n}><div><section>{text}</section></div></div>" for n, text in enumerate([*PARAGRAPHS[1:]] * 2)
    )
    reading = read_page(page_of(f"<div>{read}</div><div>{rest}</div>"))
    assert asked == [True]
    assert reading.method == "paragraphs"
    assert all(paragraph in reading.text for paragraph in ALL)


def test_short_lines_between_paragraphs_are_paragraphs() -> None:
    blocks = page_of(f"<p>{ALL[0]}</p><p>You need:</p><ul><li>sand</li></ul><p>Why?</p><p>{ALL[1]}</p>").blocks
    assert readings.read_prose(blocks).split("\n") == [ALL[0], "You need:", "- sand", "Why?", ALL[1]]


@pytest.mark.parametrize(
    "text",
    [
        "A plain line, 10 %",
        "“Quoted” – she’s …",
        "ÉTÉ à Noël",
        "straße İ",
        "می\u200cشود",
        "河 水",
        "a\u00adb\ufeffc",
        "e\u0301",
    ],
)
def test_quick_ways_give_what_the_slow_ones_give(text: str) -> None:
    assert one_line(text) == " ".join(sanitise(text).split())
    assert squeeze(text) == "".join(filter(str.isalnum, text)).casefold()
