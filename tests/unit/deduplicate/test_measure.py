"""What two texts are to each other. Samples are made of numbered words, so that every text is known word by word."""

from __future__ import annotations

import random

import pytest
from mediawatch.deduplicate import thresholds as t
from mediawatch.deduplicate.measure import Text, containment, kind_of, measure

NAMES = ["harbour", "ferry", "inspector", "captain", "company", "divers", "papers", "passengers", "Thursday", "hull"]


def story(seed: int, sentences: int, names: list[str] | None = None) -> list[str]:
    """Sentences of 12 words on a handful of names; different seeds share no run of five words."""
    pick = random.Random(seed)
    cast = names or [f"{pick.choice(NAMES)}{seed}" for _ in range(6)]
    return [
        " ".join(pick.choice(cast) if pick.random() < 0.3 else f"w{pick.randrange(10**6):06d}" for _ in range(12)) + "."
        for _ in range(sentences)
    ]


def kind(a: list[str] | str, b: list[str] | str) -> str | None:
    one, two = (Text(x if isinstance(x, str) else " ".join(x)) for x in (a, b))
    assert kind_of(one, two) == kind_of(two, one)
    return kind_of(one, two)


def test_a_text_and_itself_overlap_whole() -> None:
    text = Text(" ".join(story(1, 10)))
    side, other = measure(text, text)
    assert side == other
    assert containment(text, text) == 1.0
    assert (side.share, side.words, side.own, side.start) == (1.0, 120, 0.0, 0.0)


def test_unrelated_texts_are_nothing() -> None:
    assert kind(story(1, 20), story(2, 20)) is None
    assert containment(Text("a b"), Text("")) == containment(Text(""), Text("a b")) == 0.0


def test_a_few_sentences_added_or_lost_make_a_copy() -> None:
    text = story(1, 20)
    assert kind(text, text[:9] + story(2, 4) + text[9:]) == "copy"
    assert kind(text, text[1:4] + text[6:]) == "copy"


def test_half_of_two_texts_is_a_copy_all_over_and_an_excerpt_in_one_place() -> None:
    shared = story(9, 10)

    def frame(seed: int) -> list[str]:
        return story(seed, 5) + shared + story(seed + 1, 5)

    def mix(seed: int) -> list[str]:
        return [sentence for pair in zip(shared, story(seed, 10), strict=True) for sentence in pair]

    assert kind(mix(1), mix(3)) == "copy"
    assert kind(frame(1), frame(3)) == "excerpt"
    assert kind(shared, frame(1)) == "copy"  # all of the shorter one


def test_every_tenth_word_changed_is_still_a_copy() -> None:
    words = " ".join(story(1, 25, ["Orsa", "Velmar", "Hale", "Lisse", "Pell", "ferry", "hull"])).split()
    edited = [f"other{i}" if i % 10 == 0 else word for i, word in enumerate(words)]
    assert kind(" ".join(words), " ".join(edited)) == "copy"


@pytest.mark.parametrize("words", [4, 6, 8])
def test_a_brief_without_one_of_its_sentences_is_the_same_report(words: int) -> None:
    """The sentence that is left out names things that the other does not: nothing was filled in in its place."""
    left_out = " ".join(f"alone{i:03d}" for i in range(words)) + "."
    text = story(1, 4)
    assert kind(text, [*text[:2], left_out, *text[2:]]) == "copy"


def test_the_first_paragraphs_are_a_truncation_also_under_an_agency_line() -> None:
    text = story(1, 30)
    assert kind(text, text[:8]) == "truncation"
    framed = [
        "PORT CITY, May 5 (Agency) -",
        *text[:8],
        "All rights of this agency are reserved and nothing may be copied.",
    ]
    assert kind(text, framed) == "truncation"


def test_the_first_item_of_a_digest_is_no_truncation() -> None:
    """The digest begins with a lead that the short article is made of, but goes on to other matters."""
    lead = story(1, 8)
    digest = lead + story(2, 8) + story(3, 8) + story(4, 8)
    assert kind(lead + story(1, 30)[8:], digest) == "excerpt"


@pytest.mark.parametrize("position", [1, 2, 3])
def test_a_passage_in_a_digest_is_an_excerpt(position: int) -> None:
    text = story(1, 30)
    items = [story(n, 8) for n in (2, 3, 4)]
    items.insert(position, text[:8])
    assert kind(text, [sentence for item in items for sentence in item]) == "excerpt"


def test_shared_quotations_are_nothing() -> None:
    quotation = " ".join(story(9, 6)).replace(".", "")
    a, b = story(1, 20), story(2, 20)
    said = [f"“{quotation}”, the mayor said."]
    assert kind(a[:10] + said + a[10:], b[:5] + said + b[5:]) is None
    bare = [f"{quotation}, the mayor said."]
    assert kind(a[:10] + bare + a[10:], b[:5] + bare + b[5:]) == "excerpt"
    assert kind(a[:10] + bare + a[10:], b[:5] + said + b[5:]) is None


def test_a_short_shared_passage_is_nothing() -> None:
    passage = " ".join(" ".join(story(9, 9)).split()[: t.EXCERPT_WORDS - 1])
    a, b = story(1, 20), story(2, 20)
    assert kind([*a[:10], passage, *a[10:]], [*b[:5], passage, *b[5:]]) is None


def test_a_shared_footer_is_nothing() -> None:
    footer = story(9, 6)
    assert kind(story(1, 20) + footer, story(2, 20) + footer) is None


def test_a_form_filled_in_twice_is_no_copy() -> None:
    form = (
        "{0} is issuing a {1} bond due in the month of {2} and paying {3} with a price of {4}, lead manager {5} said. "
        "The bond is available in small denominations and will be listed in {6}. Fees comprise {7} for selling and {8} "
        "for management and underwriting combined, and the payment date of the whole issue is the {9} of that month."
    )
    one = form.format(*(f"{n}11" for n in range(10)))
    two = form.format(*(f"{n}22" for n in range(10)))
    assert max(side.share for side in measure(Text(one), Text(two))) > t.COPY
    assert kind(one, two) == "form"


def test_scripts_without_spaces() -> None:
    pick = random.Random(5)
    text, other = (
        "".join(pick.choices([chr(pick.randrange(at, at + 0x800)) + chr(at + 0x900 + i) for i in range(90)], k=400))
        for at in (0x4E00, 0x6E00)
    )
    assert kind(text, text[:600] + "。" + text[600:]) == "copy"
    assert kind(text, text[:200]) == "truncation"
    assert kind(text, other) is None
    assert kind(text, other[:400] + text[300:450] + other[400:]) == "excerpt"
    assert kind(text, text[:240] + other[:400]) == "excerpt"  # a digest of two reports


def test_a_digest_is_no_longer_form_of_its_first_item_in_korean() -> None:
    first = "말로 여객선이 좌초했다. 승객 서른한 명이 여객선에서 구조됐다. 말로 항만은 여객선의 키를 살핀다. "
    more = "선장은 승객에게 사과했다. 여객선은 봄에 검사를 받았다. 말로 병원은 승객 셋을 치료했다. "
    others = "중앙은행이 금리를 내렸다. 총재는 물가를 들었다. 크로네는 떨어졌다. 체스 결승에서 열아홉 살이 이겼다. "
    assert kind(first + more, first + more + "여객선 회사는 말로 노선을 쉰다. 승객은 버스를 탄다. " * 2) is not None
    assert kind(first + more, first + others * 2) is None
