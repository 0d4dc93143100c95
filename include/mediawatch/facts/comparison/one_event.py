"""Which accounts surely tell of one event: by their days, and by what the sentences share in which they state values.

Of such accounts a number that each gives alone (the one area, the one sum, the one number of arrests) is the same,
where few words are shared and where they would not be enough of two accounts of which it is not known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from itertools import combinations

from mediawatch.facts.comparison.parted import Said, told_number
from mediawatch.facts.fact_records import Telling
from mediawatch.facts.kinds.scores import SCORE
from mediawatch.facts.stated_values import STEM, digits, sides_in_common

DAYS = 3
"""Two accounts of one event are no further apart, where both say their day."""

OVERLAP = 0.15
"""Of the words of the account with fewer that the other has too, so many at least; of two accounts taken at random one
pair in twenty shares as many."""

SHARED = 3
"""Words that they share at least."""

OVERLAP_NAMED = 0.05
"""As OVERLAP for accounts of one day, or of two days that follow each other, that share a name."""

MUCH = 0.35
"""As OVERLAP for accounts that tell much the same."""

MANY = 3
"""As SHARED for them."""

FEW_NAMES = 3
"""Names of an account, from so many on, of which another one of its event has SHARED_NAMES."""

SHARED_NAMES = 2

MANY_NAMES = 5
"""Names that two accounts share which surely tell of one affair, whether or not they say their days."""

NAMED_ALIKE = 0.25
"""Of the names of the account with fewer so many at least."""

VICTIMS = frozenset({"dead", "injured", "missing", "displaced", "rescued"})

ACCOUNTS = 40
"""Accounts of a story that are compared with each other, the first ones."""


def of_one_event(said: Sequence[Said]) -> Mapping[tuple[int, int], bool]:
    """Pairs of articles (the smaller number first) that tell of one event and say their days -> whether they tell
    much the same of it."""
    told: dict[int, _Told] = {}
    for one in said:
        if one.telling.day is not None:
            told.setdefault(one.telling.article_id, _Told(one.telling)).take(one)
    return {
        (one, other): _share(told[one].words, told[other].words, MUCH, MANY)
        for one, other in combinations(sorted(told)[:ACCOUNTS], 2)
        if _are_near(told[one].telling, told[other].telling)
        and (_share(told[one].words, told[other].words, OVERLAP, SHARED) or _are_named_alike(told[one], told[other]))
    }


def may_be_of_one_event(said: Sequence[Said], events: Mapping[tuple[int, int], bool]) -> Set[tuple[int, int]]:
    """Pairs of articles of one story (the smaller number first) that nothing parts: those of `events`, and those that
    were published no more than a day apart and do not name others."""
    told: dict[int, Telling] = {}
    names: dict[int, set[str]] = {}
    for one in said:
        if one.telling.day is not None:
            told[one.telling.article_id] = one.telling
            names.setdefault(one.telling.article_id, set()).update(name[:STEM] for name in one.statement.names)
    near = {
        (one, other)
        for one, other in combinations(sorted(told)[:ACCOUNTS], 2)
        if _are_near(told[one], told[other], 1) and not _name_others(names[one], names[other])
    }
    return (near | events.keys()) - of_two_games(said)


class _Told:
    """What an account has beside its values: words, names by their first letters, numbers with what they are of."""

    def __init__(self, telling: Telling) -> None:
        self.telling = telling
        self.words: set[str] = set()
        self.names: set[str] = set()
        self.numbers: set[tuple[str, float]] = set()

    def take(self, one: Said) -> None:
        statement, number = one.statement, told_number(one)
        self.words.update(statement.words)
        self.names.update(name[:STEM] for name in statement.names)
        if statement.unit and digits(number) > 1:
            self.numbers.add((statement.unit[0], number))


def _are_named_alike(one: _Told, other: _Told) -> bool:
    """Whether two accounts that were published no more than a day apart share a name, and a word or a number."""
    if not _are_near(one.telling, other.telling, 1) or one.names.isdisjoint(other.names):
        return False
    if _name_others(one.names, other.names):
        return False
    return _share(one.words, other.words, OVERLAP_NAMED, 1) or not one.numbers.isdisjoint(other.numbers)


def of_one_day(events: Mapping[tuple[int, int], bool], said: Sequence[Said]) -> Set[tuple[int, int]]:
    """Of pairs of articles that tell of one event those that were published no more than a day apart: games of one team
    follow each other."""
    days = {one.telling.article_id: one.telling.day for one in said}
    return {
        (one, other)
        for one, other in events
        if (here := days[one]) is not None and (there := days[other]) is not None and abs((here - there).days) <= 1
    }


def tell_of_victims(said: Sequence[Said]) -> Set[int]:
    """The articles that begin with what became of people: an accident, an attack, a disaster."""
    return {
        one.telling.article_id
        for one in said
        if one.is_lead and one.statement.kind == "count" and one.statement.unit[0][1:] in VICTIMS
    }


def of_one_disaster(said: Sequence[Said]) -> Set[tuple[int, int]]:
    """Pairs of articles (the smaller number first) of which one does not say its day, and which surely tell of one
    event: both begin with what became of people, in much the same words and names."""
    victims = tell_of_victims(said)
    undated = {one.telling.article_id for one in said if one.telling.day is None} & victims
    if not undated:
        return frozenset()
    words: dict[int, set[str]] = {}
    names: dict[int, set[str]] = {}
    for one in said:
        if one.telling.article_id in victims:
            words.setdefault(one.telling.article_id, set()).update(one.statement.words)
            names.setdefault(one.telling.article_id, set()).update(one.statement.names)
    return {
        (one, other)
        for one, other in combinations(sorted(words)[:ACCOUNTS], 2)
        if not undated.isdisjoint((one, other))
        and len(names[one] & names[other]) >= SHARED_NAMES
        and not _name_others(names[one], names[other])
        and _share(words[one], words[other], MUCH, MANY)
    }


def of_other_events(said: Sequence[Said]) -> Set[tuple[int, int]]:
    """Pairs of articles (the smaller number first) of which one does not say its day, and which hardly tell of one
    event: they name others. A short report of victims may name nobody: `Soldier who killed 20 is shot dead`. Where two
    publishers wrote them, one name in common is enough: a paper names ministers, an agency of relief its shelters."""
    names: dict[int, set[str]] = {}
    victims = tell_of_victims(said)
    undated = {one.telling.article_id for one in said if one.telling.day is None}
    publishers: dict[int, str] = {}
    for one in said if undated else ():
        names.setdefault(one.telling.article_id, set()).update(one.statement.names)
        publishers[one.telling.article_id] = one.telling.publisher
    return {
        pair
        for pair in combinations(sorted(names), 2)
        if not undated.isdisjoint(pair)
        and not (victims >= set(pair) and not (names[pair[0]] and names[pair[1]]))
        and _name_others(names[pair[0]], names[pair[1]])
        and (names[pair[0]].isdisjoint(names[pair[1]]) or not are_of_two_publishers(publishers, pair))
    }


def are_of_two_publishers(publishers: Mapping[int, str], pair: tuple[int, int]) -> bool:
    """Whether it is known that two accounts come from two publishers: nobody else sends out the reports of a series
    week by week."""
    one, other = publishers[pair[0]], publishers[pair[1]]
    return bool(one and other) and one != other


def share_names(said: Sequence[Said], pair: tuple[int, int]) -> bool:
    """Whether two accounts have MANY_NAMES in common."""
    names: dict[int, set[str]] = {account: set() for account in pair}
    for one in said:
        if one.telling.article_id in names:
            names[one.telling.article_id].update(one.statement.names)
    return len(names[pair[0]] & names[pair[1]]) >= MANY_NAMES


def of_two_games(said: Sequence[Said]) -> Set[tuple[int, int]]:
    """Pairs of articles (the smaller number first) that begin with the results of two games: other results, between
    others."""
    games: dict[int, Said] = {}
    for one in said:
        if SCORE in one.statement.unit and one.is_lead and one.statement.names:
            games.setdefault(one.telling.article_id, one)
    return {
        (one, other)
        for one, other in combinations(sorted(games), 2)
        if told_number(games[one]) != told_number(games[other])
        and sides_in_common(games[one].statement, games[other].statement)
        < min(len(games[one].statement.names), len(games[other].statement.names))
    }


def _name_others(ones: set[str], others: set[str]) -> bool:
    shared, fewer = len(ones & others), min(len(ones), len(others))
    if fewer < FEW_NAMES:
        return shared == 0 and max(len(ones), len(others)) >= FEW_NAMES
    return shared < SHARED_NAMES or shared < NAMED_ALIKE * fewer


def _are_near(one: Telling, other: Telling, days: int = DAYS) -> bool:
    return one.day is not None and other.day is not None and abs((one.day - other.day).days) <= days


def _share(ones: set[str], others: set[str], overlap: float, least: int) -> bool:
    shared = len(ones & others)
    return shared >= least and shared >= overlap * min(len(ones), len(others))
