ALTER TABLE news.story_profile ADD COLUMN meaning BYTEA;

COMMENT ON COLUMN news.story_profile.meaning IS 'Vector of a sentence encoder for its first 300 characters, 512 half-precision floats; null: not asked for yet';

COMMENT ON COLUMN news.story_link.similarity IS '0..1, how alike their marks are and, where their languages are known to the encoder, what they say';
