-- Articles: where their bytes are, and how their text changed.

create or replace view news.article_lineage as
select
    a.article_id,
    a.uri,
    a.headline,
    a.version,
    a.content_sha256,
    a.extraction_method,
    a.raw_id,
    r.uri as raw_uri,
    r.raw_sha256,
    r.media_type,
    r.storage_url,
    r.byte_offset,
    r.byte_length,
    r.observed_at,
    r.observed_at_source,
    r.http_status,
    r.final_url,
    r.source_id,
    r.inbox,
    r.run_id as raw_run_id,
    a.run_id,
    w.dag_id,
    w.started_at as run_started_at,
    w.code_version
from news.article a
join news.raw_document r on r.raw_id = a.raw_id
left join ops.run w on w.run_id = a.run_id;

comment on view news.article_lineage is
    'Each article with the document that its current version was made from, where those bytes are kept, and the run that wrote it';
comment on column news.article_lineage.article_id is 'The article';
comment on column news.article_lineage.uri is 'Identity of the article';
comment on column news.article_lineage.headline is 'Headline of the current version';
comment on column news.article_lineage.version is 'How many versions of it are known';
comment on column news.article_lineage.content_sha256 is 'Names the current version';
comment on column news.article_lineage.extraction_method is 'How the body was got out of the document';
comment on column news.article_lineage.raw_id is 'Names the document, see news.raw_document';
comment on column news.article_lineage.raw_uri is 'Where the document was found';
comment on column news.article_lineage.raw_sha256 is 'sha256 of the document''s own bytes';
comment on column news.article_lineage.media_type is 'What kind of document it is';
comment on column news.article_lineage.storage_url is 'File in the raw store, relative to the lake';
comment on column news.article_lineage.byte_offset is 'Where the document starts in that file (decompressed for .gz)';
comment on column news.article_lineage.byte_length is 'Length of the document in bytes';
comment on column news.article_lineage.observed_at is 'HTTP or WARC date of the document, else when it was first taken in';
comment on column news.article_lineage.observed_at_source is 'http, warc or ingested';
comment on column news.article_lineage.http_status is 'Status of the response';
comment on column news.article_lineage.final_url is 'Address after redirects';
comment on column news.article_lineage.source_id is 'Configured source that delivered the document';
comment on column news.article_lineage.inbox is 'Inbox that it was found in; web for fetched pages';
comment on column news.article_lineage.raw_run_id is 'Run that first took the document in';
comment on column news.article_lineage.run_id is 'Run that wrote the article''s current row';
comment on column news.article_lineage.dag_id is 'DAG of that run, or cli';
comment on column news.article_lineage.run_started_at is 'When that run began';
comment on column news.article_lineage.code_version is 'Version of the code that made the row';

create or replace view news.version_diff as
select
    v.article_id,
    a.uri,
    (
        select count(*)
        from news.article_version e
        where e.article_id = v.article_id
            and (e.observed_at, e.content_sha256 collate "C") <= (v.observed_at, v.content_sha256 collate "C")
    ) as version_no,
    v.change_kind,
    p.observed_at as previous_observed_at,
    v.observed_at,
    p.headline <> v.headline as headline_changed,
    news.words_only_in(v.article_body, p.article_body, a.in_language) as words_added,
    news.words_only_in(p.article_body, v.article_body, a.in_language) as words_removed,
    p.headline as previous_headline,
    v.headline,
    p.article_body as previous_body,
    v.article_body,
    p.content_sha256 as previous_content_sha256,
    v.content_sha256
from news.article_version v
join news.article a on a.article_id = v.article_id
cross join lateral (
    select e.observed_at, e.headline, e.article_body, e.content_sha256
    from news.article_version e
    where e.article_id = v.article_id
        and (e.observed_at, e.content_sha256 collate "C") < (v.observed_at, v.content_sha256 collate "C")
    order by
        (e.content_sha256 is not distinct from v.compared_with) desc,
        e.observed_at desc,
        e.content_sha256 collate "C" desc
    limit 1
) p;

comment on view news.version_diff is
    'Each version of an article beside the one it was judged against: the one before it, in the order in which they were last seen, that is not cut';
comment on column news.version_diff.article_id is 'The article';
comment on column news.version_diff.uri is 'Identity of the article';
comment on column news.version_diff.version_no is 'Number of the later version: 2, 3 ...';
comment on column news.version_diff.change_kind is 'correction, update, headline, trivial, cut or withdrawn, as it was judged when it came in; first where all versions before it are cut';
comment on column news.version_diff.previous_observed_at is 'When the earlier version was last seen';
comment on column news.version_diff.observed_at is 'When the later version was last seen';
comment on column news.version_diff.headline_changed is 'Whether the two headlines differ';
comment on column news.version_diff.words_added is
    'Words of the body that the later version has more of; a word that only moved counts as neither. Characters for languages without spaces';
comment on column news.version_diff.words_removed is 'Words of the body that the later version has fewer of';
comment on column news.version_diff.previous_headline is 'Headline of the earlier version';
comment on column news.version_diff.headline is 'Headline of the later version';
comment on column news.version_diff.previous_body is 'Text of the earlier version';
comment on column news.version_diff.article_body is 'Text of the later version';
comment on column news.version_diff.previous_content_sha256 is 'Names the earlier version';
comment on column news.version_diff.content_sha256 is 'Names the later version';
