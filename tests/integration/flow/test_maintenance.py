"""Maintenance: what goes is shown first, then gone; what readers see stays."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import flow
import pytest
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.desk.export.asked_articles import EXPORTS, file_name
from mediawatch.notify.messages import Message
from mediawatch.settings import Settings
from mediawatch.storage.door import of
from mediawatch.storage.local_folder import LocalFolder
from mediawatch.store.ledger import notices, upkeep
from mediawatch.store.read import article_record
from mediawatch.store.schema.tables import run
from mediawatch.store.server.connect import transaction
from mediawatch.workflow.operations import maintenance
from mediawatch.workflow.operations.maintenance import Freed, Policy, old_files, sizes, tidy
from sqlalchemy import Connection, update
from stages import quick

NOW = datetime.now(UTC)
LATER = NOW + timedelta(days=40)
ABOUT = (
    "President Putin told Prime Minister Modi by telephone that Russia stands with India, the Kremlin said on Monday."
)
OTHER = "The club's oldest member won the spring tournament again, with the opening that he has played since 1961."


@pytest.fixture(scope="module")
def settings(shared_warehouse: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A warehouse with a run of two articles. What one test deletes, none of the later ones looks for."""
    home = tmp_path_factory.mktemp("home")
    inbox = home / "letters"
    inbox.mkdir()
    (inbox / "about.txt").write_text(ABOUT)
    (inbox / "other.txt").write_text(OTHER)
    flow.run(shared_warehouse, inbox)
    return replace(shared_warehouse, home=home)


def shards(settings: Settings) -> int:
    return len(list((settings.lake / "runs").rglob("*.parquet")))


def raw(settings: Settings) -> int:
    return sum(path.is_file() for path in (settings.lake / "raw").rglob("*"))


def test_what_is_old_is_shown_then_gone_and_readers_see_the_same(settings: Settings) -> None:
    before = flow.news(settings)
    (settings.lake / "runs" / "unknown" / "clean").mkdir(parents=True)
    unknown = settings.lake / "runs" / "unknown" / "clean" / "shard-0000.parquet"
    unknown.write_bytes(b"x" * 1000)
    made, kept = shards(settings), raw(settings)
    assert [item.number for item in tidy(settings, Policy(), delete=True, now=NOW)] == [0, 0, 0, 0]
    assert tidy(settings, Policy(), delete=False, now=LATER)[0].number == made  # its folder is as old as the other one
    assert shards(settings) == made
    freed = tidy(settings, Policy(), delete=True, now=LATER)[0]
    assert freed.number == made
    assert freed.size > 1000
    assert shards(settings) == 0
    assert not unknown.parent.parent.exists()
    assert (raw(settings), flow.news(settings)) == (kept, before)
    assert flow.all_adds_up(settings)


def test_messages_that_are_over_and_results_of_old_runs_go(settings: Settings) -> None:
    with transaction(settings) as connection:
        for number, severity in enumerate(("information", "problem", "problem")):
            message = Message(str(number), "desk", "disk_low", str(number), "t", "t", severity=severity)  # type: ignore[arg-type]
            notices.post(connection, message, ["mail"], NOW, NOW)
        notices.close(connection, "desk", "disk_low", "1", NOW)
    found = tidy(settings, Policy(message_days=30), delete=True, now=LATER)
    assert (found[1].number, found[2].number) == (2, 0)
    assert flow.column(settings, "select key from ops.notice") == ["2"]  # it stands
    found = tidy(settings, Policy(), delete=True, now=NOW + timedelta(days=settings.ledger_days + 1))
    assert found[2].number >= 7
    assert not flow.column(settings, "select 1 from ops.quality_result")


def test_old_logs_go_and_how_large_all_is_can_be_asked(settings: Settings, tmp_path: Path) -> None:
    logs = tmp_path / "logs"
    for name, days in (("dag/old/1.log", 40), ("dag/new/1.log", 1)):
        path = logs / name
        path.parent.mkdir(parents=True)
        path.write_text("line\n")
        os.utime(path, times=(0, (NOW - timedelta(days=days)).timestamp()))
    assert old_files(logs, 30, "logs", delete=False).number == 1
    assert str(old_files(logs, 30, "logs", delete=True)) == "logs: 1, 0.0 MB, for example dag/old/1.log"
    assert [str(path.relative_to(logs)) for path in logs.rglob("*")] == ["dag", "dag/new", "dag/new/1.log"]
    shared, written = tmp_path / "shared", file_name(NOW, "csv")
    (shared / "ours").mkdir(parents=True)
    for file in ("ours/letters.csv", "articles-of-mine.csv", written):
        (shared / file).touch()
        os.utime(shared / file, times=(0, 0))
    assert old_files(shared, 30, "exports", delete=True, named=EXPORTS).example == written
    assert sorted(path.name for path in shared.rglob("*.csv")) == ["articles-of-mine.csv", "letters.csv"]
    assert sizes(settings, {"logs": logs})["logs"] == (1, 5)
    told = {row["what"]: row for row in flow.rows(settings, "select * from ops.size")}
    assert told["logs"]["bytes"] == 5
    assert told["raw store"]["number"] == 2
    assert told["news.article"]["bytes"] > 0


def test_raw_bytes_go_by_policy_alone(settings: Settings) -> None:
    before = flow.news(settings)
    tagged = Policy(raw="tagged", raw_days=30)
    assert raw(settings) == 2
    assert tidy(settings, tagged, delete=True, now=NOW)[3].number == 0
    assert tidy(settings, tagged, delete=False, now=LATER)[3].number == 1
    assert raw(settings) == 2
    assert tidy(settings, tagged, delete=True, now=LATER)[3].number == 1
    assert raw(settings) == 1
    gone = flow.column(settings, "select uri from news.raw_document where erased_at is not null")
    assert gone == ["file://letters/other.txt"]
    assert tidy(settings, tagged, delete=True, now=LATER)[3].number == 0
    flow.rows(settings, "update ops.run set state = 'running' returning run_id")
    days = Policy(raw="days", raw_days=30)
    assert "a run is at work" in str(tidy(settings, days, delete=True, now=LATER)[3])
    flow.rows(settings, "update ops.run set state = 'published' returning run_id")
    assert tidy(settings, days, delete=True, now=LATER)[3].number == 1
    assert raw(settings) == 0
    assert flow.news(settings) == before


def test_bytes_that_wait_in_quarantine_or_for_a_run_stay_and_come_again(warehouse: Settings, tmp_path: Path) -> None:
    lines = tmp_path / "wire" / "lines.jsonl"
    lines.parent.mkdir()
    good, idle = json.dumps({"headline": "Chess", "articleBody": OTHER}), json.dumps({"headline": "Of no use"})
    lines.write_text(f"{good}\n{idle}\n")
    policy, patient = Policy(raw="days", raw_days=30), replace(warehouse, max_quarantined_share=1.0)

    def tidied(own: str | None = None) -> Freed:
        return tidy(patient, policy, delete=True, now=LATER, own=own)[3]

    with quick():
        flow.run(patient, lines.parent)
        assert (tidied().number, raw(patient)) == (0, 1)  # another document of the file waits in quarantine
        flow.rows(patient, "update ops.quarantine set state = 'discarded' returning state")
        with transaction(patient) as beginning:
            beginning.execute(update(run).values(state=run.c.state))
            assert "a run is at work" in str(tidied())
        flow.rows(patient, _MAINTENANCE)
        assert "a run is at work" in str(tidied())
        assert (tidied("maintenance:1").number, raw(patient)) == (1, 0)

        flow.run(patient, lines.parent)  # the same file once more
        assert flow.column(patient, "select erased_at from news.raw_document") == [None]
        assert (tidied("maintenance:1").number, raw(patient)) == (1, 0)

        lines.write_text(f"{good}\n{idle}\n\n")
        flow.run(patient, lines.parent)  # the same article in another file
        assert len(flow.column(patient, "select erased_at from news.raw_document where erased_at is not null")) == 1
        flow.run(patient, lines.parent, reprocess=True)
    with transaction(patient) as connection:
        kept = article_record.raw_document(article_record.article(connection, "1")["raw"])
    assert OTHER.encode() in RawStore(of(patient)).read(kept)
    assert flow.column(patient, "select erased_at from news.raw_document") == [None]


def test_bytes_go_in_pieces_and_a_run_begins_in_between(warehouse: Settings, tmp_path: Path) -> None:
    inbox = tmp_path / "wire"
    inbox.mkdir()
    for number, text in enumerate((ABOUT, OTHER, f"{OTHER} He is ninety.")):
        (inbox / f"{number}.txt").write_text(text)
    with quick():
        flow.run(warehouse, inbox)
    policy = Policy(raw="days", raw_days=30)

    def erased() -> int:
        return len(flow.column(warehouse, "select 1 from news.raw_document where erased_at is not null"))

    remove, keep_out = LocalFolder.remove, upkeep.keep_runs_out
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(maintenance, "PIECE", 1)

        def killed(place: LocalFolder, key: str) -> None:
            if raw(warehouse) == 2:
                raise KeyboardInterrupt
            remove(place, key)

        patched.setattr(LocalFolder, "remove", killed)
        with pytest.raises(KeyboardInterrupt):
            tidy(warehouse, policy, delete=True, now=LATER)
        assert (raw(warehouse), erased()) == (2, 1)  # what is gone is known to be gone
        patched.setattr(LocalFolder, "remove", remove)

        def beginning(connection: Connection) -> bool:
            if erased() == 2:
                flow.rows(warehouse, _MAINTENANCE)  # waits for nothing
            return keep_out(connection)

        patched.setattr(upkeep, "keep_runs_out", beginning)
        told = tidy(warehouse, policy, delete=True, now=LATER)[3]
        assert (told.number, raw(warehouse), erased()) == (1, 1, 2)
        assert "the rest is left, since a run is at work" in str(told)
    assert (tidy(warehouse, policy, delete=True, now=LATER, own="maintenance:1")[3].number, raw(warehouse)) == (1, 0)


_MAINTENANCE = """
insert into ops.run (run_id, dag_id, started_at, state, params, as_of, code_version)
values ('maintenance:1', 'maintenance', now(), 'running', '{}', now(), 'x') returning run_id
"""
