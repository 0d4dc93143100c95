"""What must hold in schema news after publish, for the articles that the run's ledger names.

Publish empties staging, so the ledger and the metrics stand for what was staged. Metrics that the stage may state:
`rows_out` (documents published or found unchanged), `tags` (those of the articles' current texts).
"""

from __future__ import annotations

from mediawatch.quality.expectation import Expectation, Limits, no_rows
from mediawatch.quality.suites import common

_FAULT = "A fault of publish: report it; the run's folder in the lake and the raw store allow to rebuild the rows."
_DONE = "d.outcome in ('published', 'unchanged')"
_MINE = f"""
    mine as materialized (
        select distinct d.article_id from ops.document as d, run where d.run_id = run.run_id and {_DONE}
    )
"""
_ITS = "a.article_id = mine.article_id"


def suite(limits: Limits) -> tuple[Expectation, ...]:
    del limits  # what is published is true or not, whatever the settings
    return (*_ledger(), *_news(), _most_documents_pass(), common.rows_add_up("publish"))


def _most_documents_pass() -> Expectation:
    return no_rows(
        "publish.most_documents_pass",
        "At least half of the run's new documents were not quarantined at any stage, however few they are.",
        "Look at the reasons and at ops.quarantine_open. Documents with reasons that depend on the machine are tried "
        "again by the next three runs; if they stay, give it rest or raise MEDIAWATCH_CLEAN_SECONDS.",
        """
        select reason, count(*) as documents
        from ops.document as d, run, unnest(d.reasons) as reason
        where d.run_id = run.run_id and d.outcome = 'quarantined'
          and (select 2 * count(*) filter (where e.outcome = 'quarantined')
                      > count(*) filter (where e.outcome <> 'skipped')
               from ops.document as e where e.run_id = run.run_id)
        group by reason
        order by documents desc, reason
        """,
        severity="warning",
    )


def _ledger() -> tuple[Expectation, ...]:
    return (
        no_rows(
            "publish.ledger_closed",
            "No document of the run is left pending.",
            _FAULT,
            """
            select d.uri, d.document_id, d.last_stage from ops.document as d, run
            where d.run_id = run.run_id and d.outcome = 'pending'
            """,
        ),
        no_rows(
            "publish.article_exists",
            "Every document that the ledger calls published or unchanged has its article, or it was taken down since.",
            _FAULT,
            f"""
            select d.uri, d.document_id, d.article_id from ops.document as d, run
            where d.run_id = run.run_id and {_DONE}
              and not exists (select from news.article as a where a.article_id = d.article_id)
              and not exists (select from ops.removed_document as t where t.uri = d.uri)
            """,
        ),
        no_rows(
            "publish.documents_reconcile",
            "The ledger calls as many documents published or unchanged as publish reports.",
            _FAULT,
            f"""
            select in_ledger, reported from (
                select (select count(*) from ops.document as d where d.run_id = run.run_id and {_DONE}) as in_ledger,
                       run.rows_out as reported
                from run
            ) as counts
            where in_ledger <> reported
            """,
        ),
        no_rows(
            "publish.tags_reconcile",
            "The articles of the run have as many tags as were staged for their current texts.",
            _FAULT,
            f"""
            select in_news, staged from (
                select (select count(*) from news.article_topic as t, news.article as a, mine
                        where t.article_id = a.article_id and {_ITS}) as in_news,
                       run.tags as staged
                from run
            ) as counts
            where in_news <> staged
            """,
            also=_MINE,
        ),
        no_rows(
            "publish.staging_empty",
            "Nothing of the run is left in staging.",
            "Publish was cut short: run it again, it is safe to repeat.",
            """
            select a.uri, a.document_id from staging.article as a, run where a.run_id = run.run_id
            """,
        ),
    )


def _news() -> tuple[Expectation, ...]:
    return (
        no_rows(
            "publish.raw_document_present",
            "The bytes that a published article came from are known.",
            _FAULT,
            f"""
            select a.uri, a.raw_id from news.article as a, mine
            where {_ITS} and not exists (select from news.raw_document as r where r.raw_id = a.raw_id)
            """,
            also=_MINE,
        ),
        no_rows(
            "publish.version_kept",
            "The current text of every article is among its versions.",
            _FAULT,
            f"""
            select a.uri, a.content_sha256 from news.article as a, mine
            where {_ITS}
              and not exists (select from news.article_version as v
                              where (v.article_id, v.content_sha256) = (a.article_id, a.content_sha256))
            """,
            also=_MINE,
        ),
        no_rows(
            "publish.latest_is_current",
            "The current text is the one that was seen last, but for shorter ones, which a wall may have cut.",
            _FAULT,
            f"""
            select a.uri, a.content_sha256, v.content_sha256 as seen_later
            from news.article as a, news.article_version as v, news.article_version as c, mine
            where {_ITS} and v.article_id = a.article_id
              and (c.article_id, c.content_sha256) = (a.article_id, a.content_sha256)
              and v.observed_at > c.observed_at and not coalesce(length(v.article_body) < length(c.article_body), false)
            """,
            also=_MINE,
        ),
        no_rows(
            "publish.tag_has_evidence",
            "Every tag of the run's articles says by which words it was earned.",
            _FAULT,
            f"""
            select a.uri, t.topic_id from news.article as a, news.article_topic as t, mine
            where {_ITS} and t.article_id = a.article_id
              and not exists (select from news.topic_evidence as e
                              where (e.article_id, e.topic_id) = (t.article_id, t.topic_id))
            """,
            also=_MINE,
        ),
        no_rows(
            "publish.evidence_has_tag",
            "Every piece of evidence on the run's articles belongs to a tag.",
            _FAULT,
            f"""
            select a.uri, e.topic_id, e.evidence_no from news.article as a, news.topic_evidence as e, mine
            where {_ITS} and e.article_id = a.article_id
              and not exists (select from news.article_topic as t
                              where (t.article_id, t.topic_id) = (e.article_id, e.topic_id))
            """,
            also=_MINE,
        ),
        no_rows(
            "publish.evidence_true",
            "The words at evidence's offsets in the current text are the evidence.",
            _FAULT,
            f"""
            select a.uri, e.topic_id, e.field, e.start_char, e.end_char, left(e.evidence_text, 40) as evidence_text
            from news.article as a, news.topic_evidence as e, mine
            where {_ITS} and e.article_id = a.article_id
              and case when e.start_char < 0 or e.end_char <= e.start_char then true
                       else substr(case e.field when 'headline' then a.headline
                                                when 'article_body' then a.article_body end,
                                   e.start_char + 1, e.end_char - e.start_char)
                            is distinct from e.evidence_text end
            """,
            also=_MINE,
        ),
        no_rows(
            "publish.one_original",
            "Articles of one text, the run's and all others, have one original in common.",
            _FAULT,
            """
            select led.text_sha256, count(distinct led.original) as originals, min(led.uri) as one,
                max(led.uri) as another
            from (
                select o.text_sha256, o.uri, coalesce(
                    (select min(l.duplicate_of) from news.duplicate_link as l
                     where l.article_id = o.article_id and l.kind in ('exact', 'copy', 'truncation')),
                    o.article_id) as original
                from told, news.article as o where o.text_sha256 = told.text_sha256
            ) as led
            group by led.text_sha256 having count(distinct led.original) > 1
            """,
            also=f"""
            {_MINE}, told as materialized (
                select distinct a.text_sha256 from news.article as a, mine where {_ITS}
            )
            """,
        ),
        no_rows(
            "publish.no_chains",
            "No original of the run's articles is itself a copy, and none repeats itself.",
            _FAULT,
            f"""
            select a.uri, l.duplicate_of, o.duplicate_of as which_repeats
            from news.article as a, news.duplicate_link as l, news.duplicate_link as o, mine
            where {_ITS} and l.article_id = a.article_id and o.article_id = l.duplicate_of
              and o.kind in ('exact', 'copy', 'truncation')
            """,
            also=_MINE,
        ),
    )
