"""The queries of a topic's definition, as the warehouse keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mediawatch.tag.language.words import base_language


def query_of(definition: Mapping[str, Any], language: str) -> str:
    """The query that judges an article in `language` (BCP 47): its own, that of its first subtag, or the general one;
    empty where the topic has none for it. Several are joined by OR."""
    own = definition.get("queries") or {}
    asked = own.get(language) or own.get(base_language(language)) or definition.get("query") or ""
    return "\nOR ".join(asked) if isinstance(asked, list) else str(asked)
