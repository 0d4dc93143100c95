CREATE TABLE news.story_fact_due (
	story_id BIGINT NOT NULL, 
	CONSTRAINT story_fact_due_pkey PRIMARY KEY (story_id), 
	CONSTRAINT story_fact_due_story_id_fkey FOREIGN KEY(story_id) REFERENCES news.story (story_id) ON DELETE CASCADE
);

COMMENT ON TABLE news.story_fact_due IS 'Stories that changed since their accounts were last compared with each other';

COMMENT ON COLUMN news.story_fact_due.story_id IS 'The story';
