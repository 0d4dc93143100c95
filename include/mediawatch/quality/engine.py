"""Great Expectations, called directly: suites as data in, plain outcomes out. The only module that imports it.

Its import takes seconds, so it waits for the first validation. One ephemeral context serves the process; progress bars
are off, and what the library logs or warns of is not for our users. Release 1.24 sends no analytics.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mediawatch.errors import Permanent, Transient
from mediawatch.quality.expectation import Expectation

if TYPE_CHECKING:
    import pandas as pd

_YES_OR_NO = {"result_format": "BOOLEAN_ONLY"}
_IN_FULL = {
    "result_format": "COMPLETE",
    "partial_unexpected_count": 0,
    "return_unexpected_index_query": False,
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What Great Expectations says of one expectation.

    `rows` are the numbers of the frame's rows that break it (frames), `records` the first of the rows that a query
    found (warehouse), `unexpected_count` how many there are. `error`: it could not be evaluated at all."""

    success: bool
    unexpected_count: int = 0
    rows: tuple[int, ...] = ()
    records: tuple[Mapping[str, Any], ...] = ()
    error: str | None = None


@contextmanager
def _quiet() -> Iterator[None]:
    logging.getLogger("great_expectations").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@lru_cache(maxsize=1)
def _context() -> Any:
    import great_expectations as gx

    # A logger that the library sets to INFO by itself: it would tell of a temporary folder in every gate's log.
    logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.ERROR)
    context: Any = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    return context


@lru_cache(maxsize=1)
def _frames() -> Any:
    """The batch definition that every frame is validated through."""
    source = _context().data_sources.add_pandas("frames")
    return source.add_dataframe_asset("frame").add_batch_definition_whole_dataframe("whole")


def validate_frame(frame: pd.DataFrame, expectations: Sequence[Expectation]) -> dict[str, Outcome]:
    """Outcomes by key. `frame` has rows, and an index from 0 without gaps."""
    with _quiet():
        return _outcomes(_frames().get_batch(batch_parameters={"dataframe": frame}), expectations)


def validate_warehouse(
    url: str, run_id: str, metrics: Mapping[str, int | float | None], expectations: Sequence[Expectation]
) -> dict[str, Outcome]:
    """Outcomes by key of expectations that are queries, run in the Postgres at `url` (an SQLAlchemy URL).

    The batch is one row, `run`: its run_id and the metrics of the suite. Raises Transient where the database is away.
    """
    with _quiet():
        from great_expectations.datasource.fluent.interfaces import TestConnectionError

        _frames()  # the context must exist before a source is added to it
        try:
            # `$` would be taken for a variable of the library's own configuration.
            source = _context().data_sources.add_or_update_sql(
                "warehouse", connection_string=url.replace("$", r"\$"), create_temp_table=False
            )
            asset = source.add_query_asset("run", query=run_query(run_id, metrics))
            batch = asset.add_batch_definition_whole_table("whole").get_batch()
        except TestConnectionError as error:
            raise Transient("the warehouse cannot be reached for its quality gate: is the database up?") from error
        try:
            return _outcomes(batch, expectations)
        finally:
            source.get_engine().dispose()


def run_query(run_id: str, metrics: Mapping[str, int | float | None]) -> str:
    """The relation `run` of one row: run_id, and every metric as a column of that name.

    A query asset takes no parameters, so the run's name goes in as hex digits, which mean nothing to SQL, to the
    library's braces or to SQLAlchemy's colons. Its collation is that of the columns that it is compared with: by that
    of convert_from, which is C, no index of theirs would serve. Metrics are whole numbers under our own names.
    """
    columns = [f"convert_from(decode('{run_id.encode().hex()}', 'hex'), 'UTF8') collate \"default\" as run_id"]
    for name, value in metrics.items():
        if not name.isidentifier():
            raise Permanent(f"{name!r} cannot be the name of a metric")
        columns.append(f"{'null' if value is None else int(value)}::bigint as {name}")
    return f"select {', '.join(columns)}"


def _outcomes(batch: Any, expectations: Sequence[Expectation]) -> dict[str, Outcome]:
    """Yes or no for all, which takes half the time; only what does not hold is asked for its rows."""
    outcomes = _validate(batch, expectations, _YES_OR_NO)
    broken = [item for item in expectations if not outcomes[item.key].success]
    return outcomes | _validate(batch, broken, _IN_FULL)


def _validate(batch: Any, expectations: Sequence[Expectation], result_format: Mapping[str, Any]) -> dict[str, Outcome]:
    import great_expectations as gx
    from great_expectations import expectations as gxe

    if not expectations:
        return {}
    suite = gx.ExpectationSuite("suite")
    for item in expectations:
        column = {"column": item.column} if item.column else {}
        arguments = {**column, **item.arguments, "severity": item.severity, "meta": {"key": item.key}}
        suite.add_expectation(getattr(gxe, item.gx)(**arguments))
    found = batch.validate(suite, result_format=dict(result_format))
    outcomes = {result.expectation_config.meta["key"]: _outcome(result) for result in found.results}
    return {item.key: outcomes[item.key] for item in expectations}


def _outcome(result: Any) -> Outcome:
    error = _error(result.exception_info or {})
    if error:
        return Outcome(False, error=error)
    values = result.result or {}
    records = (values.get("details") or {}).get("unexpected_rows") or ()
    count = values["observed_value"] if "details" in values else values.get("unexpected_count", 0)
    rows = values.get("unexpected_index_list") or ()
    return Outcome(bool(result.success), int(count), tuple(int(row) for row in rows), tuple(records[:3]))


def _error(info: Mapping[str, Any]) -> str | None:
    """The message of an expectation that could not be evaluated; the library gives it flat, or under each metric."""
    for part in (info, *(value for value in info.values() if isinstance(value, Mapping))):
        if part.get("raised_exception"):
            return str(part.get("exception_message") or "unknown error").strip()
    return None
