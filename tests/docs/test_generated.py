"""Pages that are made from the code say what the code says now, and what they say of settings is true. (dags.md and
settings.md need Airflow and are compared in tests/dags; quality.md, formats.md and schema.md beside their rooms.)"""

from __future__ import annotations

from runpy import run_path
from typing import Any

import documents
import pytest
from mediawatch import settings
from mediawatch.settings import VARIABLES, Variable

GENERATE = documents.HOME / "docs" / "generate.py"


def test_the_page_of_the_command_line_is_up_to_date() -> None:
    page = (documents.HOME / "docs" / "cli.md").read_text("utf-8")
    assert page == run_path(str(GENERATE))["cli_page"](), "run: make docs"


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
