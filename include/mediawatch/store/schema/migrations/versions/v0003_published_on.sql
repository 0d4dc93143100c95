alter table staging.article add column published_on date, add column date_published_precision text;

alter table news.article add column published_on date, add column date_published_precision text;

-- Until now a bare date was stored as its midnight in UTC; of stamps the source's own zone is not known any more.
update staging.article set published_on = (date_published at time zone 'UTC')::date,
    date_published_precision = case
        when (date_published at time zone 'UTC')::time = time '00:00' then 'day'
        when extract(second from date_published) = 0 then 'minute' else 'second' end
where date_published is not null;

update news.article set published_on = (date_published at time zone 'UTC')::date,
    date_published_precision = case
        when (date_published at time zone 'UTC')::time = time '00:00' then 'day'
        when extract(second from date_published) = 0 then 'minute' else 'second' end
where date_published is not null;

comment on column staging.article.published_on is 'Day of publication that the source states, in the source''s own time zone';

comment on column staging.article.date_published_precision is 'How exactly the source states it: day (date_published is its midnight in UTC), minute or second';

comment on column staging.article.word_count is 'Words of the body, as Unicode parts them; scripts without spaces by word lists';

comment on column news.article.published_on is 'Day of publication that the source states, in the source''s own time zone';

comment on column news.article.date_published_precision is 'How exactly the source states it: day (date_published is its midnight in UTC), minute or second';

comment on column news.article.word_count is 'Words of the body, as Unicode parts them; scripts without spaces by word lists';
