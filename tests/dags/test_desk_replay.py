"""Replay from the page Quarantine: a run of Airflow's own DAG, for those who may trigger it, by our own form alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flow
import pytest
from desk_users import log_in
from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction
from sqlalchemy import text

if TYPE_CHECKING:
    from fastapi.testclient import TestClient

ROOT = "/mediawatch/"
PAGE = f"{ROOT}quarantine"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def filled(shared_warehouse: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Three entries of one reason, one of them with a hostile name, one of another whose bytes are gone."""
    folder = tmp_path_factory.mktemp("letters")
    for name in ("one", "two", f"{HOSTILE.replace('/', '')}"):
        (folder / f"{name}.txt").write_text(f" \n{' ' * len(name)}")
    (folder / "four.txt").write_text("")
    flow.run(shared_warehouse, folder)
    with transaction(shared_warehouse) as connection:
        lost = text("update ops.quarantine set raw = null, reasons = '{lost_bytes}' where uri like '%four.txt'")
        connection.execute(lost)
    return shared_warehouse


@pytest.fixture(scope="module")
def known(metadata: None) -> None:
    """The DAG, as Airflow's DAG processor makes it known."""
    from airflow.dag_processing.bundles.manager import DagBundlesManager
    from airflow.dag_processing.dagbag import DagBag, sync_bag_to_db

    DagBundlesManager().sync_bundles_to_db()
    folder = Path(__file__).resolve().parents[2] / "dags"
    bag = DagBag(str(folder / "quarantine_replay.py"), bundle_path=folder, bundle_name="dags-folder")
    sync_bag_to_db(bag, "dags-folder", None)


@pytest.fixture(autouse=True)
def deployed_here(filled: Settings, known: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    assert filled.database_url is not None
    monkeypatch.setenv("MEDIAWATCH_DATABASE_URL", filled.database_url)
    monkeypatch.setenv("MEDIAWATCH_LAKE", str(filled.lake))
    yield filled
    forget_runs()


def runs() -> list[Any]:
    from airflow.models import DagRun
    from airflow.utils.session import create_session
    from sqlalchemy import select

    with create_session() as session:
        found = session.execute(
            select(DagRun.run_id, DagRun.conf, DagRun.triggering_user_name, DagRun.state).where(
                DagRun.dag_id == "quarantine_replay"
            )
        )
        return list(found.all())


def forget_runs() -> None:
    from airflow.models import DagRun
    from airflow.utils.session import create_session
    from sqlalchemy import delete

    with create_session() as session:
        session.execute(delete(DagRun).where(DagRun.dag_id == "quarantine_replay"))


def token_of(client: TestClient) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get(PAGE).text)
    assert found is not None
    return found.group(1)


def entries(settings: Settings, pattern: str = "%") -> list[int]:
    query = "select quarantine_id from ops.quarantine where uri like :pattern order by 1"
    return [int(number) for number in flow.column(settings, query, pattern=pattern)]


def test_what_is_ticked_becomes_a_run_in_the_name_of_the_user(analyst: TestClient, filled: Settings) -> None:
    one, four = *entries(filled, "%one.txt"), *entries(filled, "%four.txt")
    token = token_of(analyst)
    ticked = {f"entry-{one}": "1", f"entry-{four}": "1", "entry-999999": "1"}  # the bytes of one are gone, one is not
    answer = analyst.post(PAGE, data={"token": token, **ticked})
    assert answer.status_code == 303
    [(run_id, conf, who, state)] = runs()
    assert (conf, who, state) == ({"entries": [str(one)]}, "asha", "queued")
    told = analyst.get(f"{ROOT}{answer.headers['location']}").text
    assert run_id in told
    assert "sends them through again" in told

    again = analyst.post(PAGE, data={"token": token, **ticked})  # the button was pressed twice
    assert again.headers["location"] == answer.headers["location"]
    assert len(runs()) == 1


def test_all_of_a_reason_go_with_one_button(analyst: TestClient, filled: Settings) -> None:
    [(stage, reason)] = {
        (row["stage"], row["reasons"][0])
        for row in flow.rows(filled, "select stage, reasons from ops.quarantine where uri not like '%four.txt'")
    }
    html = analyst.get(f"{PAGE}?stage={stage}&reason={reason}").text
    assert "Replay 3 with this reason" in html
    assert "<script" not in html
    sent = {"token": token_of(analyst), "what": "all", "stage": stage, "reason": reason}
    answer = analyst.post(PAGE, data=sent)
    assert answer.headers["location"].startswith(f"quarantine?stage={stage}&reason={reason}&sent=")
    [(_, conf, _, _)] = runs()
    open_ones = set(entries(filled)) - set(entries(filled, "%four.txt"))
    assert conf == {"entries": [str(number) for number in sorted(open_ones)]}


def test_a_run_of_the_page_is_one_that_the_dag_takes(analyst: TestClient, filled: Settings) -> None:
    from mediawatch_airflow import forms_of_operators

    analyst.post(PAGE, data={"token": token_of(analyst), f"entry-{entries(filled)[0]}": "1"})
    [(_, conf, _, _)] = runs()
    fields = forms_of_operators.replay_params()
    assert set(conf) <= set(fields)
    for name, value in conf.items():
        assert fields[name].resolve(value) == value


def test_a_viewer_sees_the_list_and_replays_nothing(client: TestClient, filled: Settings) -> None:
    log_in(client, "asha")
    token = token_of(client)
    client.cookies.clear()
    sent = {"token": token, f"entry-{entries(filled)[0]}": "1"}
    assert client.post(PAGE, data=sent).status_code == 401
    log_in(client, "reader")
    html = client.get(PAGE).text
    assert "one.txt" in html
    assert "checkbox" not in html
    assert "Replay those ticked" not in html
    for found in (token, token_of(client)):
        assert client.post(PAGE, data={**sent, "token": found}).status_code == 403
    client.cookies.clear()
    assert runs() == []


@pytest.mark.parametrize("forged", ["none", "guessed", "of another user", "another site", "another origin", "as JSON"])
def test_a_forged_form_replays_nothing(client: TestClient, filled: Settings, forged: str) -> None:
    log_in(client, "asha")
    token = token_of(client)
    data = {"token": token, f"entry-{entries(filled)[0]}": "1"}
    headers: dict[str, str] = {}
    if forged == "none":
        del data["token"]
    elif forged == "guessed":
        data["token"] = token[:-2] + "xx"
    elif forged == "of another user":
        client.cookies.clear()
        log_in(client, "ravi")
    elif forged == "another site":
        headers["sec-fetch-site"] = "cross-site"
    elif forged == "another origin":
        headers["origin"] = "https://evil.example"
    answer = client.post(PAGE, json=data) if forged == "as JSON" else client.post(PAGE, data=data, headers=headers)
    client.cookies.clear()
    assert answer.status_code in (403, 415)
    assert runs() == []


def test_what_cannot_be_replayed_is_said(analyst: TestClient, filled: Settings) -> None:
    token = token_of(analyst)
    [lost] = entries(filled, "%four.txt")
    for sent in (
        {},
        {f"entry-{lost}": "1"},
        {"entry-x": "1", "entry-" + "9" * 30: "1", "entry-١": "1"},
        {"what": "all"},
        {"what": "all", "reason": "no_such_reason"},
        {"what": "all", "reason": "x'; drop table ops.quarantine; --"},
        {"what": "all", "reason": "\r\nX-Evil: 1", f"entry-{entries(filled)[0]}": "1"},
    ):
        assert analyst.post(PAGE, data={"token": token, **sent}).status_code == 422, sent
    many = {f"entry-{number}": "1" for number in range(300)}
    assert analyst.post(PAGE, data={"token": token, **many}).status_code == 413
    assert runs() == []
    for hostile in ("<script>", "x" * 500, "manual__\r\nX: y", "../../evil"):
        assert analyst.get(PAGE, params={"sent": hostile}).status_code == 422


def test_a_paused_dag_is_told_instead_of_a_run_that_waits(analyst: TestClient, filled: Settings) -> None:
    from airflow.models import DagModel
    from airflow.utils.session import create_session

    def paused(state: bool) -> None:
        with create_session() as session:
            dag = session.get(DagModel, "quarantine_replay")
            assert dag is not None
            dag.is_paused = state

    sent = {"token": token_of(analyst), f"entry-{entries(filled)[0]}": "1"}
    paused(True)
    try:
        answer = analyst.post(PAGE, data=sent)
        assert answer.status_code == 422
        assert "paused" in answer.text
        assert runs() == []
    finally:
        paused(False)
