"""What DAGs have in common behind collect: the stages, each a task group of its work and its gate."""

from __future__ import annotations

from typing import Any

from airflow.sdk import TaskGroup

from mediawatch_airflow import tasks


def stages_after_collect(collected: Any) -> None:
    """clean ▣ deduplicate ▣ tag ▣ load ▣ publish ▣ cluster ▣ report, over the shards that passed collect's gate."""
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

    with TaskGroup("cluster", tooltip="Articles of one event -> stories, and what their accounts say"):
        clustered = tasks.gate("cluster", tasks.compare.expand(part=tasks.cluster(published)))

    clustered >> tasks.report()
