"""A topic changes: history follows, the version is recorded, the analyst's word stands."""

from __future__ import annotations

import shutil
from dataclasses import replace
from io import StringIO
from pathlib import Path

import flow
import pytest
from mediawatch.cli import app, printing
from mediawatch.errors import TopicError, UsageError
from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction
from mediawatch.tag import load_topics
from mediawatch.workflow import retagging
from rich.console import Console
from sqlalchemy import text
from typer.testing import CliRunner

SCRIPTS = [
    (
        "en",
        "The Indian navy caught pirates off Aden. Putin's aide called the U.S. embassy about organised crime in a café",
    ),
    (
        "en",
        "NATO and the EU met in Zürich to talk about anti-terrorism laws. Modi did not come, and O’Brien’s bid failed",
    ),
    ("ru", "После теракта в Москве президент Путин позвонил премьеру. Ёлка в Кремле стоит с прошлой недели у стены"),
    ("hi", "पहलगाम में आतंकी हमले के बाद प्रधानमंत्री मोदी ने राष्ट्रपति पुतिन से फोन पर बात की और ज़मीन पर सेना भेजी"),
    ("ar", "قال رئيس الوزراء بعد الهجوم إن محمد سيزور بوتين في موسكو يوم الأحد القادم لبحث الأزمة بين البلدين"),
    ("zh-Hans", "国家主席习近平谴责恐怖袭击事件。普京致电莫迪表示慰问，两国领导人同意加强合作，共同打击恐怖主义"),
    ("de", "Nach den Angriffen auf die Häuser in der Hauptstraße sprach der Minister in Köln mit den Angreifern"),
    (
        "fr",
        "Les attaques de l’été dernier ont été condamnées par le président de la République à Orléans devant l’élite",
    ),
]
QUERIES = [
    "india NEAR/2 navy", "pirate* AND aden", "putin AND NOT moscow", "US", "organi?ed", "cafe", "=pirates",
    '"organised crime"', "headline:navy", "lead:(navy AND pirates)", "body:putin AND author:roe", "NATO AND EU",
    '"anti-terrorism laws"', "o'brien", "zurich", "modi ONEAR/3 come", '"nato zurich"~6', "language:ru AND путин",
    "теракт", "елка", "москв*", "हमला", "जमीन", '"प्रधानमंत्री मोदी"', "هجوم", "محمد", '"رئيس الوزراء"', "袭击",
    "习近平", "普京 NEAR/3 莫迪", '"恐怖袭击"', "angriff", "koln", "haus", "attaque", "condamn*", "condamner", "été",
    "ATLEAST/3 pirate", "(putin NEAR/3 aide) NEAR/3 embassy", "putin NEAR/S embassy", "navy NEAR/P pirates",
    "*nised AND crime", "=Putin", "word_count:>=3 AND pirates", "topic:q00 AND putin",
]  # fmt: skip

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
    assert published["retagged"] == [
        {"topic_id": "treaty", "version": 2, "added": len(wide) - len(narrow) - 1, "removed": 0, "kept": len(narrow)}
    ]
    told = Console(record=True, width=200, file=StringIO())
    printing.render_run(warehouse, run_id, told)
    assert "Topics that changed" in told.export_text()


def test_history_and_batch_agree(warehouse: Settings, followed: Path, tmp_path: Path) -> None:
    """Tagged when they came in, or later by a topic that was added: the same tags with the same evidence, for every
    kind of query in every script. And where nothing differs nothing is written."""
    shutil.copytree(flow.HOME / "include" / "topics", followed, dirs_exist_ok=True)
    for number, query in enumerate(QUERIES):
        (followed / f"q{number:02}.yaml").write_text(
            f"id: q{number:02}\nlabel: {number}\nquery: >-\n  {query}\n", encoding="utf-8"
        )
    names = "".join(f"  - {' OR '.join(f'brand{n}x{line}' for n in range(150))} OR crime\n" for line in range(3))
    (followed / "names.yaml").write_text(f"id: names\nlabel: names\nquery:\n{names}", encoding="utf-8")
    desk = tmp_path / "desk"
    desk.mkdir()
    for number, (language, body) in enumerate(SCRIPTS):
        front = f"---\nheadline: {body.split('.')[0]}\ninLanguage: {language}\nauthor: Ann Roe\n---\n"
        (desk / f"{number}.md").write_text(front + f"{body} {number}. " * 3, encoding="utf-8")
    flow.run(warehouse, SEEDS, desk, topics_dir=followed)
    tables = ("article_topic", "topic_evidence")
    came_in = {name: flow.news(warehouse)[name] for name in tables}
    tagged = set(flow.column(warehouse, "select topic_id from news.article_topic"))
    assert tagged >= {"names", *(f"q{number:02}" for number in range(len(QUERIES)))}
    written = [flow.column(warehouse, f"select xmin::text from news.{name}") for name in tables]

    retagging.apply(warehouse, "topics_retag:1", followed, everything=True)
    assert [flow.column(warehouse, f"select xmin::text from news.{name}") for name in tables] == written

    with transaction(warehouse) as connection:
        connection.execute(text("delete from news.topic_evidence"))
        connection.execute(text("delete from news.article_topic"))
    retagging.apply(warehouse, "topics_retag:2", followed, everything=True)
    assert {name: flow.news(warehouse)[name] for name in tables} == came_in


def test_preview_says_what_retagging_then_does(warehouse: Settings, followed: Path) -> None:
    flow.run(warehouse, SEEDS, topics_dir=followed)
    assert retagging.preview(warehouse, followed) == []
    before = flow.column(warehouse, TAGGED, t="treaty")
    rewrite(followed, "lavrov")

    [change] = retagging.preview(warehouse, followed)
    assert flow.column(warehouse, TAGGED, t="treaty") == before
    [applied] = retagging.apply(warehouse, "topics_retag:1", followed)

    after = flow.column(warehouse, TAGGED, t="treaty")
    assert change == applied
    assert (change.added, change.removed) == (len(set(after) - set(before)), len(set(before) - set(after)))
    assert change.added > 0
    assert change.removed > 0
    assert change.version == 2
    assert flow.column(warehouse, "select state from ops.run where run_id = 'topics_retag:1'") == ["published"]
    assert retagging.preview(warehouse, followed) == []


def test_topics_whose_file_is_gone_from_the_settings_folder_are_inactive(
    warehouse: Settings, followed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "home" / "include" / "topics"
    shutil.copytree(followed, folder)
    settings = replace(warehouse, home=tmp_path / "home")
    flow.run(settings, SEEDS)
    (folder / "chess.yaml").unlink()

    retagging.apply(settings, "topics_retag:2", followed)

    assert flow.column(settings, "select topic_id from news.topic where active") == ["treaty"]


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

    retagging.apply(warehouse, "topics_retag:1", followed, everything=True)
    flow.run(warehouse, SEEDS, topics_dir=followed, reprocess=True)

    effective = flow.column(
        warehouse,
        "select a.uri from news.article_topic_effective t join news.article a using (article_id) "
        "where t.topic_id = 'treaty'",
    )
    assert uri in flow.column(warehouse, TAGGED, t="treaty")
    assert uri not in effective


def test_the_commands_tell_what_they_did(warehouse: Settings, followed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flow.run(warehouse, SEEDS, topics_dir=followed)
    uri = flow.column(warehouse, TAGGED, t="treaty")[0]
    monkeypatch.setenv("MEDIAWATCH_DATABASE_URL", warehouse.database_url or "")
    monkeypatch.setenv("MEDIAWATCH_LAKE", str(warehouse.lake))

    def topics_command(*words: str, expected: int = 0) -> str:
        done = CliRunner().invoke(app.app, ["topics", *words, "--topics", str(followed)])
        assert done.exit_code == expected, done.output
        return " ".join(done.output.split())

    assert topics_command("test") == "2 topics, 0 examples fail"
    assert "No topic has changed" in topics_command("preview")
    held = topics_command("explain", uri, "treaty")
    assert held.startswith(("treaty: about, score", "treaty: mentions, score"))
    assert "+ indus" in held
    assert "- chess 0 times" in topics_command("explain", uri, "chess")
    with pytest.raises(UsageError, match="there is no topic 'draughts' in"):
        retagging.explanation(warehouse, uri, "draughts", followed)
    rewrite(followed, "lavrov")
    assert "History would change (nothing is written)" in topics_command("preview")
    assert uri in flow.column(warehouse, TAGGED, t="treaty")
    assert "History was retagged" in topics_command("retag")
    assert uri not in flow.column(warehouse, TAGGED, t="treaty")
    rewrite(followed, "lavrov\nexamples:\n  no_match:\n    - Lavrov spoke.")
    assert "treaty.yaml:6: treaty: expected no match, got match" in topics_command("test", expected=1)


def test_topics_whose_examples_fail_are_refused_before_any_work(warehouse: Settings, followed: Path) -> None:
    rewrite(followed, "treaty\nexamples:\n  match:\n    - A day without any.")

    with pytest.raises(TopicError, match=r"treaty\.yaml:6: treaty: expected match, got no match"):
        flow.run(warehouse, SEEDS, topics_dir=followed)
    with pytest.raises(TopicError, match="expected match"):
        retagging.apply(warehouse, "topics_retag:1", followed)

    failed = flow.rows(warehouse, "select run_id, state, error, finished_at from ops.run")
    assert [(row["state"], row["finished_at"] is not None) for row in failed] == [("failed", True)]
    assert "treaty.yaml:6: treaty: expected match, got no match" in failed[0]["error"]
    assert [change.topic_id for change in retagging.preview(warehouse, followed)] == ["chess", "treaty"]


def test_a_wrong_topic_file_stops_its_own_topic_alone(warehouse: Settings, followed: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    shutil.copytree(followed, home / "include" / "topics")
    settings = replace(warehouse, home=home)
    treaty, chess = (home / "include" / "topics" / f"{name}.yaml" for name in ("treaty", "chess"))
    flow.run(settings, SEEDS)
    before = set(flow.column(settings, TAGGED, t="treaty"))
    assert before

    treaty.write_text("id: treaty\nlabel: Treaty\nquery: (indus\n")  # a bracket is never closed
    chess.write_text("id: chess\nlabel: Chess\nquery: lavrov\nexamples:\n  match: [A day without any.]\n")
    (home / "include" / "topics" / "new.yaml").write_text("id: new\nlabel: [")
    (home / "include" / "topics" / "right.yaml").write_text("id: right\nlabel: Right\nquery: treaty\n")
    run_id = flow.run(settings, SEEDS, reprocess=True)

    assert set(flow.column(settings, TAGGED, t="treaty")) == before
    assert flow.column(settings, TAGGED, t="right")
    assert set(flow.column(settings, "select topic_id from news.topic where active")) == {"chess", "right", "treaty"}
    told = flow.column(
        settings,
        "select jsonb_array_elements_text(sample) from ops.quality_result "
        "where expectation = 'collect.topic_files' and not success",
    )
    assert [Path(line.partition(":")[0]).name for line in told] == ["new.yaml", "treaty.yaml", "chess.yaml"]
    assert flow.column(settings, "select state from ops.run where run_id = :run", run=run_id) == ["published"]

    for path in (home / "include" / "topics").iterdir():
        path.write_text("label: [")
    fresh = replace(settings, home=tmp_path / "other")
    shutil.copytree(home / "include", fresh.home / "include")
    flow.run(fresh, SEEDS)  # all is wrong: the last good definitions are there still
    assert set(flow.column(settings, TAGGED, t="treaty")) == before


def test_shipped_topics_pass_their_examples(warehouse: Settings) -> None:
    number, failures = retagging.try_examples(warehouse)

    assert number == len(load_topics(flow.HOME / "include" / "topics")) == 6
    assert failures == []
