"""ops.document grows with what is new: what is known is counted, and so is what is old; every count still adds up."""

from __future__ import annotations

from dataclasses import replace

import flow
from mediawatch.lake.run_folder import RunFolder
from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction
from sqlalchemy import text
from stages import Write, begun

ROWS = "select run_id, count(*) as rows from ops.document group by 1 order by 1"
FERRY = "The ferry to the island carried a chess club over the bay, and its captain promised the harbour a second boat."


def test_known_documents_have_rows_in_the_last_run_alone(room: Settings, desk: Write) -> None:
    for name in ("one", "two", "three"):
        desk("wire", name, f"{FERRY} {name} more words that nobody else has written about the {name} boats.")
    folder = desk("wire", "four", "Engineers opened a tunnel below the valley, where nobody had lived for years.")
    runs = [begun(room, f"{number}", folder).end() for number in range(4)]

    found = {row["run_id"]: row["rows"] for row in flow.rows(room, ROWS)}
    assert found == {runs[0]: 4, runs[3]: 4}
    assert flow.all_adds_up(room)
    counted = flow.counts(room, runs[1])["collect"]
    assert counted == flow.counts(room, runs[3])["collect"] == (4, 0, 0, 4, 0, 0)
    assert flow.column(room, "select last_seen_at > first_seen_at from news.article") == [True] * 4
    assert flow.outcomes(room, runs[3])["file://wire/one.md"] == ("skipped", ["already_published"])


def test_old_runs_keep_their_counts(room: Settings, desk: Write) -> None:
    old = begun(room, "old", desk("wire", "one", FERRY)).end()
    before = flow.counts(room, old)
    with transaction(room) as connection:
        connection.execute(text("update ops.run set started_at = now() - interval '40 days'"))

    begun(replace(room, ledger_days=30), "new", desk("wire", "two", "Farmers below the glacier will have water.")).end()

    assert [row["run_id"] for row in flow.rows(room, ROWS)] == ["test:new"]
    assert flow.counts(room, old) == before
    assert flow.all_adds_up(room)
    assert not list((room.lake / RunFolder(room.lake, old).key).rglob("shard-*.parquet"))
