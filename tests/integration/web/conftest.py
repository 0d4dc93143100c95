"""Loopback web sites with a log of what they were asked, and a fetcher that may talk to them alone."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.collect.web.fetch import Fetcher, WebSettings
from mediawatch.settings import Settings
from web_history import Memory


@dataclass
class Asked:
    """One request as the server saw it. Times by time.monotonic()."""

    path: str
    headers: dict[str, str]
    began: float
    status: int = 0
    ended: float = 0.0


Answer = Callable[["_Handler"], None]


@dataclass
class Site:
    """A web server on one loopback address. `pages` maps a path to (status, headers, body) or to a function."""

    host: str
    port: int = 0
    pages: dict[str, tuple[int, dict[str, str], bytes] | Answer] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)
    server: ThreadingHTTPServer | None = None

    @property
    def name(self) -> str:
        return f"{self.host}:{self.port}"

    def url(self, path: str) -> str:
        return f"http://{self.name}{path}"

    def paths(self) -> list[str]:
        return [asked.path for asked in self.log]

    def page(self, path: str, body: bytes | str, *, status: int = 200, **headers: str) -> None:
        data = body.encode() if isinstance(body, str) else body
        kept = {"Content-Type": "text/html; charset=utf-8"}
        kept.update({name.replace("_", "-"): value for name, value in headers.items()})
        self.pages[path] = (status, kept, data)

    def start(self) -> None:
        site = self

        class Bound(_Handler):
            owner = site

        self.server = ThreadingHTTPServer((self.host, self.port), Bound)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()


class _Handler(BaseHTTPRequestHandler):
    owner: Site
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def do_GET(self) -> None:
        asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()}, time.monotonic())
        self.owner.log.append(asked)
        pages = self.owner.pages
        missing = (404, {"Content-Type": "text/html"}, b"<p>no such page")
        answer = pages.get(self.path) or pages.get(self.path.partition("?")[0]) or missing
        try:
            if callable(answer):
                asked.status = -1
                answer(self)
            else:
                asked.status = self._send(*answer)
        except OSError:
            self.close_connection = True
        finally:
            asked.ended = time.monotonic()

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> int:
        etag, modified = headers.get("ETag"), headers.get("Last-Modified")
        if (etag and self.headers.get("If-None-Match") == etag) or (
            modified and self.headers.get("If-Modified-Since") == modified
        ):
            status, body = 304, b""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        return status


class Forbidden:
    """A listener that nothing may connect to."""

    def __init__(self, host: str) -> None:
        self.socket = socket.create_server((host, 0))
        self.host, self.port = self.socket.getsockname()[:2]
        self.connections: list[Any] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                connection, address = self.socket.accept()
            except OSError:
                return
            self.connections.append(address)
            connection.close()


@pytest.fixture
def make_site() -> Iterator[Callable[[str], Site]]:
    """Starts a site on an address of the loopback network."""
    sites: list[Site] = []

    def make(host: str) -> Site:
        site = Site(host)
        site.page("/robots.txt", "User-agent: *\nDisallow: /private\n", Content_Type="text/plain")
        site.start()
        sites.append(site)
        return site

    yield make
    for site in sites:
        site.stop()


@pytest.fixture
def forbidden() -> Iterator[Forbidden]:
    listener = Forbidden("127.0.0.9")
    yield listener
    listener.socket.close()


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path,
        lake=tmp_path / "lake",
        database_url=None,
        postgres_dir=tmp_path / "postgres",
        max_document_bytes=200_000,
    )


@pytest.fixture
def store(settings: Settings) -> RawStore:
    return RawStore(settings.lake)


@pytest.fixture
def make_fetcher(store: RawStore, settings: Settings, memory: Memory) -> Callable[..., Fetcher]:
    """A fetcher that may contact the given sites; keywords change WebSettings (quick ones by default)."""

    def make(*sites: Site, **web: Any) -> Fetcher:
        quick: dict[str, Any] = {"delay": 0.03, "timeout": 1.5, "patience": 3.0, "backoff": 0.2}
        allow = tuple(site.name for site in sites)
        return Fetcher(store, memory, settings, WebSettings(**{"allow": allow, **quick, **web}))

    return make


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)
