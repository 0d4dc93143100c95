"""Every query of the dashboards can be asked, by somebody who may only read."""

from __future__ import annotations

import json
import re
from pathlib import Path

from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction
from sqlalchemy import text

FOLDER = Path(__file__).resolve().parents[3] / "dashboards"


def test_each_query_is_answered(warehouse: Settings) -> None:
    panels = json.loads((FOLDER / "grafana.json").read_text())["panels"]
    queries = [target["rawSql"] for panel in panels for target in panel["targets"]]
    assert len(queries) == len(panels) == 8
    with transaction(warehouse) as connection:
        connection.execute(text("set role mediawatch_reader"))
        for query in queries:
            between = r"\1 between '2025-04-01' and '2025-05-31'"
            connection.exec_driver_sql(re.sub(r"\$__timeFilter\(([\w.]+)\)", between, query))
            assert "$" not in re.sub(r"\$__timeFilter\(\w+\)", "", query)


def test_the_data_package_is_of_these_tables() -> None:
    from mediawatch.store.schema.datapackage import datapackage

    written = json.loads((FOLDER / "datapackage.json").read_text())
    assert written == datapackage(), "run: make docs"
    articles = next(item for item in written["resources"] if item["name"] == "article_topic")
    assert articles["schema"]["primaryKey"] == ["article_id", "topic_id"]
    assert {key["reference"]["resource"] for key in articles["schema"]["foreignKeys"]} == {"article", "topic"}
    kinds = {field["name"]: field["type"] for field in articles["schema"]["fields"]}
    assert (kinds["score"], kinds["filters"], kinds["grade"]) == ("number", "object", "string")
