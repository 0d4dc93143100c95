"""The plan of each statement that is sent while a test looks on, as Postgres makes it at that moment."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mediawatch.settings import Settings
from mediawatch.store.server.connect import engine, transaction
from sqlalchemy import Engine, event, text

SYNTHETIC = Path(__file__).with_name("synthetic.sql")
GROWING = frozenset(
    {
        "article", "article_version", "raw_document", "fingerprint", "duplicate_link", "story", "story_article",
        "story_profile", "story_signature", "story_fact",
        "story_fact_mention", "term_frequency", "article_topic", "topic_evidence", "run", "document",
        "quality_run", "quality_result", "quarantine", "url_state",
    }
)  # fmt: skip
"""Tables of news and ops that grow with what is published, collected or run."""

WAITING = frozenset({"quarantine_open_idx"})
"""Indexes of what waits for a person: they grow with what nobody looks at, not with history."""


def fill(settings: Settings, articles: int) -> None:
    """Fill an empty warehouse with synthetic articles and what a year of runs leaves, with statistics."""
    with transaction(settings) as connection:
        connection.execute(text("set local session_replication_role = 'replica'"))  # foreign keys are not checked
        for statement in SYNTHETIC.read_text(encoding="utf-8").replace(":articles", str(articles)).split(";\n\n"):
            connection.exec_driver_sql(statement.replace("%", "%%"))
    with engine(settings).connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))


@contextmanager
def watched(found: dict[str, str]) -> Iterator[None]:
    """While it lasts, notes in `found` what each statement reads whole: statement -> table and kind of scan."""

    def look(_: Any, cursor: Any, statement: str, parameters: Any, __: Any, many: bool) -> None:
        if statement.lstrip().split(None, 1)[0].lower() not in ("select", "with", "insert", "update", "delete"):
            return
        given = parameters[0] if many else parameters
        with cursor.connection.cursor() as other:
            other.execute(f"explain (format json, verbose) {statement}", given)
            [[plans]] = other.fetchall()
        for plan in plans if isinstance(plans, list) else json.loads(plans):
            for fault in _whole(plan["Plan"], bounded=False):
                found.setdefault(" ".join(statement.split()), fault)

    event.listen(Engine, "before_cursor_execute", look)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", look)


def _whole(plan: dict[str, Any], *, bounded: bool) -> Iterator[str]:
    """Scans of growing tables that no condition on an index bounds; one below a limit reads no more than it asks."""
    kind, table = plan["Node Type"], plan.get("Relation Name")
    bounded = bounded or kind == "Limit" or plan.get("Index Name") in WAITING
    if table in GROWING and plan["Schema"] != "staging":
        if kind == "Seq Scan":
            yield f"{table}: {kind}"
        elif kind in ("Index Scan", "Index Only Scan") and "Index Cond" not in plan and not bounded:
            yield f"{table}: {kind} of all of {plan['Index Name']}"
    for part in plan.get("Plans", ()):
        yield from _whole(part, bounded=bounded)
