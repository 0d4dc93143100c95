"""The values for Airflow's Helm chart name what the chart has and what MediaWatch reads.

The chart itself is no package that could be installed here. Its keys were read in its repository on both sides of
release 1.22.0, and the types in its values.schema.json (docs/scaling.md). Helm takes an unknown key at the top, below
`workers.celery` or below `workers.kubernetes` without a word, so each is held against the list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import compose
import pytest
import yaml
from mediawatch.settings import VARIABLES, load
from mediawatch_airflow.warehouse import LAKE_CONNECTION_ID

FOLDER = compose.HOME / "deploy" / "helm"
FILES = sorted(FOLDER.glob("*.yaml"))


def is_text(value: Any) -> bool:
    return isinstance(value, str)


def is_switch(value: Any) -> bool:
    return isinstance(value, bool)


def is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def is_quantity(value: Any) -> bool:
    return is_text(value) and re.fullmatch(r"\d+(m|[KMGT]i?)?", value) is not None


def is_words(value: Any) -> bool:
    """A command line. The chart reads it as a template."""
    return isinstance(value, list) and all(is_text(word) and "{{" not in word for word in value)


def is_environment(value: Any) -> bool:
    """Of all containers: values only, and a number would be refused."""
    return all(set(item) == {"name", "value"} and all(map(is_text, item.values())) for item in value)


def is_environment_of_one(value: Any) -> bool:
    return all(
        set(item) == {"name", "valueFrom"} and set(item["valueFrom"]["secretKeyRef"]) == {"name", "key"}
        for item in value
    )


def is_secrets(value: Any) -> bool:
    return all(
        set(item) == {"envName", "secretName", "secretKey"} and all(map(is_text, item.values())) for item in value
    )


# What of the chart these files use: a key with its sections before it, and what its value has to be.
CHART: dict[str, Callable[[Any], bool]] = {
    "airflowVersion": is_text,
    "airflowLocalSettings": lambda value: value is None or is_text(value),
    "apiSecretKeySecretName": is_text,
    "apiServer.args": is_words,
    "apiServer.env": is_environment_of_one,
    "apiServer.resources.limits.memory": is_quantity,
    "apiServer.startupProbe.failureThreshold": is_count,
    "config.core.auth_manager": is_text,
    "createUserJob.enabled": is_switch,
    "dagProcessor.resources.limits.memory": is_quantity,
    "dags.gitSync.enabled": is_switch,
    "dags.persistence.enabled": is_switch,
    "data.metadataSecretName": is_text,
    "env": is_environment,
    "executor": lambda value: value in ("CeleryExecutor", "KubernetesExecutor"),
    "fernetKeySecretName": is_text,
    "images.airflow.pullPolicy": lambda value: value in ("Always", "Never", "IfNotPresent"),
    "images.airflow.repository": is_text,
    "images.airflow.tag": is_text,
    "jwtSecretName": is_text,
    "logs.persistence.enabled": is_switch,
    "logs.persistence.size": is_quantity,
    "migrateDatabaseJob.args": is_words,
    "postgresql.enabled": is_switch,
    "redis.enabled": is_switch,
    "scheduler.resources.limits.memory": is_quantity,
    "scheduler.startupProbe.failureThreshold": is_count,
    "secret": is_secrets,
    "statsd.enabled": is_switch,
    "triggerer.persistence.enabled": is_switch,
    "triggerer.resources.limits.memory": is_quantity,
    "volumeMounts": lambda value: all(set(item) == {"name", "mountPath"} for item in value),
    "volumes": lambda value: all(set(item) == {"name", "emptyDir"} for item in value),
    "workers.celery.args": is_words,
    "workers.celery.persistence.enabled": is_switch,
    "workers.celery.replicas": is_count,
    "workers.celery.resources.limits.memory": is_quantity,
    "workers.celery.resources.requests.cpu": is_quantity,
    "workers.celery.resources.requests.memory": is_quantity,
    "workers.celery.terminationGracePeriodSeconds": is_count,
    "workers.kubernetes.resources.limits.memory": is_quantity,
    "workers.kubernetes.resources.requests.cpu": is_quantity,
    "workers.kubernetes.resources.requests.memory": is_quantity,
}


def content(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def leaves(values: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Each value that is no section, under its key with the sections before it."""
    for key, value in values.items():
        if isinstance(value, dict):
            yield from leaves(value, f"{before}{key}.")
        else:
            yield before + key, value


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_keys_are_the_charts_and_their_values_of_its_types(path: Path) -> None:
    found = dict(leaves(content(path)))
    assert found.keys() <= CHART.keys()
    assert [key for key, value in found.items() if not CHART[key](value)] == []


def test_the_list_has_no_key_that_nobody_uses() -> None:
    assert {key for path in FILES for key, _ in leaves(content(path))} == CHART.keys()


def test_the_api_server_gets_a_manager_of_users_that_the_image_has() -> None:
    """The chart's own airflow.cfg names one of a provider that is not locked; it is mounted in every pod."""
    from airflow.configuration import conf

    assert content(FOLDER / "values.yaml")["config"]["core"]["auth_manager"] == conf.get_default_value(
        "core", "auth_manager"
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_airflow_has_every_option(path: Path) -> None:
    names = [item["name"] for item in content(path)["env"] if item["name"].startswith("AIRFLOW__")]
    assert names
    assert [name for name in names if not compose.is_option(name)] == []


def test_only_the_worker_loads_libraries_beforehand() -> None:
    """Probes run in the pods too and would load them each time; airflow_local_settings of the image does it."""
    values = content(FOLDER / "values.yaml")
    assert "MEDIAWATCH_PRELOAD=1 airflow celery worker" in values["workers"]["celery"]["args"][-1]
    assert values["airflowLocalSettings"] is None
    for path in FILES:
        assert "MEDIAWATCH_PRELOAD" not in {item["name"] for item in content(path)["env"]}


def test_passwords_go_to_the_api_server_alone() -> None:
    values = content(FOLDER / "values.yaml")
    passwords = {"MEDIAWATCH_ADMIN_PASSWORD", "MEDIAWATCH_VIEWER_PASSWORD"}
    assert {item["name"] for item in values["apiServer"]["env"]} == passwords
    assert passwords.isdisjoint(item["envName"] for item in values["secret"])
    assert values["createUserJob"]["enabled"] is False, "it runs a command that this manager of users has not"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_variable_is_read(path: Path) -> None:
    known = {variable.name for variable in VARIABLES}
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
    named |= {(ref["name"], ref["key"]) for item in values["apiServer"]["env"] for ref in item["valueFrom"].values()}
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
