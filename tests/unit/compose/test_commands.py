"""Every command line of docker-compose.yaml and of docs/deployment.md exists in what is locked."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from functools import cache
from typing import Any

import compose
import pytest
import yaml
from compose import HOME, SERVICES
from mediawatch_airflow.local.environment import OPTIONS


def commands(service: dict[str, Any]) -> Iterator[list[str]]:
    """Every command line that a service runs, its health check's included, as words; shells are looked into."""
    for line in (service.get("command"), (service.get("healthcheck") or {}).get("test")):
        words = list(line or [])
        if words[:1] in (["CMD"], ["CMD-SHELL"]):
            words = words[1:] if words[0] == "CMD" else ["bash", "-c", *words[1:]]
        if words[:2] in (["bash", "-c"], ["sh", "-c"]):
            script = re.sub(r"<<(\w+)\n.*\n\1\n", "", words[2], flags=re.DOTALL)
            for part in re.split(r"&&|\|\|?", script):
                inner = shlex.split(part)
                while inner[0] == "exec" or re.match(r"\w+=", inner[0]):
                    del inner[0]
                yield inner
        elif words:
            yield words


def program(words: list[str]) -> list[str]:
    """The program that docker/alive.py runs, or the words themselves."""
    return words[3:] if words[:2] == ["python", "docker/alive.py"] else words


def every_command() -> list[tuple[str, ...]]:
    return [tuple(program(words)) for service in SERVICES.values() for words in commands(service)]


@cache
def airflow_parser() -> Any:
    from airflow.cli import cli_parser

    return cli_parser.get_parser()


def _runs_airflow(words: tuple[str, ...]) -> None:
    airflow_parser().parse_args(list(words[1:]))  # leaves by SystemExit where there is no such command or option


def _runs_mediawatch(words: tuple[str, ...]) -> None:
    import typer
    from mediawatch.cli import app

    group = typer.main.get_command(app.app)
    name, command, rest = group.resolve_command(group.make_context("mediawatch", list(words[1:])), list(words[1:]))  # type: ignore[attr-defined]
    command.make_context(name, rest)


def _runs_python(words: tuple[str, ...]) -> None:
    if words[1] == "-c":
        compile(words[2], "the command", "exec")
        return
    assert (HOME / words[1]).is_file(), words
    copied = (HOME / "Dockerfile").read_text()
    assert re.search(rf"^COPY .*{re.escape(words[1])}$", copied, re.MULTILINE), f"{words[1]} is not in the image"


def _runs_celery(words: tuple[str, ...]) -> None:
    from celery.bin.celery import celery

    name, command, rest = celery.resolve_command(celery.make_context("celery", list(words[1:])), list(words[1:]))
    assert name is not None
    assert command is not None
    command.make_context(name, rest)


RUNNERS = {"celery": _runs_celery, "airflow": _runs_airflow, "mediawatch": _runs_mediawatch, "python": _runs_python}


OF_THE_IMAGES = {"pg_isready", "curl", "redis-server", "redis-cli", "bash"}


@pytest.mark.parametrize("words", sorted(set(every_command())), ids=" ".join)
def test_commands_exist(words: tuple[str, ...]) -> None:
    if words[0] in RUNNERS:
        RUNNERS[words[0]](words)
    else:
        assert words[0] in OF_THE_IMAGES, f"{words[0]} is no program of these images that we know of"


def test_every_service_of_ours_was_looked_at() -> None:
    found = {" ".join(words[:2]) for words in every_command()}
    wanted = {"db", "api-server", "scheduler", "dag-processor", "triggerer", "celery"}
    others = {
        "mediawatch migrate",
        "mediawatch watch",
        "python docker/passwords.py",
        "redis-server -",
        "celery inspect",
    }
    assert {f"airflow {name}" for name in wanted} | others <= found


@pytest.mark.parametrize(
    "words",
    [
        ("airflow", "webserver"),
        ("airflow", "scheduler", "--no-such-option"),
        ("airflow", "celery", "worker", "--pings"),
    ],
)
def test_a_command_that_airflow_does_not_have_is_seen(words: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit):
        _runs_airflow(words)


def test_a_command_that_mediawatch_does_not_have_is_seen() -> None:
    with pytest.raises(Exception, match="No such command"):
        _runs_mediawatch(("mediawatch", "migrat"))


def test_health_checks_ask_the_ports_that_are_configured() -> None:
    scheduler, api = SERVICES["scheduler"], SERVICES["api-server"]
    health = scheduler["environment"]["AIRFLOW__SCHEDULER__SCHEDULER_HEALTH_CHECK_SERVER_PORT"]
    assert f":{health}/" in scheduler["healthcheck"]["test"][-1]
    port = api["environment"]["AIRFLOW__API__PORT"]
    assert f":{port}/" in api["healthcheck"]["test"][-1]
    assert api["ports"][0].endswith(f":{port}")
    address = api["environment"]["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"]
    assert address == f"http://api-server:{port}/execution/"


def test_what_a_killed_scheduler_had_handed_out_is_found_within_a_minute() -> None:
    """Airflow looks for it every five minutes by default, in which the run stands still and nobody is told."""
    name = "AIRFLOW__SCHEDULER__ORPHANED_TASKS_CHECK_INTERVAL"
    assert float(SERVICES["scheduler"]["environment"][name]) <= 60
    assert float(OPTIONS[name][0]) <= 60


# --- docs/deployment.md ---------------------------------------------------------------------------------------------

DEPLOYMENT = (HOME / "docs" / "deployment.md").read_text(encoding="utf-8")
OVERRIDES = [yaml.safe_load(block) for block in re.findall(r"```yaml\n(.+?)```", DEPLOYMENT, re.DOTALL)]


@pytest.mark.parametrize("override", OVERRIDES, ids=lambda override: "-".join(override["services"]))
def test_overrides_fit(override: dict[str, Any]) -> None:
    assert compose.complaints(override) == []
    for name, changes in override["services"].items():
        assert name in SERVICES
        for key in changes.get("environment", {}):
            assert not key.startswith("AIRFLOW__") or compose.is_option(key), f"{name}: {key}"
        for words in commands(changes):
            RUNNERS[words[0]](tuple(words))


def test_what_the_profile_asks_for_is_in_the_example() -> None:
    (block,) = re.findall(r"```text\n(COMPOSE_PROFILES=.+?)```", DEPLOYMENT, re.DOTALL)
    lines = dict(line.split("=") for line in block.split())
    assert lines == {"COMPOSE_PROFILES": "celery", "AIRFLOW_EXECUTOR": "CeleryExecutor"}
    assert set(lines) <= set(compose.answers())


def test_what_is_done_inside_a_service_exists() -> None:
    said = re.findall(r"docker compose (?:exec|run)(?: -[-\w]+)* ([\w-]+) ([^`\n]+)", DEPLOYMENT)
    assert len(said) >= 9
    for service, line in said:
        assert service in SERVICES
        words = shlex.split(re.sub(r'"\$\(.+?\)"', "2026-01-01", line).partition(" > ")[0].partition(" < ")[0])
        if words[0] in ("airflow", "mediawatch"):
            RUNNERS[words[0]](tuple(words))
