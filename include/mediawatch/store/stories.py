"""Stories in Postgres: what clustering asks of those that stand, and taking in what it decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, text

from mediawatch.cluster.records import Assignments, Frequencies, Member, StoryArticle
from mediawatch.store.tables import story_article, story_profile

WINDOW_DAYS = 60
"""Days of articles that say how common a term is."""

LIVE_DAYS = 30
"""An article joins a story whose span, widened by so many days, holds it: at four times the standard deviation of an
event's dates nothing of a similarity is left (cluster.space)."""

_LOCK = 0x6D77_7374  # 'mwst': one clustering at a time
_PAGE = 20_000


def lock(connection: Connection) -> None:
    """Wait for the right to cluster; held until the transaction ends."""
    connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": _LOCK})


def waiting(connection: Connection, limit: int) -> list[StoryArticle]:
    """Published articles that stand in no story yet, oldest coverage first."""
    rows = connection.execute(text(_WAITING), {"limit": limit})
    return [StoryArticle(**row._asdict()) for row in rows]


class PostgresStoryIndex:
    """`cluster.StoryIndex` for a batch of articles: the stories that are near them in time are the live ones."""

    def __init__(self, connection: Connection, articles: Sequence[StoryArticle]) -> None:
        self._connection = connection
        around = timedelta(days=LIVE_DAYS)
        moments = [article.coverage_at for article in articles]
        self._live = {"first": min(moments) - around, "last": max(moments) + around}

    def located(self, uris: Collection[str]) -> dict[str, str]:
        return {row.uri: str(row.story_id) for row in self._ask(_LOCATED, uris)}

    def frequencies(self, language: str, terms: Collection[str]) -> Frequencies:
        found = {row.term: int(row.articles) for row in self._ask(_FREQUENCIES, {"", *terms}, language=language)}
        return Frequencies(documents=found.pop("", 0), counts=found)

    def near(self, language: str, terms: Collection[str]) -> set[tuple[str, str]]:
        return {(row.term, str(row.story_id)) for row in self._ask(_NEAR, terms, language=language, **self._live)}

    def members(self, stories: Collection[str]) -> list[Member]:
        rows = self._ask(_MEMBERS, [int(story) for story in stories if story.isdigit() and len(story) < 16])
        return [
            Member(
                uri=row.uri,
                story=str(row.story_id),
                profile=row.profile,
                coverage_at=row.coverage_at,
                dated=row.dated,
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


def publish(connection: Connection, articles: Sequence[StoryArticle], decided: Assignments, day: datetime) -> int:
    """Take in memberships, new stories, profiles and term counts; the number of new stories."""
    numbers = {row.uri: row.article_id for row in _numbers(connection, [article.uri for article in articles])}
    languages = {article.uri: article.in_language for article in articles}
    named = {membership.story for membership in decided.memberships}
    new = sorted(name for name in named if not _stands(name))
    made = dict(zip(new, _make(connection, len(new)), strict=True))
    story_of = {m.uri: made.get(m.story) or int(m.story) for m in decided.memberships}
    if decided.memberships:
        connection.execute(
            insert(story_article),
            [
                {
                    "article_id": numbers[m.uri],
                    "story_id": story_of[m.uri],
                    "similarity": m.similarity,
                    "shared_terms": list(m.shared_terms),
                }
                for m in decided.memberships
            ],
        )
    if decided.profiles:
        connection.execute(
            insert(story_profile),
            [
                {
                    "article_id": numbers[uri],
                    "language": languages[uri].split("-")[0].lower(),
                    "signature": list(decided.signatures[uri]),
                    "profile": dict(profile),
                }
                for uri, profile in decided.profiles.items()
            ],
        )
    counts = [
        {"language": language, "term": term, "day": day.date(), "articles": number}
        for language, added in decided.frequencies.items()
        for term, number in {"": added.documents, **added.counts}.items()
    ]
    if counts:
        connection.execute(text(_COUNT_TERMS), counts)
    headlines: Mapping[int, str] = {
        made.get(name) or int(name): uri for name, uri in decided.headlines.items() if name in made or _stands(name)
    }
    if story_of:
        connection.execute(text(_SETTLE), {"ids": sorted(set(story_of.values()))})
    if headlines:
        connection.execute(text(_HEADLINES), [{"story": story, "uri": uri} for story, uri in headlines.items()])
    return len(made)


def forget_old_terms(connection: Connection, day: datetime) -> None:
    """Let the rolling window roll: counts from before it are of no more use."""
    connection.execute(
        text("delete from news.term_frequency where day < :day"), {"day": (day - timedelta(days=WINDOW_DAYS)).date()}
    )


def _stands(name: str) -> bool:
    """Whether the name is a story's number; a new story's name is 16 hex digits."""
    return name.isdigit() and len(name) < 16


def _make(connection: Connection, number: int) -> list[int]:
    return sorted(connection.execute(text(_NEW_STORIES), {"number": number}).scalars())


def _numbers(connection: Connection, uris: Sequence[str]) -> Sequence[Any]:
    return connection.execute(
        text("select uri, article_id from news.article where uri = any(:uris)"), {"uris": list(uris)}
    ).all()


_WAITING = """
select a.uri, coalesce(o.uri, a.uri) as original, a.headline, a.article_body, a.in_language, a.coverage_at,
    a.date_published is not null as dated
from news.article a
left join news.duplicate_link l on l.article_id = a.article_id and l.kind <> 'excerpt'
left join news.article o on o.article_id = l.duplicate_of
where not exists (select from news.story_article s where s.article_id = a.article_id)
order by a.coverage_at, a.uri collate "C"
limit :limit
"""

_LOCATED = """
select a.uri, s.story_id from news.story_article s join news.article a using (article_id) where a.uri = any(:page)
"""

_FREQUENCIES = """
select term, sum(articles) as articles from news.term_frequency
where language = :language and term = any(:page) group by term
"""

_NEAR = """
select distinct t.term, m.story_id
from news.story_profile p
cross join lateral unnest(p.signature) as t(term)
join news.story_article m on m.article_id = p.article_id
join news.story s on s.story_id = m.story_id
where p.language = :language and p.signature && cast(:page as text[]) and t.term = any(:page)
  and s.last_published >= :first and s.first_published <= :last
"""

_MEMBERS = """
select a.uri, m.story_id, p.profile, a.coverage_at, a.date_published is not null as dated
from news.story_article m
join news.story_profile p on p.article_id = m.article_id
join news.article a on a.article_id = m.article_id
where m.story_id = any(cast(:page as bigint[]))
"""

# Filled in by _SETTLE and _HEADLINES in the same transaction.
_NEW_STORIES = """
insert into news.story (headline, in_language, first_published, last_published, article_count, publisher_count)
select '', 'und', now(), now(), 0, 0 from generate_series(1, :number) returning story_id
"""

_COUNT_TERMS = """
insert into news.term_frequency (language, term, day, articles) values (:language, :term, :day, :articles)
on conflict (language, term, day) do update set articles = term_frequency.articles + excluded.articles
"""

# Where some articles say when they were published, the days on which others were seen tell nothing of the event.
_SETTLE = """
update news.story s
set in_language = m.in_language, first_published = m.first_published, last_published = m.last_published,
    article_count = m.articles, publisher_count = m.publishers
from (
    select s.story_id, min(split_part(a.in_language, '-', 1)) as in_language,
        coalesce(min(a.date_published), min(a.coverage_at)) as first_published,
        coalesce(max(a.date_published), max(a.coverage_at)) as last_published, count(*) as articles,
        count(distinct c.publisher) as publishers
    from news.story_article s
    join news.article a on a.article_id = s.article_id
    join news.article_coverage c on c.article_id = a.article_id
    where s.story_id = any(:ids)
    group by s.story_id
) m
where m.story_id = s.story_id
"""

_HEADLINES = """
update news.story s set headline = a.headline from news.article a
where s.story_id = :story and a.uri = :uri
"""
