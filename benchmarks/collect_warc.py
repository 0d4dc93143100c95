"""How fast collect reads WARC files, against bare FastWARC iteration, and what memory it takes.

    python benchmarks/collect_warc.py                  # makes 2,000 and 20,000 records, measures, prints a table

Each measurement runs in a process of its own; peak memory is the process's maximum resident set.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path


def make(path: Path, records: int) -> None:
    """Pages of 10 to 150 KB in the manner of news sites (the 893 real ones of the development data have 179 KB on
    average), all different, one gzip member each, compressed to about a fifth."""
    from mediawatch.collect.web.crawl_journal import WarcFile

    chance = random.Random(7)
    words = [f"{chance.choice('bdfgklmnprst')}{chance.randrange(10**5)}" for _ in range(400)]
    stock = [
        f'<div class="teaser"><p class="text" data-id="{number}">{" ".join(chance.choices(words, k=60))}.</p></div>\n'
        for number in range(500)
    ]
    at = datetime(2026, 10, 1, tzinfo=UTC)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        warc = WarcFile(Path(folder))
        for number in range(records):
            paragraphs = "".join(chance.choices(stock, k=chance.randint(20, 300)))
            page = f"<!doctype html><html><head><title>{number}</title></head><body>{paragraphs}</body></html>"
            warc.add(f"https://news.example/{number}", 200, [("Content-Type", "text/html")], page.encode(), at)
        warc.close()
        (Path(folder) / warc.name).rename(path)


def bare(path: Path) -> int:
    """What FastWARC itself needs to visit every response and read its body."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    count = 0
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
            record.reader.read()
            count += 1
    return count


def pages(path: Path) -> int:
    """read_pages: bodies decoded, addresses normalised, hashes made."""
    from mediawatch.collect.archives.warc import read_pages
    from mediawatch.storage.door import file_of

    return sum(page.data is not None for page in read_pages(file_of(path), 5 * 1024 * 1024))


def collect(path: Path) -> int:
    """collect_files: the file kept in the raw store, every page screened."""
    from mediawatch.collect.files.inbox import collect_files
    from mediawatch.collect.raw.raw_store import RawStore
    from mediawatch.settings import Settings

    with tempfile.TemporaryDirectory(dir=path.parent) as lake:
        settings = Settings(home=path.parent, lake=Path(lake), database_url=None, postgres_dir=Path(lake))
        found = collect_files({"b": path}, RawStore(Path(lake)), observed_at=datetime.now(UTC), settings=settings)
        return sum(1 for _ in found)


WAYS = {way.__name__: way for way in (bare, pages, collect)}


def measure(way: str, path: Path) -> tuple[int, float, float]:
    """(records, CPU seconds, peak MB) of one way in a fresh process; CPU time, so that a busy machine matters less."""
    output = subprocess.run(
        [sys.executable, __file__, "--way", way, str(path)], check=True, capture_output=True, text=True
    ).stdout
    count, seconds, peak = output.split()
    return int(count), float(seconds), float(peak)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--way", choices=WAYS)
    parser.add_argument("--records", type=int, nargs=2, default=[2_000, 20_000])
    parser.add_argument("path", type=Path, nargs="?")
    options = parser.parse_args()
    if options.way:
        began = time.process_time()
        count = WAYS[options.way](options.path)
        seconds = time.process_time() - began
        print(count, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    with tempfile.TemporaryDirectory() as folder:
        for records in options.records:
            path = Path(folder) / f"{records}.warc.gz"
            make(path, records)
            print(f"{records:,} records, {path.stat().st_size / 1e6:.0f} MB")
            for way in WAYS:
                runs = [measure(way, path) for _ in range(3)]
                count, seconds, peak = min(runs, key=lambda run: run[1])
                speed = f"{seconds:6.2f} s CPU  {count / seconds:7.0f}/s"
                print(f"  {way:8} {count:6} documents  {speed}  peak {peak:4.0f} MB")


if __name__ == "__main__":
    main()
