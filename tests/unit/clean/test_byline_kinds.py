"""Bylines as sites of many languages set them: labels on a line of their own, teams, pen names, personal sites."""

from __future__ import annotations

import pytest
from mediawatch.clean.people.byline import byline_among, person_of_site
from mediawatch.clean.people.names import split_names

from tests.unit.clean.test_page import PARAGRAPHS, page, parse


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["Author(s)", "Mira Holt", "Tom Erle", "Download the paper"], ("Mira Holt", "Tom Erle")),
        (["Von:", "Mira Holt"], ("Mira Holt",)),
        (["Autor: Mira Holt"], ("Mira Holt",)),
        (["Texte : Mira Holt"], ("Mira Holt",)),
        (["Texto: Mira Holt y Tom Erle"], ("Mira Holt", "Tom Erle")),
        (["Geschreven door:", "Mira Holt"], ("Mira Holt",)),
        (["Автор: Мира Хольт"], ("Мира Хольт",)),
        (["Autore:", "Mira Holt"], ("Mira Holt",)),
        (["लेखक: राजेश शर्मा"], ("राजेश शर्मा",)),
        (["লেখক: রাজেশ শর্মা"], ("রাজেশ শর্মা",)),
        (["Yazar: Mira Holt"], ("Mira Holt",)),
        (["Penulis: Mira Holt"], ("Mira Holt",)),
        (["Autor: Mira Holt", "Autor: Tom Erle"], ()),  # of two teasers
        (["Text", "River rises"], ()),
        (["Author: see the imprint of this page"], ()),
        (["By the river: what the flood has left"], ()),
    ],
)
def test_a_label_and_the_names_behind_it(lines: list[str], names: tuple[str, ...]) -> None:
    assert byline_among(lines) == names


@pytest.mark.parametrize(
    ("top", "authors", "source"),
    [
        ("<p>By the Courier Team</p>", ("the Courier Team",), "byline organisation"),
        ("<div>March 15, 2025 · 3 min read · By Valley Online</div>", ("Valley Online",), "byline organisation"),
        ('<span class="author">The Wanderer</span>', ("The Wanderer",), "byline"),
        ("<p>By and large the river was calm before the rain of the weekend came down.</p>", (), None),
    ],
    ids=["team", "site", "pen name", "sentence"],
)
def test_who_is_no_person_signs_too(top: str, authors: tuple[str, ...], source: str | None) -> None:
    draft = parse(page(top=top))
    assert (draft.author, draft.author_source) == (authors, source)


def test_the_one_author_that_a_page_marks_is_its_own() -> None:
    side = '<aside class="sidebar"><a rel="author" href="/team/mh">{}</a></aside>'
    assert parse(page(bottom=side.format("Mira Holt"))).author == ("Mira Holt",)
    assert parse(page(bottom=side.format("Mira Holt") + side.format("Tom Erle"))).author == ()


def test_a_label_at_the_foot_of_the_article() -> None:
    foot = "<hr><div><b>Autor:</b> Mira Holt <br></div><div>Tags: river, flood</div>"
    assert parse(page(bottom=foot)).author == ("Mira Holt",)


@pytest.mark.parametrize(
    ("site", "host", "names"),
    [
        ("Dr. Mira Holt", "mira-holt.example", ("Mira Holt",)),
        ("Mira Holt's blog", "holt.example", ("Mira Holt",)),
        ("Mira Holt’s Blog", "www.example.org", ()),
        ("Valley Post", "valleypost.example", ()),
        ("Le Courrier", "lecourrier.example", ()),
    ],
)
def test_a_site_that_is_a_persons_own(site: str, host: str, names: tuple[str, ...]) -> None:
    assert person_of_site([site], host) == names


@pytest.mark.parametrize("line", ["August 28", "28 August", "28. August", "5 mai", "12 de marzo"])
def test_a_day_is_nobody(line: str) -> None:
    assert split_names(line) == ()


def test_paragraphs_are_no_bylines() -> None:
    assert byline_among(PARAGRAPHS) == ()
