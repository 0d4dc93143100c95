ALTER TABLE news.story_profile ADD COLUMN statements JSONB;

COMMENT ON COLUMN news.story_profile.statements IS 'Values that its sentences state, and of what; null: not read yet';

CREATE TABLE news.story_fact (
	story_id BIGINT NOT NULL, 
	fact_no INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	relation TEXT NOT NULL, 
	about TEXT NOT NULL, 
	unit TEXT, 
	account_values TEXT[] NOT NULL, 
	account_count INTEGER NOT NULL, 
	CONSTRAINT story_fact_pkey PRIMARY KEY (story_id, fact_no), 
	CONSTRAINT story_fact_story_id_fkey FOREIGN KEY(story_id) REFERENCES news.story (story_id) ON DELETE CASCADE
);

COMMENT ON TABLE news.story_fact IS 'What accounts of a story say of the same thing: numbers and days, where they agree and where they differ';

COMMENT ON COLUMN news.story_fact.story_id IS 'The story';

COMMENT ON COLUMN news.story_fact.fact_no IS '1, 2, 3 ... within the story: differences first, then by number of accounts';

COMMENT ON COLUMN news.story_fact.kind IS 'count, measure, age or day';

COMMENT ON COLUMN news.story_fact.relation IS 'agreed, differ, or series: a toll that only grows from day to day';

COMMENT ON COLUMN news.story_fact.about IS 'The clause of the account that was first: what the values are said of';

COMMENT ON COLUMN news.story_fact.unit IS 'What is measured or what became of people (dead, injured); null: the text names it';

COMMENT ON COLUMN news.story_fact.account_values IS 'The values, that which was said first first: a number, a day (YYYY-MM-DD), or two with / between for what lies between them; .. leaves an end open';

COMMENT ON COLUMN news.story_fact.account_count IS 'Accounts that give a value: copies are none of their own';

CREATE TABLE news.story_fact_mention (
	story_id BIGINT NOT NULL, 
	fact_no INTEGER NOT NULL, 
	article_id BIGINT NOT NULL, 
	value_no INTEGER NOT NULL, 
	field TEXT NOT NULL, 
	start_char INTEGER NOT NULL, 
	end_char INTEGER NOT NULL, 
	value_text TEXT NOT NULL, 
	sentence_start INTEGER NOT NULL, 
	sentence_end INTEGER NOT NULL, 
	about_start INTEGER NOT NULL, 
	about_end INTEGER NOT NULL, 
	CONSTRAINT story_fact_mention_pkey PRIMARY KEY (story_id, fact_no, article_id, field, start_char), 
	CONSTRAINT story_fact_mention_story_id_fkey FOREIGN KEY(story_id, fact_no) REFERENCES news.story_fact (story_id, fact_no) ON DELETE CASCADE, 
	CONSTRAINT story_fact_mention_article_id_fkey FOREIGN KEY(article_id) REFERENCES news.article (article_id) ON DELETE CASCADE
);

CREATE INDEX story_fact_mention_article_id_idx ON news.story_fact_mention (article_id);

COMMENT ON TABLE news.story_fact_mention IS 'Where an account gives its value of a fact: the words, and their sentence';

COMMENT ON COLUMN news.story_fact_mention.story_id IS 'The story';

COMMENT ON COLUMN news.story_fact_mention.fact_no IS 'The fact';

COMMENT ON COLUMN news.story_fact_mention.article_id IS 'The account';

COMMENT ON COLUMN news.story_fact_mention.value_no IS 'Place of its value in account_values, from 1';

COMMENT ON COLUMN news.story_fact_mention.field IS 'headline or article_body';

COMMENT ON COLUMN news.story_fact_mention.start_char IS 'Offset of the value''s first character, from 0';

COMMENT ON COLUMN news.story_fact_mention.end_char IS 'Offset behind its last character';

COMMENT ON COLUMN news.story_fact_mention.value_text IS 'The words; substr(field, start_char+1, end_char-start_char)';

COMMENT ON COLUMN news.story_fact_mention.sentence_start IS 'Offset of its sentence, from 0';

COMMENT ON COLUMN news.story_fact_mention.sentence_end IS 'Offset behind its sentence';

COMMENT ON COLUMN news.story_fact_mention.about_start IS 'Offset of the clause that it is said in, from 0';

COMMENT ON COLUMN news.story_fact_mention.about_end IS 'Offset behind that clause';

INSERT INTO news.story_due (story_id) SELECT story_id FROM news.story ON CONFLICT DO NOTHING
