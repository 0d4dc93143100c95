"""Where a crawl puts what it got: pages into a WARC file, then their lines into the journal, each synced in this order.

Lines that come while the disk is busy go to it together, in one sync of each file, so that a crawl of many hosts does
not wait for the disk.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from mediawatch.collect.web.crawl_journal import Journal, Line, WarcFile
from mediawatch.collect.web.downloader import Answer


class CrawlStore:
    """The files of one crawl, for the one event loop that writes them."""

    def __init__(self, folder: Path, journal: Journal) -> None:
        self._folder = folder
        self._journal = journal
        self._warc: WarcFile | None = None
        self._waiting: list[tuple[Line, asyncio.Future[None]]] = []
        self._writer: asyncio.Task[None] | None = None

    def keep(self, url: str, answer: Answer, at: datetime) -> tuple[str, int, int]:
        """Write a page; its file, place and length. It is on the disk when its line is."""
        if self._warc is None:
            self._warc = WarcFile(self._folder)
        offset, length = self._warc.add(url, answer.status, answer.headers, answer.body, at)
        return self._warc.name, offset, length

    async def add(self, line: Line) -> None:
        """Write a line; when this returns, it is on the disk."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((line, written))
        if self._writer is None:
            self._writer = asyncio.create_task(self._write())
        await written

    async def _write(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting, []
                try:
                    await asyncio.to_thread(self._sync, [line for line, _ in batch])
                except OSError as error:
                    for _, written in batch:
                        if not written.done():
                            written.set_exception(error)
                    continue
                for _, written in batch:
                    if not written.done():  # its worker may have been ended
                        written.set_result(None)
        finally:
            self._writer = None

    def _sync(self, lines: list[Line]) -> None:
        if self._warc is not None and any(line.file for line in lines):
            self._warc.sync()
        self._journal.add(*lines)

    async def close(self) -> None:
        """Write what is still to be written, and close."""
        if self._writer is not None:
            await self._writer
        if self._warc is not None:
            self._warc.close()
