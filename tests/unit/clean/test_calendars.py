"""Dates in the calendars, languages and digits that newspapers write."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import regex
from babel import Locale, localedata
from mediawatch.clean.dates import months
from mediawatch.clean.dates.calendars import ascii_digits, chinese_number
from mediawatch.clean.dates.date_lines import is_bare_date, statements
from mediawatch.clean.dates.months import MONTH, month, spellings
from mediawatch.clean.dates.written import Ambiguous, find_date, parse_date

TENTH = datetime(2026, 3, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("۱۹ اسفند ۱۴۰۴", "fa"),  # Jalali
        ("سه‌شنبه ۱۹ اسفند ماه ۱۴۰۴", "fa"),
        ("۱۴۰۴/۱۲/۱۹", "fa"),
        ("1404-12-19", None),
        ("۱۹ حوت ۱۴۰۴", "fa"),  # as Afghanistan names the months
        ("٢١ رمضان ١٤٤٧", "ar"),  # Hijri
        ("21 رمضان المبارک 1447", "ur"),
        ("1447/09/21", "ar"),
        ("10 มีนาคม 2569", "th"),  # Buddhist
        ("10 มี.ค. 2569", "th"),
        ("10 มี.ค. 69", "th"),
        ("10 มีนาคม พ.ศ. 2569", "th"),
        ("10/03/2569", "th"),
        ("10 ມີນາ 2569", "lo"),
        ("令和8年3月10日", "ja"),  # Japanese eras
        ("民國115年3月10日", "zh-Hant"),
        ("二〇二六年三月十日", "zh"),
        ("2026년 3월 10일", "ko"),
        ("१० मार्च २०२६", "hi"),  # digits of other scripts
        ("১০ মার্চ ২০২৬", "bn"),
        ("١٠ مارس ٢٠٢٦", "ar"),
        ("10 آذار 2026", "ar"),  # as the Levant names the months
        ("10 mars 2026", None),
        ("10 მარტი 2026", "ka"),
        ("2026 թ. մարտի 10", "hy"),
        ("2026. március 10.", "hu"),
        ("2026 m. kovo 10 d.", "lt"),
        ("2026. gada 10. marts", "lv"),
        ("2026 жылғы 10 наурыз", "kk"),
        ("ngày 10 tháng 3 năm 2026", "vi"),
        ("10. maaliskuuta 2026", "fi"),
        ("10 Mac 2026", "ms"),
        ("10 Machi 2026", "sw"),
        ("10 மார்ச், 2026", "ta"),
        ("10 maart 2026", "af"),
        ("መጋቢት 1 ቀን 2018", "am"),  # Ethiopic
        ("መጋቢት 1፣ 2018", "am"),
        ("ማርች 10፣ 2026", "am"),
        ("२६ फागुन २०८२", "ne"),  # Bikram Sambat
        ("फागुन २६, २०८२", "ne"),
        ("२०८२ फागुन २६ गते मंगलबार", "ne"),
        ("Falgun 26, 2082", "en"),
        ("မတ်လ ၁၀ ရက်၊ ၂၀၂၆", "my"),
        ("၂၀၂၆ ခုနှစ် မတ်လ ၁၀ ရက်", "my"),
        ("ថ្ងៃទី១០ ខែមីនា ឆ្នាំ២០២៦", "km"),
        ("2026 оны 3-р сарын 10", "mn"),
        ("2026-yil 10-mart", "uz"),
        ("115年3月10日", "zh-Hant"),  # years of the Republic of China
        ("10 مارس/آذار 2026", "ar"),
        ("10 آذار / مارس 2026", "ar"),
        ("10/mar/2026", "es"),
        ("10 މާރޗް 2026", "dv"),
    ],
)
def test_the_tenth_of_march_2026(text: str, language: str | None) -> None:
    assert parse_date(text, language=language) == TENTH


@pytest.mark.parametrize(
    "text",
    [
        "31 اسفند 1404",
        "令和0年3月10日",
        "10 people 2026",
        "50 มีนาคม 2569",
        "21 رمضان 2026",
        "19 اسفند 2026",
        "10 març",
        "32 መጋቢት 2018",
        "7 ጳጉሜን 2018",
        "40 फागुन २०८२",
        "26 Falgun 2012",
    ],
)
def test_no_day(text: str) -> None:
    assert parse_date(text) is None


def test_the_last_days_of_an_ethiopic_year() -> None:
    assert parse_date("መስከረም 1 ቀን 2018") == datetime(2025, 9, 11, tzinfo=UTC)
    assert parse_date("6 ጳጉሜን 2015") == datetime(2023, 9, 11, tzinfo=UTC)
    assert parse_date("6 ጳጉሜን 2016") is None
    assert parse_date("መስከረም 1 ቀን 2016") == datetime(2023, 9, 12, tzinfo=UTC)


def test_an_order_decides_on_a_numeric_date() -> None:
    with pytest.raises(Ambiguous) as caught:
        parse_date("03/10/2026 9:00 AM")
    assert caught.value.readings == {
        "dmy": datetime(2026, 10, 3, 9, tzinfo=UTC),
        "mdy": datetime(2026, 3, 10, 9, tzinfo=UTC),
    }
    assert parse_date("03/10/2026", "mdy") == TENTH
    assert parse_date("10/03/2026", "dmy") == TENTH
    assert parse_date("10/03/1404") is not None  # the day is first in other calendars


def test_digits_and_numerals() -> None:
    assert ascii_digits("۱۲ १२ ١٢ １２ ๑๒") == "12 12 12 12 12"
    assert [chinese_number(text) for text in ("十", "二十三", "十二", "元", "二〇二六", "12", "廿")] == [
        *(10, 23, 12, 1, 2026, 12, None)
    ]


def test_a_month_is_read_in_its_language_first() -> None:
    assert month("listopada", "pl") == ("gregorian", 11)
    assert month("listopada", "hr") == ("gregorian", 10)
    assert month("ara", "tr") == ("gregorian", 12)
    assert month("martxoaren", "eu") == ("gregorian", 3)
    assert month("word", "en") is None


def test_a_line_says_which_of_its_dates_is_the_first() -> None:
    updated, published = statements("Updated 14 March 2026, 10:15 — First published 10 March 2026, 09:00")
    assert (updated.changed, published.published) == (True, True)
    assert published.moment == TENTH.replace(hour=9)
    (german,) = statements("10.03.2026, zuletzt aktualisiert")
    assert german.changed


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("10 มีนาคม 2569 เวลา 09:00 น.", True),
        ("تاریخ انتشار: ۱۹ اسفند ۱۴۰۴ - ۱۱:۳۰", True),
        ("Updated 14 March 2026, 10:15 — First published 10 March 2026, 09:00", True),
        ("입력 2026.03.10. 오전 9:00", True),
        ("最終更新：2026年3月10日 09:00", True),
        ("Опубликовано 10 марта 2026 г. в 09:00", True),
        ("10 мarch 2026 the harbour closed", False),
        ("On 10 March 2026 the harbour of Velmora closed", False),
    ],
)
def test_bare_dates_of_many_languages(line: str, answer: bool) -> None:
    assert is_bare_date(line) is answer


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("२०८२-१२-१९", "ne"),
        ("२०८२/१२/१९", "ne-NP"),
        ("१९/१२/२०८२", "ne"),
        ("24/07/2018 ዓ.ም", "am"),
        ("24/07/2018 ዓ.ም.", None),
    ],
)
def test_numeric_days_of_nepal_and_ethiopia(text: str, language: str | None) -> None:
    found = find_date(text, language)
    assert found is not None
    assert (found.day.isoformat()[:10], found.month_first) == ("2026-04-02", None)


def test_a_numeric_year_ahead_is_of_nepal_only_in_nepali() -> None:
    found = find_date("2082-12-19", "en")
    assert found is not None
    assert found.day.year == 2082


@pytest.mark.parametrize(
    "language", ["am", "as", "bo", "dz", "gu", "he", "hy", "ja", "ka", "km", "lo", "my", "si", "ta"]
)
def test_a_full_name_is_known_whatever_the_language_of_the_page(language: str) -> None:
    names = Locale.parse(language).months["format"]["wide"]
    found = {number: month(name, "en") for number, name in names.items() if len(name) > 3}
    assert found == {number: ("gregorian", number) for number in found}


def test_names_of_all_languages_are_read_without_all_else_that_is_known_of_them() -> None:
    months._anywhere.cache_clear()
    before = len(localedata._cache)
    assert month("მარტი") == ("gregorian", 3)
    assert len(localedata._cache) == before


def test_the_pattern_of_a_month_matches_each_name_whole() -> None:
    whole = regex.compile(MONTH, regex.IGNORECASE)
    for name in spellings():
        assert (match := whole.match(f"{name} 2026")), name
        assert match[0] == name, name
    assert not whole.match("marching")


def test_a_language_has_its_own_names_whatever_was_asked_before() -> None:
    for language, names in (("lo", 24), ("am", 20), ("eu", 24), ("ka", 24)):
        assert month("word", language) is None
        assert len(months._cldr(language)) == names
