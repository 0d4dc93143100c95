"""Where content systems put who wrote a page: marks, cards, boxes and lines at the end of the text, references."""

from __future__ import annotations

import json

import pytest
from mediawatch.clean.people.names import split_names

from tests.unit.clean.test_page import json_ld, page, parse

MIRA, BOTH = ("Mira Holt",), ("Mira Holt", "Tom Erle")
KEEPS = "Mira Holt has kept the lock of Erle since 2011 and writes about rivers."


def graph(*nodes: dict[str, object]) -> str:
    return (
        f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@graph": nodes})}</script>'
    )


def article(author: object) -> dict[str, object]:
    return {"@type": "Article", "headline": "River rises over night", "author": author}


OTHER = {"@type": "Article", "headline": "The ferry", "author": {"name": "Tom Erle"}, "datePublished": "2025-01-01"}


@pytest.mark.parametrize(
    ("head", "authors"),
    [
        (graph(article("#mira"), {"@type": "Person", "@id": "#mira", "name": "Mira Holt"}), MIRA),
        (graph(article({"@id": "#m"}), {"@id": "#m", "givenName": "Mira", "familyName": "Holt"}), MIRA),
        (json_ld(author={"@list": [{"name": "Mira Holt"}, {"name": "Tom Erle"}]}), BOTH),
        (json_ld(author=[[{"name": "Mira Holt"}], [{"name": "Tom Erle"}]]), BOTH),
        (json_ld(author={"@type": "Person", "alternateName": "Mira Holt"}), MIRA),
        (json_ld(author={"@list": "Mira Holt"}), MIRA),
        (json_ld(**{"@type": "QAPage", "author": {"name": "Mira Holt"}}), MIRA),
        (json_ld(**{"@type": "WebPage", "hasPart": article({"name": "Mira Holt"})}), MIRA),
        (json_ld(**{"@type": "WebPage", "subjectOf": {**article({"name": "Mira Holt"}), "headline": "Other"}}), MIRA),
        (json_ld(**{"@type": "WebPage", "hasPart": [OTHER, article({"name": "Mira Holt"})]}), MIRA),
        (json_ld(**{**article({"name": "Mira Holt"}), "hasPart": [OTHER, OTHER]}), MIRA),
        (json_ld(**article({"name": "Mira Holt"}), description="He said QnoQ to it").replace("Q", '"'), MIRA),
        ('<meta name=\'parsely-page\' content=\'{"authors": ["Mira Holt", "Tom Erle"]}\'>', BOTH),
    ],
    ids=[
        *("a text that is an id", "a name in parts", "list", "lists in a list", "alternate", "list of one", "QAPage"),
        *("part", "subject", "one of two parts", "its own parts", "quotes in a text", "packed"),
    ],
)
def test_authors_in_json_ld(head: str, authors: tuple[str, ...]) -> None:
    assert parse(page(head=head)).author == authors


@pytest.mark.parametrize(
    ("top", "authors"),
    [
        (
            '<div>Submitted by <span about="/user/3">Mira Holt</span> on <span>Mon, 05/05/2025 - 08:15</span></div>',
            MIRA,
        ),
        ('<div class="x"><a href="/staff/2684/mira-holt/">Mira Holt</a><div>Valley News</div></div>', MIRA),
        ('<span class="tnt-byline">Mira Holt Valley News Staff Writer</span>', MIRA),
        ('<span class="tnt-byline">Mira Holt News Staff Writer</span>', MIRA),
        ('<span data-hook="user-name" class="tQ0 user-name">Mira Holt</span>', MIRA),
        ('<div><a href="/experts/mira-holt">Mira Holt</a>, <a href="/experts/tom-erle">Tom Erle</a></div>', BOTH),
        ("<div><span>Words: Mira Holt</span><span>Photography: Lena Orr</span></div>", MIRA),
        ("<p>By Mira Holt Updated by Tom Erle May 5, 2025</p>", MIRA),
        ("<p>Redacción: Mira Holt</p>", MIRA),
        ("<p>Ein Gastbeitrag von Mira Holt</p>", MIRA),
        (
            '<div class="authors"><div class="card author"><b>Mira Holt</b><i>Senior Fellow</i></div>'
            '<div class="card author"><b>Tom Erle</b><i>Analyst, Water Programme</i></div></div>',
            BOTH,
        ),
        (
            '<div class="authors-list"><div class="author-card"><div class="author-card__name">Mira Holt</div>'
            '<div>Senior Fellow</div></div><div class="author-card"><div class="author-card__name">Tom Erle</div>'
            "<div>Analyst, Water Programme</div></div></div>",
            BOTH,
        ),
        (
            '<div class="list"><div class="one"><a href="/contributor/mira-holt">Mira Holt</a><span>Editor</span></div>'
            '<div class="one"><a href="/contributor/tom-erle">Tom Erle</a><span>Writer</span></div></div>',
            BOTH,
        ),
        (
            '<div class="author-bio"><h4>About the author</h4><h5>Mira Holt</h5>'
            "<p>Mira covers rivers for the paper and lives on a barge with a bad engine.</p></div>",
            MIRA,
        ),
        (
            '<p>What <a href="/experts/mira-holt">Mira Holt</a>, who has kept the lock since 2011 and knows it as '
            "nobody else does, had said of its gates in the spring was read by all who sit on the council of Erle.</p>",
            (),
        ),
    ],
)
def test_authors_at_the_headline(top: str, authors: tuple[str, ...]) -> None:
    assert parse(page(top=top)).author == authors


@pytest.mark.parametrize(
    ("bottom", "authors"),
    [
        (f"<h3>About the author</h3><p>{KEEPS}</p>", MIRA),
        (f"<h3>About Mira Holt</h3><p>{KEEPS}</p>", MIRA),
        ("<h3>この記事を書いた人</h3><p>山田太郎</p>", ("山田太郎",)),
        (f"<p><em>{KEEPS}</em></p>", MIRA),
        ("<p><em>Mira Holt and Tom Erle are reporters at the Valley Courier.</em></p>", BOTH),
        ('<p><i>Mira Holt is a reporter. </i><a href="mailto:m@h.example"><i>Write to her.</i></a></p>', MIRA),
        ("<p>— Mira Holt</p>", MIRA),
        ('<p style="text-align: right"><strong>Mira Holt</strong></p>', MIRA),
        ("<p>(Reporting by Mira Holt; Editing by Tom Erle)</p>", MIRA),
        (f"<p>{KEEPS}</p>", ()),  # set as all else is
        ("<p><strong>Stay Connected</strong></p>", ()),
        ("<p><em>Rescue Teams are working day and night in all three villages of the valley.</em></p>", ()),
        (
            "<h3>About Mira Holt</h3><p>The river has risen four times since the war.</p>",
            (),
        ),
    ],
)
def test_authors_behind_the_text(bottom: str, authors: tuple[str, ...]) -> None:
    assert parse(page(bottom=bottom)).author == authors


def test_a_profile_beside_the_text_that_links_to_more() -> None:
    link = '<a rel="author" href="/p/1">{}</a>'
    side = f'<div class="sidebar">{link.format("Mira Holt")} {link.format("View my complete profile")}</div>'
    assert parse(page(bottom=side)).author == MIRA


def test_the_only_heading_is_where_the_byline_stands() -> None:
    head = '<meta property="og:title" content="Five things to know about spring floods">'
    draft = parse(page(head=head, h1="The water came before dawn", top='<p>By <a href="/x/1">Mira Holt</a></p>'))
    assert draft.author == MIRA


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Written by | Mira Holt | Medically reviewed by | Tom Erle, MD", MIRA),
        ("Mira Holt. Photos: Lena Orr", MIRA),
        ("Mira Holt, actualizado por Tom Erle", MIRA),
    ],
)
def test_what_others_did_is_no_authorship(line: str, names: tuple[str, ...]) -> None:
    assert split_names(line) == names


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Napisane przez", "Zofia Wilczek"),
        ("Написано автором", "Анна Котова"),
        ("Szerző:", "Kovács Ágnes"),
        ("Napsal(a)", "Jana Dvořáková"),
        ("Συντάχθηκε από", "Ελένη Δούκα"),
        ("كُتب بواسطة", "سلمى حداد"),
        ("執筆者", "山田花子"),
        ("글쓴이", "김민수"),
        ("作者", "李明"),
        ("Ditulis oleh", "Siti Rahma"),
        ("Kirjoittanut", "Aino Lehtola"),
        ("Scris de", "Ioana Pop"),
    ],
)
def test_the_label_of_a_card_for_networks(label: str, name: str) -> None:
    head = f'<meta name="twitter:label1" content="{label}"><meta name="twitter:data1" content="{name}">'
    assert parse(page(head=head)).author == (name,)
