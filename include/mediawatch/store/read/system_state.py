"""How things are, as the warehouse knows it: what messages to operators and health checks are made of."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

BY_HAND = ("cli", "replay", "topics_retag")
"""dag_ids of runs that a person started and saw the end of."""


def ended_runs(connection: Connection, scheduled: str) -> list[dict[str, Any]]:
    """Of each DAG the run that ended last: run_id, dag_id, state, ended_at, error, new, quarantined. Of others than the
    `scheduled` one those of the last week: nobody may ever start them again."""
    return _rows(connection, _ENDED, hand=list(BY_HAND), scheduled=scheduled)


def good_run(connection: Connection, dag_id: str) -> tuple[datetime | None, datetime | None]:
    """(when the last good run of a DAG ended, when the warehouse's first run of it began)."""
    row = connection.execute(text(_GOOD), {"dag": dag_id}).one()
    return row.good_at, row.first_at


def sources(connection: Connection) -> list[dict[str, Any]]:
    """Enabled sources that do not do well, by news.source_health; `never delivered` are those that were asked."""
    return _rows(connection, _SOURCES)


def source_faults(connection: Connection) -> dict[str, str]:
    """Source -> what is wrong with its file, as the newest run that read the files found it."""
    query = "select source_id, fault from news.source where fault is not null order by source_id"
    return {row["source_id"]: row["fault"] for row in _rows(connection, query)}


def topic_faults(connection: Connection) -> dict[str, str]:
    """File name -> what is wrong with it, as the newest run that looked at the topic files found it."""
    samples = connection.execute(text(_TOPIC_FAULTS)).scalar() or []
    return {Path(str(line).partition(":")[0]).name: str(line) for line in samples}


def spikes(connection: Connection) -> list[dict[str, Any]]:
    """Topics that rise today, with their figures."""
    return _rows(connection, _SPIKES)


def waiting(connection: Connection) -> dict[str, int]:
    """How many runs, pages, messages and quarantined documents wait."""
    return dict(connection.execute(text(_WAITING)).mappings().one())


def metrics(connection: Connection) -> list[dict[str, Any]]:
    """Rows of ops.metric that have a value."""
    return _rows(connection, "select metric, label, unit, value from ops.metric where value is not null order by 1, 2")


def _rows(connection: Connection, query: str, **parameters: Any) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(text(query), parameters).mappings()]


_ENDED = """
with ended as (
    select distinct on (dag_id) run_id, dag_id, state, coalesce(finished_at, started_at) as ended_at, error
    from ops.run where state <> 'running' and dag_id <> all(:hand)
        and (dag_id = :scheduled or coalesce(finished_at, started_at) > now() - interval '7 days')
    order by dag_id, coalesce(finished_at, started_at) desc
)
select e.*,
    (select count(*) from ops.document d where d.run_id = e.run_id and d.outcome <> 'skipped') as new,
    (select count(*) from ops.document d where d.run_id = e.run_id and d.outcome = 'quarantined') as quarantined
from ended e order by dag_id
"""

_GOOD = """
select
    (select max(finished_at) from ops.run
     where dag_id = :dag and state in ('published', 'nothing_new', 'mostly_quarantined')) as good_at,
    (select min(started_at) from ops.run where dag_id = :dag) as first_at
"""

_SOURCES = """
select h.source_id, h.health, h.last_article_at, h.failing_listings as failing
from news.source_health h
where h.health in ('silent', 'failing', 'pages failing')
    or (h.health = 'never delivered' and h.last_asked_at is not null)
order by h.source_id
"""

_TOPIC_FAULTS = """
select case when not success then sample end
from ops.quality_result where expectation = 'collect.topic_files'
order by quality_run_id desc limit 1
"""

_SPIKES = """
select topic_id, label, day, matching_unique as articles, coalesce(expected, 0) as expected, score
from news.topic_rising where score >= 2 order by score desc
"""

_WAITING = """
select (select count(*) from ops.run where state = 'running') as runs,
    (select count(*) from ops.url_state where waiting_since is not null) as pages,
    (select count(*) from ops.notice_delivery where state in ('waiting', 'sending')) as messages,
    (select count(*) from ops.quarantine where state = 'open') as quarantined
"""
