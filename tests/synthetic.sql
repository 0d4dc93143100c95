-- :articles articles with all that hangs on them, in a warehouse that is empty. Statements are parted by blank lines.
insert into ops.run (run_id, dag_id, started_at, finished_at, state, params, as_of, code_version)
select 'made-' || n, 'made', timestamptz '2024-01-01' + n * interval '1 hour', timestamptz '2024-01-01', 'published', '{}',
    timestamptz '2024-01-01', 'made'
from generate_series(1, 20000) n;

insert into news.topic (topic_id, label) values ('made', 'Made');

insert into news.topic_version (topic_id, version, definition, definition_sha256, valid_from)
select 'made', 1, '{"id": "made", "label": "Made", "description": "", "query": "made", "queries": {}, "mediatopics": [], "grade": "mentions", "threshold": 0.0}',
    'made', now();

insert into news.raw_document (raw_id, uri, raw_sha256, media_type, byte_length, storage_url, byte_offset, observed_at,
    observed_at_source, inbox, run_id, article_id)
select md5(n::text), 'https://made.example/' || n, md5(n::text), 'text/plain', 9, 'raw/made', n, now(), 'warc', 'made',
    'made-' || n % 20000, n
from generate_series(1, :articles) n;

insert into news.article (article_id, uri, headline, headline_source, article_body, in_language, language_source,
    language_confidence, word_count, content_sha256, text_sha256, extraction_method, observed_at, raw_id, first_seen_at,
    last_seen_at, run_id, terms, date_published)
overriding system value
select n, 'https://made.example/' || n, 'Made ' || n, 'made', 'Body of ' || n, 'en', 'made', 1, 3, md5('c' || n),
    md5('t' || n), 'made', timestamptz '2025-01-01', md5(n::text), timestamptz '2025-01-01', timestamptz '2025-01-01',
    'made-' || n % 20000, array_to_tsvector(array['t' || n % 5000, 't' || n]),
    timestamptz '2025-01-01' + n * interval '1 minute'
from generate_series(1, :articles) n;

select setval(pg_get_serial_sequence('news.article', 'article_id'), :articles + 1);

insert into news.article_version (article_id, content_sha256, headline, article_body, change_kind, raw_id, observed_at,
    first_observed_at, run_id)
select article_id, content_sha256, headline, article_body, 'first', raw_id, observed_at, observed_at, run_id
from news.article;

insert into news.fingerprint (hash, article_id)
select n * 8 + h, n from generate_series(1, :articles) n, generate_series(1, 4) h;

insert into news.duplicate_link (article_id, duplicate_of, kind, containment, containment_of_original, shared_words, run_id)
select n, n - 1, 'copy', 1, 1, 9, 'made' from generate_series(2, :articles, 5) n;

update news.fingerprint f set leads = true from news.duplicate_link l where l.duplicate_of = f.article_id;

insert into news.story (story_id, headline, in_language, first_published, last_published, article_count, publisher_count)
overriding system value
select n, 'Made', 'en', now(), now(), 2, 1 from generate_series(1, :articles / 2) n;

select setval(pg_get_serial_sequence('news.story', 'story_id'), :articles);

insert into news.story_article (article_id, story_id, similarity)
select n, (n + 1) / 2, 1 from generate_series(1, :articles) n;

insert into news.story_fact (story_id, fact_no, kind, relation, about, unit, account_values, account_count)
select n, 1, 'count', 'differ', 'Body', 'dead', array['26', '28'], 2 from generate_series(1, :articles / 2) n;

insert into news.story_fact_mention (story_id, fact_no, article_id, value_no, field, start_char, end_char, value_text,
    sentence_start, sentence_end, about_start, about_end)
select (n + 1) / 2, 1, n, 1 + n % 2, 'article_body', 0, 4, 'Body', 0, 4, 0, 4 from generate_series(1, :articles) n;

insert into news.story_profile (article_id, profile, content_sha256)
select n, jsonb_build_object('w' || n % 9000, 1, 'w' || n % 7000, 2), md5('c' || n) from generate_series(1, :articles) n;

insert into news.story_signature (language, term, moment, article_id)
select 'en', 'w' || (n % (9000 - h * 1000)), timestamptz '2025-01-01' + n * interval '1 minute', n
from generate_series(1, :articles) n, generate_series(0, 2) h on conflict do nothing;

insert into news.term_frequency (language, term, day, articles)
select 'en', 'w' || n % 40000, current_date - 10 * (n / 40000), 3 from generate_series(0, 119999) n;

insert into news.article_topic (article_id, topic_id, topic_version, grade, score, run_id)
select n, 'made', 1, 'about', 1, 'made' from generate_series(1, :articles, 3) n;

insert into news.topic_evidence (article_id, topic_id, evidence_no, field, start_char, end_char, evidence_text, clause)
select n, 'made', 1, 'headline', 0, 4, 'Made', 'made' from generate_series(1, :articles, 3) n;

insert into ops.document (run_id, document_id, uri, raw_sha256, last_stage, outcome, article_id)
select 'made-' || n % 20000, md5(n::text), 'https://made.example/' || n, md5(n::text), 'publish', 'published', n
from generate_series(1, :articles) n where n % 20000 > 0;

insert into ops.quality_run (run_id, stage, suite, success, rows_in, rows_out)
select 'made-' || n, stage, stage, true, 1, 1
from generate_series(1, 19999) n, unnest(array['collect', 'clean', 'publish']) stage;

insert into ops.quality_result (quality_run_id, expectation, kind, severity, success)
select quality_run_id, stage || '.made', 'batch', 'info', true from ops.quality_run;

insert into ops.quarantine
    (uri, raw_sha256, stage, code_version, reasons, document_id, first_run_id, last_run_id, state)
select 'https://made.example/q' || n, md5(n::text), 'clean', 'made', '{made}', md5('q' || n), 'made-1', 'made-1',
    case when n % 100 = 0 then 'open' else 'replayed' end
from generate_series(1, 20000) n;

insert into ops.url_state (url, next_due, source_id)
select 'https://made.example/' || n, now(), 'made' from generate_series(1, 50000) n;
