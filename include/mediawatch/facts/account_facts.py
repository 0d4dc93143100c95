"""From the texts of a story's accounts to the rows of its facts, in two steps that any process may take.

What an article states is kept as JSON, beside its profile, so that it is read once for each of its texts and by each
version of this code; the accounts of a story are compared whenever one of them changes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import mediawatch
from mediawatch.cluster.meaning import meanings
from mediawatch.facts.comparison.compare import facts
from mediawatch.facts.fact_records import Accounts, Fact, FactRows, Telling, Unread
from mediawatch.facts.statement_json import from_text, to_text
from mediawatch.facts.statements import statements

READ_BY = (
    "facts", "words", "clean/dates/calendars.py", "clean/dates/months.py", "clean/dates/weekdays.py",
    "cluster/terms.py", "cluster/country_names.py", "tag/language",
)  # fmt: skip
"""Folders and modules of the package that say what an article states."""


@cache
def facts_version() -> str:
    """A hash of the source and the words of READ_BY."""
    root = Path(mediawatch.__file__).parent
    digest = hashlib.sha256()
    for name in READ_BY:
        place = root / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.suffix in (".py", ".yaml") and path.is_file():
                digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def state(article: Unread) -> tuple[int, str]:
    """The article's number, and what it states, as JSON."""
    return article.article_id, to_text(statements(article.headline, article.article_body, article.language))


def compare(story: Accounts) -> FactRows:
    """What the accounts of a story say of the same thing."""
    found = facts(
        (
            Telling(
                told.article_id, told.day, told.observed_at, told.uri, from_text(told.statements),
                told.headline, told.beginning, told.publisher,
            )
            for told in story.accounts
        ),
        meanings,
    )  # fmt: skip
    return FactRows(
        [_fact_row(story.story_id, number, fact) for number, fact in enumerate(found, 1)],
        [row for number, fact in enumerate(found, 1) for row in _mention_rows(story.story_id, number, fact)],
    )


def _fact_row(story: int, number: int, fact: Fact) -> Mapping[str, Any]:
    return {
        "story_id": story,
        "fact_no": number,
        "kind": fact.kind,
        "relation": fact.relation,
        "unit": fact.unit,
        "account_values": list(fact.values),
        "account_count": len({mention.article_id for mention in fact.mentions}),
    }


def _mention_rows(story: int, number: int, fact: Fact) -> Iterator[Mapping[str, Any]]:
    for mention in fact.mentions:
        said = mention.statement
        yield {
            "story_id": story,
            "fact_no": number,
            "article_id": mention.article_id,
            "field": said.field,
            "start_char": said.start,
            "end_char": said.end,
            "sentence_start": said.sentence_start,
            "sentence_end": said.sentence_end,
            "about_start": said.about_start,
            "about_end": said.about_end,
            "value_no": mention.value_no + 1,
        }
