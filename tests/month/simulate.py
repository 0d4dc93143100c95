"""Runs the simulated month: `python -m month.simulate --database-url URL`, with tests/ on the path.

One process: the publishers' servers and Scrapy's downloader share an event loop, and `Fetcher.fetch` runs in a thread
beside it, once for each hour of the clock, with the warehouse for its memory. What a run's publication keeps is kept
after each poll: states, sources, and a row of news.article for each page that is new. Prints a report in JSON.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import socket
import tempfile
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.collect.web.crawl_journal import Journal, Line, Target
from mediawatch.collect.web.crawl_process import After, WebSettings, job_of, left_to_do
from mediawatch.collect.web.crawler import Crawl
from mediawatch.collect.web.downloader import Downloader, run_spider
from mediawatch.collect.web.fetch import Fetcher
from mediawatch.collect.web.guard import Guard
from mediawatch.collect.web.source_files import LoadedSources, load_sources
from mediawatch.model import RawDocument
from mediawatch.settings import Settings
from mediawatch.store.ledger import crawl_state
from mediawatch.store.schema import tables
from mediawatch.store.server.connect import transaction
from sqlalchemy import insert

from month.publishers import BROKEN, HEALTHY, Publisher
from month.report import report

BEGIN = datetime(2026, 3, 2, tzinfo=UTC)
SLOW = 0.03  # seconds of an answer of a slow publisher


class Month:
    """The clock, the publishers and what was told of them."""

    def __init__(self, sources: int, days: int, port: int) -> None:
        self.now = BEGIN
        self.days = days
        kinds = [(HEALTHY + BROKEN)[number % len(HEALTHY + BROKEN)] for number in range(sources)]
        bases = [f"http://127.2.{n // 250}.{n % 250 + 1}:{port}" for n in range(sources)]
        self.publishers = [
            Publisher(number, kind, bases[number], bases[number - 1], BEGIN, days) for number, kind in enumerate(kinds)
        ]
        self.told: dict[str, list[tuple[datetime, str]]] = {}
        self.requests = 0

    async def serve(self, publisher: Publisher) -> None:
        host, port = publisher.base.removeprefix("http://").split(":")

        async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                while request := (await reader.readuntil(b"\r\n\r\n")).decode("latin-1"):
                    path = request.split(" ", 2)[1]
                    lines = (line.partition(":") for line in request.split("\r\n")[1:])
                    sent = {name.lower(): value.strip() for name, _, value in lines}
                    self.requests += 1
                    if publisher.kind == "slow":
                        await asyncio.sleep(SLOW)
                    status, headers, body = publisher.answer(path, sent.get("if-none-match"), self.now)
                    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
                    writer.write(f"HTTP/1.1 {status} X\r\n{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
                    await writer.drain()
            except (asyncio.IncompleteReadError, ConnectionError):
                pass
            finally:
                writer.close()

        await asyncio.start_server(answer, host, int(port))

    def tell(self, lines: Sequence[str]) -> None:
        for line in lines:
            name, _, words = line.partition(": ")
            self.told.setdefault(name, []).append((self.now, words))


def poll(
    month: Month, fetcher: Fetcher, settings: Settings, loaded: LoadedSources, known: set[str], articles: set[str]
) -> None:
    """One run: collect what is due, keep what its publication would keep, and ask what its gate would tell."""
    crawl = fetcher.fetch([], loaded.sources, crawl_id=f"{month.now:%Y%m%dT%H%M}", observed_at=month.now)
    new = [item for item in crawl if isinstance(item, RawDocument) and item.document_id not in known]
    known.update(item.document_id for item in new)
    first = {item.uri: item for item in new if item.uri not in articles}
    articles.update(first)
    states = list(crawl.states.values())
    with transaction(settings) as connection:
        connection.exec_driver_sql(f"set local mediawatch.now = '{month.now.isoformat()}'")
        delivered = Counter(item.source_id or "" for item in new)
        silent, unusual = crawl_state.startling(connection, delivered, states)
        notes = [f"{state.source_id}: {note}" for state in states for note in state.notes]
        month.tell([*silent, *unusual, *notes])
        connection.exec_driver_sql("set local session_replication_role = replica")  # without the rows of runs
        if month.now < BEGIN + timedelta(hours=1):  # the files stay as they are
            crawl_state.keep_sources(connection, loaded)
        crawl_state.keep_states(connection, states)
        if first:
            connection.execute(insert(tables.article), [_row(item, month.now) for item in first.values()])


def _row(item: RawDocument, now: datetime) -> dict[str, Any]:
    same = {"in_language": "en", "language_source": "x", "language_confidence": 1.0, "word_count": 9, "terms": ""}
    times = {"observed_at": now, "first_seen_at": now, "last_seen_at": now}
    words = {"headline": "x", "headline_source": "h1", "article_body": "x", "extraction_method": "x"}
    names = {"raw_id": item.document_id, "content_sha256": item.raw_sha256, "text_sha256": item.raw_sha256}
    return {"uri": item.uri, "source_id": item.source_id, "run_id": "month", **same, **times, **words, **names}


def simulate(database_url: str, sources: int, days: int) -> dict[str, Any]:
    """The report of a month with so many publishers and days."""
    with socket.create_server(("127.2.0.1", 0)) as free:
        port = free.getsockname()[1]
    month = Month(sources, days, port)
    found: dict[str, Any] = {}

    async def work(crawler: Any) -> None:
        loop = asyncio.get_running_loop()
        for publisher in month.publishers:
            await month.serve(publisher)
        allow = tuple(publisher.base.removeprefix("http://") for publisher in month.publishers)
        client = Downloader(crawler, Guard.of(allow), timeout=5.0, max_bytes=5_000_000)
        web = WebSettings(allow=allow, delay=0.0, backoff=0.01, patience=0.5, timeout=5.0)

        def crawl(folder: Path, targets: Sequence[Target], web: WebSettings, most: int, after: After) -> Journal:
            left = left_to_do(Journal(folder), targets, after)

            async def run() -> None:
                def tell(line: Line) -> None:
                    here.told(after(line))

                here = Crawl(job_of(left, web, most), folder, client, tell, lambda: month.now)
                await here.run()

            if left:
                asyncio.run_coroutine_threadsafe(run(), loop).result()
            return Journal(folder)

        memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
        with tempfile.TemporaryDirectory(prefix="mediawatch-month-", dir=memory) as place:
            home = Path(place)
            settings = Settings(home=home, lake=home / "lake", database_url=database_url, postgres_dir=home / "pg")
            settings.sources_dir.mkdir(parents=True)
            for publisher in month.publishers:
                (settings.sources_dir / f"{publisher.name}.yaml").write_text(publisher.source_lines())
            history = crawl_state.PostgresUrlHistory(settings)
            fetcher = Fetcher(RawStore(settings.lake), history, settings, web, crawl)
            loaded = load_sources(settings.sources_dir)
            known: set[str] = set()
            articles: set[str] = set()
            for hour in range(24 * days):
                month.now = BEGIN + timedelta(hours=hour, seconds=hour % 50)
                await asyncio.to_thread(poll, month, fetcher, settings, loaded, known, articles)
        found.update(report(month.publishers, month.told, month.requests, articles, month.now))

    run_spider(work)
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--database-url", required=True)
    parser.add_argument("--sources", type=int, default=20)
    parser.add_argument("--days", type=int, default=6)
    arguments = parser.parse_args()
    print(json.dumps(simulate(arguments.database_url, arguments.sources, arguments.days), indent=1))
