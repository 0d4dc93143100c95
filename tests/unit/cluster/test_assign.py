"""Stories: what belongs together, and that the same articles in another order make the same ones."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from mediawatch.cluster.assign import assign
from mediawatch.cluster.records import StoryArticle
from mediawatch.deduplicate.fingerprint import fingerprint
from mediawatch.deduplicate.history import Placement
from mediawatch.deduplicate.relate import relate
from memory_history import MemoryHistory
from memory_index import MemoryIndex

DAY = datetime(2026, 5, 1, tzinfo=UTC)
SEEDS = Path(__file__).parents[3] / "../shared/seeds"

EVENTS = {
    "ferry": "ferry harbour captain passengers divers hull inspectors sailors coast quay lifeboat wreck",
    "bridge": "bridge tunnel drivers tolls repairs river girders engineers traffic concrete detour lorries",
    "vote": "election ballot candidates parliament coalition turnout polls constituency recount voters seats mandate",
}


def account(event: str, number: int, day: float | None = 0, language: str = "en") -> StoryArticle:
    """An account of an event: half of its words are the event's, the others any account's."""
    pick = random.Random(f"{event}{number}")
    words = EVENTS[event].split()
    body = " ".join(pick.choice(words) if pick.random() < 0.5 else f"common{pick.randrange(3000)}" for _ in range(150))
    uri = f"https://{event}.example/{number}"
    when = DAY + timedelta(days=day or 0)
    return StoryArticle(uri, uri, " ".join(pick.sample(words, 4)), body, language, when, when, day is not None)


def run(batch: list[StoryArticle], index: MemoryIndex | None = None) -> MemoryIndex:
    index = index or MemoryIndex()
    index.publish(batch, assign(batch, index))
    return index


def groups(index: MemoryIndex) -> set[frozenset[str]]:
    stories: dict[str, set[str]] = {}
    for uri, story in index.story_of.items():
        stories.setdefault(story, set()).add(uri)
    return {frozenset(uris) for uris in stories.values()}


def names(articles: list[StoryArticle]) -> frozenset[str]:
    return frozenset(a.uri for a in articles)


def test_accounts_of_one_event_make_one_story_with_reasons() -> None:
    events = {event: [account(event, n, n / 10) for n in range(5)] for event in EVENTS}
    batch = [a for articles in events.values() for a in articles]
    decided = assign(batch, MemoryIndex())
    index = MemoryIndex()
    index.publish(batch, decided)
    assert groups(index) == {names(articles) for articles in events.values()}
    for membership in decided.memberships:
        event = membership.uri.split("/")[2].split(".")[0]
        assert 0.1 < membership.similarity <= 1
        assert membership.shared_terms
        assert set(membership.shared_terms) <= set(EVENTS[event].split())
    assert all(decided.headlines[m.story].split("/")[2] == m.uri.split("/")[2] for m in decided.memberships)


def test_the_order_does_not_matter_nor_does_a_rerun() -> None:
    batch = [account(event, n, n) for event in EVENTS for n in range(6)]
    index = run(list(batch))
    random.Random(1).shuffle(batch)
    assert run(batch).story_of == index.story_of
    again = assign(batch, index)
    assert not again.memberships
    assert not again.frequencies


def test_late_articles_join_a_standing_story() -> None:
    index = run([account(event, n) for event in EVENTS for n in range(5)])
    before = dict(index.story_of)
    late = account("ferry", 99, 1)
    run([late], index)
    assert index.story_of == {**before, late.uri: before["https://ferry.example/0"]}


def test_a_like_event_much_later_is_another_story() -> None:
    index = run([account("ferry", n, n / 10) for n in range(3)])
    run([account("ferry", n, 30 + n / 10) for n in range(10, 13)], index)
    assert len(groups(index)) == 2


def test_an_undated_article_may_belong_to_any_day() -> None:
    index = run([account("ferry", n, n / 10) for n in range(3)] + [account("vote", n) for n in range(3)])
    undated = replace(account("ferry", 50, None), coverage_at=DAY + timedelta(days=400))
    run([undated], index)
    assert index.story_of[undated.uri] == index.story_of["https://ferry.example/0"]


def test_languages_are_kept_apart_and_variants_of_one_are_not() -> None:
    batch = [
        account("ferry", 1, language="pt-BR"),
        account("ferry", 2, language="pt"),
        account("ferry", 3, language="es"),
    ]
    assert groups(run(batch)) == {names(batch[:2]), names(batch[2:])}


def test_copies_go_where_their_original_is() -> None:
    batch = [account(event, n) for event in EVENTS for n in range(3)]
    copy = replace(batch[0], uri="https://copy.example/1", original=batch[0].uri, article_body="cut short")
    decided = assign([*batch, copy], MemoryIndex())
    of = {m.uri: m for m in decided.memberships}
    assert of[copy.uri] == replace(of[batch[0].uri], uri=copy.uri)
    assert copy.uri not in decided.profiles
    assert decided.frequencies["en"].documents == len(batch)
    index = run(batch)
    later = assign([copy], index)
    assert [m.story for m in later.memberships] == [index.story_of[batch[0].uri]]


def test_a_copy_whose_original_nobody_has_stands_for_itself() -> None:
    lone = replace(account("ferry", 1), original="https://unknown.example/")
    assert [m.uri for m in assign([lone], MemoryIndex()).memberships] == [lone.uri]


def test_an_article_alone_is_a_story() -> None:
    (membership,) = assign([account("ferry", 1)], MemoryIndex()).memberships
    assert (membership.similarity, membership.shared_terms) == (1.0, ())


@pytest.mark.parametrize("portions", [3, 9])
def test_portions_make_no_difference_where_events_are_clear(portions: int) -> None:
    batch = [account(event, n, n / 10) for event in EVENTS for n in range(6)]
    random.Random(portions).shuffle(batch)
    index = MemoryIndex()
    for start in range(0, len(batch), portions):
        run(batch[start : start + portions], index)
    assert groups(index) == {names([a for a in batch if a.uri.startswith(f"https://{e}")]) for e in EVENTS}


def halves() -> tuple[StoryArticle, StoryArticle, list[StoryArticle]]:
    """Two accounts that share no word of the event, and three that tell all of it."""
    words = EVENTS["ferry"].split()

    def of(number: int, told: list[str]) -> StoryArticle:
        extra = " ".join(f"common{number}x{n}" for n in range(8))
        return replace(
            account("ferry", number),
            headline=" ".join(told[len(told) // 3 :][:4]),
            article_body=f"{' '.join(told)} {extra}",
        )

    return of(1, words[:6]), of(2, words[6:]), [of(n, words) for n in (3, 4, 5)]


def test_an_article_that_comes_later_shows_two_stories_to_be_one() -> None:
    first, second, bridges = halves()
    index = run([first])
    run([second], index)
    assert len(groups(index)) == 2
    stories = set(index.story_of.values())
    decided = assign(bridges, index)
    assert {*decided.merged, *decided.merged.values()} == stories
    index.publish(bridges, decided)
    assert groups(index) == {names([first, second, *bridges])}
    assert set(index.story_of.values()) == set(decided.merged.values())
    assert {m.uri for m in decided.memberships} == names([first, second, *bridges])
    assert all(m.shared_terms for m in decided.memberships)


def test_copies_move_with_their_original() -> None:
    first, second, bridges = halves()
    copy = replace(second, uri="https://copy.example/2", original=second.uri)
    index = run([first])
    run([second, copy], index)
    run(bridges, index)
    assert len(set(index.story_of.values())) == 1


def test_a_story_that_nothing_new_comes_near_is_left_alone() -> None:
    index = run([account(event, n) for event in ("ferry", "vote") for n in range(3)])
    decided = assign([account("vote", 9)], index)
    assert all(m.uri.startswith("https://vote") for m in decided.memberships)
    assert len(decided.memberships) == 4


def test_a_large_story_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mediawatch.cluster.assign.MEMBERS", 4)
    monkeypatch.setattr("memory_index.MEMBERS", 4)
    index = run([account("ferry", n, n / 10) for n in range(6)])
    [story] = set(index.story_of.values())
    decided = assign([account("ferry", 9, 1)], index)
    assert {m.uri[-1] for m in decided.memberships} == {"2", "3", "4", "5", "9"}  # the latest four, and the new one
    assert {m.story for m in decided.memberships} == {story}


def test_an_article_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        assign([account("ferry", 1), account("ferry", 1)], MemoryIndex())


@pytest.mark.shared
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed files are not beside the checkout")
def test_the_seed_files_are_one_story_and_repeat_nothing() -> None:
    places, articles = [], []
    for path in sorted(SEEDS.glob("*.txt")):
        body = path.read_text("utf-8").strip()
        mark = fingerprint(body)
        places.append(Placement(path.name, body, mark.text_sha256, mark.hashes, mark.shingle_count, None, DAY))
        articles.append(StoryArticle(path.name, path.name, body.split(". ")[0], body, "en", DAY, DAY, True))
    assert len(places) == 5
    assert not relate(places, MemoryHistory()).links
    assert len(groups(run(articles))) == 1
    one_by_one = MemoryIndex()
    for article in articles:
        run([article], one_by_one)
    assert len(groups(one_by_one)) == 1
