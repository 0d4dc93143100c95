"""Where the accounts of a story differ, in a few words: `26 or 28 dead`, `nine or ten miners`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.desk.shape.days_in_words import days_in_words
from mediawatch.desk.shape.values_in_words import bound_in_words, either, with_noun, with_unit

MOST = 3
"""Differences of a story that are told, those of the dead first."""

NO_DAY = " (not all say their day: it may be a running toll)"

BEHIND = 40
"""Characters behind a value in which the words for what it counts stand."""


def differences(connection: Connection, stories: Iterable[int]) -> dict[int, list[str]]:
    """Story -> where its accounts differ, at most MOST; stories whose accounts do not differ are left out."""
    listed = sorted(set(stories))
    if not listed:
        return {}
    values: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for row in connection.execute(text(_DIFFERENCES), {"stories": listed, "behind": BEHIND}):
        values[row.story_id, row.fact_no].append(row)
    found: dict[int, list[str]] = defaultdict(list)
    for (story, _), rows in sorted(
        values.items(), key=lambda item: (item[0][0], item[1][0].unit != "dead", item[0][1])
    ):
        if len(found[story]) < MOST:
            found[story].append(_told(rows))
    return dict(found)


def _told(rows: Sequence[Any]) -> str:
    """One difference: its values with `or` between, and what they are of."""
    first = rows[0]
    if first.kind == "day":  # `Monday` and `on the second` are days of a calendar here
        return either([days_in_words(row.account_value) for row in rows])
    said = either([bound_in_words(row.account_value, " ".join(row.value_text.split())) for row in rows])
    if first.kind == "place":
        return said
    if first.kind == "age":
        return f"{said} years old"
    if first.kind == "count" and first.unit:
        return f"{said} {first.unit}{NO_DAY if first.is_undated else ''}"
    if first.kind == "measure":
        return with_unit(said, None if with_unit(first.value_text, first.unit) == first.value_text else first.unit)
    return with_noun(said, first.behind)


# The first mention of each value, what stands behind it, and whether an account of the thing does not say its day.
_DIFFERENCES = """
select distinct on (f.story_id, f.fact_no, m.value_no)
    f.story_id, f.fact_no, f.kind, f.unit, f.account_values[m.value_no] as account_value, m.value_text,
    substr(
        case m.field when 'headline' then a.headline else a.article_body end,
        m.end_char + 1, least(cast(:behind as integer), m.sentence_end - m.end_char)
    ) as behind,
    bool_or(a.published_on is null) over (partition by f.story_id, f.fact_no) as is_undated
from news.story_fact f
join news.story_fact_mention m on m.story_id = f.story_id and m.fact_no = f.fact_no
join news.article a on a.article_id = m.article_id
where f.story_id = any(:stories) and f.relation = 'differ'
order by f.story_id, f.fact_no, m.value_no, a.coverage_at, a.uri collate "C", m.field desc, m.start_char
"""
