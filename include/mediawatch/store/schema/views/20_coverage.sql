-- What the counts are made of: the day, the publisher and the text of an article, and the topics that it counts for.

-- `offset 0`: of a key that Postgres cannot trace to unnest it expects many, and joins by hash; else it expects ten,
-- and compares each row with each.
create or replace view ops.publisher_name as
select distinct on (n.key) n.key, n.name, n.publisher_id
from (
    select lower(n.name) as key, p.name, p.publisher_id
    from news.publisher p
    cross join lateral unnest(array[p.publisher_id, p.name] || p.aliases) n(name) offset 0
) n
order by n.key, n.publisher_id;

comment on view ops.publisher_name is 'Whom an article means that names its publisher so: ids, names and aliases of news.publisher';
comment on column ops.publisher_name.key is 'Id, name or alias in small letters';
comment on column ops.publisher_name.name is 'Name to show';
comment on column ops.publisher_name.publisher_id is 'The publisher; of several the first by its id';

create or replace view ops.publisher_domain as
select distinct on (d.key) d.key, d.name, d.publisher_id
from (
    select lower(d.name) as key, p.name, p.publisher_id
    from news.publisher p cross join lateral unnest(p.domains) d(name) offset 0
) d
order by d.key, d.publisher_id;

comment on view ops.publisher_domain is 'Whose domain it is: domains of news.publisher';
comment on column ops.publisher_domain.key is 'Domain in small letters';
comment on column ops.publisher_domain.name is 'Name to show';
comment on column ops.publisher_domain.publisher_id is 'The publisher; of several the first by its id';

create or replace view news.article_coverage as
select
    a.article_id,
    news.coverage_day(a.published_on, a.date_published_precision, a.coverage_at) as day,
    a.coverage_at,
    not exists (
        select from news.duplicate_link l
        where l.article_id = a.article_id and l.kind in ('exact', 'copy', 'truncation')
    ) as unique_text,
    coalesce(by_name.name, by_source.name, by_domain_3.name, by_domain_2.name, a.publisher, host.name) as publisher,
    a.in_language,
    a.coverage_at_source,
    coalesce(by_name.publisher_id, by_source.publisher_id, by_domain_3.publisher_id, by_domain_2.publisher_id)
        as publisher_id,
    a.source_id,
    medium.media_type,
    medium.tier,
    medium.region,
    medium.country,
    coalesce(medium.collections, '{}') as collections
from news.article a
cross join lateral (select news.url_host(a.url) as name) host
left join ops.publisher_name by_name on by_name.key = lower(a.publisher)
left join news.source s on s.source_id = a.source_id
left join news.publisher by_source on by_source.publisher_id = s.publisher_id
left join ops.publisher_domain by_domain_3 on by_domain_3.key =
    split_part(host.name, '.', -3) || '.' || split_part(host.name, '.', -2) || '.' || split_part(host.name, '.', -1)
left join ops.publisher_domain by_domain_2 on by_domain_2.key = split_part(host.name, '.', -2) || '.' || split_part(host.name, '.', -1)
left join news.source medium on medium.source_id = coalesce(
    s.source_id, by_name.publisher_id, by_domain_3.publisher_id, by_domain_2.publisher_id
);

comment on view news.article_coverage is
    'What an article counts for: its day, its publisher, and whether its text is its own';
comment on column news.article_coverage.article_id is 'The article';
comment on column news.article_coverage.day is
    'Day that it counts for: the one that its source states where it states no time of day, else that of coverage_at in the reporting time zone';
comment on column news.article_coverage.coverage_at is 'date_published, else when it was first seen';
comment on column news.article_coverage.unique_text is
    'false where it repeats another article (exact, copy or truncation); an excerpt and a report made from a form have texts of their own';
comment on column news.article_coverage.publisher is
    'Name to show: of the publisher in news.publisher that the article names, else that its source or its domain belongs to; else the name that it gives, else its host; null where nothing tells';
comment on column news.article_coverage.publisher_id is
    'That publisher in news.publisher, by name, alias, source or domain; null where none of its entries is it';
comment on column news.article_coverage.in_language is 'Language of the body, BCP 47';
comment on column news.article_coverage.coverage_at_source is
    'date_published, or observed_at where the article does not say when it was published';

comment on column news.article_coverage.source_id is 'Configured source that delivered it, see news.source';
comment on column news.article_coverage.media_type is
    'print_native, digital_native, broadcast, agency, blog or other, as its source says, else the source of its publisher; null: not said';
comment on column news.article_coverage.tier is '1 for the most important, likewise';
comment on column news.article_coverage.region is 'Where it is read, in words, likewise';
comment on column news.article_coverage.country is 'ISO 3166 alpha-2 of that source';
comment on column news.article_coverage.collections is 'Groups that analysts put that source in';

create or replace view news.article_topic_effective as
select
    t.article_id,
    t.topic_id,
    t.grade,
    t.score,
    t.topic_version,
    case when o.relevant then 'query and analyst' else 'query' end as decided_by,
    o.who,
    o.why
from news.article_topic t
left join news.topic_override o on o.article_id = t.article_id and o.topic_id = t.topic_id
where o.relevant is distinct from false
union all
select o.article_id, o.topic_id, null, null, null, 'analyst', o.who, o.why
from news.topic_override o
where o.relevant
    and not exists (
        select from news.article_topic t where t.article_id = o.article_id and t.topic_id = o.topic_id
    );

comment on view news.article_topic_effective is
    'Topics of articles with the analysts'' word applied: tags less those that an override rejects, plus those that one adds';
comment on column news.article_topic_effective.article_id is 'The article';
comment on column news.article_topic_effective.topic_id is 'The topic';
comment on column news.article_topic_effective.grade is
    'about: in the headline or the first 80 words; mentions: elsewhere; null where only an analyst put it there';
comment on column news.article_topic_effective.score is
    '0..1, how strongly the article matches; null where only an analyst put it there';
comment on column news.article_topic_effective.topic_version is
    'Version of the topic''s definition that matched; null where only an analyst put it there';
comment on column news.article_topic_effective.decided_by is 'query, query and analyst, or analyst';
comment on column news.article_topic_effective.who is 'The analyst who confirmed or added it';
comment on column news.article_topic_effective.why is 'The analyst''s reason';
