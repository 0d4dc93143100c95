"""Bytes to text: the order of the claims, and the claims that are wrong."""

from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.clean.language.charset import codec_name, decode
from mediawatch.errors import Quarantine

RUSSIAN = "Река вышла из берегов ночью, и три деревни пришлось эвакуировать до рассвета. " * 4
JAPANESE = "川は夜の間に増水し、三つの村の住民が避難した。学校は水が引くまで休校となる。" * 4
CHINESE = "河水在夜间上涨，三个村庄的居民已经撤离，学校停课直到水位下降。" * 4
POLISH = "Rzeka wystąpiła z brzegów w nocy, a trzy wioski zostały ewakuowane przed świtem. " * 4
TURKISH = "Nehir gece taştı ve üç köy şafaktan önce boşaltıldı, öğrenciler okula gitmedi. " * 4
FRENCH = "La rivière a débordé pendant la nuit et trois villages ont été évacués à l’aube. " * 4


@pytest.mark.parametrize(
    ("text", "codec", "declared"),
    [
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (JAPANESE, "cp932", "Shift_JIS"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (CHINESE, "gb18030", "gb2312"),
        (CHINESE, "big5", "Big5"),
        (FRENCH, "cp1252", "ISO-8859-1"),
    ],
)
def test_a_header_that_is_right_is_followed(text: str, codec: str, declared: str) -> None:
    text = text if codec != "big5" else "河水在夜間上漲，三個村莊的居民已經撤離。" * 4
    decoded = decode(text.encode(codec), declared)
    assert decoded.text == text
    assert decoded.source == "header"
    assert decoded.warnings == ()


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (RUSSIAN, "cp1251"),
        (JAPANESE, "cp932"),
        (CHINESE, "gb18030"),
        (FRENCH, "cp1252"),
        (POLISH, "cp1250"),
        (TURKISH, "cp1254"),
    ],
)
def test_without_a_claim_the_encoding_is_detected(text: str, codec: str) -> None:
    decoded = decode(text.encode(codec))
    assert decoded.text == text
    assert decoded.source == "detected"


def test_a_byte_order_mark_wins_over_the_header() -> None:
    assert decode(codecs.BOM_UTF8 + RUSSIAN.encode(), "windows-1251").text == RUSSIAN
    assert decode(codecs.BOM_UTF16_LE + FRENCH.encode("utf-16-le"), "utf-8").source == "bom"


def test_utf8_labelled_latin_1_is_read_as_utf8_with_a_warning() -> None:
    decoded = decode(FRENCH.encode(), "iso-8859-1")
    assert decoded.text == FRENCH
    assert decoded.warnings[0].startswith("charset-mismatch:")


def test_meta_is_read_in_markup_only_and_after_the_header() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><p>{RUSSIAN}</p>'.encode("cp1251")
    assert RUSSIAN in decode(page, markup=True).text
    assert decode(page, markup=True).source == "meta"
    assert decode(page, "windows-1251", markup=True).source == "header"


def test_windows_1252_quotes_under_the_label_latin_1() -> None:
    assert decode(b"\x93Yes\x94, he said", "iso-8859-1").text == "“Yes”, he said"


def test_one_bad_byte_does_not_refute_a_label() -> None:
    decoded = decode(RUSSIAN.encode() * 3 + b"\xff", "utf-8")
    assert decoded.charset == "utf-8"
    assert any(warning.startswith("replaced-characters:") for warning in decoded.warnings)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Quarantine) as caught:
        decode(bytes(range(0, 32)) * 40)
    assert caught.value.reason == "undecodable_text"


@pytest.mark.parametrize("label", ["rot13", "no-such-thing", "", "\x00", None, "hex"])
def test_labels_that_name_no_encoding_of_text(label: str | None) -> None:
    assert codec_name(label) is None


@given(st.binary(max_size=400), st.sampled_from([None, "utf-8", "utf-16", "shift_jis", "utf-7", "x"]), st.booleans())
def test_any_bytes_give_text_or_quarantine(data: bytes, declared: str | None, markup: bool) -> None:
    with contextlib.suppress(Quarantine):
        assert isinstance(decode(data, declared, markup=markup).text, str)
