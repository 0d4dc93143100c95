"""The pages of articles of several pages that earlier runs took in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import fields

from sqlalchemy import Connection, text

from mediawatch.model import RawDocument

_PAGE = 5_000  # values of one array parameter

CAPTURES = 100
"""Of one article: documents that are looked at, those observed last."""

_COLUMNS = tuple(f.name for f in fields(RawDocument) if f.name not in ("document_id", "asked_for"))

_JOINED = """
select uri from news.article where uri = any(:page) and exists (
    select from jsonb_array_elements_text(warnings) w(warning) where w.warning like 'pages-joined:%'
)
"""

_DOCUMENTS = f"""
select a.uri as article, r.raw_id, {", ".join(f"r.{name}" for name in _COLUMNS)}
from news.article a
cross join lateral (
    select * from news.raw_document r
    where r.article_id = a.article_id and r.raw_id <> all(:without)
    order by r.observed_at desc, r.raw_id limit {CAPTURES}
) r
where a.uri = any(:page)
order by a.uri, r.storage_url, r.byte_offset
"""


def joined(connection: Connection, uris: Collection[str]) -> set[str]:
    """Those of the articles at these addresses that were joined of several pages."""
    listed = sorted(uris)
    found: set[str] = set()
    for start in range(0, len(listed), _PAGE):
        found.update(connection.execute(text(_JOINED), {"page": listed[start : start + _PAGE]}).scalars())
    return found


def documents(
    connection: Connection, uris: Collection[str], without: Collection[str]
) -> Iterator[tuple[str, RawDocument]]:
    """(address of the article, document) for the documents that became these articles, but for those with the
    document_ids of `without`. Each was taken for an article once and is asked for as one."""
    listed = sorted(uris)
    for start in range(0, len(listed), _PAGE):
        page = {"page": listed[start : start + _PAGE], "without": sorted(without)}
        for row in connection.execute(text(_DOCUMENTS), page).mappings():
            values = {name: row[name] for name in _COLUMNS}
            yield row["article"], RawDocument(document_id=row["raw_id"], asked_for=True, **values)
