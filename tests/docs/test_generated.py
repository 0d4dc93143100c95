"""Pages that are made from the code say what the code says now, and what they say of settings is true. (dags.md and
settings.md need Airflow and are compared in tests/dags; quality.md, formats.md and schema.md beside their rooms.)"""

from __future__ import annotations

import hashlib
import tomllib
from email.message import Message
from runpy import run_path
from typing import Any

import documents
import pytest
from mediawatch import settings
from mediawatch.settings import VARIABLES, Variable

APACHE = "283ea6cc2997a1a70da0049e09adf9317bb60ca1b51279b65196b83a69e1996b"
"""Hash of the Apache License 2.0 as it is published, without white space around it."""
GENERATE = documents.HOME / "docs" / "generate.py"


def test_the_page_of_the_command_line_is_up_to_date() -> None:
    page = (documents.HOME / "docs" / "cli.md").read_text("utf-8")
    assert page == run_path(str(GENERATE))["cli_page"](), "run: make docs"


def test_the_page_of_licences_is_up_to_date() -> None:
    page = (documents.HOME / "docs" / "licences.md").read_text("utf-8")
    assert page == run_path(str(GENERATE))["licences_page"](), "run: make docs"


def test_every_locked_package_states_a_licence() -> None:
    licences = run_path(str(documents.HOME / "docs" / "licences.py"))
    lines = (documents.HOME / "docs" / "licences.md").read_text("utf-8").splitlines()
    assert [line for line in lines if licences["UNKNOWN"] in line] == []
    assert len([line for line in lines if line.endswith(("| running |", "| development |", "| installing |"))]) == len(
        licences["locked"]()
    )


@pytest.mark.parametrize(
    ("stated", "licence"),
    [
        ({"License-Expression": "MIT AND Apache-2.0", "License": "no"}, "MIT AND Apache-2.0"),
        ({"License": "BSD-3-Clause", "Classifier": "License :: OSI Approved :: BSD License"}, "BSD-3-Clause"),
        ({"License": "Copyright (c) 2014\n...", "Classifier": "License :: OSI Approved :: MIT License"}, "MIT"),
        ({"License": "LGPL"}, "LGPL"),
        ({"License": "UNKNOWN"}, "see its own files"),
        ({}, "see its own files"),
    ],
)
def test_how_a_licence_is_read(stated: dict[str, str], licence: str) -> None:
    message = Message()
    for name, value in stated.items():
        message[name] = value
    assert run_path(str(documents.HOME / "docs" / "licences.py"))["licence"](message) == licence


def test_the_project_is_under_the_licence_that_lies_beside_it() -> None:
    project = tomllib.loads((documents.HOME / "pyproject.toml").read_text("utf-8"))["project"]
    assert (project["license"], project["license-files"]) == ("Apache-2.0", ["LICENSE"])
    text = (documents.HOME / "LICENSE").read_text("utf-8")
    assert hashlib.sha256(text.strip().encode()).hexdigest() == APACHE, "the text of the licence itself stays as it is"


def test_every_generated_page_is_there_and_says_so() -> None:
    for name in run_path(str(GENERATE))["PAGES"]:
        head = " ".join((documents.HOME / "docs" / name).read_text("utf-8").split()[:60])
        assert "make docs" in head, name


class Asked(dict[str, str]):
    """An environment that notes what it is asked for."""

    def __init__(self, **values: str) -> None:
        super().__init__(values)
        self.names: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        self.names.add(key)
        return super().get(key, default)


def test_the_variables_that_are_explained_are_those_that_are_read() -> None:
    asked = Asked(MEDIAWATCH_HOME=str(documents.HOME))
    settings.load(asked)
    assert asked.names == {variable.name for variable in VARIABLES}


@pytest.mark.parametrize("variable", [v for v in VARIABLES if v.default.startswith("`")], ids=lambda v: v.name)
def test_the_defaults_that_are_stated_are_true(variable: Variable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(documents.HOME)  # where a folder without a slash before it begins
    home = {"MEDIAWATCH_HOME": str(documents.HOME)}
    assert settings.load(home | {variable.name: variable.default.strip("`")}) == settings.load(home)
