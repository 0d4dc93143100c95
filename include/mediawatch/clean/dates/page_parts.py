"""Which parts of a page are its article, and which lead to others: teasers, comments, side columns, running text.

A date in a teaser or a comment says nothing of this page.
"""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from mediawatch.clean.dates.date_lines import names_weekday, says_changed, says_published, strip_dates, tells_of_another
from mediawatch.clean.page.blocks import width
from mediawatch.clean.page.head import speaks_of_other
from mediawatch.clean.text import one_line
from mediawatch.words import pattern

LONG_LINE = 140
LONG_REST = 40
SENTENCE = 4
"""Characters of a line, and of what it says beside its date (tried were 25, 40 and 60, decision 032); words beside a
date from which a line with a full stop is a sentence."""

DIGIT = re.compile(r"\d")

LINK = 20
"""Characters from which a link is a headline's and no author's name."""

LONG_PARAGRAPH = 150
PARAGRAPHS = 3
"""Characters and number of the paragraphs that show that an element is no teaser, whatever its class."""

_TEASERS = (
    r"teasers?|related|recommend\w*|cards?|latest|popular|trending|most-?read|read-?more|more-(?:news|stories|articles)|"
    r"upcoming|events?|calendar|carousel|slider|copyright"
)
_SITE = (
    r"side-?bar|widgets?|promos?|(?:site|page|global|main)-?footer|newsletter|menu|nav|archives?|social|ticker|breaking"
)
_OTHERS = re.compile(rf"(?:^|[^a-z])(?:{_TEASERS})(?:$|[^a-z])", re.IGNORECASE)
_ELSEWHERE = re.compile(rf"(?:^|[^a-z])(?:{_TEASERS}|{_SITE})(?:$|[^a-z])", re.IGNORECASE)
_TEASER = re.compile(  # class="box related-stories"
    r"(?:^|[^a-z])(?:teasers?|related|recommend\w*|most-?read|read-?more|latest|popular)(?:$|[^a-z])", re.IGNORECASE
)
_ENDS_IN_DAY = re.compile(r"(?:19|20)\d\d\W[^\d]{0,20}\d\d?\.$")  # 2026. márc. 12.
_COMMENT = re.compile(  # class="comment-list", id="comentarios"
    r"comment|respond|disqus|coment[aá]rios|(?:^|[\s_-])(?:kommentar(?:e|er|it)|komentar(?:ze|i)|yorumlar|reacties)(?:$|[\s_-])"
    r"|(?:^|\s)(?:reviews|(?:product|customer)-reviews)(?:$|\s)",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    rf"\W*(?:{pattern('byline_written')}\s+)?{pattern('byline_by')}\s+(?-i:[^\W\d_a-zß-ÿ])", re.IGNORECASE
)
_BLOCKS = frozenset(
    {"p", "div", "li", "td", "th", "dd", "dt", "section", "article", "header", "footer", "main", "aside", "ul", "ol",
     "dl", "table", "tr", "tbody", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "figcaption", "form",
     "nav", "address", "center", "body", "pre", "fieldset"}
)  # fmt: skip
_CARDS = frozenset({"aside", "nav", "footer", "form", "article", "li", "div", "section", "ul", "ol", "table", "figure"})
_TEXTS = frozenset({"p", "blockquote", "pre", "dd", "figcaption"})
_DROPPED = (*_TEXTS, *_CARDS, "script")
_GONE = "mediawatch-gone"
_FIND_GONE: Any = etree.XPath(f"descendant::*[@{_GONE}]")
_FIND_NUMBERS: Any = etree.XPath(
    "descendant-or-self::*[not(self::script or self::style)]/text()[contains(., '.') or contains(., '/')]"
)
_MARKED_DATE = re.compile(r"(?:^|[^a-z])date|(?:post|publish\w*|entry|article)-?date", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d./-])\d{1,3}(?:[./]\d{1,3}){2,}(?![\d./-]*\d)")  # 5.5.25, 10.12.20.24
OPINIONS = re.compile(r'"(?:Review|Comment|Answer|Product)"')
"""Types of JSON-LD in which the days of readers' opinions stand beside those of what they speak of."""

NOT_SHOWN = frozenset({"script", "style", "noscript", "template", "select", "option", "button", "textarea", "svg"})


def says_little(line: str, language: str | None = None) -> bool:
    """Whether a line is no sentence and says hardly more than its date: `Mira Holt | 10 March 2026 | Harbour`."""
    rest = strip_dates(line, language)[0]
    if len(rest) > LONG_REST and (len(line) > LONG_LINE or not _BYLINE.match(rest)):
        return False  # all but `by Ada Holm, who is the chair of the board`
    ends = line.endswith((".", "!", "?", "…", "।", "。")) and not _ENDS_IN_DAY.search(line)
    return not (ends and sum(any(map(str.isalnum, word)) for word in rest.split()) >= SENTENCE)


class Parts:
    """The parts of one page. Each element is judged once."""

    def __init__(self, tree: HtmlElement, title: str) -> None:
        self.tree, self.title = tree, title
        self._elsewhere: dict[tuple[HtmlElement, bool], bool] = {}
        self._lines: list[tuple[HtmlElement, str]] | None = None
        self._boxes: list[HtmlElement] | None = None  # that lead to related articles

    def elsewhere(self, element: HtmlElement, *, said: bool = False) -> bool:
        """Whether an element stands in a part of the page that is not its article. A line that says what its date is
        (`said`) may stand in a side column or at the foot."""
        above = []
        node: HtmlElement | None = element
        while node is not None and node.tag not in ("body", "html", "main") and (node, said) not in self._elsewhere:
            above.append(node)
            node = node.getparent()
        answer = node is not None and self._elsewhere.get((node, said), False)
        for node in reversed(above):
            answer = answer or (_leads_away(node, said=said) and not self._shows_title(node))
            self._elsewhere[node, said] = answer
        return answer

    def _shows_title(self, node: HtmlElement) -> bool:
        """Whether the linked heading of an article is that of the page itself, as many blogs have it."""
        headings = (one_line(heading.text_content()) for heading in node.iter("h2", "h3"))
        return node.tag == "article" and any(width(text) > LINK and text in self.title for text in headings)

    def in_teaser(self, line: str) -> bool:
        """Whether a line at the headline is shown in teasers or comments, and nowhere else."""
        places = [element for element, shown in self.lines() if line in shown]
        return bool(places) and all(map(self._is_in_teaser, places))

    def in_related(self, line: str) -> bool:
        """Whether a line right below the headline stands in a box that leads to related articles, and nowhere else."""
        if self._boxes is None:
            self._boxes = [
                box
                for box in self.tree.iter("aside", "nav", "div", "section", "ul", "blockquote")
                if (
                    (box.tag == "blockquote" and DIGIT.search(box.text_content()))
                    or speaks_of_other(box)
                    or (_is_teaser(_name(box)) and _leads_to_others(box))
                )
                and not _holds_article(box)
            ]
        if not (boxes := self._boxes):
            return False
        dated = [(element, shown) for element, shown in self.lines() if DIGIT.search(shown)]
        places = [element for element, shown in dated if line in shown or shown in line]
        return bool(places) and all(
            any(node in boxes for node in itertools.chain((place,), place.iterancestors())) for place in places
        )

    def in_bar(self, line: str, language: str | None) -> bool:
        """Whether a line above the headline is the day of the week and the date, and stands outside the element of the
        article: a paper's bar says what day it is today."""
        if len(line) > LONG_REST or not names_weekday(line, language):
            return False
        homes = (around for h1 in self.tree.iter("h1") for around in h1.iterancestors("article", "main"))
        if (home := next(homes, None)) is None:
            return False
        letters = "".join(line.split())  # of elements side by side no space parts the texts
        places = [element for element, shown in self.lines() if "".join(shown.split()) == letters]
        return bool(places) and all(home not in (place, *place.iterancestors()) for place in places)

    def is_of_another(self, element: HtmlElement) -> bool:
        """Whether an element stands in a teaser, a comment, a margin or navigation, in a line that does not say that
        the page was published then: its date is another page's."""
        around = element.getparent()
        text = one_line(around.text_content()[: 2 * LONG_LINE]) if around is not None else ""
        if len(text) <= LONG_LINE and says_published(text):
            return False
        nodes = itertools.chain((element,), element.iterancestors())
        above = itertools.takewhile(lambda node: node.tag not in ("body", "main"), nodes)
        margin = any(
            speaks_of_other(node)
            or ((_COMMENT.search(_name(node)) or _leads_to_others(node)) and not _holds_article(node))
            for node in above
        )
        return margin or self._is_in_teaser(element)

    def _is_in_teaser(self, element: HtmlElement) -> bool:
        for node in itertools.chain((element,), element.iterancestors()):
            name = _name(node)
            headings = (one_line(heading.text_content()) for heading in node.iter("h1", "h2", "h3"))
            if any(len(text) > LINK and text in self.title for text in headings):
                return False
            if _COMMENT.search(name):
                return True
            if (node.tag in ("article", "li", "aside") or _ELSEWHERE.search(name)) and _has_linked_heading(node):
                return True
            if _TEASER.search(name) and any(len(one_line(a.text_content())) > LINK for a in node.iter("a")):
                return True
        return False

    def lines(self) -> list[tuple[HtmlElement, str]]:
        """The lines of a page's blocks that hold no other block, and the texts that stand beside blocks."""
        if self._lines is None:
            self._lines = list(self._read_lines())
        return self._lines

    def _read_lines(self) -> Iterator[tuple[HtmlElement, str]]:
        blocks = list(self.tree.iter(*_BLOCKS))
        holding = {element.getparent() for element in blocks}
        for element in blocks:
            if element not in holding:
                yield from _line(element)
                continue
            for text in (element.text, *(child.tail for child in element)):
                if text and not text.isspace() and (line := one_line(text)):
                    yield element, line
            for child in element:
                if isinstance(child.tag, str) and child.tag not in _BLOCKS and child.tag not in NOT_SHOWN:
                    yield from _line(child)

    def without_text(self) -> HtmlElement:
        """A copy of the page without what is not its article, without its running text and readers' opinions, and
        without numbers with dots: those that are days are read before, and htmldate takes versions for days."""
        gone: set[HtmlElement] = set()
        tops = []
        for element in self.tree.iter(*_DROPPED):
            if element.getparent() in gone:  # goes with it
                gone.add(element)
            elif (
                (element.tag in _TEXTS and _is_sentence(element))
                or (element.tag in _CARDS and self.elsewhere(element))
                or tells_opinions(element)
            ):
                gone.add(element)
                tops.append(element)
        for element in tops:
            element.set(_GONE, "")  # in the copy they are found by it: lxml would make objects of all others there
        tree = copy.deepcopy(self.tree)
        for element in tops:
            del element.attrib[_GONE]
        for element in _FIND_GONE(tree):
            if element.getparent() is not None:
                element.drop_tree()
        for text in _FIND_NUMBERS(tree):
            if (left := _NUMBER.sub(" ", text)) == text:
                continue
            element = text.getparent()
            if text.is_tail:
                element.tail = left
            elif not _MARKED_DATE.search(f"{element.get('class')} {element.get('id')}"):
                element.text = left
        return tree


def tells_opinions(element: HtmlElement) -> bool:
    """Whether an element is a script with JSON-LD of readers' opinions."""
    return (
        element.tag == "script"
        and "ld+json" in (element.get("type") or "")
        and bool(OPINIONS.search(element.text or ""))
    )


@lru_cache(4096)  # a page says the same of many elements
def _is_teaser(name: str) -> bool:
    return bool(_TEASER.search(name))


@lru_cache(4096)
def _is_others(name: str, *, said: bool) -> bool:
    return bool(_COMMENT.search(name) or (_OTHERS if said else _ELSEWHERE).search(name))


def _name(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _line(element: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    text = element.text_content()
    if len(text) <= 4 * LONG_LINE and (line := one_line(text)):
        yield element, line


def _leads_away(node: HtmlElement, *, said: bool) -> bool:
    """Whether an element by itself is no part of the article."""
    if node.tag == "nav" or (node.tag == "form" and not _holds_article(node)):
        return True
    if not said and (
        node.tag == "aside" or (node.tag == "footer" and next(node.iterancestors("article"), None) is None)
    ):
        return True
    if node.tag == "blockquote" and not _holds_article(node):
        return True
    if speaks_of_other(node):
        return True
    name = _name(node)
    if name != " " and _is_others(name, said=said) and not _holds_article(node):
        return True
    return node.tag in ("article", "li") and next(node.iter("h1"), None) is None and _has_linked_heading(node)


def _is_sentence(element: HtmlElement) -> bool:
    """Whether a paragraph is running text and says nothing of when the page was published or changed."""
    text = one_line(element.text_content()[: 2 * LONG_LINE])
    return (
        len(text) > LONG_LINE
        or not (says_little(text) or says_published(text) or says_changed(text))
        or tells_of_another(text)
    )


def _holds_article(node: HtmlElement) -> bool:
    """Whether an element has the page's heading, or running text of its own, whatever its class says of its layout."""
    if next(node.iter("h1"), None) is not None:
        return True
    if _COMMENT.search(_name(node)):
        return False
    long = (p for p in node.iter("p") if len(p.text_content()) > LONG_PARAGRAPH)
    return len(list(itertools.islice(long, PARAGRAPHS))) == PARAGRAPHS


def _leads_to_others(node: HtmlElement) -> bool:
    """Whether an element is a teaser or a margin with a heading of its own or the link of another headline; some pages
    set their own date in one that has neither."""
    if not (node.tag in ("aside", "nav", "footer") or _TEASER.search(_name(node))):
        return False
    headed = next(node.iter("h2", "h3", "h4", "h5"), None) is not None
    return headed or any(len(one_line(a.text_content())) > LINK for a in node.iter("a"))


def _has_linked_heading(card: HtmlElement) -> bool:
    """Whether a card has a heading that is a link: then it leads to another article."""
    return any(
        next(heading.iter("a"), None) is not None or getattr(heading.getparent(), "tag", "") == "a"
        for heading in card.iter("h2", "h3", "h4", "h5")
    )
