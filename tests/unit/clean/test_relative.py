"""Relative dates count from another date of the document and from nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from babel.dates import format_timedelta
from mediawatch.clean.dates.relative_dates import latest, resolve
from mediawatch.clean.formats.plain_text import parse_plain
from mediawatch.words.word_lists import MANY, languages

BODY = "The river rose by two metres over night and three villages were cleared. Schools stay closed."
TUESDAY = datetime(2025, 5, 6, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        *(("today", 6), ("yesterday", 5), ("on Monday", 5), ("Tuesday", 6), ("Wed", None), ("2 days ago", 4)),
        *(("an hour ago", 6), ("12 hours ago", 5), ("сегодня", 6), ("вчера", 5), ("в понедельник", 5)),
        *(("2 дня назад", 4), ("सोमवार को", 5), ("2 दिन पहले", 4), ("am Montag", 5), ("vor 3 Tagen", 3), ("soon", None)),
    ],
)
def test_what_relative_words_mean(stated: str, day: int | None) -> None:
    found = resolve(stated, TUESDAY)
    if stated == "Wed":  # the one before
        assert found == datetime(2025, 4, 30, tzinfo=UTC)
    else:
        assert found == (datetime(2025, 5, day, tzinfo=UTC) if day else None)


def test_the_latest_such_day() -> None:
    assert latest(5, 5, TUESDAY) == datetime(2025, 5, 5, tzinfo=UTC)
    assert latest(12, 30, datetime(2025, 1, 2, tzinfo=UTC)) == datetime(2024, 12, 30, tzinfo=UTC)
    assert latest(5, 7, TUESDAY) is None  # nearly a year before: another matter
    assert latest(2, 29, datetime(2025, 3, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (f"Updated: May 6, 2025 09:30\nNEW DELHI, May 5 (Reuters) - {BODY}", "dateline, inferred"),
        (f"Updated: May 6, 2025 09:30\nNEW DELHI, Monday (Reuters) - {BODY}", "dateline, inferred"),
        (f"Posted: yesterday\nUpdated: May 6, 2025 09:30\n\n{BODY}", "text-prefix, inferred"),
        (f"Published on Monday. Updated: May 6, 2025 09:30\n\n{BODY}", "text-prefix, inferred"),
    ],
)
def test_a_day_is_inferred_from_another_date_and_says_so(text: str, source: str) -> None:
    draft = parse_plain(text)
    assert draft.date_published == datetime(2025, 5, 5, tzinfo=UTC)
    assert draft.date_published_source == source
    assert [warning.split(":")[0] for warning in draft.warnings] == ["inferred-date"]
    assert draft.body == BODY


@pytest.mark.parametrize("head", ["Posted: yesterday\n\n", "Дата: вчера\n\n", "Published 2 hours ago\n\n"])
def test_without_a_known_date_there_is_none(head: str) -> None:
    draft = parse_plain(head + BODY)
    assert draft.date_published is None
    assert [warning.split(":")[0] for warning in draft.warnings] == ["relative-date"]
    assert draft.body == BODY


def test_words_of_the_text_are_no_statement_of_its_date() -> None:
    draft = parse_plain(f"Updated: May 6, 2025\n\nYesterday the river rose. {BODY}")
    assert draft.date_published is None
    assert draft.body.startswith("Yesterday the river rose.")


def test_a_stated_date_is_never_replaced() -> None:
    draft = parse_plain(f"Date: 2025-05-05\nUpdated: 2025-05-06\nNEW DELHI, May 6 (Reuters) - {BODY}")
    assert (draft.date_published, draft.date_published_source) == (datetime(2025, 5, 5, tzinfo=UTC), "text-prefix")
    assert draft.warnings == []


@pytest.mark.parametrize("language", sorted({*languages()} - {MANY, "dv", "am", "lb", "ps"}))
def test_time_that_is_counted_back_is_read_in_every_language(language: str) -> None:
    """As CLDR writes it; where a dual or a word stands for the number (שעתיים), no number is read. In
    Luxembourgish it writes two forms at once (`viru(n)`)."""
    known = datetime(2025, 5, 20, 12, tzinfo=UTC)
    ago = {
        count: format_timedelta(-timedelta(days=count), add_direction=True, threshold=1, locale=language)
        for count in (3, 4, 5)
    }
    read = {count: resolve(said.replace("\u200b", "").strip("\u200e\u200f"), known) for count, said in ago.items()}
    assert {count: day and (known - day).days for count, day in read.items()} == {3: 3, 4: 4, 5: 5}
