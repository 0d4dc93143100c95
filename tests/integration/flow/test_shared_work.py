"""A run whose shards, articles and stories are given to worker processes leaves the tables of one that has none."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

import flow
import pytest
from mediawatch.settings import Settings
from mediawatch.workflow import runner
from mediawatch.workflow.events import accounts, clustering
from mediawatch.workflow.worker_processes import WorkerProcesses

NAMES = ("kremlin.txt", "explained.txt", "delhi.txt", "german.md")
SEEDS = [flow.HOME / "include" / "seeds" / f"putin-modi-call-{name}" for name in NAMES]

_MADE = {
    "stories": """
        select a.uri, s.headline, s.article_count, m.similarity, m.shared_terms
        from news.story_article m join news.article a using (article_id) join news.story s using (story_id)""",
    "profiles": """
        select a.uri, p.profile, p.marks, p.names, p.statements
        from news.story_profile p join news.article a using (article_id)""",
    "facts": """
        select f.kind, f.relation, f.unit, f.about, f.account_values, a.uri, m.start_char, m.value_text
        from news.story_fact f join news.story_fact_mention m using (story_id, fact_no)
        join news.article a using (article_id)""",
}


def test_the_tables_are_the_same(
    warehouse: Settings, new_warehouse: Callable[[], AbstractContextManager[Settings]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clustering, "BATCH", 3)  # several portions, so that some is read ahead
    alone = replace(warehouse, workers=1)
    flow.run(alone, *SEEDS, shard_size=2)
    expected = _made(alone)
    assert all(expected[name] for name in _MADE)

    given: list[str] = []
    ahead = WorkerProcesses.ahead

    def noted(self, function, items, together=25):  # type: ignore[no-untyped-def]
        done = ahead(self, function, items, together)
        if self._executor is not None:
            given.append(getattr(function, "func", function).__name__)
        return done

    monkeypatch.setattr(WorkerProcesses, "ahead", noted)
    for stage in (clustering, accounts):
        monkeypatch.setattr(stage, "LEAST", 1)
    monkeypatch.setattr(runner, "SHARDS", 1)
    monkeypatch.setattr(accounts, "COMPARED", 1)  # more stories than are under way at once
    with new_warehouse() as more:
        several = replace(more, workers=2)
        flow.run(several, *SEEDS, shard_size=2)
        assert _made(several) == expected
    assert set(given) == {"tag", "load", "read_article", "meanings", "_stated", "_compared"}


def _made(settings: Settings) -> dict[str, list[str]]:
    return flow.news(settings) | {name: sorted(map(str, flow.rows(settings, query))) for name, query in _MADE.items()}
