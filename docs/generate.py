"""Writes the pages of docs/ that are made from the code: `make docs`, or python docs/generate.py NAME ...

settings.md from settings.VARIABLES, cli.md from the command line itself, dags.md from the DAGs as Airflow reads them,
quality.md from the suites, formats.md from test cases, schema.md from the comments in a new warehouse, licences.md from
the locks and the metadata of what is installed, and dashboards/datapackage.json from the tables. Tests compare
each page with what is made here.
"""

from __future__ import annotations

import html
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from runpy import run_path
from typing import Any

HOME = Path(__file__).resolve().parents[1]
SETTINGS_INTRODUCTION = """\
# Settings

Made from the code by `make docs`. All settings come from the environment, for `make` as for `mediawatch`, and each has
a default that works. A value that cannot be right stops the command with a sentence that names the variable.

## MediaWatch

"""
AIRFLOW_INTRODUCTION = """
Fixed limits: a delivered file {file} MB, a container 8 times that after decompression, one document {document} MB,
the text of an article {body:,} characters.

## The warehouse's password inside Airflow

Where Airflow knows a connection `{connection}` of type Postgres (in its database, in `AIRFLOW_CONN_{variable}` or in a
secrets backend), the tasks and the page News take the warehouse from it and not from `MEDIAWATCH_DATABASE_URL`. Its
extra may hold parameters of libpq, as `{{"sslmode": "require"}}`.

## Airflow under `make up` and `make demo`

Each is Airflow's own option (the last one Great Expectations'), and one that you have set wins. Folders, addresses,
secrets and, unless you name another with `AIRFLOW__DATABASE__SQL_ALCHEMY_CONN`, the database for Airflow's metadata are
set besides.

"""
COMPOSE = """
## Docker Compose

`.env.example` lists what `docker-compose.yaml` reads, secrets included; [deployment.md](deployment.md) makes an `.env`
of it. Settings named above mean the same there.
"""
CLI_INTRODUCTION = """\
# The command `mediawatch`

Made from the code by `make docs`. The command stands in `.venv/bin`; it goes the same way as the DAG by the same
functions, gates included, without Airflow. It ends with 0 if all that was asked is done, with 2 where it was asked
wrongly, else with 1; errors say what is wrong and what to do.

```sh
mediawatch migrate                          # create the warehouse, or bring its schema up to date
mediawatch run ~/articles                   # a folder or single files, through the whole flow
mediawatch run ~/articles --inbox wire      # known as file://wire/... whatever the folder's name is
mediawatch run ~/articles --topics ~/topics # with other topics than include/topics
mediawatch run ~/articles --reprocess       # those too that an earlier run has taken or quarantined
mediawatch fetch https://news.example/a     # pages of the web; --source ID collects a source of include/sources
mediawatch topics test                      # parse the topics, run their examples
mediawatch topics preview                   # what changed topics would add to and remove from history
mediawatch topics retag                     # do it now (the daily run does it too)
mediawatch topics explain 12 victory-day    # which clause of a topic held for an article, and which failed
mediawatch show 12                          # an article: origin, tags with their words, versions, duplicates
mediawatch show 12 --raw                    # the bytes that it was made from
mediawatch replay                           # all that is in quarantine, once more
mediawatch replay --reason not_json 7 8     # of the entries 7 and 8 those with this reason
```

"""
DAGS_INTRODUCTION = """\
# The DAGs

Made by `make docs` from the DAGs as Airflow reads them; what stands here in words is what the UI shows. Inboxes and
schedule are those without settings, see [settings.md](settings.md).
"""


def settings_page() -> str:
    from mediawatch.settings import VARIABLES, Settings
    from mediawatch_airflow.local.environment import OPTIONS
    from mediawatch_airflow.warehouse import CONNECTION_ID

    limits = Settings(home=HOME, lake=HOME, database_url=None, postgres_dir=HOME)
    ours = [(f"`{variable.name}`", variable.default, variable.what) for variable in VARIABLES]
    airflows = [(f"`{name}`", f"`{value}`", why) for name, (value, why) in OPTIONS.items()]
    introduction = AIRFLOW_INTRODUCTION.format(
        connection=CONNECTION_ID,
        variable=CONNECTION_ID.upper(),
        file=limits.max_file_bytes // 2**20,
        document=limits.max_document_bytes // 2**20,
        body=limits.max_body_chars,
    )
    return (
        SETTINGS_INTRODUCTION
        + _table(("variable", "default", "what"), ours)
        + introduction
        + _table(("option", "value", "why"), airflows)
        + COMPOSE
    )


def cli_page() -> str:
    """By typer's own writer; its entities are for HTML, which this page is not."""
    import typer
    from mediawatch.cli.app import app
    from typer.cli import get_docs_for_click

    command = typer.main.get_command(app)
    context = typer.Context(command, info_name="mediawatch")
    return CLI_INTRODUCTION + html.unescape(get_docs_for_click(obj=command, ctx=context, name="mediawatch", indent=1))


def dags_page(dags: dict[str, Any] | None = None) -> str:
    """`dags` by id, as a DagBag holds them; read here, by an Airflow of its own, where they are not given."""
    return "\n".join([DAGS_INTRODUCTION, *(_dag(dag) for _, dag in sorted((dags or _read_dags()).items()))])


def _read_dags() -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="mediawatch-docs-") as folder:
        os.environ |= {"AIRFLOW_HOME": folder, "AIRFLOW__CORE__LOAD_EXAMPLES": "False", "MEDIAWATCH_HOME": str(HOME)}
        os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = f"sqlite:///{folder}/airflow.db"
        from airflow.dag_processing.dagbag import DagBag

        bag = DagBag(str(HOME / "dags"))
        if bag.import_errors:
            raise SystemExit(f"DAGs that cannot be read: {bag.import_errors}")
        return dict(bag.dags)


def _dag(dag: Any) -> str:
    title, _, words = (dag.doc_md or "").strip().partition("\n")
    facts = [
        ("starts", "when it is triggered" if dag.schedule is None else f"`{dag.schedule}`, and when it is triggered"),
        ("runs at the same time", str(dag.max_active_runs)),
        ("longest run", _duration(dag.dagrun_timeout)),
        ("tags", ", ".join(sorted(dag.tags))),
    ]
    parameters = [
        (f"`{name}`", _type(param.schema), _default(param.value), param.description or "")
        for name, param in ((name, dag.params.get_param(name)) for name in dag.params)
    ]
    tasks = [(f"`{task.task_id}`", _manner(task), " ".join(task.doc_md.split())) for task in dag.topological_sort()]
    return (
        f"## {dag.dag_id}: {title.lstrip('# ')}\n{words}\n\n"
        + _table(("property", "value"), facts)
        + "\n**Form**\n\n"
        + _table(("field", "type", "default", "what"), parameters)
        + "\n**Tasks**\n\n"
        + _table(("task", "how", "what"), tasks)
    )


def _manner(task: Any) -> str:
    notes = [
        f"once for each {' and '.join(task.op_kwargs_expand_input.value)}" if task.is_mapped else "once",
        f"ends after {_duration(task.execution_timeout)}" if task.execution_timeout else "",
        *(f"adds to asset alias `{outlet.name}`" for outlet in getattr(task, "outlets", ())),
    ]
    return ", ".join(filter(None, notes))


def _duration(time: Any) -> str:
    minutes = int(time.total_seconds() // 60)
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"


def _type(schema: dict[str, Any]) -> str:
    kinds = schema.get("type", [])
    words = " or ".join([kinds] if isinstance(kinds, str) else [kind for kind in kinds if kind != "null"])
    return words + (f" ({schema['format']})" if "format" in schema else "")


def _default(value: Any) -> str:
    return "empty" if value is None else f"`{json.dumps(value)}`"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    def row(cells: Iterable[str]) -> str:
        return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |\n"

    names = tuple(head)
    return row(names) + "|" + "---|" * len(names) + "\n" + "".join(map(row, rows))


def quality_page() -> str:
    from mediawatch.quality.suite_reference import text

    return text()


def formats_page() -> str:
    return str(run_path(str(HOME / "tests" / "unit" / "collect" / "formats.py"))["document"]())


def schema_page() -> str:
    """Of a warehouse that is made for this in a new folder, and gone afterwards."""
    from mediawatch import settings
    from mediawatch.store.schema import describe
    from mediawatch.store.schema.migrate import migrate
    from mediawatch.store.server import embedded
    from mediawatch.store.server.connect import transaction

    with tempfile.TemporaryDirectory(prefix="mediawatch-docs-") as folder:
        ours = replace(settings.load(), database_url=None, postgres_dir=Path(folder) / "postgres")
        try:
            migrate(ours)
            with transaction(ours) as connection:
                return describe.describe(connection)
        finally:
            embedded.stop(ours)


def data_package() -> str:
    from mediawatch.store.schema.datapackage import datapackage

    return f"{json.dumps(datapackage(), indent=2, ensure_ascii=False)}\n"


def licences_page() -> str:
    return str(run_path(str(HOME / "docs" / "licences.py"))["page"]())


PAGES: dict[str, Callable[[], str]] = {
    "settings.md": settings_page,
    "cli.md": cli_page,
    "dags.md": dags_page,
    "quality.md": quality_page,
    "formats.md": formats_page,
    "schema.md": schema_page,
    "licences.md": licences_page,
    "../dashboards/datapackage.json": data_package,
}


def changed(names: Iterable[str]) -> Iterator[str]:
    """Writes the pages that are not as they should be."""
    for name in names:
        page, text = HOME / "docs" / name, PAGES[name]()
        if not page.exists() or page.read_text("utf-8") != text:
            page.write_text(text, "utf-8")
            yield name


if __name__ == "__main__":
    asked = sys.argv[1:] or list(PAGES)
    if unknown := sorted(set(asked) - set(PAGES)):
        sys.exit(f"no such page: {', '.join(unknown)}; there are {', '.join(PAGES)}")
    for variable in [name for name in os.environ if name.startswith(("MEDIAWATCH_", "AIRFLOW_"))]:
        del os.environ[variable]  # the pages tell of the defaults, not of this shell
    os.environ["AIRFLOW__LOGGING__LOGGING_LEVEL"] = "WARNING"  # Airflow sets the level of everybody's log
    written = list(changed(asked))
    sys.stdout.write(f"{', '.join(written)} written anew\n" if written else "every page is up to date\n")
