"""Runs: ops.run from its beginning to its end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, case, delete, or_, select, text, update
from sqlalchemy.dialects.postgresql import insert

from mediawatch.store.schema.tables import STAGING, run

ABANDONED = timedelta(days=7)
"""After so long nobody takes up a run that did not end: a run of the DAG may take six hours, and a week is time enough
to look at one that failed and to clear it. Taken up later, it loads its shards again."""


def begin(
    connection: Connection,
    run_id: str,
    *,
    dag_id: str,
    params: Mapping[str, Any],
    as_of: datetime,
    code_version: str,
) -> int:
    """Note that a run begins, or that it is begun again (cleared, retried); the attempt's number.

    What the first attempt asked for stays: a run is begun again with the same parameters.
    """
    row = (
        insert(run)
        .values(
            run_id=run_id,
            dag_id=dag_id,
            started_at=datetime.now(UTC),
            state="running",
            params=dict(params),
            as_of=as_of,
            code_version=code_version,
        )
        .on_conflict_do_update(
            index_elements=[run.c.run_id],
            set_={
                "attempt": run.c.attempt + 1,
                "state": "running",
                "error": None,
                "finished_at": None,
                "code_version": code_version,
            },
        )
        .returning(run.c.attempt)
    )
    return int(connection.execute(row).scalar_one())


def close_abandoned(connection: Connection, now: datetime) -> int:
    """Close the runs whose process was killed long ago, and remove what unpublished ones left in staging; the rows that
    were removed."""
    old = run.c.started_at < now - ABANDONED
    connection.execute(
        update(run)
        .where(old, run.c.state == "running")
        .values(state="failed", finished_at=now, error="it never ended: its process was killed and not begun again")
    )
    left = select(run.c.run_id).where(old)
    return sum(connection.execute(delete(table).where(table.c.run_id.in_(left))).rowcount for table in STAGING)


def not_ended(connection: Connection, *, since: datetime) -> list[str]:
    """Runs that began after `since` and have not ended, published or not."""
    query = select(run.c.run_id).where(run.c.keeps_documents, run.c.started_at > since, run.c.finished_at.is_(None))
    return list(connection.execute(query).scalars())


def close_killed(connection: Connection, run_ids: Sequence[str], now: datetime) -> None:
    """Close runs whose process was killed, and remove what they left in staging. What one has published stays, and what
    it left to cluster the next run takes."""
    connection.execute(
        update(run)
        .where(run.c.run_id.in_(run_ids), run.c.finished_at.is_(None))
        .values(
            state=case((run.c.state == "running", "failed"), else_=run.c.state),
            finished_at=now,
            error="Interrupted: its process was killed",
        )
    )
    for table in STAGING:
        connection.execute(delete(table).where(table.c.run_id.in_(run_ids)))


def saw_history(connection: Connection, run_id: str, state: int) -> None:
    """Note which state of schema news deduplicate judged by (history_changes.seen)."""
    connection.execute(update(run).where(run.c.run_id == run_id).values(history_seen=state))


_MOSTLY_QUARANTINED = text(
    "select 2 * count(*) filter (where outcome = 'quarantined') > count(*) filter (where outcome <> 'skipped') "
    "from ops.document where run_id = :run"
)


def note_published(connection: Connection, run_id: str, counts: Mapping[str, int], *, anything: bool) -> None:
    """Part of the publication itself: give it its number, and note what kind of run it was: `mostly_quarantined` where
    more than half of what was new was quarantined, else `published`, or `nothing_new`."""
    values: dict[str, Any] = {
        "report": {"published": dict(counts)},
        "state": "published" if anything else "nothing_new",
    }
    if anything:
        values |= {"publication": text("nextval('ops.publication')")}
    if connection.execute(_MOSTLY_QUARANTINED, {"run": run_id}).scalar_one():
        values |= {"state": "mostly_quarantined"}
    connection.execute(update(run).where(run.c.run_id == run_id).values(**values))


def finish(
    connection: Connection,
    run_id: str,
    state: str,
    *,
    report: Mapping[str, Any] | None = None,
    error: str | None = None,
) -> None:
    """Note how a run ended. A run that is published stays so: a failure behind it is told in `error` alone."""
    values: dict[str, Any] = {"finished_at": datetime.now(UTC), "error": error}
    if report is not None:
        values["report"] = dict(report)
    if state == "failed":
        connection.execute(update(run).where(run.c.run_id == run_id, run.c.state == "running").values(state="failed"))
    else:
        values["state"] = state
    connection.execute(update(run).where(run.c.run_id == run_id).values(**values))


def fail(connection: Connection, run_id: str, error: str, code_version: str) -> None:
    """Note that a run failed, and why; one that has no row yet gets one, under the DAG that its id begins with."""
    now = datetime.now(UTC)
    row = {
        "run_id": run_id,
        "dag_id": run_id.partition(":")[0],
        "started_at": now,
        "state": "running",
        "params": {},
        "as_of": now,
        "code_version": code_version,
    }
    connection.execute(insert(run).values(**row).on_conflict_do_nothing(index_elements=[run.c.run_id]))
    finish(connection, run_id, "failed", error=error)


def unfinished(connection: Connection, dag_id: str, *, since: datetime) -> list[dict[str, Any]]:
    """Runs that began after `since` and neither ended nor failed for a reason of their own, the newest first."""
    cut_off = and_(run.c.state == "failed", run.c.error.regexp_match("^(Interrupted|KeyboardInterrupt|Transient)"))
    query = (
        select(run.c.run_id, run.c.params)
        .where(run.c.dag_id == dag_id, run.c.started_at > since, or_(run.c.state == "running", cut_off))
        .order_by(run.c.started_at.desc())
    )
    return [dict(row) for row in connection.execute(query).mappings()]


def describe(connection: Connection, run_id: str) -> dict[str, Any] | None:
    """The row of ops.run, or None."""
    row = connection.execute(select(run).where(run.c.run_id == run_id)).mappings().first()
    return dict(row) if row else None
