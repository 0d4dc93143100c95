"""When an address is due again, and how the crawler goes about its hosts: without a process, without a network."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.collect.web.crawl_journal import LISTING, PAGE, Job, Journal, Line, Target
from mediawatch.collect.web.crawler import MAX_NESTED, Crawl
from mediawatch.collect.web.downloader import Answer, NoAnswer
from mediawatch.collect.web.fetch import Fetcher, UrlState
from mediawatch.collect.web.url_states import next_state
from mediawatch.errors import Reason, Terminal
from mediawatch.model import SetAside
from mediawatch.settings import Settings

AT = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)
KEY = "https://a.example/1"
DAY = 24 * 3600.0


def _line(outcome: str, **rest: object) -> Line:
    return replace(Line(KEY, outcome, AT.isoformat()), **rest)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("outcome", "rest", "failures", "hours"),
    [
        (PAGE, {}, 3, 24),
        (LISTING, {"kind": "feed"}, 3, 24),
        (Reason.NOT_MODIFIED, {}, 3, 7 * 24),
        (Reason.NOT_MODIFIED, {"kind": "feed"}, 3, 24),
        (Reason.SAME_PAGE, {}, 3, 7 * 24),
        (Reason.TIMEOUT, {}, 0, 1),
        (Reason.UNREACHABLE, {}, 1, 2),
        (Reason.HOST_LEFT_ALONE, {}, 5, 32),
        (Reason.ROBOTS_UNREACHABLE, {}, 20, 7 * 24),
        (Reason.HTTP_STATUS, {"status": 500}, 0, 1),
        (Reason.HTTP_STATUS, {"status": 503, "retry_after": 7200.0}, 0, 2),
        (Reason.HTTP_STATUS, {"status": 429, "retry_after": 60.0}, 0, 1),
        (Reason.HTTP_STATUS, {"status": 404}, 0, 7 * 24),
        (Reason.ROBOTS, {}, 0, 7 * 24),
        (Reason.HTTP_STATUS, {"status": 503, "retry_after": 1e12}, 0, 90 * 24),
    ],
)
def test_when_an_address_is_due_again(outcome: str, rest: dict[str, object], failures: int, hours: float) -> None:
    old = UrlState(KEY, "https://a.example/one", '"1"', "then", AT, failures)
    new = next_state(old, _line(outcome, **rest), None, DAY)
    assert new.next_due == AT + timedelta(hours=hours)
    fine = outcome in (PAGE, LISTING, Reason.NOT_MODIFIED, Reason.SAME_PAGE)
    assert new.failures == (0 if fine else failures + 1)
    assert new.canonical_url == "https://a.example/one"
    if outcome != PAGE and outcome != LISTING:
        assert (new.etag, new.last_modified) == ('"1"', "then")


def test_what_is_noted_of_an_answer() -> None:
    before = AT - timedelta(days=1)
    old = UrlState(KEY, last_status=200, last_fetched_at=before, last_success_at=before, source_id="daily")
    noted = {
        outcome: next_state(old, _line(outcome, **rest), None, DAY)
        for outcome, rest in {
            PAGE: {"status": 200, "source_id": "weekly"},
            Reason.NOT_MODIFIED: {"status": 304},
            Reason.HTTP_STATUS: {"status": 500},
            Reason.TIMEOUT: {},
            Reason.HOST_LEFT_ALONE: {},
        }.items()
    }
    assert {
        outcome: (new.last_status, new.last_fetched_at, new.last_success_at, new.source_id)
        for outcome, new in noted.items()
    } == {
        PAGE: (200, AT, AT, "weekly"),
        Reason.NOT_MODIFIED: (304, AT, AT, "daily"),
        Reason.HTTP_STATUS: (500, AT, before, "daily"),
        Reason.TIMEOUT: (None, AT, before, "daily"),
        Reason.HOST_LEFT_ALONE: (200, before, before, "daily"),  # nothing was asked of it
    }


def test_a_listing_is_due_as_often_as_its_source_says() -> None:
    for outcome in (LISTING, Reason.NOT_MODIFIED):
        assert next_state(UrlState(KEY), _line(outcome, kind="feed"), None, 30 * DAY).next_due == AT + timedelta(
            days=30
        )


class Nothing:
    def url_states(self, urls: Iterable[str]) -> Mapping[str, UrlState]:
        return {}


def test_refused_addresses_need_no_crawler(settings: Settings, store: RawStore) -> None:
    urls = ["ftp://a.example/", "http://127.0.0.1/", "http://127.0.0.1/", "\ud800\n", "http://a.example:81/", "\0\x1b"]
    crawl = Fetcher(store, Nothing(), settings).fetch(urls, crawl_id="run", observed_at=AT)
    assert [document.reason for document in crawl if isinstance(document, SetAside)] == [
        *("bad_url", "forbidden_address", "bad_url", "forbidden_address", "bad_url"),
    ]
    assert all(f"{document.uri}".isascii() and document.uri.isprintable() for document in crawl)
    assert not list(store.root.rglob("job.json"))
    assert not crawl.states


@pytest.mark.parametrize("name", ["", "..", "a/b", "a\0b", "x" * 300])
def test_a_crawl_cannot_be_named_out_of_its_folder(settings: Settings, store: RawStore, name: str) -> None:
    with pytest.raises(Terminal, match="cannot name a crawl"):
        Fetcher(store, Nothing(), settings).fetch([], crawl_id=name, observed_at=AT)


class Web:
    """A client that answers from a dict, after `seconds` for each host, and notes what it was asked and when."""

    def __init__(self, pages: dict[str, Answer | NoAnswer], seconds: dict[str, float] | None = None) -> None:
        self.pages = pages
        self.seconds = seconds or {}
        self.asked: list[tuple[str, float, float]] = []
        self.headers: list[dict[str, str]] = []
        self.busy: set[str] = set()

    async def get(self, url: str, headers: dict[str, str], wanted: Callable[[str], bool]) -> Answer:
        host = url.split("/")[2]
        assert host not in self.busy, "two requests at once to one host"
        self.busy.add(host)
        began = time.monotonic()
        self.headers.append(headers)
        await asyncio.sleep(self.seconds.get(host, 0))
        self.busy.remove(host)
        self.asked.append((url, began, time.monotonic()))
        answer = self.pages.get(url) or _answer("", status=404)
        if isinstance(answer, NoAnswer):
            raise answer
        return replace(answer, stopped=not wanted(answer.content_type))


def _answer(body: str, *, status: int = 200, **headers: str) -> Answer:
    pairs = {"Content-Type": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return Answer(status, list(pairs.items()), body.encode(), False)


def _crawl(folder: Path, web: Web, *targets: Target, **changed: object) -> Journal:
    job = Job(
        targets=list(targets),
        user_agent="MediaWatch/1",
        allow=[],
        delay=0.02,
        timeout=1.0,
        max_bytes=10_000,
        max_redirects=3,
        max_listed=100,
        patience=1.0,
        backoff=0.05,
        max_seconds=20.0,
        concurrency=4,
    )
    asyncio.run(Crawl(replace(job, **changed), folder, web).run())  # type: ignore[arg-type]
    return Journal(folder)


def _target(url: str, **rest: object) -> Target:
    return replace(Target(url, url), **rest)  # type: ignore[arg-type]


def test_a_slow_host_holds_up_nobody_and_each_has_its_pauses(tmp_path: Path) -> None:
    urls = [f"https://{host}.example/{n}" for n in range(5) for host in ("slow", "quick")]
    web = Web({url: _answer("<p>x") for url in urls}, {"slow.example": 0.3})
    _crawl(tmp_path, web, *map(_target, urls))
    ended = {host: max(end for url, _, end in web.asked if host in url) for host in ("slow", "quick")}
    assert ended["quick"] < ended["slow"] - 0.8
    for host in ended:
        times = sorted((began, end) for url, began, end in web.asked if host in url)
        gaps = [later[0] - earlier[1] for earlier, later in pairwise(times)]
        assert min(gaps) >= 0.018


def test_a_longer_pause_asked_for_by_robots_or_source_is_kept(tmp_path: Path) -> None:
    pages = {f"https://{host}.example/{n}": _answer("<p>x") for host in ("a", "b") for n in range(3)}
    pages["https://a.example/robots.txt"] = _answer("User-agent: *\nCrawl-delay: 0.2", Content_Type="text/plain")
    web = Web(pages)
    _crawl(
        tmp_path, web, *(_target(url, delay=0.3 if "//b" in url else 0) for url in sorted(pages) if "robots" not in url)
    )
    for host, pause in (("//a", 0.2), ("//b", 0.3)):
        times = sorted((began, end) for url, began, end in web.asked if host in url)
        assert min(later[0] - earlier[1] for earlier, later in pairwise(times)) >= pause * 0.95


def test_what_we_know_of_an_address_is_not_said_to_another(tmp_path: Path) -> None:
    web = Web({KEY: _answer("", status=302, Location="/2"), "https://a.example/2": _answer("<p>x")})
    journal = _crawl(tmp_path, web, _target(KEY, etag='"1"', last_modified="then"))
    sent = {url: headers for (url, _, _), headers in zip(web.asked, web.headers, strict=True)}
    assert sent[KEY]["If-None-Match"] == '"1"'
    assert sent[KEY]["If-Modified-Since"] == "then"
    assert "If-None-Match" not in sent["https://a.example/2"]
    assert journal.lines[KEY].redirects == [KEY]
    assert journal.lines[KEY].final_url == "https://a.example/2"


def test_robots_may_be_redirected_and_the_rules_are_the_origins_own(tmp_path: Path) -> None:
    pages = {
        "https://a.example/robots.txt": _answer("", status=301, Location="https://www.a.example/robots.txt"),
        "https://www.a.example/robots.txt": _answer("User-agent: *\nDisallow: /1", Content_Type="text/plain"),
        KEY: _answer("<p>x"),
        "https://a.example/2": _answer("<p>x"),
        "http://a.example/1": _answer("<p>x"),
    }
    web = Web(pages)
    journal = _crawl(tmp_path, web, *map(_target, (KEY, "https://a.example/2", "http://a.example/1")))
    assert {key: line.outcome for key, line in journal.lines.items()} == {
        KEY: "robots",
        "https://a.example/2": PAGE,
        "http://a.example/1": PAGE,
    }


def test_what_one_host_answers_ends_no_crawl(tmp_path: Path) -> None:
    never = "Mon, 05 May 99999999999999999999 10:00:00 +0000"
    pages: dict[str, Answer | NoAnswer] = {
        "https://a.example/robots.txt": _answer("", status=301, Location="http://["),
        "https://b.example/1": _answer("", status=503, Retry_After=never),
        "https://c.example/1": _answer("", status=301, Location="http://["),
        "https://d.example/1": _answer(f"<rss><item><link>http://[</link><pubDate>{never}</pubDate></item></rss>"),
        "https://e.example/1": _answer("<p>x"),
    }
    targets = [_target(f"https://{host}.example/1", kind="feed" if host == "d" else "page") for host in "abcde"]
    journal = _crawl(tmp_path, Web(pages), *targets)
    assert {key[8]: line.outcome for key, line in journal.lines.items()} == {
        "a": "robots_unreachable",
        "b": "http_status",
        "c": "bad_url",
        "d": "not_a_listing",
        "e": PAGE,
    }


def test_sitemaps_that_lead_to_sitemaps_come_to_an_end(tmp_path: Path) -> None:
    def index(numbers: Iterable[int]) -> Answer:
        inner = "".join(f"<sitemap><loc>https://a.example/map-{number}</loc></sitemap>" for number in numbers)
        return _answer(f"<sitemapindex>{inner}</sitemapindex>", Content_Type="application/xml")

    pages = {f"https://a.example/map-{n}": index(range(n + 1, n + 40)) for n in range(200)}
    web = Web(pages)
    journal = _crawl(tmp_path, web, _target("https://a.example/map-0", kind="sitemap"), delay=0.0)
    assert len(journal.lines) <= MAX_NESTED + 1
    asked = [url for url, _, _ in web.asked]
    assert len(asked) == len(set(asked))


def test_a_crawl_that_goes_on_asks_for_nothing_that_it_has(tmp_path: Path) -> None:
    urls = [f"https://a.example/{n}" for n in range(4)]
    pages: dict[str, Answer | NoAnswer] = {url: _answer("<p>x") for url in urls}
    _crawl(tmp_path, Web(pages), *map(_target, urls[:2]))
    pages["https://a.example/moved"] = _answer("", status=301, Location=urls[0])
    web = Web(pages)
    journal = _crawl(tmp_path, web, *map(_target, [*urls, "https://a.example/moved"]))
    assert [url for url, _, _ in web.asked] == [urls[2], urls[3], "https://a.example/moved"]
    assert journal.lines["https://a.example/moved"].outcome == Reason.SAME_PAGE
    assert {line.file for line in journal.lines.values() if line.file} == {"pages-0001.warc.gz", "pages-0002.warc.gz"}


def test_a_fault_of_ours_ends_the_crawl_loudly(tmp_path: Path) -> None:
    class Broken(Web):
        async def get(self, url: str, headers: dict[str, str], wanted: Callable[[str], bool]) -> Answer:
            raise RuntimeError("a bug")

    with pytest.raises(RuntimeError, match="a bug"):
        _crawl(tmp_path, Broken({}), _target(KEY))
