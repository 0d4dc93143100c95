"""Whether two statements are of one kind though their words for it differ: what two numbers count, whose age is told,
which words say the same."""

from __future__ import annotations

from mediawatch.facts.comparison.one_telling import share_near
from mediawatch.facts.comparison.parted import EVENT_CLASSES, Said, told_number
from mediawatch.facts.fact_records import Statement
from mediawatch.facts.stated_values import PEOPLE, are_spelt_alike, is_class, one_person
from mediawatch.facts.words.word_keys import MEANING

ALIKE_MUCH = 0.5
"""Cosine from which MANY_SHARED words are enough wherever they stand, and LEAST_SHARED for a number of people."""

ALIKE_WHOLLY = 0.9
"""Cosine from which the words are the same: the driver is 47, the driver is 43."""

FEW_YEARS = 5
"""By how many years the ages of one person differ at most, of whom a single name is known."""

LEAST_SHARED = 2
"""Words that two statements share at least; one more where they differ in a number of people."""

THINGS_ABOARD = ("#aboard", "#joined")
"""Classes whose words are said of things as well."""

INFECTED, CASE = "#infected", "==case"
"""Class of those who fell ill, and the word for one of them."""

RIGHT_BEHIND = 0.9
"""How near a word stands right beside a value."""

NEAR_MEANT = 0.6
"""How near the words of one meaning stand: eight tokens or less from the value."""


def cosine_of(one: Said, other: Said) -> tuple[float, int]:
    """(cosine of the words of two statements, how many they share)."""
    shared = one.weights.keys() & other.weights.keys()
    return sum(one.weights[word] * other.weights[word] for word in shared), len(shared)


def may_count_the_same(a: Statement, b: Statement) -> bool:
    """Whether one of two numbers says what became of those whom it counts, and the other one does not."""
    return a.kind == "count" and is_class(a) != is_class(b)


def count_the_same(one: Said, other: Said) -> bool:
    """Whether two numbers count those of one name in much the same words, of whom one sentence says what became of
    them: `120 residents were evacuated`, `took 140 residents to safety`. Of victims it has to be said."""
    a, b = one.statement, other.statement
    if not may_count_the_same(a, b):
        return False
    of_class, thing = (a, b) if is_class(a) else (b, a)
    role = of_class.unit[0]
    if role in THINGS_ABOARD and of_class.words.get(thing.unit[-1], 0.0) >= RIGHT_BEHIND:
        return True  # 21 satellites on board, 24 satellites
    if role == THINGS_ABOARD[0] and thing.unit[0] == PEOPLE and share_meaning(a, b):
        return True  # 35 on board the boat, 50 people in it
    if not share_near(a, b):
        return False
    if role == INFECTED and thing.unit[-1] == CASE:
        return True  # 87 cases of measles, 94 measles infections
    if not set(a.unit[1:] or a.unit) & {*b.unit}:
        return False
    return role not in EVENT_CLASSES and cosine_of(one, other)[0] >= ALIKE_MUCH


def are_of_one_person(one: Said, other: Said) -> bool:
    """Whether two ages are of one person: two words of a name are the same, one where each account tells one age, or
    the only age of an account, of nobody that is named beside it, is that of somebody whom the account names."""
    a, b = one.statement, other.statement
    is_only = one.is_lonely and other.is_lonely and one.is_lead and other.is_lead
    if a.names and b.names:
        is_near = abs(told_number(one) - told_number(other)) <= FEW_YEARS
        return one_person(a, b, least=1 if is_only or (a.names == b.names and is_near) else 2)
    if not a.names and not b.names:
        cosine, shared = cosine_of(one, other)
        if one.people or other.people:
            return is_only and ((cosine >= ALIKE_MUCH and shared >= LEAST_SHARED) or cosine >= ALIKE_WHOLLY)
        return is_only and shared > 0  # no capitals: who is named is not known
    if not is_only:
        return False
    nameless, named = (one, other) if b.names else (other, one)
    return all(any(are_spelt_alike(name, said) for said in nameless.people) for name in named.statement.names)


def share_meaning(a: Statement, b: Statement) -> bool:
    """Whether one word of a meaning that languages share stands near both values."""
    return any(
        near >= NEAR_MEANT and word.startswith(MEANING) and b.words.get(word, 0.0) >= NEAR_MEANT
        for word, near in a.words.items()
    )
