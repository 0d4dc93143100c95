"""An analyst's word on a tag, written into news.topic_override: the one thing that the desk changes."""

from __future__ import annotations

from typing import Literal

from sqlalchemy import Connection, text

from mediawatch.errors import UsageError
from mediawatch.workflow.operations.override_tables import MAX_WHY

Verdict = Literal["confirm", "reject", "withdraw"]


def judge(connection: Connection, article_id: int, topic_id: str, verdict: Verdict, *, who: str, why: str = "") -> None:
    """Say that the article belongs to the topic (confirm) or does not (reject), or take back what was said (withdraw).

    The last word holds, with who said it. Raises UsageError for an article or a topic that is not there, and for a
    reason that is too long.
    """
    if not who.strip():
        raise UsageError("say who decides")
    if len(why) > MAX_WHY:
        raise UsageError(f"the reason is longer than {MAX_WHY:,} characters")
    values = {"article": article_id, "topic": topic_id, "relevant": verdict == "confirm", "who": who}
    values["why"] = _clean(why) or None
    known = connection.execute(
        text(
            "select exists (select from news.article where article_id = :article) "
            "and exists (select from news.topic where topic_id = :topic)"
        ),
        values,
    ).scalar()
    if not known:
        raise UsageError("there is no such article, or no such topic")
    connection.execute(text(_WITHDRAW if verdict == "withdraw" else _DECIDE), values)


def _clean(why: str) -> str:
    """The reason without what no database keeps."""
    return "".join(char for char in why.strip() if char == "\n" or char.isprintable())


_DECIDE = """
insert into news.topic_override (article_id, topic_id, relevant, who, why, decided_at)
values (:article, :topic, :relevant, :who, :why, clock_timestamp())
on conflict (article_id, topic_id) do update
set relevant = excluded.relevant, who = excluded.who, why = excluded.why, decided_at = excluded.decided_at
"""

_WITHDRAW = "delete from news.topic_override where article_id = :article and topic_id = :topic"
