"""What is checked before a commit is what CI checks, neither more nor less."""

from __future__ import annotations

import re

import documents
import yaml

HOME = documents.HOME


def lint() -> list[str]:
    """The commands of `make lint`."""
    recipe = re.search(r"^lint:.*\n((?:\t.+\n)+)", (HOME / "Makefile").read_text(), re.MULTILINE)
    assert recipe
    lines = recipe[1].replace("$(VENV)", ".venv").replace("$(PY)", ".venv/bin/python")
    return [line.strip().removeprefix("@") for line in lines.splitlines()]


def hooks() -> list[dict[str, object]]:
    (local,) = yaml.safe_load((HOME / ".pre-commit-config.yaml").read_text())["repos"]
    found: list[dict[str, object]] = local["hooks"]
    return found


def test_the_hooks_are_the_checks_of_make_lint() -> None:
    assert [hook["entry"] for hook in hooks()] == lint()


def test_the_hooks_look_at_everything() -> None:
    """With names of files after them they would look at those only, and mypy would refuse."""
    assert {(hook["pass_filenames"], hook["language"]) for hook in hooks()} == {(False, "system")}


def test_ci_runs_make_test_which_begins_with_make_lint() -> None:
    assert "make test" in (HOME / ".ci" / "run").read_text()
    assert re.search(r"^test: lint\b", (HOME / "Makefile").read_text(), re.MULTILINE)
