"""What a digest holds: articles that are new since the last one, by topic and story, none told twice unless it grew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.desk.archive_search import COLUMNS, topic_of
from mediawatch.desk.article_list import TAGGED, described
from mediawatch.desk.shape.evidence_marks import Piece, snippet
from mediawatch.notify.audiences import Audience
from mediawatch.settings import Settings
from mediawatch.tag import Topic
from mediawatch.workflow.retagging import Judge, media_of

LINES = 10
"""Stories that a section tells one by one; how many more there are is said."""

MOST = 5_000
"""Newest articles that a section looks at."""


@dataclass(frozen=True, slots=True)
class Line:
    """One story, or an article that is in none. `accounts`: new texts of their own besides the first, `reprints`: new
    articles that repeat one; `known`: articles of the story that an earlier digest told of."""

    article: dict[str, Any]
    sentence: list[Piece]
    accounts: int
    reprints: int
    known: int
    story_id: int | None


@dataclass(frozen=True, slots=True)
class Section:
    """What is new on one topic or query: `articles` in all, told by `lines`; `more` stories are not told."""

    title: str
    link: str  # within the desk
    lines: list[Line]
    articles: int
    more: int = 0


@dataclass(frozen=True, slots=True)
class Digest:
    """What is new for an audience: articles with numbers above `since` up to `until`, which are given as they come in.
    `told`: story -> articles of it that are known then."""

    audience: Audience
    since: int
    until: int
    sections: list[Section]
    told: dict[int, int] = field(default_factory=dict)

    @property
    def quiet(self) -> bool:
        return not any(section.lines for section in self.sections)

    @property
    def articles(self) -> int:
        return sum(section.articles for section in self.sections)


def compile_digest(connection: Connection, settings: Settings, audience: Audience, since: int, until: int) -> Digest:
    """The audience's digest of the articles with numbers above `since`, up to `until`. Raises QueryError."""
    told: dict[int, int] = {}
    before = {row.story_id: row.articles for row in connection.execute(text(_TOLD), {"audience": audience.name})}
    seen: set[int] = set()  # a story is told in the first section that it belongs to
    sections = []
    for topic_id, label in _topics(connection, audience):
        rows = _of_topic(connection, audience, topic_id, since, until)
        sections.append(_section(connection, label, f"topics/{topic_id}", rows, before, told, seen, topic_id))
    media = media_of(settings) if audience.queries else {}
    for name, query in audience.queries.items():
        judge = Judge(topic_of(query), media)
        rows = _of_query(connection, audience, judge, since, until)
        sections.append(_section(connection, name, "", rows, before, told, seen, judge.topic))
    return Digest(audience, since, until, sections, told)


def _topics(connection: Connection, audience: Audience) -> list[tuple[str, str]]:
    """(id, label) of the topics that the audience follows: those that it names, all where it names nothing at all."""
    if audience.queries and not audience.topics:
        return []
    rows = connection.execute(
        text(
            "select topic_id, label from news.topic where case when cast(:topics as text[]) = '{}' then active "
            "else topic_id = any(:topics) end order by label, topic_id"
        ),
        {"topics": list(audience.topics)},
    )
    return [(row.topic_id, row.label) for row in rows]


def _of_topic(
    connection: Connection, audience: Audience, topic_id: str, since: int, until: int
) -> list[dict[str, Any]]:
    values = _values(audience, since, until) | {"topic": topic_id, "about": audience.grade == "about"}
    return [dict(row) for row in connection.execute(text(_TOPIC_ROWS), values).mappings()]


def _of_query(connection: Connection, audience: Audience, judge: Judge, since: int, until: int) -> list[dict[str, Any]]:
    values = _values(audience, since, until) | {"queries": list(judge.queries) if judge.queries is not None else None}
    found = []
    for row in connection.execute(text(_QUERY_ROWS), values):
        tag = judge.tag_one(row)
        if tag is not None and (audience.grade == "mentions" or tag.grade == "about"):
            facts = ("article_id", "story_id", "story_articles", "unique_text", "coverage_at")
            found.append({name: getattr(row, name) for name in facts})
    return found


def _values(audience: Audience, since: int, until: int) -> dict[str, Any]:
    return {"since": since, "until": until, "languages": list(audience.languages), "most": MOST}


def _section(
    connection: Connection,
    title: str,
    link: str,
    rows: Sequence[dict[str, Any]],
    before: Mapping[int, int],
    told: dict[int, int],
    seen: set[int],
    asked: str | Topic,
) -> Section:
    """`rows` are the section's new articles. A story that was told before is told again where it has a new text of its
    own: a reprint alone is no news."""
    groups: dict[int, list[dict[str, Any]]] = {}
    for row in rows:  # an article in no story stands for itself, under a number that no story has
        groups.setdefault(row["story_id"] or -row["article_id"], []).append(row)
    chosen: list[tuple[int, list[dict[str, Any]], dict[str, Any]]] = []
    for number, group in groups.items():
        own = [row for row in group if row["unique_text"]]
        if number > 0:
            told[number] = max(told.get(number, 0), group[0]["story_articles"])
        if number in seen or (number in before and not own):
            continue
        seen.add(number)
        first = min(own or group, key=lambda row: (row["coverage_at"], row["article_id"]))
        chosen.append((number, group, first))
    chosen.sort(key=lambda item: (-len(item[1]), item[2]["coverage_at"], item[0]))
    shown = chosen[:LINES]
    facts = {row["article_id"]: row for row in described(connection, [first["article_id"] for _, _, first in shown])}
    sentences = _sentences(connection, [first["article_id"] for _, _, first in shown], asked)
    lines = [
        Line(
            article=facts[first["article_id"]],
            sentence=sentences.get(first["article_id"], []),
            accounts=sum(row["unique_text"] for row in group) - bool(first["unique_text"]),
            reprints=sum(not row["unique_text"] for row in group) - (not first["unique_text"]),
            known=before.get(number, 0) if number > 0 else 0,
            story_id=number if number > 0 else None,
        )
        for number, group, first in shown
    ]
    return Section(title, link, lines, len(rows), max(0, len(chosen) - LINES))


def _sentences(connection: Connection, numbers: Sequence[int], asked: str | Topic) -> dict[int, list[Piece]]:
    """By article: its words around the first evidence of the topic, or of the query."""
    if not numbers:
        return {}
    found: dict[int, list[Piece]] = {}
    values = {"numbers": list(numbers), "topic": asked if isinstance(asked, str) else ""}
    judge = None if isinstance(asked, str) else Judge(asked, {})
    for row in connection.execute(text(_TEXTS), values):
        evidence = row.evidence or []
        if judge is not None:
            tag = judge.tag_one(row)
            found_in = tag.evidence if tag else ()
            evidence = [{"field": e.field, "start_char": e.start_char, "end_char": e.end_char} for e in found_in]
        found[row.article_id] = snippet(row.article_body, evidence, around=110)
    return found


def remember(connection: Connection, digest: Digest, at: datetime) -> None:
    """Note what the digest told, and that the next one begins where it ends."""
    connection.execute(text(_SENT), {"audience": digest.audience.name, "until": digest.until, "at": at})
    rows = [
        {"audience": digest.audience.name, "story": story, "articles": articles, "at": at}
        for story, articles in digest.told.items()
    ]
    if rows:
        connection.execute(text(_REMEMBER), rows)
    connection.execute(text(_FORGET), {"audience": digest.audience.name, "at": at})


def last(connection: Connection, audience: str) -> tuple[int, datetime] | None:
    """Where the audience's last digest ended, and when it was made; None where there was none."""
    found = connection.execute(
        text("select until_article_id, made_at from ops.digest where audience = :audience"), {"audience": audience}
    ).first()
    return None if found is None else (found.until_article_id, found.made_at)


def newest(connection: Connection, before: datetime | None = None) -> int:
    """The number of the article that came in last, or that was seen last up to `before`; 0 where there is none."""
    found: int = connection.execute(text(_NEWEST), {"before": before}).scalar_one()
    return found


_TOLD = "select story_id, articles from ops.digest_story where audience = :audience"

_FACTS = """
m.story_id, s.article_count as story_articles, a.coverage_at,
    not exists (
        select from news.duplicate_link l
        where l.article_id = a.article_id and l.kind in ('exact', 'copy', 'truncation')
    ) as unique_text
from news.article a
left join news.story_article m on m.article_id = a.article_id
left join news.story s on s.story_id = m.story_id
"""
_NEW = """
a.article_id > :since and a.article_id <= :until and (
    cast(:languages as text[]) = '{}' or a.in_language = any(:languages)
    or split_part(a.in_language, '-', 1) = any(:languages)
)
"""

_TOPIC_ROWS = f"""
select a.article_id, {_FACTS}
where {_NEW} and {TAGGED} and (not :about or exists (
    select from news.article_topic t
    where t.article_id = a.article_id and t.topic_id = :topic and t.grade = 'about'
))
order by a.article_id desc limit :most
"""

_QUERY_ROWS = f"""
select {COLUMNS}, {_FACTS}
where {_NEW} and (
    cast(:queries as text[]) is null or a.terms @@ any(cast(cast(:queries as text[]) as tsquery[]))
)
order by a.article_id desc limit :most
"""

_TEXTS = f"""
select {COLUMNS}, (
    select jsonb_agg(jsonb_build_object('field', e.field, 'start_char', e.start_char, 'end_char', e.end_char)
        order by e.evidence_no)
    from news.topic_evidence e where e.article_id = a.article_id and e.topic_id = :topic
) as evidence
from news.article a where a.article_id = any(cast(:numbers as bigint[]))
"""

_SENT = """
insert into ops.digest (audience, until_article_id, made_at) values (:audience, :until, :at)
on conflict (audience) do update set until_article_id = excluded.until_article_id, made_at = excluded.made_at
"""

_REMEMBER = """
insert into ops.digest_story (audience, story_id, articles, told_at) values (:audience, :story, :articles, :at)
on conflict (audience, story_id) do update set articles = excluded.articles, told_at = excluded.told_at
"""

# A story that nobody wrote about for so long is over.
_FORGET = """
delete from ops.digest_story where audience = :audience and told_at < cast(:at as timestamptz) - interval '60 days'
"""

_NEWEST = """
select coalesce(max(article_id), 0) from news.article
where cast(:before as timestamptz) is null or first_seen_at <= :before
"""
