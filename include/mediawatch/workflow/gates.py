"""The gate of a stage: what the quality suite is given, and what follows from its verdict.

A gate is where a stage's output is accepted: it checks, rejects what breaks a critical row-level expectation,
enters every document in the ledger, keeps the results, and hands the accepted shards on. It is safe to repeat.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, cast

from mediawatch.lake.run_folder import GATE, RunFolder, ShardRef
from mediawatch.model import GROUPING_KINDS, STAGES, DuplicateLink, Excluded, Outcome, RawDocument, Stage
from mediawatch.settings import Settings
from mediawatch.store.ledger import crawl_state, entries
from mediawatch.store.server.connect import engine, transaction
from mediawatch.workflow.gate_columns import Handed
from mediawatch.workflow.run import begun

if TYPE_CHECKING:
    import pandas as pd

    from mediawatch.quality.expectation import Limits
    from mediawatch.quality.result import GateResult

ON_NEWS: tuple[Stage, ...] = ("publish", "cluster")
"""Stages whose gates look at schema news."""
_HANDED_BY: Mapping[Stage, Stage] = {"load": "tag"}
"""load writes no shards: what it loads is what tag made."""


def hold(
    settings: Settings, folder: RunFolder, stage: Stage, shards: Sequence[ShardRef], limits: Limits, code_version: str
) -> list[ShardRef]:
    """Run the gate of `stage` over its shards; the accepted shards with their rows counted anew.

    Raises GateFailed where a critical batch-level expectation failed, after everything found was recorded.
    """
    folder.forget_gate(stage)
    if stage in ON_NEWS:  # they have no shards of their own: what was loaded is what became visible
        shards = folder.accepted("load")
    rows_in = _rows_in(folder, stage, shards)
    excluded = [] if stage in ("load", *ON_NEWS) else folder.excluded(stage, _numbers(stage, shards))
    counts = {
        "rows_in": rows_in + (len(excluded) if stage == "collect" else 0),
        "rows_out": sum(shard["rows"] for shard in shards),
        "quarantined": sum(item.outcome is Outcome.QUARANTINED for item in excluded),
        "skipped": sum(item.outcome is Outcome.SKIPPED for item in excluded),
        "merged": sum(item.outcome is Outcome.MERGED for item in excluded),
    }
    if stage == "clean":
        counts["requarantined"] = _requarantined(folder, excluded)
    handed = Handed(folder, _HANDED_BY.get(stage, stage), [] if stage in ON_NEWS else shards)
    result = _check(settings, folder, stage, shards, handed, counts, limits, excluded)
    rejected = _rejected(folder, stage, shards, result)
    folder.write_excluded(stage, GATE, rejected)
    out = frozenset(item.document_id for item in rejected)
    passing = [
        cast(ShardRef, {**shard, "rows": shard["rows"] - sum(name in out for name in handed.document_ids(place))})
        if out
        else shard
        for place, shard in enumerate(shards)
    ]
    passed = sum(shard["rows"] for shard in passing)
    repeats = _repeats(folder, handed) if stage == "deduplicate" else []
    with transaction(settings) as connection:
        if stage == "collect":
            taken = (row for frame in handed.shards for row in _taken(frame))
            entries.open_run(connection, folder.run_id, taken, excluded)
        if stage not in ON_NEWS:  # publish closes the ledger itself, in its own transaction
            gone = out | folder.rejected("tag") if stage == "load" else out
            through = [name for place in range(len(shards)) for name in handed.document_ids(place) if name not in gone]
            entries.advance(connection, folder.run_id, stage, through, [*excluded, *rejected])
        if stage == "deduplicate":
            entries.mark_duplicates(connection, folder.run_id, repeats)
        entries.quarantine_documents(connection, folder.run_id, code_version, [*excluded, *rejected])
        entries.record_quality(
            connection,
            folder.run_id,
            stage,
            stage,
            {
                "success": result.success,
                "max_failed_severity": result.max_failed_severity,
                "rows_in": counts["rows_in"],
                "rows_out": passed,
                "duplicates": len(repeats),
            },
            result.results,
        )
    result.raise_if_failed()
    folder.accept(stage, passing)
    return passing


# ------------------------------------------------------------------ what the suites are given
def _check(
    settings: Settings,
    folder: RunFolder,
    stage: Stage,
    shards: Sequence[ShardRef],
    handed: Handed,
    counts: dict[str, int],
    limits: Limits,
    excluded: Sequence[Excluded],
) -> GateResult:
    from mediawatch.quality.checks import check_frames, check_staging

    if stage == "load":
        tags, evidence = handed.tags(folder.rejected("tag"))
        stated = {
            "articles": counts["rows_in"],
            "links": len(_links(folder)) if shards else 0,
            "tags": tags,
            "evidence": evidence,
        }
        return check_staging(stage, engine(settings), folder.run_id, {**counts, **stated}, limits)
    if stage in ON_NEWS:
        return check_staging(stage, engine(settings), folder.run_id, counts, limits)
    for shard in shards:
        folder.checked(shard)  # what is judged is what is there
    links = _links(folder) if stage == "deduplicate" else None
    rows, keys = handed.rows(links), handed.keys(links)
    sources = _sources(settings, folder, handed) | _topic_files(folder) if stage == "collect" else {}
    metrics = {**counts, **{name: len(lines) for name, lines in sources.items()}}
    return check_frames(stage, rows, keys, metrics, limits, excluded=excluded, explained=sources)


def _sources(settings: Settings, folder: RunFolder, handed: Handed) -> dict[str, list[str]]:
    """What is startling about the sources of a run that collected from the web, by the gate's names for it."""
    faults = folder.source_faults.read() or []
    if not folder.url_states.exists():
        return {"wrong_source_files": faults} if faults else {}
    states = folder.url_states.read()
    notes = [f"{state.source_id}: {state.url} {note}" for state in states for note in state.notes]
    delivered = Counter(source for frame in handed.shards for source in frame["source_id"].dropna())
    with transaction(settings) as connection:
        silent, unusual = crawl_state.startling(connection, delivered, states)
    return {
        "silent_sources": silent,
        "unusual_sources": unusual,
        "wrong_source_files": faults,
        "listing_notes": sorted(notes),
    }


def _topic_files(folder: RunFolder) -> dict[str, list[str]]:
    """What is wrong with topic files, by the gate's name for it."""
    run = begun(folder)
    return {"wrong_topic_files": list(run.topic_faults)} if run and run.topic_faults else {}


def _links(folder: RunFolder) -> pd.DataFrame:
    """The run's links; none where deduplicate had nothing to write."""
    import pandas as pd

    names = [field.name for field in fields(DuplicateLink)]
    return folder.links.columns().to_pandas() if folder.links.exists() else pd.DataFrame(columns=names)


def _taken(frame: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """(document_id, uri, raw_sha256) of each document of a shard of collect."""
    return zip(frame["document_id"], frame["uri"], frame["raw_sha256"], strict=True)


# ------------------------------------------------------------------ counts
def _rows_in(folder: RunFolder, stage: Stage, shards: Sequence[ShardRef]) -> int:
    """Documents that entered the stage: what passed the gate before it."""
    if stage == "collect":
        return sum(shard["rows"] for shard in shards)
    before = "load" if stage in ON_NEWS else cast(Stage, STAGES[STAGES.index(stage) - 1])
    return sum(shard["rows"] for shard in folder.accepted(before))


def _numbers(stage: Stage, shards: Sequence[ShardRef]) -> list[int]:
    """Numbers of the stage's excluded files: collect writes one file, also when it found nothing new."""
    return [0] if stage == "collect" else [shard["number"] for shard in shards]


def _rejected(folder: RunFolder, stage: Stage, shards: Sequence[ShardRef], result: GateResult) -> list[Excluded]:
    if not result.rejected:
        return []
    guards = {item.reason: item.guards for item in result.expectations if item.reason}
    collected = shards if stage == "collect" else [folder.shard("collect", s["number"]) for s in shards]
    return [
        Excluded(raw.document_id, raw.uri, raw.raw_sha256, stage, Outcome.QUARANTINED, reason, guards[reason], raw)
        for shard in collected
        for raw in folder.read_whole(shard, RawDocument)
        for reason in result.rejected.get(raw.document_id, ())
    ]


def _requarantined(folder: RunFolder, excluded: Sequence[Excluded]) -> int:
    """How many documents the run tried again in vain."""
    retried = frozenset((folder.retried.read() or {"documents": ()})["documents"])
    return sum(item.outcome is Outcome.QUARANTINED and item.document_id in retried for item in excluded)


def _repeats(folder: RunFolder, handed: Handed) -> list[str]:
    """document_ids of the run's articles that repeat another as a whole."""
    links = _links(folder)
    copies = set(links["uri"][links["kind"].isin(list(GROUPING_KINDS))])
    return [name for frame in handed.shards for name in frame["document_id"][frame["uri"].isin(copies)]]
