"""Every command that a document names exists: make's targets, `mediawatch` with its options, modules, scripts, files,
variables of the environment. What Airflow's own command line makes of its lines is asked in tests/dags."""

from __future__ import annotations

import re
import sys
from importlib.util import find_spec
from pathlib import Path

import documents
import pytest
import typer
import yaml
from mediawatch.cli import app
from mediawatch.settings import VARIABLES

HOME = documents.HOME
TARGETS = set(re.findall(r"^([a-z-]+):.*##", (HOME / "Makefile").read_text(), re.MULTILINE))
SERVICES = set(yaml.safe_load((HOME / "docker-compose.yaml").read_text())["services"])
# Where a name such as `collect/files/inbox.py` or `schema.md` may be at home.
ROOMS = [HOME, HOME / "include", HOME / "include" / "mediawatch", HOME / "docs"]
FILE = re.compile(r"[\w.-]+(?:/[\w.*-]+)*/[\w.*-]+\.(?:py|md|ya?ml|sql|sh|lark|html|png|toml|txt|cfg)")
KNOWN_VARIABLES = re.compile(r"\bMEDIAWATCH_[A-Z_]+\b")


def _mediawatch(words: list[str]) -> str | None:
    command = typer.main.get_command(app.app)
    try:
        while hasattr(command, "resolve_command") and words:
            _, command, words = command.resolve_command(typer.Context(command), words)
        if not hasattr(command, "resolve_command"):
            command.make_context("mediawatch", list(words))
    except Exception as error:  # typer's own kinds are private
        return str(getattr(error, "message", error))
    return None


def _python(words: list[str]) -> str | None:
    if words[:1] == ["-m"] and len(words) > 1:
        return None if find_spec(words[1]) else f"no module {words[1]}"
    if words and words[0].endswith(".py"):
        return None if (HOME / words[0]).is_file() else f"no file {words[0]}"
    return None


def _make(words: list[str]) -> str | None:
    targets = [word for word in words if re.fullmatch(r"[a-z][a-z-]*", word)]
    return next((f"no target {target}" for target in targets if target not in TARGETS), None)


def fault(line: str) -> str | None:
    """What does not exist in a line of the shell, or None. Programs that are not ours are not looked at."""
    for service in re.findall(r"\bcompose exec (?:-\S+ )*(\S+)", line):
        if service not in SERVICES:
            return f"no service {service}"
    for words in documents.simple(line):
        name, rest = words[0].removeprefix(".venv/bin/"), words[1:]
        if name != words[0] and not (Path(sys.executable).parent / name).exists():
            return f"no {words[0]}"
        checks = {"make": _make, "mediawatch": _mediawatch, "python": _python}
        if rest and name in checks and (found := checks[name](rest)):
            return found
    return None


def _text(page: documents.Page) -> str:
    return "\n".join([*page.code, *(text for _, text in page.fences)])


@pytest.mark.parametrize("name", documents.NAMES)
def test_commands_exist(name: str) -> None:
    commands = documents.read(HOME / name).commands()
    assert {line: found for line in commands if (found := fault(line))} == {}


@pytest.mark.parametrize("name", [name for name in documents.NAMES if not name.startswith("docs/decisions")])
def test_files_exist(name: str) -> None:
    """Decisions are left out: they tell of what was tried and dropped, too."""
    named = {token for code in documents.read(HOME / name).code for token in code.split() if FILE.fullmatch(token)}
    named = {token for token in named if not token.startswith(("var/", "runs/"))}
    assert [token for token in sorted(named) if not any(list(room.glob(token)) for room in ROOMS)] == []


@pytest.mark.parametrize("name", documents.NAMES)
def test_variables_exist(name: str) -> None:
    read = {variable.name for variable in VARIABLES}
    for file in (".env.example", "Makefile", "docker/passwords.py"):
        read |= set(KNOWN_VARIABLES.findall((HOME / file).read_text()))
    for path in (HOME / "tests" / "integration").rglob("*.py"):  # what asks for tests that are off by default
        read |= {variable for variable in KNOWN_VARIABLES.findall(path.read_text()) if "_TEST_" in variable}
    assert set(KNOWN_VARIABLES.findall(_text(documents.read(HOME / name)))) <= read


@pytest.mark.parametrize(
    "line",
    [
        "make dmeo",
        "mediawatch migrat",
        "mediawatch run a --inbx b",
        "mediawatch topics previw",
        ".venv/bin/python -m mediawatch.nothing",
        "python benchmarks/nothing.py",
        "docker compose exec airflow mediawatch migrate",
        "docker compose exec -T scheduler mediawatch migrat",
        "cp a.txt var/inbox && make nothing",
        "A=b .venv/bin/nothing",
    ],
)
def test_what_does_not_exist_is_seen(line: str) -> None:
    assert fault(line)


@pytest.mark.parametrize(
    "line",
    [
        'make sql Q="select run, and from ops.run"',
        "mediawatch run ~/articles --inbox wire # as wire",
        "docker compose exec -T scheduler mediawatch show 12 --raw > page.html",
    ],
)
def test_what_exists_is_not_complained_of(line: str) -> None:
    assert fault(line) is None
