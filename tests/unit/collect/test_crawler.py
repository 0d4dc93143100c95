"""How the crawler goes about its hosts: without a process, without a network."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from mediawatch.collect.web.crawl_journal import LISTING, PAGE, Job, Journal, Line, Target
from mediawatch.collect.web.crawler import Crawl
from mediawatch.collect.web.downloader import Answer, NoAnswer
from mediawatch.collect.web.due.frontier import Frontier
from mediawatch.collect.web.due.sitemap_choice import MAX_NESTED
from mediawatch.collect.web.guard import Guard
from mediawatch.collect.web.politeness import MAX_CRAWL_DELAY, PoliteClient
from mediawatch.collect.web.sources import Source
from mediawatch.errors import Reason
from web_history import Memory

AT = datetime(2026, 10, 1, 12, 0, tzinfo=UTC)
KEY = "https://a.example/1"


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


def _job(*targets: Target) -> Job:
    return Job(
        targets=list(targets),
        user_agent="MediaWatch/1",
        allow=[],
        delay=0.02,
        timeout=1.0,
        max_bytes=10_000,
        max_redirects=3,
        patience=1.0,
        backoff=0.05,
        max_seconds=20.0,
        concurrency=4,
    )


def _crawl(folder: Path, web: Web, *targets: Target, frontier: Frontier | None = None, **changed: object) -> Journal:
    async def run() -> None:
        job = replace(_job(*targets), **changed)  # type: ignore[arg-type]
        crawl = Crawl(job, folder, web, tell)
        crawls.append(crawl)
        await crawl.run()

    def tell(line: Line) -> None:
        crawls[0].told(frontier.after(line) if frontier else [])

    crawls: list[Crawl] = []
    asyncio.run(run())
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


@pytest.mark.parametrize("kind", ["page", "feed"])
def test_a_server_that_says_unchanged_to_whom_knows_nothing_has_given_no_answer(kind: str, tmp_path: Path) -> None:
    """What it says so of would be taken for fetched, and no story of it ever seen."""
    moved, ends = "https://a.example/2", "https://a.example/3"
    web = Web(
        {KEY: _answer("", status=304), moved: _answer("", status=302, Location="/3"), ends: _answer("", status=304)}
    )
    known = "https://a.example/4"
    web.pages[known] = _answer("", status=304)
    journal = _crawl(
        tmp_path, web, _target(KEY, kind=kind), _target(moved, kind=kind, etag='"1"'), _target(known, etag='"1"')
    )
    assert [journal.lines[url].outcome for url in (KEY, moved, known)] == [
        *(Reason.HTTP_STATUS, Reason.HTTP_STATUS, Reason.NOT_MODIFIED)
    ]
    assert journal.lines[KEY].status == 304


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
    source = Source(source_id="a", publisher="A", sitemaps=("https://a.example/map-0",))
    frontier = Frontier(Guard(), Memory(), AT, {"a": source})
    journal = _crawl(tmp_path, web, *frontier.first([]), frontier=frontier, delay=0.0)
    assert len(journal.lines) == MAX_NESTED + 1
    asked = [url for url, _, _ in web.asked]
    assert len(asked) == len(set(asked))


class Failing(Web):
    """Answers each address with a status so many times, then with its page."""

    def __init__(self, pages: dict[str, Answer | NoAnswer], first: dict[str, list[Answer | NoAnswer]]) -> None:
        super().__init__(pages)
        self.first = first

    async def get(self, url: str, headers: dict[str, str], wanted: Callable[[str], bool]) -> Answer:
        kept = self.pages.get(url)
        if self.first.get(url):
            self.pages[url] = self.first[url].pop(0)
        try:
            return await super().get(url, headers, wanted)
        finally:
            if kept is not None:
                self.pages[url] = kept


@pytest.mark.parametrize(
    "trouble",
    [
        *(_answer("", status=status) for status in (500, 502, 503, 504)),
        NoAnswer(Reason.TIMEOUT, "none"),
        NoAnswer(Reason.UNREACHABLE, "none"),
    ],
)
def test_what_fails_once_is_tried_again_after_a_pause(tmp_path: Path, trouble: Answer | NoAnswer) -> None:
    pages: dict[str, Answer | NoAnswer] = {f"https://a.example/{n}": _answer("<p>x") for n in range(4)}
    web = Failing(pages, {"https://a.example/0": [trouble], "https://a.example/robots.txt": [trouble]})
    web.pages["https://a.example/robots.txt"] = _answer("User-agent: *", Content_Type="text/plain")
    journal = _crawl(tmp_path, web, *map(_target, list(pages)[:4]), backoff=0.3)
    assert {line.outcome for line in journal.lines.values()} == {PAGE}
    first, second = [began for url, began, _ in web.asked if url.endswith("/0")]
    assert second - first >= 0.3
    paths = [url.rpartition("/")[2] for url, _, _ in web.asked]
    assert paths == ["robots.txt", "robots.txt", "0", "1", "2", "3", "0"], "the others do not wait for it"


@pytest.mark.parametrize("trouble", [_answer("", status=500), NoAnswer(Reason.TIMEOUT, "none")])
def test_three_failing_pages_do_not_lose_the_rest_of_a_host(tmp_path: Path, trouble: Answer | NoAnswer) -> None:
    pages = {f"https://a.example/{n}": trouble if n < 3 else _answer("<p>x") for n in range(12)}
    journal = _crawl(tmp_path, Web(pages), *map(_target, pages))
    assert [key for key, line in journal.lines.items() if line.outcome == PAGE] == list(pages)[3:]


def test_a_crawl_delay_beyond_all_measure_is_not_kept(tmp_path: Path) -> None:
    web = Web({KEY: _answer("<p>x")})
    web.pages["https://a.example/robots.txt"] = _answer("User-agent: *\nCrawl-delay: 86400", Content_Type="text/plain")
    client = PoliteClient(_job(), Journal(tmp_path), web, Guard())
    asyncio.run(client.robots_of(KEY))
    assert client.host(KEY).delay == MAX_CRAWL_DELAY


def test_a_slow_listing_holds_up_no_pages_of_others(tmp_path: Path) -> None:
    pages: dict[str, Answer | NoAnswer] = {}
    for host in ("slow", "quick"):
        links = "".join(f"<item><link>https://{host}.example/{n}</link></item>" for n in range(3))
        pages[f"https://{host}.example/feed"] = _answer(f"<rss><channel>{links}</channel></rss>")
        pages |= {f"https://{host}.example/{n}": _answer("<p>x") for n in range(3)}
    sources = {
        host: Source(source_id=host, publisher=host, feeds=(f"https://{host}.example/feed",))
        for host in ("slow", "quick")
    }
    web = Web(pages, {"slow.example": 0.4})
    frontier = Frontier(Guard(), Memory(), AT, sources)
    journal = _crawl(tmp_path, web, *frontier.first([]), frontier=frontier)
    assert sum(line.outcome == PAGE for line in journal.lines.values()) == 6
    first_of_slow = min(end for url, _, end in web.asked if url == "https://slow.example/feed")
    assert max(end for url, _, end in web.asked if "quick" in url) < first_of_slow


def test_what_an_empty_listing_is_and_what_is_none(tmp_path: Path) -> None:
    bodies = {
        "news": '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>',
        "channel": '<?xml version="1.0"?><rss version="2.0"><channel><title>Quiet</title></channel></rss>',
        "atom": '<feed xmlns="http://www.w3.org/2005/Atom"/>',
        "maintenance": "<!doctype html><title>Back soon</title><p>We are feeding the servers.",
        "nothing": "",
    }
    pages = {f"https://a.example/{name}": _answer(body) for name, body in bodies.items()}
    kinds = {"news": "sitemap", "maintenance": "feed", "nothing": "sitemap"}
    targets = [_target(f"https://a.example/{name}", kind=kinds.get(name, "feed")) for name in bodies]
    journal = _crawl(tmp_path, Web(dict(pages)), *targets)
    outcomes = {key.rpartition("/")[2]: line.outcome for key, line in journal.lines.items()}
    assert outcomes == dict.fromkeys(("news", "channel", "atom"), LISTING) | dict.fromkeys(
        ("maintenance", "nothing"), Reason.NOT_A_LISTING
    )


@pytest.mark.parametrize(("status", "told"), [(301, True), (308, True), (302, False), (307, False)])
def test_a_listing_that_has_moved_for_good_says_where_to(tmp_path: Path, status: int, told: bool) -> None:
    feed = "<rss><channel><item><link>https://a.example/s</link></item></channel></rss>"
    pages: dict[str, Answer | NoAnswer] = {
        "https://a.example/feed": _answer("", status=status, Location="https://new.example/feed"),
        "https://new.example/feed": _answer(feed),
    }
    journal = _crawl(tmp_path, Web(pages), _target("https://a.example/feed", kind="feed"))
    (line,) = journal.lines.values()
    note = "moved: it has moved for good to https://new.example/feed; write that into the source's file"
    assert line.notes == ([note] if told else [])


def test_a_crawl_that_goes_on_asks_for_nothing_that_it_has(tmp_path: Path) -> None:
    urls = [f"https://a.example/{n}" for n in range(4)]
    pages: dict[str, Answer | NoAnswer] = {url: _answer("<p>x") for url in urls}
    _crawl(tmp_path, Web(pages), *map(_target, urls[:2]))
    pages["https://a.example/moved"] = _answer("", status=301, Location=urls[0])
    web = Web(pages)
    journal = _crawl(tmp_path, web, *map(_target, [*urls, "https://a.example/moved"]))
    assert [url for url, _, _ in web.asked] == [urls[2], urls[3], "https://a.example/moved"]
    assert journal.lines["https://a.example/moved"].outcome == Reason.SAME_PAGE
    assert {line.file[:10] for line in journal.lines.values() if line.file} == {"pages-0001", "pages-0002"}


def test_a_fault_of_ours_ends_the_crawl_loudly(tmp_path: Path) -> None:
    class Broken(Web):
        async def get(self, url: str, headers: dict[str, str], wanted: Callable[[str], bool]) -> Answer:
            raise RuntimeError("a bug")

    with pytest.raises(RuntimeError, match="a bug"):
        _crawl(tmp_path, Broken({}), _target(KEY))
