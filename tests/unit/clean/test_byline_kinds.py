"""Bylines as sites of many languages set them: labels on a line of their own, teams, pen names, personal sites."""

from __future__ import annotations

import pytest
from mediawatch.clean.people.byline import byline_among, person_of_site
from mediawatch.clean.people.names import split_names

from tests.unit.clean.test_page import PARAGRAPHS, json_ld, page, parse


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
        ("Mira Holt's blog", "university.example ~mholt", ("Mira Holt",)),
    ],
)
def test_a_site_that_is_a_persons_own(site: str, host: str, names: tuple[str, ...]) -> None:
    assert person_of_site([site], host) == names


@pytest.mark.parametrize("line", ["August 28", "28 August", "28. August", "5 mai", "12 de marzo"])
def test_a_day_is_nobody(line: str) -> None:
    assert split_names(line) == ()


def test_paragraphs_are_no_bylines() -> None:
    assert byline_among(PARAGRAPHS) == ()


@pytest.mark.parametrize(
    "top",
    [
        "<div><p>Written by</p><p>Mira Holt</p><p>Fact-checked by</p><p>The Editors</p></div>",
        "<div><p>By</p><p>Mira Holt</p><p>Water Content writer</p></div>",
        "<p>Mira Holt, MD, PhD</p>",
        "<p>By Mira Holt, VHC Columnist</p>",
        '<p class=lead>Mira Holt</p><img src=a.jpg alt="Mira Holt">',
        "<p class=lead>Mira Holt</p><div class=blog_author-card><b>Mira Holt</b> writes about rivers.</div>",
        '<div class="author-box"><b>About the author</b><b>Mira Holt</b> <i>{}</i></div>'.format("She writes. " * 20),
        '<p><a href="/blog-authors/mira-holt">Mira Holt</a></p>',
        '<p><a href="/contributor/mira-holt/4711">Mira Holt</a></p>',
        '<p><a href="/papers?_author=Mira+Holt">Mira Holt</a></p>',
        '<a data-testid="authorName" href="/@mh">Mira Holt</a>',
        '<div class="Head_author__x3f9">Mira Holt</div>',
        "<p>Mira Holt yazdı</p>",
        "<p>Mira Holt'un haberi</p>",
        "<p>Nga Mira Holt</p>",
        "<p>Scris de Mira Holt</p>",
    ],
)
def test_bylines_of_the_worlds_pages(top: str) -> None:
    assert parse(page(top=top)).author == ("Mira Holt",)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("எழுதியவர்: ராஜா குமார்", "ராஜா குமார்"),
        ("രചന: രാജ കുമാർ", ""),
        ("ലേഖകൻ: രാജ കുമാർ", "രാജ കുമാർ"),
        ("రచయిత: రాజా కుమార్", "రాజా కుమార్"),
        ("ଲେଖକ", ""),
        ("نویسنده: مریم کریمی", "مریم کریمی"),
        ("به قلم: مریم کریمی", "مریم کریمی"),
        ("إعداد: مريم كريم", "مريم كريم"),
        ("Muallif: Aziz Karimov", "Aziz Karimov"),
        ("Муаллиф: Азиз Каримов", "Азиз Каримов"),
        ("Kirjoittanut: Mira Holt", "Mira Holt"),
        ("Autorzy: Mira Holt", "Mira Holt"),
    ],
)
def test_labels_of_many_languages(line: str, name: str) -> None:
    assert byline_among([line]) == ((name,) if name else ())


@pytest.mark.parametrize(
    "top",
    [
        "<p>Water Prices</p>",
        "<p>Reviewed by Tom Erle, Valley Water</p>",
        '<p class="byline">Reviewed by Tom Erle</p>',
        '<p class="author">Cite this page</p>',
        '<a href="/"><img alt="Valley Health" src=l.png></a><p>Valley Health</p>',
        '<meta name="author" content="No Author">',
    ],
)
def test_what_is_no_byline(top: str) -> None:
    assert parse(page(top=top)).author == ()


def test_who_signs_a_text_goes_before_who_posted_it() -> None:
    posted = '<meta name="author" content="Tom Erle">'
    assert parse(page(head=posted, top="<p>By Mira Holt</p>")).author == ("Mira Holt",)
    assert parse(page(head=posted, top="<p>By Tom Erle and Mira Holt</p>")).author == ("Tom Erle",)
    assert parse(page(head=posted, top="<p>Mira Holt</p>")).author == ("Tom Erle",)


def test_a_name_in_parts_and_an_author_of_another_object() -> None:
    parts = {"@type": "Person", "givenName": "Mira", "familyName": "Holt"}
    assert parse(page(head=json_ld(author=parts))).author == ("Mira Holt",)
    graph = '<script type="application/ld+json">{"@type":"BlogPosting","author":{"name":"Mira Holt"}}</script>'
    assert parse(page(head=json_ld() + graph)).author == ("Mira Holt",)


def test_a_site_is_no_person_though_an_and_parts_its_name() -> None:
    site = '<meta property="og:site_name" content="Holt &amp; Erle">'
    named = json_ld(author={"name": "Holt & Erle"})
    assert "Holt" not in parse(page(head=site + named)).author


def test_two_words_of_which_one_is_a_role_elsewhere_are_a_pen_name() -> None:
    assert split_names("Roving Reporter") == ("Roving Reporter",)
    assert split_names("Mira Holt Reporter") == ("Mira Holt",)
