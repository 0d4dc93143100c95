"""History follows a changed topic: what a definition would add and remove among published articles, and doing so.

The tsquery that the topic's `prefilter` gives proposes articles by `news.article.terms`; the evaluator that tags
batches decides, so that history and batches agree. New tags go into temporary tables first, and what differs from
schema news is written: a query that changes a little changes few rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from json import dumps
from typing import Any, Protocol

from sqlalchemy import Connection, text

from mediawatch.model import Tag
from mediawatch.store.publish.run_candidates import EVERYWHERE, Scope
from mediawatch.store.server.send_rows import copy_rows
from mediawatch.tag import Topic

_PAGE = 2_000  # articles that are in memory at a time
SAMPLES = 3
_TAG_COLUMNS = ("article_id", "topic_version", "grade", "score", "filters")
_EVIDENCE_COLUMNS = ("article_id", "evidence_no", "field", "start_char", "end_char", "evidence_text", "clause")

# What the evaluator reads of an article (tag.ArticleLike).
_COLUMNS = (
    "a.article_id, a.uri, a.url, a.canonical_url, a.headline, a.headline_source, a.article_body, a.in_language, "
    "a.author, a.publisher, a.date_published, a.source_id, a.section, a.keywords, a.word_count"
)

_BY_INDEX = """
a.article_id in (
    select p.article_id
    from unnest(cast(:queries as text[])) q
    cross join lateral (select article_id from news.article where terms @@ cast(q as tsquery)) p
)
"""
_BY_ARTICLE = "a.terms @@ any(cast(cast(:queries as text[]) as tsquery[]))"


class Judge(Protocol):
    """Decides which articles get a topic's tag: the evaluator that tags batches."""

    @property
    def queries(self) -> Sequence[str] | None:
        """Tsqueries on news.article.terms of which each article with the tag fulfils one; None: any may have it."""

    def matches(self, article: Any) -> bool:
        """Whether an article (a row with the names of tag.ArticleLike) gets the tag."""

    def tag_one(self, article: Any) -> Tag | None:
        """Its tag with evidence; None where it does not get it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a definition does to the tags of published articles. Samples are headlines."""

    topic_id: str
    version: int
    added: int
    removed: int
    kept: int
    added_samples: tuple[str, ...] = ()
    removed_samples: tuple[str, ...] = ()


def preview(connection: Connection, topic: Topic, judge: Judge) -> Change:
    """What `topic` would change, without changing it."""
    found = {row.article_id: row.headline for row in _proposed(connection, judge, EVERYWHERE) if judge.matches(row)}
    return _compare(connection, topic, found, EVERYWHERE)


def apply(connection: Connection, topic: Topic, judge: Judge, run_id: str, scope: Scope = EVERYWHERE) -> Change:
    """Bring the topic's tags and evidence on all articles in `scope` up to date. The topic and its version must
    stand in news already."""
    found: dict[int, str] = {}
    connection.execute(text(_TEMPORARY_TAGS))
    connection.execute(text(_TEMPORARY_EVIDENCE))
    page: list[tuple[int, Tag]] = []
    for row in _proposed(connection, judge, scope):
        tag = judge.tag_one(row)
        if tag is not None:
            found[row.article_id] = row.headline
            page.append((row.article_id, tag))
            if len(page) >= _PAGE:
                _copy(connection, page)
                page.clear()
    _copy(connection, page)
    change = _compare(connection, topic, found, scope)
    parameters = {"topic": topic.id, "run": run_id}
    for statement in ("analyze retagged", "analyze retagged_evidence"):
        connection.execute(text(statement))
    for statement in (_EVIDENCE_OLD, _TAGS_OLD):  # evidence is found by its tag
        connection.execute(text(statement.format(scope=scope)), parameters)
    for statement in (_TAGS, _EVIDENCE, "drop table retagged, retagged_evidence"):
        connection.execute(text(statement), parameters)
    return change


def proposing(queries: Sequence[str] | None, *, by_index: bool = True) -> tuple[str, dict[str, object]]:
    """A condition on news.article a that holds where one of a judge's `queries` does, and its parameters. `by_index`:
    many queries are looked up in the index one by one, as over all of history; as alternatives of one condition they
    would be asked of article after article, which is right where few articles are looked at."""
    if queries is None:
        return "true", {}
    if len(queries) == 1:
        return "a.terms @@ cast(:query as tsquery)", {"query": queries[0]}
    return _BY_INDEX if by_index else _BY_ARTICLE, {"queries": list(queries)}


def _proposed(connection: Connection, judge: Judge, scope: Scope) -> Iterator[Any]:
    """The articles in `scope` that the queries let through, as tag.ArticleLike with `article_id`."""
    proposed, parameters = proposing(judge.queries, by_index=scope is EVERYWHERE)
    statement = text(f"select {_COLUMNS} from news.article a where {proposed} and {scope}")
    with connection.execute(statement.execution_options(yield_per=_PAGE), parameters) as rows:
        yield from rows


def _compare(connection: Connection, topic: Topic, found: Mapping[int, str], scope: Scope) -> Change:
    """`found`: article_id -> headline of the articles that get the tag."""
    old = {
        row.article_id: row.headline
        for row in connection.execute(
            text(
                "select a.article_id, a.headline from news.article_topic t join news.article a using (article_id) "
                f"where t.topic_id = :topic and {scope}"
            ),
            {"topic": topic.id},
        )
    }
    added = sorted(found.keys() - old.keys())
    removed = sorted(old.keys() - found.keys())
    return Change(
        topic_id=topic.id,
        version=topic.version,
        added=len(added),
        removed=len(removed),
        kept=len(found) - len(added),
        added_samples=tuple(found[number] for number in added[:SAMPLES]),
        removed_samples=tuple(old[number] for number in removed[:SAMPLES]),
    )


def _copy(connection: Connection, page: Iterable[tuple[int, Tag]]) -> None:
    """Append tags and their evidence to the temporary tables, by COPY: ten times as fast as INSERT."""
    tags = [(number, tag.topic_version, tag.grade, tag.score, dumps(dict(tag.filters))) for number, tag in page]
    evidence = [
        (number, place, item.field, item.start_char, item.end_char, item.evidence_text, item.clause)
        for number, tag in page
        for place, item in enumerate(tag.evidence, 1)
    ]
    copy_rows(connection, "retagged", _TAG_COLUMNS, tags)
    copy_rows(connection, "retagged_evidence", _EVIDENCE_COLUMNS, evidence)


_TEMPORARY_TAGS = """
create temporary table retagged (article_id bigint, topic_version int, grade text, score real, filters jsonb)
on commit drop
"""

_TEMPORARY_EVIDENCE = """
create temporary table retagged_evidence
    (article_id bigint, evidence_no int, field text, start_char int, end_char int, evidence_text text, clause text)
on commit drop
"""

# What is gone. A tag that changed is updated below; its evidence is compared row by row.
_TAGS_OLD = """
delete from news.article_topic t using news.article a
where a.article_id = t.article_id and t.topic_id = :topic and {scope}
  and not exists (select from retagged r where r.article_id = t.article_id)
"""

_EVIDENCE_OLD = """
delete from news.topic_evidence e using news.article_topic t, news.article a
where t.topic_id = :topic and e.article_id = t.article_id and e.topic_id = t.topic_id and a.article_id = t.article_id
  and {scope}
  and not exists (
    select from retagged_evidence r
    where r.article_id = e.article_id and r.evidence_no = e.evidence_no
      and (r.field, r.start_char, r.end_char, r.evidence_text, r.clause)
        = (e.field, e.start_char, e.end_char, e.evidence_text, e.clause)
  )
"""

_TAGS = """
insert into news.article_topic (article_id, topic_id, topic_version, grade, score, filters, run_id)
select article_id, :topic, topic_version, grade, score, filters, :run from retagged order by article_id
on conflict (article_id, topic_id) do update
set topic_version = excluded.topic_version, grade = excluded.grade, score = excluded.score,
    filters = excluded.filters, run_id = excluded.run_id
where (article_topic.topic_version, article_topic.grade, article_topic.score, article_topic.filters)
    is distinct from (excluded.topic_version, excluded.grade, excluded.score, excluded.filters)
"""

_EVIDENCE = """
insert into news.topic_evidence
    (article_id, topic_id, evidence_no, field, start_char, end_char, evidence_text, clause)
select article_id, :topic, evidence_no, field, start_char, end_char, evidence_text, clause
from retagged_evidence order by article_id, evidence_no
on conflict do nothing
"""
