"""The quality gates: one Great Expectations suite for each stage, and what runs them.

    limits = Limits.of(settings, as_of=as_of, topics=topic_ids)
    result = check_frames("clean", rows=shard_frames, keys=key_frame, metrics={...}, limits=limits)
    result.rejected           document_id -> reason codes: these documents do not go on
    result.results            what ops.quality_result keeps, one item an expectation
    result.raise_if_failed()  GateFailed or Permanent, with a message for people
    result = check_staging("load", database_url, run_id, metrics={...}, limits=limits)

Which columns the frames must have: columns.py. Which expectations there are: docs/quality.md, made by document.py.
Importing this package imports neither Great Expectations nor pandas.
"""

from mediawatch.quality.checks import WAREHOUSE_METRICS, check_frames, check_staging
from mediawatch.quality.columns import KEY_COLUMNS, ROW_COLUMNS, tag_rows
from mediawatch.quality.expectation import Expectation, Limits
from mediawatch.quality.result import ExpectationResult, GateResult
from mediawatch.quality.suites import SUITES, suite

__all__ = [
    "KEY_COLUMNS",
    "ROW_COLUMNS",
    "SUITES",
    "WAREHOUSE_METRICS",
    "Expectation",
    "ExpectationResult",
    "GateResult",
    "Limits",
    "check_frames",
    "check_staging",
    "suite",
    "tag_rows",
]
