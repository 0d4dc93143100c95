"""DAG `overrides_import`: take in analysts' words on articles and topics from a table."""

from datetime import timedelta

from airflow.sdk import dag
from mediawatch_airflow import conventions, documentation, failures, forms_of_operators


@dag(
    dag_display_name="Topics: overrides in bulk",
    description="Take in analysts' words on articles and topics from a table",
    doc_md=documentation.OVERRIDES_IMPORT,
    schedule=None,
    catchup=False,
    max_active_runs=1,
    allowed_run_types=conventions.BY_HAND,
    on_failure_callback=failures.record_timeout,
    is_paused_upon_creation=False,
    dagrun_timeout=timedelta(hours=1),
    params=forms_of_operators.overrides_params(),
    default_args=conventions.DEFAULT_ARGS,
    tags=[*conventions.TAGS, "operations"],
)
def overrides_import() -> None:
    forms_of_operators.import_overrides()


overrides_import()
