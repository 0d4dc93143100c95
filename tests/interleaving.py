"""A machine that interleaves runs of different kinds with all that may happen meanwhile, and then holds invariants.

`World` is a hypothesis state machine over a real Postgres and a small world of documents: captures of four pages in
three texts, some of which repeat each other, and in none. It begins runs, takes them from stage to stage in any order,
lets one go on inside another's publish or cluster, kills a stage and does it again, repeats one, replays what is in
quarantine, takes pages down, retags, changes, adds and removes topics, and decides tags by hand. Some rules aim at
where faults were: a run repeats what is published and its original is taken down; a newer text is published while
another run clusters the older one. At the end every run is taken to its end, and:

- what is published is what one run of all that was delivered makes in a new warehouse: articles, versions, links, tags;
- each article has the tags that the evaluator gives by the newest definitions, and no other;
- articles of one text have one original; counts add up; profiles and signatures are of their articles' texts and days;
  stories say what their articles say, and every article stands in one, a copy in that of its original;
- decisions by hand stand, and delivering all of it once more changes nothing.

Speed is bought by cleaning in this process and by asking the gates' queries of Postgres directly: both have tests of
their own.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import flow
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from mediawatch.cluster import assign
from mediawatch.cluster.terms import profile
from mediawatch.errors import Permanent
from mediawatch.quality import checks
from mediawatch.quality.result import GateResult
from mediawatch.quality.suites import suite
from mediawatch.settings import Settings
from mediawatch.store.publish import published_links, staging
from mediawatch.store.server.connect import transaction
from mediawatch.tag import Evaluator, Topic
from mediawatch.workflow import retagging, steps, takedown
from sqlalchemy import text
from stages import HeldRun, follow, quick

NewWarehouse = Callable[[], AbstractContextManager[Settings]]

TEXTS = {
    "ferry": "The ferry between the two islands will sail twice a day from Monday, the harbour office said on Friday. "
    "It has sailed once a day since the old ship was sold, and people who work on the other island had to stay over "
    "night. The new ship carries eighty passengers and twelve cars, and takes forty minutes for the crossing.",
    "bank": "The central bank raised its lending rate by half a point, because wages had not kept up with what bread "
    "and coal cost in winter. Builders and car makers complained, savers did not, and the minister said that she had "
    "been told of it an hour before the governor spoke to the press.",
    "glacier": "A glacier above the valley lost a third of its ice in ten summers, surveyors found who had drilled "
    "into it for a week. Farmers below it will have water for their orchards until August, and none in a dry year "
    "after that, unless the council builds the reservoir that it has promised them twice.",
}
TEXTS["ferry, longer"] = f"{TEXTS['ferry']} The mayor thanked all who had waited for it, and bought the first ticket."
PAGES = tuple(f"https://news{number}.example/story" for number in range(4))
EMPTY = "nothing"
"""A capture of a page without a text: it is quarantined, and a replay finds it as it was."""
CAPTURES = tuple(itertools.product(range(len(PAGES)), (*TEXTS, EMPTY)))
QUERIES = ("ferry", "bank OR glacier", "harbour OR valley", "ice AND water", None)
TOPICS = ("alpha", "beta")
_LAST = "Nothing else was said. " * 9
_numbers = itertools.count(1)


class Killed(Exception):
    """A stage ended in the middle."""


# ------------------------------------------------------------------ the world of documents
def archive(path: Path, captures: list[tuple[int, str]]) -> Path:
    """A WARC file of these captures. A page and its text decide its moment, and every other page states its day."""
    with path.open("wb") as file:
        for page, name in captures:
            day = 1 + 5 * page + 3 * [*TEXTS, EMPTY].index(name)
            url, title = PAGES[page], name.title()
            told = {"@type": "NewsArticle", "headline": title, "datePublished": f"2025-03-{day:02}T06:00:00Z"}
            head = f'<script type="application/ld+json">{json.dumps(told)}</script>' if page % 2 else ""
            body = f'<html lang="en"><head><link rel="canonical" href="{url}"><title>{title}</title>{head}</head>'
            body += f"<body><article><h1>{title}</h1><p>{TEXTS.get(name, '')}</p></article></body></html>"
            http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
            warc = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2025-04-{day:02}T08:00:00Z"
            warc += f"\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
            file.write(warc.encode() + http + b"\r\n\r\n")
    return path


def _copies(name: str, pages: set[int]) -> list[tuple[int, str]]:
    """One text at several addresses."""
    return [(page, name) for page in sorted(pages)]


# ------------------------------------------------------------------ stages without their slow parts
def _queries(stage: str, engine: Any, run_id: str, metrics: Any, limits: Any) -> GateResult:
    """The queries of a gate on the warehouse, all in one transaction. Raises AssertionError where rows are found."""
    del metrics
    names = ("articles", "links", "tags", "evidence", "rows_out")
    batch = f"(select cast('{run_id}' as text) as run_id, {', '.join(f'cast(null as bigint) as {n}' for n in names)})"
    with engine.connect() as connection:
        for item in suite(stage, limits):
            if item.subject == "warehouse":
                query = item.arguments["unexpected_rows_query"].replace("{batch}", f"{batch} as batch")
                found = connection.exec_driver_sql(query.replace("%", "%%")).all()
                assert not found, f"{item.key}: {found[:3]}"
    return GateResult(stage, (), ())


@contextmanager
def light() -> Iterator[None]:
    """While it lasts, documents are cleaned in this process and gates ask their queries alone."""
    with ExitStack() as stack:
        stack.enter_context(quick())
        stack.enter_context(mock.patch.object(checks, "check_staging", _queries))
        yield


# ------------------------------------------------------------------ the machine
class World(RuleBasedStateMachine):
    """`new_warehouse` makes an empty warehouse; set by who runs the machine."""

    new_warehouse: NewWarehouse
    steps_done = 0
    examples = 0

    def __init__(self) -> None:
        super().__init__()
        World.examples += 1
        self._open = ExitStack()
        self._open.enter_context(light())
        made = self._open.enter_context(type(self).new_warehouse())
        self.place = made.lake.parent / f"world-{next(_numbers)}"
        (self.place / "home" / "include" / "topics").mkdir(parents=True)
        (self.place / "home" / "include" / "sources").mkdir()
        (self.place / "own").mkdir()
        self.settings = replace(made, home=self.place / "home")
        follow(self.settings, "alpha", "ferry")
        self.running: list[tuple[HeldRun, list[tuple[int, str]]]] = []
        self.delivered: set[tuple[int, str]] = set()
        self.barred: set[int] = set()
        self.decisions: dict[tuple[str, str], bool] = {}
        self.ended = 0

    # -- what happens
    @precondition(lambda self: len(self.running) < 3)
    @rule(
        captures=st.one_of(
            st.lists(st.sampled_from(CAPTURES), min_size=1, max_size=3, unique=True),
            st.builds(_copies, st.sampled_from(list(TEXTS)), st.sets(st.sampled_from(range(len(PAGES))), min_size=2)),
        ),
        reprocess=st.booleans(),
        own_topics=st.integers(0, 4),
    )
    def begin(self, captures: list[tuple[int, str]], reprocess: bool, own_topics: int) -> None:
        self._begin(captures, reprocess=reprocess, own_topics=not own_topics)

    def _begin(self, captures: list[tuple[int, str]], *, reprocess: bool = False, own_topics: bool = False) -> HeldRun:
        number = next(_numbers)
        file = archive(self.place / f"{number}.warc", captures)
        topics = None
        if own_topics:
            topics = self.place / "own"
            follow(self.settings, "gamma", "island OR reservoir", topics)
        asked = steps.Request("test", f"run-{number}", paths=(file,), reprocess=reprocess, topics_dir=topics)
        run = HeldRun(self.settings, asked)
        self.running.append((run, captures))
        self._count()
        return run

    @precondition(lambda self: len(self.running) < 3 and self.delivered)
    @rule(which=st.integers(0, 7), until=st.sampled_from(("tag", "load", "publish")))
    def begin_copies_of_what_is_published(self, which: int, until: str) -> None:
        """A run that repeats a published text at all other pages, held where its links are decided."""
        page, name = sorted(self.delivered)[which % len(self.delivered)]
        others = [(other, name) for other in range(len(PAGES)) if other != page and other not in self.barred]
        if others and name != EMPTY:
            self._to(self._begin(others), until)

    @precondition(lambda self: len(self.running) < 3)
    @rule()
    def replay(self) -> None:
        """A run that sends through again what is in quarantine."""
        numbers = flow.column(self.settings, "select quarantine_id from ops.quarantine where state = 'open'")
        if numbers:
            asked = steps.Request("replay", f"run-{next(_numbers)}", replay=tuple(numbers))
            self.running.append((HeldRun(self.settings, asked), []))
        self._count()

    @precondition(lambda self: self.running)
    @rule(which=st.integers(0, 2), stages=st.integers(1, 4))
    def go_on(self, which: int, stages: int) -> None:
        for _ in range(stages):
            if self.running:
                self._step(which % len(self.running))

    @precondition(lambda self: len(self.running) > 1)
    @rule(which=st.integers(0, 2), stages=st.integers(1, 3), until=st.sampled_from(("publish", "cluster", None)))
    def go_on_inside_another(self, which: int, stages: int, until: str | None) -> None:
        """While one run clusters or publishes, another goes on as far as it need not wait for the first."""
        place = which % len(self.running)
        run, its = self.running[place]
        other, captures = self.running[(place + 1) % len(self.running)]
        for one, own, end in ((run, its, until), (other, captures, "publish")) if until else ():
            while one.next not in (end, "cluster", "report", None) and self._tries(one):
                self._note(one, own)
        if any(item[0] is run for item in self.running):
            place = next(number for number, item in enumerate(self.running) if item[0] is run)
        else:
            return
        free = ("collect", "clean", "deduplicate", "tag", "load") + (("publish",) if run.next == "cluster" else ())

        def meanwhile() -> None:
            for _ in range(stages):
                if other.next in free and self._tries(other):
                    self._note(other, captures)

        if run.next == "cluster":
            with _around(assign, "assign", after=meanwhile):
                self._step(place)
        elif run.next == "publish":
            with _around(published_links, "publish", after=meanwhile):
                self._step(place)

    @precondition(lambda self: len(self.running) < 3 and any(run.next == "cluster" for run, _ in self.running))
    @rule(which=st.integers(0, 7), later=st.sampled_from(list(TEXTS)))
    def publish_a_newer_text_while_another_run_clusters(self, which: int, later: str) -> None:
        place = next(number for number, (run, _) in enumerate(self.running) if run.next == "cluster")
        run, captures = self.running[place]
        page = captures[which % len(captures)][0] if captures else which % len(PAGES)
        other = self._begin([(page, later)])
        self._to(other, "publish")

        def meanwhile() -> None:
            self._to(other, "cluster")

        if run in [item[0] for item in self.running]:
            with _around(assign, "assign", after=meanwhile):
                self._step(place)

    @precondition(lambda self: self.running)
    @rule(which=st.integers(0, 2))
    def die_and_do_it_again(self, which: int) -> None:
        run, _ = self.running[which % len(self.running)]
        where = {
            "load": (staging, "load"),
            "publish": (published_links, "publish"),
            "cluster": (assign, "assign"),
        }.get(run.next or "")
        if where:
            with _around(*where, after=_kill), suppress(Killed):
                self._step(which % len(self.running))
        self._count()

    @precondition(lambda self: self.running)
    @rule(which=st.integers(0, 2))
    def repeat(self, which: int) -> None:
        run, _ = self.running[which % len(self.running)]
        if run.done in ("collect", "clean", "publish", "cluster"):  # what comes after others would not be read again
            run.again()
        self._count()

    @precondition(lambda self: self.running)
    @rule(which=st.integers(0, 2))
    def forget(self, which: int) -> None:
        """Its process died, and nobody takes the run up."""
        self.running.pop(which % len(self.running))
        self._count()

    @rule(page=st.integers(0, len(PAGES) - 1))
    def take_down(self, page: int) -> None:
        if flow.column(self.settings, "select 1 from news.article where uri = :uri", uri=PAGES[page]):
            takedown.remove(self.settings, takedown.Demand(articles=(PAGES[page],)), who="reader", why="letter")
            self.barred.add(page)
            self.delivered = {capture for capture in self.delivered if capture[0] != page}
            self.decisions = {key: said for key, said in self.decisions.items() if key[0] != PAGES[page]}
        self._count()

    @precondition(lambda self: any(run.next in ("tag", "load", "publish") for run, _ in self.running))
    @rule(which=st.integers(0, 2))
    def take_down_what_a_run_repeats(self, which: int) -> None:
        """The original of texts that a run has linked to it and not published."""
        waiting = [captures for run, captures in self.running if run.next in ("tag", "load", "publish")]
        captures = waiting[which % len(waiting)]
        bodies = [TEXTS[name] for _, name in captures if name != EMPTY]
        found = flow.column(self.settings, _FIRST_OF_THESE, bodies=bodies, but=[PAGES[page] for page, _ in captures])
        for uri in found:
            self.take_down(PAGES.index(uri))

    @rule(topic=st.sampled_from(TOPICS), query=st.sampled_from(QUERIES))
    def edit_topic(self, topic: str, query: str | None) -> None:
        if query:
            follow(self.settings, topic, query)
        elif len(list(self.settings.topics_dir.iterdir())) > 1:
            (self.settings.topics_dir / f"{topic}.yaml").unlink(missing_ok=True)
        self._count()

    @rule()
    def retag(self) -> None:
        retagging.apply(self.settings, f"topics_retag:{next(_numbers)}")
        self._count()

    @rule(page=st.integers(0, len(PAGES) - 1), topic=st.sampled_from(TOPICS), relevant=st.booleans())
    def decide_by_hand(self, page: int, topic: str, relevant: bool) -> None:
        with transaction(self.settings) as connection:
            made = connection.execute(text(_OVERRIDE), {"uri": PAGES[page], "topic": topic, "relevant": relevant})
            if made.rowcount:
                self.decisions[PAGES[page], topic] = relevant
        self._count()

    # -- how a step is done
    def _step(self, place: int) -> None:
        run, captures = self.running[place]
        if self._tries(run):
            self._note(run, captures)
        if run.next is None and (run, captures) in self.running:
            self.running.remove((run, captures))

    def _to(self, run: HeldRun, until: str) -> None:
        """Take a run to where this stage is its next one, unless it ends before."""
        while run.next not in (until, None) and any(item[0] is run for item in self.running):
            self._step(next(number for number, item in enumerate(self.running) if item[0] is run))

    def _tries(self, run: HeldRun) -> bool:
        """Whether the next stage was done. A run that has something that was taken down meanwhile ends."""
        self._count()
        try:
            run.step()
        except Permanent as error:
            if not re.search("were removed while it was on its way|gone: clear", str(error)):
                raise
            self.running = [item for item in self.running if item[0] is not run]
            return False
        return True

    def _note(self, run: HeldRun, captures: list[tuple[int, str]]) -> None:
        if run.done == "publish":
            self.delivered |= {capture for capture in captures if capture[0] not in self.barred}

    def _count(self) -> None:
        World.steps_done += 1

    # -- what must hold
    def teardown(self) -> None:
        try:
            while self.running:
                self._step(0)
            self.begin_last()
            self._hold()
        finally:
            self._open.close()

    def begin_last(self) -> None:
        """One more run, so that what takedowns and retags have left to cluster is done."""
        number = next(_numbers)
        place = self.place / "desk"
        place.mkdir()
        (place / "last.md").write_text(
            f"---\nheadline: Last\nlanguage: en\n---\n{'Nothing else was said. ' * 9}{number}\n"
        )
        HeldRun(self.settings, steps.Request("test", f"run-{number}", paths=(place,))).end()

    def _hold(self) -> None:
        settings = self.settings
        held = {name: flow.rows(settings, query) for name, query in _HELD.items()}
        for name, found in held.items():
            assert not found, f"{name}: {found[:4]}"
        amiss = flow.rows(settings, "select * from ops.run_reconciliation where not adds_up and state <> 'running'")
        assert not amiss, f"counts: {amiss[:3]}"
        self._tags_are_those_of_the_evaluator()
        self._profiles_are_of_their_texts()
        folder = sorted(path.stem for path in settings.topics_dir.iterdir())
        assert flow.column(settings, "select topic_id from news.topic where active order by 1") == folder
        decided = flow.rows(settings, _DECIDED)
        assert {(row["uri"], row["topic_id"]): row["relevant"] for row in decided} == self.decisions
        with type(self).new_warehouse() as other:
            self._all_at_once(replace(other, home=settings.home))
        self._again_changes_nothing()

    def _tags_are_those_of_the_evaluator(self) -> None:
        definitions = flow.rows(self.settings, _NEWEST)
        for row in definitions:
            evaluator = Evaluator(Topic.from_definition(row["definition"], row["version"]))
            expected = {}
            for article in _articles(self.settings):
                tag = evaluator.tag_one(article)
                if tag is not None:
                    told = sorted((e.field, e.start_char, e.end_char, e.evidence_text, e.clause) for e in tag.evidence)
                    expected[article.uri] = (row["version"], tag.grade, round(tag.score, 4), told)
            found = {
                tag["uri"]: (
                    tag["topic_version"],
                    tag["grade"],
                    round(tag["score"], 4),
                    sorted(map(tuple, tag["told"])),
                )
                for tag in flow.rows(self.settings, _TAGS, topic=row["topic_id"])
            }
            assert found == expected, f"{row['topic_id']}: {set(found) ^ set(expected)}"

    def _profiles_are_of_their_texts(self) -> None:
        for row in flow.rows(self.settings, _PROFILES):
            made = profile(row["headline"], row["article_body"], row["in_language"].split("-")[0])
            assert row["profile"] == dict(made), row["uri"]

    def _all_at_once(self, other: Settings) -> None:
        """What one run of all that was delivered makes of it."""
        captures = sorted(self.delivered, key=str)
        folder = other.lake.parent / "all"
        folder.mkdir()
        if captures:
            run = HeldRun(other, steps.Request("test", "all", paths=(archive(folder / "all.warc", captures),)))
            run.end()
        for name, query in _SAME.items():
            now = sorted(map(str, flow.rows(self.settings, query)))
            assert now == sorted(map(str, flow.rows(other, query))), name

    def _again_changes_nothing(self) -> None:
        before = flow.news_exactly(self.settings)
        file = archive(self.place / "again.warc", sorted(self.delivered, key=str))
        asked = steps.Request("test", f"run-{next(_numbers)}", paths=(file,), reprocess=True)
        if self.delivered:
            HeldRun(self.settings, asked).end()
        after = flow.news_exactly(self.settings)
        for name in before:
            if name != "topic_version":
                assert after[name] == before[name], f"{name}: {set(after[name]) ^ set(before[name])}"


def _kill() -> None:
    raise Killed


@contextmanager
def _around(where: Any, name: str, *, after: Callable[[], None]) -> Iterator[None]:
    """While it lasts, the first call of a function is followed by something else."""
    function = getattr(where, name)
    calls = itertools.count()

    def call(*args: Any, **kwargs: Any) -> Any:
        result = function(*args, **kwargs)
        if not next(calls):
            after()
        return result

    with mock.patch.object(where, name, call):
        yield


def _articles(settings: Settings) -> list[Any]:
    with transaction(settings) as connection:
        return list(connection.execute(text("select a.* from news.article a")))


_OVERRIDE = """
insert into news.topic_override (article_id, topic_id, relevant, who)
select a.article_id, t.topic_id, :relevant, 'desk' from news.article a, news.topic t
where a.uri = :uri and t.topic_id = :topic
on conflict (article_id, topic_id) do update set relevant = excluded.relevant
"""

_FIRST_OF_THESE = """
select uri from news.article where article_body = any(:bodies) and uri <> all(:but)
order by date_published nulls last, observed_at, uri collate "C" limit 1
"""

_DECIDED = "select a.uri, o.topic_id, o.relevant from news.topic_override o join news.article a using (article_id)"

# Topics whose file is gone are judged by no more; those of a run of its own are, by the runs that ask for them.
_NEWEST = """
select distinct on (v.topic_id) v.topic_id, v.version, v.definition
from news.topic_version v join news.topic t using (topic_id) where t.active order by v.topic_id, v.version desc
"""

_TAGS = """
select a.uri, t.topic_version, t.grade, t.score,
    array(select jsonb_build_array(e.field, e.start_char, e.end_char, e.evidence_text, e.clause)
          from news.topic_evidence e where (e.article_id, e.topic_id) = (t.article_id, t.topic_id)) as told
from news.article_topic t join news.article a using (article_id) where t.topic_id = :topic
"""

_PROFILES = """
select a.uri, a.headline, a.article_body, a.in_language, p.profile
from news.story_profile p join news.article a using (article_id)
"""

_LED = """
select a.article_id, a.uri, a.text_sha256, coalesce(l.duplicate_of, a.article_id) as original from news.article a
left join news.duplicate_link l on l.article_id = a.article_id and l.kind in ('exact', 'copy', 'truncation')
"""

_DAYS = """
select news.coverage_day(a.published_on, a.date_published_precision, a.coverage_at) as day, a.article_id, not exists (
    select from news.duplicate_link l where l.article_id = a.article_id and l.kind in ('exact', 'copy', 'truncation')
) as unique_text from news.article a
"""

_A_DAY = f"""
select day, count(*)::integer as total, (count(*) filter (where unique_text))::integer as total_unique
from ({_DAYS}) a group by 1
"""

_A_DAY_OF_A_TOPIC = f"""
select t.topic_id, a.day, count(*)::integer as matching,
    (count(*) filter (where t.grade = 'about'))::integer as matching_about,
    (count(*) filter (where a.unique_text))::integer as matching_unique
from ({_DAYS}) a join news.article_topic_effective t on t.article_id = a.article_id group by 1, 2
"""


def _unlike(one: str, other: str) -> str:
    return f"(({one}) except ({other})) union all (({other}) except ({one}))"


# Nothing may be found by any of them.
_HELD = {
    "counts of days": _unlike("select day, total, total_unique from news.coverage_daily", _A_DAY),
    "counts of topics by day": _unlike(
        "select topic_id, day, matching, matching_about, matching_unique from news.topic_daily", _A_DAY_OF_A_TOPIC
    ),
    "two originals of one text": f"select text_sha256 from ({_LED}) a group by 1 having count(distinct original) > 1",
    "an article without a story": """
        select uri from news.article a
        where not exists (select from news.story_article m where m.article_id = a.article_id)""",
    "a copy apart from its original": f"""
        select a.uri from ({_LED}) a join news.story_article m on m.article_id = a.article_id
        join news.story_article o on o.article_id = a.original where m.story_id <> o.story_id""",
    "a profile of a copy, or none of an original": f"""
        select a.uri from ({_LED}) a left join news.story_profile p on p.article_id = a.article_id
        where (p.article_id is null) <> (a.original <> a.article_id)""",
    "a signature at another day": """
        select a.uri, g.moment from news.story_signature g join news.article a using (article_id)
        where g.moment not in (a.coverage_at, a.observed_at)""",
    "a story that says what its articles do not": """
        select s.* from news.story s left join (
            select m.story_id, count(*) as articles, count(distinct c.publisher) as publishers,
                coalesce(min(a.date_published), min(a.coverage_at)) as first,
                coalesce(max(a.date_published), max(a.coverage_at)) as last, array_agg(a.headline) as headlines
            from news.story_article m join news.article a using (article_id)
            join news.article_coverage c using (article_id) group by 1) m using (story_id)
        where (s.article_count, s.publisher_count, s.first_published, s.last_published) is distinct from
            (m.articles, m.publishers, m.first, m.last) or s.headline <> all(m.headlines)""",
    "a version count": """
        select a.uri from news.article a join news.article_version v using (article_id)
        group by a.article_id having a.version <> count(*) or a.first_seen_at <> min(v.first_observed_at)""",
    "an article that is not its last version": """
        select a.uri from news.article a where a.content_sha256 <> (
            select v.content_sha256 from news.article_version v where v.article_id = a.article_id
            order by v.observed_at desc, v.content_sha256 collate "C" desc limit 1)""",
    "something left in staging of a published run": """
        select s.run_id from staging.article s join ops.run r using (run_id) where r.state = 'published'""",
}

# The file of the last run is in one of the two warehouses only.
_SAME = {
    "articles": """
        select uri, headline, article_body, date_published, content_sha256, raw_id, version, first_seen_at, coverage_at,
            in_language, publisher, terms::text from news.article where uri not like 'file:%'""",
    "versions": """
        select a.uri, v.content_sha256, v.change_kind, v.raw_id, v.observed_at, v.first_observed_at
        from news.article_version v join news.article a using (article_id) where a.uri not like 'file:%'""",
    "links": """
        select a.uri, o.uri as original, l.kind, l.containment, l.containment_of_original, l.shared_words
        from news.duplicate_link l join news.article a using (article_id)
        join news.article o on o.article_id = l.duplicate_of""",
    "fingerprints": """
        select a.uri, f.hash, f.leads from news.fingerprint f join news.article a using (article_id)
        where a.uri not like 'file:%'""",
}
