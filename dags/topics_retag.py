"""DAG `topics_retag`: what changed topics do to the tags of history, and, if asked, doing so."""

from datetime import timedelta

from airflow.sdk import dag
from mediawatch_airflow import conventions, documentation, failures, form, tasks


@dag(
    dag_display_name="Topics: retag history",
    description="Say what changed topics would add to and remove from history, or apply them",
    doc_md=documentation.TOPICS_RETAG,
    schedule=None,
    catchup=False,
    max_active_runs=1,
    allowed_run_types=conventions.BY_HAND,
    on_failure_callback=failures.record_timeout,
    is_paused_upon_creation=False,
    dagrun_timeout=timedelta(hours=2),
    params=form.retag_params(),
    default_args=conventions.DEFAULT_ARGS,
    tags=[*conventions.TAGS, "topics"],
)
def topics_retag() -> None:
    tasks.retag()


topics_retag()
