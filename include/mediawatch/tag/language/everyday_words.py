"""English words of two to five letters whose capitals are acronyms too. In a sentence that is all in capitals they are
taken for the word (WHO WILL TELL US), in any other for the acronym."""

from __future__ import annotations

from mediawatch.words import phrases

EVERYDAY_WORDS = frozenset(phrases("everyday_words"))
