"""What collects from archives and from the web finds the same with a bucket as with a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import newsroom
import pytest
from bucket import SeaweedFs
from mediawatch.collect.archives import warc_ranges
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.collect.web.crawl_journal import PAGE, Journal, Line, Target, WarcFile
from mediawatch.collect.web.fetch import Fetcher, WebSettings
from mediawatch.lake.run_folder import RunFolder
from mediawatch.model import RawDocument
from mediawatch.settings import Settings
from mediawatch.storage.door import Storage, at
from mediawatch.storage.object_store import ObjectStore
from web_history import Memory

NOW = datetime(2026, 10, 2, tzinfo=UTC)


@pytest.fixture
def far(server: SeaweedFs, tmp_path: Path) -> ObjectStore:
    return ObjectStore(server.lake(f"collecting-{tmp_path.name}"), tmp_path / "scratch")


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path, lake=tmp_path / "lake", database_url=None, postgres_dir=tmp_path / "pg", quiet_seconds=0
    )


def test_parts_of_an_archive(far: ObjectStore, settings: Settings, tmp_path: Path) -> None:
    newsroom.archive(tmp_path / "archive" / "a.warc.gz", [f"Report {number}" for number in range(20)])

    def found(lake: Storage) -> list[list[tuple[str, str, int]]]:
        store = RawStore(lake)
        parts, excluded = warc_ranges.plan(
            {"archive": tmp_path / "archive"}, (), store, RunFolder(lake, "backfill:1"),
            records=6, observed_at=NOW, settings=settings,
        )  # fmt: skip
        assert excluded == []
        read = [list(warc_ranges.read_part(part, store, observed_at=NOW, settings=settings)) for part in parts]
        pages = [[item for item in part if isinstance(item, RawDocument)] for part in read]
        with store.reader() as reader:
            assert all(b"Report" in reader.read(raw) for part in pages for raw in part)
        return [[(item.uri, item.raw_sha256, getattr(item, "byte_offset", 0)) for item in part] for part in read]

    near = found(at(settings.lake))
    assert len(near) >= 4
    assert found(far) == near


def fetched(keep_going: Sequence[bool]) -> Callable[..., Journal]:
    """A crawler that fetches two pages a time, and ends early where it is told to."""
    left = list(keep_going)

    def crawl(folder: Path, targets: Sequence[Target], web: WebSettings, limit: int, after: object) -> Journal:
        journal, warc = Journal(folder), WarcFile(folder)
        for target in [target for target in targets if target.key not in journal.lines][:2]:
            html = newsroom.article(target.key).encode()
            offset, length = warc.add(target.url, 200, [("Content-Type", "text/html; charset=utf-8")], html, NOW)
            journal.add(
                Line(
                    target.key, PAGE, NOW.isoformat(), status=200, final_url=target.url,
                    file=warc.name, offset=offset, length=length,
                )
            )  # fmt: skip
        warc.close()
        if not left.pop(0):
            raise InterruptedError
        return Journal(folder)

    return crawl


def test_a_crawl_goes_on_on_another_machine(
    far: ObjectStore, server: SeaweedFs, settings: Settings, tmp_path: Path
) -> None:
    urls = [f"https://news.example/{number}" for number in range(4)]
    crawler = fetched([False, True])
    one, other = RawStore(far), RawStore(ObjectStore(server.lake(f"collecting-{tmp_path.name}"), tmp_path / "other"))
    with pytest.raises(InterruptedError):
        Fetcher(one, Memory(), settings, crawl=crawler).fetch(urls, crawl_id="run", observed_at=NOW)
    crawl = Fetcher(other, Memory(), settings, crawl=crawler).fetch(urls, crawl_id="run", observed_at=NOW)
    pages = [document for document in crawl if isinstance(document, RawDocument)]
    assert sorted(page.uri for page in pages) == urls
    for page in pages:
        assert one.read(page) == newsroom.article(page.uri).encode()
    assert len({page.storage_url for page in pages}) == 2
    assert not [path for folder in ("scratch", "other") for path in (tmp_path / folder).rglob("*") if path.is_file()]
