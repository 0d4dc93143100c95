"""Every query of the dashboards can be asked, by somebody who may only read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import yaml
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


SUPERSET = FOLDER / "superset"


def read(kind: str) -> dict[str, dict[str, Any]]:
    """uuid -> what the file says, of every file below the folder."""
    files = (yaml.safe_load(path.read_text()) for path in sorted((SUPERSET / kind).rglob("*.yaml")))
    return {item["uuid"]: item for item in files}


def asked(chart: dict[str, Any], columns: set[str]) -> tuple[list[str], list[str]]:
    """(what the chart's query selects, what it groups by); fails for a column that its dataset has not."""
    params = chart["params"]
    if params.get("query_mode") == "raw":
        named = params["all_columns"]
        ordered = [json.loads(entry)[0] for entry in params["order_by_cols"]]
        grouped: list[str] = []
    else:
        named = grouped = [*([params["x_axis"]] if "x_axis" in params else []), *params["groupby"]]
        ordered = []
    filtered = [entry["subject"] for entry in params["adhoc_filters"]]
    assert {*named, *ordered, *filtered} <= columns, chart["slice_name"]
    return [*named, *(metric["sqlExpression"] for metric in params.get("metrics", ()))], grouped


def test_each_chart_for_superset_is_answered(warehouse: Settings) -> None:
    [database] = read("databases")
    datasets, charts = read("datasets"), read("charts")
    [dashboard] = read("dashboards").values()
    assert yaml.safe_load((SUPERSET / "metadata.yaml").read_text())["type"] == "Dashboard"
    position = dashboard["position"]
    placed = [item["meta"]["uuid"] for name, item in position.items() if name.startswith("CHART-")]
    assert sorted(placed) == sorted(charts)
    for name, item in position.items():
        if name != "DASHBOARD_VERSION_KEY":
            assert set(item.get("children", ())) <= set(position)
            assert sum(position[child]["meta"]["width"] for child in item.get("children", ()) if "ROW" in name) <= 12
    assert {chart["dataset_uuid"] for chart in charts.values()} == set(datasets)
    with transaction(warehouse) as connection:
        connection.execute(text("set role mediawatch_reader"))
        for dataset in datasets.values():
            assert dataset["database_uuid"] == database
            found = connection.exec_driver_sql(f"select * from ({dataset['sql']}) asked")
            assert list(found.keys()) == [column["column_name"] for column in dataset["columns"]]
            assert dataset["main_dttm_col"] in (None, *found.keys())
        for chart in charts.values():
            dataset = datasets[chart["dataset_uuid"]]
            selected, grouped = asked(chart, {column["column_name"] for column in dataset["columns"]})
            by = f"group by {', '.join(grouped)}" if grouped else ""
            connection.exec_driver_sql(f"select {', '.join(selected)} from ({dataset['sql']}) asked {by}")


def test_the_data_package_is_of_these_tables() -> None:
    from mediawatch.store.schema.datapackage import datapackage

    written = json.loads((FOLDER / "datapackage.json").read_text())
    assert written == datapackage(), "run: make docs"
    articles = next(item for item in written["resources"] if item["name"] == "article_topic")
    assert articles["schema"]["primaryKey"] == ["article_id", "topic_id"]
    assert {key["reference"]["resource"] for key in articles["schema"]["foreignKeys"]} == {"article", "topic"}
    kinds = {field["name"]: field["type"] for field in articles["schema"]["fields"]}
    assert (kinds["score"], kinds["filters"], kinds["grade"]) == ("number", "object", "string")
