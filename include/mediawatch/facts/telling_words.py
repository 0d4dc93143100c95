"""Which words matter: what a word is compared by, and what it may be among the values of a sentence.

What a word is in its language is found once and kept, so that a sentence costs a look-up for each of its words, and
next to nothing where none of them tells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import cache, partial
from typing import Literal, TypeVar

from babel import Locale, UnknownLocaleError

from mediawatch.clean.dates import months
from mediawatch.clean.dates.weekdays import weekdays
from mediawatch.cluster.terms import terms
from mediawatch.facts.fact_records import JALALI
from mediawatch.facts.measures import unit_names
from mediawatch.facts.number_words import LEAST_SPELT, number_word
from mediawatch.facts.word_tokens import NO_ROLE, Kind, Role, Token, has_digit, kind_of, phrase, tokens, words_of
from mediawatch.facts.words import fact_words
from mediawatch.facts.words.fact_words import LISTS
from mediawatch.tag.language.words import stems
from mediawatch.words import keyed

DAY_LISTS = ("elsewhen", "later_this_year", "this_year", "last_year", "next_year")
"""Lists of phrases that say when; the first that has one wins. Those of the first name a day by another one, which
makes no day."""

UNSPACED = frozenset({"zh", "ja", "yue", "wuu", "th", "lo", "km", "my"})
"""Languages that do not part their words by blanks."""

WITHOUT_STEMS = frozenset({"be", "bg", "bs", "cs", "et", "hr", "lt", "lv", "mk", "pl", "sk", "sl", "sr", "sq", "uk"})
"""Languages whose words have many endings, and for which there is no stemmer: STEM_LETTERS of a word count."""

STEM_LETTERS = 5

LEAST_LETTERS = 4

BEGINNINGS = {**dict.fromkeys(WITHOUT_STEMS, STEM_LETTERS), "ko": 2, "he": 4}
"""Language -> letters of its words that count."""

PREFIXES = {"he": "הבלמושכ"}
"""Letters that a language writes together with the next word: in, to, from, and, that."""

LEAST_PREFIXED = 4
"""Letters of a word of which the first may be such a one."""

MANY_LISTS = ("many_dozens", "many_hundreds", "many_thousands")
"""Lists of words for numbers that are not exact."""

CAPITAL_MONTHS = frozenset({"en", "de"})
"""Languages that write months and weekdays with a capital: `may` and `march` are words besides."""

LONGEST_PHRASE = 8
"""Words of the longest phrase that says when."""

_KEPT = 50_000
"""Words of a language that are kept with what they are; those of a day of news."""


Found = TypeVar("Found")


@cache
def word_keys(language: str) -> Known[str | None]:
    """What each word, as it is written, is compared by: its stem; None for words that say nothing."""
    return Known(partial(_word_key, language))


@cache
def named_keys(language: str) -> Known[tuple[str, bool] | None]:
    """The same with whether the word, as it is written, may be a name: it begins with a capital."""
    keys = word_keys(language)
    return Known(lambda word: None if (key := keys[word]) is None else (key, word[0].isupper()))


def _word_key(language: str, word: str) -> str | None:
    lower = word.lower()
    if lower in _common(language) or not terms(word, language):
        return None
    key = stems(word, language)[0]
    if language in BEGINNINGS:
        if len(key) >= LEAST_PREFIXED and key[0] in PREFIXES.get(language, ""):
            key = key[1:]
        key = key[: _letters(key, BEGINNINGS[language])]
    return _of_same(lower, key, language) or key


def _letters(key: str, most: int) -> int:
    """How many letters of a word count: of one that is short the last is an ending (rzeka, rzeki)."""
    return most if len(key) > most or most != STEM_LETTERS else max(LEAST_LETTERS, len(key) - 1)


def _of_same(word: str, stem: str, language: str) -> str | None:
    """The key of all words that say the same as `word`, which is no word; None where none is listed."""
    exact, beginnings = _same(language)
    if (key := exact.get(stem)) is not None:
        return key
    return next((key for begins, key in beginnings if word.startswith(begins)), None)


@cache
def _same(language: str) -> tuple[Mapping[str, str], tuple[tuple[str, str], ...]]:
    exact: dict[str, str] = {}
    beginnings: list[tuple[str, str]] = []
    for group in fact_words.words(language)["same"]:
        said = group.split()
        key = f"={said[0].rstrip('*')}"
        for word in said:
            if word.endswith("*"):
                beginnings.append((word[:-1], key))
            else:
                exact.setdefault(stems(word, language)[0], key)
    return exact, tuple(sorted(beginnings, key=lambda one: -len(one[0])))


@cache
def subgroup_of(language: str) -> Known[str]:
    """The kind of people of each word, in small letters, that names a group of which others are counted apart; empty
    for other words."""
    exact, beginnings = {}, []
    for word, kind in fact_words.subgroups(language).items():
        if word.endswith("*"):
            beginnings.append((word[:-1], kind))
        else:
            exact[word] = kind
    return Known(lambda word: exact.get(word) or next((kind for part, kind in beginnings if word.startswith(part)), ""))


@cache
def opposites() -> Mapping[str, frozenset[str]]:
    """Key of each word that has opposites -> their keys, those of all languages: men -> women, boys, girls."""
    found: dict[str, frozenset[str]] = {}
    for language in fact_words.languages():
        known = word_keys(language)
        for group in fact_words.opposites(language):
            keys = frozenset(known[word] or word for word in group)
            for key in keys:
                found[key] = found.get(key, frozenset()) | (keys - {key})
    return found


@cache
def _common(language: str) -> frozenset[str]:
    return frozenset(fact_words.words(language)["common"])


class Known(dict[str, Found]):
    """What was found for each word, found once; all is forgotten where there are too many words."""

    def __init__(self, find: Callable[[str], Found]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, word: str) -> Found:
        if len(self) >= _KEPT:
            self.clear()
        found = self[word] = self._find(word)
        return found


def read(text: str, start: int, end: int, language: str) -> list[Token]:
    """The tokens of a sentence with their roles. Where words are not parted by blanks, each phrase of the lists is a
    token, and each other character."""
    found = tokens(text, start, end, _kinds(language))
    if language == "ko":
        return list(_without_glue(found, _kinds(language)))
    if language not in UNSPACED:
        return found
    return [part for token in found for part in (_parted(token, language) if token.is_word else (token,))]


_GLUED_SCALES = "백천만억조"


def _without_glue(found: Iterable[Token], kinds: Mapping[str, Kind]) -> Iterator[Token]:
    """Korean tokens; what multiplies a number and stands glued between it and what it counts (15만원) is one of its
    own."""
    behind = -1
    for token in found:
        if token.start == behind and token.text[0] in _GLUED_SCALES and len(token.text) > 1:
            for said, start in ((token.text[:1], token.start), (token.text[1:], token.start + 1)):
                lower, is_number, is_word, role = kinds[said]
                yield Token(said, lower, start, start + len(said), is_number, is_word, role)
        else:
            yield token
        behind = token.end if token.is_number else -1


def _parted(token: Token, language: str) -> Iterator[Token]:
    role = roles(language)
    for match in _parts(language).finditer(token.text):
        said = match.group()
        yield Token(said, said, token.start + match.start(), token.start + match.end(), False, True, role[said])


@cache
def _parts(language: str) -> re.Pattern[str]:
    lists = fact_words.words(language)
    listed = {*(said for name in LISTS for said in lists[name] if "{" not in said), *fact_words.scales(language)}
    listed |= {*fact_words.round_numbers(language), *map("".join, fact_words.fractions(language))}
    listed |= {*map("".join, fact_words.moments(language)), *fact_words.subgroups(language)}
    listed |= {name for name in unit_names(language) if not name.isascii()}
    listed |= {"".join(said) for said in _phrases_of_days(language, "any")} | _names_of_days(language)
    longest_first = sorted((said for said in listed if len(said) > 1), key=lambda said: (-len(said), said))
    return re.compile("|".join([*map(re.escape, longest_first), r"[A-Za-z\u00c0-\u024f]+", "."]), re.DOTALL)


def _names_of_days(language: str) -> frozenset[str]:
    """Names of months and weekdays (CLDR)."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return frozenset()
    named = [*locale.months["format"]["wide"].values(), *locale.months["format"]["abbreviated"].values()]
    named += [*weekdays(language), *locale.days["format"]["wide"].values()]
    return frozenset(name for name in named if not name[0].isdecimal())


def may_tell(sentence: str, language: str) -> bool:
    """Whether a value may stand in a sentence: a digit, or a word that tells."""
    return language in UNSPACED or has_digit(sentence) or any(map(_telling(language).__getitem__, words_of(sentence)))


@cache
def roles(language: str) -> Known[Role]:
    """The role of each word in small letters, or mark."""
    return Known(partial(_role, language))


@cache
def _kinds(language: str) -> Known[Kind]:
    """What each token is, by how it is written."""
    return Known(partial(kind_of, roles=roles(language)))


@cache
def _telling(language: str) -> Known[bool]:
    """Whether a word, as it is written, tells of a value."""
    role = roles(language)
    capital = language in CAPITAL_MONTHS
    return Known(lambda word: _tells(role[word.lower().replace("’", "'")], word, capital=capital))


def _tells(role: Role, word: str, *, capital: bool) -> bool:
    if role is NO_ROLE:
        return False
    named = role.names_day and not (capital and word[0].islower())
    return (
        named
        or role.in_day
        or (role.number is not None and role.number.value >= LEAST_SPELT)
        or role.is_many
        or role.is_round
        or role.in_fraction
    )


def _role(language: str, word: str) -> Role:
    word = word.removesuffix("'s")  # Friday's
    begins, ends = (edges.lists_of(word) for edges in _edges(language))
    month = _known_month(word, language)
    role = Role(
        begins=begins,
        ends=ends,
        classes=tuple(name for name in fact_words.CLASSES if name in begins) if begins else (),
        names_day=month is not None or word in weekdays(language),
        month=month,
        opens_phrase=word in _openings(language),
        day_lists=tuple(name for name in DAY_LISTS if name in begins),
        opens_days_back=word in _openings_of_days_back(language),
        in_phrase=word in _rarest_words(language, "any"),
        in_day=word in _rarest_words(language, "day"),
        number=number_word(word, language),
        is_many=not begins.isdisjoint(MANY_LISTS),
        is_round=word in fact_words.round_numbers(language),
        order=next((number for number, name in enumerate(("first", "second"), 1) if name in begins), 0),
        in_fraction=word in _rarest_of_fractions(language),
    )
    if role == NO_ROLE:
        return NO_ROLE
    in_day = role.names_day or role.opens_phrase or role.in_phrase
    in_number = role.number is not None or role.is_many or role.is_round or role.in_fraction
    is_listed = bool(role.classes) or role.order > 0 or not begins.isdisjoint(_TOLD_LISTS)
    is_told = in_day or in_number or is_listed or fact_words.MOMENT in ends
    return role._replace(is_told=is_told)


_TOLD_LISTS = ("altogether", "place_after", "interim", "lost", "says")
"""Lists whose phrases may stand anywhere in a sentence."""


class _Edges:
    """The first, or the last, words of all phrases of a language."""

    def __init__(self, lists: Mapping[str, Iterable[str]], place: int) -> None:
        exact: dict[str, set[str]] = {}
        beginnings: dict[str, set[str]] = {}
        for name, phrases in lists.items():
            for said in filter(None, map(phrase, phrases)):
                word = said[place]
                into = beginnings if word.endswith("*") else exact
                into.setdefault(word.rstrip("*"), set()).add(name)
        self._exact, self._beginnings = exact, beginnings
        self._any_beginning = tuple(beginnings)

    def lists_of(self, word: str) -> frozenset[str]:
        """Names of the lists with a phrase whose edge is the word."""
        found = self._exact.get(word, _NONE)
        if not word.startswith(self._any_beginning):
            return frozenset(found)
        return frozenset(found).union(*(names for part, names in self._beginnings.items() if word.startswith(part)))


_NONE: frozenset[str] = frozenset()


@cache
def _edges(language: str) -> tuple[_Edges, _Edges]:
    lists = {name: said for name, said in fact_words.words(language).items() if name not in _NO_PHRASES}
    lists[fact_words.MOMENT] = tuple(map(" ".join, fact_words.moments(language)))
    lists |= dict.fromkeys(fact_words.FRACTIONS, tuple(map(" ".join, fact_words.fractions(language))))
    return _Edges(lists, 0), _Edges(lists, -1)


_NO_PHRASES = frozenset({"common", "age", "opposite", "same", "years_ago"})
"""Lists that are not looked for among tokens as phrases."""


def _known_month(word: str, language: str) -> int | None:
    if word.isascii() and word[:2] not in months.beginnings(language):
        return None
    named = months.own_month(word, language)
    if named and named[0] == "jalali":
        return JALALI + named[1]
    return named[1] if named and named[0] == "gregorian" else None


@cache
def _phrases_of_days(language: str, which: Literal["any", "day"]) -> tuple[tuple[str, ...], ...]:
    """Those that say when: any, or those that make a day."""
    lists = fact_words.words(language)
    names = DAY_LISTS if which == "any" else DAY_LISTS[1:]
    back = keyed("days_back").get(language, {})
    return tuple(
        map(phrase, (*(s for said in back.values() for s in said), *(s for name in names for s in lists[name])))
    )


@cache
def _openings(language: str) -> frozenset[str]:
    """First words of the phrases that say when."""
    return frozenset(said[0] for said in _phrases_of_days(language, "any"))


@cache
def _openings_of_days_back(language: str) -> frozenset[str]:
    return frozenset(phrase(said)[0] for listed in keyed("days_back").get(language, {}).values() for said in listed)


@cache
def _rarest_words(language: str, which: Literal["any", "day"]) -> frozenset[str]:
    """A word of each phrase that says when: the longest that says something, which is the rarest as a rule."""
    common = _common(language)
    return frozenset(
        max(said, key=lambda word: (not word.endswith("*"), word not in common, len(word)))
        for said in _phrases_of_days(language, which)
    )


@cache
def _rarest_of_fractions(language: str) -> frozenset[str]:
    """A word of each part of a whole: the longest of those that say most."""
    lists = fact_words.words(language)
    idle = _common(language).union(word for name in _BETWEEN for said in lists[name] for word in phrase(said))
    return frozenset(
        max(said, key=lambda word: (_rank(word, idle, language), len(word), word))
        for said, percent in fact_words.fractions(language).items()
        if percent
    )


def _rank(word: str, idle: Set[str], language: str) -> int:
    """0 of words that say nothing, 1 of numbers, which are seldom a part of something, 2 of others."""
    if word in idle or len(word) == 1:
        return 0
    number = number_word(word, language)
    if number is None or number.is_ordinal or number.value < 1:
        return 2
    return int(number.value >= LEAST_SPELT)


_BETWEEN = ("of", "from", "thing_of", "in_so_many", "place_after", "whole_before")
