"""A replay that the page Quarantine asks for: a run of the DAG `quarantine_replay`, as Airflow's Trigger button starts
it, in the name of the user."""

from __future__ import annotations

from collections.abc import Sequence

from mediawatch.errors import Transient, UsageError

DAG = "quarantine_replay"


def start(entries: Sequence[int], who: str) -> str:
    """Queue a run of the DAG over these entries of ops.quarantine; its run id.

    A run that waits for the same entries already is told instead of a second one: the button may be pressed twice.
    Raises UsageError where the DAG is paused, which would leave the run waiting, and Transient where Airflow does not
    know the DAG or cannot read its file.
    """
    from airflow.api.common.trigger_dag import trigger_dag
    from airflow.models import DagModel, DagRun
    from airflow.utils.session import create_session
    from airflow.utils.state import DagRunState
    from airflow.utils.types import DagRunTriggeredByType
    from sqlalchemy import select

    asked = {"entries": [str(number) for number in entries]}
    with create_session() as session:
        dag = session.get(DagModel, DAG)
        if dag is None or dag.is_stale or dag.has_import_errors:
            raise Transient(f"Airflow does not know the DAG {DAG}, or cannot read its file")
        if dag.is_paused:
            raise UsageError(f"the DAG {DAG} is paused: unpause it first")
        waiting = session.scalars(
            select(DagRun).where(DagRun.dag_id == DAG, DagRun.state.in_((DagRunState.QUEUED, DagRunState.RUNNING)))
        )
        for run in waiting:
            if run.conf == asked:
                return run.run_id
    begun = trigger_dag(DAG, triggered_by=DagRunTriggeredByType.UI, triggering_user_name=who, conf=asked)
    if begun is None:
        raise Transient(f"Airflow made no run of {DAG}")
    return begun.run_id
