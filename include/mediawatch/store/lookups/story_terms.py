"""What clustering asks of the stories that stand in Postgres."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.cluster.records import IN_NO_STORY, MEMBERS, Frequencies, Member, Signature, Span

POSTINGS = 100
"""Articles of a term that are looked at within a span, the latest: a commoner one tells stories apart no more."""

_PAGE = 20_000


class PostgresStoryIndex:
    """`cluster.StoryIndex` as the connection's transaction sees the stories."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def located(self, uris: Collection[str]) -> dict[str, str]:
        found = {row.uri: str(row.story_id) for row in self._ask(_LOCATED, uris)}
        return found | {row.uri: IN_NO_STORY for row in self._ask(_ROUND_UPS, uris)}

    def frequencies(self, language: str, terms: Collection[str]) -> Frequencies:
        found: dict[str, int] = {}
        for listed in self._ask(_FREQUENCIES, {"", *terms}, language=language):
            found.update(zip(listed.terms, listed.articles, strict=True))
        return Frequencies(documents=found.pop("", 0), counts=found)

    def near(
        self, language: str, signatures: Sequence[Signature], spans: Sequence[Span], limit: int
    ) -> list[tuple[int, str]]:
        sought = [(place, *item) for place, signature in enumerate(signatures) for item in signature.items()]
        places, terms, weights = (list(column) for column in zip(*sought, strict=True)) if sought else ([], [], [])
        rows = self._connection.execute(
            text(_NEAR),
            {
                "places": places,
                "terms": terms,
                "weights": weights,
                "language": language,
                "firsts": [first for first, _ in spans],
                "lasts": [last for _, last in spans],
                "postings": POSTINGS,
                "candidates": limit,
            },
        )
        return [(row.place, str(row.story_id)) for row in rows]

    def members(self, stories: Collection[str]) -> list[Member]:
        rows = self._ask(_MEMBERS, [int(story) for story in stories], members=MEMBERS)
        return [
            Member(
                row.uri,
                str(row.story_id),
                row.profile,
                row.coverage_at,
                row.dated,
                frozenset(row.names or ()),
                row.form or "",
            )
            for row in rows
        ]

    def _ask(self, query: str, values: Collection[Any], **parameters: Any) -> list[Any]:
        listed = sorted(values)
        return [
            row
            for start in range(0, len(listed), _PAGE)
            for row in self._connection.execute(text(query), {"page": listed[start : start + _PAGE], **parameters})
        ]


# One that is to be put into a story anew stands in none, as far as clustering goes.
_LOCATED = """
select a.uri, s.story_id from news.story_article s join news.article a using (article_id)
where a.uri = any(:page) and (
    exists (
        select from news.story_profile p where p.article_id = a.article_id and p.content_sha256 = a.content_sha256
    )
    or exists (select from news.duplicate_link l
        where l.article_id = a.article_id and l.kind not in ('excerpt', 'form'))
)
"""

_ROUND_UPS = """
select a.uri from news.round_up r join news.article a on a.article_id = r.article_id where a.uri = any(:page)
"""

# Two arrays a page: a row a term takes Python ten times as long to read.
_FREQUENCIES = """
select coalesce(array_agg(term), '{}') as terms, coalesce(array_agg(articles), '{}') as articles
from (
    select term, sum(articles)::bigint as articles from news.term_frequency
    where language = :language and term = any(:page) group by term
) counted
"""

_NEAR = """
with sought as materialized (
    select * from unnest(cast(:places as integer[]), cast(:terms as text[]), cast(:weights as bigint[]))
        as s(place, term, weight)
), held as materialized (
    select distinct wanted.term, m.story_id
    from (select distinct term from sought) wanted
    cross join unnest(cast(:firsts as timestamptz[]), cast(:lasts as timestamptz[])) as span(first, last)
    cross join lateral (
        select g.article_id from news.story_signature g
        where g.language = :language and g.term = wanted.term and g.moment between span.first and span.last
        order by g.moment desc, g.article_id desc
        limit :postings
    ) g
    join news.story_article m on m.article_id = g.article_id
), ranked as (
    select s.place, h.story_id,
        row_number() over (partition by s.place order by sum(s.weight) desc, h.story_id) as rank
    from sought s join held h on h.term = s.term
    group by s.place, h.story_id
    having count(*) > 1
)
select place, story_id from ranked where rank <= :candidates
"""

FORM = """coalesce(
    (
        select min(f.uri) from news.duplicate_link l join news.article f on f.article_id = l.duplicate_of
        where l.article_id = a.article_id and l.kind = 'form'
    ), (
        select a.uri
        where exists (select from news.duplicate_link l where l.duplicate_of = a.article_id and l.kind = 'form')
    )
)"""
"""The first report of the form that an article `a` was made from: itself where others were made from its."""

_MEMBERS = f"""
select m.*, wanted.story_id
from unnest(cast(:page as bigint[])) as wanted(story_id)
cross join lateral (
    select a.uri, p.profile, p.names, a.coverage_at, a.date_published is not null as dated, {FORM} as form
    from news.story_article s
    join news.story_profile p on p.article_id = s.article_id
    join news.article a on a.article_id = s.article_id and a.content_sha256 = p.content_sha256
    where s.story_id = wanted.story_id
    order by a.coverage_at desc, a.uri collate "C" desc
    limit :members
) m
"""
