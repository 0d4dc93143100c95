"""An article as the evaluator reads it: which words of the topics' queries stand where."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain, compress

from mediawatch.model import Medium
from mediawatch.tag.article_like import ArticleLike
from mediawatch.tag.language import words
from mediawatch.tag.language.everyday_words import EVERYDAY_WORDS
from mediawatch.tag.language.lexicon import ACRONYM, EXACT, MAX_KEPT, MAX_KNOWN, SHORT, lexicon
from mediawatch.tag.language.query_words import keys_asked
from mediawatch.tag.language.sentence_ends import paragraph_ends, sentence_ends
from mediawatch.tag.match.positions import Found, Span
from mediawatch.tag.match.wildcards import WildcardTable
from mediawatch.tag.query.tree import Atom, Unit

LEAD_WORDS = 80
LEAD_CHARACTERS = 160
"""The lead: headline + first 80 words give P .92 / R .88 on the development topics, the whole body P .83 / R .95. Where
a character counts as a word (Chinese, Japanese, Thai ...) it is twice as long: their words have about two."""

MAX_POSITIONS = 10_000
"""Places of one written word in a section that are looked at; 1 MB of English has as many of `the`. It bounds what a
text that repeats one word can cost."""


class Vocabulary(dict[str, tuple[int, ...]]):
    """Piece of a text -> for each of its words the number of the set of query atoms that it satisfies in one language
    (`sets`; 0: none).

    Each distinct piece and word is analysed once; by Zipf's law a lookup is all that most pieces of an article cost.
    """

    def __init__(self, atoms: Iterable[tuple[Atom, int]], language: str) -> None:
        super().__init__()
        self.language = words.base_language(language)
        self._lexicon = lexicon(self.language)
        self._number = lru_cache(maxsize=MAX_KNOWN)(self._analyse)
        self._atoms_of: dict[str, list[int]] = {}  # by key of a word
        self._wildcards = WildcardTable()
        self.doubtful: set[int] = set()  # acronyms that are a word in small letters
        self._forms: dict[int, str] = {}  # atoms that ask for capitals or a possessive too
        self.sets: list[tuple[int, ...]] = [()]
        self._number_of: dict[tuple[int, ...], int] = {(): 0}
        self._shared: dict[tuple[int, ...], tuple[int, ...]] = {}  # one object for equal values: they stay in the cache
        for atom, number in atoms:
            match atom.kind:
                case "word":
                    keys = keys_asked(atom.written, language)
                case "short":
                    keys = (*keys_asked(atom.written, language), SHORT + atom.text)
                case "exact":
                    keys = (EXACT + atom.text,)
                    if atom.written:
                        self._forms[number] = atom.written
                case "acronym":
                    keys = (ACRONYM + atom.text,)
                    if atom.written:
                        keys += words.country_stem(atom.text, language)
                        if atom.written in EVERYDAY_WORDS.get(self.language, ()):
                            self.doubtful.add(number)
                case "wildcard":
                    self._wildcards.add(atom.text, number)
                    continue
            for key in keys:
                self._atoms_of.setdefault(key, []).append(number)

    def __missing__(self, piece: str) -> tuple[int, ...]:
        if len(piece) > MAX_KEPT:
            return tuple(
                self._number(word) if len(word) <= MAX_KEPT else self._analyse(word) for word in words.split(piece)
            )
        numbers = tuple(map(self._number, words.split(piece)))
        if len(self) >= MAX_KNOWN:
            self.clear()
            self._shared.clear()
        self[piece] = numbers = self._shared.setdefault(numbers, numbers)
        return numbers

    def _analyse(self, word: str) -> int:
        """The number of the set of atoms that the written `word` satisfies."""
        keys = self._lexicon[word]
        if self._atoms_of.keys().isdisjoint(keys) and not self._wildcards:
            return 0  # nearly all words
        found = {atom for key in keys for atom in self._atoms_of.get(key, ())}
        found.update(self._wildcards.matching(keys[0].removeprefix(EXACT)))
        if self._forms and not self._forms.keys().isdisjoint(found):
            found = {atom for atom in found if atom not in self._forms or words.has_form(word, self._forms[atom])}
        atoms = tuple(sorted(found))
        number = self._number_of.get(atoms)
        if number is None:
            self._number_of[atoms] = number = len(self.sets)
            self.sets.append(atoms)
        return number


class Section:
    """Headline or body: the positions of each query atom in it (`at`), and where in the text a word stands."""

    __slots__ = ("_ends", "_first_words", "_language", "_lengths", "_numbers", "_pieces", "_spans", "at", "text")

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text = text
        self._pieces = words.pieces(text)
        self._numbers = list(map(vocabulary.__getitem__, self._pieces))
        sets = list(chain.from_iterable(self._numbers))
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
        self._spans: dict[int, list[tuple[int, int]]] = {}
        self._ends: dict[Unit, list[int]] = {}
        self._language = vocabulary.language
        for atom in vocabulary.doubtful & at.keys() if vocabulary.doubtful else ():
            at[atom] = [position for position in at[atom] if not self._in_capitals(position)]
            if not at[atom]:
                del at[atom]

    def _in_capitals(self, position: int) -> bool:
        """Whether word number `position` stands in a sentence of three words or more that is all in capitals: there
        WHO may be a word as well. With points (U.S.) it is none."""
        start, end = self.characters((position, position))
        if "." in self.text[start:end]:
            return False
        first = max(self.text.rfind(sign, 0, start) for sign in ".!?\n") + 1
        last = min((at for sign in ".!?\n" if (at := self.text.find(sign, end)) >= 0), default=len(self.text))
        sentence = self.text[first:last]
        return sentence.isupper() and len(sentence.split()) >= 3

    def unit_of(self, position: int, unit: Unit) -> int:
        """The number of the sentence or the paragraph in which word number `position` stands."""
        ends = self._ends.get(unit)
        if ends is None:
            ends = sentence_ends(self.text, self._language) if unit == "sentence" else paragraph_ends(self.text)
            self._ends[unit] = ends
        return bisect_right(ends, self.characters((position, position))[0])

    def characters(self, span: Span) -> tuple[int, int]:
        """Character offsets [start, end) of a span of words."""
        start, end = self._word(span[0])
        return start, end if span[0] == span[1] else self._word(span[1])[1]

    def _word(self, number: int) -> tuple[int, int]:
        """Character offsets of a word."""
        if not self._spans:
            self._first_words = list(accumulate(map(len, self._numbers), initial=0))
            self._lengths = list(accumulate(map(len, self._pieces), initial=0))
        place = bisect_right(self._first_words, number) - 1
        spans = self._spans.get(place)
        if spans is None:
            self._spans[place] = spans = words.spans(self._pieces[place])
        start, end = spans[number - self._first_words[place]]
        offset = self._lengths[place] + place  # one character parts a piece from the next
        return offset + start, offset + end


class Document:
    """An article with its sections, and room for what clauses found in it (shared by all topics)."""

    __slots__ = ("article", "body", "counted_headline", "found", "headline", "lead_end", "medium", "present")

    def __init__(self, article: ArticleLike, vocabulary: Vocabulary, media: Mapping[str, Medium]) -> None:
        self.article = article
        self.medium = media.get(article.source_id or "")
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
