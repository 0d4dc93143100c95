"""Bylines without a word for it: names alone beside a date or a role, elements that are marked as an author's."""

from __future__ import annotations

import pytest

from tests.unit.clean.test_page import PARAGRAPHS, json_ld, page, parse

MIRA, BOTH = ("Mira Holt",), ("Mira Holt", "Tom Erle")


def lines(*texts: str) -> str:
    return "".join(f"<div>{text}</div>" for text in texts)


@pytest.mark.parametrize(
    ("top", "authors"),
    [
        (lines("Mira Holt", "May 5, 2025"), MIRA),
        (lines("5 May 2025, 10:30", "Mira Holt"), MIRA),
        (lines("Jürgen Köster", "05.05.2025"), ("Jürgen Köster",)),
        (lines("Élodie Marchand", "Publié le 5 mai 2025 à 10h30"), ("Élodie Marchand",)),
        (lines("Lucía Ferrer y Pablo Gil", "5 de mayo de 2025"), ("Lucía Ferrer", "Pablo Gil")),
        (lines("Анна Котова", "5 мая 2025, 10:30"), ("Анна Котова",)),
        (lines("Ελένη Δούκα", "5 Μαΐου 2025"), ("Ελένη Δούκα",)),
        (lines("Mira Holt", "Tom Erle", "5 May 2025"), BOTH),
        (lines("Mira Holt", "Chief Reporter"), MIRA),
        (lines("Mira Holt, Political Editor"), MIRA),
        (lines("Jürgen Köster, Korrespondent in Wien"), ("Jürgen Köster",)),
        (lines("Élodie Marchand | envoyée spéciale"), ("Élodie Marchand",)),
        (lines("Lucía Ferrer / Madrid"), ("Lucía Ferrer",)),
        (lines("Opinion | Mira Holt"), MIRA),
        # a section, a place of which the text speaks, a link to another page, what the headline names, the site
        (lines("Local News", "May 5, 2025"), ()),
        (lines("Valley North", "May 5, 2025") + "<p>The mayor of Valley North said that the bridge was shut.</p>", ()),
        (lines('<a href="/tag/17">Grand Prix</a>', "May 5, 2025"), ()),
        (lines("Valley Sponsored", "May 5, 2025"), ()),
        (lines("River Night", "May 5, 2025"), ()),
        (lines("May 5, 2025 09:00 AM Eastern Daylight Time"), ()),
        (lines("Mira Holt", "was seen at the bridge"), ()),
    ],
)
def test_a_name_alone_at_the_headline(top: str, authors: tuple[str, ...]) -> None:
    site = '<meta property="og:site_name" content="Valley Post">'
    assert parse(page(top=top, head=site)).author == authors


def test_it_names_a_person_where_metadata_name_the_paper_alone() -> None:
    head = json_ld(headline="River rises over night", author={"@type": "Organization", "name": "Valley News"})
    assert parse(page(head=head, top=lines("Mira Holt", "May 5, 2025"))).author == MIRA
    assert parse(page(head=head)).author == ("Valley News",)


@pytest.mark.parametrize(
    "mark",
    [
        *("firma", "articulo-firma", "assinatura", "redator", "penulis", "tacgia", "skribent", "toimittaja", "yazar"),
        *("szerzo", "article__avtor", "dziennikarz", "forfatter", "giornalista", "auteur", "novinar", "journalist"),
    ],
)
def test_marks_of_authors_in_many_languages(mark: str) -> None:
    assert parse(page(top=f'<div class="{mark}">Mira Holt</div>')).author == MIRA


def test_a_list_of_those_who_sign() -> None:
    listed = '<ul class="firmantes"><li>Mira Holt</li><li>Tom Erle</li></ul>'
    assert parse(page(bottom=listed)).author == BOTH


def test_who_began_a_thread_wrote_it() -> None:
    def post(name: str, text: str) -> str:
        return f'<article class="message" data-author="{name}"><div>{text}</div></article>'

    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    thread = f"<html lang=en><title>Locks</title><h1>The lock of Erle</h1>{post('mira_h', text)}{post('tom', 'Yes.')}"
    assert parse(thread).author == ("mira_h",)


def test_a_line_of_a_forum_names_its_user_alone() -> None:
    line = '<p class="author">by <strong><a class="username">bargeman77</a></strong> » Mon May 05, 2025 10:30 am</p>'
    assert parse(page(top=line)).author == ("bargeman77",)
