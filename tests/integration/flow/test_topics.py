"""A topic changes: history follows, the version is recorded, the analyst's word stands."""

from __future__ import annotations

import shutil
from pathlib import Path

import flow
import pytest
from mediawatch import topics
from mediawatch.errors import UsageError
from mediawatch.settings import Settings
from mediawatch.store.connect import transaction
from mediawatch.tag import load_topics
from sqlalchemy import text

SEEDS = flow.HOME / "include" / "seeds"
TAGGED = (
    "select a.uri from news.article_topic t join news.article a using (article_id) where t.topic_id = :t order by 1"
)


@pytest.fixture
def followed(tmp_path: Path) -> Path:
    """A folder with two topics of the test's own."""
    folder = tmp_path / "topics"
    folder.mkdir()
    (folder / "treaty.yaml").write_text("id: treaty\nlabel: Treaties\nquery: treaty AND indus\n")
    (folder / "chess.yaml").write_text("id: chess\nlabel: Chess\nquery: chess\n")
    return folder


def rewrite(folder: Path, query: str) -> None:
    (folder / "treaty.yaml").write_text(f"id: treaty\nlabel: Treaties\nquery: {query}\n")


def test_the_daily_run_applies_a_changed_topic_to_history(warehouse: Settings, followed: Path, tmp_path: Path) -> None:
    flow.run(warehouse, SEEDS, topics_dir=followed)
    narrow = flow.column(warehouse, TAGGED, t="treaty")
    rewrite(followed, "treaty OR declaration OR agreement*")
    news = tmp_path / "desk"
    news.mkdir()
    (news / "new.txt").write_text("A declaration was signed.\n\nNobody had expected it before the end of the year.")

    run_id = flow.run(warehouse, news, topics_dir=followed)

    wide = flow.column(warehouse, TAGGED, t="treaty")
    assert set(narrow) < set(wide)
    assert "file://desk/new.txt" in wide
    assert flow.column(
        warehouse, "select version from news.topic_version where topic_id = 'treaty' order by version"
    ) == [1, 2]
    assert set(flow.column(warehouse, "select topic_version from news.article_topic where topic_id = 'treaty'")) == {2}
    published = flow.column(warehouse, "select report -> 'published' from ops.run where run_id = :r", r=run_id)[0]
    assert published["topics_changed"] == 1
    assert published["history_tags_added"] == len(wide) - len(narrow) - 1


def test_history_and_batch_agree(warehouse: Settings, followed: Path) -> None:
    """Tagged when they came in, or later by a topic that was added: the same tags with the same evidence."""
    shutil.copytree(flow.HOME / "include" / "topics", followed, dirs_exist_ok=True)
    flow.run(warehouse, SEEDS, topics_dir=followed)
    came_in = flow.news(warehouse)

    topics.apply(warehouse, "topics_retag:1", followed, everything=True)

    assert flow.news(warehouse)["article_topic"] == came_in["article_topic"]
    assert flow.news(warehouse)["topic_evidence"] == came_in["topic_evidence"]


def test_preview_says_what_retagging_then_does(warehouse: Settings, followed: Path) -> None:
    flow.run(warehouse, SEEDS, topics_dir=followed)
    assert topics.preview(warehouse, followed) == []
    before = flow.column(warehouse, TAGGED, t="treaty")
    rewrite(followed, "lavrov")

    [change] = topics.preview(warehouse, followed)
    assert flow.column(warehouse, TAGGED, t="treaty") == before
    [applied] = topics.apply(warehouse, "topics_retag:1", followed)

    after = flow.column(warehouse, TAGGED, t="treaty")
    assert change == applied
    assert (change.added, change.removed) == (len(set(after) - set(before)), len(set(before) - set(after)))
    assert change.added > 0
    assert change.removed > 0
    assert change.version == 2
    assert flow.column(warehouse, "select state from ops.run where run_id = 'topics_retag:1'") == ["published"]
    assert topics.preview(warehouse, followed) == []


def test_an_analysts_word_survives(warehouse: Settings, followed: Path) -> None:
    flow.run(warehouse, SEEDS, topics_dir=followed)
    uri = flow.column(warehouse, TAGGED, t="treaty")[0]
    with transaction(warehouse) as connection:
        connection.execute(
            text(
                "insert into news.topic_override (article_id, topic_id, relevant, who, why) "
                "select article_id, 'treaty', false, 'desk', 'only in passing' from news.article where uri = :uri"
            ),
            {"uri": uri},
        )

    topics.apply(warehouse, "topics_retag:1", followed, everything=True)
    flow.run(warehouse, SEEDS, topics_dir=followed, reprocess=True)

    effective = flow.column(
        warehouse,
        "select a.uri from news.article_topic_effective t join news.article a using (article_id) "
        "where t.topic_id = 'treaty'",
    )
    assert uri in flow.column(warehouse, TAGGED, t="treaty")
    assert uri not in effective


def test_explanation_names_the_clauses(warehouse: Settings, followed: Path) -> None:
    flow.run(warehouse, SEEDS, topics_dir=followed)
    uri = flow.column(warehouse, TAGGED, t="treaty")[0]

    told = "\n".join(topics.explanation(warehouse, uri, "treaty", followed).lines())
    refused = "\n".join(topics.explanation(warehouse, uri, "chess", followed).lines())

    assert "indus" in told
    assert "about" in told or "mentions" in told
    assert "chess" in refused
    with pytest.raises(UsageError, match="no topic is named"):
        topics.explanation(warehouse, uri, "draughts", followed)


def test_shipped_topics_pass_their_examples(warehouse: Settings) -> None:
    number, failures = topics.try_examples(warehouse)

    assert number == len(load_topics(flow.HOME / "include" / "topics")) == 6
    assert failures == []
