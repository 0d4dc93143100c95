-- Counts a day: kept ones where they hold, counted anew where they do not. Nothing that is read through these views is
-- ever stale.

create or replace view ops.attention_stale_day as
select distinct d.day + shift as day
from ops.attention_due d
cross join generate_series(-1, 1) shift
where exists (select from ops.attention_zone where time_zone = news.reporting_time_zone())
union all
select day::date
from (select min(coverage_at) as first, max(coverage_at) as last from news.article) span
cross join lateral generate_series(
    news.reporting_day(span.first)::timestamp - interval '1 day',
    news.reporting_day(span.last)::timestamp + interval '1 day',
    interval '1 day'
) day
where not exists (select from ops.attention_zone where time_zone = news.reporting_time_zone());

comment on view ops.attention_stale_day is
    'Days whose kept counts do not hold: every day where they were counted in another time zone';
comment on column ops.attention_stale_day.day is 'Day in the reporting time zone';

create or replace view ops.attention_article as
select s.day, a.article_id, repeat.article_id is null as unique_text
from ops.attention_stale_day s
join news.article a
    on a.coverage_at >= news.day_start(s.day) - interval '1 day' -- by the index, with room for bare days
    and a.coverage_at < news.day_start(s.day) + interval '2 days'
    and news.coverage_day(a.published_on, a.date_published_precision, a.coverage_at) = s.day
left join lateral ( -- looked up for each article: `not exists` would be answered from all links
    select l.article_id from news.duplicate_link l
    where l.article_id = a.article_id and l.kind in ('exact', 'copy', 'truncation') limit 1
) repeat on true;

comment on view ops.attention_article is 'Articles of the days whose kept counts do not hold';
comment on column ops.attention_article.day is 'Day in the reporting time zone';
comment on column ops.attention_article.article_id is 'The article';
comment on column ops.attention_article.unique_text is 'As in news.article_coverage';

create or replace view ops.attention_topic as
select t.topic_id, a.day, t.grade, a.unique_text
from ops.attention_article a
join news.article_topic t on t.article_id = a.article_id
left join news.topic_override o on o.article_id = t.article_id and o.topic_id = t.topic_id
where o.relevant is distinct from false
union all
select o.topic_id, a.day, null, a.unique_text
from ops.attention_article a
join news.topic_override o on o.article_id = a.article_id and o.relevant
where not exists (
    select from news.article_topic t where t.article_id = o.article_id and t.topic_id = o.topic_id
);

comment on view ops.attention_topic is
    'Topics of the articles of days whose kept counts do not hold, as in news.article_topic_effective';
comment on column ops.attention_topic.topic_id is 'The topic';
comment on column ops.attention_topic.day is 'Day in the reporting time zone';
comment on column ops.attention_topic.grade is 'Grade of the tag; null where only an analyst put it there';
comment on column ops.attention_topic.unique_text is 'As in news.article_coverage';

create or replace view news.coverage_daily as
select c.day, c.total, c.total_unique
from news.coverage_count c
where c.day not in (select day from ops.attention_stale_day)
union all
select day, count(*)::integer, (count(*) filter (where unique_text))::integer
from ops.attention_article
group by day;

comment on view news.coverage_daily is 'How many articles count for each day that has any';
comment on column news.coverage_daily.day is 'Day in the reporting time zone';
comment on column news.coverage_daily.total is 'All articles of the day';
comment on column news.coverage_daily.total_unique is 'Of total, articles with a text of their own';

create or replace view news.topic_daily as
select c.topic_id, c.day, c.matching, c.matching_about, c.matching_unique
from news.topic_count c
where c.day not in (select day from ops.attention_stale_day)
union all
select topic_id, day, count(*)::integer, (count(*) filter (where grade = 'about'))::integer,
    (count(*) filter (where unique_text))::integer
from ops.attention_topic
group by topic_id, day;

comment on view news.topic_daily is
    'How many articles of each day belong to each topic, overrides applied; no row where none does';
comment on column news.topic_daily.topic_id is 'The topic';
comment on column news.topic_daily.day is 'Day in the reporting time zone';
comment on column news.topic_daily.matching is 'Articles of the day that belong to the topic, of either grade';
comment on column news.topic_daily.matching_about is 'Of matching, articles of grade about';
comment on column news.topic_daily.matching_unique is 'Of matching, articles with a text of their own';
