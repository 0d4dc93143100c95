"""docker-compose.yaml against the Compose specification, Airflow's and our own command lines, and the files around it.

No Docker engine is needed, and none of this shows that an image can be built. That the commands work is shown by
tests/integration/compose.
"""

from __future__ import annotations

import copy
import re
from typing import Any

import compose
import pytest
from compose import CELERY, COMPOSE, HOME, OURS, SERVICES, VARIABLE, variables

IS_SECRET = re.compile(r"PASSWORD|SECRET|_KEY$|TOKEN|AUTH$")
OF_COMPOSE = {"COMPOSE_PROFILES"}  # read by Compose itself
CONDITIONS = {"service_started", "service_healthy", "service_completed_successfully"}
MOUNTS = list(compose.mounts({}))


# --- the specification ----------------------------------------------------------------------------------------------


def test_it_follows_the_specification() -> None:
    assert compose.complaints(COMPOSE) == []


@pytest.mark.parametrize(
    ("service", "wrong"),
    [
        ("scheduler", {"healthchek": {"test": ["CMD", "true"]}}),
        ("scheduler", {"healthcheck": {"tests": ["CMD", "true"]}}),
        ("worker", {"deploy": {"replica": 2}}),
        ("worker", {"depends_on": {"redis": {"condition": "healthy"}}}),
        ("postgres", {"volumes": "database:/var/lib/postgresql"}),
    ],
)
def test_the_schema_sees_mistakes(service: str, wrong: dict[str, Any]) -> None:
    content = copy.deepcopy(COMPOSE)
    content["services"][service] |= wrong
    assert compose.complaints(content)


def test_the_services_that_were_asked_for() -> None:
    always = {"postgres", "migrate", "api-server", "scheduler", "dag-processor", "triggerer", "watch"}
    assert set(compose.start_order()) == always
    assert set(compose.start_order(["celery"])) == always | CELERY == set(SERVICES)


def test_volumes_are_declared_and_used() -> None:
    named = {source for _, source, _, _ in MOUNTS if not source.startswith(".")}
    assert named == set(COMPOSE["volumes"]) == {"database", "lake", "logs", "exports"}


def test_environment_values_are_texts() -> None:
    """YAML's true and 8080 are taken differently by different versions of Compose."""
    for name, service in SERVICES.items():
        for key, value in service.get("environment", {}).items():
            assert isinstance(value, str), f"{name}: {key}"


# --- start order ----------------------------------------------------------------------------------------------------


def test_what_is_waited_for_exists_and_can_become_so() -> None:
    for name, service in SERVICES.items():
        for target, how in service.get("depends_on", {}).items():
            assert target in SERVICES, name
            assert how["condition"] in CONDITIONS, name
            if how["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[target], f"{name} waits for {target}, which has no health check"
            if how["condition"] == "service_completed_successfully":
                assert SERVICES[target]["restart"] == "no", f"{name} waits for the end of {target}, which never ends"


def test_migration_comes_after_postgres_and_before_all_else() -> None:
    assert SERVICES["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    for name in set(OURS) - {"migrate"}:
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}, name


def test_what_stays_up_has_a_health_check_and_comes_back() -> None:
    for name in set(SERVICES) - {"migrate"}:
        assert SERVICES[name]["healthcheck"]["test"], name
        assert SERVICES[name]["restart"] == "unless-stopped", name


# --- secrets and variables ------------------------------------------------------------------------------------------


def test_every_variable_is_in_the_example_and_the_other_way_round() -> None:
    assert set(variables()) == set(compose.answers()) - OF_COMPOSE


def test_the_example_sets_nothing() -> None:
    assert set(compose.answers().values()) == {""}


def test_secrets_are_required_wherever_they_are_used() -> None:
    secrets = {name: uses for name, uses in variables().items() if IS_SECRET.search(name)}
    assert len(secrets) == 9
    for name, uses in secrets.items():
        assert all(use.startswith(":?") for use in uses), f"{name} has a default, or may be empty"


@pytest.mark.parametrize("missing", sorted(name for name, uses in variables().items() if IS_SECRET.search(name)))
def test_without_a_secret_nothing_starts(missing: str) -> None:
    filled = {name: "x" for name in variables() if name != missing}
    with pytest.raises(KeyError, match=f"{missing}: see .env.example"):
        compose.interpolate(SERVICES, filled)


def test_no_secret_is_written_down() -> None:
    for name, service in SERVICES.items():
        for key, value in service.get("environment", {}).items():
            if IS_SECRET.search(key) and not key.endswith("_FILE"):
                assert VARIABLE.fullmatch(value), f"{name}: {key}"
        for word in (*service.get("command", ()), *service.get("healthcheck", {}).get("test", ())):
            assert not IS_SECRET.search("".join(variables(word))), f"{name}: everybody on the server can read {word}"
            assert not re.search(r"://[^/@$]*:[^/@$]*@", value), f"{name}: {key} holds a password"


def test_passwords_reach_only_those_who_need_them() -> None:
    def holders(name: str) -> set[str]:
        return {
            service
            for service, body in SERVICES.items()
            if any(f"${{{name}:" in value for value in body.get("environment", {}).values())
        }

    assert holders("POSTGRES_PASSWORD") == {"postgres"}
    assert holders("MEDIAWATCH_ADMIN_PASSWORD") == holders("MEDIAWATCH_VIEWER_PASSWORD") == {"api-server"}
    assert holders("MEDIAWATCH_DATABASE_PASSWORD") == {
        "postgres", "migrate", "scheduler", "dag-processor", "watch", "worker",
    }  # fmt: skip
    assert holders("REDIS_PASSWORD") == {"redis", "scheduler", "worker"}


def test_our_variables_are_those_that_the_code_reads() -> None:
    code = (HOME / "include/mediawatch/settings.py").read_text() + (HOME / "docker/passwords.py").read_text()
    for name, service in OURS.items():
        for key in service["environment"]:
            assert not key.startswith("MEDIAWATCH_") or key in code, f"{name}: nothing reads {key}"


# Those that say where things are; PORT is Compose's own, and WORKERS is the command line's.
SET_BY_THE_IMAGE = {"DATABASE_URL", "POSTGRES_DIR", "LAKE", "SCRATCH", "INBOXES", "HOME", "PRELOAD", "PORT", "WORKERS"}
SET_BY_THE_IMAGE |= {"EXPORTS", "AIRFLOW_DATABASE_URL"}  # the latter for those that run tasks


def test_every_setting_can_be_set() -> None:
    """In all of our processes: the trigger form is made of them too."""
    from mediawatch import settings

    wanted = {variable.name for variable in settings.VARIABLES} - {f"MEDIAWATCH_{name}" for name in SET_BY_THE_IMAGE}
    assert wanted
    for name, service in OURS.items():
        for variable in wanted:
            assert service["environment"].get(variable) == f"${{{variable}:-}}", f"{name}: {variable}"


def test_folders_of_the_server_have_a_place_in_the_image() -> None:
    """The image's file system is read-only: Docker could not make it."""
    made = (HOME / "Dockerfile").read_text().rpartition("\nFROM ")[2]
    from mediawatch import settings

    inboxes = settings.load({"MEDIAWATCH_HOME": "/opt/mediawatch"}).inboxes
    mounted = {target for name, _, target, _ in MOUNTS if name == "worker" and target.startswith("/opt/")}
    assert mounted == {str(folder) for name, folder in inboxes.items() if name != "seeds"}
    assert mounted <= set(re.findall(r"/opt/mediawatch/var/\w+", made))


def test_airflow_options_exist() -> None:
    for name, service in OURS.items():
        for key in service["environment"]:
            assert not key.startswith("AIRFLOW__") or compose.is_option(key), f"{name}: Airflow has no option {key}"


# --- what keeps a server safe ---------------------------------------------------------------------------------------


def test_ports_are_open_to_this_machine_only() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert len(ports) == 1
    assert all(port.startswith("127.0.0.1:") for port in ports)
    assert not any("network_mode" in service for service in SERVICES.values())


def test_nobody_is_root() -> None:
    for name, service in SERVICES.items():
        assert service["user"].split(":")[0] not in ("", "0", "root"), name
        assert service["cap_drop"] == ["ALL"], name
        assert "privileged" not in service, name
        assert "cap_add" not in service, name


def test_code_is_read_only() -> None:
    for name, service in OURS.items():
        assert service["read_only"] is True, name
    for name, source, target, mode in MOUNTS:
        if name in OURS and (source.startswith(".") or target.startswith("/opt/mediawatch")):
            assert mode == "ro", f"{name}: {target}"


def test_memory_and_logs_are_limited() -> None:
    for name, service in SERVICES.items():
        assert re.fullmatch(r"\d+[mg]", service["mem_limit"]), name
        assert {"max-size", "max-file"} <= set(service["logging"]["options"]), name


# --- files ----------------------------------------------------------------------------------------------------------


def test_files_that_are_named_exist() -> None:
    for name, source, _, _ in MOUNTS:
        if source.startswith("./") and not source.startswith("./var/"):  # var/ is made on the server
            assert (HOME / source).is_file(), f"{name}: {source}"
    built = [service["build"] for service in SERVICES.values() if "build" in service]
    assert len(built) == 1  # services that build one image side by side get into each other's way
    assert (HOME / built[0]["context"] / built[0]["dockerfile"]).is_file()


def test_volumes_lie_where_the_image_has_folders_for_them() -> None:
    """A new volume takes owner and mode from the folder that it hides; without one it would be root's."""
    dockerfile = (HOME / "Dockerfile").read_text()
    made = set(re.findall(r"/var/lib/mediawatch/\w+", dockerfile.partition("install -d -o airflow -g root -m")[2]))
    for name, source, target, _ in MOUNTS:
        if name in OURS and source in COMPOSE["volumes"]:
            assert target in made, f"{name}: {target}"


def test_the_image_is_the_airflow_that_is_locked() -> None:
    dockerfile, lock = (HOME / "Dockerfile").read_text(), (HOME / "requirements.txt").read_text()
    version = re.search(r"^apache-airflow==(\S+)", lock, re.MULTILINE)
    assert version
    assert f"ARG AIRFLOW_IMAGE=apache/airflow:{version[1]}-python3.12\n" in dockerfile


def test_our_image_has_our_version() -> None:
    version = re.search(r'^version = "(.+)"', (HOME / "pyproject.toml").read_text(), re.MULTILINE)
    assert version
    assert {service["image"] for service in OURS.values()} == {f"mediawatch:{version[1]}"}
