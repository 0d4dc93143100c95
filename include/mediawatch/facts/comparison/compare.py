"""Statements of several accounts become facts: the same thing, its values, and who gives which.

Two statements say the same thing where what they count is the same and the words around them are alike: the cosine of
their words, each weighted by how near it stands to the value and how rare it is in the story. An account that gives
two values itself says two things: such statements are never the two sides of a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations

from mediawatch.facts.comparison.alike import alike
from mediawatch.facts.comparison.in_order import in_order, side_by_side
from mediawatch.facts.comparison.meant import Meanings, alike_in_meaning
from mediawatch.facts.comparison.occasions import OF_EVENT, pairs_of, without_series
from mediawatch.facts.comparison.one_event import DAYS, may_be_of_one_event, of_one_day, of_one_disaster, of_one_event
from mediawatch.facts.comparison.one_kind import cosine_of
from mediawatch.facts.comparison.parted import (
    EVENT_CLASSES,
    MOVED,
    ONE_OF_EVENT,
    WATCHED,
    Said,
    are_of_two_times,
    of_event,
    told_number,
)
from mediawatch.facts.comparison.prepared import prepared
from mediawatch.facts.comparison.told_values import WRITTEN, age, grows, rises_between, shown, values_of
from mediawatch.facts.fact_records import GRAVE, Fact, Mention, Quantity, Statement, Telling
from mediawatch.facts.kinds.places import places_that_differ
from mediawatch.facts.measures import SHOWN
from mediawatch.facts.stated_values import (
    as_exact,
    digits,
    group_among,
    is_class,
    is_long,
    is_weekday,
    meet,
    one_person,
    one_unit,
    repeats,
    stated,
    width,
)

TOP = 12
"""Words by which a statement finds others."""

POSTINGS = 120
"""Statements with a word that are looked at, those nearest in age: bounds the cost of a story with many accounts."""

MOST_VALUES = 3
"""Values that accounts give of one thing at most; of what became of people there may be more."""

TWO = 2

FAR = 2.0
"""How many times the least of three values the greatest is at most."""

SAME_DAY = 0.15
"""Cosine from which an account that gives another day, too, gives it of the same thing."""

FIGHTERS = ("%soldiers", "%police", "%rebels")
"""Of these each fight of an event has a number of its own."""

MOST_FACTS = 60
"""Facts that are kept of a story: those of most accounts."""


ByAccount = Mapping[int, Sequence[Said]]
"""Number of an article -> all that it states."""


def facts(tellings: Iterable[Telling], meanings: Meanings | None = None) -> list[Fact]:
    """What two of these accounts or more say of the same thing, most accounts first. The order of the accounts does not
    matter. Copies are no accounts of their own: they are not to be given. `meanings` is asked what clauses say whose
    words settle nothing; without it words are all."""
    ordered = sorted(tellings, key=age)
    said = prepared(ordered)
    events = of_one_event(said)
    accounts = _by_account(said)
    near = may_be_of_one_event(said, events)
    groups = _groups(said, events, near, meanings)
    found = [fact for group in groups if (fact := _fact(group, said, accounts)) is not None]
    days = [telling.day for telling in ordered if telling.day is not None]
    is_long = bool(days) and (max(days) - min(days)).days > DAYS
    found = without_series(_with_events(found, said, accounts, events), said, events, near, is_long=is_long)
    found += list(places_that_differ(ordered, found, events))
    found.sort(key=lambda fact: (fact.relation == "agreed", -len({m.article_id for m in fact.mentions}), _place(fact)))
    return found[:MOST_FACTS]


def _by_account(said: Sequence[Said]) -> ByAccount:
    accounts: dict[int, list[Said]] = {}
    for one in said:
        accounts.setdefault(one.telling.article_id, []).append(one)
    return accounts


def _with_events(
    found: list[Fact], said: Sequence[Said], accounts: ByAccount, events: Mapping[tuple[int, int], bool]
) -> list[Fact]:
    """With what accounts of one event give as the number of its dead, injured or missing, in whatever words: accounts
    that give one such number alone, and agree with each other on something else or are of one event (`events`)."""
    together = {pair for fact in found for pair, same in pairs_of(fact, of_people=True).items() if same}.union(events)
    disasters = of_one_disaster(said)
    together |= disasters
    for unit in ONE_OF_EVENT:
        name = unit.removeprefix("#")
        if unit not in EVENT_CLASSES:
            together = set(of_one_day(events, said) if unit in (WATCHED, *MOVED) else events)
            together |= disasters if unit in MOVED else set()
        if not together or any(
            fact.unit == name and fact.relation != "agreed" and not _is_grave(fact) for fact in found
        ):
            continue
        group = of_event([one for one in said if one.statement.unit == (unit,)], together)
        fact = _fact(group, said, accounts) if group else None
        if fact is not None and fact.relation != "agreed":
            mentions = {(mention.article_id, mention.statement.start) for mention in fact.mentions}
            found = [
                other
                for other in found
                if other.unit != name
                or any((mention.article_id, mention.statement.start) not in mentions for mention in other.mentions)
            ]
            found.append(fact)
    return found + _with_parts(found, said, accounts, set(events) | together)


def _is_grave(fact: Fact) -> bool:
    """Whether it is a number of the badly hurt alone, which says nothing of all the injured."""
    return all(GRAVE in mention.statement.unit for mention in fact.mentions)


def _with_parts(
    found: Sequence[Fact], said: Sequence[Said], accounts: ByAccount, together: Set[tuple[int, int]]
) -> list[Fact]:
    """What accounts of one event give as the number of children, women and the like among its dead or injured."""
    parts: dict[tuple[str, str], list[Said]] = {}
    for one in said:
        group = group_among(one.statement.unit)
        if group is not None and group[0] in OF_EVENT and group[1] not in FIGHTERS:
            parts.setdefault(group, []).append(one)
    known = {
        (mention.article_id, mention.statement.start)
        for fact in found
        if fact.relation != "agreed"
        for mention in fact.mentions
    }
    more: list[Fact] = []
    for _, ones in sorted(parts.items()):
        listed = of_event(ones, together)
        fact = _fact(listed, said, accounts) if listed else None
        if fact is None or fact.relation != "differ":
            continue
        if known.isdisjoint((mention.article_id, mention.statement.start) for mention in fact.mentions):
            more.append(fact)
    return more


def _place(fact: Fact) -> tuple[int, str, int]:
    first = fact.mentions[0]
    return first.article_id, first.statement.field, first.statement.start


# ---- what is the same thing
def _groups(
    said: Sequence[Said],
    events: Mapping[tuple[int, int], bool],
    near: Set[tuple[int, int]],
    meanings: Meanings | None,
) -> list[list[Said]]:
    """Statements about one thing: the most alike are joined first, and no group has two values of one account. Where
    it is the value that speaks for two, nothing is joined that has another value. What no words join may be joined by
    what they mean."""
    sure: list[tuple[float, int, int]] = []
    likely: list[tuple[float, int, int]] = []
    for i, j in sorted(_candidates(said)):
        one, other = said[i].telling.article_id, said[j].telling.article_id
        tells_the_same = events.get((one, other) if one < other else (other, one)) if events else None
        likeness = alike(said[i], said[j], of_one_event=tells_the_same is not None, tells_the_same=bool(tells_the_same))
        if likeness is not None:
            (sure if likeness.is_sure else likely).append((-likeness.cosine, i, j))
    group = {place: [place] for place in range(len(said))}
    for pairs in (sure, likely):
        for _, i, j in sorted(pairs):
            if group[i] is group[j] or _contradicts_itself(said, group[i], group[j]):
                continue
            both = (*group[i], *group[j])
            fits = _are_one_value(said, both) if pairs is likely else not _are_too_many(said, both)
            if fits:
                _join(group, i, j)
    for i, j in [*in_order(said, group), *side_by_side(said, group)]:
        if group[i] is not group[j] and not _contradicts_itself(said, group[i], group[j]):
            _join(group, i, j)
    if meanings is not None and near:
        settled = {place: {said[each].telling.article_id for each in members} for place, members in group.items()}
        for i, j in alike_in_meaning(said, near, settled, meanings):
            if group[i] is not group[j] and not _contradicts_itself(said, group[i], group[j]):
                _join(group, i, j)
    found = {id(members): members for members in group.values() if len(members) > 1}
    return [[said[place] for place in sorted(members)] for members in found.values()]


def _join(group: dict[int, list[int]], i: int, j: int) -> None:
    group[i].extend(group[j])
    for place in group[j]:
        group[place] = group[i]


def _are_one_value(said: Sequence[Said], places: Sequence[int]) -> bool:
    first, *others = sorted(places, key=lambda place: width(said[place].value))
    return all(meet(said[first].value, said[place].value) for place in others)


def _are_too_many(said: Sequence[Said], places: Sequence[int]) -> bool:
    """Whether so many numbers of people so far from each other are of several places."""
    group = [said[place] for place in places]
    if not is_class(group[0].statement) or _unit(group[0].statement) in OF_EVENT:
        return False
    return len({told_number(one) for one in group}) >= MOST_VALUES and _are_too_far(group, values_of(group))


def _candidates(said: Sequence[Said]) -> set[tuple[int, int]]:
    """Pairs of statements of two accounts that share one of their TOP heaviest words (of parts of years, any word), or
    a name of a person whose age is told, or one number of one thing: the others are not alike."""
    places: dict[tuple[str, str], list[int]] = {}
    for place, one in enumerate(said):
        period = not isinstance(one.value, Quantity) and is_long(one.value[0])
        top = list(one.weights)
        if len(top) > TOP and not period:
            top = sorted(top, key=lambda word: (-one.weights[word], word))[:TOP]
        top += _numbers_with_units(one)
        if one.statement.kind == "age" and one.is_lonely and one.is_lead:
            top.append("")
        for word in {*top, *(one.statement.names if one.statement.kind == "age" else ())}:
            places.setdefault((one.statement.kind, word), []).append(place)
    return {
        (i, j)
        for listed in places.values()
        for b, j in enumerate(listed)
        for i in listed[max(0, b - POSTINGS) : b]
        if said[i].telling is not said[j].telling
    }


def _numbers_with_units(one: Said) -> list[str]:
    """By what statements of the same telling number find each other, whatever words are around."""
    number, statement = told_number(one), one.statement
    found = [f"# {number:.4g}"] if digits(number) > 1 else []
    if number > 1 and (statement.kind == "measure" or is_class(statement)):
        found.append(f"{statement.unit[0]} {number:.4g}")
    if one.is_only and one.is_lead:
        found.append("only")
    if one.is_lonely and statement.kind == "measure":
        found.append(statement.unit[0])
    if is_class(statement) and one.is_lead:
        found.append(statement.unit[0])
    return found


def _contradicts_itself(said: Sequence[Said], ones: Sequence[int], others: Sequence[int]) -> bool:
    """Whether an account would give two values of the joined group."""
    return any(
        said[i].telling.article_id == said[j].telling.article_id and not repeats(said[i].value, said[j].value)
        for i in ones
        for j in others
    )


# ---- what is said of it
def _fact(group: Sequence[Said], said: Sequence[Said], accounts: ByAccount) -> Fact | None:
    values = _without_those_of_others(values_of(group), accounts)
    if not values or len({one.telling.article_id for one in group}) < 2:
        return None
    numbers = {id(one): number for number, members in enumerate(values) for one in members}
    mentions = tuple(
        Mention(one.telling.article_id, one.statement, numbers[id(one)]) for one in group if id(one) in numbers
    )
    kind = group[0].statement.kind
    unit = next(filter(None, (_unit(one.statement) for one in group)), None)
    told = tuple(shown(members) for members in values)
    if len(values) == 1:
        return Fact(kind, "agreed", unit, told, mentions)
    if kind in ("count", "measure") and unit not in OF_EVENT and _are_too_far(group, values):
        return None
    if grows(values) or (unit in OF_EVENT and rises_between(group, said)):
        return Fact(kind, "series", unit, told, mentions)
    if kind != "day" and any(are_of_two_times(x, y) for a, b in combinations(values, 2) for x in a for y in b):
        return None  # one of those that give the one value speaks of something else
    return Fact(kind, "differ", unit, told, mentions)


def _without_those_of_others(values: list[list[Said]], accounts: ByAccount) -> list[list[Said]]:
    """The values of one thing without those that an account gives beside another of them: to it they are two things.
    Of two such numbers of the dead, injured or missing that goes which fewer accounts give, or which was said later;
    of other things, and where two values are all, none stays."""
    while len(values) > 1:
        pairs = [(i, j) for i, a in enumerate(values) for j, b in enumerate(values[:i]) if _gives_both(a, b, accounts)]
        if not pairs:
            break
        if len(values) == TWO or _unit(values[0][0].statement) not in OF_EVENT:
            return []
        worst = max(
            {place for pair in pairs for place in pair},
            key=lambda place: (
                sum(place in pair for pair in pairs), -len({one.telling.article_id for one in values[place]}), place
            ),
        )  # fmt: skip
        values = [members for place, members in enumerate(values) if place != worst]
    return values


def _are_too_far(group: Sequence[Said], values: Sequence[object]) -> bool:
    """Whether so many numbers so far from each other are given that they are of several things."""
    told = sorted(told_number(one) for one in group)
    return len(values) > MOST_VALUES or (len(values) == MOST_VALUES and told[-1] > FAR * told[0])


def _unit(statement: Statement) -> str | None:
    """What its values are given in; None for things that the text names, and where their own form says it (07:30)."""
    if not statement.unit or not statement.unit[0].startswith("#"):
        return None
    if statement.unit[0] in WRITTEN:
        return None
    return SHOWN.get(statement.unit[0], statement.unit[0].removeprefix("#"))


def _gives_both(ones: Sequence[Said], others: Sequence[Said], accounts: ByAccount) -> bool:
    """Whether an account of one value gives the other as well, anywhere: then they are two things to it."""
    return any(
        _names_both(own, theirs)
        or any(
            mine.statement.kind == theirs[0].statement.kind
            and not (mine.statement.earlier and is_class(mine.statement))
            and one_unit(mine.statement, theirs[0].statement)
            and (mine.statement.kind != "age" or one_person(mine.statement, theirs[0].statement, least=1))
            and not _is_of_another_thing(mine, own, theirs)
            and as_exact(mine.value, theirs[0].value)
            and meet(mine.value, theirs[0].value)
            and not meet(mine.value, own[0].value)
            for account in {one.telling.article_id for one in own}
            for mine in accounts[account]
        )
        for own, theirs in ((ones, others), (others, ones))
    )


def _is_of_another_thing(mine: Said, own: Sequence[Said], theirs: Sequence[Said]) -> bool:
    """Whether a day is told of something else than these are: one of the week, of which a text of some days names many,
    or one that lies in a month or a year, beside words of another thing."""
    is_day = mine.statement.kind == "day" and (
        all(is_weekday(one.statement) for one in (mine, *own, *theirs))
        or all(width(mine.value) < width(other.value) for other in theirs)
    )
    return is_day and not any(cosine_of(mine, other)[0] >= SAME_DAY for other in theirs)


def _names_both(ones: Sequence[Said], others: Sequence[Said]) -> bool:
    """Whether a sentence that counts the one has the other number too: `18,000, in addition to the 50,000`; or the rest
    of it: 12 here and 7 there are 19."""
    numbers = {stated(other.value) for other in others if isinstance(other.value, Quantity)}
    return any(
        isinstance(one.value, Quantity)
        and one.statement.kind == "count"
        and not numbers.isdisjoint({*one.statement.numbers, *_sums(one.statement, stated(one.value))})
        for one in ones
    )


def _sums(statement: Statement, number: float) -> Iterator[float]:
    """Its number with each of the others of its sentence; of what became of people with those of whom the same did."""
    return (number + other for other in (statement.rest if is_class(statement) else statement.numbers))
