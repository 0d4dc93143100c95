"""What a crawl is to ask for: of what is named, of what the listings name, and of what waits."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from mediawatch.collect.web.crawl_journal import LISTING, PAGE, Line, Target
from mediawatch.collect.web.due.frontier import Frontier
from mediawatch.collect.web.due.sitemap_choice import MAX_NESTED
from mediawatch.collect.web.due.url_states import Rhythm, UrlState, next_state
from mediawatch.collect.web.guard import Guard
from mediawatch.collect.web.sources import Source
from mediawatch.errors import Reason
from web_history import Memory

NOW = datetime(2025, 5, 5, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FEED = "https://daily.example/feed"
MAP = "https://daily.example/map.xml"
DAILY = Source(source_id="daily", publisher="The Daily", feeds=(FEED,), max_pages=2)
MAPPED = Source(source_id="daily", publisher="The Daily", sitemaps=(MAP,), max_pages=2)


def page(name: object) -> str:
    return f"https://daily.example/{name}"


def listing(*entries: str | tuple[str, datetime], url: str = FEED, kind: str = "feed", **rest: object) -> Line:
    listed = [(page(e), None) if isinstance(e, str) else (page(e[0]), e[1].isoformat()) for e in entries]
    line = Line(url, LISTING, NOW.isoformat(), kind=kind, source_id="daily", final_url=url, entries=listed)  # type: ignore[arg-type]
    return replace(line, **rest)  # type: ignore[arg-type]


def frontier(memory: Memory, source: Source = DAILY, now: datetime = NOW) -> Frontier:
    return Frontier(Guard(), memory, now, {source.source_id: source})


def names(targets: list[Target]) -> list[str]:
    return [target.key.removeprefix("https://daily.example/") for target in targets]


def poll(memory: Memory, line: Line, source: Source = DAILY, now: datetime = NOW, answer: str = PAGE) -> list[str]:
    """The pages that a crawl asks for whose only listing answers with `line`, and whose pages all end as `answer`."""
    plan = frontier(memory, source, now)
    listings = [target for target in plan.first([]) if target.kind != "page"]
    assert [target.key for target in listings] == [line.key]
    asked = plan.after(line)
    states = {}
    lines = [line, *(Line(t.key, answer, now.isoformat(), source_id="daily", changed=t.changed) for t in asked)]
    for each in lines:
        old = memory.states.get(each.key) or UrlState(each.key)
        states[each.key] = next_state(old, each, None, now, Rhythm(DAY))
    memory.keep(states)
    return names(asked)


def test_of_each_source_so_many_pages_as_it_allows_and_the_others_come_next() -> None:
    memory = Memory()
    dated = [(name, NOW - timedelta(hours=hours)) for hours, name in enumerate(("new", "late", "old", "older"))]
    plan = frontier(memory)
    plan.first([])
    assert names(plan.after(listing(*reversed(dated)))) == ["new", "late"]
    assert plan.notes[FEED] == ["pages-left-out: 2 pages wait for the next crawls; max_pages lets 2 through at a time"]
    assert poll(Memory(), listing(*dated)) == ["new", "late"]
    memory = Memory()
    poll(memory, listing(*dated))
    # The feed says that nothing is new; what was left out comes now.
    quiet = replace(listing(), outcome=Reason.NOT_MODIFIED, status=304)
    assert poll(memory, quiet, now=NOW + DAY) == ["old", "older"]


def test_what_failed_is_asked_again_though_no_listing_names_it_any_more() -> None:
    memory = Memory()
    assert poll(memory, listing("one"), answer=Reason.TIMEOUT) == ["one"]
    assert memory.states[page("one")].waiting_since == NOW
    assert poll(memory, listing("two"), now=NOW + DAY) == ["two", "one"]
    assert memory.states[page("one")].waiting_since is None


def test_a_page_that_never_answers_is_given_up_after_eight_runs() -> None:
    memory = Memory()
    runs = 0
    for day in range(60):
        now = NOW + day * DAY
        runs += len(poll(memory, listing("one") if day == 0 else listing(), now=now, answer=Reason.TIMEOUT))
    state = memory.states[page("one")]
    assert runs == 8
    assert state.waiting_since is None
    assert state.given_up_at is not None
    assert state.given_up_at - NOW <= timedelta(days=10)


def test_an_address_that_leads_to_no_article_is_answered_and_not_given_up() -> None:
    for outcome in (Reason.FRONT_PAGE, Reason.REDIRECT_PAGE):
        memory = Memory()
        told = NOW - timedelta(hours=3)
        assert poll(memory, listing(("one", told)), answer=outcome) == ["one"]
        state = memory.states[page("one")]
        assert (state.waiting_since, state.given_up_at, state.failures) == (None, None, 0), outcome
        assert state.last_success_at is None, "no page was fetched"
        assert poll(memory, listing(("one", told)), now=NOW + DAY, answer=outcome) == []
        assert poll(memory, listing(("one", NOW + DAY)), now=NOW + 2 * DAY, answer=outcome) == ["one"], "it has changed"
        assert poll(memory, listing(("one", told)), now=NOW + 12 * DAY, answer=PAGE) == ["one"], "a week later"


def test_what_waits_is_kept_before_it_is_asked_for() -> None:
    """The run may be killed, and never be taken up."""
    memory = Memory()
    plan = frontier(memory)
    plan.first([])
    plan.after(listing("one", "two", "three"))
    assert {url for url, state in memory.states.items() if state.waiting_since} == {
        page(name) for name in ("one", "two", "three")
    }
    again = frontier(memory)
    again.first([])
    assert names(again.after(listing("one", "two", "three"))) == names(
        [target for target in plan.chosen.values() if target.kind == "page"]
    )


def test_a_source_that_is_not_due_is_asked_for_what_waits() -> None:
    later = UrlState(FEED, next_due=NOW + DAY / 2, source_id="daily", kind="feed")
    waits = UrlState(page("one"), waiting_since=NOW - DAY, source_id="daily", kind="page")
    other = replace(waits, url=page("two"), next_due=NOW + DAY / 2, failures=2)
    assert names(frontier(Memory(later, waits, other)).first([])) == ["one"]


def test_a_change_is_seen_where_the_listing_says_so() -> None:
    """After a fetch, after a 304 and after a failure; once, and not again while it says the same."""
    for outcome in (PAGE, Reason.NOT_MODIFIED, Reason.TIMEOUT, Reason.HTTP_STATUS):
        memory = Memory()
        before = NOW - timedelta(hours=3)
        poll(memory, listing(("one", before)))
        state = memory.states[page("one")]
        line = Line(page("one"), outcome, NOW.isoformat(), source_id="daily", status=403)
        memory.keep({state.url: replace(next_state(state, line, None, NOW, Rhythm(DAY)), next_due=NOW + 30 * DAY)})
        assert poll(memory, listing(("one", before)), now=NOW + DAY) == []
        changed = NOW + timedelta(hours=20)
        assert poll(memory, listing(("one", changed)), now=NOW + 2 * DAY) == ["one"], outcome
        memory.keep({page("one"): replace(memory.states[page("one")], next_due=NOW + 30 * DAY)})
        assert poll(memory, listing(("one", changed)), now=NOW + 3 * DAY) == []


def test_a_change_that_was_left_out_is_not_forgotten() -> None:
    memory = Memory()
    names_of = [str(number) for number in range(4)]
    for _ in range(2):
        poll(memory, listing(*((name, NOW - DAY) for name in names_of)), now=NOW + _ * DAY)
    later = NOW + timedelta(days=1, hours=12)
    assert len(poll(memory, listing(*((name, later) for name in names_of)), now=NOW + 2 * DAY)) == 2
    quiet = replace(listing(), outcome=Reason.NOT_MODIFIED, status=304)
    assert len(poll(memory, quiet, now=NOW + 3 * DAY)) == 2


def test_a_sitemap_that_calls_every_page_changed_hides_no_new_one() -> None:
    memory = Memory()
    old = [str(number) for number in range(20)]
    for day in range(12):
        at = NOW + day * DAY
        names_of = [*old, *([f"new-{day}"] if day > 10 else [])]
        listed = [(name, at - timedelta(seconds=place)) for place, name in enumerate(names_of)]
        asked = poll(memory, listing(*listed, url=MAP, kind="sitemap"), MAPPED, at)
    assert asked[0] == "new-11"


def test_one_time_for_all_pages_is_that_of_the_listing() -> None:
    """Asked again by it, a page would be asked in each crawl."""
    memory = Memory()
    many = DAILY.model_copy(update={"max_pages": 50})
    old = [str(number) for number in range(6)]
    assert len(poll(memory, listing(*((name, NOW) for name in old)), many)) == 6
    rested = {key: replace(state, next_due=NOW + 30 * DAY) for key, state in memory.states.items() if key != FEED}
    memory.keep(rested)
    later = NOW + DAY
    assert poll(memory, listing(*((name, later) for name in [*old, "new"])), many, later) == ["new"]


def test_a_date_far_ahead_of_the_clock_tells_nothing() -> None:
    memory = Memory()
    far = NOW + timedelta(days=400)
    assert poll(memory, listing(("one", far))) == ["one"]
    memory.keep({page("one"): replace(memory.states[page("one")], next_due=NOW + 30 * DAY)})
    assert poll(memory, listing(("one", far + DAY)), now=NOW + DAY) == []


def test_undated_listings_reach_what_is_new_at_whichever_end_it_stands() -> None:
    old = [f"story-{number}" for number in range(100)]
    for source, url, kind in ((MAPPED, MAP, "sitemap"), (DAILY, FEED, "feed")):
        for new_first in (False, True):
            memory = Memory()
            listed = list(old)
            seen = set(poll(memory, listing(*listed, url=url, kind=kind), source))
            for day in range(1, 60):
                new = f"new-{day}"
                listed = [new, *listed] if new_first else [*listed, new]
                asked = poll(memory, listing(*listed, url=url, kind=kind), source, NOW + day * DAY)
                assert new in asked, (kind, new_first, day)
                seen |= set(asked)
            assert len(seen) == 2 * 60, "and with what is left of the budget, all the old ones in turn"


def test_an_index_of_sixty_months_reaches_the_newest_and_all_in_turn() -> None:
    months = [f"https://daily.example/m-{number:02}.xml" for number in range(60)]
    memory = Memory()
    seen: set[str] = set()
    for day in range(3):
        plan = frontier(memory, MAPPED, NOW + day * DAY)
        plan.first([])
        index = listing(url=MAP, kind="sitemap", nested=[(url, None) for url in [*months, *months[:day]]])
        asked = plan.after(index)
        assert len(asked) <= MAX_NESTED
        assert {months[-1], months[0]} <= {target.key for target in asked}
        if day == 0:
            assert plan.notes[MAP] == [
                "sitemaps-left-out: 10 sitemaps of this index wait for the next crawls; 50 are read in this one"
            ]
        seen |= {target.key for target in asked}
        for target in asked:
            line = Line(target.key, LISTING, NOW.isoformat(), kind="sitemap", source_id="daily", depth=1)
            plan.after(line)
            memory.keep({target.key: next_state(UrlState(target.key), line, None, plan.now, Rhythm(DAY))})
    assert seen == set(months)


def test_an_index_is_asked_for_whole_since_its_sitemaps_change_without_it() -> None:
    """One that answers that it is unchanged names none of them: the stories that they list would not be seen."""
    stated = {"etag": '"1"', "last_modified": "Mon, 05 May 2025 10:00:00 GMT"}
    for nested, kept in (([("https://daily.example/m-01.xml", None)], (None, None)), ([], tuple(stated.values()))):
        line = listing(url=MAP, kind="sitemap", nested=nested, **stated)
        state = next_state(UrlState(MAP), line, None, NOW, Rhythm(DAY))
        assert (state.etag, state.last_modified) == kept
        plan = frontier(Memory(replace(state, next_due=NOW)), MAPPED)
        assert [(target.etag, target.last_modified) for target in plan.first([])] == [kept]


@pytest.mark.parametrize("hours", [1, 6, 24, 40, 168, 744])
@pytest.mark.parametrize("url", [FEED, MAP, "https://other.example/feed"])
def test_a_listing_that_is_unchanged_for_ever_is_asked_for_whole_once_a_week(url: str, hours: int) -> None:
    """A server may give one ETag to each state of a feed: asked by it, it never tells of a story again."""
    every = timedelta(hours=hours)
    state = UrlState(url, etag='"1"', last_modified="then", kind="feed")
    whole = []
    for number in range(-(-90 * 24 // hours)):
        now = NOW + number * every
        conditional = state.etag is not None
        if not conditional:
            whole.append(now)
        stated = {"etag": '"1"', "last_modified": "then"}
        line = listing("one", url=url, outcome=Reason.NOT_MODIFIED if conditional else LISTING, status=304, **stated)
        state = next_state(state, line, None, now, Rhythm(every))
    gaps = [later - earlier for earlier, later in itertools.pairwise([NOW, *whole])]
    assert max(gaps) <= max(timedelta(days=8.5), 2 * every)
    assert hours >= 168 or len(whole) <= 14


def test_the_budget_of_nested_sitemaps_is_each_sources_own() -> None:
    sources = {
        name: Source(source_id=name, publisher=name, sitemaps=(f"https://{name}.example/map.xml",))
        for name in ("one", "two", "three")
    }
    plan = Frontier(Guard(), Memory(), NOW, sources)
    plan.first([])
    for name in sources:
        nested = [(f"https://{name}.example/{number}.xml", None) for number in range(30)]
        index = Line(f"https://{name}.example/map.xml", LISTING, NOW.isoformat(), kind="sitemap", source_id=name)
        assert len(plan.after(replace(index, nested=nested))) == 30


def test_an_index_that_leads_to_another_host_is_told_or_allowed() -> None:
    index = listing(url=MAP, kind="sitemap", nested=[("https://daily-cdn.example/m.xml", None), (page("m.xml"), None)])
    plan = frontier(Memory(), MAPPED)
    plan.first([])
    assert names(plan.after(index)) == ["m.xml"]
    assert plan.notes[MAP] == [
        "other-host: 1 sitemaps of this index are not read, since they stand on daily-cdn.example; "
        "sitemap_hosts can allow it"
    ]
    allowed = MAPPED.model_copy(update={"sitemap_hosts": ("daily-cdn.example",)})
    plan = frontier(Memory(), allowed)
    plan.first([])
    assert len(plan.after(index)) == 2
    assert not plan.notes


def test_the_pages_of_one_source_wait_for_its_own_listings_alone() -> None:
    both = Source(source_id="daily", publisher="D", feeds=(FEED, page("feed2")))
    slow = Source(source_id="slow", publisher="S", feeds=("https://slow.example/feed",))
    plan = Frontier(Guard(), Memory(), NOW, {"daily": both, "slow": slow})
    assert len(plan.first([])) == 3
    assert plan.after(listing("one")) == []
    assert names(plan.after(listing("two", url=page("feed2")))) == ["one", "two"]


def test_a_rhythm_that_was_made_quicker_holds_at_once() -> None:
    monthly = UrlState(FEED, next_due=NOW + timedelta(days=20), source_id="daily", kind="feed")
    plan = frontier(Memory(monthly), DAILY.model_copy(update={"every_hours": 1.0}))
    assert names(plan.first([])) == ["feed"]


def test_what_a_person_names_is_fetched_whether_it_is_due_or_not() -> None:
    waits = UrlState(page("one"), next_due=NOW + DAY)
    plan = frontier(Memory(waits))
    assert names(plan.first([page("one"), page("one") + "#top"])) == ["one", "feed"]
    assert plan.after(listing("one")) == []  # not a second time


def test_an_address_that_is_refused_is_accounted_for_once() -> None:
    plan = Frontier(Guard(), Memory(), NOW, {})
    assert plan.first(["https://user:word@daily.example/", "https://user:word@daily.example/"]) == []
    assert [item.reason for item in plan.excluded] == ["bad_url"]


def test_a_page_that_is_not_due_says_so() -> None:
    waits = UrlState(page("one"), next_due=NOW + DAY, last_success_at=NOW - DAY)
    plan = frontier(Memory(waits))
    plan.first([])
    assert plan.after(listing("one")) == []
    assert [item.reason for item in plan.excluded] == ["not_due"]


def test_a_daily_page_is_asked_daily_for_a_hundred_days() -> None:
    memory = Memory()
    for day, seconds in zip(range(100), count(100, -1), strict=False):  # each run begins a second sooner
        assert poll(memory, listing("one"), now=NOW + day * DAY + timedelta(seconds=seconds)) == ["one"], day
