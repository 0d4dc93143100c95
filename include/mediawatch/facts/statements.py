"""An article's sentences as statements: one value each, and what it is said of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from mediawatch.facts.days import Found, days
from mediawatch.facts.fact_records import Field, StatedDay, Statement
from mediawatch.facts.numbers import Number, numbers
from mediawatch.facts.sentence_numbers import SentenceNumbers, SentenceValue
from mediawatch.facts.telling_words import may_tell
from mediawatch.tag.language.sentence_ends import sentence_ends

LONGEST_SENTENCE = 800
"""Characters: a longer one is a list or a table, in which neighbours say nothing of each other."""

MOST = 200
"""Statements that are kept of an article, the first ones."""

SAYS_REACH = 3
"""Tokens between a day and a verb of saying: `said on Monday` is no day of the event."""

EARLIER_REACH = 6
"""Tokens behind a value in which it may be said that it was true before."""

BEFORE_THIS = ("earlier", "last_year", "elsewhen")
"""Lists of words behind a value that was true before."""

DISTANCE = ("#length",)

SPANS = ("#time", "#days", "#months")

CURRENCY_SIGNS = ("$", "€", "£", "¥", "₹")

DATELINE = 6
"""Tokens at the beginning of a text in which a day before a bracket or a dash is that of its dateline."""


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


class _Sentence(SentenceNumbers):
    def statements(self) -> Iterator[Statement]:
        """One for each value."""
        found_days = days(self.tokens, self.language, self.told)
        found = numbers(self.tokens, self.language, self.told)
        values = [day for day in map(self._day, found_days) if day]
        taken = {place for day in found_days for place in range(day.first, day.last)}
        if found:
            values += self.quantities(found, taken)
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
        self.sums = [place for place, token in self.told if "altogether" in token.role.begins]
        self.inside = {place for value in values for place in range(value.first, value.last)}
        for value in values:
            if value.day == _NO_DAY:
                continue  # counted from another day: it parts the clauses of others, and is none itself
            yield self._statement(value, values, ordinals)

    # ---- days
    def _day(self, found: Found) -> SentenceValue | None:
        if found.is_relative and self._is_of_saying(found):
            return None  # the day on which somebody said it
        if self.lists["published"].before(self.tokens, found.first) is not None:
            return None
        if self.opens_body and found.first < DATELINE and (self.text_at(found.last) or "?") in "(-–—:":
            return None  # OSLO, Dec. 9 (Agency) --
        return SentenceValue("day", found.first, found.last, day=found.day)

    def _is_of_saying(self, found: Found) -> bool:
        """`said on Monday`, `on Monday the ministry said`; but not `fell on Monday, police said`."""
        before = range(found.first - 1, max(-1, found.first - 1 - SAYS_REACH), -1)
        behind = range(found.last, min(len(self.tokens), found.last + SAYS_REACH))
        return self._says(before) or self._says(behind)

    def _says(self, places: Iterable[int]) -> bool:
        for place in places:
            if self.tokens[place].text in ",;:()—–":
                return False
            if self.is_at(place, "says"):
                return True
        return False

    # ---- words around
    def _statement(
        self, value: SentenceValue, values: Sequence[SentenceValue], ordinals: Sequence[Number]
    ) -> Statement:
        listed = self.tokens
        first, last = self._clause(value, values)
        words, stand_at = self.keys(), self.key_places
        start, at, end = (bisect_left(stand_at, place) for place in (first, value.first, last))
        # The last of a word before the value is the nearest of it, behind the value the first.
        near = {key: _CLOSENESS[value.first - place] for place, key, _ in words[start:at]}
        behind = value.last - 1
        for place, key, _ in words[at:end]:
            closeness = _CLOSENESS[place - behind]
            if closeness > near.get(key, 0.0):
                near[key] = closeness
        names = value.subject
        if value.kind != "age" and self.has_names:  # of the person beside it: other names are of others
            names |= {key for _, key, is_name in words[start:end] if is_name}
            if not names or value.unit == DISTANCE:  # whose it is has been said before, and from where to where
                names |= {key for _, key, is_name in words[:start] if is_name}
        here = frozenset(int(number.value) for number in ordinals if first <= number.first < last) if ordinals else NONE
        named = self.places()
        places = (
            frozenset(key for begin, place, key in named if first <= begin and place < last) if named else NONE_NAMED
        )
        others = [number for place, number in self.stated.items() if place != value.first]
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
            numbers=frozenset(others) if others else NONE_STATED,
            earlier=value.kind in ("count", "measure") and self._is_earlier(value),
            is_sum=value.kind in ("count", "measure") and self._is_sum(value),
        )

    def _is_earlier(self, value: SentenceValue) -> bool:
        """Whether a value was true before that of which the text tells: `up from 90`, `90 a year earlier`."""
        if value.unit[0].startswith("#") and (value.kind == "count" or value.unit[0] in SPANS):
            return False  # what became of people, and ten days later
        before = value.first - 1 if self.text_at(value.first - 1) in CURRENCY_SIGNS else value.first
        if self.lists["earlier"].before(self.tokens, before) is not None:
            return True
        if value.kind == "measure" and self.lists["from"].before(self.tokens, before) is not None:
            return True
        for place, token in enumerate(self.tokens[value.last : value.last + EARLIER_REACH], value.last):
            if token.is_number or token.text in ",;:":
                return False
            if not token.role.begins.isdisjoint(BEFORE_THIS) and any(self.is_at(place, name) for name in BEFORE_THIS):
                return True
        return False

    def _is_sum(self, value: SentenceValue) -> bool:
        return any(place < value.first and self.is_at(place, "altogether") for place in self.sums)

    def _clause(self, value: SentenceValue, values: Sequence[SentenceValue]) -> tuple[int, int]:
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

NONE: frozenset[int] = frozenset()
NONE_NAMED: frozenset[str] = frozenset()
NONE_STATED: frozenset[float] = frozenset()

_YEAR_DIGITS = 4

_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)

_HALF = 12
"""Tokens from the value at which a word counts half."""

_CLOSENESS = tuple(round(1 / (1 + away / _HALF), 3) for away in range(LONGEST_SENTENCE + 1))
"""Of a word so many tokens away from a value: no sentence that is read has more."""
