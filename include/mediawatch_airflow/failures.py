"""Errors -> retry or fail, and a failed run -> the ledger.

Airflow retries whatever a task raises, AirflowFailException apart. Here only `Transient` is worth that, and what
Airflow itself raises, as for an API server that does not answer a task: a `Permanent` error and a mistake in the code
will be the same the next time. A task whose process was killed raises nothing; Airflow retries it, and every task can
be repeated.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowRuntimeError
from mediawatch.errors import MediaWatchError, Transient

if TYPE_CHECKING:
    from airflow.sdk.definitions.context import Context

P = ParamSpec("P")
R = TypeVar("R")
log = logging.getLogger(__name__)


def translated(function: Callable[P, R]) -> Callable[P, R]:
    """`function` with its errors as Airflow takes them."""

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except (AirflowException, AirflowRuntimeError, Transient):
            raise
        except MediaWatchError as error:
            raise AirflowFailException(str(error)) from None
        except Exception as error:
            log.exception("a mistake in the code; it is not tried again")
            raise AirflowFailException(f"{type(error).__name__}: {error}") from error

    return run


def record(context: Context) -> None:
    """Callback of a task that failed for good: close the run in the ledger with the reason. The row is made where the
    run failed before it had one."""
    task: Any = context["ti"]
    reason = context.get("exception") or "its process ended without a word"
    _close(f"{task.dag_id}:{task.run_id}", f"{task.task_id}: {reason}")


def record_timeout(context: Context) -> None:
    """Callback of a DAG whose run failed: no task's callback tells of a run that was ended because it took too long."""
    if context.get("reason") != "timed_out":
        return
    dag: Any = context["dag"]
    task: Any = context.get("ti")
    doing = f" It was at {task.task_id}." if task else ""
    _close(
        f"{dag.dag_id}:{context['run_id']}",
        f"the run was ended after {dag.dagrun_timeout}, the longest that a run of {dag.dag_id} may take.{doing} "
        "Clear its unfinished tasks to go on from there.",
    )


def _close(run_id: str, reason: str) -> None:
    from mediawatch.workflow.steps import fail

    from mediawatch_airflow.warehouse import settings

    fail(settings(), run_id, reason)
