"""trafilatura's expressions in Python: they find what libxml2 finds, and are trafilatura's own again afterwards."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from lxml import html
from lxml.etree import XPath
from mediawatch.clean.page.attribute_tests import LISTS, asked_in_python, in_python
from trafilatura import xpaths

RE = {"re": "http://exslt.org/regular-expressions"}
EXPRESSIONS: list[Any] = [expression for name in LISTS for expression in getattr(xpaths, name)]
TAGS = ("div", "p", "section", "span", "article", "main", "aside", "ul", "details", "header", "list", "item")
VALUES = (
    *("post", "text-body article-body", "articleBody", "story", "FullText", "Main-content", "content", "main", "share"),
    *("comments", "Comment-list", "commentary", "dsq-comments", "infinite-scroll", "mvp-post-add-box", "caption"),
    *("navbar", "x cookie", "reply-1", "hidden", "Teaser", "page-bottom", "a link", "header", "footer", "lead", ""),
)


def page() -> html.HtmlElement:
    """A page in which each value stands in each attribute of some element, and in two of them in either order."""
    named = itertools.cycle(TAGS)
    parts: list[str] = []
    for value, other in zip(VALUES, (*VALUES[5:], *VALUES[:5]), strict=True):
        for attributes in (
            *(f'class="{value}"', f'id="{value}"', f'role="{value}"', f'style="{value}:none"', f'itemprop="{value}"'),
            *(f'class="{value}" id="{other}"', f'id="{value}" class="{other}"', f'class="{value}" style="{other}"'),
            *(f'data-component="{value}"', 'aria-hidden="true"', 'style="display:none"', 'style="border: 0"', ""),
        ):
            tag = next(named)
            inner = "<h1>The lock</h1>" if len(parts) % 7 == 0 else "<p>Water</p>"
            parts.append(f"<{tag} {attributes}>{inner}<div {attributes}>Low</div></{tag}> tail")
    return html.fromstring(f"<html><body><main>{''.join(parts)}</main></body></html>")


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=range(len(EXPRESSIONS)))
def test_the_same_elements_are_found(expression: Any) -> None:
    tree = page()
    for element in (tree, tree.find(".//main"), tree.find(".//section")):
        assert list(in_python(expression)(element)) == list(expression(element))


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=range(len(EXPRESSIONS)))
def test_the_same_elements_are_found_while_an_extraction_takes_some_out(expression: Any) -> None:
    """What is stated in a tree is read once in an extraction: what is taken out is not found again."""
    tree, quick = page(), in_python(expression)
    with asked_in_python():
        for _ in range(3):
            found = list(quick(tree))
            assert found == list(expression(tree))
            for element in found[::2]:
                if element.getparent() is not None:
                    element.drop_tree()
        for part in tree:
            assert list(quick(part)) == list(expression(part))


def test_most_expressions_are_asked_in_python() -> None:
    asked = [expression for expression in EXPRESSIONS if "re:test" in expression.path]
    assert len(asked) > 8
    assert all(in_python(expression) is not expression for expression in asked)


@pytest.mark.parametrize(
    "path",
    [
        ".//div[re:test(@class, 'a')]",
        ".//*[self::div][re:test(@class, '^$')]",  # holds where there is no class
        ".//*[self::div][position() = 2]",
        ".//*[self::div][re:test(., 'a')]",
        ".//*[self::div][re:test(@class, 'a') and @id]",
        ".//*[self::div][contains(translate(@id, '-', ''), 'a')]",
        ".//*[self::div][@id][1][2]",
        ".//*[self::div]",
    ],
)
def test_an_expression_of_another_form_stays_as_it_is(path: str) -> None:
    expression = XPath(path, namespaces=RE)
    assert in_python(expression) is expression


def test_afterwards_the_expressions_are_trafilaturas_own() -> None:
    def standing() -> list[Any]:
        return [expression for name in LISTS for expression in getattr(xpaths, name)]

    def break_off() -> None:
        with asked_in_python():
            within.extend(standing())
            raise ValueError("broken")

    within: list[Any] = []
    before = standing()
    with pytest.raises(ValueError, match="broken"):
        break_off()
    assert within != before
    assert standing() == before
