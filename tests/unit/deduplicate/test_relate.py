"""Groups and links: what they are, and that no order, portion, correction or removal makes them other than they are."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from mediawatch.deduplicate.fingerprint import fingerprint
from mediawatch.deduplicate.history import Placement
from mediawatch.deduplicate.relate import relate
from mediawatch.model import DuplicateLink
from memory_history import MemoryHistory

DAY = datetime(2026, 5, 1, tzinfo=UTC)


def story(seed: int, sentences: int) -> list[str]:
    pick = random.Random(seed)
    cast = [f"person{seed}x{n}" for n in range(6)]
    return [
        " ".join(pick.choice(cast) if pick.random() < 0.3 else f"w{pick.randrange(10**6):06d}" for _ in range(12)) + "."
        for _ in range(sentences)
    ]


def article(uri: str, body: Sequence[str], day: int | None = None, seen: int = 0) -> Placement:
    text = " ".join(body)
    mark = fingerprint(text)
    return Placement(
        uri=uri,
        article_body=text,
        text_sha256=mark.text_sha256,
        hashes=mark.hashes,
        shingle_count=mark.shingle_count,
        date_published=None if day is None else DAY + timedelta(days=day),
        observed_at=DAY + timedelta(days=seen),
    )


def publish(history: MemoryHistory, batch: Sequence[Placement], removed: Sequence[str] = ()) -> None:
    history.publish(batch, relate(batch, history, removed), removed)


def links(history: MemoryHistory) -> dict[tuple[str, str], DuplicateLink]:
    return {(link.uri, link.duplicate_of): link for found in history.outgoing.values() for link in found}


def kinds(history: MemoryHistory) -> dict[tuple[str, str], str]:
    return {ends: link.kind for ends, link in links(history).items()}


def test_kinds_and_numbers() -> None:
    text = story(1, 30)
    history = MemoryHistory()
    publish(
        history,
        [
            article("a", text, 1),
            article("b", [" ".join(text).upper()], 2),
            article("c", text[:14] + story(2, 3) + text[14:], 3),
            article("d", text[:8], 4),
            article("e", story(3, 8) + text[:8] + story(4, 8), 5),
            article("f", story(5, 20), 6),
        ],
    )
    assert kinds(history) == {("b", "a"): "exact", ("c", "a"): "copy", ("d", "a"): "truncation", ("e", "a"): "excerpt"}
    cut = links(history)["d", "a"]
    assert cut.containment == 1.0
    assert cut.containment_of_original == pytest.approx(92 / 356)
    assert cut.shared_words == 96


def test_the_original_is_the_least_by_date_then_observation_then_uri() -> None:
    text = story(1, 10)
    history = MemoryHistory()
    publish(history, [article("a", text), article("b", text, 3), article("c", text, 2), article("d", text, 2, seen=1)])
    assert set(links(history)) == {("a", "c"), ("b", "c"), ("d", "c")}
    history = MemoryHistory()
    publish(history, [article("b", text), article("a", text), article("c", text, seen=-1)])
    assert set(links(history)) == {("a", "c"), ("b", "c")}


def test_links_never_chain_and_groups_hang_together_through_a_third_text() -> None:
    """The two cuts have nothing in common but the article that both repeat."""
    text = story(1, 40)
    front, middle = text[:14], text[:26]
    history = MemoryHistory()
    publish(history, [article("front", front, 1)])
    publish(history, [article("whole", text, 3)])
    publish(history, [article("middle", middle, 2)])
    assert set(links(history)) == {("whole", "front"), ("middle", "front")}


def test_a_briefing_is_linked_to_each_source_and_joins_no_group() -> None:
    sources = {f"source{n}": story(n, 20) for n in range(1, 5)}
    briefing = [sentence for text in sources.values() for sentence in text[:7]]
    history = MemoryHistory()
    publish(history, [article(uri, text, 1) for uri, text in sources.items()])
    publish(history, [article("briefing", briefing, 2), article("copy", sources["source2"], 3)])
    assert kinds(history) == {**{("briefing", uri): "excerpt" for uri in sources}, ("copy", "source2"): "exact"}


def test_without_dates_the_one_whose_passage_stands_inside_holds_the_excerpt() -> None:
    """And since nothing says which of two equal texts was excerpted, the copy is linked to the briefing as well."""
    sources = [story(n, 20) for n in (1, 2)]
    briefing = story(9, 5) + sources[0][:7] + sources[1][:7]
    history = MemoryHistory()
    publish(history, [article("a briefing", briefing), article("one", sources[0]), article("two", sources[1])])
    assert kinds(history) == {("a briefing", "one"): "excerpt", ("a briefing", "two"): "excerpt"}
    publish(history, [article("two again", sources[1])])
    assert kinds(history) == {
        ("a briefing", "one"): "excerpt",
        ("a briefing", "two"): "excerpt",
        ("two again", "two"): "exact",
        ("two again", "a briefing"): "excerpt",
    }


def test_an_earlier_original_that_comes_late_takes_over() -> None:
    text = story(1, 20)
    history = MemoryHistory()
    publish(history, [article("b", text, 5), article("c", text[:8], 6), article("quotes", story(2, 9) + text[:6], 7)])
    relations = relate([article("a", text, 1)], history)
    assert relations.new_originals == {"b": "a"}
    assert relations.touched == {"a", "b", "c", "quotes"}
    history.publish([article("a", text, 1)], relations)
    assert set(links(history)) == {("b", "a"), ("c", "a"), ("quotes", "a")}


def test_a_new_version_loses_old_links_and_gets_new_ones() -> None:
    one, two = story(1, 20), story(2, 20)
    history = MemoryHistory()
    publish(history, [article("a", one, 1), article("b", one, 2), article("c", two, 3)])
    assert set(links(history)) == {("b", "a")}
    publish(history, [article("b", two, 2, seen=1)])
    assert set(links(history)) == {("c", "b")}


def weather(place: str, day: str, high: int, low: int) -> list[str]:
    return [
        f"Forecast for {place} and the districts around it, made by the weather office at six in the morning.",
        f"On {day} it will be fine with {high} degrees at noon, {low} degrees at night, and a fresh wind from the sea.",
        "Drivers should watch for fog on high ground in the early hours, and whoever has trouble with the lungs should",
        "read the index of the air before going out. The next forecast is made at six in the evening of the same day.",
    ]


REPORTS = [
    weather("Orsa", "Monday", 21, 11),
    weather("Kessel", "Tuesday", 18, 9),
    weather("Lisse", "Friday", 25, 16),
    weather("Torvik", "Sunday", 14, 3),
]


def test_reports_of_one_form_point_to_the_first_of_them_and_copies_to_their_report() -> None:
    history = MemoryHistory()
    publish(history, [article("b", REPORTS[1], 2), article("c", REPORTS[2], 3)])
    assert kinds(history) == {("c", "b"): "form"}
    publish(history, [article("c again", ["(Agency)", *REPORTS[2]], 4)])
    assert kinds(history) == {("c", "b"): "form", ("c again", "c"): "copy"}
    publish(history, [article("a", REPORTS[0], 1)])  # an earlier one: all point to it now
    assert kinds(history) == {("b", "a"): "form", ("c", "a"): "form", ("c again", "c"): "copy"}
    publish(history, [], removed=["a"])
    assert kinds(history) == {("c", "b"): "form", ("c again", "c"): "copy"}
    publish(history, [article("b", story(1, 20), 2, seen=1)])  # it tells of something else now
    assert kinds(history) == {("c again", "c"): "copy"}


def test_an_older_version_that_comes_late_changes_nothing() -> None:
    history = MemoryHistory()
    publish(history, [article("a", story(1, 20), seen=3), article("b", story(2, 20), seen=1)])
    relations = relate([article("a", story(2, 20), seen=2)], history)
    assert not relations.links
    assert not relations.touched


def test_a_removed_original_is_followed_by_the_next() -> None:
    text = story(1, 20)
    history = MemoryHistory()
    publish(history, [article("a", text, 1), article("b", text, 2), article("c", text, 3)])
    relations = relate([], history, removed=["a"])
    assert relations.new_originals == {"a": "b"}
    history.publish([], relations, ["a"])
    assert set(links(history)) == {("c", "b")}


def test_a_group_falls_apart_with_the_text_that_held_it_together() -> None:
    text = story(1, 24)
    history = MemoryHistory()
    head, tail = story(2, 10), story(3, 10)
    publish(history, [article("a", head + text, 1), article("b", text, 2), article("c", text + tail, 3)])
    assert set(links(history)) == {("b", "a"), ("c", "a")}
    publish(history, [article("a", story(7, 20), 1, seen=1), article("c", story(8, 20), 3, seen=1)])
    assert not links(history)


def test_a_rerun_decides_nothing() -> None:
    batch = [article("a", story(1, 20), 1), article("b", story(1, 20), 2)]
    history = MemoryHistory()
    publish(history, batch)
    relations = relate(batch, history)
    assert not relations.links
    assert not relations.touched


def test_two_versions_in_one_batch_are_refused() -> None:
    with pytest.raises(ValueError, match="two versions"):
        relate([article("a", story(1, 5)), article("a", story(2, 5))], MemoryHistory())


def corpus(seed: int) -> list[Placement]:
    """Families of a source with copies, cuts, enlarged and mixed texts, and digests of several sources."""
    pick = random.Random(seed)
    sources = [story(100 * seed + n, pick.randint(10, 30)) for n in range(6)]
    articles = []
    for number in range(40):
        text = list(pick.choice(sources))
        edit = pick.randrange(7)
        if edit == 1:
            text = text[: pick.randint(5, len(text))]
        elif edit == 2:
            text = text[: len(text) // 2] + story(pick.randrange(10**6), 4) + text[len(text) // 2 :]
        elif edit == 3:
            text = [sentence for source in pick.sample(sources, 3) for sentence in source[:7]]
        elif edit == 4:
            text = [s for s in text if pick.random() > 0.15]
        elif edit == 5:
            text = story(pick.randrange(10**6), 12)
        elif edit == 6:
            text = [*pick.choice([[], ["(Agency)"]]), *pick.choice(REPORTS)]
        day = pick.choice([None, pick.randint(0, 9)])
        articles.append(article(f"u{number:02d}", text, day, seen=pick.randint(0, 2)))
    return articles


@pytest.mark.parametrize("seed", range(6))
def test_neither_order_nor_portions_matter(seed: int) -> None:
    articles = corpus(seed)
    at_once = MemoryHistory()
    publish(at_once, articles)
    assert len(links(at_once)) > 10
    pick = random.Random(seed)
    pick.shuffle(articles)
    in_portions = MemoryHistory()
    while articles:
        size = pick.choice([1, 1, 2, 5, 10])
        publish(in_portions, articles[:size])
        articles = articles[size:]
    assert links(in_portions) == links(at_once)


@pytest.mark.parametrize("seed", range(6))
def test_changes_and_removals_leave_what_a_fresh_start_would_find(seed: int) -> None:
    pick = random.Random(seed)
    before, later = corpus(seed), corpus(seed + 50)
    history = MemoryHistory()
    publish(history, before)
    changed = [
        article(a.uri, [pick.choice(later).article_body], pick.randint(0, 9), seen=5) for a in pick.sample(before, 12)
    ]
    left = {a.uri: a for a in before} | {a.uri: a for a in changed}
    removed = pick.sample(sorted(left.keys() - {a.uri for a in changed}), 6)
    publish(history, changed, removed)
    fresh = MemoryHistory()
    publish(fresh, [a for uri, a in left.items() if uri not in removed])
    assert links(history) == links(fresh)
