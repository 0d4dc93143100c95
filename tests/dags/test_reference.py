"""docs/dags.md and docs/settings.md say what the DAGs and the code say now; Airflow knows the `airflow` commands that
documents name."""

from __future__ import annotations

from collections.abc import Callable
from runpy import run_path
from typing import TYPE_CHECKING, Any

import documents
import pytest

if TYPE_CHECKING:
    from airflow.sdk import DAG

DOCS = documents.HOME / "docs"


@pytest.fixture(scope="module")
def make() -> dict[str, Callable[..., str]]:
    return run_path(str(DOCS / "generate.py"))


def test_the_page_of_the_dags_is_up_to_date(make: dict[str, Any], dags: dict[str, DAG]) -> None:
    assert (DOCS / "dags.md").read_text("utf-8") == make["dags_page"](dags), "run: make docs"


def test_the_page_of_the_settings_is_up_to_date(make: dict[str, Any]) -> None:
    assert (DOCS / "settings.md").read_text("utf-8") == make["settings_page"](), "run: make docs"


def airflow_lines() -> list[list[str]]:
    lines = [line for page in documents.PAGES for line in documents.read(page).commands()]
    found = [words[1:] for line in lines for words in documents.simple(line) if words[0] == "airflow" and words[1:]]
    return sorted(["2026-01-01" if word.startswith("$(date ") else word for word in words] for words in found)


@pytest.mark.parametrize("words", airflow_lines(), ids=" ".join)
def test_airflow_knows_the_commands_that_documents_name(words: list[str]) -> None:
    from airflow.cli import cli_parser

    cli_parser.get_parser().parse_args(words)  # leaves by SystemExit where there is none


def test_a_command_that_airflow_lacks_is_seen() -> None:
    from airflow.cli import cli_parser

    with pytest.raises(SystemExit):
        cli_parser.get_parser().parse_args(["dags", "triger", "media_monitor"])
