"""What a page says its headline is: its headings, those marked as the headline, and the statements of its head."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from mediawatch.clean.page.head import Head
from mediawatch.clean.page.headline import Stated
from mediawatch.clean.page.headline_context import heading_text
from mediawatch.clean.page.jsonld import Node, first_text
from mediawatch.clean.text import one_line, repair, unescape_twice

_HEADLINE = re.compile(  # class="entry-title"
    r"(?:^|[\s_-])(?:entry|post|article|story|news|single|page|blog|content)[_-]?(?:title|headline|heading)(?:$|\s)"
    r"|(?:^|\s)headline(?:$|\s)",
    re.IGNORECASE,
)
_KICKER = re.compile(  # class="article__kicker"
    r"(?:^|[\s_-])(?:kicker|eyebrow|overline|over-?title|top-?line|dachzeile|spitzmarke|roofline|super-?title|pre-?title"
    r"|antetitulo|volanta|occhiello|sur-?titre|section|category|flag|label|badge)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SUBTITLE = re.compile(  # class="headline__deck"
    r"(?:^|[\s_-])(?:sub-?(?:title|head|headline|heading)|de[ck]k?|standfirst|tagline|untertitel|sottotitolo|sous-?titre)(?:$|[\s_-])",
    re.IGNORECASE,
)
_STANDFIRST = re.compile(  # class="article__standfirst", itemprop="description"
    r"(?:^|[\s_-])(?:sub-?(?:title|head|headline|heading)|de[ck]k?|stand-?first|lead|lede|lead-?(?:text|in|paragraph)"
    r"|ingress|summary|excerpt|intro|intro-?(?:text|duction)|description|desc|opener|alternative-headline"
    r"|chapo|chapeau|sous-?titre|sapo|entradilla|bajada|copete|sub-?titulo|sumario|resumo|linha-?fina|gravata"
    r"|sommario|catenaccio|sottotitolo|vorspann|anriss|teaser-?text|untertitel|unterzeile|manchet|under-?rubrik|preambel"
    r"|perex|anons?|zajawka|spot|ozet|lid)(?:$|[\s_-])",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(  # class="author__description"
    r"author|autor|byline|caption|credit|comment|newsletter|promo|(?:^|[\s_-])(?:bio|ads?|sponsor\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)
"""What other elements of such names hold."""

_CAPITAL_WITHIN = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SAYS_WHAT = ("class", "id", "itemprop", "data-testid", "data-gu-name", "data-component", "data-qa", "data-hook")
"""Attributes by which an element says what it holds."""

META_TITLE = (
    "citation_title",
    "dc.title",
    "dcterms.title",
    "bepress_citation_title",
    "parsely-title",
    "sailthru.title",
)
"""Names of meta elements that state a title where og:title does not."""

_MARKED: Any = etree.XPath("//*[@itemprop='headline'][self::div or self::span or self::p or self::strong or self::a]")


def stated_headlines(
    tree: HtmlElement,
    head: Head,
    node: Node | None,
    sites: Sequence[str],
    page_lines: Callable[[], Sequence[str]] = tuple,
) -> Stated:
    """What a page says its headline is; `page_lines` gives its lines."""
    lines = {element: _title(heading_text(element)) for element in (*tree.iter("h1", "h2", "h3"), *_MARKED(tree))}
    headings = [element for element in tree.iter("h1") if not _is_logo(element)]
    # some pages set the headings of their side columns as h1 too
    headings = [element for element in headings if not _is_in_margin(element)] or headings
    marked = {
        line: None for element, line in lines.items() if line and _is_marked(element) and not _leads_elsewhere(element)
    }
    return Stated(
        h1=[lines[element] for element in headings if lines[element]],
        pieces={lines[element]: tuple(element.itertext()) for element in headings},
        bare={lines[element]: bare for element in headings if (bare := _without_kicker(element))},
        og_title=_title(head.first("og:title", *META_TITLE)),
        twitter_title=_title(head.first("twitter:title")),
        json_ld=_title(first_text(node, "headline", "name")),
        title=_title(head.title),
        subheadings=[line for element in tree.iter("h2", "h3") if (line := lines[element])],
        marked=list(marked),
        sites=sites,
        lines=page_lines,
    )


def _without_kicker(heading: HtmlElement) -> str:
    """The text of a heading without an element at its start that is marked as its kicker, or one at its end that is
    marked as its subtitle or is small print behind a line break; empty where there is none, or nothing else."""
    if not len(heading):
        return ""
    whole = _title(heading_text(heading))
    for part in heading.iterdescendants("span", "em", "strong", "b", "small", "div", "p", "a", "i"):
        name, text = part.get("class") or "", _title(heading_text(part))
        if not text:
            continue
        if part.tag == "small" and _is_behind_break(part) and whole.endswith(text):
            return whole.removesuffix(text).rstrip(" :|/–—-•·»")
        if not name:
            continue
        if _KICKER.search(name) and whole.startswith(text):
            return whole.removeprefix(text).lstrip(" :|/–—-•·»")
        if _SUBTITLE.search(name) and whole.endswith(text):
            return whole.removesuffix(text).rstrip(" :|/–—-•·»")
    return ""


def _is_behind_break(part: HtmlElement) -> bool:
    """Whether an element begins a line of its own."""
    before = part.getprevious()
    return before is not None and before.tag == "br" and not (before.tail or "").strip()


def _is_marked(element: HtmlElement) -> bool:
    """Whether an element says that it holds the headline of the page."""
    if element.get("itemprop") == "headline":
        return True
    return element.tag != "h3" and bool(_HEADLINE.search(element.get("class") or ""))


@lru_cache(4096)  # a page says the same of many elements
def _names_standfirst(marks: str) -> bool:
    return bool(_STANDFIRST.search(_CAPITAL_WITHIN.sub("-", marks)) and not _OF_OTHERS.search(marks))


def says_standfirst(element: HtmlElement) -> bool:
    """Whether an element says that it holds the standfirst of an article: class="article__lead"."""
    marks = " ".join(filter(None, map(element.get, _SAYS_WHAT)))
    return bool(marks) and _names_standfirst(marks)


def _is_in_margin(element: HtmlElement) -> bool:
    return any(True for _ in element.iterancestors("nav", "footer", "aside", "dialog"))


def _leads_elsewhere(element: HtmlElement) -> bool:
    """Whether a heading stands in a part of the page that is not its article, or is a link as a whole."""
    if _is_in_margin(element) or any(True for _ in element.iterancestors("a")):
        return True
    links = list(element.iter("a"))
    return len(links) == 1 and one_line(links[0].text_content()) == one_line(element.text_content())


def _title(text: str) -> str:
    """What a page says its headline is, on one line, with what was escaped or encoded twice put right."""
    return one_line(repair(unescape_twice(text)))


def _is_logo(heading: HtmlElement) -> bool:
    """Whether a heading is a link to the site's front page and nothing else."""
    links = list(heading.iter("a"))
    if len(links) != 1 or one_line(links[0].text_content()) != one_line(heading.text_content()):
        return False
    try:
        to = urlsplit((links[0].get("href") or "").strip())
    except ValueError:
        return False
    return to.path == "/" or bool(to.netloc and not to.path and not to.query)
