"""The house: how many modules a room holds, that each has a name of its own, and who may know of whom.

Who may import whom is read from the table in docs/architecture.md, so that page and code say the same.
"""

from __future__ import annotations

import ast
import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = Path(os.environ.get("MEDIAWATCH_TREE") or Path(__file__).resolve().parents[2])
PACKAGES = HOME / "include"
DOMAIN = PACKAGES / "mediawatch"
ARCHITECTURE = Path(__file__).resolve().parents[2] / "docs" / "architecture.md"

MOST = 15
"""Modules of a room: what one page shows."""

ROOMS = {
    *("collect", "clean", "deduplicate", "tag", "cluster", "quality", "lake", "store", "workflow", "notify", "desk"),
    "cli",
    "facts",
    "storage",
    "words",
}
FOR_ALL = {"model", "errors", "settings", "code_version", "garbage"}


def modules_of(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.py")) if path.name != "__init__.py"]


def rooms() -> list[Path]:
    found = [path for package in ("mediawatch", "mediawatch_airflow") for path in (PACKAGES / package).rglob("*")]
    return [
        path
        for path in sorted(found)
        if path.is_dir() and list(path.glob("*.py")) and path.name != "versions"  # a file each, for ever
    ]


@pytest.mark.parametrize("room", rooms(), ids=lambda path: path.relative_to(PACKAGES).as_posix())
def test_a_room_has_few_modules(room: Path) -> None:
    assert len(modules_of(room)) <= MOST


def test_at_the_top_stand_the_rooms_and_what_everybody_may_use() -> None:
    folders = {path.name for path in DOMAIN.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == ROOMS
    assert {path.stem for path in modules_of(DOMAIN)} == FOR_ALL


def test_each_module_has_a_name_of_its_own() -> None:
    # A suite is named after its stage, and a migration after its revision.
    names = Counter(
        path.stem
        for path in DOMAIN.rglob("*.py")
        if not {"suites", "migrations"} & set(path.parts) and not path.stem.startswith("__")
    )
    assert [name for name, count in names.items() if count > 1] == []


# ------------------------------------------------------------------ who may know of whom
def allowed() -> dict[str, set[str]]:
    """Room -> the rooms (`store`) and modules (`collect.urls`) that it may import, from the page's table."""
    page = ARCHITECTURE.read_text(encoding="utf-8")
    table = page.split("<!-- layers -->")[1].split("<!-- /layers -->")[0]
    lines = [line.strip("|").split("|") for line in table.strip().splitlines()[2:]]
    return {
        room: set(re.findall(r"`([\w.]+)`", names)) for line in lines for room in _named(line[0]) for names in line[1:2]
    }


def _named(cell: str) -> list[str]:
    return re.findall(r"`([\w.]+)`", cell)


def imported(path: Path) -> Iterator[str]:
    """Dotted names of what a file imports from the two packages, whatever the place of the import."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path} imports by dots"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _relative(name: str) -> str | None:
    """`mediawatch.store.read.pages` -> `store.read.pages`; None for another package."""
    if name.startswith("mediawatch."):
        return name.removeprefix("mediawatch.")
    return name if name.split(".")[0] == "mediawatch_airflow" else None


def strangers(room: str, files: list[Path], may: set[str]) -> dict[str, set[str]]:
    """File -> what it imports and the room may not know of."""
    found = defaultdict(set)
    for path in files:
        for name in filter(None, map(_relative, imported(path))):
            if name.split(".")[0] in {room, *FOR_ALL}:
                continue
            if not any(name == known or name.startswith(f"{known}.") for known in may):
                found[path.relative_to(PACKAGES).as_posix()].add(name)
    return dict(found)


@pytest.mark.parametrize("room", sorted(ROOMS | {"mediawatch_airflow"}))
def test_a_room_knows_of_those_that_the_page_names(room: str) -> None:
    folder = (PACKAGES if room == "mediawatch_airflow" else DOMAIN) / room
    assert folder.is_dir()
    assert strangers(room, sorted(folder.rglob("*.py")), allowed()[room]) == {}


def test_what_everybody_may_use_knows_of_no_room() -> None:
    assert strangers("", [DOMAIN / f"{name}.py" for name in sorted(FOR_ALL)], set()) == {}


def test_the_page_names_each_room_once() -> None:
    assert set(allowed()) == ROOMS | {"mediawatch_airflow"}


def test_no_room_stands_in_a_circle() -> None:
    """By the page: whom a room may know of, directly or through others, never leads back to it."""
    known = {room: {name.split(".")[0] for name in names} & ROOMS for room, names in allowed().items()}

    def reached(room: str, seen: frozenset[str] = frozenset()) -> set[str]:
        return {far for near in known[room] - seen for far in {near} | reached(near, seen | {near})}

    assert [room for room in known if room in reached(room)] == []


def test_no_module_stands_in_a_circle() -> None:
    """Imports within functions count: each module can be read after those that it names."""
    names = {".".join(path.relative_to(PACKAGES).with_suffix("").parts): path for path in DOMAIN.rglob("*.py")}
    graph: dict[str, set[str]] = {}
    for name, path in names.items():
        found = {known for target in imported(path) for known in (target, target.rpartition(".")[0]) if known in names}
        graph[name] = found - {name}
    while free := {name for name, known in graph.items() if not known & graph.keys()}:
        graph = {name: known for name, known in graph.items() if name not in free}
    leads_in = {name for name in graph if not any(name in known for known in graph.values())}
    assert sorted(graph.keys() - leads_in) == []


# ------------------------------------------------------------------ one owner for a run's folder
RUN_FILES = re.compile(
    r"(?:request|parts|collected|captures|touched|retried|source-faults)\.json|(?:excluded|shard|pages|columns|links|url-states)[\w-]*\.parquet"
)


def test_only_one_module_names_the_files_of_a_run() -> None:
    named = defaultdict(set)
    for path in DOMAIN.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and RUN_FILES.fullmatch(node.value):
                named[path.relative_to(DOMAIN).as_posix()].add(node.value)
    assert set(named) <= {"lake/run_folder.py"}


# ------------------------------------------------------------------ one door to the lake
FOLDERS_ONLY = {
    "mediawatch/storage/door.py",
    "mediawatch/workflow/run.py",  # names it in a message
    "mediawatch/workflow/operations/monitoring.py",  # asks how much room its disk has
    # What is kept and cleared of this machine alone: a bucket is left as it is.
    "mediawatch_airflow/local/cleaning.py",
    "mediawatch_airflow/local/saving/backup.py",
    "mediawatch_airflow/local/saving/restore.py",
}


def test_only_the_door_knows_where_the_lake_is() -> None:
    """`settings.lake` is a folder on some machines and none on others: others ask `storage.door.of(settings)`."""
    asked = {
        path.relative_to(PACKAGES).as_posix()
        for path in PACKAGES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "lake"
        if not (isinstance(node.value, ast.Name) and node.value.id == "self")  # of a RunFolder
    }
    assert asked <= FOLDERS_ONLY


# ------------------------------------------------------------------ the way in
def test_the_ways_in_lead_somewhere() -> None:
    page = ARCHITECTURE.read_text(encoding="utf-8")
    table = page.split("## To change something")[1].split("\n## ")[0]
    named = re.findall(r"`(include/[^`]+)`", table)
    assert len(re.findall(r"^\| [^-]", table, re.MULTILINE)) == 1 + 15  # the head, and the commonest changes
    assert [path for path in named if not (HOME / path).exists()] == []


@pytest.mark.parametrize(
    "word",
    [
        *("retry", "backoff", "idempotent", "upsert", "boilerplate", "takedown", "crawl frontier", "near-duplicate"),
        *("write-audit-publish", "quarantine"),
    ],
)
def test_the_fields_own_words_are_found(word: str) -> None:
    assert word in ARCHITECTURE.read_text(encoding="utf-8").lower()
