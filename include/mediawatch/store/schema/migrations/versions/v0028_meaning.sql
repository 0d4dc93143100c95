ALTER TABLE news.story_profile ADD COLUMN meaning BYTEA;

COMMENT ON COLUMN news.story_profile.meaning IS 'Vector of a sentence encoder for its first 300 characters, 512 half-precision floats; null: not asked for yet';

COMMENT ON COLUMN news.story_link.similarity IS '0..1, how alike their marks are and, where their languages are known to the encoder, what they say';

COMMENT ON COLUMN news.story_fact.kind IS 'count, measure (a time of day and a result too), age or day';

COMMENT ON COLUMN news.story_fact.unit IS 'What is measured or what became of people (dead, injured); null: the text or the value says it';

COMMENT ON COLUMN news.story_fact.account_values IS 'The values, that which was said first first: a number, a time of day (HH:MM), a result (3-1), a day (YYYY-MM-DD), or two with / between for what lies between them; .. leaves an end open';
