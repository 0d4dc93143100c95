"""An article as terms: what it is about, in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

import tantivy

from mediawatch.cluster.records import Profile
from mediawatch.deduplicate.fingerprint import is_unspaced, normalise

HEADLINE_WEIGHT = 3  # a term of the headline counts as so many in the body
LEAD_WEIGHT = 2
LEAD_TERMS = 80
LONGEST_TERM = 64  # characters: longer ones are no words, and an index takes no more than some 8,000 bytes
PROFILE_TERMS = 300  # kept of an article: all but the rarest mentions of very long ones

_STOP_WORDS = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
}
"""Languages whose function words tantivy knows. Others lean on document frequencies alone."""


STEM_LETTERS = 5
"""Letters by which two forms of a word are one, in languages that inflect their words more than English does. Of four
to seven, and Snowball stemmers where there are any, five tell stories apart best (docs/decisions)."""


def is_inflected(language: str) -> bool:
    """Whether words are compared by their stems; `language` is a base subtag."""
    return language != "en"


@cache
def _analyzer(language: str) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    if language in _STOP_WORDS:
        builder = builder.filter(tantivy.Filter.stopword(_STOP_WORDS[language]))
    return builder.build()


def words(text: str, language: str) -> list[str]:
    """Words of two to LONGEST_TERM letters without function words, in order; pairs of neighbouring characters in
    scripts that do not part their words. `language` is a base subtag."""
    text = normalise(text)
    if is_unspaced(text):
        text = text.replace(" ", "")
        return [text[i : i + 2] for i in range(len(text) - 1)]
    return [word for word in _analyzer(language).analyze(text) if 1 < len(word) <= LONGEST_TERM]


def stems(found: list[str], language: str) -> list[str]:
    """What of these words is compared."""
    return [word[:STEM_LETTERS] for word in found] if is_inflected(language) else found


def terms(text: str, language: str) -> list[str]:
    """The stems of the `words` of a text."""
    return stems(words(text, language), language)


def forms(found: Iterable[str], language: str) -> Mapping[str, str]:
    """Stem -> the first of these words that has it; empty where words are their own stems."""
    shown: dict[str, str] = {}
    for word in found if is_inflected(language) else ():
        shown.setdefault(word[:STEM_LETTERS], word)
    return shown


def profile(headline: str, article_body: str, language: str) -> Profile:
    """What an article makes of each term: its count, headline and lead weighted. At most PROFILE_TERMS, the
    strongest; ties go to the one that comes first."""
    return weighted(terms(headline, language), terms(article_body, language))


def weighted(headline: list[str], body: list[str]) -> Profile:
    """`profile`, of the terms of both in order."""
    counts = Counter(headline * HEADLINE_WEIGHT + body[:LEAD_TERMS] * (LEAD_WEIGHT - 1) + body)
    return counts if len(counts) <= PROFILE_TERMS else dict(counts.most_common(PROFILE_TERMS))
