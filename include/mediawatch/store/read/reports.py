"""What a run has to say for itself, read from the ledger, the gates and schema news."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

from mediawatch.errors import Permanent

# A run's documents: row by row, and counted where they have no rows any more.
_LEDGER = """
select outcome, reasons, 1 as documents from ops.document where run_id = :run
union all select outcome, reasons, documents from ops.document_count where run_id = :run
"""


def summary(connection: Connection, run_id: str) -> dict[str, Any]:
    """Counts of each stage, results of the gates, reasons, tags and repeats: what ops.run.report keeps.

    Raises Permanent where there is no such run.
    """
    run = _one(connection, "select state, started_at, error, report from ops.run where run_id = :run", run_id)
    if run is None:
        raise Permanent(f"the warehouse knows no run {run_id!r}")
    return {
        "state": run["state"],
        "stages": _rows(
            connection,
            "select stage, rows_in, rows_out, quarantined, skipped, merged, duplicates, adds_up "
            "from ops.run_reconciliation where run_id = :run order by position",
            run_id,
        ),
        "gates": _rows(
            connection,
            "select q.stage, q.success, q.max_failed_severity, count(*) as expectations, "
            "count(*) filter (where not r.success) as failed from ops.quality_run q "
            "join ops.quality_result r using (quality_run_id) where q.run_id = :run "
            "group by q.quality_run_id order by q.quality_run_id",
            run_id,
        ),
        "findings": _rows(
            connection,
            "select q.stage, r.expectation, r.severity, r.kind, r.observed, r.sample from ops.quality_run q "
            "join ops.quality_result r using (quality_run_id) where q.run_id = :run and not r.success "
            "order by q.quality_run_id, r.expectation",
            run_id,
        ),
        "outcomes": {
            row["outcome"]: row["documents"]
            for row in _rows(
                connection,
                f"select outcome, sum(documents)::bigint as documents from ({_LEDGER}) d group by outcome "
                "order by outcome",
                run_id,
            )
        },
        "reasons": _rows(
            connection,
            f"select outcome, reason, sum(documents)::bigint as documents from ({_LEDGER}) d, "
            "unnest(reasons) as reason where outcome in ('quarantined', 'skipped', 'merged') "
            "group by outcome, reason order by outcome, documents desc, reason",
            run_id,
        ),
        "topics": _rows(
            connection,
            "select t.topic_id, count(*) as articles, count(*) filter (where t.grade = 'about') as about "
            "from news.article_topic t where t.article_id in "
            "(select article_id from ops.document where run_id = :run and outcome in ('published', 'unchanged')) "
            "group by t.topic_id order by articles desc, t.topic_id",
            run_id,
        ),
        "published": (run["report"] or {}).get("published", {}),
    }


def gate(connection: Connection, run_id: str, stage: str) -> dict[str, Any]:
    """What the newest gate of a stage let through, what the stage and it quarantined, and what did not hold."""
    checked = _one(
        connection,
        "select quality_run_id, rows_in, rows_out from ops.quality_run where run_id = :run and stage = :stage "
        "order by quality_run_id desc limit 1",
        run_id,
        stage=stage,
    )
    if checked is None:
        raise Permanent(f"the gate of {stage} has not run for {run_id!r}")
    results = _rows(
        connection,
        "select expectation, severity, success, observed, sample from ops.quality_result where quality_run_id = :id "
        "order by expectation",
        run_id,
        id=checked["quality_run_id"],
    )
    return {
        "rows_in": checked["rows_in"],
        "rows_out": checked["rows_out"],
        "expectations": len(results),
        "findings": [row for row in results if not row["success"]],
        "reasons": _rows(
            connection,
            'select outcome, reason, count(*) as documents, min(uri collate "C") as example '
            "from ops.document, unnest(reasons) as reason "
            "where run_id = :run and last_stage = :stage and outcome in ('quarantined', 'skipped', 'merged') "
            "group by outcome, reason order by outcome, documents desc, reason",
            run_id,
            stage=stage,
        ),
    }


def articles(connection: Connection, run_id: str, limit: int = 50) -> list[dict[str, Any]]:
    """The run's articles with topics and the words that earned each, for people: at most `limit`, by address."""
    return _rows(
        connection,
        """
        select a.article_id, a.uri, a.headline, a.in_language, a.coverage_at, a.coverage_at_source,
            news.coverage_day(a.published_on, a.date_published_precision, a.coverage_at) as day, a.dateline,
            (select jsonb_agg(jsonb_build_object('topic', t.topic_id, 'grade', t.grade, 'score', t.score, 'words',
                (select jsonb_agg(w.evidence_text order by w.first_no) from (
                    select e.evidence_text, min(e.evidence_no) as first_no from news.topic_evidence e
                    where e.article_id = a.article_id and e.topic_id = t.topic_id group by e.evidence_text) w))
                order by t.grade, t.score desc, t.topic_id)
             from news.article_topic t where t.article_id = a.article_id) as topics
        from news.article a
        where a.article_id in (select article_id from ops.document
                               where run_id = :run and outcome in ('published', 'unchanged'))
        order by a.uri collate "C" limit :limit
        """,
        run_id,
        limit=limit,
    )


def repeats(connection: Connection, run_id: str, limit: int = 50) -> list[dict[str, Any]]:
    """Links of the run's articles to what they repeat."""
    return _rows(
        connection,
        """
        select a.uri, o.uri as original, l.kind, l.containment, l.shared_words
        from news.duplicate_link l
        join news.article a on a.article_id = l.article_id
        join news.article o on o.article_id = l.duplicate_of
        where a.article_id in (select article_id from ops.document where run_id = :run)
        order by a.uri collate "C", o.uri collate "C" limit :limit
        """,
        run_id,
        limit=limit,
    )


def stories(connection: Connection, run_id: str, limit: int = 50) -> list[dict[str, Any]]:
    """Stories that the run's articles belong to, the largest first."""
    return _rows(
        connection,
        """
        select s.story_id, s.headline, s.in_language, s.first_published, s.last_published, s.article_count,
            s.publisher_count
        from news.story s
        where exists (
            select from news.story_article m join ops.document d on d.article_id = m.article_id
            where m.story_id = s.story_id and d.run_id = :run and d.outcome in ('published', 'unchanged')
        )
        order by s.article_count desc, s.story_id limit :limit
        """,
        run_id,
        limit=limit,
    )


def differences(connection: Connection, run_id: str, limit: int = 30) -> list[dict[str, Any]]:
    """Where accounts differ in the stories that the run looked at last: a row for each value."""
    return _rows(
        connection,
        """
        select d.story_id, d.fact_no, d.kind, d.value_no, d.about, d.account_value, d.unit, d.account_count,
            d.value_text, d.sentence
        from news.story_difference d join news.story s on s.story_id = d.story_id
        where s.run_id = :run order by d.story_id, d.fact_no, d.value_no limit :limit
        """,
        run_id,
        limit=limit,
    )


def quarantined(connection: Connection, run_id: str, limit: int = 50) -> list[dict[str, Any]]:
    """Documents that the run quarantined, and why; `occurrences` runs did so, and `retries_left` runs try again."""
    return _rows(
        connection,
        """
        select d.uri, d.last_stage, d.reasons, d.detail, coalesce(q.occurrences, 1) as occurrences,
            coalesce(q.retries_left, 0) as retries_left
        from ops.document d
        left join ops.quarantine_open q
            on (q.document_id, q.stage, q.last_run_id) = (d.document_id, d.last_stage, d.run_id)
        where d.run_id = :run and d.outcome = 'quarantined'
        order by d.uri collate "C" limit :limit
        """,
        run_id,
        limit=limit,
    )


def newest_run(connection: Connection, dag_id: str | None = None) -> str | None:
    """The run that began last, of all or of one DAG."""
    return connection.execute(
        text(
            "select run_id from ops.run where cast(:dag as text) is null or dag_id = :dag "
            "order by started_at desc limit 1"
        ),
        {"dag": dag_id},
    ).scalar()


def _one(connection: Connection, query: str, run_id: str, **more: Any) -> dict[str, Any] | None:
    return next(iter(_rows(connection, query, run_id, **more)), None)


def _rows(connection: Connection, query: str, run_id: str, **more: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(text(query), {"run": run_id, **more}).mappings()]
