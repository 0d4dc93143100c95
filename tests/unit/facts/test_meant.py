"""Values that differ whose clauses say the same in other words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

import numpy as np
import pytest
from mediawatch.cluster.meaning import knows_script, meanings
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.comparison.meant import Meanings
from mediawatch.facts.fact_records import Telling
from mediawatch.facts.statement_json import from_text, to_text
from mediawatch.facts.statements import statements

MONDAY, SATURDAY = date(2026, 5, 4), date(2026, 5, 9)


def _differing(
    language: str,
    *texts: str,
    asked: Meanings | None = meanings,
    days: tuple[date | None, ...] = (MONDAY, MONDAY),
) -> list[list[str]]:
    found = facts(
        (
            Telling(
                n, day, datetime(2026, 5, 6, n, tzinfo=UTC), f"file://t/{n}",
                from_text(to_text(statements("", text, language))), "", text,
            )
            for n, (text, day) in enumerate(zip(texts, days, strict=True), 1)
        ),
        asked,
    )  # fmt: skip
    return [sorted(fact.values) for fact in found if fact.relation == "differ"]


@pytest.mark.parametrize(
    ("language", "one", "other", "values"),
    [
        ("pl", "Pożar hali w Jaworku gasiło 130 strażaków. Zginęły 4 osoby.",
         "155 ratowników walczyło z ogniem w Jaworku. Zginęły 4 osoby.", ["130", "155"]),
        ("ro", "Un camion a fost lovit de tren la Brezna. Circulația a fost oprită cinci ore. Au murit 4 persoane.",
         "Patru morți la Brezna: trenul a izbit un camion. Linia a rămas închisă nouă ore.",
         ["16200/19800", "30600/34200"]),
        ("ja", "東湾町で漁船が沈み、乗組員6人が死亡した。波の高さは3メートルだった。港から12キロの海上だった。",
         "東湾町の沖で船が沈没し、6人が死亡。当時5メートルの波があった。", ["2.5/3.5", "4.5/5.5"]),
        ("de", "In Nordhuus starb ein Wal. 300 Leute kamen. Er war 25 Tonnen schwer.",
         "300 Leute sahen in Nordhuus den toten Wal. Er wog 31 Tonnen.", ["24500/25500", "30500/31500"]),
    ],
)  # fmt: skip
def test_values_differ_whose_clauses_say_the_same_in_other_words(
    language: str, one: str, other: str, values: list[str]
) -> None:
    assert values in _differing(language, one, other)
    assert values not in _differing(language, one, other, asked=None)


FENCE = "Brenne mourns 21 hens. The henhouse got 40 boards."
POST = "Brenne mourns 21 hens. Carpenters nailed 52 planks."
BOTH = "Brenne mourns 21 hens. Carpenters nailed 52 planks. Painters emptied 48 buckets."


def _as(*likely: str) -> Meanings:
    """Vectors that say the same of texts with these words, and nothing of the others."""

    def vectors(texts: Sequence[str]) -> list[bytes]:
        rows = np.eye(len(texts) + 1)
        return [
            rows[0 if any(word in text for word in likely) else place].astype("<f2").tobytes()
            for place, text in enumerate(texts, 1)
        ]

    return vectors


def test_each_value_is_the_likeliest_partner_of_the_other() -> None:
    assert _differing("en", FENCE, POST, asked=_as("boards", "planks")) == [["40", "52"]]
    assert _differing("en", FENCE, BOTH, asked=_as("boards", "planks")) == [["40", "52"]]
    assert _differing("en", FENCE, BOTH, asked=_as("boards", "planks", "buckets")) == []  # which of the two is open


@pytest.mark.parametrize(
    ("one", "other", "days"),
    [
        (FENCE, POST, (MONDAY, SATURDAY)),
        (FENCE, POST, (MONDAY, None)),
        (FENCE, "Brenne mourns 21 hens. Carpenters nailed 90 planks.", (MONDAY, MONDAY)),
        (FENCE, "Brenne mourns 21 hens. Carpenters nailed 40 planks, not 44.", (MONDAY, MONDAY)),
        ("Three boards broke in Brenne.", "In Brenne two planks were torn.", (MONDAY, MONDAY)),
        ("Brenne lost 15 percent.", "At 15:40 Brenne was asleep.", (MONDAY, MONDAY)),
        ("Brenne was built in 1961.", "In Brenne 1967 is known well.", (MONDAY, MONDAY)),
        (f"Brenne is far. {'It is a long way. ' * 30}It got 40 boards.", "Brenne nailed 52 planks.", (MONDAY, MONDAY)),
        ("Fourteen men were killed in Brenne.", "In Brenne 52 planks fell.", (MONDAY, MONDAY)),
    ],
    ids=["days apart", "no day", "too many", "told by both", "few", "two kinds", "past", "further down", "of the dead"],
)  # fmt: skip
def test_nobody_is_asked_where_it_would_settle_nothing(one: str, other: str, days: tuple[date | None, ...]) -> None:
    def never(texts: Sequence[str]) -> list[bytes]:
        raise AssertionError(texts)

    assert ["40", "52"] not in _differing("en", one, other, asked=never, days=days)


def test_a_number_that_both_give_shows_one_occasion_where_few_words_are_shared() -> None:
    one = (
        "Belediye 130 elektrikli otobüs alacak. İhale bedeli 800 milyon lira. "
        "Araçlar 15 Eylül'de Yenidağ'da yola çıkacak. Şehirde 2 milyon kişi yaşıyor."
    )
    other = (
        "Yenidağ'ın yeni otobüsleri 1 Ekim'de sefere başlıyor. 130 araçlık filo için 1,1 milyar lira ödenecek. "
        "Her biri 300 kilometre gidiyor."
    )
    assert ["1050000000/1150000000", "799500000/800500000"] in _differing("tr", one, other)


@pytest.mark.parametrize(
    ("text", "known"),
    [("Nová škola", True), ("новый мост", True), ("橋が落ちた", True), ("الجسر", True), ("สะพาน", True),
     ("Γέφυρα", False), ("पुल गिरा", False), ("הגשר", False), ("ხიდი", False)],
)  # fmt: skip
def test_scripts_that_the_encoder_knows(text: str, known: bool) -> None:
    assert knows_script(text) is known
