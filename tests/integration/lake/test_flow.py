"""A run whose lake is a bucket is the run whose lake is a folder, table by table, in good hours and bad ones."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import flow
import newsroom
import pytest
from bucket import BUSY, CUT, LOST, SECRET, Faults, SeaweedFs
from conftest import HOME, Seeded
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.errors import Quarantine, Transient
from mediawatch.settings import Settings
from mediawatch.storage.door import of
from mediawatch.store.read import article_record
from mediawatch.workflow import resume, takedown
from mediawatch.workflow.operations.maintenance import Policy, sizes, tidy

NewWarehouse = Callable[[], AbstractContextManager[Settings]]


@pytest.fixture(scope="module")
def far(shared_warehouse: Settings, server: SeaweedFs) -> Settings:
    """A warehouse whose lake is in the bucket, filled by a run over the seeds: each eleventh request meets a fault."""
    chance = random.Random(19)
    with Faults(server.port) as faults:
        faults.plan = [chance.choice((BUSY, LOST, CUT)) if number % 11 == 10 else None for number in range(5_000)]
        bad = replace(shared_warehouse, bucket=server.lake("seeds", faults.port, timeout=5.0))
        run_id = flow.run(bad, HOME / "include" / "seeds")
        assert faults.listings() == 2, "of what an earlier attempt of collect and deduplicate may have left"
        assert sum(fault is not None for _, _, fault in faults.seen) > 10
        assert flow.counts(bad, run_id)
    return replace(shared_warehouse, bucket=server.lake("seeds"))


def raw_rows(settings: Settings) -> list[flow.Row]:
    return flow.rows(settings, "select * from news.raw_document where erased_at is null order by uri")


def test_the_tables_are_those_of_a_folder(far: Settings, seeded: Seeded) -> None:
    assert flow.news(far) == flow.news(seeded.settings)
    assert flow.all_adds_up(far)
    for of_far, of_near in zip(raw_rows(far), raw_rows(seeded.settings), strict=True):
        raw = article_record.raw_document(of_far)
        assert RawStore(of(far)).read(raw) == RawStore(seeded.settings.lake).read(article_record.raw_document(of_near))
    near = {path.relative_to(seeded.settings.lake).as_posix() for path in seeded.settings.lake.glob("raw/*/*")}
    assert {entry.key for entry in of(far).below("raw")} == near
    assert not [path for path in far.lake.rglob("*") if path.is_file()], "nothing stays on this machine"


def test_a_run_again_takes_nothing(far: Settings) -> None:
    before = flow.news_exactly(far)
    flow.run(far, HOME / "include" / "seeds")
    assert flow.news_exactly(far) == before


def test_the_command_reads_from_it_and_says_no_secret(
    far: Settings, server: SeaweedFs, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket = server.lake("seeds")
    names = {"access_key_id": "AWS_ACCESS_KEY_ID", "secret_access_key": "AWS_SECRET_ACCESS_KEY", "region": "AWS_REGION"}
    for name, variable in names.items():
        monkeypatch.setenv(variable, dict(bucket.options)[name])
    monkeypatch.setenv("MEDIAWATCH_LAKE", bucket.url)
    monkeypatch.setenv("MEDIAWATCH_LAKE_ENDPOINT", dict(bucket.options)["endpoint"])
    monkeypatch.setenv("MEDIAWATCH_SCRATCH", str(far.lake))
    monkeypatch.setenv("MEDIAWATCH_DATABASE_URL", (far.database_url or "").replace("+psycopg", ""))
    row = next(row for row in raw_rows(far) if row["uri"].endswith((".txt", ".md", ".html")))
    (article,) = flow.column(far, "select min(article_id) from news.article where raw_id = :raw", raw=row["raw_id"])
    command = [sys.executable, "-m", "mediawatch.cli", "show", "--raw", str(article)]
    told = subprocess.run(command, capture_output=True, timeout=120)
    assert told.returncode == 0, told.stderr
    assert told.stdout == RawStore(of(far)).read(article_record.raw_document(row))
    assert SECRET.encode() not in told.stdout + told.stderr


def test_a_takedown_takes_the_bytes_out_of_it(new_warehouse: NewWarehouse, server: SeaweedFs, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    for name in ("one", "two", "three"):
        (desk / f"{name}.html").write_text(newsroom.article(f"Report {name}"), encoding="utf-8")
    (desk / "four.jsonl").write_text(
        "".join(
            f'{{"title": "Item {name}", "text": "{" ".join(f"{name}{word}" for word in range(90))}."}}\n'
            for name in ("five", "six")
        )
    )
    with new_warehouse() as made:
        settings = replace(made, bucket=server.lake("takedown"))
        flow.run(settings, desk)
        rows = {row["uri"].rpartition("/")[2]: row for row in raw_rows(settings)}
        gone = [rows["one.html"], rows["four.jsonl#1"]]
        demand = takedown.Demand(articles=tuple(row["uri"] for row in gone))
        takedown.remove(settings, demand, who="a test", why="to see it")
        lake, store = of(settings), RawStore(of(settings))
        assert lake.size(gone[0]["storage_url"]) is None
        assert b"five1" not in lake.read(gone[1]["storage_url"])
        for row in gone:
            with pytest.raises(Quarantine):
                store.read(article_record.raw_document(row))
        for name in ("two.html", "three.html", "four.jsonl#2"):
            assert store.read(article_record.raw_document(rows[name]))
        left = b"".join(lake.read(entry.key) for entry in lake.below("runs") if entry.key.endswith(".parquet"))
        assert not left, "the shards that held its text went too"


def test_maintenance_measures_and_clears_it(new_warehouse: NewWarehouse, server: SeaweedFs, tmp_path: Path) -> None:
    from datetime import UTC, datetime, timedelta

    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "a.html").write_text(newsroom.article("A report"), encoding="utf-8")
    with new_warehouse() as made:
        settings = replace(made, bucket=server.lake("maintenance"))
        flow.run(settings, tmp_path / "desk")
        assert sizes(settings, {})["raw store"][0] == 1
        later = datetime.now(UTC) + timedelta(days=400)
        assert tidy(settings, Policy(), delete=False, now=later)[0].number > 5
        tidy(settings, Policy(raw="days", raw_days=1), delete=True, now=later)
        assert [entry.key for entry in of(settings).below("raw")] == []
        assert not [entry for entry in of(settings).below("runs") if entry.key.endswith(".parquet")]


@pytest.fixture
def alone(new_warehouse: NewWarehouse, server: SeaweedFs) -> Iterator[Settings]:
    with new_warehouse() as made:
        yield replace(made, bucket=server.lake("alone"))


def test_one_command_at_a_time_works_on_a_run(alone: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resume, "_PATIENCE", 0.3)
    with resume.held(alone, "cli:1"):
        with pytest.raises(Transient, match="another process works on the run cli:1"), resume.held(alone, "cli:1"):
            pass
        with resume.held(alone, "cli:2"):
            pass
    with resume.held(alone, "cli:1"):
        pass


def test_a_run_outlives_the_connection_that_holds_its_lock(alone: Settings) -> None:
    with resume.held(alone, "cli:1"):
        ended = flow.column(
            alone,
            "select pg_terminate_backend(pid, 5000) from pg_locks where locktype = 'advisory' "
            "and database = (select oid from pg_database where datname = current_database())",
        )
        assert ended == [True]
    with resume.held(alone, "cli:1"):
        pass


def test_a_run_whose_command_is_gone_is_closed(alone: Settings, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from mediawatch.store.server.connect import transaction
    from mediawatch.workflow import steps

    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "a.html").write_text(newsroom.article("A report"), encoding="utf-8")
    asked = steps.Request(dag_id="cli", run_id="killed", paths=(tmp_path / "desk",))
    others = steps.Request(dag_id="media_monitor", run_id="airflows", paths=(tmp_path / "desk",))
    with resume.held(alone, asked.name):
        steps.begin(alone, asked)
        steps.begin(alone, others)
        with transaction(alone) as connection:
            assert resume.close_killed(alone, connection, datetime.now(UTC)) == []
    with transaction(alone) as connection:
        assert resume.close_killed(alone, connection, datetime.now(UTC)) == [asked.name]
