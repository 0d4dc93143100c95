"""How fast the crawler is beside plain Scrapy, with the same politeness: `python benchmarks/fetch_speed.py`.

HOSTS web sites on addresses of the loopback network, each with a robots.txt, a feed and PAGES pages; one of them takes
a second for each answer. `Fetcher.fetch` collects them as sources, with memory for a warehouse; plain Scrapy reads the
same feeds and pages in a spider that keeps nothing. Both wait 50 ms between two requests of a host and may have 100
requests at the same time. They take turns, and what counts is told by the servers: pages a second from the first
request to the last page of the other hosts, and how long the slow one took. For Linux, where all of 127/8 is loopback.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

DELAY = 0.05
AT_ONCE = 100
SLOW = 1.0
_WORDS = [
    "harbour",
    "valley",
    "railway",
    "market",
    "bridge",
    "river",
    "council",
    "budget",
    "contract",
    "delegation",
    "agreement",
    "inflation",
]


def address(number: int) -> str:
    return f"127.1.{number // 250}.{number % 250 + 1}"


def page(host: int, number: int, size: int = 20_000) -> bytes:
    chance = random.Random(host * 1000 + number)
    paragraphs = []
    while sum(map(len, paragraphs)) < size:
        paragraphs.append(f"<p>{' '.join(chance.choices(_WORDS, k=80))}.</p>")
    head = f"<!doctype html><html><head><title>Story {number} of {host}</title></head>"
    return f"{head}<body><article>{''.join(paragraphs)}</article></body></html>".encode()


async def serve(hosts: int, pages: int, port: int) -> None:
    """All hosts in one loop. On `GET /_log` of the first: (time, host, path) of all answers since the last time."""
    log: list[tuple[float, int, str]] = []
    bodies = {(host, number): page(host, number) for host in range(hosts) for number in range(pages)}

    async def answer(host: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := await reader.readuntil(b"\r\n\r\n"):
                path = request.split(b" ", 2)[1].decode()
                kind = "text/html; charset=utf-8"
                if path == "/_log":
                    body = json.dumps(log).encode()
                    log.clear()
                else:
                    if host == 0:
                        await asyncio.sleep(SLOW)
                    if path == "/robots.txt":
                        body, kind = b"User-agent: *\nDisallow: /private\n", "text/plain"
                    elif path == "/feed":
                        links = "".join(
                            f"<item><link>http://{address(host)}:{port}/story/{n}</link></item>" for n in range(pages)
                        )
                        body, kind = f"<rss><channel>{links}</channel></rss>".encode(), "application/rss+xml"
                    else:
                        body = bodies[host, int(path.rpartition("/")[2])]
                    log.append((time.monotonic(), host, path))
                head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
                writer.write(head.encode() + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    servers = [
        await asyncio.start_server(lambda r, w, host=host: answer(host, r, w), address(host), port)  # type: ignore[misc]
        for host in range(hosts)
    ]
    print("ready", flush=True)
    await asyncio.gather(*(server.serve_forever() for server in servers))


def plain_scrapy(hosts: int, port: int) -> None:
    """A spider as its documentation begins one: feeds, then the pages that they name."""
    import scrapy
    from scrapy.crawler import AsyncCrawlerProcess

    class Reader(scrapy.Spider):
        name = "plain"
        start_urls = [  # noqa: RUF012 - as in its documentation
            f"http://{address(host)}:{port}/feed" for host in range(hosts)
        ]

        def parse(self, response):  # type: ignore[no-untyped-def]
            for link in response.xpath("//item/link/text()").getall():
                yield scrapy.Request(link, callback=self.parse_page)

        def parse_page(self, response):  # type: ignore[no-untyped-def]
            yield {"url": response.url, "size": len(response.body)}

    process = AsyncCrawlerProcess(
        {
            "ROBOTSTXT_OBEY": True,
            "DOWNLOAD_DELAY": DELAY,
            "DOWNLOAD_DELAY_JITTER": 0,
            "CONCURRENT_REQUESTS": AT_ONCE,
            "SCHEDULER_PRIORITY_QUEUE": "scrapy.pqueues.DownloaderAwarePriorityQueue",  # advised for many hosts
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
            "LOG_LEVEL": "WARNING",
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    process.crawl(Reader)
    process.start()


def ours(hosts: int, port: int) -> None:
    from mediawatch.collect.raw.raw_store import RawStore
    from mediawatch.collect.web.fetch import Fetcher, WebSettings
    from mediawatch.collect.web.sources import Source
    from mediawatch.settings import Settings

    sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
    from web_history import Memory

    sources = [
        Source(source_id=f"s{host}", publisher="P", feeds=(f"http://{address(host)}:{port}/feed",), enabled=True)
        for host in range(hosts)
    ]
    web = WebSettings(allow=tuple(f"{address(host)}:{port}" for host in range(hosts)), delay=DELAY, concurrency=AT_ONCE)
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        settings = Settings(home=here, lake=here / "lake", database_url=None, postgres_dir=here / "pg")
        fetcher = Fetcher(RawStore(settings.lake), Memory(), settings, web)
        fetcher.fetch([], sources, crawl_id="speed", observed_at=datetime.now(UTC))


def measured(what: str, arguments: argparse.Namespace) -> tuple[float, float, float]:
    """(pages a second of the quick hosts, seconds of the slow one, processor seconds) of one crawl."""
    from urllib.request import urlopen

    def log() -> list[tuple[float, int, str]]:
        with urlopen(f"http://{address(0)}:{arguments.port}/_log") as answer:
            return [tuple(line) for line in json.load(answer)]

    log()
    before = getrusage(RUSAGE_CHILDREN)
    subprocess.run([sys.executable, __file__, what, *map(str, (arguments.hosts, arguments.port))], check=True)
    after = getrusage(RUSAGE_CHILDREN)
    asked = log()
    quick = [at for at, host, path in asked if host and path.startswith("/story/")]
    slow = [at for at, host, _ in asked if not host]
    assert len(quick) == (arguments.hosts - 1) * arguments.pages, (what, len(quick))
    begin = min(at for at, _, _ in asked)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return len(quick) / (max(quick) - begin), max(slow) - begin, processor


def main() -> None:
    if len(sys.argv) == 4 and sys.argv[1] in ("plain", "ours"):
        {"plain": plain_scrapy, "ours": ours}[sys.argv[1]](int(sys.argv[2]), int(sys.argv[3]))
        return
    if len(sys.argv) == 5 and sys.argv[1] == "serve":
        asyncio.run(serve(*map(int, sys.argv[2:])))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--port", type=int, default=8765)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    numbers = map(str, (arguments.hosts, arguments.pages, arguments.port))
    server = subprocess.Popen([sys.executable, __file__, "serve", *numbers], stdout=subprocess.PIPE)
    try:
        assert server.stdout is not None
        server.stdout.readline()
        ratios = []
        for number in range(arguments.rounds):
            found = {
                what: measured(what, arguments) for what in (("plain", "ours") if number % 2 else ("ours", "plain"))
            }
            ratios.append(found["ours"][0] / found["plain"][0])
            for what, (speed, slow, processor) in found.items():
                print(f"{what:6} {speed:6.0f} pages/s, slow host {slow:5.1f} s, {processor:5.1f} s of processor")
            print(f"ratio {ratios[-1]:.2f}")
        print(f"ratio, median of {arguments.rounds}: {statistics.median(ratios):.2f}")
        print(f"memory: {getrusage(RUSAGE_SELF).ru_maxrss // 1024} MB; {os.cpu_count()} processors")
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
