"""One article of its pages.

    page 1 of /pier, page 2 of /pier  ->  /pier with the text of both, all else as page 1 says it

Pages belong together by their address (collect/page_numbers.py says which article a page is of) and by their headline,
which sites number on later pages. A text that stands on two pages is taken once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace

from mediawatch.clean.article import searched, tell
from mediawatch.clean.page.titles.title_parts import likeness
from mediawatch.clean.text import content_sha256
from mediawatch.model import Article
from mediawatch.settings import Settings

ALIKE = 0.5
"""Share of words that the headlines of two pages of one article have in common; sites add `Page 2` and what it is
about."""

START = 3
"""Lines at the start of a page that may repeat what stood on an earlier one, however short: kicker, headline."""

REPEATED = 40
"""Characters from which a line that stood on an earlier page is a repetition wherever it stands."""

HELD = 0.8
"""Share of a page's lines, by characters, from which another text holds the page: one that shows all pages."""

_OF_PAGES = ("short-body", "pages-joined", "pages-missing", "body-truncated", "cut-short")
_WHITE = re.compile(r"\s+")


def of_one_article(page: Article, other: Article) -> bool:
    """Whether two pages at one address have headlines of one article. A saved file has no address of its own, so that
    what it states of the article's has to do."""
    return page.url in (None, page.uri) or likeness(page.headline, other.headline) >= ALIKE


def holds(text: str, page: str) -> bool:
    """Whether `text` holds the lines of `page`."""
    known = set(map(_key, text.split("\n")))
    lines = [line for line in page.split("\n") if line.strip()]
    return sum(len(line) for line in lines if _key(line) in known) >= HELD * sum(map(len, lines))


def join(pages: Sequence[Article], *, settings: Settings) -> Article:
    """The article of these pages, which are of one article and have different numbers. It is the first page's, with
    what only later ones say, and its warnings tell which pages there are and whether others are missing."""
    pages = sorted(pages, key=_number)
    first = pages[0]
    numbers = [_number(page) for page in pages]
    last = pages[-1]
    lacking = [str(n) for n in range(1, numbers[-1]) if n not in numbers] + ([last.next_page] if last.next_page else [])
    missing = [f"pages-missing: {', '.join(lacking)}"] if lacking else []
    if len(pages) == 1:
        return replace(first, warnings=(*first.warnings, *missing))
    warnings = [w for page in pages for w in page.warnings if not w.startswith(_OF_PAGES)]
    warnings += [f"pages-joined: pages {', '.join(map(str, numbers))}", *missing]
    told = tell(
        "\n".join(_lines(page.article_body for page in pages)),
        lambda code, words: warnings.append(f"{code}: {words}"),
        settings=settings,
    )
    dated = next((page for page in pages if page.date_published), first)
    signed = next((page for page in pages if page.author), first)
    return replace(
        first,
        **asdict(told),
        content_sha256=content_sha256(first.headline, told.article_body),
        search_words=searched(first.headline, told.article_body),
        author=signed.author,
        author_source=signed.author_source,
        date_published=dated.date_published,
        date_published_source=dated.date_published_source,
        published_on=dated.published_on,
        date_published_precision=dated.date_published_precision,
        date_modified=max((page.date_modified for page in pages if page.date_modified), default=None),
        url=first.url if _number(first) == 1 else first.uri if first.url else None,
        observed_at=max(page.observed_at for page in pages),
        next_page=last.next_page,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _number(page: Article) -> int:
    return page.page_number or 1


def _lines(bodies: Iterable[str]) -> list[str]:
    """The lines of all bodies, without what stood on an earlier page."""
    out: list[str] = []
    known: set[str] = set()
    for body in bodies:
        lines = body.split("\n")
        kept = [
            line
            for number, line in enumerate(lines)
            if not (_key(line) in known and (number < START or len(line) >= REPEATED))
        ]
        out += kept
        known.update(map(_key, lines))
    return out


def _key(line: str) -> str:
    return _WHITE.sub(" ", line).strip().casefold()
