"""Analysts' words from a table: all of it or nothing, and every line at fault is named."""

from __future__ import annotations

from pathlib import Path

import flow
import pytest
from mediawatch.errors import UsageError
from mediawatch.settings import Settings
from mediawatch.workflow.operations.override_tables import Imported, import_overrides


def test_a_table_is_taken_in_whole_or_not_at_all(warehouse: Settings, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The treaty on the river was signed by both sides after years of talks, they said.")
    topics = tmp_path / "topics"
    topics.mkdir()
    (topics / "river.yaml").write_text("id: river\nlabel: River\nquery: river\n")
    flow.run(warehouse, tmp_path / "a.txt", topics_dir=topics, inbox_name="desk")
    (number,) = flow.column(warehouse, "select article_id from news.article")

    wrong = f"article,topic,relevant,why\n{number},river,no,a poem\n{number},rivers,no,\nfile://x,river,no,\n7,river,maybe,\n"
    wrong += f"{number},river,no,a poem, not a treaty\nfile://desk/a.txt,river,yes,\n{number},river,no,{'x' * 1001}\n"
    with pytest.raises(UsageError, match="nothing was taken in") as told:
        import_overrides(warehouse, wrong, who="Ann", dry_run=False)
    assert str(told.value).splitlines()[1:] == [
        "line 5: it needs an article, and relevant must be true or false",
        "line 6: ' not a treaty' has no column: quote it",
        "line 8: the reason is longer than 1,000 characters",
        "line 3: there is no topic 'rivers'",
        "line 4: there is no article 'file://x'",
        "line 7: it says the opposite of line 2",
    ]
    right = f'\ufeffArticle;Topic;Relevant;Why\n{number};river;NO;"a poem; not a treaty"\nfile://desk/a.txt;river;no;\n'
    assert import_overrides(warehouse, right, who="Ann", dry_run=True) == Imported(1, 0, 1)
    assert not flow.column(warehouse, "select 1 from news.topic_override")
    assert import_overrides(warehouse, right, who="Ann", dry_run=False) == Imported(1, 0, 1)
    assert flow.column(warehouse, "select why from news.topic_override") == ["a poem; not a treaty"]
    plain = f"article,topic,relevant,why\n{number},river,no,\n"
    assert import_overrides(warehouse, plain, who="Bo", dry_run=False) == Imported(0, 0, 1)
    assert import_overrides(warehouse, f"{plain[:-1]}a song\n", who="Bo", dry_run=False) == Imported(0, 1, 0)
    assert flow.column(warehouse, "select why || ' ' || who from news.topic_override") == ["a song Bo"]
    assert not flow.column(warehouse, "select 1 from news.article_topic_effective")
    again = f"article,topic,relevant\n{number},river,true\n"
    assert import_overrides(warehouse, again, who="Bo", dry_run=False) == Imported(0, 1, 0)
    endless = f'article,topic,relevant,why\n{number},river,no,"{"x" * 200_000}'
    for table, who in (
        (again, " "),
        ("a,b\n1,2\n", "Ann"),
        ("article,topic,relevant\n1,\0,no\n", "Ann"),
        (endless, "Ann"),
    ):
        with pytest.raises(UsageError):
            import_overrides(warehouse, table, who=who, dry_run=False)
