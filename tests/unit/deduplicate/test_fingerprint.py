"""The fingerprint: what counts as the same text, and that stored hashes stay findable for ever."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.deduplicate import fingerprint as room
from mediawatch.deduplicate.fingerprint import (
    _SEPARATOR,
    KEPT_SHARE,
    SHINGLE_WORDS,
    WINDOW,
    fingerprint,
    normalise,
    shingle_hashes,
)

STORY = (
    "The harbour master said on Tuesday that the ferry had left with twelve more passengers than its papers "
    "allow. Divers will look at the hull again on Thursday, weather permitting, and the company will "
    "answer every question that the inspectors put to it before the week is out. Nobody was hurt."
)
CHINESE = "港務局長週二表示，渡輪出發時的乘客人數比文件允許的多十二人。潛水員將於週四再次檢查船體。"
HINDI = "बंदरगाह प्रमुख ने मंगलवार को कहा कि नौका में अनुमति से बारह यात्री अधिक थे और जाँच जारी रहेगी।"


def test_hashes_are_those_of_every_earlier_release() -> None:
    """They stand in the warehouse: a change of this value needs a migration that makes all of them anew. Releases
    before that of December 2026 had the eighth alone."""
    prints = [fingerprint(x) for x in (STORY, CHINESE, HINDI)]
    eighth = [replace(f, hashes=tuple(h for h in f.hashes if h % KEPT_SHARE == 0)) for f in prints]
    digests = [hashlib.sha256(repr(some).encode()).hexdigest() for some in (eighth, prints)]
    assert digests[0] == "d81604eb3acc74b2f9fcf95dba4c209a44c8665a8462b3ba539c950bc01f4e5a"
    assert digests[1] == "dd06f8d65a849e232e6b5a84a07ed9c87a55397cf03a624784b57cb1a7cdc019"


@pytest.mark.parametrize(
    "other",
    [
        STORY.upper(),
        STORY.replace(" ", " \n\t "),
        STORY.replace(",", " — ").replace(".", "…"),
        "“" + STORY.replace("harbour", "har\u00adbour") + "”\u200b",
        STORY.replace("ff", "\ufb00"),
    ],
    ids=["case", "white space", "punctuation", "quotes and soft hyphens", "ligatures"],
)
def test_looks_do_not_count(other: str) -> None:
    assert fingerprint(other) == fingerprint(STORY)


@pytest.mark.parametrize("other", [STORY.replace("twelve", "eleven"), STORY + " Yet.", STORY.replace("a", "á")])
def test_words_do_count(other: str) -> None:
    assert fingerprint(other).text_sha256 != fingerprint(STORY).text_sha256


def test_vowel_signs_belong_to_their_word() -> None:
    assert normalise("बंदरगाह, प्रमुख") == "बंदरगाह प्रमुख"


def test_every_mark_of_unicode_belongs_to_its_word() -> None:
    marks = [char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(char)[0] == "M"]
    assert len(marks) > 2000
    assert not [mark for mark in marks if _SEPARATOR.search(mark)]


def test_the_guessed_language_changes_nothing() -> None:
    assert fingerprint(CHINESE, "zh-Hant") == fingerprint(CHINESE, "ko")


def test_scripts_without_spaces_are_cut_by_characters() -> None:
    lead, rest = CHINESE[:20], CHINESE[20:]
    shared = set(shingle_hashes(normalise(lead + rest))) & set(shingle_hashes(normalise(lead + "天氣晴朗")))
    assert len(shared) == len(normalise(lead).replace(" ", "")) - 7


def test_counts() -> None:
    words = normalise(STORY).split()
    mark = fingerprint(STORY)
    assert mark.shingle_count == len({tuple(words[i : i + 5]) for i in range(len(words) - 4)})
    assert list(mark.hashes) == sorted(set(mark.hashes))


def test_an_eighth_is_kept() -> None:
    mark = fingerprint(" ".join(str(n) for n in range(20_000)))
    assert mark.shingle_count == 19_996
    assert len(mark.hashes) == pytest.approx(mark.shingle_count / KEPT_SHARE, rel=0.05)


@pytest.mark.parametrize("words", [25, 30, 40, 50])
def test_no_lead_lacks_what_it_is_found_by(words: int) -> None:
    """Of a lead of 30 words an eighth of the shingles is three, and of one in twenty-five none or one."""
    for seed in range(300):
        text = [f"w{seed * n % 9973 + n}" for n in range(200)]
        lead, whole = fingerprint(" ".join(text[:words])), fingerprint(" ".join(text))
        shared = set(lead.hashes) & set(whole.hashes)
        assert len(shared) >= (words - SHINGLE_WORDS + 1) // WINDOW, seed


@pytest.mark.parametrize(("body", "shingles"), [("", 0), ("  —!? ", 0), ("Hm.", 1), ("One two three four five", 1)])
def test_short_texts(body: str, shingles: int) -> None:
    assert fingerprint(body).shingle_count == shingles


@given(st.text(max_size=300))
def test_any_text_has_one_and_normalising_again_changes_little(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert fingerprint(text) == fingerprint(once)


@given(st.lists(st.text("abcé", min_size=1, max_size=6), min_size=5, max_size=40), st.data())
def test_a_passage_has_the_hashes_of_its_place(words: list[str], data: st.DataObject) -> None:
    """A shingle hashes alike wherever it stands, and distinct shingles do not collide."""
    start = data.draw(st.integers(0, len(words) - 5))
    whole = shingle_hashes(" ".join(words)).tolist()
    assert shingle_hashes(" ".join(words[start:])).tolist() == whole[start:]
    cut = [tuple(words[i : i + 5]) for i in range(len(words) - 4)]
    assert len(set(whole)) == len(set(cut))


def test_a_long_text_leaves_nothing_behind() -> None:
    """What is kept for the next text is of texts of common lengths; a whole book would stay in memory."""
    before = room._kept_powers.cache_info().currsize
    long = " ".join(f"word{n}" for n in range(room.LONG // 5))
    assert len(room.shingle_hashes(long)) == room.LONG // 5 - room.SHINGLE_WORDS + 1
    assert room._kept_powers.cache_info().currsize == before
