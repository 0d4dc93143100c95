"""The loader of the words: reads a file once in a process and checks its shape."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from mediawatch.facts.word_tokens import Phrases, phrase
from mediawatch.words import keyed

FOLDER = Path(__file__).parent

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # that of C is ten times as fast

ROLES = ("aboard", "joined", "watched")
"""What people may do at an event. Of a number beside one of these words and one of CLASSES the latter is told."""

CLASSES = ("dead", "injured", "missing", "arrested", "displaced", "infected", "rescued", *ROLES)
"""What may become of people, the most telling first: counts of one class are compared, whatever the nouns are."""

LISTS: Mapping[str, str] = MappingProxyType(
    {
        **{name: f"Words beside a number of people who are {name}; * stands for any ending" for name in CLASSES},
        "joined": "Words beside a number of people who took part",
        "watched": "Words beside a number of people who looked on",
        "lost": "Beside a result that is told of those who lost: their fewer points come first",
        "rises": "Before `to` and a number that something has reached: `wzrosła do pięciu` is no upper bound",
        "since": "Before a year up to which a text looks back: `the highest since 2022` is of this year",
        "spanning": "Beside the number of all those of a longer time: `since the war began`, `every year`",
        "years_ago": "How the years since something are told; {n} is their number",
        "days_ago": "The same of days",
        "weeks_ago": "The same of weeks",
        "same": "Words of which each says the same of a value: `jobs posts`; * stands for any ending",
        "toll": "Phrases among those of the dead for the number itself, which may stand far before it",
        "people": "Words for people of any kind: `28 people` may be `28 miners`, `28 soldiers` are not",
        "founded": "Beside a year in an aside, which is not that of the event: `the ferry, built in 1998,`",
        "votes": "Words in a sentence that tells the result of a vote",
        "result_to": "Between the two numbers of a result in words: `18 votes to 11`",
        "life": "Words among those of the dead that mean them only right beside a number: 26 lives",
        "no_people": "Behind a number: animals and things of which it is said, too, that they died: `40 cows`",
        "no_fate": "Phrases with a word of the dead or injured that speak of nobody: `the Dead Sea`, `death row`",
        "nobody": "Beside what became of people: of nobody of so many: `none of the 23 was hurt`",
        "of_whom": "Behind a number of some of those who were named before: `four of them died`",
        "one_joined": "Forms of `one` in a number that is written in one word: kaksikymmentäyksi",
        "and_joined": "Between tens and what is below ten in such a number: třiadvacet, treogtyve",
        "about": "Before a number that is not exact",
        "at_least": "Before a number that may be larger",
        "at_least_after": "Behind such a number: `20 or more`",
        "grave": "Beside a number of the injured that counts those of them who are badly hurt",
        "at_most": "Before a number that may be smaller",
        "magnitude": "Beside a number on the scale of earthquakes",
        "per": "Before the number of those of whom so many are counted: 38 per 100,000",
        "earlier": "Before a value that was true before: `up from 90`",
        "altogether": "Beside a number that is a sum of several",
        "published": "Before the day on which a text was published or changed, which is no day of the event",
        "many_dozens": "20 to 99 of something",
        "many_hundreds": "200 to 999 of something",
        "many_thousands": "2,000 to 99,999 of something",
        "many_ten_thousands": "15,000 to 150,000 of something",
        "many_hundred_thousands": "150,000 to 1,500,000 of something",
        "several": "Before a word for a hundred or more: so many of it that they are not told",
        "part": "Before a number that is part of one that was named before",
        "part_of": "Behind a number that is part of one that was named before",
        "more": "Beside a number that comes on top of another",
        "place_after": "Before the name of a place",
        "left": "Behind a number of what is left at some moment: `10 laps to go` is true for one of them",
        "plain": "Between a number and what it counts, of which they say nothing that matters",
        "times": "Behind a number by which something is multiplied",
        "from": "Before the first of two numbers between which something changes",
        "percent": "Behind a number of hundredths",
        "tenths": "Behind a number of tenths: `3割半` is 35 percent",
        "points": "Behind the number of hundredths by which a share changes: `two percentage points`",
        "age": "How the age of a person is written; {n} is the number, | the end of a clause",
        "aged": "Beside two numbers that are the ages of a group, from the least to the greatest: `aged 8 to 17`",
        "behind_unit": "What a language writes together with a unit before it, as Korean does: 40헥타르다",
        "ordinal": "What is glued to a number that makes an ordinal of it",
        "numbered": "Behind an ordinal: things that have numbers for names: the 14th floor, the 88th minute",
        "numbered_before": "Such things before their numbers: lap 135",
        "built_of": "Behind such a thing where its number counts it: 14階建て",
        "clock": "Behind a number that is an hour",
        "clock_at": "Before an hour that is written with its minutes",
        "clock_before": "Before an hour, and before nothing else",
        "morning": "Beside an hour of the first half of the day",
        "evening": "Beside an hour of the second half of the day",
        "ago": "Behind a value that was true before: `90 a year earlier`",
        "last": "Beside a month or weekday that is past",
        "interim": "Beside a result that was not the last one of its game",
        "first": "Forms of `first`",
        "second": "Forms of `second`",
        "opposite": "Words of which each says that another thing is meant: `men women`",
        "town": "Words for a place that lies within an area, in the forms that stand beside names",
        "area": "Words for such areas: what is counted in the province is not what is counted in its town",
        "percent_before": "Before a number of hundredths",
        "clock_near": "Before an hour that is only near",
        "will": "In the clause of a weekday that is still to come",
        "number_of": "Before a noun that is counted, whose number stands somewhere behind it",
        "thing_of": "Between a noun and the number of what it is made of: `a crew of 19`",
        "in_so_many": "Between a number and that of which it is a part: `three in 10`",
        "whole_before": "The same where the whole stands first: 10 में से 3",
        "of": "Between a day and its month, or a month and its year",
        "month_after": "Words before the name of a month that stands alone",
        "year_after": "Behind a number that is a year",
        "day_to_day": "Between two days of one span",
        "between": "Before the first of two numbers that `and` joins to a span: `between 10 and 15`",
        "early": "Before a month or year: its first third",
        "middle": "Before a month or year: its second third",
        "late": "Before a month or year: its last third",
        "later_this_year": "What is left of the year in which the text was written",
        "later_in": "Before a year: what is left of it",
        "this_year": "The year in which the text was written",
        "last_year": "The year before",
        "next_year": "The year after",
        "elsewhen": "Days that are counted from one that was named before",
        "says": "Verbs of saying: a day beside one is the day on which it was said",
        "said_in": "Before a day on which something was said, and not on which it was: `said in a statement on Monday`",
        "common": "Words that say nothing of what a sentence is about",
        "joins": "Words with which a new clause begins",
        "half": "Before a word for a thousand or more: half of it",
        "half_more": "Beside a number, or behind its unit: half of it more, as in `two hours and a half`",
        "quarter_more": "Before a number: a quarter of its unit more",
        "quarter_less": "Before a number: a quarter of its unit less",
        "attackers": "Who did it: those of them who died are none of the number of victims",
        "feared": "Beside a number of people whose fate is not known: `100 are feared dead`",
        "either": "Between two words for what became of people whom one number counts: `31 dead or injured`",
    }
)
"""Name of each list -> what its words are. Each file has all of them, empty where a language has no such word."""

GLUED_AND = {"ar": "و", "he": "ו"}
"""What a language writes together with the next word for `and`: وفقدان."""

FRACTIONS = ("fraction", "fraction_about")

MOMENT = "moment"

TOLD_HOUR = "told_hour"

MAPPINGS: Mapping[str, str] = MappingProxyType(
    {
        "meaning": "What words say in any language -> these words: `prison: jail jailed`; * stands for any ending",
        "subgroup": "Words for people of whom others are counted apart -> the name of their kind: `kids` are children",
        "scale": "What stands behind a number and multiplies it, besides the words of CLDR -> by how much",
        "unit": "Names of units and currencies besides those of CLDR -> the unit of CLDR, or the currency's code",
        "number": "Numbers in words that text2num does not know -> how many; + is added to another",
        "fraction": "Parts of a whole in words -> in hundredths, from 200 on times; 0 for what only looks like one",
        "fraction_about": "The same, only behind a word that says how exact it is: `nearly half`",
        "day_back": "Phrases for one day -> how many days before that of the text; below 0 it is still to come",
        "moment": "Times of a day at which a number is true -> the hour; 0 for what was said first",
        "told_hour": "Hours in words -> from which hour to which, or an hour of twelve: `half past two` is 2.5",
        "round_number": "Nouns for a number -> about how many; behind a number they multiply it",
    }
)
"""Name of each mapping -> what it maps to what."""


@cache
def phrases(language: str) -> Mapping[str, Phrases]:
    """The lists of a language, ready to be looked for among tokens."""
    keys = {name: tuple(_read(language).get(name, ())) for name in (*FRACTIONS, MOMENT, TOLD_HOUR)}
    lists = {**words(language), **keys}
    return MappingProxyType({name: Phrases(listed, name) for name, listed in lists.items()})


@cache
def words(language: str) -> Mapping[str, tuple[str, ...]]:
    """The lists of a language (a base subtag), in lower case; empty lists for languages without a file. ValueError
    names what is wrong in a file."""
    read = _read(language)
    lists = {name: tuple(phrase.lower() for phrase in read.get(name, ())) for name in LISTS}
    if language in GLUED_AND:
        for name in CLASSES:
            lists[name] += tuple(f"{GLUED_AND[language]}{said}" for said in lists[name])
    return MappingProxyType(lists)


@cache
def scales(language: str) -> Mapping[str, float]:
    """The mapping `scale` of a language; empty for languages without a file."""
    return MappingProxyType({str(word): float(factor) for word, factor in _read(language).get("scale", {}).items()})


@cache
def units(language: str) -> Mapping[str, str]:
    """The mapping `unit` of a language; empty for languages without a file."""
    return MappingProxyType(dict(_read(language).get("unit", {})))


@cache
def number_words(language: str) -> Mapping[str, float | str]:
    """The mapping `number` of a language; empty for languages without a file."""
    return MappingProxyType(dict(_read(language).get("number", {})))


@cache
def fractions(language: str) -> Mapping[tuple[str, ...], float]:
    """The mappings of FRACTIONS of a language, their phrases as words; empty for languages without a file."""
    return MappingProxyType(
        {phrase(said): float(percent) for name in FRACTIONS for said, percent in _read(language).get(name, {}).items()}
    )


@cache
def opposites(language: str) -> tuple[tuple[str, ...], ...]:
    """Groups of words of a language of which two accounts that use two of them speak of two things."""
    return tuple(tuple(group.split()) for group in words(language)["opposite"])


@cache
def moments(language: str) -> Mapping[tuple[str, ...], int]:
    """The mapping `moment` of a language, its phrases as words; empty for languages without a file."""
    return MappingProxyType({phrase(said): int(hour) for said, hour in _read(language).get("moment", {}).items()})


@cache
def told_hours(language: str) -> Mapping[tuple[str, ...], tuple[float, float | None]]:
    """The mapping `told_hour` of a language, its phrases as words -> the first hour and the last, or one hour of twelve
    and None; empty for languages without a file."""
    return MappingProxyType(
        {phrase(said): _hours(str(hours)) for said, hours in _read(language).get(TOLD_HOUR, {}).items()}
    )


def _hours(said: str) -> tuple[float, float | None]:
    first, _, last = said.partition("-")
    return float(first), float(last) if last else None


@cache
def days_back(language: str) -> Mapping[int, tuple[str, ...]]:
    """Days before that of a text -> the phrases for them: those of the mapping `day_back`, and today and yesterday."""
    found = {int(back): tuple(said) for back, said in keyed("days_back").get(language, {}).items()}
    for said, back in _read(language).get("day_back", {}).items():
        found[back] = (*found.get(back, ()), said)
    return MappingProxyType(found)


@cache
def subgroups(language: str) -> Mapping[str, str]:
    """The mapping `subgroup` of a language; empty for languages without a file."""
    return MappingProxyType(dict(_read(language).get("subgroup", {})))


@cache
def meanings(language: str) -> Mapping[str, tuple[str, ...]]:
    """The mapping `meaning` of a language, the words of each name; empty for languages without a file."""
    return MappingProxyType({name: tuple(said.split()) for name, said in _read(language).get("meaning", {}).items()})


@cache
def round_numbers(language: str) -> Mapping[str, float]:
    """The mapping `round_number` of a language; empty for languages without a file."""
    return MappingProxyType({word: float(number) for word, number in _read(language).get("round_number", {}).items()})


@cache
def _read(language: str) -> Mapping[str, Any]:
    path = FOLDER / f"{language}.yaml"
    if not language.isalpha() or not path.is_file():
        return {}
    read = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  both are safe
    if not isinstance(read, dict) or set(read) != {"name", *LISTS, *MAPPINGS}:
        raise ValueError(f"{path.name}: the lists are {sorted({*LISTS, *MAPPINGS})}, and a name")
    for name in LISTS:
        if not isinstance(read[name], list) or not all(isinstance(phrase, str) for phrase in read[name]):
            raise ValueError(f"{path.name}: {name} is no list of words")
    for name in MAPPINGS:
        if not isinstance(read[name], dict):
            raise ValueError(f"{path.name}: {name} maps no words")
    return read


@cache
def languages() -> tuple[str, ...]:
    """Languages that have a file."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
