"""What an article costs deduplicate and cluster as the history grows, through Postgres.

    python benchmarks/scaling.py [--sizes 10000 50000 200000] [--out docs/scaling.csv] [--plot docs/images/scaling.svg]

Fills a new database of the embedded Postgres with generated articles, no two of which share a passage: words by a
Zipf-Mandelbrot law over 200,000 types, a quarter of each text from the words of its event. The whole history lies in
60 days, so that all of it is live for clustering and twenty times the articles are twenty times the stories. At each
size a batch of 1,000 (half accounts of events of the history, three tenths of new ones, two tenths copies of articles
of the history with some words changed) is fingerprinted and related, then put into stories, which are published;
several times, each rolled back. Processor time of this process and of the server's is counted, so that other load on
the machine matters less. Whole runs, with publish and the gates: scaling_runs.py.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import numpy as np
import psycopg
from doubles import MemoryIndex
from mediawatch import settings
from mediawatch.cluster.assign import BATCH, assign
from mediawatch.cluster.records import Frequencies, Profile
from mediawatch.cluster.similarity.space import Space
from mediawatch.cluster.terms import profile
from mediawatch.deduplicate.fingerprint import Fingerprint, fingerprint
from mediawatch.deduplicate.history import Placement
from mediawatch.deduplicate.relate import relate
from mediawatch.store.lookups.article_history import PostgresHistory
from mediawatch.store.lookups.story_terms import PostgresStoryIndex
from mediawatch.store.publish import stories, story_queue
from mediawatch.store.schema.migrate import migrate
from mediawatch.store.server import embedded
from mediawatch.store.server.connect import engine
from scaling_plot import plot
from sqlalchemy import Connection, text

VOCABULARY = 200_000
WORDS = 150  # of an article
EVENT_WORDS = 14
PER_STORY = 2.5  # articles, on average
DAYS = 60
START = datetime(2026, 1, 1, tzinfo=UTC)
PAGE = 2_000  # articles loaded at a time


@dataclass(frozen=True, slots=True)
class Made:
    number: int
    event: int
    headline: str
    body: str
    when: datetime
    mark: Fingerprint

    @property
    def uri(self) -> str:
        return f"https://made.example/{self.number}"


class Newsroom:
    """Articles of events, the same for the same seed."""

    def __init__(self) -> None:
        self.random = np.random.default_rng(7)
        law = 1 / (np.arange(1, VOCABULARY + 1) + 2.7) ** 1.07
        self.law = np.cumsum(law / law.sum())
        syllables = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]
        self.words = np.array([self._word(number, syllables) for number in range(VOCABULARY)], object)

    @staticmethod
    def _word(number: int, syllables: Sequence[str]) -> str:
        word, number = syllables[number % len(syllables)], number // len(syllables)
        while number:
            word, number = word + syllables[number % len(syllables)], number // len(syllables)
        return word + "n"

    def event(self, articles: int) -> int:
        """One of the events that so many articles tell of."""
        return int(self.random.integers(int(articles / PER_STORY)))

    def article(self, number: int, event: int) -> Made:
        """An account of an event, whose words and day the event's number decides."""
        about = np.random.default_rng(event)
        told = about.integers(2_000, VOCABULARY, EVENT_WORDS)
        day = about.uniform(0, DAYS)
        places = np.searchsorted(self.law, self.random.random(WORDS))
        here = self.random.random(WORDS) < 0.25
        places[here] = self.random.choice(told, int(here.sum()))
        headline = " ".join(self.words[np.concatenate((self.random.choice(told, 5), places[:3]))])
        return self._made(number, event, headline, " ".join(self.words[places]), day)

    def copy(self, number: int, of: Made) -> Made:
        """The article with every fortieth word changed, somewhat later."""
        words = of.body.split()
        for place in range(int(self.random.integers(40)), len(words), 40):
            words[place] = self.words[int(self.random.integers(VOCABULARY))]
        day = (of.when - START) / timedelta(days=1) + 0.1
        return self._made(number, of.event, of.headline, " ".join(words), day)

    def _made(self, number: int, event: int, headline: str, body: str, day: float) -> Made:
        when = START + timedelta(days=day + self.random.uniform(0, 1))
        return Made(number, event, headline, body, when, fingerprint(body))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 25_000, 50_000, 100_000, 200_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--out", type=Path, help="a CSV file for the table")
    parser.add_argument("--plot", type=Path, help="an SVG file for the plot")
    arguments = parser.parse_args()
    configured = settings.load()
    server = embedded.ensure(configured)
    name = f"scaling_{os.getpid()}"
    with psycopg.connect(server.url("postgres", driver=None), autocommit=True) as connection:
        connection.execute(f"create database {name}".encode())
    try:
        table = list(measure(replace(configured, database_url=server.url(name)), arguments.sizes, arguments.rounds))
    finally:
        with psycopg.connect(server.url("postgres", driver=None), autocommit=True) as connection:
            connection.execute(f"drop database {name} with (force)".encode())
    if arguments.out:
        with arguments.out.open("w", newline="") as file:
            writer = csv.DictWriter(file, table[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(table)
    if arguments.plot:
        arguments.plot.write_text(plot(table))


def measure(configured: settings.Settings, sizes: Sequence[int], rounds: int) -> Iterator[dict[str, float]]:
    migrate(configured)
    room, loaded = Newsroom(), 0
    recent: list[Made] = []
    with engine(configured).connect() as connection:
        connection.execute(text(_PREPARE))
        for statement in _WITHOUT:  # what deduplicate and cluster never look at, and costs most of the loading
            connection.execute(text(statement))
        connection.commit()
        for size in sizes:
            while loaded < size:
                page = [room.article(n, room.event(size)) for n in range(loaded, loaded + PAGE)]
                load(connection, page)
                loaded += len(page)
                recent = page
            COUNTED.write(connection)
            connection.commit()
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.execute(text("vacuum analyze"))
            connection.commit()
            connection.execution_options(isolation_level="READ COMMITTED")
            costs = [once(connection, room, size, recent, number) for number in range(rounds)]
            row: dict[str, float] = {"history": size, "stories": costs[0][2]}
            row["deduplicate_ms"] = round(statistics.median(cost[0] for cost in costs), 3)
            row["cluster_ms"] = round(statistics.median(cost[1] for cost in costs), 3)
            row["load"] = round(os.getloadavg()[0], 1)
            print(row, file=sys.stderr, flush=True)
            yield row


def once(connection: Connection, room: Newsroom, size: int, recent: Sequence[Made], number: int) -> tuple[float, ...]:
    """Milliseconds of processor time an article: deduplicate, cluster; and how many stories stand. All is undone."""
    first = 10_000_000 + number * BATCH
    old = [room.article(first + n, room.event(size)) for n in range(BATCH // 2)]
    new = [room.article(first + 500 + n, 10_000_000 + n // 2) for n in range(BATCH * 3 // 10)]
    copies = [room.copy(first + 800 + n, of) for n, of in enumerate(recent[: BATCH // 5])]
    batch = [*old, *new, *copies]
    found: dict[str, Any] = {}

    def deduplicate() -> None:
        marks = [fingerprint(made.body) for made in batch]
        found["relations"] = relate(
            [
                Placement(m.uri, m.body, f.text_sha256, f.hashes, f.shingle_count, m.when, START)
                for m, f in zip(batch, marks, strict=True)
            ],
            PostgresHistory(connection),
        )

    def cluster() -> None:
        taken = stories.due(connection, BATCH)
        assert len(taken.articles) == BATCH
        decided = assign(taken.articles, PostgresStoryIndex(connection))
        stories.publish(connection, "made", taken, decided, START + timedelta(days=DAYS))

    spent = cost_of(connection, deduplicate)
    load(connection, batch, clustered=False)
    links = [
        {"uri": link.uri, "of": link.duplicate_of, "kind": link.kind, "words": link.shared_words}
        for link in found["relations"].links
    ]
    assert len(links) >= len(copies) * 0.9, f"{len(links)} of {len(copies)} copies were found"
    connection.execute(text(_LINK), links)
    story_queue.enter(connection, [made.number + 1 for made in batch])
    standing: int = connection.execute(text("select count(*) from news.story")).scalar_one()
    spent_on_stories = cost_of(connection, cluster)
    connection.rollback()
    return spent / BATCH * 1000, spent_on_stories / BATCH * 1000, standing


def cost_of(connection: Connection, work: Callable[[], None]) -> float:
    """Seconds of processor time that a piece of work takes, here and in the server's process."""
    server = Path(f"/proc/{connection.execute(text('select pg_backend_pid()')).scalar_one()}/stat")

    def spent() -> float:
        ticks = server.read_text().rpartition(")")[2].split()[11:13]
        return sum(os.times()[:2]) + sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    before = spent()
    work()
    return spent() - before


def load(connection: Connection, page: Sequence[Made], *, clustered: bool = True) -> None:
    """Articles with their fingerprints and, where asked for, in the stories that their events are."""
    raw: Any = connection.connection.driver_connection
    with raw.cursor() as cursor:
        cursor.execute("create temporary table if not exists made (row jsonb)")
        cursor.execute("truncate made")
        with cursor.copy("copy made from stdin") as copy:
            for made in page:
                row = {
                    "id": made.number + 1,
                    "uri": made.uri,
                    "event": made.event + 1,
                    "headline": made.headline,
                    "body": made.body,
                    "sha": made.mark.text_sha256,
                    "shingles": made.mark.shingle_count,
                    "at": made.when.isoformat(),
                    "raw": hashlib.sha256(made.uri.encode()).hexdigest()[:16],
                    "hashes": made.mark.hashes,
                }
                copy.write_row([json.dumps(row)])
    for statement in _LOAD:
        connection.execute(text(statement))
    if clustered:
        rows: list[dict[str, Any]] = []
        for made in page:
            terms = profile(made.headline, made.body, "en")
            COUNTED.documents += 1
            COUNTED.counts.update(terms.keys())
            rows.append({"id": made.number + 1, "profile": terms})
        space = Space("en", COUNTED, Frequencies(0, Counter({term for row in rows for term in row["profile"]})))
        for row in rows:
            row["signature"] = list(space.signature(cast(Profile, row["profile"])))
        for statement in _STORIES:
            connection.execute(text(statement))
        for statement in _PROFILES:
            connection.execute(text(statement), {"rows": json.dumps(rows)})


class Counted(MemoryIndex):
    """How common the terms are that were loaded: what Space asks of an index."""

    def __init__(self) -> None:
        super().__init__()
        self.documents = 0
        self.counts: Counter[str] = Counter()

    def frequencies(self, language: str, terms: Collection[str]) -> Frequencies:
        del language
        return Frequencies(self.documents, {term: self.counts[term] for term in terms})

    def write(self, connection: Connection) -> None:
        """Into the window of Postgres, an equal part to each of its periods."""
        for period in range(6):
            part = {"": self.documents, **self.counts}
            rows = [{"term": term, "n": (n + period) // 6} for term, n in part.items() if (n + period) // 6]
            day = START.date() + timedelta(days=10 * period)
            connection.execute(text(_TERMS), {"rows": json.dumps(rows), "day": day})


COUNTED = Counted()

_WITHOUT = (
    "drop index news.article_terms_idx",
    "drop index news.article_search_idx",
    "alter table news.article drop constraint article_raw_id_fkey",
)
_PREPARE = """
select set_config('max_parallel_workers_per_gather', '0', false),
    set_config('session_replication_role', 'replica', false), -- foreign keys are not checked
    setval(pg_get_serial_sequence('news.story', 'story_id'), 100000000)
"""

_LOAD = (
    """
    insert into news.article (article_id, uri, headline, headline_source, article_body, date_published, in_language,
        language_source, language_confidence, word_count, content_sha256, text_sha256, shingle_count,
        extraction_method, observed_at, raw_id, first_seen_at, last_seen_at, run_id, terms)
    overriding system value
    select (row->>'id')::bigint, row->>'uri', row->>'headline', 'made', row->>'body', (row->>'at')::timestamptz, 'en',
        'made', 1, 150, row->>'sha', row->>'sha', (row->>'shingles')::int, 'made', (row->>'at')::timestamptz,
        row->>'raw', (row->>'at')::timestamptz, (row->>'at')::timestamptz, 'made', ''
    from made order by 1
    """,
    """
    insert into news.fingerprint (hash, article_id)
    select h::bigint, (row->>'id')::bigint from made, jsonb_array_elements_text(row->'hashes') h
    """,
)

_STORIES = (
    """
    insert into news.story (story_id, headline, in_language, first_published, last_published, article_count,
        publisher_count)
    overriding system value
    select distinct on (row->>'event') (row->>'event')::bigint, row->>'headline', 'en', (row->>'at')::timestamptz,
        (row->>'at')::timestamptz, 1, 1
    from made
    on conflict do nothing
    """,
    """
    insert into news.story_article (article_id, story_id, similarity, shared_terms)
    select (row->>'id')::bigint, (row->>'event')::bigint, 1, '{}' from made
    """,
)

_PROFILES = (
    """
    insert into news.story_profile (article_id, profile, content_sha256)
    select r.id, r.profile, a.content_sha256
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(id bigint, profile jsonb)
    join news.article a on a.article_id = r.id
    """,
    """
    insert into news.story_signature (language, term, moment, article_id)
    select 'en', t.term, a.coverage_at, r.id
    from jsonb_to_recordset(cast(:rows as jsonb)) as r(id bigint, signature text[])
    join news.article a on a.article_id = r.id cross join unnest(r.signature) as t(term)
    """,
)

_TERMS = """
insert into news.term_frequency (language, term, day, articles)
select 'en', r.term, :day, r.n from jsonb_to_recordset(cast(:rows as jsonb)) as r(term text, n integer)
on conflict (language, term, day) do update set articles = excluded.articles
"""

_LINK = """
insert into news.duplicate_link (article_id, duplicate_of, kind, containment, containment_of_original, shared_words,
    run_id)
select a.article_id, o.article_id, :kind, 1, 1, :words, 'made' from news.article a, news.article o
where a.uri = :uri and o.uri = :of
"""

if __name__ == "__main__":
    main()
