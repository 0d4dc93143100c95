"""An article as terms: what it is about, in numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

import tantivy
from icu4py.breakers import WordBreaker

from mediawatch.cluster.records import Profile
from mediawatch.deduplicate.fingerprint import is_unspaced, normalise
from mediawatch.words import phrases

HEADLINE_WEIGHT = 3  # a term of the headline counts as so many in the body
LEAD_WEIGHT = 2
LEAD_TERMS = 150
LEAD_STEMS = 80  # the same in languages whose words are compared by their stems
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
"""Languages whose function words tantivy knows. Those of others are stopwordsiso's and, where it has none, ours."""

_LISTED_AS = {"nb": "no", "nn": "no", "fil": "tl", "bs": "hr", "sr": "hr"}
"""Languages whose function words are listed under another one, as good as the same."""


_ALPHABETIC = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer part no words and write them in letters, so that two neighbouring ones are next to
nothing: ICU finds the words in lists of its own."""

_HIRAGANA = re.compile("[\u3041-\u309f]+")

SYLLABIC = frozenset({"vi"})
"""Languages that write a blank between syllables: as many of two letters as of three tell what a text is about."""

STEM_LETTERS = 5
"""Letters by which two forms of a word are one, in languages that inflect their words more than English does. Of four
to seven, and Snowball stemmers where there are any, five tell stories apart best (docs/decisions)."""


def is_inflected(language: str) -> bool:
    """Whether words are compared by their stems; `language` is a base subtag."""
    return language != "en"


@cache
def _analyzer(language: str) -> tantivy.TextAnalyzer:
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace())
    listed = _LISTED_AS.get(language, language)
    if listed in _STOP_WORDS:
        return builder.filter(tantivy.Filter.stopword(_STOP_WORDS[listed])).build()
    return builder.filter(tantivy.Filter.custom_stopword(sorted(_function_words(language)))).build()


@cache
def _function_words(language: str) -> frozenset[str]:
    import stopwordsiso  # takes a tenth of a second, and many runs ask for no other language than tantivy's

    listed = _LISTED_AS.get(language, language)
    found = stopwordsiso.stopwords(listed) if stopwordsiso.has_lang(listed) else ()
    return frozenset(map(normalise, (*found, *phrases("function_words", language))))


def words(text: str, language: str) -> list[str]:
    """Words of two to LONGEST_TERM letters without function words, in order; of Chinese and Japanese pairs of
    neighbouring characters, but for those of hiragana, which make endings and particles. `language` is a base
    subtag."""
    text = normalise(text)
    if is_unspaced(text):
        if 2 * len(_ALPHABETIC.findall(text)) > len(text) - text.count(" "):
            said = _function_words(language)
            return [word for word in WordBreaker(text, "en") if 1 < len(word) <= LONGEST_TERM and word not in said]
        text = text.replace(" ", "")
        pairs = [text[i : i + 2] for i in range(len(text) - 1)]
        return [pair for pair in pairs if not _HIRAGANA.fullmatch(pair)] if _HIRAGANA.search(text) else pairs
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
    return weighted(terms(headline, language), terms(article_body, language), language)


def weighted(headline: list[str], body: list[str], language: str) -> Profile:
    """`profile`, of the terms of both in order."""
    inflected = is_inflected(language)
    lead = LEAD_STEMS if inflected else LEAD_TERMS
    counts: Mapping[str, int] = Counter(headline * HEADLINE_WEIGHT + body[:lead] * (LEAD_WEIGHT - 1) + body)
    if inflected and language not in SYLLABIC:
        counts = {term: count for term, count in counts.items() if not _is_short(term)}
    return counts if len(counts) <= PROFILE_TERMS else dict(Counter(counts).most_common(PROFILE_TERMS))


def _is_short(term: str) -> bool:
    """Whether a term has two letters of a script with capitals: a unit, a label, an article. In other languages than
    English few of them are names."""
    return len(term) == 2 and term[0] < "\u0590" and not term.isdigit()
