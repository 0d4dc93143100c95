"""How fast the desk's pages answer on a large archive, and what exports and the digest cost there.

    python benchmarks/pages.py [--articles 300000] [--rounds 20] [--database NAME] [--out docs/pages.csv]

Fills a new database of the embedded Postgres with made-up articles over 120 days: 300 publishers, 100 topics, one to
two tags an article with their evidence, a fifth of the articles copies, stories of up to a dozen articles, and the
indexes that a real warehouse has. A database that was kept (--keep) is used again by its name. Each page is then made
as the API server makes it, statements and template, `rounds` times; each round asks for another topic, article, story
or query. Times are by the clock, so the machine has to be quiet.
"""

from __future__ import annotations

import argparse
import csv
import os
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import psycopg
from mediawatch import settings
from mediawatch.settings import Settings
from mediawatch.store.publish.attention_counts import recount
from mediawatch.store.schema.migrate import migrate
from mediawatch.store.server import embedded
from mediawatch.store.server.connect import engine
from sqlalchemy import Connection, text

PUBLISHERS, TOPICS, DAYS = 300, 100, 120


def fill(url: str, articles: int) -> None:
    """The archive, made inside the server: one statement a table."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")  # foreign keys hold by construction
        for statement in _FILL:
            began = time.monotonic()
            connection.execute(statement.format(n=articles, p=PUBLISHERS, t=TOPICS, d=DAYS).encode())
            print(f"{time.monotonic() - began:7.1f} s  {statement.split()[0:3]}", file=sys.stderr, flush=True)


_FILL = (
    "select setseed(0.5)",
    "drop index news.article_search_idx",  # pages ask by terms; filling it takes as long as all the rest
    """create temp table word as
       select i, translate(substr(md5(i::text), 1, 3 + i % 6), '0123456789', 'ghijklmnop') as w
       from generate_series(1, 8000) i""",
    """create temp table sentence as
       select n, array_agg(w order by random()) as ws
       from generate_series(1, 1500) n
       cross join lateral (select w from word where n > 0 order by random() limit 22) x group by n""",
    "alter table sentence add primary key (n)",
    "analyze sentence",
    "insert into news.publisher (publisher_id, name, domains) select 'p' || i, 'Publisher ' || i, "
    "array['pub' || i || '.example'] from generate_series(0, {p} - 1) i",
    "insert into news.source (source_id, publisher_id, kind, url, media_type, country, collections) "
    "select 'p' || i, 'p' || i, 'feed', 'https://pub' || i || '.example/feed', 'print_native', 'IN', "
    "array['g' || i % 7] from generate_series(0, {p} - 1) i",
    "insert into ops.run (run_id, dag_id, started_at, finished_at, state, params, as_of, code_version) "
    "select 'r' || i, 'media_monitor', now() - i * interval '1 day', now() - i * interval '1 day', 'published', "
    "'{{}}', now(), 'v1' from generate_series(0, {d} - 1) i",
    """insert into news.raw_document (raw_id, uri, raw_sha256, media_type, byte_length, storage_url, byte_offset,
           observed_at, observed_at_source, inbox, run_id, source_id, article_id)
       select to_hex(i), 'https://pub' || i % {p} || '.example/a/' || i, md5(i::text), 'text/html', 20000,
           'raw/' || md5(i::text), 0, now(), 'http', 'web', 'r' || i % {d}, 'p' || i % {p}, i
       from generate_series(1, {n}) i""",
    """insert into news.article (article_id, uri, url, headline, headline_source, article_body, publisher, source_id,
           date_published, published_on, date_published_precision, in_language, language_source, language_confidence,
           word_count, content_sha256, text_sha256, extraction_method, observed_at, raw_id, first_seen_at,
           last_seen_at, run_id, terms)
       overriding system value
       select i, 'https://pub' || i % {p} || '.example/a/' || i, 'https://pub' || i % {p} || '.example/a/' || i,
           initcap(array_to_string(a.ws[1:7], ' ')) || ' subject' || (i * 31 + 17) % {t}, 'h1',
           array_to_string(a.ws, ' ') || E'.\n' || array_to_string(b.ws, ' ') || '. '
               || array_to_string(c.ws, ' ') || E'.\n' || array_to_string(e.ws, ' ')
               || ' subject' || (i * 31 + 34) % {t} || '. ' || array_to_string(f.ws, ' ') || '.',
           case when i % 3 = 0 then 'Publisher ' || i % {p} when i % 3 = 1 then 'Other ' || i % 50 end, 'p' || i % {p},
           s.at, s.at::date, case when i % 4 = 0 then 'day' else 'second' end, 'en', 'x', 1, 120,
           md5(i::text), md5((i - case when i % 5 = 4 then 1 else 0 end)::text), 'trafilatura', s.at, to_hex(i), s.at,
           s.at, 'r' || i % {d},
           array_to_tsvector(array(select distinct x from unnest(a.ws || b.ws || c.ws || e.ws || f.ws
               || array['subject' || (i * 31 + 17) % {t}, 'subject' || (i * 31 + 34) % {t}]) x))
       from generate_series(1, {n}) i
       cross join lateral (select now() - ((i::bigint * 7919) % ({d} * 1440)) * interval '1 minute' as at) s
       join sentence a on a.n = i % 1500 + 1 join sentence b on b.n = (i * 7) % 1500 + 1
       join sentence c on c.n = (i * 11) % 1500 + 1 join sentence e on e.n = (i * 13) % 1500 + 1
       join sentence f on f.n = (i * 17) % 1500 + 1""",
    "insert into news.article_version (article_id, content_sha256, headline, article_body, change_kind, raw_id, "
    "observed_at, first_observed_at, run_id) select article_id, content_sha256, headline, article_body, 'first', "
    "raw_id, observed_at, observed_at, run_id from news.article where article_id % 10 = 0",
    "insert into news.topic select 't' || i, 'Topic ' || i from generate_series(0, {t} - 1) i",
    """insert into news.topic_version (topic_id, version, definition, definition_sha256, valid_from)
       select 't' || i, 1, jsonb_build_object('id', 't' || i, 'label', 'Topic ' || i, 'description', '',
           'query', 'subject' || i, 'queries', jsonb_build_object(), 'mediatopics', jsonb_build_array(),
           'grade', 'mentions', 'threshold', 0), 'sha' || i, now() from generate_series(0, {t} - 1) i""",
    """insert into news.article_topic (article_id, topic_id, topic_version, grade, score, run_id)
       select article_id, 't' || (article_id * 31 + k * 17) % {t}, 1, case when k = 1 then 'about' else 'mentions' end,
           .3 + (article_id % 60) / 100.0, 'r1'
       from news.article, generate_series(1, 2) k where article_id % 4 <> k""",
    """insert into news.topic_evidence (article_id, topic_id, evidence_no, field, start_char, end_char, evidence_text,
           clause)
       select t.article_id, t.topic_id, 1, e.field, e.place - 1, e.place - 1 + length(e.word), e.word, e.word
       from news.article_topic t join news.article a using (article_id)
       cross join lateral (select 'subject' || substr(t.topic_id, 2) as word,
           case t.grade when 'about' then 'headline' else 'article_body' end as field) w
       cross join lateral (select w.word, w.field,
           strpos(case w.field when 'headline' then a.headline else a.article_body end, w.word) as place) e
       where e.place > 0""",
    "insert into news.topic_override select article_id, topic_id, article_id % 3 > 0, 'asha', 'read it' "
    "from news.article_topic where article_id % 100 = 0",
    """insert into news.duplicate_link (article_id, duplicate_of, kind, containment, containment_of_original,
           shared_words, run_id)
       select i, i - 1, (array['exact', 'copy', 'truncation', 'excerpt'])[1 + i % 4], 1, 1, 300, 'r1'
       from generate_series(1, {n}) i where i % 5 = 4""",
    """insert into news.story (story_id, headline, in_language, first_published, last_published, article_count,
           publisher_count, run_id)
       overriding system value
       select i, 'Story ' || i, 'en', now() - (i % {d}) * interval '1 day' - interval '2 days',
           now() - (i % {d}) * interval '1 day', 5, 4, 'r' || i % {d} from generate_series(1, {n} / 5) i""",
    "insert into news.story_article (article_id, story_id, similarity, shared_terms) "
    "select article_id, 1 + article_id % ({n} / 5), .5, array['a' || article_id % 7, 'b', 'c'] from news.article",
    """insert into news.story_fact (story_id, fact_no, kind, relation, about, unit, account_values, account_count)
       select s, f, 'count', case when f = 1 then 'differ' else 'agreed' end, 'what was said', 'dead',
           case when f = 1 then array['26', '28'] else array['26'] end, 4
       from generate_series(1, {n} / 5) s, generate_series(1, 3) f""",
    """insert into news.story_fact_mention (story_id, fact_no, article_id, value_no, field, start_char, end_char,
           value_text, sentence_start, sentence_end, about_start, about_end)
       select m.story_id, f, m.article_id, case when f = 1 then 1 + m.article_id % 2 else 1 end, 'article_body', 10, 12,
           '26', 0, 90, 0, 90
       from news.story_article m, generate_series(1, 3) f""",
    """insert into ops.document (run_id, document_id, uri, raw_sha256, last_stage, outcome, article_id)
       select 'r' || i % {d}, to_hex(i), 'https://pub' || i % {p} || '.example/a/' || i, md5(i::text), 'publish',
           'published', i from generate_series(1, {n}) i""",
    """insert into ops.quarantine (uri, raw_sha256, stage, code_version, reasons, error, document_id, first_run_id,
           last_run_id, raw)
       select 'u' || i, 'h' || i, 'clean', 'v1', array['no_article'], 'it holds no text', 'd' || i, 'r1', 'r2',
           '{{"storage_url": "a", "byte_offset": 0}}' from generate_series(1, 5000) i""",
    "select setval(pg_get_serial_sequence('news.article', 'article_id'), {n})",
    "select setval(pg_get_serial_sequence('news.story', 'story_id'), {n})",
    "vacuum analyze",
)


def opened(configured: Settings, name: str, articles: int) -> Settings:
    """The database of that name, made and filled where it is not there yet."""
    server = embedded.ensure(configured)
    found = replace(configured, database_url=server.url(name))
    with psycopg.connect(server.url("postgres", driver=None), autocommit=True) as connection:
        if connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
            migrate(found)
            return found
        connection.execute(f"create database {name}".encode())
    migrate(found)
    fill(server.url(name, driver=None), articles)
    with engine(found).begin() as connection:  # the triggers were off
        connection.execute(text("update ops.attention_zone set time_zone = ''"))
        recount(connection)
    return found


def asked(number: int, since: str, until: str) -> dict[str, str]:
    """Page -> the address that round `number` asks for."""
    topic, days = f"t{number * 7 % TOPICS}", f"from={since}&to={until}"
    return {
        "news": f"news?{days}",
        "topics": f"topics?{days}",
        "topic": f"topics/{topic}?{days}",
        "topic, weakest": f"topics/{topic}?{days}&order=weakest",
        "article": f"articles/{1 + number * 4_711}",
        "story": f"stories/{1 + number * 311}",
        "stories": f"stories?{days}",
        "search, no query": f"search?{days}&topic={topic}",
        "search, publisher": f"search?{days}&publisher=Publisher+{number * 13 % PUBLISHERS}",
        "search, rare word": f"search?q=subject{number * 3 % TOPICS}&{days}",
        "sources": "sources",
        "quarantine": "quarantine",
        "quality": "quality",
        "runs": "runs",
    }


def spent(connection: Connection) -> float:
    """Seconds of processor time of this process and of the server's processes that serve it."""
    ticks = 0
    query = text("select pid from pg_stat_activity where datname = current_database()")
    for pid in connection.execute(query).scalars():
        try:
            ticks += sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]))
        except FileNotFoundError:
            continue
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def measure(filled: Settings, rounds: int) -> Iterator[dict[str, object]]:
    """A row for each page: median and 95th percentile by the clock, and the median of processor time, in ms."""
    from airflow.api_fastapi.core_api.security import get_user
    from fastapi.testclient import TestClient
    from mediawatch_airflow.desk import access, answers, application

    user = SimpleNamespace(get_id=lambda: "1", get_name=lambda: "asha")
    application.app.dependency_overrides[get_user] = lambda: user
    access.may_trigger = lambda user, dag_id: True
    answers.reachable = lambda settings=None: filled
    client = TestClient(application.app)
    with engine(filled).connect() as connection:
        newest = text("select max(day) from news.coverage_daily where day <= current_date")
        until = connection.execute(newest).scalar_one()
        connection.rollback()
        since = until - timedelta(days=27)
        for page in asked(0, str(since), str(until)):
            clock, processor = [], []
            for number in range(rounds + 1):
                before, began = spent(connection), time.perf_counter()
                answer = client.get(f"/{asked(number, str(since), str(until))[page]}")
                took = time.perf_counter() - began
                if answer.status_code != 200:
                    raise SystemExit(f"{page}: {answer.status_code}")
                if number:  # the first reads templates and plans
                    clock.append(took * 1000)
                    processor.append((spent(connection) - before) * 1000)
                connection.rollback()
            yield {
                "page": page,
                "median_ms": round(statistics.median(clock)),
                "p95_ms": round(sorted(clock)[int(0.95 * (len(clock) - 1))]),
                "processor_ms": round(statistics.median(processor)),
                "load": round(os.getloadavg()[0], 1),
            }


def memory(what: str) -> int:
    """Megabytes of this process: VmRSS now, VmHWM at its peak."""
    [line] = [line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith(what)]
    return int(line.split()[1]) >> 10


def take_away(filled: Settings, articles: int, forms: list[str]) -> Iterator[dict[str, object]]:
    """Exports of so many articles with the peak of memory of the process, and a digest of 1,000 articles."""
    from mediawatch.desk import day_range
    from mediawatch.desk.digest.compilation import compile_digest, newest
    from mediawatch.desk.digest.letter import letter
    from mediawatch.desk.export import formats, selection
    from mediawatch.notify.audiences import Audience

    @contextmanager
    def reading() -> Iterator[Connection]:
        with engine(filled).begin() as connection:
            yield connection

    with reading() as connection:
        days = day_range.everything(connection)
        last = newest(connection)
    for form in (form for form in formats.FORMATS if form in forms):
        with reading() as connection:
            before = spent(connection)
        Path("/proc/self/clear_refs").write_text("5")  # the peak of memory begins anew
        began, size, stood = time.perf_counter(), 0, memory("VmRSS")
        for piece in formats.stream(selection.rows(reading, filled, selection.Wanted(days, limit=articles)), form):
            size += len(piece)
        took, peak = time.perf_counter() - began, memory("VmHWM")
        with reading() as connection:
            used = spent(connection) - before
        yield {"page": f"export of {articles:,}: {form}, {size >> 20} MB", "median_ms": round(took * 1000),
               "p95_ms": f"peak {peak} MB, {stood} MB before", "processor_ms": round(used * 1000),
               "load": round(os.getloadavg()[0], 1)}  # fmt: skip
    audience = Audience(name="bench", channels=("mail",), kinds=("digest",))
    with reading() as connection:
        began = time.perf_counter()
        made = compile_digest(connection, filled, audience, last - 1_000, last)
        letter(made, datetime.now(UTC), "https://desk.example")
        took = time.perf_counter() - began
    yield {"page": f"digest of {made.articles:,} tags of 1,000 articles", "median_ms": round(took * 1000), "p95_ms": "",
           "processor_ms": "", "load": round(os.getloadavg()[0], 1)}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=300_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--export", type=int, default=100_000, help="articles of an export; 0: none, and no digest")
    parser.add_argument("--formats", nargs="+", default=["csv", "jsonl", "parquet", "xlsx"])
    parser.add_argument("--database", default=f"pages_{os.getpid()}")
    parser.add_argument("--keep", action="store_true", help="leave the database")
    parser.add_argument("--out", type=Path, help="a CSV file for the table")
    arguments = parser.parse_args()
    configured = settings.load()
    filled = opened(configured, arguments.database, arguments.articles)
    table = []
    for row in measure(filled, arguments.rounds):
        print(row, flush=True)
        table.append(row)
    for row in take_away(filled, arguments.export, arguments.formats) if arguments.export else ():
        print(row, flush=True)
        table.append(row)
    if arguments.out:
        with arguments.out.open("w", newline="") as file:
            writer = csv.DictWriter(file, table[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(table)
    if not arguments.keep:
        engine(filled).dispose()
        with psycopg.connect(embedded.ensure(configured).url("postgres", driver=None), autocommit=True) as connection:
            connection.execute(f"drop database {arguments.database} with (force)".encode())


if __name__ == "__main__":
    main()
