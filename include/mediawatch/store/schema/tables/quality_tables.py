"""What the quality gates found."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, ForeignKey, Identity, Index, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB

from mediawatch.store.schema.tables.table_definition import Time, col, table

quality_run = table(
    "ops",
    "quality_run",
    "Each validation by a quality gate",
    col("quality_run_id", BigInteger, "Number of the validation", Identity(), primary_key=True, null=False),
    col("run_id", Text, "The run", ForeignKey("ops.run.run_id", ondelete="CASCADE"), null=False),
    col("stage", Text, "The stage that was checked", null=False),
    col("suite", Text, "Name of the suite", null=False),
    col("success", Boolean, "Whether the run could go on", null=False),
    col("max_failed_severity", Text, "critical, warning, info; null where all held"),
    col("rows_in", BigInteger, "Rows that the stage took, counted in the lake", null=False),
    col("rows_out", BigInteger, "Rows that passed the gate, counted in the lake", null=False),
    col(
        "duplicates",
        BigInteger,
        "Of rows_out, those that repeat another article",
        null=False,
        server_default=text("0"),
    ),
    col("checked_at", Time, "When", null=False, server_default=text("now()")),
    UniqueConstraint("run_id", "stage"),
)

quality_result = table(
    "ops",
    "quality_result",
    "The outcome of each expectation",
    col(
        "quality_run_id",
        BigInteger,
        "The validation",
        ForeignKey("ops.quality_run.quality_run_id", ondelete="CASCADE"),
        primary_key=True,
        null=False,
    ),
    col("expectation", Text, "Key of the expectation, see docs/quality.md", primary_key=True, null=False),
    col("kind", Text, "row: rejects the rows that break it; batch: stops the run", null=False),
    col("column_name", Text, "Column that it looks at"),
    col("severity", Text, "critical, warning or info", null=False),
    col("success", Boolean, "Whether it held", null=False),
    col("unexpected_count", BigInteger, "Rows that broke it", null=False, server_default=text("0")),
    col("observed", Text, "The figure that was seen"),
    col("sample", JSONB, "Up to three of the values that broke it", null=False, server_default=text("'[]'")),
)
Index(
    "quality_result_topic_files_idx",
    quality_result.c.quality_run_id,
    postgresql_where=quality_result.c.expectation == text("'collect.topic_files'"),
)
