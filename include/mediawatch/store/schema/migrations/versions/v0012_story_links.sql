ALTER TABLE news.story_profile ADD COLUMN marks JSONB;

COMMENT ON COLUMN news.story_profile.marks IS 'Mark that carries over into other languages -> count, as written; null: not read yet';

CREATE TABLE news.story_mark (
	mark TEXT NOT NULL, 
	moment TIMESTAMP WITH TIME ZONE NOT NULL, 
	story_id BIGINT NOT NULL, 
	CONSTRAINT story_mark_pkey PRIMARY KEY (mark, moment, story_id), 
	CONSTRAINT story_mark_story_id_fkey FOREIGN KEY(story_id) REFERENCES news.story (story_id) ON DELETE CASCADE
);

CREATE INDEX story_mark_story_id_idx ON news.story_mark (story_id);

COMMENT ON TABLE news.story_mark IS 'The most telling marks of each story: how stories of one event in other languages are found';

COMMENT ON COLUMN news.story_mark.mark IS 'n: name, k: its consonants, # number, @ country, as cluster spells them';

COMMENT ON COLUMN news.story_mark.moment IS 'Beginning or end of the story''s span';

COMMENT ON COLUMN news.story_mark.story_id IS 'The story';

CREATE TABLE news.story_due (
	story_id BIGINT NOT NULL, 
	CONSTRAINT story_due_pkey PRIMARY KEY (story_id), 
	CONSTRAINT story_due_story_id_fkey FOREIGN KEY(story_id) REFERENCES news.story (story_id) ON DELETE CASCADE
);

COMMENT ON TABLE news.story_due IS 'Stories that changed since they were last compared with those in other languages';

COMMENT ON COLUMN news.story_due.story_id IS 'The story';

CREATE TABLE news.story_link (
	story_id BIGINT NOT NULL, 
	other_story_id BIGINT NOT NULL, 
	kind TEXT NOT NULL, 
	similarity REAL NOT NULL, 
	shared TEXT[] NOT NULL, 
	CONSTRAINT story_link_pkey PRIMARY KEY (story_id, other_story_id), 
	CONSTRAINT story_link_story_id_fkey FOREIGN KEY(story_id) REFERENCES news.story (story_id) ON DELETE CASCADE, 
	CONSTRAINT story_link_other_story_id_fkey FOREIGN KEY(other_story_id) REFERENCES news.story (story_id) ON DELETE CASCADE
);

CREATE INDEX story_link_other_story_id_idx ON news.story_link (other_story_id);

COMMENT ON TABLE news.story_link IS 'Stories of one event that are told in different languages';

COMMENT ON COLUMN news.story_link.story_id IS 'One story, that with the lower number';

COMMENT ON COLUMN news.story_link.other_story_id IS 'The other story';

COMMENT ON COLUMN news.story_link.kind IS 'same_event';

COMMENT ON COLUMN news.story_link.similarity IS '0..1, how alike their marks are';

COMMENT ON COLUMN news.story_link.shared IS 'Names, numbers and countries that both have, as each writes them';

INSERT INTO news.story_due (story_id) SELECT story_id FROM news.story
