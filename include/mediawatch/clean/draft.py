"""What a parser hands to `article.assemble`: the fields of a document before they are checked and bounded."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mediawatch.clean.dates.written import Ambiguous
    from mediawatch.collect.page_numbers import PageOf


@dataclass(slots=True)
class Draft:
    """One document's fields as its parser found them; None or empty where the document says nothing."""

    body: str
    extraction_method: str
    headline: str = ""
    headline_source: str = ""
    url: str | None = None  # the article's own address as the document states it
    canonical: str | None = None  # <link rel=canonical>, not yet checked
    dateline: str | None = None
    author: tuple[str, ...] = ()
    author_source: str | None = None
    publisher: str | None = None
    publisher_source: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    date_published: datetime | None = None  # in the zone that the document states; midnight of it is a bare day
    date_published_source: str | None = None
    date_modified: datetime | None = None
    declared_language: str | None = None
    page: PageOf | None = None  # of an article of several pages: which of them this is
    date_texts: list[str] = field(default_factory=list)  # its dates as they are written
    doubts: list[tuple[Ambiguous, str, bool]] = field(default_factory=list)  # a numeric date, its source, published?
    warnings: list[str] = field(default_factory=list)

    def warn(self, code: str, words: str) -> None:
        """Adds `code: words` (a code of model.WARNINGS) once."""
        line = f"{code}: {words}"
        if line not in self.warnings:
            self.warnings.append(line)
