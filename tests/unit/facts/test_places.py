"""Places as values: where accounts of one event put it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import Telling
from mediawatch.facts.statement_json import from_text, to_text
from mediawatch.facts.statements import statements

MONDAY = date(2026, 5, 4)


def _places(language: str, *texts: str, day: date | None = MONDAY) -> list[tuple[str, ...]]:
    found = facts(
        Telling(
            n, day, datetime(2026, 5, 6, n, tzinfo=UTC), f"file://t/{n}",
            from_text(to_text(statements("", text, language))),
        )
        for n, text in enumerate(texts, 1)
    )  # fmt: skip
    assert all(fact.relation == "differ" for fact in found if fact.kind == "place")
    return [fact.values for fact in found if fact.kind == "place"]


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "President Vane will meet Chancellor Ruhl in {} on 14 May.",
         "Chancellor Ruhl and President Vane will meet on 14 May in {}."),
        ("de", "Präsident Vane trifft Kanzler Ruhl am 14. Mai in {}.",
         "Kanzler Ruhl und Präsident Vane treffen sich am 14. Mai in {}."),
        ("fr", "Le président Vane rencontrera le chancelier Ruhl à {} le 14 mai.",
         "Le chancelier Ruhl et le président Vane se rencontreront le 14 mai à {}."),
        ("es", "El presidente Vane se reunirá con el canciller Ruhl en {} el 14 de mayo.",
         "El canciller Ruhl y el presidente Vane se reunirán el 14 de mayo en {}."),
        ("it", "Il presidente Vane incontrerà il cancelliere Ruhl a {} il 14 maggio.",
         "Il cancelliere Ruhl e il presidente Vane si incontreranno il 14 maggio a {}."),
        ("pt", "O presidente Vane reúne-se com o chanceler Ruhl em {} em 14 de maio.",
         "O chanceler Ruhl e o presidente Vane reúnem-se em 14 de maio em {}."),
        ("nl", "President Vane ontmoet kanselier Ruhl op 14 mei in {}.",
         "Kanselier Ruhl en president Vane ontmoeten elkaar op 14 mei in {}."),
        ("sv", "President Vane träffar kansler Ruhl den 14 maj i {}.",
         "Kansler Ruhl och president Vane träffas den 14 maj i {}."),
        ("ru", "Президент Вейн встретится с канцлером Рулем в {} 14 мая.",
         "Канцлер Руль и президент Вейн встретятся 14 мая в {}."),
        ("id", "Presiden Vane akan bertemu Kanselir Ruhl di {} pada 14 Mei.",
         "Kanselir Ruhl dan Presiden Vane akan bertemu pada 14 Mei di {}."),
    ],
)  # fmt: skip
def test_two_places_of_one_meeting_differ(language: str, one: str, other: str) -> None:
    oslo, bergen = ("Осло", "Бергене") if language == "ru" else ("Oslo", "New Bergen")
    assert _places(language, one.format(oslo), other.format(bergen)) == [(oslo, bergen)]
    assert _places(language, one.format(oslo), other.format(oslo)) == []


_ONE = "A bus with 44 passengers was bombed in {} on Sunday, police said."
_OTHER = "Police said a bus with 44 passengers was bombed on Sunday in {}."


def test_a_place_that_the_other_text_names_is_no_other_place() -> None:
    assert _places("en", _ONE.format("Velmi"), _OTHER.format("Tolland")) == [("Velmi", "Tolland")]
    assert _places("en", _ONE.format("Velmi"), _OTHER.format("Tolland") + " Velmi is a town of Tolland county.") == []


def test_countries_are_no_other_places() -> None:
    assert _places("en", _ONE.format("Velmi"), _OTHER.format("Norway")) == []


def test_accounts_have_to_agree_on_something_else_in_that_sentence() -> None:
    one = "A train left the rails in Velmi. Nobody in the train was hurt, and 44 passengers went home on Sunday."
    other = "A train left the rails in Tolland. Nobody was hurt, and 44 passengers of the train went home on Sunday."
    assert _places("en", one, other) == []


def test_undated_accounts_name_what_they_like() -> None:
    assert _places("en", _ONE.format("Velmi"), _OTHER.format("Tolland"), day=None) == []


def test_three_accounts_with_two_places() -> None:
    texts = (_ONE.format("Velmi"), _OTHER.format("Tolland"), _OTHER.format("Velmi"))
    assert _places("en", *texts) == [("Velmi", "Tolland")]
