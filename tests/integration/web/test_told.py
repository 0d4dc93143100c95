"""Every broken source is named within two polls: at the gate of collect, and in news.source_health."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import flow
import newsroom
import pytest
from mediawatch.collect.web.fetch import WebSettings
from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction
from mediawatch.workflow import ingest
from mediawatch.workflow.operations import monitoring
from receivers import receivers


def feed(site: Any, *paths: str) -> str:
    links = "".join(f"<item><link>{site.url(path)}</link></item>" for path in paths)
    return f"<rss><channel>{links}</channel></rss>"


def test_broken_sources_are_named_within_two_polls(
    warehouse: Settings, tmp_path: Path, make_site: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    site, other = make_site("127.0.0.1"), make_site("127.0.0.2")
    monkeypatch.setattr(ingest, "WebSettings", partial(WebSettings, timeout=2.0, patience=1.0, backoff=0.05))
    settings = replace(warehouse, home=tmp_path, web_allow=(site.name, other.name), web_delay=0.01)
    (tmp_path / "include" / "topics").mkdir(parents=True)
    shutil.copy(flow.HOME / "include" / "topics" / "victory-day.yaml", tmp_path / "include" / "topics")
    settings.sources_dir.mkdir()
    rss = {"Content_Type": "application/rss+xml"}
    for number in range(9):
        site.page(f"/{number}", newsroom.article(f"Talk {number}"))
    site.page("/good", feed(site, "/1"), **rss)
    site.page("/half", feed(site, "/2"), **rss)
    site.page("/dead", "", status=500)
    site.page("/broken-pages", feed(site, "/x1", "/x2"), **rss)
    site.page("/x1", "", status=500)
    site.page("/x2", "", status=403)
    site.page("/moved", "", status=301, Location="/good2")
    site.page("/good2", feed(site, "/3"), **rss)
    site.page("/index", f"<sitemapindex><sitemap><loc>{other.url('/m.xml')}</loc></sitemap></sitemapindex>")
    site.pages["/index2"] = site.pages["/index"]
    other.page("/m.xml", f"<urlset><url><loc>{site.url('/4')}</loc></url></urlset>")
    site.page("/many", feed(site, "/5", "/6", "/7"), **rss)
    site.page("/empty", feed(site), **rss)
    sources = {
        "good": "feeds: [/good]",
        "half": "feeds: [/half, /dead]",
        "gone": "feeds: [/no-such-feed]",
        "pages": "feeds: [/broken-pages]",
        "moved": "feeds: [/moved]",
        "index": "sitemaps: [/index]",
        "allowed": "sitemaps: [/index]\nsitemap_hosts: [127.0.0.2]",
        "many": "feeds: [/many]\nmax_pages: 1",
        "empty": "feeds: [/empty]",
        "wrong": "feeds: /good",
    }
    for name, lines in sources.items():
        text = lines.replace("[/", f"[{site.url('/')}").replace(", /", f", {site.url('/')}")
        (settings.sources_dir / f"{name}.yaml").write_text(f"publisher: P {name}\nenabled: true\n{text}\n")
    # Two sources with one index: the first of them reads it, so each has its own here.
    allowed = settings.sources_dir / "allowed.yaml"
    allowed.write_text(allowed.read_text().replace("/index", "/index2"))
    for _ in range(2):
        run_id = flow.run(settings, inboxes=(), sources=None)
        with transaction(settings) as connection:
            connection.exec_driver_sql("update ops.url_state set next_due = now() - interval '1 second'")
    query = (
        "select r.expectation, r.sample from ops.quality_result r join ops.quality_run q using (quality_run_id) "
        "where q.run_id = :run and q.stage = 'collect' and not r.success and r.severity = 'warning'"
    )
    told = {row["expectation"]: row["sample"] for row in flow.rows(settings, query, run=run_id)}
    silent = {line.partition(",")[0] for line in told["collect.sources_deliver"]}
    assert silent == {
        "half: partly failing",
        "gone: failing",
        "pages: pages failing",
        "index: never delivered",
        "empty: never delivered",
    }
    notes = [" ".join(line.split()[:3:2]) for line in told["collect.listings_whole"]]
    assert notes == ["index: other-host:", "many: pages-left-out:", "moved: moved:"]
    assert [line.partition(":")[0] for line in told["collect.source_files"]] == ["wrong.yaml"]
    health = {row["source_id"]: row for row in flow.rows(settings, "select * from news.source_health")}
    assert {name for name, row in health.items() if row["health"] == "ok"} == {"good", "moved", "many", "allowed"}
    assert health["half"]["failing_listings"] == [site.url("/dead")]
    assert health["wrong"]["health"] == "wrong file"
    looked = monitoring.state(settings, whole=False)  # each minute: what a file says needs no view over weeks
    assert looked.sources is None
    assert list(looked.source_faults or {}) == ["wrong"]
    assert health["many"]["articles"] == 2
    assert health["allowed"]["articles"] == 1

    # A source that falls silent: one message by mail and one by webhook, and one each when it is well again.
    (tmp_path / "include" / "alerts").mkdir()
    (tmp_path / "include" / "alerts" / "desk.yaml").write_text("channels: [mail, hook]\nkinds: [source_silent]\n")
    with receivers() as received:
        desk = replace(settings, channels=received.channels)

        def looks() -> set[str]:
            """What three looks tell."""
            before = len(received.mails)
            for _ in range(3):
                monitoring.watch(desk)
            assert sorted(received.subjects()) == sorted(received.titles())
            new = received.subjects()[before:]
            assert len(new) == len(set(new))
            return set(new)

        assert looks() == {"source gone: failing", "source pages: pages failing"}
        with transaction(settings) as connection:
            connection.exec_driver_sql(
                "update news.article set first_seen_at = first_seen_at - interval '8 days' where source_id = 'good'"
            )
        assert looks() == {"source good: silent"}
        site.page("/good", feed(site, "/8", "/1"), **rss)
        flow.run(settings, inboxes=(), sources=["good"])
        assert looks() == {"Well again: source good: silent"}
