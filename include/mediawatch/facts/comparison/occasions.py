"""Whether two accounts that differ are of one occasion, or of two of a kind: two auctions, two quarters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from datetime import date

from mediawatch.facts.comparison.one_event import (
    DAYS,
    are_of_two_publishers,
    of_other_events,
    of_two_games,
    share_names,
    tell_of_victims,
)
from mediawatch.facts.comparison.parted import EVENT_CLASSES, Said, told_number
from mediawatch.facts.fact_records import Fact
from mediawatch.facts.kinds.clocks import HOUR_UNITS
from mediawatch.facts.stated_values import LITTLE, stated
from mediawatch.facts.words.fact_words import CLASSES

SERIES = 2
"""So many differences of two accounts make them tell of two occasions, where they agree on less."""

MORE_OF_A_DAY = 4
"""In so many more numbers than they agree on two accounts of one event may differ that were published on one day and
agree on one at least; in as many more where they tell much the same."""

_NO_SERIES = {*(name.removeprefix("#") for name in CLASSES), "magnitude", "times", "years of age", "m", "km/h", "°C"}
"""Units of which reports of one kind (of auctions, of quarters, of prices) hardly differ from time to time, in the same
words: what became of people, how strong, long and fast things are."""

LEAST_TELLING = 10
"""A number from here on that two accounts of one event give, of whatever it is, says that they agree on something."""

OF_EVENT = {name.removeprefix("#") for name in EVENT_CLASSES}

CONSTANT = {"aboard", "magnitude"}
"""Units of numbers that stay as they are while an event goes on."""

MANY_NUMBERS = 4
"""Numbers of an account, from so many on, of which another account of the same event has one at least."""


def without_series(
    found: Sequence[Fact],
    said: Sequence[Said],
    events: Mapping[tuple[int, int], bool],
    near: Set[tuple[int, int]],
    *,
    is_long: bool,
) -> list[Fact]:
    """Without the differences between accounts that are of two occasions (two auctions, two quarters), and not of one:
    they differ in more of their numbers than they agree on, or have many numbers and agree on none. Where one does not
    say its day, they agree on as many numbers as they differ in, unless both begin with what became of people: nobody
    reports week by week of that in the same words. What became of people is left as it is."""
    agreed: Counter[tuple[int, int]] = Counter()
    in_numbers: Counter[tuple[int, int]] = Counter()
    differing: Counter[tuple[int, int]] = Counter()
    for fact in found:
        for pair, same in pairs_of(fact).items():
            (agreed if same else differing)[pair] += same or fact.kind not in ("day", "age")
            in_numbers[pair] += same and fact.kind != "day"
    alike_in_people = {
        pair for fact in found if fact.unit in OF_EVENT for pair, same in pairs_of(fact, of_people=True).items() if same
    }
    told = {
        (one.telling.article_id, told_number(one), one.statement.unit)
        for one in said
        if HOUR_UNITS.isdisjoint(one.statement.unit)
    }
    numbers = Counter(account for account, _, _ in told)
    given: defaultdict[int, set[tuple[str, float]]] = defaultdict(set)
    for account, number, unit in told:
        if number and unit:
            given[account].add((unit[0], number))
            if number >= LEAST_TELLING:
                given[account].add(("", number))

    days = {one.telling.article_id: one.telling.day for one in said}
    undated = {one.telling.article_id for one in said if one.telling.day is None}
    publishers = {one.telling.article_id: one.telling.publisher for one in said}

    others, of_victims = {*of_other_events(said), *of_two_games(said)}, tell_of_victims(said)

    def are_of_two_days(fact: Fact, pair: tuple[int, int]) -> bool:
        """Whether what is counted, or the day of this week, may be another one by the time of the later account: they
        lie more than DAYS apart, or one of them somewhere in a story that lasts longer."""
        if fact.unit in CONSTANT or not (fact.kind == "count" or _is_of_the_week(fact)):
            return False
        one, other = (days[account] for account in pair)
        if one is None or other is None:
            return is_long
        return fact.unit not in OF_EVENT and abs((one - other).days) > DAYS

    def are_of_one_occasion(fact: Fact, pair: tuple[int, int]) -> bool:
        if not undated.isdisjoint(pair):
            if differing[pair] == 1 and _is_confirmed(fact) and share_names(said, pair):
                return True
            least = in_numbers[pair]
            if are_of_two_publishers(publishers, pair):
                least += SERIES
            return of_victims >= set(pair) or differing[pair] <= least
        agree = agreed[pair] > 0 or (
            pair in near and (pair in alike_in_people or not given[pair[0]].isdisjoint(given[pair[1]]))
        )
        if not agree and min(numbers[account] for account in pair) >= MANY_NUMBERS:
            return False
        if differing[pair] < SERIES or differing[pair] <= agreed[pair]:
            return True
        apart = abs(((days[pair[0]] or date.min) - (days[pair[1]] or date.min)).days)
        if pair not in events or apart > max(events[pair], int(agree)):
            return False  # on one day; a day apart, where they tell much the same, or agree on something
        tells_the_same = MORE_OF_A_DAY if events[pair] else 0
        return differing[pair] <= (agreed[pair] + MORE_OF_A_DAY if agree else SERIES) + tells_the_same

    return [
        fact
        for fact in found
        if fact.relation != "differ"
        or (
            (
                pairs := {
                    pair
                    for pair, same in pairs_of(fact, of_people=True).items()
                    if not (same or pair in others or are_of_two_days(fact, pair))
                }
            )
            and (not _may_be_series(fact) or any(are_of_one_occasion(fact, pair) for pair in pairs))
        )
    ]


def _is_confirmed(fact: Fact) -> bool:
    """Whether two accounts give one value of a measure, from which that of a third is little apart: two reports of two
    weeks would hardly stand between them."""
    accounts = [{m.article_id for m in fact.mentions if m.value_no == number} for number in range(len(fact.values))]
    numbers = [mention.statement.quantity for mention in fact.mentions]
    told = [stated(number) for number in numbers if number is not None]
    return (
        fact.kind == "measure"
        and fact.unit != "%"
        and max(map(len, accounts)) > 1
        and bool(told)
        and max(told) <= LITTLE * min(told)
    )


def _is_of_the_week(fact: Fact) -> bool:
    days = [mention.statement.day for mention in fact.mentions]
    return fact.kind == "day" and any(day is not None and day.is_relative for day in days)


def _may_be_series(fact: Fact) -> bool:
    return fact.relation == "differ" and fact.kind in ("count", "measure") and fact.unit not in _NO_SERIES


def pairs_of(fact: Fact, *, of_people: bool = False) -> dict[tuple[int, int], bool]:
    """Two accounts of a fact -> whether both give one value. That two say `on Monday` tells nothing. What became of
    people counts where `of_people` says so."""
    if fact.relation == "series" or (fact.unit in OF_EVENT and not of_people):
        return {}
    days = [mention.statement.day for mention in fact.mentions]
    if fact.relation == "agreed" and any(day is not None and day.is_relative for day in days):
        return {}
    values: dict[int, set[int]] = {}
    for mention in fact.mentions:
        values.setdefault(mention.article_id, set()).add(mention.value_no)
    accounts = sorted(values)
    return {
        (one, other): bool(values[one] & values[other])
        for place, one in enumerate(accounts)
        for other in accounts[place + 1 :]
    }
