"""What operators look at: runs and their gates, sources, quality, quarantine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.quality.suites import SUITES, suite
from mediawatch.store.read import reports

RUNS = 8
STORIES = 10
NEWEST = 20
PAGE = 50
SOURCES = 200
"""Sources of a page."""

REPLAYED = 1_000
"""Entries that a page sends through again at once: their numbers go into the form of a DAG's run."""


def runs_page(connection: Connection, run_id: str | None) -> dict[str, Any] | None:
    """What the page shows, of one run or the newest that took documents; None where there is no run of that name.

    `runs`: the newest, each with `counts`; `chosen` and `summary`: the run to look at, None where nothing ever ran.
    """
    runs = _rows(connection, f"{_RUNS} order by started_at desc, run_id limit :limit", limit=RUNS)
    for row in runs:
        row["counts"] = _rows(connection, _COUNTS, run=row["run_id"])[0]  # one by one: the view is quick for one run
    taking = [row for row in runs if row["counts"]["taken"]] or runs
    found = taking if run_id is None else _rows(connection, f"{_RUNS} where run_id = :run", run=run_id)
    if run_id is not None and not found:
        return None
    chosen = found[0] if found else None
    topics = _rows(connection, "select topic_id, label from news.topic")
    return {
        "runs": runs,
        "chosen": chosen,
        "summary": reports.summary(connection, chosen["run_id"]) if chosen else None,
        "actions": actions(),
        "labels": {topic["topic_id"]: topic["label"] for topic in topics},
        "quarantined": _rows(connection, _QUARANTINED, limit=NEWEST, before=None),
        "quarantined_count": waiting(connection),
        "stories": _rows(connection, _STORIES, run=chosen["run_id"], limit=STORIES) if chosen else [],
    }


def actions() -> dict[str, str]:
    """What to do where an expectation does not hold, by its key."""
    return {item.key: item.action for stage in SUITES for item in suite(stage)}


def waiting(connection: Connection) -> int:
    """Documents in quarantine that wait for a person."""
    return int(connection.execute(text("select count(*) from ops.quarantine where state = 'open'")).scalar_one())


def last_runs(connection: Connection, limit: int = 5) -> list[dict[str, Any]]:
    """How the last runs went, in a line each: the newest first."""
    return _rows(connection, f"{_RUNS} order by started_at desc, run_id limit :limit", limit=limit)


def quarantine_page(
    connection: Connection, *, before: int | None = None, stage: str | None = None, reason: str | None = None
) -> dict[str, Any]:
    """Open entries, those entered last first, fifty a page; `reasons` counts all of them by stage and reason."""
    query = f"""
    select * from ({_QUARANTINED.replace("limit :limit", "")}) q
    where (cast(:stage as text) is null or stage = :stage) and (cast(:reason as text) is null or :reason = any(reasons))
    order by quarantine_id desc limit :limit
    """
    rows = _rows(connection, query, limit=PAGE + 1, before=before, stage=stage, reason=reason)
    return {
        "rows": rows[:PAGE],
        "before": rows[PAGE - 1]["quarantine_id"] if len(rows) > PAGE else None,
        "reasons": _rows(connection, _REASONS),
        "count": waiting(connection),
        "replayable": len(replayable(connection, stage=stage, reason=reason)) if stage or reason else 0,
        "stage": stage,
        "reason": reason,
    }


def replayable(
    connection: Connection,
    numbers: Sequence[int] | None = None,
    *,
    stage: str | None = None,
    reason: str | None = None,
    most: int = REPLAYED,
) -> list[int]:
    """Open entries whose bytes are kept, the oldest first: those among `numbers`, or all of a stage and a reason."""
    values = {"numbers": None if numbers is None else list(numbers), "stage": stage, "reason": reason, "limit": most}
    return [row["quarantine_id"] for row in _rows(connection, _REPLAYABLE, **values)]


def sources_page(connection: Connection, after: tuple[int, str] | None = None) -> dict[str, Any]:
    """The configured sources with their health, those that need somebody first: SOURCES behind the key `after`, and
    the key of the page behind these. How many articles each ever delivered is not asked: it counts all of history."""
    place, source = after or (0, None)
    rows = _rows(connection, _SOURCES, place=place, after=source, limit=SOURCES + 1)
    last = rows[SOURCES - 1] if len(rows) > SOURCES else None
    return {"rows": rows[:SOURCES], "next": f"{last['place']}-{last['source_id']}" if last else None}


def quality_page(connection: Connection, before: int | None = None) -> dict[str, Any]:
    """The newest validations by the gates, and the expectations that failed most often in 28 days."""
    rows = _rows(connection, _VALIDATIONS, limit=PAGE + 1, before=before)
    return {
        "rows": rows[:PAGE],
        "before": rows[PAGE - 1]["quality_run_id"] if len(rows) > PAGE else None,
        "failed": _rows(connection, _FAILED),
        "actions": actions(),
    }


def _rows(connection: Connection, query: str, **values: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(text(query), values).mappings()]


_RUNS = "select run_id, dag_id, state, started_at, finished_at, error from ops.run"

_COUNTS = """
    select
        max(rows_in) filter (where stage = 'collect') as taken,
        max(rows_out) filter (where stage = 'publish') as published,
        max(duplicates) filter (where stage = 'publish') as repeats,
        sum(quarantined)::bigint as quarantined,
        sum(skipped)::bigint as skipped,
        sum(merged)::bigint as merged,
        bool_and(adds_up) as adds_up
    from ops.run_reconciliation where run_id = :run"""

_QUARANTINED = """
    select quarantine_id, uri, stage, reasons, error, occurrences, retries_left, last_set_aside, replayable, last_run_id
    from ops.quarantine_open where cast(:before as bigint) is null or quarantine_id < :before
    order by last_set_aside desc, quarantine_id desc limit :limit"""

_STORIES = """
    select story_id, headline, in_language, first_published, last_published, article_count, publisher_count
    from news.story where run_id = :run order by article_count desc, last_published desc, story_id limit :limit"""

_REPLAYABLE = """
    select quarantine_id from ops.quarantine
    where state = 'open' and raw ->> 'storage_url' is not null
        and (cast(:numbers as bigint[]) is null or quarantine_id = any(cast(:numbers as bigint[])))
        and (cast(:stage as text) is null or stage = :stage)
        and (cast(:reason as text) is null or :reason = any(reasons))
    order by quarantine_id limit :limit"""

_REASONS = """
    select stage, reason, count(*) as documents from ops.quarantine cross join lateral unnest(reasons) as r(reason)
    where state = 'open' group by stage, reason order by documents desc, stage, reason limit 40"""

_SOURCES = """
    select * from (
        select source_id, publisher, title, kind, health, articles_7_days, usual_7_days, last_article_at, last_asked_at,
            waiting_pages, fault, failing_listings, notes,
            array_position(array['wrong file', 'failing', 'pages failing', 'partly failing', 'silent', 'quiet',
                'never delivered', 'ok', 'disabled'], health) as place
        from news.source_health
    ) s
    where (place, source_id) > (:place, :after) or cast(:after as text) is null
    order by place, source_id limit :limit"""

_VALIDATIONS = """
    select * from ops.quality_overview where cast(:before as bigint) is null or quality_run_id < :before
    order by quality_run_id desc limit :limit"""

_FAILED = """
    select q.stage, r.expectation, r.severity, count(*) as runs, sum(r.unexpected_count)::bigint as unexpected,
        max(q.checked_at) as last
    from ops.quality_run q join ops.quality_result r using (quality_run_id)
    where not r.success and q.checked_at > now() - interval '28 days'
    group by q.stage, r.expectation, r.severity order by runs desc, r.expectation limit 40"""
