"""What must hold once all runs have ended, whatever happened at once: asked of the warehouse alone."""

from __future__ import annotations

from typing import Any

import flow
from mediawatch.cluster.terms import profile
from mediawatch.settings import Settings
from mediawatch.store.server.connect import transaction
from mediawatch.tag import Evaluator, Topic
from sqlalchemy import text


def hold(settings: Settings) -> None:
    """Raises AssertionError that names what does not."""
    held = {name: flow.rows(settings, query) for name, query in _HELD.items()}
    for name, found in held.items():
        assert not found, f"{name}: {found[:4]}"
    amiss = flow.rows(settings, "select * from ops.run_reconciliation where not adds_up")
    assert not amiss, f"counts: {amiss[:3]}"
    _tags_are_those_of_the_evaluator(settings)
    _profiles_are_of_their_texts(settings)
    folder = sorted(path.stem for path in settings.topics_dir.iterdir())
    assert flow.column(settings, "select topic_id from news.topic where active order by 1") == folder


def are_alike(settings: Settings, other: Settings) -> None:
    """Raises AssertionError where two warehouses do not say the same of the pages."""
    for name, query in _SAME.items():
        now = sorted(map(str, flow.rows(settings, query)))
        assert now == sorted(map(str, flow.rows(other, query))), name


def _tags_are_those_of_the_evaluator(settings: Settings) -> None:
    definitions = flow.rows(settings, _NEWEST)
    for row in definitions:
        evaluator = Evaluator(Topic.from_definition(row["definition"], row["version"]))
        expected = {}
        for article in _articles(settings):
            tag = evaluator.tag_one(article)
            if tag is not None:
                told = sorted((e.field, e.start_char, e.end_char, e.evidence_text, e.clause) for e in tag.evidence)
                expected[article.uri] = (row["version"], tag.grade, round(tag.score, 4), told)
        found = {
            tag["uri"]: (
                tag["topic_version"],
                tag["grade"],
                round(tag["score"], 4),
                sorted(map(tuple, tag["told"])),
            )
            for tag in flow.rows(settings, _TAGS, topic=row["topic_id"])
        }
        assert found == expected, f"{row['topic_id']}: {set(found) ^ set(expected)}"


def _profiles_are_of_their_texts(settings: Settings) -> None:
    for row in flow.rows(settings, _PROFILES):
        made = profile(row["headline"], row["article_body"], row["in_language"].split("-")[0])
        assert row["profile"] == dict(made), row["uri"]


def _articles(settings: Settings) -> list[Any]:
    with transaction(settings) as connection:
        return list(connection.execute(text("select a.* from news.article a")))


# Topics whose file is gone are judged by no more; those of a run of its own are, by the runs that ask for them.
_NEWEST = """
select distinct on (v.topic_id) v.topic_id, v.version, v.definition
from news.topic_version v join news.topic t using (topic_id) where t.active order by v.topic_id, v.version desc
"""

_TAGS = """
select a.uri, t.topic_version, t.grade, t.score,
    array(select jsonb_build_array(e.field, e.start_char, e.end_char, e.evidence_text, e.clause)
          from news.topic_evidence e where (e.article_id, e.topic_id) = (t.article_id, t.topic_id)) as told
from news.article_topic t join news.article a using (article_id) where t.topic_id = :topic
"""

_PROFILES = """
select a.uri, a.headline, a.article_body, a.in_language, p.profile
from news.story_profile p join news.article a using (article_id)
"""

_LED = """
select a.article_id, a.uri, a.text_sha256, coalesce(l.duplicate_of, a.article_id) as original from news.article a
left join news.duplicate_link l on l.article_id = a.article_id and l.kind in ('exact', 'copy', 'truncation')
"""

_DAYS = """
select news.coverage_day(a.published_on, a.date_published_precision, a.coverage_at) as day, a.article_id, not exists (
    select from news.duplicate_link l where l.article_id = a.article_id and l.kind in ('exact', 'copy', 'truncation')
) as unique_text from news.article a
"""

_A_DAY = f"""
select day, count(*)::integer as total, (count(*) filter (where unique_text))::integer as total_unique
from ({_DAYS}) a group by 1
"""

_A_DAY_OF_A_TOPIC = f"""
select t.topic_id, a.day, count(*)::integer as matching,
    (count(*) filter (where t.grade = 'about'))::integer as matching_about,
    (count(*) filter (where a.unique_text))::integer as matching_unique
from ({_DAYS}) a join news.article_topic_effective t on t.article_id = a.article_id group by 1, 2
"""


def _unlike(one: str, other: str) -> str:
    return f"(({one}) except ({other})) union all (({other}) except ({one}))"


# Nothing may be found by any of them.
_HELD = {
    "counts of days": _unlike("select day, total, total_unique from news.coverage_daily", _A_DAY),
    "counts of topics by day": _unlike(
        "select topic_id, day, matching, matching_about, matching_unique from news.topic_daily", _A_DAY_OF_A_TOPIC
    ),
    "two originals of one text": f"select text_sha256 from ({_LED}) a group by 1 having count(distinct original) > 1",
    "an article without a story": """
        select uri from news.article a
        where not exists (select from news.story_article m where m.article_id = a.article_id)""",
    "a copy apart from its original": f"""
        select a.uri from ({_LED}) a join news.story_article m on m.article_id = a.article_id
        join news.story_article o on o.article_id = a.original where m.story_id <> o.story_id""",
    "a profile of a copy, or none of an original": f"""
        select a.uri from ({_LED}) a left join news.story_profile p on p.article_id = a.article_id
        where (p.article_id is null) <> (a.original <> a.article_id)""",
    "a signature at another day": """
        select a.uri, g.moment from news.story_signature g join news.article a using (article_id)
        where g.moment not in (a.coverage_at, a.observed_at)""",
    "a story that says what its articles do not": """
        select s.* from news.story s left join (
            select m.story_id, count(*) as articles, count(distinct c.publisher) as publishers,
                coalesce(min(a.date_published), min(a.coverage_at)) as first,
                coalesce(max(a.date_published), max(a.coverage_at)) as last, array_agg(a.headline) as headlines
            from news.story_article m join news.article a using (article_id)
            join news.article_coverage c using (article_id) group by 1) m using (story_id)
        where (s.article_count, s.publisher_count, s.first_published, s.last_published) is distinct from
            (m.articles, m.publishers, m.first, m.last) or s.headline <> all(m.headlines)""",
    "a version count": """
        select a.uri from news.article a join news.article_version v using (article_id)
        group by a.article_id having a.version <> count(*) or a.first_seen_at <> min(v.first_observed_at)""",
    "an article that is not its last version": """
        select a.uri from news.article a where a.content_sha256 <> (
            select v.content_sha256 from news.article_version v where v.article_id = a.article_id
            order by v.observed_at desc, v.content_sha256 collate "C" desc limit 1)""",
    "a quarantined document that waits for nobody": """
        select q.uri from ops.quarantine q where q.state = 'replayed'
            and not exists (select from ops.quarantine o where o.document_id = q.document_id and o.state <> 'replayed')
            and not exists (select from ops.document d
                where d.document_id = q.document_id and d.outcome in ('published', 'unchanged', 'merged'))""",
    "something left in staging of a published run": """
        select s.run_id from staging.article s join ops.run r using (run_id) where r.state = 'published'""",
}

# The file of the last run is in one of the two warehouses only.
_SAME = {
    "articles": """
        select uri, headline, article_body, date_published, content_sha256, raw_id, version, first_seen_at, coverage_at,
            in_language, publisher, terms::text from news.article where uri not like 'file:%'""",
    "versions": """
        select a.uri, v.content_sha256, v.change_kind, v.raw_id, v.observed_at, v.first_observed_at
        from news.article_version v join news.article a using (article_id) where a.uri not like 'file:%'""",
    "links": """
        select a.uri, o.uri as original, l.kind, l.containment, l.containment_of_original, l.shared_words
        from news.duplicate_link l join news.article a using (article_id)
        join news.article o on o.article_id = l.duplicate_of""",
    "fingerprints": """
        select a.uri, f.hash, f.leads from news.fingerprint f join news.article a using (article_id)
        where a.uri not like 'file:%'""",
}
