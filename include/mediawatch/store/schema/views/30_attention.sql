-- Attention: how much of the coverage deals with a topic, whose voice it is, and what is rising.

create or replace view news.topic_attention_daily as
select
    d.day,
    t.topic_id,
    t.label,
    coalesce(m.matching, 0)::bigint as matching,
    d.total::bigint as total,
    coalesce(m.matching, 0) / d.total::double precision as ratio,
    coalesce(m.matching_unique, 0)::bigint as matching_unique,
    d.total_unique::bigint as total_unique,
    coalesce(m.matching_unique, 0) / nullif(d.total_unique, 0)::double precision as ratio_unique,
    coalesce(m.matching_about, 0)::bigint as matching_about
from news.topic t
cross join news.coverage_daily d
left join news.topic_daily m on m.topic_id = t.topic_id and m.day = d.day;

comment on view news.topic_attention_daily is
    'Attention to each topic on each day that has articles, zeros included; days as in news.article_coverage, overrides applied';
comment on column news.topic_attention_daily.day is 'Day in the reporting time zone';
comment on column news.topic_attention_daily.topic_id is 'The topic';
comment on column news.topic_attention_daily.label is 'Name of the topic';
comment on column news.topic_attention_daily.matching is 'Articles of the day that belong to the topic, of either grade';
comment on column news.topic_attention_daily.total is 'All articles of the day';
comment on column news.topic_attention_daily.ratio is 'matching / total, 0..1';
comment on column news.topic_attention_daily.matching_unique is
    'Of matching, articles with a text of their own: no exact, copy or truncation of another';
comment on column news.topic_attention_daily.total_unique is 'Of total, articles with a text of their own';
comment on column news.topic_attention_daily.ratio_unique is
    'matching_unique / total_unique, 0..1; null where the day has no text of its own';
comment on column news.topic_attention_daily.matching_about is 'Of matching, articles of grade about';

create or replace view news.share_of_voice as
select
    day,
    topic_id,
    label,
    matching,
    sum(matching) over same_day as matching_all_topics,
    matching / sum(matching) over same_day::double precision as share,
    matching_unique,
    sum(matching_unique) over same_day as matching_unique_all_topics,
    matching_unique / nullif(sum(matching_unique) over same_day, 0)::double precision as share_unique
from news.topic_attention_daily
where matching > 0
window same_day as (partition by day);

comment on view news.share_of_voice is
    'Share of voice between topics, a day: for a longer time sum matching of each topic and divide by the sum of all';
comment on column news.share_of_voice.day is 'Day in the reporting time zone';
comment on column news.share_of_voice.topic_id is 'The topic';
comment on column news.share_of_voice.label is 'Name of the topic';
comment on column news.share_of_voice.matching is 'Articles of the day that belong to the topic';
comment on column news.share_of_voice.matching_all_topics is
    'Sum of matching over all topics of the day; an article of two topics counts twice';
comment on column news.share_of_voice.share is 'matching / matching_all_topics, 0..1';
comment on column news.share_of_voice.matching_unique is 'Of matching, articles with a text of their own';
comment on column news.share_of_voice.matching_unique_all_topics is 'Sum of matching_unique over all topics of the day';
comment on column news.share_of_voice.share_unique is
    'matching_unique / matching_unique_all_topics, 0..1; null where that is 0';

create or replace view news.share_of_voice_publisher as
select
    day,
    topic_id,
    publisher,
    matching,
    sum(matching) over same_day as matching_all_publishers,
    matching / sum(matching) over same_day::double precision as share,
    matching_unique,
    sum(matching_unique) over same_day as matching_unique_all_publishers,
    matching_unique / nullif(sum(matching_unique) over same_day, 0)::double precision as share_unique
from (
    select
        e.topic_id,
        c.day,
        c.publisher,
        count(*) as matching,
        count(*) filter (where c.unique_text) as matching_unique
    from news.article_topic_effective e
    join news.article_coverage c on c.article_id = e.article_id
    group by e.topic_id, c.day, c.publisher
) counted
window same_day as (partition by topic_id, day);

comment on view news.share_of_voice_publisher is
    'Share of voice between publishers, a topic and day: for a longer time sum matching of each and divide by the sum of all';
comment on column news.share_of_voice_publisher.day is 'Day in the reporting time zone';
comment on column news.share_of_voice_publisher.topic_id is 'The topic';
comment on column news.share_of_voice_publisher.publisher is
    'The publisher, as in news.article_coverage; null where nothing tells';
comment on column news.share_of_voice_publisher.matching is 'Articles of the publisher that belong to the topic';
comment on column news.share_of_voice_publisher.matching_all_publishers is 'Articles of the day that belong to the topic';
comment on column news.share_of_voice_publisher.share is 'matching / matching_all_publishers, 0..1';
comment on column news.share_of_voice_publisher.matching_unique is 'Of matching, articles with a text of their own';
comment on column news.share_of_voice_publisher.matching_unique_all_publishers is
    'Of matching_all_publishers, articles with a text of their own';
comment on column news.share_of_voice_publisher.share_unique is
    'matching_unique / matching_unique_all_publishers, 0..1; null where that is 0';

create or replace view news.share_of_voice_media_type as
select
    day,
    topic_id,
    media_type,
    matching,
    sum(matching) over same_day as matching_all,
    matching / sum(matching) over same_day::double precision as share,
    matching_unique,
    sum(matching_unique) over same_day as matching_unique_all,
    matching_unique / nullif(sum(matching_unique) over same_day, 0)::double precision as share_unique
from (
    select
        e.topic_id,
        c.day,
        c.media_type as media_type,
        count(*) as matching,
        count(*) filter (where c.unique_text) as matching_unique
    from news.article_topic_effective e
    join news.article_coverage c on c.article_id = e.article_id
    group by e.topic_id, c.day, c.media_type
) counted
window same_day as (partition by topic_id, day);

comment on view news.share_of_voice_media_type is
    'Share of voice between kinds of media, a topic and day: for a longer time sum matching of each and divide by the sum of all';
comment on column news.share_of_voice_media_type.day is 'Day in the reporting time zone';
comment on column news.share_of_voice_media_type.topic_id is 'The topic';
comment on column news.share_of_voice_media_type.media_type is 'Kind of medium, as in news.article_coverage; null where no source says it';
comment on column news.share_of_voice_media_type.matching is 'Articles of these sources that belong to the topic';
comment on column news.share_of_voice_media_type.matching_all is 'Sum of matching over all rows of the topic and day';
comment on column news.share_of_voice_media_type.share is 'matching / matching_all, 0..1';
comment on column news.share_of_voice_media_type.matching_unique is 'Of matching, articles with a text of their own';
comment on column news.share_of_voice_media_type.matching_unique_all is 'Sum of matching_unique over all rows of the topic and day';
comment on column news.share_of_voice_media_type.share_unique is 'matching_unique / matching_unique_all, 0..1; null where that is 0';

create or replace view news.share_of_voice_collection as
select
    day,
    topic_id,
    collection,
    matching,
    sum(matching) over same_day as matching_all,
    matching / sum(matching) over same_day::double precision as share,
    matching_unique,
    sum(matching_unique) over same_day as matching_unique_all,
    matching_unique / nullif(sum(matching_unique) over same_day, 0)::double precision as share_unique
from (
    select
        e.topic_id,
        c.day,
        g.name as collection,
        count(*) as matching,
        count(*) filter (where c.unique_text) as matching_unique
    from news.article_topic_effective e
    join news.article_coverage c on c.article_id = e.article_id
    cross join lateral unnest(c.collections) g(name)
    group by e.topic_id, c.day, g.name
) counted
window same_day as (partition by topic_id, day);

comment on view news.share_of_voice_collection is
    'Share of voice between collections of sources, a topic and day: an article counts in each collection of its source, and in none where its source is in none';
comment on column news.share_of_voice_collection.day is 'Day in the reporting time zone';
comment on column news.share_of_voice_collection.topic_id is 'The topic';
comment on column news.share_of_voice_collection.collection is 'A group that analysts put sources in';
comment on column news.share_of_voice_collection.matching is 'Articles of these sources that belong to the topic';
comment on column news.share_of_voice_collection.matching_all is 'Sum of matching over all rows of the topic and day';
comment on column news.share_of_voice_collection.share is 'matching / matching_all, 0..1';
comment on column news.share_of_voice_collection.matching_unique is 'Of matching, articles with a text of their own';
comment on column news.share_of_voice_collection.matching_unique_all is 'Sum of matching_unique over all rows of the topic and day';
comment on column news.share_of_voice_collection.share_unique is 'matching_unique / matching_unique_all, 0..1; null where that is 0';

create or replace view news.topic_rising as
with total as (
    select
        coalesce(sum(total_unique) filter (where day = news.reporting_today()), 0)::bigint as now,
        coalesce(sum(total_unique) filter (where day < news.reporting_today()), 0)::bigint as before
    from news.coverage_daily
    where day between news.reporting_today() - 28 and news.reporting_today()
),
matched as (
    select
        topic_id,
        coalesce(sum(matching) filter (where day = news.reporting_today()), 0)::bigint as matching,
        coalesce(sum(matching_unique) filter (where day = news.reporting_today()), 0)::bigint as now,
        coalesce(sum(matching_unique) filter (where day < news.reporting_today()), 0)::bigint as before
    from news.topic_daily
    where day between news.reporting_today() - 28 and news.reporting_today()
    group by topic_id
),
figure as (
    select
        t.topic_id,
        t.label,
        coalesce(m.matching, 0) as matching,
        coalesce(m.now, 0) as now,
        total.now as total_now,
        coalesce(m.before, 0) as before,
        total.before as total_before
    from news.topic t
    cross join total
    left join matched m on m.topic_id = t.topic_id
    where t.active
)
select
    news.reporting_today() as day,
    topic_id,
    label,
    matching,
    now as matching_unique,
    total_now as total_unique,
    before as matching_unique_28_days,
    total_before as total_unique_28_days,
    total_now * (before / nullif(total_before, 0)::double precision) as expected,
    now / nullif(total_now * (before / nullif(total_before, 0)::double precision), 0) as lift,
    news.rate_change(now, total_now, before, total_before) as score
from figure;

comment on view news.topic_rising is
    'Active topics, today against the 28 days before, over unique texts. score is the signed root of the log-likelihood ratio (Dunning 1993) of today''s share of the coverage against that of the 28 days: 2 and more is seldom chance, 3 and more hardly ever, if articles were independent; read it as an order of topics';
comment on column news.topic_rising.day is 'Today in the reporting time zone; mediawatch.today sets another day';
comment on column news.topic_rising.topic_id is 'The topic';
comment on column news.topic_rising.label is 'Name of the topic';
comment on column news.topic_rising.matching is 'Articles of today that belong to the topic, repeats included';
comment on column news.topic_rising.matching_unique is 'Of matching, articles with a text of their own';
comment on column news.topic_rising.total_unique is 'All articles of today with a text of their own';
comment on column news.topic_rising.matching_unique_28_days is
    'Articles with a text of their own that belong to the topic, in the 28 days before today';
comment on column news.topic_rising.total_unique_28_days is
    'All articles with a text of their own in the 28 days before today';
comment on column news.topic_rising.expected is
    'matching_unique that today would have at the rate of the 28 days: fair to a day that is not over yet';
comment on column news.topic_rising.lift is 'matching_unique / expected; null where nothing was expected';
comment on column news.topic_rising.score is
    'How unlikely the change is: positive where the topic rises, negative where it falls; null without articles on either side';
