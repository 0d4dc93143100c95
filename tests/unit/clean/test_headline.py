"""The headline that a page's statements agree on."""

from __future__ import annotations

import time

import pytest
from lxml.html import fromstring
from mediawatch.clean.page.headline import Stated, choose, cut_site, from_first_sentence
from mediawatch.clean.page.headline_context import heading_text, headline_context
from mediawatch.clean.page.titles.title_parts import SEPARATOR

H = "River rises over night in the valley"
KICKER = {f"Flood {H}": ["Flood", " ", H]}
SITES = ("Valley News", "valley-news.example")


@pytest.mark.parametrize(
    ("stated", "headline", "source"),
    [
        (Stated([H], og_title=H), H, "h1"),
        (Stated(["Valley News", H, "Most read"], title=f"{H} | Valley News", sites=SITES), H, "h1"),
        (Stated([f"{H} - Valley News"], title=f"{H} - Valley News", sites=SITES), H, "h1"),
        (Stated([f"Flood {H}"], json_ld=H, og_title=H, pieces=KICKER), H, "json-ld"),  # a kicker in the h1
        (Stated([f"Flood {H}"], og_title=f"{H} | Valley News", pieces=KICKER, sites=SITES), H, "og:title"),
        (Stated([f"Flood / {H}"], json_ld=H, pieces={f"Flood / {H}": [f"Flood / {H}"]}), H, "json-ld"),
        # no border in it: the statement is a shorter headline
        (Stated([f"{H} again"], json_ld=H, og_title=H, pieces={f"{H} again": [f"{H} again"]}), f"{H} again", "h1"),
        (Stated([H], json_ld="Weather reports", og_title=H, title=f"{H} - A Paper"), H, "h1"),  # a section
        (
            Stated([H], json_ld="River at its highest", og_title=H, title=f"{H} - A Paper"),
            "River at its highest",
            "json-ld",
        ),
        (Stated(["The Paper", "Menu"], og_title="All the valley", marked=[H]), H, "marked"),
        (
            Stated(["The Paper", "Menu"], og_title="All the valley", marked=[H, "Rain"]),
            "All the valley",
            "og:title",
        ),
        (Stated(["Our River Pages"], og_title=H, title=H), H, "og:title"),  # one word in common
        (
            Stated(["rain"], og_title="Rain | Causes, Facts", title="Rain | Causes, Facts | X"),
            "rain",
            "h1",
        ),
        (Stated([H], json_ld=f"Flood: {H}", og_title=f"Flood: {H}"), f"Flood: {H}", "json-ld"),
        (Stated(["Flood River rises"], json_ld="Flood: River rises"), "Flood: River rises", "h1"),
        (Stated(["Contact"], og_title=H), H, "og:title"),
        (Stated([], title=f"{H} | Weather | Some Site"), H, "title"),
        (Stated(["A story that nothing confirms"], og_title="Welcome"), "A story that nothing confirms", "h1"),
        (Stated([], title=f"{H} - A Paper For All", subheadings=["Most read", H]), H, "h2"),
        (Stated([], title=f"{H} today", og_title=f"{H} today", subheadings=[H]), f"{H} today", "og:title"),
        (Stated(["The Great Valley Paper", "Rain"], title="Rain | The Great Valley Paper"), "Rain", "h1"),
        (Stated([f"Flood {H}"], json_ld=H, og_title=f"Flood {H}"), f"Flood {H}", "h1"),
        (Stated([H], title=f"A Valley Paper | {H}"), H, "h1"),
        (Stated(["Menu", H], title=f"The Paper | {H}", og_title=H), H, "h1"),
        (Stated([], title=f"{H} tonight - A Paper", subheadings=[H]), f"{H} tonight - A Paper", "title"),
        (Stated(["5 May 2025"], og_title=H), H, "og:title"),
        (Stated(["The Valley Paper"], title=f"{H} - The Valley Paper", subheadings=[H]), H, "h2"),  # its logo
        (Stated(["Erle Town"], title=f"Erle Town: {H}", subheadings=[H]), H, "h2"),
        (Stated([H], title=f"{H} - The Valley Paper", subheadings=["The Valley Paper"]), H, "h1"),
        (Stated([H], title=f"What the keeper said - {H}", subheadings=["What the keeper said"]), H, "h1"),  # a kicker
        (Stated([], title=f"{H} :: The Valley Paper"), H, "title"),
        (Stated([], title=f"{H} — valley-paper.example"), H, "title"),
        (Stated(["Monday, 5 May 2025, 10:15"]), "", ""),
        (Stated(), "", ""),
    ],
)
def test_choose(stated: Stated, headline: str, source: str) -> None:
    assert choose(stated) == (headline, source)


@pytest.mark.parametrize("mark", [" - ", " | ", " – ", " — ", " : ", " · ", " » "])
def test_the_site_is_cut_at_every_separator(mark: str) -> None:
    assert cut_site(f"{H}{mark}Valley News", SITES) == H
    assert cut_site(f"Valley News{mark}{H}", SITES) == H


def test_only_the_site_is_cut() -> None:
    assert cut_site("Rain - and more rain", SITES) == "Rain - and more rain"
    assert cut_site("Valley News", SITES) == "Valley News"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("It rained. It stopped.", "It rained."),
        ("Mr. A. Berg of the U.S. said so. He left.", "Mr. A. Berg of the U.S. said so."),
        ("“Stop!” he said. They did.", "“Stop!” he said."),
        ("河水上涨。学校停课。", "河水上涨。"),
        ("A line\nAnother", "A line"),
        ("5 May 2025\n\nIt rained. It stopped.", "It rained."),
        ("5 May 2025", "5 May 2025"),
        ("", ""),
    ],
)
def test_first_sentence(body: str, sentence: str) -> None:
    assert from_first_sentence(body) == sentence


def test_a_headline_over_two_lines_keeps_its_words_apart() -> None:
    tree = fromstring("<body><h1>Eastern lock <b>shut<br>for</b> seven<br/>months</h1><p>By Ada Moor</p></body>")
    heading = tree.find(".//h1")
    assert heading is not None
    assert " ".join(heading_text(heading).split()) == "Eastern lock shut for seven months"
    assert headline_context(tree, "Eastern lock shut for seven months").after == ("By Ada Moor",)


def test_a_row_of_underscores_costs_no_time() -> None:
    start = time.process_time()
    assert SEPARATOR.split("_" * 20_000) == ["_" * 20_000]
    assert time.process_time() - start < 1.0
    assert SEPARATOR.split("河水上涨__新闻_Valley") == ["河水上涨", "新闻", "Valley"]
