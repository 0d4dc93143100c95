"""DAG `quarantine_replay`: what was quarantined goes through the stages again, from its raw bytes."""

from datetime import timedelta

from airflow.sdk import TaskGroup, dag
from mediawatch_airflow import conventions, documentation, failures, forms_of_operators, tasks, wiring


@dag(
    dag_display_name="Quarantine: replay",
    description="Send quarantined documents through again, from their raw bytes",
    doc_md=documentation.QUARANTINE_REPLAY,
    schedule=None,
    catchup=False,
    max_active_runs=1,
    allowed_run_types=conventions.BY_HAND,
    on_failure_callback=failures.record_timeout,
    is_paused_upon_creation=False,
    dagrun_timeout=timedelta(hours=6),
    params=forms_of_operators.replay_params(),
    default_args=conventions.DEFAULT_ARGS,
    tags=[*conventions.TAGS, "operations"],
)
def quarantine_replay() -> None:
    begun = forms_of_operators.begin_replay()

    with TaskGroup("collect", tooltip="The bytes as they are kept") as collect:
        collected = tasks.gate("collect", tasks.collect())

    begun >> collect
    wiring.stages_after_collect(collected)


quarantine_replay()
