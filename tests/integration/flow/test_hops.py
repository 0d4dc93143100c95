"""How often one document is decoded on its way: what docs/architecture.md states is counted here."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import flow
import pytest
from mediawatch.lake import run_folder
from mediawatch.model import Article, RawDocument
from mediawatch.settings import Settings
from mediawatch.storage.local_folder import LocalFolder
from mediawatch.store.publish.staging import Tagged
from sqlalchemy import event
from sqlalchemy.engine import Engine

PAGE = Path(__file__).resolve().parents[3] / "docs" / "architecture.md"
STATED = re.compile(r"\| \*\*records decoded\*\* \| \*\*12\*\* \| \*\*(\d+)\*\* \|")
TEXT = "The treaty was signed in the capital on Monday after weeks of talks about water and borders. " * 5


def test_a_document_is_decoded_once_for_each_stage_that_works_on_it(
    warehouse: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "story.txt").write_text(f"Treaty signed\n\n{TEXT}")
    records: Counter[tuple[str, str]] = Counter()  # (stage whose shard it is, kind) -> times that its records were read
    columns: Counter[str] = Counter()

    def counted(function: Any, counts: Counter[Any], *kinds: type) -> Any:
        def call(data: bytes, *kind: Any) -> Any:
            stage = read[-1].split("/")[-2]
            if not kinds or kind[0] in kinds:
                counts[(stage, kind[0].__name__) if kinds else stage] += 1
            return function(data, *kind)

        return call

    def noted(folder: LocalFolder, key: str) -> bytes:
        read.append(key)
        return really(folder, key)

    read: list[str] = []  # keys, the last one is that whose bytes are decoded
    really = LocalFolder.read
    monkeypatch.setattr(LocalFolder, "read", noted)
    monkeypatch.setattr(
        run_folder, "read_records", counted(run_folder.read_records, records, RawDocument, Article, Tagged)
    )
    monkeypatch.setattr(run_folder, "read_columns", counted(run_folder.read_columns, columns))
    once_a_row: list[str] = []

    def look(connection: Any, cursor: Any, statement: str, rows: Any, context: Any, executemany: bool) -> None:
        if executemany:
            once_a_row.append(statement)

    event.listen(Engine, "before_cursor_execute", look)
    try:
        run_id = flow.run(warehouse, desk)
    finally:
        event.remove(Engine, "before_cursor_execute", look)

    assert flow.outcomes(warehouse, run_id) == {"file://desk/story.txt": ("published", [])}
    assert records == {
        ("collect", "RawDocument"): 2,  # clean, load
        ("clean", "Article"): 1,  # deduplicate
        ("deduplicate", "Article"): 2,  # tag, load
        ("tag", "Tagged"): 1,  # load
    }
    # What the gates look at, without texts; deduplicate's and load's gates read the links beside it. What deduplicate
    # decides it decides on columns of the shards of clean, and so does what looks for pages of one article.
    counted_on_page = STATED.search(PAGE.read_text(encoding="utf-8"))
    assert counted_on_page
    assert int(counted_on_page[1]) == sum(records.values())
    assert columns == {"collect": 1, "clean": 3, "deduplicate": 4, "tag": 2}
    assert once_a_row == []  # rows go by store/server/send_rows.py, never a statement a row
