"""What became of those whom the numbers of a sentence count: who died, was hurt, is missed, was on board."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import msgspec

from mediawatch.facts.kinds.age_spans import SentenceAgeSpans
from mediawatch.facts.kinds.ages import SentenceValue, is_spelt
from mediawatch.facts.number_scales import Number
from mediawatch.facts.stated_values import DIED
from mediawatch.facts.telling_words import UNSPACED
from mediawatch.facts.words.fact_words import CLASSES, ROLES
from mediawatch.facts.words.traits import languages_with

CLASS_REACH = 6
"""Tokens between a number and the word that says what became of those whom it counts."""

FAR_REACH = 9
"""The same behind the number, where words alone stand between: `25 members of the same family were reported killed`."""

PARTICIPLES_LAST = languages_with("participles_last")
"""Languages whose clauses end with what became of people: `sind am Montag in der Nähe von Altrode gestorben`."""

LAST_REACH = 14
"""FAR_REACH in them."""

TOLL_REACH = 12
"""The same for `death toll` and the like before the number: they mean no other one."""

LIFE_REACH = 2
"""For `lives` and the like, which mean the dead only right beside a number."""

UNCERTAIN = "?"
"""In place of a class: what became of those whom a number counts is not known of each."""

ROLE_REACH = 3
"""Tokens behind a number in which it is said what those do whom it counts: nine people on board."""

OWN_REACH = 4
"""Tokens between a number and the word behind it that says what became of those whom it counts, and no others."""

HEADS_FIRST = languages_with("heads_first")
"""Languages in which the noun stands right behind its number, and what is said of it follows."""

VERBS_LAST = languages_with("verbs_last")
"""Languages whose clauses end with what became of those whom they count."""

GLUED_JOINS = languages_with("glued_and")
"""Languages that write `and` together with the next word."""

ASIDES = (",", "،", "、", "，", "—", "–")
"""Marks around an aside."""

ASIDE_AFTER = 6
"""Tokens behind a number in which an aside begins."""

DENIED_REACH = 3
"""Tokens before a number, or behind what became of people, in which it is said that it became of nobody."""

FATES = frozenset(f"#{name}" for name in CLASSES)

FATE_REACH = 14
"""Tokens between those of whom it is said what became of them and a part of them."""

AUXILIARIES = 2
"""Tokens between an aside and what became of those who were counted before it: `, were reported killed`."""

LONGEST_ASIDE = 9
"""Tokens of an aside."""

DASH = ("—", "–")

VEHICLES = frozenset({"==car", "==ship", "==truck", "==bus", "==tractor", "==flight"})
"""Words of one meaning in all languages for what carries people."""

COMMAS = (",", "،", "、", "，")


class SentenceFates(SentenceAgeSpans):
    """What the words beside numbers say of those whom they count."""

    def class_of(self, number: Number) -> str | None:
        """`#dead` and the like: the class of the nearest word that says what became of them."""
        best: tuple[bool, int, int, str] | None = None
        doing: tuple[int, int, str] | None = None
        best_place = -1
        far = LAST_REACH if self.language in PARTICIPLES_LAST else FAR_REACH
        first, last = max(0, number.whole_first - TOLL_REACH), number.last + far + LONGEST_ASIDE
        for place in self.class_places:
            if not first <= place < last or number.first <= place < number.last:
                continue
            for name in self.tokens[place].role.classes:
                is_far = place < number.whole_first - CLASS_REACH
                if not self.is_at(place, "toll" if is_far and not self.is_number_of(place) else name):
                    continue
                behind = (
                    max(number.last, self._behind_aside(number.last, place)) if place >= number.last else number.last
                )
                if place >= behind + far:
                    continue
                is_far_behind = place >= behind + CLASS_REACH
                if is_far_behind and (self.language in GLUED_JOINS or self._is_broken(behind, place)):
                    continue
                away = number.whole_first - place if place < number.first else place - behind + 1
                between = self.tokens[min(place, behind) : max(place, number.whole_first)]
                if place < number.first and self.text_at(number.whole_first - 1) in DASH and self.is_number_of(place):
                    between = between[:-1]  # число погибших в Веденске — девять
                if any(token.text in ";:()–—" or token.is_number for token in between):
                    continue
                if place >= behind and self._is_of_number_between(behind, place):
                    continue
                if place > number.last and not self.is_number_of(place) and self._is_of_whose(number.last, place):
                    continue
                if self._is_of_nobody(number, place):
                    continue
                if between and place < number.first and self._is_of_another(place, number):
                    continue
                if between and place < number.first and self._is_of_things_beside(place, number):
                    continue
                if between and behind == number.last and place >= behind and self._is_of_next(place, number):
                    continue
                if between and place < number.first and self._is_where(number) and not self.is_at(place, "toll"):
                    continue  # killed in 20 strikes
                if (
                    away > LIFE_REACH
                    and self.is_at(place, "life")
                    and self.lists[name].behind(self.tokens, place) == place + 1
                ):
                    continue
                rank = CLASSES.index(name)
                if name in ROLES:
                    if self._tells_role(number, place, name) and (doing is None or (away, rank) < doing[:2]):
                        doing = (away, rank, f"#{name}")
                    continue
                # The driver survived, while 17 pupils were killed: what stands in their own clause says it.
                is_elsewhere = place < number.first and self._is_parted(place + 1, number.whole_first)
                if best is None or (is_elsewhere, away, rank) < best[:3]:
                    best, best_place = (is_elsewhere, away, rank, f"#{name}"), place
        if doing is not None and doing[0] == 1 and best is not None and self._is_beyond_comma(number, best_place):
            return doing[2]  # 43 passengers fell, killing 17
        if best is not None and doing is None and self._counts_things(number):
            return DIED
        if best is None or self._counts_vehicles(number):
            return None if doing is None else doing[2]
        return UNCERTAIN if self.is_uncertain(number.first, number.last, best_place) else best[3]

    def _is_of_nobody(self, number: Number, place: int) -> bool:
        """Whether what the word at `place` says became of nobody: `none of the 23 was hurt`, `23 people, of whom none
        was hurt`."""
        is_bound = number.whole_first < number.first  # not fewer than 12 died
        if place < number.first:
            return not is_bound and any(self.is_at(at, "nobody") for at in range(place + 1, number.whole_first))
        if self.language in VERBS_LAST:  # before the number and the word stands what they could not do, and died
            return any(self.is_at(at, "nobody") for at in range(place, place + DENIED_REACH))
        if self._is_denied_before(place, number.last):
            return True
        first = max(0, number.whole_first - DENIED_REACH)
        return not is_bound and self._is_denied_before(number.whole_first, first)

    def _is_denied_before(self, behind: int, first: int) -> bool:
        """Whether a word for nobody stands before `behind`, and none that says something in between: `12 people without
        homes died`, of whom it is the homes that there are none of."""
        if self.language in UNSPACED:  # whose signs are parts of words: 不幸, 未成年
            return self.lists["nobody"].before(self.tokens, behind) is not None
        for at in range(behind - 1, first - 1, -1):
            if self.is_at(at, "nobody"):
                return True
            if not self.tokens[at].is_word or self.key_of[self.tokens[at].text] is not None:
                break
        return False

    def _is_of_whose(self, first: int, place: int) -> bool:
        """Whether the word at `place` says whose are those whom a number before `first` counts: `20 relatives of the
        dead`, but not `20 of the dead`."""
        before = place - 1
        if before > first and self.tokens[before].is_word and self.key_of[self.tokens[before].text] is None:
            before -= not self.is_at(before, "thing_of")
        return before > first and self.is_at(before, "thing_of")

    def _counts_things(self, number: Number) -> bool:
        """Whether it counts animals or things of which it is said that they died or were hurt: `40 cows`, `15 injured
        birds`."""
        place = number.last
        if self.is_at(place, "thing_of"):
            place += 1  # 40 de oi
        if self.is_at(place, "no_people"):
            return True
        if not self.text_at(place).isalpha() or self.is_at(place, "people") or self.is_at(place, "joins"):
            return False
        return self.is_at(place + 1, "no_people") and (
            self.language not in HEADS_FIRST or bool(self.tokens[place].role.classes)
        )

    def _counts_vehicles(self, number: Number) -> bool:
        """Whether it counts ships and the like, of which is said what is said of people: `15 boats drowned`, but not
        `15 bus passengers died`."""
        place = number.last
        if place >= len(self.tokens) or self.language in UNSPACED or not self.tokens[place].is_word:
            return False
        return self.key_of[self.tokens[place].text] in VEHICLES and not (
            self.is_at(place + 1, "aboard") or self.is_at(place + 1, "people")
        )

    def are_all_of_whom(self, number: Number, value: SentenceValue) -> bool:
        """Whether a number tells all to whom it happened, among others who were named before: `it hit skiers, four of
        them died`, but not `19 died, four of them in hospital`."""
        behind = self.lists["of_whom"].behind(self.tokens, number.last)
        if behind is None or value.unit[0] not in FATES:
            return False
        while behind < len(self.tokens) and self.tokens[behind].is_word and behind not in self.class_places:
            if self.key_of[self.tokens[behind].text] is not None:
                return False
            behind += 1
        return behind in self.class_places and not any(
            place < number.first and became == value.unit[0] for place, became in self.classed.items()
        )

    def _behind_aside(self, first: int, place: int) -> int:
        """Behind an aside that counts some of those whom the number before `first` counts, and that ends before
        `place`: `17 miners, including four apprentices, were killed`."""
        opening = next((at for at in range(first, min(first + ASIDE_AFTER, place)) if self.text_at(at) in ASIDES), None)
        if opening is None:
            return first
        closing = next((at for at in range(opening + 1, place) if self.text_at(at) in ASIDES), None)
        if closing is None or closing - opening > LONGEST_ASIDE:
            return first
        is_of_some = self._counts_some(opening + 1) or self.is_at(opening + 1, "joins")
        return closing + 1 if is_of_some or self._goes_on(closing + 1, place) else first

    def _goes_on(self, first: int, place: int) -> bool:
        """Whether nothing but a small word or two stands behind an aside before what became of somebody: `72 people,
        many of them farmers, were killed`, `seven people, she said, died`, but not `, killing one`."""
        if place == first:
            last = self.text_at(place + 1)
            return not last.isalnum() or self.is_at(place + 1, "joins") or self.is_at(place + 1, "place_after")
        return 0 < place - first <= AUXILIARIES and not self._is_broken(first, place)

    def _counts_some(self, place: int) -> bool:
        """Whether a number that is a part of another one begins at `place`: `including four`, `20 of them`."""
        if self.lists["part"].behind(self.tokens, place) is not None:
            return True
        return place in self.number_starts and any(
            self.lists["part_of"].behind(self.tokens, at) is not None for at in (place + 1, place + 2)
        )

    def is_of_toll(self, number: Number) -> bool:
        """Whether a phrase such as `the death toll` stands before a number, and no other number between."""
        nearest = max((end for end in self.number_ends if end <= number.whole_first), default=0)
        reach = range(max(nearest, number.whole_first - TOLL_REACH), number.whole_first)
        return any(place in reach and self.is_at(place, "toll") for place in self.class_places)

    def _is_of_before(self, number: Number) -> bool:
        if self.lists["earlier"].before(self.tokens, number.whole_first) is not None:
            return True
        start = self.lists["from"].before(self.tokens, number.whole_first)
        return start is not None and not self.may_be_of(start)

    def may_be_of(self, place: int) -> bool:
        return any(self.is_at(place, name) for name in ("of", "thing_of"))

    def _is_beyond_comma(self, number: Number, place: int) -> bool:
        first, last = sorted((number.last, place))
        return any(self.tokens[at].text in COMMAS for at in range(first, last))

    def _tells_role(self, number: Number, place: int, role: str) -> bool:
        """Whether a word such as `aboard` speaks of those whom a number counts: they are people, or nothing else is
        named; `carrying 200 containers` does not."""
        if place >= number.last:
            if role == "joined" and not self._is_broken(number.last, place):
                return True  # 4,200 dockers at the port of Hallen went on strike
            return place - number.last < ROLE_REACH
        if self.is_at(number.last, "people") or self.language in UNSPACED:
            return True
        return self.is_at(number.whole_first - 1, "thing_of") or not any(self.unit_at(number.last))

    def _is_of_number_between(self, first: int, place: int) -> bool:
        """Whether another number, behind which no noun stands, is nearer to the word at `place`: `60 kuća, petero je
        ozlijeđenih`, but not `thirteen pupils and two teachers died`."""
        return any(
            end == place or (not any(self.unit_at(end)) and not self.is_at(end, "people"))
            for end in self.number_ends
            if first < end <= place
        )

    def _is_of_next(self, place: int, number: Number) -> bool:
        """Whether the word at `place` begins a new clause and says what became of those whom the next number counts:
        `14 people, rescued were 26`."""
        behind = place + 1
        if behind < len(self.tokens) and self.tokens[behind].is_word and self.key_of[self.tokens[behind].text] is None:
            behind += 1  # a evakuováno bylo 140
        return not self.number_starts.isdisjoint((place + 1, behind)) and self._is_parted(number.last, place)

    def _is_of_another(self, place: int, number: Number) -> bool:
        """Whether the word at `place` says what became of those whom a number before it counts, and a new clause begins
        before `number`: `12 people had been killed and 47 passengers`."""
        if self._is_of_before(number):
            return False  # three dead, down from eight
        if self.language in VERBS_LAST and place + 1 == number.whole_first:
            ends = [end for end in self.number_ends if 0 <= place - end <= OWN_REACH]
            if ends and not self._is_parted(ends[-1], place):
                return True  # 7명이 숨지고 13명이 다쳤다
        reach = LAST_REACH if self.language in PARTICIPLES_LAST else OWN_REACH
        if not any(0 <= place - self._behind_aside(end, place) <= reach for end in self.number_ends if end <= place):
            return False
        return self._is_parted(place + 1, number.whole_first) or self._is_of_things_where(number)

    def _is_of_things_where(self, number: Number) -> bool:
        """Whether a small word that joins nothing stands before a number, and no word for people behind it: `1,500 were
        moved to 12 shelters`, but not `the dead rose to 14`."""
        before, behind = self.tokens[number.whole_first - 1], number.last
        if not before.is_word or self.key_of[before.text] is not None or self.is_at(behind, "people"):
            return False
        return not self.subgroup_at(behind) and any(self.unit_at(behind))

    def _is_of_things_beside(self, place: int, number: Number) -> bool:
        """Whether the word at `place` stands right behind another number, and `number` counts things: `58 injured were
        taken to 3 hospitals`."""
        if place not in self.number_ends or self.is_at(number.last, "people") or self._is_of_before(number):
            return False
        named = number.last < len(self.tokens) and not self.tokens[number.last].role.classes
        return named and not self.subgroup_at(number.last) and any(self.unit_at(number.last))

    def _is_broken(self, first: int, last: int) -> bool:
        """Whether a mark, a new clause or another number stands among these tokens."""
        between = range(first, last)
        return any(not self.tokens[at].is_word or is_spelt(self.tokens[at]) for at in between) or self._is_parted(
            first, last
        )

    def _is_parted(self, first: int, last: int) -> bool:
        """Whether a new clause begins among these tokens."""
        return any(self.tokens[at].text in COMMAS or self.is_at(at, "joins") for at in range(first, last))

    def _is_where(self, number: Number) -> bool:
        """Whether it counts where something happened: in 20 strikes, but not `stands at 20`, nor `a coûté la vie à 15
        personnes`."""
        if self.is_at(number.last, "people"):
            return False
        return self.is_at(number.whole_first - 1, "place_after") and bool(tuple(self.unit_at(number.last)))

    def is_grave(self, number: Number) -> bool:
        """`12 people were badly hurt`, but not `19 people were hurt, three of them badly`."""
        before = range(number.whole_first - 1, max(-1, number.whole_first - 1 - CLASS_REACH), -1)
        behind = range(number.last, min(len(self.tokens), number.last + CLASS_REACH))
        for places in (before, behind):
            for place in places:
                if self.text_at(place) in (",", ";") or self.tokens[place].is_number or is_spelt(self.tokens[place]):
                    break
                if self.is_at(place, "grave"):
                    return True
        return False

    def _is_near(self, number: Number, name: str) -> bool:
        reach = range(max(0, number.whole_first - CLASS_REACH), min(len(self.tokens), number.last + CLASS_REACH))
        return any(self.is_at(place, name) for place in reach)

    def is_of_a_year(self, number: Number) -> bool:
        """`eleven people have died there this year`: no number of one event."""
        return any(self._is_near(number, name) for name in ("this_year", "last_year"))

    def with_fates_of_parts(
        self, counted: Sequence[tuple[Number, SentenceValue]], parts: AbstractSet[int]
    ) -> list[tuple[Number, SentenceValue]]:
        """Of `nine people died, two of them children` and `nine people died, including two children` the two are dead,
        too; the values with that."""
        found: list[tuple[Number, SentenceValue]] = []
        became, behind = "", 0
        for number, value in counted:
            if value.kind == "count" and value.unit[0] in FATES:
                became, behind = value.unit[0], number.last
            elif (
                became
                and number.first in parts
                and value.unit[0][0] not in "#?"
                and number.first - behind <= FATE_REACH
            ):
                is_one_of = self.lists["part_of"].behind(self.tokens, number.last) is not None
                if is_one_of or self.lists["part"].before(self.tokens, number.whole_first) is not None:
                    value = msgspec.structs.replace(value, unit=(became, *value.unit[-1:]))
            found.append((number, value))
        return found


def become_two_things(one: SentenceValue, other: SentenceValue) -> bool:
    """Whether of those whom two numbers count different things are said to have become: the dead, the injured."""
    here, there = one.unit[0], other.unit[0]
    return here != there and here.startswith("#") and there.startswith("#")
