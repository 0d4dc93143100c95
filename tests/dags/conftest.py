"""An Airflow of its own for these tests: a temporary home, set before anything imports airflow."""

from __future__ import annotations

import atexit
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from desk_users import PASSWORDS, log_in

if TYPE_CHECKING:
    from airflow.sdk import DAG
    from fastapi.testclient import TestClient
    from mediawatch.settings import Settings

HOME = Path(__file__).resolve().parents[2]
AIRFLOW_HOME = Path(tempfile.mkdtemp(prefix="mediawatch-airflow-"))
atexit.register(shutil.rmtree, AIRFLOW_HOME, ignore_errors=True)

assert "airflow" not in sys.modules, "airflow was imported before its home was set: import it inside tests"
for name in [name for name in os.environ if name.startswith(("AIRFLOW_", "MEDIAWATCH_"))]:
    del os.environ[name]
os.environ |= {
    "AIRFLOW_HOME": str(AIRFLOW_HOME),
    "AIRFLOW__CORE__DAGS_FOLDER": str(HOME / "dags"),
    "AIRFLOW__CORE__PLUGINS_FOLDER": str(HOME / "plugins"),
    "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
    "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{AIRFLOW_HOME}/airflow.db",
    "AIRFLOW__LOGGING__LOGGING_LEVEL": "WARNING",
    "MEDIAWATCH_HOME": str(HOME),
    "MEDIAWATCH_QUIET_SECONDS": "0",
    "MEDIAWATCH_POSTGRES_DIR": str(AIRFLOW_HOME / "postgres"),  # never the one that `make up` started here
}


@pytest.fixture(scope="session")
def dags() -> dict[str, DAG]:
    """Every DAG of the project, by id; a file that cannot be read fails the test that asks."""
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag(str(HOME / "dags"))
    assert bag.import_errors == {}
    found: dict[str, Any] = bag.dags
    return found


@pytest.fixture(scope="session")
def metadata() -> None:
    """Airflow's metadata database, migrated."""
    from airflow.utils.db import initdb

    initdb()


@pytest.fixture
def deployed(warehouse: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A warehouse and a lake of the test's own, as tasks find them: by the environment."""
    from mediawatch import settings

    assert warehouse.database_url is not None
    monkeypatch.setenv("MEDIAWATCH_DATABASE_URL", warehouse.database_url)
    monkeypatch.setenv("MEDIAWATCH_LAKE", str(warehouse.lake))
    return settings.load()


@pytest.fixture(scope="session")
def client(metadata: None) -> Iterator[TestClient]:
    """Airflow's application with its plugins and the simple auth manager: a viewer and two users; nobody is logged in.
    One for the session: making it takes longer than all that is asked of it."""
    from airflow.api_fastapi.app import create_app, purge_cached_app
    from fastapi.testclient import TestClient

    passwords = AIRFLOW_HOME / "passwords.json"
    passwords.write_text(json.dumps(PASSWORDS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS", "reader:viewer,asha:user,ravi:user")
        patch.setenv("AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE", str(passwords))
        patch.setenv("AIRFLOW__API_AUTH__JWT_SECRET", "a secret of this test alone, longer than sixty-four bytes " * 2)
        patch.setenv("AIRFLOW__API__SECRET_KEY", "another secret of this test alone")
        purge_cached_app()
        yield TestClient(create_app(apps="core"), follow_redirects=False)
        purge_cached_app()


@pytest.fixture
def reader(client: TestClient) -> Iterator[TestClient]:
    """The application for somebody who may only look."""
    log_in(client, "reader")
    yield client
    client.cookies.clear()


@pytest.fixture
def analyst(client: TestClient) -> Iterator[TestClient]:
    """The application for somebody who may trigger DAGs, and so judge tags."""
    log_in(client, "asha")
    yield client
    client.cookies.clear()
