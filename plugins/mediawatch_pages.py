"""Adds the desk to Airflow's menu, under News. The pages themselves are `mediawatch_airflow.desk`."""

from __future__ import annotations

from typing import Any

from airflow.plugins_manager import AirflowPlugin


class MediaWatchPages(AirflowPlugin):
    """Loaded by every process of Airflow; only the API server asks for the application, and only then is it made."""

    name = "mediawatch_pages"
    external_views = [  # noqa: RUF012 (Airflow's own attribute)
        # Both addresses are relative, so that they hold where Airflow is served below a path.
        {"name": "News", "href": "mediawatch/news", "destination": "nav", "url_route": "news", "nav_top_level": True}
    ]

    @property
    def fastapi_apps(self) -> list[dict[str, Any]]:
        from mediawatch_airflow.desk import application, feeds, read_api

        return [
            {"name": "MediaWatch", "app": application.app, "url_prefix": "/mediawatch"},
            {"name": "MediaWatch read API", "app": read_api.app, "url_prefix": "/mediawatch-api/v1"},
            {"name": "MediaWatch feeds", "app": feeds.app, "url_prefix": "/mediawatch-feeds"},
        ]
