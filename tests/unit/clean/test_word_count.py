"""Words are counted in every script, as Unicode parts them."""

from __future__ import annotations

import random

import pytest
from mediawatch.clean.language.word_count import _PLAIN, _count_by_icu, count_words, parted


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Two words", 2),
        ("don't stop: l’eau, 1,000 or 3.5 %", 6),
        ("India-Russia at 12:30", 5),
        ("…—! 😀 •", 0),
        ("", 0),
        ("नदी का पानी बढ़ गया", 5),  # Hindi: vowel signs stand inside of words
        ("நகரம் வெள்ளத்தில் மூழ்கியது", 3),  # Tamil
        ("നഗരം വെള്ളത്തിൽ മുങ്ങി", 3),  # Malayalam
        ("ከተማው በጎርፍ ተጥለቀለቀ።", 3),  # Amharic
        ("ރަށުގެ ބަނދަރު ބަންދުކުރި", 3),  # Dhivehi
        ("می\u200cشود گفت", 2),  # Persian: a joiner parts no words
        ("བོད་ཀྱི་སྐད་ཡིག", 4),  # Tibetan: syllables
        ("河水上涨", 2),  # Chinese
        ("河が氾濫した", 4),  # Japanese
        ("น้ำท่วมเมือง", 3),  # Thai
        ("ນ້ຳຖ້ວມເມືອງ", 3),  # Lao
        ("ទឹកជំនន់ទីក្រុង", 2),  # Khmer
        ("မြို့ကြီး", 2),  # Burmese
    ],
)
def test_words(text: str, words: int) -> None:
    assert count_words(text) == words


PLAIN = [char for char in map(chr, range(0x2100)) if _PLAIN.fullmatch(char)]
JOINING = "'.,;:·‘’_- 09aZéßªЖёΩά"


def test_each_plain_character_counts_as_icu_counts_it() -> None:
    for char in PLAIN:
        for before, after in ("  ", "ab", "12", "a1", "1b", "_a", "ä_", "__"):
            for text in (before + char + after, before + 2 * char + after):
                assert count_words(text) == _count_by_icu(text), text


def test_plain_text_counts_as_icu_counts_it() -> None:
    draw = random.Random(7)
    for _ in range(20_000):
        text = "".join(draw.choices(JOINING if draw.random() < 0.7 else PLAIN, k=draw.randrange(1, 14)))
        assert count_words(text) == _count_by_icu(text), text


def test_a_text_counts_as_its_lines_do() -> None:
    assert count_words("One line,\nనది నీరు పెరిగింది\r\nand 😀 3.5 %\n") == 2 + 3 + 2


def test_half_of_a_character_stops_no_count() -> None:
    assert count_words("one \ud83d two") == 2


def test_words_of_unspaced_scripts_are_parted_for_full_text_search() -> None:
    assert parted("No such script, 12:30") is None
    assert parted("港口将关闭。Hafen, 渡轮每天出发") == "港口 将 关闭\n渡轮 每天 出发"
    assert parted("กรุงเทพ is น้ำท่วม") == "กรุงเทพ\nน้ำ ท่วม"
    assert parted("གྲོང་ཁྱེར་གྱི") == "གྲོང ཁྱེར གྱི\nགྲོང་ཁྱེར ཁྱེར་གྱི"
