ALTER TABLE news.story_profile ADD COLUMN names TEXT[];

COMMENT ON COLUMN news.story_profile.names IS 'Countries and names that it tells, as its marks are spelt; null: put into its story before they were kept';
