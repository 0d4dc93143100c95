"""DAG `media_monitor`: article files in, clean, deduplicated, tagged and audited rows in Postgres out.

collect ▣ clean ▣ deduplicate ▣ tag ▣ load ▣ publish ▣ cluster ▣ report          ▣ a Great Expectations gate
"""

from datetime import timedelta

from airflow.sdk import TaskGroup, dag
from mediawatch_airflow import conventions, documentation, failures, form, tasks, wiring


@dag(
    dag_display_name="Media monitor",
    description="Collect, clean, deduplicate, tag, load and publish articles",
    doc_md=documentation.MEDIA_MONITOR,
    schedule=conventions.schedule(),
    catchup=False,
    max_active_runs=1,
    allowed_run_types=conventions.BY_HAND_AND_SCHEDULE,
    on_failure_callback=failures.record_timeout,
    is_paused_upon_creation=False,
    dagrun_timeout=timedelta(hours=6),
    params=form.params(),
    default_args=conventions.DEFAULT_ARGS,
    tags=[*conventions.TAGS, "news"],
)
def media_monitor() -> None:
    begun = tasks.begin()

    with TaskGroup("collect", tooltip="What is new, its bytes kept first") as collect:
        collected = tasks.gate("collect", tasks.collect())

    begun >> collect
    wiring.stages_after_collect(collected)


media_monitor()
