"""The stop list: hashes that many different texts hold find the originals of copies only."""

from __future__ import annotations

import random
from pathlib import Path

import flow
import pytest
from mediawatch.deduplicate.fingerprint import KEPT_SHARE, fingerprint
from mediawatch.settings import Settings
from mediawatch.store.lookups.article_history import PostgresHistory
from mediawatch.store.server.connect import transaction


def _words(seed: str, number: int) -> str:
    pick = random.Random(seed)
    return " ".join("".join(pick.choices("aeioulmnrst", k=6)) for _ in range(number))


FOOTER = _words("footer", 80)


def _article(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.txt"
    path.write_text(f"---\ndate: 2025-05-01\nlanguage: en\n---\n{text}\n\n{FOOTER}\n")
    return path


def test_a_footer_goes_on_the_stop_list_and_still_finds_what_was_copied(
    warehouse: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mediawatch.store.publish.publication.COMMON_HASH", 2)
    texts = {name: _words(name, 200) for name in ("ferry", "bridge", "vote")}
    footer = [value for value in fingerprint(FOOTER).hashes if value % KEPT_SHARE == 0]  # the others are of openings

    def found() -> set[str]:
        with transaction(warehouse) as connection:
            return {text for _, text, _ in PostgresHistory(connection).by_hashes(footer)}

    ferry, bridge, vote = (_article(tmp_path, *item) for item in texts.items())
    flow.run(warehouse, ferry, bridge)
    assert flow.column(warehouse, "select count(*) from news.common_hash") == [0]
    assert len(found()) == 2

    run_id = flow.run(warehouse, vote)
    listed = flow.rows(warehouse, "select hash, texts, run_id from news.common_hash")
    assert {row["hash"] for row in listed} == set(footer)
    assert {(row["texts"], row["run_id"]) for row in listed} == {(3, run_id)}
    assert found() == set()

    flow.run(warehouse, _article(tmp_path, "reprint", f"{_words('a reprint says', 6)} {texts['ferry']}"))
    original = "select o.uri from news.duplicate_link l join news.article o on o.article_id = l.duplicate_of"
    leads = "select distinct a.uri from news.fingerprint f join news.article a using (article_id) where f.leads"
    assert flow.column(warehouse, leads) == flow.column(warehouse, original) != []
    assert len(found()) == 1
