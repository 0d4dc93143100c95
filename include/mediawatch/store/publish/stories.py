"""Stories in Postgres: which articles are due, and taking in what clustering decided."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, text

from mediawatch.cluster.records import Assignments, Frequencies, StoryArticle, base_language
from mediawatch.store.lookups.story_terms import FORM
from mediawatch.store.publish import related_articles, story_queue
from mediawatch.store.publish.story_queue import Entry
from mediawatch.store.server.locks import wait_for
from mediawatch.store.server.send_rows import execute_rows

WINDOW_DAYS = 60
"""Days of articles that say how common a term is."""

PERIOD_DAYS = 10
"""Days that are counted as one: a term has a row for each period of the window that it occurs in."""

_LOCK = 0x6D77_7374  # 'mwst': one clustering at a time


def lock(connection: Connection, *, shared: bool = False) -> None:
    """Wait for the right to cluster; held until the transaction ends. `shared`: for the right to read stories that
    nobody changes meanwhile. Raises Transient by `transaction` where another run holds it too long."""
    wait_for(connection, _LOCK, shared=shared)


@dataclass(frozen=True, slots=True)
class Due:
    """What cluster looks at: entries of the queue, and of their articles those that are to be put into stories, with
    the version of each that was read."""

    entries: Sequence[Entry]
    articles: Sequence[StoryArticle]
    versions: Mapping[str, str]


def due(connection: Connection, limit: int) -> Due:
    """Up to `limit` articles of the queue. Put into stories are those that stand in none, and those that stand in one
    for what they no longer are: whose text or date was changed, or that were copies and are none any more."""
    entries = story_queue.take(connection, limit)
    ids = [entry.article_id for entry in entries]
    related_articles.judge_anew(connection, ids)
    connection.execute(text(_PROFILES_OLD), {"ids": ids})
    articles, versions = _articles(connection, ids)
    return Due(entries, articles, versions)


def after(connection: Connection, taken: Due, limit: int) -> list[StoryArticle]:
    """Up to `limit` articles of the queue behind those that were taken, copies not counted: as they are now, which says
    what will have to be read next and no more."""
    entries = story_queue.take(connection, limit, len(taken.entries))
    articles, _ = _articles(connection, [entry.article_id for entry in entries])
    return [article for article in articles if article.original == article.uri]


def _articles(connection: Connection, ids: Sequence[int]) -> tuple[list[StoryArticle], dict[str, str]]:
    rows = [row._asdict() for row in connection.execute(text(_ARTICLES), {"ids": ids})]
    versions = {row["uri"]: row.pop("content_sha256") for row in rows}
    return [StoryArticle(**row) for row in rows], versions


def publish(connection: Connection, run_id: str, taken: Due, decided: Assignments, day: datetime) -> int:
    """Take in memberships, stories that are new or no more, profiles and term counts, and remove the entries from the
    queue; the number of new stories. `run_id`: the run whose clustering it is."""
    articles = taken.articles
    known = {article.uri: article for article in articles}
    numbers = _numbers(connection, [*(m.uri for m in decided.memberships), *decided.round_ups])
    left_by_round_ups = related_articles.stand_aside(connection, [numbers[uri] for uri in decided.round_ups])
    new = sorted({m.story for m in decided.memberships if not _stands(m.story)})
    made = dict(zip(new, _make(connection, len(new)), strict=True))
    number_of = {m.story: made.get(m.story) or int(m.story) for m in decided.memberships}
    story_of = {numbers[m.uri]: number_of[m.story] for m in decided.memberships if m.uri in known}
    left = {row.story_id: story_of[row.article_id] for row in connection.execute(text(_LEFT), {"ids": list(story_of)})}
    execute_rows(
        connection,
        _MEMBERSHIPS,
        (
            {
                "article_id": numbers[m.uri],
                "story_id": number_of[m.story],
                "similarity": m.similarity,
                "shared_terms": m.shared_terms,
            }
            for m in decided.memberships
        ),
    )
    execute_rows(
        connection,
        _PROFILES,
        (
            {
                "article_id": numbers[uri],
                "profile": profile,
                "content_sha256": taken.versions[uri],
                "marks": decided.marks[uri],
                "names": sorted(decided.names[uri]),
            }
            for uri, profile in decided.profiles.items()
        ),
    )
    execute_rows(connection, _SIGNATURES_OLD, ({"article_id": numbers[uri]} for uri in decided.signatures))
    execute_rows(
        connection,
        _SIGNATURES,
        (
            {"article_id": numbers[uri], "language": base_language(known[uri].in_language), "terms": list(terms)}
            for uri, terms in decided.signatures.items()
        ),
    )
    count_terms(connection, decided.frequencies, day)
    execute_rows(
        connection, _REST, ({"gone": gone, "story_id": number_of[story]} for gone, story in decided.merged.items())
    )
    _merge(connection, left | {int(gone): number_of[story] for gone, story in decided.merged.items()}, day)
    looked_at = [entry.article_id for entry in taken.entries]
    moved = _follow(connection, day, looked_at, [numbers[m.uri] for m in decided.memberships])
    stand: list[int] = list(connection.execute(text(_STAND), {"ids": looked_at}).scalars())
    connection.execute(text(_ENDED), {"ids": sorted(left_by_round_ups)})
    _recompute(connection, run_id, {*number_of.values(), *moved, *left, *stand, *left_by_round_ups})
    execute_rows(
        connection,
        _HEADLINES,
        ({"story_id": number_of[name], "uri": uri} for name, uri in decided.headlines.items()),
    )
    story_queue.done(connection, taken.entries)
    return len(made)


def count_terms(connection: Connection, added: Mapping[str, Frequencies], day: datetime) -> None:
    """Add to the window what new articles hold, by language."""
    execute_rows(
        connection,
        _COUNT_TERMS,
        (
            {"language": language, "term": term, "articles": number}
            for language, found in added.items()
            for term, number in {"": found.documents, **found.counts}.items()
        ),
        day=_period(day),
    )


def forget_old_terms(connection: Connection, day: datetime) -> None:
    """Let the rolling window roll: counts from before it are of no more use."""
    connection.execute(
        text("delete from news.term_frequency where day <= :day"),
        {"day": _period(day) - timedelta(days=WINDOW_DAYS)},
    )


def _follow(connection: Connection, day: datetime, copies: Sequence[int], originals: Sequence[int]) -> set[int]:
    """Copies (those of the articles with these numbers, and the copies of `originals`) go to the stories of their
    originals and represent nothing any more; the stories that lost or gained one by that."""
    parameters = {"copies": copies, "originals": originals}
    connection.execute(text(_NO_PROFILE), parameters)
    moves = connection.execute(text(_FOLLOW), parameters).all()
    _merge(connection, {move.left_story: move.story_id for move in moves}, day)
    return {story for move in moves for story in (move.left_story, move.story_id)}


def _merge(connection: Connection, into: Mapping[int, int], day: datetime) -> None:
    """Delete those of the stories that have no article left, and note which story each went into."""
    if into:
        empty: Sequence[int] = connection.execute(text(_EMPTY), {"ids": sorted(into)}).scalars().all()
        for statement in (_MERGED_BEFORE, _MERGED, _GONE):
            for gone in empty:  # in turn: a story that is gone may have gone into another one of these
                connection.execute(text(statement), {"gone": gone, "story": into[gone], "day": day})


def _recompute(connection: Connection, run_id: str, stories: Collection[int]) -> None:
    """Counts, language and span of these stories, as their articles make them; a headline that none of them has any
    more becomes that of the article which is most like the rest. They are due to be compared across languages."""
    if stories:
        for statement in (_LOOKED_AT, _RECOMPUTED, _HEADLINES_LOST, _DUE_ACROSS):
            connection.execute(text(statement), {"ids": sorted(stories), "run": run_id})


def _period(day: datetime) -> date:
    return date.fromordinal(day.date().toordinal() // PERIOD_DAYS * PERIOD_DAYS)


def _stands(name: str) -> bool:
    """Whether the name is a story's number; a new story's name is 16 hex digits."""
    return name.isdigit() and len(name) < 16


def _make(connection: Connection, number: int) -> list[int]:
    return sorted(connection.execute(text(_NEW_STORIES), {"number": number}).scalars())


def _numbers(connection: Connection, uris: Sequence[str]) -> dict[str, int]:
    asked = text("select uri, article_id from news.article where uri = any(:uris)")
    found = connection.execute(asked, {"uris": list(uris)})
    return {row.uri: row.article_id for row in found}


# What clustering compares of an article is of the text that it has, and stands at the day that it counts for.
_PROFILES_OLD = """
with gone as materialized (
    select q.article_id from ops.story_queue q
    join news.article a on a.article_id = q.article_id
    join news.story_profile p on p.article_id = q.article_id
    where q.article_id = any(:ids) and (q.anew or p.content_sha256 <> a.content_sha256)
), unsigned as (
    delete from news.story_signature g using gone where g.article_id = gone.article_id
)
delete from news.story_profile p using gone where p.article_id = gone.article_id
"""

# Each article that is no copy has a profile from the day on which it is put into a story.
_ARTICLES = f"""
with due as materialized (
    select a.article_id from news.article a
    where a.article_id = any(:ids) and (
        not exists (select from news.story_article s where s.article_id = a.article_id)
        or not exists (select from news.story_profile p where p.article_id = a.article_id)
        and not exists (
            select from news.duplicate_link l where l.article_id = a.article_id and l.kind not in ('excerpt', 'form')
        )
    )
)
select a.uri, coalesce(o.uri, a.uri) as original, a.headline, a.article_body, a.in_language, a.coverage_at,
    a.observed_at, a.date_published is not null as dated, coalesce({FORM}, '') as form, a.content_sha256
from due
join news.article a on a.article_id = due.article_id
left join news.duplicate_link l on l.article_id = a.article_id and l.kind not in ('excerpt', 'form')
left join news.article o on o.article_id = l.duplicate_of
order by a.coverage_at, a.uri collate "C"
"""

_STAND = "select distinct story_id from news.story_article where article_id = any(:ids)"

_LEFT = """
select article_id, story_id from news.story_article where article_id = any(:ids) order by story_id, article_id
"""

# Filled in by _RECOMPUTED and _HEADLINES in the same transaction.
_NEW_STORIES = """
insert into news.story (headline, in_language, first_published, last_published, article_count, publisher_count)
select '', 'und', now(), now(), 0, 0 from generate_series(1, :number) returning story_id
"""

_MEMBERSHIPS = """
insert into news.story_article (article_id, story_id, similarity, shared_terms)
select * from jsonb_to_recordset(cast(:rows as jsonb))
    as r(article_id bigint, story_id bigint, similarity real, shared_terms text[])
on conflict (article_id) do update
set story_id = excluded.story_id, similarity = excluded.similarity, shared_terms = excluded.shared_terms
where (story_article.story_id, story_article.similarity, story_article.shared_terms)
    is distinct from (excluded.story_id, excluded.similarity, excluded.shared_terms)
"""

# An article that stood in a story before and was taken out of it may come again.
_PROFILES = """
insert into news.story_profile (article_id, profile, content_sha256, marks, names)
select * from jsonb_to_recordset(cast(:rows as jsonb))
    as r(article_id bigint, profile jsonb, content_sha256 text, marks jsonb, names text[])
on conflict (article_id) do update
set profile = excluded.profile, content_sha256 = excluded.content_sha256, marks = excluded.marks,
    names = excluded.names, statements = null, statements_version = null
"""

_SIGNATURES_OLD = """
delete from news.story_signature g using jsonb_to_recordset(cast(:rows as jsonb)) as r(article_id bigint)
where g.article_id = r.article_id
"""

# An article is found by the day that it writes of and, where that is another, by the day on which it came: late ones
# and those that do not say their day are near to both.
_SIGNATURES = """
insert into news.story_signature (language, term, moment, article_id)
select r.language, t.term, m.moment, r.article_id
from jsonb_to_recordset(cast(:rows as jsonb)) as r(article_id bigint, language text, terms text[])
join news.article a on a.article_id = r.article_id
cross join unnest(r.terms) as t(term)
cross join lateral (
    select a.coverage_at as moment
    union all
    select a.observed_at where abs(extract(epoch from a.observed_at - a.coverage_at)) > 86400
) m
"""

_COUNT_TERMS = """
insert into news.term_frequency (language, term, day, articles)
select r.language, r.term, :day, r.articles
from jsonb_to_recordset(cast(:rows as jsonb)) as r(language text, term text, articles integer)
on conflict (language, term, day) do update set articles = term_frequency.articles + excluded.articles
"""

# What is left of a story that another one took over: articles that were too many to be compared, and copies.
_REST = """
update news.story_article m set story_id = r.story_id
from jsonb_to_recordset(cast(:rows as jsonb)) as r(gone bigint, story_id bigint)
where m.story_id = r.gone
"""

_COPIES = """
copy as materialized (
    select article_id, duplicate_of from news.duplicate_link
    where article_id = any(:copies) and kind not in ('excerpt', 'form')
    union
    select article_id, duplicate_of from news.duplicate_link
    where duplicate_of = any(:originals) and kind not in ('excerpt', 'form')
)
"""

# A copy whose original stands in a story speaks for itself no more.
_NO_PROFILE = f"""
with {_COPIES}, gone as (
    delete from news.story_profile p using copy l
    where l.article_id = p.article_id
      and exists (select from news.story_article o where o.article_id = l.duplicate_of)
    returning p.article_id
)
delete from news.story_signature g using gone where g.article_id = gone.article_id
"""

_FOLLOW = f"""
with {_COPIES}, moved as materialized (
    select c.article_id, c.story_id as left_story, o.story_id, o.similarity, o.shared_terms
    from copy l
    join news.story_article c on c.article_id = l.article_id
    join news.story_article o on o.article_id = l.duplicate_of
    where c.story_id <> o.story_id
)
update news.story_article c
set story_id = moved.story_id, similarity = moved.similarity, shared_terms = moved.shared_terms
from moved where c.article_id = moved.article_id
returning moved.left_story, moved.story_id
"""

_EMPTY = """
select s.story_id from news.story s
where s.story_id = any(:ids) and not exists (select from news.story_article m where m.story_id = s.story_id)
order by s.story_id
"""

_MERGED_BEFORE = "update news.story_merge set merged_into = :story where merged_into = :gone"

_MERGED = "insert into news.story_merge (story_id, merged_into, merged_at) values (:gone, :story, :day)"

_GONE = "delete from news.story where story_id = :gone"

# A story of nothing but round-ups went into no other.
_ENDED = """
delete from news.story s
where s.story_id = any(:ids) and not exists (select from news.story_article m where m.story_id = s.story_id)
"""

_LOOKED_AT = "update news.story set run_id = :run where story_id = any(:ids)"

# The view joins more tables than are put in order together: said twice, which articles, it is asked for those alone.
# Where some articles say when they were published, the days on which others were seen tell nothing of the event.
_RECOMPUTED = """
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
      and c.article_id = any(array(select article_id from news.story_article where story_id = any(:ids)))
    group by s.story_id
) m
where m.story_id = s.story_id
"""

_HEADLINES = """
update news.story s set headline = a.headline
from jsonb_to_recordset(cast(:rows as jsonb)) as r(story_id bigint, uri text)
join news.article a on a.uri = r.uri
where s.story_id = r.story_id and s.headline <> a.headline
"""

_HEADLINES_LOST = """
update news.story s set headline = (
    select a.headline from news.story_article m join news.article a on a.article_id = m.article_id
    where m.story_id = s.story_id order by m.similarity desc, a.coverage_at, a.uri collate "C" limit 1
)
where s.story_id = any(:ids) and s.headline <> '' and not exists (
    select from news.story_article m join news.article a on a.article_id = m.article_id
    where m.story_id = s.story_id and a.headline = s.headline
) and exists (select from news.story_article m where m.story_id = s.story_id)
"""

_DUE_ACROSS = """
insert into news.story_due (story_id) select story_id from news.story where story_id = any(:ids) order by story_id
on conflict do nothing
"""
