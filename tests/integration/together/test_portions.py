"""A run takes so many new documents and leaves the rest to the next one."""

from __future__ import annotations

from dataclasses import replace

import flow
import pytest
from mediawatch.errors import UsageError
from mediawatch.settings import Settings
from stages import Write, begun


def test_what_is_too_much_for_one_run_is_taken_by_the_next(room: Settings, desk: Write) -> None:
    few = replace(room, run_documents=2)
    for number in range(5):
        folder = desk(
            "wire", f"n{number}", f"Number {number} of the harbour boats, which {number} captains sail at {number}."
        )
    left = "select (report -> 'published' ->> 'documents_left')::int from ops.run where run_id = :run"

    told = []
    for number in range(4):
        run_id = begun(few, f"{number}", folder).end()
        told += [(flow.column(room, "select count(*) from news.article")[0], *flow.column(room, left, run=run_id))]

    assert told == [(2, 3), (4, 1), (5, 0), (5, 0)]
    assert flow.all_adds_up(room)
    with pytest.raises(UsageError, match="3 runs"):
        begun(few, "again", folder, reprocess=True).end()
    with pytest.raises(UsageError, match="4 runs"):
        begun(few, "replay", replay=tuple(range(7)))
