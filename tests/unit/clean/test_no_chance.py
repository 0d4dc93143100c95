"""The same document makes the same article: whatever order sets have in a process, and wherever in memory a page is.
And a page is gone when its article is made."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import hostile
from lxml.html import tostring
from mediawatch.clean import clean
from mediawatch.clean.formats.html_page import parse_tree
from mediawatch.clean.process import warm_up
from mediawatch.errors import Quarantine
from mediawatch.model import RawDocument
from mediawatch.settings import Settings

from tests.unit.clean.test_warm_up import KINDS, SEEDS
from tests.unit.clean.texts_by_language import TEXTS

# Cleans every file of its arguments, those of small ones several times, each time at other places in memory.
EACH = """
import hashlib, json, sys
from datetime import UTC, datetime
from pathlib import Path
from mediawatch.clean.article import clean
from mediawatch.errors import Quarantine
from mediawatch.model import RawDocument
from mediawatch.settings import Settings
folder, kinds = Path(sys.argv[1]), json.loads(sys.argv[2])
settings = Settings(home=folder, lake=folder, database_url=None, postgres_dir=folder)
now, said, kept = datetime(2025, 6, 1, tzinfo=UTC), {}, []
for again in range(3):
    for number, name in enumerate(sys.argv[3:]):
        data = Path(name).read_bytes()
        raw = RawDocument(name, "file://inbox/a", "inbox", kinds[Path(name).suffix], "", len(data), "", now)
        try:
            made = repr(clean(raw, data, as_of=now, settings=settings))
        except Quarantine as error:
            made = repr((error.reason, error.detail))
        said.setdefault(name, set()).add(hashlib.sha256(made.encode()).hexdigest())
        kept.append([object() for _ in range(37 * number % 101)])
print(json.dumps({name: sorted(each) for name, each in said.items()}))
"""


def _forum() -> str:
    """Posts whose lines `br` parts, in each of which another is quoted that has such lines."""
    text = TEXTS["en"]
    posts = "".join(
        f"<div class=post>{number} {text}<div>Reader {number}<div>{text}<br>B<br>{text}</div></div>C<br>{text}</div>"
        for number in range(20)
    )
    return f"<html><head><title>The bridge</title></head><body><h1>The bridge</h1>{posts}</body></html>"


def test_what_br_parts_is_no_matter_of_chance() -> None:
    page, kept, read = _forum(), [], Counter[str]()
    for number in range(24):
        kept.append([object() for _ in range(37 * number)])
        read[tostring(parse_tree(page))] += 1
    assert len(read) == 1


def test_articles_are_the_same_in_every_process(tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    hostile.write_hostile_files(folder)
    (folder / "forum.html").write_text(_forum(), encoding="utf-8")
    found = (path for place in (SEEDS, folder) for path in sorted(place.rglob("*")) if path.suffix in KINDS)
    files = [str(path) for path in found if path.is_file() and path.stat().st_size < 20_000]
    assert len(files) > 60
    said = []
    for seed in ("1", "2"):
        command = [sys.executable, "-c", EACH, str(tmp_path), json.dumps(KINDS), *files]
        said.append(
            json.loads(subprocess.check_output(command, env={**os.environ, "PYTHONHASHSEED": seed}, timeout=600))
        )
    assert said[0] == said[1]
    assert {name: each for name, each in said[0].items() if len(each) > 1} == {}


def test_no_page_stays_in_memory_until_garbage_is_looked_for(settings: Settings) -> None:
    now = datetime(2025, 6, 1, tzinfo=UTC)
    pages = [(kind, data) for kind, data in warm_up.SPECIMENS if "html" in kind] + [("text/html", _forum().encode())]
    pages.append(("text/html", b"<html><body><nav><a href=/a>One</a></nav></body></html>"))  # no article
    for again in range(2):  # the first time fills what is kept for good
        gc.collect()
        gc.disable()
        try:
            for kind, data in pages:
                raw = RawDocument("a", "file://inbox/a", "inbox", kind, "", len(data), "", now)
                with contextlib.suppress(Quarantine):
                    clean(raw, data, as_of=now, settings=settings)
            gc.set_debug(gc.DEBUG_SAVEALL * again)
            gc.collect()
            kinds = Counter(type(each).__name__ for each in gc.garbage)
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
            gc.enable()
    assert kinds["HtmlElement"] == 0, kinds
