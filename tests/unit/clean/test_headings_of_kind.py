"""Headings that say only what a text is, small print behind a line break, and a system's own name as og:title."""

from __future__ import annotations

import pytest

from tests.unit.clean.test_page import parse
from tests.unit.clean.texts_by_language import TEXTS

HEADLINE = "Two sisters reopen the old ropewalk"


def page(language: str, head: str, top: str) -> str:
    text = f"<p>{TEXTS.get(language, TEXTS['en'])}</p>" * 4
    return f'<html lang="{language}"><head>{head}</head><body><article>{top}{text}</article></body></html>'


@pytest.mark.parametrize(
    ("language", "kind"),
    [
        ("en", "Press release"),
        ("de", "Pressemitteilung"),
        ("fr", "Communiqué de presse"),
        ("es", "Nota de prensa"),
        ("nl", "Persbericht"),
        ("da", "Pressemeddelelse"),
        ("fi", "Tiedote"),
        ("cs", "Tisková zpráva"),
        ("ru", "Пресс-релиз"),
        ("ja", "プレスリリース"),
    ],
)
def test_the_headline_stands_below_what_the_text_is(language: str, kind: str) -> None:
    draft = parse(page(language, f"<title>{kind} - Ostra</title>", f"<h1>{kind}</h1><h2>{HEADLINE}</h2>"))
    assert (draft.headline, draft.headline_source) == (HEADLINE, "h2")


def test_a_kind_alone_stays() -> None:
    assert parse(page("en", "<title>Press release</title>", "<h1>Press release</h1>")).headline == "Press release"


def test_small_print_behind_a_line_break_is_a_subtitle() -> None:
    top = f"<h1>{HEADLINE}<br><small>A craft comes home</small></h1>"
    assert parse(page("en", "<title>Ostra</title>", top)).headline == HEADLINE


def test_a_block_in_a_heading_stands_apart() -> None:
    top = "<h1>두 자매, 옛 밧줄 공방 다시 열어<div><i>돌아온 손기술</i></div></h1>"
    head = "<title>두 자매, 옛 밧줄 공방 다시 열어</title>"
    assert parse(page("ko", head, top)).headline == "두 자매, 옛 밧줄 공방 다시 열어"


def test_og_title_that_names_the_site_is_none() -> None:
    head = f'<title>{HEADLINE}</title><meta property="og:title" content="Valley News">'
    assert parse(page("en", head, "<p>Culture</p>")).headline == HEADLINE
