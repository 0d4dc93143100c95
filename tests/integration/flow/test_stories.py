"""Stories over several runs: late articles join, copies go with their originals, counts are kept."""

from __future__ import annotations

from pathlib import Path

import flow
import pytest
from mediawatch.settings import Settings

SEEDS = flow.HOME / "include" / "seeds"
CALL = ("putin-modi-call-kremlin.txt", "putin-modi-call-explained.txt", "putin-modi-call-delhi.txt")


def test_an_article_of_a_later_run_joins_the_story(warehouse: Settings) -> None:
    first, second, third = (SEEDS / name for name in CALL)
    flow.run(warehouse, first, second)
    [before] = flow.rows(warehouse, "select story_id, article_count from news.story")
    assert before["article_count"] == 2

    flow.run(warehouse, SEEDS / "pahalgam-hindi.txt", SEEDS / "putin-modi-call-russian.txt", third)

    found = flow.rows(warehouse, "select story_id, in_language, article_count from news.story order by story_id")
    assert found[0] == {"story_id": before["story_id"], "in_language": "en", "article_count": 3}
    assert sorted(row["in_language"] for row in found[1:]) == ["hi", "ru"]


def test_a_copy_stands_in_the_story_of_its_original(warehouse: Settings) -> None:
    flow.run(warehouse, SEEDS / "pahalgam-aftermath-agency.txt")
    flow.run(warehouse, SEEDS / "pahalgam-aftermath-reprint.md")

    [story] = flow.rows(warehouse, "select * from news.story")
    assert story["article_count"] == 2
    assert story["publisher_count"] >= 1
    assert f"{story['first_published']:%Y-%m-%d}" == "2025-05-05"
    assert f"{story['last_published']:%Y-%m-%d}" == "2025-05-06"


def test_every_article_stands_in_one_story_and_membership_is_explained(warehouse: Settings) -> None:
    run_id = flow.run(warehouse, SEEDS)

    assert flow.column(warehouse, "select count(*) from news.story_article") == flow.column(
        warehouse, "select count(*) from news.article"
    )
    together = flow.rows(
        warehouse,
        "select m.similarity, m.shared_terms from news.story_article m join news.story s using (story_id) "
        "where s.article_count > 1",
    )
    assert together
    assert all(0 < row["similarity"] <= 1 and row["shared_terms"] for row in together)
    gate = flow.rows(warehouse, "select success from ops.quality_run where run_id = :r and stage = 'cluster'", r=run_id)
    assert gate == [{"success": True}]


@pytest.mark.skipif(not flow.SHARED.is_dir(), reason="the users' own seeds do not lie beside this checkout (../shared)")
def test_the_users_five_files_are_one_story(warehouse: Settings) -> None:
    flow.run(warehouse, flow.SHARED / "seeds")

    assert flow.column(warehouse, "select article_count from news.story") == [5]


def test_clustering_again_changes_nothing(warehouse: Settings, tmp_path: Path) -> None:
    from mediawatch import pipeline

    run_id = flow.run(warehouse, SEEDS)
    before = flow.news_exactly(warehouse)

    assert pipeline.cluster(warehouse, run_id) == {"articles_clustered": 0, "stories_new": 0}
    assert flow.news_exactly(warehouse) == before


def _account(folder: Path, name: str, words: str, day: int) -> Path:
    """A file about an event in so many words, with a few of its own."""
    told = words.split()
    own = " ".join(f"{name}{n}" for n in range(8))
    path = folder / f"{name}.txt"
    middle = " ".join(told[len(told) // 3 :][:4])
    path.write_text(f"---\nheadline: {middle}\ndate: 2025-05-0{day}\nlanguage: en\n---\n{words} {own}\n")
    return path


def test_two_stories_that_prove_to_be_one_are_merged_and_the_number_that_goes_is_kept(
    warehouse: Settings, tmp_path: Path
) -> None:
    ferry = "harbour captain passengers divers inspectors sailors", "coast quay lifeboat wreck hull rudder"
    runs = [[_account(tmp_path, "morning", ferry[0], 1)], [_account(tmp_path, "noon", ferry[1], 1)]]
    runs.append([_account(tmp_path, name, " ".join(ferry), 2) for name in ("evening", "night", "sunday")])
    for paths in runs[:2]:
        flow.run(warehouse, *paths)
    before = flow.column(warehouse, "select story_id from news.story order by 1")
    assert len(before) == 2

    flow.run(warehouse, *runs[2])

    [story] = flow.rows(warehouse, "select story_id, article_count, first_published::date::text as day from news.story")
    [merge] = flow.rows(warehouse, "select story_id, merged_into from news.story_merge")
    assert sorted(merge.values()) == before
    assert story == {"story_id": merge["merged_into"], "article_count": 5, "day": "2025-05-01"}
    assert flow.column(warehouse, "select former_story_ids from news.story_overview") == [[merge["story_id"]]]
    explained = flow.column(warehouse, "select cardinality(shared_terms) > 0 from news.story_article")
    assert explained == [True] * 5


def test_a_copy_that_was_there_before_its_original_goes_to_its_story(warehouse: Settings, tmp_path: Path) -> None:
    flow.run(warehouse, SEEDS / "pahalgam-aftermath-reprint.md")
    flow.run(warehouse, SEEDS / "pahalgam-aftermath-agency.txt")

    assert flow.column(warehouse, "select article_count from news.story") == [2]
    represents = "select a.uri from news.story_profile join news.article a using (article_id)"
    assert flow.column(warehouse, represents) == ["file://seeds/pahalgam-aftermath-agency.txt"]
    assert flow.column(warehouse, "select count(distinct article_id) from news.story_signature") == [1]
