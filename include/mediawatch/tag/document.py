"""An article as the evaluator reads it: which words of the topics' queries stand where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import compress
from typing import TYPE_CHECKING, Protocol

from mediawatch.tag import words
from mediawatch.tag.positions import Span
from mediawatch.tag.query import Atom
from mediawatch.tag.wildcards import WildcardTable

if TYPE_CHECKING:
    from mediawatch.tag.clauses import Found

LEAD_WORDS = 80
LEAD_CHARACTERS = 160
"""The lead: headline + first 80 words give P .92 / R .88 on the development topics, the whole body P .83 / R .95. Where
a character counts as a word (Chinese, Japanese, Thai ...) it is twice as long: their words have about two."""

MAX_POSITIONS = 10_000
"""Places of one written word in a section that are looked at; 1 MB of English has as many of `the`. It bounds what a
text that repeats one word can cost."""

_MAX_KNOWN_WORDS = 200_000


class ArticleLike(Protocol):
    """What tagging reads of an article: a model.Article, or a row of the warehouse with the same names."""

    @property
    def uri(self) -> str: ...
    @property
    def url(self) -> str | None: ...
    @property
    def canonical_url(self) -> str | None: ...
    @property
    def headline(self) -> str: ...
    @property
    def headline_source(self) -> str: ...
    @property
    def article_body(self) -> str: ...
    @property
    def in_language(self) -> str: ...
    @property
    def publisher(self) -> str | None: ...
    @property
    def author(self) -> Sequence[str]: ...
    @property
    def date_published(self) -> datetime | None: ...


class Vocabulary(dict[str, int]):
    """Written word -> number of the set of query atoms that it satisfies in one language (`sets`; 0: none).

    Each distinct word is analysed once; by Zipf's law a lookup is all that most words of an article cost.
    """

    def __init__(self, atoms: Iterable[tuple[Atom, int]], language: str) -> None:
        super().__init__()
        self.language = language
        self._stems: dict[str, list[int]] = {}
        self._forms: dict[str, list[int]] = {}
        self._acronyms: dict[str, list[int]] = {}
        self._wildcards = WildcardTable()
        self.sets: list[tuple[int, ...]] = [()]
        self._number_of: dict[tuple[int, ...], int] = {(): 0}
        for atom, number in atoms:
            match atom.kind:
                case "word":
                    for stem in words.stems(atom.written, language):
                        self._stems.setdefault(stem, []).append(number)
                case "exact":
                    self._forms.setdefault(atom.text, []).append(number)
                case "acronym":
                    self._acronyms.setdefault(atom.text, []).append(number)
                case "wildcard":
                    self._wildcards.add(atom.text, number)

    def __missing__(self, word: str) -> int:
        form = words.fold(word)
        found = set(self._forms.get(form, ()))
        for stem in words.stems(word, self.language):
            found.update(self._stems.get(stem, ()))
        for acronym in words.acronyms_of(word):
            found.update(self._acronyms.get(acronym, ()))
        found.update(self._wildcards.matching(form))
        if len(self) >= _MAX_KNOWN_WORDS:
            self.clear()
        atoms = tuple(sorted(found))
        number = self._number_of.get(atoms)
        if number is None:
            self._number_of[atoms] = number = len(self.sets)
            self.sets.append(atoms)
        self[word] = number
        return number


class Section:
    """Headline or body: its words, and the positions of each query atom in it (`at`)."""

    __slots__ = ("_starts", "at", "text", "words")

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self.words = words.split(text)
        self._starts: list[int] = []
        sets = list(map(vocabulary.__getitem__, self.words))
        places: defaultdict[int, list[int]] = defaultdict(list)
        for position in compress(range(len(sets)), sets):
            places[sets[position]].append(position)
        self.at: dict[int, list[int]] = {}
        at = self.at
        for number, positions in places.items():
            del positions[MAX_POSITIONS:]
            for atom in vocabulary.sets[number]:
                have = at.get(atom)
                at[atom] = positions if have is None else sorted(have + positions)

    def characters(self, span: Span) -> tuple[int, int]:
        """Character offsets [start, end) of a span of words."""
        starts = self._starts
        if span[1] >= len(starts):
            words.extend_offsets(self.text, self.words, starts, span[1] + 1)
        return starts[span[0]], starts[span[1]] + len(self.words[span[1]])


class Document:
    """An article with its sections, and room for what clauses found in it (shared by all topics)."""

    __slots__ = ("article", "body", "counted_headline", "found", "headline", "lead_end", "present")

    def __init__(self, article: ArticleLike, vocabulary: Vocabulary) -> None:
        self.article = article
        self.headline = Section(article.headline, vocabulary)
        self.body = Section(article.article_body, vocabulary)
        # A headline made from the first sentence stands in the body already: only headline: looks at it.
        derived = article.headline_source == "first-sentence"
        self.counted_headline = Section("", vocabulary) if derived else self.headline
        spaceless = words.base_language(article.in_language) in words.SPACELESS_LANGUAGES
        self.lead_end = LEAD_CHARACTERS if spaceless else LEAD_WORDS
        self.present = self.headline.at.keys() | self.body.at.keys()
        self.found: dict[int, Found] = {}


def document_frequencies(documents: Sequence[Document]) -> Counter[int]:
    """In how many of `documents` each atom stands."""
    return Counter(atom for document in documents for atom in document.present)
