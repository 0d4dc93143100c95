"""Results of games and votes: 3-1. The greater number comes first, whoever tells it."""

from __future__ import annotations

from collections.abc import Sequence

from mediawatch.facts.word_tokens import Phrases, Token

SCORE = "#score"

INTERIM = "#interim-score"
"""The same at a moment of the game."""

MOST = 999

BASE = 1_000
"""A result is kept as one number: 3-1 as 3,001."""

DASHES = "-–‑"

RESULT_REACH = 3
"""Tokens between the two numbers of a result in words."""


def score(listed: Sequence[Token], place: int, *, of_losers: bool = False) -> tuple[int, float] | None:
    """(token behind, the result as a number) of the result that begins at `place`: two numbers with a dash between, the
    greater one first, as it is told of those who won; the other way round they are a span (10-15 homes), unless
    something is said of those who lost (`of_losers`)."""
    if place + 2 >= len(listed):
        return None
    one, dash, other = listed[place : place + 3]
    if dash.text not in DASHES or one.end != dash.start or dash.end != other.start or not other.is_number:
        return None
    texts = (one.text, other.text)
    if not all(text.isascii() and text.isdecimal() and (text == "0" or text[0] != "0") for text in texts):
        return None
    more, fewer = map(int, texts)
    if of_losers:
        more, fewer = max(more, fewer), min(more, fewer)
    if more > MOST or fewer > more:
        return None
    for at, edge in ((place - 1, one.start), (place + 3, other.end)):
        if 0 <= at < len(listed):
            token = listed[at]
            if edge in (token.start, token.end) and (token.text in f"{DASHES}/:+" or token.is_word):
                return None  # 709-644-2290, 9-2a
    return place + 3, float(BASE * more + fewer)


def result_in_words(listed: Sequence[Token], last: int, to: Phrases) -> int | None:
    """Place of the second number of `18 votes to 11`, whose first one ends at `last`."""
    for place in range(last, min(last + RESULT_REACH, len(listed))):
        if listed[place].is_number:
            return None
        if "result_to" in listed[place].role.begins and (end := to.behind(listed, place)) is not None:
            return end if end < len(listed) and listed[end].is_number else None
    return None


def as_result(one: float, other: float) -> float | None:
    """The result of two numbers as one, the greater first; None where they are none."""
    fewer, more = sorted((one, other))
    return BASE * more + fewer if more <= MOST and fewer.is_integer() and more.is_integer() else None


def share_a_side(one: float, other: float) -> bool:
    """Whether two results give one side the same number: 31-14, 29-14."""
    here, there = divmod(round(one), BASE), divmod(round(other), BASE)
    return here[0] == there[0] or here[1] == there[1]


def score_text(number: float) -> str:
    """3-1."""
    more, fewer = divmod(round(number), BASE)
    return f"{more}-{fewer}"
