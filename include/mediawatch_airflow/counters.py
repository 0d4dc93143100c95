"""Our own figures, by Airflow's metrics: the rows of ops.metric, where StatsD or OpenTelemetry is on."""

from __future__ import annotations

from importlib import import_module

from airflow.sdk.configuration import conf
from airflow.sdk.observability import stats
from mediawatch.settings import Settings

SWITCHES = ("statsd_on", "statsd_datadog_enabled", "otel_on")
"""Options of Airflow's section [metrics]; without one of them nothing is asked and nothing sent."""


def send(settings: Settings) -> int:
    """Send each figure as a gauge `mediawatch.<metric>.<label>`, and return how many were sent.

    The label stands in the name, since StatsD knows no other way. A task's process ends without running what is
    registered for its end, so what OpenTelemetry holds back is sent here.
    """
    if not any(conf.getboolean("metrics", switch, fallback=False) for switch in SWITCHES):
        return 0
    from mediawatch.workflow.operations import monitoring

    rows = monitoring.figures(settings)
    for row in rows:
        words = [word for word in ("mediawatch", row["metric"], row["label"]) if word]
        stats.gauge(stats.normalize_name_for_stats(".".join(words), log_warning=False), row["value"])
    provider = import_module("opentelemetry.metrics").get_meter_provider()  # a namespace that type checkers lose
    if hasattr(provider, "force_flush"):
        provider.force_flush()
    return len(rows)
