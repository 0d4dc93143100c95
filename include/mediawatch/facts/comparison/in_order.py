"""Values that two sentences tell in one order: `54.4 percent, his rival 44.9`, `54.66 percent to 44.73`.

Where one value of a sentence is of one thing with one of another sentence, and both have as many values of its kind,
each of which is near the other one in its place and further from those in other places, the others are of one thing,
too, whatever the words are: a row of numbers is a witness of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mediawatch.facts.comparison.parted import Said, are_of_one_size, are_parted, told_number
from mediawatch.facts.fact_records import Quantity
from mediawatch.facts.kinds.clocks import HOUR_UNITS
from mediawatch.facts.kinds.scores import INTERIM, SCORE
from mediawatch.facts.stated_values import is_class

NEAR = 1.05
"""How many times as large the one is of two values in one place at most."""

LONGEST = 5
"""Values of a row: what has more is a table."""

Row = tuple[int, ...]

_Sentence = tuple[int, str, int]
"""Article, field, first character."""

_NOWHERE: _Sentence = (0, "", 0)


def in_order(said: Sequence[Said], groups: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Pairs of places of statements that stand in one place of two rows of which another place is joined already.
    `groups`: place -> the places that are of one thing with it."""
    rows: defaultdict[tuple[int, str, int, str, str], list[int]] = defaultdict(list)
    for place, one in enumerate(said):
        statement = one.statement
        if isinstance(one.value, Quantity) and _may_stand_in_row(one):
            key = (
                one.telling.article_id,
                statement.field,
                statement.sentence_start,
                statement.kind,
                statement.unit[-1],
            )
            rows[key].append(place)
    row_of = {place: tuple(row) for row in rows.values() if 1 < len(row) <= LONGEST for place in row}
    seen: set[tuple[Row, Row]] = set()
    for place, row in row_of.items():
        for other in groups[place]:
            theirs = row_of.get(other)
            if theirs is None or other <= place or len(theirs) != len(row) or (row, theirs) in seen:
                continue
            if row.index(place) != theirs.index(other) or said[place].telling is said[other].telling:
                continue
            seen.add((row, theirs))
            if _are_near(said, row, theirs):
                yield from zip(row, theirs, strict=True)


def side_by_side(said: Sequence[Said], groups: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Pairs of places of numbers of people of whom one class is told in each of two sentences, where those of another
    class of these sentences are one thing already: `killed four and hurt 70`, `five were killed, and 15 hurt`."""
    sentences: defaultdict[_Sentence, dict[str, list[int]]] = defaultdict(dict)
    sentence_of: dict[int, _Sentence] = {}
    for place, one in enumerate(said):
        statement = one.statement
        if is_class(statement) and not statement.earlier:
            at = one.telling.article_id, statement.field, statement.sentence_start
            sentence_of[place] = at
            sentences[at].setdefault(statement.unit[0], []).append(place)
    for place, sentence in sentence_of.items():
        told = sentences[sentence]
        if len(told) == 1 or len(told[said[place].statement.unit[0]]) > 1:
            continue
        for other in groups[place]:
            theirs = sentences.get(sentence_of.get(other, _NOWHERE), {})
            if other <= place or said[place].telling is said[other].telling:
                continue
            for role in sorted(told.keys() & theirs.keys() - {said[place].statement.unit[0]}):
                if len(told[role]) == len(theirs[role]) == 1:
                    here, there = told[role][0], theirs[role][0]
                    one, another = said[here], said[there]
                    if (
                        one.statement.unit == another.statement.unit
                        and are_of_one_size(one, another)
                        and not are_parted(one, another)
                    ):
                        yield here, there


def _may_stand_in_row(one: Said) -> bool:
    statement = one.statement
    if statement.earlier or not statement.unit or statement.unit[0] in (*HOUR_UNITS, SCORE, INTERIM):
        return False
    return statement.kind == "measure" or (statement.kind == "count" and not is_class(statement))


def _are_near(said: Sequence[Said], ours: Row, theirs: Row) -> bool:
    """Whether each value of a row is nearer to the one in its place of the other row than to those in other places."""
    numbers, others = ([told_number(said[place]) for place in row] for row in (ours, theirs))
    for here, number in enumerate(numbers):
        apart = [abs(number - other) for other in others]
        if min(apart) != apart[here] or apart.count(apart[here]) > 1:
            return False
        fewer, more = sorted((number, others[here]))
        if more > NEAR * fewer:
            return False
    return True
