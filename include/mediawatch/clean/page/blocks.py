"""The blocks of a page: its lines of text in page order, each with the elements that it stands in and its links."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from mediawatch.clean.page.headline_context import INLINE

_LENGTH: Any = etree.XPath("string-length(normalize-space(.))")
_HOMES = frozenset({"td", "th", "div", "body", "center", "blockquote", "article", "section", "main"})
MANY_BREAKS = 2
_TEXTS: Any = etree.XPath("//text()[normalize-space()]")
_TEXTS_AND_BREAKS: Any = etree.XPath("//text()[normalize-space()] | //br")
_UNSEEN = frozenset({"script", "style", "template", "option", "button", "label", "title", "head", "textarea", "select"})
_APART_TAGS = frozenset({"nav", "footer", "aside", "form", "header", "figcaption", "dialog", "noscript"})
APART = re.compile(  # class="sidebar newsletter"
    r"com+ent|kommentar|repl(?:y|ies)|reacti|discussion|related|teaser|recommend|sidebar|footer|newsletter",
    re.IGNORECASE,
)
"""Classes and ids of what is no part of the article, though its text may stand in frames of the article's kind."""

_SENTENCE_END = re.compile(r"[.!?…。！？।॥။։؟۔][\"”’»)\]】」』]*$")
_NO_WORD = re.compile(r"[\W_]+")
_NO_ASCII_WORD = {code: None for code in range(128) if not chr(code).isalnum()}
_TYPOGRAPHY = re.compile("[\u00a0\u2010-\u201f\u2026]")
_UNENDED = re.compile("[\u0e00-\u0eff]")  # Thai and Lao set no sign at the end of a sentence
_WIDE = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")
LONG_SENTENCE = 40
"""Characters from which a block that ends like a sentence is prose; one of Han, kana or Hangul counts for three."""
LONG_UNENDED = 80
"""Characters from which a block of Thai or Lao, vowel signs included, is prose: twice what a headline has."""
LONG_PROSE = 160
"""Characters from which a block is prose without such an end: scripts and authors that set none."""

LONG_TEXT = 1_000
"""Characters of a text whose letters are remembered for a while."""

HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
"""Elements that head a part of an article."""

Path = tuple[HtmlElement, ...]


@dataclass(slots=True)
class Block:
    """One line of text. `path` leads from its block element to the root; `linked` counts characters in links."""

    path: Path
    text: str
    linked: int
    prose: bool = False
    apart: bool = False  # in a footer, among comments or teasers
    told: bool = False  # an item, though a link, of a list that the article speaks of
    _key: str = ""

    @property
    def key(self) -> str:
        """The text's letters and digits in one case: what it is found by in a reading."""
        if not self._key:
            self._key = squeeze(self.text)
        return self._key

    @property
    def element(self) -> HtmlElement:
        return self.path[0]


def squeeze(text: str) -> str:
    """`text` without all that is no letter or digit, in one case."""
    # a reading is laid over its page several times
    return _squeezed(text) if len(text) < LONG_TEXT else _kept(text)


def _squeezed(text: str) -> str:
    if not text.isascii():
        text = _TYPOGRAPHY.sub("", text)
    if text.isascii():  # ten times quicker
        return text.translate(_NO_ASCII_WORD).lower()
    return _NO_WORD.sub("", text).casefold()


_kept = lru_cache(8)(_squeezed)


def read_blocks(tree: HtmlElement) -> list[Block]:
    """The blocks of a page, texts that follow each other within one block element joined to a line."""
    paths: dict[HtmlElement, Path] = {}
    return [
        Block(paths.get(element) or _path(element, paths), text, min(linked, len(text)), is_prose(text, linked))
        for element, text, linked in _lines(tree)
    ]


# neither of the next two is a function inside another that calls itself: such a one is a ring, which would keep the
# page's tree until Python looks for garbage


def _path(element: HtmlElement, paths: dict[HtmlElement, Path]) -> Path:
    parent = element.getparent()
    above = () if parent is None else paths.get(parent) or _path(parent, paths)
    paths[element] = known = (element, *above)
    return known


def _home(
    element: HtmlElement, homes: dict[HtmlElement, tuple[HtmlElement | None, bool]]
) -> tuple[HtmlElement | None, bool]:
    """(the block element around `element`, whether a link is between); None where it is not shown."""
    tag = element.tag
    if tag in INLINE and (parent := element.getparent()) is not None:
        around, linked = homes.get(parent) or _home(parent, homes)
        found = around, linked or tag == "a"
    else:
        found = (None if tag in _UNSEEN else element), False
    homes[element] = found
    return found


def part_lines(tree: HtmlElement) -> None:
    """Makes paragraphs of what `br` parts, on a page whose text stands in no paragraphs but in the cells of tables and
    the like, as pages had it before style sheets."""
    total, paragraphs = float(_LENGTH(tree)), sum(float(_LENGTH(element)) for element in tree.iter("p"))
    if 2 * paragraphs > total:
        return
    # a dict, since a set would be gone through as chance has it; and all are looked at before the first is changed
    homes = dict.fromkeys(
        home
        for mark in tree.iter("br")
        if (home := next((element for element in mark.iterancestors() if element.tag not in INLINE), None)) is not None
        and home.tag in _HOMES
    )
    for home in [home for home in homes if _is_parted_by_breaks(home)]:
        for element in [
            each for each in home.iter(*INLINE) if each.tag != "br" and next(each.iter("br"), None) is not None
        ]:
            element.drop_tag()
        _part(home)


def _is_parted_by_breaks(home: HtmlElement) -> bool:
    many = next(itertools.islice(home.iter("br"), MANY_BREAKS - 1, None), None)
    return many is not None and float(_LENGTH(home)) >= LONG_PROSE


def _part(home: HtmlElement) -> None:
    """Puts what stands between the `br` and the blocks of an element into paragraphs."""
    children = list(home)
    if not any(child.tag == "br" for child in children):
        return
    made: list[HtmlElement] = []
    line: HtmlElement | None = None

    def put(text: str | None, child: HtmlElement | None = None) -> None:
        nonlocal line
        if line is None:
            if child is None and not (text or "").strip():
                return
            line = home.makeelement("p")
            made.append(line)
        if child is not None:
            line.append(child)
        elif len(line):
            line[-1].tail = (line[-1].tail or "") + (text or "")
        else:
            line.text = (line.text or "") + (text or "")

    put(home.text)
    home.text = None
    for child in children:
        tail, child.tail = child.tail, None
        home.remove(child)
        if child.tag == "br":
            line = None
        elif child.tag in INLINE:
            put(None, child)
        else:
            line = None
            made.append(child)
        put(tail)
    for element in made:
        home.append(element)


def read_lines(tree: HtmlElement) -> list[str]:
    """The texts of a page's blocks."""
    return [text for _, text, _ in _lines(tree)]


def read_shown_lines(tree: HtmlElement) -> list[tuple[str, bool]]:
    """(text, whether it is a link and nothing else) of each line as it is shown: `br` ends one, as pages have it that
    are laid out by tables."""
    return [(text, 10 * linked > 9 * len(text)) for _, text, linked in _lines(tree, at_breaks=True)]


def _lines(tree: HtmlElement, *, at_breaks: bool = False) -> Iterator[tuple[HtmlElement, str, int]]:
    """(block element, text, characters in links) of each line."""
    homes: dict[HtmlElement, tuple[HtmlElement | None, bool]] = {}

    def line(element: HtmlElement, pieces: list[str]) -> str:
        # the number of an item often stands in an element of its own
        between = " " if element.tag in HEADINGS and pieces[0].strip().isdigit() else ""
        return " ".join(between.join(pieces).split())

    pieces: list[str] = []
    current: HtmlElement | None = None
    linked_chars = 0
    broken = False
    has_breaks = next(tree.iter("br"), None) is not None
    for text in _TEXTS_AND_BREAKS(tree) if has_breaks else _TEXTS(tree):
        if not hasattr(text, "is_tail"):  # a `br`
            broken = True
            continue
        element = text.getparent()
        if text.is_tail:
            element = element.getparent()
            if element is None:
                continue
        around, linked = homes.get(element) or _home(element, homes)
        if around is None:
            continue
        if around is not current or (broken and at_breaks):
            if current is not None and (whole := line(current, pieces)):
                yield current, whole, linked_chars
            current, pieces, linked_chars = around, [], 0
        pieces.append(f" {text}" if broken else text)
        broken = False
        if linked:
            linked_chars += len(text)
    if current is not None and (whole := line(current, pieces)):
        yield current, whole, linked_chars


def tell_apart(blocks: Sequence[Block], read: Collection[int]) -> None:
    """Sets `apart`. What holds most of the article as it was read (the numbers of `read`), or of the page's prose
    where nothing was, is no margin of it, whatever it is called."""
    weight: dict[HtmlElement, int] = {}
    captions = total = 0  # a gallery has its text in the captions of its pictures
    for number, block in enumerate(blocks):
        if number in read if read else block.prose:
            total += len(block.text)
            captions += len(block.text) if any(element.tag == "figcaption" for element in block.path) else 0
            for element in block.path:
                weight[element] = weight.get(element, 0) + len(block.text)
    margins: dict[HtmlElement, bool] = {}

    def is_margin(element: HtmlElement) -> bool:
        own = captions if element.tag == "figcaption" else weight.get(element, 0)
        return _is_apart(element) and 2 * own <= total

    for block in blocks:
        apart, unknown = False, []
        for element in block.path:
            if (known := margins.get(element)) is not None:
                apart = known
                break
            unknown.append(element)
        for element in reversed(unknown):
            apart = margins[element] = apart or is_margin(element)
        block.apart = apart


def is_prose(text: str, linked: int = 0) -> bool:
    """Whether a line reads like a sentence of an article rather than like a label, a heading or a list of links."""
    if 2 * linked > len(text):
        return False
    if len(text) >= LONG_PROSE:
        return True
    if not _SENTENCE_END.search(text):
        return len(text) >= LONG_UNENDED and len(_UNENDED.findall(text)) > len(text) / 2
    return len(text) >= LONG_SENTENCE or width(text) >= LONG_SENTENCE


def width(text: str) -> int:
    """The length of a text in letters of an alphabet: a character of Han, kana or Hangul says what three of them do."""
    return len(text) + 2 * len(_WIDE.findall(text))


def _is_apart(element: HtmlElement) -> bool:
    # of <html> and <body> the classes tell the theme of the page
    if element.tag in ("html", "body", "main", "article"):
        return False
    if element.tag in _APART_TAGS:
        return True
    marks = f"{element.get('class') or ''} {element.get('id') or ''}"
    return marks != " " and _marks_apart(marks)


@lru_cache(4096)  # a page says the same of many elements
def _marks_apart(marks: str) -> bool:
    return bool(APART.search(marks))
