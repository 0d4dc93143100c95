"""Whether partitions by month pay: the fingerprints and the ledger's documents, plain and in 24 partitions, in turn.

    python benchmarks/partitions.py [--rows 10000000] [--rounds 21]

In a Postgres of its own two copies of each table are filled with the same rows of 24 months. Then, in turn, in the one
and the other: what a run of 1,000 articles or documents writes, what it looks up, and what maintenance deletes.
Medians in milliseconds by the clock; each statement is rolled back. The partitioned tables have the month in their
keys, since Postgres asks for that; who looks up a hash or a document does not know its month.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import LiteralString, cast

import psycopg
from mediawatch.store.server import embedded

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
import conftest

MONTHS = 24
HASHES = 28  # rows of news.fingerprint an article
RUN = 1_000  # articles or documents of a run

TABLES = {
    "fingerprint": "hash bigint not null, article_id bigint not null, leads boolean not null, month integer not null",
    "document": """run_id text not null, document_id text not null, uri text not null, raw_sha256 text not null,
        last_stage text not null, outcome text not null, reasons text[] not null, month integer not null""",
}
KEYS = {"fingerprint": "hash, article_id", "document": "run_id, document_id"}
INDEXES = {"fingerprint": ("(article_id)",), "document": ("using hash (uri)", "(document_id)")}

# Row number n -> the row: article n / HASHES, documents in runs of RUN; as many in each month.
ROWS = {
    "fingerprint": """select hashint8extended(n, 7), n / {hashes}, n % {hashes} < 8, ({months} * n / {rows})::int
        from generate_series(cast({first} as bigint), {last} - 1) n""",
    "document": """select 'media_monitor:' || n / {run}, md5(n::text), 'file://inbox/' || md5((n / 3)::text) || '.txt',
        md5(n::text) || md5(n::text), 'load', 'loaded', '{{}}', ({months} * n / {rows})::int
        from generate_series(cast({first} as bigint), {last} - 1) n""",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=21)
    arguments = parser.parse_args()
    place = Path(tempfile.mkdtemp(prefix="mediawatch-partitions-"))
    settings = conftest._settings(place)
    try:
        server = embedded.ensure(settings)
        conftest.run_sql(server, "alter system set fsync = off", "select pg_reload_conf()")  # its data is thrown away
        with psycopg.connect(server.url("postgres", driver=None), autocommit=True) as connection:
            for name in TABLES:
                fill(connection, name, arguments.rows)
                measure(connection, name, arguments.rows, arguments.rounds)
    finally:
        embedded.stop(settings)
        shutil.rmtree(place)


def said(statement: str) -> LiteralString:
    return cast(LiteralString, statement)  # of this file's constants and numbers


def fill(connection: psycopg.Connection, name: str, rows: int) -> None:
    connection.execute(said(f"create table plain_{name} ({TABLES[name]}, primary key ({KEYS[name]}))"))
    key = f"primary key ({KEYS[name]}, month)"
    connection.execute(said(f"create table parted_{name} ({TABLES[name]}, {key}) partition by list (month)"))
    for month in range(MONTHS):
        part = f"parted_{name}_{month} partition of parted_{name}"
        connection.execute(said(f"create table {part} for values in ({month})"))
    for kind in ("plain", "parted"):
        for index in INDEXES[name]:
            connection.execute(said(f"create index on {kind}_{name} {index}"))
        begun = time.perf_counter()
        for month in range(MONTHS):  # as they come: the oldest first
            connection.execute(said(f"insert into {kind}_{name} {_rows(name, rows, month)}"))
        connection.execute(said(f"vacuum analyze {kind}_{name}"))
        took = time.perf_counter() - begun
        size = "select sum(pg_total_relation_size(oid)) / 1e6 from pg_class where relkind = 'r' and relname like %s"
        megabytes = connection.execute(size, (f"{kind}_{name}%",)).fetchall()[0][0]
        print(f"{kind} {name}: {rows:,} rows in {took:.0f} s, {megabytes:.0f} MB", flush=True)


def _rows(name: str, rows: int, month: int) -> str:
    first, last = -(-rows * month // MONTHS), -(-rows * (month + 1) // MONTHS)
    return ROWS[name].format(hashes=HASHES, months=MONTHS, rows=rows, run=RUN, first=first, last=last)


def statements(name: str, kind: str, rows: int, number: int) -> dict[str, str]:
    """What is measured: label -> statement, of a table."""
    table, last = f"{kind}_{name}", MONTHS - 1
    if name == "fingerprint":
        written = RUN * HASHES
        return {
            "write 1,000 articles": f"""insert into {table} select hashint8extended(n, {100 + number}), n / {HASHES},
                n % {HASHES} < 8, {last} from generate_series({rows}, {rows + written - 1}) n""",
            "look up the hashes of 1,000 articles, a tenth known": f"""select count(*) from {table} f join (
                select hashint8extended(n * 17 % {rows}, case when n % 10 = 0 then 7 else {200 + number} end) as hash
                from generate_series(1, {written}) n) w using (hash)""",
            "remove 1,000 articles": f"""delete from {table}
                where article_id between {number * RUN} and {number * RUN + RUN - 1}""",
        }
    run = f"media_monitor:{(number * 397) % (rows // RUN)}"
    return {
        "write a run of 1,000": f"""insert into {table} select 'media_monitor:new', md5(n::text), 'file://inbox/new',
            md5((n + {number})::text) || md5(n::text), 'load', 'loaded', '{{}}', {last}
            from generate_series(1, {RUN}) n""",
        "read a run": f"select count(*), min(uri) from {table} where run_id = '{run}'",
        "find 1,000 documents in all runs": f"""select count(*) from {table} d join (
            select md5(n::text) as document_id from generate_series({number}, {rows}, {rows // RUN}) n
            ) w using (document_id)""",
    }


def measure(connection: psycopg.Connection, name: str, rows: int, rounds: int) -> None:
    took: dict[tuple[str, str], list[float]] = {}
    for number in range(rounds):
        for kind in ("plain", "parted") if number % 2 else ("parted", "plain"):
            for label, statement in statements(name, kind, rows, number).items():
                with connection.transaction(force_rollback=True):
                    begun = time.perf_counter()
                    connection.execute(said(statement))
                    took.setdefault((label, kind), []).append(1e3 * (time.perf_counter() - begun))
    for label in dict.fromkeys(label for label, _ in took):
        whole, parts = (statistics.median(took[label, kind]) for kind in ("plain", "parted"))
        print(f"{name}, {label}: plain {whole:.1f} ms, parted {parts:.1f} ms, ratio {parts / whole:.2f}")
    begun = time.perf_counter()
    connection.execute(said(f"delete from plain_{name} where month = 0"))
    deleted = time.perf_counter()
    connection.execute(said(f"vacuum plain_{name}"))
    vacuumed = time.perf_counter()
    connection.execute(said(f"drop table parted_{name}_0"))
    dropped = time.perf_counter()
    plain = f"deleted in {deleted - begun:.1f} s and vacuumed in {vacuumed - deleted:.1f} s"
    print(f"{name}, the oldest month: plain {plain}, parted dropped in {dropped - vacuumed:.2f} s", flush=True)


if __name__ == "__main__":
    main()
