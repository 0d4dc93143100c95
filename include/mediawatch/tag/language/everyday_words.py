"""Words of two to five letters whose capitals may be acronyms too, by language. In a sentence that is all in capitals
they are taken for the word (WHO WILL TELL US; UN HOMBRE MUERE EN MADRID), in any other for the acronym."""

from __future__ import annotations

from mediawatch.words import keyed

EVERYDAY_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(word for words in keys.values() for word in words)
    for language, keys in keyed("everyday_words").items()
}
