"""The desk in Airflow's own API server: who may see it, what the page Runs shows, that text from outside stays text."""

from __future__ import annotations

import dataclasses
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flow
import pytest
from mediawatch.errors import GateFailed
from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction
from mediawatch.workflow import steps
from mediawatch.workflow.runner import run_through
from sqlalchemy import text

if TYPE_CHECKING:
    from fastapi.testclient import TestClient
    from mediawatch.store.server.embedded import EmbeddedPostgres

PAGE = "/mediawatch/runs"
HOSTILE = "<script>alert('seized')</script> Modi & Putin speak"
CALL = (
    f"{HOSTILE}\n\n"
    "President Putin told Prime Minister Modi by telephone that Russia stands with India, the Kremlin said on Monday. "
    "Both agreed to meet in Delhi before the year is out, at the annual summit of their two countries.\n"
)
CHESS = "The club's oldest member won the spring tournament again, with the same opening that he has played since 1961."


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    for name, body in {"call": CALL, "call-again": CALL, "chess": CHESS, "blank": " \n"}.items():
        (folder / f"{name}.txt").write_text(body)
    return folder


def words(html: str) -> str:
    """What a person reads of the page's body."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html.partition('<main id="main">')[2])).split())


def section(html: str, name: str) -> str:
    return words('<main id="main">' + html.partition(f'id="{name}">')[2].partition("</section>")[0])


def test_airflow_loads_the_plugin_and_lists_the_page(reader: TestClient) -> None:
    from airflow import plugins_manager

    assert plugins_manager._get_plugins()[1] == {}
    listed = {view["name"]: view for view in plugins_manager._get_ui_plugins()[0]}["News"]
    assert not listed["url_route"].startswith("/")
    assert not listed["href"].startswith(("/", "http"))
    assert len(listed["name"]) <= 8  # more is cut in the menu
    assert f"/{listed['href']}" == "/mediawatch/news"
    seen = reader.get("/api/v2/plugins")
    assert seen.status_code in (200, 403)  # a viewer may not list plugins; building the list must not fail


def test_loading_the_plugin_is_cheap() -> None:
    """Schedulers and tasks load plugins too: none of them shall pay for the page."""
    script = (
        "import sys, runpy, airflow.plugins_manager; before = set(sys.modules); "
        f"runpy.run_path({str(flow.HOME / 'plugins' / 'mediawatch_pages.py')!r}); print(*set(sys.modules) - before)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_page_itself_needs_no_heavy_library() -> None:
    script = "import sys; from mediawatch_airflow.desk import application; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"great_expectations", "pandas", "pyarrow", "trafilatura"} & set(done.stdout.split())


def test_nobody_gets_in_without_logging_in(client: TestClient, deployed: Settings) -> None:
    assert client.get(PAGE).status_code == 401
    assert client.get(PAGE, headers={"Authorization": "Bearer guessed"}).status_code in (401, 403)
    client.cookies.set("_token", "guessed")
    assert client.get(PAGE).status_code in (401, 403)
    client.cookies.clear()


def test_every_route_asks_who_is_there() -> None:
    """Also those that somebody adds later; and none of FastAPI's own pages are there."""
    from fastapi.routing import APIRoute
    from mediawatch_airflow.desk import access, application

    assert [route for route in application.app.routes if not isinstance(route, APIRoute)] == []
    for route in application.app.routes:
        assert isinstance(route, APIRoute)
        asked = [part.call for part in route.dependant.dependencies]
        assert any("requires_authenticated" in getattr(call, "__qualname__", "") for call in asked)
        assert route.methods == {"GET"} or (route.methods == {"POST"} and access.sent_form in asked)


def test_before_the_first_run_the_page_says_what_to_do(reader: TestClient, deployed: Settings) -> None:
    answer = reader.get(PAGE)
    assert answer.status_code == 200
    assert "Nothing has run yet" in words(answer.text)


def test_the_page_shows_what_the_run_did(reader: TestClient, deployed: Settings, letters: Path) -> None:
    earlier = flow.run(deployed, letters / "chess.txt")
    run = flow.run(deployed, letters)
    answer = reader.get(PAGE)
    assert answer.status_code == 200

    taken, published, quarantined, skipped, merged, repeats = _totals(deployed, run)
    assert (taken, quarantined) == (4, 1)
    assert section(answer.text, "runs").count("adds up") == 2
    line = f"{run} published "
    assert f"{line}" in section(answer.text, "runs")
    told = section(answer.text, "runs").partition(line)[2].split()[2:]  # after the date and the time
    assert told[:6] == [str(n) for n in (taken, published, repeats, quarantined, skipped, merged)]
    assert earlier in section(answer.text, "runs")

    for stage in ("collect", "clean", "deduplicate", "tag", "load", "publish"):
        into, out, *_ = flow.counts(deployed, run)[stage]
        assert f"{stage} {into} {out} " in section(answer.text, "stages")

    [topic] = flow.rows(
        deployed,
        "select t.label, count(*) as articles from news.article_topic a join news.topic t using (topic_id) "
        "where t.topic_id = 'putin-modi-call' group by t.label",
    )
    assert f"{topic['label']} {topic['articles']} " in section(answer.text, "topics")

    [excluded] = flow.rows(deployed, "select uri, reasons, error from ops.quarantine where state = 'open'")
    quarantine = section(answer.text, "quarantine")
    assert "waiting for somebody: 1" in quarantine
    assert all(said in quarantine for said in (excluded["uri"], *excluded["reasons"], excluded["error"]))


def test_findings_of_gates_and_counts_that_disagree_are_shown(
    reader: TestClient, deployed: Settings, letters: Path
) -> None:
    run = flow.run(deployed, letters / "chess.txt")
    assert "hold" in section(reader.get(PAGE).text, "gates")
    with transaction(deployed) as connection:
        connection.execute(
            text(
                "update ops.quality_result set success = false, observed = '3 of 4 <b>rows</b>', sample = '[\"<i>\"]' "
                "where expectation = (select min(expectation) from ops.quality_result)"
            )
        )
        connection.execute(text("update ops.quality_run set rows_in = rows_in + 1 where stage = 'tag'"))
    page = reader.get(PAGE, params={"run": run}).text
    assert "3 of 4 <b>rows</b> <i>" in section(page, "gates")
    assert "<b>rows" not in page
    assert "does not add up" in section(page, "runs")
    assert section(page, "stages").count("does not add up") == 1


def test_a_failed_gate_says_line_by_line_what_happened_where_and_what_to_do(
    reader: TestClient, deployed: Settings, tmp_path: Path
) -> None:
    unreadable = (flow.HOME / "include" / "seeds" / "broken-mislabelled.txt").read_bytes()
    for number in range(20):
        (tmp_path / f"{number:02}.txt").write_bytes(unreadable + bytes([number + 65]))
    run_id = steps.begin(deployed, steps.Request(dag_id="test", run_id="bad", paths=(tmp_path,)))
    with pytest.raises(GateFailed) as failed:
        run_through(deployed, run_id)
    steps.fail(deployed, run_id, f"clean.gate: {failed.value}")
    html = reader.get(PAGE).text
    assert "/00.txt: undecodable_text, " in section(html, "gates")
    assert "See ops.quarantine_open for the reasons." in section(html, "gates")
    [error] = re.findall(r'<p class="error">(.*?)</p>', html, re.DOTALL)
    assert len(error.splitlines()) > 3
    assert re.search(r"\.error {[^}]*white-space: pre-wrap", html)  # else all of it is one line, wider than any screen


def test_an_older_run_can_be_looked_at(reader: TestClient, deployed: Settings, letters: Path) -> None:
    earlier = flow.run(deployed, letters / "chess.txt")
    flow.run(deployed, letters / "call.txt")
    html = reader.get(PAGE, params={"run": earlier}).text
    assert "No article of this run is on a topic" in section(html, "topics")
    assert "No article of this run" not in reader.get(PAGE).text
    links = {unescape(link) for link in re.findall(r'href="(runs[?][^"]*|[?][^"]*)"', html)}
    assert {reader.get(PAGE + link.removeprefix("runs")).status_code for link in links} == {200}
    assert len(links) == 2
    assert reader.get(PAGE, params={"run": "<b>none"}).status_code == 404
    assert reader.get(PAGE, params={"run": "a\x00b"}).status_code == 422


def test_text_from_outside_stays_text(reader: TestClient, deployed: Settings, letters: Path) -> None:
    flow.run(deployed, letters / "call.txt")
    with transaction(deployed) as connection:  # whatever a headline may be by the time it is a story's
        connection.execute(
            text(
                "insert into news.story (headline, in_language, first_published, last_published, article_count, "
                "publisher_count, run_id) select :headline, 'en', now(), now(), 99, 1, max(run_id) from ops.run"
            ),
            {"headline": HOSTILE},
        )
    answer = reader.get(PAGE)
    assert HOSTILE in section(answer.text, "stories")
    assert "&lt;script&gt;" in answer.text
    assert "<script" not in answer.text.lower()


def test_the_browser_is_told_to_run_nothing(reader: TestClient, deployed: Settings) -> None:
    import base64
    import hashlib

    answer = reader.get(PAGE)
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert not any(name.startswith("script-src") for name in policy)
    assert policy["frame-ancestors"] == "'self'"
    [style] = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy["style-src"] == f"'sha256-{digest}'"  # else the page would stand there unadorned
    assert " style=" not in answer.text  # which the policy would not let through
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_sent(reader: TestClient, deployed: Settings, method: str) -> None:
    assert reader.request(method, PAGE).status_code == 405


def test_the_page_only_reads(reader: TestClient, deployed: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    from mediawatch.desk import operations_desk

    def careless(connection: Any, run_id: str | None) -> None:
        connection.execute(text("delete from ops.run"))

    monkeypatch.setattr(operations_desk, "runs_page", careless)
    answer = reader.get(PAGE)
    assert answer.status_code == 503
    assert "read-only" not in answer.text


def test_a_warehouse_that_is_away_is_said_in_words(
    reader: TestClient, deployed: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEDIAWATCH_DATABASE_URL", "postgresql://someone:hushhush@127.0.0.1:9/nowhere")
    answer = reader.get(PAGE)
    assert answer.status_code == 503
    assert "The warehouse does not answer" in words(answer.text)
    assert not any(secret in answer.text for secret in ("hushhush", "someone", "127.0.0.1"))


def test_a_warehouse_without_tables_is_said_in_words(
    reader: TestClient, empty_database: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert empty_database.database_url
    monkeypatch.setenv("MEDIAWATCH_DATABASE_URL", empty_database.database_url)
    answer = reader.get(PAGE)
    assert answer.status_code == 503
    assert "mediawatch migrate" in words(answer.text)


def test_looking_starts_no_postgres(reader: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MEDIAWATCH_DATABASE_URL", raising=False)
    monkeypatch.setenv("MEDIAWATCH_POSTGRES_DIR", str(tmp_path / "pg"))
    assert reader.get(PAGE).status_code == 503
    assert not (tmp_path / "pg").exists()


def test_the_embedded_warehouse_is_found(postgres: EmbeddedPostgres, warehouse: Settings) -> None:
    from mediawatch_airflow.desk import answers

    found = answers.reachable(dataclasses.replace(warehouse, database_url=None))
    assert found.database_url == postgres.url("mediawatch")


def _totals(settings: Settings, run_id: str) -> tuple[int, ...]:
    """In, out, quarantined, skipped, merged, repeats of a whole run, from the ledger's stage counts."""
    stages = flow.counts(settings, run_id)
    within = [sum(stage[place] for stage in stages.values()) for place in (2, 3, 4)]
    return (stages["collect"][0], stages["publish"][1], *within, stages["publish"][5])
