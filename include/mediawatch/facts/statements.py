"""An article's sentences as statements: one value each, and what it is said of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import msgspec

from mediawatch.facts import word_tokens as words
from mediawatch.facts.days import Found, days
from mediawatch.facts.fact_records import GRAVE, Field, Kind, Quantity, StatedDay, Statement
from mediawatch.facts.measures import measure
from mediawatch.facts.numbers import Number, numbers
from mediawatch.facts.sentence_words import SentenceWords
from mediawatch.facts.telling_words import LEAST_SPELT, UNSPACED, may_tell
from mediawatch.facts.words import fact_words
from mediawatch.facts.words.fact_words import CLASSES
from mediawatch.tag.language.sentence_ends import sentence_ends

LONGEST_SENTENCE = 800
"""Characters: a longer one is a list or a table, in which neighbours say nothing of each other."""

MOST = 200
"""Statements that are kept of an article, the first ones."""

CLASS_REACH = 6
"""Tokens between a number and the word that says what became of those whom it counts."""

TOLL_REACH = 12
"""The same for `death toll` and the like before the number: they mean no other one."""

LIFE_REACH = 2
"""For `lives` and the like, which mean the dead only right beside a number."""

ATTACKERS_REACH = 3
"""Tokens behind a number in which it is said that it counts those who did it."""

VICTIMS = ("#dead", "#injured")

UNCERTAIN = "?"
"""In place of a class: what became of those whom a number counts is not known of each."""

LISTED_REACH = 4
"""Tokens between two numbers of one list."""

PART_REACH = 4
"""Tokens behind a number in which it may be called a part of another."""

SAYS_REACH = 3
"""Tokens between a day and a verb of saying: `said on Monday` is no day of the event."""

DATELINE = 6
"""Tokens at the beginning of a text in which a day before a bracket or a dash is that of its dateline."""

OLDEST = 115
"""Years: a greater number is no age."""


def statements(headline: str, article_body: str, language: str) -> tuple[Statement, ...]:
    """Those of an article, in order, at most MOST. `language` is a base subtag."""
    found: list[Statement] = []
    fields: tuple[tuple[Field, str], ...] = (("headline", headline), ("article_body", article_body))
    for name, text in fields:
        for start, end in sentences(text, language):
            if end - start <= LONGEST_SENTENCE and may_tell(text[start:end], language):
                found += _Sentence(name, text, start, end, language).statements()
            if len(found) >= MOST:
                return tuple(found[:MOST])
    return tuple(found)


def sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence of `text`, without the blanks around it."""
    start = 0
    for end in (*sentence_ends(text, language), len(text)):
        part = text[start:end]
        if part.strip():
            yield start + len(part) - len(part.lstrip()), start + len(part.rstrip())
        start = end


END = "|"
"""Stands in the patterns of ages for the end of a clause."""


@cache
def _ages(language: str) -> tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...]:
    """Of each way to write an age: the word that stands right before the number, that right behind it (empty where
    there may be any), and all words before and behind."""
    patterns = (tuple(map(words.phrase, pattern.split("{n}"))) for pattern in fact_words.words(language)["age"])
    return tuple((left[-1] if left else "", right[0] if right else "", left, right) for left, right in patterns)


class _Value(msgspec.Struct, frozen=True, gc=False):
    """A value in a sentence, before its words are looked at: tokens `first` to `last` (behind it)."""

    kind: Kind
    first: int
    last: int
    quantity: Quantity | None = None
    day: StatedDay | None = None
    unit: tuple[str, ...] = ()
    subject: frozenset[str] = frozenset()


class _Sentence(SentenceWords):
    def statements(self) -> Iterator[Statement]:
        """One for each value."""
        found_days = days(self.tokens, self.language)
        found = numbers(self.tokens, self.language)
        values = [day for day in map(self._day, found_days) if day]
        taken = {place for day in found_days for place in range(day.first, day.last)}
        if found:
            values += self._quantities(found, taken)
        if not values:
            return
        self.years = frozenset(
            int(token.text)
            for token in self.tokens
            if token.is_number and len(token.text) == _YEAR_DIGITS and _YEAR.fullmatch(token.text)
        )
        self.months = frozenset(day.day.month for day in found_days if day.day.month is not None)
        ordinals = [number for number in found if number.is_ordinal and number.first not in taken]
        values.sort(key=lambda value: value.first)
        self.inside = {place for value in values for place in range(value.first, value.last)}
        for value in values:
            if value.day == _NO_DAY:
                continue  # counted from another day: it parts the clauses of others, and is none itself
            yield self._statement(value, values, ordinals)

    # ---- days
    def _day(self, found: Found) -> _Value | None:
        near = range(max(0, found.first - SAYS_REACH), min(len(self.tokens), found.last + SAYS_REACH))
        relative = found.day.weekday is not None or found.day.days_back is not None
        if relative and any(self.is_at(place, "says") for place in near):
            return None  # the day on which somebody said it
        if self.opens_body and found.first < DATELINE and (self.text_at(found.last) or "?") in "(-–—:":
            return None  # OSLO, Dec. 9 (Agency) --
        return _Value("day", found.first, found.last, day=found.day)

    # ---- numbers
    def _quantities(self, found: Sequence[Number], taken: set[int]) -> Iterator[_Value]:
        counted: list[tuple[Number, _Value]] = []
        for number in found:
            if number.first in taken or number.is_ordinal:
                continue
            value = self._age(number) or self._measured(number) or self._counted(number)
            if value is None or value.kind == "count":
                self.stated[number.first] = number.value
            if value is not None:
                counted.append((number, value))
        counts = [(number, value) for number, value in counted if value.kind == "count"]
        if not counts:
            yield from (value for _, value in counted)
            return
        parts = {number.first for number, _ in counts if self._is_part(number)}
        for (one, _), (other, _) in pairwise(counts):
            if self._are_listed(one, other) and other.first not in parts:
                parts |= {one.first, other.first}
        of_class = Counter(
            value.unit[0] for number, value in counts if number.first not in parts and value.unit[0].startswith("#")
        )
        for number, value in counted:
            if value.kind == "count" and (number.first in parts or of_class[value.unit[0]] > 1):
                continue  # a part of what another number counts
            yield value

    def _are_listed(self, one: Number, other: Number) -> bool:
        """`14 workers and two pilots`: neither is all. `19 people, three of them badly` and `25, with 90 houses` are no
        lists."""
        between = range(one.last, other.whole_first)
        return (
            0 < len(between) <= LISTED_REACH
            and (self.text_at(between[-1]) == "," or self.is_at(between[-1], "joins"))
            and not any(self.is_at(place, name) for place in between for name in CLASSES)
        )

    def _is_part(self, number: Number) -> bool:
        """`including two`, `three of the wounded`, `two more`, `six were among the dead`."""
        reach = []
        for place in range(number.last, min(number.last + PART_REACH, len(self.tokens))):
            if self.text_at(place) == "," or self.tokens[place].is_number:
                break  # 19 people, three of them children
            reach.append(place)
        return (
            self.lists["part"].before(self.tokens, number.whole_first) is not None
            or self.lists["more"].before(self.tokens, number.whole_first) is not None
            or self.lists["part_of"].behind(self.tokens, number.last) is not None
            or any(self._parts_it(place) for place in reach)
            or any(self.is_at(place, "more") for place in reach[:2])
        )

    def _parts_it(self, place: int) -> bool:
        """Whether a word for parts there speaks of the number before it, not of one behind it."""
        end = self.lists["part"].behind(self.tokens, place)
        if end is None:
            return False
        following = self.tokens[end] if end < len(self.tokens) else None
        return following is None or not (following.is_number or (following.role.number or 0) >= LEAST_SPELT)

    def _age(self, number: Number) -> _Value | None:
        listed, value = self.tokens, number.value
        if not number.in_digits or not 0 < value <= OLDEST or value != int(value):
            return None
        before, behind = self.text_at(number.first - 1).lower(), self.text_at(number.last).lower()
        for next_before, next_behind, left, right in _ages(self.language):
            if next_before and next_before != before:
                continue
            if next_behind == END:
                if behind.isalnum() or self.text_at(number.last + 1).isdecimal():
                    continue
                right = ()
            elif next_behind and next_behind != behind:
                continue
            at, end = number.first - len(left), number.last + len(right)
            if words.stands_at(listed, at, left) and words.stands_at(listed, number.last, right):
                subject = self.names_from(end)
                if not subject and self.text_at(at - 1) in (",", "("):
                    subject = self.name_before(at)
                return _Value("age", number.first, end, quantity=number.quantity, subject=subject)
        if before in (",", "(") and behind in (",", ".", ")", ";", "") and (subject := self.name_before(number.first)):
            return _Value("age", number.first, number.last, quantity=number.quantity, subject=subject)
        return None

    def _measured(self, number: Number) -> _Value | None:
        found = measure(self.tokens, number.first, number.last, self.language)
        if found is None or (
            found.last < len(self.tokens) and found.unit == "#months" and self.text_at(found.last) in "-‑"
        ):
            return None
        slack = self._last_decimal(number) / 2 if number.quantity.low == number.quantity.high == number.value else 0
        low, high = (bound * found.factor for bound in (number.quantity.low - slack, number.quantity.high + slack))
        return _Value("measure", number.first, found.last, quantity=Quantity(low, high), unit=(found.unit,))

    def _last_decimal(self, number: Number) -> float:
        """The place of the last digit that is written: .1 for 54.4. Half of it is what rounding leaves open."""
        text = self.tokens[number.first].text
        places = len(text) - text.rfind(".") - 1 if number.value != int(number.value) and "." in text else 0
        if number.value != int(number.value) and not places:
            places = len(text) - text.rfind(",") - 1
        return 10.0**-places

    def _counted(self, number: Number) -> _Value | None:
        if self._names_a_thing(number):
            return None
        if self.lists["times"].behind(self.tokens, number.last) is not None:
            return None  # four times the size
        if any(self.is_at(place, "left") for place in range(number.last, min(number.last + 3, len(self.tokens)))):
            return None  # 10 laps to go
        became = self._class(number)
        if became == UNCERTAIN or (became is not None and self._is_of_a_year(number)):
            return None
        attackers = range(number.last, min(number.last + ATTACKERS_REACH, len(self.tokens)))
        if became in VICTIMS and any(self.is_at(place, "attackers") for place in attackers):
            became = None  # killed three gunmen
        if became is not None:
            who = (GRAVE,) if became == "#injured" and self._is_near(number, "grave") else self.who(number.last)
            return _Value("count", number.first, number.last, quantity=number.quantity, unit=(became, *who))
        if self.is_name(number.first - 1) and number.first > 1:
            return None  # Channel 5, Boeing 737
        many = number.quantity.high > number.quantity.low and not number.in_digits  # dozens of people
        unit = tuple(self.unit_at(number.last)) or tuple(self.unit_at(number.last + 1) if many else ())
        if self.text_at(number.last) in ("-", "‑"):  # a 154-page report: another thing than 154 pages
            unit = tuple(f"-{key}" for key in self.unit_at(number.last + 1))[:1]
        return _Value("count", number.first, number.last, quantity=number.quantity, unit=unit) if unit else None

    def _names_a_thing(self, number: Number) -> bool:
        """Whether it is a time, a score, a year, or part of a word or an address."""
        listed, first, last = self.tokens, number.first, number.last
        if not number.in_digits:
            return False
        glued_before = first > 0 and listed[first - 1].end == listed[first].start
        glued_behind = last < len(listed) and listed[last].start == listed[last - 1].end
        before_is_word = first > 0 and listed[first - 1].is_word and self.language not in UNSPACED
        if glued_before and (before_is_word or listed[first - 1].text in ":./-–#@_&=+"):
            return True
        if glued_behind and (listed[last].text in ":/–_&=" or (listed[last].is_word and not number.has_scale)):
            return not words.is_unspaced(listed[last].text)
        if last < len(listed) and "clock" in listed[last].role.begins:
            return True
        plain = listed[first].text
        return len(plain) == 4 and plain.isdecimal() and 1900 <= number.value <= 2099 and not number.has_scale

    def _class(self, number: Number) -> str | None:
        """`#dead` and the like: the class of the nearest word that says what became of them."""
        best: tuple[int, int, str] | None = None
        best_place = -1
        first, last = max(0, number.whole_first - TOLL_REACH), min(len(self.tokens), number.last + CLASS_REACH)
        for place in self._class_places:
            if not first <= place < last or number.first <= place < number.last:
                continue
            for name in self.tokens[place].role.classes:
                is_far = place < number.whole_first - CLASS_REACH
                if not self.is_at(place, "toll" if is_far else name):
                    continue
                away = number.whole_first - place if place < number.first else place - number.last + 1
                between = self.tokens[min(place, number.last) : max(place, number.whole_first)]
                if any(token.text in ";:()–—" or token.is_number for token in between):
                    continue
                if self.is_at(place, "life") and away > LIFE_REACH:
                    continue
                rank = CLASSES.index(name)
                if best is None or (away, rank) < best[:2]:
                    best, best_place = (away, rank, f"#{name}"), place
        if best is None:
            return None
        return UNCERTAIN if self.is_uncertain(number.first, number.last, best_place) else best[2]

    def _is_near(self, number: Number, name: str) -> bool:
        reach = range(max(0, number.whole_first - CLASS_REACH), min(len(self.tokens), number.last + CLASS_REACH))
        return any(self.is_at(place, name) for place in reach)

    def _is_of_a_year(self, number: Number) -> bool:
        """`eleven people have died there this year`: no number of one event."""
        return any(self._is_near(number, name) for name in ("this_year", "last_year"))

    # ---- words around
    def _statement(self, value: _Value, values: Sequence[_Value], ordinals: Sequence[Number]) -> Statement:
        listed = self.tokens
        first, last = self._clause(value, values)
        near: dict[str, float] = {}
        behind = value.last - 1
        for place, key, _ in self.keys():
            if place < first:
                continue
            if place < value.first:
                near[key] = _CLOSENESS[value.first - place]  # nearer than where it stood before
            elif place < last:
                closeness = _CLOSENESS[place - behind]
                if closeness > near.get(key, 0.0):
                    near[key] = closeness
            else:
                break
        names = value.subject
        if value.kind != "age":  # of the person beside it: other names are of others
            names |= {key for place, key, is_name in self.keys() if is_name and first <= place < last}
        here = frozenset(int(number.value) for number in ordinals if first <= number.first < last)
        places = frozenset(key for begin, place, key in self.places() if first <= begin and place < last)
        return Statement(
            kind=value.kind,
            field=self.name,
            start=listed[value.first].start,
            end=listed[value.last - 1].end,
            sentence_start=self.start,
            sentence_end=self.end,
            about_start=listed[first].start,
            about_end=listed[last - 1].end,
            quantity=value.quantity,
            day=value.day,
            unit=value.unit,
            words=near,
            names=names,
            ordinals=here,
            places=places,
            years=self.years,
            months=self.months,
            numbers=frozenset(number for place, number in self.stated.items() if place != value.first),
        )

    def _clause(self, value: _Value, values: Sequence[_Value]) -> tuple[int, int]:
        """Tokens of the clause that the value stands in: the sentence, or its part that is nearer to this value than to
        another one of the same kind, cut where a clause begins."""
        first, last = 0, len(self.tokens)
        for other in values:
            if other.kind != value.kind or other is value:
                continue
            if other.last <= value.first:
                first = max(first, self._cut(other.last, value.first))
            elif other.first >= value.last:
                last = min(last, self._cut(value.last, other.first))
        return first, max(last, value.last)

    def _cut(self, left: int, right: int) -> int:
        """Where, between two values, the words of the one end and those of the other begin: at the clause mark nearest
        to the middle."""
        middle = (left + right) / 2
        marks = [
            place for place in range(left, right) if self.tokens[place].text in ",;:()—–" or self.is_at(place, "joins")
        ]
        return min(marks, key=lambda place: (abs(place - middle), place)) if marks else round(middle)


_NO_DAY = StatedDay()

_YEAR_DIGITS = 4

_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)

_HALF = 12
"""Tokens from the value at which a word counts half."""

_CLOSENESS = tuple(round(1 / (1 + away / _HALF), 3) for away in range(LONGEST_SENTENCE + 1))
"""Of a word so many tokens away from a value: no sentence that is read has more."""
