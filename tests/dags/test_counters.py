"""Airflow's metrics and ours, sent by OpenTelemetry to a collector on this machine."""

from __future__ import annotations

import atexit
import gzip
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from mediawatch.settings import Settings

pytestmark = pytest.mark.usefixtures("metadata")


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, float]]:
    """name -> last value, of gauges and sums that arrive by OTLP; Airflow is set to send them there."""
    from airflow.sdk._shared.observability.metrics.otel_logger import flush_otel_metrics
    from opentelemetry import metrics
    from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest

    found: dict[str, float] = {}

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            packed = self.headers.get("Content-Encoding") == "gzip"
            request: Any = ExportMetricsServiceRequest.FromString(gzip.decompress(body) if packed else body)
            for resource in request.resource_metrics:
                for metric in (metric for scope in resource.scope_metrics for metric in scope.metrics):
                    for point in (*metric.gauge.data_points, *metric.sum.data_points):
                        found[metric.name] = point.as_double or point.as_int
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments: Any) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    options = {"OTEL_ON": "True", "OTEL_HOST": "127.0.0.1", "OTEL_PORT": str(server.server_port)}
    for name, value in options.items():
        monkeypatch.setenv(f"AIRFLOW__METRICS__{name}", value)
    yield found
    provider: Any = metrics.get_meter_provider()
    provider.shutdown()
    atexit.unregister(flush_otel_metrics)  # it would send once more when this process ends
    server.shutdown()
    server.server_close()


def test_figures_of_the_warehouse_arrive_beside_airflows_own(collector: dict[str, float], deployed: Settings) -> None:
    from airflow.sdk.observability import stats
    from airflow.sdk.observability.metrics.stats_utils import get_stats_factory
    from mediawatch.store.ledger import runs
    from mediawatch.store.server.connect import transaction
    from mediawatch_airflow import counters

    with transaction(deployed) as connection:
        runs.begin(
            connection, "media_monitor:1", dag_id="media_monitor", params={}, as_of=datetime.now(UTC), code_version="1"
        )
        runs.finish(connection, "media_monitor:1", "published")
        connection.exec_driver_sql(
            "insert into ops.document (run_id, document_id, uri, raw_sha256, last_stage, outcome, reasons) "
            "values ('media_monitor:1', '1', 'file://a/1', 'x', 'clean', 'quarantined', '{empty}')"
        )
    stats.initialize(factory=get_stats_factory(), export_legacy_names=False)  # as the process of a task does
    try:
        stats.incr("ti.start", tags={"task_id": "report"})
        assert counters.send(deployed) > 3
    finally:
        stats.initialize(factory=None, export_legacy_names=False)  # type: ignore[arg-type]
    assert collector["airflow.mediawatch.last_run_documents.quarantined"] == 1
    assert collector["airflow.mediawatch.runs.published"] == 1
    assert 0 <= collector["airflow.mediawatch.last_good_run_age"] < 60
    assert collector["airflow.ti.start"] == 1


def test_without_airflows_switch_nothing_is_asked(deployed: Settings) -> None:
    from mediawatch_airflow import counters

    assert counters.send(deployed) == 0
