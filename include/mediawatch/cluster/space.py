"""The vector space of one language: how telling each term is, and how alike two articles are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nsmallest
from itertools import chain
from math import log, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mediawatch.cluster.linkage import Floats
from mediawatch.cluster.marks import first_name
from mediawatch.cluster.records import Frequencies, Member, Profile, Signature, StoryIndex
from mediawatch.words import day_names

IDF_POWER = 1.5
UNSEEN_DOCUMENTS = 50  # a young warehouse weighs terms as if it had seen so many more articles, on other matters
SIGNATURE_TERMS = 16
SHARED_TERMS = 5
DAYS = 4.0  # standard deviation of the dates of an event's articles
ELSEWHERE = 0.1
"""What is left of the similarity of two accounts that name countries and none in common: two earthquakes of one week
are told in the same words. So it is where they share fewer names than ..."""

SAME_NAMES = 3
"""... these: one event may be told of India alone and of Pakistan alone. Both are measured in docs/decisions."""

FEW_NAMES = 10
"""Two accounts with no more names than these, nor a country in common, are as far apart where nothing that the headline
of one names stands in the other: the towns of two fires. Long accounts of one event share no name now and then, and
their rare words hold them together."""

NAME_LETTERS = 4
"""Letters by which two names are one here, so that `Graz` is in `Grazer`; enough where having none in common counts.
Two names of a place are one: Kyiv and Kiev."""

_KINDS = "@nwv"
"""What `marks.told` writes before a country, a name of the headline, another name, and a word that may be one."""

OTHER_WORDS = 3
"""Words, no figures and no days, that one of two reports of one form has alone: from so many on they tell of two
events, however alike they are. With fewer only figures differ, and what they tell of may be one event a day later."""

SEEN_DAYS = 14.0  # ... of the days on which articles without a date were seen
_ROWS = 256  # that are taken at a time, so that what is made on the way fits the processor's cache


class Space:
    """Weighs terms by how common they are in the rolling window and among the new articles together."""

    def __init__(self, language: str, index: StoryIndex, added: Frequencies) -> None:
        self._language, self._index, self._added = language, index, added
        self._idf: dict[str, float] = {}
        self._columns: dict[str, int] = {}
        self._names: list[str] = []
        self.learn(added.counts)

    def learn(self, terms: Iterable[str]) -> None:
        """Weighs those terms that it has not met before."""
        unknown = sorted(set(terms) - self._idf.keys())
        if not unknown:
            return
        window = self._index.frequencies(self._language, unknown)
        documents = window.documents + self._added.documents + UNSEEN_DOCUMENTS
        for term in unknown:
            held = window.counts.get(term, 0) + self._added.counts.get(term, 0)
            self._idf[term] = max(0.0, log((documents + 1) / (held + 0.5))) ** IDF_POWER
            self._columns[term] = len(self._names)
            self._names.append(term)

    def signature(self, profile: Profile) -> Signature:
        """The terms that weigh most in an article: one on the same event has some of them."""
        weights = [(-sqrt(count) * self._idf[term], term) for term, count in profile.items()]
        return {term: round(self._idf[term] * 1_000_000) for _, term in nsmallest(SIGNATURE_TERMS, weights)}

    def vectors(self, profiles: Sequence[Profile]) -> sparse.csr_matrix:
        """Shape (articles, terms), rows of length 1 (or 0 where no term tells anything). All terms must be learnt."""
        ends = np.cumsum([0, *map(len, profiles)])
        columns = np.fromiter(map(self._columns.__getitem__, chain.from_iterable(profiles)), np.int32, ends[-1])
        counts = np.fromiter(chain.from_iterable(p.values() for p in profiles), np.float32, ends[-1])
        values = np.sqrt(counts) * np.fromiter(self._idf.values(), np.float32, len(self._idf))[columns]
        squares = np.concatenate(([0.0], np.cumsum(values.astype(np.float64) ** 2)))
        norms = np.sqrt(squares[ends[1:]] - squares[ends[:-1]])
        values /= np.repeat(np.maximum(norms, 1e-9), np.diff(ends)).astype(np.float32)
        return sparse.csr_matrix((values, columns, ends), shape=(len(profiles), len(self._names)))

    def explain(self, table: sparse.csr_matrix, rows: Sequence[int]) -> tuple[list[float], list[tuple[str, ...]]]:
        """Of the articles in `rows` of `table`, which are one story: how close each is to all of them together, and
        the terms that make most of its similarity to the others, heaviest first."""
        parts = [slice(table.indptr[row], table.indptr[row + 1]) for row in rows]
        columns, place = np.unique(np.concatenate([table.indices[part] for part in parts]), return_inverse=True)
        values = np.concatenate([table.data[part] for part in parts])
        centre = np.bincount(place, values, len(columns))[place]
        products = values * centre
        shared = (values * (centre - values)).round(6)
        close, names = [], []
        start = 0
        for part in parts:
            own = slice(start, start := start + part.stop - part.start)
            close.append(float(products[own].sum()))
            first = np.lexsort((table.indices[part], -shared[own]))[:SHARED_TERMS]
            told = table.indices[part][first][shared[own][first] > 0]
            names.append(tuple(self._names[i] for i in told.tolist()))
        return close, names

    def in_common(self, row: sparse.csr_matrix, others: sparse.csr_matrix, limit: int) -> tuple[str, ...]:
        """The terms that make most of the similarity of one vector to several others, heaviest first."""
        shared = row.multiply(others.sum(axis=0)).tocoo()
        ranked = sorted(zip(-shared.data.round(6), (self._names[i] for i in shared.col.tolist()), strict=True))
        return tuple(name for weight, name in ranked[:limit] if weight < 0)


def similarity(
    a: Sequence[Member],
    b: Sequence[Member],
    rows: sparse.csr_matrix,
    columns: sparse.csr_matrix,
) -> Floats:
    """Shape (a, b): cosine of the vectors, times a Gaussian of the days between the two.

    Of two dates of publication, or of two days on which undated articles were seen; where one article is
    dated and the other not, nothing is known of the time between them and nothing is taken off.
    """
    alike = np.empty((len(a), len(b)), np.float32)
    turned, when_a, when_b = columns.T.tocsr(), _When.of(a), _When.of(b)
    names_a, names_b = _Names.of_both(a, b)
    forms = _Forms.of_both(a, b)
    for start in range(0, len(a), _ROWS):
        some = slice(start, start + _ROWS)
        alike[some] = _faded((rows[some] @ turned).toarray(), when_a.part(some), when_b)
        alike[some][_elsewhere(names_a.part(some), names_b)] *= np.float32(ELSEWHERE)
        if forms is not None:
            alike[some][_other_reports(forms[0].part(some), forms[1])] = 0.0
    return alike


def among(articles: Sequence[Member], table: sparse.csr_matrix) -> Floats:
    """Shape (articles, articles): `similarity` of each to each, symmetric to the last bit."""
    alike = np.empty((len(articles), len(articles)), np.float32)
    turned, when = table.T.tocsr(), _When.of(articles)
    names, _ = _Names.of_both(articles, ())
    forms = _Forms.of_both(articles, ())
    for start in range(0, len(articles), _ROWS):
        some, on = slice(start, start + _ROWS), slice(start, None)
        part = _faded((table[some] @ turned[:, on]).toarray(), when.part(some), when.part(on))
        part[_elsewhere(names.part(some), names.part(on))] *= np.float32(ELSEWHERE)
        if forms is not None:
            part[_other_reports(forms[0].part(some), forms[0].part(on))] = 0.0
        alike[on, some] = part.T
        alike[some, on] = part
        alike[some, some] = np.maximum(part[:, :_ROWS], part[:, :_ROWS].T)
    return alike


class _When(NamedTuple):
    """Of articles: the day that each counts for, and whether that is its date of publication."""

    days: NDArray[np.float64]
    dated: NDArray[np.bool_]

    @classmethod
    def of(cls, articles: Sequence[Member]) -> _When:
        days = np.array([article.coverage_at.timestamp() / 86400 for article in articles], np.float64)
        return cls(days, np.array([article.dated for article in articles], bool))

    def part(self, some: slice) -> _When:
        return _When(self.days[some], self.dated[some])


def _faded(alike: Floats, a: _When, b: _When) -> Floats:
    """`alike` (a, b), which it uses up, less what the time between the articles takes off."""
    for dated, deviation in ((True, DAYS), (False, SEEN_DAYS)):
        here, there = np.flatnonzero(a.dated == dated), np.flatnonzero(b.dated == dated)
        first = min(a.days[here].min(initial=np.inf), b.days[there].min(initial=np.inf))
        when_a, when_b = (((days - first) / deviation).astype(np.float32) for days in (a.days[here], b.days[there]))
        if not when_a.any() and not when_b.any():  # all on one day, or none
            continue
        apart = when_a[:, None] - when_b[None, :]
        apart *= apart
        apart *= np.float32(-0.5)
        np.exp(apart, out=apart)
        alike[np.ix_(here, there)] *= apart
    return alike


class _Names(NamedTuple):
    """Of articles, shape (articles, names): the countries that each tells and its other names, both of which all have;
    those that its headline tells, and all of its words that may be names. Which articles tell a few names."""

    countries: sparse.csr_matrix
    others: sparse.csr_matrix
    headed: sparse.csr_matrix
    words: sparse.csr_matrix
    few: NDArray[np.bool_]

    @classmethod
    def of_both(cls, a: Sequence[Member], b: Sequence[Member]) -> tuple[_Names, _Names]:
        """Those of `a` and of `b`, with the same columns: one for all names that begin with the same letters."""
        told = [article.names for article in chain(a, b)]
        names = {name: place for place, name in enumerate(dict.fromkeys(chain.from_iterable(told)))}
        rows = np.repeat(np.arange(len(told)), [len(each) for each in told])
        found = np.fromiter(map(names.__getitem__, chain.from_iterable(told)), np.int32, len(rows))
        columns: dict[str, int] = {}
        names_of = (name if name[0] == "@" else first_name(name[2:]) for name in names)
        column = [columns.setdefault(name[:NAME_LETTERS], len(columns)) for name in names_of]
        columns_found = np.array(column, np.int32)[found]
        kinds = np.array([_KINDS.index(name[0]) for name in names], np.int8)[found]

        def table(some: NDArray[np.bool_]) -> sparse.csr_matrix:
            place = rows[some], columns_found[some]
            made = sparse.csr_matrix(
                (np.ones(len(place[0]), np.float32), place), shape=(len(told), max(1, len(columns)))
            )
            made.data[:] = 1  # where two of an article's names begin alike
            return made

        headed, is_other = table(kinds == 1), (kinds == 1) | (kinds == 2)
        few = np.bincount(rows[is_other], minlength=len(told)) <= FEW_NAMES
        whole = cls(table(kinds == 0), table(is_other), headed, table(kinds > 0), few & (np.diff(headed.indptr) > 0))
        return whole.part(slice(0, len(a))), whole.part(slice(len(a), None))

    def part(self, some: slice) -> _Names:
        return _Names(*(each[some] for each in self))


def _elsewhere(a: _Names, b: _Names) -> NDArray[np.bool_]:
    """Shape (a, b): whether two accounts have no country in common and name different ones, with fewer than SAME_NAMES
    other names in common, or tell few names, of which none that heads one of them stands in the other."""
    no_country: NDArray[np.bool_] = (a.countries @ b.countries.T).toarray() == 0
    if not no_country.any():
        return no_country
    shared = (a.others @ b.others.T).toarray()
    countries = np.diff(a.countries.indptr)[:, None].astype(bool) & np.diff(b.countries.indptr)[None, :].astype(bool)
    apart: NDArray[np.bool_] = countries & (shared < SAME_NAMES)
    one, other = np.flatnonzero(a.few), np.flatnonzero(b.few)
    if len(one) and len(other):
        stands = a.headed[one] @ b.words[other].T + a.words[one] @ b.headed[other].T
        apart[np.ix_(one, other)] |= stands.toarray() == 0
    return apart & no_country


class _Forms(NamedTuple):
    """Of articles: the form that each was made from, -1 for none; the words of those that were made from one, shape
    (articles, words), and how many."""

    form: NDArray[np.int64]
    words: sparse.csr_matrix
    numbers: NDArray[np.int64]

    @classmethod
    def of_both(cls, a: Sequence[Member], b: Sequence[Member]) -> tuple[_Forms, _Forms] | None:
        """Those of `a` and of `b`; None where no two were made from one form."""
        everyone = [*a, *b]
        several = {form for form, times in Counter(article.form for article in everyone).items() if form and times > 1}
        if not several:
            return None
        places = {form: place for place, form in enumerate(sorted(several))}
        told = [
            [word for word in article.profile if not _is_value(word)] if article.form in several else []
            for article in everyone
        ]
        columns: dict[str, int] = {}
        indices = [columns.setdefault(word, len(columns)) for words in told for word in words]
        numbers = np.array([len(words) for words in told], np.int64)
        ends = np.concatenate(([0], np.cumsum(numbers)))
        table = sparse.csr_matrix(
            (np.ones(len(indices), np.float32), np.array(indices, np.int32), ends),
            shape=(len(everyone), max(1, len(columns))),
        )
        whole = cls(np.array([places.get(article.form, -1) for article in everyone], np.int64), table, numbers)
        return whole.part(slice(0, len(a))), whole.part(slice(len(a), None))

    def part(self, some: slice) -> _Forms:
        return _Forms(self.form[some], self.words[some], self.numbers[some])


def _other_reports(a: _Forms, b: _Forms) -> NDArray[np.bool_]:
    """Shape (a, b): whether both were made from one form, and differ by OTHER_WORDS or more."""
    alike: NDArray[np.bool_] = (a.form[:, None] == b.form[None, :]) & (a.form >= 0)[:, None]
    if alike.any():
        apart = a.numbers[:, None] + b.numbers[None, :] - 2 * (a.words @ b.words.T).toarray()
        alike &= apart >= OTHER_WORDS
    return alike


def _is_value(word: str) -> bool:
    return any(map(str.isdigit, word)) or word in day_names()
