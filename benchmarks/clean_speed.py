"""Speed of the clean stage: pages a second against trafilatura (and newspaper4k where it is there), languages a second.

    python benchmarks/clean_speed.py PAGES.warc.gz [--every 4] [--language TEXTS.jsonl.gz]

Each page goes through every contestant before the next page, on one core, so that whatever else the machine does
slows all of them alike; who goes first, and finds colder caches, changes from page to page. Seconds are this process's
CPU time, counted from when as many other pages have gone through; what is loaded by then is looked through for garbage
no more, as in a worker of clean. trafilatura is `bare_extraction` with metadata and its defaults, given the page's
bytes; ours is clean(), from bytes to Article with language, hashes and fingerprint.
"""

from __future__ import annotations

import argparse
import dataclasses
import gc
import gzip
import importlib.util
import json
import logging
import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType
from mediawatch.clean import clean, clean_batch
from mediawatch.clean.language.detect import detect, load_models
from mediawatch.errors import Quarantine
from mediawatch.model import RawDocument, document_id
from mediawatch.settings import Settings

AS_OF = datetime(2026, 11, 1, tzinfo=UTC)
Page = tuple[RawDocument, bytes]


def read_pages(warc: Path, every: int, first: int = 0) -> list[Page]:
    """Every n-th response of a WARC file, from number `first` on."""
    pages = []
    with warc.open("rb") as stream:
        for number, record in enumerate(ArchiveIterator(stream, record_types=WarcRecordType.response)):
            if number % every != first:
                continue
            url, charset, data = record.headers["WARC-Target-URI"], record.http_charset, record.reader.read()
            raw = RawDocument(
                document_id(url, ""), url, "web", "text/html", "0" * 64, len(data), "-", AS_OF, url=url, charset=charset
            )
            pages.append((raw, data))
    return pages


def contestants(settings: Settings) -> Iterator[tuple[str, Callable[[Page], object]]]:
    def ours(page: Page) -> object:
        try:
            return clean(*page, as_of=AS_OF, settings=settings)
        except Quarantine as error:
            return error

    yield "mediawatch clean()", ours

    import trafilatura

    yield (
        "trafilatura bare_extraction",
        lambda page: trafilatura.bare_extraction(page[1], url=page[0].url, with_metadata=True),
    )
    if importlib.util.find_spec("newspaper"):
        import newspaper

        def newspaper4k(page: Page) -> object:
            # by default it fetches the page's images
            article = newspaper.Article(page[0].url or "", fetch_images=False)
            article.download(input_html=page[1].decode("utf-8", "replace"))
            article.parse()
            return article

        yield "newspaper4k", newspaper4k


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("warc", type=Path)
    parser.add_argument("--every", type=int, default=4, help="take every n-th page (default 4)")
    parser.add_argument("--language", type=Path, help="JSON Lines with articleBody, for language detection alone")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    folder = Path("/nonexistent")
    settings = Settings(home=folder, lake=folder, database_url=None, postgres_dir=folder, workers=1)

    pages = read_pages(options.warc, options.every)
    runners = list(contestants(settings))
    spent = dict.fromkeys((name for name, _ in runners), 0.0)
    failed = dict.fromkeys(spent, 0)
    # other pages go first, to load modules; a model that few texts need may come to none of these
    load_models()
    for counted, round_ in ((False, read_pages(options.warc, options.every, options.every // 2)), (True, pages)):
        gc.collect()
        gc.freeze()
        for number, page in enumerate(round_):
            for name, run in reversed(runners) if number % 2 else runners:
                start = time.process_time()
                try:
                    run(page)
                except Exception:  # a contestant that fails on a page has still spent its time on it
                    failed[name] += counted
                spent[name] += counted * (time.process_time() - start)
    ours = spent["mediawatch clean()"]
    print(f"{len(pages)} pages, {os.getloadavg()[0]:.1f} load")
    for name, seconds in spent.items():
        print(
            f"  {name:30} {len(pages) / seconds:7.1f} pages/s   ours is {seconds / ours:.2f} times as fast"
            + (f"   ({failed[name]} pages failed)" if failed[name] else "")
        )

    start = time.perf_counter()
    done = sum(1 for _ in clean_batch(pages, as_of=AS_OF, settings=dataclasses.replace(settings, workers=1)))
    print(f"  {'isolated, one worker (wall)':30} {done / (time.perf_counter() - start):7.1f} pages/s")

    if options.language:
        with gzip.open(options.language, "rt", encoding="utf-8") as lines:
            texts = [json.loads(line)["articleBody"] for line in lines]
        for text in texts[:20]:
            detect(text)
        start = time.process_time()
        for text in texts:
            detect(text)
        print(f"  {'language':30} {len(texts) / (time.process_time() - start):7.0f} texts/s ({len(texts)} texts)")


if __name__ == "__main__":
    main()
