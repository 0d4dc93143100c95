"""The short ways of reading a sentence find what the long ones find."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mediawatch.facts import word_tokens
from mediawatch.facts.number_words import Spelt, spelt
from mediawatch.facts.telling_words import read
from mediawatch.facts.word_tokens import NO_ROLE, Kind, Phrases, Token, tokens, words_of
from text_to_num import find_numbers

LATIN = st.text(st.sampled_from("aZéßİſªµº²½×÷ \t\n.,'’-–%$€19 \u00ad\u00a0“"), max_size=40)


class _AnyKind(dict[str, Kind]):
    def __missing__(self, said: str) -> Kind:
        return Kind(said.lower(), said[0].isdecimal(), said[0].isalpha(), NO_ROLE)


@settings(max_examples=300)
@given(LATIN)
def test_texts_of_latin_letters_are_cut_as_all_others_are(text: str) -> None:
    assert tokens(text, 0, len(text), _AnyKind()) == _general(text)
    assert words_of(text) == word_tokens._WORD.findall(text)


def _general(text: str) -> list[Token]:
    return [
        Token(m.group(), m.group().lower(), m.start(), m.end(), m.group()[0].isdecimal(), m.group()[0].isalpha())
        for m in word_tokens._TOKEN.finditer(text)
    ]


WORDS = st.lists(
    st.sampled_from(("the", "one", "two", "hundred and", "five", "thousand", "point", "second", "a", "men", ",", "3"))
)


@settings(max_examples=200)
@given(WORDS)
def test_a_number_word_alone_is_the_number_that_it_is_in_its_sentence(words: list[str]) -> None:
    text = " ".join(words).replace("and and", "and")
    listed = read(text, 0, len(text), "en")
    expected = [
        (found.start, found.end, float(found.value), found.is_ordinal)
        for found in find_numbers([Spelt(token) for token in listed], "en", 0)
    ]
    places = [place for place, token in enumerate(listed) if token.role.number is not None]
    assert list(spelt(listed, places, "en")) == expected


@pytest.mark.parametrize(
    ("phrases", "text", "end"),
    [
        (["the year", "the year before"], "the year before", 3),
        (["kill*"], "killed", 1),
        (["no less than", "no"], "no less", 1),
        (["in* order"], "inner order", 2),
        (["year"], "month", None),
    ],
)
def test_the_longest_phrase_counts(phrases: list[str], text: str, end: int | None) -> None:
    listed = tokens(text, 0, len(text), _AnyKind())
    assert Phrases(phrases).behind(listed, 0) == end
    assert Phrases(phrases).before(listed, len(listed)) == (None if end is None or end < len(listed) else 0)
