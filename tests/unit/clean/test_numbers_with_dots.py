"""Numbers that look like days: versions, chapters, telephones."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.clean.test_page import page, parse

URL = "https://news.example/the-river-rises"

NUMBERS = [
    ("en", "v05.05.25"),
    ("en", "v 5.5.25"),
    ("en", "Version 5.5.25"),
    ("en", "Section 4.10.22"),
    ("en", "Ratio 10/10/20"),
    ("en", "IP 10.12.20.24"),
    ("de", "Softwareversion 05.05.25"),
    ("fr", "Tél. 05.05.25"),
    ("es", "Capítulo 10.11.12"),
    ("it", "Versione 05.05.25"),
    ("pt", "Versão 05.05.25"),
    ("nl", "Hoofdstuk 10.11.12"),
    ("sv", "Kapitel 10.11.12"),
    ("fi", "Luku 10.11.12"),
    ("pl", "Wersja 05.05.25"),
    ("cs", "Verze 05.05.25"),
    ("hu", "Verzió 05.05.25"),
    ("ru", "Версия 05.05.25"),
    ("uk", "Розділ 10.11.12"),
    ("el", "Έκδοση 05.05.25"),
    ("tr", "Sürüm 05.05.25"),
    ("id", "Versi 05.05.25"),
    ("vi", "Phiên bản 05.05.25"),
    ("lv", "Nodaļa 10.11.12"),
    ("ar", "الإصدار 05.05.25"),
    ("he", "גרסה 05.05.25"),
    ("hi", "संस्करण 05.05.25"),
    ("zh", "版本 25.05.05"),
    ("ja", "第10.11.12章"),
    ("ko", "버전 25.05.05"),
    ("fr", "Tél. : 05.05.25"),
]


@pytest.mark.parametrize(("language", "line"), NUMBERS)
def test_a_number_of_something_is_no_day(language: str, line: str) -> None:
    for top in (f"<p>{line}</p>", f'<div class="meta">{line}</div>'):
        draft = parse(page(top=top).replace('lang="en-GB"', f'lang="{language}"'), url=URL)
        assert draft.date_published is None


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Stand: 05.05.25"),
        ("de", "Ausgabe vom 05.05.25"),
        ("fr", "Le 05.05.25"),
        ("it", "Pubblicato il 05.05.25"),
        ("en", "Mira Holt, 05.05.25"),
        ("en", "Android | 05/05/25"),
        ("fr", "Article - 05/05/25"),
        ("de", "Artikel | 05.05.25"),
        ("pl", "Artykuł, 05.05.25"),
        ("cs", "Článek · 05.05.25"),
        ("ru", "Статья | 05.05.25"),
        ("es", "Sección / 05/05/25"),
        ("ko", "입력 25.05.05"),
    ],
)
def test_a_day_with_two_figures_of_its_year_stays_one(language: str, line: str) -> None:
    draft = parse(page(top=f"<p>{line}</p>").replace('lang="en-GB"', f'lang="{language}"'), url=URL)
    assert draft.date_published is not None
    assert draft.date_published.date() == date(2025, 5, 5)


@pytest.mark.parametrize("mark", ['class="date-header"', 'class="entry-date"', 'class="postDate"', 'id="date"'])
def test_a_bare_number_that_the_page_marks_as_a_date_is_a_day(mark: str) -> None:
    """Above the headline, where blogs that group their posts by days have it."""
    draft = parse(
        page().replace("<h1", f'<div {mark}>17.7.11</div><div class="post"><h1', 1).replace("en-GB", "de"), url=URL
    )
    assert draft.date_published is not None
    assert draft.date_published.date() == date(2011, 7, 17)
