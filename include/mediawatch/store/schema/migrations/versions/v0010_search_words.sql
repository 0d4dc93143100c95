alter table staging.article add column search_words text;

alter table news.article add column search_words text;

drop index if exists news.article_search_idx;

alter table news.article drop column search;

alter table news.article add column search tsvector generated always as (setweight(to_tsvector(news.text_search_config(in_language), left(headline, 10000)), 'A') || setweight(to_tsvector(news.text_search_config(in_language), left(article_body, case when search_words is null then 200000 else 60000 end)), 'B') || setweight(to_tsvector('pg_catalog.simple'::regconfig, left(coalesce(search_words, ''), 150000)), 'B')) stored;

create index article_search_idx on news.article using gin (search);

comment on column staging.article.search_words is 'Words of headline and body in scripts without spaces, parted, for column search';

comment on column news.article.search_words is 'Words of headline and body in scripts without spaces, parted, for column search';

comment on column news.article.search is 'For full-text search by people: websearch_to_tsquery; scripts without spaces by word';
