"""What a digest holds: articles that are new since the last one, by topic and story, none told twice unless it grew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from mediawatch.desk.archive_search import COLUMNS, topic_of
from mediawatch.desk.article_list import described
from mediawatch.desk.digest.differences import differences
from mediawatch.desk.shape.evidence_marks import Piece, snippet
from mediawatch.notify.audiences import Audience
from mediawatch.settings import Settings
from mediawatch.workflow.retagging import Judge, media_of

LINES = 10
"""Stories that a section tells one by one; how many more there are is said."""

MOST = 5_000
"""Newest articles that a query looks at; of topics as many times twenty tags in all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One story, or an article that is in none. `accounts`: new texts of their own besides the first, `reprints`: new
    articles that repeat one; `known`: articles of the story that an earlier digest told of;
    `differ`: where the accounts of the story differ, as `26 or 28 dead`."""

    article: dict[str, Any]
    sentence: list[Piece]
    accounts: int
    reprints: int
    known: int
    story_id: int | None
    differ: list[str] = field(default_factory=list)


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


@dataclass(frozen=True, slots=True)
class _Chosen:
    """A section before its articles are described: `shown` are (story or minus article, its new articles, the one that
    tells it); `asked` is the topic's id or the query's judge."""

    title: str
    link: str
    asked: str | Judge
    shown: list[tuple[int, list[dict[str, Any]], dict[str, Any]]]
    articles: int
    more: int


def compile_digest(connection: Connection, settings: Settings, audience: Audience, since: int, until: int) -> Digest:
    """The audience's digest of the articles with numbers above `since`, up to `until`. Raises QueryError."""
    told: dict[int, int] = {}
    before = {row.story_id: row.articles for row in connection.execute(text(_TOLD), {"audience": audience.name})}
    seen: set[int] = set()  # a story is told in the first section that it belongs to
    chosen = []
    topics = _topics(connection, audience)
    rows = _of_topics(connection, audience, [topic_id for topic_id, _ in topics], since, until)
    for topic_id, label in topics:
        chosen.append(_choose(label, f"topics/{topic_id}", topic_id, rows.get(topic_id, []), before, told, seen))
    media = media_of(settings) if audience.queries else {}
    for name, query in audience.queries.items():
        judge = Judge(topic_of(query), media)
        found = _of_query(connection, audience, judge, since, until)
        chosen.append(_choose(name, "", judge, found, before, told, seen))
    return Digest(audience, since, until, _described(connection, chosen, before), told)


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


def _of_topics(
    connection: Connection, audience: Audience, topics: Sequence[str], since: int, until: int
) -> dict[str, list[dict[str, Any]]]:
    """By topic: its new articles."""
    values = _values(audience, since, until) | {"topics": list(topics), "about": audience.grade == "about"}
    found: dict[str, list[dict[str, Any]]] = {}
    for row in connection.execute(text(_TOPIC_ROWS), values).mappings():
        found.setdefault(row["topic_id"], []).append(dict(row))
    return found


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


def _choose(
    title: str,
    link: str,
    asked: str | Judge,
    rows: Sequence[dict[str, Any]],
    before: Mapping[int, int],
    told: dict[int, int],
    seen: set[int],
) -> _Chosen:
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
    return _Chosen(title, link, asked, chosen[:LINES], len(rows), max(0, len(chosen) - LINES))


def _described(connection: Connection, chosen: Sequence[_Chosen], before: Mapping[int, int]) -> list[Section]:
    """The sections with their lines: all articles are read at once."""
    numbers = list(dict.fromkeys(first["article_id"] for part in chosen for _, _, first in part.shown))
    facts = {row["article_id"]: row for row in described(connection, numbers)}
    texts = {row.article_id: row for row in connection.execute(text(_TEXTS), {"numbers": numbers})} if numbers else {}
    differ = differences(connection, (number for part in chosen for number, _, _ in part.shown if number > 0))
    evidence: dict[tuple[int, str], list[Any]] = {}
    for row in connection.execute(text(_EVIDENCE), {"numbers": numbers}).mappings() if numbers else ():
        evidence.setdefault((row["article_id"], row["topic_id"]), []).append(row)
    sections = []
    for part in chosen:
        lines = []
        for number, group, first in part.shown:
            article = first["article_id"]
            if isinstance(part.asked, str):
                found = evidence.get((article, part.asked), [])
            else:
                tag = part.asked.tag_one(texts[article])
                places = tag.evidence if tag else ()
                found = [{"field": e.field, "start_char": e.start_char, "end_char": e.end_char} for e in places]
            lines.append(
                Line(
                    article=facts[article],
                    sentence=snippet(texts[article].article_body, found, around=110),
                    accounts=sum(row["unique_text"] for row in group) - bool(first["unique_text"]),
                    reprints=sum(not row["unique_text"] for row in group) - (not first["unique_text"]),
                    known=before.get(number, 0) if number > 0 else 0,
                    story_id=number if number > 0 else None,
                    differ=differ.get(number, []),
                )
            )
        sections.append(Section(part.title, part.link, lines, part.articles, part.more))
    return sections


def alone(connection: Connection, audience: str) -> None:
    """Let nobody else make a digest for the audience until the transaction ends."""
    connection.execute(
        text("select pg_advisory_xact_lock(hashtext('ops.digest'), hashtext(:name))"), {"name": audience}
    )


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
select a.article_id, tagged.topic_id, {_FACTS}
join lateral (
    select t.topic_id from news.article_topic t
    left join news.topic_override o on o.article_id = t.article_id and o.topic_id = t.topic_id
    where t.article_id = a.article_id and t.topic_id = any(cast(:topics as text[]))
        and o.relevant is distinct from false and (not :about or t.grade = 'about')
    union
    select o.topic_id from news.topic_override o
    where o.article_id = a.article_id and o.topic_id = any(cast(:topics as text[])) and o.relevant and not :about
) tagged on true
where {_NEW}
order by a.article_id desc limit 20 * :most
"""

_QUERY_ROWS = f"""
select {COLUMNS}, {_FACTS}
where {_NEW} and (
    cast(:queries as text[]) is null or a.terms @@ any(cast(cast(:queries as text[]) as tsquery[]))
)
order by a.article_id desc limit :most
"""

_TEXTS = f"select {COLUMNS} from news.article a where a.article_id = any(cast(:numbers as bigint[]))"

_EVIDENCE = """
select article_id, topic_id, field, start_char, end_char from news.topic_evidence
where article_id = any(cast(:numbers as bigint[])) order by article_id, topic_id, evidence_no
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
