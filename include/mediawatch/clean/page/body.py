"""The body of a page: the reading that the page speaks for, what it left out put back, what is no article taken out.

    tree --prune links--> reading (readings.py) --what it left out (completion.py)--> lines that are no article
         --> standfirst --> body

Figures for each step are in docs/decisions/030-page-body.md.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from mediawatch.clean.dates.date_lines import beside_date, is_bare_date, strip_dates
from mediawatch.clean.dates.relative_dates import RELATIVE
from mediawatch.clean.page.blocks import Block, is_prose, read_blocks, read_shown_lines, squeeze
from mediawatch.clean.page.completion import complete, coverage, place
from mediawatch.clean.page.head import Head
from mediawatch.clean.page.headline_context import INLINE
from mediawatch.clean.page.jsonld import Node
from mediawatch.clean.page.link_lists import drop_cards, drop_link_lists, leads_to_a_list
from mediawatch.clean.page.no_article import asks_to_pay
from mediawatch.clean.page.notices.boilerplate import is_boilerplate
from mediawatch.clean.page.notices.counts import without_counts
from mediawatch.clean.page.readings import FULL, SHORT_BODY, Page, Reading, plain, read_page, within
from mediawatch.clean.page.scripts.page_data import find_article
from mediawatch.clean.page.titles.title_parts import fold
from mediawatch.clean.people.byline import is_byline_of, is_label_of_author
from mediawatch.clean.text import one_line, sanitise
from mediawatch.words import pattern

HEADER_LINES = 4
"""Lines at the start of a text among which headline, date and byline are repeated."""

MANY_DATES = 3
"""Lines that are dates in a diary; two are as often the page's own and a comment's."""

LONG_REPEATED = 80
"""Characters of the lines by which a text is found to stand in a page twice."""

SHORT_DESCRIPTION = 40
LONG_STANDFIRST = 800
"""Characters between which a page's description can be found again as its standfirst."""

SHORT_BEFORE_WALL = 3_000
"""Characters of the longest text that is taken for the free beginning of an article."""

WALL_LINES = 6
"""Blocks behind the last one of a text in which a page asks to pay for the rest."""

LAYOUT_DEPTH = 12
"""Tables within each other that lay a page out."""

LAYOUT_TABLES = 20
"""Tables beside each other among which the one around the page is looked for."""

LONG_LINK = 40
"""Characters of an item of a menu."""

LONG_NOTICE = 100
"""Characters of a line with a date and a notice."""

MANY_LINKS = 2
"""Links behind a text that are no sources of it."""

_COUNTED_BACK = re.compile(rf"\W*(?:{RELATIVE})\W*", re.IGNORECASE)  # 2 days ago
_ENDS_SENTENCE = re.compile(r"[.!?…:。！？।॥؟۔][\"'”’»)\]]*$")
_TEXT: Any = etree.XPath("normalize-space(.)")
_LENGTH: Any = etree.XPath("string-length(normalize-space(.))")
_CELLS: Any = etree.XPath("tr/td | tr/th | tbody/tr/td | tbody/tr/th")
_ROWS: Any = etree.XPath("tr | tbody/tr")
_PARTS: Any = etree.XPath("tr | tbody | tr/td | tr/th | tbody/tr | tbody/tr/td | tbody/tr/th | thead | tfoot | caption")
_BEFORE_LABEL = re.compile(  # Source: The Herald Editor: Bo Lind
    rf"\s+(?=(?:{pattern('source_labels')}|{pattern('edited_labels')}|{pattern('picture_labels')})\s*[:：])",
    re.IGNORECASE,
)
_WEIGHT = ("script", "style", "svg", "template", "canvas", "iframe", "link", "meta")
_MARGINS = ("aside", "noscript")
_NO_ARTICLE = (
    *("object", "embed", "video", "audio", "picture", "map", "nav", "footer", "button", "select"),
    *("dialog", "datalist", "menu", "input", *_MARGINS),
)
"""Elements in which no article stands. trafilatura deletes them too, but only after it has copied the tree; the
extractors of its rescue sometimes find an article in them."""


@dataclass(frozen=True, slots=True)
class Body:
    """Text, a paragraph a line, how it was found, what is odd about it, and the object of the page's data that it is
    from, if it is."""

    text: str
    method: str
    warnings: tuple[tuple[str, str], ...] = ()
    data: Node | None = None
    blocks: Sequence[Block] = ()


def extract_body(
    tree: HtmlElement,
    head: Head,
    *,
    url: str | None,
    stated: str,
    stated_words: int | None,
    titles: Iterable[str],
    authors: Collection[str],
    parse_again: Callable[[], HtmlElement],
    language: str | None = None,
    is_article: bool = False,
    check: Callable[[str, Sequence[Block]], None] = lambda text, blocks: None,
) -> Body:
    """The body of the page in `tree`, out of which navigation, scripts and links that stand alone are taken.

    `stated` is JSON-LD's articleBody or empty, `stated_words` its wordCount; `titles` are what the page says its
    headline is, `authors` who wrote it; `parse_again` gives the page once more, whole, for the few pages (7 in 100)
    whose text is not where it should be; `language` is what it says that it is in; `is_article` is whether the page
    states that it is one; `check` raises Quarantine for a page whose text only lists others.
    """
    titles = [title for title in titles if title]
    folded = frozenset(fold(title) for title in titles)
    etree.strip_elements(tree, *_WEIGHT, with_tail=False)
    _free_article(tree)
    _free_table(tree)
    _free_columns(tree)
    etree.strip_elements(tree, *_NO_ARTICLE, with_tail=False)
    shown = blocks = read_blocks(tree)
    if cards := drop_cards(tree, titles, is_article=is_article):
        blocks = [block for block in blocks if cards.isdisjoint(block.path)]
        shown = shown if is_article else blocks
    told = drop_link_lists(tree, titles)
    for block in blocks if told else ():
        block.told = block.element in told or (block.element.tag == "li" and block.element.getparent() in told)
    standfirst = _find_standfirst(tree, head)

    def whole() -> HtmlElement:
        again = parse_again()
        etree.strip_elements(again, *_WEIGHT, with_tail=False)
        _free_table(again)
        _free_columns(again)
        drop_cards(again, titles, is_article=is_article)
        drop_link_lists(again, titles)
        return again

    page = Page(tree, blocks, url, stated, folded, whole, lambda: find_article(parse_again(), folded))
    page.check = lambda prose: check(prose, shown)
    reading = read_page(page)
    text = reading.text
    if reading.method not in ("json-ld", "page-data"):
        text = complete(reading.placed or place(blocks, text), reading.frame)
    text = _without_links_behind(_without_menu(text, blocks, tree), blocks, tree)
    text = _keep_article_lines(_without_kicker(text, blocks, folded), titles, authors, language)
    if standfirst and fold(standfirst)[:80] not in fold(text):
        text = f"{standfirst}\n{text}"
    text = _once(sanitise(text))
    node = reading.data.node if reading.data else None
    doubts = _doubts(page, reading, text, stated_words) or _ends_at_wall(blocks, text)
    return Body(text, reading.method, doubts, node, shown)


def _free_article(tree: HtmlElement) -> None:
    """Renames the margins (`aside`, `noscript`, a `footer` with an h1) that hold most of the page's paragraphs: the
    article stands in them."""
    margins = [
        element
        for element in tree.iter(*_MARGINS, "footer")
        if element.tag != "footer" or next(element.iter("h1"), None) is not None
    ]
    if not margins:
        return
    total = sum(float(_LENGTH(element)) for element in tree.iter("p"))
    for element in margins:
        length = sum(float(_LENGTH(paragraph)) for paragraph in element.iter("p"))
        if length >= SHORT_BODY and 2 * length > total:
            element.tag = "div"


def _free_table(tree: HtmlElement) -> None:
    """Renames the tables around the cell that holds most of the page, and their rows and cells: they lay the page out,
    and a reading would give them as the lines of a table."""
    total, cells = float(_LENGTH(tree)), [tree]
    for _ in range(LAYOUT_DEPTH):
        tables = [table for cell in cells for table in cell.iter("table") if table.tag == "table"]
        cells = [cell for table in tables[:LAYOUT_TABLES] for cell in _CELLS(table) if 2 * float(_LENGTH(cell)) > total]
        if not cells:
            return
        cells = cells[:1]
        table = next(cells[0].iterancestors("table"))
        for element in (*_PARTS(table), table):
            element.tag = "div"


def _free_columns(tree: HtmlElement) -> None:
    """Renames tables of rows with one cell each, with paragraphs in some: they lay out a text, and hold no data."""
    for table in list(tree.iter("table")):
        rows = _ROWS(table)
        if len(rows) > 1 and all(len(row) == 1 for row in rows) and any(is_prose(str(_TEXT(row))) for row in rows):
            for element in (*_PARTS(table), table):
                element.tag = "div"


def _doubts(page: Page, reading: Reading, text: str, stated_words: int | None) -> tuple[tuple[str, str], ...]:
    """The warning that a text may be a part of its article: the page holds or states more than twice as much."""
    declared, words = plain(page.stated), len(text.split())
    around = page.blocks if reading.frame is None else within(page.blocks, reading.frame)
    prose = sum(len(block.text) for block in around if block.prose and not block.apart)
    if len(declared) > 2 * len(text):
        says = f"the page states an article of {len(declared)} characters"
    elif stated_words and stated_words > 2 * words and " " in text[:200]:
        says = f"the page states {stated_words} words"
    elif prose > SHORT_BODY and reading.method not in ("json-ld", "page-data") and coverage(around, text) < FULL:
        says = f"the paragraphs around the headline hold {prose} characters"
    else:
        return ()
    return (("cut-short", f"{says}, {len(text)} characters ({words} words) were read"),)


def _ends_at_wall(blocks: Sequence[Block], text: str) -> tuple[tuple[str, str], ...]:
    """The warning that a text ends where its page asks to pay for the rest."""
    if len(text) > SHORT_BEFORE_WALL or not (last := squeeze(text[text.rfind("\n") + 1 :])):
        return ()
    ends = next((number for number in reversed(range(len(blocks))) if blocks[number].key == last), None)
    behind = blocks[ends + 1 : ends + 1 + WALL_LINES] if ends is not None else []
    asked = next((block.text for block in behind if asks_to_pay(block.text)), None)
    return (("cut-short", f"it ends where the page asks to pay: {asked[:80]!r}"),) if asked else ()


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
        if len(element) and any(child.tag not in INLINE for child in element):
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


def _without_menu(text: str, blocks: Sequence[Block], tree: HtmlElement) -> str:
    """`text` without the lines at its start that are links wherever the page has them; all of it where nothing else
    is in it."""
    lines = text.split("\n")
    first = next(filter(None, map(squeeze, lines)), "")
    linked = any(2 * block.linked > len(block.key) for block in blocks if block.key == first)
    if not linked and len(lines[0]) > LONG_LINK:
        return text  # nearly every one
    own = {block.key for block in blocks if 2 * block.linked <= len(block.key)} - {""}
    links = {block.key for block in blocks} - own | {""}
    if not linked:  # a menu in one line, of which a reading makes several
        links |= {squeeze(one_line(link.text_content()[: 2 * LONG_LINK])) for link in tree.iter("a")} - own
    return "\n".join(itertools.dropwhile(lambda line: squeeze(line) in links, lines)) or text


def _without_kicker(text: str, blocks: Sequence[Block], titles: Collection[str]) -> str:
    """`text` without a short line at its start that stands above the headline on the page: a section, a kicker."""
    first, _, rest = text.partition("\n")
    if not rest or len(first) > LONG_LINK or _ENDS_SENTENCE.search(first) or fold(first) in titles:
        return text
    headline = next((number for number, block in enumerate(blocks) if fold(block.text) in titles), 0)
    key = squeeze(first)
    found = [number for number, block in enumerate(blocks) if block.key == key]
    return rest if key and found and max(found) < headline else text


def _without_links_behind(text: str, blocks: Sequence[Block], tree: HtmlElement) -> str:
    """`text` without two lines or more at its end that are links wherever the page has them, and no sentences: what to
    read next, as pages without lists have it."""
    lines = text.split("\n")
    if len(lines) < MANY_LINKS + 1 or _ENDS_SENTENCE.search(lines[-1]):
        return text
    last = squeeze(lines[-1])
    if any(block.told or 2 * block.linked <= len(block.key) for block in blocks if block.key == last):
        return text  # nearly every one
    shown = read_shown_lines(tree)
    links = {squeeze(line) for line, linked in shown if linked} - {
        squeeze(line) for line, linked in shown if not linked
    }
    kept = len(lines)
    while kept and squeeze(lines[kept - 1]) in links and not _ENDS_SENTENCE.search(lines[kept - 1]):
        kept -= 1
    if not 0 < kept <= len(lines) - MANY_LINKS or leads_to_a_list(lines[kept - 1]):
        return text
    return "\n".join(lines[:kept])


def _keep_article_lines(text: str, titles: Iterable[str], authors: Collection[str], language: str | None) -> str:
    """`text` without repeated headlines, date lines and bylines of `authors` at its start and without notices; all of
    it where nothing would be left."""
    known = {squeeze(title) for title in titles if title} - {""}
    lines = text.split("\n")
    if squeeze(lines[0]) not in known and squeeze("".join(lines[:2])) in known:  # a headline of two lines
        lines = lines[2:]
    header = [
        line
        for line in lines[:HEADER_LINES]
        if not (
            squeeze(line) in known  # the parts of a heading may have lost what stood between them
            or is_byline_of(said := without_counts(line.removeprefix("- ")), authors)
            or is_label_of_author(said)
            or _COUNTED_BACK.fullmatch(line)
            or (is_bare_date(said, language) and not _is_chronicle(lines, language))
            or _is_dated_notice(said, authors, language)
        )
    ]
    behind = lines[HEADER_LINES:]
    if behind and is_byline_of(last := behind[-1], authors) and any(fold(name) in fold(last) for name in authors):
        behind.pop()
    elif (
        behind
        and is_bare_date(behind[-1], language)
        and not behind[-1].startswith("|")  # a row of a table
        and not _is_chronicle(lines, language)
    ):
        behind.pop()  # the day of a change
    kept = [line for line in (*header, *behind) if not is_boilerplate(line.removeprefix("- "))]
    return "\n".join(kept) if any(line.strip() for line in kept) else text


def _is_dated_notice(line: str, authors: Collection[str], language: str | None) -> bool:
    """Whether a line is a date with notices and bylines of `authors` beside it: `24 March 2026 | Source: Herald`."""
    if len(line) > LONG_NOTICE or not any(map(str.isdigit, line)):
        return False
    rest, dated = strip_dates(line, language)
    # a word for the source may stand beside dates too, and went with it
    for parts in (rest.split("|"), beside_date(line, language)) if dated else ():
        said = [part for each in parts for piece in _BEFORE_LABEL.split(each) if (part := piece.strip(" ,;:–—-·•/"))]
        if said and all(is_boilerplate(part) or is_byline_of(part, authors) for part in said):
            return True
    return False


def _once(text: str) -> str:
    """`text` without its long lines' second time, where all stand in it twice in the same order, whole or line by line:
    pages show their text to telephones once more. What an article repeats otherwise is its own."""
    lines = text.split("\n")
    long = [line for line in lines if len(line) >= LONG_REPEATED]
    half = len(long) // 2
    if half < 1 or len(long) % 2 or (long[:half] != long[half:] and long[::2] != long[1::2]):
        return text
    seen: set[str] = set()
    kept = []
    for line in lines:
        if line not in seen:
            kept.append(line)
        if len(line) >= LONG_REPEATED:
            seen.add(line)
    return "\n".join(kept)


def _is_chronicle(lines: list[str], language: str | None) -> bool:
    """Whether dates head the parts of a text: three lines or more that are dates, with text between them and behind."""
    dated = [number for number, line in enumerate(lines[:-1]) if is_bare_date(line, language)]
    return sum(after - before > 1 for before, after in itertools.pairwise(dated)) >= MANY_DATES - 1
