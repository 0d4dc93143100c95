"""What accounts of one story say of the same thing, through the whole flow."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from io import StringIO
from pathlib import Path
from typing import Any

import flow
import pytest
from mediawatch.cli import printing
from mediawatch.desk.story_desk import story_page
from mediawatch.facts.fact_records import Unread
from mediawatch.settings import Settings
from mediawatch.store.publish import story_facts
from mediawatch.store.server.connect import transaction
from mediawatch.workflow import takedown
from mediawatch.workflow.events import accounts
from rich.console import Console
from sqlalchemy import Connection, text

SEEDS = flow.HOME / "include" / "seeds"
CALL = ("putin-modi-call-kremlin.txt", "putin-modi-call-explained.txt", "putin-modi-call-delhi.txt")

_FACTS = "select fact_no, relation, unit, about, account_values, account_count from news.story_fact order by 1"
_MENTIONS = "select * from news.story_fact_mention order by story_id, fact_no, article_id, field, start_char"


def test_the_seeds_differ_in_three_days_and_agree_on_the_dead(warehouse: Settings) -> None:
    run_id = flow.run(warehouse, *(SEEDS / name for name in CALL))

    found = flow.rows(warehouse, _FACTS)
    differ = [sorted(row["account_values"]) for row in found if row["relation"] == "differ"]
    assert sorted(differ) == [
        ["2023-07-01/2023-07-31", "2024-07-08/2024-07-09"],
        ["2023-10-01/2023-10-31", "2024-10-01/2024-10-31"],
        ["2025-05-02", "2025-05-03"],
    ]
    assert ("agreed", "dead", ["26"], 3) in [
        (row["relation"], row["unit"], row["account_values"], row["account_count"]) for row in found
    ]
    placed = flow.rows(
        warehouse,
        "select m.value_text, substr(case m.field when 'headline' then a.headline else a.article_body end, "
        "m.start_char + 1, m.end_char - m.start_char) as there "
        "from news.story_fact_mention m join news.article a using (article_id)",
    )
    assert placed
    assert all(row["value_text"] == row["there"] for row in placed)
    gate = flow.rows(warehouse, "select success from ops.quality_run where run_id = :r and stage = 'cluster'", r=run_id)
    assert gate == [{"success": True}]

    [story] = flow.column(warehouse, "select story_id from news.story")
    out = Console(width=200, file=StringIO())
    printing.render_story(warehouse, story, out)
    told = out.file.getvalue()  # type: ignore[attr-defined]
    assert told.index("Where accounts agree") < told.index("26 dead") < told.index("Where accounts differ")
    assert "2 May 2025" in told
    assert (
        "says none" in told.split("Where accounts")[0]
    )  # an article without a day is not of that on which it was seen
    assert "0 publishers" not in told

    with transaction(warehouse) as connection:
        page = story_page(connection, story)
    assert page is not None
    assert [figure["relation"] for figure in page["figures"]] == sorted(
        (row["relation"] for row in found), key=("agreed", "differ", "series").index
    )
    assert all(said["sentence"] for figure in page["figures"] for value in figure["values"] for said in value["said"])

    said = flow.rows(warehouse, "select distinct fact_no, days_known from news.story_difference order by fact_no")
    shown = [figure["days_known"] for figure in page["figures"] if figure["relation"] == "differ"]
    assert shown == [row["days_known"] for row in said]
    assert set(shown) == {False}
    with transaction(warehouse) as connection:
        connection.execute(text("update news.article set published_on = '2025-05-05'"))
        dated = story_page(connection, story)
        connection.rollback()
    assert dated is not None
    assert {figure["days_known"] for figure in dated["figures"]} == {True}

    before = flow.rows(warehouse, _MENTIONS)
    flow.run(warehouse, *(SEEDS / name for name in CALL), reprocess=True)
    assert flow.rows(warehouse, _MENTIONS) == before

    [uri] = flow.column(warehouse, "select uri from news.article where uri like '%kremlin%'")
    takedown.remove(warehouse, takedown.Demand((uri,)), who="test", why="test")
    assert flow.rows(warehouse, _FACTS) == []
    flow.run(warehouse, SEEDS / CALL[0])  # is not taken in again: what is left is compared anew
    left = flow.rows(warehouse, _FACTS)
    assert left
    assert not [row for row in left if row["relation"] == "differ"]


def test_a_text_that_changes_changes_what_its_story_says(warehouse: Settings, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    one, other = inbox / "one.md", inbox / "other.md"
    one.write_text(
        "---\ntitle: Avalanche kills skiers on the northern slope above Tarn\n---\n"
        "An avalanche above the village of Tarn buried the northern slope on Sunday morning and killed 26 skiers, the "
        "rescue service reported. Helicopters searched the slope until dark, and the road to the village stayed "
        "closed.\n\nTarn had not seen an avalanche of that size for many winters, the keeper of the hut remembered.\n"
    )
    other.write_text(
        "---\ntitle: Rescuers in Tarn give up hope after avalanche on northern slope\n---\n"
        "Rescuers gave up hope at dusk. The avalanche that came down the northern slope above Tarn had killed 28 "
        "skiers, and neither dogs nor helicopters found anybody alive under the snow.\n\nThe church bells "
        "of the village rang. Skiers who had left the hut before the avalanche came down wept beside the closed road.\n"
    )
    flow.run(warehouse, inbox)
    assert flow.column(warehouse, "select article_count from news.story") == [2]
    relations = {tuple(row["account_values"]): row["relation"] for row in flow.rows(warehouse, _FACTS)}
    assert relations.get(("26", "28")) == "differ"

    other.write_text(other.read_text().replace("28", "26"))
    flow.run(warehouse, inbox)

    relations = {tuple(row["account_values"]): row["relation"] for row in flow.rows(warehouse, _FACTS)}
    assert relations.get(("26",)) == "agreed"
    assert "differ" not in relations.values()


_STATED = "select article_id, statements, statements_version, xmin::text from news.story_profile order by 1"


def test_two_days_of_one_form_are_no_accounts_that_differ(warehouse: Settings, tmp_path: Path) -> None:
    """The draws of a lottery are a series of events; they were shown as a difference."""
    draw = (
        "Numbers of the Tarn lottery\n\nThe numbers of the Tarn lottery drawn on {day} are {drawn}. The bonus number "
        "is {a}. {b} players with five numbers and the bonus number will receive {c} euros each. Players spent {d} "
        "euros on the draw. Prizes can be claimed within three months at every office of the lottery, and what nobody "
        "claims goes to the hospital of the valley. The next draw has a jackpot of {e} million euros.\n"
    )
    keys = ("day", "drawn", "a", "b", "c", "d", "e")
    for name, values in (
        ("one", ("Monday, 4 May 2026", "3, 11, 19, 27, 38 and 45", "22", "Two", "61,204", "2,104,330", "1.4")),
        ("two", ("Tuesday, 5 May 2026", "8, 14, 15, 31, 40 and 49", "2", "Three", "42,080", "2,230,015", "3.5")),
    ):
        (tmp_path / f"{name}.txt").write_text(draw.format(**dict(zip(keys, values, strict=True))))
    flow.run(warehouse, tmp_path)
    assert flow.column(warehouse, "select kind from news.duplicate_link") == ["form"]
    assert flow.column(warehouse, "select article_count from news.story") == [2]
    assert flow.rows(warehouse, _FACTS) == []


def test_statements_of_another_version_of_the_code_are_read_anew(
    warehouse: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    state = accounts.state

    def counted(article: Unread) -> tuple[int, str]:
        read.append(article.article_id)
        return state(article)

    monkeypatch.setattr(accounts, "state", counted)
    first, second, third = (SEEDS / name for name in CALL)
    flow.run(warehouse, first, second)
    assert len(read) == 2
    before, stated = flow.rows(warehouse, _FACTS), flow.rows(warehouse, _STATED)
    assert before

    flow.run(warehouse, first, second)
    assert flow.rows(warehouse, _STATED) == stated  # not even written again
    flow.run(warehouse, third)
    assert len(read) == 3  # a new account alone
    found, stated = flow.rows(warehouse, _FACTS), flow.rows(warehouse, _STATED)

    for version in ("a version before", None):
        with transaction(warehouse) as connection:
            connection.execute(text("delete from news.story_fact"))
            connection.execute(
                text("update news.story_profile set statements = '[]', statements_version = :v"), {"v": version}
            )
        read.clear()
        flow.run(warehouse, first)  # nothing new in it
        assert len(read) == 3
        assert flow.rows(warehouse, _FACTS) == found
        again = flow.rows(warehouse, _STATED)
        assert [row["statements"] for row in again] == [row["statements"] for row in stated]
        flow.run(warehouse, first)
        assert flow.rows(warehouse, _STATED) == again


def test_no_more_than_a_part_is_read_anew_in_a_run(warehouse: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    flow.run(warehouse, *(SEEDS / name for name in CALL))
    with transaction(warehouse) as connection:
        connection.execute(text("update news.story_profile set statements_version = 'zzz'"))
        monkeypatch.setattr(story_facts, "FORGOTTEN", 2)
        story_facts.forget_old(connection, "the next one")
        forgotten = connection.execute(
            text("select count(*) from news.story_profile where statements is null and statements_version is null")
        )
        assert forgotten.scalar() == 2
        assert connection.execute(text("select count(*) from news.story_fact_due")).scalar() == 1


def test_several_compare_at_once_and_one_that_fails_loses_nothing(
    warehouse: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each takes a story at a time, and waits inside its transaction for the other to hold one too."""
    flow.run(warehouse, *(SEEDS / name for name in CALL), SEEDS / "pahalgam-hindi.txt")
    found = flow.rows(warehouse, _FACTS)
    monkeypatch.setattr(accounts, "BATCH", 1)
    compared = accounts._compare
    with transaction(warehouse) as connection:
        connection.execute(text("delete from news.story_fact"))
        stories = list(connection.scalars(text("select story_id from news.story order by 1")))
        story_facts.make_due(connection, stories)

    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(accounts, "_compare", fails)
    with pytest.raises(ZeroDivisionError):
        accounts.compare_due(warehouse)
    assert flow.column(warehouse, "select count(*) from news.story_fact_due") == [len(stories)]

    together = threading.Barrier(2)

    def waits(connection: Connection, due: Sequence[int], *others: Any) -> None:
        if due:
            together.wait(60)
        compared(connection, due, *others)

    monkeypatch.setattr(accounts, "_compare", waits)
    with ThreadPoolExecutor(2) as threads:
        counts = list(threads.map(accounts.compare_due, [warehouse] * 2))
    assert counts == [{"stories_compared": 1, "left_out": 0}] * 2
    assert flow.rows(warehouse, _FACTS) == found


def test_a_text_that_the_code_fails_at_states_nothing_and_keeps_no_run_from_its_end(
    warehouse: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    state, compare = accounts.state, accounts.compare
    failing: list[int] = []

    def fails_at_the_first(article: Unread) -> tuple[int, str]:
        failing.append(article.article_id)
        if len(failing) == 1:
            raise IndexError("list index out of range")
        return state(article)

    monkeypatch.setattr(accounts, "state", fails_at_the_first)
    flow.run(warehouse, *(SEEDS / name for name in CALL))
    assert f"article {failing[0]}: what it states could not be read: Traceback" in caplog.text
    empty = "select article_id from news.story_profile where statements = '[]'"
    assert flow.column(warehouse, empty) == failing[:1]
    said = flow.column(warehouse, "select distinct article_id from news.story_fact_mention order by 1")
    assert said == sorted(failing[1:3])

    def fails(_: object) -> Any:
        raise KeyError("unit")

    monkeypatch.setattr(accounts, "compare", fails)
    with transaction(warehouse) as connection:
        story_facts.make_due(connection, list(connection.scalars(text("select story_id from news.story"))))
    assert accounts.compare_due(warehouse) == {"stories_compared": 1, "left_out": 1}
    assert "its accounts could not be compared: Traceback" in caplog.text
    assert not flow.rows(warehouse, _FACTS)
    monkeypatch.setattr(accounts, "compare", compare)


@pytest.mark.skipif(not flow.SHARED.is_dir(), reason="the users' own seeds do not lie beside this checkout (../shared)")
def test_the_users_five_files_differ_where_they_differ(warehouse: Settings) -> None:
    flow.run(warehouse, flow.SHARED / "seeds")

    found = flow.rows(warehouse, _FACTS)
    differ = sorted(sorted(row["account_values"]) for row in found if row["relation"] == "differ")
    assert differ == [
        ["2023-07-01/2023-07-31", "2024-07-08/2024-07-09"],
        ["2023-10-01/2023-10-31", "2024-10-22/2024-10-23"],
        ["2025-01-01/2025-04-30", "2025-05-05/2025-12-31"],
        ["2025-05-02", "2025-05-03"],
    ]
    assert ["26"] in [row["account_values"] for row in found if row["unit"] == "dead" and row["relation"] == "agreed"]
