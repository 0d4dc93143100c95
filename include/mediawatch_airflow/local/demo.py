"""`make demo`: the real DAG on the seeds, in one process without scheduler and web server, and what came of it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from mediawatch.errors import Permanent
from mediawatch.settings import Settings

from mediawatch_airflow.local import databases, environment
from mediawatch_airflow.local.front_page import front_page
from mediawatch_airflow.local.steps import run_quietly, say, since, step

DAG_ID = "media_monitor"


def demo(settings: Settings) -> None:
    """Raises Permanent where the run fails, with the end of the log."""
    where = environment.home(settings)
    with step("Postgres, secrets, folders under var/"):
        env = environment.prepare(settings)
    databases.migrate(settings, where, env)
    before = newest_run(settings)
    log = where.logs / "demo.log"
    size = log.stat().st_size if log.exists() else 0
    with step(f"DAG {DAG_ID} (airflow dags test)", lambda: task_of(log, size)):
        run_quietly(
            [sys.executable, "-m", "airflow", "dags", "test", DAG_ID],
            log=log,
            env=env | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
            what=f"the run of {DAG_ID}",
        )
    run_id = newest_run(settings)
    if run_id is None or run_id == before:
        raise Permanent(f"the run left no row in ops.run; what Airflow said is in {log}")

    from mediawatch.cli.printing import render_run

    say()
    render_run(settings, run_id)
    say(
        f"\nWhat Airflow said on the way: {log}\n\nTry next:\n"
        "  make up                      Airflow itself, with its web page and the daily schedule\n"
        '  make sql Q="select * from news.topic_evidence_text limit 10"\n'
        "  cp ARTICLE.txt var/inbox/    then make demo again: only what is new is read\n\n"
        f"The demo's topics, once make up runs: {front_page(settings, where)}"
    )


def task_of(log: Path, start: int) -> str | None:
    """The task that `airflow dags test` began last, by what it wrote to its log behind `start`."""
    began = re.findall(r"starting task_id=(\S+)", since(log, start)) if log.exists() else []
    return f"task {began[-1]}" if began else None


def newest_run(settings: Settings) -> str | None:
    """The run of the DAG that began last."""
    from mediawatch.store.server.connect import transaction
    from sqlalchemy import text

    with transaction(settings) as connection:
        found = connection.execute(
            text("SELECT run_id FROM ops.run WHERE dag_id = :dag ORDER BY started_at DESC LIMIT 1"), {"dag": DAG_ID}
        ).scalar()
    return None if found is None else str(found)
