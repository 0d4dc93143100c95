"""Datelines come off on evidence and sentences stay."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.clean.dateline import split_dateline

TEXT = "The minister said on Monday that the river had risen over night."
RUSSIAN = "Министр сообщил в понедельник, что река вышла из берегов."
HINDI = "मंत्री ने सोमवार को कहा कि नदी का जलस्तर बढ़ गया है।"


@pytest.mark.parametrize(
    ("head", "rest", "place", "agency", "day"),
    [
        ("NEW DELHI, May 5 (Reuters) - ", TEXT, "NEW DELHI", "Reuters", (5, 5)),
        ("New Delhi, May 5: ", TEXT, "New Delhi", None, (5, 5)),
        ("New Delhi: ", TEXT, "New Delhi", None, None),
        ("Srinagar May 05: ", TEXT, "Srinagar", None, (5, 5)),
        ("WASHINGTON (AP) — ", TEXT, "WASHINGTON", "AP", None),
        ("KYIV, Ukraine (AP) — ", TEXT, "KYIV, Ukraine", "AP", None),
        ("BAGHDAD/WASHINGTON (Reuters) - ", TEXT, "BAGHDAD/WASHINGTON", "Reuters", None),
        ("LONDON, May 5, 2025 /PRNewswire/ -- ", TEXT, "LONDON", "PRNewswire", (5, 5)),
        ("Berlin (dpa) – ", TEXT, "Berlin", "dpa", None),
        ("Paris, 5 mai (AFP) – ", TEXT, "Paris", "AFP", (5, 5)),
        ("Jammu, May 5 (PTI) ", TEXT, "Jammu", "PTI", (5, 5)),
        ("Kolkata, 5 May (ANI): ", TEXT, "Kolkata", "ANI", (5, 5)),
        ("MADRID, 5 may. (EUROPA PRESS) - ", TEXT, "MADRID", "EUROPA PRESS", (5, 5)),
        ("MUMBAI | May 5 — ", TEXT, "MUMBAI", None, (5, 5)),
        ("PORT-AU-PRINCE — ", TEXT, "PORT-AU-PRINCE", None, None),
        ("МОСКВА, 5 мая. /ТАСС/. ", RUSSIAN, "МОСКВА", "ТАСС", (5, 5)),
        ("МОСКВА, 5 мая — РИА Новости. ", RUSSIAN, "МОСКВА", "РИА Новости", (5, 5)),
        ("Москва. 5 мая. ИНТЕРФАКС - ", RUSSIAN, "Москва", "ИНТЕРФАКС", (5, 5)),
        ("नई दिल्ली, 5 मई (भाषा) ", HINDI, "नई दिल्ली", "भाषा", (5, 5)),
        ("नई दिल्ली: ", HINDI, "नई दिल्ली", None, None),
        ("新华社北京5月5日电（记者 张三）", "国家主席星期一表示，两国关系发展良好。", "北京", "新华社", (5, 5)),
        ("(서울=연합뉴스) 김철수 기자 = ", "대통령은 월요일 강 수위가 올랐다고 말했다.", "서울", "연합뉴스", None),
    ],
)
def test_datelines(head: str, rest: str, place: str, agency: str | None, day: tuple[int, int] | None) -> None:
    found = split_dateline(head + rest)
    assert found is not None
    assert (found.place, found.agency, found.day, found.rest) == (place, agency, day, rest)


@pytest.mark.parametrize(
    "text",
    [
        *("Analysis: " + TEXT, "Modi: " + TEXT, "BREAKING - " + TEXT, "Update: " + TEXT, "India, Russia: " + TEXT),
        *("On May 5, Putin said that it was over.", "May 5, 2025 was a Monday in spring.", "Monday, May 5: " + TEXT),
        *("In May 5 people died in the valley.", "The Congress (INC) said it would not vote.", "NATO - " + TEXT),
        *("London is calling to the faraway towns.", "New Delhi: no.", "Paris - where the treaty was signed - is far."),
        *("Washington (AP) was quoted as the source.", "", "Question: " + TEXT, "He said: " + TEXT),
    ],
)
def test_sentences_stay(text: str) -> None:
    assert split_dateline(text) is None


def test_a_year_makes_the_day_a_date() -> None:
    found = split_dateline(f"London, 5 May 2025 (Reuters) - {TEXT}")
    assert found
    assert found.date is not None
    assert found.date.date().isoformat() == "2025-05-05"


@given(st.text(max_size=150))
def test_nothing_is_invented(text: str) -> None:
    found = split_dateline(text)
    assert found is None or text.endswith(found.rest)


@pytest.mark.parametrize("unit", ["A", "A ", "A,", "Aa-", "A.b ", "A / ", "A (", "1 May ", "नई "])
def test_long_odd_starts_cost_no_time(unit: str) -> None:
    start = time.perf_counter()
    split_dateline(unit * 2000)
    assert time.perf_counter() - start < 1.0
