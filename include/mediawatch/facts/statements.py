"""An article's sentences as statements: one value each, and what it is said of."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from mediawatch.facts.comparison.parted import LEAD
from mediawatch.facts.days import Found, days
from mediawatch.facts.fact_records import Field, StatedDay, Statement
from mediawatch.facts.kinds.ages import SentenceValue
from mediawatch.facts.kinds.dollars import with_own_dollars
from mediawatch.facts.kinds.passages import Passages, opens_passage
from mediawatch.facts.kinds.places import PLACE, countries, with_names
from mediawatch.facts.kinds.sentence_times import SentenceTimes, says_day
from mediawatch.facts.kinds.told_hours import PART_OF_DAY
from mediawatch.facts.number_scales import Number
from mediawatch.facts.numbers import numbers
from mediawatch.facts.sentence_numbers import EARLIER_REACH
from mediawatch.facts.telling_words import UNSPACED, may_tell, may_tell_hour
from mediawatch.facts.word_tokens import NO_ROLE
from mediawatch.tag.language.sentence_ends import sentence_ends
from mediawatch.words import is_small

LONGEST_SENTENCE = 800
"""Characters: a longer one is a list or a table, in which neighbours say nothing of each other."""

MOST = 200
"""Statements that are kept of an article, the first ones."""

SAYS_REACH = 3
"""Tokens between a day and a verb of saying: `said on Monday` is no day of the event."""

CLAUSE_REACH = 10
"""Tokens before a weekday in which it may be said that it is to come."""

BEFORE_THIS = ("ago", "last_year", "elsewhen")
"""Lists of words behind a value that was true before."""

DISTANCE = ("#length",)

CHANGES = (("#percent",), ("#points",))
"""Units of that by which something has changed since."""

DASHES = ("-", "–", "—", "‑")

SPANS = ("#time", "#days", "#months")

CURRENCY_SIGNS = ("$", "€", "£", "¥", "₹")

DATELINE = 6
"""Tokens at the beginning of a text in which a day before a bracket or a dash is that of its dateline."""


def statements(headline: str, article_body: str, language: str) -> tuple[Statement, ...]:
    """Those of an article, in order, at most MOST. `language` is a base subtag."""
    found: list[Statement] = []
    fields: tuple[tuple[Field, str], ...] = (("headline", headline), ("article_body", article_body))
    for name, text in fields:
        if len(found) >= MOST:
            break
        passages, behind = Passages(), 0
        for start, end in sentences(text, language):
            if "\n" in text[behind:start]:
                passages.end()
            behind = end
            is_lead = name == "headline" or start < LEAD
            if end - start <= LONGEST_SENTENCE and (
                may_tell(text[start:end], language) or (is_lead and may_tell_hour(text[start:end], language))
            ):
                sentence = _Sentence(name, text, start, end, language)
                told = list(sentence.statements())
                opens = bool(sentence.years) and opens_passage(sentence.tokens, sentence.year_places, told)
                found += passages.told(told, sentence.days, sentence.years, opens=opens)
            if len(found) >= MOST:
                break
    found = with_own_dollars(found[:MOST], dict(fields))
    return tuple(with_names(found, headline, article_body, language))


def sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence of `text`, without the blanks around it."""
    start = 0
    for end in (*sentence_ends(text, language), len(text)):
        part = text[start:end]
        if part.strip():
            yield start + len(part) - len(part.lstrip()), start + len(part.rstrip())
        start = end


class _Sentence(SentenceTimes):
    def statements(self) -> Iterator[Statement]:
        """One for each value."""
        found_days = days(self.tokens, self.language, self.told)
        found = numbers(self.tokens, self.language, self.told)
        if found and (ago := self.days_ago(found)):
            inside = {place for day in ago for place in range(day.first, day.last)}
            found_days = sorted(
                [*ago, *(day for day in found_days if not inside.intersection(range(day.first, day.last)))],
                key=lambda day: day.first,
            )
        self.days = [day.day for day in found_days]
        self.find_years(found_days, found)
        values = [day for day in map(self._day, found_days) if day]
        self.events = [day for day in values if day.day is not None and says_day(day.day)]
        taken = {place for day in found_days for place in range(day.first, day.last)}
        if found:
            found = self.with_age_spans(found)
        for hour in self.hours(found, taken, is_lead=self.name == "headline" or self.start < LEAD):
            values.append(hour)
            taken.update(range(hour.first, hour.last))
        if found:
            values += self.quantities(found, taken)
        if not values:
            return
        self.months = frozenset(day.day.month for day in found_days if day.day.month is not None)
        ordinals = [
            number
            for number in found
            if number.is_ordinal and number.first not in taken and number.first not in self.named_at
        ]
        values.sort(key=lambda value: value.first)
        self.sums = [place for place, token in self.told if "altogether" in token.role.begins]
        for place in self.revised:
            self.stated.pop(place, None)
        self.ordered = [(place, token.role.order) for place, token in self.told if token.role.order]
        self.is_span = bool(self.class_places) and self.is_of_span()
        self.says_at = [place for place, token in self.told if "says" in token.role.begins]
        others = [value for value in values if value.unit[-1:] != (PART_OF_DAY,)]  # to these `at dawn` is words
        self.inside = {place for value in others for place in range(value.first, value.last)}
        for value in values:
            if value.day == _NO_DAY:
                continue  # counted from another day: it parts the clauses of others, and is none itself
            yield self._statement(value, values if value.unit[-1:] == (PART_OF_DAY,) else others, ordinals)
        if self.name == "headline" or self.start < LEAD:
            yield from self._places()

    def _places(self) -> Iterator[Statement]:
        """The places that are named in the sentence, by their names as they are written and the keys of their words."""
        words, behind = self.keys(), 0
        for begin, named, _ in self.places():
            place = named
            while place - 1 > begin and self.is_name(place - 1):
                place -= 1  # New Bergen
            if place < behind or self.language in UNSPACED:
                continue
            behind = place + 1
            while self.is_name(behind):
                behind += 1
            tokens = self.tokens[place:behind]
            keys = tuple(key for token in tokens if (key := self.key_of[token.text]) is not None)
            if not keys or not countries(self.language).isdisjoint(keys):
                continue
            start, end = tokens[0].start, tokens[-1].end
            yield Statement(
                PLACE, self.name, start, end, self.start, self.end, self.start, self.end,
                unit=(self.text[start:end], *keys),
                words={key: 1.0 for at, key, _ in words if not place <= at < behind},
            )  # fmt: skip

    # ---- days and hours
    def _day(self, found: Found) -> SentenceValue | None:
        if found.is_relative and self._is_of_saying(found.first, found.last):
            return None  # the day on which somebody said it
        if self.lists["published"].before(self.tokens, found.first) is not None:
            return None
        if self.opens_body and found.first < DATELINE and self._is_dateline_mark(found.last):
            return None  # OSLO, Dec. 9 (Agency) --
        day = found.day
        if day.weekday is not None and self._is_to_come(found):
            day = msgspec.structs.replace(day, turn=1)
        return SentenceValue("day", found.first, found.last, day=day)

    def _is_dateline_mark(self, place: int) -> bool:
        """Whether a bracket or a dash is there, and none that joins an ending to a number: `június 12-én`."""
        if (self.text_at(place) or "?") not in "(-–—:":
            return False
        here, following = self.tokens[place], self.tokens[place + 1 : place + 2]
        is_joint = here.start == self.tokens[place - 1].end and bool(following) and following[0].start == here.end
        return not (is_joint and is_small(following[0].text[0]))

    def _is_to_come(self, found: Found) -> bool:
        """Whether a weekday is the next one: `opens next Monday`, `will open on Monday`."""
        reach = range(found.last, min(found.last + SAYS_REACH, len(self.tokens)))
        for place in (*range(found.first - 1, max(-1, found.first - 1 - CLAUSE_REACH), -1), *reach):
            token = self.tokens[place]
            if token.role is NO_ROLE:
                if token.text in ",;:()—–":
                    return False
                continue
            begins = token.role.begins
            if token.text in ",;:()—–" or token.role.names_day or ("joins" in begins and self.is_at(place, "joins")):
                return False
            if "will" in begins and self.is_at(place, "will"):
                return True
        return False

    def _is_of_saying(self, first: int, last: int) -> bool:
        """`said on Monday`, `on Monday the ministry said`; but not `fell on Monday, police said`."""
        before = range(first - 1, max(-1, first - 1 - SAYS_REACH), -1)
        behind = range(last, min(len(self.tokens), last + SAYS_REACH))
        for end in (first, first - 1):  # in a statement on Monday
            if (
                end > 0
                and "said_in" in self.tokens[end - 1].role.ends
                and self.lists["said_in"].before(self.tokens, end) is not None
            ):
                return True
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
            names |= {
                key
                for place, key, is_name in words[start:end]
                if is_name and not (value.kind == "count" and self._is_of_sayer(place, value))
            }
            if not names or value.unit == DISTANCE:  # whose it is has been said before, and from where to where
                names |= {key for _, key, is_name in words[:start] if is_name}
        here = frozenset(int(number.value) for number in ordinals if first <= number.first < last) if ordinals else NONE
        named = self.places()
        places = (
            frozenset(key for begin, place, key in named if first <= begin and place < last) if named else NONE_NAMED
        )
        others = [number for place, number in self.stated.items() if place != value.first]
        rest = NONE_STATED
        of_class = self.classed.get(value.first) if value.kind == "count" and value.unit[0].startswith("#") else None
        if of_class is not None and others:
            told = [
                (self.classed.get(place, of_class), number)
                for place, number in self.stated.items()
                if place != value.first
            ]
            others = [number for unit, number in told if unit == of_class]
            rest = frozenset(number for unit, number in told if unit == of_class)
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
            years=self.years_of(value) if self.years else NONE,
            months=self.months,
            numbers=frozenset(others) if others else NONE_STATED,
            rest=rest,
            earlier=value.kind in ("count", "measure") and self._is_earlier(value),
            order=self.order_of(first, last) if self.ordered else NONE,
            days=self.days_of(value, first, last) if self.events else (),
            is_span=value.kind == "count" and value.unit[0].startswith("#") and self.is_span,
            hour=self.hour_of(first, last) if value.kind == "count" and value.unit[0].startswith("#") else None,
            is_sum=value.kind in ("count", "measure") and self._is_sum(value),
            extent=self.extent_of(near, first, last),
            is_running=bool(self.rising) and value.kind == "count" and self.has_grown(value.first, value.last),
        )

    def _is_of_sayer(self, place: int, value: SentenceValue) -> bool:
        """Whether the word at `place` names who said it, beyond a comma: `38,000 homes were dark, the operator Elvik
        said`."""
        if not self.says_at:
            return False
        first, last = sorted((place, value.first))
        if not any(self.tokens[at].text in _COMMAS for at in range(first, last)):
            return False
        return any(
            self.is_at(at, "says")
            and not any(self.tokens[between].text in _COMMAS for between in range(*sorted((at, place))))
            for at in self.says_at
        )

    def _is_earlier(self, value: SentenceValue) -> bool:
        """Whether a value was true before that of which the text tells: `up from 90`, `90 a year earlier`."""
        before = value.first - 1 if self.text_at(value.first - 1) in CURRENCY_SIGNS else value.first
        if value.first in self.revised:
            return True
        if value.unit[0] not in SPANS and self.lists["earlier"].before(self.tokens, before) is not None:
            return True
        if value.unit[0].startswith("#") and (value.kind == "count" or value.unit[0] in SPANS):
            return False  # what became of people, and ten days later
        is_span = value.quantity is not None and value.quantity.is_told  # `de huit à 17 ans` is one value
        if value.kind == "measure" and not is_span and self._is_first_of_two(value, before):
            return True
        reach = 1 if value.unit in CHANGES else EARLIER_REACH  # 6 percent more than a year earlier
        for place, token in enumerate(self.tokens[value.last : value.last + reach], value.last):
            if token.is_number or token.text in ",;:":
                return False
            if not token.role.begins.isdisjoint(BEFORE_THIS) and any(self.is_at(place, name) for name in BEFORE_THIS):
                return True
        return False

    def _is_first_of_two(self, value: SentenceValue, before: int) -> bool:
        """Whether something changed from a value to another one, which may be left unsaid where the word for `from` is
        none for `of`."""
        start = self.lists["from"].before(self.tokens, before)
        if start is None or self.lists["at_least"].before(self.tokens, before) is not None:
            return False  # ha quemado más de 4.000 hectáreas y obligó a evacuar a 1.200
        return not self.may_be_of(start) or self.is_from(before, value.last)

    def _is_sum(self, value: SentenceValue) -> bool:
        return self._is_whole(value) or any(
            place < value.first and self.is_at(place, "altogether") for place in self.sums
        )

    def _is_whole(self, value: SentenceValue) -> bool:
        """Whether another number counts some of it: the 220 of `140 of 220 flights`."""
        if not value.first or "thing_of" not in self.tokens[value.first - 1].role.ends:
            return False
        place = self.lists["thing_of"].before(self.tokens, value.first)
        return place is not None and place > 0 and self.tokens[place - 1].is_number

    def _clause(self, value: SentenceValue, values: Sequence[SentenceValue]) -> tuple[int, int]:
        """Tokens of the clause that the value stands in: the sentence, or its part that is nearer to this value than to
        another one of the same kind, cut where a clause begins."""
        first, last = 0, len(self.tokens)
        for other in values:
            if other.kind != value.kind or other is value:
                continue
            if other.last <= value.first and not self._are_joined(other, value):
                first = max(first, self._cut(other.last, value.first))
            elif other.first >= value.last and not self._are_joined(value, other):
                last = min(last, self._cut(value.last, other.first))
        return first, max(last, value.last)

    def _are_joined(self, one: SentenceValue, other: SentenceValue) -> bool:
        """`From 1980 to 1988`, `from $238 to $2,075`: what is said of the one is said of the other."""
        left, right = one.last, other.first
        if self.text_at(right - 1) in CURRENCY_SIGNS:
            right -= 1
        if one.unit[:1] == ("@",) and right == (self.lists["part_of"].behind(self.tokens, left) or left + 1):
            return True  # three of nine members
        if right - left != 1:
            return False
        if one.kind == "measure" and one.unit != other.unit:
            return True  # 8 percent to 4.56 billion
        if _NO_DAY in (one.day, other.day):
            return False
        return self.text_at(left) in DASHES or self.lists["day_to_day"].behind(self.tokens, left) == right

    def _cut(self, left: int, right: int) -> int:
        """Where, between two values, the words of the one end and those of the other begin: at the clause mark nearest
        to the middle."""
        middle = (left + right) / 2
        marks = [
            place for place in range(left, right) if self.tokens[place].text in ",;:()—–" or self.is_at(place, "joins")
        ]
        return min(marks, key=lambda place: (abs(place - middle), place)) if marks else round(middle)


_NO_DAY = StatedDay()

_COMMAS = (",", "،")

NONE: frozenset[int] = frozenset()
NONE_NAMED: frozenset[str] = frozenset()
NONE_STATED: frozenset[float] = frozenset()

_HALF = 12
"""Tokens from the value at which a word counts half."""

_CLOSENESS = tuple(round(1 / (1 + away / _HALF), 3) for away in range(LONGEST_SENTENCE + 1))
"""Of a word so many tokens away from a value: no sentence that is read has more."""
