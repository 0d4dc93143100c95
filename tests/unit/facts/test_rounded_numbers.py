"""A rounded number is the numbers that round to it, whatever scale and language it is written in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mediawatch.facts.fact_records import Quantity
from mediawatch.facts.numbers import numbers
from mediawatch.facts.telling_words import read

# Language -> how 2.4 of a scale is written, its decimal mark, what the scale is worth.
SCALES = [
    ("en", "{n} million people", ".", 1e6),
    ("en", "{n} billion people", ".", 1e9),
    ("en", "{n} lakh people", ".", 1e5),
    ("en", "{n} crore people", ".", 1e7),
    ("en", "{n}m people", ".", 1e6),
    ("de", "{n} Millionen Menschen", ",", 1e6),
    ("de", "{n} Mrd. Menschen", ",", 1e9),
    ("fr", "{n} millions de personnes", ",", 1e6),
    ("es", "{n} millones de personas", ",", 1e6),
    ("it", "{n} milioni di persone", ",", 1e6),
    ("pt", "{n} milhões de pessoas", ",", 1e6),
    ("ru", "{n} млн человек", ",", 1e6),
    ("tr", "{n} milyon kişi", ",", 1e6),
    ("hi", "{n} लाख लोग", ".", 1e5),
    ("hi", "{n} करोड़ लोग", ".", 1e7),
    ("bn", "{n} লাখ মানুষ", ".", 1e5),
    ("zh", "{n}万人", ".", 1e4),
    ("ja", "{n}億人", ".", 1e8),
]

DOZENS = [
    ("en", "two dozen people", 24),
    ("en", "three dozen people", 36),
    ("de", "zwei Dutzend Menschen", 24),
    ("fr", "deux douzaine de personnes", 24),
    ("es", "dos docena de personas", 24),
    ("hi", "2 दर्जन लोग", 24),
]


def _one(text: str, language: str) -> Quantity:
    [found] = numbers(read(text, 0, len(text), language), language)
    return found.quantity


@pytest.mark.parametrize(("language", "text", "mark", "scale"), SCALES)
@settings(max_examples=15)
@given(tenths=st.integers(min_value=21, max_value=989).filter(lambda tenths: tenths % 10), off=st.floats(-0.5, 0.5))
def test_a_number_with_a_scale_meets_what_rounds_to_it_and_nothing_else(
    language: str, text: str, mark: str, scale: float, tenths: int, off: float
) -> None:
    found = _one(text.format(n=f"{tenths // 10}{mark}{tenths % 10}"), language)
    exact = round((tenths + 0.99 * off) / 10 * scale)
    assert found.meets(Quantity(exact, exact))
    other = round((tenths + (1.2 if off > 0 else -1.2)) / 10 * scale)
    assert not found.meets(Quantity(other, other))


@settings(max_examples=50)
@given(
    st.integers(min_value=11, max_value=98).filter(lambda n: n % 10 not in (0, 9)),
    st.integers(min_value=3, max_value=6),
)
def test_two_numbers_rounded_alike_meet_only_where_they_are_the_same(number: int, zeros: int) -> None:
    one, other = (_one(f"{n * 10**zeros} people", "en") for n in (number, number + 1))
    assert one.meets(one)
    assert not one.meets(other)


@settings(max_examples=50)
@given(st.integers(min_value=21, max_value=999_999))
def test_a_number_is_at_least_itself_and_about_itself(number: int) -> None:
    exact = Quantity(number, number)
    assert _one(f"more than {number} people", "en").meets(Quantity(number + 1, number + 1))
    assert _one(f"up to {number} people", "en").meets(exact)
    assert _one(f"about {number} people", "en").meets(exact)
    assert not _one(f"about {number} people", "en").meets(Quantity(number * 2, number * 2))


@pytest.mark.parametrize(("language", "text", "number"), DOZENS)
def test_dozens_are_twelves(language: str, text: str, number: int) -> None:
    assert _one(text, language) == Quantity(number, number)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Gaza death toll tops 512"),
        ("en", "The number of dead has passed 512"),
        ("en", "Debt exceeded 512 dollars"),
        ("de", "Die Zahl der Toten übersteigt 512"),
        ("fr", "Le bilan dépasse les 512 morts"),
        ("es", "La cifra supera los 512 muertos"),
        ("pt", "O número de mortos ultrapassa 512"),
        ("it", "Il bilancio supera i 512 morti"),
        ("nl", "Het aantal overstijgt 512"),
        ("pl", "Liczba ofiar przekroczyła 512"),
        ("ru", "Число погибших превысило 512 человек"),
        ("id", "Korban jiwa melampaui 512 orang"),
        ("ar", "عدد القتلى تجاوز 512 قتيلا"),
        ("zh", "死亡人数突破512人"),
        ("tr", "Ölü sayısı 512 aştı"),
        ("hi", "मृतकों की संख्या 512 के पार"),
    ],
)
def test_what_tops_a_number_is_no_exact_one(language: str, text: str) -> None:
    assert _one(text, language).meets(_one("530", language))
