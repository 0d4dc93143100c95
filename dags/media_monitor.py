"""DAG `media_monitor`: article files in, clean, deduplicated, tagged and audited rows in Postgres out.

collect ▣ clean ▣ deduplicate ▣ tag ▣ load ▣ publish ▣ cluster ▣ report          ▣ a Great Expectations gate
"""

from datetime import timedelta

from airflow.sdk import TaskGroup, dag
from mediawatch_airflow import conventions, documentation, form, tasks


@dag(
    dag_display_name="Media monitor",
    description="Collect, clean, deduplicate, tag, load and publish articles",
    doc_md=documentation.MEDIA_MONITOR,
    schedule=conventions.schedule(),
    catchup=False,
    max_active_runs=1,
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

    with TaskGroup("clean", tooltip="Raw documents -> articles"):
        cleaned = tasks.gate("clean", tasks.clean.expand(shard=collected))

    with TaskGroup("deduplicate", tooltip="What repeats what"):
        unique = tasks.gate("deduplicate", tasks.deduplicate(cleaned))

    with TaskGroup("tag", tooltip="Topics, with the words that earned them"):
        tagged = tasks.gate("tag", tasks.tag.expand(shard=unique))

    with TaskGroup("load", tooltip="To staging, audited there"):
        loaded = tasks.gate("load", tasks.load.expand(shard=tagged))

    with TaskGroup("publish", tooltip="Visible in schema news, in one transaction"):
        published = tasks.gate("publish", tasks.publish(loaded))

    with TaskGroup("cluster", tooltip="Articles of one event -> stories"):
        clustered = tasks.gate("cluster", tasks.cluster(published))

    begun >> collect
    clustered >> tasks.report()


media_monitor()
