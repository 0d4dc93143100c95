"""Shared by the tests of collect: a store, settings with small limits, and a way to make WARC records."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from mediawatch.collect.files.inbox import collect_files
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.model import Excluded, RawDocument
from mediawatch.settings import Settings

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path,
        lake=tmp_path / "lake",
        database_url=None,
        postgres_dir=tmp_path / "postgres",
        max_file_bytes=4_000_000,
        max_document_bytes=1_000_000,
    )


@pytest.fixture
def store(settings: Settings) -> RawStore:
    return RawStore(settings.lake)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def collect(store: RawStore, settings: Settings, inbox: Path) -> Callable[..., list[RawDocument | Excluded]]:
    """Collects the inbox (or the path given) without waiting for quiet; keywords replace settings."""

    def run(path: Path = inbox, quiet_seconds: float = 0, **changed: Any) -> list[RawDocument | Excluded]:
        use = replace(settings, quiet_seconds=quiet_seconds, **changed)
        documents: Iterator[RawDocument | Excluded] = collect_files({"box": path}, store, observed_at=NOW, settings=use)
        return list(documents)

    return run


def _warc_record(
    url: str,
    body: bytes,
    *,
    status: str = "200 OK",
    headers: str = "Content-Type: text/html; charset=UTF-8\r\n",
    kind: str = "response",
    date: str = "2026-10-01T08:30:00Z",
) -> bytes:
    """One WARC record as it stands in an uncompressed file."""
    block = f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + body
    if kind != "response":
        block = body
    content_type = "application/http; msgtype=response" if kind == "response" else "text/plain"
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
        f"WARC-Record-ID: <urn:uuid:{abs(hash((url, body)))}>\r\nContent-Type: {content_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


@pytest.fixture
def warc_record() -> Callable[..., bytes]:
    """Makes one WARC record from an address and a body."""
    return _warc_record
