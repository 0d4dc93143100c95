"""What texts say across languages: the same event told in the languages of the encoder, and others like it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from mediawatch.cluster.across import links
from mediawatch.cluster.marks import marks
from mediawatch.cluster.meaning import likeness, meanings, together
from mediawatch.cluster.records import Account, Frequencies, StoryLink

DAY = datetime(2026, 5, 1, tzinfo=UTC)
YEAR = 1974
WINDOW = Frequencies(documents=1000, counts={})
FERRY = {
    "ar": "غرق عبارة قبالة فيلمار ومقتل 24 شخصا. بحث رجال الإنقاذ عن 130 راكبا يوم الجمعة.",
    "de": "Fähre vor Velmar gesunken, 24 Tote. Retter suchten am Freitag nach 130 Passagieren.",
    "en": "Ferry sinks off Velmar, 24 dead. Rescuers searched for 130 passengers on Friday.",
    "es": "Se hunde un transbordador frente a Velmar: 24 muertos. Los rescatistas buscaron a 130 pasajeros.",
    "ja": "ヴェルマル沖でフェリーが沈没、24人死亡。救助隊は金曜日、乗客130人を捜索した。",
    "ko": "벨마르 앞바다에서 여객선 침몰, 24명 사망. 구조대가 금요일 승객 130명을 수색했다.",
    "ru": "Паром затонул у Велмара, погибли 24 человека. В пятницу спасатели искали 130 пассажиров.",
    "th": "เรือเฟอร์รี่ล่มนอกชายฝั่งเวลมาร์ เสียชีวิต 24 คน เจ้าหน้าที่ค้นหาผู้โดยสาร 130 คนเมื่อวันศุกร์",
    "tr": "Velmar açıklarında feribot battı: 24 ölü. Kurtarma ekipleri cuma günü 130 yolcuyu aradı.",
    "zh": "韦尔马附近海域渡轮沉没，24人死亡。救援人员周五搜寻130名乘客。",
}
OTHERS = {
    "en": "Parliament in Velmar passes budget, 24 vote against. Schools get 130 million, ministers said on Friday.",
    "de": "Parlament in Velmar beschließt Haushalt, 24 dagegen. Die Schulen bekommen 130 Millionen.",
    "zh": "韦尔马议会通过预算，24票反对。学校获得1.3亿，另有130项修正。",
}  # fmt: skip


def account(number: int, language: str, text: str) -> Account:
    told = f"{text} ({YEAR})"  # three marks at least: two numbers and this one
    return Account(number, language, DAY, DAY, True, marks("", told, language))


def linked(*texts: tuple[str, str]) -> list[StoryLink]:
    """The links between two stories, each a language and a text."""
    one, other = (account(number, *text) for number, text in enumerate(texts, 1))
    told = dict(enumerate((text for _, text in texts), 1))
    return links([(one, other)], WINDOW, lambda ids: {number: meanings([told[number]])[0] for number in ids})


@pytest.mark.parametrize("language", sorted(FERRY.keys() - {"en"}))
def test_one_event_is_more_alike_than_two_that_share_their_names_and_numbers(language: str) -> None:
    one, same, *others = meanings([FERRY["en"], FERRY[language], *OTHERS.values()])
    assert likeness(one, same) > 0.5
    assert max(likeness(same, other) for other in others) < 0.4


@pytest.mark.parametrize("language", ["ja", "ko", "tr", "zh"])
def test_what_is_said_links_stories_and_parts_them(language: str) -> None:
    assert linked(("en", FERRY["en"]), (language, FERRY[language]))
    assert not linked(("en", OTHERS["en"]), (language, FERRY[language]))


def test_only_what_may_be_linked_and_is_known_to_the_model_is_encoded() -> None:
    english, german = (account(number, language, FERRY[language]) for number, language in ((1, "en"), (2, "de")))
    hindi = replace(english, story_id=3, language="hi")
    strange = replace(german, story_id=4, marks=marks("", "Nichts davon.", "de"))
    pairs = [(english, german), (german, english), (english, hindi), (english, strange)]
    asked: list[set[int]] = []

    def meant(ids: set[int]) -> dict[int, bytes]:
        asked.append(ids)
        return {}

    links([*pairs, (english, replace(english, story_id=5))], WINDOW, meant)
    assert asked == [{1, 2}]


def test_a_text_says_the_same_whatever_is_encoded_with_it() -> None:
    alone = meanings([FERRY["en"]])[0]
    assert likeness(alone, meanings([*FERRY.values(), *OTHERS.values()])[2]) == 1.0
    assert meanings([]) == []


def test_a_story_says_what_its_articles_say_together() -> None:
    one, other, strange = meanings([FERRY["en"], FERRY["de"], OTHERS["en"]])
    assert likeness(together([one]), one) == 1.0
    assert min(likeness(together([one, other]), each) for each in (one, other)) > likeness(one, other)
    assert likeness(together([one, strange]), other) < likeness(one, other)
