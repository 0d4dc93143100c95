"""Where the accounts of one event give different figures for what they call the same thing.

A figure is a number and the word that it counts ("26 tourists", "26 dead"): two accounts differ where they count the
same word with different numbers. Nobody is said to be right, and figures that differ may both be: the sentences stand
beside them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from mediawatch.tag.language.words import stems

MOST_FIGURES = 8
MOST_SENTENCES = 3  # for each value
LONGEST_SENTENCE = 320  # characters

_FIGURE = re.compile(  # 1,200 people or 3.5 million rupees
    r"(?<![\w.,:/-])(\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d{1,9}(?:\.\d+)?)(?![\w.,:/%-]*\d)"
    r"(?:[\s-]+(million|billion|thousand|hundred|crore|lakh))?[\s-]+([^\W\d_]{3,})",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?।。])\s+|\n+")
_NO_COUNT = frozenset(
    (  # noqa: SIM905  (words read better than a list of them)
        "january february march april may june july august september october november december monday tuesday "
        "wednesday thursday friday saturday sunday and per cent percent the for from with that this was were has have "
        "are not but января февраля марта апреля мая июня июля августа сентября октября ноября декабря года году"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Account:
    article_id: int
    words: str
    language: str


@dataclass(frozen=True, slots=True)
class Said:
    article_id: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Value:
    """A number as written, and the sentences that give it."""

    value: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """What is counted, as the first account writes it, and the numbers that accounts give."""

    counted: str
    values: tuple[Value, ...]


def differing(accounts: Sequence[Account]) -> list[Figure]:
    """Figures for which two accounts or more give different numbers, those that most accounts give first."""
    found: defaultdict[str, defaultdict[str, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
    written: dict[str, str] = {}
    for account in accounts:
        for sentence in _SENTENCE_END.split(account.words):
            for match in _FIGURE.finditer(sentence):
                number, scale, word = match.groups()
                if word.lower() in _NO_COUNT or re.fullmatch(r"(19|20)\d\d", number):
                    continue
                key = stems(word, account.language)[0]
                written.setdefault(key, word)
                value = " ".join(filter(None, (number.replace("\u00a0", ",").replace("\u202f", ","), scale)))
                found[key][value].setdefault(account.article_id, sentence.strip()[:LONGEST_SENTENCE])
    figures = []
    for key, values in found.items():
        givers = {article for said in values.values() for article in said}
        # One account that counts a thing twice says two things; accounts differ where each gives another set.
        sets = {frozenset(value for value, said in values.items() if article in said) for article in givers}
        if len(values) < 2 or len(givers) < 2 or len(sets) < 2:
            continue
        ranked = sorted(values.items(), key=lambda item: (-len(item[1]), item[0]))
        figures.append(
            (
                -len(givers),
                key,
                Figure(
                    written[key],
                    tuple(
                        Value(value, tuple(Said(a, s) for a, s in list(said.items())[:MOST_SENTENCES]))
                        for value, said in ranked
                    ),
                ),
            )
        )
    return [figure for _, _, figure in sorted(figures, key=lambda item: item[:2])[:MOST_FIGURES]]
