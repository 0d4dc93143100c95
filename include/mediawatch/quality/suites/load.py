"""What must hold in staging after load, joined with what is published already.

Metrics that the stage may state, and the suite then compares: `articles`, `links`, `tags`, `evidence` (rows in the
lake's last shards). What is not stated is not compared.
"""

from __future__ import annotations

from mediawatch.quality.expectation import Expectation, Limits, no_rows
from mediawatch.quality.suites import common

_AGAIN = "Clear load's tasks and let them run again; if it stays, report it with the run's folder in the lake."
_FAULT = "A fault of the stage that made it: report the sample."
_COPIES = "('exact', 'copy', 'truncation')"


def suite(limits: Limits) -> tuple[Expectation, ...]:
    del limits  # what is staged is true or not, whatever the settings
    return (*_complete(), *_evidence(), *_links(), common.rows_add_up("load"))


def _count(name: str, table: str, what: str) -> Expectation:
    return no_rows(
        f"load.{name}_reconcile",
        f"Staging holds as many {what} as the lake gave.",
        _AGAIN,
        f"""
        select staged, expected from (
            select (select count(*) from staging.{table} as t where t.run_id = run.run_id) as staged,
                   run.{name} as expected
            from run
        ) as counts
        where staged <> expected
        """,
    )


def _complete() -> tuple[Expectation, ...]:
    return (
        no_rows(
            "load.raw_document_present",
            "Every staged article leads back to the bytes that it came from.",
            _AGAIN,
            """
            select a.uri, a.document_id from staging.article as a, run
            where a.run_id = run.run_id
              and not exists (select from staging.raw_document as r
                              where r.run_id = a.run_id and r.raw_id = a.document_id)
              and not exists (select from news.raw_document as r where r.raw_id = a.document_id)
            """,
        ),
        no_rows(
            "load.document_staged_once",
            "A document becomes one article, not two.",
            _FAULT,
            """
            select a.document_id, min(a.uri) as uri, count(*) as articles from staging.article as a, run
            where a.run_id = run.run_id group by a.document_id having count(*) > 1
            """,
        ),
        no_rows(
            "load.ledger_agrees",
            "Every document that the ledger calls pending is staged.",
            _AGAIN,
            """
            select d.uri, d.document_id from ops.document as d, run
            where d.run_id = run.run_id and d.outcome = 'pending'
              and d.document_id not in (select a.document_id from staging.article as a, run
                                        where a.run_id = run.run_id and a.document_id is not null)
            """,
        ),
        no_rows(
            "load.article_in_ledger",
            "Every staged article is a document that the ledger calls pending.",
            "Staging kept rows of an earlier attempt: clear load's tasks and let them run again.",
            """
            select a.uri, a.document_id from staging.article as a, run
            where a.run_id = run.run_id
              and not exists (select from ops.document as d
                              where d.run_id = a.run_id and d.document_id = a.document_id
                                and d.outcome = 'pending')
            """,
        ),
        _count("articles", "article", "articles"),
        _count("links", "duplicate_link", "links"),
        _count("tags", "article_topic", "tags"),
        _count("evidence", "topic_evidence", "pieces of evidence"),
    )


def _evidence() -> tuple[Expectation, ...]:
    return (
        no_rows(
            "load.tag_has_article",
            "Every tag belongs to a staged version of an article.",
            _AGAIN,
            """
            select t.uri, t.topic_id from staging.article_topic as t, run
            where t.run_id = run.run_id
              and not exists (select from staging.article as a
                              where (a.run_id, a.uri, a.content_sha256) = (t.run_id, t.uri, t.content_sha256))
            """,
        ),
        no_rows(
            "load.tag_has_evidence",
            "Every tag says by which words it was earned.",
            _FAULT,
            """
            select t.uri, t.topic_id from staging.article_topic as t, run
            where t.run_id = run.run_id
              and not exists (select from staging.topic_evidence as e
                              where (e.run_id, e.uri, e.content_sha256, e.topic_id)
                                  = (t.run_id, t.uri, t.content_sha256, t.topic_id))
            """,
        ),
        no_rows(
            "load.evidence_has_tag",
            "Every piece of evidence belongs to a tag.",
            _AGAIN,
            """
            select e.uri, e.topic_id, e.evidence_no from staging.topic_evidence as e, run
            where e.run_id = run.run_id
              and not exists (select from staging.article_topic as t
                              where (t.run_id, t.uri, t.content_sha256, t.topic_id)
                                  = (e.run_id, e.uri, e.content_sha256, e.topic_id))
            """,
        ),
        no_rows(
            "load.evidence_true",
            "The words at evidence's offsets in the stored text are the evidence.",
            _FAULT,
            """
            select e.uri, e.topic_id, e.field, e.start_char, e.end_char, left(e.evidence_text, 40) as evidence_text
            from staging.topic_evidence as e, staging.article as a, run
            where e.run_id = run.run_id
              and (a.run_id, a.uri, a.content_sha256) = (e.run_id, e.uri, e.content_sha256)
              and case when e.start_char < 0 or e.end_char <= e.start_char then true
                       else substr(case e.field when 'headline' then a.headline
                                                when 'article_body' then a.article_body end,
                                   e.start_char + 1, e.end_char - e.start_char)
                            is distinct from e.evidence_text end
            """,
        ),
    )


# Where an article was published or taken out since deduplicate looked, publish finds the links anew.
_UNMOVED = """exists (
                select from ops.run as r, ops.history as h
                where r.run_id = l.run_id and r.history_seen is not distinct from h.changes)"""


def _links() -> tuple[Expectation, ...]:
    return (
        no_rows(
            "load.link_has_article",
            "Every link starts at an article that is staged or published.",
            _AGAIN,
            f"""
            select l.uri, l.duplicate_of from staging.duplicate_link as l, run
            where l.run_id = run.run_id
              and not exists (select from staging.article as a where a.run_id = l.run_id and a.uri = l.uri)
              and not exists (select from news.article as a where a.uri = l.uri) and {_UNMOVED}
            """,
        ),
        no_rows(
            "load.original_exists",
            "Every original is an article that is staged or published.",
            _AGAIN,
            f"""
            select l.uri, l.duplicate_of from staging.duplicate_link as l, run
            where l.run_id = run.run_id
              and not exists (select from staging.article as a where a.run_id = l.run_id and a.uri = l.duplicate_of)
              and not exists (select from news.article as a where a.uri = l.duplicate_of) and {_UNMOVED}
            """,
        ),
        no_rows(
            "load.no_link_to_itself",
            "No staged article repeats itself.",
            _FAULT,
            """
            select l.uri, l.kind from staging.duplicate_link as l, run
            where l.run_id = run.run_id and l.uri = l.duplicate_of
            """,
        ),
        no_rows(
            "load.no_chains",
            "No original of a staged link is itself a copy of another by a link of this run.",
            _FAULT,
            f"""
            select l.uri, l.duplicate_of, o.duplicate_of as which_repeats
            from staging.duplicate_link as l, staging.duplicate_link as o, run
            where l.run_id = run.run_id and o.run_id = l.run_id and o.uri = l.duplicate_of
              and o.kind in {_COPIES} and l.uri <> l.duplicate_of and o.uri <> o.duplicate_of
            """,
        ),
    )
