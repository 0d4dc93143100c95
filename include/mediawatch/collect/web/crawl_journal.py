"""What a crawl has done so far, on disk: a job, an append-only journal, and WARC files with the responses.

A crawl has a folder in the raw store (`raw/web/<crawl>/`). A response is written to a WARC file and synced before
its line goes into the journal, and a line is synced before the next request of its host: after a kill -9 every line
of the journal is true, and what it names need not be fetched again. A crawl that goes on after one begins a new WARC
file, since the last record of the old one may be cut off.
"""

from __future__ import annotations

import io
import json
import os
from dataclasses import asdict, dataclass, field
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, Literal

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

TargetKind = Literal["page", "feed", "sitemap", "site"]

PAGE = "page"  # outcome: a page, in the WARC file
LISTING = "listing"  # outcome: a feed, sitemap or front page, read


@dataclass(frozen=True, slots=True)
class Target:
    """An address to fetch. `key` is its normalised spelling, under which everything about it is filed."""

    url: str
    key: str
    kind: TargetKind = "page"
    source_id: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    delay: float = 0.0  # seconds between two requests that its source asks for


@dataclass(frozen=True, slots=True)
class Job:
    """What the crawler process is told. Times in seconds, sizes in bytes."""

    targets: list[Target]
    user_agent: str
    allow: list[str]
    delay: float
    timeout: float
    max_bytes: int
    max_redirects: int
    max_listed: int
    patience: float
    backoff: float
    max_seconds: float
    concurrency: int

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self)), "utf-8")

    @classmethod
    def read(cls, path: Path) -> Job:
        value = json.loads(path.read_text("utf-8"))
        return cls(**{**value, "targets": [Target(**target) for target in value["targets"]]})


@dataclass(frozen=True, slots=True)
class Line:
    """What became of a target. `outcome` is PAGE, LISTING or a code of Reason."""

    key: str
    outcome: str
    at: str  # ISO time of the answer
    detail: str = ""
    kind: TargetKind = "page"
    source_id: str | None = None
    status: int | None = None
    final_url: str | None = None
    redirects: list[str] = field(default_factory=list)  # every address on the way, the first included
    etag: str | None = None
    last_modified: str | None = None
    retry_after: float | None = None  # seconds that the host asked us to stay away
    file: str | None = None  # WARC file in the crawl's folder
    offset: int = 0
    length: int = 0
    entries: list[tuple[str, str | None]] = field(default_factory=list)  # of a listing: address, time of change


class Journal:
    """Append-only JSON Lines. Also holds the robots.txt answers, so that a crawl asks for each once."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "journal.jsonl"
        self.lines: dict[str, Line] = {}
        self.robots: dict[str, tuple[int | None, str]] = {}
        if self.path.exists():
            self._load()

    def _load(self) -> None:
        whole = 0
        data = self.path.read_bytes()
        for text in data.splitlines(keepends=True):
            if not text.endswith(b"\n"):
                break  # cut off by the end of an earlier process
            whole += len(text)
            value: dict[str, Any] = json.loads(text)
            if "origin" in value:
                self.robots[value["origin"]] = (value["status"], value["body"])
            else:
                line = Line(**value)
                self.lines[line.key] = line
        if whole < len(data):
            with self.path.open("rb+") as file:
                file.truncate(whole)

    def _write(self, value: dict[str, Any]) -> None:
        with self.path.open("ab") as file:
            file.write(json.dumps(value, separators=(",", ":")).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def add(self, line: Line) -> None:
        self.lines[line.key] = line
        self._write({name: value for name, value in asdict(line).items() if value not in (None, [], "")})

    def add_robots(self, origin: str, status: int | None, body: str) -> None:
        self.robots[origin] = (status, body)
        self._write({"origin": origin, "status": status, "body": body})


class WarcFile:
    """A new WARC file of a crawl; one gzip member a response, as it came over the wire (content encoding kept)."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self._durable = durable  # False: without a sync after each response
        number = len(list(folder.glob("pages-*.warc.gz"))) + 1
        self.name = f"pages-{number:04d}.warc.gz"
        self._file = (folder / self.name).open("xb")
        self._writer = WARCWriter(self._file, gzip=True)

    def add(self, url: str, status: int, headers: list[tuple[str, str]], body: bytes, at: datetime) -> tuple[int, int]:
        """Write and sync one response; its place and length in the file."""
        start = self._file.tell()
        try:
            phrase = HTTPStatus(status).phrase
        except ValueError:
            phrase = ""
        # The client has joined the chunks already, so that the header would tell a lie.
        kept = [(name, value) for name, value in headers if name.lower() != "transfer-encoding"]
        record = self._writer.create_warc_record(
            url,
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=StatusAndHeaders(f"{status} {phrase}".rstrip(), kept, protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": at.strftime("%Y-%m-%dT%H:%M:%SZ")},
        )
        self._writer.write_record(record)
        if self._durable:
            self._file.flush()
            os.fsync(self._file.fileno())
        return start, self._file.tell() - start

    def close(self) -> None:
        self._file.close()
