"""A machine that interleaves runs of different kinds with all that may happen meanwhile, and then holds invariants.

`World` is a hypothesis state machine over a real Postgres and a small world of documents: captures of four pages in
three texts, some of which repeat each other, and in none. It begins runs, takes them from stage to stage in any order,
lets one go on inside another's publish or cluster, kills a stage and does it again, repeats one, replays what is in
quarantine, takes pages down, retags, changes, adds and removes topics, decides tags by hand, and deletes what is old.
Some rules aim at where faults were: a run repeats what is published and its original is taken down; a newer text is
published while another run clusters the older one. At the end every run is taken to its end, and:

- what is published is what one run of all that was delivered makes in a new warehouse: articles, versions, links, tags;
- each article has the tags that the evaluator gives by the newest definitions, and no other;
- articles of one text have one original; counts add up; profiles and signatures are of their articles' texts and days;
  stories say what their articles say, and every article stands in one, a copy in that of its original;
- decisions by hand stand, and delivering all of it once more changes nothing.

The world is that of tests/interleaving_world.py, and tests/interleaving_holds.py says what must hold of a warehouse.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import flow
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from interleaving_holds import are_alike, hold
from interleaving_world import (
    CAPTURES,
    EMPTY,
    PAGES,
    QUERIES,
    TEXTS,
    TOPICS,
    Killed,
    archive,
    around,
    copies,
    kill,
    light,
)
from mediawatch.cluster import assign
from mediawatch.errors import Permanent
from mediawatch.settings import Settings
from mediawatch.store.publish import published_links, staging
from mediawatch.store.server.connect import transaction
from mediawatch.workflow import retagging, steps, takedown
from mediawatch.workflow.operations import maintenance
from sqlalchemy import text
from stages import HeldRun, follow

NewWarehouse = Callable[[], AbstractContextManager[Settings]]
_numbers = itertools.count(1)


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
            st.builds(copies, st.sampled_from(list(TEXTS)), st.sets(st.sampled_from(range(len(PAGES))), min_size=2)),
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
            with around(assign, "assign", after=meanwhile):
                self._step(place)
        elif run.next == "publish":
            with around(published_links, "publish", after=meanwhile):
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
            with around(assign, "assign", after=meanwhile):
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
            with around(*where, after=kill), suppress(Killed):
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

    @rule(raw=st.sampled_from(("all", "days", "tagged")))
    def tidy(self, raw: maintenance.RawPolicy) -> None:
        """Maintenance as if months had passed: shards of what has ended, and bytes where no run is at work."""
        policy = maintenance.Policy(shard_days=1, raw=raw, raw_days=1)
        maintenance.tidy(self.settings, policy, delete=True, now=datetime.now(UTC) + timedelta(days=90))
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
        hold(settings)
        decided = flow.rows(settings, _DECIDED)
        assert {(row["uri"], row["topic_id"]): row["relevant"] for row in decided} == self.decisions
        with type(self).new_warehouse() as other:
            self._all_at_once(replace(other, home=settings.home))
        self._again_changes_nothing()

    def _all_at_once(self, other: Settings) -> None:
        """What one run of all that was delivered makes of it."""
        captures = sorted(self.delivered, key=str)
        folder = other.lake.parent / "all"
        folder.mkdir()
        if captures:
            run = HeldRun(other, steps.Request("test", "all", paths=(archive(folder / "all.warc", captures),)))
            run.end()
        are_alike(self.settings, other)

    def _again_changes_nothing(self) -> None:
        if flow.column(self.settings, "select 1 from news.raw_document where erased_at is not null limit 1"):
            self._again()  # its bytes come again, and stand elsewhere
        before = flow.news_exactly(self.settings)
        self._again()
        after = flow.news_exactly(self.settings)
        for name in before:
            if name != "topic_version":
                assert after[name] == before[name], f"{name}: {set(after[name]) ^ set(before[name])}"

    def _again(self) -> None:
        number = next(_numbers)
        file = archive(self.place / f"again-{number}.warc", sorted(self.delivered, key=str))
        if self.delivered:
            HeldRun(self.settings, steps.Request("test", f"run-{number}", paths=(file,), reprocess=True)).end()


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
