"""Whole runs in this process, and what a test asks of the warehouse afterwards."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction
from mediawatch.workflow import steps
from mediawatch.workflow.runner import run_through
from sqlalchemy import text

HOME = Path(__file__).resolve().parents[1]
SHARED = HOME.parent / "shared"  # evaluation data and the users' own seeds, beside the checkout
_numbers = itertools.count(1)

Row = dict[str, Any]


def run(settings: Settings, *paths: Path, **asked: Any) -> str:
    """Take files through the whole flow; the run's id."""
    run_id = steps.begin(settings, steps.Request(dag_id="test", run_id=f"run-{next(_numbers)}", paths=paths, **asked))
    run_through(settings, run_id)
    return run_id


def rows(settings: Settings, query: str, **parameters: Any) -> list[Row]:
    with transaction(settings) as connection:
        return [dict(row) for row in connection.execute(text(query), parameters).mappings()]


def column(settings: Settings, query: str, **parameters: Any) -> list[Any]:
    with transaction(settings) as connection:
        return list(connection.execute(text(query), parameters).scalars())


# Every table of schema news, with addresses for numbers: what must be equal however the articles came in. Times of
# delivery and runs are left out, since they say when and by whom, not what.
_NEWS = {
    "article": """
        select a.uri, a.url, a.canonical_url, a.headline, a.headline_source, a.article_body, a.dateline, a.author,
            a.publisher, a.section, a.keywords, a.date_published, a.date_published_source, a.published_on,
            a.date_published_precision, a.date_modified, a.search_words,
            a.in_language, a.language_source, a.language_confidence, a.word_count, a.version, a.content_sha256,
            a.text_sha256, a.raw_id, a.extraction_method, a.warnings, a.coverage_at_source, a.terms::text,
            a.search::text
        from news.article a""",
    "article_version": """
        select a.uri, v.content_sha256, v.headline, v.article_body, v.change_kind, v.raw_id
        from news.article_version v join news.article a using (article_id)""",
    "raw_document": """
        select raw_id, uri, raw_sha256, media_type, charset, byte_length, storage_url, byte_offset
        from news.raw_document""",
    "fingerprint": "select a.uri, f.hash from news.fingerprint f join news.article a using (article_id)",
    "duplicate_link": """
        select a.uri, o.uri as original, l.kind, l.containment, l.containment_of_original, l.shared_words
        from news.duplicate_link l join news.article a using (article_id)
        join news.article o on o.article_id = l.duplicate_of""",
    "article_topic": """
        select a.uri, t.topic_id, t.topic_version, t.grade, t.score, t.filters
        from news.article_topic t join news.article a using (article_id)""",
    "topic_evidence": """
        select a.uri, e.topic_id, e.evidence_no, e.field, e.start_char, e.end_char, e.evidence_text, e.clause
        from news.topic_evidence e join news.article a using (article_id)""",
    "topic": "select topic_id, label, mediatopics, active from news.topic",
    "topic_version": "select topic_id, version, definition, definition_sha256 from news.topic_version",
}


def news(settings: Settings) -> dict[str, list[str]]:
    """Schema news without times and numbers: table -> its rows as text, sorted."""
    return {name: sorted(map(str, rows(settings, query))) for name, query in _NEWS.items()}


def news_exactly(settings: Settings) -> dict[str, list[str]]:
    """Schema news to the letter, but for last_seen_at and read_at (when something was last seen or read): what a rerun
    must not change."""
    tables = column(
        settings,
        "select table_name::text from information_schema.tables "
        "where table_schema = 'news' and table_type = 'BASE TABLE' order by 1",
    )
    drop = " - 'last_seen_at' - 'read_at'"
    return {
        name: sorted(map(str, column(settings, f"select (to_jsonb(t){drop})::text from news.{name} t")))
        for name in tables
    }


def counts(settings: Settings, run_id: str) -> dict[str, tuple[int, ...]]:
    """Stage -> (in, out, quarantined, skipped, merged, duplicates) from the ledger."""
    found = rows(settings, "select * from ops.stage_count where run_id = :run order by position", run=run_id)
    names = ("rows_in", "rows_out", "quarantined", "skipped", "merged", "duplicates")
    return {row["stage"]: tuple(row[name] for name in names) for row in found}


def all_adds_up(settings: Settings) -> bool:
    """Whether every stage of every run reconciles."""
    return all(column(settings, "select adds_up from ops.run_reconciliation"))


def outcomes(settings: Settings, run_id: str) -> dict[str, tuple[str, Sequence[str]]]:
    """uri -> (outcome, reasons) from the ledger."""
    found = rows(settings, "select uri, outcome, reasons from ops.document where run_id = :run", run=run_id)
    return {row["uri"]: (row["outcome"], row["reasons"]) for row in found}
