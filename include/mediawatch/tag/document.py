"""An article as the evaluator reads it: which words of the topics' queries stand where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from mediawatch.model import Article
from mediawatch.tag import words
from mediawatch.tag.query import Atom
from mediawatch.tag.wildcards import WildcardTable

LEAD_WORDS = 80
LEAD_CHARACTERS = 160
"""The lead: headline + first 80 words give P .92 / R .88 on the development topics, the whole body P .83 / R .95. Where
a character counts as a word (Chinese, Japanese, Thai ...) it is twice as long: their words have about two."""

_MAX_KNOWN_WORDS = 500_000

Span = tuple[int, int]
"""Numbers of the first and the last word of a find in its section."""


class Vocabulary(dict[str, tuple[int, ...]]):
    """Written word -> numbers of the query atoms that it satisfies in one language.

    Each distinct word is analysed once; by Zipf's law a lookup is all that most words of an article cost.
    """

    def __init__(self, atoms: Iterable[tuple[Atom, int]], language: str) -> None:
        super().__init__()
        self.language = language
        self._stems: dict[str, list[int]] = {}
        self._forms: dict[str, list[int]] = {}
        self._acronyms: dict[str, list[int]] = {}
        self._wildcards = WildcardTable()
        for atom, number in atoms:
            match atom.kind:
                case "word":
                    self._stems.setdefault(words.stem(atom.text, language), []).append(number)
                case "exact":
                    self._forms.setdefault(atom.text, []).append(number)
                case "acronym":
                    self._acronyms.setdefault(atom.text, []).append(number)
                case "wildcard":
                    self._wildcards.add(atom.text, number)

    def __missing__(self, word: str) -> tuple[int, ...]:
        form = words.fold(word)
        found = set(self._stems.get(words.stem(form, self.language), ()))
        found.update(self._forms.get(form, ()))
        for acronym in words.acronyms_of(word):
            found.update(self._acronyms.get(acronym, ()))
        found.update(self._wildcards.matching(form))
        if len(self) >= _MAX_KNOWN_WORDS:
            self.clear()
        self[word] = result = tuple(sorted(found))
        return result


class Section:
    """Headline or body: its words, and the positions of each query atom in it (`at`)."""

    __slots__ = ("_starts", "at", "text", "words")

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.words = words.split(text)
        self._starts: list[int] | None = None
        self.at: dict[int, list[int]] = {}
        at = self.at
        for position, found in enumerate(map(vocabulary.__getitem__, self.words)):
            if found:
                for atom in found:
                    if atom in at:
                        at[atom].append(position)
                    else:
                        at[atom] = [position]

    def characters(self, span: Span) -> tuple[int, int]:
        """Character offsets [start, end) of a span of words."""
        if self._starts is None:
            self._starts = words.offsets(self.text, self.words)
        return self._starts[span[0]], self._starts[span[1]] + len(self.words[span[1]])


class Document:
    """An article with its sections, and room for what clauses found in it (shared by all topics)."""

    __slots__ = ("article", "body", "found", "headline", "headline_counts", "lead_end", "present")

    def __init__(self, article: Article, vocabulary: Vocabulary) -> None:
        self.article = article
        self.headline = Section(article.headline, vocabulary)
        self.body = Section(article.article_body, vocabulary)
        # A headline made from the first sentence stands in the body already.
        self.headline_counts = article.headline_source != "first-sentence"
        spaceless = words.base_language(article.in_language) in words.SPACELESS_LANGUAGES
        self.lead_end = LEAD_CHARACTERS if spaceless else LEAD_WORDS
        self.present = self.headline.at.keys() | self.body.at.keys()
        self.found: dict[int, object] = {}


def document_frequencies(documents: Sequence[Document]) -> Counter[int]:
    """In how many of `documents` each atom stands."""
    return Counter(atom for document in documents for atom in document.present)
