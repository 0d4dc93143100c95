"""How alike accounts are: by their words, their days, the countries and names that they tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mediawatch.cluster.marks import first_name
from mediawatch.cluster.records import Member
from mediawatch.cluster.similarity.linkage import Floats
from mediawatch.words import day_names

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

_Rows: TypeAlias = "slice | NDArray[np.int64]"


class Compared(NamedTuple):
    """What is compared of articles, a row each. `forms` is None where no two were made from one form."""

    vectors: sparse.csr_matrix
    when: _When
    names: _Names
    forms: _Forms | None

    @classmethod
    def of(cls, articles: Sequence[Member], vectors: sparse.csr_matrix) -> Compared:
        return cls(vectors, _When.of(articles), _Names.of(articles), _Forms.of(articles))

    def part(self, rows: _Rows) -> Compared:
        forms = None if self.forms is None else self.forms.part(rows)
        return Compared(self.vectors[rows], self.when.part(rows), self.names.part(rows), forms)


def similarity(a: Compared, b: Compared) -> Floats:
    """Shape (a, b): cosine of the vectors, times a Gaussian of the days between the two. Both are parts of one.

    Of two dates of publication, or of two days on which undated articles were seen; where one article is
    dated and the other not, nothing is known of the time between them and nothing is taken off.
    """
    alike = np.empty((a.vectors.shape[0], b.vectors.shape[0]), np.float32)
    turned = b.vectors.T.tocsr()
    for start in range(0, len(alike), _ROWS):
        some = slice(start, start + _ROWS)
        alike[some] = _alike(a.part(some), b, turned)
    return alike


def among(articles: Compared) -> Floats:
    """Shape (articles, articles): `similarity` of each to each, symmetric to the last bit."""
    number = articles.vectors.shape[0]
    alike = np.empty((number, number), np.float32)
    turned = articles.vectors.T.tocsr()
    for start in range(0, number, _ROWS):
        some, on = slice(start, start + _ROWS), slice(start, None)
        part = _alike(articles.part(some), articles.part(on), turned[:, on])
        alike[on, some] = part.T
        alike[some, on] = part
        alike[some, some] = np.maximum(part[:, :_ROWS], part[:, :_ROWS].T)
    return alike


def fading(a: Sequence[Member], b: Sequence[Member], sizes: NDArray[np.int64]) -> Floats:
    """Shape (a, stories): what the time between leaves at most of the similarity of an article of `a` to those of a
    story. Those of each story stand together in `b`, so many as `sizes` says."""
    left = np.ones((len(a), len(sizes)), np.float32)
    if not len(sizes):
        return left
    starts = np.cumsum(sizes) - sizes
    when_a, when_b = _When.of(a), _When.of(b)
    first, last = np.minimum.reduceat(when_b.days, starts), np.maximum.reduceat(when_b.days, starts)
    dated = np.add.reduceat(when_b.dated.astype(np.int64), starts)
    for known, all_so, deviation in ((True, dated == sizes, DAYS), (False, dated == 0, SEEN_DAYS)):
        here, there = np.flatnonzero(when_a.dated == known), np.flatnonzero(all_so)
        days = when_a.days[here][:, None]
        apart = np.maximum(first[there][None, :] - days, days - last[there][None, :]).astype(np.float32)
        np.maximum(apart, 0, out=apart)
        apart /= np.float32(deviation)
        left[np.ix_(here, there)] = _left(apart)
    return left


def cosines_with_means(rows: sparse.csr_matrix, columns: sparse.csr_matrix, sizes: NDArray[np.int64]) -> Floats:
    """Shape (rows, stories): the means of the cosines with each story's articles, which stand together in `columns`."""
    ends = np.append(0, np.cumsum(sizes))
    share = np.repeat(1 / np.maximum(sizes, 1), sizes).astype(np.float32)
    mean = sparse.csr_matrix((share, np.arange(len(share)), ends), shape=(len(sizes), len(share)))
    cosines: Floats = (rows @ (mean @ columns).T.tocsr()).toarray()
    return cosines


def _alike(a: Compared, b: Compared, turned: sparse.csr_matrix) -> Floats:
    """Shape (a, b); `turned` are the vectors of b, transposed."""
    alike = _faded((a.vectors @ turned).toarray(), a.when, b.when)
    alike[_elsewhere(a.names, b.names)] *= np.float32(ELSEWHERE)
    if a.forms is not None and b.forms is not None:
        alike[_other_reports(a.forms, b.forms)] = 0.0
    return alike


class _When(NamedTuple):
    """Of articles: the day that each counts for, and whether that is its date of publication."""

    days: NDArray[np.float64]
    dated: NDArray[np.bool_]

    @classmethod
    def of(cls, articles: Sequence[Member]) -> _When:
        days = np.array([article.coverage_at.timestamp() / 86400 for article in articles], np.float64)
        return cls(days, np.array([article.dated for article in articles], bool))

    def part(self, some: _Rows) -> _When:
        return _When(self.days[some], self.dated[some])


def _faded(alike: Floats, a: _When, b: _When) -> Floats:
    """`alike` (a, b), which it uses up, less what the time between the articles takes off."""
    for dated, deviation in ((True, DAYS), (False, SEEN_DAYS)):
        here, there = np.flatnonzero(a.dated == dated), np.flatnonzero(b.dated == dated)
        first = min(a.days[here].min(initial=np.inf), b.days[there].min(initial=np.inf))
        when_a, when_b = (((days - first) / deviation).astype(np.float32) for days in (a.days[here], b.days[there]))
        if not when_a.any() and not when_b.any():  # all on one day, or none
            continue
        alike[np.ix_(here, there)] *= _left(when_a[:, None] - when_b[None, :])
    return alike


def _left(apart: Floats) -> Floats:
    """What so many standard deviations leave of a similarity; uses up `apart`."""
    apart *= apart
    apart *= np.float32(-0.5)
    return np.exp(apart, out=apart)


class _Names(NamedTuple):
    """Of articles, shape (articles, names): the countries that each tells and its other names, both of which all have;
    those that its headline tells, and all of its words that may be names. Which articles tell a few names."""

    countries: sparse.csr_matrix
    others: sparse.csr_matrix
    headed: sparse.csr_matrix
    words: sparse.csr_matrix
    few: NDArray[np.bool_]

    @classmethod
    def of(cls, articles: Sequence[Member]) -> _Names:
        """One column for all names that begin with the same letters."""
        told = [article.names for article in articles]
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
        return cls(table(kinds == 0), table(is_other), headed, table(kinds > 0), few & (np.diff(headed.indptr) > 0))

    def part(self, some: _Rows) -> _Names:
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
    def of(cls, articles: Sequence[Member]) -> _Forms | None:
        times = Counter(article.form for article in articles)
        several = {form for form, number in times.items() if form and number > 1}
        if not several:
            return None
        places = {form: place for place, form in enumerate(sorted(several))}
        told = [
            [word for word in article.profile if not _is_value(word)] if article.form in several else []
            for article in articles
        ]
        columns: dict[str, int] = {}
        indices = [columns.setdefault(word, len(columns)) for words in told for word in words]
        numbers = np.array([len(words) for words in told], np.int64)
        ends = np.concatenate(([0], np.cumsum(numbers)))
        table = sparse.csr_matrix(
            (np.ones(len(indices), np.float32), np.array(indices, np.int32), ends),
            shape=(len(articles), max(1, len(columns))),
        )
        return cls(np.array([places.get(article.form, -1) for article in articles], np.int64), table, numbers)

    def part(self, some: _Rows) -> _Forms:
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
