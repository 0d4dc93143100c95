"""What a busy machine costs: the whole flow over files and pages of an archive, beside busy loops on the same cores.

    python benchmarks/busy_machine.py PATH ... [--warc PAGES.warc.gz --pages 200] [--loops 12] [--seconds 1]

`--seconds` is MEDIAWATCH_CLEAN_SECONDS, one document's time. The flow runs as the command `mediawatch run` with a
warehouse of its own in a new folder. Says what became of the documents, stage by stage and reason by reason; ends with
1 where one was set aside for want of time. The loops are processes of this script's: they are ended by their numbers
when the flow is done, and end by themselves after an hour.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mediawatch import settings as environment
from mediawatch.store.server import embedded
from mediawatch.store.server.connect import transaction
from sqlalchemy import text
from warcio.archiveiterator import ArchiveIterator
from warcio.warcwriter import WARCWriter

HOUR = 3600
LOOP = f"import time; end = time.time() + {HOUR}\nwhile time.time() < end: pass"


@contextmanager
def busy(loops: int) -> Iterator[None]:
    """So many processes that do nothing but compute."""
    children = [subprocess.Popen([sys.executable, "-c", LOOP]) for _ in range(loops)]
    try:
        yield
    finally:
        for child in children:
            child.kill()
            child.wait()


def cut(warc: Path, pages: int, target: Path) -> None:
    """The first responses of a WARC file, as a WARC file."""
    with warc.open("rb") as source, target.open("wb") as sink:
        writer, written = WARCWriter(sink, gzip=True), 0
        for record in ArchiveIterator(source):
            if record.rec_type == "response" and written < pages:
                writer.write_record(record)
                written += 1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--warc", type=Path)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--loops", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=1.0)
    asked = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="mediawatch-busy-"))
    mine = {name: value for name, value in os.environ.items() if not name.startswith("MEDIAWATCH_")}
    ours = {
        "MEDIAWATCH_HOME": str(Path(__file__).resolve().parents[1]),
        "MEDIAWATCH_LAKE": str(home / "lake"),
        "MEDIAWATCH_POSTGRES_DIR": str(home / "postgres"),
    }
    mine |= {**ours, "MEDIAWATCH_CLEAN_SECONDS": f"{asked.seconds:g}"}
    paths = [path.resolve() for path in asked.paths]
    settings = environment.load(ours)
    try:
        if asked.warc:
            paths.append(home / "pages.warc.gz")
            cut(asked.warc, asked.pages, paths[-1])
        subprocess.run([sys.executable, "-m", "mediawatch.cli", "migrate"], env=mine, check=True)
        begun = time.monotonic()
        with busy(asked.loops):
            command = [sys.executable, "-m", "mediawatch.cli", "run", *map(str, paths)]
            code = subprocess.run(command, env=mine, stdout=subprocess.DEVNULL).returncode
        took = f"{time.monotonic() - begun:.0f} s by the clock"
        print(f"{asked.loops} loops, {asked.seconds:g} s a document: the run took {took} and ended with {code}")
        with transaction(settings) as connection:
            (state,) = connection.execute(text("select state from ops.run")).scalars()
            rows = connection.execute(
                text(
                    "select last_stage, outcome, coalesce(reason, '') as reason, count(*) as documents "
                    "from ops.document left join unnest(reasons) as reason on true group by 1, 2, 3 order by 1, 2, 3"
                )
            ).all()
        print(f"state of the run: {state}")
        for row in rows:
            print(f"  {row.documents:5} {row.last_stage:<12} {row.outcome:<12} {row.reason}")
    finally:
        embedded.stop(settings)
        shutil.rmtree(home, ignore_errors=True)
    sys.exit(any(row.reason in ("parser_timeout", "parser_killed") for row in rows))


if __name__ == "__main__":
    main()
