"""The functions that views share: days, the sentence around some words, words, and how much a rate has changed."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

Set = Callable[[str, str], None]


def sentence(newsroom: Any, body: str, words: str, reach: int = 240) -> str:
    start = body.index(words)
    ((told,),) = newsroom.rows(
        "select news.sentence_around(:body, :start, :end, :reach)",
        body=body,
        start=start,
        end=start + len(words),
        reach=reach,
    )
    return str(told)


def test_days_are_utc_unless_the_database_says_otherwise(newsroom: Any) -> None:
    assert newsroom.rows("select news.reporting_time_zone()") == [("UTC",)]
    assert newsroom.rows("select news.reporting_day('2025-04-22T23:59:59Z')") == [(date(2025, 4, 22),)]


def test_days_follow_the_database_s_time_zone(newsroom: Any, set_setting: Set) -> None:
    set_setting("mediawatch.time_zone", "Asia/Kolkata")  # UTC + 5:30
    assert newsroom.rows("select news.reporting_day('2025-04-22T18:29:59Z')") == [(date(2025, 4, 22),)]
    assert newsroom.rows("select news.reporting_day('2025-04-22T18:30:00Z')") == [(date(2025, 4, 23),)]
    (start,) = newsroom.rows("select news.day_start('2025-04-23')")[0]
    assert start == datetime(2025, 4, 22, 18, 30, tzinfo=UTC)


def test_days_follow_summer_time(newsroom: Any, set_setting: Set) -> None:
    set_setting("mediawatch.time_zone", "Europe/Berlin")
    ((began, ended),) = newsroom.rows("select news.day_start('2025-03-30'), news.day_start('2025-03-31')")
    assert ended - began == timedelta(hours=23)


def test_an_unknown_time_zone_is_an_error_not_a_guess(newsroom: Any, set_setting: Set) -> None:
    set_setting("mediawatch.time_zone", "Asia/Nowhere")
    with pytest.raises(DBAPIError) as caught:
        newsroom.rows("select news.reporting_day(now())")
    assert isinstance(caught.value.orig, psycopg.errors.InvalidParameterValue)
    assert "Asia/Nowhere" in str(caught.value)


def test_today_can_be_another_day(newsroom: Any, set_setting: Set) -> None:
    assert newsroom.rows("select news.reporting_today() = (now() at time zone 'UTC')::date") == [(True,)]
    set_setting("mediawatch.today", "2025-04-23")
    assert newsroom.rows("select news.reporting_today()") == [(date(2025, 4, 23),)]


@pytest.mark.parametrize(
    ("body", "words", "told"),
    [
        ("One came. Two went home. Three stayed.", "went", "Two »went« home."),
        ("One came. Two went home. Three stayed.", "One", "»One« came."),
        ("One came. Two went home. Three stayed", "stayed", "Three »stayed«"),
        ("Alone", "Alone", "»Alone«"),
        ("He met Mr. Modi in the U.S. on Monday. Then he left.", "Modi", "He met Mr. »Modi« in the U.S. on Monday."),
        ("Trade rose by 3.5 percent. Talks go on.", "percent", "Trade rose by 3.5 »percent«."),
        ("“Why now?” she asked. Nobody knew.", "asked", "she »asked«."),
        ("He said “never again.” The hall rose.", "never", "He said “»never« again.”"),
        ("First line\nsecond line", "line\nsecond", "First »line second« line"),
        ("A heading\nThe talks began", "talks", "The »talks« began"),
        ("Президент В. В. Путин приехал. Встреча идёт.", "Путин", "Президент В. В. »Путин« приехал."),
        ("会议在新德里举行。普京会见了莫迪！双方满意。", "莫迪", "普京会见了»莫迪«！"),
        ("बैठक हुई। पहलगाम हमले की निंदा की गई। सब लौटे।", "पहलगाम हमले", "»पहलगाम हमले« की निंदा की गई।"),
        ("وصل الوزير. هل زار بهلغام؟ نعم زارها.", "بهلغام", "هل زار »بهلغام«؟"),
        ("وہ آئے۔ پہلگام میں حملہ ہوا۔ سب گئے۔", "حملہ", "پہلگام میں »حملہ« ہوا۔"),
        ("😀😀 One 😀 two. Three 😀 four.", "four", "Three 😀 »four«."),
    ],
)
def test_the_sentence_around_some_words(newsroom: Any, body: str, words: str, told: str) -> None:
    assert sentence(newsroom, body, words) == told


def test_a_long_sentence_is_cut_at_words_and_says_so(newsroom: Any) -> None:
    body = "word " * 50 + "here" + " more" * 50
    assert sentence(newsroom, body, "here", reach=12) == "…word word »here« more more…"
    assert sentence(newsroom, body, "here", reach=1000).startswith("word word")
    assert sentence(newsroom, body, "here", reach=1000).endswith("more")


def test_a_long_sentence_without_spaces_is_cut_at_characters(newsroom: Any) -> None:
    assert sentence(newsroom, "字" * 60 + "莫迪" + "的" * 60, "莫迪", reach=4) == "…字字字字»莫迪«的的的的…"


def test_words_are_counted_without_their_punctuation(newsroom: Any) -> None:
    assert newsroom.rows("select news.words('The cat''s “hat” — 3,5. End', 'en')") == [
        (["The", "cat's", "hat", "3,5", "End"],)
    ]
    assert newsroom.rows("select news.words('', 'en'), news.words(null, 'en')") == [([], [])]
    assert newsroom.rows("select news.words('普京会见。', 'zh-Hans')") == [(["普", "京", "会", "见"],)]


def test_the_rate_change_is_the_signed_root_of_dunnings_g2(newsroom: Any) -> None:
    # 10 of 100 now, 10 of 1000 before; expected now 100 * 20/1100 = 20/11, before 200/11
    cells = [(10, 20 / 11), (90, 1080 / 11), (10, 200 / 11), (990, 10800 / 11)]
    g2 = 2 * sum(seen * math.log(seen / expected) for seen, expected in cells)
    ((up, down, same),) = newsroom.rows(
        "select news.rate_change(10, 100, 10, 1000), news.rate_change(10, 1000, 10, 100), "
        "news.rate_change(5, 50, 100, 1000)"
    )
    assert up == pytest.approx(math.sqrt(g2))
    assert down == pytest.approx(-math.sqrt(g2))
    assert same == 0


def test_the_rate_change_of_nothing(newsroom: Any) -> None:
    assert newsroom.rows("select news.rate_change(0, 10, 0, 100), news.rate_change(0, 0, 5, 100)") == [(0, None)]
    # none of 10 now, 5 of 10 before: G2 = 2 (10 ln(10/7.5) + 5 ln(5/2.5) + 5 ln(5/7.5))
    g2 = 2 * (10 * math.log(10 / 7.5) + 5 * math.log(2) + 5 * math.log(5 / 7.5))
    ((fallen,),) = newsroom.rows("select news.rate_change(0, 10, 5, 10)")
    assert fallen == pytest.approx(-math.sqrt(g2))
