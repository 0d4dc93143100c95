"""DAG `maintenance`: what may go by the policy is shown, then deleted; a backup is made and its restore tried."""

from datetime import timedelta

from airflow.sdk import chain, dag
from mediawatch_airflow import conventions, documentation, failures
from mediawatch_airflow import maintenance as tasks


@dag(
    dag_display_name="Maintenance",
    description="Show and delete what is old: shards, logs, rows, raw bytes by policy; make a backup and try it",
    doc_md=documentation.MAINTENANCE,
    schedule=tasks.schedule(),
    catchup=False,
    max_active_runs=1,
    allowed_run_types=conventions.BY_HAND_AND_SCHEDULE,
    on_failure_callback=failures.record_timeout,
    is_paused_upon_creation=False,
    dagrun_timeout=timedelta(hours=3),
    params=tasks.params(),
    default_args=conventions.DEFAULT_ARGS,
    tags=[*conventions.TAGS, "operations"],
)
def maintenance() -> None:
    chain(
        tasks.survey(),
        tasks.back_up(),  # before anything is deleted
        [tasks.tidy_warehouse(), tasks.tidy_logs(), tasks.tidy_airflow()],
        tasks.close(),
    )


maintenance()
