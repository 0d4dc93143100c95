"""Words as they begin by themselves, in languages that change the beginnings of words: Irish `i mBaile Átha Cliath` is
of Baile Átha Cliath, Welsh `yng Nghaerdydd` of Caerdydd.

Beginnings that no word has by itself (`mutated`) are known anywhere. Others are those of other words too (Welsh `dan`
is under, and fire behind some words): they are known in names alone (`mutated_names`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache

from mediawatch.words.word_lists import keyed

LEFT = 3
"""Letters of a word behind its changed beginning."""

_VOWELS = "aeiouáéíóúwyâêîôûŵŷ"
_Rules = tuple[tuple[str, str], ...]


def changes_beginnings(language: str) -> bool:
    """Whether a language (a base subtag) is one of them."""
    return language in _rules("mutated")


@cache
def _rules(name: str) -> Mapping[str, _Rules]:
    """language -> (changed beginning, its own one), the longer ones first. A list under `vowel` says what stands before
    a vowel."""
    return {
        language: tuple(
            sorted(
                ((changed, "" if own == "vowel" else own) for own, listed in keys.items() for changed in listed),
                key=lambda rule: (-len(rule[0]), rule),
            )
        )
        for language, keys in keyed(name).items()
    }


@lru_cache(maxsize=20_000)
def unchanged(word: str, language: str) -> tuple[str, ...]:
    """What a written word may be by itself, in small letters; nothing where it is as it is."""
    return tuple(dict.fromkeys(_unchanged(word, language)))


def _unchanged(word: str, language: str) -> Iterator[str]:
    small = word.lower()
    names = _rules("mutated_names").get(language, ()) if small != word else ()
    for changed, own in (*_rules("mutated").get(language, ()), *names):
        rest = small[len(changed) :]
        if small.startswith(changed) and len(rest) >= LEFT and (own or rest[0] in _VOWELS):
            yield own + rest


def with_names_unchanged(text: str, language: str) -> str:
    """A text in which names begin as they do by themselves, as far as `mutated` tells it."""
    found = _changed_names(language)
    return found[0].sub(found[1], text) if found else text


@cache
def _changed_names(language: str) -> tuple[re.Pattern[str], Callable[[re.Match[str]], str]] | None:
    rules = dict(_rules("mutated").get(language, ()))
    if not rules:
        return None
    # mBaile has the capital behind what is written before it, Bhaile and Nghaerdydd at their head
    before = {changed: changed.removesuffix(own) for changed, own in rules.items() if changed.endswith(own)}
    glued = "|".join(f"{written}(?={_capital(rules[changed])})" for changed, written in before.items())
    headed = "|".join(changed.capitalize() for changed in rules if changed not in before)
    pattern = rf"\b(?:{glued or '(?!)'})(?=\w{{{LEFT}}})|\b(?:{headed or '(?!)'})(?=[^\W\d_A-Z]{{{LEFT}}})"

    def own(match: re.Match[str]) -> str:
        return rules[match[0].lower()].capitalize() if match[0][0].isupper() else ""

    return re.compile(pattern), own


def _capital(own: str) -> str:
    return own.upper() if own else f"[{_VOWELS.upper()}]"
