"""Reading dates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.clean.dates.date_lines import is_bare_date, strip_dates
from mediawatch.clean.dates.moments import plausible
from mediawatch.clean.dates.publication_date import parse_moment
from mediawatch.clean.dates.written import Ambiguous, parse_date, parse_stamp


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-05-05", datetime(2025, 5, 5)),
        ("2025-05-05T22:30:00+05:30", datetime(2025, 5, 5, 17)),
        ("2025-05-05T22:30:00-0300", datetime(2025, 5, 6, 1, 30)),
        ("2025-05-05 10:30:00.123Z", datetime(2025, 5, 5, 10, 30)),
        ("20250505T103000Z", datetime(2025, 5, 5, 10, 30)),
        ("Mon, 05 May 2025 10:30:00 GMT", datetime(2025, 5, 5, 10, 30)),
        ("1746441000", datetime(2025, 5, 5, 10, 30)),
    ],
)
def test_stamps(text: str, moment: datetime) -> None:
    assert parse_stamp(text) == moment.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        *("May 5, 2025", "5 May 2025", "5th of May 2025", "Monday, May 5th, 2025", "5. Mai 2025", "5 de mayo de 2025"),
        *(
            "5 мая 2025",
            "5 मई 2025",
            "2025年5月5日",
            "2025년 5월 5일",
            "5 mai 2025",
            "05.05.2025",
            "5. 5. 2025",
            "5/5/2025",
        ),
        *("2025/05/05", "5 maja 2025", "5 Mayıs 2025", "٥", "5 مايو 2025"),
    ],
)
def test_written_dates(text: str) -> None:
    expected = None if text == "٥" else datetime(2025, 5, 5, tzinfo=UTC)
    assert parse_date(text) == expected


def test_the_clock_after_a_date() -> None:
    assert parse_date("May 5, 2025, 10:30 AM IST") == datetime(2025, 5, 5, 5, 0, tzinfo=UTC)
    assert parse_date("5 May 2025 at 3:15 pm") == datetime(2025, 5, 5, 15, 15, tzinfo=UTC)


def test_numeric_dates_are_read_only_where_there_is_one_way() -> None:
    assert parse_date("25/12/2024") == datetime(2024, 12, 25, tzinfo=UTC)
    assert parse_date("12/25/2024") == datetime(2024, 12, 25, tzinfo=UTC)
    assert parse_date("05.25.2025") == datetime(2025, 5, 25, tzinfo=UTC)
    assert parse_date("05.06.2025") == datetime(2025, 6, 5, tzinfo=UTC)  # with dots the day is first everywhere
    with pytest.raises(Ambiguous):
        parse_date("05/06/2025")


@pytest.mark.parametrize("text", ["", "soon", "31 February 2025", "2025-13-40", "12:30", "99/99/2025"])
def test_no_dates(text: str) -> None:
    assert parse_date(text) is None


def test_plausible() -> None:
    as_of = datetime(2025, 5, 5, 12, tzinfo=UTC)
    assert plausible(as_of, as_of) is None
    assert plausible(as_of + timedelta(hours=20), as_of) is None
    assert plausible(as_of + timedelta(days=2), as_of) == "future-date"
    assert plausible(datetime(1970, 1, 1, tzinfo=UTC), as_of) == "implausible-date"


def test_midnight_of_any_zone_is_a_bare_date() -> None:
    assert parse_moment("2022-01-28T00:00:00+01:00") == datetime(2022, 1, 28, tzinfo=UTC)
    assert parse_moment("2022-01-28T00:30:00+01:00") == datetime(2022, 1, 27, 23, 30, tzinfo=UTC)


@given(st.text(max_size=60))
def test_any_text_gives_an_aware_date_or_none(text: str) -> None:
    try:
        moment = parse_date(text)
    except Ambiguous:
        return
    assert moment is None or moment.utcoffset() == timedelta(0)


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)), st.integers(-14 * 60, 14 * 60))
def test_an_iso_stamp_comes_back(moment: datetime, minutes: int) -> None:
    moment = moment.replace(microsecond=0)
    sign = "-" if minutes < 0 else "+"
    text = f"{moment.isoformat()}{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
    assert parse_stamp(text) == (moment - timedelta(minutes=minutes)).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        *(("Marine Le Blanc, 5 mai 2025", "Marine Le Blanc"), ("05.05.2025 | Maria do Carmo", "Maria do Carmo")),
        *(("Market at Town Hall, 7 May 2025", "Market at Town Hall"), ("Montag, den 5. Mai 2025, um 10:15 Uhr", "")),
        *(("Di., 06.05.2025 | Di Marco", "Di Marco"), ("Last updated on Monday, 5 May 2025 at 10:15 am", "")),
    ],
)
def test_what_stands_beside_a_date(line: str, rest: str) -> None:
    assert strip_dates(line) == (rest, True)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        *(("Published on Monday, 5 May 2025", True), ("2025年5月5日 星期一 10:15 更新", True)),
        *(("2025年5月5日 地震", False), ("On 5 May 2025:", False), ("5 May 2025: rain", False)),
    ],
)
def test_a_line_that_is_a_date_alone(line: str, answer: bool) -> None:
    assert is_bare_date(line) is answer
