"""The sanitiser and what is measured of text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.clean.text import bounded, content_sha256, one_line, repair, sanitise

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)  # lone surrogates included


@given(ANY_TEXT)
def test_what_leaves_the_sanitiser_can_be_stored_and_is_left_alone_next_time(text: str) -> None:
    clean = sanitise(text)
    clean.encode("utf-8")  # no lone surrogates
    assert "\0" not in clean
    assert not [char for char in clean if unicodedata.category(char) == "Cc" and char != "\n"]
    assert unicodedata.is_normalized("NFC", clean)
    assert sanitise(clean) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\0b\x07c", "abc"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("par\n\n\n\n\nagraph", "par\n\nagraph"),
        ("no\u00a0break \t space ", "no break space"),
        ("hy\u00adphen\u200b", "hyphen"),
        ("e\u0301", "é"),
        ("\ud83d\ude00", "😀"),
        ("\ud83dx", "x"),
        ("“curly” ‘quotes’ — and ﬁ, Ａ", "“curly” ‘quotes’ — and ﬁ, Ａ"),
        ("می\u200cخواهم", "می\u200cخواهم"),  # Persian
        ("می\u200c\u200cخواهم\u200c.", "می\u200cخواهم."),
        ("क्\u200dष", "क्\u200dष"),  # Hindi
        ("අග්\u200dනි", "අග්\u200dනි"),  # Sinhala
        ("👩\u200d🚒 👩🏽\u200d⚖️", "👩\u200d🚒 👩🏽\u200d⚖️"),
        ("Auf\u200clage ship\u200dment \u200d", "Auflage shipment"),
    ],
)
def test_sanitise(text: str, clean: str) -> None:
    assert sanitise(text) == clean


def test_mojibake_is_repaired_and_quotes_stay_as_they_are() -> None:
    assert repair("TÃ¼rkiye and “Russia’s” cafÃ©") == "Türkiye and “Russia’s” café"
    assert repair("РџСЂРёРІРµС‚") == "Привет"
    for right in ("“Full support”, he said. It’s über – très bien", "Ça va? São Paulo", "Привет, Россия"):
        assert repair(right) == right


def test_bounded_cuts_at_a_word() -> None:
    assert bounded("alpha beta gamma", 11) == "alpha beta"
    assert bounded("alphabetagamma", 5) == "alpha"
    assert bounded("short", 10) == "short"


def test_content_sha256_tells_headline_from_body() -> None:
    assert content_sha256("ab", "c") != content_sha256("a", "bc")
    assert content_sha256("a", "b") == content_sha256("a", "b")


def test_one_line() -> None:
    assert one_line(" a\n b\t c ") == "a b c"
    assert one_line(None) == ""
