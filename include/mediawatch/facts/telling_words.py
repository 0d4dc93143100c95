"""Which words matter: what a word is compared by, and whether one may begin a number or a day."""

from __future__ import annotations

from functools import cache, lru_cache

from mediawatch.clean.dates.months import month as month_of
from mediawatch.clean.dates.weekdays import WEEKDAYS
from mediawatch.cluster.terms import terms
from mediawatch.facts.days import opening_words
from mediawatch.facts.numbers import is_number_word
from mediawatch.facts.word_tokens import phrase
from mediawatch.facts.words import fact_words
from mediawatch.tag.language.words import stems
from mediawatch.words import keyed


@lru_cache(maxsize=50_000)
def word_key(word: str, language: str) -> str | None:
    """What a word is compared by: its stem; None for words that say nothing."""
    if word.lower() in fact_words.words(language)["common"] or not terms(word, language):
        return None
    return stems(word, language)[0]


@lru_cache(maxsize=50_000)
def is_telling(word: str, language: str) -> bool:
    """Whether a word (in small letters) may begin a number or a day: sentences of which none does have no statement."""
    lists = fact_words.words(language)
    return (
        word in _openings(language)
        or word in WEEKDAYS
        or month_of(word, language) is not None
        or any(word in lists[name] for name in ("many_dozens", "many_hundreds", "many_thousands", "dozen"))
        or is_number_word(word, language)
    )


@cache
def _openings(language: str) -> frozenset[str]:
    back = keyed("days_back").get(language, {})
    return opening_words(language) | {phrase(said)[0] for listed in back.values() for said in listed}
