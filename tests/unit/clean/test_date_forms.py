"""Days in short forms: eras, the years of Taiwan, weekdays that tell day from month, seconds of the epoch; and the day
of a teaser, which is another page's."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.clean.dates.date_lines import is_bare_date
from mediawatch.clean.dates.weekdays import weekday_of
from mediawatch.clean.dates.written import Ambiguous, parse_date, parse_stamp

from tests.unit.clean.test_page_dates import TEXT, dates, day

RELATED = (
    '<div class="related"><h3>Next</h3><a href="/b">Pier</a> <time datetime="2025-12-01">1 December 2025</time></div>'
)
TENTH = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("掲載日：R8.3.10", None, TENTH),
        ("R8.3.10", "ja", TENTH),
        ("Ｒ８．３．１０", "ja-JP", TENTH),
        ("令和8.3.10", None, TENTH),
        ("H30/4/2", "ja", date(2018, 4, 2)),
        ("R8.3.10", "en", None),  # a version
        ("115/03/10 08:15", "zh-TW", TENTH),
        ("發布時間：115-03-10", None, TENTH),
        ("民國115.03.10", None, TENTH),
        ("115/03/10", "zh-CN", None),
        ("115/03/10", None, None),
    ],
)
def test_short_years_of_japan_and_taiwan(text: str, language: str | None, found: date | None) -> None:
    moment = parse_date(text, language=language)
    assert (moment.date() if moment else None) == found


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Tue, 03/10/2026 - 08:15", None, TENTH),
        ("Tuesday 10/03/2026", None, TENTH),
        ("03/10/2026 (Tue)", None, TENTH),
        ("mardi 10/03/2026", "fr", TENTH),
        ("mar. 10/03/2026", "fr", TENTH),
        ("вт, 10/03/2026", "ru", TENTH),
        ("Di, 10/03/2026", "de-DE", TENTH),
    ],
)
def test_the_weekday_tells_day_from_month(text: str, language: str | None, found: date) -> None:
    moment = parse_date(text, language=language)
    assert moment is not None
    assert moment.date() == found


@pytest.mark.parametrize("text", ["Monday 10/03/2026", "Posted 10/03/2026", "03/10/2026 by Mira"])
def test_a_weekday_of_neither_reading_tells_nothing(text: str) -> None:
    with pytest.raises(Ambiguous):
        parse_date(text)


def test_weekdays_of_languages() -> None:
    assert weekday_of("Thu") == 3
    assert weekday_of("do", "de") == 3
    assert weekday_of("do") is None
    assert weekday_of("do", "xx-unknown") is None


@pytest.mark.parametrize("stated", ["1773130500", "1773130500000", "1773130500.0", '"1773130500000000"'])
def test_seconds_of_the_epoch_in_json_ld(stated: str) -> None:
    assert dates(json_ld=f'"datePublished": {stated}').published == datetime(2026, 3, 10, 8, 15, tzinfo=UTC)


def test_seconds_of_the_epoch_elsewhere() -> None:
    assert parse_stamp("1773130500000") == datetime(2026, 3, 10, 8, 15, tzinfo=UTC)
    assert day(head="<script>var page = {'x': 1, \"publishedAt\": 1773130500000};</script>") == TENTH
    assert day(head='<meta property="article:published_time" content="1773130500">') == TENTH


def test_the_address_of_taiwan_tells_its_years() -> None:
    line = '<p class="date">115/03/10</p>' + TEXT
    assert day(line, lang="zh", url="https://courier.tw/a") == TENTH
    assert day(line, lang="zh", url="https://courier.example/a") is None


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (TEXT + '<aside><a href="/b">The pier that burned down</a> <time datetime="2025-12-01"></time></aside>', None),
        (RELATED + TEXT, None),
        (TEXT + '<div class="comments"><p>Mo wrote</p><time datetime="2025-12-01"></time></div>', None),
        ('<aside>By the desk <time datetime="2026-03-10"></time></aside>' + TEXT, TENTH),
        (TEXT + '<footer class="teaser">Published: <time datetime="2026-03-10"></time></footer>', TENTH),
    ],
    ids=["aside", "related", "comment", "an aside of its own", "says so"],
)
def test_a_lone_time_of_a_teaser(body: str, found: date | None) -> None:
    assert day(body) == found


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("3/10/26", "en-US"),
        ("10/3/26", "en-GB"),
        ("10/03/26", "he"),
        ("2026/Mar/10", "en"),
        ("2026. gada 10. martā", "lv"),
        ("2026 m. kovo 10 d.", "lt"),
        ("10 ta’ Marzu 2026", "mt"),
    ],
)
def test_more_forms_at_the_headline(line: str, lang: str) -> None:
    assert day(f"<p>{line}</p>{TEXT}", lang=lang) == TENTH


@pytest.mark.parametrize("line", ["24/7/365", "1/2/34/5", "12/3", "9/45/26"])
def test_other_numbers_with_slashes(line: str) -> None:
    assert day(f"<p>{line}</p>{TEXT}") is None


def test_a_line_with_a_short_year_is_a_date_alone() -> None:
    assert is_bare_date("掲載日：R8.3.10")
    assert is_bare_date("發布時間：115/04/02 08:15")
