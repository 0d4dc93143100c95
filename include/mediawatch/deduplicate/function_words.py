"""Words that every text says, whatever it tells of: function words, verbs of saying and names of days, of all languages
together, since a text that is compared does not say its language."""

from __future__ import annotations

from collections.abc import Set
from functools import cache

from mediawatch.deduplicate.fingerprint import normalise
from mediawatch.words import day_names, phrases


@cache
def function_words() -> Set[str]:
    """Those of one word, as normalised texts have them."""
    import stopwordsiso  # takes a moment, and few pairs of texts ask

    listed = {word for language in stopwordsiso.langs() for word in stopwordsiso.stopwords(language)}
    said = {phrase.rstrip("*") for phrase in phrases("said_words")}
    return frozenset(map(normalise, {*listed, *said, *phrases("function_words"), *day_names()}))
