-- Which days have to be counted anew: whatever changes what an article counts for enters its day in UTC. A day of the
-- reporting time zone lies within a day of that on either side, so that an entry holds in every zone.

create or replace function ops.note_article_day() returns trigger
    language plpgsql security definer set search_path = ''
    as $$
begin
    if tg_op <> 'INSERT' then
        insert into ops.attention_due (day) values ((old.coverage_at at time zone 'UTC')::date);
    end if;
    if tg_op <> 'DELETE' then
        insert into ops.attention_due (day) values ((new.coverage_at at time zone 'UTC')::date);
    end if;
    return null;
end
$$;

comment on function ops.note_article_day() is
    'Enters the day of an article that comes, goes, or moves to another day or publisher into ops.attention_due';

create or replace trigger article_day_comes_or_goes after insert or delete on news.article
    for each row execute function ops.note_article_day();

create or replace trigger article_day_moves after update on news.article
    for each row
    when (
        (old.coverage_at, old.published_on, old.date_published_precision, old.publisher, old.source_id, old.url)
        is distinct from (
            new.coverage_at, new.published_on, new.date_published_precision, new.publisher, new.source_id, new.url
        )
    )
    execute function ops.note_article_day();

create or replace function ops.note_days_of_articles() returns trigger
    language plpgsql security definer set search_path = ''
    as $$
begin
    insert into ops.attention_due (day)
    select distinct (a.coverage_at at time zone 'UTC')::date
    from (select distinct article_id from changed) c
    join news.article a on a.article_id = c.article_id;
    return null;
end
$$;

comment on function ops.note_days_of_articles() is
    'Enters the days of articles whose tags, overrides or repeats changed into ops.attention_due';

create or replace trigger topic_comes after insert on news.article_topic
    referencing new table as changed for each statement execute function ops.note_days_of_articles();
create or replace trigger topic_goes after delete on news.article_topic
    referencing old table as changed for each statement execute function ops.note_days_of_articles();
create or replace trigger topic_changes after update on news.article_topic
    referencing new table as changed for each statement execute function ops.note_days_of_articles();

create or replace trigger override_comes after insert on news.topic_override
    referencing new table as changed for each statement execute function ops.note_days_of_articles();
create or replace trigger override_goes after delete on news.topic_override
    referencing old table as changed for each statement execute function ops.note_days_of_articles();
create or replace trigger override_changes after update on news.topic_override
    referencing new table as changed for each statement execute function ops.note_days_of_articles();

create or replace trigger link_comes after insert on news.duplicate_link
    referencing new table as changed for each statement execute function ops.note_days_of_articles();
create or replace trigger link_goes after delete on news.duplicate_link
    referencing old table as changed for each statement execute function ops.note_days_of_articles();
create or replace trigger link_changes after update on news.duplicate_link
    referencing new table as changed for each statement execute function ops.note_days_of_articles();
