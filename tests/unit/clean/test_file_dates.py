"""The day of a file: lines of its head in any language, numeric dates by the rest of the document."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from mediawatch.clean import clean
from mediawatch.model import Article, RawDocument
from mediawatch.settings import Settings

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
TENTH = date(2026, 3, 10)
TEXT = "The harbour council voted to close the pier after cracks were found in four of its supports on Tuesday. " * 3
Item = Callable[..., Article]


@pytest.fixture
def item(make_raw: Callable[..., RawDocument], settings: Settings) -> Item:
    def make(**fields: str) -> Article:
        data = json.dumps({"headline": "The pier closes", "articleBody": TEXT, **fields}).encode()
        return clean(make_raw(data, "application/json"), data, as_of=NOW, settings=settings)

    return make


@pytest.mark.parametrize(
    "fields",
    [
        {"datePublished": "03/10/2026 9:00 AM", "dateModified": "03/14/2026 8:00 PM"},
        {"datePublished": "03/10/2026", "dateModified": "2026-03-14"},
        {"datePublished": "03/10/2026", "inLanguage": "en-US"},
        {"datePublished": "10/03/2026", "inLanguage": "en-GB"},
        {"datePublished": "10/03/2026", "url": "https://courier.example.in/pier"},
    ],
)
def test_the_rest_of_a_file_tells_day_from_month(item: Item, fields: dict[str, str]) -> None:
    article = item(**fields)
    assert article.published_on == TENTH
    assert not [warning for warning in article.warnings if warning.startswith("ambiguous-date")]


def test_a_numeric_date_that_stays_in_doubt_is_not_used(item: Item) -> None:
    article = item(datePublished="03/10/2026")
    assert article.published_on is None
    assert "ambiguous-date: 03/10/2026" in article.warnings


@pytest.mark.parametrize(
    "line",
    ["تاریخ انتشار: ۱۹ اسفند ۱۴۰۴ - ۱۱:۳۰", "10 มีนาคม 2569", "2026年3月10日 09:00",
     "Опубликовано 10 марта 2026 г. в 09:00", "Updated 14 March 2026, 10:15 — First published 10 March 2026, 09:00",
     "10 მარტი 2026"],
)  # fmt: skip
def test_a_line_of_the_head_dates_a_text(make_raw: Callable[..., RawDocument], settings: Settings, line: str) -> None:
    data = f"The pier closes\n\n{line}\n\n{TEXT}".encode()
    article = clean(make_raw(data, "text/plain"), data, as_of=NOW, settings=settings)
    assert article.published_on == TENTH
    assert line not in article.article_body
