-- 200,000 articles over 400 days in a migrated, empty database: what the figures of docs/decisions/090-views.md were
-- measured on. Without the full-text indexes, which no view uses and which take minutes to fill.
\timing on
drop index news.article_terms_idx; drop index news.article_search_idx;
select setseed(0.5);
insert into news.publisher select 'p'||i, 'Publisher '||i, array['Pub '||i], array['pub'||i||'.example.org', 'pub'||i||'.example'] from generate_series(1,300) i;
insert into news.source(source_id, publisher_id, kind, url) select 's'||i, 'p'||i, 'feed', 'https://pub'||i||'.example/feed' from generate_series(1,300) i;
insert into ops.run(run_id, dag_id, started_at, state, params, as_of, code_version) select 'r'||i, 'daily', now() - i * interval '1 day', 'published','{}', now(), 'v1' from generate_series(0,400) i;
insert into news.raw_document(raw_id, uri, raw_sha256, media_type, byte_length, storage_url, byte_offset, observed_at, observed_at_source, inbox, run_id, source_id)
 select to_hex(i), 'https://pub'||i%300||'.example/a/'||i, md5(i::text)||md5(i::text), 'text/html', 20000, 'raw/ab/'||md5(i::text)||'.warc.gz', 0, now() - (i%400) * interval '1 day', 'http', 'web', 'r'||i%400, 's'||i%300 from generate_series(1,200000) i;
create temp table word as select i, substr(md5(i::text), 1, 3 + i % 6) as w from generate_series(1,8000) i;
create temp table sentence as select n, (select string_agg(w, ' ') from (select w from word where n > 0 order by random() limit 22) x) || '.' as s from generate_series(1,1500) n;
create index on sentence(n); analyze sentence;
insert into news.article(uri, url, headline, headline_source, article_body, publisher, publisher_source, source_id, date_published, in_language, language_source, language_confidence, word_count, content_sha256, text_sha256, extraction_method, observed_at, raw_id, first_seen_at, last_seen_at, run_id, terms)
select 'https://pub'||i%300||'.example/a/'||i, 'https://www.pub'||i%300||'.example/a/'||i, 'Headline of article number '||i||' about the attack', 'h1',
  (select string_agg(s, ' ') from sentence where n in (i%1500+1,(i*7)%1500+1,(i*11)%1500+1,(i*13)%1500+1,(i*17)%1500+1,(i*19)%1500+1,(i*23)%1500+1,(i*29)%1500+1,(i*31)%1500+1,(i*37)%1500+1,(i*41)%1500+1,(i*43)%1500+1,(i*47)%1500+1,(i*53)%1500+1,(i*59)%1500+1,(i*61)%1500+1,(i*67)%1500+1,(i*71)%1500+1)),
  case when i%3=0 then 'pub '||i%300 when i%3=1 then 'Other '||i%50 end, 'json-ld', case when i%2=0 then 's'||i%300 end,
  case when i%10>0 then now() - ((i*7919)%400) * interval '1 day' - (i%24) * interval '1 hour' end, 'und', 'x', 1, 400, md5(i::text)||md5(i::text), md5((i/3)::text), 'trafilatura', now(), to_hex(i), now() - ((i*7919)%400) * interval '1 day', now(), 'r'||i%400, 'a'
from generate_series(1,200000) i;
insert into news.article_version select article_id, content_sha256, headline, article_body, 'first', raw_id, observed_at, observed_at, run_id from news.article;
insert into news.article_version select article_id, md5(article_id::text), headline||'!', 'Update. '||article_body, 'update', raw_id, observed_at+interval '1 hour', observed_at, run_id from news.article where article_id % 20 = 0;
insert into news.topic select 't'||i, 'Topic '||i from generate_series(1,100) i;
insert into news.article_topic select article_id, 't'||(1 + (article_id * 31 + k * 17) % 100), 1, case when k=1 then 'about' else 'mentions' end, .5, '{}', 'r1' from news.article, generate_series(1,2) k where article_id % 4 <> k;
insert into news.topic_evidence select article_id, topic_id, k, 'article_body', 300+k*40, 306+k*40, substr(article_body,301+k*40,6), 'x' from news.article_topic join news.article using(article_id), generate_series(1,2) k;
insert into news.topic_override select article_id, topic_id, article_id%3=0, 'me', 'why' from news.article_topic where article_id%100=0;
insert into news.duplicate_link select a.article_id, a.article_id - a.article_id%5, (array['exact','copy','truncation','excerpt'])[1+a.article_id%4], 1,1,300,'r1' from news.article a where a.article_id%5>2 and a.article_id>5;
insert into news.story select i, 'Story '||i,'und', now(), now()-i*interval '10 min', 5, 4 from generate_series(1,40000) i;
insert into news.story_article select article_id, 1 + article_id%40000, .5, array['a'||article_id%7,'b','c','d'] from news.article;
insert into ops.url_state select 'https://pub'||i%300||'.example/a/'||i, null,null,null,now(),0,200,now(),'s'||i%300 from generate_series(1,200000) i;
insert into ops.document select 'r'||i%400, to_hex(i), 'https://pub'||i%300||'.example/a/'||i, md5(i::text), 'publish','published','{}',null,i%5>2,i from generate_series(1,200000) i;
insert into ops.quality_run select i*6+s, 'r'||i, (array['collect','clean','deduplicate','tag','load','publish'])[s], 'x', true, null, 500,500,50,now() from generate_series(0,399) i, generate_series(1,6) s;
insert into ops.quality_result select quality_run_id, 'e'||k, 'row', 'c', 'critical', k<>3, 0, null, '[]' from ops.quality_run, generate_series(1,15) k;
insert into ops.quarantine(uri, raw_sha256, stage, code_version, reasons, document_id, first_run_id, last_run_id, raw) select 'u'||i, 'h'||i, 'clean','v1',array['x'],'d'||i,'r1','r2','{"storage_url":"a","byte_offset":0}' from generate_series(1,5000) i;
vacuum analyze;
