"""Numbers as texts state them: in digits of any script with the marks of the language (CLDR, by babel), in words
(text2num, for the languages that it knows), with a scale behind them (million, lakh) and with words before them that
say how exact they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from mediawatch.facts.fact_records import INFINITY, Quantity
from mediawatch.facts.kinds.fractions import (
    HUNDRED,
    PERCENT,
    TIMES,
    TWICE,
    WHOLES,
    Fraction,
    fractions,
    so_many_of,
    tenths,
)
from mediawatch.facts.kinds.halves import BEFORE, with_halves
from mediawatch.facts.number_scales import (
    ABOUT,
    LEAST_ROUND,
    ROUND,
    SHORT,
    Number,
    behind_stop,
    factor_at,
    is_hyphen,
    last_digit,
    rounded,
    rounding,
)
from mediawatch.facts.number_words import LEAST_SPELT, spelt
from mediawatch.facts.numerals import grouped, numeral, with_fraction
from mediawatch.facts.word_tokens import Token, telling
from mediawatch.facts.words import fact_words
from mediawatch.words import is_small

ABOUT_EXACT = 0.025
"""As ABOUT for a number that is no round one, from LEAST_EXACT on."""

LEAST_EXACT = 21

ABOUT_ROUND = 0.17
"""`about 30` may also be what rounds to it, 25 to 35, but no further from it than so."""

HALVED = 2
"""Words of a number before which `half` means half of it: `a million`."""

REACH_BEHIND = 3
"""Tokens behind a number in which `or more` may stand."""

ROUNDED = 0.2
"""`Une vingtaine` is from 16 to 24."""

_MANY = {
    "many_dozens": (20, 150),
    "many_hundreds": (150, 1_500),
    "many_thousands": (1_500, 99_999),
    "many_ten_thousands": (15_000, 150_000),
    "many_hundred_thousands": (150_000, 1_500_000),
}


ROUND_WORDS = (100, 1_000, 1_000_000)

SEVERAL = (1.5, 15)
"""How many times a hundred `several hundred` is."""


def numbers(listed: Sequence[Token], language: str, told: Sequence[tuple[int, Token]] | None = None) -> list[Number]:
    """All numbers of a sentence, in order. `told`: what `telling` finds among the tokens, where that is known."""
    found: list[Number] = []
    told = telling(listed) if told is None else told
    both = [*_in_digits(listed, told, language), *_in_words(listed, told, language)]
    parts_at = [place for place, token in told if token.role.in_fraction]
    if parts_at and (parts := list(fractions(listed, parts_at, language))):
        both = [number for number in both if not any(part.first <= number.first < part.last for part in parts)]
        both += [_part(part) for part in parts if part.percent]
    for number in sorted(both, key=lambda one: (one.first, -one.last)) if len(both) > 1 else both:
        if not found or number.first >= found[-1].last:  # the `million` of `2.4 million` is no number of its own
            found.append(_with_scale(number, listed, language))
    if not found:
        return found
    if len(found) > 1 and any(number.value in WHOLES for number in found):
        for part in so_many_of(found, listed, language):
            found = [number for number in found if not part.first <= number.first < part.last]
            found.append(_with_words(_part(part), listed, language))
        found.sort(key=lambda number: number.first)
    last = len(listed) - 1
    if [number for number in found if number.last <= last and "tenths" in listed[number.last].role.begins]:
        for part in tenths(found, listed, language):
            found = [number for number in found if not part.first <= number.first < part.last]
            found.append(_with_words(_part(part), listed, language))
        found.sort(key=lambda number: number.first)
    if [
        number
        for number in found
        if not BEFORE.keys().isdisjoint(listed[number.first - 1].role.ends)
        or (number.last <= last and "half_more" in listed[number.last].role.begins)
        or (number.last < last and "half_more" in listed[number.last + 1].role.begins)
        or (number.value % 1 and not number.in_digits)
    ]:
        return list(with_halves(found, listed, language))
    return found


def _in_digits(listed: Sequence[Token], told: Sequence[tuple[int, Token]], language: str) -> Iterator[Number]:
    count = len(listed)
    for place, token in told:
        if token.is_number and (value := numeral(token.text, language)) is not None:
            if (
                place + 2 < count
                and (
                    listed[place + 1].text in _LINES
                    or listed[place + 2].text in _LINES
                    or (place + 3 < count and listed[place + 3].text in _LINES)
                )
                and token.text.isascii()
                and token.text.isdigit()
                and (part := with_fraction(listed, place)) is not None
            ):
                yield Number(place, part[1], place, part[0], Quantity(part[0], part[0]), in_digits=True)
                continue
            if (last := grouped(listed, place, language)) is not None:
                value = _together(listed[place:last])
                yield Number(place, last, place, value, Quantity(value, value), in_digits=True)
                continue
            suffix = listed[place + 1] if place + 1 < len(listed) and listed[place + 1].start == token.end else None
            is_end = suffix is not None and suffix.text == "." and (place + 2 == count or value % 1 > 0)
            ordinal = (
                suffix is not None
                and not is_end
                and (
                    suffix.text in ORDINAL_SIGNS
                    or (
                        "ordinal" in suffix.role.begins
                        and fact_words.phrases(language)["ordinal"].behind(listed, place + 1) is not None
                    )
                )
            )
            yield Number(place, place + 1, place, value, Quantity(value, value), in_digits=True, is_ordinal=ordinal)


_LINES = frozenset("/⁄")
"""Lines of fractions: 9-1/2."""


def _together(groups: Sequence[Token]) -> float:
    return float("".join(part.text for part in groups))


ORDINAL_SIGNS = "ºª"
"""Signs that make an ordinal of a number in several languages."""


def _in_words(listed: Sequence[Token], told: Sequence[tuple[int, Token]], language: str) -> Iterator[Number]:
    spelt_at = [place for place, token in told if token.role.number]
    for first, last, value, is_ordinal in spelt(listed, spelt_at, language) if spelt_at else ():
        stands_for_many = last == first + 1 and (
            listed[first].role.is_round or (listed[first].role.is_many and _stands_for_many(listed, first, language))
        )
        if language not in CAPITAL_NOUNS and first and listed[first].text[0].isupper() and _is_in_name(listed, first):
            continue
        is_told = value >= LEAST_SPELT or value % 1 > 0 or _is_one_and_a_half(listed, last, value, language)
        if is_told and not stands_for_many and not any(token.is_number for token in listed[first:last]):
            quantity = Quantity(value, value)
            if first and last == first + 1 and value in ROUND_WORDS and "several" in listed[first - 1].role.ends:
                quantity = Quantity(value * SEVERAL[0], value * SEVERAL[1])
            yield Number(first, last, first, value, quantity, in_digits=False, is_ordinal=is_ordinal)
    is_many = False
    for place, token in told:
        role = token.role
        if role.is_many:
            is_many = True
        elif role.is_round and not _has_number_before(listed, place):
            number = fact_words.round_numbers(language)[listed[place].lower]
            half = fact_words.phrases(language)["half"].before(listed, place - (listed[place - 1].text in "-‑"))
            number /= 1 if half is None else HALVED
            slack, first = ROUNDED * number, place if half is None else half
            yield Number(first, place + 1, first, number, Quantity(number - slack, number + slack), in_digits=False)
    if not is_many:
        return
    lists = fact_words.phrases(language)
    for name, (low, high) in _MANY.items():
        for place in lists[name].anywhere(listed):
            if not _has_number_before(listed, place):
                last = lists[name].behind(listed, place) or place + 1
                yield Number(place, last, place, float(low), Quantity(low, high), in_digits=False)


def _is_one_and_a_half(listed: Sequence[Token], last: int, value: float, language: str) -> bool:
    """Whether a half stands behind `one`, which counts nothing by itself."""
    return value == 1 and fact_words.phrases(language)["half_more"].behind(listed, last) is not None


def _stands_for_many(listed: Sequence[Token], place: int, language: str) -> bool:
    """Whether a phrase for a number that is not told begins there: `yüz` is a hundred, `yüz binlerce` is none."""
    lists = fact_words.phrases(language)
    return any(lists[name].behind(listed, place) is not None for name in _MANY)


def _part(part: Fraction) -> Number:
    """A part of a whole: a third is told for what is a little less or more. `Twice as many` is two times."""
    if part.percent >= TWICE:
        times = part.percent / HUNDRED
        return Number(part.first, part.last, part.first, times, Quantity(times, times), in_digits=False, unit=TIMES)
    slack = part.percent * ROUND
    quantity = Quantity(part.percent - slack, part.percent + slack)
    return Number(part.first, part.last, part.first, part.percent, quantity, in_digits=False, unit=PERCENT)


def _is_in_name(listed: Sequence[Token], place: int) -> bool:
    """Whether a word with a capital stands behind another one: Channel Two, BBC Two's. A headline has more of them."""
    before = listed[place - 1]
    if not before.is_word or not before.text[0].isupper():
        return False
    return any(token.is_word and len(token.text) > SHORT and is_small(token.text) for token in listed)


CAPITAL_NOUNS = frozenset({"de", "lb"})
"""Languages in which a capital says nothing of a name."""


def _has_number_before(listed: Sequence[Token], place: int) -> bool:
    """Whether a number stands before the place, which it multiplies: two dozen."""
    if not place:
        return False
    word = listed[place - 1].role.number
    return listed[place - 1].is_number or (word is not None and word.value >= LEAST_SPELT)


def _with_scale(number: Number, listed: Sequence[Token], language: str) -> Number:
    """With `million` and the like behind it, and the words before it."""
    if number.unit:
        return _with_words(number, listed, language)
    if number.is_ordinal or number.quantity.low != number.quantity.high:
        return number
    if not number.in_digits and number.value >= LEAST_ROUND and number.last - number.first <= HALVED:
        number = _halved(number, listed, language)
    place = number.last + 1 if is_hyphen(listed, number.last) else number.last
    factor = factor_at(listed, place, language)
    if factor is None and number.in_digits and _is_of(listed, place):
        factor = factor_at(listed, place + 1, language)  # 340 de milioane
        place += factor is not None
    if factor is not None:
        low, high = rounded(listed[number.first].text, number.value, factor, language, number.in_digits)
        number = replace(
            number,
            last=behind_stop(listed, place + 1),
            value=number.value * factor,
            quantity=Quantity(low, high),
            has_scale=True,
        )
        if language in COMPOUND:
            number = _with_rest(number, factor, listed, language)
    elif number.value >= LEAST_ROUND and number.in_digits:
        half = last_digit(number.value) / 2
        slack = min(half, number.value * ROUND) if half > 1 else 0
        number = replace(number, quantity=Quantity(number.value - slack, number.value + slack))
    return _with_words(_with_range(number, listed, language), listed, language)


def _is_of(listed: Sequence[Token], place: int) -> bool:
    return place < len(listed) and "thing_of" in listed[place].role.begins


def _halved(number: Number, listed: Sequence[Token], language: str) -> Number:
    """`half a million` is 500,000."""
    lists = fact_words.phrases(language)
    before = lists["half"].before(listed, number.first)
    within = lists["half"].behind(listed, number.first)
    if (before is None and within is None) or lists["half_more"].before(listed, number.first) is not None:
        return number
    first = number.first if before is None else before
    half = number.value / 2
    slack = half * ROUND
    return replace(
        number,
        first=first,
        whole_first=first,
        value=half,
        quantity=Quantity(half - slack, half + slack),
        has_scale=True,
    )


def _with_range(number: Number, listed: Sequence[Token], language: str) -> Number:
    """`20-30`, `20 to 30` and `between 20 and 30` are one number, whose ends are told; `2 to 3 million` is one too."""
    place = number.last
    if place + 1 >= len(listed) or not (listed[place + 1].is_number or listed[place + 1].role.number):
        return number
    if not _joins_range(number, listed, language):
        return number
    upper, last, times = _upper(number, listed[place + 1], language), place + 2, 1.0
    if number.in_digits and (behind := grouped(listed, place + 1, language)) is not None:
        upper, last = _together(listed[place + 1 : behind]), behind
    if upper is None or not number.value < upper <= number.value * 10:
        return number
    if not number.has_scale and (factor := factor_at(listed, last, language)) is not None:
        last, times = behind_stop(listed, last + 1), factor
    elif number.has_scale:
        return number  # 2 million to 3: of what is not known
    low, high = number.value * times, upper * times
    return replace(number, last=last, value=low, quantity=Quantity(low, high, is_told=True), has_scale=times > 1)


def _upper(number: Number, token: Token, language: str) -> float | None:
    """The upper end of a span: in digits where the lower one is, else in one word, two to three."""
    if number.in_digits:
        return numeral(token.text, language) if token.is_number else None
    word = token.role.number
    is_one = word is not None and not word.is_ordinal and number.last == number.first + 1
    return word.value if word is not None and is_one else None


def _joins_range(number: Number, listed: Sequence[Token], language: str) -> bool:
    """Whether what stands behind a number joins it to the next one as its upper end."""
    place, lists = number.last, fact_words.phrases(language)
    if listed[place].text in "-–‑":
        return True
    is_to = lists["day_to_day"].behind(listed, place) == place + 1
    if is_to and lists["from"].before(listed, number.first) is None:
        return True
    is_and = is_to or lists["joins"].behind(listed, place) == place + 1
    return is_and and lists["between"].before(listed, number.first) is not None


COMPOUND = frozenset({"ja", "ko", "yue", "zh"})
"""Languages that say what is below a scale behind it: 4万2000, 3億5000万."""

LEAST_COMPOUND = 10_000


def _with_rest(number: Number, factor: float, listed: Sequence[Token], language: str) -> Number:
    """4万2000 with what is below its scale."""
    place, last = number.last, number.last
    total, least = number.value, factor
    while place < len(listed) and listed[place].is_number and least >= LEAST_COMPOUND:
        value = numeral(listed[place].text, language)
        own = factor_at(listed, place + 1, language)
        if value is None or value * (own or 1.0) >= least or listed[place].start - listed[place - 1].end > 1:
            break
        total, least = total + value * (own or 1.0), own or 1.0
        place = last = place + (2 if own else 1)
    if last == number.last:
        return number
    slack = min(last_digit(total) / 2, total * ROUND) if least > 1 else 0
    return replace(number, last=last, value=total, quantity=Quantity(total - slack, total + slack))


def _with_words(number: Number, listed: Sequence[Token], language: str) -> Number:
    for behind, token in enumerate(listed[number.last : number.last + REACH_BEHIND], number.last):
        if token.is_number or token.text in ",;.":
            break
        if (
            "at_least_after" in token.role.begins
            and fact_words.phrases(language)["at_least_after"].behind(listed, behind) is not None
        ):
            return replace(number, quantity=Quantity(number.value, INFINITY))
    first = number.first
    if first and listed[first - 1].text in "$€£¥₹~":
        first -= 1
    elif not first or not listed[first - 1].role.ends:
        return number
    lists = fact_words.phrases(language)
    low, high = number.quantity.low, number.quantity.high
    least, most = lists["at_least"].before(listed, first), lists["at_most"].before(listed, first)
    if (place := least) is not None and (most is None or most >= place):
        return replace(number, whole_first=place, quantity=Quantity(number.value, INFINITY))
    if (place := most) is not None and lists["rises"].before(listed, place) is None:  # also `no more than`
        return replace(number, whole_first=place, quantity=Quantity(0, number.value))
    if (place := lists["about"].before(listed, first)) is not None or (first and listed[first - 1].text == "~"):
        about = ABOUT if rounding(number.value) > 1 or number.value < LEAST_EXACT else ABOUT_EXACT  # some 72, about 70
        slack = max(about * number.value, min(last_digit(number.value) / 2, ABOUT_ROUND * number.value))
        return replace(
            number, whole_first=first if place is None else place, quantity=Quantity(low - slack, high + slack)
        )
    return number
