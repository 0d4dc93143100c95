"""What an expectation is: data that the gate runs, the results name and docs/quality.md prints.

Great Expectations does the checking; nothing here imports it, so that declaring suites costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

from mediawatch.settings import Settings

Kind = Literal["row", "batch"]
Severity = Literal["critical", "warning", "info"]
Subject = Literal["rows", "keys", "metrics", "warehouse"]

SEVERITIES: tuple[Severity, ...] = ("critical", "warning", "info")
"""Worst first."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The figures that suites compare with. Sizes in bytes or characters, shares 0..1."""

    max_document_bytes: int = 5 * 1024 * 1024
    max_body_chars: int = 1_000_000
    max_headline_chars: int = 1_000
    max_uri_bytes: int = 2_400  # staging's keys hold run, uri and hash, and a btree key ends at about 2,700
    max_quarantined_share: float = 0.5
    min_batch: int = 20  # documents: below it a share says nothing, so none is stated
    max_undetermined_language_share: float = 0.2
    max_undated_share: float = 0.8
    max_repeated_share: float = 0.3  # of one headline, or of one text, among all
    min_topic_batch: int = 50
    max_topic_share: float = 0.9
    earliest_date: datetime = datetime(1990, 1, 1, tzinfo=UTC)
    as_of: datetime = datetime(2100, 1, 1, tzinfo=UTC)
    topics: tuple[str, ...] = ()  # ids that the run follows

    @property
    def latest_date(self) -> datetime:
        """A day after as_of: an article may carry the local date of a place where it is tomorrow already."""
        return self.as_of + timedelta(days=1)

    @classmethod
    def of(cls, settings: Settings, *, as_of: datetime, topics: tuple[str, ...] = ()) -> Limits:
        """The limits of a run. `as_of` is aware; `topics` are the ids that it follows (needed by tag's gate)."""
        return cls(
            max_document_bytes=settings.max_document_bytes,
            max_body_chars=settings.max_body_chars,
            max_quarantined_share=settings.max_quarantined_share,
            as_of=as_of,
            topics=tuple(sorted(topics)),
        )


@dataclass(frozen=True, slots=True)
class Expectation:
    """One check of a suite.

    `key` is stable and unique over all suites (`clean.body_present`). `column` is what is looked at; a part behind a
    dot is derived from the column before it (`article_body.length`, see columns.py). A critical expectation of kind
    'row' rejects the document with `reason`; of kind 'batch' it stops the run.
    """

    key: str
    kind: Kind
    subject: Subject
    severity: Severity
    gx: str  # class in great_expectations.expectations
    column: str | None
    guards: str  # what holds where it succeeds, a sentence for people
    action: str  # what to do where it fails
    arguments: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None  # code in ops.quarantine.reasons

    @property
    def column_name(self) -> str | None:
        """The column as analysts know it, without the derived part."""
        return self.column.partition(".")[0] if self.column else None


def row(
    key: str,
    gx: str,
    column: str,
    guards: str,
    action: str,
    *,
    reason: str | None = None,
    severity: Severity = "critical",
    **arguments: Any,
) -> Expectation:
    """An expectation on each row of the shards; critical ones need a `reason` code."""
    return Expectation(key, "row", "rows", severity, gx, column, guards, action, arguments, reason)


def batch(
    key: str,
    subject: Subject,
    gx: str,
    column: str | None,
    guards: str,
    action: str,
    *,
    severity: Severity = "critical",
    **arguments: Any,
) -> Expectation:
    """An expectation on the run as a whole: on its key columns, its metrics, or the warehouse."""
    return Expectation(key, "batch", subject, severity, gx, column, guards, action, arguments)


def no_rows(
    key: str, guards: str, action: str, sql: str, *, also: str = "", severity: Severity = "critical"
) -> Expectation:
    """An expectation on the warehouse: `sql` selects what must not be there.

    It sees a one-row relation `run` with `run_id` and the metrics of the stage as columns, and the relations that
    `also` adds (`name as (select ...)`). It never says JOIN: Great Expectations adds an alias to its batch only in
    queries without that word, and Postgres 15 needs the alias. The tables were filled a moment ago and have no
    statistics, so a query must not depend on them for its speed: it looks others up by their keys, or in a list made
    once.
    """
    relations = ", ".join(filter(None, ("run as (select * from {batch})", " ".join(also.split()))))
    query = f"with {relations} {' '.join(sql.split())}"
    return batch(
        key,
        "warehouse",
        "UnexpectedRowsExpectation",
        None,
        guards,
        action,
        severity=severity,
        unexpected_rows_query=query,
    )
