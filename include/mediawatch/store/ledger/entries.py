"""The ledger: one row for each document of a run, and the quarantine across runs.

Gates are the only writers until `publish`: what a gate lets through has reached that stage, what it or the stage set
excluded ends there. Counts derive from these rows (views ops.stage_count, ops.run_reconciliation).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Text, and_, delete, exists, literal, not_, select, text
from sqlalchemy.dialects.postgresql import ARRAY, Insert, insert

from mediawatch.errors import MACHINE_REASONS
from mediawatch.lake.parquet import plain
from mediawatch.model import Excluded, Outcome, RawDocument, Stage
from mediawatch.store.schema.tables import document, document_count, quality_result, quality_run, quarantine, run
from mediawatch.store.server.send_rows import copy_rows, execute_rows, upsert_rows

_PAGE = 5_000  # rows of one statement
_LARGEST = 2**63 - 1  # number that a column can hold
_ENDED = """
update ops.document d
set last_stage = :stage, outcome = r.outcome, reasons = r.reasons, detail = r.detail
from jsonb_to_recordset(cast(:rows as jsonb)) as r(document_id text, outcome text, reasons text[], detail text)
where d.run_id = :run and d.document_id = r.document_id
"""
_ENTRY = ("uri", "raw_sha256", "stage", "code_version")  # what makes an entry of ops.quarantine
RETRIES = 3
"""Runs that take a document up again which was quarantined for a reason that depends on the machine."""
# Place 1: what was taken last at each address. An archive without dates may hold several pages of one address.
_LATEST = """
select uri, raw_sha256, raw_id, observed_at, rank() over (partition by uri order by observed_at desc) as place
from news.raw_document where uri = any(:uris)
"""


_RETRYABLE = and_(
    quarantine.c.reasons.bool_op("&&")(literal(sorted(MACHINE_REASONS), ARRAY(Text))),  # by the index
    quarantine.c.reasons.bool_op("<@")(literal(sorted(MACHINE_REASONS), ARRAY(Text))),
    quarantine.c.occurrences <= RETRIES,
)
"""Of an open entry: whether the next run tries its document again."""


def open_run(
    connection: Connection, run_id: str, taken: Iterable[tuple[str, str, str]], excluded: Iterable[Excluded]
) -> None:
    """Enter every document that collect found. Overwrites what an earlier attempt of the run entered.

    `taken`: document_id, uri and raw_sha256 of those that go on.
    """
    connection.execute(delete(document).where(document.c.run_id == run_id))
    connection.execute(delete(document_count).where(document_count.c.run_id == run_id))
    rows: dict[str, tuple[Any, ...]] = {
        name: (uri, raw_sha256, Outcome.PENDING.value, [], None) for name, uri, raw_sha256 in taken
    }
    for item in excluded:
        entry = (item.uri, item.raw_sha256, item.outcome.value, [item.reason], item.detail)
        rows.setdefault(item.document_id, entry)
    copy_rows(
        connection,
        document,
        ("run_id", "document_id", "last_stage", "uri", "raw_sha256", "outcome", "reasons", "detail"),
        ((run_id, name, "collect", *entry) for name, entry in rows.items()),
    )


def advance(
    connection: Connection, run_id: str, stage: Stage, through: Collection[str], excluded: Iterable[Excluded]
) -> None:
    """Note that documents `through` have passed `stage`, and what ended there."""
    if through:
        connection.execute(
            text(
                "update ops.document set last_stage = :stage, outcome = 'pending', reasons = '{}', detail = null "
                "where run_id = :run and document_id = any(:ids)"
            ),
            {"stage": stage, "run": run_id, "ids": list(through)},
        )
    ended: dict[str, dict[str, Any]] = {}
    for item in excluded:
        row = ended.setdefault(
            item.document_id,
            {"document_id": item.document_id, "outcome": item.outcome.value, "reasons": [], "detail": ""},
        )
        row["reasons"].append(item.reason)
        row["detail"] = "; ".join(filter(None, (row["detail"], item.detail)))
    execute_rows(connection, _ENDED, ended.values(), run=run_id, stage=stage)


def mark_duplicates(connection: Connection, run_id: str, document_ids: Collection[str]) -> None:
    """Note which documents' articles repeat another."""
    connection.execute(
        text("update ops.document set duplicate = (document_id = any(:ids)) where run_id = :run"),
        {"run": run_id, "ids": list(document_ids)},
    )


# ------------------------------------------------------------------ quarantine
def quarantine_documents(connection: Connection, run_id: str, code_version: str, excluded: Iterable[Excluded]) -> None:
    """Enter quarantined documents in ops.quarantine; the same bytes at the same place, again, count as one entry."""
    grouped: dict[tuple[str, str, str], dict[str, Any]] = {}
    for item in excluded:
        if item.outcome is not Outcome.QUARANTINED:
            continue
        row = grouped.setdefault(
            (item.uri, item.raw_sha256, item.stage),
            {
                "uri": item.uri,
                "raw_sha256": item.raw_sha256,
                "stage": item.stage,
                "code_version": code_version,
                "reasons": [],
                "error": "",
                "document_id": item.document_id,
                "raw": _json(item.raw) if item.raw else None,
                "first_run_id": run_id,
                "last_run_id": run_id,
            },
        )
        row["reasons"].append(item.reason)
        row["error"] = "; ".join(filter(None, (row["error"], item.detail)))
    upsert_rows(connection, quarantine, grouped.values(), _ENTRY, _again)


def _again(new: Insert) -> Insert:
    """An entry that is there occurs once more and is open; a retry of the run is no second occurrence."""
    return new.on_conflict_do_update(
        index_elements=_ENTRY,
        set_={
            **{name: new.excluded[name] for name in ("reasons", "error", "raw", "last_run_id")},
            "occurrences": quarantine.c.occurrences + 1,
            "state": "open",
        },
        where=quarantine.c.last_run_id != new.excluded.last_run_id,
    )


def known(connection: Connection, uris: Sequence[str], code_version: str) -> dict[tuple[str, str], str]:
    """What is known of documents at these uris: (uri, raw_sha256) -> 'published' or 'quarantined'.

    'published' where the bytes are the ones that a published run took there last (all of them, where it took several at
    one moment); 'quarantined' where this version of the code quarantined them, nobody has sent them through again, and
    they are not to be tried again.
    """
    found: dict[tuple[str, str], str] = {}
    for page in _pages(list(uris)):
        rows = connection.execute(
            text(f"select uri, raw_sha256 from ({_LATEST}) latest where place = 1"),
            {"uris": page},
        )
        found |= {(row.uri, row.raw_sha256): "published" for row in rows}
        held = connection.execute(
            select(quarantine.c.uri, quarantine.c.raw_sha256).where(
                quarantine.c.uri.in_(page),
                quarantine.c.code_version == code_version,
                quarantine.c.state.in_(("open", "discarded")),
                not_(and_(quarantine.c.state == "open", _RETRYABLE)),
            )
        )
        for row in held:
            found.setdefault((row.uri, row.raw_sha256), "quarantined")
    return found


def first_observed(connection: Connection, raw: Sequence[RawDocument]) -> dict[str, Any]:
    """document_id -> when a published run saw the same bytes at the same place, where it is still the latest there."""
    rows: dict[str, Any] = {}
    for page in _pages(list(raw)):
        found = connection.execute(
            text(f"select raw_id, observed_at from ({_LATEST}) latest where place = 1 and raw_id = any(:ids)"),
            {"uris": [item.uri for item in page], "ids": [item.document_id for item in page]},
        )
        rows |= {row.raw_id: row.observed_at for row in found}
    return rows


def open_quarantine(connection: Connection, *, ids: Sequence[int] = ()) -> list[dict[str, Any]]:
    """All open entries, or those of the numbers, superseded ones too: rows of ops.quarantine."""
    wanted = quarantine.c.state == "open"
    if ids:
        kept = [number for number in ids if abs(number) <= _LARGEST]  # Postgres would refuse the question
        wanted = quarantine.c.quarantine_id.in_(kept) & quarantine.c.state.in_(("open", "superseded"))
    query = select(quarantine).where(wanted).order_by(quarantine.c.quarantine_id)
    return [dict(row) for row in connection.execute(query).mappings()]


def reasons(connection: Connection) -> set[str]:
    """Every reason that an entry has had."""
    return set(connection.execute(text("select distinct unnest(reasons) from ops.quarantine")).scalars())


def retryable(connection: Connection) -> tuple[list[dict[str, Any]], list[int]]:
    """(rows of ops.quarantine, numbers): what the next run tries again, a row a document, and all open entries of these
    documents, those of earlier versions of the code too, which end with that."""
    later = quarantine.alias("later")
    superseded = exists().where(
        later.c.document_id == quarantine.c.document_id,
        later.c.state == "open",
        later.c.quarantine_id > quarantine.c.quarantine_id,
    )
    found = connection.execute(
        select(quarantine)
        .where(quarantine.c.state == "open", _RETRYABLE, quarantine.c.raw.is_not(None), ~superseded)
        .order_by(quarantine.c.quarantine_id)
    )
    rows = [dict(row) for row in found.mappings()]
    numbers: list[int] = []
    for page in _pages([row["document_id"] for row in rows]):
        its = quarantine.c.document_id.in_(page)
        numbers += connection.execute(
            select(quarantine.c.quarantine_id).where(its, quarantine.c.state == "open")
        ).scalars()
    return rows, numbers


def mark_replayed(connection: Connection, run_id: str, ids: Sequence[int]) -> None:
    """Close the entries that this run sent through again; what it quarantined anew stays open."""
    connection.execute(_REPLAYED, {"run": run_id, "ids": list(ids)})


def close_superseded(connection: Connection, run_id: str, replayed: Sequence[int] = ()) -> None:
    """Close the entries that earlier runs left of what this run took to some end.

    Of the same bytes: it published them, or quarantined them anew, which is an entry of its own where another version
    of the code did. Of other bytes at the same place: a file that was mended, a page that is there again; these are
    superseded. Not so the parts of a file, whose numbers say nothing of what they are, and not by bytes that are sent
    through again (`replayed`: numbers in ops.quarantine), which are older.
    """
    connection.execute(_TRIED_AGAIN, {"run": run_id})
    connection.execute(_SUPERSEDED, {"run": run_id, "replayed": list(replayed)})


_ITS_OWN = """(
    d.outcome = 'quarantined' and (q.stage, q.code_version) = (d.last_stage, this.code_version)
)"""
_REPLAYED = text(f"""
update ops.quarantine q set state = 'replayed'
where q.quarantine_id = any(:ids) and q.state in ('open', 'superseded') and q.last_run_id <> :run and not exists (
    select from ops.document d join ops.run this on this.run_id = d.run_id
    where d.run_id = :run and d.document_id = q.document_id and {_ITS_OWN}
)
""")

# What a run quarantined itself stays: another one that took the same document at the same time may stand as its last
# run. And what a later run did, where this one, of an earlier version of the code, only quarantines too: else the newer
# version would try it once more.
_TRIED_AGAIN = text(f"""
update ops.quarantine q set state = 'replayed'
from ops.document d join ops.run this on this.run_id = d.run_id
where d.run_id = :run and d.outcome not in ('skipped', 'pending')
    and q.document_id = d.document_id and q.state = 'open' and q.last_run_id <> :run
    and not {_ITS_OWN}
    and (
        d.outcome <> 'quarantined'
        or not exists (select from ops.run l where l.run_id = q.last_run_id and l.started_at > this.started_at)
    )
""")

_SUPERSEDED = text("""
update ops.quarantine q set state = 'superseded'
from ops.document d join ops.run this on this.run_id = d.run_id
where d.run_id = :run
    and (
        d.outcome in ('published', 'unchanged', 'merged', 'quarantined')
        or (d.outcome = 'skipped' and d.reasons <@ array['already_published', 'already_quarantined'])
    )
    and strpos(d.uri, '#') = 0
    and d.document_id not in (select r.document_id from ops.quarantine r where r.quarantine_id = any(:replayed))
    and q.uri = d.uri and q.document_id <> d.document_id and q.state = 'open' and q.last_run_id <> :run
    and not exists (select from ops.run l where l.run_id = q.last_run_id and l.started_at >= this.started_at)
""")


# ------------------------------------------------------------------ quality
def record_quality(
    connection: Connection, run_id: str, stage: Stage, suite: str, summary: Mapping[str, Any], results: Sequence[Any]
) -> None:
    """Keep a validation and its results; a retry of the gate overwrites them."""
    connection.execute(delete(quality_run).where(quality_run.c.run_id == run_id, quality_run.c.stage == stage))
    number: int = connection.execute(
        insert(quality_run)
        .values(run_id=run_id, stage=stage, suite=suite, **summary)
        .returning(quality_run.c.quality_run_id)
    ).scalar_one()
    columns = ("expectation", "kind", "column_name", "severity", "success", "unexpected_count", "observed", "sample")
    rows = (
        (
            *(number, result.expectation, result.kind, result.column_name, result.severity, result.success),
            result.unexpected_count or 0,
            None if result.observed is None else str(result.observed),
            [str(value) for value in result.sample],
        )
        for result in results
    )
    copy_rows(connection, quality_result, ("quality_run_id", *columns), rows)


def run_ids(connection: Connection, limit: int) -> list[str]:
    """The newest runs first."""
    return list(connection.execute(select(run.c.run_id).order_by(run.c.started_at.desc()).limit(limit)).scalars())


def _json(value: Any) -> Any:
    return {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in plain(value).items()}


def _pages(rows: list[Any]) -> Iterable[list[Any]]:
    for start in range(0, len(rows), _PAGE):
        yield rows[start : start + _PAGE]
