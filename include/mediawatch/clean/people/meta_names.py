"""Names of the meta elements in which pages state who wrote them."""

from __future__ import annotations

import re

META_AUTHOR = (
    "author",
    "article:author",
    "article:author_name",
    "parsely-author",
    "sailthru.author",
    "cxenseparse:author",
    "byl",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor.author",
    "citation_author",
    "og:article:author",
    "og:author",
    "book:author",
    "lrt_authors",
    "authors",
    "author_name",
    "article_author",
    "article.author",
    "article:authors",
    "citation_authors",
    "dcsext.author",
    "dable:author",
    "dc.contributor",
    "shareaholic:article_author_name",
    "creator",
)
"""Names of meta elements that state who wrote a page, the surest first."""

META_CATALOGUE = frozenset({"dc.creator", "dcterms.creator", "dc.contributor.author", "citation_author"})
"""Elements in which catalogues state names with the last one first."""

OTHER_AUTHOR = re.compile(  # tbi-author, page.author, cse_author
    r"(?:[\w-]+[.:_-]){1,2}(?:authors?|author[._-]?names?|byline|writer)|(?:news|content|page|story|post|rb)_?authors?"
)
"""What other such elements are called, as each site makes up names."""

NOT_OF_PAGE = re.compile(r"twitter|fb|facebook|comment|theme|template|app(?:le)?[.:_-]|copyright|web[_-]?author")
"""In the names of those that state whose account, theme or comment it is."""
