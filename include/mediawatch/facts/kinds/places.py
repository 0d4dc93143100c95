"""Places as values: where accounts of one event put it, if each names one place and nowhere that of the other one.

That two names differ says little, since a text may name the town, another one its quarter, and a third the country:
only accounts that tell much the same of one event are compared, only where their sentences agree on something else, and
names of countries are no values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Literal

from mediawatch.cluster.country_names import country_names
from mediawatch.facts.fact_records import Fact, Mention, Statement, Telling
from mediawatch.facts.word_tokens import words_of
from mediawatch.facts.words.word_keys import word_keys

MOST = 3
"""Places of an account that are kept, the first ones."""

VOCABULARY = 4_000
"""Characters of a text in which another place may be named."""

MOST_NAMES = 150

_MAY_BE_NAME = re.compile(r"\b[^\W\d_a-z]\w+")
"""A word that begins with no small letter of ASCII."""

NONE: frozenset[str] = frozenset()

SHARED = 2
"""Words that two sentences share at least beside their places."""

PLACE: Literal["place"] = "place"


def with_names(found: Sequence[Statement], headline: str, article_body: str, language: str) -> Iterator[Statement]:
    """The statements of an article: the first places, the first of them with the keys of all names of the text."""
    places = [one for one in found if one.kind == PLACE][:MOST]
    if not places:
        yield from found
        return
    known = word_keys(language)
    words = set(_MAY_BE_NAME.findall(f"{headline} {article_body[:VOCABULARY]}"))
    names = {key for word in words if word[0].isupper() and (key := known[word])}
    kept = frozenset(sorted(names)[:MOST_NAMES])
    first = places[0]
    for one in found:
        if one.kind != PLACE:
            yield one
        elif any(one is place for place in places):
            yield Statement(
                one.kind, one.field, one.start, one.end, one.sentence_start, one.sentence_end,
                one.about_start, one.about_end, unit=one.unit, words=one.words,
                names=kept if one is first else NONE,
            )  # fmt: skip


@cache
def countries(language: str) -> frozenset[str]:
    """Keys of the words of the names of countries."""
    keys = word_keys(language)
    return frozenset(key for name in country_names(language) for word in words_of(name) if (key := keys[word.title()]))


def places_that_differ(
    tellings: Sequence[Telling], found: Sequence[Fact], events: Mapping[tuple[int, int], bool]
) -> Iterator[Fact]:
    """Of facts that accounts agree on the places that their sentences name besides, where they are not the same."""
    if not any(events.values()):
        return
    named = {telling.article_id: _by_sentence(telling) for telling in tellings}
    names = {
        telling.article_id: frozenset(name for one in telling.statements if one.kind == PLACE for name in one.names)
        for telling in tellings
    }
    shown: set[tuple[str, ...]] = set()
    for fact in found:
        if fact.relation != "agreed":
            continue
        places: dict[int, Statement] = {}
        for mention in fact.mentions:
            said = mention.statement
            listed = named.get(mention.article_id, {}).get((said.field, said.sentence_start), [])
            if len(listed) == 1:
                places.setdefault(mention.article_id, listed[0])
        values = _values(places, names, events)
        if len(values) > 1 and tuple(sorted(values)) not in shown:
            shown.add(tuple(sorted(values)))
            yield Fact(
                "place", "differ", None, tuple(values),
                tuple(
                    Mention(account, places[account], number)
                    for number, accounts in enumerate(values.values())
                    for account in accounts
                ),
            )  # fmt: skip


def _by_sentence(telling: Telling) -> dict[tuple[str, int], list[Statement]]:
    found: dict[tuple[str, int], list[Statement]] = {}
    for one in telling.statements:
        if one.kind == PLACE:
            found.setdefault((one.field, one.sentence_start), []).append(one)
    return found


def _values(
    places: Mapping[int, Statement], names: Mapping[int, frozenset[str]], events: Mapping[tuple[int, int], bool]
) -> dict[str, list[int]]:
    """Name of a place -> the accounts that name it; empty where two of the places may be one, or one of two things."""
    for (one, here), (other, there) in combinations(places.items(), 2):
        if set(here.unit[1:]) & set(there.unit[1:]):
            continue
        if not events.get((min(one, other), max(one, other))) or len(here.words.keys() & there.words.keys()) < SHARED:
            return {}
        if names[one] & set(there.unit[1:]) or names[other] & set(here.unit[1:]):
            return {}  # the one text names the place of the other one
    found: dict[str, list[int]] = {}
    for account, place in places.items():
        name = next((name for name in found if _is_named(places[found[name][0]], place)), place.unit[0])
        found.setdefault(name, []).append(account)
    return found


def _is_named(one: Statement, other: Statement) -> bool:
    return bool(set(one.unit[1:]) & set(other.unit[1:]))
