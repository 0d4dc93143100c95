"""What the warehouse knows of sources, for people who keep lists of them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

STATES = (
    *("wrong file", "disabled", "failing", "pages failing", "partly failing", "never delivered"),
    *("silent", "quiet", "ok"),
)
"""What news.source_health says of a source."""

_HEALTH = text("""
    select source_id, health, articles, articles_7_days, usual_7_days, last_article_at, last_fetched_at, failures, fault
    from news.source_health
""")


def source_health(connection: Connection) -> dict[str, dict[str, Any]]:
    """Rows of news.source_health by source; sources that no run has seen are in none."""
    return {row["source_id"]: dict(row) for row in connection.execute(_HEALTH).mappings()}
