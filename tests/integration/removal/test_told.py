"""Removed articles leave what was told of them too: messages to readers, examples of a retag."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import flow
from ferry_post import ASKED, WORDS, holds, write_desk
from mediawatch.desk.digest import sending
from mediawatch.settings import Settings
from mediawatch.workflow import retagging, takedown
from mediawatch.workflow.takedown import Demand
from stages import follow

READERS = "channels: [mail]\nkinds: [digest]\nqueries: {{Harbour: {query}}}\ndigest: at_once\n"


def test_what_was_told_of_it_goes_too(warehouse: Settings, tmp_path: Path) -> None:
    """Digests, sent or not, and what a retag gave as examples."""
    for folder in ("alerts", "sources", "topics"):
        (tmp_path / "home" / "include" / folder).mkdir(parents=True)
    settings = replace(warehouse, home=tmp_path / "home")
    follow(settings, "silence", "harbour")
    flow.run(settings, write_desk(tmp_path / "desk"))
    follow(settings, "silence", "silence")
    for audience, query in (("asked", "northport"), ("others", "eastham"), ("all", "pahalgam")):
        (settings.alerts_dir / f"{audience}.yaml").write_text(READERS.format(query=query))
    follow(settings, "lighthouse", "lighthouse")
    retagging.apply(settings, "topics_retag:1")
    assert sending.post_due(settings) == 3
    assert {"ops.notice", "ops.run"} <= set(holds(settings, WORDS))

    done = takedown.remove(settings, Demand(publisher="the ferry POST"), **ASKED)

    assert holds(settings, WORDS) == []
    told = {row["audience"]: (row["body"], row["html"]) for row in flow.rows(settings, "select * from ops.notice")}
    assert told["all"] == told["asked"] == (f"It told of articles that removal {done.removal_id} took out.", None)
    assert "Eastham" in told["others"][0]
    (report,) = flow.column(settings, "select report from ops.run where run_id = 'topics_retag:1'")
    assert [topic["topic_id"] for topic in report["topics"]] == ["lighthouse", "silence"]
