"""Pages of one article become one article, in one run or in several, and none replaces another."""

from __future__ import annotations

from pathlib import Path

import flow
from mediawatch.settings import Settings

FIRST = (
    "The mill on the river has been stopped for a month, since its wheel lost two of its forty blades in May.",
    "The owner wants to mend it with oak from the valley, which has to dry until autumn before it is cut.",
)
SECOND = (
    "Bread in the three villages is made from flour of the town until then, and costs a tenth more than before.",
    "A second mill had stood upstream until the flood of 1954; its stones lie in the garden of the school.",
)
THIRD = (
    "The council pays a fifth of the repair, as the mill is the last of eleven that once stood along the water.",
    "Visitors may look at the wheel on Sundays; the miller shows how the stones are dressed with a pick.",
)
URI = "https://courier.example/mill"


def write(folder: Path, number: int, paragraphs: tuple[str, ...], *, last: int) -> Path:
    relations = (f'<link rel="prev" href="{URI}?page={number - 1}">' if number > 1 else "") + (
        f'<link rel="next" href="{URI}?page={number + 1}">' if number < last else ""
    )
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    path = folder / f"mill-{number}.html"
    path.write_text(
        f'<html lang="en"><head><title>Mill stands still</title><link rel="canonical" href="{URI}">{relations}</head>'
        f"<body><article><h1>Mill stands still</h1>{text}</article></body></html>"
    )
    return path


def stands(settings: Settings) -> tuple[list[str], list[str]]:
    [article] = flow.rows(settings, "select article_body, warnings from news.article where uri = :uri", uri=URI)
    told = [warning for warning in article["warnings"] if warning.startswith("pages-")]
    return article["article_body"].split("\n"), told


def test_pages_are_joined_within_a_run_and_across_runs(warehouse: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    first, second = write(folder, 1, FIRST, last=3), write(folder, 2, SECOND, last=3)
    together = flow.run(warehouse, first, second)
    assert stands(warehouse) == ([*FIRST, *SECOND], ["pages-joined: pages 1, 2", f"pages-missing: {URI}?page=3"])
    outcomes = sorted(flow.outcomes(warehouse, together).values())
    assert outcomes == [("merged", ["page_of_article"]), ("published", [])]
    articles = flow.column(warehouse, "select distinct article_id from ops.document where run_id = :run", run=together)
    assert len(articles) == 1  # both documents lead to it

    flow.run(warehouse, write(folder, 3, THIRD, last=3))
    assert stands(warehouse) == ([*FIRST, *SECOND, *THIRD], ["pages-joined: pages 1, 2, 3"])

    changed = (FIRST[0].replace("two of its", "three of its"), FIRST[1])
    flow.run(warehouse, write(folder, 1, changed, last=3))
    assert stands(warehouse)[0] == [*changed, *SECOND, *THIRD]
    [versions] = flow.column(warehouse, "select version from news.article where uri = :uri", uri=URI)
    assert versions == 3

    whole = folder / "mill.html"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in (*changed, *SECOND, *THIRD, "The work begins in October."))
    whole.write_text(
        f'<html lang="en"><head><title>Mill stands still</title><link rel="canonical" href="{URI}"></head>'
        f"<body><article><h1>Mill stands still</h1>{text}</article></body></html>"
    )
    flow.run(warehouse, whole)
    assert stands(warehouse) == ([*changed, *SECOND, *THIRD, "The work begins in October."], [])
    assert flow.all_adds_up(warehouse)
