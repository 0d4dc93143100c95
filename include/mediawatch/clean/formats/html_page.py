"""An HTML page: parsed once, read for its metadata, its dates and its body, in that order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from urllib.parse import urlsplit

from lxml import etree, html
from lxml.etree import ElementDefaultClassLookup, ParserError

from mediawatch.clean.dates.dateline import split_dateline
from mediawatch.clean.dates.publication_date import find_dates
from mediawatch.clean.draft import Draft
from mediawatch.clean.page.blocks import MANY_BREAKS, Block, part_lines, read_shown_lines
from mediawatch.clean.page.body import Body, extract_body
from mediawatch.clean.page.head import Head, read_head
from mediawatch.clean.page.headings import stated_headlines
from mediawatch.clean.page.headline import choose
from mediawatch.clean.page.headline_context import INLINE, headline_context
from mediawatch.clean.page.jsonld import Node, article_node, first_text, is_article, load_blocks, texts, types
from mediawatch.clean.page.no_article import Shown, listing, only_heading, only_navigation, wall
from mediawatch.clean.people.authors import authors_in_data, find_authors
from mediawatch.clean.people.biography import author_at_end
from mediawatch.clean.people.byline import byline_among, byline_in, person_of_site
from mediawatch.clean.text import repair, unescape_twice
from mediawatch.collect.page_numbers import page_of
from mediawatch.errors import Quarantine, Reason

_ELEMENTS = ElementDefaultClassLookup(element=html.HtmlElement)
"""One class for every element: lxml.html's own lookup asks Python for each, a twentieth of the stage's time."""

_FORMAT = tuple(INLINE - {"br", "time"})
_READINGS = ("rt", "rtc", "rp")
"""What stands above Chinese and Japanese characters to say how they are read: no part of the text."""

STATED = ("json-ld", "meta")
"""Sources of a date by which a page says that it is a publication of that day."""

AT_HEADLINE = ("near headline", "time")
"""Sources of a date that readers see at the headline."""

MOST_TIMES = 2
"""<time> elements of a page that has no other days than its own."""

IN_DATA = ("json-ld", "page-data")
"""Methods whose text does not stand in the page's blocks."""

EDIT_LINKS = "mw-editsection"
"""Class of the links beside headings that lead to MediaWiki's editor."""

MANY_INLINE = 5_000
"""Inline elements of a page that is no article but a dump; the largest of the 893 development pages has 3,504."""


def parse_page(text: str, *, url: str | None, as_of: datetime, asked: bool = False) -> Draft:
    """The Draft of the page in `text`. `url` is where it stood, `as_of` bounds its dates.

    Raises Quarantine: empty_text, and not_an_article for what lists other pages or stands in an article's place, unless
    a person has `asked` for it.
    """
    tree = parse_tree(text)
    _held = list(tree.iter())  # while it is, lxml makes the object of an element once and not at every look at it
    head = read_head(tree)
    page = page_of(tree, url, head.canonical or head.first("og:url"))
    nodes = load_blocks(head.json_ld)
    node = article_node(nodes, {title.casefold() for title in (head.first("og:title"), head.title) if title})
    publisher, publisher_source = _publisher(head, node, url)
    sites = _site_names(head, publisher, url)
    stated = stated_headlines(tree, head, node, sites, lambda: [line for line, _ in read_shown_lines(tree)])
    headline, headline_source = choose(stated)
    nearby = cache(lambda: headline_context(tree, headline))
    author, author_source = find_authors(tree, head, node, nodes, sites, nearby)
    dates = find_dates(tree, head, node, nearby, url=url, as_of=as_of)
    declared = frozenset(name for each in nodes for name in types(each))
    states = dates.source in STATED or bool(first_text(node, "datePublished") or (node and is_article(node)))

    def check(text: str, blocks: Sequence[Block]) -> None:
        """Raises Quarantine not_an_article for a text that lists others, unless a person asked for the page."""
        own_day = (
            dates.source in AT_HEADLINE and next(itertools.islice(tree.iter("time"), MOST_TIMES, None), None) is None
        )
        shown = Shown(url or head.canonical, text, blocks, declared, states, bool(author), page is not None, own_day)
        if not asked and (signals := listing(shown)):
            found = f"it lists others: {'; '.join(signals)}; replay takes it in all the same"
            raise Quarantine(Reason.NOT_AN_ARTICLE, found)

    titles = (headline, stated.og_title, stated.twitter_title, stated.json_ld, stated.title, *stated.h1)
    language = first_text(node, "inLanguage") or head.language or head.first("og:locale", "content-language")
    body = extract_body(
        tree,
        head,
        url=url,
        stated=_article_body(node),
        stated_words=_word_count(node),
        titles=titles,
        authors=author,
        parse_again=lambda: parse_tree(text),
        language=language,
        is_article=states or dates.source in AT_HEADLINE,
        check=check,
    )
    in_page = body.method not in IN_DATA
    shell = in_page and (only_navigation(body.text, body.blocks) or only_heading(body.text, headline, body.blocks))
    if not body.text or shell:
        raise Quarantine("empty_text", "no article was found in the page")
    if not author and body.data is not None and (author := authors_in_data(body.data)):
        author_source = "page-data"
    named = not author or (author_source or "").endswith("organisation")
    if named and (said := _named_in_text(body, sites, head.title, url, language, at_end=not author)):
        author, author_source = said, "byline"
    if not asked and (found := wall(body.text, headline or "")):
        raise Quarantine(Reason.NOT_AN_ARTICLE, f"{found}; replay takes it in all the same")
    check(body.text, body.blocks)
    draft = Draft(
        body=repair(text := unescape_twice(body.text)),
        extraction_method=body.method,
        headline=headline,
        headline_source=headline_source,
        url=url or head.first("og:url") or None,
        canonical=head.canonical,
        author=author,
        author_source=author_source,
        publisher=publisher or None,
        publisher_source=publisher_source,
        section=first_text(node, "articleSection") or head.first("article:section", "section") or None,
        keywords=_keywords(head, node),
        date_published=dates.published,
        date_published_source=dates.source,
        date_modified=dates.modified,
        page=page,
        declared_language=language,
    )
    draft.dateline = _dateline(draft.body)
    for code, words in (*dates.warnings, *body.warnings):
        draft.warn(code, words)
    if draft.body != text:
        draft.warn("mojibake-repaired", "characters that the page itself holds in a wrong encoding")
    return draft


def _named_in_text(
    body: Body, sites: Sequence[str], title: str, url: str | None, language: str, *, at_end: bool
) -> tuple[str, ...]:
    """The persons whom the page's lines name as its authors, those of the text first, those behind it with `at_end`;
    else whose own site it is."""
    own = [block.text for block in body.blocks if not block.apart]
    sites = [*sites, re.split(r"\s[|–—-]\s", title)[-1]]
    return (
        byline_in(body.text)
        or byline_among(own, re.split("[-_]", language.lower())[0])
        or (author_at_end(body.blocks, body.text) if at_end else ())
        or person_of_site(sites, _letters(url))
    )


def _letters(url: str | None) -> str:
    """The parts of an address that have a person's name where the site is theirs: the host, and `~holm` behind it."""
    user = re.match(r"/(~[^/]+)", urlsplit(url).path) if url else None
    return f"{_host(url)} {user[1] if user else ''}"


def parse_tree(text: str) -> html.HtmlElement:
    """The tree of a page. Raises Quarantine('empty_text') where there is no element in it."""
    # without huge_tree what stands deeper than 256 elements is lost, and collect lets through twice as many
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, huge_tree=True)
    parser.set_element_class_lookup(_ELEMENTS)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except ParserError as error:
        raise Quarantine("empty_text", f"the page is empty: {error}") from error
    for element in tree.iter("template"):
        if "shadowrootmode" in element.attrib or "shadowroot" in element.attrib:
            element.tag = "div"  # browsers show what stands in it
    if "<rt" in text:
        _drop_readings(tree)
    if EDIT_LINKS in text:
        for element in tree.iter("span"):
            if element.get("class") == EDIT_LINKS:
                element.tag = "button"  # which is shown, and no text
    # counting elements takes longer than counting the signs that begin them
    if (
        text.count("<") > MANY_INLINE
        and next(itertools.islice(tree.iter(*_FORMAT), MANY_INLINE, None), None) is not None
    ):
        _flatten(tree)
    # counting signs takes a hundredth of the time of measuring paragraphs
    breaks = text.count("<br") + text.count("<BR")
    if breaks >= MANY_BREAKS and text.count("<p") + text.count("<P") <= 5 * breaks + text.count("<path"):
        part_lines(tree)
    return tree


def _drop_readings(tree: html.HtmlElement) -> None:
    """Takes off a page what says how its characters are read."""
    homes = [home for ruby in tree.iter("ruby") if (home := ruby.getparent()) is not None]
    etree.strip_elements(tree, *_READINGS, with_tail=False)
    etree.strip_tags(tree, "ruby", "rb")
    for element in itertools.chain.from_iterable((home, *home) for home in homes):
        element.text, element.tail = element.text, element.tail  # the texts beside each other are made one


def _flatten(tree: html.HtmlElement) -> None:
    """Takes the inline markup off a page. trafilatura's time grows with the square of the texts in one paragraph."""
    etree.strip_tags(tree, *_FORMAT)
    for element in tree.iter():  # a line is left as many texts as it had elements: each is made one
        element.text, element.tail = element.text, element.tail


def _publisher(head: Head, node: Node | None, url: str | None) -> tuple[str, str | None]:
    """(name, source); the host stands in where the page names nobody."""
    for name, source in (
        (first_text(node, "publisher"), "json-ld"),
        (head.first("og:site_name"), "og:site_name"),
        (head.first("publisher", "dc.publisher", "citation_publisher", "application-name"), "meta"),
        (_host(url), "host"),
    ):
        if name and not name.startswith("http"):
            return name, source
    return "", None


def _site_names(head: Head, publisher: str, url: str | None) -> list[str]:
    """What the site calls itself: the tail of its titles is one of these."""
    host = _host(url)
    names = (head.first("og:site_name"), head.first("application-name"), publisher, host, host.split(".")[0])
    return [name for name in dict.fromkeys(names) if name]


def _host(url: str | None) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""


def _dateline(body: str) -> str | None:
    """The place in the dateline of the first paragraph, or of the second where a standfirst is the first. It stays in
    the body, as the page shows it (docs/decisions/034-datelines.md)."""
    for paragraph in body.split("\n", 2)[:2]:
        if (found := split_dateline(paragraph)) and found.place:
            return found.place
    return None


def _keywords(head: Head, node: Node | None) -> tuple[str, ...]:
    stated = texts((node or {}).get("keywords")) or head.every("article:tag") or head.every("news_keywords", "keywords")
    return tuple(dict.fromkeys(word.strip() for line in stated for word in line.split(",") if word.strip()))


def _article_body(node: Node | None) -> str:
    body = (node or {}).get("articleBody")
    return body if isinstance(body, str) else ""


def _word_count(node: Node | None) -> int | None:
    stated = str((node or {}).get("wordCount") or "")
    return int(stated) if stated.isdigit() and len(stated) < 7 else None
