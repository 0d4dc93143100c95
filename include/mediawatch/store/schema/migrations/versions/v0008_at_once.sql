create table ops.history (
    single boolean default true not null constraint history_pkey primary key check (single),
    changes bigint default 0 not null
);

comment on table ops.history is 'One row: which state schema news is in, as far as runs judge by it (articles, versions, links, topics)';

comment on column ops.history.single is 'true: there is no second row';

comment on column ops.history.changes is 'Moved by each transaction that changes them';

insert into ops.history (changes) select coalesce(max(publication), 0) from ops.run;

comment on column ops.run.history_seen is 'State of schema news that deduplicate judged by: ops.history.changes then';

comment on sequence ops.publication is 'Counts publications';

create index run_running_idx on ops.run (started_at) where state = 'running';

create sequence ops.story_change;

comment on sequence ops.story_change is 'Numbers the entries of ops.story_queue';

create table ops.story_queue (
    article_id bigint not null constraint story_queue_pkey primary key
        constraint story_queue_article_id_fkey references news.article (article_id) on delete cascade,
    coverage_at timestamp with time zone not null,
    anew boolean not null,
    change bigint default nextval('ops.story_change') not null
);

comment on table ops.story_queue is 'Articles that cluster has to look at, entered by whatever published, changed or removed something of theirs';

comment on column ops.story_queue.article_id is 'The article';

comment on column ops.story_queue.coverage_at is 'The moment that it counts for: the earliest are taken first';

comment on column ops.story_queue.anew is 'Whether what a story was told of it holds no more';

comment on column ops.story_queue.change is 'Number of the entry: what is entered again while it is looked at stays here';

create index story_queue_coverage_at_idx on ops.story_queue (coverage_at, article_id);

alter table news.story_profile add column content_sha256 text;

comment on column news.story_profile.content_sha256 is 'The version that it was made of';

update news.story_profile p set content_sha256 = a.content_sha256 from news.article a where a.article_id = p.article_id;

alter table news.story_profile alter column content_sha256 set not null;

-- Nothing says of which text the profile of an article with several is: those are looked at anew, as is what waits.
insert into ops.story_queue (article_id, coverage_at, anew)
select a.article_id, a.coverage_at, a.version > 1
from news.article a
left join news.story_article s on s.article_id = a.article_id
left join news.story_profile p on p.article_id = a.article_id
left join news.duplicate_link l on l.article_id = a.article_id and l.kind not in ('excerpt', 'form')
left join news.story_article o on o.article_id = l.duplicate_of
where s.article_id is null or a.version > 1 or (l.article_id is null and p.article_id is null)
   or o.story_id <> s.story_id or (l.article_id is not null and p.article_id is not null);

alter table news.story add column run_id text;

comment on column news.story.run_id is 'Run whose clustering last looked at it; null where none has since that is noted';

create index story_run_id_idx on news.story (run_id);

create index term_frequency_day_idx on news.term_frequency (day);

alter table news.topic add column complete boolean default true not null;

comment on column news.topic.complete is 'Whether every published article was judged by its newest definition';

-- What was published while a topic had no file was not judged by it.
update news.topic set complete = active;

comment on column news.topic.active is 'Whether the topics folder of the settings holds it';

alter table news.topic_version add column read_at timestamp with time zone default now() not null;

comment on column news.topic_version.read_at is 'When it was last read from its file by what used it';

update news.topic_version set read_at = valid_from;

alter table news.article_version add column compared_with text;

comment on column news.article_version.compared_with is 'The version before it, which change_kind was judged against; null for the first';

update news.article_version v set compared_with = b.before
from (
    select article_id, content_sha256,
        lag(content_sha256) over (partition by article_id order by observed_at, content_sha256 collate "C") as before
    from news.article_version
    where article_id in (select article_id from news.article where version > 1)
) b
where v.article_id = b.article_id and v.content_sha256 = b.content_sha256 and b.before is not null;

alter table news.raw_document add column article_id bigint;

comment on column news.raw_document.article_id is 'The article that these bytes last became';

update news.raw_document b set article_id = d.article_id
from (
    select distinct on (d.document_id) d.document_id, d.article_id
    from ops.document d join ops.run r on r.run_id = d.run_id
    where d.article_id is not null
    order by d.document_id, r.started_at desc, r.run_id
) d
where d.document_id = b.raw_id;

create index raw_document_article_id_idx on news.raw_document (article_id);

create index article_made_of_idx on news.article (left(uri, length(uri) - 9)) where uri ~ '^file://.*#[0-9a-f]{8}$';
