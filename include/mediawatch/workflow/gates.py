"""The gate of a stage: what the quality suite is given, and what follows from its verdict.

A gate is where a stage's output is accepted: it checks, sets aside what breaks a critical row-level expectation,
enters every document in the ledger, keeps the results, and hands the accepted shards on. It is safe to repeat.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

import pyarrow.parquet as pq

from mediawatch.lake.run_folder import GATE, RunFolder, ShardRef
from mediawatch.model import GROUPING_KINDS, STAGES, Article, Outcome, RawDocument, SetAside, Stage
from mediawatch.settings import Settings
from mediawatch.store.ledger import crawl_state, entries
from mediawatch.store.publish.staging import Tagged
from mediawatch.store.server.connect import engine, transaction

if TYPE_CHECKING:
    import pandas as pd

    from mediawatch.quality.expectation import Limits
    from mediawatch.quality.result import GateResult

_ON_NEWS: tuple[Stage, ...] = ("publish", "cluster")
"""Stages whose gates look at schema news."""


def hold(
    settings: Settings, folder: RunFolder, stage: Stage, shards: Sequence[ShardRef], limits: Limits, code_version: str
) -> list[ShardRef]:
    """Run the gate of `stage` over its shards; the accepted shards with their rows counted anew.

    Raises GateFailed where a critical batch-level expectation failed, after everything found was recorded.
    """
    folder.forget_gate(stage)
    if stage in _ON_NEWS:  # they have no shards of their own: what was loaded is what became visible
        shards = folder.accepted("load")
    rows_in = _rows_in(folder, stage, shards)
    aside = [] if stage in ("load", *_ON_NEWS) else folder.aside(stage, _numbers(stage, shards))
    counts = {
        "rows_in": rows_in + (len(aside) if stage == "collect" else 0),
        "rows_out": sum(shard["rows"] for shard in shards),
        "quarantined": sum(item.outcome is Outcome.QUARANTINED for item in aside),
        "skipped": sum(item.outcome is Outcome.SKIPPED for item in aside),
        "merged": sum(item.outcome is Outcome.MERGED for item in aside),
    }
    if stage == "clean":
        counts["requarantined"] = _requarantined(folder, aside)
    result = _check(settings, folder, stage, shards, counts, limits, aside)
    rejected = _rejected(folder, stage, shards, result)
    folder.write_aside(stage, GATE, rejected)
    out = frozenset(item.document_id for item in rejected)
    passing = [
        cast(ShardRef, {**shard, "rows": shard["rows"] - _share(folder, shard, out)}) if out else shard
        for shard in shards
    ]
    passed = sum(shard["rows"] for shard in passing)
    repeats = _repeats(folder, shards) if stage == "deduplicate" else []
    with transaction(settings) as connection:
        if stage == "collect":
            taken = [raw for shard in shards for raw in folder.read_whole(shard, RawDocument)]
            entries.open_run(connection, folder.run_id, taken, aside)
        if stage not in _ON_NEWS:  # publish closes the ledger itself, in its own transaction
            through = [i for shard in passing for i in folder.document_ids(shard) if i not in out]
            entries.advance(connection, folder.run_id, stage, through, [*aside, *rejected])
        if stage == "deduplicate":
            entries.mark_duplicates(connection, folder.run_id, repeats)
        entries.set_aside(connection, folder.run_id, code_version, [*aside, *rejected])
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
    counts: dict[str, int],
    limits: Limits,
    aside: Sequence[SetAside],
) -> GateResult:
    from mediawatch.quality.checks import check_frames, check_staging

    if stage == "load":
        tagged = [item for shard in folder.accepted("tag") for item in folder.read(shard, Tagged)]
        stated = {
            "articles": counts["rows_in"],
            "links": len(folder.links.read()) if shards else 0,
            "tags": sum(len(item.tags) for item in tagged),
            "evidence": sum(len(tag.evidence) for item in tagged for tag in item.tags),
        }
        return check_staging(stage, engine(settings), folder.run_id, {**counts, **stated}, limits)
    if stage in _ON_NEWS:
        return check_staging(stage, engine(settings), folder.run_id, counts, limits)
    rows, light = _frames(folder, stage, shards), _light(folder, stage, shards)
    sources = _sources(settings, folder, shards) if stage == "collect" else {}
    facts = {**counts, **{name: len(lines) for name, lines in sources.items()}}
    return check_frames(stage, rows, light, facts, limits, set_aside=aside, explained=sources)


def _sources(settings: Settings, folder: RunFolder, shards: Sequence[ShardRef]) -> dict[str, list[str]]:
    """What is startling about the sources of a run that collected from the web, by the gate's names for it."""
    faults = folder.source_faults.read() or []
    if not folder.url_states.exists():
        return {"wrong_source_files": faults} if faults else {}
    states = folder.url_states.read()
    notes = [f"{state.source_id}: {state.url} {note}" for state in states for note in state.notes]
    delivered = Counter(
        source for shard in shards for source in folder.columns(shard, ["source_id"]).column(0).to_pylist() if source
    )
    with transaction(settings) as connection:
        silent, unusual = crawl_state.startling(connection, delivered, states)
    return {
        "silent_sources": silent,
        "unusual_sources": unusual,
        "wrong_source_files": faults,
        "listing_notes": sorted(notes),
    }


def _frames(folder: RunFolder, stage: Stage, shards: Sequence[ShardRef]) -> Iterator[pd.DataFrame]:
    from mediawatch.quality.columns import ROW_COLUMNS, tag_rows

    for shard in shards:
        if stage == "tag":
            articles = {a.document_id: a for a in folder.read(folder.shard("deduplicate", shard["number"]), Article)}
            tagged = folder.read_whole(shard, Tagged)
            yield tag_rows([articles[item.document_id] for item in tagged], [item.tags for item in tagged])
        elif stage == "deduplicate":
            yield _with_links(folder, shard, ["document_id", "uri", "content_sha256"])
        else:
            yield folder.columns(shard, ROW_COLUMNS[stage]).to_pandas()


def _light(folder: RunFolder, stage: Stage, shards: Sequence[ShardRef]) -> pd.DataFrame:
    import pandas as pd

    from mediawatch.quality.columns import LIGHT_COLUMNS

    columns = list(LIGHT_COLUMNS[stage])
    frames: list[Any] = []
    for shard in shards:
        if stage == "deduplicate":
            frames.append(_with_links(folder, shard, ["document_id", "uri", "content_sha256"]))
        elif stage == "tag":
            frames.append(
                pd.DataFrame(
                    [
                        (item.document_id, item.uri, tag.topic_id)
                        for item in folder.read_whole(shard, Tagged)
                        for tag in item.tags
                    ],
                    columns=columns,
                )
            )
        else:
            frames.append(folder.columns(shard, columns).to_pandas())
    return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=columns)


def _with_links(folder: RunFolder, shard: ShardRef, columns: list[str]) -> pd.DataFrame:
    """The shard's articles, each beside its links (left join)."""
    import pandas as pd

    articles = folder.columns(shard, columns).to_pandas()
    links = folder.links
    names = ["uri", "duplicate_of", "kind", "containment", "containment_of_original", "shared_words"]
    found = pq.read_table(links.path).to_pandas() if links.exists() else pd.DataFrame(columns=names)
    return cast("pd.DataFrame", articles.merge(found, on="uri", how="left"))


# ------------------------------------------------------------------ counts
def _rows_in(folder: RunFolder, stage: Stage, shards: Sequence[ShardRef]) -> int:
    """Documents that entered the stage: what passed the gate before it."""
    if stage == "collect":
        return sum(shard["rows"] for shard in shards)
    before = "load" if stage in _ON_NEWS else cast(Stage, STAGES[STAGES.index(stage) - 1])
    return sum(shard["rows"] for shard in folder.accepted(before))


def _numbers(stage: Stage, shards: Sequence[ShardRef]) -> list[int]:
    """Numbers of the stage's aside files: collect writes one file, also when it found nothing new."""
    return [0] if stage == "collect" else [shard["number"] for shard in shards]


def _rejected(folder: RunFolder, stage: Stage, shards: Sequence[ShardRef], result: GateResult) -> list[SetAside]:
    if not result.rejected:
        return []
    guards = {item.reason: item.guards for item in result.expectations if item.reason}
    collected = shards if stage == "collect" else [folder.shard("collect", s["number"]) for s in shards]
    return [
        SetAside(raw.document_id, raw.uri, raw.raw_sha256, stage, Outcome.QUARANTINED, reason, guards[reason], raw)
        for shard in collected
        for raw in folder.read_whole(shard, RawDocument)
        for reason in result.rejected.get(raw.document_id, ())
    ]


def _requarantined(folder: RunFolder, aside: Sequence[SetAside]) -> int:
    """How many documents the run tried again in vain."""
    retried = frozenset((folder.retried.read() or {"documents": ()})["documents"])
    return sum(item.outcome is Outcome.QUARANTINED and item.document_id in retried for item in aside)


def _share(folder: RunFolder, shard: ShardRef, out: frozenset[str]) -> int:
    return sum(document in out for document in folder.document_ids(shard))


def _repeats(folder: RunFolder, shards: Sequence[ShardRef]) -> list[str]:
    """document_ids of the run's articles that repeat another as a whole."""
    copies = {link.uri for link in folder.links.read() if link.kind in GROUPING_KINDS}
    return [
        row["document_id"]
        for shard in shards
        for row in folder.columns(shard, ["document_id", "uri"]).to_pylist()
        if row["uri"] in copies
    ]
