"""What facts are made of, and what comes out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

import msgspec

Field = Literal["headline", "article_body"]
Kind = Literal["count", "measure", "age", "day", "place"]

INFINITY = float("inf")

GRAVE = "~grave"
"""In place of the kind of people in a unit: those of the injured who are badly hurt."""

WHOLE = 0.5
"""How far a number that is told without its decimals is from it at most."""


class Quantity(msgspec.Struct, frozen=True, gc=False):
    """A number as a text states it: it lies from `low` to `high`, both included. `26` is from 26 to 26, `more than 20`
    from 20 to infinity, `2.4 million` from 2.35 to 2.45 million. `is_told`: the text tells both ends, `10 to 15`."""

    low: float
    high: float
    is_told: bool = False

    def meets(self, other: Quantity) -> bool:
        """Whether one number can be both. Two spans that only touch have none in common: 150,000 and 160,000, both
        rounded alike, are two numbers. Nor have two whose ends are told: `10 to 15`, `10 to 14`."""
        if self.is_told and other.is_told:
            return self == other
        if self.low == self.high and other.low == other.high and self.low.is_integer() != other.low.is_integer():
            return abs(self.low - other.low) <= WHOLE  # magnitude 6 and 6.1: one is told in whole numbers
        if self.low == self.high or other.low == other.high:
            return self.low <= other.high and other.low <= self.high
        return self.low < other.high and other.low < self.high


JALALI = 100
"""The months of the Jalali calendar (Iran, Afghanistan) are 101 to 112; their years are those of that calendar."""


class StatedDay(msgspec.Struct, frozen=True, gc=False):
    """A day as a text states it, before it is known of which day the text is. What the text does not say is None.

    `month`: 1 to 12, or one of JALALI. `day` of `month` to `last_day` of it or of `last_month`; `part`: of the month or
    year, as (first, last) twelfths; `years_on`: this year (0), last year (-1), next year (1); `later`: what is left of
    the year; `weekday` 0 (Monday) to 6; `days_back`: yesterday (1); `turn`: the next weekday or month (1), or the
    last one (-1).
    `near`: so many days more or less; `is_beside`: a year beside a noun (the 2005 inquiry), of which a text may name
    several.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    part: tuple[int, int] | None = None
    years_on: int | None = None
    later: bool = False
    weekday: int | None = None
    days_back: int | None = None
    turn: int = 0
    is_beside: bool = False
    last_month: int | None = None
    near: int = 0

    @property
    def is_part_of_year(self) -> bool:
        """Whether it is a part of a year that is no month: early 2025, later this year."""
        return self.month is None and (self.part is not None or self.later)

    @property
    def is_relative(self) -> bool:
        """Whether the text's own day has to be known to know it."""
        if self.day is not None and self.month is None:
            return True
        return self.weekday is not None or self.days_back is not None or self.years_on is not None


class Statement(msgspec.Struct, frozen=True):
    """One value of an article, and what it is said of. Of a place `unit` is its name as it is written and the keys of
    its words, and `names` of the first one those of all names of the text.

    `start`, `end`: the value's characters in `field`; `sentence_start`, `sentence_end`: those of its sentence;
    `about_start`, `about_end`: those of the clause. `unit`: what is counted, as stems, or one key such as `#dead` or
    `length-meter`. `words`: key of each word that stands around the value -> how near it is, 0..1. `names`: keys of
    those that are names. `ordinals`: `22` of `the 22nd summit`; two different ones are two things.
    `places`: keys of the names behind `in` and the like; `years`, `months`: that the sentence names, a year below 100
    counted from that of the text (last year is -1); `numbers`: that it states besides, of whatever they are.
    `rest`: those of `numbers` that may count others of whom the same became: `12 died here and 7 there`.
    `order`: 1 and 2 of `the first` and `the second`.
    `setting`: the years of the passage that its sentence belongs to, where that names no time of its own.
    `days`: the days of the event that its clause names beside it. `is_span`: it is of all those of a longer time, as
    `since the war began`.
    `earlier`: the value was true before that of which the text tells (`up from 90`, `90 a year earlier`).
    `hour`: at which of its day it was true (`by noon`); 0 for what was said first.
    `extent`: 1 where its clause names a town or village and no area around one, -1 where an area alone.
    `is_running`: it is told as a number that has grown so far: has risen to 25, hits one billion.
    `is_sum`: it is said to be a sum of several, as a combined 157 games.
    """

    kind: Kind
    field: Field
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    about_start: int
    about_end: int
    quantity: Quantity | None = None
    day: StatedDay | None = None
    unit: tuple[str, ...] = ()
    words: dict[str, float] = {}
    names: frozenset[str] = frozenset()
    ordinals: frozenset[int] = frozenset()
    places: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    months: frozenset[int] = frozenset()
    numbers: frozenset[float] = frozenset()
    order: frozenset[int] = frozenset()
    rest: frozenset[float] = frozenset()
    setting: frozenset[int] = frozenset()
    days: tuple[StatedDay, ...] = ()
    earlier: bool = False
    is_sum: bool = False
    is_span: bool = False
    hour: int | None = None
    extent: int = 0
    is_running: bool = False


@dataclass(frozen=True, slots=True)
class Telling:
    """An article of a story with its statements. `day`: the day that it was published on, None where it is not known;
    `seen_at` orders accounts whose day is the same. `beginning`: of its text, with the sentences that say what
    happened; empty where nobody asks what clauses mean. `publisher`: its name or its host, empty where neither is
    known."""

    article_id: int
    day: date | None
    seen_at: datetime
    uri: str
    statements: tuple[Statement, ...] = dataclasses.field(default=(), hash=False)
    headline: str = ""
    beginning: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A statement of an article within a fact: `value_no` is the place of its value among the fact's values."""

    article_id: int
    statement: Statement
    value_no: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that two accounts or more give a value of. The first mention is of who said it first.

    `relation`: `agreed`, `differ`, or `series` where the number grows with time. `unit`: that of the values, as `m`,
    `USD`, `dead`; None where the text names what it counts.
    """

    kind: Kind
    relation: Literal["agreed", "differ", "series"]
    unit: str | None
    values: tuple[str, ...]
    mentions: tuple[Mention, ...]


class Unread(NamedTuple):
    """An article whose statements are not known; `language` is a base subtag."""

    article_id: int
    headline: str
    article_body: str
    language: str


class Account(NamedTuple):
    """An article of a story, with its statements as JSON. `day`: that it was published on; `beginning`: of
    its text; `publisher`: its name or its host."""

    article_id: int
    day: date | None
    observed_at: datetime
    uri: str
    statements: str
    headline: str = ""
    beginning: str = ""
    publisher: str = ""


class Accounts(NamedTuple):
    """A story with its accounts, two or more."""

    story_id: int
    accounts: Sequence[Account]


class FactRows(NamedTuple):
    """The facts of a story as rows of news.story_fact and news.story_fact_mention."""

    facts: Sequence[Mapping[str, Any]]
    mentions: Sequence[Mapping[str, Any]]
