"""Round-ups over several runs: they stand in no story, name none, and are related to each that they tell of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import flow
from mediawatch.settings import Settings

QUAKE = (
    "A magnitude 6.1 earthquake struck off the coast of Valdoria overnight and damaged houses in the port of Senna.",
    "Rescue teams in Senna said eleven people were hurt when roofs fell, two of them seriously.",
    "The Valdoria earthquake was felt in the capital, and Senna's schools stay closed until inspectors have come.",
)
BANK = (
    "The central bank of Orland raised its key rate by half a point to 4.25 percent, the third increase this year.",
    "Governor Helga Brandt said the bank would raise the rate once more should wages in Orland keep rising.",
    "Economists in Orland had expected a smaller step from Brandt after inflation eased in the spring.",
)
DERBY = (
    "Rovers beat United 3-1 at Marsh Lane after two late goals from striker Tomas Okri.",
    "Okri's goals leave Rovers five points ahead of United with four matches left to play.",
    "United manager Carl Venn blamed tired legs at Marsh Lane and praised Okri and the Rovers bench.",
)
EVENTS = {"Earthquake shakes Valdoria": QUAKE, "Orland bank raises key rate": BANK, "Rovers win derby": DERBY}


def _told(desk: str, headline: str, paragraphs: tuple[str, ...], day: int = 5) -> dict[str, Any]:
    return {
        "url": f"https://{desk}.example/{day}",
        "headline": headline,
        "articleBody": "\n\n".join(paragraphs),
        "inLanguage": "en",
        "datePublished": f"2026-05-0{day}T10:00:00Z",
    }


def _again(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """Another account of the event: other words around the same names."""
    shuffled = [" ".join(reversed(paragraph.rstrip(".").split())) + "." for paragraph in paragraphs]
    return tuple(shuffled)


def _letter(desk: str = "letter", day: int = 5) -> dict[str, Any]:
    opening = "Good morning from the newsroom, here is what our editors picked for readers of this letter."
    return _told(desk, "The morning letter", (opening, QUAKE[0], BANK[0], DERBY[0]), day)


def _accounts() -> list[dict[str, Any]]:
    found = []
    for number, (headline, paragraphs) in enumerate(EVENTS.items()):
        found.append(_told(f"desk{number}", headline, paragraphs))
        found.append(_told(f"wire{number}", headline.lower(), _again(paragraphs)))
    return found


def _run(warehouse: Settings, folder: Path, *told: dict[str, Any]) -> str:
    path = folder / "wire.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in told))
    return flow.run(warehouse, path)


def _stories(warehouse: Settings) -> list[tuple[str, int]]:
    found = flow.rows(warehouse, "select lower(headline) as headline, article_count from news.story order by 1")
    return [(row["headline"], row["article_count"]) for row in found]


def _related(warehouse: Settings) -> list[tuple[str, str]]:
    found = flow.rows(
        warehouse,
        "select a.url, lower(s.headline) as headline from news.story_related r "
        "join news.article a using (article_id) join news.story s using (story_id) "
        "where cardinality(r.shared_terms) > 0 and r.similarity between 0.1 and 1 order by 1, 2",
    )
    return [(row["url"], row["headline"]) for row in found]


THREE = sorted((headline.lower(), 2) for headline in EVENTS)
RELATED = [("https://letter.example/5", headline) for headline, _ in THREE]


def test_a_letter_joins_no_story_and_is_related_to_each(warehouse: Settings, tmp_path: Path) -> None:
    run_id = _run(warehouse, tmp_path, *_accounts(), _letter())

    assert _stories(warehouse) == THREE
    assert _related(warehouse) == RELATED
    assert flow.column(warehouse, "select round_up_count from news.story_overview") == [1, 1, 1]
    roles = flow.rows(warehouse, "select role, count(*) as n from news.story_coverage group by 1 order by 1")
    assert roles == [{"role": "member", "n": 6}, {"role": "related", "n": 3}]
    gate = flow.rows(warehouse, "select success from ops.quality_run where run_id = :r and stage = 'cluster'", r=run_id)
    assert gate == [{"success": True}]
    before = flow.news_exactly(warehouse)
    _run(warehouse, tmp_path, *_accounts(), _letter())
    assert flow.news_exactly(warehouse) == before


def test_the_order_of_runs_does_not_matter(warehouse: Settings, tmp_path: Path) -> None:
    accounts = _accounts()
    _run(warehouse, tmp_path, _letter())
    assert _stories(warehouse) == []
    assert flow.column(warehouse, "select count(*) from news.round_up where not is_due") == [1]
    _run(warehouse, tmp_path, *accounts[:2])
    assert _related(warehouse) == [("https://letter.example/5", "earthquake shakes valdoria")]
    _run(warehouse, tmp_path, *accounts[2:])

    assert _stories(warehouse) == THREE
    assert _related(warehouse) == RELATED


def test_an_article_that_becomes_a_round_up_leaves_its_story_with_its_copies(
    warehouse: Settings, tmp_path: Path
) -> None:
    page = {**_told("letter", "Earthquake shakes Valdoria", QUAKE, 6), "url": "https://letter.example/live"}
    reprint = {**page, "url": "https://reprint.example/live"}
    _run(warehouse, tmp_path, *_accounts(), page, reprint)
    assert ("earthquake shakes valdoria", 4) in _stories(warehouse)

    changed = {**_letter(day=7), "url": "https://letter.example/live"}
    _run(warehouse, tmp_path, changed, {**changed, "url": "https://reprint.example/live"})

    assert _stories(warehouse) == THREE
    assert sorted({url for url, _ in _related(warehouse)}) == [changed["url"], "https://reprint.example/live"]
    _run(warehouse, tmp_path, {**page, "dateModified": "2026-05-08T10:00:00Z", "datePublished": "2026-05-08T10:00:00Z"})
    assert flow.column(warehouse, "select count(*) from news.round_up") == [0 + 1]


def test_a_story_of_a_round_up_alone_is_no_more_when_it_is_found_to_be_one(warehouse: Settings, tmp_path: Path) -> None:
    page = {**_told("letter", "Earthquake shakes Valdoria", QUAKE), "url": "https://letter.example/live"}
    _run(warehouse, tmp_path, page)
    assert _stories(warehouse) == [("earthquake shakes valdoria", 1)]

    _run(warehouse, tmp_path, {**_letter(day=7), "url": "https://letter.example/live"})

    assert _stories(warehouse) == []
