-- Stories, and how texts travel from paper to paper.

create or replace view news.story_in_other_language as
select
    l.of_story_id,
    o.story_id,
    o.in_language,
    o.headline,
    o.article_count,
    o.publisher_count,
    l.similarity,
    l.shared
from (
    select story_id as of_story_id, other_story_id, similarity, shared from news.story_link
    union all
    select other_story_id, story_id, similarity, shared from news.story_link
) l
join news.story o on o.story_id = l.other_story_id;

comment on view news.story_in_other_language is
    'Each story with those that tell of its event in other languages, and what they share';
comment on column news.story_in_other_language.of_story_id is 'The story that is asked for';
comment on column news.story_in_other_language.story_id is 'A story of the same event in another language';
comment on column news.story_in_other_language.in_language is 'Its language';
comment on column news.story_in_other_language.headline is 'Its headline';
comment on column news.story_in_other_language.article_count is 'Its articles, repeats included';
comment on column news.story_in_other_language.publisher_count is 'Its publishers';
comment on column news.story_in_other_language.similarity is '0..1, how alike the names, numbers and countries of both are';
comment on column news.story_in_other_language.shared is
    'Names, numbers and countries that both have, the most telling first; a = b where they are written differently';

create or replace view news.story_overview as
select
    s.story_id,
    s.headline,
    s.in_language,
    s.first_published,
    s.last_published,
    s.last_published - s.first_published as duration,
    s.article_count,
    s.publisher_count,
    (
        select count(*)
        from news.story_article m
        where m.story_id = s.story_id
            and not exists (
                select from news.duplicate_link l
                where l.article_id = m.article_id and l.kind in ('exact', 'copy', 'truncation')
            )
    ) as unique_texts,
    (
        select m.article_id
        from news.story_article m
        join news.article a on a.article_id = m.article_id
        where m.story_id = s.story_id
        order by a.coverage_at, m.article_id
        limit 1
    ) as first_article_id,
    array( -- as news.article_topic_effective, which cannot be asked for one story alone without being made for all
        select topic_id
        from (
            select t.topic_id
            from news.story_article m
            join news.article_topic t on t.article_id = m.article_id
            left join news.topic_override o on o.article_id = t.article_id and o.topic_id = t.topic_id
            where m.story_id = s.story_id and o.relevant is distinct from false
            union all
            select o.topic_id
            from news.story_article m
            join news.topic_override o on o.article_id = m.article_id
            left join news.article_topic t on t.article_id = o.article_id and t.topic_id = o.topic_id
            where m.story_id = s.story_id and o.relevant and t.article_id is null
        ) held
        group by topic_id
        order by count(*) desc, topic_id
    ) as topics,
    array(
        select term
        from news.story_article m
        cross join lateral unnest(m.shared_terms) term
        where m.story_id = s.story_id
        group by term
        order by count(*) desc, term
        limit 10
    ) as terms,
    array(
        select g.story_id from news.story_merge g where g.merged_into = s.story_id order by g.story_id
    ) as former_story_ids,
    array(
        select o.story_id from news.story_in_other_language o where o.of_story_id = s.story_id order by o.story_id
    ) as other_language_story_ids,
    array(
        select distinct o.in_language from news.story_in_other_language o
        where o.of_story_id = s.story_id order by o.in_language
    ) as other_languages,
    s.article_count + coalesce(
        (select sum(o.article_count) from news.story_in_other_language o where o.of_story_id = s.story_id), 0
    )::integer as article_count_all_languages
from news.story s;

comment on view news.story_overview is 'Each story with its size, its span, its topics and the words that hold it together';
comment on column news.story_overview.story_id is 'The story';
comment on column news.story_overview.headline is 'Headline of its most central article';
comment on column news.story_overview.in_language is 'Language of its articles';
comment on column news.story_overview.first_published is 'Earliest coverage';
comment on column news.story_overview.last_published is 'Latest coverage';
comment on column news.story_overview.duration is 'From the earliest coverage to the latest';
comment on column news.story_overview.article_count is 'Articles, repeats included';
comment on column news.story_overview.publisher_count is 'Different publishers';
comment on column news.story_overview.unique_texts is
    'Articles with a text of their own: no exact, copy or truncation of another';
comment on column news.story_overview.first_article_id is 'The article with the earliest coverage';
comment on column news.story_overview.topics is 'Topics of its articles, overrides applied, the most frequent first';
comment on column news.story_overview.terms is 'Up to ten terms that tied most articles to it';
comment on column news.story_overview.former_story_ids is 'Numbers of stories that proved to be this one';
comment on column news.story_overview.other_language_story_ids is 'Stories of the same event in other languages';
comment on column news.story_overview.other_languages is 'Those languages';
comment on column news.story_overview.article_count_all_languages is
    'Articles of the event over all its languages, repeats included';

create or replace view news.syndication as
select
    o.article_id as original_id,
    o.headline,
    v.publisher,
    o.coverage_at,
    o.url,
    c.copies,
    c.exact,
    c.edited,
    c.truncated,
    c.excerpts,
    c.publisher_count,
    c.publishers,
    c.first_copy_at,
    c.last_copy_at,
    c.first_copy_at - o.date_published as time_to_first_copy,
    c.median_copy_at - o.date_published as median_time_to_copy
from (
    select
        l.duplicate_of,
        count(*) filter (where l.kind <> 'excerpt') as copies,
        count(*) filter (where l.kind = 'exact') as exact,
        count(*) filter (where l.kind = 'copy') as edited,
        count(*) filter (where l.kind = 'truncation') as truncated,
        count(*) filter (where l.kind = 'excerpt') as excerpts,
        count(distinct v.publisher) filter (where l.kind <> 'excerpt') as publisher_count,
        coalesce(
            array_agg(distinct v.publisher order by v.publisher)
                filter (where l.kind <> 'excerpt' and v.publisher is not null),
            '{}'
        ) as publishers,
        min(v.coverage_at) filter (where l.kind <> 'excerpt' and v.coverage_at_source = 'date_published')
            as first_copy_at,
        max(v.coverage_at) filter (where l.kind <> 'excerpt' and v.coverage_at_source = 'date_published')
            as last_copy_at,
        to_timestamp(
            percentile_cont(0.5) within group (order by extract(epoch from v.coverage_at)::double precision)
            filter (where l.kind <> 'excerpt' and v.coverage_at_source = 'date_published')
        ) as median_copy_at
    from news.duplicate_link l
    join news.article_coverage v on v.article_id = l.article_id
    where l.kind <> 'form'
    group by l.duplicate_of
) c
join news.article o on o.article_id = c.duplicate_of
join news.article_coverage v on v.article_id = c.duplicate_of;

comment on view news.syndication is
    'Each original with the articles that repeat it: how many, whose, and how soon. Times count copies that say when they were published';
comment on column news.syndication.original_id is 'The original: its article_id';
comment on column news.syndication.headline is 'Headline of the original';
comment on column news.syndication.publisher is 'Publisher of the original, as in news.article_coverage';
comment on column news.syndication.coverage_at is 'Moment that the original counts for';
comment on column news.syndication.url is 'Address of the original';
comment on column news.syndication.copies is 'Articles that repeat it: exact + edited + truncated';
comment on column news.syndication.exact is 'Of copies, those with the very same text';
comment on column news.syndication.edited is 'Of copies, those with small changes (kind copy)';
comment on column news.syndication.truncated is 'Of copies, those where one is a part of the other (kind truncation)';
comment on column news.syndication.excerpts is 'Articles that quote a passage of it in a text of their own; not in copies';
comment on column news.syndication.publisher_count is 'Different publishers of the copies';
comment on column news.syndication.publishers is 'Their names';
comment on column news.syndication.first_copy_at is 'Earliest date_published of a copy';
comment on column news.syndication.last_copy_at is 'Latest date_published of a copy';
comment on column news.syndication.time_to_first_copy is
    'From the original''s date_published to the first copy''s; null where either has none';
comment on column news.syndication.median_time_to_copy is 'The same to the median copy';
