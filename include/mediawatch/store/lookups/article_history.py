"""deduplicate's `History` on Postgres: one set-based query a question, in pages of bounded size."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

import numpy as np
from sqlalchemy import Connection, text

from mediawatch.deduplicate.history import Hashes, PublishedText, Standing
from mediawatch.model import DuplicateLink

_PAGE = 20_000  # values of one array parameter

# A group is an original and what links to it; excerpts and forms make no groups.
_STANDING = """
select a.uri, a.text_sha256, a.date_published, a.observed_at, coalesce(o.uri, a.uri) as original
from news.article a
left join news.duplicate_link l on l.article_id = a.article_id and l.kind not in ('excerpt', 'form')
left join news.article o on o.article_id = l.duplicate_of
"""

_STANDINGS = f"{_STANDING} where a.uri = any(:page)"

_PLACED = f"{_STANDING} where a.text_sha256 = any(:page)"

_MEMBERS = f"""
{_STANDING}
where a.article_id in (
    select article_id from news.article where uri = any(:page)
    union
    select m.article_id from news.duplicate_link m join news.article h on h.article_id = m.duplicate_of
    where h.uri = any(:page) and m.kind not in ('excerpt', 'form')
) and coalesce(o.uri, a.uri) = any(:page)
"""

_ONE_OF_EACH = """
select distinct on (a.text_sha256) a.text_sha256, {body} coalesce(o.uri, a.uri) as original
from news.article a
left join news.duplicate_link l on l.article_id = a.article_id and l.kind not in ('excerpt', 'form')
left join news.article o on o.article_id = l.duplicate_of
where a.text_sha256 = any(:page)
order by a.text_sha256, a.uri collate "C"
"""

_TEXTS = _ONE_OF_EACH.format(body="a.article_body,")

_GROUPS = _ONE_OF_EACH.format(body="")

# Of a hash on the stop list only the originals of copies, by the partial index.
_BY_HASHES = """
with wanted as materialized (
    select w.hash, c.hash is not null as common
    from unnest(cast(:page as bigint[])) as w(hash) left join news.common_hash c on c.hash = w.hash
), found as (
    select w.hash, f.article_id from wanted w join news.fingerprint f on f.hash = w.hash where not w.common
    union all
    select w.hash, f.article_id from wanted w join news.fingerprint f on f.hash = w.hash and f.leads where w.common
)
select distinct f.hash, a.text_sha256, a.shingle_count from found f join news.article a on a.article_id = f.article_id
"""

_LINKS = """
with named as materialized (
    select article_id from news.article where uri = any(:page)
), linked as (
    select l.* from named join news.duplicate_link l on l.article_id = named.article_id
    union
    select l.* from named join news.duplicate_link l on l.duplicate_of = named.article_id
)
select a.uri, o.uri as duplicate_of, l.kind, l.containment, l.containment_of_original, l.shared_words
from linked l
join news.article a on a.article_id = l.article_id
join news.article o on o.article_id = l.duplicate_of
"""

_FIRST_OF_FORM = """
select a.uri, o.uri as first
from news.article a
join news.duplicate_link l on l.article_id = a.article_id and l.kind = 'form'
join news.article o on o.article_id = l.duplicate_of
where a.uri = any(:page)
"""

_FAMILY = r"""
select uri, article_body from news.article where uri = any(:page)
union all
select uri, article_body from news.article
where uri ~ '^file://.*#[0-9a-f]{8}$' and left(uri, length(uri) - 9) = any(:page)
"""


class PostgresHistory:
    """What is published, as the connection's transaction sees it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def standings(self, uris: Collection[str]) -> list[Standing]:
        return [Standing(*row) for row in self._ask(_STANDINGS, uris)]

    def members(self, originals: Collection[str]) -> list[Standing]:
        return [Standing(*row) for row in self._ask(_MEMBERS, originals)]

    def texts(self, text_sha256s: Collection[str]) -> list[PublishedText]:
        return [PublishedText(*row) for row in self._ask(_TEXTS, text_sha256s)]

    def groups(self, text_sha256s: Collection[str]) -> Iterator[tuple[str, str]]:
        return ((row.text_sha256, row.original) for row in self._ask(_GROUPS, text_sha256s))

    def placed(self, text_sha256s: Collection[str]) -> list[Standing]:
        return [Standing(*row) for row in self._ask(_PLACED, text_sha256s)]

    def by_hashes(self, hashes: Hashes) -> Iterator[tuple[int, str, int]]:
        """Read page by page: a text that a whole run repeats has one row for each of its hashes."""
        distinct = np.unique(np.asarray(hashes, np.int64))
        for start in range(0, len(distinct), _PAGE):
            page = distinct[start : start + _PAGE].tolist()
            for row in self._connection.execute(text(_BY_HASHES), {"page": page}):
                yield row.hash, row.text_sha256, row.shingle_count

    def links(self, uris: Collection[str]) -> list[DuplicateLink]:
        found = {(row.uri, row.duplicate_of): DuplicateLink(*row) for row in self._ask(_LINKS, uris)}
        return list(found.values())

    def first_of_form(self, uris: Collection[str]) -> list[tuple[str, str]]:
        return [(row.uri, row.first) for row in self._ask(_FIRST_OF_FORM, uris)]

    def family(self, uris: Collection[str]) -> list[tuple[str, str]]:
        return [(row.uri, row.article_body) for row in self._ask(_FAMILY, uris)]

    def _ask(self, query: str, values: Collection[Any], **parameters: Any) -> Iterator[Any]:
        listed = sorted(values)
        for start in range(0, len(listed), _PAGE):
            yield from self._connection.execute(text(query), {"page": listed[start : start + _PAGE], **parameters})
