"""A publisher demands its articles out: nothing of them is left, nothing else is harmed, nothing comes back."""

from __future__ import annotations

import json
from pathlib import Path

import flow
import pytest
from ferry_post import ASKED, WORDS, body, holds, item, write_desk
from mediawatch.collect.raw.raw_store import RawStore
from mediawatch.errors import Permanent, UsageError
from mediawatch.lake.run_folder import RunFolder
from mediawatch.settings import Settings
from mediawatch.store.publish import publication, stories, story_queue
from mediawatch.store.read import article_record
from mediawatch.store.server.connect import transaction
from mediawatch.workflow import steps, takedown
from mediawatch.workflow.runner import run_through
from mediawatch.workflow.takedown import Demand
from sqlalchemy import Connection, text


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return write_desk(tmp_path / "desk")


def articles(settings: Settings) -> dict[str, str]:
    return {row["uri"]: row["publisher"] for row in flow.rows(settings, "select uri, publisher from news.article")}


def test_all_of_a_publisher(warehouse: Settings, desk: Path) -> None:
    flow.run(warehouse, desk)
    before = articles(warehouse)
    assert sorted(before.values()) == ["Harbour Times"] * 3 + ["The Ferry Post"] * 3 + ["Valley News"]
    assert holds(warehouse, WORDS)
    original = "https://theferrypost.example/northport"
    links = """
        select a.uri, o.uri as original from news.duplicate_link l join news.article a using (article_id)
        join news.article o on o.article_id = l.duplicate_of where a.uri like '%/northport' order by 1"""
    assert [row["original"] for row in flow.rows(warehouse, links)] == [original] * 2

    chosen = takedown.preview(warehouse, Demand(publisher="the ferry POST"))
    assert {row["publisher"] for row in chosen.articles} == {"The Ferry Post"}
    assert articles(warehouse) == before
    done = takedown.remove(warehouse, Demand(publisher="the ferry POST"), **ASKED)

    assert (done.articles, done.documents) == (3, 3)
    assert done.still_there == ["file://desk/packed.jsonl.gz#2", "file://desk/wire.jsonl#1", "file://desk/wire.jsonl#3"]
    assert holds(warehouse, WORDS) == []
    left = {uri: name for uri, name in before.items() if name != "The Ferry Post"}
    assert articles(warehouse) == left
    for table in ("article_version", "article_topic", "topic_evidence", "fingerprint", "story_article"):
        assert not flow.column(
            warehouse,
            f"select article_id from news.{table} where article_id not in (select article_id from news.article)",
        )
    # The copies that are left: the earlier of them leads now.
    (link,) = flow.rows(warehouse, links)
    assert (link["uri"], link["original"]) == (
        "https://valleynews.example/northport", "https://harbourtimes.example/northport",
    )  # fmt: skip
    for row in flow.rows(warehouse, "select * from news.story"):
        members = flow.column(
            warehouse, "select article_id from news.story_article where story_id = :s", s=row["story_id"]
        )
        assert row["article_count"] == len(members) > 0
    with transaction(warehouse) as connection:  # neighbours in the same containers can be read as before
        for row in connection.execute(text("select * from news.raw_document")).mappings():
            assert RawStore(warehouse.lake).read(article_record.raw_document(dict(row)))
    (record,) = flow.rows(warehouse, "select * from ops.removal")
    assert (record["who"], record["why"], record["publisher"]) == (*ASKED.values(), "the ferry POST")
    assert flow.all_adds_up(warehouse)

    # The same files again, all of them reprocessed; and a new article of the same publisher.
    (desk / "new.json").write_text(json.dumps(item("The Ferry Post", "highgate", body("Highgate", WORDS), 7)))
    for asked in ({}, {"reprocess": True}):
        run_id = flow.run(warehouse, desk, **asked)
        assert articles(warehouse) == left
        assert holds(warehouse, WORDS) == []
        assert flow.all_adds_up(warehouse)
        told = flow.outcomes(warehouse, run_id)
        assert told["file://desk/wire.jsonl#3"] == ("skipped", ["removed"])
        assert told["file://desk/new.json"] == ("skipped", ["removed"])

    with transaction(warehouse) as connection:
        connection.execute(text("update ops.removal set lifted_at = now()"))
    flow.run(warehouse, desk)
    assert sorted(articles(warehouse).values()) == sorted([*before.values(), "The Ferry Post"])


def test_one_article_does_not_come_back_in_other_bytes(warehouse: Settings, desk: Path, tmp_path: Path) -> None:
    flow.run(warehouse, desk)
    uri = "https://theferrypost.example/westby"
    takedown.remove(warehouse, Demand(articles=(uri,)), **ASKED)
    assert len(articles(warehouse)) == 6
    later = tmp_path / "later"
    later.mkdir()
    again = item("The Ferry Post", "westby", body("Westby", WORDS) + "\n\nUpdated in the evening.", 3)
    (later / "westby.json").write_text(json.dumps(again))
    (later / "other.json").write_text(json.dumps(item("The Ferry Post", "highgate", body("Highgate"), 7)))
    run_id = flow.run(warehouse, later)
    told = flow.outcomes(warehouse, run_id)
    assert told == {
        "file://later/westby.json": ("skipped", ["removed"]),
        "file://later/other.json": ("published", []),
    }
    assert "Updated in the evening" not in str(holds(warehouse, "Updated in the evening"))
    assert holds(warehouse, "Updated in the evening") == []


def test_a_run_on_its_way_does_not_bring_it_back(warehouse: Settings, desk: Path) -> None:
    flow.run(warehouse, desk)
    run_id = steps.begin(
        warehouse, steps.Request(dag_id="test", run_id="late", paths=(desk,), inbox_name="other", reprocess=True)
    )
    steps.publish, published = _stop, steps.publish
    try:
        with pytest.raises(InterruptedError):
            run_through(warehouse, run_id)
    finally:
        steps.publish = published
    # Without shards that could be forgotten: the transaction itself must see it.
    with transaction(warehouse) as connection:
        connection.execute(
            text(
                "insert into ops.removal (who, why, names, hosts, source_ids) "
                "values ('x', 'y', '{the ferry post}', '{}', '{}')"
            )
        )
    with pytest.raises(Permanent, match="3 articles of this run were removed"):
        steps.publish(warehouse, run_id)
    takedown.remove(warehouse, Demand(publisher="The Ferry Post"), **ASKED)
    assert holds(warehouse, WORDS) == []


def _stop(*_: object) -> dict[str, int]:
    raise InterruptedError


def test_it_asks_for_reasons_and_for_articles_that_are_there(warehouse: Settings) -> None:
    with pytest.raises(UsageError, match="no article 'nowhere'"):
        takedown.preview(warehouse, Demand(articles=("nowhere",)))
    with pytest.raises(UsageError, match="nothing is published"):
        takedown.preview(warehouse, Demand(publisher="Nobody"))
    with pytest.raises(UsageError, match="--who and --why"):
        takedown.remove(warehouse, Demand(hosts=("a.example",)), who="", why="")
    for host in ("", " ", ".", "https://paper.example", "paper.example/news", "paper.example:80"):
        with pytest.raises(UsageError, match="is no host"):
            takedown.preview(warehouse, Demand(hosts=(host,)))
    with pytest.raises(UsageError, match="name is empty"):
        takedown.preview(warehouse, Demand(publisher=" "))


def test_pages_of_a_barred_host_are_not_asked_for(warehouse: Settings) -> None:
    takedown.remove(warehouse, Demand(hosts=("Paper.Example.",)), **ASKED)
    with transaction(warehouse) as connection:  # what an empty name in a rule must not bar: everything
        connection.execute(text("update ops.removal set hosts = hosts || '{\"\"}', names = '{\"\"}'"))
    history = takedown.known_addresses(warehouse)
    asked = ["https://news.paper.example/a", "https://paper.example/b", "https://otherpaper.example/c", "http://[oops"]
    assert {url for url, state in history.url_states(asked).items() if state.next_due == takedown.NEVER} == set(
        asked[:2]
    )


def test_bytes_that_another_article_has_too_stay(warehouse: Settings, tmp_path: Path) -> None:
    """Two files, at first alike; one is changed later and then removed."""
    folder = tmp_path / "twins"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("Two piers\n\n" + body("Eastham"))
    flow.run(warehouse, folder)
    (folder / "b.txt").write_text("Two piers\n\n" + body("Eastham", WORDS))
    flow.run(warehouse, folder)
    takedown.remove(warehouse, Demand(articles=("file://twins/b.txt",)), **ASKED)

    def stays() -> bool:
        (row,) = flow.rows(warehouse, "select r.* from news.article a join news.raw_document r using (raw_id)")
        return row["uri"] == "file://twins/a.txt" and bool(
            RawStore(warehouse.lake).read(article_record.raw_document(row))
        )

    assert holds(warehouse, WORDS) == []
    assert stays()
    (folder / "b.txt").write_bytes((folder / "a.txt").read_bytes())
    run_id = flow.run(warehouse, folder, reprocess=True)  # the one is refused, and the other's bytes are spared again
    told = flow.outcomes(warehouse, run_id)
    assert (told["file://twins/a.txt"][0], told["file://twins/b.txt"]) == ("unchanged", ("skipped", ["removed"]))
    assert stays()


def test_copies_whose_original_goes_stand_for_themselves(warehouse: Settings, desk: Path) -> None:
    flow.run(warehouse, desk)
    northport = "select article_id from news.article where uri like '%/northport'"
    kept = "Ferries for Northport, as the desk called it"
    with transaction(warehouse) as connection:  # a headline that is none of the removed article's
        connection.execute(text("update news.story set headline = :kept"), {"kept": kept})
    takedown.remove(warehouse, Demand(articles=("https://theferrypost.example/northport",)), **ASKED)
    leads = f"""
        select distinct a.uri from news.fingerprint f join news.article a using (article_id)
        where f.leads and a.article_id in ({northport})"""
    assert flow.column(warehouse, leads) == ["https://harbourtimes.example/northport"]
    assert set(flow.column(warehouse, "select headline from news.story")) <= {kept}
    for row in flow.rows(warehouse, "select * from news.story"):
        numbers = flow.column(warehouse, "select 1 from news.story_article where story_id = :s", s=row["story_id"])
        assert row["article_count"] == len(numbers) > 0

    (desk / "new.json").write_text(json.dumps(item("Valley News", "highgate", body("Highgate"), 7)))
    flow.run(warehouse, desk)
    speak = (
        f"select a.uri from news.story_profile join news.article a using (article_id) where article_id in ({northport})"
    )
    assert flow.column(warehouse, speak) == ["https://harbourtimes.example/northport"]
    waiting = "select uri from news.article where article_id not in (select article_id from news.story_article)"
    assert flow.column(warehouse, waiting) == []
    told = f"select story_id from news.story_article where article_id in ({northport})"
    assert len(set(flow.column(warehouse, told))) == 1


def test_an_article_that_spoke_in_a_story_may_be_clustered_again(warehouse: Settings, desk: Path) -> None:
    run_id = flow.run(warehouse, desk)
    signatures = "select * from news.story_signature order by article_id, term, moment"
    before = flow.rows(warehouse, signatures)
    with transaction(warehouse) as connection:
        connection.execute(text("delete from news.story_article"))
        connection.execute(text("update news.story_profile set profile = '{}'"))
        story_queue.enter(connection, list(connection.execute(text("select article_id from news.article")).scalars()))
    steps.cluster(warehouse, run_id)
    assert len(flow.rows(warehouse, signatures)) == len(before)
    assert not flow.column(warehouse, "select 1 from news.story_profile where profile = '{}'")


def test_nothing_is_clustered_meanwhile(warehouse: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[int] = []

    def locks(connection: Connection, *_: object) -> None:
        held.extend(
            connection.execute(
                text("select objid from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()")
            ).scalars()
        )

    monkeypatch.setattr(takedown, "_erase", locks)
    takedown.remove(warehouse, Demand(hosts=("paper.example",)), **ASKED)
    assert sorted(held) == sorted([publication._LOCK, stories._LOCK])


def test_runs_on_their_way_go_on(warehouse: Settings, desk: Path) -> None:
    """One that only passed over the article goes on as if nothing were; one that read it begins anew with collect."""
    flow.run(warehouse, desk)
    passed = steps.begin(warehouse, steps.Request(dag_id="test", run_id="passed", paths=(desk,)))
    (desk / "new.json").write_text(json.dumps(item("Valley News", "highgate", body("Highgate"), 7)))
    collected = steps.gate(warehouse, passed, "collect", steps.collect(warehouse, passed))
    read_it = steps.begin(warehouse, steps.Request(dag_id="test", run_id="read", paths=(desk,), reprocess=True))
    (shard,) = steps.gate(warehouse, read_it, "collect", steps.collect(warehouse, read_it))
    steps.clean(warehouse, read_it, shard)

    takedown.remove(warehouse, Demand(publisher="The Ferry Post"), **ASKED)
    assert holds(warehouse, WORDS) == []
    assert [steps.clean(warehouse, passed, shard)["rows"] for shard in collected] == [1]
    run_through(warehouse, passed)
    run_through(warehouse, read_it)
    assert sorted(articles(warehouse).values()) == ["Harbour Times"] * 3 + ["Valley News"] * 2
    assert holds(warehouse, WORDS) == []
    assert flow.all_adds_up(warehouse)


def test_a_second_attempt_of_clean_says_the_same(
    warehouse: Settings, desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    flow.run(warehouse, desk)
    takedown.remove(warehouse, Demand(publisher="The Ferry Post"), **ASKED)
    later = tmp_path / "later"
    later.mkdir()
    (later / "new.json").write_text(json.dumps(item("The Ferry Post", "highgate", body("Highgate", WORDS), 7)))
    run_id = steps.begin(warehouse, steps.Request(dag_id="test", run_id="twice", paths=(later,)))
    (shard,) = steps.gate(warehouse, run_id, "collect", steps.collect(warehouse, run_id))
    with monkeypatch.context() as patch:  # killed before it has written its shard: nothing is lost yet
        patch.setattr(RunFolder, "write_excluded", _stop)
        with pytest.raises(InterruptedError):
            steps.clean(warehouse, run_id, shard)
    steps.clean(warehouse, run_id, shard)
    assert holds(warehouse, WORDS) == []  # and killed now, after all was written
    run_through(warehouse, run_id)
    assert flow.outcomes(warehouse, run_id) == {"file://later/new.json": ("skipped", ["removed"])}
    assert flow.all_adds_up(warehouse)


def test_a_row_of_a_spreadsheet_goes_with_the_file_that_was_delivered(warehouse: Settings, tmp_path: Path) -> None:
    import openpyxl

    folder = tmp_path / "sheets"
    folder.mkdir()
    workbook = openpyxl.Workbook()
    sheet = workbook.create_sheet(index=0)
    sheet.append(["title", "text", "publisher"])
    sheet.append(["Northport prepares", body("Northport", WORDS), "The Ferry Post"])
    sheet.append(["Eastham prepares", body("Eastham"), "Harbour Times"])
    workbook.save(folder / "wire.xlsx")
    flow.run(warehouse, folder)
    store = RawStore(warehouse.lake)
    (kept,) = set(flow.column(warehouse, "select storage_url from news.raw_document"))
    assert len(store.originals(kept)) == 1

    takedown.remove(warehouse, Demand(publisher="The Ferry Post"), **ASKED)

    assert store.originals(kept) == []
    assert holds(warehouse, WORDS) == []
    with transaction(warehouse) as connection:
        (row,) = connection.execute(text("select * from news.raw_document")).mappings()
        assert b"Eastham" in store.read(article_record.raw_document(dict(row)))
    run_id = flow.run(warehouse, folder, reprocess=True)
    assert flow.outcomes(warehouse, run_id)["file://sheets/wire.xlsx#2"] == ("skipped", ["removed"])
    assert store.originals(kept) == []
    assert holds(warehouse, WORDS) == []
