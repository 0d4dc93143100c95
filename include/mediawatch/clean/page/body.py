"""The body of a page: trafilatura, with what it leaves in taken out, and what it leaves out put back.

    tree --prune links--> trafilatura (precise and quick) --too short?--> JSON-LD, trafilatura (all of it)
         --lines that are no article--> --standfirst--> body

Figures for each step are in docs/decisions/030-page-body.md.
"""

from __future__ import annotations

import html as entities
import itertools
import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from mediawatch.clean.dates.date_lines import is_bare_date
from mediawatch.clean.page.boilerplate import is_furniture
from mediawatch.clean.page.head import Head
from mediawatch.clean.page.headline import fold
from mediawatch.clean.page.headline_context import INLINE
from mediawatch.clean.page.joiners import keep_joiners
from mediawatch.clean.people.byline import is_byline_of
from mediawatch.clean.text import one_line, sanitise

SHORT_BODY = 500
"""Characters: a quick extraction below this is checked against the others. On the development pages the precise mode
failed on 9 in 100 of them, and always with less than this."""

_APART = re.compile(
    r"com+ent|kommentar|repl(?:y|ies)|reacti|discussion|related|teaser|recommend|sidebar|footer|newsletter",
    re.IGNORECASE,
)
"""Classes and ids of what is no part of the article, though its text may stand in frames of the article's kind."""

CUT_SHORT = 0.6
"""Share of the text of all paragraphs; an extraction below it may have missed parts of the article."""

SHORT_FRAME = 300
"""Characters; a shorter frame holds no part of an article."""

HEADER_LINES = 4
"""Lines at the start of a text among which headline, date and byline are repeated."""

MANY_DATES = 3
"""Lines that are dates in a diary; two are as often the page's own and a comment's."""

SHORT_DESCRIPTION = 40
LONG_STANDFIRST = 800
"""Characters between which a page's description can be found again as its standfirst."""

_TEXT: Any = etree.XPath("normalize-space(.)")
_LISTS: Any = etree.XPath("//ul[.//a] | //ol[.//a]")
_PARAGRAPHS: Any = etree.XPath("//p[.//a and string-length(normalize-space(.)) >= 12]")
_LENGTH: Any = etree.XPath("string-length(normalize-space(.))")
_LINKED_HEADING: Any = etree.XPath("boolean(.//h2[.//a or ancestor::a] | .//h3[.//a or ancestor::a])")
_WEIGHT = ("script", "style", "svg", "template", "canvas", "iframe", "link", "meta")
_NO_ARTICLE = (
    *("object", "embed", "video", "audio", "picture", "map", "noscript", "nav", "footer", "aside", "button", "select"),
    *("dialog", "datalist", "menu", "input"),
)
"""Elements in which no article stands. trafilatura deletes them too, but only after it has copied the tree; the
extractors of its rescue sometimes find an article in them."""

_IN_BRACKETS = re.compile(r"\([^()]*\)")
_MARKUP = re.compile(r"<[^>]{1,400}>")
_BREAK = re.compile(r"</?(?:p|div|br|h[1-6]|ul|ol|li)\b[^>]{0,400}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """Text, a paragraph a line, and how it was found."""

    text: str
    method: str


def extract_body(
    tree: HtmlElement,
    head: Head,
    *,
    url: str | None,
    stated: str,
    titles: Iterable[str],
    authors: Collection[str],
    parse_again: Callable[[], HtmlElement],
) -> Body:
    """The body of the page in `tree`, out of which navigation, scripts and links that stand alone are taken.

    `stated` is JSON-LD's articleBody or empty; `titles` are what the page says its headline is, `authors` who wrote it;
    `parse_again` gives the page once more, whole, for the few pages (7 in 100) whose text is not where it should be.
    """
    etree.strip_elements(tree, *_WEIGHT, *_NO_ARTICLE, with_tail=False)
    _drop_link_blocks(tree)
    standfirst = _find_standfirst(tree, head)
    text, method = _trafilatura(tree, url, precise=True), "trafilatura"
    if len(text) < CUT_SHORT * _length_of_paragraphs(tree) and _join_frames(tree):
        text = _trafilatura(tree, url, precise=True)
    if len(text) < SHORT_BODY:
        whole = parse_again()
        etree.strip_elements(whole, *_WEIGHT, with_tail=False)
        _drop_link_blocks(whole)
        standfirst = standfirst or _find_standfirst(whole, head)
        text, method = _rescue(whole, url, stated, text)
    text = _keep_article_lines(text, titles, authors)
    if standfirst and fold(standfirst)[:80] not in fold(text):
        text = f"{standfirst}\n{text}"
    return Body(sanitise(text), method)


def _length_of_paragraphs(tree: HtmlElement) -> float:
    """Characters in the page's paragraphs."""
    return sum(float(_LENGTH(element)) for element in tree.iter("p"))


def _join_frames(tree: HtmlElement) -> bool:
    """Joins an article that is cut into several frames of one kind, as around advertisements: of these trafilatura
    reads the first. Frames with a headline of their own are other articles. True where something was joined."""
    from trafilatura.xpaths import BODY_XPATH

    frames: Any = BODY_XPATH[0](tree)  # one of each parent
    if not frames:
        return False
    first = frames[0]
    # of class `post` or `entry` are the contributions of a list: a forum's, a front page's
    beside = () if first.get("class") in ("post", "entry") else first.itersiblings(first.tag)
    others = [
        frame for frame in (*beside, *frames[1:]) if (frame.tag, frame.get("class")) == (first.tag, first.get("class"))
    ]
    around = {first, *first.iterancestors()}
    headings: dict[HtmlElement, int] = {}  # of what many frames stand in
    joined = False
    for frame in others:
        if frame in around or first in frame.iterancestors() or _LENGTH(frame) < SHORT_FRAME:
            continue
        path = (frame, *itertools.takewhile(lambda above: above not in around, frame.iterancestors()))
        if any(_APART.search(f"{element.get('class') or ''} {element.get('id') or ''}") for element in path):
            continue
        top = path[-1]
        if top not in headings:
            headings[top] = sum(1 for _ in top.iter("h1", "h2", "h3", "article"))
        if headings[top] > sum(1 for _ in frame.iter("h2", "h3")) or _LINKED_HEADING(frame):
            continue
        if (frame.text or "").strip():
            etree.SubElement(first, "p").text = frame.text
        first.extend(list(frame))
        joined = True
    return joined


def _trafilatura(tree: HtmlElement, url: str | None, *, precise: bool) -> str:
    from trafilatura import bare_extraction

    keep_joiners()

    found: Any = bare_extraction(
        tree, url=url, with_metadata=False, include_comments=False, fast=precise, favor_precision=precise
    )
    return (found.text or "") if found is not None else ""


def _paragraphs(tree: HtmlElement) -> str:
    """The text of the page's paragraphs, whatever stands around them."""
    from trafilatura import baseline

    body, _, _ = baseline(tree)
    return "\n".join(filter(None, (one_line(str(_TEXT(element))) for element in body)))


def _rescue(tree: HtmlElement, url: str | None, stated: str, short: str) -> tuple[str, str]:
    """(text, method) of the first other reading of the page that gives an article, else `short`."""
    declared = _plain(stated)
    if len(declared) >= SHORT_BODY:
        return declared, "json-ld"
    thorough = _trafilatura(tree, url, precise=False)
    if not thorough and not short:
        paragraphs = _paragraphs(tree)
        return (paragraphs, "paragraphs") if len(paragraphs) >= SHORT_BODY else ("", "paragraphs")
    return (thorough, "trafilatura-rescue") if len(thorough) > len(short) else (short, "trafilatura")


def _drop_link_blocks(tree: HtmlElement) -> None:
    """Takes out lists whose items, and paragraphs whose text, are nothing but links: "read also" in all its forms."""
    for element in _LISTS(tree):
        if element.getroottree().getroot() is not tree:  # went with the list around it
            continue
        items = [item for item in element if item.tag == "li"]
        # many begin with a word in bold: "Health: ..."; what is said behind a link is about it
        linked = sum(1 for item in items if _is_linked(item, 0.6) and _ends_linked(item))
        if items and linked >= 0.8 * len(items) and element.getparent() is not None:
            element.drop_tree()
    for element in _PARAGRAPHS(tree):
        if _is_linked(element, 0.9) and element.getparent() is not None:
            element.drop_tree()


def _is_linked(element: HtmlElement, share: float) -> bool:
    """Whether links make up `share` of the element's text."""
    length = len(_TEXT(element))
    # most paragraphs begin with text of their own, which settles it
    if not length or len((element.text or "").strip()) > (1 - share) * length + 1:
        return False
    return sum(len(_TEXT(link)) for link in element.iter("a")) >= share * length


def _ends_linked(element: HtmlElement) -> bool:
    """Whether little of the element's text stands behind its last link, but for brackets."""
    whole = str(_TEXT(element))
    *_, last = element.iter("a")
    end = str(_TEXT(last))
    behind = _IN_BRACKETS.sub("", whole[whole.rfind(end) + len(end) :])
    return len(behind) <= 0.2 * len(whole)


def _find_standfirst(tree: HtmlElement, head: Head) -> str:
    """The paragraph under the headline that says what the page's description says; sites set it outside the body."""
    described = [
        fold(text)
        for name in ("og:description", "description", "twitter:description")
        if len(text := head.first(name)) >= SHORT_DESCRIPTION
    ]
    if not described:
        return ""
    for element in tree.iter("p", "div", "h2", "h3", "span", "strong", "section", "header"):
        if any(child.tag not in INLINE for child in element):
            continue
        text = str(_TEXT(element))
        if not SHORT_DESCRIPTION <= len(text) <= LONG_STANDFIRST:
            continue
        start = fold(text[:60])[:20]
        if not any(line.startswith(start) for line in described):
            continue
        words = fold(text)
        # descriptions are often cut off near their end
        if any(
            words == line or (len(line) > 60 and words.startswith(line[: max(60, len(line) * 9 // 10)]))
            for line in described
        ):
            return one_line(text)
    return ""


def _keep_article_lines(text: str, titles: Iterable[str], authors: Collection[str]) -> str:
    """`text` without repeated headlines, date lines and bylines of `authors` at its start and without notices; all of
    it where nothing would be left."""
    known = {fold(title) for title in titles if title}
    lines = text.split("\n")
    header = [
        line
        for line in lines[:HEADER_LINES]
        if not (fold(line) in known or is_byline_of(line, authors) or (is_bare_date(line) and not _is_chronicle(lines)))
    ]
    kept = [line for line in (*header, *lines[HEADER_LINES:]) if not is_furniture(line.removeprefix("- "))]
    return "\n".join(kept) if any(line.strip() for line in kept) else text


def _is_chronicle(lines: list[str]) -> bool:
    """Whether dates head the parts of a text: three lines or more that are dates, with text between them and behind."""
    dated = [number for number, line in enumerate(lines[:-1]) if is_bare_date(line)]
    return sum(after - before > 1 for before, after in itertools.pairwise(dated)) >= MANY_DATES - 1


def _plain(stated: str) -> str:
    """JSON-LD's articleBody, which is plain text, escaped or not, or HTML, escaped or not."""
    text = entities.unescape(stated)
    return _MARKUP.sub("", _BREAK.sub("\n", text)) if _MARKUP.search(text) else text
