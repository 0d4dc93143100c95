-- What operators look at: sources, gates, quarantine.

create or replace view news.source_health as
with lately as materialized (
    select s.source_id, a.first_seen_at
    from news.source s
    cross join lateral (
        select first_seen_at from news.article
        where source_id = s.source_id and first_seen_at > news.reporting_now() - interval '35 days'
    ) a
),
warned as (
    select s.source_id, count(*) as articles
    from news.source s
    join news.article a on a.source_id = s.source_id
    where a.first_seen_at > news.reporting_now() - interval '7 days' and a.warnings <> '[]'
    group by s.source_id
),
ever as materialized (
    select s.source_id, latest.first_seen_at as last_article_at,
        least(28, floor(extract(epoch from news.reporting_now() - earliest.first_seen_at) / 86400)) as days
    from news.source s
    cross join lateral (
        select first_seen_at from news.article where source_id = s.source_id order by first_seen_at desc limit 1
    ) latest
    cross join lateral (
        select first_seen_at from news.article where source_id = s.source_id order by first_seen_at limit 1
    ) earliest
),
delivered as (
    select
        e.source_id,
        e.last_article_at,
        e.days,
        count(*) filter (where a.first_seen_at > news.reporting_now() - interval '1 day') as articles_today,
        count(*) filter (where a.first_seen_at > news.reporting_now() - interval '7 days') as articles_7_days,
        count(*) filter (where a.first_seen_at <= news.reporting_now() - interval '7 days') / 4.0 as usual_7_days
    from ever e
    left join lately a on a.source_id = e.source_id
    group by e.source_id, e.last_article_at, e.days
),
-- Counts all of history: a reader who does not ask for the number does without.
counted as (
    select source_id, count(*) as articles from news.article where source_id is not null group by source_id
),
daily as (
    select e.source_id, max(e.days) as days, count(day.articles) as days_with_any,
        min(day.articles) as least, max(day.articles) as most
    from ever e
    left join (
        select a.source_id, floor(extract(epoch from news.reporting_now() - a.first_seen_at) / 86400) as ago, count(*) as articles
        from lately a
        where a.first_seen_at > news.reporting_now() - interval '29 days' and a.first_seen_at <= news.reporting_now() - interval '1 day'
        group by a.source_id, ago
    ) day on day.source_id = e.source_id and day.ago <= e.days
    where e.days >= 7
    group by e.source_id
),
pauses as (
    select b.source_id, count(*) as articles, max(b.pause) as longest
    from (
        select a.source_id,
            a.first_seen_at - lag(a.first_seen_at) over (partition by a.source_id order by a.first_seen_at) as pause
        from lately a
    ) b
    group by b.source_id
),
listed as (
    select
        s.source_id,
        count(*) as listings,
        count(*) filter (where u.failures >= 2) as failing,
        array_agg(u.url order by u.url) filter (where u.failures >= 2) as failing_listings,
        max(u.last_fetched_at) as last_fetched_at
    from news.source s
    join ops.url_state u on u.url = any(s.listings)
    group by s.source_id
),
told as (
    select u.source_id, array_agg(u.url || ' ' || n.note order by u.url, n.note) as notes
    from ops.url_state u
    join news.source s on s.source_id = u.source_id
    cross join unnest(u.notes) as n(note)
    where u.notes <> '{}' and (u.kind = 'nested' or u.url = any(s.listings))
    group by u.source_id
),
-- Pages that wait or were given up, which are few whatever is known.
troubled as (
    select
        s.source_id,
        count(*) filter (where u.waiting) as waiting_pages,
        count(*) filter (where not u.waiting) as given_up_pages,
        count(*) filter (where u.failing) as failing_pages,
        min(u.since) filter (where u.failing) as pages_fail_since
    from news.source s
    cross join lateral (
        select true as waiting, waiting_since as since,
            failures >= 2 and kind = 'page' and coalesce(last_status not in (404, 410), true) as failing
        from ops.url_state
        where source_id = s.source_id and waiting_since is not null
        union all
        select false, given_up_at,
            given_up_at > news.reporting_now() - interval '7 days'
                and kind = 'page' and coalesce(last_status not in (404, 410), true)
        from ops.url_state
        where source_id = s.source_id and given_up_at > news.reporting_now() - interval '28 days'
            and waiting_since is null
    ) u
    group by s.source_id
),
-- Reads all that is known: a reader who does not ask for these columns does without.
known as (
    select
        u.source_id,
        count(*) as urls,
        count(*) filter (where u.failures > 0) as failing_urls,
        max(u.last_fetched_at) as last_fetched_at
    from ops.url_state u
    where u.source_id is not null
    group by u.source_id
)
select
    s.source_id,
    b.name as publisher,
    s.kind,
    s.url,
    case
        when s.fault is not null then 'wrong file'
        when not s.enabled then 'disabled'
        when l.failing = l.listings or l.listings is null and own.failures >= 2 then 'failing'
        when w.failing_pages > 0 and not exists (
            select 1 from ops.url_state page
            where page.source_id = s.source_id and page.kind = 'page' and page.last_success_at >= w.pages_fail_since
        ) then 'pages failing'
        when l.failing > 0 then 'partly failing'
        when d.last_article_at is null then 'never delivered'
        when d.articles_7_days = 0 then 'silent'
        when p.articles >= 10
            and d.last_article_at < news.reporting_now()
                - case when d.days >= 7 then greatest(2 * p.longest, interval '1 day')
                    else greatest(4 * p.longest, interval '2 days') end then 'silent'
        when p.articles >= 10
            and d.last_article_at < news.reporting_now()
                - case when d.days >= 7 then greatest(1.25 * p.longest, interval '12 hours')
                    else greatest(2 * p.longest, interval '1 day') end then 'quiet'
        when d.articles_7_days < 0.25 * d.usual_7_days then 'quiet'
        else 'ok'
    end as health,
    coalesce(n.articles, 0) as articles,
    d.last_article_at,
    coalesce(d.articles_7_days, 0) as articles_7_days,
    coalesce(d.usual_7_days, 0)::double precision as usual_7_days,
    coalesce(k.articles, 0) as warned_7_days,
    own.last_status,
    coalesce(own.failures, 0) as failures,
    coalesce(u.urls, 0) as urls,
    coalesce(u.failing_urls, 0) as failing_urls,
    u.last_fetched_at,
    own.next_due,
    own.last_success_at,
    coalesce(d.articles_today, 0) as articles_today,
    case when y.days_with_any < y.days then 0 else y.least end as least_28_days,
    case when y.days is not null then coalesce(y.most, 0) end as most_28_days,
    s.fault,
    coalesce(l.failing_listings, '{}') as failing_listings,
    coalesce(t.notes, '{}') as notes,
    coalesce(w.waiting_pages, 0) as waiting_pages,
    coalesce(w.given_up_pages, 0) as given_up_pages,
    s.title,
    s.media_type,
    s.tier,
    s.region,
    s.collections,
    coalesce(l.last_fetched_at, own.last_fetched_at) as last_asked_at
from news.source s
left join news.publisher b on b.publisher_id = s.publisher_id
left join delivered d on d.source_id = s.source_id
left join warned k on k.source_id = s.source_id
left join counted n on n.source_id = s.source_id
left join daily y on y.source_id = s.source_id
left join known u on u.source_id = s.source_id
left join troubled w on w.source_id = s.source_id
left join listed l on l.source_id = s.source_id
left join told t on t.source_id = s.source_id
left join pauses p on p.source_id = s.source_id
left join ops.url_state own on own.url = s.url;

comment on view news.source_health is
    'Each configured source: what it delivered lately against what it usually does, and how its addresses answer';
comment on column news.source_health.source_id is 'The source';
comment on column news.source_health.publisher is 'Name of its publisher';
comment on column news.source_health.kind is 'feed, sitemap, site or inbox; unknown where its file was never read';
comment on column news.source_health.url is 'Address of the feed, sitemap or site';
comment on column news.source_health.health is
    'wrong file: see fault; disabled; failing: all of its listings failed twice or more in a row; pages failing: its pages do, and none was fetched since; partly failing: some of its listings do; never delivered; silent: nothing new for 7 days, or for twice its longest pause of the 35 days before (four times in its first week); quiet: less than a quarter of usual_7_days, or nothing new for a quarter longer than that pause (twice in its first week); ok';
comment on column news.source_health.articles is 'Articles that it has delivered';
comment on column news.source_health.last_article_at is 'When its latest new article was first seen';
comment on column news.source_health.articles_7_days is 'New articles in the last 7 days';
comment on column news.source_health.usual_7_days is 'New articles in 7 days, mean of the 28 days before those';
comment on column news.source_health.warned_7_days is 'Of articles_7_days, those that clean had warnings about';
comment on column news.source_health.last_status is 'HTTP status of the last answer of its own address';
comment on column news.source_health.failures is 'Failures of its own address in a row';
comment on column news.source_health.urls is 'Addresses known through it';
comment on column news.source_health.failing_urls is 'Of urls, those whose last request failed';
comment on column news.source_health.last_fetched_at is 'When any of them was last asked';
comment on column news.source_health.next_due is 'When its own address is due again';
comment on column news.source_health.last_success_at is
    'When its own address last answered with a listing, or that nothing is new';
comment on column news.source_health.articles_today is 'New articles in the last 24 hours';
comment on column news.source_health.least_28_days is
    'The fewest new articles in 24 hours of the 28 days before those; null where it has delivered for less than 7 days';
comment on column news.source_health.most_28_days is 'The most, likewise';
comment on column news.source_health.fault is
    'What is wrong with its file in include/sources, with the line; null: nothing';
comment on column news.source_health.failing_listings is 'Its feeds, sitemaps and pages that failed twice or more in a row';
comment on column news.source_health.notes is
    'What else its listings have to tell, as address code: words: moved, other-host, sitemaps-left-out, pages-left-out';
comment on column news.source_health.waiting_pages is 'Pages that wait to be fetched, see ops.frontier';
comment on column news.source_health.given_up_pages is 'Pages that were given up in the last 28 days';

comment on column news.source_health.title is 'What its file calls it';
comment on column news.source_health.media_type is
    'print_native, digital_native, broadcast, agency, blog or other; null: not said';
comment on column news.source_health.tier is '1 for the most important, to 9; null: not said';
comment on column news.source_health.region is 'Where it is read, in words';
comment on column news.source_health.collections is 'Groups that analysts put it in';
comment on column news.source_health.last_asked_at is 'When one of its feeds, sitemaps or pages that list was last asked';

create or replace view ops.frontier as
select u.url, u.source_id, u.waiting_since, u.failures, u.last_outcome, u.last_status, u.next_due, u.changed_at
from ops.url_state u
where u.waiting_since is not null;

comment on view ops.frontier is 'Pages that sources listed and that wait to be fetched, whether they are still listed or not';
comment on column ops.frontier.url is 'Normalised address';
comment on column ops.frontier.source_id is 'Source that listed it';
comment on column ops.frontier.waiting_since is 'Since when it waits';
comment on column ops.frontier.failures is 'Tries that failed; 0 where it was not asked yet';
comment on column ops.frontier.last_outcome is 'Why the last try failed, as a reason of docs/sources.md';
comment on column ops.frontier.last_status is 'HTTP status of the last try; null where it had no answer';
comment on column ops.frontier.next_due is 'Not to be tried before; null: in the next run';
comment on column ops.frontier.changed_at is 'Newest time of change that a listing states';

create or replace view ops.quality_overview as
select
    q.run_id,
    r.dag_id,
    r.state as run_state,
    q.stage,
    q.suite,
    q.success,
    q.max_failed_severity,
    q.rows_in,
    q.rows_out,
    q.duplicates,
    e.expectations,
    e.failed_critical,
    e.failed_warning,
    e.failed_info,
    e.unexpected,
    e.failed,
    q.checked_at,
    q.quality_run_id
from ops.quality_run q
join ops.run r on r.run_id = q.run_id
cross join lateral (
    select
        count(*) as expectations,
        count(*) filter (where not x.success and x.severity = 'critical') as failed_critical,
        count(*) filter (where not x.success and x.severity = 'warning') as failed_warning,
        count(*) filter (where not x.success and x.severity = 'info') as failed_info,
        coalesce(sum(x.unexpected_count) filter (where not x.success), 0)::bigint as unexpected,
        coalesce(array_agg(x.expectation order by x.expectation) filter (where not x.success), '{}') as failed
    from ops.quality_result x
    where x.quality_run_id = q.quality_run_id
) e;

comment on view ops.quality_overview is 'Each validation by a quality gate with the expectations that did not hold';
comment on column ops.quality_overview.run_id is 'The run';
comment on column ops.quality_overview.dag_id is 'DAG, or cli';
comment on column ops.quality_overview.run_state is 'State of the run: running, published, nothing_new, mostly_quarantined or failed';
comment on column ops.quality_overview.stage is 'The stage that was checked';
comment on column ops.quality_overview.suite is 'Name of the suite';
comment on column ops.quality_overview.success is 'Whether the run could go on';
comment on column ops.quality_overview.max_failed_severity is 'critical, warning, info; null where all held';
comment on column ops.quality_overview.rows_in is 'Rows that the stage took';
comment on column ops.quality_overview.rows_out is 'Rows that passed the gate';
comment on column ops.quality_overview.duplicates is 'Of rows_out, those that repeat another article';
comment on column ops.quality_overview.expectations is 'Expectations that were checked';
comment on column ops.quality_overview.failed_critical is 'Expectations of severity critical that did not hold';
comment on column ops.quality_overview.failed_warning is 'Expectations of severity warning that did not hold';
comment on column ops.quality_overview.failed_info is 'Expectations of severity info that did not hold';
comment on column ops.quality_overview.unexpected is
    'Rows that broke them; a row that broke two counts twice';
comment on column ops.quality_overview.failed is 'Keys of the expectations that did not hold, see docs/quality.md';
comment on column ops.quality_overview.checked_at is 'When';
comment on column ops.quality_overview.quality_run_id is 'Number of the validation, see ops.quality_result';

create or replace view ops.quarantine_open as
select
    q.quarantine_id,
    q.stage,
    q.reasons,
    q.error,
    q.uri,
    q.raw_sha256,
    q.raw ->> 'storage_url' is not null as replayable,
    q.raw ->> 'storage_url' as storage_url,
    (q.raw ->> 'byte_offset')::bigint as byte_offset,
    q.occurrences,
    q.first_run_id,
    f.started_at as first_set_aside,
    q.last_run_id,
    l.started_at as last_set_aside,
    q.code_version,
    q.document_id,
    case
        when q.raw is not null and q.reasons <> '{}'
            and q.reasons <@ array['parser_killed', 'parser_memory', 'parser_timeout']
        then greatest(0, 4 - q.occurrences)
        else 0
    end as retries_left
from ops.quarantine q
left join ops.run f on f.run_id = q.first_run_id
left join ops.run l on l.run_id = q.last_run_id
where q.state = 'open';

comment on view ops.quarantine_open is
    'Documents that are quarantined and wait for somebody: mediawatch replay sends them through again';
comment on column ops.quarantine_open.quarantine_id is 'Number: what mediawatch replay takes';
comment on column ops.quarantine_open.stage is 'Stage that quarantined it';
comment on column ops.quarantine_open.reasons is 'Why, as codes';
comment on column ops.quarantine_open.error is 'Why, in words';
comment on column ops.quarantine_open.uri is 'Where the document was found';
comment on column ops.quarantine_open.raw_sha256 is 'Hash of its bytes';
comment on column ops.quarantine_open.replayable is 'Whether its bytes are kept';
comment on column ops.quarantine_open.storage_url is 'File in the raw store, relative to the lake';
comment on column ops.quarantine_open.byte_offset is 'Where the document starts in that file';
comment on column ops.quarantine_open.occurrences is 'Runs that quarantined it';
comment on column ops.quarantine_open.first_run_id is 'Run that first did';
comment on column ops.quarantine_open.first_set_aside is 'When that run began';
comment on column ops.quarantine_open.last_run_id is 'Run that last did';
comment on column ops.quarantine_open.last_set_aside is 'When that run began';
comment on column ops.quarantine_open.code_version is 'Version of the code that did';
comment on column ops.quarantine_open.document_id is 'Names these bytes at this uri';
comment on column ops.quarantine_open.retries_left is
    'How often the next runs try it again by themselves: up to three times where the reason depends on the machine';

create or replace view ops.size as
select
    n.nspname || '.' || c.relname as what,
    'table' as kind,
    greatest(c.reltuples, 0)::bigint as number,
    pg_total_relation_size(c.oid) as bytes,
    now() as measured_at
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and n.nspname in ('news', 'ops', 'staging')
union all
select d.what, 'files', d.files, d.bytes, d.measured_at
from (
    select distinct on (u.what) u.what, u.files, u.bytes, u.measured_at
    from ops.disk_use u order by u.what, u.measured_at desc
) d
order by bytes desc;

comment on view ops.size is
    'How large everything is: tables with their indexes now, files when maintenance measured them last';
comment on column ops.size.what is 'A table, or shards, raw store, backups, logs';
comment on column ops.size.kind is 'table or files';
comment on column ops.size.number is 'Rows, as Postgres estimates them, or files';
comment on column ops.size.bytes is 'Size; of a table with its indexes and long values';
comment on column ops.size.measured_at is 'When; of tables now';

create or replace view ops.metric as
with newest as (
    select run_id from ops.run where dag_id = 'media_monitor' and state <> 'running'
    order by started_at desc limit 1
)
select 'last_good_run_age' as metric, '' as label, 's' as unit,
    extract(epoch from now() - max(r.finished_at))::double precision as value
from ops.run r
where r.dag_id = 'media_monitor' and r.state in ('published', 'nothing_new', 'mostly_quarantined')
union all
select 'last_run_duration', '', 's', extract(epoch from r.finished_at - r.started_at)::double precision
from ops.run r join newest using (run_id)
union all
select 'last_run_documents', d.outcome, '1', count(*)::double precision
from ops.document d join newest using (run_id)
group by d.outcome
union all
select 'article_delay', '', 's',
    percentile_cont(0.5) within group (order by extract(epoch from a.first_seen_at - a.date_published))
from news.article a
where a.first_seen_at > now() - interval '7 days' and a.date_published is not null
    and a.date_published_precision = 'second' and a.date_published <= a.first_seen_at
union all
select 'runs', r.state, '1', count(*)::double precision from ops.run r group by r.state
union all
select 'quarantine_open', '', '1', count(*)::double precision from ops.quarantine q where q.state = 'open'
union all
select 'pages_waiting', '', '1', count(*)::double precision from ops.url_state u where u.waiting_since is not null
union all
select 'messages', d.state, '1', count(*)::double precision from ops.notice_delivery d group by d.state
union all
select 'problems_standing', n.kind, '1', count(*)::double precision
from ops.notice n where n.severity = 'problem' and n.closed_at is null group by n.kind
union all
select 'bytes', s.what, 'By', s.bytes::double precision from ops.size s;

comment on view ops.metric is
    'What a monitoring system asks, a row a figure; `mediawatch metrics` prints it for Prometheus';
comment on column ops.metric.metric is 'Name of the figure';
comment on column ops.metric.label is 'What it is split by: outcome, state, kind or table; empty where it is one figure';
comment on column ops.metric.unit is 's for seconds, By for bytes, 1 for a number';
comment on column ops.metric.value is 'The figure now; null where there is none yet';
