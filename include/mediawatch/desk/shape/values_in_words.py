"""Values of accounts as people write them, from the form in which they are kept."""

from __future__ import annotations

import re

from mediawatch.desk.shape.days_in_words import days_in_words

_COUNTED = re.compile(r"\s+([^\W\d_][^\s,.;:()]*)(?:\s+([^\W\d_][^\s,.;:()]*))?")
"""The word or two behind a number for what it counts."""


def value_in_words(kind: str, unit: str | None, value: str, said: str, sentence: str = "") -> str:
    """A value of an account with its unit: `17/..` dead -> `17 or more dead`, a day as `8–9 July 2024`.
    `said`: its words in the account, which tell a measure and what is no exact number better than the numbers between
    which it lies; `sentence`: where they stand, which names the things that it counts."""
    if kind == "day":
        return days_in_words(value)
    words = " ".join(said.split())
    if kind == "measure":
        return bound_in_words(value, with_unit(words, unit))
    low, _, high = value.partition("/")
    if high == "..":
        words = low
    elif not high:
        words = value
    elif low == "0":
        words = high
    words = bound_in_words(value, words)
    if kind == "count" and unit is None:
        return with_noun(words, sentence.partition(said)[2])
    return f"{words} {unit}" if unit else words


def with_noun(words: str, behind: str) -> str:
    """A number with the words behind it for what it counts: `nine miners`."""
    counted = _COUNTED.match(behind)
    return f"{words} {' '.join(filter(None, counted.groups()))}" if counted else words


def bound_in_words(value: str, words: str) -> str:
    """`words` as a bound where the value is one: `17 or more`, `up to 60`."""
    low, _, high = value.partition("/")
    if high == "..":
        return f"{words} or more"
    return f"up to {words}" if high and low == "0" else words


def with_unit(words: str, unit: str | None) -> str:
    """The words of a measure, which name their unit in most cases; 2,025 of `$2,025` do not."""
    if unit is None or any(letter.isalpha() or letter in "%٪％°" for letter in words):
        return words
    return f"{words} {unit}"


def either(values: list[str]) -> str:
    """Values with `or` between: `26 or 28`, `17 or more, or 23`."""
    told = list(dict.fromkeys(values))
    return (", or " if any(" or " in value for value in told) else " or ").join(told)
