"""Every expectation of load, publish and cluster has a fault that it alone of its suite finds, in a real Postgres.

The tables are the project's own, their constraints taken off: most of these faults the schema would refuse, and the
gates are there for the day when it does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import psycopg
import pytest
from mediawatch.errors import GateFailed, Permanent, Transient, UsageError
from mediawatch.quality import GateResult, Limits, check_staging, suite
from mediawatch.quality.expectation import no_rows
from mediawatch.quality.suites import SUITES
from mediawatch.settings import Settings
from mediawatch.store.server.connect import engine

RUN = "media_monitor:manual__2025-05-06T00:00:00+00:00 {it's} $HOME"

LIMITS = Limits()

_WITHOUT_CONSTRAINTS = """
do $$ declare c record; begin
    for c in select table_schema as s, table_name as t, column_name as n from information_schema.columns
             where table_schema in ('news', 'ops', 'staging') and is_identity = 'YES' loop
        execute format('alter table %I.%I alter column %I drop identity', c.s, c.t, c.n);
    end loop;
    for c in select n.nspname as s, t.relname as t, k.conname as n from pg_constraint k
             join pg_class t on t.oid = k.conrelid join pg_namespace n on n.oid = t.relnamespace
             where n.nspname in ('news', 'ops', 'staging') and k.contype <> 'n' loop
        execute format('alter table %I.%I drop constraint if exists %I cascade', c.s, c.t, c.n);
    end loop;
    for c in select table_schema as s, table_name as t, column_name as n from information_schema.columns
             where table_schema in ('news', 'ops', 'staging') and is_nullable = 'NO'
               and (table_schema, table_name) in (select schemaname, tablename from pg_tables) loop
        execute format('alter table %I.%I alter column %I drop not null', c.s, c.t, c.n);
    end loop;
end $$
"""

_GOOD = """
insert into news.article (article_id, uri, headline, article_body, in_language, content_sha256, raw_id, run_id)
    values (1, 'u:old', 'Old report', 'Water fell.', 'en', 'o', 'raw-old', 'earlier'),
           (9, 'u:older', 'Older report', 'It rained.', 'en', 'p', 'raw-older', 'earlier');
insert into news.article_version (article_id, content_sha256, observed_at) values (1, 'o', '2025-05-01');
insert into news.raw_document (raw_id) values ('raw-old');
insert into ops.document (run_id, document_id, uri, outcome, article_id)
    values ('earlier', 'raw-old', 'u:old', 'published', 1);
"""

_STAGED = """
insert into ops.run (run_id, history_seen) select :run, changes from ops.history;
insert into ops.document (run_id, document_id, uri, last_stage, outcome) values
    (:run, 'a', 'u:a', 'tag', 'pending'), (:run, 'b', 'u:b', 'tag', 'pending'), (:run, 'c', 'u:c', 'tag', 'pending'),
    (:run, 'x', 'u:x', 'clean', 'quarantined');
insert into staging.raw_document (run_id, raw_id) values (:run, 'a'), (:run, 'b'), (:run, 'c');
insert into staging.article (run_id, document_id, uri, content_sha256, headline, article_body) values
    (:run, 'a', 'u:a', '1', 'Flood in Насик', 'The नदी flooded the town.'),
    (:run, 'b', 'u:b', '2', 'Flood', 'The river flooded.'),
    (:run, 'c', 'u:c', '3', 'Sport', 'Nothing of it.'),
    ('other', 'z', 'u:z', '9', 'Another run', 'is none of our business.');
insert into staging.article_topic (run_id, uri, content_sha256, topic_id) values
    (:run, 'u:a', '1', 'floods'), (:run, 'u:b', '2', 'floods'), ('other', 'u:none', '9', 'floods');
insert into staging.topic_evidence
    (run_id, uri, content_sha256, topic_id, evidence_no, field, start_char, end_char, evidence_text) values
    (:run, 'u:a', '1', 'floods', 1, 'headline', 9, 14, 'Насик'),
    (:run, 'u:a', '1', 'floods', 2, 'article_body', 8, 15, 'flooded'),
    (:run, 'u:b', '2', 'floods', 1, 'headline', 0, 5, 'Flood');
insert into staging.duplicate_link (run_id, uri, duplicate_of, kind) values
    (:run, 'u:b', 'u:a', 'copy'), (:run, 'u:old', 'u:a', 'truncation'), (:run, 'u:c', 'u:older', 'excerpt');
"""

_PUBLISHED = """
insert into ops.document (run_id, document_id, uri, last_stage, outcome, article_id) values
    (:run, 'a', 'u:a', 'publish', 'published', 2), (:run, 'b', 'u:b', 'publish', 'unchanged', 3),
    (:run, 'x', 'u:x', 'clean', 'quarantined', null);
insert into news.raw_document (raw_id) values ('a'), ('b');
insert into news.article (article_id, uri, headline, article_body, in_language, content_sha256, raw_id, run_id)
    values
    (2, 'u:a', 'Flood in Насик', 'The नदी flooded the town.', 'hi', '1', 'a', :run),
    (3, 'u:b', 'Flood', 'The river flooded.', 'en', '2', 'b', :run);
update news.article set text_sha256 = content_sha256;
insert into news.article_version (article_id, content_sha256, observed_at) values
    (2, '0', '2025-05-04'), (2, '1', '2025-05-05'), (3, '2', '2025-05-05');
insert into news.article_topic (article_id, topic_id) values (2, 'floods'), (1, 'floods');
insert into news.topic_evidence
    (article_id, topic_id, evidence_no, field, start_char, end_char, evidence_text) values
    (2, 'floods', 1, 'headline', 9, 14, 'Насик'), (2, 'floods', 2, 'article_body', 8, 15, 'flooded');
insert into news.duplicate_link (article_id, duplicate_of, kind) values (3, 2, 'copy');
"""

_CLUSTERED = (
    _PUBLISHED
    + """
insert into news.story (story_id, headline, in_language, first_published, last_published, article_count, run_id) values
    (1, 'Flood', 'en', '2025-05-05', '2025-05-06', 2, :run);
insert into news.story_profile (article_id, content_sha256) values (2, '1'), (3, '2');
insert into news.story_article (article_id, story_id, similarity) values (2, 1, 0.5), (3, 1, 0.5);
"""
)

STAGED = {"load": _STAGED, "publish": _PUBLISHED, "cluster": _CLUSTERED}

FACTS: dict[str, dict[str, int | float | None]] = {
    "load": {"rows_in": 3, "rows_out": 3, "articles": 3, "links": 3, "tags": 2, "evidence": 3},
    "publish": {"rows_in": 2, "rows_out": 2, "tags": 1},
    "cluster": {"rows_in": 2, "rows_out": 2},
}


@dataclass(frozen=True)
class Fault:
    """What to do to the warehouse, and how the figures that the stage states differ then."""

    sql: str = "select"
    metrics: dict[str, int] = field(default_factory=dict)


FAULTS = {
    "load.raw_document_present": Fault("delete from staging.raw_document where raw_id = 'b'"),
    "load.document_staged_once": Fault(
        "insert into staging.article (run_id, document_id, uri, content_sha256) values (:run, 'a', 'u:a2', '1')",
        {"articles": 1},
    ),
    "load.ledger_agrees": Fault(
        "insert into ops.document (run_id, document_id, uri, outcome) values (:run, 'd', 'u:d', 'pending')"
    ),
    "load.article_in_ledger": Fault("update ops.document set outcome = 'quarantined' where document_id = 'c'"),
    "load.articles_reconcile": Fault(metrics={"articles": 1}),
    "load.links_reconcile": Fault(metrics={"links": -1}),
    "load.tags_reconcile": Fault(metrics={"tags": 1}),
    "load.evidence_reconcile": Fault(metrics={"evidence": 1}),
    "load.tag_has_article": Fault(
        "update staging.article_topic set content_sha256 = '0' where uri = 'u:b';"
        "update staging.topic_evidence set content_sha256 = '0' where uri = 'u:b'"
    ),
    "load.tag_has_evidence": Fault("delete from staging.topic_evidence where uri = 'u:b'", {"evidence": -1}),
    "load.evidence_has_tag": Fault("delete from staging.article_topic where uri = 'u:b'", {"tags": -1}),
    "load.evidence_true": Fault(
        "update staging.topic_evidence set start_char = 7 where uri = 'u:a' and evidence_no = 2"
    ),
    "load.link_has_article": Fault("update staging.duplicate_link set uri = 'u:gone' where uri = 'u:old'"),
    "load.original_exists": Fault("update staging.duplicate_link set duplicate_of = 'u:gone' where uri = 'u:old'"),
    "load.no_link_to_itself": Fault("update staging.duplicate_link set duplicate_of = uri where uri = 'u:c'"),
    "load.no_chains": Fault("update staging.duplicate_link set duplicate_of = 'u:b' where uri = 'u:c'"),
    "load.rows_add_up": Fault(metrics={"rows_in": 1}),
    "publish.ledger_closed": Fault("update ops.document set outcome = 'pending' where document_id = 'x'"),
    "publish.article_exists": Fault("update ops.document set article_id = null where document_id = 'b'"),
    "publish.documents_reconcile": Fault(metrics={"rows_in": 1, "rows_out": 1}),
    "publish.tags_reconcile": Fault(metrics={"tags": 1}),
    "publish.staging_empty": Fault("insert into staging.article (run_id, document_id, uri) values (:run, 'a', 'u:a')"),
    "publish.raw_document_present": Fault("delete from news.raw_document where raw_id = 'a'"),
    "publish.version_kept": Fault("delete from news.article_version where article_id = 3"),
    "publish.latest_is_current": Fault(
        "update news.article_version set observed_at = '2025-05-06' where content_sha256 = '0'"
    ),
    "publish.tag_has_evidence": Fault(
        "insert into news.article_topic (article_id, topic_id) values (3, 'floods')", {"tags": 1}
    ),
    "publish.evidence_has_tag": Fault("delete from news.article_topic where article_id = 2", {"tags": -1}),
    "publish.evidence_true": Fault("update news.article set headline = 'Floods in Насик' where article_id = 2"),
    "publish.one_original": Fault("update news.article set text_sha256 = '1' where article_id = 9"),
    "publish.no_chains": Fault(
        "insert into news.duplicate_link (article_id, duplicate_of, kind) values (2, 1, 'copy')"
    ),
    "publish.most_documents_pass": Fault(
        "insert into ops.document (run_id, document_id, uri, last_stage, outcome, reasons) "
        "select :run, 'y' || n, 'u:y', 'clean', 'quarantined', '{parser_timeout}' from generate_series(1, 2) as n"
    ),
    "publish.rows_add_up": Fault(metrics={"rows_in": 1}),
    "cluster.article_in_story": Fault(
        "delete from news.story_article where article_id = 3; update news.story set article_count = 1"
    ),
    "cluster.round_up_in_no_story": Fault("insert into news.round_up (article_id, is_due) values (3, false)"),
    "cluster.story_has_articles": Fault(
        "insert into news.story (story_id, headline, first_published, last_published, article_count, run_id) "
        "values (2, 'Empty', '2025-05-05', '2025-05-05', 0, :run)"
    ),
    "cluster.article_count_true": Fault("update news.story set article_count = 3"),
    "cluster.span_in_order": Fault("update news.story set last_published = '2025-05-04'"),
    "cluster.headline_present": Fault("update news.story set headline = ''"),
    "cluster.similarity_in_range": Fault("update news.story_article set similarity = 1.5 where article_id = 3"),
    "cluster.profile_of_its_text": Fault("update news.story_profile set content_sha256 = 'old' where article_id = 3"),
    "cluster.fact_value_at_its_place": Fault(
        "insert into news.story_fact (story_id, fact_no, kind, relation, about, account_values, account_count) "
        "values (1, 1, 'count', 'agreed', '', '{26}', 2);"
        "insert into news.story_fact_mention select 1, 1, m.article_id, 1, 'headline', 0, 3, 'none', 0, 9, 0, 9 "
        "from news.story_article m where m.story_id = 1"
    ),
    "cluster.fact_counts_true": Fault(
        "insert into news.story_fact (story_id, fact_no, kind, relation, about, account_values, account_count) "
        "values (1, 1, 'count', 'agreed', '', '{26}', 5)"
    ),
    "cluster.copy_with_original": Fault(
        "insert into news.story (story_id, headline, first_published, last_published, article_count, run_id) "
        "values (2, 'Flood', '2025-05-05', '2025-05-05', 1, :run); update news.story set article_count = 1;"
        "update news.story_article set story_id = 2 where article_id = 3"
    ),
}


def do(settings: Settings, statements: str) -> None:
    """Run statements, in which :run is the run's name."""
    assert settings.database_url
    url = settings.database_url.replace("+psycopg", "", 1)
    name = "'" + RUN.replace("'", "''") + "'"
    with psycopg.connect(url) as connection:
        connection.execute(statements.replace(":run", name).encode())


@pytest.fixture
def bare(warehouse: Settings) -> Iterator[Settings]:
    do(warehouse, _WITHOUT_CONSTRAINTS)
    do(warehouse, _GOOD)
    return warehouse


def check(settings: Settings, stage: str, change: Fault = Fault()) -> GateResult:
    do(settings, STAGED[stage])
    do(settings, change.sql)
    metrics = {name: (value or 0) + change.metrics.get(name, 0) for name, value in FACTS[stage].items()}
    return check_staging(stage, engine(settings), RUN, metrics, LIMITS)


def failed(result: GateResult) -> set[str]:
    assert not result.errors, result.message()
    return {item.expectation for item in result.results if not item.success}


def test_no_expectation_lacks_its_fault() -> None:
    assert list(FAULTS) == [item.key for stage in STAGED for item in suite(stage, LIMITS)]


@pytest.mark.parametrize("stage", STAGED)
def test_a_good_run_passes(bare: Settings, stage: str) -> None:
    result = check(bare, stage)
    assert failed(result) == set()
    assert result.success


@pytest.mark.parametrize("key", FAULTS)
def test_the_fault_is_found_by_this_expectation_alone(bare: Settings, key: str) -> None:
    result = check(bare, key.partition(".")[0], FAULTS[key])
    assert failed(result) == {key}
    if {item.key: item.severity for item in result.expectations}[key] != "critical":
        assert result.success
        return
    assert not result.success
    with pytest.raises(GateFailed, match=key):
        result.raise_if_failed()


def test_the_message_names_expectation_figure_and_rows(bare: Settings) -> None:
    result = check(bare, "load", FAULTS["load.evidence_true"])
    message = result.message()
    assert "load.evidence_true: 1 rows found" in message
    assert "uri u:a, topic_id floods, field article_body, start_char 7, end_char 15, evidence_text flooded" in message


def test_what_is_not_stated_is_not_compared(bare: Settings) -> None:
    do(bare, _STAGED)
    result = check_staging("load", engine(bare), RUN, {"rows_in": 3, "rows_out": 3}, LIMITS)
    assert failed(result) == set()


def test_a_run_without_rows_passes(warehouse: Settings) -> None:
    nothing: dict[str, int | float | None] = {"rows_in": 0, "rows_out": 0, "articles": 0}
    for stage in STAGED:
        result = check_staging(stage, engine(warehouse), RUN, nothing, LIMITS)
        assert failed(result) == set()
        assert {item.observed for item in result.results if item.expectation.endswith("_true")} == {"no rows found"}


def test_a_query_that_postgres_refuses_is_an_error_of_the_gate(
    warehouse: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = no_rows("load.wrong", "It is asked for a column that is not there.", "Mend it.", "select nothing from run")
    monkeypatch.setitem(SUITES, "load", lambda limits: (wrong,))  # type: ignore[misc]
    result = check_staging("load", engine(warehouse), RUN, {"rows_in": 0, "rows_out": 0}, LIMITS)
    assert not result.success
    assert not result.failed
    with pytest.raises(Permanent, match=r"could not be evaluated.*\n.*load\.wrong.*nothing") as raised:
        result.raise_if_failed()
    assert not isinstance(raised.value, GateFailed)


def test_a_database_that_is_away_is_worth_another_try() -> None:
    with pytest.raises(Transient, match="is the database up"):
        check_staging(
            "load", "postgresql+psycopg://nobody@127.0.0.1:1/none", RUN, {"rows_in": 0, "rows_out": 0}, LIMITS
        )


def test_stages_are_not_mixed_up() -> None:
    with pytest.raises(UsageError, match="reads frames"):
        check_staging("clean", "postgresql+psycopg://nobody@127.0.0.1:1/none", RUN, {}, LIMITS)


def test_queries_keep_the_rule_about_joins() -> None:
    queries = [
        item.arguments["unexpected_rows_query"]
        for s in STAGED
        for item in suite(s, LIMITS)
        if item.subject == "warehouse"
    ]
    assert len(queries) > 20
    assert not [query for query in queries if "join" in query.lower()]
