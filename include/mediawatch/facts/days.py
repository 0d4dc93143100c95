"""Days as texts state them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from mediawatch.facts.fact_records import JALALI, StatedDay
from mediawatch.facts.kinds.numbered_days import number_at, unspaced, with_day_word, with_month_word
from mediawatch.facts.numbers import ORDINAL_SIGNS
from mediawatch.facts.telling_words import CAPITAL_MONTHS, LONGEST_PHRASE, weekday_of
from mediawatch.facts.word_tokens import Phrases, Token, telling
from mediawatch.facts.words import fact_words
from mediawatch.facts.words.traits import languages_with
from mediawatch.words import is_small

_PARTS = {"early": (0, 4), "middle": (4, 8), "late": (8, 12)}

_DAYS_OF = {
    "elsewhen": StatedDay(),
    "later_this_year": StatedDay(years_on=0, later=True),
    "this_year": StatedDay(years_on=0),
    "last_year": StatedDay(years_on=-1),
    "next_year": StatedDay(years_on=1),
}


class Found(Struct, frozen=True, gc=False):
    """A day in a sentence: tokens `first` to `last` (behind it). `is_relative`: it is told from the text's own day, as
    `Monday` and `today (May 3)`."""

    first: int
    last: int
    day: StatedDay
    is_relative: bool = False


def days(listed: Sequence[Token], language: str, told: Sequence[tuple[int, Token]] | None = None) -> list[Found]:
    """All days of a sentence, in order. One without a year takes that which the sentence has named before it. `told`:
    what `telling` finds among the tokens, where that is known."""
    found: list[Found] = []
    behind = 0
    told = telling(listed) if told is None else told
    rare = [place for place, token in told if token.role.in_phrase]
    following, last = 0, rare[-1] if rare else -1
    for place, token in told:
        role = token.role
        if place < behind or not (token.is_number or role.names_day or role.opens_phrase):
            continue
        if role.opens_phrase and not role.names_day:
            if place > last:
                continue
            while rare[following] < place:
                following += 1
            if rare[following] - place >= LONGEST_PHRASE:
                continue
        here = _at(listed, place, language)
        if here is not None:
            found.append(here)
            behind = here.last
    if len(found) > 1:
        found = list(_with_spans(found, listed, language))
    return list(_with_years(found))


def _with_spans(found: Sequence[Found], listed: Sequence[Token], language: str) -> Iterator[Found]:
    """`From 28 May to 2 June` is one span."""
    to, joins = fact_words.phrases(language)["day_to_day"], fact_words.phrases(language)["joins"]
    open_one: Found | None = None
    for here in found:
        if open_one is not None:
            between = open_one.last
            end = between + 1 if listed[between].text in "-–—" else to.behind(listed, between)
            if end == here.first and joins.behind(listed, between) is None and _may_span(open_one.day, here.day):
                year = open_one.day.year or here.day.year
                day = replace(open_one.day, year=year, last_day=here.day.day, last_month=here.day.month)
                open_one = Found(open_one.first, here.last, day)
                continue
            yield open_one
        open_one = here
    if open_one is not None:
        yield open_one


def _may_span(one: StatedDay, other: StatedDay) -> bool:
    """Whether two days of one year may be the ends of one span."""
    if not (one.month and one.day and other.month and other.day) or one.last_day or other.last_day:
        return False
    years = {one.year, other.year} - {None}
    return len(years) < 2 and (one.month, one.day) < (other.month, other.day)


def _at(listed: Sequence[Token], place: int, language: str) -> Found | None:
    if listed[place].is_number:
        return (
            _iso(listed, place)
            or _numbered(listed, place, language)
            or _day_first(listed, place, language)
            or _year_alone(listed, place, language)
        )
    found = _phrase(listed, place, language)
    if found is not None and listed[place].role.opens_days_back:
        back = _relative(listed, place, language)
        return back if back is not None and back.last > found.last else found  # the day before yesterday
    if found is None and listed[place].role.month is not None:
        found = _month_first(listed, place, language) or _month_alone(listed, place, language)
    return found or _relative(listed, place, language)


def _numbered(listed: Sequence[Token], place: int, language: str) -> Found | None:
    """A day whose month is a number."""
    found = (
        unspaced(listed, place) or with_month_word(listed, place, language) or with_day_word(listed, place, language)
    )
    return None if found is None else Found(place, found.last, found.day)


def _month(listed: Sequence[Token], place: int, language: str) -> int | None:
    """The month whose name is the token; its abbreviation's full stop is a token behind it."""
    if not 0 <= place < len(listed) or not listed[place].is_word:
        return None
    if language in CAPITAL_MONTHS and not listed[place].text[0].isupper():
        return None
    return listed[place].role.month


def _behind_dot(listed: Sequence[Token], place: int) -> int:
    return place + 1 if place < len(listed) and listed[place].text == "." else place


def _ordinal_end(listed: Sequence[Token], place: int) -> int:
    """Behind the ending of an ordinal that is glued to the number before `place`: 2nd, 2., 1º."""
    if (
        place < len(listed)
        and listed[place].start == listed[place - 1].end
        and ("ordinal" in listed[place].role.begins or listed[place].text in _ENDINGS)
    ):
        return place + 1
    return place


_ENDINGS = f".{ORDINAL_SIGNS}"


def _year(listed: Sequence[Token], place: int, language: str, month: int = 0) -> tuple[int | None, int]:
    """(year, the token behind it) where one of the calendar of `month` stands at `place`, maybe behind a comma or `of`;
    else (None, place)."""
    at = place
    if at < len(listed) and (listed[at].text == "," or "of" in listed[at].role.begins):
        at += 1
    if month > JALALI:
        year = number_at(listed, at, 1300, 1450)
        return (year, at + 1) if year is not None and len(listed[at].text) == DIGITS_OF_YEAR else (None, place)
    year = _year_at(listed, at, language)
    return (None, place) if year is None else (year, at + 1)


def _year_at(listed: Sequence[Token], place: int, language: str) -> int | None:
    """The year whose four digits stand there: 2009, or 2552 of the calendar of Thailand."""
    if place < len(listed) and len(listed[place].text) == DIGITS_OF_YEAR:
        if language in BUDDHIST and (year := number_at(listed, place, *BUDDHIST_YEARS)) is not None:
            return year - BUDDHIST_ERA
        return number_at(listed, place, 1900, 2099)
    return None


DIGITS_OF_YEAR = 4

BUDDHIST = languages_with("buddhist_years")

BUDDHIST_ERA = 543

BUDDHIST_YEARS = 1900 + BUDDHIST_ERA, 2099 + BUDDHIST_ERA


def _last_day(listed: Sequence[Token], place: int, day: int, language: str) -> tuple[int | None, int]:
    """(last day, behind it) of a span that begins with a day: `8-9`, `8 and 9`."""
    if place < len(listed) and (
        listed[place].text in "-–—/" or fact_words.phrases(language)["day_to_day"].behind(listed, place) == place + 1
    ):
        upper = number_at(listed, place + 1, day + 1, 31)
        if upper is not None:
            return upper, _ordinal_end(listed, place + 2)
    return None, place


def _month_first(listed: Sequence[Token], place: int, language: str) -> Found | None:
    """May 2, 2025."""
    month = _month(listed, place, language)
    if month is None:
        return None
    at = _behind_dot(listed, place + 1)
    day = number_at(listed, at, 1, 31)
    if day is None or len(listed[at].text) > 2:
        return None
    upper, behind = _last_day(listed, _ordinal_end(listed, at + 1), day, language)
    year, behind = _year(listed, behind, language, month)
    while listed[behind - 1].text == ".":  # the sentence's own
        behind -= 1
    years_on, behind = (None, behind) if year else _years_on(listed, behind, language)
    return Found(place, behind, StatedDay(year=year, month=month, day=day, last_day=upper, years_on=years_on))


def _day_first(listed: Sequence[Token], place: int, language: str) -> Found | None:
    """2 May 2025, 2. Mai, 2 de mayo de 2025, 8-9 July."""
    day = number_at(listed, place, 1, 31)
    if day is None or len(listed[place].text) > 2 or (place and listed[place - 1].text in ":$£€"):
        return None
    upper, at = _last_day(listed, _ordinal_end(listed, place + 1), day, language)
    if at < len(listed) and (listed[at].text == "-" or "of" in listed[at].role.begins):
        at += 1
    month = _month(listed, at, language)
    if month is None:
        return None
    year, behind = _year(listed, _behind_dot(listed, at + 1), language, month)
    years_on, behind = (None, behind if year else at + 1) if year else _years_on(listed, at + 1, language)
    return Found(place, behind, StatedDay(year=year, month=month, day=day, last_day=upper, years_on=years_on))


def _iso(listed: Sequence[Token], place: int) -> Found | None:
    """2025-05-02."""
    if place + 4 < len(listed) and listed[place + 1].text == "-" == listed[place + 3].text:
        year, month, day = (
            number_at(listed, place + i, low, high) for i, low, high in ((0, 1900, 2099), (2, 1, 12), (4, 1, 31))
        )
        if year and month and day:
            return Found(place, place + 5, StatedDay(year=year, month=month, day=day))
    return None


def _month_alone(listed: Sequence[Token], place: int, language: str) -> Found | None:
    """in July, early July 2025."""
    month = _month(listed, place, language)
    if month is None:
        return None
    year, behind = _year(listed, _behind_dot(listed, place + 1), language, month)
    behind = behind if year else place + 1
    first, part = _part(listed, place, language)
    if year is None and part is None and fact_words.phrases(language)["month_after"].before(listed, place) is None:
        return None
    years_on, behind = (None, behind) if year else _years_on(listed, behind, language)
    turn = 0 if year or part or years_on is not None else _turn(listed, first, behind, language)
    return Found(first, behind, StatedDay(year=year, month=month, part=part, years_on=years_on, turn=turn))


def _years_on(listed: Sequence[Token], behind: int, language: str) -> tuple[int | None, int]:
    """(-1, token behind) of `January last year`, and the like; else (None, `behind`)."""
    if behind >= len(listed) or not listed[behind].role.day_lists:
        return None, behind
    lists = fact_words.phrases(language)
    for name in ("last_year", "this_year", "next_year"):
        if (end := lists[name].behind(listed, behind)) is not None:
            return _DAYS_OF[name].years_on, end
    return None, behind


def _turn(listed: Sequence[Token], first: int, behind: int, language: str) -> int:
    """-1 of `last August`, 1 of `next August`, else 0."""
    lists = fact_words.phrases(language)
    for turn, name in ((-1, "last"), (1, "will")):
        if lists[name].before(listed, first) is not None or lists[name].behind(listed, behind) is not None:
            return turn
    return 0


def _year_alone(listed: Sequence[Token], place: int, language: str) -> Found | None:
    """in 2023, early 2025, later in 2025: a year is one behind a word that says so."""
    year = _year_at(listed, place, language)
    if year is None:
        return None
    if (first := fact_words.phrases(language)["later_in"].before(listed, place)) is not None:
        return Found(first, place + 1, StatedDay(year=year, later=True))
    first, part = _part(listed, place, language)
    if (
        part is None
        and fact_words.phrases(language)["month_after"].before(listed, place) is None
        and fact_words.phrases(language)["year_after"].behind(listed, place + 1) is None
        and not _ends_clause(listed, place)
    ):
        return Found(first, place + 1, StatedDay(year=year, is_beside=True)) if _stands_alone(listed, place) else None
    return Found(first, place + 1, StatedDay(year=year, part=part))


def _stands_alone(listed: Sequence[Token], place: int) -> bool:
    """Whether nothing is glued to a number, and words stand around it: `the 2005 inquiry`."""
    if not 0 < place < len(listed) - 1:
        return False
    before, here, behind = listed[place - 1 : place + 2]
    return before.is_word and before.end < here.start and behind.is_word and here.end < behind.start


def _ends_clause(listed: Sequence[Token], place: int) -> bool:
    """Whether a number stands behind a word and before a mark: `as long ago as 1957.` counts nothing."""
    return (
        place > 0
        and listed[place - 1].is_word
        and is_small(listed[place - 1].text)
        and (place + 1 >= len(listed) or listed[place + 1].text in ",.;)")
    )


def _part(listed: Sequence[Token], place: int, language: str) -> tuple[int, tuple[int, int] | None]:
    lists = fact_words.phrases(language)
    for name, part in _PARTS.items():
        if (first := lists[name].before(listed, place)) is not None:
            return first, part
        if (
            place > 1
            and listed[place - 1].text in "-‑"
            and (first := lists[name].before(listed, place - 1)) is not None
        ):
            return first, part
    return place, None


def _phrase(listed: Sequence[Token], place: int, language: str) -> Found | None:
    """Of the year in which the text was written; or counted from another day, which no day can be made of, but whose
    clause is not that of another."""
    lists = fact_words.phrases(language)
    for name in listed[place].role.day_lists:
        if (behind := lists[name].behind(listed, place)) is not None:
            return Found(place, behind, _DAYS_OF[name])
    return None


def _relative(listed: Sequence[Token], place: int, language: str) -> Found | None:
    """Monday, yesterday, Monday (May 05), Monday, May 5."""
    word = listed[place].lower.removesuffix("'s")
    day, behind = None, place + 1
    number = weekday_of(word, language)
    if number is not None and (language not in CAPITAL_MONTHS or listed[place].text[0].isupper()):
        day = StatedDay(weekday=number)
    elif listed[place].role.opens_days_back:
        for back, said in _days_back(language):
            if (end := said.behind(listed, place)) is not None and end > behind - (day is None):
                day, behind = day_back(back), end
    if day is None:
        return None
    if behind + 1 < len(listed) and listed[behind].text == "-" and listed[behind + 1].lower in _DAY_ENDINGS:
        behind += 2
    opened = behind + 1 if behind < len(listed) and listed[behind].text in "(," else behind
    if opened < len(listed) and listed[opened].lower == "den":
        opened += 1  # Montag, den 16. März
    inside = _month_first(listed, opened, language) or _day_first(listed, opened, language)
    if inside is not None:
        return Found(place, inside.last, inside.day, is_relative=True)
    return Found(place, behind, day, is_relative=True)


_DAY_ENDINGS = ("feira",)
"""Behind a hyphen, of the names of weekdays: segunda-feira."""


@cache
def _days_back(language: str) -> tuple[tuple[int, Phrases], ...]:
    return tuple((back, Phrases(said)) for back, said in fact_words.days_back(language).items())


def day_back(days: int) -> StatedDay:
    """So many days before that of the text. Who says `a week ago` may mean a day more or less."""
    near = 0 if days < WEEK else ABOUT_A_WEEK if days == WEEK else ABOUT_WEEKS
    return StatedDay(days_back=days, near=near)


WEEK, ABOUT_A_WEEK, ABOUT_WEEKS = 7, 1, 3


def _with_years(found: Sequence[Found]) -> Iterator[Found]:
    """In `In 2023, he came in July` and `in May 2023 and in July` July is of 2023; such a year alone is no day of its
    own."""
    year: int | None = None
    for place, here in enumerate(found):
        day = here.day
        if day.month is not None and day.year is None and day.years_on is None and year is not None:
            yield replace(here, day=replace(day, year=year))
            continue
        year = (None if day.is_beside else day.year) or year
        is_year = day.year is not None and day.month is None and not day.later and day.part is None
        following = found[place + 1].day if place + 1 < len(found) else None
        if not (is_year and following is not None and following.month is not None and following.year is None):
            yield here
