"""What a worker loads before it says that it is ready: all that documents of every kind need once in a process."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from pathlib import Path

import hostile
import pytest
from mediawatch.clean import clean
from mediawatch.clean.formats.parsers import PARSERS
from mediawatch.clean.process import fork_server, warm_up
from mediawatch.model import RawDocument, kind_of
from mediawatch.settings import Settings

SEEDS = Path(__file__).resolve().parents[3] / "include" / "seeds"
CODECS = ("encodings.", "ftfy.bad_codecs.")  # a few lines each, loaded by the name that a page gives
KINDS = {
    ".eml": "message/rfc822",
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".html": "text/html",
    ".json": "application/json",
}
# Cleans every file of its arguments in a process that has warmed up; says what that loaded besides.
LATER = """
import json, sys
from datetime import UTC, datetime
from pathlib import Path
from mediawatch.clean.article import clean
from mediawatch.clean.process.warm_up import warm_up
from mediawatch.model import RawDocument
from mediawatch.settings import Settings
folder, kinds = Path(sys.argv[1]), json.loads(sys.argv[2])
settings = Settings(home=folder, lake=folder, database_url=None, postgres_dir=folder)
warm_up(settings)
before, cleaned, now = set(sys.modules), 0, datetime(2025, 6, 1, tzinfo=UTC)
for name in sys.argv[3:]:
    data = Path(name).read_bytes()
    raw = RawDocument(name, "file://inbox/a", "inbox", kinds[Path(name).suffix], "", len(data), "", now)
    try:
        clean(raw, data, as_of=now, settings=settings)
        cleaned += 1
    except Exception:
        pass
print(json.dumps([cleaned, sorted(set(sys.modules) - before)]))
"""


def test_specimens_are_of_every_media_type_and_good(settings: Settings) -> None:
    assert {kind_of(media_type) for media_type, _ in warm_up.SPECIMENS} == set(PARSERS)
    for media_type, data in warm_up.SPECIMENS:
        raw = RawDocument("a", "file://inbox/a", "inbox", media_type, "", len(data), "", warm_up._MOMENT)
        assert clean(raw, data, as_of=warm_up._MOMENT, settings=settings).word_count, (media_type, data)


@pytest.mark.parametrize("corpus", ["seeds", "hostile"])
def test_no_document_loads_a_module_afterwards(tmp_path: Path, corpus: str) -> None:
    folder = SEEDS
    if corpus == "hostile":
        folder = tmp_path / "inbox"
        hostile.write_hostile_files(folder)
    small = (path for path in sorted(folder.rglob("*")) if path.suffix in KINDS and path.is_file())
    files = [str(path) for path in small if path.stat().st_size < 50_000]
    said = subprocess.check_output([sys.executable, "-c", LATER, str(tmp_path), json.dumps(KINDS), *files], timeout=300)
    cleaned, loaded = json.loads(said)
    assert cleaned > 10
    assert [name for name in loaded if not name.startswith(CODECS)] == []


def test_no_garbage_is_looked_for_while_all_is_loaded(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[bool] = []
    monkeypatch.setattr(warm_up, "warm_up", lambda _: looked.append(gc.isenabled()))
    try:
        fork_server.load(settings)
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
    assert looked == [False]
    assert gc.isenabled()
