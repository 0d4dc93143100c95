"""Topics that are added, changed or taken away while a run is under way."""

from __future__ import annotations

from pathlib import Path

import flow
from mediawatch.settings import Settings
from mediawatch.workflow import retagging
from stages import Write, begun, follow

FERRY = "The ferry to the island carried a chess club over the bay, and its captain promised the harbour a second boat."
RAIL = "Engineers of the railway opened a tunnel below the valley, where a chess player had lived in a hut for years."

_TAGS = """
select a.uri, t.topic_id, t.topic_version as version,
    (select count(*) from news.topic_evidence e where (e.article_id, e.topic_id) = (t.article_id, t.topic_id)) > 0
        as told
from news.article_topic t join news.article a using (article_id) order by a.uri, t.topic_id
"""


def tags(settings: Settings) -> dict[str, list[str]]:
    """uri -> its topics with their versions; each has evidence."""
    found: dict[str, list[str]] = {}
    for row in flow.rows(settings, _TAGS):
        assert row["told"]
        found.setdefault(row["uri"].rpartition("/")[2], []).append(f"{row['topic_id']} {row['version']}")
    return found


def active(settings: Settings) -> list[str]:
    return flow.column(settings, "select topic_id from news.topic where active order by 1")


def test_a_topic_that_was_added_meanwhile_reaches_the_run(room: Settings, desk: Write) -> None:
    held = begun(room, "a", desk("a", "ferry", FERRY)).to("load")
    follow(room, "boats", "ferry OR boat*")
    begun(room, "b", desk("b", "rail", RAIL)).end()

    held.end()

    assert tags(room) == {"ferry.md": ["boats 1", "chess 1"], "rail.md": ["chess 1"]}
    assert active(room) == ["boats", "chess"]
    assert retagging.preview(room) == []
    assert flow.all_adds_up(room)


def test_a_topic_that_was_changed_meanwhile_reaches_the_run(room: Settings, desk: Write) -> None:
    begun(room, "before", desk("c", "rail", RAIL)).end()
    held = begun(room, "a", desk("a", "ferry", FERRY)).to("load")
    follow(room, "chess", "harbour OR tunnel")
    begun(room, "b", desk("b", "ferry", RAIL + " It rained.")).end()

    held.end()

    assert flow.column(room, "select version from news.topic_version order by 1") == [1, 2]
    assert tags(room) == {"ferry.md": ["chess 2", "chess 2"], "rail.md": ["chess 2"]}
    assert retagging.preview(room) == []


def test_a_topic_that_was_retagged_meanwhile_reaches_the_run(room: Settings, desk: Write) -> None:
    held = begun(room, "a", desk("a", "ferry", FERRY)).to("load")
    follow(room, "chess", "captain")
    follow(room, "boats", "ferry")
    retagging.apply(room, "topics_retag:1")

    held.end()

    assert tags(room) == {"ferry.md": ["boats 1", "chess 1"]}
    assert flow.column(room, "select definition ->> 'query' from news.topic_version order by 1") == ["captain", "ferry"]


def test_a_run_that_began_before_the_change_does_not_undo_it(room: Settings, desk: Write) -> None:
    """Both runs know another definition than the one before; the one that was read last is what holds."""
    begun(room, "before", desk("c", "rail", RAIL)).end()
    follow(room, "chess", "captain")
    early = begun(room, "a", desk("a", "ferry", FERRY)).to("load")
    follow(room, "chess", "harbour OR tunnel")
    late = begun(room, "b", desk("b", "boat", FERRY + " The tide was low.")).to("load")

    late.end()
    early.end()

    newest = "select definition ->> 'query' from news.topic_version order by version desc limit 1"
    assert flow.column(room, newest) == ["harbour OR tunnel"]
    assert {tag for topics in tags(room).values() for tag in topics} == {"chess 2"}
    assert sorted(tags(room)) == ["boat.md", "ferry.md", "rail.md"]


def test_a_run_with_topics_of_its_own_switches_no_other_off(room: Settings, desk: Write, tmp_path: Path) -> None:
    begun(room, "before", desk("c", "rail", RAIL)).end()
    follow(room, "boats", "ferry", tmp_path / "mine")

    begun(room, "a", desk("a", "ferry", FERRY), topics=tmp_path / "mine").end()

    assert active(room) == ["chess"]
    assert tags(room) == {"ferry.md": ["boats 1", "chess 1"], "rail.md": ["chess 1"]}


def test_a_topic_that_comes_back_has_the_articles_that_came_without_it(room: Settings, desk: Write) -> None:
    begun(room, "before", desk("c", "rail", RAIL)).end()
    follow(room, "boats", "ferry")
    (room.topics_dir / "chess.yaml").unlink()
    begun(room, "without", desk("a", "ferry", FERRY)).end()
    assert tags(room) == {"ferry.md": ["boats 1"], "rail.md": ["chess 1"]}

    follow(room, "chess", "chess")
    assert [(change.topic_id, change.added) for change in retagging.preview(room)] == [("chess", 1)]
    begun(room, "again", desk("b", "more", RAIL + " Snow fell.")).end()

    assert tags(room) == {"ferry.md": ["boats 1", "chess 1"], "more.md": ["chess 1"], "rail.md": ["chess 1"]}
    assert retagging.preview(room) == []
