create function news.text_search_config(language text) returns regconfig
    language sql immutable parallel safe
    as $$
    select case split_part(language, '-', 1)
        when 'ar' then 'pg_catalog.arabic'::regconfig
        when 'ca' then 'pg_catalog.catalan'::regconfig
        when 'da' then 'pg_catalog.danish'::regconfig
        when 'de' then 'pg_catalog.german'::regconfig
        when 'el' then 'pg_catalog.greek'::regconfig
        when 'en' then 'pg_catalog.english'::regconfig
        when 'es' then 'pg_catalog.spanish'::regconfig
        when 'eu' then 'pg_catalog.basque'::regconfig
        when 'fi' then 'pg_catalog.finnish'::regconfig
        when 'fr' then 'pg_catalog.french'::regconfig
        when 'ga' then 'pg_catalog.irish'::regconfig
        when 'hi' then 'pg_catalog.hindi'::regconfig
        when 'hu' then 'pg_catalog.hungarian'::regconfig
        when 'hy' then 'pg_catalog.armenian'::regconfig
        when 'id' then 'pg_catalog.indonesian'::regconfig
        when 'it' then 'pg_catalog.italian'::regconfig
        when 'lt' then 'pg_catalog.lithuanian'::regconfig
        when 'nb' then 'pg_catalog.norwegian'::regconfig
        when 'ne' then 'pg_catalog.nepali'::regconfig
        when 'nl' then 'pg_catalog.dutch'::regconfig
        when 'nn' then 'pg_catalog.norwegian'::regconfig
        when 'no' then 'pg_catalog.norwegian'::regconfig
        when 'pt' then 'pg_catalog.portuguese'::regconfig
        when 'ro' then 'pg_catalog.romanian'::regconfig
        when 'ru' then 'pg_catalog.russian'::regconfig
        when 'sr' then 'pg_catalog.serbian'::regconfig
        when 'sv' then 'pg_catalog.swedish'::regconfig
        when 'ta' then 'pg_catalog.tamil'::regconfig
        when 'tr' then 'pg_catalog.turkish'::regconfig
        when 'yi' then 'pg_catalog.yiddish'::regconfig
        else 'pg_catalog.simple'::regconfig
    end
    $$;

comment on function news.text_search_config(text) is 'Full-text configuration for a BCP 47 language';

create sequence ops.publication;

comment on sequence ops.publication is 'Counts publications: which state of the warehouse a run saw';

comment on schema news is 'What analysts read: articles, tags with evidence, duplicates, stories';

comment on schema ops is 'What operators read: runs, ledger, quality, quarantine';

comment on schema staging is 'What load writes and publish empties';

CREATE TABLE news.common_hash (
	hash BIGINT NOT NULL,
	texts INTEGER NOT NULL,
	run_id TEXT NOT NULL,
	CONSTRAINT common_hash_pkey PRIMARY KEY (hash)
);

COMMENT ON TABLE news.common_hash IS 'Hashes that too many different texts hold to say anything (footers, forms): the stop list of news.fingerprint';

COMMENT ON COLUMN news.common_hash.hash IS 'The hash';

COMMENT ON COLUMN news.common_hash.texts IS 'How many different texts held it when it was put here';

COMMENT ON COLUMN news.common_hash.run_id IS 'Run that put it here';

CREATE TABLE news.publisher (
	publisher_id TEXT NOT NULL,
	name TEXT NOT NULL,
	aliases TEXT[] DEFAULT '{}' NOT NULL,
	domains TEXT[] DEFAULT '{}' NOT NULL,
	country TEXT,
	CONSTRAINT publisher_pkey PRIMARY KEY (publisher_id)
);

COMMENT ON TABLE news.publisher IS 'Publishers, and the names and domains that they go by';

COMMENT ON COLUMN news.publisher.publisher_id IS 'Short name, as in include/sources';

COMMENT ON COLUMN news.publisher.name IS 'Name to show';

COMMENT ON COLUMN news.publisher.aliases IS 'Other names that articles use';

COMMENT ON COLUMN news.publisher.domains IS 'Registrable domains';

COMMENT ON COLUMN news.publisher.country IS 'ISO 3166 alpha-2';

CREATE TABLE news.raw_document (
	raw_id TEXT NOT NULL,
	uri TEXT NOT NULL,
	raw_sha256 TEXT NOT NULL,
	media_type TEXT NOT NULL,
	charset TEXT,
	byte_length BIGINT NOT NULL,
	storage_url TEXT NOT NULL,
	byte_offset BIGINT NOT NULL,
	observed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	observed_at_source TEXT NOT NULL,
	url TEXT,
	http_status INTEGER,
	final_url TEXT,
	etag TEXT,
	last_modified TEXT,
	source_id TEXT,
	inbox TEXT NOT NULL,
	run_id TEXT NOT NULL,
	CONSTRAINT raw_document_pkey PRIMARY KEY (raw_id)
);

CREATE INDEX raw_document_uri_idx ON news.raw_document USING hash (uri);

COMMENT ON TABLE news.raw_document IS 'The bytes that articles came from';

COMMENT ON COLUMN news.raw_document.raw_id IS '16 hex digits that name these bytes at this uri';

COMMENT ON COLUMN news.raw_document.uri IS 'Where the bytes were found: a URL, or file://<inbox>/<path>[#item]';

COMMENT ON COLUMN news.raw_document.raw_sha256 IS 'sha256 of the document''s own bytes';

COMMENT ON COLUMN news.raw_document.media_type IS 'What kind of document it is';

COMMENT ON COLUMN news.raw_document.charset IS 'Character set that the delivery declared';

COMMENT ON COLUMN news.raw_document.byte_length IS 'Length of the document in bytes';

COMMENT ON COLUMN news.raw_document.storage_url IS 'File in the raw store, relative to the lake';

COMMENT ON COLUMN news.raw_document.byte_offset IS 'Where the document starts in that file (decompressed for .gz)';

COMMENT ON COLUMN news.raw_document.observed_at IS 'HTTP or WARC date, else when it was first taken in';

COMMENT ON COLUMN news.raw_document.observed_at_source IS 'http, warc or ingested';

COMMENT ON COLUMN news.raw_document.url IS 'Address that the delivery names';

COMMENT ON COLUMN news.raw_document.http_status IS 'Status of the response';

COMMENT ON COLUMN news.raw_document.final_url IS 'Address after redirects';

COMMENT ON COLUMN news.raw_document.etag IS 'ETag of the response';

COMMENT ON COLUMN news.raw_document.last_modified IS 'Last-Modified of the response';

COMMENT ON COLUMN news.raw_document.source_id IS 'Configured source that delivered it';

COMMENT ON COLUMN news.raw_document.inbox IS 'Inbox that it was found in; web for fetched pages';

COMMENT ON COLUMN news.raw_document.run_id IS 'Run that first took it in';

CREATE TABLE news.story (
	story_id BIGINT GENERATED BY DEFAULT AS IDENTITY,
	headline TEXT NOT NULL,
	in_language TEXT NOT NULL,
	first_published TIMESTAMP WITH TIME ZONE NOT NULL,
	last_published TIMESTAMP WITH TIME ZONE NOT NULL,
	article_count INTEGER NOT NULL,
	publisher_count INTEGER NOT NULL,
	CONSTRAINT story_pkey PRIMARY KEY (story_id)
);

COMMENT ON TABLE news.story IS 'One event, told by one or more articles';

COMMENT ON COLUMN news.story.story_id IS 'Number of the story';

COMMENT ON COLUMN news.story.headline IS 'Headline of its most central article';

COMMENT ON COLUMN news.story.in_language IS 'Language of its articles';

COMMENT ON COLUMN news.story.first_published IS 'Earliest date of publication; where none is known, first seen';

COMMENT ON COLUMN news.story.last_published IS 'Latest date of publication; where none is known, last first seen';

COMMENT ON COLUMN news.story.article_count IS 'Articles, repeats included';

COMMENT ON COLUMN news.story.publisher_count IS 'Different publishers';

CREATE TABLE news.term_frequency (
	language TEXT NOT NULL,
	term TEXT NOT NULL,
	day DATE NOT NULL,
	articles INTEGER NOT NULL,
	CONSTRAINT term_frequency_pkey PRIMARY KEY (language, term, day)
);

COMMENT ON TABLE news.term_frequency IS 'How many articles hold a term: the rolling window that weighs terms';

COMMENT ON COLUMN news.term_frequency.language IS 'Base language';

COMMENT ON COLUMN news.term_frequency.term IS 'The term; empty for the number of articles';

COMMENT ON COLUMN news.term_frequency.day IS 'First of the ten days in which the articles were clustered';

COMMENT ON COLUMN news.term_frequency.articles IS 'Articles that hold it';

CREATE TABLE news.topic (
	topic_id TEXT NOT NULL,
	label TEXT NOT NULL,
	mediatopics TEXT[] DEFAULT '{}' NOT NULL,
	active BOOLEAN DEFAULT true NOT NULL,
	CONSTRAINT topic_pkey PRIMARY KEY (topic_id)
);

COMMENT ON TABLE news.topic IS 'What is followed';

COMMENT ON COLUMN news.topic.topic_id IS 'Short name, the id of its file';

COMMENT ON COLUMN news.topic.label IS 'Name to show';

COMMENT ON COLUMN news.topic.mediatopics IS 'IPTC Media Topic codes';

COMMENT ON COLUMN news.topic.active IS 'Whether the last published run tagged it';

CREATE TABLE ops.quarantine (
	quarantine_id BIGINT GENERATED BY DEFAULT AS IDENTITY,
	uri TEXT NOT NULL,
	raw_sha256 TEXT NOT NULL,
	stage TEXT NOT NULL,
	code_version TEXT NOT NULL,
	reasons TEXT[] NOT NULL,
	error TEXT,
	document_id TEXT NOT NULL,
	raw JSONB,
	first_run_id TEXT NOT NULL,
	last_run_id TEXT NOT NULL,
	occurrences INTEGER DEFAULT 1 NOT NULL,
	state TEXT DEFAULT 'open' NOT NULL,
	CONSTRAINT quarantine_pkey PRIMARY KEY (quarantine_id),
	CONSTRAINT quarantine_uri_raw_sha256_stage_code_version_key UNIQUE (uri, raw_sha256, stage, code_version)
);

COMMENT ON TABLE ops.quarantine IS 'Documents that were set aside: references, not payloads';

COMMENT ON COLUMN ops.quarantine.quarantine_id IS 'Number';

COMMENT ON COLUMN ops.quarantine.uri IS 'Where the document was found';

COMMENT ON COLUMN ops.quarantine.raw_sha256 IS 'Hash of its bytes';

COMMENT ON COLUMN ops.quarantine.stage IS 'Stage that set it aside';

COMMENT ON COLUMN ops.quarantine.code_version IS 'Version of the code that did';

COMMENT ON COLUMN ops.quarantine.reasons IS 'Why, as codes';

COMMENT ON COLUMN ops.quarantine.error IS 'Why, in words';

COMMENT ON COLUMN ops.quarantine.document_id IS 'Names these bytes at this uri';

COMMENT ON COLUMN ops.quarantine.raw IS 'Where its bytes are kept; null where they are not';

COMMENT ON COLUMN ops.quarantine.first_run_id IS 'Run that first set it aside';

COMMENT ON COLUMN ops.quarantine.last_run_id IS 'Run that last did';

COMMENT ON COLUMN ops.quarantine.occurrences IS 'Runs that did';

COMMENT ON COLUMN ops.quarantine.state IS 'open, replayed or discarded';

CREATE TABLE ops.run (
	run_id TEXT NOT NULL,
	dag_id TEXT NOT NULL,
	attempt INTEGER DEFAULT 1 NOT NULL,
	started_at TIMESTAMP WITH TIME ZONE NOT NULL,
	finished_at TIMESTAMP WITH TIME ZONE,
	state TEXT NOT NULL,
	params JSONB NOT NULL,
	as_of TIMESTAMP WITH TIME ZONE NOT NULL,
	code_version TEXT NOT NULL,
	report JSONB,
	error TEXT,
	history_seen BIGINT,
	publication BIGINT,
	CONSTRAINT run_pkey PRIMARY KEY (run_id),
	CONSTRAINT run_publication_key UNIQUE (publication)
);

COMMENT ON TABLE ops.run IS 'Runs of the workflow';

COMMENT ON COLUMN ops.run.run_id IS 'Name of the run';

COMMENT ON COLUMN ops.run.dag_id IS 'DAG, or cli';

COMMENT ON COLUMN ops.run.attempt IS 'How often it was begun';

COMMENT ON COLUMN ops.run.started_at IS 'When it was first begun';

COMMENT ON COLUMN ops.run.finished_at IS 'When it ended';

COMMENT ON COLUMN ops.run.state IS 'running, published, nothing_new or failed';

COMMENT ON COLUMN ops.run.params IS 'What was asked for';

COMMENT ON COLUMN ops.run.as_of IS 'The moment that plausibility of dates is judged from';

COMMENT ON COLUMN ops.run.code_version IS 'Version of the code and its lock';

COMMENT ON COLUMN ops.run.report IS 'Counts and findings';

COMMENT ON COLUMN ops.run.error IS 'Why it failed';

COMMENT ON COLUMN ops.run.history_seen IS 'Publication number that deduplicate saw last';

COMMENT ON COLUMN ops.run.publication IS 'Publication number that this run became';

CREATE TABLE ops.url_state (
	url TEXT NOT NULL,
	canonical_url TEXT,
	etag TEXT,
	last_modified TEXT,
	next_due TIMESTAMP WITH TIME ZONE,
	failures INTEGER DEFAULT 0 NOT NULL,
	last_status INTEGER,
	last_fetched_at TIMESTAMP WITH TIME ZONE,
	last_success_at TIMESTAMP WITH TIME ZONE,
	source_id TEXT,
	CONSTRAINT url_state_pkey PRIMARY KEY (url)
);

COMMENT ON TABLE ops.url_state IS 'What the fetcher knows of a URL';

COMMENT ON COLUMN ops.url_state.url IS 'Normalised address';

COMMENT ON COLUMN ops.url_state.canonical_url IS 'Address that it leads to, by redirects';

COMMENT ON COLUMN ops.url_state.etag IS 'ETag of the last full response';

COMMENT ON COLUMN ops.url_state.last_modified IS 'Last-Modified of the last full response';

COMMENT ON COLUMN ops.url_state.next_due IS 'Not to be asked before';

COMMENT ON COLUMN ops.url_state.failures IS 'Failures in a row';

COMMENT ON COLUMN ops.url_state.last_status IS 'HTTP status of the last answer; null where the last request had none';

COMMENT ON COLUMN ops.url_state.last_fetched_at IS 'When it was last asked';

COMMENT ON COLUMN ops.url_state.last_success_at IS 'When it last answered with a page or a listing, or that nothing is new';

COMMENT ON COLUMN ops.url_state.source_id IS 'Source that named it last';

CREATE TABLE staging.article (
	run_id TEXT NOT NULL,
	shard INTEGER NOT NULL,
	document_id TEXT NOT NULL,
	uri TEXT NOT NULL,
	url TEXT,
	canonical_url TEXT,
	headline TEXT NOT NULL,
	headline_source TEXT NOT NULL,
	article_body TEXT NOT NULL,
	dateline TEXT,
	author TEXT[] DEFAULT '{}' NOT NULL,
	author_source TEXT,
	publisher TEXT,
	publisher_source TEXT,
	source_id TEXT,
	section TEXT,
	keywords TEXT[] DEFAULT '{}' NOT NULL,
	date_published TIMESTAMP WITH TIME ZONE,
	date_published_source TEXT,
	date_modified TIMESTAMP WITH TIME ZONE,
	in_language TEXT NOT NULL,
	language_source TEXT NOT NULL,
	language_confidence REAL NOT NULL,
	declared_language TEXT,
	word_count INTEGER NOT NULL,
	content_sha256 TEXT NOT NULL,
	text_sha256 TEXT NOT NULL,
	shingle_count INTEGER DEFAULT 0 NOT NULL,
	extraction_method TEXT NOT NULL,
	warnings JSONB DEFAULT '[]' NOT NULL,
	observed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	terms TEXT[] NOT NULL,
	fingerprint BIGINT[] NOT NULL,
	CONSTRAINT article_pkey PRIMARY KEY (run_id, uri, content_sha256)
);

COMMENT ON TABLE staging.article IS 'Articles of a run that is not published yet';

COMMENT ON COLUMN staging.article.run_id IS 'The run that will publish it';

COMMENT ON COLUMN staging.article.shard IS 'Shard that it was loaded from';

COMMENT ON COLUMN staging.article.document_id IS 'The document, which is also its raw_id';

COMMENT ON COLUMN staging.article.uri IS 'Identity of the article';

COMMENT ON COLUMN staging.article.url IS 'Normalised address on the web, where it has one';

COMMENT ON COLUMN staging.article.canonical_url IS 'Address that the page itself names as canonical';

COMMENT ON COLUMN staging.article.headline IS 'Headline; made from the first sentence where none was given';

COMMENT ON COLUMN staging.article.headline_source IS 'Where the headline comes from: json-ld, h1, title, first-sentence ...';

COMMENT ON COLUMN staging.article.article_body IS 'The text as plain text, one line a paragraph, NFC';

COMMENT ON COLUMN staging.article.dateline IS 'Place that the report was filed from, as printed';

COMMENT ON COLUMN staging.article.author IS 'Persons who wrote it';

COMMENT ON COLUMN staging.article.author_source IS 'Where the authors come from';

COMMENT ON COLUMN staging.article.publisher IS 'Name of the publisher, as the article or its source says';

COMMENT ON COLUMN staging.article.publisher_source IS 'Where the publisher''s name comes from';

COMMENT ON COLUMN staging.article.source_id IS 'Configured source that delivered it, see news.source';

COMMENT ON COLUMN staging.article.section IS 'Section of the paper';

COMMENT ON COLUMN staging.article.keywords IS 'Keywords that the publisher gave';

COMMENT ON COLUMN staging.article.date_published IS 'When it was published, as far as it says; a bare date is midnight UTC';

COMMENT ON COLUMN staging.article.date_published_source IS 'Where date_published comes from';

COMMENT ON COLUMN staging.article.date_modified IS 'When it was last changed, as far as it says';

COMMENT ON COLUMN staging.article.in_language IS 'Language of the body, BCP 47; und where it is not certain';

COMMENT ON COLUMN staging.article.language_source IS 'Which detector decided';

COMMENT ON COLUMN staging.article.language_confidence IS '0..1; of those at .9 and above, .95 or more are right';

COMMENT ON COLUMN staging.article.declared_language IS 'Language that the document itself claims';

COMMENT ON COLUMN staging.article.word_count IS 'Words of the body';

COMMENT ON COLUMN staging.article.content_sha256 IS 'Hash of headline and body: names the version';

COMMENT ON COLUMN staging.article.text_sha256 IS 'Hash of the normalised body: equal in exact duplicates';

COMMENT ON COLUMN staging.article.shingle_count IS 'Distinct shingles of the body';

COMMENT ON COLUMN staging.article.extraction_method IS 'How the body was got out of the document';

COMMENT ON COLUMN staging.article.warnings IS 'What clean found odd, a list of ''code: words''';

COMMENT ON COLUMN staging.article.observed_at IS 'When this version was last seen in the world';

COMMENT ON COLUMN staging.article.terms IS 'Tokens of the topic analyser';

COMMENT ON COLUMN staging.article.fingerprint IS 'FracMinHash of the body';

CREATE TABLE staging.article_topic (
	run_id TEXT NOT NULL,
	shard INTEGER NOT NULL,
	uri TEXT NOT NULL,
	content_sha256 TEXT NOT NULL,
	topic_id TEXT NOT NULL,
	topic_version INTEGER NOT NULL,
	grade TEXT NOT NULL,
	score REAL NOT NULL,
	filters JSONB DEFAULT '{}' NOT NULL,
	CONSTRAINT article_topic_pkey PRIMARY KEY (run_id, uri, content_sha256, topic_id)
);

COMMENT ON TABLE staging.article_topic IS 'Tags of a run that is not published yet';

COMMENT ON COLUMN staging.article_topic.run_id IS 'The run that will publish it';

COMMENT ON COLUMN staging.article_topic.shard IS 'Shard that it was loaded from';

COMMENT ON COLUMN staging.article_topic.uri IS 'The article';

COMMENT ON COLUMN staging.article_topic.content_sha256 IS 'Its version';

COMMENT ON COLUMN staging.article_topic.topic_id IS 'The topic';

COMMENT ON COLUMN staging.article_topic.topic_version IS 'Version of the topic''s definition that matched';

COMMENT ON COLUMN staging.article_topic.grade IS 'about: in the headline or the first 80 words; mentions: elsewhere';

COMMENT ON COLUMN staging.article_topic.score IS '0..1, how strongly the article matches';

COMMENT ON COLUMN staging.article_topic.filters IS 'Site, language and date clauses that held';

CREATE TABLE staging.duplicate_link (
	run_id TEXT NOT NULL,
	shard INTEGER NOT NULL,
	uri TEXT NOT NULL,
	duplicate_of TEXT NOT NULL,
	kind TEXT NOT NULL,
	containment REAL NOT NULL,
	containment_of_original REAL NOT NULL,
	shared_words INTEGER NOT NULL,
	CONSTRAINT duplicate_link_pkey PRIMARY KEY (run_id, uri, duplicate_of)
);

COMMENT ON TABLE staging.duplicate_link IS 'Links of a run that is not published yet';

COMMENT ON COLUMN staging.duplicate_link.run_id IS 'The run that will publish it';

COMMENT ON COLUMN staging.duplicate_link.shard IS 'Shard that it was loaded from';

COMMENT ON COLUMN staging.duplicate_link.uri IS 'The article that repeats';

COMMENT ON COLUMN staging.duplicate_link.duplicate_of IS 'The original''s uri';

COMMENT ON COLUMN staging.duplicate_link.kind IS 'exact, copy, truncation or excerpt';

COMMENT ON COLUMN staging.duplicate_link.containment IS 'Share of this article''s shingles that stand in the original';

COMMENT ON COLUMN staging.duplicate_link.containment_of_original IS 'Share of the original''s shingles that stand here';

COMMENT ON COLUMN staging.duplicate_link.shared_words IS 'Words that the two have in common, in shared passages';

CREATE TABLE staging.raw_document (
	run_id TEXT NOT NULL,
	shard INTEGER NOT NULL,
	raw_id TEXT NOT NULL,
	uri TEXT NOT NULL,
	raw_sha256 TEXT NOT NULL,
	media_type TEXT NOT NULL,
	charset TEXT,
	byte_length BIGINT NOT NULL,
	storage_url TEXT NOT NULL,
	byte_offset BIGINT NOT NULL,
	observed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	observed_at_source TEXT NOT NULL,
	url TEXT,
	http_status INTEGER,
	final_url TEXT,
	etag TEXT,
	last_modified TEXT,
	source_id TEXT,
	inbox TEXT NOT NULL,
	CONSTRAINT raw_document_pkey PRIMARY KEY (run_id, raw_id)
);

COMMENT ON TABLE staging.raw_document IS 'Raw documents of a run that is not published yet';

COMMENT ON COLUMN staging.raw_document.run_id IS 'The run that will publish it';

COMMENT ON COLUMN staging.raw_document.shard IS 'Shard that it was loaded from';

COMMENT ON COLUMN staging.raw_document.raw_id IS 'Names these bytes at this uri';

COMMENT ON COLUMN staging.raw_document.uri IS 'Where the bytes were found: a URL, or file://<inbox>/<path>[#item]';

COMMENT ON COLUMN staging.raw_document.raw_sha256 IS 'sha256 of the document''s own bytes';

COMMENT ON COLUMN staging.raw_document.media_type IS 'What kind of document it is';

COMMENT ON COLUMN staging.raw_document.charset IS 'Character set that the delivery declared';

COMMENT ON COLUMN staging.raw_document.byte_length IS 'Length of the document in bytes';

COMMENT ON COLUMN staging.raw_document.storage_url IS 'File in the raw store, relative to the lake';

COMMENT ON COLUMN staging.raw_document.byte_offset IS 'Where the document starts in that file (decompressed for .gz)';

COMMENT ON COLUMN staging.raw_document.observed_at IS 'HTTP or WARC date, else when it was first taken in';

COMMENT ON COLUMN staging.raw_document.observed_at_source IS 'http, warc or ingested';

COMMENT ON COLUMN staging.raw_document.url IS 'Address that the delivery names';

COMMENT ON COLUMN staging.raw_document.http_status IS 'Status of the response';

COMMENT ON COLUMN staging.raw_document.final_url IS 'Address after redirects';

COMMENT ON COLUMN staging.raw_document.etag IS 'ETag of the response';

COMMENT ON COLUMN staging.raw_document.last_modified IS 'Last-Modified of the response';

COMMENT ON COLUMN staging.raw_document.source_id IS 'Configured source that delivered it';

COMMENT ON COLUMN staging.raw_document.inbox IS 'Inbox that it was found in; web for fetched pages';

CREATE TABLE staging.topic_evidence (
	run_id TEXT NOT NULL,
	shard INTEGER NOT NULL,
	uri TEXT NOT NULL,
	content_sha256 TEXT NOT NULL,
	topic_id TEXT NOT NULL,
	evidence_no INTEGER NOT NULL,
	field TEXT NOT NULL,
	start_char INTEGER NOT NULL,
	end_char INTEGER NOT NULL,
	evidence_text TEXT NOT NULL,
	clause TEXT NOT NULL,
	CONSTRAINT topic_evidence_pkey PRIMARY KEY (run_id, uri, content_sha256, topic_id, evidence_no)
);

COMMENT ON TABLE staging.topic_evidence IS 'Evidence of a run that is not published yet';

COMMENT ON COLUMN staging.topic_evidence.run_id IS 'The run that will publish it';

COMMENT ON COLUMN staging.topic_evidence.shard IS 'Shard that it was loaded from';

COMMENT ON COLUMN staging.topic_evidence.uri IS 'The article';

COMMENT ON COLUMN staging.topic_evidence.content_sha256 IS 'Its version';

COMMENT ON COLUMN staging.topic_evidence.topic_id IS 'The topic';

COMMENT ON COLUMN staging.topic_evidence.evidence_no IS '1, 2, 3 ... within the tag';

COMMENT ON COLUMN staging.topic_evidence.field IS 'headline or article_body';

COMMENT ON COLUMN staging.topic_evidence.start_char IS 'Offset of the first character, from 0';

COMMENT ON COLUMN staging.topic_evidence.end_char IS 'Offset behind the last character';

COMMENT ON COLUMN staging.topic_evidence.evidence_text IS 'The words; substr(field, start_char+1, end_char-start_char)';

COMMENT ON COLUMN staging.topic_evidence.clause IS 'The part of the query that they satisfied';

CREATE TABLE news.article (
	article_id BIGINT GENERATED BY DEFAULT AS IDENTITY,
	uri TEXT NOT NULL,
	url TEXT,
	canonical_url TEXT,
	headline TEXT NOT NULL,
	headline_source TEXT NOT NULL,
	article_body TEXT NOT NULL,
	dateline TEXT,
	author TEXT[] DEFAULT '{}' NOT NULL,
	author_source TEXT,
	publisher TEXT,
	publisher_source TEXT,
	source_id TEXT,
	section TEXT,
	keywords TEXT[] DEFAULT '{}' NOT NULL,
	date_published TIMESTAMP WITH TIME ZONE,
	date_published_source TEXT,
	date_modified TIMESTAMP WITH TIME ZONE,
	in_language TEXT NOT NULL,
	language_source TEXT NOT NULL,
	language_confidence REAL NOT NULL,
	declared_language TEXT,
	word_count INTEGER NOT NULL,
	content_sha256 TEXT NOT NULL,
	text_sha256 TEXT NOT NULL,
	shingle_count INTEGER DEFAULT 0 NOT NULL,
	extraction_method TEXT NOT NULL,
	warnings JSONB DEFAULT '[]' NOT NULL,
	observed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	coverage_at TIMESTAMP WITH TIME ZONE GENERATED ALWAYS AS (coalesce(date_published, first_seen_at)) STORED,
	coverage_at_source TEXT GENERATED ALWAYS AS (case when date_published is null then 'observed_at' else 'date_published' end) STORED,
	version INTEGER DEFAULT 1 NOT NULL,
	raw_id TEXT NOT NULL,
	first_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
	last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
	run_id TEXT NOT NULL,
	terms TSVECTOR NOT NULL,
	search TSVECTOR GENERATED ALWAYS AS (setweight(to_tsvector(news.text_search_config(in_language), left(headline, 10000)), 'A') || setweight(to_tsvector(news.text_search_config(in_language), left(article_body, 200000)), 'B')) STORED,
	CONSTRAINT article_pkey PRIMARY KEY (article_id),
	CONSTRAINT article_uri_key UNIQUE (uri),
	CONSTRAINT article_raw_id_fkey FOREIGN KEY(raw_id) REFERENCES news.raw_document (raw_id)
);

CREATE INDEX article_coverage_at_idx ON news.article (coverage_at);

CREATE INDEX article_raw_id_idx ON news.article (raw_id);

CREATE INDEX article_search_idx ON news.article USING gin (search);

CREATE INDEX article_terms_idx ON news.article USING gin (terms);

CREATE INDEX article_text_sha256_idx ON news.article (text_sha256);

COMMENT ON TABLE news.article IS 'One row for each article: its current version';

COMMENT ON COLUMN news.article.article_id IS 'Number of the article';

COMMENT ON COLUMN news.article.uri IS 'Identity: normalised URL, else file://<inbox>/<path>[#item]';

COMMENT ON COLUMN news.article.url IS 'Normalised address on the web, where it has one';

COMMENT ON COLUMN news.article.canonical_url IS 'Address that the page itself names as canonical';

COMMENT ON COLUMN news.article.headline IS 'Headline; made from the first sentence where none was given';

COMMENT ON COLUMN news.article.headline_source IS 'Where the headline comes from: json-ld, h1, title, first-sentence ...';

COMMENT ON COLUMN news.article.article_body IS 'The text as plain text, one line a paragraph, NFC';

COMMENT ON COLUMN news.article.dateline IS 'Place that the report was filed from, as printed';

COMMENT ON COLUMN news.article.author IS 'Persons who wrote it';

COMMENT ON COLUMN news.article.author_source IS 'Where the authors come from';

COMMENT ON COLUMN news.article.publisher IS 'Name of the publisher, as the article or its source says';

COMMENT ON COLUMN news.article.publisher_source IS 'Where the publisher''s name comes from';

COMMENT ON COLUMN news.article.source_id IS 'Configured source that delivered it, see news.source';

COMMENT ON COLUMN news.article.section IS 'Section of the paper';

COMMENT ON COLUMN news.article.keywords IS 'Keywords that the publisher gave';

COMMENT ON COLUMN news.article.date_published IS 'When it was published, as far as it says; a bare date is midnight UTC';

COMMENT ON COLUMN news.article.date_published_source IS 'Where date_published comes from';

COMMENT ON COLUMN news.article.date_modified IS 'When it was last changed, as far as it says';

COMMENT ON COLUMN news.article.in_language IS 'Language of the body, BCP 47; und where it is not certain';

COMMENT ON COLUMN news.article.language_source IS 'Which detector decided';

COMMENT ON COLUMN news.article.language_confidence IS '0..1; of those at .9 and above, .95 or more are right';

COMMENT ON COLUMN news.article.declared_language IS 'Language that the document itself claims';

COMMENT ON COLUMN news.article.word_count IS 'Words of the body';

COMMENT ON COLUMN news.article.content_sha256 IS 'Hash of headline and body: names the version';

COMMENT ON COLUMN news.article.text_sha256 IS 'Hash of the normalised body: equal in exact duplicates';

COMMENT ON COLUMN news.article.shingle_count IS 'Distinct shingles of the body';

COMMENT ON COLUMN news.article.extraction_method IS 'How the body was got out of the document';

COMMENT ON COLUMN news.article.warnings IS 'What clean found odd, a list of ''code: words''';

COMMENT ON COLUMN news.article.observed_at IS 'When this version was last seen in the world';

COMMENT ON COLUMN news.article.coverage_at IS 'Moment that the article counts for: date_published, else first_seen_at';

COMMENT ON COLUMN news.article.coverage_at_source IS 'date_published or observed_at';

COMMENT ON COLUMN news.article.version IS 'How many versions of it are known';

COMMENT ON COLUMN news.article.raw_id IS 'The bytes of the current version';

COMMENT ON COLUMN news.article.first_seen_at IS 'When its first version was seen in the world';

COMMENT ON COLUMN news.article.last_seen_at IS 'Last time that it was delivered';

COMMENT ON COLUMN news.article.run_id IS 'Run that wrote the current row';

COMMENT ON COLUMN news.article.terms IS 'Tokens of the topic analyser: what retagging searches';

COMMENT ON COLUMN news.article.search IS 'For full-text search by people: websearch_to_tsquery';

CREATE TABLE news.source (
	source_id TEXT NOT NULL,
	publisher_id TEXT,
	kind TEXT NOT NULL,
	url TEXT,
	language TEXT,
	country TEXT,
	collections TEXT[] DEFAULT '{}' NOT NULL,
	enabled BOOLEAN DEFAULT true NOT NULL,
	definition JSONB DEFAULT '{}' NOT NULL,
	CONSTRAINT source_pkey PRIMARY KEY (source_id),
	CONSTRAINT source_publisher_id_fkey FOREIGN KEY(publisher_id) REFERENCES news.publisher (publisher_id)
);

COMMENT ON TABLE news.source IS 'Where articles come from: inboxes, feeds, sitemaps, sites';

COMMENT ON COLUMN news.source.source_id IS 'Short name, as in include/sources';

COMMENT ON COLUMN news.source.publisher_id IS 'Publisher of all that it delivers';

COMMENT ON COLUMN news.source.kind IS 'feed, sitemap, site or inbox';

COMMENT ON COLUMN news.source.url IS 'Address of the feed, sitemap or site';

COMMENT ON COLUMN news.source.language IS 'Language that it publishes in';

COMMENT ON COLUMN news.source.country IS 'ISO 3166 alpha-2';

COMMENT ON COLUMN news.source.collections IS 'Groups that analysts put it in';

COMMENT ON COLUMN news.source.enabled IS 'Whether the daily run collects it';

COMMENT ON COLUMN news.source.definition IS 'Its whole entry';

CREATE TABLE news.story_merge (
	story_id BIGINT NOT NULL,
	merged_into BIGINT NOT NULL,
	merged_at TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT story_merge_pkey PRIMARY KEY (story_id),
	CONSTRAINT story_merge_merged_into_fkey FOREIGN KEY(merged_into) REFERENCES news.story (story_id) ON DELETE CASCADE
);

CREATE INDEX story_merge_merged_into_idx ON news.story_merge (merged_into);

COMMENT ON TABLE news.story_merge IS 'Numbers that stories once had: an article that came later showed two to be one event';

COMMENT ON COLUMN news.story_merge.story_id IS 'The story that is no more';

COMMENT ON COLUMN news.story_merge.merged_into IS 'The story that has most of its articles, never one that is no more';

COMMENT ON COLUMN news.story_merge.merged_at IS 'Moment of the run that found it';

CREATE TABLE news.topic_version (
	topic_id TEXT NOT NULL,
	version INTEGER NOT NULL,
	definition JSONB NOT NULL,
	definition_sha256 TEXT NOT NULL,
	valid_from TIMESTAMP WITH TIME ZONE NOT NULL,
	CONSTRAINT topic_version_pkey PRIMARY KEY (topic_id, version),
	CONSTRAINT topic_version_topic_id_fkey FOREIGN KEY(topic_id) REFERENCES news.topic (topic_id)
);

COMMENT ON TABLE news.topic_version IS 'Each definition that a topic has had';

COMMENT ON COLUMN news.topic_version.topic_id IS 'The topic';

COMMENT ON COLUMN news.topic_version.version IS '1, 2, 3 ...';

COMMENT ON COLUMN news.topic_version.definition IS 'The topic file';

COMMENT ON COLUMN news.topic_version.definition_sha256 IS 'Hash of what decides about tags';

COMMENT ON COLUMN news.topic_version.valid_from IS 'When a run first used it';

CREATE TABLE ops.document (
	run_id TEXT NOT NULL,
	document_id TEXT NOT NULL,
	uri TEXT NOT NULL,
	raw_sha256 TEXT NOT NULL,
	last_stage TEXT NOT NULL,
	outcome TEXT NOT NULL,
	reasons TEXT[] DEFAULT '{}' NOT NULL,
	detail TEXT,
	duplicate BOOLEAN DEFAULT false NOT NULL,
	article_id BIGINT,
	CONSTRAINT document_pkey PRIMARY KEY (run_id, document_id),
	CONSTRAINT document_run_id_fkey FOREIGN KEY(run_id) REFERENCES ops.run (run_id) ON DELETE CASCADE
);

CREATE INDEX document_document_id_idx ON ops.document (document_id);

CREATE INDEX document_uri_idx ON ops.document USING hash (uri);

COMMENT ON TABLE ops.document IS 'The ledger: what became of each document of each run';

COMMENT ON COLUMN ops.document.run_id IS 'The run';

COMMENT ON COLUMN ops.document.document_id IS 'Names these bytes at this uri';

COMMENT ON COLUMN ops.document.uri IS 'Where it was found';

COMMENT ON COLUMN ops.document.raw_sha256 IS 'Hash of its bytes; empty where they could not be read';

COMMENT ON COLUMN ops.document.last_stage IS 'How far it got';

COMMENT ON COLUMN ops.document.outcome IS 'pending, published, unchanged, merged, skipped or quarantined';

COMMENT ON COLUMN ops.document.reasons IS 'Why it was set aside';

COMMENT ON COLUMN ops.document.detail IS 'The same in words';

COMMENT ON COLUMN ops.document.duplicate IS 'Whether its article repeats another';

COMMENT ON COLUMN ops.document.article_id IS 'The article that it became';

CREATE TABLE ops.quality_run (
	quality_run_id BIGINT GENERATED BY DEFAULT AS IDENTITY,
	run_id TEXT NOT NULL,
	stage TEXT NOT NULL,
	suite TEXT NOT NULL,
	success BOOLEAN NOT NULL,
	max_failed_severity TEXT,
	rows_in BIGINT NOT NULL,
	rows_out BIGINT NOT NULL,
	duplicates BIGINT DEFAULT 0 NOT NULL,
	checked_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT quality_run_pkey PRIMARY KEY (quality_run_id),
	CONSTRAINT quality_run_run_id_stage_key UNIQUE (run_id, stage),
	CONSTRAINT quality_run_run_id_fkey FOREIGN KEY(run_id) REFERENCES ops.run (run_id) ON DELETE CASCADE
);

COMMENT ON TABLE ops.quality_run IS 'Each validation by a quality gate';

COMMENT ON COLUMN ops.quality_run.quality_run_id IS 'Number of the validation';

COMMENT ON COLUMN ops.quality_run.run_id IS 'The run';

COMMENT ON COLUMN ops.quality_run.stage IS 'The stage that was checked';

COMMENT ON COLUMN ops.quality_run.suite IS 'Name of the suite';

COMMENT ON COLUMN ops.quality_run.success IS 'Whether the run could go on';

COMMENT ON COLUMN ops.quality_run.max_failed_severity IS 'critical, warning, info; null where all held';

COMMENT ON COLUMN ops.quality_run.rows_in IS 'Rows that the stage took, counted in the lake';

COMMENT ON COLUMN ops.quality_run.rows_out IS 'Rows that passed the gate, counted in the lake';

COMMENT ON COLUMN ops.quality_run.duplicates IS 'Of rows_out, those that repeat another article';

COMMENT ON COLUMN ops.quality_run.checked_at IS 'When';

CREATE TABLE news.article_topic (
	article_id BIGINT NOT NULL,
	topic_id TEXT NOT NULL,
	topic_version INTEGER NOT NULL,
	grade TEXT NOT NULL,
	score REAL NOT NULL,
	filters JSONB DEFAULT '{}' NOT NULL,
	run_id TEXT NOT NULL,
	CONSTRAINT article_topic_pkey PRIMARY KEY (article_id, topic_id),
	CONSTRAINT article_topic_article_id_fkey FOREIGN KEY(article_id) REFERENCES news.article (article_id) ON DELETE CASCADE,
	CONSTRAINT article_topic_topic_id_fkey FOREIGN KEY(topic_id) REFERENCES news.topic (topic_id)
);

CREATE INDEX article_topic_topic_id_idx ON news.article_topic (topic_id);

COMMENT ON TABLE news.article_topic IS 'Tags: the topics that an article deals with';

COMMENT ON COLUMN news.article_topic.article_id IS 'The article';

COMMENT ON COLUMN news.article_topic.topic_id IS 'The topic';

COMMENT ON COLUMN news.article_topic.topic_version IS 'Version of the topic''s definition that matched';

COMMENT ON COLUMN news.article_topic.grade IS 'about: in the headline or the first 80 words; mentions: elsewhere';

COMMENT ON COLUMN news.article_topic.score IS '0..1, how strongly the article matches';

COMMENT ON COLUMN news.article_topic.filters IS 'Site, language and date clauses that held';

COMMENT ON COLUMN news.article_topic.run_id IS 'Run that tagged it';

CREATE TABLE news.article_version (
	article_id BIGINT NOT NULL,
	content_sha256 TEXT NOT NULL,
	headline TEXT NOT NULL,
	article_body TEXT NOT NULL,
	change_kind TEXT NOT NULL,
	raw_id TEXT NOT NULL,
	observed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	first_observed_at TIMESTAMP WITH TIME ZONE NOT NULL,
	run_id TEXT NOT NULL,
	CONSTRAINT article_version_pkey PRIMARY KEY (article_id, content_sha256),
	CONSTRAINT article_version_article_id_fkey FOREIGN KEY(article_id) REFERENCES news.article (article_id) ON DELETE CASCADE,
	CONSTRAINT article_version_raw_id_fkey FOREIGN KEY(raw_id) REFERENCES news.raw_document (raw_id)
);

COMMENT ON TABLE news.article_version IS 'Every text that an article has had';

COMMENT ON COLUMN news.article_version.article_id IS 'The article';

COMMENT ON COLUMN news.article_version.content_sha256 IS 'Names the version';

COMMENT ON COLUMN news.article_version.headline IS 'Headline of this version';

COMMENT ON COLUMN news.article_version.article_body IS 'Text of this version';

COMMENT ON COLUMN news.article_version.change_kind IS 'first, correction, update, headline or trivial, against the version before';

COMMENT ON COLUMN news.article_version.raw_id IS 'Its bytes';

COMMENT ON COLUMN news.article_version.observed_at IS 'When it was last seen in the world: the latest is current';

COMMENT ON COLUMN news.article_version.first_observed_at IS 'When it was first seen';

COMMENT ON COLUMN news.article_version.run_id IS 'Run that wrote it';

CREATE TABLE news.duplicate_link (
	article_id BIGINT NOT NULL,
	duplicate_of BIGINT NOT NULL,
	kind TEXT NOT NULL,
	containment REAL NOT NULL,
	containment_of_original REAL NOT NULL,
	shared_words INTEGER NOT NULL,
	run_id TEXT NOT NULL,
	CONSTRAINT duplicate_link_pkey PRIMARY KEY (article_id, duplicate_of),
	CONSTRAINT duplicate_link_article_id_fkey FOREIGN KEY(article_id) REFERENCES news.article (article_id) ON DELETE CASCADE,
	CONSTRAINT duplicate_link_duplicate_of_fkey FOREIGN KEY(duplicate_of) REFERENCES news.article (article_id) ON DELETE CASCADE
);

CREATE INDEX duplicate_link_duplicate_of_idx ON news.duplicate_link (duplicate_of);

COMMENT ON TABLE news.duplicate_link IS 'Articles that repeat another: each points at the original, never in chains';

COMMENT ON COLUMN news.duplicate_link.article_id IS 'The article that repeats';

COMMENT ON COLUMN news.duplicate_link.duplicate_of IS 'The original';

COMMENT ON COLUMN news.duplicate_link.kind IS 'exact, copy, truncation or excerpt';

COMMENT ON COLUMN news.duplicate_link.containment IS 'Share of this article''s shingles that stand in the original';

COMMENT ON COLUMN news.duplicate_link.containment_of_original IS 'Share of the original''s shingles that stand here';

COMMENT ON COLUMN news.duplicate_link.shared_words IS 'Words that the two have in common, in shared passages';

COMMENT ON COLUMN news.duplicate_link.run_id IS 'Run that found it';

CREATE TABLE news.fingerprint (
	hash BIGINT NOT NULL,
	article_id BIGINT NOT NULL,
	leads BOOLEAN DEFAULT false NOT NULL,
	CONSTRAINT fingerprint_pkey PRIMARY KEY (hash, article_id),
	CONSTRAINT fingerprint_article_id_fkey FOREIGN KEY(article_id) REFERENCES news.article (article_id) ON DELETE CASCADE
);

CREATE INDEX fingerprint_article_id_idx ON news.fingerprint (article_id);

CREATE INDEX fingerprint_leads_idx ON news.fingerprint (hash) WHERE leads;

COMMENT ON TABLE news.fingerprint IS 'FracMinHash of the current text: finds articles that share passages. Its horizon is the whole history';

COMMENT ON COLUMN news.fingerprint.hash IS 'Hash of a 5-word shingle, one in 8 kept';

COMMENT ON COLUMN news.fingerprint.article_id IS 'The article';

COMMENT ON COLUMN news.fingerprint.leads IS 'Whether the article is the original of copies: those are found by common hashes too';

CREATE TABLE news.story_article (
	article_id BIGINT NOT NULL,
	story_id BIGINT NOT NULL,
	similarity REAL NOT NULL,
	shared_terms TEXT[] DEFAULT '{}' NOT NULL,
	CONSTRAINT story_article_pkey PRIMARY KEY (article_id),
	CONSTRAINT story_article_article_id_fkey FOREIGN KEY(article_id) REFERENCES news.article (article_id) ON DELETE CASCADE,
	CONSTRAINT story_article_story_id_fkey FOREIGN KEY(story_id) REFERENCES news.story (story_id) ON DELETE CASCADE
);

CREATE INDEX story_article_story_id_idx ON news.story_article (story_id);

COMMENT ON TABLE news.story_article IS 'Which story an article belongs to, and why';

COMMENT ON COLUMN news.story_article.article_id IS 'The article';

COMMENT ON COLUMN news.story_article.story_id IS 'Its story';

COMMENT ON COLUMN news.story_article.similarity IS '0..1, average similarity to the story''s articles when it joined';

COMMENT ON COLUMN news.story_article.shared_terms IS 'The terms that tied it to the story';

CREATE TABLE news.story_profile (
	article_id BIGINT NOT NULL,
	profile JSONB NOT NULL,
	CONSTRAINT story_profile_pkey PRIMARY KEY (article_id),
	CONSTRAINT story_profile_article_id_fkey FOREIGN KEY(article_id) REFERENCES news.article (article_id) ON DELETE CASCADE
);

COMMENT ON TABLE news.story_profile IS 'What clustering compares: the terms of an article that represents its duplicate group';

COMMENT ON COLUMN news.story_profile.article_id IS 'The article';

COMMENT ON COLUMN news.story_profile.profile IS 'Term -> weighted count, before it is known how common the term is';

CREATE TABLE news.story_signature (
	language TEXT NOT NULL,
	term TEXT NOT NULL,
	moment TIMESTAMP WITH TIME ZONE NOT NULL,
	article_id BIGINT NOT NULL,
	CONSTRAINT story_signature_pkey PRIMARY KEY (language, term, moment, article_id),
	CONSTRAINT story_signature_article_id_fkey FOREIGN KEY(article_id) REFERENCES news.article (article_id) ON DELETE CASCADE
);

CREATE INDEX story_signature_article_id_idx ON news.story_signature (article_id);

COMMENT ON TABLE news.story_signature IS 'The most telling terms of the articles of story_profile: how clustering finds candidate stories';

COMMENT ON COLUMN news.story_signature.language IS 'Base language: stories stay within one';

COMMENT ON COLUMN news.story_signature.term IS 'The term';

COMMENT ON COLUMN news.story_signature.moment IS 'When the article was published, and once more when it was first seen';

COMMENT ON COLUMN news.story_signature.article_id IS 'The article';

CREATE TABLE news.topic_evidence (
	article_id BIGINT NOT NULL,
	topic_id TEXT NOT NULL,
	evidence_no INTEGER NOT NULL,
	field TEXT NOT NULL,
	start_char INTEGER NOT NULL,
	end_char INTEGER NOT NULL,
	evidence_text TEXT NOT NULL,
	clause TEXT NOT NULL,
	CONSTRAINT topic_evidence_pkey PRIMARY KEY (article_id, topic_id, evidence_no),
	CONSTRAINT topic_evidence_article_id_fkey FOREIGN KEY(article_id) REFERENCES news.article (article_id) ON DELETE CASCADE
);

COMMENT ON TABLE news.topic_evidence IS 'Why a tag was given: the words, and where they stand';

COMMENT ON COLUMN news.topic_evidence.article_id IS 'The article';

COMMENT ON COLUMN news.topic_evidence.topic_id IS 'The topic';

COMMENT ON COLUMN news.topic_evidence.evidence_no IS '1, 2, 3 ... within the tag';

COMMENT ON COLUMN news.topic_evidence.field IS 'headline or article_body';

COMMENT ON COLUMN news.topic_evidence.start_char IS 'Offset of the first character, from 0';

COMMENT ON COLUMN news.topic_evidence.end_char IS 'Offset behind the last character';

COMMENT ON COLUMN news.topic_evidence.evidence_text IS 'The words; substr(field, start_char+1, end_char-start_char)';

COMMENT ON COLUMN news.topic_evidence.clause IS 'The part of the query that they satisfied';

CREATE TABLE news.topic_override (
	article_id BIGINT NOT NULL,
	topic_id TEXT NOT NULL,
	relevant BOOLEAN NOT NULL,
	who TEXT NOT NULL,
	why TEXT,
	decided_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	CONSTRAINT topic_override_pkey PRIMARY KEY (article_id, topic_id),
	CONSTRAINT topic_override_article_id_fkey FOREIGN KEY(article_id) REFERENCES news.article (article_id) ON DELETE CASCADE,
	CONSTRAINT topic_override_topic_id_fkey FOREIGN KEY(topic_id) REFERENCES news.topic (topic_id)
);

COMMENT ON TABLE news.topic_override IS 'An analyst''s word against (or for) a tag; it survives retagging';

COMMENT ON COLUMN news.topic_override.article_id IS 'The article';

COMMENT ON COLUMN news.topic_override.topic_id IS 'The topic';

COMMENT ON COLUMN news.topic_override.relevant IS 'true: belongs to the topic; false: does not';

COMMENT ON COLUMN news.topic_override.who IS 'Who says so';

COMMENT ON COLUMN news.topic_override.why IS 'Why';

COMMENT ON COLUMN news.topic_override.decided_at IS 'When';

CREATE TABLE ops.quality_result (
	quality_run_id BIGINT NOT NULL,
	expectation TEXT NOT NULL,
	kind TEXT NOT NULL,
	column_name TEXT,
	severity TEXT NOT NULL,
	success BOOLEAN NOT NULL,
	unexpected_count BIGINT DEFAULT 0 NOT NULL,
	observed TEXT,
	sample JSONB DEFAULT '[]' NOT NULL,
	CONSTRAINT quality_result_pkey PRIMARY KEY (quality_run_id, expectation),
	CONSTRAINT quality_result_quality_run_id_fkey FOREIGN KEY(quality_run_id) REFERENCES ops.quality_run (quality_run_id) ON DELETE CASCADE
);

COMMENT ON TABLE ops.quality_result IS 'The outcome of each expectation';

COMMENT ON COLUMN ops.quality_result.quality_run_id IS 'The validation';

COMMENT ON COLUMN ops.quality_result.expectation IS 'Key of the expectation, see docs/quality.md';

COMMENT ON COLUMN ops.quality_result.kind IS 'row: sets rows aside; batch: stops the run';

COMMENT ON COLUMN ops.quality_result.column_name IS 'Column that it looks at';

COMMENT ON COLUMN ops.quality_result.severity IS 'critical, warning or info';

COMMENT ON COLUMN ops.quality_result.success IS 'Whether it held';

COMMENT ON COLUMN ops.quality_result.unexpected_count IS 'Rows that broke it';

COMMENT ON COLUMN ops.quality_result.observed IS 'The figure that was seen';

COMMENT ON COLUMN ops.quality_result.sample IS 'Up to three of the values that broke it';

CREATE TABLE ops.removal (
	removal_id BIGINT GENERATED BY DEFAULT AS IDENTITY,
	who TEXT NOT NULL,
	why TEXT NOT NULL,
	publisher TEXT,
	names TEXT[] NOT NULL,
	hosts TEXT[] NOT NULL,
	source_ids TEXT[] NOT NULL,
	removed_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
	lifted_at TIMESTAMP WITH TIME ZONE,
	counts JSONB DEFAULT '{}' NOT NULL,
	CONSTRAINT removal_pkey PRIMARY KEY (removal_id)
);

COMMENT ON TABLE ops.removal IS 'What a publisher or author had removed, and what is therefore not taken in again';

COMMENT ON COLUMN ops.removal.removal_id IS 'Number of the removal';

COMMENT ON COLUMN ops.removal.who IS 'On whose word';

COMMENT ON COLUMN ops.removal.why IS 'Why: the letter, the law, the ticket';

COMMENT ON COLUMN ops.removal.publisher IS 'Publisher whose articles were meant, as it was asked; null where single ones were';

COMMENT ON COLUMN ops.removal.names IS 'Names of that publisher, in lower case: what bears one is not taken in';

COMMENT ON COLUMN ops.removal.hosts IS 'Hosts: what comes from one, or from below it, is not taken in';

COMMENT ON COLUMN ops.removal.source_ids IS 'Sources: what they deliver is not taken in';

COMMENT ON COLUMN ops.removal.removed_at IS 'When';

COMMENT ON COLUMN ops.removal.lifted_at IS 'Since when it is taken in again; null: it is not';

COMMENT ON COLUMN ops.removal.counts IS 'How much was removed, by kind';

CREATE TABLE ops.removed_document (
	removal_id BIGINT NOT NULL,
	uri TEXT NOT NULL,
	raw_sha256 TEXT NOT NULL,
	article_id BIGINT,
	CONSTRAINT removed_document_pkey PRIMARY KEY (removal_id, uri, raw_sha256),
	CONSTRAINT removed_document_removal_id_fkey FOREIGN KEY(removal_id) REFERENCES ops.removal (removal_id) ON DELETE CASCADE
);

CREATE INDEX removed_document_raw_sha256_idx ON ops.removed_document (raw_sha256);

CREATE INDEX removed_document_uri_idx ON ops.removed_document USING hash (uri);

COMMENT ON TABLE ops.removed_document IS 'What was removed: addresses and hashes, no text. The same address or the same bytes are not taken in again';

COMMENT ON COLUMN ops.removed_document.removal_id IS 'The removal';

COMMENT ON COLUMN ops.removed_document.uri IS 'Address of the article, or of a document that it came from';

COMMENT ON COLUMN ops.removed_document.raw_sha256 IS 'Hash of the document''s bytes; empty where none are known';

COMMENT ON COLUMN ops.removed_document.article_id IS 'Number that the article had; null for a document that was in quarantine';

