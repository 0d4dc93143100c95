"""What changed from version to version is shown, and what was merged leads back to its bytes."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import flow
from mediawatch.cli.printing import render_article
from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction
from rich.console import Console
from sqlalchemy import text

FERRY = (
    "The ferry to the island will sail twice a day from Monday. It takes eighty passengers and twelve cars. "
    "The harbour office expects more visitors than last year. Tickets cost four euros for one crossing."
)


def test_an_article_is_shown_with_what_changed(warehouse: Settings, tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    for body in (FERRY, FERRY.replace("four euros", "five euros")):
        path.write_text(body)
        flow.run(warehouse, path)
    out = io.StringIO()
    render_article(warehouse, f"file://{tmp_path.name}/ferry.txt", Console(file=out, width=200))
    changed = out.getvalue().partition("What changed at ")[2].splitlines()
    assert changed[0].endswith(": correction")
    assert "- Tickets cost four euros for one crossing." in changed
    assert "+ Tickets cost five euros for one crossing." in changed


def test_the_same_bytes_read_better_are_no_new_version(warehouse: Settings, tmp_path: Path) -> None:
    path = tmp_path / "ferry.txt"
    path.write_text(FERRY)
    flow.run(warehouse, path)
    with transaction(warehouse) as connection:  # as an earlier release would have read them
        for table in ("article", "article_version"):
            worse = "article_body = split_part(article_body, ' Tickets', 1), content_sha256 = 'x'"
            connection.execute(text(f"update news.{table} set {worse}"))
    flow.run(warehouse, path, reprocess=True)
    [article] = flow.rows(warehouse, "select version, article_body, content_sha256 from news.article")
    [version] = flow.rows(warehouse, "select article_body, content_sha256 from news.article_version")
    assert (article.pop("version"), article) == (1, version)
    assert version["article_body"].endswith("for one crossing.")


def test_a_merged_document_leads_back_to_its_bytes(warehouse: Settings, tmp_path: Path) -> None:
    items = [
        json.dumps({"url": "https://desk.example/ferry", "headline": "Ferry", "articleBody": FERRY, "keywords": word})
        for word in ("ferry", "island")
    ]
    (tmp_path / "wire.jsonl").write_text("\n".join(items) + "\n")
    run_id = flow.run(warehouse, tmp_path)

    [merged] = flow.rows(
        warehouse,
        "select d.raw_sha256, d.last_stage, d.reasons, a.url, r.raw_sha256 as kept, r.byte_length "
        "from ops.document d join news.article a using (article_id) "
        "join news.raw_document r on r.raw_id = d.document_id where d.run_id = :run and d.outcome = 'merged'",
        run=run_id,
    )
    assert merged["raw_sha256"] == merged["kept"]
    assert merged["raw_sha256"] in {hashlib.sha256(item.encode()).hexdigest() for item in items}
    assert merged["byte_length"] in {len(item) for item in items}
    assert (merged["last_stage"], merged["reasons"]) == ("deduplicate", ["same_version"])
    assert merged["url"] == "https://desk.example/ferry"


PAGE = "https://desk.example/ferry"


def _deliver(warehouse: Settings, folder: Path, *bodies: tuple[str, int]) -> None:
    """A run of deliveries of one page, each with the day on which it was seen."""
    (folder / "page.jsonl").write_text(
        "".join(
            json.dumps({"url": PAGE, "headline": "Ferry", "articleBody": body, "dateModified": f"2026-05-0{day}"})
            + "\n"
            for body, day in bodies
        )
    )
    flow.run(warehouse, folder / "page.jsonl")


def _page(warehouse: Settings) -> tuple[str, dict[str, str]]:
    [body] = flow.column(warehouse, "select article_body from news.article")
    kinds = flow.rows(warehouse, "select article_body, change_kind from news.article_version")
    return body, {row["article_body"]: row["change_kind"] for row in kinds}


def test_a_later_delivery_that_a_wall_cut_is_a_version_and_the_fuller_stays_current(
    warehouse: Settings, tmp_path: Path
) -> None:
    cut = " ".join(FERRY.split()[:18]) + "\n\nSubscribe to continue reading."
    _deliver(warehouse, tmp_path, (FERRY, 1))
    links = flow.rows(warehouse, "select hash from news.fingerprint order by 1")
    _deliver(warehouse, tmp_path, (cut, 2))

    body, kinds = _page(warehouse)
    assert body == FERRY
    assert sorted(kinds.values()) == ["cut", "first"]
    assert flow.rows(warehouse, "select hash from news.fingerprint order by 1") == links

    changed = FERRY + " The first crossing on Monday was free for everybody from the island."
    _deliver(warehouse, tmp_path, (changed, 3))
    assert _page(warehouse)[0] == changed


def test_a_cut_version_is_followed_by_none(warehouse: Settings, tmp_path: Path) -> None:
    cut = " ".join(FERRY.split()[:18])
    shorter = " ".join(FERRY.split()[:12])
    corrected = (
        FERRY.replace("Monday", "Tuesday") + "\n\nCorrection: an earlier version of this article named another day."
    )
    _deliver(warehouse, tmp_path, (FERRY, 1))
    _deliver(warehouse, tmp_path, (shorter, 2))
    _deliver(warehouse, tmp_path, (cut, 3))
    assert _page(warehouse)[1] == {FERRY: "first", shorter: "cut", cut: "cut"}
    _deliver(warehouse, tmp_path, (FERRY, 4))  # the wall went away
    assert _page(warehouse) == (FERRY, {FERRY: "first", shorter: "cut", cut: "cut"})
    _deliver(warehouse, tmp_path, (cut, 5))
    _deliver(warehouse, tmp_path, (corrected, 6))
    body, kinds = _page(warehouse)
    assert body == corrected
    assert kinds == {FERRY: "first", shorter: "cut", cut: "cut", corrected: "correction"}


def test_the_fuller_text_is_current_when_it_comes_last_or_with_the_cut_one(warehouse: Settings, tmp_path: Path) -> None:
    cut = " ".join(FERRY.split()[:18]) + " …"
    notice = "This article has been withdrawn by the newsroom."
    _deliver(warehouse, tmp_path, (cut, 1))
    assert _page(warehouse)[0] == cut
    _deliver(warehouse, tmp_path, (FERRY, 2), (cut, 3))
    assert _page(warehouse)[0] == FERRY

    _deliver(warehouse, tmp_path, (notice, 4))
    body, kinds = _page(warehouse)
    assert (body, kinds[notice]) == (notice, "withdrawn")
