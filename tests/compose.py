"""docker-compose.yaml as tests read it: services, variables put in, start order, and the Dockerfile's part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

HOME = Path(__file__).resolve().parents[1]
TEXT = (HOME / "docker-compose.yaml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service["image"].startswith("mediawatch:")}
CELERY = {"redis", "worker"}  # what the profile celery adds
DOCKERFILE = (HOME / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")

# $$ is a dollar sign; ${NAME}, ${NAME:-default}, ${NAME:?message}.
VARIABLE = re.compile(r"\$(?:(?P<dollar>\$)|\{(?P<name>\w+)(?P<rest>[^}]*)\})")


def variables(text: str = TEXT) -> dict[str, set[str]]:
    """Each variable of a text, and what stands behind its name wherever it is used."""
    found: dict[str, set[str]] = {}
    for match in VARIABLE.finditer(text):
        if match["name"]:
            found.setdefault(match["name"], set()).add(match["rest"])
    return found


def answers(path: Path = HOME / ".env.example") -> dict[str, str]:
    """What an .env file says: variable -> value."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))  # type: ignore[misc]


def interpolate(value: Any, environment: Mapping[str, str]) -> Any:
    """A part of the file with its variables put in, as Compose does it. Raises KeyError for one that is required."""
    if isinstance(value, dict):
        return {key: interpolate(inner, environment) for key, inner in value.items()}
    if isinstance(value, list):
        return [interpolate(inner, environment) for inner in value]
    return VARIABLE.sub(lambda match: _put_in(match, environment), value) if isinstance(value, str) else value


def _put_in(match: re.Match[str], environment: Mapping[str, str]) -> str:
    if match["dollar"]:
        return "$"
    found, rest = environment.get(match["name"], ""), match["rest"]
    if not found and rest.startswith(":?"):
        raise KeyError(f"{match['name']}: {rest[2:]}")
    return found or rest.removeprefix(":-")


def start_order(profiles: Iterable[str] = ()) -> list[str]:
    """The services that start, each after those that it waits for. Raises ValueError where they wait for each other."""
    wanted = set(profiles)
    waiting = {
        name: set(service.get("depends_on", ()))
        for name, service in SERVICES.items()
        if not service.get("profiles") or wanted & set(service["profiles"])
    }
    for name, targets in waiting.items():
        conditions = SERVICES[name].get("depends_on", {})
        if missing := {t for t in targets - waiting.keys() if conditions[t].get("required", True)}:
            raise ValueError(f"{name} waits for {missing}, which do not start")
        targets.intersection_update(waiting)
    order: list[str] = []
    while waiting:
        ready = [name for name, targets in waiting.items() if targets <= set(order)]
        if not ready:
            raise ValueError(f"they wait for each other: {sorted(waiting)}")
        order += ready
        for name in ready:
            del waiting[name]
    return order


def mounts(environment: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    """Service, source, target and mode of every volume."""
    for name, service in SERVICES.items():
        for volume in service.get("volumes", []):
            # What a required variable would hold does not matter here: no volume has one.
            source, target, *mode = interpolate(volume, environment).split(":")
            yield name, source, target, mode[0] if mode else "rw"


def copied() -> list[str]:
    """What the Dockerfile copies from the build context."""
    found = []
    for line in re.findall(r"^COPY (.+)$", DOCKERFILE, re.MULTILINE):
        words = line.split()
        if not any(word.startswith("--from=") for word in words):
            found += [word for word in words if not word.startswith("--")][:-1]
    return found


def image_environment() -> dict[str, str]:
    """The variables that the image sets for every process, and the folder that they start in as PWD."""
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    found: dict[str, str] = {}
    for line in re.findall(r"^ENV (.+)$", last, re.MULTILINE):
        found |= dict(re.findall(r'(\w+)=("[^"]*"|\S+)', line))
    (folder,) = re.findall(r"^WORKDIR (\S+)$", last, re.MULTILINE)
    return {name: value.strip('"') for name, value in found.items()} | {"PWD": folder}


def complaints(content: dict[str, Any]) -> list[str]:
    """What the specification's JSON schema, as the package check-jsonschema brings it, has against a file."""
    import jsonschema
    from check_jsonschema.builtin_schemas import get_builtin_schema

    schema = get_builtin_schema("vendor.compose-spec")
    found = jsonschema.validators.validator_for(schema)(schema).iter_errors(content)
    return [f"{'.'.join(map(str, error.path))}: {error.message}" for error in found]


def is_option(variable: str) -> bool:
    """Whether Airflow, or its Celery provider, has the option that AIRFLOW__SECTION__OPTION sets."""
    from airflow.configuration import conf
    from airflow.providers.celery.get_provider_info import get_provider_info

    section, option = variable.removeprefix("AIRFLOW__").lower().split("__")
    return option in (conf.configuration_description | get_provider_info()["config"])[section]["options"]
