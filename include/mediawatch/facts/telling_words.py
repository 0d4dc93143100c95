"""Which words matter: what a word is compared by, and what it may be among the values of a sentence.

What a word is in its language is found once and kept, so that a sentence costs a look-up for each of its words, and
next to nothing where none of them tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cache, partial
from typing import Literal

from babel import Locale, UnknownLocaleError

from mediawatch.clean.dates import months
from mediawatch.clean.dates.weekdays import weekdays
from mediawatch.facts.fact_records import JALALI
from mediawatch.facts.measures import unit_names
from mediawatch.facts.number_words import LEAST_SPELT, number_word
from mediawatch.facts.word_tokens import NO_ROLE, Kind, Role, Token, has_digit, kind_of, phrase, small, tokens, words_of
from mediawatch.facts.words import fact_words
from mediawatch.facts.words.fact_words import LISTS
from mediawatch.facts.words.word_keys import Known, common
from mediawatch.words import is_small

DAY_LISTS = ("elsewhen", "later_this_year", "this_year", "last_year", "next_year")
"""Lists of phrases that say when; the first that has one wins. Those of the first name a day by another one, which
makes no day."""

UNSPACED = frozenset({"zh", "ja", "yue", "wuu", "th", "lo", "km", "my"})
"""Languages that do not part their words by blanks."""

PARTS_OF_DAYS = {
    "de": ("morgen", "vormittag", "mittag", "nachmittag", "abend", "nacht", "früh"),
    "nl": ("ochtend", "morgen", "middag", "avond", "nacht"),
    "sv": (
        "morgon",
        "morgonen",
        "förmiddag",
        "förmiddagen",
        "eftermiddag",
        "eftermiddagen",
        "kväll",
        "kvällen",
        "natt",
        "natten",
        "s",
    ),
    "da": ("morgen", "aften", "nat"),
    "nb": ("morgen", "kveld", "natt"),
}
"""Language -> what it writes together with the name of a weekday: Montagabend, måndagskvällen, i fredags."""

MANY_LISTS = ("many_dozens", "many_hundreds", "many_thousands", "many_ten_thousands", "many_hundred_thousands")
"""Lists of words for numbers that are not exact."""

CAPITAL_MONTHS = frozenset({"en", "de"})
"""Languages that write months and weekdays with a capital: `may` and `march` are words besides."""

LEAST_RARE = 3
"""Letters of a word that is rare."""

LONGEST_PHRASE = 8
"""Words of the longest phrase that says when."""


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
    listed |= {*map("".join, fact_words.told_hours(language))}
    listed |= {word for said in fact_words.meanings(language).values() for word in said}
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


def may_tell_hour(sentence: str, language: str) -> bool:
    """Whether a word stands in a sentence that may end an hour in words."""
    return any(map(_ending_hours(language).__getitem__, words_of(sentence)))


@cache
def _ending_hours(language: str) -> Known[bool]:
    """Whether a word, as it is written, may end an hour in words."""
    role = roles(language)
    return Known(lambda word: fact_words.TOLD_HOUR in role[small(word)].ends)


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
    return Known(lambda word: _tells(role[small(word)], word, capital=capital))


def _tells(role: Role, word: str, *, capital: bool) -> bool:
    if role is NO_ROLE:
        return False
    named = role.names_day and not (capital and is_small(word[0]))
    return (
        named
        or role.in_day
        or (role.number is not None and (role.number.value >= LEAST_SPELT or role.number.value % 1 > 0))
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
        names_day=month is not None or weekday_of(word, language) is not None,
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
    is_told = in_day or in_number or is_listed or not ends.isdisjoint(_HOURS)
    return role._replace(is_told=is_told)


_HOURS = (fact_words.MOMENT, fact_words.TOLD_HOUR)

_TOLD_LISTS = (
    "altogether", "place_after", "interim", "lost", "says", "rises", "numbered", "numbered_before", "built_of",
)  # fmt: skip
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
    lists[fact_words.TOLD_HOUR] = tuple(map(" ".join, fact_words.told_hours(language)))
    lists |= dict.fromkeys(fact_words.FRACTIONS, tuple(map(" ".join, fact_words.fractions(language))))
    return _Edges(lists, 0), _Edges(lists, -1)


_NO_PHRASES = frozenset({"common", "age", "opposite", "same", "years_ago", "days_ago", "weeks_ago", "town", "area"})
"""Lists that are not looked for among tokens as phrases."""


def weekday_of(word: str, language: str) -> int | None:
    """Number of the weekday that a word in small letters names, maybe with a part of it: 0 for Monday."""
    known = weekdays(language)
    if (number := known.get(word)) is not None or language not in PARTS_OF_DAYS:
        return number
    for part in PARTS_OF_DAYS[language]:
        if word.endswith(part):
            name = word.removesuffix(part)
            return known.get(name, known.get(name.removesuffix("s")))
    return None


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
    back = fact_words.days_back(language)
    return tuple(
        map(phrase, (*(s for said in back.values() for s in said), *(s for name in names for s in lists[name])))
    )


@cache
def _openings(language: str) -> frozenset[str]:
    """First words of the phrases that say when."""
    return frozenset(said[0] for said in _phrases_of_days(language, "any"))


@cache
def _openings_of_days_back(language: str) -> frozenset[str]:
    return frozenset(phrase(said)[0] for listed in fact_words.days_back(language).values() for said in listed)


@cache
def _rarest_words(language: str, which: Literal["any", "day"]) -> frozenset[str]:
    """A word of each phrase that says when: the longest that says something, which is the rarest as a rule; of `a week
    ago` that which is no unit."""
    idle, units = common(language), unit_names(language)
    back = {phrase(said) for listed in fact_words.days_back(language).values() for said in listed}

    def rareness(said: tuple[str, ...], word: str) -> tuple[bool, bool, bool, int]:
        is_unit = said in back and (word in units or len(word) < LEAST_RARE)
        return not word.endswith("*"), word not in idle, not is_unit, len(word)

    return frozenset(max(said, key=partial(rareness, said)) for said in _phrases_of_days(language, which))


@cache
def _rarest_of_fractions(language: str) -> frozenset[str]:
    """A word of each part of a whole: the longest of those that say most."""
    lists = fact_words.words(language)
    idle = common(language).union(word for name in _BETWEEN for said in lists[name] for word in phrase(said))
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
