"""DAG `backfill_warc`: WARC files of an archive, part by part, through the same stages and the same publish.

collect (plan, read ×n) ▣ clean ▣ deduplicate ▣ tag ▣ load ▣ publish ▣ cluster ▣ report    ▣ a Great Expectations gate
"""

from datetime import timedelta

from airflow.sdk import TaskGroup, dag
from mediawatch_airflow import conventions, documentation, failures, form, tasks, wiring


@dag(
    dag_display_name="Backfill: WARC files",
    description="Take archives of web pages in, range by range of their records, and publish them",
    doc_md=documentation.BACKFILL_WARC,
    schedule=None,
    catchup=False,
    max_active_runs=1,
    allowed_run_types=conventions.BY_HAND,
    on_failure_callback=failures.record_timeout,
    is_paused_upon_creation=False,
    dagrun_timeout=timedelta(hours=24),
    params=form.backfill_params(),
    default_args=conventions.DEFAULT_ARGS,
    tags=[*conventions.TAGS, "news"],
)
def backfill_warc() -> None:
    begun = tasks.begin_backfill()

    with TaskGroup("collect", tooltip="Archives kept, read part by part, what is new put into shards") as collect:
        read = tasks.read.expand(part=tasks.plan())
        collected = tasks.gate("collect", tasks.collect(read))

    begun >> collect
    wiring.stages_after_collect(collected)


backfill_warc()
