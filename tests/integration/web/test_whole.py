"""From the web into Postgres: 300 pages of three hosts and every kind of trouble, through the whole flow.

What was asked of whom is told by the servers' own logs.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import flow
import newsroom
import pytest
from mediawatch.cli import app
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.collect.web.fetch import WebSettings
from mediawatch.settings import Settings
from mediawatch.store.read import article_record
from mediawatch.store.server.connect import transaction
from mediawatch.workflow import ingest
from typer.testing import CliRunner

DELAY = 0.02


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A project folder with one topic."""
    topics = tmp_path / "home" / "include" / "topics"
    topics.mkdir(parents=True)
    shutil.copy(flow.HOME / "include" / "topics" / "victory-day.yaml", topics)
    return tmp_path / "home"


@pytest.fixture
def desk(warehouse: Settings, home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Settings]:
    """Settings of a project that may talk to the given sites, with an impatient crawler."""
    quick = partial(WebSettings, timeout=1.0, patience=3.0, backoff=0.2)
    monkeypatch.setattr(ingest, "WebSettings", quick)

    def make(*sites: Any) -> Settings:
        allow = tuple(site.name for site in sites)
        return replace(warehouse, home=home, web_allow=allow, web_delay=DELAY, max_document_bytes=200_000)

    return make


def fetched(settings: Settings, *urls: str) -> tuple[str, dict[str, str]]:
    """A run that collects every enabled source and `urls`: its state, and what became of each address."""
    run_id = flow.run(settings, inboxes=(), sources=None, urls=urls)
    (state,) = flow.column(settings, "select state from ops.run where run_id = :run", run=run_id)
    assert flow.all_adds_up(settings)
    found = flow.outcomes(settings, run_id)
    return state, {uri: " ".join((outcome, *reasons)) for uri, (outcome, reasons) in found.items()}


def days_pass(settings: Settings) -> None:
    """Everything is due again."""
    with transaction(settings) as connection:
        connection.exec_driver_sql("update ops.url_state set next_due = now() - interval '1 second'")


def test_from_three_hosts_into_postgres_and_then_only_what_changed(
    make_site: Callable[[str], Any], forbidden: Any, desk: Callable[..., Settings]
) -> None:
    sites = rss, maps, atom = tuple(make_site(f"127.0.0.{number}") for number in (1, 2, 3))
    newsroom.furnish(rss, maps, atom)
    settings = desk(*sites)
    settings.sources_dir.mkdir()
    for name, text in newsroom.source_files(*sites).items():
        (settings.sources_dir / f"{name}.yaml").write_text(text)
    busy = iter([429])

    def too_many(handler: Any) -> None:
        if next(busy, 200) == 429:
            handler._send(429, {"Retry-After": "1"}, b"")
        else:
            handler._send(200, {"Content-Type": "text/html"}, newsroom.article("At last").encode())

    atom.page("/huge", b"x" * 300_000)
    atom.page("/mislabelled", b"\x89PNG\r\n\x1a\n" + bytes(1000))
    atom.page("/trap", "", status=302, Location=f"http://{forbidden.host}:{forbidden.port}/")
    rss.pages["/drip"] = newsroom.drip
    atom.pages |= {"/busy": too_many, "/endless": newsroom.endless, "/cut": newsroom.breaks_off}
    troubles = {
        atom.url("/busy"): "published",
        atom.url("/huge"): "quarantined too_large",
        atom.url("/endless"): "quarantined too_large",
        atom.url("/mislabelled"): "quarantined binary",
        atom.url("/trap"): "quarantined forbidden_address",
        rss.url("/drip"): "skipped timeout",
        atom.url("/cut"): "skipped unreachable",
        atom.url("/missing"): "skipped http_status",
        f"http://{forbidden.host}:{forbidden.port}/": "quarantined forbidden_address",
        "ftp://127.0.0.1/x": "quarantined bad_url",
    }
    articles = [
        *(rss.url(f"/news/{n}") for n in range(100)),
        *(maps.url(f"/story-{n}") for n in range(100)),
        *(atom.url(f"/a/{n}") for n in range(100)),
    ]

    state, became = fetched(settings, *troubles)
    assert state == "published"
    assert became == dict.fromkeys(articles, "published") | troubles | {rss.url("/private/1"): "skipped robots"}
    assert not forbidden.connections
    for site in sites:
        log = sorted(site.log, key=lambda asked: asked.began)
        paths = [asked.path for asked in log if asked.path != "/busy"]
        assert paths[0] == "/robots.txt"
        twice = {path for path, times in Counter(paths).items() if times > 1}
        assert twice <= {"/drip", "/cut"}, "something that answered was asked for twice"
        assert not [path for path in paths if path.startswith(("/private", "/off"))]
        delay = 0.03 if site is maps else DELAY
        given_up = ("/endless", "/drip", "/huge")  # the crawler hung up before the server was done
        gaps = [later.began - earlier.ended for earlier, later in pairwise(log) if earlier.path not in given_up]
        assert min(gaps) >= 0.8 * delay, "the host was not given its pause"
        assert {asked.headers["user-agent"].partition("/")[0] for asked in log} == {"MediaWatch"}
    first, second = (asked for asked in atom.log if asked.path == "/busy")
    assert second.began - first.ended >= 0.9, "Retry-After was not waited for"

    story = "select headline, source_id, article_id from news.article where uri = :uri"
    (row,) = flow.rows(settings, story, uri=rss.url("/news/7"))
    assert (row["headline"], row["source_id"]) == ("Talk 7", "rss")
    with transaction(settings) as connection:
        raw = article_record.raw_document(article_record.article(connection, str(row["article_id"]))["raw"])
    assert RawStore(settings.lake).read(raw).decode() == newsroom.article("Talk 7")
    health = "select source_id, health, articles, urls, last_status, failures from news.source_health order by 1"
    assert [tuple(row.values()) for row in flow.rows(settings, health)] == [
        ("atom", "ok", 100, 101, 200, 0),
        ("maps", "ok", 100, 103, 200, 0),
        ("off", "disabled", 0, 0, None, 0),
        ("rss", "ok", 100, 102, 200, 0),
    ]

    # An hour later nothing is due: not even robots.txt is asked for.
    for site in sites:
        site.log.clear()
    state, became = fetched(settings)
    assert (state, set(became.values())) == ("nothing_new", {"skipped not_due"})
    assert not any(site.log for site in sites)

    # Days later all is due; of each host one page has changed.
    rss.page("/news/7", newsroom.article("Talk 7, corrected"), ETag='"v7b"')
    maps.page("/story-7", newsroom.article("Story 7, corrected"), Last_Modified="Tue, 06 May 2025 10:00:00 GMT")
    atom.page("/a/7", newsroom.article("Report 7, corrected"))
    _, _, feed = rss.pages["/rss"]
    rss.page("/rss", feed + b"<!-- built again -->", Content_Type="application/rss+xml", ETag='"feed-2"')
    days_pass(settings)
    state, became = fetched(settings)
    assert state == "published"
    assert {uri for uri, what in became.items() if what == "published"} == {
        rss.url("/news/7"),
        maps.url("/story-7"),
        atom.url("/a/7"),
    }
    assert Counter(became.values()) == {
        "published": 3,
        "skipped not_modified": 198,
        "skipped already_published": 99,  # this host tells no versions: asked for in full, and the same
        "skipped robots": 1,
    }
    assert Counter(asked.status for site in (rss, maps) for asked in site.log)[304] == 198
    assert flow.column(settings, "select headline from news.article where version > 1 order by 1") == [
        "Report 7, corrected",
        "Story 7, corrected",
        "Talk 7, corrected",
    ]


def test_a_wrong_source_file_stops_its_own_source_alone_and_is_told(
    make_site: Callable[[str], Any], desk: Callable[..., Settings]
) -> None:
    site = make_site("127.0.0.1")
    site.page("/rss", f"<rss><channel><item><link>{site.url('/1')}</link></item></channel></rss>")
    site.page("/1", newsroom.article("Talk 1"))
    settings = desk(site)
    settings.sources_dir.mkdir()
    good = f"publisher: R\nfeeds: ['{site.url('/rss')}']\nenabled: true\n"
    (settings.sources_dir / "good.yaml").write_text(good)
    (settings.sources_dir / "broken.yaml").write_text(good + "country: Norway\n")
    state, became = fetched(settings)
    assert (state, became) == ("published", {site.url("/1"): "published"})
    fault = "broken.yaml:4: country: must be the two capitals of ISO 3166-1, as IN or GB, not 'Norway'"
    health = "select source_id, health, fault from news.source_health order by 1"
    assert [tuple(row.values()) for row in flow.rows(settings, health)] == [
        ("broken", "wrong file", fault),
        ("good", "ok", None),
    ]
    query = "select sample from ops.quality_result where expectation = 'collect.source_files' and not success"
    assert flow.column(settings, query) == [[fault]]
    (settings.sources_dir / "broken.yaml").write_text(good)
    fetched(settings)
    assert flow.column(settings, "select health from news.source_health where source_id = 'broken' and fault is null")


@pytest.mark.parametrize("asked_for", ["pages", "source"])
def test_killed_in_mid_crawl_the_same_command_goes_on(
    make_site: Callable[[str], Any],
    warehouse: Settings,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    asked_for: str,
) -> None:
    site = make_site("127.0.0.11")
    for number in range(40):
        site.page(f"/{number}", newsroom.article(f"Talk {number}"))
    urls = [site.url(f"/{number}") for number in range(40)]
    arguments = urls if asked_for == "pages" else ["--source", "daily"]
    if asked_for == "source":
        links = "".join(f"<item><link>{url}</link></item>" for url in urls)
        site.page("/rss", f"<rss><channel>{links}</channel></rss>", Content_Type="application/rss+xml")
        (home / "include" / "sources").mkdir()
        text = f"publisher: D\nfeeds: ['{site.url('/rss')}']\nenabled: true\n"
        (home / "include" / "sources" / "daily.yaml").write_text(text)
    for name, value in {
        "DATABASE_URL": warehouse.database_url or "",
        "LAKE": str(warehouse.lake),
        "HOME": str(home),
        "WEB_ALLOW": site.name,
        "WEB_DELAY": "0.05",
    }.items():
        monkeypatch.setenv(f"MEDIAWATCH_{name}", value)
    command = [sys.executable, "-m", "mediawatch.cli", "fetch", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while len(site.log) < 15 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert process.poll() is None, "the crawl was over before it could be killed"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    while (before := len(site.log)) and time.monotonic() < deadline:  # the crawler notices that it is alone
        time.sleep(0.3)
        if len(site.log) == before:
            break
    assert not flow.column(warehouse, "select uri from news.article")
    done = (next(warehouse.lake.glob("raw/web/*/journal.jsonl"))).read_text().count('"outcome":"page"')
    assert 0 < done < 40

    again = CliRunner().invoke(app.app, ["fetch", *arguments])
    assert again.exit_code == 0, again.output
    assert "taking up the interrupted run" in again.stderr
    assert sorted(flow.column(warehouse, "select uri from news.article")) == sorted(urls)
    assert flow.column(warehouse, "select (state, attempt)::text from ops.run") == ["(published,2)"]
    asked = Counter(site.paths())
    listing = {"/rss"} if asked_for == "source" else set()
    assert set(asked) == {"/robots.txt", *listing, *(f"/{number}" for number in range(40))}
    assert asked["/robots.txt"] == 1
    # Only what was on its way when the process died may be asked for again.
    assert sum(count - 1 for count in asked.values()) <= 1
