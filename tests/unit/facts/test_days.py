"""Days as texts state them, and the days that they are."""

from __future__ import annotations

from datetime import date

import pytest
from mediawatch.facts.comparison.resolved_days import resolve
from mediawatch.facts.days import days
from mediawatch.facts.telling_words import read

MONDAY = date(2025, 5, 5)


def _spans(language: str, text: str, told_on: date | None = MONDAY) -> list[list[str]]:
    found = days(read(text, 0, len(text), language), language)
    return [
        [f"{first}" if first == last else f"{first}/{last}" for first, last in resolve(day.day, told_on)]
        for day in found
    ]


@pytest.mark.parametrize(
    ("language", "text", "spans"),
    [
        ("en", "On May 2 he called.", ["2025-05-02"]),
        ("en", "On 2 May 2024 he called.", ["2024-05-02"]),
        ("en", "He called on Dec. 3.", ["2024-12-03"]),
        ("en", "Moscow on July 8-9, 2024, was hot.", ["2024-07-08/2024-07-09"]),
        ("en", "He came in July 2023.", ["2023-07-01/2023-07-31"]),
        ("en", "He comes in early 2025.", ["2025-01-01/2025-04-30"]),
        ("en", "He comes later this year.", ["2025-05-05/2025-12-31"]),
        ("en", "He comes later in 2025.", ["2025-05-05/2025-12-31"]),
        ("en", "He called yesterday.", ["2025-05-04"]),
        ("en", "He called on Friday.", ["2025-05-02", "2025-05-09"]),
        ("en", "He called on Monday (May 05).", ["2025-05-05"]),
        ("en", "Seen on 2025-05-02.", ["2025-05-02"]),
        ("de", "Am 2. Mai rief er an.", ["2025-05-02"]),
        ("fr", "Il a appelé le 2 mai 2025.", ["2025-05-02"]),
        ("es", "Llamó el 2 de mayo de 2025.", ["2025-05-02"]),
        ("ru", "Он позвонил 2 мая.", ["2025-05-02"]),
        ("hi", "2 मई को बात हुई।", ["2025-05-02"]),
        ("ja", "2025年5月2日に話した。", ["2025-05-02"]),
        ("ko", "5월 2일 통화했다.", ["2025-05-02"]),
    ],
)
def test_a_day_is_read(language: str, text: str, spans: list[str]) -> None:
    assert _spans(language, text) == [spans]


def test_a_year_that_the_sentence_names_is_that_of_the_months_behind_it() -> None:
    text = "In 2023 he went twice: in July to the summit and in October to Kazan."
    assert _spans("en", text) == [["2023-07-01/2023-07-31"], ["2023-10-01/2023-10-31"]]


def test_a_text_without_a_day_of_its_own_has_no_monday() -> None:
    assert _spans("en", "He called on Monday, and comes later this year.", None) == [[], []]


@pytest.mark.parametrize("text", ["He may come.", "They march on.", "The 31 of them left.", "On February 30 it fell."])
def test_what_is_no_day_is_none(text: str) -> None:
    assert [span for found in _spans("en", text) for span in found] == []
