"""docs/sql.md: every query runs as it is printed, and finds what it asks for in a warehouse with a few rows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from mediawatch.settings import Settings
from mediawatch.store.schema import tables
from mediawatch.store.server.connect import transaction
from sqlalchemy import Connection

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "sql.md"
QUERY = re.compile(r"^### (\d+)\. .*?^```sql\n(.*?)^```$", re.MULTILINE | re.DOTALL)
QUERIES = {int(number): query for number, query in QUERY.findall(DOCUMENT.read_text(encoding="utf-8"))}
NOW = datetime.now(UTC)


def ask(connection: Connection, number: int) -> list[dict[str, Any]]:
    result = connection.exec_driver_sql(QUERIES[number])
    return [dict(row) for row in result.mappings()] if result.returns_rows else []


@pytest.fixture
def filled(newsroom: Any, set_setting: Callable[[str, str], None]) -> Settings:
    """May 2025: 19 about Pahalgam, 2 a copy of it, 3 about the summit; today five that mention Pahalgam; three days
    ago five that do not."""
    set_setting("mediawatch.today", f"{NOW:%Y-%m-%d}")  # whatever midnight does meanwhile
    body = "Gunmen struck. The Pahalgam attack put the Indus Waters treaty in doubt."
    words = {"article_body": body, "headline": "Attack in Pahalgam"}
    newsroom.article(19, "2025-05-05T10:00Z", publisher="Agency", **words)
    newsroom.article(2, "2025-05-05T12:00Z", publisher="Daily", **words)
    newsroom.article(3, "2025-05-06T10:00Z", publisher="Daily", in_language="hi")
    for number in range(4, 9):
        newsroom.article(number, NOW)
        newsroom.article(number + 20, NOW - timedelta(days=3))
    newsroom.topic("pahalgam-attack")
    newsroom.topic("summit")
    newsroom.tag("pahalgam-attack", 19, 2, score=0.9)
    newsroom.tag("pahalgam-attack", 4, 5, 6, 7, 8, grade="mentions")
    newsroom.tag("summit", 3)
    for number in (19, 2):
        newsroom.add(
            tables.topic_evidence,
            **{"article_id": number, "topic_id": "pahalgam-attack", "evidence_no": 1, "field": "article_body"},
            **{"start_char": 19, "end_char": 27, "evidence_text": "Pahalgam", "clause": "pahalgam"},
        )
    newsroom.override("pahalgam-attack", 2, True)
    newsroom.link(2, 19, "copy")
    newsroom.add(
        tables.story,
        **{"story_id": 3, "headline": "Attack", "in_language": "en", "article_count": 2, "publisher_count": 2},
        **{"first_published": "2025-05-05T10:00Z", "last_published": "2025-05-05T12:00Z"},
    )
    newsroom.add(
        tables.story,
        **{"story_id": 4, "headline": "हमला", "in_language": "hi", "article_count": 1, "publisher_count": 1},
        **{"first_published": "2025-05-20T10:00Z", "last_published": "2025-05-20T10:00Z"},
    )
    newsroom.add(
        tables.story_link,
        **{"story_id": 3, "other_story_id": 4, "kind": "same_event", "similarity": 0.5},
        shared=["Velmar = वेलमार"],
    )
    newsroom.link(25, 24, "form")
    for number in (19, 2):
        newsroom.add(tables.story_article, article_id=number, story_id=3, similarity=1, shared_terms=["attack"])
    for name, kind, hour in (("a", "first", 1), ("b", "correction", 2)):
        newsroom.add(
            tables.article_version,
            **{"article_id": 19, "content_sha256": name, "headline": name, "article_body": f"{body} {name}"},
            **{"change_kind": kind, "raw_id": f"{19:016x}", "run_id": "run-1"},
            observed_at=NOW + timedelta(hours=hour),
            first_observed_at=NOW,
        )
    newsroom.add(
        tables.document,
        **{"run_id": "run-1", "document_id": "d", "uri": "u", "raw_sha256": "s"},
        **{"last_stage": "publish", "outcome": "published"},
    )
    newsroom.add(
        tables.quality_run,
        **{"quality_run_id": 1, "run_id": "run-1", "stage": "clean", "suite": "clean", "success": True},
        **{"max_failed_severity": "warning", "rows_in": 1, "rows_out": 1},
    )
    newsroom.add(
        tables.quality_result,
        **{"quality_run_id": 1, "expectation": "clean.words", "kind": "row", "severity": "warning", "success": False},
    )
    newsroom.add(
        tables.quarantine,
        **{"uri": "u", "raw_sha256": "s", "stage": "clean", "code_version": "c", "reasons": ["empty", "bad_date"]},
        **{"document_id": "d", "first_run_id": "run-1", "last_run_id": "run-1", "raw": {"storage_url": "raw/x"}},
    )
    newsroom.add(tables.source, source_id="feed", kind="feed", url="https://example.org/feed")
    settings: Settings = newsroom.settings
    return settings


def test_there_are_twenty_five(filled: Settings) -> None:
    assert sorted(QUERIES) == list(range(1, 26))


EXPECTED: dict[int, list[dict[str, Any]]] = {
    2: [{"topic_id": "pahalgam-attack", "articles": 2}, {"topic_id": "summit", "articles": 1}],
    3: [{"publisher": None, "articles": 5}, {"publisher": "Agency"}, {"publisher": "Daily", "own_texts": 0}],
    4: [{"topic_id": "pahalgam-attack", "today": 5, "expected": 0}],
    5: [{"uri": "https://example.org/2", "decided_by": "query and analyst"}, {"uri": "https://example.org/19"}],
    6: [{"topic_id": "pahalgam-attack", "sentence": "The »Pahalgam« attack put the Indus Waters treaty in doubt."}],
    7: [{"article_id": 2}, {"article_id": 19}],
    8: [],
    9: [{"topic_id": "pahalgam-attack", "confirmed": 1, "precision": 1}, {"topic_id": "summit", "precision": None}],
    10: [{"story_id": 3, "unique_texts": 1, "topics": ["pahalgam-attack"], "terms": ["attack"]}],
    11: [{"publisher": "Agency", "unique_text": True}, {"publisher": "Daily", "unique_text": False}],
    12: [{"publisher": "Agency", "copies": 1, "time_to_first_copy": timedelta(hours=2)}],
    13: [{"previous_headline": "a", "headline": "b", "words_added": 1, "words_removed": 1}],
    14: [{"article_id": 2}, {"article_id": 19}],
    15: [{"in_language": "en", "articles": 7}, {"in_language": "hi", "topic_id": "summit", "articles": 1}],
    16: [{"stage": stage, "adds_up": True} for stage in ("collect", "clean", "deduplicate", "tag", "load", "publish")],
    17: [{"stage": "clean", "failed": ["clean.words"]}],
    18: [{"reason": "bad_date", "examples": ["u"]}, {"reason": "empty", "replayable": 1}],
    19: [{"source_id": "feed", "health": "never delivered"}],
    20: [{"article_id": 19, "storage_url": f"raw/{19:016x}.html", "code_version": "code-1"}],
    21: [{"told_in": "hi", "shared": ["Velmar = वेलमार"]}, {"told_in": "en"}],
    22: [{"first_report": "Headline 24", "further_reports": 1}],
}


def test_every_query_finds_what_it_asks_for(filled: Settings) -> None:
    for number, expected in EXPECTED.items():
        with transaction(filled) as connection:
            rows = ask(connection, number)
            connection.rollback()  # number 8 writes
        shown = [{name: row[name] for name in want} for row, want in zip(rows, expected, strict=False)]
        assert (number, len(rows), shown) == (number, len(expected), expected)


def test_attention_to_a_topic_is_shown_for_every_day(filled: Settings) -> None:
    with transaction(filled) as connection:
        rows = ask(connection, 1)
    assert [(row["matching"], row["total"], row["matching_unique"]) for row in rows] == [
        (2, 2, 1),
        (0, 1, 0),
        (0, 5, 0),
        (5, 5, 5),
    ]


def test_the_override_of_the_document_is_the_last_word(filled: Settings) -> None:
    with transaction(filled) as connection:
        for _ in range(2):
            ask(connection, 8)
        assert [row["uri"] for row in ask(connection, 5)] == ["https://example.org/2"]
