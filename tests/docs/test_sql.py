"""Every query that a document shows is understood by the warehouse as it is now: no column, table or function is gone;
and those that are there to be copied answer something about the demo. (tests/integration/views asks those of
docs/sql.md of rows made for them.)"""

from __future__ import annotations

import re
from typing import Any

import documents
from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction

MAKE_SQL = re.compile(r"""^make sql Q=(["'])(?P<query>.+)\1""", re.DOTALL)

PLANNED = re.compile(r"(?i)(?:select|with|insert|update|delete)\b")  # what Postgres can explain; not `alter role`


def queries() -> dict[str, str]:
    """Query -> the page that shows it. `...` stands for a query of the reader's."""
    found = {}
    for path in documents.PAGES:
        page = documents.read(path)
        blocks = [text for language, text in page.fences if language == "sql"]
        lines = [match["query"] for line in page.commands() if (match := MAKE_SQL.match(line))]
        selects = [code for code in page.code if re.match(r"(?i)(select|with) .+ from ", code, re.DOTALL)]
        asked = (part.strip() for block in [*blocks, *lines, *selects] for part in block.split(";"))
        found |= {query: path.name for query in asked if PLANNED.match(query) and "..." not in query}
    return found


def test_every_query_that_is_shown_can_be_asked(warehouse: Settings) -> None:
    faults = {}
    for query, page in queries().items():
        with transaction(warehouse) as connection:
            try:
                connection.exec_driver_sql(f"explain {query}".replace("%", "%%"))  # psycopg's own sign
            except Exception as error:
                faults[page, query] = str(error)
            connection.rollback()
    assert faults == {}


SILENT = (
    "topic_rising",
    "version_diff",
    "source_health",
    "max_failed_severity",
    "not r.success",
    "l.kind = 'form'",
)
"""What the demo has nothing of: a rising topic, a correction, a silent source, an expectation that did not hold, a
form."""


def test_every_query_to_copy_answers_something_about_the_demo(seeded: Any) -> None:
    warehouse = seeded.settings
    empty = []
    for query, page in queries().items():
        if page in ("README.md", "sql.md"):
            with transaction(warehouse) as connection:
                done = connection.exec_driver_sql(query.replace("%", "%%"))
                if done.rowcount == 0 and not any(name in query for name in SILENT):
                    empty.append(query)
                connection.rollback()  # one of them writes
    assert empty == []


def test_queries_are_found() -> None:
    pages = list(queries().values())
    assert pages.count("README.md") > 10
    assert pages.count("sql.md") == 25
