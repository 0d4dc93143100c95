"""Which page of which article a page is, by its address and its links."""

from __future__ import annotations

import pytest
from lxml import html
from mediawatch.collect.next_page import next_page
from mediawatch.collect.page_numbers import PageOf, page_of

SITE = "https://courier.example"


def asked(path: str | None, body: str, *, canonical: str | None = None, head: str = "") -> PageOf | None:
    tree = html.document_fromstring(f"<html><head>{head}</head><body><p>Text.</p>{body}</body></html>")
    return page_of(tree, path and SITE + path, canonical and SITE + canonical)


@pytest.mark.parametrize(
    ("path", "body", "whole", "number", "following"),
    [
        ("/pier", '<b>1</b> <a href="?page=2">2</a>', "/pier", 1, "/pier?page=2"),
        ("/pier?page=2", '<a href="/pier">1</a> <a href="?page=3">3</a>', "/pier", 2, "/pier?page=3"),
        ("/pier?id=7&p=2", '<a href="?id=7">1</a>', "/pier?id=7", 2, None),
        ("/pier/", '<a href="/pier/2/" rel="next">Continue</a>', "/pier/", 1, "/pier/2/"),
        ("/pier/2/", '<div class="page-links"><a href="/pier/">Back</a></div>', "/pier/", 2, None),
        ("/pier.html", '<a href="pier-2.html">Weiter »</a>', "/pier.html", 1, "/pier-2.html"),
        ("/pier-2.html", '<a href="pier.html">1</a> <a href="pier-3.html">3</a>', "/pier.html", 2, "/pier-3.html"),
        ("/pier,2.html", '<ul class="pagination"><a href="pier.html">«</a></ul>', "/pier.html", 2, None),
        ("/pier-seite-2", '<a href="/pier">1</a>', "/pier", 2, None),
        ("/pier/page/3", '<a href="/pier/page/2" rel="prev">zurück</a>', "/pier", 3, None),
        ("/pier?pagina=1", '<a href="?pagina=2">siguiente</a>', "/pier", 1, "/pier?pagina=2"),
        ("/河/page/2", '<a href="/河">1</a> <a href="/河/page/3">下一页</a>', "/%E6%B2%B3", 2, "/%E6%B2%B3/page/3"),
    ],
)
def test_a_page_of_several_is_known_by_its_links(
    path: str, body: str, whole: str, number: int, following: str | None
) -> None:
    assert asked(path, body) == PageOf(SITE + whole, number, following and SITE + following)


@pytest.mark.parametrize(
    ("path", "body", "head"),
    [
        ("/pier", "", ""),
        ("/phone-12", '<a href="/phone-11" rel="prev">Phone 11</a>', ""),
        ("/week-12/", "", '<link rel="prev" href="/week-11/"><link rel="next" href="/week-13/">'),
        ("/pier", "", '<link rel="prev" href="/harbour"><link rel="next" href="/quay">'),
        ("/pier", '<a href="?page=2#comments">2</a>', ""),
        ("/pier", '<a href="/pier/comment-page-2/">2</a>', ""),
        ("/pier", '<p>See <a href="/pier-2">what came of it two years later, and who paid for it all</a></p>', ""),
        ("/pier", '<a href="https://quay.example/pier?page=2">2</a>', ""),
        ("/2026/03/10/", '<a href="/2026/03/">3</a><a href="/2026/03/11/">11</a>', ""),
    ],
    ids=[
        *("alone", "another model", "weekly column", "neighbours", "comments", "pages of comments", "sequel"),
        *("another site", "days"),
    ],
)
def test_what_is_no_page_of_several(path: str, body: str, head: str) -> None:
    assert asked(path, body, head=head) is None


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ('<a rel="next" href="?page=2">on</a>', 1),
        ('<a rel="prev" href="?page=2">back</a>', 3),
        ('<div class="pager">Page 2 of 3 <a href="/pier">First</a> <a href="?page=3">Last</a></div>', 2),
        ('<div><a href="/pier">1</a> <span>2</span> <a href="?page=3">3</a></div>', 2),
    ],
)
def test_a_saved_page_is_numbered_by_its_pager(body: str, number: int) -> None:
    found = asked(None, body, canonical="/pier")
    assert found is not None
    assert (found.whole, found.number) == (f"{SITE}/pier", number)


def test_the_stated_address_names_the_article() -> None:
    found = asked("/pier?ref=a1b2&page=2", '<a href="/pier?ref=a1b2">1</a>', canonical="/pier")
    assert found == PageOf(f"{SITE}/pier", 2)
    own = asked("/pier?page=2", '<a href="/pier">1</a>', canonical="/pier?page=2")
    assert own == PageOf(f"{SITE}/pier", 2)


def test_a_crawl_follows_articles_and_no_lists() -> None:
    pager = b'<a href="/pier?page=2">2</a>'
    assert next_page(b"<article><p>Text.</p></article>" + pager, f"{SITE}/pier") == f"{SITE}/pier?page=2"
    assert next_page(b"<ul><li>News</li></ul>" + pager, f"{SITE}/pier") is None
    assert next_page(b"<article></article>" + b'<a href="/pier?page=21">21</a>', f"{SITE}/pier?page=20") is None
