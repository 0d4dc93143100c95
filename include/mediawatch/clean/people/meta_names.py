"""Names of the meta elements in which pages state who wrote them."""

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
