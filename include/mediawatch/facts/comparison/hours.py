"""Hours that are told in words: whether two are apart, and of which half of the day one is that does not say it."""

from __future__ import annotations

from collections.abc import Iterable

from mediawatch.facts.fact_records import Quantity, Statement
from mediawatch.facts.kinds.clocks import CLOCK, DAY, HALF, MINUTES
from mediawatch.facts.kinds.told_hours import HALF_UNKNOWN, PART_OF_DAY

HALF_DAY = HALF * MINUTES

HAPPENED, NEAR = "==happened", 0.6
"""Word of all languages for what happened or began, and how near it stands to its hour."""

FEW_WORDS = 3
"""Words of a clause that says when it happened, and hardly what."""

APART = 60
"""Minutes: parts of the day that lie nearer to each other are no two."""

LITTLE_APART = 10
"""The same of hours that are told as such, `about half past two`."""


def in_words(*statements: Statement) -> bool:
    """Whether one of these hours is a part of the day, or an hour of which the half of the day is not said."""
    return any(said.unit[0] == CLOCK and said.unit[-1] in (PART_OF_DAY, HALF_UNKNOWN) for said in statements)


def are_parts_of_day(*statements: Statement) -> bool:
    """Whether one of these values is a part of the day."""
    return any(said.unit[-1:] == (PART_OF_DAY,) for said in statements)


def tell_when_it_happened(one: Statement, other: Statement) -> bool:
    """Whether two parts of the day are those at which one thing happened or began: who put out a fire around noon says
    nothing of when it broke out. Where a clause says more than that, they share another word that is no name."""
    if one.words.get(HAPPENED, 0.0) < NEAR or other.words.get(HAPPENED, 0.0) < NEAR:
        return False
    least = min(len(one.words), len(other.words))
    return least <= FEW_WORDS or bool((one.words.keys() & other.words.keys()) - one.names - other.names - {HAPPENED})


def are_apart(one: Quantity, other: Quantity) -> bool:
    """Whether two hours lie so far apart that they are two, on whichever side of midnight."""
    least = APART if max(one.high - one.low, other.high - other.low) >= APART else LITTLE_APART
    gap = max(one.low, other.low) - min(one.high, other.high)
    around = min(one.low, other.low) + DAY - max(one.high, other.high)
    return min(gap, around) >= least


def known_hours(told: Iterable[tuple[int, Statement]]) -> list[tuple[int, float]]:
    """(article, middle) of each hour of which the half of the day is known."""
    return [
        (article, (said.quantity.low + said.quantity.high) / 2)
        for article, said in told
        if said.quantity is not None and said.unit[0] == CLOCK and said.unit[-1] != HALF_UNKNOWN
    ]


def in_its_half(article: int, quantity: Quantity, known: Iterable[tuple[int, float]]) -> Quantity:
    """An hour of which the half of the day is not said, in that half in which it is nearest to one that another account
    tells: where they differ, they differ by so much at least."""
    others = [hour for account, hour in known if account != article]
    at = (quantity.low + quantity.high) / 2

    def away(add: int) -> float:
        return min(min(abs(at + add - hour), DAY - abs(at + add - hour)) for hour in others)

    if not others or away(0) <= away(HALF_DAY):
        return quantity
    return Quantity(quantity.low + HALF_DAY, quantity.high + HALF_DAY)
