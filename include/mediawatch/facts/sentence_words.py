"""The words of one sentence: which are names, places, units, and what each is compared by."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import pairwise, takewhile

from mediawatch.facts.fact_records import Field, StatedDay
from mediawatch.facts.numbers import CAPITAL_NOUNS
from mediawatch.facts.stated_values import SUBGROUP
from mediawatch.facts.telling_words import UNSPACED, read
from mediawatch.facts.word_tokens import telling
from mediawatch.facts.words import fact_words
from mediawatch.facts.words.word_keys import meaning_of, named_keys, subgroup_of, towns_and_areas, word_keys

FULL_NAME = 2
"""Words of a name to which a word before them may be added: a title."""

GROWN_REACH = 4
"""Tokens between a number and the word that says that it has grown."""

UNIT_WORDS = 3
"""Words behind a number that may name what it counts."""

PLACE_REACH = 6
"""Tokens behind `in` in which a place is named: `in the eastern province of Kunar`."""

NO_FATE_WORDS = 3
"""Words of a phrase that says nothing of anybody at most: `bodies of water`."""

FEARED_REACH = 2
"""Tokens behind a word such as `dead` in which it is said that this is feared only."""


PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "der",
        "den",
        "du",
        "des",
        "la",
        "le",
        "van",
        "von",
        "zu",
        "zur",
        "ten",
        "ter",
        "al",
        "el",
        "bin",
        "ibn",
        "ben",
        "af",
        "av",
        "y",
        "e",
    ]
)
"""Small words between the names of one person: Joost de Wolff."""


class SentenceWords:
    """The tokens of a sentence, and what they are to the values among them."""

    def __init__(self, name: Field, text: str, start: int, end: int, language: str) -> None:
        self.name: Field = name
        self.text, self.start, self.end = text, start, end
        self.opens_body = name == "article_body" and not text[:start].strip()
        self.language = language
        self.lists = fact_words.phrases(language)
        self.tokens = read(text, start, end, language)
        self.key_of = word_keys(language)
        self.towns, self.areas = towns_and_areas(language, are_words_parted=language not in UNSPACED)
        self.years: frozenset[int] = frozenset()
        self.year_places: list[int] = []
        self.days: list[StatedDay] = []
        self.months: frozenset[int] = frozenset()
        self.stated: dict[int, float] = {}
        self.classed: dict[int, str] = {}
        self.ages: set[int] = set()
        self.results: set[int] = set()
        self.named_at: set[int] = set()
        self.number_ends: list[int] = []
        self.number_starts: frozenset[int] = frozenset()
        self.ordered: list[tuple[int, int]] = []
        self.revised: AbstractSet[int] = frozenset()
        self.inside: AbstractSet[int] = frozenset()
        self.told = telling(self.tokens)
        self.class_places = [place for place, token in self.told if token.role.classes and self._is_fate(place)]
        self.rising = [place for place, token in self.told if "rises" in token.role.begins]
        self._words: list[tuple[int, str, bool]] | None = None
        self.key_places: list[int] = []
        self.has_names = False
        self.sums: list[int] = []
        self._named_places: list[tuple[int, int, str]] | None = None

    def text_at(self, place: int) -> str:
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def is_at(self, place: int, listed: str) -> bool:
        if not 0 <= place < len(self.tokens):  # before the first word of a sentence, or behind its last
            return False
        return listed in self.tokens[place].role.begins and self.lists[listed].behind(self.tokens, place) is not None

    def _is_fate(self, place: int) -> bool:
        """Whether a word for what became of people is no part of a name of something else: `the Dead Sea`, `student
        bodies`, `injured-list moves`."""
        for start in range(max(0, place - NO_FATE_WORDS + 1), place + 1):
            if "no_fate" in self.tokens[start].role.begins:
                end = self.lists["no_fate"].behind(self.tokens, start)
                if end is not None and end > place:
                    return False
        if place + 2 >= len(self.tokens) or self.tokens[place + 1].text != "-":
            return True
        here, hyphen, following = self.tokens[place : place + 3]
        is_joined = here.end == hyphen.start and hyphen.end == following.start and following.is_word
        return not is_joined or following.lower == here.lower  # luka-luka

    def is_name(self, place: int) -> bool:
        return 0 <= place < len(self.tokens) and self.tokens[place].is_word and self.tokens[place].text[0].isupper()

    def is_behind_day(self, first: int, last: int) -> bool:
        """Whether a day stands before a number, and not a name: `on Sunday 22 houses burned`."""
        return self.tokens[first - 1].role.names_day and any(self.unit_at(last))

    def names_from(self, place: int) -> frozenset[str]:
        """Keys of the name that begins at `place` or a little behind it (`21-year-old man, Jane Doe`)."""
        for at in range(place, min(place + 3, len(self.tokens))):
            names: list[str] = []
            while self.is_name(at) or (names and self.text_at(at) in PARTICLES):
                names.append(self.tokens[at].lower)
                at += 1
            if len(names) > 1:
                return frozenset(names) - PARTICLES
        return frozenset()

    def name_before(self, place: int) -> frozenset[str]:
        """Keys of the name that ends right before the mark at `place` - 1, without a title with which the sentence
        begins: Captain Jane Doe."""
        at = place - 2
        names: list[str] = []
        while self.is_name(at) or (names and self.text_at(at) in PARTICLES and self.is_name(at - 1)):
            names.append(self.tokens[at].lower)
            at -= 1
        if at < 0 and len(names) > FULL_NAME and not self._is_name_elsewhere(self.tokens[0].text):
            names.pop()
        return frozenset(names) - PARTICLES

    def is_uncertain(self, first: int, last: int, place: int) -> bool:
        """Whether the word at `place` does not say what became of all whom the
        number at `first` to `last` counts: `feared dead`, `dead or
        injured`."""
        near = (*range(min(place, last), place), *range(place + 1, place + 1 + FEARED_REACH))
        if any(self.is_at(at, "feared") for at in near if at < len(self.tokens)):
            return True
        here = self.tokens[place].role.classes
        for joined, other in ((place + 1, place + 2), (place - 1, place - 2)):
            if (
                0 <= other < len(self.tokens)
                and self.is_at(joined, "either")
                and not first <= other < last
                and self.tokens[other].role.classes
                and not set(self.tokens[other].role.classes) & set(here)
            ):
                return True
        return False

    def who(self, place: int) -> tuple[str, ...]:
        """Of what kind the people are, where the words behind their number say so."""
        if kind := self.subgroup_at(place):
            return (f"{SUBGROUP}{kind}",)
        if self.language in UNSPACED or place >= len(self.tokens):
            return ()
        if self.is_at(place, "people") or self.is_at(place, "more"):
            return ()  # 15 others
        return tuple(self.unit_at(place))[:1] if not self.tokens[place].role.classes else ()

    def subgroup_at(self, place: int) -> str:
        """The group of which others are counted apart, where one of the words at `place` names one: `12 young Afghan
        children`."""
        known = subgroup_of(self.language)
        for number, token in enumerate(self.tokens[place : place + UNIT_WORDS]):
            if not token.is_word or (number and token.role.classes):
                return ""
            if kind := known[token.lower]:
                return kind
        return ""

    def unit_at(self, place: int) -> Iterator[str]:
        if self.language in UNSPACED:
            meant = meaning_of(self.language)
            yield from (
                meant[token.text] or token.text
                for token in takewhile(
                    lambda token: token.is_word and not "ぁ" <= token.text[0] <= "ゖ",
                    self.tokens[place : place + UNIT_WORDS],
                )
            )
            return
        if place + 1 < len(self.tokens) and self.tokens[place + 1].text in "-‑":
            place = self._behind_hyphen(place)
        for number, token in enumerate(self.tokens[place : place + UNIT_WORDS]):
            key = self.key_of[token.text] if token.is_word else None
            if key is not None:
                yield key
            elif number or "plain" not in token.role.begins:  # 26 new planets
                return

    def _behind_hyphen(self, place: int) -> int:
        """Behind the adjective of two words that stands there: of `35 long-haul jets` the jets are counted."""
        if place + 3 >= len(self.tokens):
            return place
        first, hyphen, second, noun = self.tokens[place : place + 4]
        is_one = first.end == hyphen.start and hyphen.end == second.start and second.is_word and noun.is_word
        return place + 3 if is_one and self.key_of[noun.text] is not None else place

    def keys(self) -> list[tuple[int, str, bool]]:
        """(place, key, whether it is a name) of each word that says something and is not `inside` a value."""
        if self._words is None:
            inside = self.inside
            if self.language in UNSPACED:
                self._words = list(self._pairs(inside))
            else:
                known = named_keys(self.language)
                self._words = [
                    (place, *said)
                    for place, token in enumerate(self.tokens)
                    if token.is_word and place not in inside and (said := known[token.text]) is not None
                ]
                if self.language in CAPITAL_NOUNS:
                    self._words = [(place, key, name and self._is_proper(place)) for place, key, name in self._words]
                elif self._words and self._words[0][0] == 0 and not self._opens_name():
                    self._words[0] = (0, self._words[0][1], False)  # a capital says nothing at the beginning
            self.key_places = [place for place, _, _ in self._words]
            self.has_names = any(is_name for _, _, is_name in self._words)
        return self._words

    def _opens_name(self) -> bool:
        """Whether the first word is a name: Harrow Town, or a word that is one elsewhere. In a headline whose words all
        have capitals none is known to be."""
        word = self.tokens[0].text
        if not word[0].isupper():
            return False
        if self.name == "article_body" and self.is_name(1) and self.key_of[self.text_at(1)] is not None:
            return True
        return self._is_name_elsewhere(word)

    def _is_proper(self, place: int) -> bool:
        """Whether a word with a capital is a name in a language whose nouns all have one: beside another one, or behind
        `in` and the like."""
        beside = any(self.is_name(at) and self.key_of[self.text_at(at)] is not None for at in (place - 1, place + 1))
        return beside or (place > 0 and "place_after" in self.tokens[place - 1].role.ends)

    def _is_common_noun(self, place: int) -> bool:
        """Whether a word with a capital is no name of a place in a language whose nouns all have one: it is a word for
        a town, or something else stands between it and `in`: `in der Stadt Altrode`, `bei einem Brand`."""
        before = self.tokens[place - 1]
        if self.key_of[self.tokens[place].text] in self.towns | self.areas:
            return True
        return not before.text[0].isupper() and "place_after" not in before.role.ends

    def _is_name_elsewhere(self, word: str) -> bool:
        """Whether a word at the beginning of a sentence is a name: written so within another one, and never small."""
        at = self.text.find(f" {word}")
        while at > 0 and not (self.text[at - 1].isalnum() or self.text[at - 1] == ","):
            at = self.text.find(f" {word}", at + 1)
        return at > 0 and word[0].isupper() and word.lower() not in self.text

    def has_grown(self, first: int, last: int) -> bool:
        """Whether a word beside tokens `first` to `last` says that a number has grown to so many: has risen to 25."""
        return any(
            first - GROWN_REACH <= place < last + GROWN_REACH and self.is_at(place, "rises") for place in self.rising
        )

    def extent_of(self, near: Mapping[str, float], first: int, last: int) -> int:
        """1 where the clause, tokens `first` to `last`, names a town or village and no area around one, -1 where it
        names an area alone. `near`: keys of its words. Where words are not parted, 镇 behind another sign names a
        town."""
        said: Collection[str] = near
        if self.language in UNSPACED and (self.towns or self.areas):
            said = {
                here.text
                for before, here in pairwise(self.tokens[first:last])
                if before.is_word and before.end == here.start
            }
        return (not self.towns.isdisjoint(said)) - (not self.areas.isdisjoint(said))

    def _pairs(self, inside: AbstractSet[int]) -> Iterator[tuple[int, str, bool]]:
        """Pairs of neighbouring characters stand for the words of a script that does not part them."""
        meant = meaning_of(self.language)
        for place, (token, following) in enumerate(pairwise(self.tokens)):
            if (key := meant[token.text]) and place not in inside:
                yield place, key, False
            elif (
                token.is_word and following.is_word and token.end == following.start and not {place, place + 1} & inside
            ):
                yield place, token.text + following.text, False

    def places(self) -> list[tuple[int, int, str]]:
        """(place of a word such as `in`, place, key) of the names that stand behind one, with some words of no name
        between."""
        if self._named_places is None:
            self._named_places = []
            for place, token in self.told:
                if "place_after" not in token.role.begins or not self.is_at(place, "place_after"):
                    continue
                for at in range(place + 1, min(place + 1 + PLACE_REACH, len(self.tokens))):
                    if not self.tokens[at].is_word or self.tokens[at].role.names_day:
                        break  # in prison on Monday
                    key = self.key_of[self.tokens[at].text] if self.is_name(at) else None
                    if key and not (self.language in CAPITAL_NOUNS and self._is_common_noun(at)):
                        self._named_places.append((place, at, key))
                        break
        return self._named_places
