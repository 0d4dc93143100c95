"""Words that say the same in many languages: accounts that give two values beside them differ, though they share no
other word. Beside them, what the words of a language must not be taken for."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import Telling
from mediawatch.facts.statement_json import from_text, to_text
from mediawatch.facts.statements import statements
from mediawatch.facts.words import fact_words
from mediawatch.tag.language.words import stems

MONDAY = date(2026, 5, 4)


def _differing(languages: str, *texts: str, day: date | None = MONDAY) -> list[list[str]]:
    listed = languages.split("-") if "-" in languages else [languages] * len(texts)
    found = facts(
        Telling(
            n, day, datetime(2026, 5, 6, n, tzinfo=UTC), f"file://t/{n}",
            from_text(to_text(statements("", text, language))),
        )
        for n, (text, language) in enumerate(zip(texts, listed, strict=True), 1)
    )  # fmt: skip
    return [sorted(fact.values) for fact in found if fact.relation == "differ"]


@pytest.mark.parametrize(
    ("language", "one", "other", "values"),
    [
        ("uk", "На виборах у Калинці перемогла Олена Гай: 54,2% голосів. Явка становила 39%.",
         "Олена Гай стане мером Калинки з результатом 54,2%. До виборчих дільниць прийшли 36%.",
         ["35.5/36.5", "38.5/39.5"]),
        ("fr", "Marc Aubin a été élu maire de Brenne avec 52,4 % des voix. L'abstention a atteint 41 %.",
         "Brenne a choisi Marc Aubin, qui a 52,4 % des voix. 44 % des électeurs se sont abstenus.",
         ["40.5/41.5", "43.5/44.5"]),
        ("nl", "In Veldhaven blokkeerden 600 trekkers de snelweg naar Dorpen.",
         "Boeren sloten in Veldhaven met 450 tractoren de snelweg af.",
         ["450", "600"]),
        ("en", "Two of the three rivers rose at Larch. Gusts of up to 139 km/h hit Larch.",
         "At Larch winds of 147 kilometres an hour were measured, the gusts of a century.",
         []),
    ],
    ids=["turnout", "abstention", "tractors", "a bound"],
)  # fmt: skip
def test_words_of_one_meaning_tell_what_a_value_is_of(language: str, one: str, other: str, values: list[str]) -> None:
    assert (values in _differing(language, one, other)) is bool(values)


def test_words_of_one_meaning_join_two_languages() -> None:
    one, other = "Gusts of 120 km/h hit Valdora.", "Valdora meldet Böen von 145 km/h."
    assert ["119.5/120.5", "144.5/145.5"] in _differing("en-de", one, other)


def test_votes_that_are_counted_so_far_are_no_turnout() -> None:
    one = "Con el 98 % de los votos escrutados, Elena Ríos obtuvo el 47,3 % en Puerto Llano."
    other = "Elena Ríos logró en Puerto Llano el 47,3 %. Acudió a votar el 64 % del censo."
    assert _differing("es", one, other) == []


def test_that_something_rose_says_nothing_of_what_rose() -> None:
    one = "Velta earned $312 million in the first quarter, up from $280 million. Sales rose 8 percent."
    other = "For the second quarter Velta expects earnings of $340 million. Its shares rose 5 percent."
    assert ["4.5/5.5", "7.5/8.5"] not in _differing("en", one, other)


@pytest.mark.parametrize("language", fact_words.languages())
def test_no_word_has_two_meanings(language: str) -> None:
    meant: dict[str, str] = {}
    for name, words in fact_words.meanings(language).items():
        for word in words:
            key = word if word.endswith("*") else stems(word, language)[0]
            assert meant.setdefault(key, name) == name


@pytest.mark.parametrize(
    ("language", "one", "other", "values"),
    [
        ("en", "The Corin rocket took off from Maren with 21 satellites on board.",
         "The Corin rocket put 24 satellites in orbit after it took off from Maren.", ["21", "24"]),
        ("en", "Dorne county has 87 confirmed cases of measles.",
         "There are 94 measles infections now in Dorne county.", ["87", "94"]),
        ("de", "In Altrode wurden 430 Goldmünzen aus einer Vitrine gestohlen.",
         "Diebe nahmen in Altrode 483 keltische Münzen aus einer Vitrine mit, die sie zerschlugen.", ["430", "483"]),
        ("pl", "W kopalni Zalesie pod ziemią pracowało 68 osób.", "W kopalni Zalesie pod ziemią było 72 ludzi.",
         ["68", "72"]),
        ("en", "Norlandia ordered 35 long-haul jets from Aerona.", "Norlandia wants 40 jets from Aerona.",
         ["35", "40"]),
        ("ko", "해월시 산불에 헬기 18대가 투입됐다.", "해월시 산불에 헬기 22대가 나섰다.", ["18", "22"]),
    ],
    ids=["things on board", "cases", "compound", "people", "hyphen", "noun first"],
)  # fmt: skip
def test_numbers_count_one_thing_in_other_words(language: str, one: str, other: str, values: list[str]) -> None:
    assert values in _differing(language, one, other)
