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
    )::integer as article_count_all_languages,
    (select count(*) from news.story_related r where r.story_id = s.story_id)::integer as round_up_count
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
comment on column news.story_overview.round_up_count is
    'Round-ups that tell of it among other events; they are none of its articles';

create or replace view news.story_coverage as
select story_id, article_id, 'member' as role, similarity, shared_terms from news.story_article
union all
select story_id, article_id, 'related', similarity, shared_terms from news.story_related;

comment on view news.story_coverage is
    'Each story with all that tells of it: its articles, and round-ups that tell of it among other events';
comment on column news.story_coverage.story_id is 'The story';
comment on column news.story_coverage.article_id is 'An article that tells of it';
comment on column news.story_coverage.role is 'member: an article of the story; related: a round-up of several events';
comment on column news.story_coverage.similarity is
    '0..1: of a member to the other articles, of a round-up the part that is most like them';
comment on column news.story_coverage.shared_terms is 'The terms that made most of it';

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

create or replace view news.story_fact_account as
select
    m.story_id, -- that of the mentions, by which row_number counts: so one story is asked for without the others
    m.fact_no,
    f.kind,
    f.relation,
    f.about,
    f.unit,
    m.value_no,
    f.account_values[m.value_no] as account_value,
    m.value_text,
    m.article_id,
    c.publisher,
    a.url,
    a.published_on,
    substr(t.said, m.sentence_start + 1, m.sentence_end - m.sentence_start) as sentence,
    m.field,
    m.start_char,
    m.end_char,
    row_number() over (
        partition by m.story_id, m.fact_no, m.value_no order by a.coverage_at, a.uri collate "C", m.field desc, m.start_char
    ) = 1 as said_it_first,
    ( -- a later text of the same publisher that gives another value
        select o.value_no
        from news.story_fact_mention o
        join news.article later on later.article_id = o.article_id
        cross join lateral ( -- looked up for each: joined, the view would be made for every article
            select v.publisher from news.article_coverage v where v.article_id = o.article_id offset 0
        ) of_later
        where o.story_id = m.story_id and o.fact_no = m.fact_no and o.value_no <> m.value_no
            and of_later.publisher = c.publisher and later.coverage_at > a.coverage_at
        order by later.coverage_at desc, later.uri collate "C" desc
        limit 1
    ) as changed_to_value_no
from news.story_fact f
join news.story_fact_mention m on m.story_id = f.story_id and m.fact_no = f.fact_no
join news.article a on a.article_id = m.article_id
cross join lateral (select v.publisher from news.article_coverage v where v.article_id = m.article_id offset 0) c
cross join lateral (
    select case m.field when 'headline' then a.headline else a.article_body end as said
) t;

comment on view news.story_fact_account is
    'What each account says of a thing that others give a value of as well, with the sentence';
comment on column news.story_fact_account.story_id is 'The story';
comment on column news.story_fact_account.fact_no is 'Number of the fact within its story';
comment on column news.story_fact_account.kind is 'count, measure (a time of day and a result too), age, day or place';
comment on column news.story_fact_account.relation is 'agreed, differ, or series: a toll that only grows from day to day';
comment on column news.story_fact_account.about is 'What the values are said of, in the words of the account that was first';
comment on column news.story_fact_account.unit is 'What is measured or what became of people; null: the text or the value says it';
comment on column news.story_fact_account.value_no is 'Which of the values of the fact, from 1';
comment on column news.story_fact_account.account_value is
    'The value: a number, a time of day, a result, a day, or two with / between for what lies between them';
comment on column news.story_fact_account.value_text is 'The value in the words of the account';
comment on column news.story_fact_account.article_id is 'The account';
comment on column news.story_fact_account.publisher is 'Its publisher, as in news.article_coverage';
comment on column news.story_fact_account.url is 'Its address';
comment on column news.story_fact_account.published_on is 'The day that it states for itself';
comment on column news.story_fact_account.sentence is 'The sentence that the value stands in';
comment on column news.story_fact_account.field is 'headline or article_body';
comment on column news.story_fact_account.start_char is 'Offset of the value in it, from 0';
comment on column news.story_fact_account.end_char is 'Offset behind the value';
comment on column news.story_fact_account.said_it_first is 'Whether this is the earliest mention of its value';
comment on column news.story_fact_account.changed_to_value_no is
    'The value that the latest later text of the same publisher gives instead; null: none';

create or replace view news.story_difference as
select
    f.story_id,
    s.headline,
    f.fact_no,
    f.kind,
    f.about,
    f.unit,
    v.value_no,
    f.account_values[v.value_no] as account_value,
    v.account_count,
    v.article_ids,
    v.publishers,
    first.article_id as first_article_id,
    first.publisher as first_publisher,
    first.published_on as first_published_on,
    first.value_text,
    first.sentence,
    v.days_known
from news.story_fact f
join news.story s on s.story_id = f.story_id
cross join lateral (
    select
        m.value_no,
        count(distinct m.article_id)::integer as account_count,
        array_agg(distinct m.article_id order by m.article_id) as article_ids,
        coalesce(
            array_agg(distinct c.publisher order by c.publisher) filter (where c.publisher is not null), '{}'
        ) as publishers,
        bool_and(bool_and(said.published_on is not null)) over () as days_known
    from news.story_fact_mention m
    join news.article said on said.article_id = m.article_id
    cross join lateral (select v.publisher from news.article_coverage v where v.article_id = m.article_id offset 0) c
    where m.story_id = f.story_id and m.fact_no = f.fact_no
    group by m.value_no
) v
join news.story_fact_account first
    on first.story_id = f.story_id and first.fact_no = f.fact_no and first.value_no = v.value_no and first.said_it_first
where f.relation = 'differ';

comment on view news.story_difference is
    'Where accounts of one event differ: one row for each value of each thing that they give different values of';
comment on column news.story_difference.story_id is 'The story';
comment on column news.story_difference.headline is 'Its headline';
comment on column news.story_difference.fact_no is 'Number of the fact within its story';
comment on column news.story_difference.kind is 'count, measure (a time of day and a result too), age, day or place';
comment on column news.story_difference.about is 'What the values are said of, in the words of the account that was first';
comment on column news.story_difference.unit is 'What is measured or what became of people; null: the text or the value says it';
comment on column news.story_difference.value_no is 'Which of the values, from 1, that which was said first first';
comment on column news.story_difference.account_value is
    'The value: a number, a time of day, a result, a day, or two with / between for what lies between them';
comment on column news.story_difference.account_count is 'Accounts that give this value; copies are none of their own';
comment on column news.story_difference.article_ids is 'Those accounts';
comment on column news.story_difference.publishers is 'Their publishers';
comment on column news.story_difference.first_article_id is 'The account that gave this value first';
comment on column news.story_difference.first_publisher is 'Its publisher';
comment on column news.story_difference.first_published_on is 'The day that it states for itself';
comment on column news.story_difference.value_text is 'The value in its words';
comment on column news.story_difference.sentence is 'The sentence that it stands in';
comment on column news.story_difference.days_known is
    'Whether all accounts of the thing say their day; where not, a number may be of another moment: a running toll';
