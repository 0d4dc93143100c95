CREATE TABLE news.round_up (
	article_id BIGINT NOT NULL, 
	is_due BOOLEAN NOT NULL, 
	CONSTRAINT round_up_pkey PRIMARY KEY (article_id), 
	CONSTRAINT round_up_article_id_fkey FOREIGN KEY(article_id) REFERENCES news.article (article_id) ON DELETE CASCADE
);

CREATE INDEX round_up_is_due_idx ON news.round_up (article_id) WHERE is_due;

COMMENT ON TABLE news.round_up IS 'Articles that tell of several events: they stand in no story, news.story_related says which they tell of';

COMMENT ON COLUMN news.round_up.article_id IS 'The article';

COMMENT ON COLUMN news.round_up.is_due IS 'Whether it is to be compared with stories';

CREATE TABLE news.round_up_term (
	language TEXT NOT NULL, 
	term TEXT NOT NULL, 
	moment TIMESTAMP WITH TIME ZONE NOT NULL, 
	article_id BIGINT NOT NULL, 
	CONSTRAINT round_up_term_pkey PRIMARY KEY (language, term, moment, article_id), 
	CONSTRAINT round_up_term_article_id_fkey FOREIGN KEY(article_id) REFERENCES news.article (article_id) ON DELETE CASCADE
);

CREATE INDEX round_up_term_article_id_idx ON news.round_up_term (article_id);

COMMENT ON TABLE news.round_up_term IS 'The most telling terms of the parts of round-ups: how those are found that tell of a story';

COMMENT ON COLUMN news.round_up_term.language IS 'Base language: stories stay within one';

COMMENT ON COLUMN news.round_up_term.term IS 'The term';

COMMENT ON COLUMN news.round_up_term.moment IS 'When the article was published, and once more when it was first seen';

COMMENT ON COLUMN news.round_up_term.article_id IS 'The article';

CREATE TABLE news.story_related (
	story_id BIGINT NOT NULL, 
	article_id BIGINT NOT NULL, 
	similarity REAL NOT NULL, 
	shared_terms TEXT[] NOT NULL, 
	CONSTRAINT story_related_pkey PRIMARY KEY (story_id, article_id), 
	CONSTRAINT story_related_story_id_fkey FOREIGN KEY(story_id) REFERENCES news.story (story_id) ON DELETE CASCADE, 
	CONSTRAINT story_related_article_id_fkey FOREIGN KEY(article_id) REFERENCES news.article (article_id) ON DELETE CASCADE
);

CREATE INDEX story_related_article_id_idx ON news.story_related (article_id);

COMMENT ON TABLE news.story_related IS 'Round-ups that tell of a story among others: they are no articles of it and count in none of its numbers';

COMMENT ON COLUMN news.story_related.story_id IS 'The story';

COMMENT ON COLUMN news.story_related.article_id IS 'The round-up';

COMMENT ON COLUMN news.story_related.similarity IS '0..1, of the part that is most like the story''s articles';

COMMENT ON COLUMN news.story_related.shared_terms IS 'The terms that made most of it';

CREATE TEMPORARY TABLE stem_count ON COMMIT DROP AS
SELECT language, left(term, 5) AS term, day, sum(articles) AS articles FROM news.term_frequency
WHERE language NOT IN ('en', 'mul') GROUP BY language, left(term, 5), day;

DELETE FROM news.term_frequency WHERE language NOT IN ('en', 'mul');

INSERT INTO news.term_frequency (language, term, day, articles) SELECT language, term, day, articles FROM stem_count;

CREATE TEMPORARY TABLE stem_signature ON COMMIT DROP AS
SELECT DISTINCT language, left(term, 5) AS term, moment, article_id FROM news.story_signature WHERE language <> 'en';

DELETE FROM news.story_signature WHERE language <> 'en';

INSERT INTO news.story_signature (language, term, moment, article_id)
SELECT language, term, moment, article_id FROM stem_signature;

UPDATE news.story_profile p SET profile = (
    SELECT coalesce(jsonb_object_agg(s.term, s.times), '{}') FROM (
        SELECT left(e.key, 5) AS term, sum(e.value::bigint) AS times
        FROM jsonb_each_text(p.profile) AS e(key, value) GROUP BY left(e.key, 5)
    ) s
)
FROM news.article a
WHERE a.article_id = p.article_id AND split_part(a.in_language, '-', 1) <> 'en'
