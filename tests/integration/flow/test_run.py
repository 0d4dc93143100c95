"""A whole run on real Postgres: what comes out, that a rerun changes nothing, that order does not matter."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import flow
import pytest
from hypothesis import HealthCheck, given, strategies
from hypothesis import settings as hypothesis_settings
from mediawatch.errors import GateFailed, TopicError, UsageError
from mediawatch.lake.run_folder import RunFolder
from mediawatch.model import Excluded, Outcome, RawDocument, Stage
from mediawatch.settings import Settings
from mediawatch.workflow import gates

NewWarehouse = Callable[[], AbstractContextManager[Settings]]
SEEDS = flow.HOME / "include" / "seeds"
shared = pytest.mark.skipif(
    not flow.SHARED.is_dir(), reason="the users' own seeds do not lie beside this checkout (../shared)"
)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """Three sound articles on different subjects."""
    folder = tmp_path / "desk"
    folder.mkdir()
    subjects = {
        "ferry": "The ferry between the two islands will sail twice a day from Monday, the harbour office said",
        "bridge": "Engineers have closed the old railway bridge for repairs that may take the whole winter",
        "harvest": "Growers in the valley expect the largest apple harvest in ten years after a mild spring",
    }
    for name, words in subjects.items():
        (folder / f"{name}.txt").write_text(
            f"{words}.\n\n"
            f"People who live near the {name} told the local council that they had expected the news for months.\n\n"
            f"The council will talk about the {name} again next week, when the figures of the year are known."
        )
    return folder


def promised() -> list[list[str]]:
    """Rows of the table in docs/seeds.md: file, outcome, language, date, what it is for."""
    lines = (flow.HOME / "docs" / "seeds.md").read_text().splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]


def test_shipped_seeds_become_what_their_page_says(seeded: Any) -> None:
    warehouse, run_id = seeded.settings, seeded.run_id

    assert flow.all_adds_up(warehouse)
    assert flow.column(warehouse, "select state from ops.run") == ["published"]
    assert not flow.column(warehouse, "select uri from staging.article")
    outcomes = flow.outcomes(warehouse, run_id)
    for file, outcome, language, day, _ in promised():
        name = file.strip("`")
        delivered = {uri: what for uri, what in outcomes.items() if uri.startswith(f"file://seeds/{name}")}
        if outcome.startswith("quarantined"):
            assert list(delivered.values()) == [("quarantined", [outcome.split("`")[1]])], name
            continue
        assert {what for what, _ in delivered.values()} == {"published"}, name
        articles = flow.rows(
            warehouse,
            "select a.in_language, a.date_published::date::text as day, l.kind, o.uri as original "
            "from news.article a join news.raw_document r using (raw_id) "
            "left join news.duplicate_link l on l.article_id = a.article_id and l.kind <> 'excerpt' "
            "left join news.article o on o.article_id = l.duplicate_of where starts_with(r.uri, :uri)",
            uri=f"file://seeds/{name}",
        )
        assert {row["in_language"] for row in articles} == {language}, name
        first, _, last = day.partition(" to ")
        if day == "-":
            assert {row["day"] for row in articles} == {None}, name
        else:
            assert min(row["day"] for row in articles) == first, name
            assert max(row["day"] for row in articles) == (last or first), name
        kind, original = outcome.split("`")[1::2] if "`" in outcome else (None, None)
        assert {row["kind"] for row in articles} == {kind}, name
        if original:
            assert articles[0]["original"].endswith(original), name


def test_evidence_stands_at_its_offsets_and_every_tag_has_some(seeded: Any) -> None:
    warehouse = seeded.settings
    assert flow.column(warehouse, "select count(*) from news.topic_evidence")[0] > 50
    assert not flow.column(
        warehouse,
        "select e.evidence_text from news.topic_evidence e join news.article a using (article_id) where substr("
        "case e.field when 'headline' then a.headline else a.article_body end, e.start_char + 1, "
        "e.end_char - e.start_char) <> e.evidence_text",
    )
    assert not flow.column(
        warehouse,
        "select t.topic_id from news.article_topic t where not exists (select from news.topic_evidence e "
        "where (e.article_id, e.topic_id) = (t.article_id, t.topic_id))",
    )


def test_a_rerun_changes_nothing(seeded: Any) -> None:
    warehouse = seeded.settings
    before = flow.news_exactly(warehouse)

    again = flow.run(warehouse, SEEDS)

    assert flow.news_exactly(warehouse) == before
    assert {outcome for outcome, _ in flow.outcomes(warehouse, again).values()} == {"skipped"}
    assert flow.column(warehouse, "select state from ops.run where run_id = :run", run=again) == ["nothing_new"]


def test_reprocessing_changes_nothing_where_the_code_is_the_same(seeded: Any) -> None:
    warehouse, first = seeded.settings, seeded.run_id
    before = flow.news_exactly(warehouse)

    again = flow.run(warehouse, SEEDS, reprocess=True)

    assert flow.news_exactly(warehouse) == before
    assert flow.counts(warehouse, again) == flow.counts(warehouse, first)
    outcomes = {outcome for outcome, _ in flow.outcomes(warehouse, again).values()}
    assert outcomes == {"unchanged", "quarantined"}
    assert flow.all_adds_up(warehouse)


def test_shard_size_makes_no_difference(warehouse: Settings, new_warehouse: NewWarehouse) -> None:
    flow.run(warehouse, SEEDS, shard_size=1)
    assert flow.all_adds_up(warehouse)

    with new_warehouse() as other:
        flow.run(other, SEEDS, shard_size=100)
        assert flow.news(other) == flow.news(warehouse)


def test_a_changed_file_becomes_a_new_version(warehouse: Settings, articles: Path) -> None:
    flow.run(warehouse, articles)
    ferry = articles / "ferry.txt"
    ferry.write_text(ferry.read_text().replace("twice a day", "three times a day"))

    run_id = flow.run(warehouse, articles)

    found = flow.rows(
        warehouse,
        "select a.version, a.article_body, v.change_kind from news.article a "
        "join news.article_version v using (article_id) where a.uri = 'file://desk/ferry.txt' order by v.observed_at",
    )
    assert [row["version"] for row in found] == [2, 2]
    assert "three times a day" in found[0]["article_body"]
    assert found[0]["change_kind"] == "first"
    assert found[1]["change_kind"] != "first"
    assert flow.counts(warehouse, run_id)["collect"] == (3, 1, 0, 2, 0, 0)


def test_a_reverted_file_is_current_again(warehouse: Settings, articles: Path) -> None:
    flow.run(warehouse, articles)
    ferry = articles / "ferry.txt"
    first = ferry.read_text()
    ferry.write_text(first.replace("twice a day", "three times a day"))
    flow.run(warehouse, articles)
    ferry.write_text(first)

    flow.run(warehouse, articles)

    bodies = flow.column(warehouse, "select article_body from news.article where uri = 'file://desk/ferry.txt'")
    assert "twice a day" in bodies[0]
    assert flow.column(warehouse, "select version from news.article where uri = 'file://desk/ferry.txt'") == [2]


def test_quarantined_bytes_are_skipped_until_replay(warehouse: Settings, articles: Path) -> None:
    from mediawatch.workflow import steps
    from mediawatch.workflow.runner import run_through

    (articles / "empty.json").write_text('{"headline": "No text"}')
    wall = "With your consent we and our partners use cookies. You can change your preferences at any time."
    (articles / "wall.html").write_text(f"<html><body><h1>Welcome</h1><main><p>{wall}</p></main></body></html>")
    first = flow.run(warehouse, articles)
    assert flow.outcomes(warehouse, first)["file://desk/empty.json"][0] == "quarantined"
    assert flow.outcomes(warehouse, first)["file://desk/wall.html"] == ("quarantined", ["not_an_article"])

    again = flow.run(warehouse, articles)
    assert flow.outcomes(warehouse, again)["file://desk/empty.json"] == ("skipped", ["already_quarantined"])

    entries = flow.column(warehouse, "select quarantine_id from ops.quarantine where state = 'open'")
    replayed = steps.begin(warehouse, steps.Request(dag_id="replay", run_id="1", replay=tuple(entries)))
    run_through(warehouse, replayed)
    assert flow.outcomes(warehouse, replayed)["file://desk/empty.json"][0] == "quarantined"
    # what a person asks for by replay is let in, whatever it looks like
    assert flow.outcomes(warehouse, replayed)["file://desk/wall.html"][0] == "published"
    bodies = flow.column(warehouse, "select article_body from news.article where uri = 'file://desk/wall.html'")
    assert wall in bodies[0]
    query = "select occurrences from ops.quarantine where uri = 'file://desk/empty.json'"
    assert flow.column(warehouse, query) == [2]


def test_too_large_a_share_quarantined_stops_the_run(warehouse: Settings, articles: Path) -> None:
    for number in range(40):
        (articles / f"no-text-{number}.json").write_text(f'{{"headline": "Nothing {number}"}}')

    with pytest.raises(GateFailed, match="quarantined_share"):
        flow.run(warehouse, articles)

    assert not flow.column(warehouse, "select uri from news.article")
    assert flow.column(warehouse, "select max_failed_severity from ops.quality_run where not success") == ["critical"]
    assert flow.all_adds_up(warehouse)  # what it did not bring further waits where it stopped


def test_what_the_gate_of_tag_rejects_stays_in_quarantine(
    warehouse: Settings, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """load has no shards of its own: its gate goes over those of tag, and takes up nobody whom tag's gate rejected."""
    rejected = gates._rejected

    def reject_the_ferry(folder: RunFolder, stage: Stage, *rest: Any) -> list[Excluded]:
        found = rejected(folder, stage, *rest)
        for raw in folder.read(folder.shard("collect", 0), RawDocument) if stage == "tag" else ():
            if raw.uri.endswith("ferry.txt"):
                what = (raw.document_id, raw.uri, raw.raw_sha256, stage, Outcome.QUARANTINED)
                found.append(Excluded(*what, "bad_evidence", "its evidence is not in the text", raw))
        return found

    monkeypatch.setattr(gates, "_rejected", reject_the_ferry)
    run_id = flow.run(warehouse, articles)

    assert flow.outcomes(warehouse, run_id) == {
        "file://desk/ferry.txt": ("quarantined", ["bad_evidence"]),
        "file://desk/bridge.txt": ("published", []),
        "file://desk/harvest.txt": ("published", []),
    }
    assert len(flow.column(warehouse, "select uri from news.article")) == 2
    assert flow.column(warehouse, "select stage from ops.quarantine where state = 'open'") == ["tag"]
    assert flow.all_adds_up(warehouse)


def test_wrong_requests_are_refused_before_any_work(warehouse: Settings, articles: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file or folder"):
        flow.run(warehouse, tmp_path / "missing")
    assert not flow.column(warehouse, "select run_id from ops.run")
    bad = tmp_path / "topics"
    bad.mkdir()
    (bad / "t.yaml").write_text("id: t\nlabel: T\nquery: >-\n  (ferry AND\n")
    with pytest.raises(TopicError, match=r"t\.yaml:\d+:\d+: "):
        flow.run(warehouse, articles, topics_dir=bad)
    assert flow.column(warehouse, "select state from ops.run") == ["failed"]  # what fails has a row that says why
    assert not flow.column(warehouse, "select document_id from ops.document")


@shared
def test_the_users_five_files(warehouse: Settings) -> None:
    run_id = flow.run(warehouse, flow.SHARED / "seeds")

    assert [outcome for outcome, _ in flow.outcomes(warehouse, run_id).values()] == ["published"] * 5
    for topic in ("pahalgam-attack", "india-russia-summit"):
        assert len(flow.column(warehouse, "select 1 from news.article_topic where topic_id = :t", t=topic)) == 5
    assert not flow.column(warehouse, "select kind from news.duplicate_link")


@shared
@hypothesis_settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=strategies.permutations(range(5)))
def test_five_runs_in_any_order_give_the_same_tables(order: list[int], new_warehouse: NewWarehouse) -> None:
    files = sorted((flow.SHARED / "seeds").iterdir())
    with new_warehouse() as settings:
        for number in order:
            flow.run(settings, files[number], inbox_name="seeds")
        tables = flow.news(settings)
    with new_warehouse() as settings:
        flow.run(settings, *files, inbox_name="seeds")
        assert tables == flow.news(settings)


def test_what_a_publisher_repeats_can_be_seen(warehouse: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    for number, subject in enumerate(("ferry", "bridge", "harvest")):
        item = {
            "@id": f"https://herald.example/{subject}",
            "headline": f"News of the {subject}",
            "articleBody": f"Everybody on the island talks about the {subject} these days, the mayor said, and about "
            f"little else but the {subject}.\n\nWrite to the desk of the Herald if you know more about this.",
            "publisher": "The Herald",
        }
        (folder / f"{number}.json").write_text(json.dumps(item))

    flow.run(warehouse, folder)

    found = flow.rows(warehouse, "select publisher, paragraph, texts from news.recurring_paragraph")
    assert found == [
        {
            "publisher": "The Herald",
            "paragraph": "Write to the desk of the Herald if you know more about this.",
            "texts": 3,
        }
    ]
    flagged = flow.rows(warehouse, "select words from news.article_warning where code = 'recurring-paragraph'")
    assert flagged == 3 * [{"words": "Write to the desk of the Herald if you know more about this."}]
    bodies = flow.rows(warehouse, "select article_body from news.article")
    assert all(row["article_body"].endswith("if you know more about this.") for row in bodies)  # flagged, not deleted
