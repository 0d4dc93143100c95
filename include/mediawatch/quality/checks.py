"""The gate after a stage: runs its suite and says which documents to reject and whether the run may go on.

    check_frames    collect, clean, deduplicate, tag: shards as pandas frames (columns: see columns.py)
    check_staging   load, publish: queries in Postgres

First the row-level expectations run over the shards. Documents that break a critical one are `rejected` and from then
on count as quarantined: the batch-level expectations see the run without them, and the quarantined share with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from mediawatch.errors import UsageError
from mediawatch.model import Excluded
from mediawatch.model import Outcome as DocumentOutcome
from mediawatch.quality import engine
from mediawatch.quality import metrics as metrics_of
from mediawatch.quality.columns import ROW_COLUMNS
from mediawatch.quality.expectation import Expectation, Limits
from mediawatch.quality.result import NAMED, SAMPLES, ExpectationResult, GateResult, printable, samples
from mediawatch.quality.suites import suite

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Engine

ROWS_PER_VALIDATION = 10_000
"""A validation costs about 0.1 s whatever its size, and from 10,000 rows on grows with them: shards are joined."""

WAREHOUSE_METRICS: Final[Mapping[str, tuple[str, ...]]] = {
    "load": ("articles", "links", "tags", "evidence"),
    "publish": ("rows_out", "tags"),
    "cluster": (),
}
"""Stage -> metrics that its queries compare with; what the caller does not state is not compared."""


def check_frames(
    stage: str,
    rows: Iterable[pd.DataFrame],
    keys: pd.DataFrame,
    metrics: metrics_of.Figures,
    limits: Limits,
    *,
    excluded: Sequence[Excluded] = (),
    explained: Mapping[str, Sequence[str]] | None = None,
) -> GateResult:
    """The gate of collect, clean, deduplicate or tag.

    `rows` are the shards' frames, as columns.check_rows made them; `keys` is the whole run without texts. `metrics` are
    rows_in and rows_out (documents) and quarantined, skipped, merged, requarantined (0 if left out; the last of
    those that were quarantined before and tried again). `excluded` are the documents
    that the stage itself excluded: they serve as samples where too many were; `explained` names what a
    metric counts, each by a line: up to NAMED of them are shown.

    Raises Permanent where a frame lacks a column or a document_id; what the data says never raises here, see
    `GateResult.raise_if_failed`.
    """
    if stage not in ROW_COLUMNS:
        raise UsageError(f"the gate of {stage} reads the warehouse, not frames")
    expectations = suite(stage, limits)
    stated = metrics_of.stated(stage, metrics)
    found = _Rows(expectations)
    for block in _blocks(rows):
        found.add(block)

    keys = metrics_of.check_keys(stage, keys)
    kept = keys[~keys["document_id"].isin(found.rejected)].reset_index(drop=True)
    stated.count_rejected(len(found.rejected), len(keys) - len(kept))
    stated.share_quarantined(limits)
    metrics_of.derive(stage, stated, kept, limits)
    stated.explain(explained or {})
    stated.samples["quarantined_share"] = [
        *(f"{found.uris[document]}: {', '.join(reasons)}" for document, reasons in found.rejected.items()),
        *(
            f"{item.uri}: {item.reason}, {item.detail}"
            for item in excluded
            if item.outcome is DocumentOutcome.QUARANTINED
        ),
    ]
    results = {**found.results(), **_on_keys(kept, expectations), **_on_metrics(stated, expectations)}
    return GateResult(
        stage,
        expectations,
        tuple(results[item.key] for item in expectations),
        found.rejected,
        stated.figures,
    )


def check_staging(
    stage: str,
    warehouse: Engine | str,
    run_id: str,
    metrics: metrics_of.Figures,
    limits: Limits,
) -> GateResult:
    """The gate of load or publish: its queries run in `warehouse` (an SQLAlchemy engine or its URL).

    `metrics` are those of `check_frames`, and the figures of WAREHOUSE_METRICS. Raises Transient where the database is
    away.
    """
    if stage not in WAREHOUSE_METRICS:
        raise UsageError(f"the gate of {stage} reads frames, not the warehouse")
    expectations = suite(stage, limits)
    stated = metrics_of.stated(stage, metrics)
    url = warehouse if isinstance(warehouse, str) else warehouse.url.render_as_string(hide_password=False)
    given = {name: stated.figures.get(name) for name in WAREHOUSE_METRICS[stage]}
    queries = [item for item in expectations if item.subject == "warehouse"]
    outcomes = engine.validate_warehouse(url, run_id, given, queries)
    results = _on_metrics(stated, expectations)
    for item in queries:
        outcome = outcomes[item.key]
        shown = samples(", ".join(f"{name} {value}" for name, value in row.items()) for row in outcome.records)
        observed = f"{outcome.unexpected_count:,} rows found" if outcome.unexpected_count else "no rows found"
        results[item.key] = _result(item, outcome, observed, shown)
    return GateResult(stage, expectations, tuple(results[item.key] for item in expectations), figures=stated.figures)


class _Rows:
    """The row-level outcomes, added up over blocks of rows."""

    def __init__(self, expectations: Sequence[Expectation]) -> None:
        self.expectations = [item for item in expectations if item.kind == "row"]
        self.rows = 0
        self.rejected: dict[str, list[str]] = {}
        self.uris: dict[str, str] = {}
        self._outcomes: dict[str, tuple[int, list[str], str | None]] = {
            item.key: (0, [], None) for item in self.expectations
        }

    def add(self, block: pd.DataFrame) -> None:
        self.rows += len(block)
        outcomes = engine.validate_frame(block, self.expectations)
        for item in self.expectations:
            outcome = outcomes[item.key]
            broken = block.iloc[list(outcome.rows)]
            count, lines, error = self._outcomes[item.key]
            lines = [*lines, *_row_samples(broken.head(3), item)]
            total = count + outcome.unexpected_count
            self._outcomes[item.key] = (total, lines[:3], error or outcome.error)
            if item.reason is not None:
                self._reject(broken, item.reason)

    def _reject(self, broken: pd.DataFrame, reason: str) -> None:
        for document, uri in zip(broken["document_id"], broken["uri"], strict=True):
            reasons = self.rejected.setdefault(document, [])
            self.uris[document] = uri
            if reason not in reasons:
                reasons.append(reason)

    def results(self) -> dict[str, ExpectationResult]:
        results = {}
        for item in self.expectations:
            count, lines, error = self._outcomes[item.key]
            observed = f"{count:,} of {self.rows:,} rows" if self.rows else "no rows"
            outcome = engine.Outcome(count == 0 and error is None, count, error=error)
            results[item.key] = _result(item, outcome, observed, samples(lines))
        return results


def _blocks(shards: Iterable[pd.DataFrame]) -> Iterator[pd.DataFrame]:
    """The shards' check columns, joined to frames of about ROWS_PER_VALIDATION rows; texts stay behind."""
    import pandas as pd

    waiting: list[pd.DataFrame] = []
    rows = 0
    for block in shards:
        if len(block):
            waiting.append(block)
            rows += len(block)
        if rows >= ROWS_PER_VALIDATION:
            yield pd.concat(waiting, ignore_index=True)
            waiting, rows = [], 0
    if waiting:
        yield pd.concat(waiting, ignore_index=True)


def _on_keys(keys: pd.DataFrame, expectations: Sequence[Expectation]) -> dict[str, ExpectationResult]:
    chosen = [item for item in expectations if item.subject == "keys"]
    if keys.empty:
        return {item.key: _result(item, engine.Outcome(True), "no rows") for item in chosen}
    outcomes = engine.validate_frame(keys, chosen)
    results = {}
    for item in chosen:
        outcome = outcomes[item.key]
        observed = f"{outcome.unexpected_count:,} of {len(keys):,} rows"
        shown = samples(_row_samples(keys.iloc[list(outcome.rows[:3])], item))
        results[item.key] = _result(item, outcome, observed, shown)
    return results


def _on_metrics(stated: metrics_of.Metrics, expectations: Sequence[Expectation]) -> dict[str, ExpectationResult]:
    chosen = [item for item in expectations if item.subject == "metrics"]
    outcomes = engine.validate_frame(stated.frame(), chosen)
    results = {}
    for item in chosen:
        name = item.column or ""
        outcome = outcomes[item.key]
        most = NAMED if name in stated.explained else SAMPLES
        shown = () if outcome.success else samples(stated.samples.get(name, ()), most)
        results[item.key] = _result(item, outcome, stated.in_words(name), shown)
    return results


def _row_samples(broken: pd.DataFrame, item: Expectation) -> list[str]:
    """`uri: column is value`, a line for each row."""
    columns: list[str] = item.arguments["column_list"] if item.column is None else [item.column]
    named = [name for name in columns if name != "uri"]
    lines = []
    for record in broken.to_dict("records"):
        parts: list[Any] = [f"{name} is {record[name]}" for name in named]
        lines.append(f"{record['uri']}: {', '.join(parts)}" if parts else str(record["uri"]))
    return lines


def _result(
    item: Expectation, outcome: engine.Outcome, observed: str, sample: tuple[str, ...] = ()
) -> ExpectationResult:
    return ExpectationResult(
        expectation=item.key,
        kind=item.kind,
        column_name=item.column_name,
        severity=item.severity,
        success=outcome.success,
        unexpected_count=outcome.unexpected_count,
        observed=observed if outcome.error is None else f"error: {printable(outcome.error, 500)}",
        sample=sample,
        error=outcome.error,
    )
