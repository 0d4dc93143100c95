"""One article for the desk: its text with the evidence marked, versions, repeats, story, and where it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.desk.article_list import coverage_of
from mediawatch.desk.day_range import DAY
from mediawatch.desk.shape.evidence_marks import Piece, paragraphs, pieces
from mediawatch.desk.shape.version_changes import changes
from mediawatch.desk.topic_queries import query_of

VERSIONS = 20
"""Newest versions that a page compares; the archive keeps all."""

REPEATS = 50
FATES = 50
SHOWN_CHARACTERS = 200_000
"""Of a body: a longer one is cut on the page, and whole in an export."""


def article_page(connection: Connection, number: int) -> dict[str, Any] | None:
    """What the page shows of the article; None where there is none.

    `headline`, `body`: pieces with the keys of evidence; `tags`: each with its query in pieces, whose keys are those
    of the evidence that a clause found; `versions`, newest first, with `changes` against the one before.
    """
    row = _one(connection, _ARTICLE, number=number)
    if row is None:
        return None
    tags = _rows(connection, _TAGS, number=number)
    marks: dict[str, list[tuple[int, int, str]]] = {"headline": [], "article_body": []}
    for place, tag in enumerate(tags):
        tag["place"] = place
        tag["evidence"] = tag["evidence"] or []
        tag["clauses"] = _clauses(tag)
        tag["query_pieces"], tag["elsewhere"] = _query_pieces(tag, row["in_language"])
        for clause in tag["clauses"]:
            for item in clause["evidence"]:
                marks[item["field"]].append((item["start_char"], item["end_char"], clause["key"]))
    body = row.pop("article_body")
    repeats = _rows(connection, _REPEATS, number=number)
    repeated_by = _rows(connection, _REPEATED_BY, number=number, limit=REPEATS)
    raw = _rows(connection, _RAW, number=number, limit=FATES)
    related = [item["article_id"] for item in (*repeats, *repeated_by)]
    counted = coverage_of(connection, [number, *related])
    for item in (*repeats, *repeated_by):
        item["publisher"] = counted[item["article_id"]]["publisher"]
    return {
        "article": {
            **row,
            "publisher_name": counted[number]["publisher"],
            "unique_text": counted[number]["unique_text"],
        },
        "headline": pieces(row["headline"], marks["headline"]),
        "body": paragraphs(pieces(body[:SHOWN_CHARACTERS], marks["article_body"])),
        "body_left": max(0, len(body) - SHOWN_CHARACTERS),
        "tags": tags,
        "clauses": {clause["key"]: {**clause, "topic": tag["label"]} for tag in tags for clause in tag["clauses"]},
        "versions": _versions(connection, number),
        "repeats": repeats,
        "repeated_by": repeated_by,
        "story": _one(connection, _STORY, number=number),
        "other_languages": _rows(connection, _OTHER_LANGUAGES, number=number),
        "raw": raw,
        "fates": _rows(connection, _FATES, uri=row["uri"], documents=[item["raw_id"] for item in raw], limit=FATES),
    }


def whole(connection: Connection, number: int) -> dict[str, Any] | None:
    """The article with its text, its publisher as the desk shows it, and `tags` with their evidence."""
    row = _one(connection, _ARTICLE, number=number)
    if row is None:
        return None
    tags = [{**tag, "evidence": tag["evidence"] or []} for tag in _rows(connection, _TAGS, number=number)]
    return {**row, "publisher": coverage_of(connection, [number])[number]["publisher"], "tags": tags}


def raw_of(connection: Connection, number: int) -> dict[str, Any] | None:
    """The row of news.raw_document that the article's current version was made from."""
    return _one(
        connection,
        "select r.* from news.article a join news.raw_document r on r.raw_id = a.raw_id where a.article_id = :number",
        number=number,
    )


def _clauses(tag: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The evidence of a tag by the clause that it satisfied, in the order of the evidence."""
    found: dict[str, list[dict[str, Any]]] = {}
    for item in tag["evidence"]:
        found.setdefault(item["clause"], []).append(item)
    return [
        {"key": f"{tag['place']}-{number}", "clause": clause, "evidence": items}
        for number, (clause, items) in enumerate(found.items())
    ]


def _query_pieces(tag: Mapping[str, Any], language: str) -> tuple[list[Piece], list[dict[str, Any]]]:
    """The query that gave the tag, its clauses that found something marked; and those that do not stand in it."""
    query = query_of(tag["definition"], language) if tag["definition"] else ""
    spans, elsewhere = [], []
    for clause in tag["clauses"]:
        start = query.find(clause["clause"])
        if start < 0:
            elsewhere.append(clause)
        else:
            spans.append((start, start + len(clause["clause"]), clause["key"]))
    return pieces(query, spans), elsewhere


def _versions(connection: Connection, number: int) -> list[dict[str, Any]]:
    found = _rows(connection, _VERSIONS, number=number, limit=VERSIONS + 1)
    told: Sequence[tuple[dict[str, Any], dict[str, Any] | None]] = (
        [*pairwise(found), (found[-1], None)] if found else []
    )
    shown = []
    for version, before in told[:VERSIONS]:
        what: dict[str, Any] = {name: version[name] for name in _VERSION_FACTS}
        if before is not None:
            what["headline_changes"] = changes(before["headline"], version["headline"])
            what["changes"] = changes(before["article_body"], version["article_body"])
        shown.append({"headline_changes": [], "changes": [], "first": before is None, **what})
    return shown


def _rows(connection: Connection, query: str, **values: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(text(query), values).mappings()]


def _one(connection: Connection, query: str, **values: Any) -> dict[str, Any] | None:
    return next(iter(_rows(connection, query, **values)), None)


_ARTICLE = f"""
select a.article_id, a.uri, a.url, a.canonical_url, a.headline, a.headline_source, a.article_body, a.dateline, a.author,
    a.author_source, a.publisher, a.publisher_source, a.source_id, a.section, a.keywords, a.date_published,
    a.date_published_source, a.date_published_precision, a.published_on, a.date_modified, a.in_language,
    a.language_source, a.language_confidence, a.word_count, a.extraction_method, a.warnings, a.observed_at,
    a.coverage_at, a.coverage_at_source, a.version, a.first_seen_at, a.last_seen_at, a.run_id, a.content_sha256,
    {DAY} as day
from news.article a where a.article_id = :number
"""

_TAGS = """
select t.topic_id, p.label, p.active, t.grade, t.score, t.topic_version, t.filters, v.definition, o.relevant, o.who,
    o.why, o.decided_at,
    (
        select jsonb_agg(to_jsonb(e) order by e.evidence_no) from news.topic_evidence e
        where e.article_id = t.article_id and e.topic_id = t.topic_id
    ) as evidence
from news.article_topic t
join news.topic p on p.topic_id = t.topic_id
left join news.topic_version v on v.topic_id = t.topic_id and v.version = t.topic_version
left join news.topic_override o on o.article_id = t.article_id and o.topic_id = t.topic_id
where t.article_id = :number
union all
select o.topic_id, p.label, p.active, null, null, null, null, null, o.relevant, o.who, o.why, o.decided_at, null
from news.topic_override o
join news.topic p on p.topic_id = o.topic_id
where o.article_id = :number
    and not exists (
        select from news.article_topic t where t.article_id = o.article_id and t.topic_id = o.topic_id
    )
order by grade, score desc nulls last, topic_id
"""

_VERSION_FACTS = ("content_sha256", "headline", "change_kind", "observed_at", "first_observed_at", "run_id")

_VERSIONS = """
select content_sha256, headline, article_body, change_kind, observed_at, first_observed_at, run_id
from news.article_version where article_id = :number
order by observed_at desc, content_sha256 collate "C" desc limit :limit
"""

_REPEATS = """
select l.kind, l.containment, l.containment_of_original, l.shared_words, o.article_id, o.headline, o.coverage_at,
    a.coverage_at - o.coverage_at as delay
from news.duplicate_link l
join news.article a on a.article_id = l.article_id
join news.article o on o.article_id = l.duplicate_of
where l.article_id = :number order by l.containment desc, o.article_id
"""

_REPEATED_BY = """
select l.kind, l.containment, l.shared_words, a.article_id, a.headline, a.coverage_at,
    a.coverage_at - o.coverage_at as delay, count(*) over () as of
from news.duplicate_link l
join news.article a on a.article_id = l.article_id
join news.article o on o.article_id = l.duplicate_of
where l.duplicate_of = :number order by a.coverage_at, a.article_id limit :limit
"""

_STORY = """
select s.story_id, s.headline, s.in_language, s.first_published, s.last_published, s.article_count, s.publisher_count,
    m.similarity, m.shared_terms
from news.story_article m join news.story s on s.story_id = m.story_id where m.article_id = :number
"""

_OTHER_LANGUAGES = """
select o.story_id, o.in_language, o.headline, o.article_count, o.shared
from news.story_article m join news.story_in_other_language o on o.of_story_id = m.story_id
where m.article_id = :number order by o.article_count desc, o.story_id limit 20
"""

_RAW = """
select r.raw_id, r.uri, r.raw_sha256, r.media_type, r.charset, r.byte_length, r.storage_url, r.byte_offset,
    r.observed_at, r.observed_at_source, r.http_status, r.final_url, r.etag, r.last_modified, r.inbox, r.run_id,
    r.raw_id = a.raw_id as is_current, w.dag_id, w.started_at, w.code_version
from news.article a
join news.raw_document r on r.article_id = a.article_id or r.raw_id = a.raw_id
left join ops.run w on w.run_id = r.run_id
where a.article_id = :number order by is_current desc, r.observed_at desc, r.raw_id limit :limit
"""

_FATES = """
select d.run_id, w.started_at, w.state, d.document_id, d.uri, d.last_stage, d.outcome, d.reasons, d.detail, d.duplicate
from (
    select * from ops.document where document_id = any(cast(:documents as text[]))
    union select * from ops.document where uri = :uri
) d
join ops.run w on w.run_id = d.run_id
order by w.started_at desc, d.document_id limit :limit
"""
