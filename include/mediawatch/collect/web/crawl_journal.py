"""What a crawl has done so far, on disk: a job, an append-only journal, and WARC files with the responses.

A crawl has a folder in the raw store (`raw/web/<crawl>/`). A response is written to a WARC file and synced before
its line goes into the journal, and a line is synced before the next request of its host: after a kill -9 every line
of the journal is true, and what it names need not be fetched again. Lines that end at the same moment share one
sync. A crawl that goes on after one begins a new WARC file, since the last record of the old one may be cut off.
"""

from __future__ import annotations

import io
import json
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
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
    changed: str | None = None  # ISO time of the last change that a listing states
    depth: int = 0  # of a nested sitemap: how many sitemaps led to it


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
    nested: list[tuple[str, str | None]] = field(default_factory=list)  # sitemaps that it names, likewise
    changed: str | None = None  # as its target has it
    depth: int = 0
    following: str | None = None  # of a page of several: the next one
    notes: list[str] = field(default_factory=list)  # of a listing: what people should know, `code: words`
    form: str = ""  # of a listing: what it is, in words


class Journal:
    """Append-only JSON Lines. Also holds the robots.txt answers, so that a crawl asks for each once."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "journal.jsonl"
        self.lines: dict[str, Line] = {}
        self.robots: dict[str, tuple[int | None, str]] = {}
        self._read = 0  # bytes of the file
        if self.path.exists() and self.refresh():
            with self.path.open("rb+") as file:
                file.truncate(self._read)

    def refresh(self) -> int:
        """Read what another process has written since; the bytes of a last line that is not whole."""
        with self.path.open("rb") as file:
            file.seek(self._read)
            data = file.read()
        whole = data[: data.rfind(b"\n") + 1]
        for text in whole.splitlines():
            value: dict[str, Any] = json.loads(text)
            if "origin" in value:
                self.robots[value["origin"]] = (value["status"], value["body"])
            else:
                line = Line(**value)
                self.lines[line.key] = line
        self._read += len(whole)
        return len(data) - len(whole)

    def _write(self, values: Iterable[dict[str, Any]], *, sync: bool) -> None:
        data = b"".join(json.dumps(value, separators=(",", ":")).encode() + b"\n" for value in values)
        with self.path.open("ab") as file:
            file.write(data)
            file.flush()
            if sync:
                os.fsync(file.fileno())

    def add(self, *lines: Line) -> None:
        """Write lines and sync them, once for all."""
        self.lines |= {line.key: line for line in lines}
        self._write(map(_told, lines), sync=True)

    def add_robots(self, origin: str, status: int | None, body: str) -> None:
        """Not synced: at worst a robots.txt is asked for once more."""
        self.robots[origin] = (status, body)
        self._write([{"origin": origin, "status": status, "body": body}], sync=False)


def _told(line: Line) -> dict[str, Any]:
    """The fields of a line that say something."""
    values = {field.name: getattr(line, field.name) for field in fields(line)}
    return {name: value for name, value in values.items() if value not in (None, [], "", 0)}


class WarcFile:
    """A new WARC file of a crawl; one gzip member a response, as it came over the wire (content encoding kept)."""

    def __init__(self, folder: Path) -> None:
        number = len(list(folder.glob("pages-*.warc.gz"))) + 1
        # Two machines may crawl for one run, where one of them was given up and lives: neither writes over the other.
        self.name = f"pages-{number:04d}-{secrets.token_hex(4)}.warc.gz"
        self._file = (folder / self.name).open("xb")
        self._writer = WARCWriter(self._file, gzip=True)

    def add(self, url: str, status: int, headers: list[tuple[str, str]], body: bytes, at: datetime) -> tuple[int, int]:
        """Write one response; its place and length in the file."""
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
        self._file.flush()
        return start, self._file.tell() - start

    def sync(self) -> None:
        """Bring all that was added to the disk."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        self._file.close()
