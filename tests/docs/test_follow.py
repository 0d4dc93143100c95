"""The cheap part of following the README (`make readme-check` does it): what would be run, how output is compared."""

from __future__ import annotations

import re
from runpy import run_path
from typing import Any

import documents
import pytest

FOLLOW: dict[str, Any] = run_path(str(documents.HOME / "tests" / "docs" / "follow_readme.py"))


def scripts(guide: str) -> list[str]:
    return [step.script for step in FOLLOW["steps"](documents.HOME / guide)]


def test_the_readme_goes_from_the_demo_to_the_end() -> None:
    found = scripts("README.md")
    assert (found[0], found[1], found[-1]) == ("make demo", "make test", "make down")
    assert "make up" in found
    assert len([script for script in found if script.startswith("make sql Q='")]) == 10


def test_every_block_of_shell_in_a_guide_is_followed() -> None:
    """A block in a language of its own would be passed over in silence."""
    for guide in FOLLOW["GUIDES"]:
        languages = {
            language.split()[0] if language else "" for language, _ in documents.read(documents.HOME / guide).fences
        }
        assert languages <= {"sh", "sql", "text", "mermaid"}, guide


def test_output_belongs_to_the_block_before_it() -> None:
    steps = list(FOLLOW["steps"](documents.HOME / "docs" / "first-topic.md"))
    assert [step.script for step in steps if step.fails] == [".venv/bin/mediawatch topics test"]
    assert all("examples fail" in step.shown for step in steps if step.script.endswith("topics test"))


@pytest.mark.parametrize(
    ("shown", "said", "missing"),
    [
        ("a 3\nb", "x\na    3\ny\nb\n", []),
        ("a 3", "a 4", ["a 3"]),
        ("b\na", "a\nb", ["a"]),  # the order counts
        ("took 3.1 s at 2026-01-01 00:00:00", "took 40.2 s at 2027-02-03 10:11:12", []),
        ("at http://127.0.0.1:8080/news?from=a", "at http://127.0.0.1:57975/news?from=a", []),
        ("(… 17 more)", "", []),
        ("┏━━┓\n│ a │", "│ a   │", []),
    ],
)
def test_comparison(shown: str, said: str, missing: list[str]) -> None:
    assert FOLLOW["lost"](shown, said) == missing


def test_the_gates_have_as_many_expectations_as_the_guides_show() -> None:
    """The figure that changes most often; all others are held against a real run by `make readme-check`."""
    from mediawatch.quality.suites import SUITES, suite

    sizes = {stage: len(suite(stage)) for stage in SUITES}
    shown = [
        (guide, stage, int(hold))
        for guide in FOLLOW["GUIDES"]
        for step in FOLLOW["steps"](documents.HOME / guide)
        for stage, hold in re.findall(r"│ (\w+) .* ok, (\d+) of \2 hold", step.shown)
    ]
    assert {stage for _, stage, _ in shown} == set(sizes)
    assert [line for line in shown if line[2] != sizes[line[1]]] == []


def test_the_readme_names_every_ending_that_is_read() -> None:
    from mediawatch.collect.files.delivery import ENDINGS

    (line,) = [item for item in (documents.HOME / "README.md").read_text("utf-8").split("\n- ") if "**Files**" in item]
    assert set(re.findall(r"`(\.[a-z]+)`", line)) - {".gz", ".zst"} == set(ENDINGS)
