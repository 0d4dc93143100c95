"""What must not reach a parser is found in one pass, and ordinary files of any script pass."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.collect.raw import screening
from mediawatch.errors import Quarantine

_TEXTS = ["Talks in Delhi.\r\n", "Переговоры в Дели", "デリーでの会談", "दिल्ली में वार्ता", "محادثات في دلهي", "德里会谈"]


def _reason(check: Callable[[bytes], None], data: bytes) -> str | None:
    try:
        check(data)
    except Quarantine as problem:
        return str(problem.reason)
    return None


@pytest.mark.parametrize("text", _TEXTS)
@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "windows-1251", "shift_jis", "iso2022_jp", "gb18030", "latin-1"]
)
def test_text_in_any_charset_passes(text: str, charset: str) -> None:
    assert _reason(screening.not_binary, text.encode(charset, "ignore") * 20) is None


@pytest.mark.parametrize(
    "data",
    [
        random.Random(1).randbytes(5000),
        b"%PDF-1.7\n text",
        b"PK\x03\x04 text",
        b"\x89PNG\r\n text",
        b"\x1f\x8b\x08 text",
        b"one NUL in \0 a text",
        b"text \x01\x02\x03 more" * 10,
    ],
)
def test_binary_is_binary(data: bytes) -> None:
    assert _reason(screening.not_binary, data) == "binary"


def test_a_stray_nul_is_allowed_in_a_page_only() -> None:
    page = b"<html><body>" + b"text " * 100 + b"\0</body>"
    screening.not_binary(page, nul_allowed=True)
    assert _reason(screening.not_binary, page) == "binary"
    assert _reason(lambda data: screening.not_binary(data, nul_allowed=True), b"<html>\0\0\0" * 9) == "binary"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", b"\n" * 10_000])
def test_nothing_but_space_is_empty(data: bytes) -> None:
    assert _reason(screening.not_empty, data) == "empty"


def test_text_behind_much_space_is_not_empty() -> None:
    screening.not_empty(b" " * 10_000 + b"x")


_JSON = st.recursive(
    st.none() | st.text(alphabet='[]{}"\\x\n', max_size=8) | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(alphabet='[{"\\', max_size=3), inner, max_size=3)
    ),
    max_leaves=20,
)


def _depth(value: object) -> int:
    if isinstance(value, dict):
        return 1 + max(map(_depth, value.values()), default=0)
    return 1 + max(map(_depth, value), default=0) if isinstance(value, list) else 0


@given(_JSON, st.integers(0, 8))
def test_json_depth_is_that_of_the_value(value: object, limit: int) -> None:
    data = json.dumps(value).encode()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(screening, "MAX_JSON_DEPTH", limit)
        assert (_reason(screening.json_not_deep, data) == "too_deep") == (_depth(value) > limit)


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 100_000,
        b"<div>" * 100_000 + b"</div>" * 100_000,
        b"<div></span>" * 100_000,  # end tags that end nothing
        b"<DIV class=a>" * 600,
        b"<!-- <div> -->" + b"<x-y>" * 600,
        b"<script>var a = '<div>'</script>" + b"<section>" * 600,
        b"<script>var a = '</script>" + b"<section>" * 600,  # a string does not keep a script open
        b"<script><!-- a = '<script>'; --></script>" + b"<section>" * 600,
        b"<script><!-- '<script></script>' </script>" + b"<section>" * 600,
        b"<title>a</title>" + b"<div>" * 600,
        b"<!-->" + b"<div>" * 600 + b"-->",
        b"<!--->" + b"<div>" * 600 + b"-->",
    ],
)
def test_deep_html_is_found(page: bytes) -> None:
    assert _reason(screening.html_not_deep, page) == "too_deep"


@pytest.mark.parametrize(
    "page",
    [
        b"<p>one" * 5000,
        b"<ul>" + b"<li>one" * 5000 + b"</ul>",
        b"<br><img src=a>" * 5000,
        b"<div><span>a</span></div>" * 5000,
        b"<script>" + b"document.write('<div>');" * 5000 + b"</script>",
        b"<!--" + b"<div>" * 5000 + b"-->",
        b"<svg>" + b"<polygon points='1'/>" * 5000 + b"</svg>",
        b"<div><b><i>a</div>" * 5000,  # an outer end tag ends what is open in it
        b"a < b " * 5000,
        # `<\\/script>` in a string ends no script, nor does another name that begins like it
        b'<script>document.write("<script src=x><\\\\/script>");' + b"for(i=0;i<n;i++)f(i);" * 5000 + b"</script>",
        b"<script>a = '</scripts>';" + b"b = '<div>';" * 5000 + b"</SCRIPT >",
        b"<script><!--\n if (a<b) write('<script>f()</script>');" + b"c('<div>');" * 5000 + b"\n--></script>",
        b"<script><!-- a --> '<script';" + b"b = '<div>';" * 5000 + b"</script>",
        b"<title>" + b"<div>" * 5000 + b"</title><textarea>" + b"<div>" * 5000 + b"</textarea>",
        b"<style>a::before{content:'<div>'}" + b"<div>" * 5000 + b"</style/>",
        b"<!-- a --!>" + b"<p>" * 5000 + b"<!--" + b"<div>" * 5000 + b"--!><p>",
    ],
)
def test_flat_html_passes(page: bytes) -> None:
    assert _reason(screening.html_not_deep, page) is None


@pytest.mark.parametrize(
    "unit",
    [
        b"<!-- ",
        b"<",
        b"<script>",
        b'"',
        b'"\\"',
        b"\\",
        b"<a",
        b"</a>",
        b"[1,",
        b"<!---",
        b"<a</a",
        b"<script><!--<script>",
    ],
)
def test_time_is_linear_in_size(unit: bytes) -> None:
    """Ten times the bytes may take at most forty times as long: a quadratic check would take a hundred."""

    def seconds(data: bytes) -> float:
        began = time.process_time()
        _reason(screening.html_not_deep, data)
        _reason(screening.json_not_deep, data)
        return time.process_time() - began

    small, large = (b"[" * 50 + b"<b>" + unit * count for count in (20_000, 200_000))
    assert seconds(large) < 40 * max(seconds(small), 0.005)
