"""Words that set some texts apart from others: log-odds with an informative prior.

Monroe, Colaresi and Quinn, "Fightin' Words" (2008), equations 15 to 22: each word's log-odds here against there, both
smoothed by how often it stands in all texts together, divided by its standard deviation. Counted are texts that hold
the word, not occurrences, so that one article that says a word thirty times is one article.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import stopwordsiso

PRIOR = 20
"""Texts that the prior weighs: the size at which a count speaks as loud as what is common to all."""

LEAST = 2
"""Texts that must hold a word for it to be told."""

NO_CHANCE = 3.29
"""Standard deviations from which a function word is told: once in a thousand words it is chance. Among few texts
`which` and `from` part one topic from the others as well as its own words do."""


@cache
def function_words(language: str) -> frozenset[str]:
    """Function words and others that say little, as the collection Stopwords ISO has them; none of a language that it
    does not have."""
    language = "no" if language in ("nb", "nn") else language
    return frozenset(stopwordsiso.stopwords(language)) if stopwordsiso.has_lang(language) else frozenset()


@dataclass(frozen=True, slots=True)
class Word:
    """`here` of `texts_here` texts hold the word, `there` of `texts_there`; `score` is its log-odds in standard
    deviations, 1.96 and more seldom by chance."""

    word: str
    here: int
    texts_here: int
    there: int
    texts_there: int
    score: float


def distinctive(here: Sequence[Iterable[str]], there: Sequence[Iterable[str]], limit: int, language: str) -> list[Word]:
    """The words of `here` that tell it from `there`, the most telling first; a text is given as its words. `language`
    (a base subtag) says which of them are function words."""
    common = function_words(language)
    counts = Counter(word for text in here for word in set(text))
    others = Counter(word for text in there for word in set(text))
    everywhere = len(here) + len(there)
    found = []
    for word, number in counts.items():
        if number < min(LEAST, len(here)):
            continue
        prior = PRIOR * (number + others[word]) / everywhere
        mine, left = number + prior, len(here) + PRIOR - number - prior
        theirs, rest = others[word] + prior, len(there) + PRIOR - others[word] - prior
        if min(left, rest) <= 0:  # every text holds it: it tells nothing
            continue
        score = (math.log(mine / left) - math.log(theirs / rest)) / math.sqrt(1 / mine + 1 / theirs)
        if score > (NO_CHANCE if word in common else 0):
            found.append(Word(word, number, len(here), others[word], len(there), score))
    return sorted(found, key=lambda item: (-item.score, item.word))[:limit]
