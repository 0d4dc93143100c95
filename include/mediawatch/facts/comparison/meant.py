"""Values that differ whose clauses say the same in other words: `11 weeks of detours`, `shut for nine weeks`.

Lists of words hardly reach what people write; a sentence encoder knows what a clause says in whatever words. It is
asked last, of values where two accounts of one event begin: what words have settled is left as it is. Two values are of
one thing where each is the likeliest partner of the other, by a margin, among all of their kind that are left in the
two accounts. That two clauses are alike says little; that no other one is nearly as like says more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from mediawatch.cluster.meaning import knows_script, likeness
from mediawatch.facts.comparison.one_kind import cosine_of
from mediawatch.facts.comparison.one_telling import are_dated_alike
from mediawatch.facts.comparison.parted import EVENT_CLASSES, Said, are_of_one_size, are_parted, told_number
from mediawatch.facts.comparison.prepared import is_to_come
from mediawatch.facts.fact_records import Quantity
from mediawatch.facts.kinds.clocks import HOUR_UNITS
from mediawatch.facts.kinds.scores import INTERIM, SCORE
from mediawatch.facts.stated_values import as_exact, comparable, is_class, may_be_part, meet, one_unit

Meanings = Callable[[Sequence[str]], Sequence[bytes]]
"""The vector of each text: `cluster.meaning.meanings`."""

MEANT = 0.5
"""What the likeness of two values reaches: that of what their clauses and sentences say, and SHARED at most of that of
their words."""

SHARED = 0.15

ALONE = 0.43
"""As MEANT for the only values in one unit where two accounts begin: nothing else competes."""

LEAST_MEANT = 0.35
"""Likeness of what is said without which words do not help."""

MARGIN = 0.03
"""By so much two values are more alike than either is to another one of its kind."""

MARGIN_OF_NOUNS = 0.15
"""The same where the two count by other nouns."""

ONE_SIZE = 2.0
"""How many times as large the one number is at most."""

LEAST_COUNTED = 10
"""Things of two nouns are the same from so many on: two and three are told of anything."""

ACCOUNTS = 12
"""Accounts of a story that are compared so, the first ones: those of a large one have words enough in common."""

VALUES = 10
"""Values of one kind where an account begins, from so many on it is a list."""

_NUMBER = re.compile(r"\d[\d.,:\u00a0]*\d|\d")

MASK = "…"


class _Asked(NamedTuple):
    """The values of one kind in two accounts, and those pairs of them that may differ, by their places."""

    ours: Sequence[int]
    theirs: Sequence[int]
    pairs: Collection[tuple[int, int]]


def alike_in_meaning(
    said: Sequence[Said],
    together: Set[tuple[int, int]],
    settled: Mapping[int, Set[int]],
    meanings: Meanings,
) -> list[tuple[int, int]]:
    """Places of two statements that differ and are of one thing, the most alike first. `together`: articles of one
    event, the smaller number first; `settled`: place -> the articles with which its value is compared already."""
    asked = list(_asked(said, together, settled))
    if not asked:
        return []
    texts = {place: _texts(said[place]) for one in asked for place in (*one.ours, *one.theirs)}
    listed = sorted({text for both in texts.values() for text in both})
    vectors = dict(zip(listed, meanings(listed), strict=True))
    found: list[tuple[float, int, int]] = []
    for one in asked:
        alike = {
            (i, j): sum(likeness(vectors[a], vectors[b]) for a, b in zip(texts[i], texts[j], strict=True)) / 2
            for i in one.ours
            for j in one.theirs
        }
        for i, j in one.pairs:
            score = alike[i, j] + min(cosine_of(said[i], said[j])[0], SHARED)
            least = ALONE if len(one.ours) == len(one.theirs) == 1 and said[i].statement.kind == "measure" else MEANT
            if alike[i, j] >= LEAST_MEANT and score >= least and _is_likeliest(said, alike, i, j):
                found.append((-round(score, 3), i, j))
    return [(i, j) for _, i, j in sorted(found)]


def _is_likeliest(said: Sequence[Said], alike: Mapping[tuple[int, int], float], i: int, j: int) -> bool:
    """Whether no other value of the two accounts is nearly as like to one of the two."""
    others = (
        likely
        for (a, b), likely in alike.items()
        if (a == i and not meet(said[b].value, said[j].value)) or (b == j and not meet(said[a].value, said[i].value))
    )
    margin = MARGIN if one_unit(said[i].statement, said[j].statement) else MARGIN_OF_NOUNS
    return alike[i, j] > max(others, default=0.0) + margin


def _asked(said: Sequence[Said], together: Set[tuple[int, int]], settled: Mapping[int, Set[int]]) -> Iterator[_Asked]:
    first = dict.fromkeys(one.telling.article_id for one in said)
    known = set(list(first)[:ACCOUNTS])
    pools: defaultdict[int, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, one in enumerate(said):
        if one.is_lead and one.telling.article_id in known and (kind := _kind(one)):
            pools[one.telling.article_id][kind].append(place)
    for a, b in sorted(together):
        if a not in pools or b not in pools:
            continue
        for kind in sorted(pools[a].keys() & pools[b].keys()):
            ours = [i for i in pools[a][kind] if b not in settled.get(i, ())]
            theirs = [j for j in pools[b][kind] if a not in settled.get(j, ())]
            if max(len(ours), len(theirs)) > VALUES:
                continue
            pairs = [
                (i, j)
                for i in ours
                for j in theirs
                if _may_differ(said[i], said[j])
                and not _gives(said, pools[b].values(), i, j)
                and not _gives(said, pools[a].values(), j, i)
            ]
            if pairs and all(knows_script(said[place].telling.beginning) for place in (ours[0], theirs[0])):
                yield _Asked(ours, theirs, pairs)


def _gives(said: Sequence[Said], pools: Iterable[Sequence[int]], i: int, j: int) -> bool:
    """Whether the account of the value at `j` gives that at `i`, too: then it is compared with that."""
    return any(
        place != j and said[place].statement.kind == said[i].statement.kind
        and meet(said[place].value, said[i].value) and one_unit(said[place].statement, said[i].statement)
        for pool in pools
        for place in pool
    )  # fmt: skip


def _kind(one: Said) -> str:
    """Values of which kind one is compared with; empty for those whose own rules are all that can be said."""
    statement = one.statement
    if statement.kind == "measure":
        return "" if statement.unit[0] in (*HOUR_UNITS, SCORE, INTERIM) else statement.unit[0]
    if statement.kind == "count":
        return "" if statement.unit[0][0] == "@" or statement.unit[0] in EVENT_CLASSES else "count"
    return "day" if is_to_come(one) else ""


def _may_differ(one: Said, other: Said) -> bool:
    """Whether nothing but the words keeps two values from being of one thing."""
    a, b = one.statement, other.statement
    if meet(one.value, other.value) or not comparable(one.value, other.value) or are_parted(one, other):
        return False
    if a.ordinals and b.ordinals and not a.ordinals & b.ordinals:
        return False
    if a.kind == "day":
        return as_exact(one.value, other.value) and are_dated_alike(one, other)
    if not are_of_one_size(one, other, ONE_SIZE) or not isinstance(one.value, Quantity):
        return False
    if a.places and b.places and not a.places & b.places:
        return False
    if is_class(a) and is_class(b):
        return a.unit[0] == b.unit[0] and not may_be_part(one.value, a.unit[1:], other.value, b.unit[1:])
    if a.kind == "measure" or one_unit(a, b):
        return a.kind == "count" or a.unit == b.unit
    return min(told_number(one), told_number(other)) >= LEAST_COUNTED


def _texts(one: Said) -> tuple[str, str]:
    """The clause and the sentence of a value, without it and other numbers: of these the encoder makes much."""
    statement, telling = one.statement, one.telling
    text = telling.headline if statement.field == "headline" else telling.beginning
    return tuple(
        _NUMBER.sub(MASK, text[start : statement.start]) + MASK + _NUMBER.sub(MASK, text[statement.end : end])
        for start, end in (
            (statement.about_start, statement.about_end),
            (statement.sentence_start, statement.sentence_end),
        )
    )  # type: ignore[return-value]
