"""The ledger: runs, what became of each of their documents, and the quarantine."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, ForeignKey, Identity, Index, Integer, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB

from mediawatch.store.schema.tables.table_definition import Texts, Time, col, table

run = table(
    "ops",
    "run",
    "Runs of the workflow",
    col("run_id", Text, "Name of the run", primary_key=True, null=False),
    col("dag_id", Text, "DAG, or cli", null=False),
    col("attempt", Integer, "How often it was begun", null=False, server_default=text("1")),
    col("started_at", Time, "When it was first begun", null=False),
    col("finished_at", Time, "When it ended"),
    col("state", Text, "running, published, nothing_new, mostly_quarantined or failed", null=False),
    col("params", JSONB, "What was asked for", null=False),
    col("as_of", Time, "The moment that plausibility of dates is judged from", null=False),
    col("code_version", Text, "Version of the code and its lock", null=False),
    col("report", JSONB, "Counts and findings"),
    col("error", Text, "Why it failed"),
    col("history_seen", BigInteger, "State of schema news that deduplicate judged by: ops.history.changes then"),
    col("publication", BigInteger, "Publication number that this run became", unique=True),
    col(
        "keeps_documents",
        Boolean,
        "Whether ops.document has its rows; old runs are counted in ops.document_count",
        null=False,
        server_default=text("true"),
    ),
)
Index("run_keeps_documents_idx", run.c.started_at, postgresql_where=run.c.keeps_documents)
Index("run_dag_finished_idx", run.c.dag_id, run.c.finished_at)
Index("run_dag_started_idx", run.c.dag_id, run.c.started_at)
Index("run_started_idx", run.c.started_at, run.c.run_id)
Index("run_running_idx", run.c.started_at, postgresql_where=run.c.state == "running")

history = table(
    "ops",
    "history",
    "One row: which state schema news is in, as far as runs judge by it (articles, versions, links, topics)",
    col("single", Boolean, "true: there is no second row", primary_key=True, null=False, server_default=text("true")),
    col("changes", BigInteger, "Moved by each transaction that changes them", null=False, server_default=text("0")),
)

document = table(
    "ops",
    "document",
    "The ledger: what became of each document of each run",
    col(
        "run_id",
        Text,
        "The run",
        ForeignKey("ops.run.run_id", ondelete="CASCADE"),
        primary_key=True,
        null=False,
    ),
    col("document_id", Text, "Names these bytes at this uri", primary_key=True, null=False),
    col("uri", Text, "Where it was found", null=False),
    col("raw_sha256", Text, "Hash of its bytes; empty where they could not be read", null=False),
    col("last_stage", Text, "How far it got", null=False),
    col("outcome", Text, "pending, published, unchanged, merged, skipped or quarantined", null=False),
    col("reasons", Texts, "Why it was quarantined or skipped", null=False, server_default=text("'{}'")),
    col("detail", Text, "The same in words"),
    col("duplicate", Boolean, "Whether its article repeats another", null=False, server_default=text("false")),
    col("article_id", BigInteger, "The article that it became"),
)
Index("document_uri_idx", document.c.uri, postgresql_using="hash")
Index("document_document_id_idx", document.c.document_id)
# What a run skips because it is known: store.ledger.retention asks for it in these words.
Index(
    "document_known_idx",
    document.c.run_id,
    postgresql_where=text("outcome = 'skipped' and reasons <@ array['already_published', 'already_quarantined']"),
)

document_count = table(
    "ops",
    "document_count",
    "Documents of runs that have no row in ops.document any more: known ones of all runs but the last, and old ones",
    col(
        "run_id",
        Text,
        "The run",
        ForeignKey("ops.run.run_id", ondelete="CASCADE"),
        primary_key=True,
        null=False,
    ),
    col("last_stage", Text, "How far they got", primary_key=True, null=False),
    col("outcome", Text, "What became of them, as in ops.document", primary_key=True, null=False),
    col("reasons", Texts, "Why they were quarantined or skipped", primary_key=True, null=False),
    col("duplicate", Boolean, "Whether their articles repeat others", primary_key=True, null=False),
    col("documents", BigInteger, "How many", null=False),
)

quarantine = table(
    "ops",
    "quarantine",
    "Documents at fault, which were quarantined: references, not payloads",
    col("quarantine_id", BigInteger, "Number", Identity(), primary_key=True, null=False),
    col("uri", Text, "Where the document was found", null=False),
    col("raw_sha256", Text, "Hash of its bytes", null=False),
    col("stage", Text, "Stage that quarantined it", null=False),
    col("code_version", Text, "Version of the code that did", null=False),
    col("reasons", Texts, "Why, as codes", null=False),
    col("error", Text, "Why, in words"),
    col("document_id", Text, "Names these bytes at this uri", null=False),
    col("raw", JSONB(none_as_null=True), "Where its bytes are kept; null where they are not"),
    col("first_run_id", Text, "Run that first quarantined it", null=False),
    col("last_run_id", Text, "Run that last did", null=False),
    col("occurrences", Integer, "Runs that did", null=False, server_default=text("1")),
    col(
        "state",
        Text,
        "open, replayed, superseded (by other bytes at the same place) or discarded",
        null=False,
        server_default=text("'open'"),
    ),
    UniqueConstraint("uri", "raw_sha256", "stage", "code_version"),
)
Index("quarantine_document_id_idx", quarantine.c.document_id)
Index("quarantine_open_idx", quarantine.c.quarantine_id, postgresql_where=quarantine.c.state == "open")
Index(
    "quarantine_open_reasons_idx",
    quarantine.c.reasons,
    postgresql_using="gin",
    postgresql_where=quarantine.c.state == "open",
)
