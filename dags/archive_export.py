"""DAG `archive_export`: write articles to a file."""

from datetime import timedelta

from airflow.sdk import dag
from mediawatch_airflow import conventions, documentation, failures, forms_of_operators


@dag(
    dag_display_name="Archive: export",
    description="Write articles with their tags and evidence to a file",
    doc_md=documentation.ARCHIVE_EXPORT,
    schedule=None,
    catchup=False,
    max_active_runs=1,
    allowed_run_types=conventions.BY_HAND,
    on_failure_callback=failures.record_timeout,
    is_paused_upon_creation=False,
    dagrun_timeout=timedelta(hours=1),
    params=forms_of_operators.export_params(),
    default_args=conventions.DEFAULT_ARGS,
    tags=[*conventions.TAGS, "operations"],
)
def archive_export() -> None:
    forms_of_operators.export_articles()


archive_export()
