"""What may be forgotten: old messages, old results of gates, bytes of the raw store by policy; and how large all is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from mediawatch.model import RawDocument
from mediawatch.store.schema.tables import disk_use
from mediawatch.store.server.send_rows import upsert_rows

_LOCKED = "55P03"  # lock_not_available


def old_messages(connection: Connection, before: datetime, *, delete: bool) -> int:
    """Messages posted before a moment that are over; how many they are, or were."""
    return _either(connection, _OLD_MESSAGES, delete=delete, before=before)


def old_results(connection: Connection, before: datetime, *, delete: bool) -> int:
    """Validations by gates of runs that began before a moment; how many they are, or were."""
    return _either(connection, _OLD_RESULTS, delete=delete, before=before)


def ended_runs(connection: Connection, before: datetime) -> list[str]:
    """ids of runs that ended before a moment, well or not."""
    query = text("select run_id from ops.run where state <> 'running' and coalesce(finished_at, started_at) < :before")
    return list(connection.execute(query, {"before": before}).scalars())


def running(connection: Connection) -> set[str]:
    """ids of runs that have not ended."""
    return set(connection.execute(text("select run_id from ops.run where state = 'running'")).scalars())


def keep_runs_out(connection: Connection) -> bool:
    """Let no run begin until the transaction ends; False, at once, where one begins or ends just now."""
    try:
        with connection.begin_nested():
            connection.execute(text("lock table ops.run in share mode nowait"))
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) == _LOCKED:
            return False
        raise
    return True


def old_bytes(
    connection: Connection,
    before: datetime,
    *,
    untagged_only: bool,
    most: int | None = None,
    among: Sequence[str] | None = None,
) -> list[str]:
    """Files of the raw store of which every document was first taken in before a moment, the oldest first, at most so
    many; with `untagged_only` those alone none of whose articles has a topic. Files that hold anything which waits in
    quarantine stay. `among`: no others than these."""
    values: dict[str, Any] = {"before": before, "untagged": untagged_only, "most": most}
    if among is None:
        return list(connection.execute(text(_OLD_BYTES.format(among="")), values).scalars())
    query = text(_OLD_BYTES.format(among="and d.storage_url = any(:among)"))
    return list(connection.execute(query, values | {"among": list(among)}).scalars())


def note_erased(connection: Connection, storage_urls: Iterable[str], now: datetime) -> None:
    """Note that files of the raw store are gone."""
    connection.execute(text(_ERASED), {"urls": list(storage_urls), "now": now})


def note_kept_again(connection: Connection, documents: Collection[RawDocument]) -> None:
    """Note that the bytes of these documents are where they were before they were erased: they were delivered again."""
    if documents:
        values = {
            "ids": [raw.document_id for raw in documents],
            "urls": [raw.storage_url for raw in documents],
        }
        connection.execute(text(_KEPT_AGAIN), values)


def note_sizes(connection: Connection, sizes: Mapping[str, tuple[int, int]], now: datetime) -> None:
    """Note name -> (files, bytes) of what lies outside of the database, at a moment."""
    rows = ({"what": what, "measured_at": now, "files": files, "bytes": size} for what, (files, size) in sizes.items())
    upsert_rows(connection, disk_use, rows, ["what", "measured_at"], lambda new: new.on_conflict_do_nothing())


def _either(connection: Connection, which: str, *, delete: bool, **values: Any) -> int:
    if delete:
        return connection.execute(text(f"delete from {which}"), values).rowcount
    return int(connection.execute(text(f"select count(*) from {which}"), values).scalar_one())


_OLD_MESSAGES = """
ops.notice where posted_at < :before and (severity <> 'problem' or closed_at is not null)
"""

_OLD_RESULTS = """
ops.quality_run where run_id in (select run_id from ops.run where started_at < :before and state <> 'running')
"""

_OLD_BYTES = """
select d.storage_url
from news.raw_document d
join ops.run r on r.run_id = d.run_id
where d.erased_at is null {among}
group by d.storage_url
having max(r.started_at) < :before
    and not (:untagged and exists (
        select from news.raw_document o join news.article_topic_effective t on t.article_id = o.article_id
        where o.storage_url = d.storage_url
    ))
    and not exists (
        select from ops.quarantine q where q.state = 'open' and q.raw ->> 'storage_url' = d.storage_url
    )
order by max(r.started_at), d.storage_url limit :most
"""

_KEPT_AGAIN = """
update news.raw_document d set erased_at = null
from unnest(cast(:ids as text[]), cast(:urls as text[])) as k(raw_id, storage_url)
where d.raw_id = k.raw_id and d.storage_url = k.storage_url and d.erased_at is not null
"""

_ERASED = "update news.raw_document set erased_at = :now where storage_url = any(:urls)"
