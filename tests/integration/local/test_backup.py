"""Backup, clean, restore: every row and every byte as before; and all that is refused."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import flow
import psycopg
import pytest
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.errors import Permanent, UsageError
from mediawatch.settings import Settings
from mediawatch.store.read import article_record
from mediawatch.store.schema.migrate import migrate
from mediawatch.store.server import embedded
from mediawatch.store.server.connect import engine, transaction
from mediawatch_airflow.local import cleaning, stack, upgrade
from mediawatch_airflow.local.saving import archive, backup, dumps, lakefiles, restore, trial

SEEDS = flow.HOME / "include" / "seeds"
CHOSEN = ("indus-waters-treaty.html", "simla-and-lahore.txt.gz", "wire-batch.jsonl", "broken-export.json")

# A stand-in for Airflow's metadata: a table with an enumerated type, a sequence and the revision of its schema.
METADATA = """
create table alembic_version (version_num text primary key);
insert into alembic_version values ('abc');
create type state as enum ('queued', 'success');
create table dag_run (id serial primary key, state state, conf bytea);
insert into dag_run (state, conf) values ('success', '\\x00ff'), ('queued', null);
"""


def connect(settings: Settings, database: str) -> psycopg.Connection[tuple[object, ...]]:
    return psycopg.connect(embedded.ensure(settings).url(database, driver=None), autocommit=True)


def everything(settings: Settings, database: str) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with connect(settings, database) as connection:
        tables = connection.execute(
            "select format('%I.%I', schemaname, tablename) from pg_tables "
            "where schemaname !~ '^pg_' and schemaname <> 'information_schema' order by 1"
        ).fetchall()
        return {
            str(table): [
                str(row[0]) for row in connection.execute(f"select t::text from {table} t order by 1".encode())
            ]
            for (table,) in tables
        }


def rights(settings: Settings) -> list[tuple[object, ...]]:
    with connect(settings, "mediawatch") as connection:
        return connection.execute(
            "select n.nspname, c.relname, c.relacl::text from pg_class c join pg_namespace n on n.oid = c.relnamespace "
            "where n.nspname in ('news', 'ops') and c.relkind in ('r', 'v') order by 1, 2"
        ).fetchall()


def forget_connections(settings: Settings) -> None:
    """Restore refuses while anybody is connected: this process and the gates' own connections included."""
    engine(settings).dispose()
    with connect(settings, "mediawatch") as connection:
        connection.execute(
            b"select pg_terminate_backend(pid, 5000) from pg_stat_activity "
            b"where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'"
        )


@pytest.fixture(scope="module", autouse=True)
def _own_environment() -> Iterator[None]:
    """As a shell has it: the tests of the DAGs, in the same process, name a metadata database of theirs."""
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("AIRFLOW_", "MEDIAWATCH_"))]:
            patch.delenv(name)
        yield


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without `airflow db migrate`, which takes seconds: the warehouse alone."""
    monkeypatch.setattr(
        restore.databases, "migrate", lambda settings, *_: (migrate(settings), forget_connections(settings))
    )
    monkeypatch.setattr(sys, "stdin", io.StringIO())


@pytest.fixture(scope="module")
def home() -> Iterator[Settings]:
    """A folder with a space in its name, in which a run was made."""
    folder = Path(tempfile.mkdtemp(prefix="media watch "))
    (folder / "config").mkdir()
    (folder / "include").symlink_to(flow.HOME / "include")
    var = folder / "var"
    settings = Settings(home=folder, lake=var / "lake", database_url=None, postgres_dir=var / "postgres")
    migrate(settings)
    flow.run(settings, *(SEEDS / name for name in CHOSEN), inbox_name="seeds")
    with connect(settings, "airflow") as connection:
        connection.execute(METADATA.encode())
    with connect(settings, "mediawatch") as connection:
        connection.execute(b"create role ann login password 'open' in role mediawatch_reader")
        connection.execute(b"grant select on news.story to ann")
    forget_connections(settings)
    yield settings
    forget_connections(settings)
    embedded.stop(settings)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def made(home: Settings) -> Path:
    return backup.backup(home)


def test_a_backup_is_whole_and_for_its_owner_only(home: Settings, made: Path) -> None:
    assert made.parent == home.home / "var" / "backups"
    assert made.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in made.iterdir()} == {0o600}
    manifest = archive.verified(made)
    assert manifest.rows["mediawatch"]["news.article"] == len(flow.column(home, "select uri from news.article")) > 3
    assert manifest.rows["airflow"] == {"public.alembic_version": 1, "public.dag_run": 2}
    checked = subprocess.run(["sha256sum", "-c", "--quiet", archive.CHECKSUMS], cwd=made)  # as the runbook says
    assert checked.returncode == 0
    forget_connections(home)


def test_clean_then_restore_brings_everything_back(home: Settings, made: Path, quick: None) -> None:
    before = {name: everything(home, name) for name in embedded.DATABASES}
    granted = rights(home)
    keys = (home.home / "var" / "airflow" / "secrets.json").read_text()
    forget_connections(home)

    cleaning.clean(home, confirm="yes")
    assert not home.lake.exists()
    restore.restore(home, made)

    assert {name: everything(home, name) for name in embedded.DATABASES} == before
    assert len(before["mediawatch"]["news.article"]) > 3
    assert rights(home) == granted
    with connect(home, "mediawatch") as connection:
        may = "select rolcanlogin, rolpassword like 'SCRAM%', pg_has_role('ann', 'mediawatch_reader', 'member')"
        assert connection.execute(f"{may} from pg_authid where rolname = 'ann'".encode()).fetchone() == (True,) * 3
    with connect(home, "airflow") as connection:  # the sequence goes on where it was
        assert connection.execute(b"insert into dag_run default values returning id").fetchone() == (3,)
        connection.execute(b"delete from dag_run where id = 3")
    assert (home.home / "var" / "airflow" / "secrets.json").read_text() == keys
    with transaction(home) as connection:
        for row in connection.exec_driver_sql("select * from news.raw_document").mappings():
            assert RawStore(home.lake).read(article_record.raw_document(dict(row)))
    assert not list(home.lake.glob(".*"))
    forget_connections(home)


def test_the_next_run_knows_what_the_backup_knew(home: Settings, made: Path, quick: None) -> None:
    run_id = flow.run(home, SEEDS / CHOSEN[0], inbox_name="seeds")
    assert flow.column(home, "select state from ops.run where run_id = :run", run=run_id) == ["nothing_new"]
    forget_connections(home)
    restore.restore(home, made, confirm="yes")
    assert not flow.column(home, "select state from ops.run where run_id = :run", run=run_id)
    forget_connections(home)


def test_articles_are_not_replaced_without_a_yes(home: Settings, made: Path, quick: None) -> None:
    before = everything(home, "mediawatch")
    with pytest.raises(UsageError, match="CONFIRM=yes"):
        restore.restore(home, made)
    assert everything(home, "mediawatch") == before


def test_nobody_is_cut_off(home: Settings, made: Path, quick: None, monkeypatch: pytest.MonkeyPatch) -> None:
    with connect(home, "mediawatch"), pytest.raises(Permanent, match="mediawatch is in use by"):
        restore.restore(home, made, confirm="yes")
    with connect(home, "mediawatch") as ending:  # a program that ends a moment later is in nobody's way
        closing = threading.Timer(0.5, ending.close)
        closing.start()
        assert dumps.others(backup.databases(home)["mediawatch"]) == []
        closing.join()
    monkeypatch.setattr(stack, "is_up", lambda settings: True)
    with pytest.raises(Permanent, match="make down"):
        restore.restore(home, made, confirm="yes")
    with pytest.raises(Permanent, match="make down"):
        upgrade.prepare(home, None)


@pytest.mark.parametrize("part", ["mediawatch.dump", archive.LAKE, archive.ROLES, archive.MANIFEST])
def test_a_damaged_backup_is_refused(part: str, home: Settings, made: Path, tmp_path: Path, quick: None) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(made, copy)
    data = bytearray((copy / part).read_bytes())
    data[len(data) // 2] ^= 1
    (copy / part).write_bytes(data)
    before = everything(home, "mediawatch")
    with pytest.raises(Permanent, match=f"damaged: {part}"):
        restore.restore(home, copy, confirm="yes")
    (copy / part).unlink()
    with pytest.raises(Permanent, match="is not there"):
        restore.restore(home, copy, confirm="yes")
    assert everything(home, "mediawatch") == before


def test_a_dump_that_lacks_rows_leaves_the_database_as_it_was(
    home: Settings, made: Path, tmp_path: Path, quick: None
) -> None:
    """With checksums that hold, and a count that does not: the transaction is given up."""
    copy = tmp_path / "copy"
    shutil.copytree(made, copy)
    told = json.loads((copy / archive.MANIFEST).read_text())
    told["rows"]["mediawatch"]["news.article"] += 1
    (copy / archive.MANIFEST).write_text(json.dumps(told))
    (copy / archive.CHECKSUMS).unlink()
    sums = [f"{archive._sha256(path)}  {path.name}\n" for path in copy.iterdir()]
    (copy / archive.CHECKSUMS).write_text("".join(sums))
    before = everything(home, "mediawatch")
    with pytest.raises(Permanent, match=r"stays as it was(.|\n)*the backup says"):
        restore.restore(home, copy, confirm="yes")
    assert everything(home, "mediawatch") == before


def test_a_backup_that_fails_leaves_nothing(home: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> dict[str, int]:
        raise OSError(28, "No space left on device")

    (tmp_path / ".mediawatch-2026-11-22T021300Z").mkdir()  # as a killed one leaves it
    (tmp_path / ".mediawatch-of-mine").mkdir()
    (tmp_path / ".mediawatch-2026-11-23T021300Z").symlink_to(tmp_path / ".mediawatch-of-mine")
    monkeypatch.setattr(lakefiles, "pack", full)
    with pytest.raises(Permanent, match="No space left"):
        backup.backup(home, tmp_path)
    others = {".mediawatch-of-mine", ".mediawatch-2026-11-23T021300Z"}
    assert {path.name for path in tmp_path.iterdir()} == {".lock", *others}


def test_one_database_may_have_no_schema_yet(home: Settings, made: Path, tmp_path: Path, quick: None) -> None:
    """Airflow's where only the command line was used. Where neither has one, an upgrade needs no backup."""
    articles = len(flow.column(home, "select uri from news.article"))
    with connect(home, "airflow") as connection:
        connection.execute(b"drop table dag_run, alembic_version")
        connection.execute(b"drop type state")
    forget_connections(home)
    try:
        without = backup.backup(home, tmp_path / "airflow")
        assert archive.verified(without).rows["airflow"] == {}
        restore.restore(home, without, confirm="yes")
        assert len(flow.column(home, "select uri from news.article")) == articles
        with connect(home, "mediawatch") as connection:
            connection.execute(b"drop schema news, ops, staging cascade")
        forget_connections(home)
        with pytest.raises(Permanent, match="nothing to back up"):
            backup.backup(home, tmp_path / "none")
        upgrade.prepare(home, tmp_path / "none")
        with connect(home, "airflow") as connection:
            connection.execute(METADATA.encode())
        only = backup.backup(home, tmp_path / "warehouse")
        restore.restore(home, only, confirm="yes")
        assert flow.column(home, "select uri from news.article") == []
    finally:
        forget_connections(home)
        restore.restore(home, made, confirm="yes")


def test_shards_of_runs_that_can_be_taken_up_are_kept(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    for name in ("raw/ab/abc.txt", "raw/tmp/half", "runs/done/clean/shard-0000.parquet", "runs/done/clean.json",
                 "runs/died/clean/shard-0000.parquet", "runs/died/clean/.shard-0001.parquet.77"):  # fmt: skip
        (lake / name).parent.mkdir(parents=True, exist_ok=True)
        (lake / name).write_bytes(b"x")
    counts = lakefiles.pack(lake, tmp_path / "lake.tar.gz", ended={"done"})
    assert counts == {"raw": 1, "runs": 2}
    assert lakefiles.names(tmp_path / "lake.tar.gz") == {
        "raw/ab/abc.txt", "runs/done/clean.json", "runs/died/clean/shard-0000.parquet",
    }  # fmt: skip


def test_another_major_version_of_postgres_is_told_what_to_type(
    home: Settings, made: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, bundled = embedded.versions(home)
    assert found == bundled
    monkeypatch.setattr(embedded, "versions", lambda settings: (found, "99"))
    damaged = made.with_name("mediawatch-2999-01-01T000000Z")  # the newest one, which is passed over
    shutil.copytree(made, damaged)
    (damaged / archive.LAKE).unlink()
    with pytest.raises(Permanent) as refused:
        upgrade.finish(home, None)
    shutil.rmtree(damaged)
    assert f"made at {archive.verified(made).made_at}: whatever came later is not in it" in str(refused.value)
    assert f"FROM='{archive.all_in(made.parent)[-1]}'" in str(refused.value)
    assert f"mv '{home.postgres_dir}' '{home.postgres_dir}.{found}'" in str(refused.value)
    with pytest.raises(Permanent, match="there is no backup"):
        upgrade.finish(home, home.home / "nowhere")
    embedded.stop(home)
    with pytest.raises(Permanent, match="cannot read it"):
        embedded.ensure(home)


def test_metadata_elsewhere_than_in_postgres_is_refused(home: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIRFLOW__DATABASE__SQL_ALCHEMY_CONN", "sqlite:////nowhere")
    with pytest.raises(UsageError, match="in sqlite"):
        backup.backup(home)


def test_a_restore_is_tried_beside_the_databases_and_leaves_nothing(home: Settings, made: Path, tmp_path: Path) -> None:
    before = everything(home, "mediawatch")
    rows = trial.try_restore(home)
    assert rows["airflow"] == 3
    assert rows["mediawatch"] == sum(map(len, before.values()))
    damaged = tmp_path / made.name
    shutil.copytree(made, damaged)
    manifest = json.loads((damaged / archive.MANIFEST).read_text())
    manifest["rows"]["mediawatch"]["news.article"] += 1
    with pytest.raises(Permanent):
        trial._try(backup.databases(home)["mediawatch"], made / "mediawatch.dump", manifest["rows"]["mediawatch"])
    with connect(home, "postgres") as connection:
        left = connection.execute("select datname from pg_database where datname like 'restore_trial%'").fetchall()
    assert left == []
    assert everything(home, "mediawatch") == before
    forget_connections(home)


def test_the_newest_backups_stay(tmp_path: Path) -> None:
    for day in range(1, 5):
        folder = tmp_path / f"mediawatch-2025-05-0{day}T030000Z"
        folder.mkdir()
        (folder / trial.MARK).touch()
    (tmp_path / "mediawatch-2025-05-05T030000Z").mkdir()  # one that is not whole
    assert [path.name[11:21] for path in trial.prune(tmp_path, 3, delete=False)] == ["2025-05-01"]
    trial.prune(tmp_path, 1, delete=True)
    assert sorted(path.name[11:21] for path in tmp_path.iterdir()) == ["2025-05-04", "2025-05-05"]
    with pytest.raises(UsageError):
        trial.prune(tmp_path, 0, delete=True)
