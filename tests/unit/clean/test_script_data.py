"""The text of an article that a page keeps in its scripts, as frameworks write it, and in shadow trees."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediawatch.clean.formats.html_page import parse_page, parse_tree
from mediawatch.clean.page.scripts.js_literal import NoLiteralError, read_call, read_literal, read_string
from mediawatch.clean.page.scripts.page_data import find_article
from mediawatch.clean.page.scripts.script_values import script_values

from tests.unit.clean.conftest import NOW
from tests.unit.clean.test_page import PARAGRAPHS

TITLE = "River rises over night"
MARKUP = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
ARTICLE = {"title": TITLE, "body": MARKUP}
NUMBERED = [["Reactive", 1], {"data": 2}, {"title": 3, "body": 4, "again": 2}, TITLE, MARKUP]
ASTRO = {"article": [0, {"title": [0, TITLE], "body": [0, MARKUP]}]}
ROWS = f'1:I["x"]\n5:{json.dumps(["$", "div", None, {"article": ARTICLE}])}\n'
SENT = f"2:T{len(MARKUP.encode()):x},{MARKUP}5:{json.dumps({'title': TITLE, 'body': '$2'})}\n"
ELEMENTS = [
    ["$", "p", None, {"children": [text[:9], ["$", "em", None, {"children": text[9:]}]]}] for text in PARAGRAPHS
]


def shell(inside: str) -> str:
    return (
        f'<html lang="en"><head><title>{TITLE}</title></head><body><div id="app">Loading…</div>{inside}</body></html>'
    )


def pushed(rows: str) -> str:
    half = len(rows) // 2
    pieces = (f"self.__next_f.push([1,{json.dumps(part)}])" for part in (rows[:half], rows[half:]))
    return "".join(f"<script>{piece}</script>" for piece in pieces)


def literal(value: object) -> str:
    """The value as a literal without quotes around its keys."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{literal(part)}" for key, part in value.items()) + "}"
    return json.dumps(value)


@pytest.mark.parametrize(
    "inside",
    [
        f'<script type="application/json">{json.dumps(ARTICLE)}</script>',
        f"<script>var other = {{}};\nwindow.__STATE__ = {json.dumps(ARTICLE)};</script>",
        f"<script>window.__NUXT__={{data:[{literal(ARTICLE)}],draft:!1,}}</script>",
        f"<script>window.__NUXT__=(function(a,b,c){{return {{data:[{{title:a,body:b,x:c}}]}}}}({json.dumps(TITLE)},{json.dumps(MARKUP)},void 0));</script>",  # noqa: E501
        f"<script>window.__STATE__ = JSON.parse({json.dumps(json.dumps(ARTICLE))});</script>",
        f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(NUMBERED)}</script>',
        pushed(ROWS),
        pushed(SENT),
        pushed(f"5:{json.dumps({'title': TITLE, 'content': ELEMENTS})}\n"),
        f"<div data-page='{json.dumps(ARTICLE).replace(chr(39), '&#39;')}'></div>",
        f"<astro-island props='{json.dumps(ASTRO).replace(chr(39), '&#39;')}'></astro-island>",
        f"<article><h1>{TITLE}</h1><template shadowrootmode=open>{MARKUP}</template></article>",
    ],
    ids=["json", "second", "literal", "call", "parse", "numbered", "rows", "texts", "react", "page", "astro", "shadow"],
)
def test_the_text_that_scripts_would_show(inside: str) -> None:
    draft = parse_page(shell(inside), url="https://valley.example/river-rises-over-night-2025", as_of=NOW)
    assert draft.body.split("\n") == PARAGRAPHS
    assert draft.headline == TITLE


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a: 1, 'b-c': [true, , null], \"d\": undefined,}", {"a": 1, "b-c": [True, None], "d": None}),
        ("{a: 'it\\'s \\u00e9\\x41 \\u{1F600}\\n'}", {"a": "it's éA 😀\n"}),
        ("[0x1F, -1.5e2, !0, !1, void 0, 10n]", [31, -150, True, False, None, 10]),
        ('{at: new Date("2026-03-10"), /* when */ on: 1 // day\n}', {"at": "2026-03-10", "on": 1}),
        ("[`a\nb`]", ["a\nb"]),
    ],
)
def test_literals(text: str, value: object) -> None:
    assert read_literal(text)[0] == value


@pytest.mark.parametrize(
    "text", ["", "{a: f()}", "{a: b}", "[1", "{a 1}", "[`${x}`]", "[" * 1_000, "{a: 1 + 2}", "{[x]: 1}"]
)
def test_what_would_have_to_run_is_no_literal(text: str) -> None:
    with pytest.raises(NoLiteralError):
        read_literal(text)


def test_calls() -> None:
    assert read_call("(function(a,b){return {x:[a,b]}}(1,'two'));", 0) == {"x": [1, "two"]}
    assert read_call("((a)=>({x:a}))(5)", 0) == {"x": 5}
    assert read_call("(function(){return {x:1}})()", 0) == {"x": 1}
    with pytest.raises(NoLiteralError):
        read_call("go(1)", 0)
    with pytest.raises(NoLiteralError):
        read_string("x", 0)


@given(st.text(alphabet="{}[]()\"'`\\,:;=>$a1!/* \n", max_size=80))
def test_any_script(text: str) -> None:
    for read in (read_literal, read_call):
        try:
            read(text, 0)
        except NoLiteralError:
            continue


@pytest.mark.parametrize("script", ["\n" * 300_000, "(" * 300_000, "a=" * 150_000, "x=[" * 100_000, "x=(" * 100_000])
def test_long_scripts_of_nothing(script: str) -> None:
    assert list(script_values(parse_tree(shell(f"<script>{script}</script>")))) == []


CONSENT = "We and our partners store and read information on a device, such as cookies, if you agree to it. " * 5
NONE = [
    None,
    "x" * 400,
    [{"a": 9}, 1, 2, "x" * 400],
    ["$", ["p"], None, "x" * 400],
    [[1, 2]] * 200,
    {"title": TITLE, "body": "PCEtLSBHbG9iYWw" * 40},
    {"title": "Your privacy", "body": CONSENT},
]


@pytest.mark.parametrize("value", NONE)
def test_values_that_hold_no_article(value: object) -> None:
    data = f'<script type="application/json">{json.dumps(value)}{" " * 400}</script>'
    assert find_article(parse_tree(shell(data)), {"river rises over night"}) is None


TWICE = [{"title": 1, "body": 2}, TITLE, *([number, number] for number in range(3, 40)), MARKUP]
AGAIN = f"(function(a){{return {{title:{json.dumps(TITLE)},body:[{','.join(['a'] * 30_000)}]}}}}({json.dumps(MARKUP)}))"
SENT_AGAIN = f"2:T{len(MARKUP.encode()):x},{MARKUP}5:{json.dumps({'title': TITLE, 'body': ['$2'] * 30_000})}\n"


@pytest.mark.parametrize(
    "inside",
    [
        f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(TWICE)}</script>',
        f"<script>window.__NUXT__ = {AGAIN};</script>",
        pushed(SENT_AGAIN),
    ],
    ids=["parts that hold parts", "an argument", "a row"],
)
def test_a_few_kilobytes_do_not_say_more_than_memory_holds(inside: str) -> None:
    article = f"<article>{MARKUP}</article>"
    tree = parse_tree(shell(article + inside))
    assert find_article(tree, {TITLE.casefold()}) is None
    draft = parse_page(shell(article + inside), url="https://valley.example/river-rises-over-night-2025", as_of=NOW)
    assert PARAGRAPHS[-1] in draft.body
    assert len(draft.body) < 2 * len(MARKUP)
