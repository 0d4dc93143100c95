"""DAG `takedown`: remove articles with their bytes, tags and links, for good."""

from datetime import timedelta

from airflow.sdk import dag
from mediawatch_airflow import conventions, documentation, failures, forms_of_operators


@dag(
    dag_display_name="Takedown",
    description="Remove articles with their bytes, tags and links, for good",
    doc_md=documentation.TAKEDOWN,
    schedule=None,
    catchup=False,
    max_active_runs=1,
    allowed_run_types=conventions.BY_HAND,
    on_failure_callback=failures.record_timeout,
    is_paused_upon_creation=False,
    dagrun_timeout=timedelta(hours=1),
    params=forms_of_operators.takedown_params(),
    default_args=conventions.DEFAULT_ARGS,
    tags=[*conventions.TAGS, "operations"],
)
def takedown() -> None:
    forms_of_operators.takedown()


takedown()
