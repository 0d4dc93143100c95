"""A number of dead and a day are compared between two accounts in many languages."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mediawatch.facts.compare import facts
from mediawatch.facts.fact_records import Telling
from mediawatch.facts.statements import statements

DAY = date(2025, 5, 5)

# Two accounts each of an avalanche that killed so many and a meeting of two people on a day; {n}, {d} are filled in.
TEXTS = {
    "en": (
        "The avalanche above Tarn killed {n} skiers. Minister Vane met envoy Ruhl in Oslo on {d} May.",
        "Rescuers said {n} skiers died in the avalanche above Tarn. On {d} May envoy Ruhl met minister Vane in Oslo.",
    ),
    "de": (
        "Die Lawine bei Tarn tötete {n} Skifahrer. Ministerin Vane traf den Gesandten Ruhl am {d}. Mai in Oslo.",
        "Bei der Lawine nahe Tarn sind {n} Skifahrer getötet worden. Am {d}. Mai traf der Gesandte Ruhl die Ministerin "
        "Vane in Oslo.",
    ),
    "fr": (
        "L'avalanche de Tarn a fait {n} morts. La ministre Vane a rencontré l'émissaire Ruhl à Oslo le {d} mai.",
        "Le bilan de l'avalanche de Tarn est de {n} morts. Le {d} mai, l'émissaire Ruhl a rencontré la ministre Vane "
        "à Oslo.",
    ),
    "es": (
        "La avalancha de Tarn dejó {n} muertos. La ministra Vane se reunió con el enviado Ruhl en Oslo el {d} de mayo.",
        "Los {n} muertos en la avalancha de Tarn eran jóvenes. El {d} de mayo el enviado Ruhl se reunió con la "
        "ministra Vane en Oslo.",
    ),
    "pt": (
        "A avalanche de Tarn deixou {n} mortos. A ministra Vane reuniu-se com o enviado Ruhl em Oslo em {d} de maio.",
        "Foram {n} os mortos na avalanche de Tarn. Em {d} de maio o enviado Ruhl reuniu-se com a ministra Vane "
        "em Oslo.",
    ),
    "it": (
        "La valanga di Tarn ha causato {n} morti. La ministra Vane ha incontrato l'inviato Ruhl a Oslo il {d} maggio.",
        "Sono {n} i morti nella valanga di Tarn. Il {d} maggio l'inviato Ruhl ha incontrato la ministra Vane a Oslo.",
    ),
    "ru": (
        "При сходе лавины в Тарне погибли {n} лыжников. Министр Вейн встретилась с посланником Рулем в Осло {d} мая.",
        "Лавина в Тарне: погибли {n} человек. {d} мая посланник Руль встретился с министром Вейн в Осло.",
    ),
    "tr": (
        "Tarn köyündeki çığda {n} kayakçı öldü. Bakan Vane {d} Mayıs'ta elçi Ruhl ile Oslo'da görüştü.",
        "Tarn köyündeki çığda {n} kayakçı hayatını kaybetti. Elçi Ruhl, Bakan Vane ile {d} Mayıs'ta Oslo'da görüştü.",
    ),
    "ar": (
        "قتل {n} متزلجا في انهيار تارن الجليدي. والتقت الوزيرة فين المبعوث رول في أوسلو يوم {d} مايو.",
        "أسفر انهيار تارن الجليدي عن مقتل {n} متزلجا. وفي {d} مايو التقى المبعوث رول الوزيرة فين في أوسلو.",
    ),
    "hi": (
        "टार्न हिमस्खलन में {n} लोग मारे गए। मंत्री वेन ने {d} मई को ओस्लो में दूत रूल से मुलाकात की।",
        "टार्न के हिमस्खलन में {n} लोगों की मौत हुई। दूत रूल ने {d} मई को ओस्लो में मंत्री वेन से मुलाकात की।",
    ),
    "bn": (
        "টার্নে তুষারধসে {n} স্কিচালক নিহত হয়েছেন। মন্ত্রী ভেন {d} মে অসলোতে দূত রুলের সঙ্গে বৈঠক করেন।",
        "টার্নে তুষারধসে {n} স্কিচালক মারা গেছেন। {d} মে অসলোতে দূত রুল মন্ত্রী ভেনের সঙ্গে বৈঠক করেন।",
    ),
    "id": (
        "Longsoran salju di Tarn menewaskan {n} pemain ski. Menteri Vane bertemu utusan Ruhl di Oslo pada {d} Mei.",
        "Longsoran salju di Tarn: {n} orang tewas. Pada {d} Mei utusan Ruhl bertemu Menteri Vane di Oslo.",
    ),
    "pl": (
        "Lawina w Tarn zabiła {n} narciarzy. Minister Vane spotkała się z wysłannikiem Ruhlem w Oslo {d} maja.",
        "W lawinie w Tarn zginęło {n} osób. {d} maja wysłannik Ruhl spotkał się z minister Vane w Oslo.",
    ),
    "nl": (
        "De lawine bij Tarn doodde {n} skiërs. Minister Vane ontmoette gezant Ruhl in Oslo op {d} mei.",
        "Bij de lawine in Tarn kwamen {n} mensen om het leven. Op {d} mei ontmoette gezant Ruhl minister Vane in Oslo.",
    ),
    "zh": (
        "塔恩雪崩造成{n}人死亡。部长韦恩5月{d}日在奥斯陆会见了特使鲁尔。",
        "塔恩雪崩已致{n}名滑雪者遇难。特使鲁尔5月{d}日在奥斯陆会见了部长韦恩。",
    ),
    "ja": (
        "ターンの雪崩で{n}人が死亡した。ベイン大臣は5月{d}日、オスロでルール特使と会談した。",
        "ターンの雪崩による死者は{n}人。5月{d}日、ルール特使はオスロでベイン大臣と会談した。",
    ),
}


def _relations(language: str, one: tuple[int, int], other: tuple[int, int]) -> list[tuple[str, str, list[str]]]:
    tellings = [
        Telling(
            number, DAY, datetime(2025, 5, 6, number, tzinfo=UTC), f"file://t/{number}",
            statements("", text.format(n=dead, d=day), language),
        )
        for number, (text, (dead, day)) in enumerate(zip(TEXTS[language], (one, other), strict=True), 1)
    ]  # fmt: skip
    return [(fact.kind, fact.relation, sorted(fact.values)) for fact in facts(tellings)]


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_number_of_dead_and_a_day_that_differ_are_found(language: str) -> None:
    found = _relations(language, (26, 2), (28, 3))
    assert ("count", "differ", ["26", "28"]) in found
    assert ("day", "differ", ["2025-05-02", "2025-05-03"]) in found


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_a_number_of_dead_and_a_day_that_agree_are_found(language: str) -> None:
    found = _relations(language, (26, 2), (26, 2))
    assert ("count", "agreed", ["26"]) in found
    assert ("day", "agreed", ["2025-05-02"]) in found
    assert "differ" not in {relation for _, relation, _ in found}


_PIECES = (
    *("12", "two", "1,200", "2.5 million", "a dozen", "3-1", "07:30", "5 May", "8 to 12 June", "2019", "$5 million"),
    *(
        "people",
        "passengers",
        "aboard",
        "killed",
        "dead",
        "injured",
        "arrested",
        "were",
        "of",
        "the",
        "in",
        "to",
        "from",
    ),
    *("shares", "votes", "percent", "%", "km", "aged", "minister", "Vane", "Oslo", ",", ".", ":", "(", ")", "-", "per"),
)


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=14))
@settings(max_examples=300)
def test_no_order_of_words_is_too_much(pieces: list[str]) -> None:
    """Headlines, tables and lists are no sentences: numbers stand first, last and alone."""
    statements(" ".join(pieces[:4]), " ".join(pieces), "en")


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_may_end_anywhere(language: str) -> None:
    for text in TEXTS[language]:
        filled = text.format(n=12, d=5)
        for end in range(len(filled)):
            statements("", filled[:end], language)
