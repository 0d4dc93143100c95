"""Lineage and versions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from mediawatch.settings import Settings
from mediawatch.store.publish import article_versions
from mediawatch.store.publish.run_candidates import Candidates
from mediawatch.store.schema import tables
from mediawatch.store.server.connect import transaction
from sqlalchemy import text

SEEN = datetime(2025, 4, 25, 6, 0, tzinfo=UTC)


def test_lineage_leads_back_to_the_bytes_and_the_run(newsroom: Any) -> None:
    newsroom.raw(
        "00aa",
        "file://inbox/day.jsonl#3",
        storage_url="raw/00/aa.jsonl",
        byte_offset=4096,
        byte_length=812,
        media_type="application/json",
        observed_at_source="ingested",
        inbox="inbox",
        source_id="wire",
        run_id="run-0",
    )
    newsroom.article(1, raw_id="00aa", headline="Talks in Delhi")
    newsroom.article(2, run_id="run-forgotten")
    query = (
        "select article_id, headline, raw_id, raw_uri, raw_sha256, media_type, storage_url, byte_offset, byte_length, "
        "observed_at, observed_at_source, source_id, inbox, raw_run_id, run_id, dag_id, run_started_at, code_version "
        "from news.article_lineage order by article_id"
    )
    first, second = newsroom.rows(query)
    assert first == (
        1, "Talks in Delhi", "00aa", "file://inbox/day.jsonl#3", "sha-00aa", "application/json", "raw/00/aa.jsonl",
        4096, 812, SEEN, "ingested", "wire", "inbox", "run-0", "run-1", "daily", SEEN, "code-1",
    )  # fmt: skip
    assert second[-4:] == ("run-forgotten", None, None, None)  # a run that was cleaned up hides no article


def version(newsroom: Any, article_id: int, name: str, hours: int, kind: str, headline: str, body: str) -> None:
    newsroom.add(
        tables.article_version,
        article_id=article_id,
        content_sha256=name,
        headline=headline,
        article_body=body,
        change_kind=kind,
        raw_id=f"{article_id:016x}",
        observed_at=SEEN + timedelta(hours=hours),
        first_observed_at=SEEN,
        run_id="run-1",
    )


def test_versions_side_by_side(newsroom: Any) -> None:
    newsroom.article(1)
    newsroom.article(2, in_language="zh-Hans")
    newsroom.article(3)
    version(newsroom, 1, "c", 0, "first", "Twenty dead", "At least twenty people died, police said.")
    version(newsroom, 1, "b", 1, "correction", "Toll rises", "At least 26 people died, police said. Others fled.")
    version(newsroom, 1, "a", 2, "headline", "Toll at 26", "At least 26 people died, police said. Others fled.")
    version(newsroom, 2, "x", 0, "first", "会见", "普京会见莫迪。")
    version(newsroom, 2, "y", 0, "update", "会见", "普京今天会见莫迪。")  # seen at the same moment: the hash decides
    version(newsroom, 3, "z", 0, "first", "Only one", "No other version.")
    query = (
        "select article_id, version_no, change_kind, headline_changed, words_added, words_removed, "
        "previous_headline, headline, previous_content_sha256, content_sha256, observed_at - previous_observed_at "
        "from news.version_diff order by article_id, version_no"
    )
    hour = timedelta(hours=1)
    assert newsroom.rows(query) == [
        (1, 2, "correction", True, 3, 1, "Twenty dead", "Toll rises", "c", "b", hour),
        (1, 3, "headline", True, 0, 0, "Toll rises", "Toll at 26", "b", "a", hour),
        (2, 2, "update", False, 2, 0, "会见", "会见", "x", "y", timedelta(0)),
    ]
    bodies = newsroom.rows("select previous_body, article_body from news.version_diff where article_id = 2")
    assert bodies == [("普京会见莫迪。", "普京今天会见莫迪。")]


def test_a_word_that_comes_twice_counts_twice_and_one_that_moves_not_at_all(newsroom: Any) -> None:
    newsroom.article(1)
    version(newsroom, 1, "a", 0, "first", "h", "talks began today")
    version(newsroom, 1, "b", 1, "update", "h", "today talks began, talks and talks")
    assert newsroom.rows("select words_added, words_removed from news.version_diff") == [(3, 0)]


def cut_or_updated(headline_before: str, body_before: str, headline: str, article_body: str) -> str:
    return "cut" if body_before.startswith(article_body) else "update"


def test_versions_are_judged_alike_in_whatever_order_they_came(newsroom: Any, warehouse: Settings) -> None:
    newsroom.article(1)
    for name, hours, body in (("a", 0, "one two"), ("c", 2, "one"), ("d", 3, "one more"), ("b", 1, "other")):
        version(newsroom, 1, name, hours, "first", "h", body)
        with transaction(warehouse) as connection:
            connection.execute(text("create temporary table candidate on commit drop as select 1 article_id, '' uri"))
            article_versions.publish(connection, "run-1", Candidates(), {}, cut_or_updated)
        if name == "d":  # c is cut from a: d is shown beside what it was judged against
            query = "select content_sha256, change_kind, previous_content_sha256 from news.version_diff order by 1"
            assert newsroom.rows(query) == [("c", "cut", "a"), ("d", "update", "a")]
    assert newsroom.rows(query) == [("b", "update", "a"), ("c", "update", "b"), ("d", "update", "c")]


def test_a_version_is_looked_up_by_its_article_and_not_among_all_of_a_run(warehouse: Settings) -> None:
    with transaction(warehouse) as connection:
        connection.execute(text("create temporary table candidate (article_id bigint) on commit drop"))
        planned = connection.execute(text("explain " + Candidates().sql(article_versions._TEXTS))).scalars()
        assert "CTE Scan on numbered e" not in "\n".join(planned)
