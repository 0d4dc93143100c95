"""The suites as declared, and the page that is made from them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from mediawatch.model import Stage
from mediawatch.quality import SUITES, Limits, suite
from mediawatch.quality.suite_reference import text
from mediawatch.settings import Settings

HOME = Path(__file__).parents[3]
EVERY = [item for stage in SUITES for item in suite(stage)]


def test_every_stage_has_a_suite() -> None:
    assert tuple(SUITES) == get_args(Stage)


def test_keys_and_reasons_are_stable_codes() -> None:
    keys = [item.key for item in EVERY]
    assert len(keys) == len(set(keys))
    for item in EVERY:
        assert re.fullmatch(r"[a-z]+\.[a-z0-9_]+", item.key)
        assert (item.reason is not None) == (item.kind == "row" and item.severity == "critical"), item.key
        assert item.reason is None or re.fullmatch(r"[a-z0-9_]+", item.reason)


def test_every_expectation_speaks_to_people() -> None:
    for item in EVERY:
        assert item.guards.endswith("."), item.key
        assert item.action.endswith("."), item.key


def test_patterns_end_where_the_value_ends() -> None:
    patterns = [item.arguments["regex"] for item in EVERY if "regex" in item.arguments]
    assert patterns
    assert all(pattern.startswith(r"\A") and pattern.endswith(r"\Z") for pattern in patterns)


def test_the_page_is_up_to_date() -> None:
    stored = (HOME / "docs" / "quality.md").read_text(encoding="utf-8")
    assert stored == text(), "run: make docs"


def test_limits_come_from_the_settings() -> None:
    settings = Settings(HOME, HOME, None, HOME, max_document_bytes=7, max_body_chars=8, max_quarantined_share=0.25)
    as_of = datetime(2025, 5, 6, tzinfo=UTC)
    limits = Limits.of(settings, as_of=as_of, topics=("b", "a"))
    assert (limits.max_document_bytes, limits.max_body_chars, limits.max_quarantined_share) == (7, 8, 0.25)
    assert limits.topics == ("a", "b")
    assert limits.latest_date == datetime(2025, 5, 7, tzinfo=UTC)
