"""What the ledger keeps: rows for what is new, counts for what is known and for what is old.

A folder with ten thousand files that were published long ago has ten thousand skipped documents in each run. Their
rows stay until another run has ended; then they are counted by run and reason in ops.document_count, and so are all
rows of a run that began longer ago than the settings say. ops.stage_count adds rows and counts up, so that every count
still does.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, text

_PORTION = 200_000  # rows that one run counts, so that none is long at it
_RUNS = 20


def count_known(connection: Connection, run_id: str) -> int:
    """Turn the rows of documents that other, ended runs skipped as known into counts; the rows that were counted."""
    return connection.execute(text(_COUNT.format(which=_KNOWN)), {"run": run_id, "portion": _PORTION}).rowcount


def count_old(connection: Connection, now: datetime, days: int) -> list[str]:
    """Turn all rows of ended runs that began more than `days` ago into counts, of a few runs at a time; these runs."""
    chosen = text(
        "select run_id from ops.run where started_at < :cut and keeps_documents and state <> 'running' "
        "order by started_at limit :runs for update skip locked"
    )
    found: list[str] = list(connection.execute(chosen, {"cut": now - timedelta(days=days), "runs": _RUNS}).scalars())
    if found:
        connection.execute(text(_COUNT.format(which=_OLD)), {"runs": found})
        connection.execute(
            text("update ops.run set keeps_documents = false where run_id = any(:runs)"), {"runs": found}
        )
    return found


_COUNT = """
with counted as (
    delete from ops.document where (run_id, document_id) in ({which})
    returning run_id, last_stage, outcome, reasons, duplicate
)
insert into ops.document_count (run_id, last_stage, outcome, reasons, duplicate, documents)
select run_id, last_stage, outcome, reasons, duplicate, count(*) from counted group by 1, 2, 3, 4, 5
on conflict (run_id, last_stage, outcome, reasons, duplicate) do update
set documents = document_count.documents + excluded.documents
"""

# By the index document_known_idx, whose condition stands here word for word.
_KNOWN = """
    select d.run_id, d.document_id from ops.document d join ops.run r on r.run_id = d.run_id
    where d.outcome = 'skipped' and d.reasons <@ array['already_published', 'already_quarantined']
      and d.run_id <> :run and r.finished_at is not null and r.state not in ('running', 'failed')
    order by d.run_id limit :portion
"""

_OLD = "select run_id, document_id from ops.document where run_id = any(:runs)"
