"""The head of a plain text, in many languages: headline, day, byline, labels."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date
from mediawatch.clean.draft import Draft
from mediawatch.clean.formats.plain_text import parse_plain

from tests.unit.clean.texts_by_language import TEXTS

DAY = date(2025, 3, 24)


def head(language: str, lines: str) -> Draft:
    """What is read of a text in `language` with these lines below its headline."""
    text = TEXTS[language]
    headline = text[:12] if language in ("zh", "ja") else " ".join(text.split()[:3])
    draft = parse_plain(f"{headline}\n{lines}\n\n{text}\n\n{text}\n")
    assert (draft.headline, draft.body) == (headline, f"{text}\n\n{text}")
    return draft


@pytest.mark.parametrize("form", ["full", "long", "medium"])
@pytest.mark.parametrize("language", TEXTS)
def test_the_day_below_the_headline_as_its_language_writes_it(language: str, form: str) -> None:
    found = head(language, format_date(DAY, form, locale=language)).date_published
    assert found is not None
    assert found.date() == DAY


BYLINES = [
    ("en", "Tuesday, March 24, 2026 | Anna Holt", "Anna Holt"),
    ("en", "Anna Holt, Political Editor", "Anna Holt"),
    ("en", "Author: Anna Holt", "Anna Holt"),
    ("de", "Ein Kommentar von Anna Holt", "Anna Holt"),
    ("de", "Autorin: Anna Holt", "Anna Holt"),
    ("fr", "Propos recueillis par Anna Holt", "Anna Holt"),
    ("es", "Texto: Anna Holt", "Anna Holt"),
    ("pt", "Autora: Anna Holt", "Anna Holt"),
    ("it", "Autore: Anna Holt", "Anna Holt"),
    ("nl", "Door Anna Holt en Bernd Erle", "Anna Holt, Bernd Erle"),
    ("sv", "Text: Anna Holt", "Anna Holt"),
    ("da", "Af Anna Holt", "Anna Holt"),
    ("fi", "Kirjoittaja: Anna Holt", "Anna Holt"),
    ("pl", "Tekst: Anna Holt", "Anna Holt"),
    ("cs", "Autor: Anna Holt", "Anna Holt"),
    ("hu", "Szerző: Holt Anna", "Holt Anna"),
    ("ro", "De Anna Holt", "Anna Holt"),
    ("ru", "Текст: Анна Холт", "Анна Холт"),
    ("ru", "Анна Холт, политический редактор", "Анна Холт"),
    ("el", "Του Γιώργου Παπαδόπουλου", "Γιώργος Παπαδόπουλος"),
    ("tr", "Haber: Ayşe Demir", "Ayşe Demir"),
    ("ar", "بقلم: أحمد سالم", "أحمد سالم"),
    ("hi", "लेखक: राम कुमार", "राम कुमार"),
    ("id", "Penulis: Budi Santoso", "Budi Santoso"),
    ("vi", "Tác giả: Nguyễn Văn An", "Nguyễn Văn An"),
    ("zh", "记者 王小明", "王小明"),
    ("zh", "作者：王小明", "王小明"),
    ("ja", "記者：山田太郎", "山田太郎"),
    ("ko", "홍길동 기자", "홍길동"),
]


@pytest.mark.parametrize(("language", "line", "authors"), BYLINES)
def test_the_byline_below_the_headline_as_its_language_writes_it(language: str, line: str, authors: str) -> None:
    assert ", ".join(head(language, line).author) == authors
    after_day = head(language, f"2025-03-24\n{line}")
    assert (", ".join(after_day.author), bool(after_day.date_published)) == (authors, True)


def test_a_byline_with_its_day() -> None:
    draft = head("de", "Von Anna Holt und Bernd Erle, 24. März 2025")
    assert draft.author == ("Anna Holt", "Bernd Erle")
    assert draft.date_published is not None
    assert draft.date_published.date() == DAY


LABELS = [
    ("de", "Titel", "Datum"),
    ("sv", "Titel", "Datum"),
    ("da", "Overskrift", "Dato"),
    ("fi", "Otsikko", "Päivämäärä"),
    ("et", "Pealkiri", "Kuupäev"),
    ("lv", "Virsraksts", "Datums"),
    ("hu", "Cím", "Dátum"),
    ("ru", "Заголовок", "Дата"),
    ("uk", "Заголовок", "Дата публікації"),
    ("ar", "العنوان", "التاريخ"),
    ("ka", "სათაური", "თარიღი"),
    ("hy", "Վերնագիր", "Ամսաթիվ"),
    ("ta", "தலைப்பு", "தேதி"),
    ("sw", "Kichwa cha habari", "Tarehe"),
    ("zh", "标题", "日期"),
    ("ja", "タイトル", "掲載日"),
    ("ko", "제목", "등록일"),
]


@pytest.mark.parametrize(("language", "title", "day"), LABELS)
def test_a_title_and_a_day_are_labels_enough(language: str, title: str, day: str) -> None:
    draft = parse_plain(f"{title}: The bridge\n{day}: 24.03.2025\n\n{TEXTS[language]}\n")
    assert (draft.headline, draft.body) == ("The bridge", TEXTS[language])
    assert draft.date_published is not None
    assert draft.date_published.date() == DAY


@pytest.mark.parametrize("line", ["Anna Holt, mayor of Marlin", "By the numbers: a bridge", "Story by Anna Holt"])
def test_a_headline_is_no_byline(line: str) -> None:
    draft = parse_plain(f"{line}\n\n{TEXTS['en']}\n\n{TEXTS['en']}\n")
    assert not draft.author
    assert draft.headline in (line, None)
