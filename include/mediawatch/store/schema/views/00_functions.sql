-- Small functions that the views and the analysts share. They need no extension and no table.

create or replace function news.reporting_time_zone() returns text
    language sql stable parallel safe
    as $$ select coalesce(nullif(current_setting('mediawatch.time_zone', true), ''), 'UTC') $$;

comment on function news.reporting_time_zone() is
    'Time zone that decides which day an article counts for: setting mediawatch.time_zone of the session or database, else UTC';

create or replace function news.reporting_day(moment timestamptz) returns date
    language sql stable parallel safe
    as $$ select (moment at time zone news.reporting_time_zone())::date $$;

comment on function news.reporting_day(timestamptz) is 'Day of a moment in the reporting time zone';

create or replace function news.coverage_day(published_on date, date_published_precision text, coverage_at timestamptz)
    returns date
    language sql stable parallel safe
    as $$
    select case when date_published_precision = 'day' then published_on else news.reporting_day(coverage_at) end
    $$;

comment on function news.coverage_day(date, text, timestamptz) is
    'Day that an article counts for: the day that its source states where it states no time of day, in every reporting time zone; else the day of coverage_at in the reporting time zone';

create or replace function news.day_start(day date) returns timestamptz
    language sql stable parallel safe
    as $$ select day::timestamp at time zone news.reporting_time_zone() $$;

comment on function news.day_start(date) is
    'First moment of a day in the reporting time zone: coverage_at >= news.day_start(...) uses the index on coverage_at. Bare days have their coverage_at at midnight UTC: leave a day of room at both ends and compare news.coverage_day';

create or replace function news.reporting_today() returns date
    language sql stable parallel safe
    as $$ select coalesce(nullif(current_setting('mediawatch.today', true), '')::date, news.reporting_day(now())) $$;

comment on function news.reporting_today() is
    'Today in the reporting time zone; set mediawatch.today = ''2025-04-23'' to look at the views as of another day';

create or replace function news.reporting_now() returns timestamptz
    language sql stable parallel safe
    as $$ select coalesce(nullif(current_setting('mediawatch.now', true), '')::timestamptz, now()) $$;

comment on function news.reporting_now() is
    'Now; set mediawatch.now = ''2025-04-23 12:00+00'' to look at the health of sources as of another moment';

create or replace function news.url_host(url text) returns text
    language sql immutable parallel safe
    as $$
    select nullif(regexp_replace(lower(split_part(split_part(url, '/', 3), ':', 1)), '^www\.', ''), '')
    $$;

comment on function news.url_host(text) is 'Host of an address in small letters, without a leading www.; null where it has none';

create or replace function news.x_ln_x(x bigint) returns double precision
    language sql immutable parallel safe
    as $$ select case when x > 0 then x * ln(x::double precision) else 0 end $$;

comment on function news.x_ln_x(bigint) is 'x ln x, and 0 at 0: a term of the log-likelihood ratio';

create or replace function news.rate_change(
    matching bigint, total bigint, matching_before bigint, total_before bigint
) returns double precision
    language sql immutable parallel safe
    as $$
    select case when total > 0 and total_before > 0 then
        sign(matching::numeric * total_before - matching_before::numeric * total)::double precision
        * sqrt(greatest(0, 2 * (
            news.x_ln_x(matching) + news.x_ln_x(total - matching)
            + news.x_ln_x(matching_before) + news.x_ln_x(total_before - matching_before)
            - news.x_ln_x(total) - news.x_ln_x(total_before)
            - news.x_ln_x(matching + matching_before)
            - news.x_ln_x(total + total_before - matching - matching_before)
            + news.x_ln_x(total + total_before)
        )))
    end
    $$;

comment on function news.rate_change(bigint, bigint, bigint, bigint) is
    'Signed root of the log-likelihood ratio G2 (Dunning 1993) of two rates, matching/total now against before: about a standard normal deviate where nothing changed, also for small counts; positive where the rate rose';

create or replace function news.sentence_end() returns text
    language sql immutable parallel safe
    as $$
    select '(?:\n'
        -- ideographic and full-width, danda, Arabic question mark, Urdu, Tibetan, Ethiopic, Khmer, Burmese, Armenian
        || '|[\u3002\uFF01\uFF1F\u0964\u0965\u061F\u06D4\u0F0D\u1362\u17D4\u104A\u104B\u0589]+["”’»」』)\]]*'
        || '|(?<!(?:^|[\s.("“«])\S|\m(?:Mr|Mrs|Ms|Dr|St|Prof|Gen|Lt|Col|Maj|Capt|Sen|Rep|Gov|No|vs))'
        || '[.!?…]+["”’»)\]]*(?=\s))'
    $$;

comment on function news.sentence_end() is
    'Regular expression for the end of a sentence: a line break; a full stop of a script that needs no space after it; . ! ? before white space, unless the word before is one character long (initials, U.S.) or a title';

create or replace function news.sentence_around(
    body text, start_char integer, end_char integer, reach integer default 240
) returns text
    language sql immutable parallel safe
    as $$
    select
        case when cut_before then '…' || regexp_replace(head, '^\S{0,30}\s+', '') else ltrim(head) end
        || '»' || regexp_replace(words, '\s+', ' ', 'g') || '«'
        || case
            when tail_length > 0 then rtrim(left(rest, tail_length - 1), E' \n')
            when length(rest) > reach then regexp_replace(left(rest, reach), '\s+\S{0,30}$', '') || '…'
            else rest
        end
    from (
        select
            *,
            start_char > reach and length(head) = length(before) as cut_before,
            regexp_instr(passage, news.sentence_end(), words_end, 1, 1) - words_end + 1 as tail_length
        from (
            select
                passage,
                before,
                words,
                length(before) + length(words) + 1 as words_end,
                substr(passage, length(before) + length(words) + 1) as rest,
                regexp_replace(before, '^.*' || news.sentence_end() || '\s*', '') as head
            from (
                select
                    passage,
                    left(passage, least(start_char, reach)) as before,
                    substr(passage, least(start_char, reach) + 1, end_char - start_char) as words
                from (
                    select substr(
                        body,
                        greatest(start_char - reach, 0) + 1,
                        least(start_char, reach) + end_char - start_char + reach + 1
                    ) as passage
                    offset 0 -- each step once: the planner would repeat its calls wherever they are used
                ) cut
                offset 0
            ) part
            offset 0
        ) sentence
        offset 0
    ) marked
    $$;

comment on function news.sentence_around(text, integer, integer, integer) is
    'The sentence around characters start_char to end_char (offsets from 0), with them marked as »words«; at most reach characters either side, … where it was cut';

create or replace function news.words(body text, language text) returns text[]
    language sql immutable parallel safe
    as $$
    select coalesce(array_agg(word), '{}')
    from regexp_split_to_table(
        btrim(body, E' \n.,;:!?…"\'()[]«»„“”‘’–—-।、。「」（）؟،'),
        case
            when split_part(language, '-', 1) in ('zh', 'ja', 'th', 'lo', 'km', 'my')
            then '[\s.,;:!?…"''()\[\]«»„“”‘’–—\-।、。「」（）؟،]*'
            else '[.,;:!?…"''()\[\]«»„“”‘’–—\-।、。「」（）؟،]*\s+[.,;:!?…"''()\[\]«»„“”‘’–—\-।、。「」（）؟،]*'
        end
    ) word
    where word <> ''
    $$;

comment on function news.words(text, text) is
    'Words of a text without the punctuation around them; single characters for languages that put no spaces between words';

create or replace function news.words_only_in(body text, other text, language text) returns bigint
    language sql immutable parallel safe cost 10000
    as $$
    select count(*)
    from (
        select unnest(news.words(body, language))
        except all
        select unnest(news.words(other, language))
    ) surplus
    $$;

comment on function news.words_only_in(text, text, text) is
    'How many words a text has that another has not, or has less often; where they stand does not matter';
