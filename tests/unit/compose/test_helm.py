"""The values for Airflow's Helm chart name what the chart has and what MediaWatch reads.

The chart itself is no package that could be installed here; its keys are those that its own values.yaml lists.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import compose
import pytest
import yaml
from mediawatch.settings import VARIABLES, load
from mediawatch_airflow.warehouse import LAKE_CONNECTION_ID

FOLDER = compose.HOME / "deploy" / "helm"
FILES = sorted(FOLDER.glob("*.yaml"))
# Of the chart's values.yaml: those at the top that these files may use.
CHART = {
    *("airflowVersion", "images", "executor", "workers", "env", "volumes", "volumeMounts", "secret", "data", "redis"),
    *("fernetKeySecretName", "apiSecretKeySecretName", "jwtSecretName", "postgresql", "dags", "logs", "statsd"),
    *("migrateDatabaseJob", "webserver", "apiServer", "scheduler", "dagProcessor", "triggerer"),
}


def content(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_keys_are_the_charts(path: Path) -> None:
    assert set(content(path)) <= CHART


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_variable_is_read(path: Path) -> None:
    known = {variable.name for variable in VARIABLES} | {"MEDIAWATCH_ADMIN_PASSWORD", "MEDIAWATCH_VIEWER_PASSWORD"}
    values = content(path)
    names = [item["name"] for item in values["env"]] + [item["envName"] for item in values.get("secret", ())]
    assert {name for name in names if name.startswith("MEDIAWATCH_")} <= known
    connection = f"AIRFLOW_CONN_{LAKE_CONNECTION_ID.upper()}"
    assert {name for name in names if name.startswith("AIRFLOW_CONN_")} <= {connection}
    assert len(names) == len(set(names))
    settings = load({item["name"]: item["value"] for item in values["env"]} | {"MEDIAWATCH_HOME": str(compose.HOME)})
    assert settings.bucket is not None
    assert str(settings.lake).startswith("/var/lib/mediawatch/"), "where the volume is mounted, below values.yaml"


def test_what_each_executor_needs_is_said_for_both() -> None:
    """Helm replaces a list by the later file's: what both executors need must stand in both."""
    both = [{item["name"]: item["value"] for item in content(path)["env"]} for path in FILES]
    differ = {name for name in both[0].keys() | both[1].keys() if both[0].get(name) != both[1].get(name)}
    assert differ == {
        "AIRFLOW__CELERY__WORKER_CONCURRENCY",
        "AIRFLOW__CELERY_BROKER_TRANSPORT_OPTIONS__VISIBILITY_TIMEOUT",
        "AIRFLOW__CORE__PARALLELISM",
        "MEDIAWATCH_SHARD_SIZE",
    }


def test_no_secret_stands_in_them_and_the_page_makes_each() -> None:
    page = (compose.HOME / "docs" / "scaling.md").read_text(encoding="utf-8")
    values = content(FOLDER / "values.yaml")
    named = {(item["secretName"], item["secretKey"]) for item in values["secret"]}
    for name, key in named:
        made = rf"create secret generic {name} [^\n`]*(?:\\\n[^\n`]*)*--from-literal={key}="
        assert re.search(made, page), key
    for name in (
        values["data"]["metadataSecretName"],
        *(values[key] for key in ("fernetKeySecretName", "apiSecretKeySecretName", "jwtSecretName")),
    ):
        assert f"create secret generic {name} " in page
    assert not re.search(
        r"(?i)password: |secret: \S|connection: ", (FOLDER / "values.yaml").read_text(encoding="utf-8")
    )


def test_the_image_is_of_the_airflow_that_is_said() -> None:
    import importlib.metadata

    assert content(FOLDER / "values.yaml")["airflowVersion"] == importlib.metadata.version("apache-airflow-core")
