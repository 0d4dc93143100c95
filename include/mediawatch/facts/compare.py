"""Statements of several accounts become facts: the same thing, its values, and who gives which.

Two statements say the same thing where what they count is the same and the words around them are alike: the cosine of
their words, each weighted by how near it stands to the value and how rare it is in the story. An account that gives
two values itself says two things: such statements are never the two sides of a difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import log, sqrt

from mediawatch.facts.days import resolve
from mediawatch.facts.fact_records import Fact, Mention, Quantity, Statement, Telling
from mediawatch.facts.measures import SHOWN
from mediawatch.facts.stated_values import (
    NARROW,
    Value,
    as_exact,
    comparable,
    is_little_apart,
    is_long,
    is_rare_number,
    may_be_part,
    meet,
    number_text,
    repeats,
    stated,
    width,
)

ALIKE = 0.32
"""Cosine from which two statements with different values are about one thing."""

ALIKE_SAME = 0.22
"""The same where their values agree: that they do speaks for it."""

ALIKE_RARE = 0.1
"""The same where the value is one that hardly comes twice by chance: 715, 94 %, 28 September 1920."""

ALIKE_MEASURE = 0.37
"""As ALIKE for sums, distances and the like: one affair has several of them, in much the same words."""

ALIKE_CLASS = 0.14
"""The same for what became of people: one event has one number of dead."""

ALIKE_PERIOD = 0.17
"""The same for parts of years, with SHARED_PERIOD words: accounts seldom name two of them."""

SHARED_PERIOD = 4

ALIKE_NEAR = 0.19
"""As ALIKE for such numbers."""

LONG_NAME = 4
"""Letters of a name that may be spelt with one more at its end."""

TELLING_NUMBER = 5
"""The same number of dead or injured, from so many on, speaks for itself where one word more is shared."""

CLOSE = 0.75
"""How near the words stand of which two measures that differ share one: four tokens or less from the value."""

NAME = 1.6
"""What a name weighs beside another word."""

LEAST_SHARED = 2
"""Words that two statements share at least; one more where they differ in a number of people."""

TOP = 12
"""Words by which a statement finds others."""

POSTINGS = 120
"""Statements with a word that are looked at, those nearest in age: bounds the cost of a story with many accounts."""

MOST_FACTS = 60
"""Facts that are kept of a story: those of most accounts."""


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement of a telling with its value as days that are known."""

    telling: Telling
    statement: Statement
    value: Value
    weights: Mapping[str, float]


def facts(tellings: Iterable[Telling]) -> list[Fact]:
    """What two of these accounts or more say of the same thing, most accounts first. The order of the accounts does not
    matter. Copies are no accounts of their own: they are not to be given."""
    ordered = sorted(tellings, key=_age)
    said = _said(ordered)
    groups = _groups(said)
    found = [fact for group in groups if (fact := _fact(group, said)) is not None]
    found.sort(key=lambda fact: (fact.relation == "agreed", -len({m.article_id for m in fact.mentions}), _place(fact)))
    return found[:MOST_FACTS]


def _age(telling: Telling) -> tuple[date, str, str]:
    return telling.day or date.max, telling.seen_at.isoformat(), telling.uri


def _place(fact: Fact) -> tuple[int, str, int]:
    first = fact.mentions[0]
    return first.article_id, first.statement.field, first.statement.start


def _said(tellings: Sequence[Telling]) -> list[_Said]:
    known = sorted(telling.day for telling in tellings if telling.day)
    story_day = known[len(known) // 2] if known else None
    every = [(telling, statement) for telling in tellings for statement in telling.statements]
    counts = Counter(word for _, statement in every for word in statement.words)
    found = []
    for telling, statement in every:
        value = _value(statement, telling.day, story_day)
        if value:
            found.append(_Said(telling, statement, value, _weights(statement, counts, len(every))))
    return found


def _value(statement: Statement, told_on: date | None, story_day: date | None) -> Value | None:
    """`story_day` tells the year of a day in an account that does not say its own; it does not tell its Monday."""
    if statement.quantity is not None:
        return statement.quantity
    if statement.day is None:
        return None
    return tuple(resolve(statement.day, told_on or (story_day if statement.day.month else None)))


def _weights(statement: Statement, counts: Counter[str], number: int) -> Mapping[str, float]:
    """Word -> its weight, of length 1 together."""
    weights = {
        word: near * log(1 + number / counts[word]) * (NAME if word in statement.names else 1.0)
        for word, near in statement.words.items()
    }
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {word: weight / length for word, weight in weights.items()}


# ---- what is the same thing
def _groups(said: Sequence[_Said]) -> list[list[_Said]]:
    """Statements about one thing: the most alike are joined first, and no group has two values of one account."""
    pairs = []
    for i, j in sorted(_candidates(said)):
        alike = _alike(said[i], said[j])
        if alike is not None:
            pairs.append((-alike, i, j))
    group = {place: [place] for place in range(len(said))}
    for _, i, j in sorted(pairs):
        if group[i] is not group[j] and not _contradicts_itself(said, group[i], group[j]):
            group[i].extend(group[j])
            for place in group[j]:
                group[place] = group[i]
    found = {id(members): members for members in group.values() if len(members) > 1}
    return [[said[place] for place in sorted(members)] for members in found.values()]


def _candidates(said: Sequence[_Said]) -> set[tuple[int, int]]:
    """Pairs of statements of two accounts that share one of their TOP heaviest words (of parts of years, any word), or
    a name of a person whose age is told, or one number of one thing: the others are not alike."""
    places: dict[tuple[str, str], list[int]] = {}
    for place, one in enumerate(said):
        period = not isinstance(one.value, Quantity) and is_long(one.value[0])
        top = sorted(one.weights, key=lambda word: (-one.weights[word], word))[: None if period else TOP]
        top += _numbers_with_units(one)
        for word in {*top, *(one.statement.names if one.statement.kind == "age" else ())}:
            places.setdefault((one.statement.kind, word), []).append(place)
    return {
        (i, j)
        for listed in places.values()
        for b, j in enumerate(listed)
        for i in listed[max(0, b - POSTINGS) : b]
        if said[i].telling is not said[j].telling
    }


def _numbers_with_units(one: _Said) -> list[str]:
    """By what statements of the same rare number of one thing find each other, whatever words are around."""
    if not isinstance(one.value, Quantity):
        return []
    number = stated(one.value)
    if is_rare_number(number) or _exact_number(one) is not None:
        return [f"{unit} {number:.4g}" for unit in one.statement.unit or ("",)]
    return []


def _contradicts_itself(said: Sequence[_Said], ones: Sequence[int], others: Sequence[int]) -> bool:
    """Whether an account would give two values of the joined group."""
    return any(
        said[i].telling.article_id == said[j].telling.article_id and not repeats(said[i].value, said[j].value)
        for i in ones
        for j in others
    )


def _alike(one: _Said, other: _Said) -> float | None:
    """How alike two statements are, 0..1; None where they are not of one thing."""
    a, b = one.statement, other.statement
    if a.kind != b.kind or not _one_unit(a, b) or (a.ordinals and b.ordinals and not a.ordinals & b.ordinals):
        return None
    both_exact = as_exact(one.value, other.value)
    if not both_exact and not _is_day_of_year(one, other):
        return None
    agree = meet(one.value, other.value)
    if not agree and not comparable(one.value, other.value):
        return None
    if a.kind == "count" and not agree and (a.years != b.years and not a.years & b.years):
        return None  # another year's
    if a.kind == "count" and a.places and b.places and not a.places & b.places:
        return None  # here so many, there so many
    if a.kind == "age" and a.names and b.names:
        return 1.0 if _one_person(a, b, least=1 if agree else 2) else None
    is_class = _is_class(a)
    if not agree and (a.kind == "age" or (is_class and may_be_part(one.value, a.unit[1:], other.value, b.unit[1:]))):
        return None  # of whom is not known
    if a.kind == "measure" and not agree and not _near_words(one) & _near_words(other):
        return None
    shared = one.weights.keys() & other.weights.keys()
    cosine = sum(one.weights[word] * other.weights[word] for word in shared)
    if is_class:
        two = (a.unit[1:] and b.unit[1:] and a.unit != b.unit) or (a.months != b.months and not a.months & b.months)
        least = ALIKE if two and not agree else ALIKE_CLASS  # three soldiers, four miners
    elif not agree:
        least = ALIKE_MEASURE if a.kind == "measure" else ALIKE
        if a.kind == "count" and is_little_apart(one.value, other.value):
            least = ALIKE_NEAR
    elif not both_exact:
        least = ALIKE
    else:
        least = ALIKE_RARE if _is_rare(one, other) else ALIKE_SAME
    if agree and a.unit and (shared or is_class) and _is_rare(one, other):
        return max(cosine, ALIKE_RARE)  # 3,600 and 3,600 planets
    if cosine >= least and len(shared) >= LEAST_SHARED + (is_class and not agree):
        return cosine
    if is_class and agree and shared and _stated_alike(one.value, other.value):
        return cosine  # 26 and 26 dead
    periods = not isinstance(one.value, Quantity) and is_long(one.value[0])
    return cosine if periods and cosine >= ALIKE_PERIOD and len(shared) >= SHARED_PERIOD else None


def _stated_alike(one: Value, other: Value) -> bool:
    """Whether two statements have the same number, of TELLING_NUMBER or more: `about 40`, 40."""
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return False
    return stated(one) >= TELLING_NUMBER and abs(stated(one) - stated(other)) <= NARROW * stated(one)


def _is_rare(one: _Said, other: _Said) -> bool:
    """Whether two statements give the same rare value: a number of RARE or more that does not end the way that guesses
    do, or a day that is told with its month."""
    a, b = one.statement, other.statement
    if isinstance(one.value, Quantity) and isinstance(other.value, Quantity):
        told = stated(one.value)
        alike = abs(told - stated(other.value)) <= NARROW * told
        return alike and (a.kind == "age" or is_rare_number(told))
    return a.day is not None and b.day is not None and bool(a.day.month and b.day.month and a.day.day and b.day.day)


def _is_day_of_year(one: _Said, other: _Said) -> bool:
    """Whether one names a year and the other a day of it: 1920, 28 September 1920."""
    days = [said.statement.day for said in (one, other)]
    return all(day is not None and day.year is not None for day in days) and meet(one.value, other.value)


def _exact_number(one: _Said) -> float | None:
    """A number that hardly comes twice by chance, where it is exact: TELLING_NUMBER or more."""
    if not isinstance(one.value, Quantity) or one.value.low != one.value.high or one.value.low < TELLING_NUMBER:
        return None
    return one.value.low


def _one_unit(a: Statement, b: Statement) -> bool:
    """Whether they count or measure the same: their units share a word that ends one of them, since `two WNBL titles`
    are no `four WNBL championships`."""
    if a.kind in ("day", "age"):
        return True
    if _is_class(a) or _is_class(b):
        return a.unit[:1] == b.unit[:1]
    return bool({a.unit[-1], b.unit[-1]} & set(a.unit) & set(b.unit))


def _is_class(statement: Statement) -> bool:
    """Whether it says what became of people: then its unit is the class, and maybe of what kind they are."""
    return statement.kind == "count" and statement.unit[0].startswith("#")


def _near_words(one: _Said) -> set[str]:
    return {word for word, near in one.statement.words.items() if near >= CLOSE}


def _one_person(a: Statement, b: Statement, least: int) -> bool:
    """Whether one name is part of the other, in so many words at least: two of one family have one name in common."""
    fewer, more = sorted((a.names, b.names), key=len)
    return len(fewer) >= least and all(any(_one_name(name, other) for other in more) for name in fewer)


def _one_name(one: str, other: str) -> bool:
    """Whether two names are spelt alike, but for a last letter: Dorje, Dorjee."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= LONG_NAME and len(long) - len(short) == 1 and long.startswith(short))


# ---- what is said of it
def _fact(group: Sequence[_Said], said: Sequence[_Said]) -> Fact | None:
    values = _values(group)
    if len({one.telling.article_id for one in group}) < 2:
        return None
    numbers = {id(one): number for number, members in enumerate(values) for one in members}
    mentions = tuple(
        Mention(one.telling.article_id, one.statement, numbers[id(one)]) for one in group if id(one) in numbers
    )
    kind = group[0].statement.kind
    unit = _unit(group[0].statement)
    shown = tuple(_shown(members) for members in values)
    if len(values) == 1:
        return Fact(kind, "agreed", unit, shown, mentions)
    if any(_gives_both(a, b, said) for i, a in enumerate(values) for b in values[:i]):
        return None
    return Fact(kind, "series" if _grows(values) else "differ", unit, shown, mentions)


def _unit(statement: Statement) -> str | None:
    """What its values are given in; None for things that the text names."""
    if not statement.unit or not statement.unit[0].startswith("#"):
        return None
    return SHOWN.get(statement.unit[0], statement.unit[0].removeprefix("#"))


def _values(group: Sequence[_Said]) -> list[list[_Said]]:
    """The group by value, that which was said first first. Exact statements come before those that leave much open; one
    that meets several values is with those of its own account, or it speaks for none of them (`this year`)."""
    found: list[list[_Said]] = []
    for one in sorted(group, key=lambda one: (width(one.value), _age(one.telling), one.statement.start)):
        met = [members for members in found if all(meet(one.value, other.value) for other in members)]
        own = [members for members in met if any(one.telling is other.telling for other in members)]
        if not met:
            found.append([one])
        elif len(met) == 1 or own:
            (own or met)[0].append(one)
    return sorted(found, key=lambda members: min((_age(one.telling), one.statement.start) for one in members))


def _gives_both(ones: Sequence[_Said], others: Sequence[_Said], said: Sequence[_Said]) -> bool:
    """Whether an account of one value gives the other as well, anywhere: then they are two things to it."""
    return any(
        _names_both(own, theirs)
        or any(
            mine.telling.article_id == account
            and mine.statement.kind == theirs[0].statement.kind
            and _one_unit(mine.statement, theirs[0].statement)
            and (mine.statement.kind != "age" or _one_person(mine.statement, theirs[0].statement, least=1))
            and as_exact(mine.value, theirs[0].value)
            and meet(mine.value, theirs[0].value)
            and not meet(mine.value, own[0].value)
            for account in {one.telling.article_id for one in own}
            for mine in said
        )
        for own, theirs in ((ones, others), (others, ones))
    )


def _names_both(ones: Sequence[_Said], others: Sequence[_Said]) -> bool:
    """Whether a sentence that counts the one has the other number too: `18,000, in addition to the 50,000`."""
    numbers = {stated(other.value) for other in others if isinstance(other.value, Quantity)}
    return any(one.statement.kind == "count" and not numbers.isdisjoint(one.statement.numbers) for one in ones)


def _grows(values: Sequence[Sequence[_Said]]) -> bool:
    """Whether the numbers of what became of people only grow from day to day: a toll that rises is no difference."""
    statement = values[0][0].statement
    if statement.kind != "count" or not statement.unit[0].startswith("#"):
        return False
    told = [
        (one.telling.day, one.value)
        for members in values
        for one in members
        if one.telling.day is not None and isinstance(one.value, Quantity)
    ]
    if len(told) < sum(map(len, values)):
        return False
    return not any(
        (day < later and value.low > other.high) or (day == later and not value.meets(other))
        for day, value in told
        for later, other in told
    )


def _shown(members: Sequence[_Said]) -> str:
    """A value in one form: a number, or a day as YYYY-MM-DD, a span as two with / between (ISO 8601)."""
    exact = min(members, key=lambda one: (width(one.value), _age(one.telling), one.statement.start))
    value = exact.value
    if isinstance(value, Quantity):
        return number_text(value)
    first, last = value[0]
    return f"{first}" if first == last else f"{first}/{last}"
