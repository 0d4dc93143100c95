"""What must hold of the stories in schema news after cluster."""

from __future__ import annotations

from mediawatch.quality.expectation import Expectation, Limits, no_rows

_FAULT = "A fault of cluster: clear its task and let it run again; if it stays, report it with the sample."
_STORIES = "news.story as s, run where s.run_id = run.run_id"
_MEMBERS = "(select count(*) from news.story_article as m where m.story_id = s.story_id)"


def suite(limits: Limits) -> tuple[Expectation, ...]:
    del limits
    return (
        no_rows(
            "cluster.article_in_story",
            "Every published article of the run stands in a story (in one only: its row there is its key), but for "
            "round-ups.",
            _FAULT,
            """
            select a.uri, a.article_id from news.article as a, ops.document as d, run
            where d.run_id = run.run_id and d.article_id = a.article_id
              and not exists (select from news.story_article as m where m.article_id = a.article_id)
              and not exists (select from news.round_up as r where r.article_id = a.article_id)
            """,
        ),
        no_rows(
            "cluster.round_up_in_no_story",
            "A round-up of the run, which tells of several events, is an article of none of their stories.",
            _FAULT,
            """
            select a.uri, m.story_id from news.round_up as r, news.story_article as m, news.article as a,
                ops.document as d, run
            where d.run_id = run.run_id and d.article_id = r.article_id
              and m.article_id = r.article_id and a.article_id = r.article_id
            """,
        ),
        no_rows(
            "cluster.story_has_articles",
            "No story that the run looked at is without articles.",
            _FAULT,
            f"""
            select s.story_id, s.headline from {_STORIES}
              and not exists (select from news.story_article as m where m.story_id = s.story_id)
            """,
        ),
        no_rows(
            "cluster.article_count_true",
            "A story says how many articles it has.",
            _FAULT,
            f"""
            select s.story_id, s.article_count, {_MEMBERS} as members from {_STORIES}
              and {_MEMBERS} > 0 and s.article_count <> {_MEMBERS}
            """,
        ),
        no_rows(
            "cluster.span_in_order",
            "A story's first coverage is not after its last.",
            _FAULT,
            f"select s.story_id, s.first_published, s.last_published from {_STORIES} "
            "and s.first_published > s.last_published",
        ),
        no_rows(
            "cluster.headline_present",
            "A story has a headline.",
            _FAULT,
            f"select s.story_id, s.article_count from {_STORIES} and s.headline = ''",
        ),
        no_rows(
            "cluster.similarity_in_range",
            "The similarity of an article to its story is from 0 to 1.",
            _FAULT,
            f"select m.article_id, m.story_id, m.similarity from news.story_article as m, {_STORIES} "
            "and m.story_id = s.story_id and m.similarity not between 0 and 1",
        ),
        no_rows(
            "cluster.profile_of_its_text",
            "What is compared of an article is of the text that it has, unless cluster has to look at it again.",
            _FAULT,
            f"""
            select a.uri, p.content_sha256 from news.story_profile as p, news.article as a, news.story_article as m
            where m.story_id in (select s.story_id from {_STORIES})
              and p.article_id = m.article_id and a.article_id = p.article_id
              and p.content_sha256 <> a.content_sha256
              and not exists (select from ops.story_queue as q where q.article_id = a.article_id)
            """,
        ),
        no_rows(
            "cluster.fact_value_at_its_place",
            "The words of a value stand where its offsets say, inside its sentence.",
            _FAULT,
            f"""
            select m.story_id, m.fact_no, m.article_id, m.value_text
            from news.story_fact_mention as m, news.article as a
            where a.article_id = m.article_id and m.story_id in (select s.story_id from {_STORIES})
              and (
                m.start_char < m.sentence_start or m.end_char > m.sentence_end
                or m.value_text <> substr(
                    case m.field when 'headline' then a.headline else a.article_body end,
                    m.start_char + 1, m.end_char - m.start_char
                )
              )
              and not exists (select from news.story_due as d where d.story_id = m.story_id)
              and not exists (select from news.story_fact_due as e where e.story_id = m.story_id)
              and not exists (select from ops.story_queue as q where q.article_id = m.article_id)
            """,
        ),
        no_rows(
            "cluster.fact_counts_true",
            "A fact says how many accounts give a value of it: two or more, of the story, each of its values by one.",
            _FAULT,
            f"""
            select f.story_id, f.fact_no, f.account_count from news.story_fact as f
            where f.story_id in (select s.story_id from {_STORIES})
              and not exists (select from news.story_due as d where d.story_id = f.story_id)
              and not exists (select from news.story_fact_due as e where e.story_id = f.story_id)
              and (
                f.account_count < 2
                or f.account_count <> (
                    select count(distinct m.article_id)
                    from news.story_fact_mention as m, news.story_article as x
                    where m.story_id = f.story_id and m.fact_no = f.fact_no
                      and x.article_id = m.article_id and x.story_id = m.story_id
                )
                or cardinality(f.account_values) <> (
                    select count(distinct m.value_no) from news.story_fact_mention as m
                    where m.story_id = f.story_id and m.fact_no = f.fact_no
                )
              )
            """,
        ),
        no_rows(
            "cluster.copy_with_original",
            "A copy stands in the story of its original.",
            "The copy was found to be one after it had been put into a story. Nothing is lost; the story of the copy "
            "counts a text twice.",
            f"""
            select l.article_id, l.duplicate_of, m.story_id, o.story_id as story_of_original
            from news.duplicate_link as l, news.story_article as m, news.story_article as o
            where l.kind in ('exact', 'copy', 'truncation')
              and m.article_id = l.article_id and o.article_id = l.duplicate_of and m.story_id <> o.story_id
              and m.story_id in (select s.story_id from {_STORIES})
              and not exists (select from ops.story_queue as q where q.article_id = l.article_id)
            """,
            severity="warning",
        ),
    )
