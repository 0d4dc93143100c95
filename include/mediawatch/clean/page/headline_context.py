"""The lines that a page shows around its headline, where sites that mark nothing set the day and the byline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from mediawatch.clean.page.notices.counts import without_counts
from mediawatch.clean.page.titles.title_parts import ANCHOR, fold, likeness
from mediawatch.clean.text import one_line, repair
from mediawatch.words import is_small

INLINE = frozenset(
    {"a", "abbr", "b", "br", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"}
)
"""Elements that stand within a line."""

BREAK = "|"
"""What stands in a line where the page breaks it: who wrote and for whom are on lines of their own."""

BEFORE = 4
AFTER = 12
"""Lines before and after the headline that belong to it."""

LONG = 20
"""Characters from which a text is a headline's and no word of the site's navigation."""

LIKE = 0.3
"""Likeness from which an h1 is the page's own form of a headline that no heading shows."""

_SHOWS_HEADLINE = ("h4", "div", "p", "b", "strong", "font", "big", "span", "td", "center", "a", "em")
MAX_SHOWN = 300
"""Elements that show a headline which stands in no heading, and characters of the longest one."""

LONE_WORDS = 3
"""Words from which the only h1 of a page is that form though it is not like it: a shorter one is a logo or section."""

_LABEL = re.compile(r"(?:^|\s)[^\W\d_a-z]{3,}$")  # LIVE, glued to the headline
_NOTE = re.compile(r"[\s\d,*†‡§]+")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""The number of a footnote or of who employs an author, and the signs that tell it from a number within the line."""

_TEXTS = 60
_AFTER: Any = etree.XPath(f"following::text()[normalize-space()][position() <= {_TEXTS}]")
_BEFORE: Any = etree.XPath(f"preceding::text()[normalize-space()][position() <= {_TEXTS // 3}]")
_TEXT: Any = etree.XPath("descendant::text()")
_UNSEEN = frozenset({"script", "style", "noscript", "template", "option", "button", "label"})


@dataclass(frozen=True, slots=True)
class HeadlineContext:
    """Lines in page order, each on one line of text, before and after the headline, the language that the page says it
    is in (a base subtag, empty where it says none), and those of the lines that counted readers or comments as well."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    language: str = ""
    counted: tuple[str, ...] = ()


def headline_context(tree: HtmlElement, headline: str) -> HeadlineContext:
    """The lines around the element that shows `headline`; none where no heading does."""
    shown = _find_heading(tree, headline)
    if shown is None:
        return HeadlineContext()
    language = re.split("[-_]", (tree.get("lang") or "").lower(), maxsplit=1)[0]
    before = list(_lines(_BEFORE(shown)))[-BEFORE:]
    after = [*_beside(shown, fold(headline)), *_lines(_AFTER(shown))][:AFTER]
    # what stands alone keeps its place
    told_before, told_after = ([without_counts(line) or line for line in lines] for lines in (before, after))
    counted = tuple(
        told for line, told in zip((*before, *after), (*told_before, *told_after), strict=True) if told != line
    )
    return HeadlineContext(tuple(told_before), tuple(told_after), language, counted)


def _beside(heading: HtmlElement, words: str) -> list[str]:
    """What the parts of a heading say that are not of the headline: a byline stands in some."""
    if not len(heading):
        return []
    parts = (one_line(part.text_content()) for part in heading.iter("small", "span", "div", "p", "em", "i"))
    return [text for text in parts if (said := fold(text)) and said not in words and words not in said][:2]


def heading_text(element: HtmlElement) -> str:
    """The text of a heading, with a space where it breaks into lines or an element begins a new sentence, and without
    the sign of a link to itself."""
    if not len(element):
        return element.text or ""
    out = ""
    for text in _TEXT(element):
        broken = bool(out) and _is_behind_break(text)
        begins = (text[:1].isupper() and is_small(out[-1:])) or (_can_begin(text[:1]) and _LABEL.search(out))
        out += f" {text}" if broken or begins else text
    return ANCHOR.sub("", out)


def _can_begin(letter: str) -> bool:
    """Whether a letter is a capital, or of a script that has none."""
    return letter.isalpha() and letter == letter.upper()


def _is_behind_break(text: Any) -> bool:
    """Whether a line break or the beginning of a block stands between a text and the one before it."""
    element = text.getparent()
    if text.is_tail:
        return bool(element.tag == "br")
    while element is not None and element.tag in INLINE:
        before = element.getprevious()
        if before is not None:
            return bool(before.tag == "br" and not (before.tail or "").strip())
        around = element.getparent()
        if around is None or (around.text or "").strip():
            return False
        element = around
    return element is not None and element.tag in ("div", "p", "section")


def _find_heading(tree: HtmlElement, headline: str) -> HtmlElement | None:
    """The first heading that says `headline`, alone, with a kicker, or as a part of it; else the h1 that is like it: a
    page may state another headline for machines than it shows."""
    words = fold(headline)
    if not words:
        return None
    for level in ("h1", "h2", "h3"):
        for element in tree.iter(level):
            text = fold(repair(heading_text(element)))
            if text == words or (len(words) > LONG and words in text) or (len(text) > LONG and text in words):
                return element
    rated = [(likeness(heading_text(element), headline), element) for element in tree.iter("h1")]
    if not rated or max(score for score, _ in rated) < LIKE:
        begins = {words[0], headline.strip()[:1].casefold()}
        for element in tree.iter(*_SHOWS_HEADLINE):
            begun = (element.text or "").strip()[:3]
            if not begun or begun[0].casefold() not in begins:  # nearly all: most say something else
                continue
            text = heading_text(element)
            if len(text) < MAX_SHOWN and fold(repair(text)) == words:
                return element
    best = max((score for score, _ in rated), default=0.0)
    if best >= LIKE:
        return next(element for score, element in rated if score == best)
    return rated[0][1] if len(rated) == 1 and _can_be_headline(rated[0][1]) else None


def _can_be_headline(heading: HtmlElement) -> bool:
    """Whether the only h1 of a page, which says something else than its head, can be what readers see as headline."""
    around = heading.iterancestors("nav", "footer", "aside", "dialog", "form")
    return next(around, None) is None and len(fold(heading_text(heading)).split()) >= LONE_WORDS


def _lines(texts: Iterable[Any]) -> Iterator[str]:
    """The texts, those that follow each other in one block joined to a line."""
    block, pieces = None, list[str]()
    for text in texts:
        element = text.getparent()
        if element is None:
            continue
        said = str(text)
        if text.is_tail:
            element = element.getparent()
        elif element.tag == "sup" and _NOTE.fullmatch(said):
            said = said.translate(_RAISED)
        while element is not None and element.tag in INLINE and element.getparent() is not None:
            element = element.getparent()
        if element is None or element.tag in _UNSEEN:
            continue
        if element is not block and pieces:
            yield one_line(" ".join(pieces))
            pieces = []
        if pieces and _is_behind_break(text):
            pieces.append(BREAK)
        block = element
        pieces.append(said)
    if pieces:
        yield one_line(" ".join(pieces))
