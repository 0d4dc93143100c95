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
select s.day, a.article_id, repeat.article_id is null as unique_text, a.publisher, a.source_id,
    news.url_host(a.url) as host
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
comment on column ops.attention_article.publisher is 'Publisher as the article names it';
comment on column ops.attention_article.source_id is 'Configured source that delivered it';
comment on column ops.attention_article.host is 'Host of its address';

create or replace view ops.attention_topic as
select t.topic_id, a.day, t.grade, a.unique_text
from ops.attention_article a
join news.article_topic t on t.article_id = a.article_id
left join news.topic_override o on o.article_id = t.article_id and o.topic_id = t.topic_id
where o.relevant is distinct from false
union all
select o.topic_id, a.day, null, a.unique_text
from ops.attention_article a
join lateral ( -- looked up for each article: else all overrides are read
    select o.topic_id from news.topic_override o
    where o.article_id = a.article_id and o.relevant and not exists (
        select from news.article_topic t where t.article_id = o.article_id and t.topic_id = o.topic_id
    ) offset 0
) o on true;

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

create or replace view ops.publisher_counted as
select c.day, c.publisher, c.source_id, c.host, c.total, c.total_unique
from news.publisher_count c
where c.day not in (select day from ops.attention_stale_day)
union all
select day, publisher, source_id, host, count(*)::integer, (count(*) filter (where unique_text))::integer
from ops.attention_article
group by day, publisher, source_id, host;

comment on view ops.publisher_counted is
    'How many articles of each day name a publisher, came from a source and stand on a host: what decides whose they are';
comment on column ops.publisher_counted.day is 'Day in the reporting time zone';
comment on column ops.publisher_counted.publisher is 'Publisher as the articles name it';
comment on column ops.publisher_counted.source_id is 'Configured source that delivered them';
comment on column ops.publisher_counted.host is 'Host of their addresses';
comment on column ops.publisher_counted.total is 'All of them';
comment on column ops.publisher_counted.total_unique is 'Of total, articles with a text of their own';

create or replace view ops.publisher_resolved as
select
    c.day,
    c.publisher as named,
    c.source_id,
    c.host,
    c.total,
    c.total_unique,
    coalesce(by_name.name, by_source.name, by_domain_3.name, by_domain_2.name, c.publisher, c.host) as publisher,
    coalesce(by_name.publisher_id, by_source.publisher_id, by_domain_3.publisher_id, by_domain_2.publisher_id)
        as publisher_id
from ops.publisher_counted c
left join ops.publisher_name by_name on by_name.key = lower(c.publisher)
left join news.source s on s.source_id = c.source_id
left join news.publisher by_source on by_source.publisher_id = s.publisher_id
left join ops.publisher_domain by_domain_3 on by_domain_3.key =
    split_part(c.host, '.', -3) || '.' || split_part(c.host, '.', -2) || '.' || split_part(c.host, '.', -1)
left join ops.publisher_domain by_domain_2
    on by_domain_2.key = split_part(c.host, '.', -2) || '.' || split_part(c.host, '.', -1);

comment on view ops.publisher_resolved is
    'ops.publisher_counted with the publisher whose articles they are, decided as news.article_coverage decides for one: so a change of news.publisher or news.source needs no counting';
comment on column ops.publisher_resolved.day is 'Day in the reporting time zone';
comment on column ops.publisher_resolved.named is 'Publisher as the articles name it';
comment on column ops.publisher_resolved.source_id is 'Configured source that delivered them';
comment on column ops.publisher_resolved.host is 'Host of their addresses';
comment on column ops.publisher_resolved.total is 'All of them';
comment on column ops.publisher_resolved.total_unique is 'Of total, articles with a text of their own';
comment on column ops.publisher_resolved.publisher is 'Name to show, as in news.article_coverage';
comment on column ops.publisher_resolved.publisher_id is 'That publisher in news.publisher; null where none of its entries is it';

create or replace view news.publisher_daily as
select publisher, publisher_id, day, sum(total)::integer as total, sum(total_unique)::integer as total_unique
from ops.publisher_resolved
group by publisher, publisher_id, day;

comment on view news.publisher_daily is 'How many articles of each day each publisher has; no row where it has none';
comment on column news.publisher_daily.publisher is 'Name to show, as in news.article_coverage; null where nothing tells';
comment on column news.publisher_daily.publisher_id is 'That publisher in news.publisher; null where none of its entries is it';
comment on column news.publisher_daily.day is 'Day in the reporting time zone';
comment on column news.publisher_daily.total is 'All its articles of the day';
comment on column news.publisher_daily.total_unique is 'Of total, articles with a text of their own';
