"""No statement of a run reads all of a table that grows: a run costs what is new, in the thousandth as in the first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mediawatch.desk import article_desk, operations_desk, story_desk
from mediawatch.errors import UsageError
from mediawatch.settings import Settings
from mediawatch.store.ledger import crawl_state
from mediawatch.store.read import article_record, story_record, system_state
from mediawatch.store.server.connect import transaction
from mediawatch.workflow.operations.override_tables import import_overrides
from plans import fill, watched
from sqlalchemy import text
from stages import begun

ARTICLES = 100_000


def _wire(folder: Path, number: int, body: str) -> None:
    told = {"url": f"https://made.example/{number}", "headline": f"Ferry {number}", "articleBody": body}
    with (folder / "wire.jsonl").open("a") as file:
        file.write(json.dumps({**told, "inLanguage": "en", "datePublished": "2025-02-01T10:00:00Z"}) + "\n")


def test_no_statement_of_a_run_reads_all_of_history(room: Settings, tmp_path: Path) -> None:
    fill(room, ARTICLES)
    body = (
        "The ferry between the islands sails at six, and its captain plays chess with the harbour master until noon. "
    )
    folder = tmp_path / "desk"
    folder.mkdir()
    for number in (7, 8, ARTICLES + 1, ARTICLES + 2):  # two that are published already, two that are not
        _wire(folder, number, body * 3 + f"Number {number % 2} is late.")
    (folder / "note.txt").write_text("A note from the harbour.\n\n" + body * 2)
    (folder / "empty.txt").write_text("")

    found: dict[str, str] = {}
    with watched(found):
        run_id = begun(room, "new", folder).end()
        begun(room, "nothing", folder).end()
        begun(room, "again", folder, reprocess=True).end()

    assert run_id
    assert not found, "\n\n".join(f"{fault}\n{statement}" for statement, fault in found.items())

    with transaction(room) as connection:
        made = text("update news.article set source_id = 'made' where article_id <= :n and article_id % 3 = 0")
        connection.execute(made, {"n": ARTICLES})
        source = "insert into news.source (source_id, kind, url, enabled) values ('made', 'feed', :url, true)"
        connection.execute(text(source), {"url": "https://made.example/"})
        waiting = text("update ops.url_state set kind = 'page', waiting_since = now(), failures = 2 where url ~ '77$'")
        connection.execute(waiting)
        connection.execute(text("analyze news.article, ops.url_state"))
    found.clear()
    with watched(found), transaction(room) as connection:
        assert system_state.sources(connection)  # what is told of sources, each minute: silent
        crawl_state.startling(connection, {}, [])
        assert system_state.good_run(connection, "made")[0]
        system_state.topic_faults(connection)
    assert not found, "\n\n".join(f"{fault}\n{statement}" for statement, fault in found.items())

    found.clear()
    with watched(found), transaction(room) as connection:
        assert operations_desk.sources_page(connection)["rows"]
        assert operations_desk.runs_page(connection, run_id)
        assert operations_desk.quarantine_page(connection)["rows"]
        for number in (4_711, 4_712):
            assert article_desk.article_page(connection, number)
            assert story_desk.story_page(connection, number // 2)
            assert story_record.story(connection, number // 2)["articles"]
            connection.execute(text("select * from news.story_difference where story_id = :n"), {"n": number})
            assert article_record.article(connection, f"https://made.example/{number}")
            with pytest.raises(UsageError, match="there is no topic 'nope'"):
                import_overrides(room, f"article,topic,relevant\n{number},nope,true\n", who="Ann", dry_run=True)
    assert not found, "\n\n".join(f"{fault}\n{statement}" for statement, fault in found.items())
