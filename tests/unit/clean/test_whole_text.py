"""The whole text of a page: cards, linked headings and lists, data in scripts, margins that hold the article."""

from __future__ import annotations

import json

import pytest
from mediawatch.clean.page.blocks import is_prose

from tests.unit.clean.test_page import LATER, PARAGRAPHS, json_ld, page, paragraphs, parse

CARDS = [
    (
        f"Gate {number}",
        f"The gate was built {number}0 years ago by the canal company and leaks since the last flood. "
        f"Work begins in year {number} and costs {number} million, a third of which the province pays in advance.",
    )
    for number in range(1, 9)
]


def shell(content: str, head: str = "") -> str:
    return f"<html><head><title>River rises over night</title>{head}</head><body>{content}</body></html>"


@pytest.mark.parametrize(
    "card",
    [
        '<div class="css-a"><div class="css-b"><h2><span>{n}</span><a href="/{n}">{name}</a></h2></div>'
        '<div class="css-c"><p>{text}</p></div></div>',
        '<section class="card"><h3>{name}</h3><div class="words">{text}</div></section>',
        '<li class="slide"><h3><a href="/{n}">{name}</a></h3><p class="caption-text">{text}</p></li>',
        '<details class="faq"><summary>{name}</summary><p>{text}</p></details>',
    ],
)
def test_every_card_of_a_ranking_is_read(card: str) -> None:
    cards = "".join(card.format(n=n, name=name, text=text) for n, (name, text) in enumerate(CARDS, 1))
    text = shell(f"<h1>River rises over night</h1><div class=article-content><p>{PARAGRAPHS[0]}</p>{cards}</div>")
    body = parse(text).body
    assert [words for _, words in CARDS if words not in body] == []


def test_headings_that_are_links_stay_and_those_that_head_nothing_go() -> None:
    cards = "".join(f'<h3><a href="/{name}">{name}</a></h3><p>{text}</p>' for name, text in CARDS)
    bottom = f'{cards}<h3>Footnotes</h3><h3><a href="/x">Another day in the valley</a></h3>'
    lines = parse(page(bottom=bottom)).body.split("\n")
    assert [name for name, _ in CARDS if name not in lines] == []
    assert "Another day in the valley" not in lines


@pytest.mark.parametrize("margin", ["aside", "noscript"])
def test_a_margin_that_holds_the_article_is_read(margin: str) -> None:
    content = f"<h1>River rises over night</h1>{paragraphs(PARAGRAPHS)}"
    consent = (
        "<div class=consent><p>We and our partners store cookies on your device, as you may choose here.</p></div>"
    )
    body = parse(shell(f"<main><{margin}>{content}</{margin}>{consent}</main>")).body
    assert body.split("\n") == PARAGRAPHS


def test_an_aside_beside_the_article_is_left_out() -> None:
    assert parse(page(bottom=f"<aside>{paragraphs(LATER)}</aside>")).body.split("\n") == PARAGRAPHS


RICH = [
    {"type": "paragraph", "content": [{"type": "text", "text": line[:20]}, {"type": "text", "text": line[20:]}]}
    for line in PARAGRAPHS
]
DATA = {
    "parts": {
        "headline": "River rises over night",
        "body": [{"type": "paragraph", "text": line} for line in PARAGRAPHS],
    },
    "strings": {"title": "River rises over night", "paragraphs": PARAGRAPHS},
    "html": {
        "title": "River rises over night",
        "content": {"html": paragraphs(PARAGRAPHS)},
        "html": paragraphs(PARAGRAPHS),
    },
    "rich text": {"heading": "River rises over night", "document": {"nodeType": "document", "content": RICH}},
}


@pytest.mark.parametrize("node", DATA.values(), ids=DATA)
@pytest.mark.parametrize(
    "script",
    [
        '<script id="__NEXT_DATA__" type="application/json">{}</script>',
        "<script>window.__STATE__ = {};</script>",
        "<script>var preloaded = {}; start(preloaded);</script>",
    ],
)
def test_text_that_a_page_keeps_in_its_data_is_read(node: dict[str, object], script: str) -> None:
    data = {"props": {"page": {"menu": ["Home", "Sport"], "article": {"author": {"name": "Jane Doe"}, **node}}}}
    scripted = script.replace("{}", json.dumps(data).replace("</", "<\\/"))
    draft = parse(shell(f"<div id=app><div>Loading…</div></div>{scripted}"))
    assert draft.body.split("\n") == PARAGRAPHS
    assert draft.author == ("Jane Doe",)
    assert draft.extraction_method == "page-data"


def test_data_of_other_articles_do_not_replace_the_page() -> None:
    other = {"list": [{"title": "Elsewhere", "body": LATER * 9}]}
    text = page(bottom=f'<script type="application/json">{json.dumps(other)}</script>')
    assert parse(text).body.split("\n") == PARAGRAPHS


def test_an_article_body_of_one_line_is_read_in_the_paragraphs_of_the_page() -> None:
    stated = json_ld(headline="River rises over night", articleBody=" ".join(PARAGRAPHS))
    content = "".join(f"<span><div>{line}</div></span>" for line in PARAGRAPHS)
    draft = parse(shell(f"<h1>River rises over night</h1><dialog>x</dialog><div>{content}</div>", stated))
    assert draft.body.split("\n") == PARAGRAPHS


def test_what_reads_less_than_the_page_states_says_so() -> None:
    stated = json_ld(headline="River rises over night", wordCount=900)
    (warning,) = parse(page(head=stated)).warnings
    assert warning.startswith("cut-short: the page states 900 words")
    assert parse(page(head=json_ld(headline="River rises over night", wordCount=95))).warnings == []


def test_a_gallery_is_read_by_its_captions() -> None:
    figures = "".join(f"<figure><img src=/x.jpg><figcaption>{line}</figcaption></figure>" for line in PARAGRAPHS[:4])
    text = shell(f"<main><article><h1>River rises over night</h1><div class=gallery>{figures}</div></article></main>")
    assert parse(text).body.split("\n") == PARAGRAPHS[:4]


@pytest.mark.parametrize(
    ("line", "prose"),
    [
        ("The minister said on Monday that the river had risen.", True),
        ("维修费用预计为三千八百万克朗，其中三分之二由交通部承担。", True),
        ("नदी का पानी रात में दो मीटर बढ़ गया और गांव खाली कराए गए।", True),
        ("Read more", False),
        ("All news of the day from the valley and the hills around it", False),
    ],
)
def test_prose_is_told_from_labels(line: str, prose: bool) -> None:
    assert is_prose(line) is prose
    assert not is_prose(line, linked=len(line))


def test_a_text_that_a_page_shows_twice_is_read_once() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    twice = f"<div class=desktop>{body}</div><div class=mobile>{body}</div>"
    assert parse(page().replace(body, twice)).body.split("\n") == PARAGRAPHS
    interleaved = "".join(f"<div><p>{paragraph}</p><p>{paragraph}</p></div>" for paragraph in PARAGRAPHS)
    assert parse(page().replace(body, interleaved)).body.split("\n") == PARAGRAPHS
    menu = [PARAGRAPHS[number] for number in (0, 1, 0, 2, 1, 2)]
    assert parse(page().replace(body, "".join(f"<p>{line}</p>" for line in menu))).body.split("\n") == menu
    refrain = f"<p>{PARAGRAPHS[0]}</p><p>So it goes.</p><p>{PARAGRAPHS[1]}</p><p>So it goes.</p><p>{PARAGRAPHS[2]}</p>"
    assert parse(page().replace(body, refrain)).body.count("So it goes.") == 2


def test_an_article_in_a_footer() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    text = f"<html lang=en><head><title>River</title></head><body><footer><h1>River</h1>{body}</footer></body></html>"
    assert parse(text).body.split("\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "heads", [("The lock", "The bridge", "The costs"), ("May 5, 2025", "May 1, 2025", "2 April 2025")]
)
def test_the_heading_of_the_first_part_stays_as_those_of_the_others_do(heads: tuple[str, ...]) -> None:
    parts = "".join(f"<h2>{head}</h2><p>{text}</p>" for head, text in zip(heads, PARAGRAPHS, strict=False))
    lines = parse(shell(f"<h1>River rises over night</h1>{parts}")).body.split("\n")
    assert [line for line in lines if line in heads] == list(heads)
