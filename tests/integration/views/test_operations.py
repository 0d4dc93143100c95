"""What operators look at: sources, gates, quarantine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from mediawatch.collect.web.due.url_states import UrlState
from mediawatch.desk import operations_desk
from mediawatch.settings import Settings
from mediawatch.store.ledger import crawl_state
from mediawatch.store.schema import tables
from mediawatch.store.server.connect import transaction

NOW = datetime.now(UTC)
SEEN = datetime(2025, 4, 25, 6, 0, tzinfo=UTC)


def test_the_health_of_sources(newsroom: Any) -> None:
    newsroom.add(tables.publisher, publisher_id="hindu", name="The Hindu")
    for source_id in ("busy", "quiet", "silent", "failing", "new", "off"):
        newsroom.add(
            tables.source,
            source_id=source_id,
            publisher_id="hindu" if source_id == "busy" else None,
            kind="feed",
            url=f"https://{source_id}.org/feed",
            enabled=source_id != "off",
            listings=[f"https://{source_id}.org/feed"],
        )
    days_ago = {"busy": [1, 2, 3, 10, 20, 30, 34, 50], "quiet": [3, *range(8, 28)], "silent": [8, 9, 10, 11]}
    days_ago |= {"failing": [1], "off": [1]}
    number = 0
    for source_id, days in days_ago.items():
        for day in days:
            number += 1
            warnings = ["no_date: none found"] if (source_id, day) == ("busy", 2) else []
            seen = NOW - timedelta(days=day)
            newsroom.article(number, source_id=source_id, first_seen_at=seen, warnings=warnings)
    asked = {"last_fetched_at": SEEN, "next_due": NOW}
    for url, source_id, failures, status in [
        ("https://busy.org/feed", "busy", 0, 200),
        ("https://busy.org/1", "busy", 4, 404),
        ("https://failing.org/feed", "failing", 3, 500),
    ]:
        newsroom.add(tables.url_state, url=url, source_id=source_id, failures=failures, last_status=status, **asked)
    query = (
        "select source_id, publisher, health, articles, articles_7_days, usual_7_days, warned_7_days, "
        "last_status, failures, urls, failing_urls, last_fetched_at from news.source_health order by source_id"
    )
    assert newsroom.rows(query) == [
        ("busy", "The Hindu", "ok", 8, 3, 1.0, 1, 200, 0, 2, 1, SEEN),
        ("failing", None, "failing", 1, 1, 0.0, 0, 500, 3, 1, 1, SEEN),
        ("new", None, "never delivered", 0, 0, 0.0, 0, None, 0, 0, 0, None),
        ("off", None, "disabled", 1, 1, 0.0, 0, None, 0, 0, 0, None),
        ("quiet", None, "quiet", 21, 1, 5.0, 0, None, 0, 0, 0, None),
        ("silent", None, "silent", 4, 0, 1.0, 0, None, 0, 0, 0, None),
    ]
    ((last,),) = newsroom.rows("select last_article_at from news.source_health where source_id = 'busy'")
    assert last == NOW - timedelta(days=1)


def test_listings_and_pages_that_fail(newsroom: Any) -> None:
    """One feed of two, the pages of a source, and what listings have to tell."""
    then = NOW - timedelta(hours=3)
    for source_id in ("half", "whole", "pages", "gone", "told"):
        listings = [f"https://{source_id}.org/{number}" for number in (1, 2)]
        newsroom.add(tables.source, source_id=source_id, kind="feed", url=listings[0], listings=listings, enabled=True)
        newsroom.article(len(source_id) + ord(source_id[0]), source_id=source_id, first_seen_at=then)
        for number, url in enumerate(listings):
            failures = 2 if source_id == "whole" or (source_id, number) == ("half", 1) else 1
            note = ["moved: to elsewhere"] if source_id == "told" else []
            newsroom.add(tables.url_state, url=url, source_id=source_id, kind="feed", failures=failures, notes=note)
    old = {"source_id": "half", "kind": "feed", "failures": 9, "notes": ["moved: long ago"]}
    newsroom.add(tables.url_state, url="https://half.org/an-earlier-feed", **old)
    page = {"kind": "page", "last_fetched_at": then}
    waits = {"waiting_since": then, "failures": 2, **page}
    newsroom.add(tables.url_state, url="https://pages.org/a", source_id="pages", **waits)
    newsroom.add(tables.url_state, url="https://half.org/a", source_id="half", **waits)
    newsroom.add(tables.url_state, url="https://half.org/b", source_id="half", last_success_at=then, **page)
    newsroom.add(tables.url_state, url="https://gone.org/a", source_id="gone", given_up_at=then, failures=8, **page)
    query = (
        "select source_id, health, failing_listings, notes, waiting_pages, given_up_pages from news.source_health "
        "order by source_id"
    )
    whole = ["https://whole.org/1", "https://whole.org/2"]
    told = ["https://told.org/1 moved: to elsewhere", "https://told.org/2 moved: to elsewhere"]
    assert newsroom.rows(query) == [
        ("gone", "pages failing", [], [], 0, 1),
        ("half", "partly failing", ["https://half.org/2"], [], 1, 0),
        ("pages", "pages failing", [], [], 1, 0),
        ("told", "ok", [], told, 0, 0),
        ("whole", "failing", whole, [], 0, 0),
    ]
    assert newsroom.rows("select url, source_id, failures from ops.frontier order by url") == [
        ("https://half.org/a", "half", 2),
        ("https://pages.org/a", "pages", 2),
    ]


def test_a_source_is_quiet_and_silent_by_its_own_measure(newsroom: Any) -> None:
    """By its longest pause of the 35 days before: quiet a quarter after it, silent at twice of it; in its first week at
    twice and four times of it."""
    sources = {
        "often": (11, [6] * 30, "ok"),  # (hours since the last article, hours between those before, health)
        "often-overdue": (13, [6] * 30, "quiet"),
        "often-gone": (25, [6] * 30, "silent"),
        "daily": (29, [24] * 12, "ok"),
        "daily-overdue": (31, [24] * 12, "quiet"),
        "daily-gone": (49, [24] * 12, "silent"),
        "new": (27, [14] + [2] * 12, "ok"),
        "new-overdue": (29, [14] + [2] * 12, "quiet"),
        "new-gone": (57, [14] + [2] * 12, "silent"),
        "weekly": (30, [60] * 12, "ok"),
        "seldom": (31, [24] * 8, "ok"),
    }
    number = 0
    for source_id, (since, pauses, _) in sources.items():
        newsroom.add(tables.source, source_id=source_id, kind="feed", url=f"https://{source_id}.org/", enabled=True)
        for pause in (0, *pauses):
            since, number = since + pause, number + 1
            newsroom.article(number, source_id=source_id, first_seen_at=NOW - timedelta(hours=since))
    query = "select source_id, health from news.source_health order by 1"
    assert dict(newsroom.rows(query)) == {name: health for name, (_, _, health) in sources.items()}


def test_the_page_of_runs_shows_the_newest_that_took_documents(newsroom: Any, warehouse: Settings) -> None:
    for number, dag in enumerate(("media_monitor", "media_monitor", "maintenance")):
        started = NOW - timedelta(hours=9 - number)
        newsroom.add(
            tables.run, run_id=f"r{number}", dag_id=dag, started_at=started, state="published", params={},
            as_of=started, code_version="v1",
        )  # fmt: skip
    with transaction(warehouse) as connection:
        assert operations_desk.runs_page(connection, None)["chosen"]["run_id"] == "r2"
        newsroom.add(
            tables.document, run_id="r1", document_id="d", uri="file://desk/a.txt", raw_sha256="a",
            outcome="quarantined", last_stage="collect",
        )  # fmt: skip
    with transaction(warehouse) as connection:
        assert operations_desk.runs_page(connection, None)["chosen"]["run_id"] == "r1"
        assert operations_desk.runs_page(connection, "r2")["chosen"]["run_id"] == "r2"
        assert operations_desk.runs_page(connection, "none") is None


def test_the_page_of_sources_is_turned_by_key(newsroom: Any, warehouse: Settings, monkeypatch: Any) -> None:
    for number in range(7):
        fault = {"fault": "line 3: no url"} if number in (2, 5) else {}
        newsroom.add(tables.source, source_id=f"s-{number}", kind="feed", url=f"https://s{number}.org/", **fault)
    newsroom.article(1, source_id="s-4", first_seen_at=NOW - timedelta(hours=3), warnings=["no_date: none found"])
    monkeypatch.setattr(operations_desk, "SOURCES", 3)
    found: list[str] = []
    after = None
    with transaction(warehouse) as connection:
        for _ in range(5):
            page = operations_desk.sources_page(connection, after)
            found += [row["source_id"] for row in page["rows"]]
            if not page["next"]:
                break
            place, _, source = page["next"].partition("-")
            after = (int(place), source)
    assert found == ["s-2", "s-5", "s-0", "s-1", "s-3", "s-6", "s-4"]


def test_what_the_gate_tells_of_sources(newsroom: Any, warehouse: Settings) -> None:
    """The gate of collect adds what its run delivers to the day, and speaks of the sources that the run asked."""
    number = 0
    for source_id, a_day in {"steady": [10] * 20, "odd": [*[0] * 7, *[10] * 13], "young": [10] * 3}.items():
        newsroom.add(tables.source, source_id=source_id, kind="feed", url=f"https://{source_id}.org/", enabled=True)
        for day, articles in enumerate(a_day):
            for _ in range(articles + (day == 4)):  # eleven on one day
                number += 1
                newsroom.article(number, source_id=source_id, first_seen_at=NOW - timedelta(days=day + 1.1))
    query = "select articles_today, least_28_days, most_28_days from news.source_health order by source_id"
    assert newsroom.rows(query) == [(0, 0, 10), (0, 10, 11), (0, None, None)]

    def told(delivered: dict[str, int], *asked: str) -> tuple[list[str], list[str]]:
        with transaction(warehouse) as connection:
            states = [UrlState(f"https://{name}.org/", source_id=name, kind="feed") for name in asked]
            silent, unusual = crawl_state.startling(connection, delivered, states)
        return [line.partition(":")[0] for line in silent], unusual

    assert told({"steady": 10, "odd": 1, "young": 500}, "steady", "odd", "young") == ([], [])
    assert told({"steady": 22, "odd": 20}, "steady", "odd") == ([], [])
    few = "steady: 4 new articles in a day, in the 28 days before 10 to 11"
    assert told({"steady": 4, "odd": 1}, "steady", "odd") == ([], [few])
    many = "odd: 21 new articles in a day, in the 28 days before 0 to 10"
    assert told({"odd": 21}, "odd") == ([], [many])
    quiet = "select health from news.source_health where source_id = 'odd'"
    assert newsroom.rows(quiet) == [("quiet",)]
    assert told({}, "odd") == (["odd"], [])


def test_gates_and_what_failed_in_them(newsroom: Any) -> None:
    checked = {"run_id": "run-1", "suite": "s", "rows_out": 9, "checked_at": SEEN}
    gates = [("clean", 10, True, "warning"), ("tag", 9, False, "critical"), ("load", 9, True, None)]
    for number, (stage, rows_in, success, severity) in enumerate(gates, start=1):
        newsroom.add(
            tables.quality_run,
            quality_run_id=number,
            stage=stage,
            rows_in=rows_in,
            success=success,
            max_failed_severity=severity,
            **checked,
        )
    for number, expectation, severity, success, unexpected in [
        (1, "clean.url", "critical", True, 0),
        (1, "clean.words", "warning", False, 3),
        (1, "clean.dates", "warning", False, 2),
        (1, "clean.author", "info", False, 5),
        (2, "tag.evidence", "critical", False, 1),
    ]:
        newsroom.add(
            tables.quality_result,
            quality_run_id=number,
            expectation=expectation,
            kind="row",
            severity=severity,
            success=success,
            unexpected_count=unexpected,
        )
    query = (
        "select stage, success, rows_in, rows_out, expectations, failed_critical, failed_warning, failed_info, "
        "unexpected, failed, dag_id, run_state from ops.quality_overview order by quality_run_id"
    )
    run = ("daily", "published")
    assert newsroom.rows(query) == [
        ("clean", True, 10, 9, 4, 0, 2, 1, 10, ["clean.author", "clean.dates", "clean.words"], *run),
        ("tag", False, 9, 9, 1, 1, 0, 0, 1, ["tag.evidence"], *run),
        ("load", True, 9, 9, 0, 0, 0, 0, 0, [], *run),
    ]


def test_what_waits_in_quarantine(newsroom: Any) -> None:
    common = {"stage": "clean", "code_version": "code-1", "first_run_id": "run-1", "occurrences": 2}
    kept = {"storage_url": "raw/ab/cd.html", "byte_offset": 12}
    for name, state, raw, last in [
        ("a", "open", kept, "run-1"),
        ("b", "open", None, "run-lost"),
        ("c", "replayed", kept, "run-1"),
        ("d", "discarded", kept, "run-1"),
    ]:
        newsroom.add(
            tables.quarantine,
            uri=f"file://inbox/{name}.html",
            raw_sha256=name,
            document_id=name,
            reasons=["empty_body"],
            error="nothing to read",
            state=state,
            raw=raw,
            last_run_id=last,
            **common,
        )
    query = (
        "select uri, stage, reasons, error, replayable, storage_url, byte_offset, occurrences, first_set_aside, "
        "last_run_id, last_set_aside from ops.quarantine_open order by uri"
    )
    why = ("clean", ["empty_body"], "nothing to read")
    assert newsroom.rows(query) == [
        ("file://inbox/a.html", *why, True, "raw/ab/cd.html", 12, 2, SEEN, "run-1", SEEN),
        ("file://inbox/b.html", *why, False, None, None, 2, SEEN, "run-lost", None),
    ]
