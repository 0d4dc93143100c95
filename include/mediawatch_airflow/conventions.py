"""What every DAG of this project has in common."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from airflow.sdk import Asset, AssetAlias, TriggerRule
from mediawatch import settings

from mediawatch_airflow import failures

OWNER = "mediawatch"
TAGS = ["mediawatch"]

DEFAULT_ARGS: dict[str, Any] = {
    "owner": OWNER,
    # For Transient errors and killed processes only, see failures.py: after 5, 10, 20 seconds.
    "retries": 3,
    "retry_delay": timedelta(seconds=5),
    "retry_exponential_backoff": 2,
    "max_retry_delay": timedelta(minutes=5),
    # Well below the life of a task's token, and above the slowest shard.
    "execution_timeout": timedelta(minutes=30),
    # A stage without new documents has no mapped tasks and counts as skipped: what comes after it runs all the same,
    # so that the run ends and says that nothing was new. A failed gate still stops all that follows.
    "trigger_rule": TriggerRule.NONE_FAILED,
    "on_failure_callback": failures.record,
}


BY_HAND: Any = ("manual", "operator_triggered")
"""Kinds of runs of a DAG that a person starts, or another DAG for them. Airflow's Backfill makes none: it would begin
runs beside each other, each for a day that has passed, where a run takes what lies there now."""

BY_HAND_AND_SCHEDULE: Any = (*BY_HAND, "scheduled")
"""Kinds of runs of a DAG that has a schedule too."""


def schedule() -> str | None:
    """When the daily run starts by itself: MEDIAWATCH_SCHEDULE."""
    return settings.load().schedule


ARTICLES = Asset(
    name="mediawatch_articles",
    uri="mediawatch://news/article",
    group="mediawatch",
    extra={"table": "news.article"},
)
"""The published articles. One event for each run that changed them, the run's counts in its extra."""

PUBLISHED = AssetAlias("mediawatch_published")
"""The outlet of publish. An asset as its outlet would have an event for each run that succeeds, whether it published
anything or not; through an alias, publish adds the event of ARTICLES itself."""
